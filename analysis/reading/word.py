"""Word documents: their paragraphs, those in tables too, and what their properties say."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from analysis.reading.draft import COPY, MAX_BYTES, ArticleError, Draft, problem


def from_docx(data: bytes, name: str) -> Draft:
    """Read a Word document: its paragraphs, those in tables too, and its title and author where they are set."""
    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size > 4 * MAX_BYTES:
            raise problem(name, f"unpacks to {size:,} bytes, far too much for one article", "save the article as .txt")
        document = docx.Document(io.BytesIO(data))
        found = [(block.text.strip(), str(block.style.name) if block.style is not None else "") for block in _word_paragraphs(document)]
        properties = document.core_properties
        title, author = properties.title, properties.author
    except ArticleError:
        raise
    except Exception as error:  # a damaged archive fails in zipfile, lxml or python-docx, each with errors of its own
        wrong = "cannot be read as a Word document (damaged, locked or another kind of file)"
        raise problem(name, wrong, "open it in a word processor and save it again as .docx or .txt") from error
    found = [(text, style) for text, style in found if text]
    if not found:
        raise problem(name, "holds no text (only pictures or text boxes?)", COPY)
    if not title and found[0][1] in ("Title", "Heading 1"):
        title = found[0][0]
    return Draft("\n\n".join(text for text, _ in found), name, title=title or None, author=author if author and author != "python-docx" else None)


def _word_paragraphs(container: Any) -> Iterator[Any]:
    """Yield the paragraphs of a document or a cell of a table, in order."""
    from docx.table import Table

    for block in container.iter_inner_content():
        if isinstance(block, Table):
            seen: set[Any] = set()
            for row in block.rows:
                for cell in row.cells:
                    if cell._tc not in seen:  # a merged cell comes back once per column
                        seen.add(cell._tc)
                        yield from _word_paragraphs(cell)
        else:
            yield block
