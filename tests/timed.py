"""How long a call takes, on a machine that others use too."""

from __future__ import annotations

import time
from collections.abc import Callable

TRIES = 3


def least_seconds(call: Callable[[], object], enough: float) -> float:
    """Return the seconds of processor time of the fastest of up to three calls; no further one is made once a call took less than ``enough``.

    A busy machine may double those of one call.
    """
    least = float("inf")
    for _ in range(TRIES):
        begun = time.process_time()
        call()
        least = min(least, time.process_time() - begun)
        if least < enough:
            break
    return least
