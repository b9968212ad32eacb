"""What kind of file it is, by its ending and by its first bytes, and which reader reads it."""

from __future__ import annotations

import re

from analysis.reading.containers import by_content, step_for
from analysis.reading.draft import KINDS, RIGHT_FILE, Draft, problem, with_plain_line_ends
from analysis.reading.encodings import declared_charset, decode
from analysis.reading.markup import from_text

SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".rtf": "rtf", ".pdf": "pdf",
}  # fmt: skip
_PAGE = re.compile(r"\s*(<\?xml[^>]*>\s*)?(<!--[^-]*(-(?!->)[^-]*)*-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE)
"""What a page may begin with.  Comments can be skipped in one way only: with several, many short ones would take forever."""


def from_bytes(data: bytes, name: str, kind: str, url: str | None = None, charset: str | None = None) -> Draft:
    """Read bytes of a known kind: text, markdown, html, docx, rtf or pdf.

    url and charset: the address the bytes come from and the encoding its server names.  Raises ArticleError where they are of another kind.
    """
    if not data.strip():
        raise problem(name, "is empty", RIGHT_FILE)
    looks, belongs = by_content(data)
    if kind == "pdf":
        if b"%PDF" not in data[:1024]:
            raise problem(name, f"is not a PDF document (by its content it is {looks or 'something else'})", "download or save it again")
        from analysis.reading.pdf import from_pdf

        return from_pdf(data, name)
    if kind == "docx":
        if belongs != ".docx":
            step = step_for(belongs, looks, KINDS) if looks else "open it in a word processor and save it as .docx, or save the article as .txt"
            raise problem(name, f"is not a Word document (by its content it is {looks or 'something else'})", step)
        from analysis.reading.word import from_docx

        return from_docx(data, name)
    if kind == "rtf":
        if belongs != ".rtf":
            step = step_for(belongs, looks, KINDS) if looks else "rename it so that it ends in .txt if it is plain text, or save it again as .rtf"
            raise problem(name, f"is not a rich text document (by its content it is {looks or 'something else'})", step)
        from analysis.reading.rtf import from_rtf

        return from_rtf(data, name)
    if looks:
        raise problem(name, f"is not text: by its content it is {looks}", step_for(belongs, looks, KINDS))
    return _from_characters(data, name, kind, url, charset)


def _from_characters(data: bytes, name: str, kind: str, url: str | None, charset: str | None) -> Draft:
    """Read plain text, Markdown or a web page, which is told by its first tag whatever its name."""
    declared = charset or (declared_charset(data) if kind == "html" else None)
    text, warnings = decode(data, name, declared)
    text = with_plain_line_ends(text)
    if kind != "html" and _PAGE.match(text[:2000]):
        warnings.append("kind: the file holds a web page; it was read as .html")
        kind = "html"
    draft = _from_page(text, name, url) if kind == "html" else from_text(text, name, markdown=kind == "markdown")
    draft.warnings[:0] = warnings
    return draft


def _from_page(page: str, name: str, url: str | None) -> Draft:
    """Read a web page: the article in it, or all its lines where it is the export of a news database that was saved as one."""
    from analysis.reading.exports import export_in_page
    from analysis.reading.pages import from_html

    lines = export_in_page(page) if url is None else None
    return Draft(lines, name) if lines is not None else from_html(page, name, url)
