"""Classes of coders made by hand: one on made-up sentences, one on those of the typed framing."""

from __future__ import annotations

import numpy as np
import pandas as pd
from typed import AM, AZ, typed

from analysis.classroom.coders import VOICE, make_class

FRAMING = typed()


def class_of(said, *, variable=VOICE, marks=(), sides=("A",)):
    """A class from coder -> values, one a sentence, None where missing; the sentences are "Word0 loaded end." and so on."""
    size = max(len(values) for values in said.values()) if said else 3
    texts = [f"Word{n} loaded end." for n in range(size)]
    starts = np.cumsum([0, *(len(text) + 1 for text in texts)])[:-1]
    sentences = pd.DataFrame({"sentence": range(1, size + 1), "start": starts, "end": starts + [len(text) for text in texts], "text": texts})
    answers = [(coder, n, variable, value) for coder, values in said.items() for n, value in enumerate(values, start=1) if value]
    given = {coder: sum(value is not None for value in values) for coder, values in said.items()}
    coders = [(coder, f"{coder}.json", "2026-01-15T10:00:00+00:00", count, count, 0) for coder, count in given.items()]
    spans = [(coder, n, int(starts[n - 1]) + start, int(starts[n - 1]) + end, "") for coder, n, start, end in marks]
    return make_class(sentences, sides, coders=coders, answers=answers, marks=spans)


def class_like(said, marks=(), sides=(AM, AZ)):
    """A class from coder -> {variable: value for every sentence, or a list of values}."""
    numbers = list(FRAMING.sentences.sentence)
    answers = []
    for coder, variables in said.items():
        for variable, values in variables.items():
            each = values if isinstance(values, list) else [values] * len(numbers)
            answers += [(coder, n, variable, value) for n, value in zip(numbers, each, strict=True) if value]
    coders = [(coder, f"{coder}.json", "2026-01-15T10:00:00+00:00", len(numbers), len(numbers), 0) for coder in said]
    return make_class(FRAMING.sentences, sides, coders=coders, answers=answers, marks=list(marks))
