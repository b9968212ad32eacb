"""The text as it is read, and where each of its characters stands as written."""

from __future__ import annotations

import random

import pytest
from hidden import TEXTS, ways
from hypothesis import given, settings
from hypothesis import strategies as st
from timed import least_seconds

from analysis.reading.article import Article
from analysis.reading.folding import fold, fold_article, plain
from analysis.reading.headline import with_headline


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("The free\u00addom \ufb01ghters", "The freedom fighters"),
        ("o\ufb00er, o\ufb03ce, ba\ufb04ed, \ufb02ed, ea\ufb06", "offer, office, baffled, fled, east"),
        ("Ger\u200bma\u200cny\u200d \ufeffsaid\u2060 \u200eit\u200f", "Germany said it"),
        ("a\u00a0b\u202fc\u2009d\u3000e", "a b c d e"),
        ("air\u2011space, long\u2010range", "air-space, long-range"),
        ("Co\u0302te d’Ivoire, Erdog\u0306an", "Côte d’Ivoire, Erdoğan"),
        ("e\u00ad\u0301te\u0301", "été"),
        ("t\u0336e\u0336r\u0336r\u0336o\u0336r", "terror"),
        ("\uff27\uff45\uff52\uff4d\uff41\uff4e\uff59 \U0001d41e\U0001d427\U0001d41d", "Germany end"),
        ("\uff02No,\uff02 he said, \u275dnever\u275e", '"No," he said, “never”'),
        ("\u2033We won,\u2033 she said", '"We won," she said'),
        ("It\u00b4s Armenia`s", "It's Armenia's"),
        ("‘‘We won,’’ she said", "“We won,” she said"),
        ("One\u2028two\x0cthree", "One\ntwo\nthree"),
        ("\u0301Dangling", "Dangling"),
    ],
)
def test_what_is_read(written: str, read: str) -> None:
    folded = fold(written)
    assert folded.text == read
    assert folded.written == written
    assert not folded.is_same


@pytest.mark.parametrize(
    "text",
    [
        "Plain letters, and a dash - so.",
        "“Curly” ‘marks’ – a dash … Côte d’Ivoire",
        "He is 6′ 2″ tall and ran 5″ ahead.",
        "the workers’’ he said",
        "``We won,'' she said",
        "x² + ½ „so“ Ελλάδα Москва 中文",
        "\u200b\u00ad",
    ],
)
def test_what_stays(text: str) -> None:
    folded = fold(text)
    assert folded.is_same
    assert folded.text is text
    assert folded.read_over() == {}
    assert folded.span_as_written(1, 2) == (1, 2)


@pytest.mark.parametrize(
    ("written", "words", "expected"),
    [
        ("x Ger\u00admany\u00ad said", "Germany", "Ger\u00admany"),
        ("\u200bGermany\u200b said", "Germany", "Germany"),
        ("a con\ufb02ict", "conf", "con\ufb02"),  # half a ligature letter is the letter
        ("a con\ufb02ict", "lict", "\ufb02ict"),
        ("Co\u0302te said", "Cô", "Co\u0302"),
        ("so ‘‘no’’ he", "“no”", "‘‘no’’"),
    ],
)
def test_spans_are_whole_characters_of_the_text_as_written(written: str, words: str, expected: str) -> None:
    folded = fold(written)
    start = folded.text.index(words)
    first, last = folded.span_as_written(start, start + len(words))
    assert written[first:last] == expected


@pytest.mark.parametrize("name", [name for name, _ in ways()])
def test_every_way_to_hide_characters(name: str) -> None:
    way = dict(ways())[name]
    for number, text in enumerate(TEXTS):
        written, places = way(text, random.Random(number))
        folded = fold(written)
        assert folded.text == text
        for start in range(0, len(text) - 9, 3):
            span = folded.span_as_written(start, start + 9)
            assert span == (places[start][0], places[start + 8][1])
            back = folded.span_as_read(*span)
            edges = written[span[0]] + written[span[1] - 1]
            assert back == (start, start + 9) or any("\ufb00" <= sign <= "\ufb06" for sign in edges)


SIGNS = st.sampled_from(list("ab .\n\ufb01\ufb00\u00ad\u200b\u0301\u0302eo\uff21\u00a0“‘’\u2033"))


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, min_size=1, max_size=14).map("".join))
def test_any_span_goes_there_and_back(written: str) -> None:
    folded = fold(written)
    size = len(folded.text)
    for start in range(size):
        for end in range(start + 1, size + 1):
            first, last = folded.span_as_written(start, end)
            assert 0 <= first < last <= len(written)
            a, b = folded.span_as_read(first, last)
            assert a <= start < end <= b <= size
    for start in range(len(written)):
        for end in range(start + 1, len(written) + 1):
            a, b = folded.span_as_read(start, end)
            assert 0 <= a <= b <= size


@pytest.mark.parametrize(
    "text",
    [
        "x" + "\u00ad" * 100_000,
        "e\u0301" * 10_000,
        "\u0301" * 100_000,
        "ab\u00ad" * 10_000,
        "x\u00ad\u200b" * 10_000,
        "‘" * 100_000,
        "\u00a0\n" * 10_000,
    ],
    ids=["hidden", "accents", "stray", "every third", "pairs", "marks", "spaces"],
)
def test_ten_thousand_of_a_kind_take_no_time(text: str) -> None:
    def there_and_back() -> None:
        folded = fold(text)
        for start in range(0, len(folded.text) - 1, max(1, len(folded.text) // 1000)):
            folded.span_as_written(start, start + 1)

    assert least_seconds(there_and_back, 1) < 1


def test_kinds_are_counted() -> None:
    assert fold("Ger\u00admany\u00ad \ufb01nds\u200b\u00a0e\u0301").read_over() == {
        "soft hyphen": 2, "zero-width character": 1, "combining accent": 1, "ligature letter": 1
    }  # fmt: skip
    assert fold("a\u00a0b\u2011c").read_over() == {}


def test_words_on_one_line() -> None:
    assert plain(" Ger\u00admany\u00a0 said\n so ") == "Germany said so"


def test_papers_are_folded_too() -> None:
    article = Article(text="Germany said so.", outlet="The Co\u0302te Post", author="Ann Co\u00adle")
    copy, folded = fold_article(article)
    assert (copy.outlet, copy.author, copy.text, folded.is_same) == ("The Côte Post", "Ann Cole", article.text, True)
    same = Article(text="Germany said so.", author="Ann Cole")
    assert fold_article(same)[0] is same


def test_a_title_with_hidden_characters_is_the_headline() -> None:
    text = "Germany \ufb01nds a way\n\nIt was easy."
    assert with_headline(text, "Germany finds a way", None) == (text, "Germany finds a way", True)
