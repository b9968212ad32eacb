"""The checks of lesson 1, read first: sentences of our own to practise coding on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.classroom.exercises.feedback import DOTS, Feedback, again, right
from analysis.stance.stance import LABELS
from analysis.templates import counted


@dataclass(frozen=True)
class _Practice:
    """A sentence to practise coding on; what the code book says of it, and which of its rules decides."""

    text: str
    about: str
    voice: str
    stance: str
    voice_rule: str
    stance_rule: str


_PLAIN = "plain facts, whoever they are about"
_PRACTICE = (
    _Practice("The council said that the bridge would close on Monday.", "the council", "indirect", "neutral",
              "a retelling with “said that” and without quotation marks", "saying something is neither good nor bad treatment"),
    _Practice("“We were never asked,” the drivers said.", "the drivers", "direct", "neutral",
              "quotation marks around whole sentences", "whoever only speaks is not treated in any way"),
    _Practice("The council accused the drivers of “holding the town to ransom”.", "the drivers", "mixed", "negative",
              "a retelling that holds some quoted words", "A accuses B: look who is accused"),
    _Practice("Police closed two streets near the bridge.", "the police", "narrator", "neutral",
              "nobody is named as having said it", _PLAIN),
    _Practice("The firefighters, brave as ever, saved eleven people.", "the firefighters", "narrator", "positive",
              "nobody is named as having said it", "words of praise beside the facts"),
    _Practice("The stubborn drivers have brought the town to its knees.", "the drivers", "narrator", "negative",
              "nobody is named as having said it", "words of judgement in place of the facts"),
    _Practice("According to the drivers, nobody was hurt.", "the drivers", "indirect", "neutral",
              "“according to” does the work of “said”", "whoever only speaks is not treated in any way"),
    _Practice("The drivers stopped work at noon.", "the drivers", "narrator", "neutral",
              "nobody is named as having said it", _PLAIN),
)  # fmt: skip


def practice() -> pd.DataFrame:
    """Return sentences of our own to practise coding on: number, sentence, and the party whose treatment is asked for."""
    return pd.DataFrame([(number, each.text, each.about) for number, each in enumerate(_PRACTICE, start=1)], columns=["row", "sentence", "about"])


def check_practice(answers: Any, question: str) -> Feedback:
    """Check answers (row -> value) to the practice sentences by the code book; ``question`` is "voice" or "stance"."""
    allowed = {"voice": ("narrator", "direct", "indirect", "mixed"), "stance": LABELS}
    if question not in allowed:
        raise ValueError(f"question is {question!r}; allowed: {', '.join(allowed)}")
    if not isinstance(answers, Mapping):
        return again(DOTS if answers is ... else "Answers should look like {1: 'indirect', 2: 'direct'}.")
    given = {int(row): str(value).strip().lower() for row, value in answers.items() if value not in (..., "", None)}
    unknown = sorted({value for value in given.values() if value not in allowed[question]})
    if not given:
        return again(DOTS)
    if unknown:
        return again(f"Not an answer from the code book: {', '.join(unknown)}. Allowed are {', '.join(allowed[question])}.")
    wrong = [row for row, each in enumerate(_PRACTICE, start=1) if row in given and given[row] != getattr(each, question)]
    left = [row for row in range(1, len(_PRACTICE) + 1) if row not in given]
    if not wrong and not left:
        return right("All rows agree with the code book.")
    rules = list(dict.fromkeys(getattr(_PRACTICE[row - 1], f"{question}_rule") for row in wrong))
    said = []
    if wrong:
        said.append(f"{counted(len(wrong), 'row')} of {len(given)} {'differs' if len(wrong) == 1 else 'differ'} from the code book.")
        said.append(f"Think again about this: {'; '.join(rules)}.")
    else:
        said.append("All rows answered so far agree with the code book.")
    if left:
        said.append(f"{counted(len(left), 'row')} {'has' if len(left) == 1 else 'have'} no answer yet.")
    return again(" ".join(said))
