"""A test of one's own: change one word of a sentence that must not matter, and see whether the score stays.

Invariance tests, after Ribeiro et al. 2020 ("Beyond Accuracy: Behavioral Testing of NLP Models with CheckList", ACL).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.reading.folding import plain
from analysis.stance.scorer import HasScore, Target
from analysis.stance.stance import LABELS, chosen_model
from analysis.templates import render, signed
from analysis.terms.wording import replace_term

PLACE = "{}"
SAME = 0.1
"""Scores that lie no farther apart than this count as the same answer."""
MOST_WORDS = 40


@dataclass(frozen=True, eq=False)
class WordTest:
    """What a model answers when one word changes.

    table: one row a word: word, sentence, score towards the target (-1 to 1), class ("negative", "neutral", "positive").
    """

    target: str
    table: pd.DataFrame

    @property
    def spread(self) -> float:
        """The largest difference between two scores, 0 to 2."""
        return float(np.ptp(self.table["score"]))

    @property
    def passed(self) -> bool:
        """Whether all scores lie within ``SAME`` and all classes are one."""
        return self.spread <= SAME and self.table["class"].nunique() == 1

    @property
    def says(self) -> str:
        """The result in one or two plain sentences."""
        lowest, highest = self.table.loc[self.table["score"].idxmin()], self.table.loc[self.table["score"].idxmax()]
        told = f"“{lowest['word'] or 'no word'}” gives {signed(lowest['score'])} and “{highest['word'] or 'no word'}” {signed(highest['score'])}"
        classes = self.table["class"].nunique()
        if self.passed:
            return f"Passed: all scores lie within {SAME} of each other ({told}), and the class is always {lowest['class']}."
        if self.spread <= SAME:
            why = f"the class changes, though the scores lie close together ({told})"
        else:
            why = f"the scores lie {self.spread:.2f} apart ({told})" + (f", and there are {classes} classes" if classes > 1 else "")
        return f"Failed: {why}. If the word should not matter, the model is relying on it."

    def _repr_html_(self) -> str:
        rows = [[row.word or "(no word)", row.sentence, signed(row.score), row[-1]] for row in self.table.itertuples(index=False)]
        columns, numeric = ["word", "sentence", f"score towards {self.target}", "class"], [False, False, True, False]
        return render(
            "playground.html.j2", before="", after="", columns=columns, rows=rows, numeric=numeric, items=[self.says], marks="",
            caption=f"One word changed, score towards {self.target} from −1 to +1",
        )  # fmt: skip


def change_one_word(sentence: str, target: str, words: Sequence[str], *, model: HasScore | None = None) -> WordTest:
    """Put each word in the place ``{}`` of a sentence and score the target every time; "a" becomes "an" where it has to.

    An empty word closes the place: "a {} teacher" becomes "a teacher".  model: None is the embedded one.

    Raises ValueError where the sentence has not exactly one ``{}``, where the target does not stand in it exactly once, or where there are
    fewer than two words or more than ``MOST_WORDS``.
    """
    sentence, target = plain(sentence), plain(target).strip()
    chosen = list(dict.fromkeys(plain(word).strip() for word in words))
    if sentence.count(PLACE) != 1:
        raise ValueError(f"the sentence has {sentence.count(PLACE)} places {PLACE}; write {PLACE} once, where the word is to change")
    if not 2 <= len(chosen) <= MOST_WORDS:
        raise ValueError(f"{len(chosen)} different words were given; give from 2 to {MOST_WORDS}")
    targets = [_filled(sentence, target, word) for word in chosen]
    found = chosen_model(model).score(targets)
    table = pd.DataFrame(
        {
            "word": chosen, "sentence": [text for text, _, _ in targets], "score": found[:, 2] - found[:, 0],
            "class": [LABELS[best] for best in found.argmax(axis=1)],
        }
    )  # fmt: skip
    return WordTest(target, table)


def _filled(sentence: str, target: str, word: str) -> Target:
    """Return the sentence with the word in its place, and the span of the target."""
    at = sentence.index(PLACE)
    text = replace_term(sentence, at, at + len(PLACE), word).text
    places = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(target)}(?!\w)", text)] if target else []
    if len(places) != 1:
        raise ValueError(f"the target {target!r} occurs {len(places)} times in {text!r}; choose words that occur exactly once")
    return text, *places[0]
