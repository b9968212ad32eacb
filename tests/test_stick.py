"""The folder for a class: built whole once, every link in it resolved, nothing fetched, no answer outside the teacher's folders."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import lxml.html
import pytest

from analysis.classroom.lessons import list_course
from analysis.stick import AFTER, ANSWERS, BEFORE, LESSONS, TEACHERS, main, write_stick


@pytest.fixture(scope="module")
def stick(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stick").resolve()
    written = []
    assert write_stick(folder, on_page=written.append) == folder / "index.html"
    return folder, written


def pages(folder):
    return {path.resolve(): lxml.html.parse(str(path)).getroot() for path in sorted(folder.rglob("*.html"))}


def test_everything_is_there(stick):
    folder, written = stick
    assert {path.relative_to(folder).parts[0] for path in written} == {BEFORE, ANSWERS, AFTER, TEACHERS}
    assert all(path.is_file() for path in written)
    names = [path.relative_to(folder).as_posix() for path in written]
    assert len(names) == len(set(names)) and sum(name.endswith("_worksheet.html") for name in names) == 6
    assert {f"{LESSONS}/{each.page}" for each in list_course()} <= set(names)
    assert {f"{AFTER}/border_clash_compared.html", f"{AFTER}/tram_strike_compared.html", f"{BEFORE}/glossary.html"} <= set(names)


def test_every_link_resolves(stick):
    folder, _ = stick
    found = pages(folder)
    missing, followed = [], 0
    for path, page in found.items():
        for address in page.xpath("//@href"):
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "data"), (path.name, address)
                continue
            assert not address.startswith("/"), (path.name, address)
            followed += 1
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
            anchors = [] if there not in found else found[there].xpath("//@id")
            if not there.is_file() or folder.resolve() not in there.parents or (parts.fragment and unquote(parts.fragment) not in anchors):
                missing.append(f"{path.relative_to(folder)} -> {address}")
    assert followed > 300 and missing == []


def test_nothing_is_fetched(stick):
    folder, _ = stick
    for path, page in pages(folder).items():
        assert page.xpath("//link | //iframe | //object | //embed | //base | //script[@src]") == [], path.name
        assert [address for address in page.xpath("//@src") if not address.startswith("data:")] == [], path.name


def test_from_the_index_every_page_is_reached_and_answers_only_there(stick):
    folder, _ = stick
    found = pages(folder)
    start = (folder / "index.html").resolve()
    reached, open_ones = {start}, [start]
    while open_ones:
        path = open_ones.pop()
        for address in found[path].xpath("//@href"):
            parts = urlsplit(address)
            there = (path.parent / unquote(parts.path)).resolve()
            if not parts.scheme and parts.path and there not in reached and there in found:
                reached.add(there)
                open_ones.append(there)
    assert set(found) - reached == set()
    answers = folder / LESSONS / "for_teachers"
    for path in set(found) - {folder / "index.html"}:
        if answers not in path.parents:
            assert not [address for address in found[path].xpath("//@href") if "for_teachers" in address], path.name


def test_a_wrong_call(capsys):
    assert main([]) == 2
    assert "FOLDER" in capsys.readouterr().err


# In a browser: one page of each kind, and the lessons with tables and charts of their own.


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
KINDS = [
    "index.html",
    *(f"{BEFORE}/{name}.html" for name in ("glossary", "code_book", "code_book_narrative", "code_book_two_reports")),
    *(f"{BEFORE}/{name}.html" for name in ("tram_strike_city_worksheet", "tram_strike_pair", "border_clash_handout")),
    *(f"{AFTER}/{name}.html" for name in ("index", "border_clash_compared")),
    f"{TEACHERS}/guide.html",
    *(f"{LESSONS}/{name}.html" for name in ("index", "glossary", "06_can_we_trust_it", "07_class_agreement", "08_your_own_article", "09_who_acts")),
    *(f"{LESSONS}/{name}.html" for name in ("10_which_frame", "11_two_reports", "12_many_articles", "exercises/09_who_acts")),
    *(f"{LESSONS}/for_teachers/{name}.html" for name in ("index", "09_who_acts")),
]


@pytest.mark.parametrize("look", [{"viewport": {"width": 320, "height": 800}}, {"color_scheme": "dark"}], ids=["narrow", "dark"])
def test_axe_finds_nothing(browser, stick, look):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, **look)
    faults = []
    for name in KINDS:
        page = context.new_page()
        page.goto((stick[0] / name).as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        faults += [f"{name}: {one['id']}: {one['nodes'][0]['html'][:200]}" for one in found.response["violations"]]
        page.close()
    context.close()
    assert faults == []


@pytest.mark.parametrize("width", [320, 375, 768])
def test_no_page_is_wider_than_the_window(browser, stick, width):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    widths = {}
    for path in sorted(stick[0].rglob("*.html")):
        page.goto(path.as_uri())
        widths[path.relative_to(stick[0]).as_posix()] = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert len(widths) > 60 and {name: found for name, found in widths.items() if found > width} == {}


def test_an_article_without_a_title_goes_by_its_first_words(stick):
    page = lxml.html.parse(str(stick[0] / "index.html")).getroot()
    links = [link.text_content() for link in page.xpath("//main//a")]
    assert "Worksheet: Two Armenian soldiers were killed and three Azerbaijani service …" in links
    assert "Report: Two Armenian soldiers were killed and three Azerbaijani service …" in links
