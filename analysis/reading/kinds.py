"""What kind of file it is, by its ending and by its first bytes, and which reader reads it."""

from __future__ import annotations

import codecs
import re

from analysis.reading.draft import KINDS, RIGHT_FILE, Draft, problem, with_plain_line_ends
from analysis.reading.encodings import declared_charset, decode
from analysis.reading.markup import from_text

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
REFUSED = {
    ".rtf": "open it and save it as .docx or .txt",
    ".odt": "open it and save it as .docx or .txt",
    ".doc": "open it and save it as .docx",
    ".docm": "open it and save it as .docx",
    ".pages": "export it as .docx or .pdf",
    ".epub": "copy the article into a .txt file",
    ".mht": "save the page as 'Web page, HTML only'",
    ".mhtml": "save the page as 'Web page, HTML only'",
    ".webarchive": "save the page as 'Page source' (.html)",
    ".ppt": "copy the article into a .txt file",
    ".pptx": "copy the article into a .txt file",
    ".xls": "copy the article into a .txt file",
    ".xlsx": "copy the article into a .txt file",
}
_MAGIC = (
    (b"%PDF", "a PDF document", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or Office document", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc)", None),
    (b"{\\rtf", "a rich text document (.rtf)", None),
    (b"\x89PNG", "a PNG picture", None),
    (b"\xff\xd8\xff", "a JPEG picture", None),
    (b"GIF8", "a GIF picture", None),
    (b"\x7fELF", "a program", None),
    (b"\x1f\x8b", "a gzip archive", None),
    (b"7z\xbc\xaf", "a 7z archive", None),
    (b"Rar!\x1a", "a RAR archive", None),
    (b"bplist00", "a web archive or property list", None),
    (b"SQLite format 3", "a database", None),
)
_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--[^-]*(-(?!->)[^-]*)*-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE)
"""What a page may begin with.  Comments can be skipped in one way only: with several, many short ones would take forever."""


def from_bytes(data: bytes, name: str, kind: str, url: str | None = None, charset: str | None = None) -> Draft:
    """Read bytes of a known kind: text, markdown, html, docx or pdf.

    url and charset: the address the bytes come from and the encoding its server names.  Raises ArticleError where they are of another kind.
    """
    if not data.strip():
        raise problem(name, "is empty", RIGHT_FILE)
    looks, belongs = _by_content(data)
    if kind == "pdf":
        if b"%PDF" not in data[:1024]:
            raise problem(name, f"is not a PDF document (by its content it is {looks or 'something else'})", "download or save it again")
        from analysis.reading.pdf import from_pdf

        return from_pdf(data, name)
    if kind == "docx":
        if belongs != ".docx":
            wrong = f"is not a Word document (by its content it is {looks or 'something else'})"
            raise problem(name, wrong, "open it in a word processor and save it as .docx, or save the article as .txt")
        from analysis.reading.word import from_docx

        return from_docx(data, name)
    if looks:
        step = f"rename it so that it ends in {belongs}" if belongs else "give a file that holds the article's text"
        raise problem(name, f"is not text: by its content it is {looks}", f"{step} (read are {KINDS})")
    return _from_characters(data, name, kind, url, charset)


def _by_content(data: bytes) -> tuple[str | None, str | None]:
    """Say what a file is by its first bytes and which ending belongs to it, where they are those of a kind that is no text."""
    beginning = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    return next(((what, suffix) for magic, what, suffix in _MAGIC if beginning.startswith(magic)), (None, None))


def _from_characters(data: bytes, name: str, kind: str, url: str | None, charset: str | None) -> Draft:
    """Read plain text, Markdown or a web page, which is told by its first tag whatever its name."""
    declared = charset or (declared_charset(data) if kind == "html" else None)
    text, warnings = decode(data, name, declared)
    text = with_plain_line_ends(text)
    if kind != "html" and _PAGE.match(text[:2000]):
        warnings.append("kind: the file holds a web page; it was read as .html")
        kind = "html"
    if kind == "html":
        from analysis.reading.pages import from_html

        draft = from_html(text, name, url)
    else:
        draft = from_text(text, name, markdown=kind == "markdown")
    draft.warnings[:0] = warnings
    return draft
