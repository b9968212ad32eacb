"""Word documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, TITLE, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError


def test_docx(tmp_path: Path):
    import docx

    document = docx.Document()
    document.core_properties.title, document.core_properties.author = TITLE, "Ada Marlow"
    document.add_heading(TITLE, 0)
    document.add_paragraph(LEAD)
    document.add_paragraph("")
    cell = document.add_table(1, 2).cell(0, 0)
    cell.merge(document.tables[0].cell(0, 1)).text = "In a table."
    document.add_paragraph(QUOTE)
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    assert article.text == f"{TITLE}\n\n{LEAD}\n\nIn a table.\n\n{QUOTE}"
    assert (article.title, article.author, article.headline, article.warnings) == (TITLE, "Ada Marlow", True, ())


@pytest.mark.parametrize(("level", "title"), [(0, TITLE), (1, TITLE), (3, None)])
def test_docx_title_from_its_first_heading(tmp_path: Path, level: int, title: str | None):
    import docx

    document = docx.Document()
    document.add_heading(TITLE, level)
    document.add_paragraph(BODY)
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    assert (article.title, article.headline, article.author) == (title, title is not None, None)
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_docx_that_is_none(tmp_path: Path):
    import docx

    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(ArticleError, match="holds no text"):
        read_article(tmp_path / "empty.docx")
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", BODY)
    for path in (tmp_path / "zip.docx", write(tmp_path, "cut.docx", (tmp_path / "empty.docx").read_bytes()[:900])):
        with pytest.raises(ArticleError, match="cannot be read as a Word document"):
            read_article(path)
    for content, looks in ((b"\xd0\xcf\x11\xe0", "an old Office document"), (BODY.encode(), "something else")):
        with pytest.raises(ArticleError, match=f"is not a Word document .by its content it is {looks}"):
            read_article(write(tmp_path, "a.docx", content))
