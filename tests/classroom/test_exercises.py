"""The self-checks: right answers pass, typical mistakes get their hint, and no hint gives the answer away."""

from __future__ import annotations

import re
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from typed import typed

from analysis.classroom import exercises
from analysis.classroom.playground import Reader
from analysis.reading.article import Article


def said(feedback):
    assert isinstance(feedback, exercises.Feedback)
    assert feedback.text[0].isupper() or feedback.text[0].isdigit() or feedback.text[0] == "“"
    shown = feedback._repr_html_()
    assert ("Right." in shown) is feedback.right and ("Not yet." in shown) is not feedback.right
    return feedback.text


# What every check owes a learner


CHECKS = {
    "count": lambda answer: exercises.check_count(answer, typed()),
    "narrator words": lambda answer: exercises.check_narrator_words(answer, typed(), 7),
    "score": lambda answer: exercises.check_score(answer, 0.6, 0.25, 0.15),
    "mean score": lambda answer: exercises.check_mean_score(answer, typed(), "Armenia", "narrator"),
    "zone": lambda answer: exercises.check_zone_rate(answer, typed(), "body"),
    "p": lambda answer: exercises.check_p_value(answer, 2.0, [1.0, 2.5, 1.5]),
    "F1": lambda answer: exercises.check_macro_f1(answer, ["a", "b"], ["a", "a"]),
    "alpha": lambda answer: exercises.check_alpha(answer, ["a", "b", "a"], ["a", "b", "b"]),
}
TEXT_CHECKS = {
    "cut": lambda answer: exercises.check_cut(answer, typed(), 6),
    "speech": lambda answer: exercises.check_speech(answer, "direct", keep=["Cole"]),
    "plain": lambda answer: exercises.check_plain_words(answer, keep=["protest"]),
    "term": lambda answer: exercises.check_strongest_term(answer, typed()),
    "papers": lambda answer: exercises.check_papers(answer, "A story.", {"title": "T"}),
}
OTHER_CHECKS = {
    "marks": lambda answer: exercises.check_without_marks(answer, typed()),
    "practice": lambda answer: exercises.check_practice(answer, "voice"),
    "sides": lambda answer: exercises.check_sides(answer, Article(text="Ann met Ben.")),
}


@pytest.mark.parametrize("name", [*CHECKS, *TEXT_CHECKS, *OTHER_CHECKS])
def test_three_dots_are_no_answer_yet(name):
    feedback = {**CHECKS, **TEXT_CHECKS, **OTHER_CHECKS}[name](...)
    assert not feedback.right and "Nothing yet" in said(feedback)


@pytest.mark.parametrize("answer", ["12", True, [1], float("nan"), float("inf")], ids=str)
@pytest.mark.parametrize("name", CHECKS)
def test_a_number_is_asked_for(name, answer):
    feedback = CHECKS[name](answer)
    assert not feedback.right and re.search("number", said(feedback))


@pytest.mark.parametrize("answer", [12, ["a"], {}], ids=str)
@pytest.mark.parametrize("name", TEXT_CHECKS)
def test_a_text_is_asked_for(name, answer):
    feedback = TEXT_CHECKS[name](answer)
    assert not feedback.right and "text between quotation marks" in said(feedback)


def test_feedback_escapes_what_was_written():
    shown = exercises.check_score("<script>alert(1)</script>", 0.6, 0.25, 0.15)._repr_html_()
    assert "<script" not in shown and "&lt;script" in shown


# Numbers: right, and the mistakes that have a hint


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


@pytest.mark.parametrize(
    ("answer", "right", "hint"),
    [(0.6, True, ""), (0.5, False, "possible order too"), (0.4, False, "at least as well"), (2, False, "share"), (0.9, False, "too high")],
)
def test_p_value(answer, right, hint):
    feedback = exercises.check_p_value(answer, 2.0, [1.0, 2.0, 3.0, 0.5])
    assert feedback.right is right and hint in said(feedback)


@pytest.mark.parametrize(
    ("answer", "right", "hint"), [(0.6875, True, ""), (0.8, False, "plain share"), (0.875, False, "one label"), (0.1, False, "too low")]
)
def test_macro_f1(answer, right, hint):
    coder = ["neutral"] * 8 + ["negative"] * 2
    program = ["neutral"] * 7 + ["negative", "neutral", "negative"]
    feedback = exercises.check_macro_f1(answer, coder, program)
    assert feedback.right is right and hint in said(feedback)


@pytest.mark.parametrize(("answer", "right", "hint"), [(0.406, True, "beyond"), (0.8, False, "plain share"), (0.337, False, "chance")])
def test_alpha(answer, right, hint):
    first = ["neutral"] * 8 + ["negative"] * 2
    second = ["neutral"] * 7 + ["negative", "neutral", "negative"]
    feedback = exercises.check_alpha(answer, first, second)
    assert feedback.right is right and hint in said(feedback)


def test_alpha_is_that_of_the_package():
    krippendorff = pytest.importorskip("krippendorff")
    random = np.random.default_rng(3)
    first, second = random.choice(list("abc"), 40), random.choice(list("abc"), 40, p=[0.6, 0.3, 0.1])
    wanted = krippendorff.alpha(value_counts=None, reliability_data=[["abc".index(v) for v in each] for each in (first, second)],
                                level_of_measurement="nominal")  # fmt: skip
    assert exercises.check_alpha(float(wanted), list(first), list(second)).right


@pytest.mark.parametrize(
    ("answer", "right", "hint"), [(60, True, "once"), (0.6, False, "percentage"), (33, False, "all agree"), (50, False, "missing")]
)
def test_percent_agreement(answer, right, hint):
    answers = pd.DataFrame({"Ada": list("nups"), "Ben": ["n", "u", "n", "s"], "Cem": ["n", None, "p", "p"]})
    feedback = exercises.check_percent_agreement(answer, answers)
    assert feedback.right is right and hint in said(feedback)


def test_mean_move():
    table = pd.DataFrame({"change": [0.2, -0.5, 0.0, 0.2], "named": [True, True, False, True]})
    audit = SimpleNamespace(table=table, missing="")
    assert exercises.check_mean_move(0.3, audit).right
    assert "cancel out" in said(exercises.check_mean_move(-0.1 / 3, audit))
    assert "`named`" in said(exercises.check_mean_move(0.225, audit))
    assert "too high" in said(exercises.check_mean_move(0.9, audit))
    assert said(exercises.check_mean_move(0.3, SimpleNamespace(table=table, missing="No side was found."))) == "No side was found."


# Answers on the typed article


def test_count():
    framing = typed()
    assert exercises.check_count(len(framing.sentences), framing).right
    assert "paragraphs" in said(exercises.check_count(int(framing.sentences.paragraph.max()), framing))
    assert "too high" in said(exercises.check_count(99, framing))


def test_cut():
    framing = typed()
    row = framing.sentences.set_index("sentence").loc[6]
    text = framing.article.text
    assert exercises.check_cut(text[row.start : row.end], framing, 6).right
    assert "edge" in said(exercises.check_cut(text[row.start : row.end - 1], framing, 6))
    assert "more around it" in said(exercises.check_cut(text, framing, 6))
    assert "not sentence 6" in said(exercises.check_cut(framing.sentences.text.iloc[0], framing, 6))


def test_narrator_words():
    from analysis.voices.voices import voice_parts

    framing = typed()
    parts = voice_parts(framing.sentences, framing.voices)
    own = parts[parts.sentence == 8]
    by_narrator = int(own.loc[own.voice == "narrator", "words"].sum())
    assert exercises.check_narrator_words(by_narrator, framing, 8).right
    assert exercises.check_narrator_words(by_narrator + 1, framing, 8).right
    assert "source’s words" in said(exercises.check_narrator_words(int(own.words.sum()) - by_narrator, framing, 8))
    assert "all words" in said(exercises.check_narrator_words(int(own.words.sum()), framing, 8))


def test_without_marks():
    framing = typed()
    kinds = framing.voices.groupby("sentence").kind.agg(set)
    wanted = [int(number) for number, found in kinds.items() if found == {"indirect"}]
    quoted = next(int(number) for number, found in kinds.items() if "direct" in found)
    assert wanted and exercises.check_without_marks(wanted, framing).right
    silent = next(number for number in framing.sentences.sentence if number not in kinds.index)
    text = said(exercises.check_without_marks([wanted[0], quoted, silent], framing))
    assert "1 of your 3 sentences is in the program’s list" in text and "quoted words" in text and "no source at all" in text
    assert f"{len(wanted)} of the program’s are missing" in said(exercises.check_without_marks([], framing))
    assert "list of numbers" in said(exercises.check_without_marks("1, 5", framing))


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
    assert "bar of the chart" in said(exercises.check_mean_score(own.score.drop(own.index[1]).mean(), spoken, "Armenia", "narrator"))


def test_strongest_term():
    framing = typed()
    effects = framing.terms.dropna(subset=["effect"])
    strongest = effects.loc[effects.effect.abs().idxmax(), "text"]
    weakest = effects.loc[effects.effect.abs().idxmin(), "text"]
    assert exercises.check_strongest_term(strongest.upper(), framing).right
    text = said(exercises.check_strongest_term(weakest, framing))
    assert strongest.lower() not in text.lower()
    assert "No term" in said(exercises.check_strongest_term("banana", framing))


def test_zone_rate():
    framing = typed()
    body = framing.sentences[framing.sentences.zone == "body"]
    terms = int(framing.terms.sentence.isin(body.sentence).sum())
    wanted = 100 * terms / int(body.words.sum())
    assert terms and exercises.check_zone_rate(round(wanted, 1), framing, "body").right
    assert "Divide by the words" in said(exercises.check_zone_rate(terms, framing, "body"))
    assert "per word" in said(exercises.check_zone_rate(wanted / 100, framing, "body"))
    assert "no headline" in said(exercises.check_zone_rate(1.0, framing, "headline"))


# The practice sentences


def test_practice_answers_follow_the_code_book():
    sentences = exercises.practice()
    right = {row: each.voice for row, each in enumerate(exercises._PRACTICE, start=1)}
    assert list(sentences.row) == list(right)
    assert exercises.check_practice(right, "voice").right
    text = said(exercises.check_practice({**right, 3: "direct"}, "voice"))
    assert "1 row of 8 differs" in text and "mixed" not in text
    assert "7 rows have no answer yet" in said(exercises.check_practice({1: "indirect"}, "voice"))
    assert "Not an answer of the code book: maybe" in said(exercises.check_practice({1: "maybe"}, "stance"))
    with pytest.raises(ValueError, match="allowed: voice, stance"):
        exercises.check_practice({}, "tone")


# Sentences written by the learner, read by the suite itself


@pytest.mark.parametrize(
    ("text", "kind", "right", "hint"),
    [
        ("“The strike begins on Monday,” Ann Cole said.", "direct", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "indirect", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "direct", False, "indirect speech. Put"),
        ("“The strike begins on Monday,” Ann Cole said.", "indirect", False, "direct speech. Retell"),
        ("The strike led by Ann Cole begins on Monday.", "direct", False, "nobody speaking"),
        ("“It begins on Monday,” Ann Cole said.", "direct", False, "missing: strike"),
        ("Ann Cole said that the strike would begin on Monday and that it was “a shame”.", "mixed", True, ""),
        ("Ann Cole said the strike begins on Monday and called the offer an “insult”.", "mixed", True, ""),
        ("Ann Cole said that the strike would begin on Monday.", "mixed", False, "a few of the speaker’s own words"),
    ],
)
def test_speech(text, kind, right, hint):
    feedback = exercises.check_speech(text, kind, keep=["Cole", "strike", "Monday"])
    assert feedback.right is right and hint in said(feedback)


def test_plain_words():
    assert exercises.check_plain_words("Police ended a protest on Sunday.", keep=["protest"]).right
    text = said(exercises.check_plain_words("The regime’s thugs ended a protest.", keep=["protest"]))
    assert "2 words or phrases" in text and "regime" not in text


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
    assert "list of loaded terms" in said(exercises.check_rewriting(brave, reader, before, "Ruritania", keep))
    assert "moved by 0.00" in said(exercises.check_rewriting("Ruritania sent brutal soldiers.", reader, before, "Ruritania", keep))
    assert "no longer names Ruritania" in said(exercises.check_rewriting("Freedonia met soldiers.", reader, before, "Ruritania", keep))
    assert "missing: soldiers" in said(exercises.check_rewriting("Ruritania sent men.", reader, before, "Ruritania", keep))
    with pytest.raises(ValueError, match="does not name 'Atlantis'"):
        exercises.check_rewriting("Ruritania sent soldiers.", reader, before, "Atlantis", keep)


STORY = "Nurses walked out on Monday.\nThe trust said the nurses were reckless.\nNurses want more pay.\nThe trust offered four percent."


def test_papers():
    papers = {"title": "Nurses walk out", "outlet": "The Post"}
    head = "---\ntitle: Nurses walk out\noutlet: The Post\n---"
    assert exercises.check_papers(head, STORY, papers).right
    assert "No papers were found" in said(exercises.check_papers("title: Nurses walk out", STORY, papers))
    assert "without outlet" in said(exercises.check_papers("---\ntitle: Nurses walk out\n---", STORY, papers))
    assert "another value than in the task: title" in said(exercises.check_papers(head.replace("walk", "march"), STORY, papers))


def test_sides():
    article = Article(text=STORY)
    assert exercises.check_sides({"nurses": ["Nurses"], "trust": []}, article).right
    assert "One side" in said(exercises.check_sides({"nurses": ["Nurses"]}, article))
    assert "The program says" in said(exercises.check_sides({"pilots": []}, article))
    assert "only once" in said(exercises.check_sides({"trust": [], "Monday": []}, article))
    apart = ("nurses", "trust")
    assert exercises.check_sides({"nurses": ["Nurses"], "trust": []}, article, apart=apart).right
    assert "on one side" in said(exercises.check_sides({"nurses": ["Nurses", "trust"], "Monday": []}, article, apart=apart))
