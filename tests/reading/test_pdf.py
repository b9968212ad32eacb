"""PDF documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import LEAD, TITLE, pdf_bytes, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError


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
