"""A scorer that looks at words alone, for tests that need known scores."""

from __future__ import annotations

import numpy as np


class ByWords:
    """Scores a target by the words of its text: "illegal" is bad for Armenia's, "liberated" good for whatever stands first."""

    id = "by words"
    close_call = 0.5

    def __init__(self):
        self.asked = []

    def score(self, targets, *, progress=False):
        self.asked += targets
        rows = []
        for text, start, end in targets:
            bad = "illegal" in text and text[start:end].startswith("Armenia")
            good = "liberated" in text and start == 0
            rows.append([0.7, 0.2, 0.1] if bad else [0.1, 0.2, 0.7] if good else [0.3, 0.4, 0.3])
        return np.array(rows).reshape(-1, 3)
