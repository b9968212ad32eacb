"""PDF documents: their text in paragraphs and columns, without headers, page numbers, notes and cut words."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from analysis.reading.draft import COPY, MAX_CHARACTERS, MAX_WORDS, ArticleError, Draft, LeftOut, is_blank, problem
from analysis.reading.headline import compared
from analysis.reading.pdf_columns import blocks_of
from analysis.reading.pdf_edges import without_edges
from analysis.reading.pdf_letters import Fonts
from analysis.reading.pdf_lines import Line, lines_of, with_rows
from analysis.reading.pdf_paragraphs import paragraphs_of
from analysis.reading.pdf_pieces import Budget, PageText, Piece
from analysis.reading.quiet import quiet

_MAX_PAGES = 2_000
_ABOVE_HEADLINE = 3  # a headline is one of so many first paragraphs
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NEW_PDF = "print it to a new PDF"


@dataclass
class _Read:
    """What was read of a file: pieces of each page, its title, the numbers of pages that are pictures and of pages that could not be read."""

    pages: list[list[Piece]] = field(default_factory=list)
    title: str = ""
    pictures: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)


def from_pdf(data: bytes, name: str) -> Draft:
    """Read the text of a PDF: columns in order, lines joined to paragraphs, without what is printed at the edges of its pages.

    The title of the file counts only where the text starts with it: programs write file names there.  Else a first line in larger letters is the
    title.  Raises ArticleError for a file that is locked, damaged, too long, or holds no text.
    """
    read = _read(data, name)
    words = {word for page in read.pages for piece in page for word in _WORD.findall(piece.text)}
    pages, turned = _lines(read.pages, words)
    pages, edges = without_edges(pages)
    ordered = [blocks_of(with_rows(page)) for page in pages]
    paragraphs = paragraphs_of([blocks for blocks, _ in ordered], words)
    if is_blank("".join(paragraph for paragraph, _ in paragraphs)):
        if read.unread:
            raise problem(name, f"draws too much to be read (pages {_listed(read.unread)})", COPY)
        raise problem(name, "holds no text (it looks scanned)", "save it as text or run OCR first")
    headline = _headline(read.title, paragraphs)
    if headline:  # a section line above it goes below
        paragraphs.insert(0, paragraphs.pop(headline))
    text = "\n\n".join(paragraph for paragraph, _ in paragraphs)
    draft = Draft(text, name, title=None if headline is None else paragraphs[0][0], url=edges.address)
    draft.left_out = [
        LeftOut(kind, len(found), found[0])
        for kind, found in (
            ("running header or footer", edges.rows),
            ("footnote", edges.notes),
            ("reference mark", edges.marks),
            ("line turned sideways", turned),
        )
        if found
    ]
    draft.warnings = _warnings(read, [number for number, (_, doubt) in enumerate(ordered, 1) if doubt])
    return draft


def _warnings(read: _Read, doubtful: Sequence[int]) -> list[str]:
    """Word what a person should look at."""
    found = (
        ("scanned", read.pictures, "hold a picture and no text; what is written there was not read (run OCR first)"),
        ("unread", read.unread, "draw too much to be read whole; words are missing there"),
        ("order", doubtful, "are laid out in many parts; check the order of their text"),
    )
    return [f"{key}: pages {_listed(pages)} of the PDF {what}" for key, pages, what in found if pages]


def _listed(pages: Sequence[int]) -> str:
    """Write page numbers, at most ten."""
    return ", ".join(str(page) for page in pages[:10]) + (" and more" if len(pages) > 10 else "")


def _headline(title: str, paragraphs: Sequence[tuple[str, float]]) -> int | None:
    """Return which paragraph is the headline, by the file's title or by the size of its letters: the first, or one after short lines."""
    for at, (text, _) in enumerate(paragraphs[:_ABOVE_HEADLINE]):
        known, begins = (compared(unicodedata.normalize("NFKC", each)) for each in (title, text))
        if begins and (known == begins or re.match(re.escape(text) + r"\s+[|·–—-]\s", title)):
            return at
        if len(text.split()) > 6 or text.endswith("."):
            break
    sizes = sorted(size for text, size in paragraphs for _ in range(0, len(text), 20))
    body, largest = sizes[len(sizes) // 2], max(sizes)
    large = [at for at, (_, size) in enumerate(paragraphs) if size > 0.95 * largest]
    above = paragraphs[: large[0]]
    if largest < 1.25 * body or len(large) > 1 or len(above) >= _ABOVE_HEADLINE or any(len(text.split()) > 6 for text, _ in above):
        return None
    return large[0] if 3 <= len(paragraphs[large[0]][0].split()) <= 30 and len(paragraphs) > 1 else None


def _lines(pages: Sequence[Sequence[Piece]], words: set[str]) -> tuple[list[list[Line]], list[str]]:
    """Return the lines of every page, and those turned against the rest of their page."""
    lines: list[list[Line]] = []
    turned: list[str] = []
    for page in pages:
        upright, others = lines_of(page, words)
        lines.append(upright)
        turned += others
    return lines, turned


def _read(data: bytes, name: str) -> _Read:
    """Read what the pages of a PDF draw."""
    with quiet("pypdf"):
        import pypdf
        from pypdf.errors import DependencyError

        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise problem(name, "is locked with a password", f"unlock it, or {COPY}")
            if len(reader.pages) > _MAX_PAGES:
                raise problem(name, f"has {len(reader.pages):,} pages", "print the pages of the article to a PDF of its own")
            read = _pages(reader, name)
            read.title = _whole(str((reader.metadata.title if reader.metadata else None) or ""))
        except ArticleError:
            raise
        except DependencyError as error:  # opening AES needs a package that is not installed
            raise problem(name, "is encrypted with AES, which cannot be opened here", f"{_NEW_PDF}, or {COPY}") from error
        except Exception as error:  # damaged PDFs raise errors of many kinds
            raise problem(name, "cannot be read as a PDF (damaged?)", f"{_NEW_PDF}, or {COPY}") from error
    return read


def _pages(reader: Any, name: str) -> _Read:
    """Read page after page; stop with an error where there is more than one article holds."""
    from pypdf.errors import LimitReachedError

    read, fonts, budget, words = _Read(), Fonts(), Budget(2 * MAX_CHARACTERS), 0
    for number, page in enumerate(reader.pages, 1):
        drawn = PageText(reader, fonts, budget)
        try:
            pieces = drawn.read(page)
        except LimitReachedError:  # a drawing of millions of strokes
            pieces, drawn.whole = [], False
        if not drawn.whole:
            read.unread.append(number)
        for piece in pieces:
            piece.text = _whole(piece.text)
            words += len(piece.text.split())
        if words > MAX_WORDS or budget.letters <= 0:
            long = f"is too long (over {MAX_WORDS:,} words by page {number}): this suite reads one article at a time"
            raise problem(name, long, "print the pages of the article to a PDF of its own")
        if drawn.pictures and not pieces:
            read.pictures.append(number)
        read.pages.append(pieces)
    return read


def _whole(text: str) -> str:
    """Mend letters beyond the basic plane, which come out of some fonts as two halves."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
