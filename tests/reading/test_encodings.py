"""Bytes in every encoding, and bytes that are no text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, write

from analysis.reading.article import read_article
from analysis.reading.draft import MAX_WORDS, ArticleError


@pytest.mark.parametrize(
    ("content", "warning"),
    [
        (BODY.encode("utf-8"), None),
        (codecs.BOM_UTF8 + BODY.encode("utf-8"), None),
        (codecs.BOM_UTF16_LE + BODY.encode("utf-16-le"), None),
        (codecs.BOM_UTF16_BE + BODY.encode("utf-16-be"), None),
        (codecs.BOM_UTF32_LE + BODY.encode("utf-32-le"), None),
        (LEAD.encode("utf-16-le"), "encoding: read as UTF-16-LE"),
        (LEAD.encode("utf-16-be"), "encoding: read as UTF-16-BE"),
        (BODY.encode("cp1252"), "encoding: not UTF-8, so it was read as cp1252"),
        (BODY.encode("utf-8").decode("cp1252", errors="ignore").encode("utf-8"), "encoding: some letters look garbled"),
    ],
)
def test_encodings(tmp_path: Path, content: bytes, warning: str | None):
    article = read_article(write(tmp_path, "a.txt", content))
    assert article.text.startswith(LEAD)
    if warning is None:
        assert article.text == BODY
        assert article.warnings == ()
    else:
        assert len(article.warnings) == 1
        assert article.warnings[0].startswith(warning)
    if warning and "cp1252" in warning:
        assert article.text == BODY


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "is empty"),
        (codecs.BOM_UTF8, "is empty"),
        ("\u200b\u200f\n\ufeff\u200b".encode(), "is empty"),
        (b"---\ntitle: x\n---\n\n", "is empty"),
        ("... --- !!! \U0001f600".encode(), "holds no words"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "a ZIP archive or Office document; rename it so that it ends in .docx"),
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF document; rename it so that it ends in .pdf"),
        (b"\x7fELF\x02\x01\x01\0", "a program"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
        (b"{\\rtf1\\ansi Two soldiers were killed.}", "rich text"),
        (bytes(range(256)) * 4, "NUL bytes"),
        (b"words\0and\0more words", "NUL bytes"),
        (b"\x01\x02\x03 words \x04\x05", "control characters"),
        (b"\x81\x8d\x8f\x90\x9d \xff words", "neither UTF-8, UTF-16 nor cp1252"),
        (codecs.BOM_UTF16_LE + b"a\0b", "starts as UTF-16-LE"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "starts as UTF-16-LE"),
        (codecs.BOM_UTF8 + b"abc \xff", "starts as UTF-8"),
        (f"{QUOTE}\n{QUOTE}".encode() + b"\n bad \xe2\x80 byte", "UTF-8 with damaged bytes (the first in line 3)"),
        ("\ufffd\ufffd\ufffd a \ufffd".encode(), "not readable text"),
        ("word " * (MAX_WORDS + 1), "reads one article at a time"),
        ("a" * 1_000_000, "reads one article at a time"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_files_that_hold_no_article(tmp_path: Path, content: bytes | str, problem: str, suffix: str):
    path = write(tmp_path, f"bad{suffix}", content)
    with pytest.raises(ArticleError, match=re.escape(problem)) as caught:
        read_article(path)
    message = str(caught.value)
    assert message.startswith(str(path))  # the file
    assert "; " in message  # the next step


def test_one_stray_control_character_is_kept_with_a_warning(tmp_path: Path):
    article = read_article(write(tmp_path, "a.txt", f"{BODY}\x07 {BODY}"))
    assert "\x07" in article.text
    assert article.warnings == ("characters: 1 control character(s) in the text, kept as they are",)
