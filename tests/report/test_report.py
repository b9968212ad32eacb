"""The report: the page built from cells, its safety, and one run of the real notebook on the seed."""

from __future__ import annotations

import base64
import json
import re
from pathlib import Path

import lxml.html
import nbformat
import pytest
from conftest import EPOCH
from hostile import INJECTIONS
from typed import bare, typed

from analysis.framing import TABLES
from analysis.reading.article import Article
from analysis.reading.draft import LeftOut
from analysis.report import report
from analysis.report.card import article_card, downloads
from analysis.report.notebook import ReportError
from analysis.report.report import export_notebook, write_report
from analysis.templates import clean
from analysis.terms.changes import IN_WORDS, NO_CHANGE
from analysis.terms.marker import THRESHOLD

ROOT = Path(__file__).resolve().parents[2]


def notebook(tmp_path, *cells, name="report.ipynb"):
    """Write a small notebook; a cell is Markdown when it starts with #, tagged when given as (source, tag)."""
    made = []
    for cell in cells:
        source, tags = (cell[0], [cell[1]]) if isinstance(cell, tuple) else (cell, [])
        make = nbformat.v4.new_markdown_cell if source.startswith("#") else nbformat.v4.new_code_cell
        made.append(make(source, metadata={"tags": tags}))
    path = tmp_path / name
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def page(path):
    return lxml.html.fromstring(path.read_text(encoding="utf-8"))


# the real thing, once


def test_report_of_the_seed_is_one_small_closed_file(seed_report):
    text = seed_report.read_text(encoding="utf-8")
    assert len(text.encode()) < 600_000
    assert sorted(path.name for path in seed_report.parent.iterdir()) == ["index.html", "seed.html", "short.html"]
    root = page(seed_report)
    assert not root.xpath("//script | //link | //iframe | //object | //embed | //form | //base")
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'") and "script-src" not in policy
    for address in root.xpath("//@src | //link/@href"):
        assert address.startswith("data:")
    for target in root.xpath("//a/@href"):
        assert target.startswith(("#", "data:", "https://", "http://"))
    assert not re.search(r"@import|url\((?!#)", "".join(root.xpath("//style/text()")))
    assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]


def test_report_has_every_section_in_order(seed_report):
    assert page(seed_report).xpath("//h2/text()") == [
        "Before you read on", "Key findings", "The article, marked", "Whose voice?", "How is each side treated?", "Which words are loaded?",
        "Who acts, who suffers?", "Who is cast as what?", "Which frame?", "Does the framing shift?", "Can we trust it?", "How it was made",
        "The data",
    ]  # fmt: skip


def test_report_is_well_formed_for_readers_of_all_kinds(seed_report):
    root = page(seed_report)
    assert root.get("lang") == "en" and len(root.xpath("//main")) == 1 and len(root.xpath("//h1")) == 1
    assert root.xpath("//a[@class='skip']/@href") == ["#main"]
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in root.xpath("//@aria-labelledby | //@aria-describedby"):
        assert name in ids
    for target in root.xpath("//a/@href[starts-with(.,'#')]"):
        assert target[1:] in ids
    assert all(root.xpath("//*[@role='img']/@aria-label")) and len(root.xpath("//*[@role='img']")) >= 6
    assert all(table.xpath("./caption") for table in root.xpath("//table"))


def test_report_shows_findings_charts_and_code(seed_report):
    root = page(seed_report)
    assert (
        root.xpath("//ul[@class='findings']") and root.xpath("//div[@class='marked']") and len(root.xpath("//figure//div[@class='narrow']/svg")) == 13
    )
    assert len(root.xpath("//div[@class='pair']//figure")) % 2 == 0 and not root.xpath("//div[@class='pair']//div[@class='wide']")
    alone = root.xpath("//figure[not(ancestor::div[@class='pair'])]")
    assert len(alone) > 8 and all(len(figure.xpath(".//div[@class='wide']/svg")) == 1 for figure in alone)
    assert any("analyse(read_article(path)" in code for code in root.xpath("//details//code/text()"))
    assert str(ROOT) not in seed_report.read_text(encoding="utf-8")


def test_report_tells_the_limits_that_the_program_has(seed_report):
    root = lxml.html.fromstring(seed_report.read_bytes())
    prose = " ".join(root.xpath("string(//main)").split())
    assert f"if they are at least {THRESHOLD:.0%} likely to be loaded there" in prose
    assert f"A change of less than {NO_CHANGE} is shown as “{IN_WORDS}”" in prose
    (table,) = root.xpath("//table[contains(caption, 'The loaded words, most frequent first')]")
    assert len(table.xpath("./tbody/tr")) > 5


def test_report_carries_its_data(seed_report):
    links = {link.get("download"): link.get("href") for link in page(seed_report).xpath("//a[@download]")}
    assert set(links) == {"framing.json"} | {f"{name}.csv" for name in TABLES}
    data = json.loads(base64.b64decode(links["framing.json"].split("base64,")[1]))
    assert len(data["sentences"]) == 18
    assert base64.b64decode(links["terms.csv"].split("base64,")[1]).decode("utf-8-sig").startswith("sentence,start,end,text")


def test_report_is_dated_by_source_date_epoch(seed_report):
    assert page(seed_report).xpath("//time/@datetime") == ["2023-11-14"]


def test_a_second_run_gives_the_same_page_letter_by_letter(reports, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    again = write_report(reports.parent / "short.txt", tmp_path / "short.html")
    assert again.read_bytes() == (reports / "short.html").read_bytes()


def test_index_links_each_report_with_its_strip(reports):
    root = page(reports / "index.html")
    assert root.xpath("//h2/a/@href") == ["seed.html", "short.html"]
    assert root.xpath("//h2/a/text()")[1] == "Mill <b>owners</b> & weavers"
    strips = root.xpath("//*[@class='strips' and @role='img']/@aria-label")
    assert len(strips) == 2 and "18 sentences" in strips[0] and "Armenia lowest −" in strips[0] and "Sweden lowest" in strips[1]
    assert "The Valley Post" in root.xpath("//li")[1].text_content() and not root.xpath("//script | //@src | //link")
    assert root.xpath("//time/@datetime") == ["2023-11-14"] and root.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_index_escapes_titles_and_file_names(tmp_path):
    for text in INJECTIONS:
        made = report.Report(tmp_path / f"{text.replace('/', '_')}.html".replace(chr(0), ""), text, (("Outlet", text), ("Sides", text)), "")
        root = page(report.write_index([made], tmp_path))
        assert not root.xpath("//script | //img | //iframe | //link | //base | //style[contains(., 'example.org')]")
        (href,) = root.xpath("//h2/a/@href")
        assert re.fullmatch(r"[\w.%~/-]+", href) and not href.startswith("javascript:")


# the machinery, on small notebooks


def test_parameters_reach_the_notebook_and_stay_out_of_the_page(tmp_path, monkeypatch):
    path = notebook(tmp_path, ("path = 'x'; sides = None", "parameters"), "print(path, sides)", "import os; print(os.getcwd())")
    monkeypatch.setattr(report, "NOTEBOOK", path)
    out = write_report(tmp_path / 'it\'s "new".txt', tmp_path / "out.html", sides={"A": ["a'", 'b"']})
    text = page(out).text_content()
    assert str(tmp_path / 'it\'s "new".txt') in text and "{'A': [\"a'\", 'b\"']}" in text
    assert "path = '/" not in text


def test_an_article_reaches_the_notebook_with_all_that_is_known_of_it(tmp_path, monkeypatch):
    code = "from analysis import read_article; print(read_article(path) == read_article.__globals__['Article'](**kept))"
    article = Article("The port closed.", source="a.docx, article 2 of 3", section="News", left_out=(LeftOut("index field", 2, "WC 4"),))
    kept = "from analysis.reading.draft import LeftOut; kept = dict(text='The port closed.', source='a.docx, article 2 of 3', section='News', "
    kept += "left_out=(LeftOut('index field', 2, 'WC 4'),))"
    monkeypatch.setattr(report, "NOTEBOOK", notebook(tmp_path, ("path = 'x'; sides = None", "parameters"), kept, code))
    assert "True" in page(write_report(article, tmp_path / "out.html")).text_content()


def test_a_failing_cell_is_one_clear_error_and_leaves_the_old_file(tmp_path, monkeypatch):
    code = "class ArticleError(ValueError): pass\nraise ArticleError('a3.pdf holds no text')"
    monkeypatch.setattr(report, "NOTEBOOK", notebook(tmp_path, ("article = sides = 0", "parameters"), code))
    out = tmp_path / "out.html"
    out.write_text("old")
    with pytest.raises(ReportError, match="^a3.pdf holds no text$"):
        write_report("a3.pdf", out)
    assert out.read_text() == "old" and sorted(path.name for path in tmp_path.iterdir()) == ["out.html", "report.ipynb"]


def test_missing_and_damaged_notebooks_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "NOTEBOOK", tmp_path / "none.ipynb")
    with pytest.raises(ReportError, match="none.ipynb` is missing"):
        write_report("x.txt", tmp_path / "out.html")
    (tmp_path / "bad.ipynb").write_text("{")
    with pytest.raises(ReportError, match="bad.ipynb` is not a readable notebook"):
        export_notebook(tmp_path / "bad.ipynb", tmp_path / "out.html")
    monkeypatch.setattr(report, "NOTEBOOK", notebook(tmp_path, "1"))
    with pytest.raises(ReportError, match="no cell tagged `parameters`"):
        write_report("x.txt", tmp_path / "out.html")


def test_export_shows_code_and_escapes_what_is_not_ours(tmp_path):
    code = "import sys, warnings\nprint('<b>out</b>')\nprint('raw', file=sys.stderr)\nwarnings.warn('<i>care</i>')\n'<u>text</u>'"
    path = notebook(tmp_path, "# A lesson <script>\n\n[x](javascript:alert(1))", "## One\n\ntext", code, "## One", name="lesson.ipynb")
    cells = []
    out = export_notebook(path, tmp_path / "sub" / "out.html", on_step=lambda name, i, n: cells.append((name, i, n)))
    root = page(out)
    assert not root.xpath("//script | //b | //u | //a[starts-with(@href,'javascript')]")
    assert "<b>out</b>" in root.text_content() and root.xpath("//pre[@class='code']")
    assert "raw" not in [line.strip() for pre in root.xpath("//pre[@class='out']") for line in pre.text_content().splitlines()]
    assert any("<i>care</i>" in item.text_content() for item in root.xpath("//details//li"))
    assert root.xpath("//h2/@id") == ["one", "one-2"] and root.xpath("//title/text()")[0].startswith("A lesson <script>")
    assert cells == [("One", 0, 1)]


def test_two_runs_are_the_same_letter_by_letter(tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    path = notebook(tmp_path, "# T", "{'b', 'a', 'c'}", "## S", "import pandas as pd; pd.DataFrame({'x': [1]})")
    one, two = (export_notebook(path, tmp_path / f"{i}.html").read_bytes() for i in (1, 2))
    assert one == two


# card and downloads


@pytest.mark.parametrize("text", INJECTIONS)
def test_hostile_article_shows_as_text(text):
    article = Article("x", title=text, outlet=text, date=text, author=text, url=text, source=f"/some/where/{text}")
    root = lxml.html.fragment_fromstring(article_card(typed(article=article))._repr_html_())
    assert not root.xpath(".//script | .//img | .//a")
    assert root.xpath("string(.//h1)") == clean(text) and "/some/where" not in root.text_content()


def test_card_invents_nothing():
    card = article_card(typed(article=Article("First words of it. More.", source="a.txt")))
    assert card.title == "First words of it. More." and ("Title", "not known; the first words are shown above") in card.rows
    assert not {"Outlet", "Date", "Author"} & {name for name, _ in card.rows}
    linked = article_card(typed(article=Article("x", url="https://example.org/a?b=1&c='\"")))
    assert lxml.html.fragment_fromstring(linked._repr_html_()).xpath(".//a/@href") == []
    linked = article_card(typed(article=Article("x", source="https://example.org/a")))
    assert lxml.html.fragment_fromstring(linked._repr_html_()).xpath(".//a/@href") == ["https://example.org/a"]


def test_downloads_of_an_empty_framing():
    names = [name for name, _, _ in downloads(bare()).files]
    assert names[0] == "framing.json" and "shift.csv" in names
