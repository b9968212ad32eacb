"""Run the stance model on readings: its lower layers once a text, its upper layers once a target."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import REMEMBERED, onnx_session, run_all, shown, usable_cores
from analysis.stance.encoding import EncodedText

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

TEXTS = 96
"""Texts whose states are kept, mostly an eighth of a megabyte each: another target of a text read lately needs the upper layers alone."""


class LateRunner:
    """The graphs ``text.onnx`` and ``target.onnx`` of a folder; ``shared``: how many layers the first has.

    Two cores work on a text where there are two, so that a single sentence does not leave one idle until its targets come.
    Every text and every target is run on its own, so no answer depends on what else is asked.
    """

    def __init__(self, folder: Path, shared: int) -> None:
        self._text = onnx_session(folder / "text.onnx", wanted=lambda name: layer_of(name) < shared, cores=min(2, usable_cores()))
        self._target = onnx_session(folder / "target.onnx", wanted=lambda name: layer_of(name) >= shared)
        self._states = lru_cache(TEXTS)(self._read)
        self._known: dict[EncodedText, NDArray[np.float64]] = {}
        self._whole: dict[tuple[int, ...], NDArray[np.float64]] = {}

    def __call__(self, readings: Sequence[EncodedText], *, progress: str = "") -> list[NDArray[np.float64]]:
        """Return the logits of each reading, in the order given; progress: what a progress bar is called, empty for none."""
        answers = {one: found for one in readings if (found := self._known.get(one)) is not None}  # another thread may forget meanwhile
        of_text: dict[tuple[int, ...], list[EncodedText]] = {}
        for one in dict.fromkeys(readings):
            if one not in answers:
                of_text.setdefault(one.ids, []).append(one)
        answers.update(shown(self._answered(of_text), sum(map(len, of_text.values())), progress))
        self._remember(answers)
        return [answers[one] for one in readings]

    def of_texts(self, readings: Sequence[EncodedText]) -> list[NDArray[np.float64]]:
        """Return what the lower layers say of each text as a whole (``questions`` of the graph), in the order given."""
        texts = list(dict.fromkeys(one.ids for one in readings))
        found = {ids: known for ids in texts if (known := self._whole.get(ids)) is not None}
        unread = [ids for ids in texts if ids not in found]
        for first in range(0, len(unread), TEXTS):
            portion = unread[first : first + TEXTS]
            found.update(zip(portion, (whole for _, whole in run_all(self._states, portion)), strict=True))
        return [found[one.ids] for one in readings]

    def states(self, readings: Sequence[EncodedText]) -> list[NDArray[np.float32]]:
        """Return what the lower layers say of each piece of each text, (pieces, hidden), in the order given."""
        return [states[0] for states, _ in run_all(self._states, [one.ids for one in readings])]

    def _answered(self, of_text: dict[tuple[int, ...], list[EncodedText]]) -> Iterator[tuple[EncodedText, NDArray[np.float64]]]:
        """Give each reading with its answer; of_text: the readings of each text."""
        texts = list(of_text)
        for first in range(0, len(texts), TEXTS):
            portion = texts[first : first + TEXTS]
            run_all(self._states, portion)
            asked = [one for ids in portion for one in of_text[ids]]
            yield from zip(asked, run_all(self._mark, asked), strict=True)

    def _remember(self, answers: dict[EncodedText, NDArray[np.float64]]) -> None:
        """Keep answers, the oldest of all giving way: the steps of one article ask for the same text and target more than once."""
        self._known.update(answers)
        for one in list(self._known)[: max(0, len(self._known) - REMEMBERED)]:
            self._known.pop(one, None)

    def _read(self, ids: tuple[int, ...]) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
        """Return the states of a text, and what its head for whole texts says, where the graph has one."""
        states, *rest = self._text.run(None, {"input_ids": np.array([ids], dtype=np.int64)})
        whole = rest[0][0].astype(np.float64) if rest else np.empty(0)
        self._whole[ids] = whole
        for one in list(self._whole)[: max(0, len(self._whole) - REMEMBERED)]:
            self._whole.pop(one, None)
        return states, whole

    def _mark(self, reading: EncodedText) -> NDArray[np.float64]:
        marks = np.zeros((1, len(reading.ids), 2), dtype=np.float32)
        if reading.marked:
            marks[0, 0, 0] = 1
            marks[0, list(reading.marked), 1] = 1
        logits: NDArray[np.float32] = self._target.run(None, {"states": self._states(reading.ids)[0], "marks": marks})[0][0]
        return logits.astype(np.float64)


def layer_of(name: str) -> int:
    """Return the number of the layer a weight belongs to, from its name in the file of weights ("layer3.qkv.weight")."""
    return int(name.partition(".")[0].removeprefix("layer"))
