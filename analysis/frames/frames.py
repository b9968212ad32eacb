"""Which frames an article has: conflict, human interest, economic consequences, morality, resolution; each with the sentences it rests on.

The five generic frames of Semetko and Valkenburg (2000), resolution in the place of responsibility as in Frermann et al. (2023).  A logistic model
over the same numbers as the questions (``analysis.frames.questions``), learnt on hand-coded articles of many topics and on climate news.  An article
may have several frames, or none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.frames.questions import MOST_EVIDENCE, features, likely, weights
from analysis.tables import make_table

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

FRAMES = ("conflict", "human interest", "economic", "morality", "resolution")
PRESENT = 0.5
"""From this probability on an article is said to have a frame."""


def find_frames(questions: pd.DataFrame, scores: NDArray[np.float64]) -> pd.DataFrame:
    """Return the table ``frames``: frame, p, and the sentences that answer its questions, the most often named first.

    questions: of the article (``analysis.frames.questions.answer``).  scores: as for it.
    """
    rows = []
    for frame in FRAMES:
        p = likely(weights()["frames"][frame], features(scores)) if len(scores) else 0.0
        own = questions[questions["frame"] == frame]
        named = [int(number) for cell in own["sentences"].dropna() for number in str(cell).split()]
        order = sorted(dict.fromkeys(named), key=lambda number: (-named.count(number), named.index(number)))  # noqa: B023  # sorted at once
        rows.append({"frame": frame, "p": p, "sentences": " ".join(map(str, order[:MOST_EVIDENCE])) or None})
    return make_table("frames", rows)
