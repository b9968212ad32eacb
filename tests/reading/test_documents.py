"""Word and PDF documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, TITLE, pdf_bytes, write

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


def test_pdf(tmp_path: Path):
    pages = [
        [
            TITLE,
            "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the",
            "union said, ending a dispute that had kept forty ships waiting outside the har-",
            "bour in a Russia-",
            "brokered truce.",
            "The operator (Elin Ports) said the agreement was “reasonable” and that the delays",
            "would be cleared within a week. Ships carrying fruit, medicine and other goods will",
            "be unloaded first.",
            "- 1 -",
        ],
        [
            "2",
            "Shopkeepers in the old town had complained of empty shelves since the weekend, when",
            "Russia asked both sides to return to the table in the year",
            "",
            "A short one.",
            "Page 2 of 2",
        ],
    ]
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes(pages, title=TITLE)))
    assert article.text.split("\n\n")[:3] == [
        TITLE,
        "Dock workers in Port Elin went back to work on Tuesday after nine days of strike, the union said, ending a dispute that had kept forty "
        "ships waiting outside the harbour in a Russia-brokered truce.",
        "The operator (Elin Ports) said the agreement was “reasonable” and that the delays would be cleared within a week. Ships carrying fruit, "
        "medicine and other goods will be unloaded first.",
    ]
    assert article.text.endswith("A short one.")
    assert (article.title, article.headline, article.warnings) == (TITLE, True, ())


def test_pdf_title_that_is_a_file_name_is_ignored(tmp_path: Path):
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes([[LEAD, LEAD]], title="Microsoft Word - final2.doc")))
    assert (article.title, article.headline) == (None, False)


def test_pdf_paragraph_over_two_pages(tmp_path: Path):
    first, second = LEAD[:60].rstrip(), LEAD[60:].lstrip()
    article = read_article(write(tmp_path, "a.pdf", pdf_bytes([[first, "1"], ["2", second]])))
    assert article.text == f"{first} {second}"


def test_pdf_that_holds_no_text(tmp_path: Path):
    import pypdf

    path = write(tmp_path, "scan.pdf", pdf_bytes([[]]))
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert str(caught.value) == f"{path} holds no text (it looks scanned); save it as text or run OCR first"

    locked = pypdf.PdfWriter(clone_from=write(tmp_path, "open.pdf", pdf_bytes([[LEAD]])))
    locked.encrypt("secret", algorithm="RC4-128")
    locked.write(tmp_path / "locked.pdf")
    with pytest.raises(ArticleError, match="locked with a password; unlock it"):
        read_article(tmp_path / "locked.pdf")
    with pytest.raises(ArticleError, match="cannot be read as a PDF"):
        read_article(write(tmp_path, "cut.pdf", b"%PDF-1.4\n1 0 obj\n<<"))
    with pytest.raises(ArticleError, match=r"by its content it is a PNG picture"):
        read_article(write(tmp_path, "a.pdf", b"\x89PNG\r\n"))
