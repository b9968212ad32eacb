"""PDF documents: their text in paragraphs, without page numbers and cut words."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from analysis.reading.draft import COPY, ArticleError, Draft, is_blank, problem, with_plain_line_ends
from analysis.reading.headline import compared
from analysis.reading.quiet import quiet

_PAGE_NUMBER = re.compile(r"[\s|–—-]*(page\s+)?\d{1,3}(\s*(of|/)\s*\d{1,3})?[\s|–—-]*", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.!?][\"'”’»)\]]*$")


def from_pdf(data: bytes, name: str) -> Draft:
    """Read the text of a PDF, mending its line breaks.

    Its title counts only where the text starts with it: programs fill that field with file names.
    """
    pages, title = _pdf_pages(data, name)
    text = _mend_lines(pages)
    if is_blank(text):
        raise problem(name, "holds no text (it looks scanned)", "save it as text or run OCR first")
    opens = bool(compared(title)) and compared(text.split("\n", 1)[0]) == compared(title)
    return Draft(text, name, title=title if opens else None)


def _pdf_pages(data: bytes, name: str) -> tuple[list[str], str]:
    """Return the text of each page of a PDF and the title among its properties."""
    with quiet("pypdf"):
        import pypdf

        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise problem(name, "is locked with a password", f"unlock it, or {COPY}")
            pages = [page.extract_text() for page in reader.pages]
            title = str((reader.metadata.title if reader.metadata else None) or "")
        except ArticleError:
            raise
        except Exception as error:  # damaged PDFs raise errors of many kinds
            raise problem(name, "cannot be read as a PDF (damaged?)", f"print it to a new PDF, or {COPY}") from error
    # letters beyond the basic plane come out of some fonts as two halves
    return [page.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace") for page in pages], title


def _mend_lines(pages: Sequence[str]) -> str:
    """Join the lines of PDF pages into paragraphs, one per line of text with a blank line between.

    A paragraph ends at a blank line, at a line clearly shorter than its page is wide that ends with a full stop, or at a very short one
    (a heading).  A page number alone in the first or last line goes.  A hyphen at a line's end goes too, unless the rest of the text
    shows that it belongs to the word ("Russia-brokered" where "Russia" is a word of its own).
    """
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", " ".join(pages)))
    paragraphs: list[str] = []
    open_paragraph = False
    for page in pages:
        lines = _page_lines(page)
        width = max((len(line) for line in lines), default=0)
        for line in lines:
            if not line:
                open_paragraph = False
                continue
            if open_paragraph:
                paragraphs[-1] = _joined(paragraphs[-1], line, words)
            else:
                paragraphs.append(line)
            open_paragraph = _goes_on(line, width)
        if paragraphs and _FULL_STOP.search(paragraphs[-1]):
            open_paragraph = False
    return "\n\n".join(paragraphs)


def _page_lines(page: str) -> list[str]:
    """Return the lines of a page without its number and without blank lines at its edges: a page break ends no paragraph."""
    lines = [line.strip() for line in with_plain_line_ends(page).split("\n")]
    filled = [index for index, line in enumerate(lines) if line]
    for index in {*filled[:1], *filled[-1:]}:
        if len(filled) > 1 and _PAGE_NUMBER.fullmatch(lines[index]):
            lines[index] = ""
    filled = [index for index, line in enumerate(lines) if line]
    return lines[filled[0] : filled[-1] + 1] if filled else []


def _goes_on(line: str, width: int) -> bool:
    """Say whether the paragraph of a line goes on in the next: the line fills its page, or stops in a word or at a comma."""
    short = len(line) < (0.8 if _FULL_STOP.search(line) else 0.5) * width
    return not short or line.endswith(("-", "\u00ad", ","))


def _joined(before: str, line: str, words: set[str]) -> str:
    """Join two lines of one paragraph, mending a word cut by a hyphen."""
    if before.endswith("\u00ad"):
        return before[:-1] + line
    cut = re.search(r"([^\W\d_]+)-$", before)
    rest = re.match(r"[^\W\d_]+", line)
    if not cut or not rest:
        return f"{before} {line}"
    first, second = cut[1], rest[0]
    compound = f"{first}-{second}" in words
    begins_a_name = second[0].isupper()
    ends_a_name = first[0].isupper() and first in words and first + second not in words
    return before + line if compound or begins_a_name or ends_a_name else before[:-1] + line
