"""The page of a comparison: what it holds, that hostile texts stay texts, and how it behaves in a real browser."""

from __future__ import annotations

import re

import lxml.html
import pytest
from hostile import INJECTIONS

from analysis import Article, compare, write_comparison
from analysis.__main__ import main

HOSTILE = INJECTIONS[0]
ONE = (
    f"Armenian troops shell {HOSTILE} village\n\n"
    "Armenian forces shelled the village of Veld on Friday. Three Azerbaijani soldiers were killed, Baku said.\n"
)
OTHER = "Clash at Veld\n\nThe village of Veld was shelled by Armenian forces on Friday. Five Azerbaijani soldiers were killed. Armenia denied it.\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    made = compare([Article(ONE, headline=True, outlet=HOSTILE, title=HOSTILE), Article(OTHER, headline=True, outlet="The Wire")])
    return write_comparison(made, tmp_path_factory.mktemp("page") / "comparison.html")


def test_every_word_of_both_texts_is_there(page):
    tree = lxml.html.parse(str(page)).getroot()
    texts = [" ".join(article.text_content().split()) for article in tree.iterfind(".//article")]
    for text, shown in zip((ONE, OTHER), texts, strict=True):
        bare = re.sub(r"\W+|\d+", "", re.sub(r"\(fact|, also in .*?\)", "", shown.replace(HOSTILE, "")))
        assert all(re.sub(r"\W+", "", word) in bare for word in text.replace(HOSTILE, "").split())


def test_marks_lead_to_the_other_report_and_back(page):
    tree = lxml.html.parse(str(page)).getroot()
    ids = {element.get("id") for element in tree.iter() if element.get("id")}
    marks = [a for a in tree.iter("a") if "f" in (a.get("class") or "").split() and a.get("href") != "#shared"]
    assert marks and all(a.get("href")[1:] in ids for a in marks)
    assert all(a.get("href").rsplit("-")[-1] != a.getparent().getparent().find("h3").get("id")[-1] for a in marks)


def test_nothing_runs_and_nothing_is_fetched(page):
    text = page.read_text(encoding="utf-8")
    assert "<script" not in text.lower().replace(HOSTILE.lower(), "") and "default-src 'none'" in text
    assert HOSTILE not in text


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing(browser, page, width, look):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=look, bypass_csp=True)
    shown = context.new_page()
    asked = []
    shown.on("request", lambda request: asked.append(request.url))
    shown.goto(page.as_uri())
    assert asked == [page.as_uri()]
    found = Axe().run(shown, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    assert found.violations_count == 0, found.generate_report()
    assert shown.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_a_thread_lights_up_by_keyboard(browser, page):
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    shown = context.new_page()
    shown.goto(page.as_uri())
    colours = "n => [...document.querySelectorAll('a.f' + n)].map(e => getComputedStyle(e).backgroundColor)"
    plain = shown.evaluate(colours, 1)
    shown.keyboard.press("Tab")
    shown.focus("a.f1")
    shown.keyboard.press("Shift+Tab")
    shown.keyboard.press("Tab")
    lit = shown.evaluate(colours, 1)
    assert len(lit) > 1 and len(set(lit)) == 1 and lit != plain
    context.close()


def test_the_command_writes_page_and_tables(tmp_path, capsys):
    for name, text in (("one", ONE), ("other", OTHER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    out, saved = tmp_path / "page.html", tmp_path / "tables"
    assert main(["compare", str(tmp_path / "one.txt"), str(tmp_path / "other.txt"), "-o", str(out), "--save", str(saved)]) == 0
    assert out.exists() and (saved / "facts.csv").exists() and "in more than one report" in capsys.readouterr().out


def test_the_command_refuses_one_report(tmp_path, capsys):
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    assert main(["compare", str(tmp_path / "one.txt"), "-o", str(tmp_path / "page.html")]) == 1
    assert "2 to 6" in capsys.readouterr().err and not (tmp_path / "page.html").exists()
