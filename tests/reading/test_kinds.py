"""What kind of file it is, by its ending and by its content."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from harbour import BODY, STORY, page, write
from timed import least_seconds

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError
from analysis.reading.kinds import _PAGE

READ = r"\(read are .txt, .md, .html, .docx, .rtf, .pdf and web addresses\)"
MAIL = b"Received: from a.example\r\n by b.example\r\nFrom: Ada <ada@a.example>\r\nMIME-Version: 1.0\r\n\r\n" + BODY.encode()
SAVED_PAGE = b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example\r\nMIME-Version: 1.0\r\n\r\n" + BODY.encode()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def packed(*names: str, mime: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mime:
            archive.writestr("mimetype", mime)
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("suffix", "step"),
    [
        (".odt", "open it and save it as .docx or .txt"),
        (".doc", "open it and save it as .docx"),
        (".DOC", "open it and save it as .docx"),
        (".docm", "open it and save it as .docx, without macros"),
        (".epub", "copy the article into a .txt file"),
        (".eml", "open the message and copy the article into a .txt file"),
        (".msg", "open the message and copy the article into a .txt file"),
        (".mhtml", "save the page as 'Web page, HTML only'"),
        (".xlsx", "copy the article into a .txt file"),
        (".zip", "unpack it and give the file inside"),
        (".png", "have its words recognised"),
        (".jpg", "have its words recognised"),
        (".JPEG", "have its words recognised"),
        (".heic", "have its words recognised"),
        (".tif", "have its words recognised"),
    ],
)
def test_kinds_that_are_not_read(tmp_path: Path, suffix: str, step: str):
    with pytest.raises(ArticleError, match=rf"is a \{suffix.lower()} file, which is not read {READ}; {step}"):
        read_article(write(tmp_path, f"a{suffix}", BODY))


@pytest.mark.parametrize(
    ("content", "looks", "step"),
    [
        (packed("content.xml", mime="application/vnd.oasis.opendocument.text"), r"an OpenDocument text \(.odt\)", "open it and save it as"),
        (packed("OEBPS/a.xhtml", mime="application/epub+zip"), r"an electronic book \(.epub\)", "copy the article into a .txt file"),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a spreadsheet", "copy the article"),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "a presentation", "copy the article"),
        (packed("Index/Document.iwa"), "a Pages document", "export it as .docx or .pdf"),
        (packed("a.txt"), "a ZIP archive", "unpack it"),
        (stream("EncryptedPackage"), "an Office document locked with a password", "open it with its password, take the password off"),
        (stream("WordDocument"), "an old Word document", "open it and save it as .docx"),
        (stream("__nameid_version1.0"), "an Outlook message", "open the message"),
        (OLE, "an old Office document", "open it and save it as .docx"),
        (MAIL, "an e-mail", "open the message and copy the article"),
        (SAVED_PAGE, "a saved web page", "save the page as 'Web page, HTML only'"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w/>", "a Word document in XML", "open it and save it as .docx"),
        (b"<?xml version='1.0'?><office:document xmlns:office='x'/>", "an OpenDocument text", "open it and save it"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture", "have its words recognised"),
        (b"\xff\xd8\xff\xe1\0\0Exif", "a JPEG picture", "have its words recognised"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1", r"a picture \(.heic\)", "have its words recognised"),
        (b"II*\0\x08\0\0\0", "a TIFF picture", "have its words recognised"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP picture", "have its words recognised"),
        (b"%PDF-1.7\n", "a PDF document", "rename it so that it ends in .pdf"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".txt", ".docx", ".rtf"])
def test_kinds_that_are_not_read_by_content(tmp_path: Path, content: bytes, looks: str, step: str, suffix: str):
    with pytest.raises(ArticleError, match=f"by its content it is {looks}.*; {step}.*{READ}|by its content it is {looks}.*{step}"):
        read_article(write(tmp_path, f"a{suffix}", content))


def test_rich_text_under_another_name(tmp_path: Path):
    for name, step in (
        ("a.doc", "by its content it is a rich text document: rename it so that it ends in .rtf"),
        ("a.docx", "rename it so that it ends in .rtf"),
    ):
        with pytest.raises(ArticleError, match=step):
            read_article(write(tmp_path, name, b"{\\rtf1 " + BODY.encode("cp1252") + b"}"))


@pytest.mark.parametrize(
    "text",
    [
        f"From: Port Elin\nSubject: the strike\n\n{BODY}",
        f"Updated: Tuesday\nReceived: nothing, the union said.\n\n{BODY}",
        f"MM and II are Roman numbers.\n\n{BODY}",
        f"BM, a paper, said so.\n\n{BODY}",
    ],
)
def test_text_that_only_looks_like_another_kind(tmp_path: Path, text: str):
    assert read_article(write(tmp_path, "a.txt", text)).text == text


@pytest.mark.parametrize(("name", "kind"), [("a.story", ".story"), ("article", "a file without an ending")])
def test_unknown_kind_with_plain_text(tmp_path: Path, name: str, kind: str):
    article = read_article(write(tmp_path, name, BODY))
    assert article.text == BODY
    assert len(article.warnings) == 1
    assert article.warnings[0].startswith(f"kind: {kind} is not a kind this suite knows")


def test_page_with_a_txt_name_is_read_as_a_page(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", page(STORY)))
    assert "<p>" not in article.text
    assert article.warnings == ("kind: the file holds a web page; it was read as .html",)


def test_binary_with_an_html_name(tmp_path: Path):
    with pytest.raises(ArticleError, match="by its content it is a PNG picture"):
        read_article(write(tmp_path, "a.html", b"\x89PNG\r\n\x1a\n\0\0"))


@pytest.mark.parametrize(
    ("before", "is_page"),
    [
        ("<!-- saved from a browser -->\n", True),
        ("<!-- one --><!--two-->\n<!---->", True),
        ("<!-- a - b -- c > d ->-->", True),
        ('<?xml version="1.0"?>\n<!-- x -->', True),
        ("<!-- never closed ", False),
        ("words come first <!-- x -->", False),
        ("<!-- x --> words come first ", False),
    ],
)
def test_page_behind_comments(tmp_path: Path, before: str, is_page: bool):
    article = read_article(write(tmp_path, "a.txt", before + page(STORY)))
    assert ("kind: the file holds a web page; it was read as .html" in article.warnings) == is_page


@pytest.mark.parametrize("piece", ["<!---->", "<!-- -->", "<!--a-->\n", "<!--", "-->", "<!---", " ", "<?xml ", "- "])
def test_many_comments_take_no_time(piece: str):
    assert not _PAGE.match(piece * 10_000)
    assert _PAGE.match(piece * 10_000 + "x<html>") is None
    assert least_seconds(lambda: (_PAGE.match(piece * 10_000), _PAGE.match(piece * 10_000 + "x<html>")), 1) < 1
