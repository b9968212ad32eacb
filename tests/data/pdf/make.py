"""Print the PDF files of this folder again: `PYTHONPATH=tests python tests/data/pdf/make.py` (needs Chromium and LibreOffice)."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from valley import ASIDE, BYLINE, CAPTION, MIDDLE, ROWS, STORM, STORY, TITLE

HERE = Path(__file__).parent
SERIF = 'body{font:11pt "DejaVu Serif"} .c{columns:2;text-align:justify}'
CAPITAL = "p.d::first-letter{float:left;font-size:320%;line-height:.8;padding-right:3px}"
HEAD = f"<h1>{TITLE}</h1>"
CELLS = [["Town", "Votes", "People"], ["Port Elin", "11", "4,200"], ["Upper Ford", "4", "1,300"], ["Marl", "0", "900"]]
NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" '
    'office:mimetype="application/vnd.oasis.opendocument.text"'
)


def paragraphs(lines: list[str]) -> str:
    """Return paragraphs of a web page."""
    return "".join(f"<p>{line}</p>" for line in lines)


def web_pages() -> dict[str, tuple[bool, str, str]]:
    """Return name -> whether header and footer are printed, style sheet, body."""
    soft = [STORY[0].replace("discuss", "dis&shy;cuss"), STORY[1].replace("officials", "offi&shy;cials"), STORY[2].replace("harbour", "har&shy;bour")]
    soft[2] = soft[2].replace("difficult", "dif&shy;fi&shy;cult")
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in CELLS)
    figure = f"<figure><div></div><figcaption>{CAPTION}</figcaption></figure>"
    columns = f"<div class=c>{paragraphs(STORY)}</div>"
    return {
        "printed": (
            True,
            SERIF + ".s{letter-spacing:.2em;font-size:9pt}",
            f"<div class=s>WORLD NEWS</div>{HEAD}<div>{BYLINE}</div>{paragraphs(STORY * 4)}",
        ),
        "two_columns": (True, SERIF + ".c{hyphens:auto}", f"{HEAD}<div>{BYLINE}</div>{columns}"),
        "three_columns": (False, 'body{font:10pt "DejaVu Sans"}.c{columns:3;column-gap:14pt}p{margin:0;text-indent:1.2em}', HEAD + columns),
        "drop_capital": (False, SERIF + CAPITAL, HEAD + columns.replace("<p>", "<p class=d>", 1)),
        "drop_capital_a": (False, SERIF + CAPITAL, f"{HEAD}<p class=d>{STORM}</p>{paragraphs(STORY[1:])}"),
        "drop_capital_quote": (False, SERIF + CAPITAL, f"{HEAD}<p class=d>{STORY[1]}</p>{paragraphs(STORY[2:])}"),
        "table": (False, SERIF + "td{padding:2px 12px}", f"{HEAD}{paragraphs(STORY[:2])}<table>{table}</table>{paragraphs(STORY[2:])}"),
        "figure": (
            False,
            SERIF + "figure{float:right;width:180px;margin:0 0 8px 14px;font-size:8.5pt}figure div{height:90px}",
            f"{HEAD}{paragraphs(STORY[:1])}{figure}{paragraphs(STORY[1:])}",
        ),
        "sidebar": (
            False,
            SERIF + "aside{float:left;width:170px;font-size:9pt;margin:0 12px 8px 0}",
            f"{HEAD}{paragraphs(STORY[:1])}<aside>{paragraphs(ASIDE)}</aside>{paragraphs(STORY[1:])}",
        ),
        "links": (
            False,
            SERIF + "a{position:relative}",
            HEAD
            + paragraphs(STORY)
            .replace("the builders", "<a href=x><b>the builders</b></a>")
            .replace("the mayor of Elin", "<a href=x>the mayor of Elin</a>"),
        ),
        "spanning": (
            False,
            SERIF + "h2{font-size:14pt;column-span:all}",
            f"{HEAD}<div class=c>{paragraphs(STORY)}<h2>{MIDDLE}</h2>{paragraphs(STORY)}</div>",
        ),
        "soft_hyphens": (False, SERIF + ".c{columns:3}", f"{HEAD}<div class=c>{paragraphs(soft)}</div>"),
    }


def office(body: str, columns: int = 1, header: str = "", footer: str = "", hyphens: bool = False) -> str:
    """Return a flat OpenDocument text; the paragraphs of its section stand in columns."""
    edges = "".join(f"<style:{kind}><text:p>{text}</text:p></style:{kind}>" for kind, text in (("header", header), ("footer", footer)) if text)
    cut = "true" if hyphens else "false"
    return f"""<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES}><office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.25cm" fo:text-align="justify"/>
<style:text-properties fo:font-family="DejaVu Serif" fo:font-size="11pt" fo:language="en" fo:country="GB" fo:hyphenate="{cut}"/></style:style>
<style:style style:name="H" style:family="paragraph">
<style:text-properties fo:font-family="DejaVu Serif" fo:font-size="20pt"/></style:style></office:styles>
<office:automatic-styles><style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="19cm" fo:page-height="18cm" fo:margin="2cm"/>
<style:header-style/><style:footer-style/></style:page-layout><style:style style:name="sec" style:family="section"><style:section-properties>
<style:columns fo:column-count="{columns}" fo:column-gap="0.6cm"/></style:section-properties></style:style></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">{edges}</style:master-page></office:master-styles>
<office:body><office:text><text:p text:style-name="H">{TITLE}</text:p>{body}</office:text></office:body></office:document>"""


def office_texts() -> dict[str, str]:
    """Return name -> flat OpenDocument text."""
    number = '<text:page-number text:select-page="current"/>'

    def lines(story: list[str]) -> str:
        return "".join(f'<text:p text:style-name="Standard">{line}</text:p>' for line in story)

    def section(story: list[str]) -> str:
        return f'<text:section text:style-name="sec" text:name="s">{lines(story)}</text:section>'

    def note(mark: int, text: str) -> str:
        cited = f'<text:note text:note-class="footnote"><text:note-citation>{mark}</text:note-citation>'
        return f"{cited}<text:note-body><text:p>{text}</text:p></text:note-body></text:note>"

    noted = list(STORY)
    noted[0] = noted[0][:-1] + note(1, "The law of 1998 asks for a hearing.") + "."
    noted[2] = noted[2].replace("August", "August" + note(2, "The gauge at Marl stood at 40 cm last year."))
    cells = ["".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row) for row in CELLS]
    columns = f'<table:table-column table:number-columns-repeated="{len(CELLS[0])}"/>'
    table = f'<table:table table:name="t">{columns}{"".join(f"<table:table-row>{row}</table:table-row>" for row in cells)}</table:table>'
    return {
        "office_columns": office(lines([BYLINE]) + section(STORY), columns=2),
        "office_header": office(lines(STORY * 3), header="The Daily Ford, 12 May 2024", footer=f"Page {number} of <text:page-count/>"),
        "office_footnotes": office(lines(noted + STORY), footer=number),
        "office_hyphens": office(section(STORY), columns=3, hyphens=True),
        "office_table": office(lines(STORY[:2]) + table + lines(STORY[2:])),
    }


def main() -> None:
    """Print every file."""
    assert [" ".join(row) for row in CELLS] == ROWS
    with tempfile.TemporaryDirectory() as folder:
        for name, (edges, style, body) in web_pages().items():
            page = Path(folder, f"{name}.html")
            head = f"<!doctype html><html lang=en><meta charset=utf-8><title>{TITLE} | The Daily Ford</title><style>{style}</style>"
            page.write_text(f"{head}<body>{body}</body></html>", encoding="utf-8")
            plain = [] if edges else ["--no-pdf-header-footer"]
            subprocess.run(["chromium", "--headless", "--no-sandbox", *plain, f"--print-to-pdf={HERE / name}.pdf", page.as_uri()], check=True)
        for name, text in office_texts().items():
            Path(folder, f"{name}.fodt").write_text(text, encoding="utf-8")
            profile = Path(folder, "profile").as_uri()
            told = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(HERE)]
            subprocess.run([*told, str(Path(folder, f"{name}.fodt"))], check=True)


if __name__ == "__main__":
    main()
