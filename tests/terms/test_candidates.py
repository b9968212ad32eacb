"""Words beside the list that a score rests on: which words are tried, how they are taken out, and what is counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from typed_terms import mentions_in, voices_in

from analysis.reading.article import Article
from analysis.reading.parse import Parsed, parse
from analysis.stance.stance import score_mentions
from analysis.tables import COLUMNS
from analysis.terms.candidates import GROUP, Asked, content_words, find_candidates, leaned_on
from analysis.terms.lexicon import LEAVE_OUT, read_lexicon
from analysis.terms.terms import find_terms


class Rule:
    """A scorer by a rule on the text; it remembers what it was asked."""

    id = "rule"

    def __init__(self, rule: Callable[[str], float]) -> None:
        self.rule = rule
        self.calls: list[list[tuple[str, int | None, int | None]]] = []

    def score(self, targets: Any, *, progress: bool = False) -> np.ndarray:
        """Return the rule's score as probabilities of negative or positive, the rest neutral."""
        self.calls.append(list(targets))
        for text, start, end in targets:
            assert start is None or text[start:end].strip() == text[start:end] != ""
        scores = np.array([self.rule(text) for text, _, _ in targets])
        return np.column_stack([np.maximum(-scores, 0), 1 - np.abs(scores), np.maximum(scores, 0)])


def read(text: str, rule: Callable[[str], float], least: float = 0.15, contents: tuple[tuple[str, str, str | None], ...] = ()) -> tuple[Any, Rule]:
    parsed, model = parse(Article(text)), Rule(rule)
    mentions, voices = mentions_in(parsed), voices_in(parsed, *contents)
    terms = find_terms(parsed, voices, mentions, read_lexicon())
    stance = score_mentions(parsed, mentions, voices, model)
    model.calls.clear()
    return find_candidates(parsed, stance, terms, mentions, voices, model, least=least), model


def words_of(text: str, kept: tuple[tuple[int, int], ...] = ()) -> dict[str, str]:
    parsed: Parsed = parse(Article(text))
    return {text[word.start : word.end]: word.stand_in for word in content_words(list(parsed.doc), 0, kept)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army crushed a brutal revolt.", {"army": "thing", "crushed": "did", "brutal": LEAVE_OUT, "revolt": "thing"}),
        ("Troops are shelling villages.", {"Troops": "things", "shelling": "doing", "villages": "things"}),
        ("He was beaten with cruelty.", {"beaten": "done", "cruelty": "something"}),
        ("The plan was reckless.", {"plan": "thing", "reckless": "like that"}),
        ("They quickly fled.", {"quickly": LEAVE_OUT, "fled": "did"}),
        ("The long-suffering farmers left.", {"long-suffering": LEAVE_OUT, "farmers": "things", "left": "did"}),
        ("A cruel and vicious guard laughed.", {"cruel": "certain", "vicious": "certain", "guard": "thing", "laughed": "did"}),
        ("In May 2020, Angela Merkel visited three cities in France.", {"visited": "did", "cities": "things"}),
        ("It was never so.", {}),
    ],
)
def test_the_words_that_may_be_taken_out_and_what_stands_in(text: str, expected: dict[str, str]) -> None:
    assert words_of(text) == expected


def test_words_that_are_kept() -> None:
    assert words_of("The army crushed a revolt.", ((9, 16),)) == {"army": "thing", "revolt": "thing"}


def test_a_word_the_score_rests_on_is_found_with_its_place_and_side() -> None:
    text = "Moscow smirked at the offer. The Ukrainian envoy read a letter and waited for the answer."
    found, model = read(text, lambda text: -0.8 if "smirked" in text else -0.05)
    assert list(found) == list(COLUMNS["candidates"])
    row = found.iloc[0]
    assert len(found) == 1
    assert (row.sentence, row.text, row.part, row.voice, row.about, row.towards) == (1, "smirked", "verb", "narrator", "Russia", "Russia")
    assert text[row.start : row.end] == "smirked"
    assert row.effect == pytest.approx(0.75)
    assert {text for call in model.calls for text, _, _ in call} >= {"Moscow did at the offer.", "Moscow at the offer."}
    assert not any("envoy" in text for call in model.calls for text, _, _ in call)  # its score is near 0, so nothing is asked


def test_both_ways_of_taking_a_word_out_must_agree_and_the_smaller_change_counts() -> None:
    found, _ = read("Moscow smirked at the offer.", lambda text: -0.8 if "smirked" in text else -0.1 if " did " in text else -0.4)
    assert found["effect"].round(6).tolist() == [0.4]
    found, _ = read("Moscow smirked at the offer.", lambda text: -0.8 if "smirked" in text or " did " not in text else -0.1)
    assert found.empty


def test_only_a_change_towards_nought_counts() -> None:
    found, _ = read("Moscow politely smirked.", lambda text: -0.5 if "politely" in text else -0.9)
    assert found.empty


def test_terms_names_and_cues_are_left_aside() -> None:
    text = "The brutal Russian army, Moscow accused, shelled Kyiv."
    found, model = read(text, lambda text: -0.9 if "shelled" in text or "army" in text else 0.0)
    assert all("brutal" in asked and "Moscow" in asked and "Kyiv" in asked for call in model.calls for asked, _, _ in call)
    assert found.empty  # either word holds the score alone


def test_words_are_taken_out_in_groups_first_and_singly_only_where_that_moved_the_score() -> None:
    text = "Russian guards watched the quiet street while neighbours carried bread, water, blankets and candles past a smirking officer."
    found, model = read(text, lambda text: -0.7 if "smirking" in text else 0.0)
    count = len(words_of(text))
    assert found["text"].tolist() == ["smirking"]
    assert len(model.calls[0]) == round(count / GROUP)
    assert sum(map(len, model.calls)) < count


def test_the_voice_and_the_speaker_of_a_candidate() -> None:
    content = "Ukraine squandered the truce"
    found, _ = read(f"“{content},” Moscow wrote.", lambda text: -0.8 if "squandered" in text else 0.0, contents=((content, "Moscow", "Russia"),))
    assert found[["text", "voice", "speaker", "speaker_side", "about", "towards"]].values.tolist() == [
        ["squandered", "source", "Moscow", "Russia", "Ukraine", "Ukraine"]
    ]


def test_a_sentence_without_a_mention_has_no_candidate() -> None:
    found, model = read("The guard smirked.", lambda text: -0.8)
    assert found.empty
    assert model.calls == []


def test_the_tone_of_a_text_without_a_target() -> None:
    text = "A bleak winter came."
    words = content_words(list(parse(Article(text)).doc), 0)
    found = leaned_on([Asked(text, None, -0.6, tuple(words))], Rule(lambda text: -0.6 if "bleak" in text else 0.0))
    assert [words[at].tokens[0].text for at in found[0]] == ["bleak"]


@pytest.mark.parametrize("least", [0, -0.1, 2.5])
def test_a_smallest_effect_that_makes_no_sense(least: float) -> None:
    with pytest.raises(ValueError, match=f"the smallest effect shown is {least!r}; it must be above 0 and at most 2"):
        read("Moscow smirked.", lambda text: -0.8, least=least)


def test_an_article_without_sides() -> None:
    found, _ = read("It rained.", lambda text: 0.0)
    assert isinstance(found, pd.DataFrame)
    assert list(found) == list(COLUMNS["candidates"])
