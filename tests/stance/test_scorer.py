"""What the suite asks of a stance model, and how one that has no more than a name and scores is given the rest."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.model import ModelError
from analysis.stance.scorer import Scores, scorer_from
from analysis.stance.stance import embedded_model


class Bare:
    """A name and scores."""

    id = "bare"

    def score(self, targets, *, progress=False):
        return np.tile([0.2, 0.5, 0.3], (len(targets), 1))


class Calling(Bare):
    """One that has a threshold of its own."""

    close_call = 0.6
    hash = "0" * 64


def test_a_bare_model_is_given_the_rest():
    scorer = scorer_from(Bare())
    assert (scorer.id, scorer.hash, scorer.close_call, scorer.reads_stand_ins, scorer.tells_subjectivity) == ("bare", None, None, False, False)
    scores = scorer.scores([("A text.", 0, 1)])
    assert isinstance(scores, Scores) and scores.probabilities.tolist() == [[0.2, 0.5, 0.3]] and scores.cut == ()
    with pytest.raises(ModelError, match="'bare' does not tell opinion from fact"):
        scorer.subjective(["A text."])


def test_what_a_bare_model_tells_is_kept():
    scorer = scorer_from(Calling())
    assert (scorer.hash, scorer.close_call) == ("0" * 64, 0.6)


def test_a_whole_model_stays_what_it_is():
    model = embedded_model()
    assert scorer_from(model) is model
    assert model.reads_stand_ins and model.tells_subjectivity
