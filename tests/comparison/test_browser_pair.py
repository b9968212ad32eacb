"""The worksheet for two reports in a real browser: a student answers, hands in a file that the suite reads; and anybody can use it."""

from __future__ import annotations

import json
import re
from types import SimpleNamespace

import pytest

from analysis.comparison.pair import pair_page, pair_task
from analysis.comparison.pair_answers import PairAnswer, read_pair_answers
from analysis.reading.article import Article

FIRST = Article("Norland shelled the village of Veld on Friday. Three men were killed.", outlet="The Post")
SECOND = Article("The village of Veld was shelled by Norland on Friday. Five men were killed.", outlet="The Wire")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("pair") / "pair.html"
    path.write_text(pair_page(pair_task([FIRST, SECOND], {"Norland": [], "Sudland": []})), encoding="utf-8")
    return path.as_uri()


def open_page(browser, address, **context):
    page = browser.new_context(accept_downloads=True, **context).new_page()
    page.set_default_timeout(60_000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda request: request.url == address or troubles.append(request.url))
    page.goto(address)
    page.get_by_label("Your name").fill("Ann")
    page.locator("#begin").click()
    return page, troubles


def fill(page) -> None:
    page.get_by_role("button", name="Next sentence").click()
    page.get_by_label("yes, but another number").check()
    page.get_by_label("In which sentence of it?").fill("B2")
    page.get_by_label("Other words for the same thing").fill("men – victims")
    page.get_by_role("button", name="Sentence B1, open").click()
    page.get_by_label("no, only here").check()
    page.get_by_role("button", name=re.compile("^Each report as a whole")).click()
    page.get_by_role("group", name="The Post (A): Norland").get_by_label("negative").check()


def test_a_student_answers_and_hands_in(browser, address):
    page, troubles = open_page(browser, address)
    assert page.locator(".beside details:visible summary").inner_text() == "The Wire (B)"
    fill(page)
    page.get_by_role("button", name="Sentence A2, answered").click()
    assert page.locator(".where").inner_text() == "Sentence A2, in The Post (A)"
    assert page.locator(".context").last.inner_text() == "The report ends here."
    with page.expect_download() as download:
        page.get_by_role("button", name="Download my answers").click()
    data = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert data["answers"] == [
        {"sentence": 2, "told": "number", "where": "B2", "words": "men – victims"},
        {"sentence": 3, "told": "only here", "where": None, "words": ""},
    ]
    assert (data["format"], data["whole"]) == ("framing-pair 1", {"treatment": {"A: Norland": -1}})
    assert re.fullmatch(r"the-post-and-the-wire-\w{8}\.ann\.pass1\.json", download.value.suggested_filename)
    compared = SimpleNamespace(reports=[SimpleNamespace(article=one, sentences=range(2)) for one in (FIRST, SECOND)])
    read = read_pair_answers(download.value.path(), compared)
    assert read.sentences == {2: PairAnswer("number", "B2", "men – victims"), 3: PairAnswer("only here", "", "")}
    assert read.treatment == {"A: Norland": -1}
    page.get_by_role("button", name="I am somebody else").click()
    page.get_by_label("Your name").fill("Ann")
    assert page.locator("#known").inner_text() == "This browser holds answers of Ann to 2 of 4 sentences and each report as a whole."
    assert troubles == []
    page.context.close()


def test_where_is_asked_only_where_it_is_told(browser, address):
    page, _ = open_page(browser, address)
    where = page.get_by_label("In which sentence of it?")
    assert not where.is_visible()
    page.get_by_label("yes, the same").check()
    where.fill("B1")
    page.get_by_label("no, only here").check()
    assert not where.is_visible()
    page.get_by_label("yes, the same").check()
    assert where.input_value() == ""
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert where.input_value() == "B1"
    page.context.close()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_axe_finds_nothing_and_the_page_fits(browser, address, width, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page, _ = open_page(browser, address, viewport={"width": width, "height": 720}, color_scheme=scheme, bypass_csp=True)
    fill(page)
    for name in ("Sentence A2, answered", re.compile("^Each report as a whole")):
        page.get_by_role("button", name=name).click()
        page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = Axe().run(page).response["violations"]
        assert [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
