"""Word documents: the text as Word shows it with all changes accepted, and what is left out of it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, TITLE, write
from timed import least_seconds
from word_files import box, deleted, field, inserted, para, run, word_file

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError, Draft
from analysis.reading.word import from_docx

GONE = '<w:rPr><w:del w:id="3" w:author="Ed"/></w:rPr>'
OLD_ONLY = '<w:r><mc:AlternateContent><mc:Choice/><mc:Fallback><w:pict><v:textpath string="Art"/></w:pict></mc:Fallback></mc:AlternateContent></w:r>'
SIGNS = '<w:sym w:font="Symbol" w:char="F0B0"/><w:t>C in Orl</w:t><w:sym w:font="Arial" w:char="F0E9"/><w:sym w:font="Arial" w:char="2013"/>'
HIDDEN_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Notiz"><w:name w:val="Note"/><w:basedOn w:val="Standard"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Zettel"><w:name w:val="Slip"/><w:basedOn w:val="Notiz"/></w:style>'
    '<w:style w:type="character" w:styleId="Geheim"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Offen"><w:name w:val="Open"/><w:basedOn w:val="Geheim"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
)


def read(body: str, **more) -> Draft:
    return from_docx(word_file(body, **more), "a.docx")


def left(draft: Draft) -> dict[str, tuple[int, str]]:
    return {each.kind: (each.count, each.example) for each in draft.left_out}


def style(key: str) -> str:
    return f'<w:rStyle w:val="{key}"/>'


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


# each body with its text: what Word shows once all changes are accepted
TEXTS = {
    # tracked changes
    "insertion": (para(run("The dam did ") + inserted("not ") + run("break.")), "The dam did not break."),
    "deletion": (para(run("The dam did ") + deleted("not ") + run("break.")), "The dam did break."),
    "deleted insertion": (para(run("Rain ") + f'<w:ins w:id="1">{deleted("never ")}</w:ins>' + run("fell.")), "Rain fell."),
    "moved text": (
        para(
            f'<w:moveTo w:id="2">{run("On Friday ")}</w:moveTo>' + run("the mayor left ") + f'<w:moveFrom w:id="1">{run("on Friday ")}</w:moveFrom>'
        ),
        "On Friday the mayor left",
    ),
    "deleted mark": (para("The mayor left ", GONE) + para("the town hall."), "The mayor left the town hall."),
    "deleted mark, no space": (para("The mayor left.", GONE) + para("Nobody saw her."), "The mayor left. Nobody saw her."),
    "two deleted marks": (para("One, ", GONE) + para(deleted("gone"), GONE) + para("two."), "One, two."),
    "deleted mark at the end": (para("The mayor left.", GONE), "The mayor left."),
    "deleted row": (
        table(row(cell(para("Kept."))), row(cell(para("Not kept.")), properties='<w:del w:id="1"/>')),
        "Kept.",
    ),
    "changed formatting": (para(run("Seen.", '<w:rPrChange w:id="1"><w:rPr><w:vanish/></w:rPr></w:rPrChange>')), "Seen."),
    # content controls, tags, links, fields
    "control in a line": (para(run("In ") + control(run("Tallin")) + run(" it rained.")), "In Tallin it rained."),
    "control in a control": (control(para(run("In ") + control(control(run("Riga"))) + run("."))), "In Riga."),
    "control of rows": (f"<w:tbl>{control(row(control(cell(para('North')))))}{row(cell(para('South')))}</w:tbl>", "North\n\nSouth"),
    "placeholder": (para(run("By ") + control(run("Click here to enter text."), "<w:showingPlcHdr/>") + run("a reader.")), "By a reader."),
    "smart tag": (para(f'<w:smartTag w:element="place"><w:smartTagPr/>{run("Oslo")}</w:smartTag>' + run(" voted.")), "Oslo voted."),
    "custom XML": (f'<w:customXml w:element="x">{para("The vote was close.")}</w:customXml>', "The vote was close."),
    "hyperlink": (
        para(f"<w:hyperlink>{run('The port')}{deleted(' old')}{inserted(' opened')}</w:hyperlink>" + run(" today.")),
        "The port opened today.",
    ),
    "simple field": (para(run("On ") + f'<w:fldSimple w:instr="DATE">{run("5 March")}</w:fldSimple>' + run(".")), "On 5 March."),
    "field": (para(run("See ") + field('HYPERLINK "https://example.org"', "the list") + run(".")), "See the list."),
    "field in a code": (para(run("It is ") + field(f"</w:instrText></w:r>{field('PAGE', '7')}<w:r><w:instrText>", "true") + run(".")), "It is true."),
    "field over paragraphs": (
        para('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' + run("One."))
        + para(run("Two.") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        "One.\n\nTwo.",
    ),
    "field that never ends": (
        para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("Still here.")) + para("And here."),
        "Still here.\n\nAnd here.",
    ),
    "other direction": (para(f'<w:dir w:val="rtl">{run("Shalom")}</w:dir><w:bdo w:val="ltr">{run(", she said.")}</w:bdo>'), "Shalom, she said."),
    # text boxes
    "text box, two versions": (para(run("The strike ") + box("A box.") + run("ended.")) + para("Next."), "The strike ended.\n\nA box.\n\nNext."),
    "old text box": (
        para(run("One.") + f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{para('A box.')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"),
        "One.\n\nA box.",
    ),
    "only the old version has words": (para(run("One.") + OLD_ONLY), "One.\n\nArt"),
    "two equal boxes": (para(run("One.") + box("Same.") + box("Same.")), "One.\n\nSame.\n\nSame."),
    "box in a box": (para(run("One.") + box("<w:r><w:t>Outer.</w:t></w:r>" + box("Inner."))), "One.\n\nOuter.\n\nInner."),
    "box on a deleted mark": (para(run("One ") + box("A box."), GONE) + para("two."), "One two.\n\nA box."),
    # tables
    "merged cells": (
        "<w:tbl>"
        + row(cell(para("Wide."), '<w:gridSpan w:val="2"/>'))
        + row(cell(para("Tall."), '<w:vMerge w:val="restart"/>'), cell(para("B2.")))
        + row(cell(para(""), "<w:vMerge/>"), cell(para("B3.")))
        + "</w:tbl>",
        "Wide.\n\nTall.\n\nB2.\n\nB3.",
    ),
    "table in a table": (
        table(row(cell(para("Before.") + table(row(cell(para("Inside.")))) + para("After.")))),
        "Before.\n\nInside.\n\nAfter.",
    ),
    # hidden words
    "hidden": (para(run("note to desk ", "<w:vanish/>") + run("Snow fell.")), "Snow fell."),
    "hidden, but switched off": (para(run("Snow ", '<w:vanish w:val="false"/>') + run("fell.")), "Snow fell."),
    "hidden in the web only": (para(run("Snow ", "<w:webHidden/>") + run("fell.")), "Snow fell."),
    "hidden mark": (
        para("A heading that runs in. ", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + para("The text."),
        "A heading that runs in. The text.",
    ),
    # signs
    "breaks": (para("<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:cr/><w:t>four</w:t></w:r>"), "One\ttwo\nthree\nfour"),
    "page break between sentences": (para('<w:r><w:t>One.</w:t><w:br w:type="page"/><w:t>Two.</w:t></w:r>'), "One.\n\nTwo."),
    "page break in a sentence": (para('<w:r><w:t>He left</w:t><w:br w:type="column"/><w:t>the hall.</w:t></w:r>'), "He left the hall."),
    "page break at the start": (para('<w:r><w:br w:type="page"/><w:t>Two.</w:t></w:r>'), "Two."),
    "a page that only was printed": (para("<w:r><w:t>un</w:t><w:lastRenderedPageBreak/><w:t>broken</w:t></w:r>"), "unbroken"),
    "hyphens": (para("<w:r><w:t>co</w:t><w:noBreakHyphen/><w:t>op fish</w:t><w:softHyphen/><w:t>ing</w:t></w:r>"), "co\u2011op fish\u00ading"),
    "symbols": (para(f"<w:r><w:t>20</w:t>{SIGNS}</w:r>"), "20°C in Orlé–"),
    "ruby": (
        para(f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('to-kyo')}</w:rt><w:rubyBase>{run('Tokyo')}</w:rubyBase></w:ruby></w:r>" + run(" voted.")),
        "Tokyo voted.",
    ),
    "formula": (para(run("It is ") + "<m:oMath><m:r><m:t>x=2</m:t></m:r></m:oMath>" + run(".")), "It is x=2."),
    "line of the file in a text": (para("<w:r><w:t>one\ntwo</w:t></w:r>"), "one two"),
    "drop capital": (para("A", '<w:framePr w:dropCap="drop" w:lines="3"/>') + para(" convoy left."), "A convoy left."),
    "drop capital in a word": (para("T", '<w:framePr w:dropCap="drop"/>') + para("he convoy left."), "The convoy left."),
    "empty paragraphs": (para("One.") + para("") + para(" ") + para("Two."), "One.\n\nTwo."),
}


@pytest.mark.parametrize("strict", [False, True], ids=["", "strict"])
@pytest.mark.parametrize("case", TEXTS)
def test_text(case: str, strict: bool):
    body, text = TEXTS[case]
    assert read(body, strict=strict).text == text


def test_hidden_by_style():
    words = [run("note ", style("Geheim")), run("Snow fell. ", style("Offen")), run("Ice ", style("Geheim") + '<w:vanish w:val="0"/>')]
    body = para("".join(words)) + para("desk", '<w:pStyle w:val="Zettel"/>') + para(run("came.", style("Geheim")), '<w:pStyle w:val="Zettel"/>')
    draft = read(body, parts={"styles": HIDDEN_STYLES})
    # two styles that both hide cancel each other, as Word has it
    assert (draft.text, left(draft)) == ("Snow fell. Ice\n\ncame.", {"hidden run": (2, "note")})


NOTES = f'<w:footnote w:type="separator" w:id="-1">{para("-")}</w:footnote><w:footnote w:id="2">{para("See the annex.")}</w:footnote>'
FOOTNOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
STARRED = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
OTHERS = '<w:r><w:drawing><c:chart r:id="rId9"/></w:drawing></w:r><w:r><w:object><o:OLEObject/></w:object></w:r>'


@pytest.mark.parametrize(
    ("content", "text", "out"),
    [
        (run("It ended.") + FOOTNOTE + run(" Then it rained."), "It ended. Then it rained.", {"footnote": (1, "See the annex.")}),
        (run("It") + STARRED + run(" ended."), "It ended.", {"footnote": (1, "See the annex.")}),
        (run("It ended.") + '<w:r><w:endnoteReference w:id="7"/></w:r>', "It ended.", {"endnote": (1, "")}),
        (run("It ended.") + f'<w:del w:id="1">{FOOTNOTE}</w:del>', "It ended.", {}),
        (run("It ended.") + run(" soon", "<w:vanish/>"), "It ended.", {"hidden run": (1, "soon")}),
        (run("It ended.") + deleted(" badly") + deleted(" and late"), "It ended.", {"deleted run": (2, "badly")}),
        (f"<w:r><w:t>It ended.</w:t></w:r><w:del w:id='1'>{box('A box.')}</w:del>", "It ended.", {"deleted run": (1, "A box.")}),
        (run("It ended.") + OTHERS, "It ended.", {"chart": (1, ""), "embedded object": (1, "")}),
    ],
)
def test_left_out(content: str, text: str, out: dict):
    draft = read(para(content), parts={"footnotes": NOTES})
    assert (draft.text, left(draft)) == (text, out)


def test_comments_headers_and_footers_are_left_out():
    comment = f'<w:comment w:id="1" w:author="Ed">{para("Is this so?")}{para("Ask her.")}</w:comment>'
    body = para('<w:commentRangeStart w:id="1"/>' + run("It ended.") + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>')
    draft = read(body, parts={"comments": comment, "header": para("Harbour Post"), "footer": para(field("PAGE", "1"))})
    assert draft.text == "It ended."
    assert left(draft) == {"comment": (1, "Is this so? Ask her."), "header or footer": (2, "Harbour Post")}


def test_an_imported_file_is_told():
    draft = read(para("It ended.") + '<w:altChunk r:id="rId5"/>')
    assert left(draft) == {"imported file": (1, "")}
    assert draft.warnings == ["parts: the file takes in 1 other file(s), whose words are not read; open it and save it again as .docx"]


HEADLINES = (
    '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Schlagzeile"><w:name w:val="Schlagzeile"/><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="Kreis"/><w:basedOn w:val="Kreis"/></w:style>'
)


@pytest.mark.parametrize(
    ("key", "is_title"),
    [
        ("berschrift1", True),
        ("Schlagzeile", True),
        ("Titre", True),
        ("berschrift2", False),
        ("Kreis", False),
        ("Heading1", True),
        ("Heading2", False),
    ],
)
def test_title_by_style(key: str, is_title: bool):
    draft = read(para(TITLE, f'<w:pStyle w:val="{key}"/>') + para(LEAD), parts={"styles": HEADLINES})
    assert draft.title == (TITLE if is_title else None)


@pytest.mark.parametrize(
    ("above", "is_title"),
    [(["World"], True), (["World", "5 March 2026", "By Ada Marlow"], True), ([LEAD], False), (["It ended."], False), (["1", "2", "3", "4"], False)],
)
def test_title_under_short_lines(above: list[str], is_title: bool):
    draft = read("".join(map(para, above)) + para(TITLE, '<w:pStyle w:val="Title"/>') + para(LEAD))
    assert draft.title == (TITLE if is_title else None)


@pytest.mark.parametrize(
    ("properties", "title", "author"),
    [
        (f"<dc:title>{TITLE}</dc:title><dc:creator>Ada Marlow</dc:creator>", TITLE, "Ada Marlow"),
        ("<dc:title>Microsoft Word - harbour_v3.docx</dc:title><dc:creator>Microsoft Office User</dc:creator>", None, None),
        ("<dc:title>Document1</dc:title><dc:creator>python-docx</dc:creator>", None, None),
        ("<dc:title/>", None, None),
    ],
)
def test_properties(properties: str, title: str | None, author: str | None):
    draft = read(para(LEAD), properties=properties)
    assert (draft.title, draft.author, draft.date) == (title, author, None)


def test_parts_under_other_names():
    assert read(para(LEAD), main="stories/front2.xml").text == LEAD


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
    document.sections[0].header.paragraphs[0].text = "Harbour Post"
    document.save(str(tmp_path / "a.docx"))
    article = read_article(tmp_path / "a.docx")
    assert article.text == f"{TITLE}\n\n{LEAD}\n\nIn a table.\n\n{QUOTE}"
    assert (article.title, article.author, article.headline, article.warnings) == (TITLE, "Ada Marlow", True, ())
    assert [(each.kind, each.example) for each in article.left_out] == [("header or footer", "Harbour Post")]


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


# files that are none, and files that are too much

MANY = [f' a{number}=""' for number in range(200_000)]


def test_docx_that_is_none(tmp_path: Path):
    import docx

    docx.Document().save(str(tmp_path / "empty.docx"))
    with pytest.raises(ArticleError, match="holds no text"):
        read_article(tmp_path / "empty.docx")
    with pytest.raises(ArticleError, match="cannot be read as a Word document"):
        read_article(write(tmp_path, "cut.docx", (tmp_path / "empty.docx").read_bytes()[:900]))
    with zipfile.ZipFile(tmp_path / "zip.docx", "w") as archive:
        archive.writestr("a.txt", BODY)
    for path, looks in (
        (tmp_path / "zip.docx", "a ZIP archive"),
        (write(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0"), "an old Office document"),
        (write(tmp_path, "b.docx", BODY), "something else"),
    ):
        with pytest.raises(ArticleError, match=f"is not a Word document .by its content it is {looks}"):
            read_article(path)


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (para(deleted("All of it.")), "holds no text .only pictures.; left out: 1 deleted run.; copy the article"),
        ('<w:altChunk r:id="rId5"/>', "holds no text .* 1 imported file"),
        (para(run("x")) * 3_000, None),
        (para(run("word " * 60_000)) * 20, "is too long .over 1,000,000 words.*cut the article out"),
        (para(run("x")) * 600_000, "is too long: it holds [0-9,]+ marks"),
        ("<w:p/>" * 300_000, "holds no text"),
        (f"<w:p{' '.join(MANY)}/>", "holds no text"),
        ("<w:tbl><w:tr><w:tc>" * 200, "cannot be read as a Word document"),
        ("<w:sdt><w:sdtContent>" * 100 + para("Deep.") + "</w:sdtContent></w:sdt>" * 100, None),
        (("<w:sdt><w:sdtContent>" * 5_000) + para("x") + ("</w:sdtContent></w:sdt>" * 5_000), "cannot be read as a Word document"),
        (para('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + run("x")) * 10_000, None),
        (para("x", GONE) * 10_000, None),
    ],
    ids=range(12),
)
def test_too_much_is_refused_soon(body: str, problem: str | None):
    data = word_file(body)

    def tried() -> None:
        if problem:
            with pytest.raises(ArticleError, match=problem):
                from_docx(data, "a.docx")
        else:
            assert from_docx(data, "a.docx").text

    assert least_seconds(tried, 3) < 3


def test_document_with_macros_is_told(tmp_path: Path):
    with pytest.raises(ArticleError, match=r"with macros \(.docm\), which is not read; open it and save it as .docx, without macros"):
        read_article(write(tmp_path, "a.docx", word_file(para(LEAD), macros=True)))
