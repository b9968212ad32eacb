"""Scores by hand, means in one voice, and a sentence rewritten."""

from __future__ import annotations

import numpy as np
import pytest
from said import said
from typed import typed

from analysis.classroom import exercises
from analysis.classroom.comparing import Reader


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        (-0.45, True, "neutral"),
        (-0.447, True, ""),
        (0.45, False, "sign"),
        (0.6, False, "largest"),
        (0.1, False, "minus"),
    ],
)
def test_score(answer, right, hint):
    feedback = exercises.check_score(answer, 0.6, 0.25, 0.15)
    assert feedback.right is right and hint in said(feedback)


def test_mean_score_keeps_the_voices_apart():
    framing = typed()
    towards = framing.stance[framing.stance.side == "Armenia"]
    wanted = towards.loc[towards.voice == "narrator", "score"].mean()
    assert exercises.check_mean_score(wanted, framing, "Armenia", "narrator").right
    assert "over all mentions" in said(exercises.check_mean_score(towards.score.mean(), framing, "Armenia", "narrator"))
    assert "other voice" in said(exercises.check_mean_score(towards.loc[towards.voice == "source", "score"].mean(), framing, "Armenia", "narrator"))
    assert "no mention" in said(exercises.check_mean_score(0.1, framing, "Atlantis", "narrator"))
    own = towards[towards.voice == "narrator"]
    voices = framing.voices.copy()
    voices.loc[voices.index[0], ["speaker_start", "speaker_end"]] = [own.start.iloc[1], own.end.iloc[1]]
    spoken = typed(voices=voices)
    assert "left out the mentions that name a speaker" in said(
        exercises.check_mean_score(own.score.drop(own.index[1]).mean(), spoken, "Armenia", "narrator")
    )


class ByWords:
    """Scores a text by whether it says "brutal"."""

    id = "by words"

    def score(self, targets, *, progress=False):
        return np.array([[0.8, 0.1, 0.1] if "brutal" in text else [0.1, 0.8, 0.1] for text, _, _ in targets])


def test_rewriting():
    reader = Reader({"Ruritania": [], "Freedonia": []}, model=ByWords())
    before, keep = "Ruritania sent brutal soldiers to Freedonia.", ["soldiers"]
    assert exercises.check_rewriting("Ruritania sent soldiers to Freedonia.", reader, before, "Ruritania", keep).right
    brave = "Ruritania sent heroic soldiers to liberate Freedonia."
    assert "marks as loaded" in said(exercises.check_rewriting(brave, reader, before, "Ruritania", keep))
    assert "moved by 0.00" in said(exercises.check_rewriting("Ruritania sent brutal soldiers.", reader, before, "Ruritania", keep))
    assert "no longer names Ruritania" in said(exercises.check_rewriting("Freedonia met soldiers.", reader, before, "Ruritania", keep))
    assert "missing: soldiers" in said(exercises.check_rewriting("Ruritania sent men.", reader, before, "Ruritania", keep))
    with pytest.raises(ValueError, match="does not name 'Atlantis'"):
        exercises.check_rewriting("Ruritania sent soldiers.", reader, before, "Atlantis", keep)
