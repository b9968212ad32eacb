"""Rich text: what a reader sees, without what the source holds besides."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import BODY, LEAD, TITLE, write
from timed import least_seconds

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError, Draft
from analysis.reading.rtf import from_rtf

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times New Roman{\*\falt Times};}{\f1\fswiss\fcharset204 Arial Cyr;}{\f2\fnil\fcharset128 \'82\'6c\'82\'72;}"
    r"{\f3\froman\fcharset238 Times CE;}{\f4\fnil\fcharset2 Symbol;}}"
)
STYLES = (
    r"{\stylesheet{\ql Normal;}{\s1\sbasedon0 heading 1;}{\s2\sbasedon1 heading 2;}{\s7\sbasedon1 Schlagzeile;}{\s8 Title;}{\*\cs9 heading 1;}"
    r"{\s10\outlinelevel0 Oben;}{\s11\sbasedon11 Kreis;}}"
)
HEAD = rf"{{\rtf1\ansi\ansicpg1252\deff0{FONTS}{{\colortbl;\red0\green0\blue0;}}{STYLES}\pard\plain "


def read(source: str | bytes, head: str = HEAD) -> Draft:
    data = source if isinstance(source, bytes) else (head + source + "}").encode("cp1252")
    return from_rtf(data, "a.rtf")


def left(draft: Draft) -> dict[str, tuple[int, str]]:
    return {each.kind: (each.count, each.example) for each in draft.left_out}


# each source with its text: what a word processor shows once all changes are accepted
TEXTS = {
    "paragraphs and lines": (r"One\par Two\line three\par\par Four", "One\n\nTwo\nthree\n\nFour"),
    "a paragraph ends at a backslash before a line's end": ("One\\\nTwo\\\r\nThree", "One\n\nTwo\n\nThree"),
    "line ends of the file": ("On\ne tw\r\no", "One two"),
    "code page": (r"Caf\'e9 \'93open\'94 \'96 9\'80", "Café “open” – 9€"),
    "code page of a font": (r"{\f1\'cf\'f0\'e0\'e3\'e0} and {\f3 \'8d\'e1}", "Прага and Ťá"),
    "letters of two bytes": (r"{\f2\'93\'8c\'8b\'9e}", "東京"),
    "Unicode": (r"\u8220?Prague\u8221? \u-4059?", "“Prague” \uf025"),
    "Unicode with other stand-ins": (r"{\uc0 a\u8217 s}{\uc2 b\u8217\'92xs}{\uc1 c\u8217\'92s} d\u233e", "a’sb’sc’s dé"),
    "no stand-in before a brace": (r"{b\u8217}s", "b’s"),
    "beyond the basic plane": (r"\u-10179?\u-8693? ok \u55357\'3f\u56842?", "\U0001f60b ok \U0001f60a"),
    "half a letter": (r"a\u-10179?b", "a\ufffdb"),
    "signs": (r"\lquote a\rquote  \ldblquote b\rdblquote  c\emdash d\endash e\bullet\tab f", "‘a’ “b” c—d–e•\tf"),
    "spaces and hyphens": (r"10\~km co\_op fish\-ing", "10\u00a0km co\u2011op fish\u00ading"),
    "braces and backslash": (r"\{a\}\\b", r"{a}\b"),
    "link": (r'See {\field{\*\fldinst{HYPERLINK "https://a.example"}}{\fldrslt{\ul the list}}} now.', "See the list now."),
    "two links in a line": (
        r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt One}} and {\field{\*\fldinst HYPERLINK "y"}{\fldrslt two}}.',
        "One and two.",
    ),
    "field in the code of a field": (r"It is {\field{\fldinst IF {\field{\*\fldinst PAGE}{\fldrslt 7}} = 7}{\fldrslt true}}.", "It is true."),
    # changes, hidden words
    "deleted": (r"The dam did {\deleted\revauthdel1 not }break.", "The dam did break."),
    "deleted without braces": (r"The dam did \deleted not \deleted0 break.", "The dam did break."),
    "deleted up to plain": (r"The dam \deleted not \plain broke.", "The dam broke."),
    "inserted": (r"The dam did {\revised\revauth1 not }break.", "The dam did not break."),
    "moved": (r"{\mvt On Friday }the mayor left {\mvf on Friday }.", "On Friday the mayor left ."),
    "deleted mark": (r"The mayor left {\deleted\par}the hall.\par", "The mayor left the hall."),
    "deleted mark, no space": (r"The mayor left.{\deleted\par}Nobody saw her.\par", "The mayor left. Nobody saw her."),
    "hidden": (r"{\v note to desk }Snow \v more \v0 fell.", "Snow fell."),
    "bold off is not hidden": (r"\b0 Snow \vern\viewkind4 fell.", "Snow fell."),
    # what is around the story
    "pictures": (r"One {\*\shppict{\pict\pngblip 89504e470d0a}}{\nonshppict{\pict\wmetafile8 0100}}two {\pict\pngblip 8950}three", "One two three"),
    "binary picture": (r"One {\pict\wmetafile8\bin6 a{b\}c}two", "One two"),
    "unknown group": (r"One {\*\newgroup secret {deep}}two {\newword kept}", "One two kept"),
    "two versions": (r"One {\upr{ansi}{\*\ud{uni}}} two", "One uni two"),
    "bookmarks and index": (r"{\*\bkmkstart a}One{\*\bkmkend a}{\xe{\v word}} two{\tc line}", "One two"),
    "list": (r"{\listtext\pard\plain 1.\tab}One\par{\pntext\f4\'b7\tab}Two", "One\n\nTwo"),
    "text box": (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn fName}{\sv x}}{\shptxt\pard A box.\par Two.\par}}{\shprslt{\*\do\dobxpage{\dptxbxtext A box.\par}}}}One."
        r"\par Next.",
        "One.\n\nA box.\n\nTwo.\n\nNext.",
    ),
    "old text box": (r"One. {\*\do\dobxpage\dptxbx{\dptxbxtext\pard A box.\par}}\par Next.", "One.\n\nA box.\n\nNext."),
    "table": (
        r"\trowd\cellx1\cellx2 North\cell South\cell\row\trowd\cellx1 {\nestcell Deep\nestcell{\*\nesttableprops\nestrow}}East\cell\row\pard After.",
        "North\n\nSouth\n\nDeep\n\nEast\n\nAfter.",
    ),
    "page break between sentences": (r"One.\page Two.", "One.\n\nTwo."),
    "page break in a sentence": (r"He left\column the hall.", "He left the hall."),
    "drop capital": (r"\pard\dropcapli3\dropcapt1 {T\par}\pard he convoy left.\par One.", "The convoy left.\n\nOne."),
    "result of an object": (r"{\object\objemb{\*\objdata 0105}{\result{\pard Shown}}} here", "Shown here"),
    "after the last brace": ("One.}{\\rtf1 not read", "One."),
}  # fmt: skip


@pytest.mark.parametrize("case", TEXTS)
def test_text(case: str):
    source, text = TEXTS[case]
    assert read(source).text == text


@pytest.mark.parametrize(
    ("source", "text", "out"),
    [
        (r"It ended.{\super\chftn{\footnote\pard\chftn  The annex.}} Then it rained.", "It ended. Then it rained.", {"footnote": (1, "The annex.")}),
        (r"It ended.{\super\chftn}{\*\footnote\chftn{\par} A.} On.", "It ended. On.", {"footnote": (1, "A.")}),
        (r"It ended.{\chftn{\footnote\ftnalt Caf\'e9.}}", "It ended.", {"endnote": (1, "Café.")}),
        (r"It ended.{\deleted{\footnote Gone.}}", "It ended.", {}),
        (r"{\header\pard Harbour Post\par}{\footerr\pard\chpgn\par}It ended.", "It ended.", {"header or footer": (1, "Harbour Post")}),
        (r"It ended.{\*\atnid AM}{\*\atnauthor Ada}\chatn{\*\annotation{\*\atndate 1}\pard Is it?}", "It ended.", {"comment": (1, "Is it?")}),
        (r"It {\deleted never }{\deleted once }ended{\deleted  late}.", "It ended.", {"deleted run": (2, "never once")}),
        (r"It ended {\v desk}soon.", "It ended soon.", {"hidden run": (1, "desk")}),
        (r"It ended. {\object\objemb{\*\objdata 01}{\result{\pict 89}}}", "It ended.", {"embedded object": (1, "")}),
        (r"It ended.{\deleted {\shp{\*\shpinst{\shptxt A box.\par}}}}", "It ended.", {"deleted run": (1, "A box.")}),
    ],
)  # fmt: skip
def test_left_out(source: str, text: str, out: dict):
    draft = read(source)
    assert (draft.text, left(draft)) == (text, out)


@pytest.mark.parametrize(
    ("source", "is_title"),
    [
        (r"\s1 ", True), (r"\s7\qc ", True), (r"\s8 ", True), (r"\s10 ", True), (r"\outlinelevel0 ", True), (r"\par\s1 ", True),
        (r"\s2 ", False), (r"\s9 ", False), (r"\s11 ", False), (r"\s99 ", False), ("", False), (r"\s1\pard ", False),
    ],
)  # fmt: skip
def test_title_by_style(source: str, is_title: bool):
    draft = read(rf"{source}{TITLE}\par\pard {LEAD}\par")
    assert (draft.text, draft.title) == (f"{TITLE}\n\n{LEAD}", TITLE if is_title else None)


def test_properties():
    info = rf"{{\info{{\title {TITLE}}}{{\author Ad\'e8le Marlow}}{{\operator Ed}}{{\creatim\yr2023\mo1\dy2}}{{\*\company Post}}}}"
    draft = read(info + LEAD)
    assert (draft.text, draft.title, draft.author, draft.date) == (LEAD, TITLE, "Adèle Marlow", None)
    draft = read(r"{\info{\title story.rtf}{\author Unknown}}" + LEAD)
    assert (draft.title, draft.author) == (None, None)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"{\\rtf1\\ansi\\ansicpg1251 \\'cf\\'f0\\'e0\\'e3\\'e0}", "Прага"),
        (b"{\\rtf1\\mac \\'d2open\\'d3}", "“open”"),
        (b"{\\rtf1\\pc caf\\'82}", "café"),
        (b"{\\rtf1\\ansi\\ansicpg99999 caf\\'e9}", "café"),
        (b"{\\rtf1\\ansi caf\xe9 \x93open\x94}", "café “open”"),
        ("{\\rtf1\\ansi café “open” \U0001f60b}".encode(), "café “open” \U0001f60b"),
        (b"{\\rtf1\\ansi{\\fonttbl{\\f0\\fcharset78 Osaka;}}\\f0 caf\\'e9}", "café"),
        (b"\xef\xbb\xbf{\\rtf1 One.}", "One."),
        (b"{\\rtf1 One \\u99999999999?two \\u-70000?three \\u2?four}", "One two three four"),
        (b"{\\rtf1 One two\\", "One two"),
    ],
)
def test_code_pages(source: bytes, text: str):
    assert read(source).text == text


def test_a_file_that_is_cut_off_is_told(tmp_path: Path):
    article = read_article(write(tmp_path, "a.rtf", (HEAD + LEAD).encode("cp1252")))
    assert article.text == LEAD
    assert [each.split(";")[0] for each in article.warnings if each.startswith("damage")] == ["damage: the file ends before its last bracket"]


def test_rtf_that_is_none(tmp_path: Path):
    for content, problem in (
        (b"{\\rtf1 {\\pict 00}}", "holds no text .only pictures.*copy the article into a .txt file"),
        (b"{\\rtf1 {\\deleted All of it.}}", "holds no text .only pictures.; left out: 1 deleted run"),
        (BODY.encode(), "is not a rich text document .by its content it is something else.; rename it so that it ends in .txt"),
        (b"{\\rtf", "holds no text"),
    ):
        with pytest.raises(ArticleError, match=problem):
            read_article(write(tmp_path, "a.rtf", content))


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt a}}' * 10_000, None),
        (r'{\field{\*\fldinst{\*\fldinst{HYPERLINK "' * 10_000, "holds no text"),
        (r"{\deleted a\par}" * 10_000, "holds no text"),
        (r"x{\deleted\par}" * 10_000, None),
        (r"x{\v y}" * 10_000, None),
        ("x\n" * 10_000 + r"\'e9" * 10_000 + r"\u8217?" * 10_000, None),
        ("{" * 20_000 + "x", None),
        (r"{\shp{\*\shpinst{\shptxt " * 10_000 + "x", None),
        (r"{\footnote x" * 10_000, "holds no text"),
        (r"{\fonttbl" + r"{\f1\fcharset0 A" * 10_000, "holds no text"),
        (r"{\stylesheet" + "".join(rf"{{\s{number}\sbasedon{number - 1} a;}}" for number in range(1, 10_000)) + r"}\s9999 x", None),
        ("x" * 11_000_000, "is too long"),
        (r"\b" * 5_000_000 + "x", "is too long: it holds 5,000,0.. control words"),
    ],
    ids=range(13),
)
def test_much_of_anything_takes_little_time(source: str, problem: str | None):
    def tried() -> None:
        if problem:
            with pytest.raises(ArticleError, match=problem):
                read(source)
        else:
            assert read(source).text

    most = 1 if len(source) < 1_000_000 else 20
    assert least_seconds(tried, most) < most
