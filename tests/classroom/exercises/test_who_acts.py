"""Forms, harms that name who did them, a sentence without its agent: right, and the mistakes that have a hint."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from said import said
from typed import typed

from analysis.classroom import exercises

RIGHT = {"a": "passive", "b": "active", "c": "noun", "d": "agentless"}
SENTENCE = "Striking drivers blocked the only road to the harbour on Tuesday."


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        (RIGHT, True, ""),
        (RIGHT | {"d": "passive"}, False, "Can a day raid"),
        (RIGHT | {"c": "active"}, False, "a verb here"),
        ({"a": "passive"}, False, "each letter"),
        (RIGHT | {"a": "middle"}, False, "not a form"),
    ],
)
def test_forms(answer, right, hint):
    feedback = exercises.check_forms(answer)
    assert feedback.right is right and hint in said(feedback)


CODES = {"a": "agent named", "b": "agent left out", "c": "no harm", "d": "both", "e": "agent named"}


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        (CODES, True, ""),
        (CODES | {"b": "agent named"}, False, "is a noun"),
        (CODES | {"c": "agent left out"}, False, "say that it happened"),
        (CODES | {"d": "agent named"}, False, "two harms"),
        (CODES | {"e": "both"}, False, "whole sentence"),
        (CODES | {"a": "agentless"}, False, "Choose from no harm, agent named"),
        (..., False, "Nothing yet"),
    ],
)
def test_harm_codes(answer, right, hint):
    feedback = exercises.check_harm_codes(answer)
    assert feedback.right is right and hint in said(feedback)


def test_the_program_answers_the_exercise_by_the_code_book():
    from analysis.classroom.model_narrative import narrative_answers
    from analysis.frames.frames import FRAMES
    from analysis.narrative.agency import find_actions
    from analysis.reading.article import Article
    from analysis.reading.parse import parse
    from analysis.tables import make_table

    source = (Path(__file__).parents[3] / "notebooks" / "src" / "exercises" / "09_who_acts.py").read_text(encoding="utf-8")
    sentences = re.findall(r"# - [a-e]: “([^”]+)”", source.split("## 2. ")[1].split("## 3. ")[0])
    parsed = parse(Article(text="\n".join(sentences)))
    actions = find_actions(parsed, make_table("voices", ()), make_table("mentions", ()))
    frames = make_table("frames", [{"frame": frame, "p": 0.0, "sentences": None} for frame in FRAMES])
    framing = typed(article=parsed.article, sentences=parsed.sentences, actions=actions, frames=frames)
    found = {letter: value for letter, (_, name, value) in zip("abcde", narrative_answers(framing, ()), strict=False) if name == "harm"}
    assert found == CODES | {"d": "agent named"}, "an agent that the sentence names for one harm, it takes for that of the other too"


def test_named_harms():
    framing = typed()
    assert exercises.check_named_harms(3, framing).right
    assert "higher" in said(exercises.check_named_harms(1, framing)) or "low" in said(exercises.check_named_harms(1, framing))
    assert "who suffers" in said(exercises.check_named_harms(6, framing))


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [
        ("The only road to the harbour was blocked on Tuesday.", True, ""),
        (SENTENCE, False, "as it was"),
        ("The only road to the harbour was blocked by striking drivers on Tuesday.", False, "still names drivers"),
        ("On Tuesday it was blocked.", False, "lost the road"),
        ("A blockade of the only road to the harbour began on Tuesday.", False, "noun"),
    ],
)
def test_agentless(answer, right, hint):
    feedback = exercises.check_agentless(answer, SENTENCE, agent="drivers", patient="road")
    assert feedback.right is right and hint in said(feedback)
