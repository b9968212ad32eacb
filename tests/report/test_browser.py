"""The report in a real browser: nothing runs, nothing is fetched, axe-core finds nothing, switches and marks work, small screens and print.

These tests need Chromium and playwright.  Without them they fail and say how to get them; FRAMING_WITHOUT_BROWSER=1 leaves them out.
"""

from __future__ import annotations

import re
import unicodedata

import lxml.html
import pytest
from hostile import INJECTIONS, hostile_page
from typed import typed

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 800}


@pytest.fixture
def opened(browser):
    """Open a file in a context of its own; every context is closed at the end."""
    contexts = []

    def open_file(path, **options):
        context = browser.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.seen = watch(page)
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()


def watch(page):
    """Record what a page asks for, says and opens."""
    seen = {"requests": [], "complaints": [], "dialogs": [], "failures": []}
    page.on("requestfailed", lambda request: seen["failures"].append((request.url, request.failure)))
    page.on("request", lambda request: seen["requests"].append(request.url))
    page.on("console", lambda message: seen["complaints"].append(message.text))
    page.on("pageerror", lambda error: seen["complaints"].append(str(error)))
    page.on("dialog", lambda dialog: (seen["dialogs"].append(dialog.message), dialog.dismiss()))
    return seen


def poke(page):
    """Do what sets off hidden scripts: scroll to the end, open every disclosure, move to every focusable element."""
    page.evaluate(
        "() => { document.querySelectorAll('details').forEach(d => d.open = true); window.scrollTo(0, 1e6);"
        " document.querySelectorAll('a, summary, input, [tabindex]').forEach(e => { e.focus(); e.dispatchEvent(new Event('mouseover')); }); }"
    )
    page.wait_for_timeout(100)


# safety


def test_the_reports_run_nothing_and_fetch_nothing(opened, reports):
    for name in ("seed.html", "index.html"):
        page = opened(reports / name)
        poke(page)
        assert page.seen == {"requests": [(reports / name).as_uri()], "complaints": [], "dialogs": [], "failures": []}
        assert page.evaluate("document.scripts.length") == 0


def test_hostile_text_runs_nothing_and_fetches_nothing(opened, tmp_path):
    page_file = tmp_path / "hostile.html"
    page_file.write_text(hostile_page(" ".join(INJECTIONS), drawn=True), encoding="utf-8")
    page = opened(page_file)
    poke(page)
    assert page.seen == {"requests": [page_file.as_uri()], "complaints": [], "dialogs": [], "failures": []}
    assert page.evaluate("window.ran") is None and page.evaluate("document.baseURI") == page_file.as_uri()
    assert page.evaluate("document.querySelectorAll('script, img, iframe, link, base').length") == 0
    assert "<script>window.ran=1</script>" in page.locator("h1").inner_text()


def test_the_policy_alone_would_stop_a_script(opened, reports, tmp_path):
    attack = '<script>window.ran=1</script><img src="x" onerror="window.ran=2"><style>@import url(https://example.org/a.css);</style>'
    broken = (reports / "short.html").read_text(encoding="utf-8").replace("</main>", attack + "</main>")
    assert attack in broken
    for policy, ran in ((True, None), (False, 2)):
        page_file = tmp_path / f"{policy}.html"
        page_file.write_text(broken if policy else re.sub(r"<meta http-equiv[^>]*>", "", broken), encoding="utf-8")
        page = opened(page_file, offline=True)
        page.wait_for_timeout(100)
        assert page.evaluate("window.ran") == ran
        stopped = [failure for url, failure in page.seen["failures"] if url != page_file.as_uri()]
        assert len(stopped) == 2 and all((failure == "csp") == policy for failure in stopped), "without the policy, this test sees the attack"


# accessibility


@pytest.mark.parametrize("name", ["seed.html", "index.html"])
@pytest.mark.parametrize(
    "look",
    [{}, {"color_scheme": "dark"}, {"viewport": NARROW}, {"forced_colors": "active"}],
    ids=["light", "dark", "narrow", "forced colours"],
)
def test_axe_finds_nothing(opened, reports, name, look):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(reports / name, bypass_csp=True, **look)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
    told = [f"{one['id']}: {one['nodes'][0]['html'][:200]} ({len(one['nodes'])} places)" for one in found.response["violations"]]
    assert told == []


def test_skip_link_comes_first_and_focus_is_seen(opened, seed_report):
    page = opened(seed_report)
    page.keyboard.press("Tab")
    focused = page.locator(":focus")
    assert focused.inner_text() == "Skip to the report" and focused.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    for _ in range(12):
        style = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))")
        assert style == ["solid", "3px"]
        page.keyboard.press("Tab")


@pytest.mark.parametrize("kind", ["term", "stance"])
def test_details_show_on_focus_and_on_hover(opened, seed_report, kind):
    page = opened(seed_report)
    one = page.locator(f".marked .sheet .{kind}").first
    tip = one.locator(".tip")
    assert not tip.is_visible()
    one.locator("a").focus()
    assert tip.is_visible() and re.search(r"Neutral wording|neutral wording|Probability", tip.inner_text())
    page.locator(".switch input").first.focus()
    assert not tip.is_visible()
    one.locator("a").hover()
    assert tip.is_visible()


# the marked article


def test_switches_take_marks_away_and_never_a_word(opened, seed_report):
    page = opened(seed_report)
    article = page.locator(".marked .text")

    def words():
        """The article's own words as seen, without sentence numbers and codes."""
        return page.evaluate(
            """() => [...document.querySelectorAll('.marked .text')].map(p => {
                const walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT); let out = '';
                while (walker.nextNode()) {
                    const e = walker.currentNode.parentElement;
                    if (!e.closest('sup, .hidden, .tip') && e.checkVisibility({visibilityProperty: true})) out += walker.currentNode.data;
                }
                return out; }).join(' ')"""
        )

    def style(selector, name):
        return page.evaluate("([s, n]) => getComputedStyle(document.querySelector(s))[n]", [selector, name])

    whole = words()
    assert article.count() > 10 and "illegally occupied" in whole
    for switch, selector, name, off in [
        ("show-voices", ".sheet .said", "boxShadow", "none"),
        ("show-voices", ".sheet .stretch", "visibility", "hidden"),
        ("show-terms", ".sheet .under", "textDecorationLine", "none"),
        ("show-terms", ".sheet .code", "display", "none"),
        ("show-stance", ".sheet .margin", "display", "none"),
        ("show-side1", ".sheet .mention.side1", "borderBottomStyle", "none"),
        ("show-side2", ".sheet .said.side2", "boxShadow", "none"),
        ("show-side2", ".sheet .strip .side2", "display", "none"),
    ]:
        assert style(selector, name) != off
        page.locator(f".{switch}").focus()
        page.keyboard.press("Space")
        assert style(selector, name) == off and words() == whole
        page.keyboard.press("Space")
        assert style(selector, name) != off
    assert style(".sheet .mention.side2", "borderBottomStyle") == "dashed"


def test_stance_marks_stand_where_the_score_is(opened, seed_report):
    page = opened(seed_report)
    placed = page.evaluate(
        """() => [...document.querySelectorAll('.strip i')].map(i => {
            const strip = i.parentElement.getBoundingClientRect(), mark = i.getBoundingClientRect();
            return [parseFloat(i.style.left), 100 * (mark.x + mark.width / 2 - strip.x) / strip.width]; })"""
    )
    assert len(placed) > 15 and all(abs(wanted - seen) < 2 for wanted, seen in placed)


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"), [("true", "dark", False), ("false", "light", True), (None, "dark", True), (None, "light", False)]
)
def test_marked_article_follows_the_theme_of_jupyterlab(opened, tmp_path, theme, scheme, dark):
    attribute = f'data-jp-theme-light="{theme}"' if theme else 'class="framing"'
    page_file = tmp_path / "lab.html"
    page_file.write_text(f"<!DOCTYPE html><meta charset=utf-8><body {attribute}>{typed().marked().html()}", encoding="utf-8")
    page = opened(page_file, color_scheme=scheme)
    red, green, blue = map(int, re.findall(r"\d+", page.evaluate("getComputedStyle(document.querySelector('div.framing')).backgroundColor"))[:3])
    assert (red + green + blue < 200) == dark


# small screens, print, forced colours


def test_nothing_is_cut_off_on_a_small_screen_and_letters_can_be_read(opened, reports):
    for name in ("seed.html", "index.html"):
        page = opened(reports / name, viewport=NARROW)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    page = opened(reports / "seed.html", viewport=NARROW)
    letters = page.evaluate(
        """() => [...document.querySelectorAll('.drawing text')].filter(t => t.checkVisibility()).map(t => {
            const m = t.getScreenCTM(); return parseFloat(getComputedStyle(t).fontSize) * Math.hypot(m.c, m.d); })"""
    )
    assert len(letters) > 100 and min(letters) >= 9, "pixels"
    outside = page.evaluate(
        "() => [...document.querySelectorAll('.drawing')].filter(d => { const box = d.getBoundingClientRect();"
        " return [...d.querySelectorAll('text')].some(t => t.getBoundingClientRect().right > box.right + 12); }).map(d => d.ariaLabel.slice(0, 60))"
    )
    assert outside == []


@pytest.mark.parametrize("width", [1280, 768, 375, 320])
def test_words_beside_and_below_the_text_keep_inside_the_page(opened, seed_report, width):
    page = opened(seed_report, viewport={"width": width, "height": 800})
    right = page.evaluate("document.querySelector('section').getBoundingClientRect().right")
    seen = page.evaluate(
        """() => [...document.querySelectorAll('.stance .value, .whos span, .stretch .who, .switchrow, .drawing svg, figcaption')]
            .filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().right)"""
    )
    assert len(seen) > 40 and max(seen) <= right + 1


@pytest.mark.parametrize(("width", "cards"), [(1280, False), (768, False), (375, True), (320, True)])
def test_a_table_of_many_columns_is_read_whole_on_a_phone(opened, seed_report, width, cards):
    page = opened(seed_report, viewport={"width": width, "height": 800})
    table = page.get_by_role("table", name="The loaded words, most frequent first")
    hidden = table.evaluate("t => t.parentElement.scrollWidth - t.parentElement.clientWidth")
    assert (hidden <= 0) == (cards or width == 1280)
    cell = table.get_by_role("row").nth(1).get_by_role("cell").first
    assert (cell.evaluate("c => getComputedStyle(c, '::before').content") != "none") == cards, "each value says of which column it is"
    assert table.get_by_role("columnheader").count() == 10, "for a screen reader it stays a table"


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (768, "wide"), (375, "narrow")])
def test_a_chart_alone_is_as_wide_as_the_text(opened, seed_report, width, shown):
    page = opened(seed_report, viewport={"width": width, "height": 800})
    section = page.locator("section").filter(has=page.get_by_role("heading", name="Does the framing shift?"))
    drawing = section.locator(f".drawing .{shown}")
    assert drawing.is_visible() and section.locator(".drawing svg:visible").count() == 1
    text, chart = (one.evaluate("e => e.getBoundingClientRect().width") for one in (section.locator(".block > p").first, drawing.locator("svg")))
    assert abs(text - chart) < 8


def test_print_shows_the_details_and_hides_the_controls(opened, seed_report):
    page = opened(seed_report, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".stance .tip").first.is_visible() and page.locator(".notes").is_visible()
    assert not page.locator(".term .tip").first.is_visible() and not page.locator(".switch input").first.is_visible()
    rail = page.evaluate("() => [...document.querySelectorAll('.stretch.source')].map(s => s.getBoundingClientRect().height)")
    assert rail and min(rail) > 3 and page.locator(".samples .inprint").is_visible()
    assert not page.locator("nav").is_visible() and not page.locator("details.source").first.is_visible() and not page.locator(".skip").is_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(27, 31, 36)", "ink on paper, whatever the screen's scheme"
    lines = page.evaluate("() => [...document.querySelectorAll('.notes li')].map(li => li.innerText)")
    assert any("Neutral wording: “captured”" in line and "the score changes by" in line for line in lines)


def test_the_first_printed_page_is_the_summary(opened, seed_report, tmp_path):
    from pypdf import PdfReader

    page = opened(seed_report)
    assert page.locator(".printing").inner_text() == "To print the summary alone, print page 1."
    page.pdf(path=tmp_path / "report.pdf", format="A4", prefer_css_page_size=True)
    first, second = (" ".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in PdfReader(tmp_path / "report.pdf").pages[:2])
    last = page.locator("section:has(#key-findings) .findings li").last.inner_text()
    assert "Before you read on" in first and "Key findings" in first and last[-40:] in first
    assert second.startswith("The article, marked") and "print page 1" not in first


def test_forced_colours_keep_every_mark(opened, seed_report):
    page = opened(seed_report, forced_colors="active")
    looks = [
        (".sheet .under", "textDecorationLine"),
        (".sheet .mention", "borderBottomStyle"),
        (".sheet .said", "borderBottomStyle"),
        (".sheet .stretch.indirect", "borderRightStyle"),
    ]
    kept = [page.evaluate("([s, n]) => getComputedStyle(document.querySelector(s))[n]", look) for look in looks]
    assert kept == ["underline", "dotted", "solid", "dashed"]


def test_nothing_moves(opened, seed_report):
    page = opened(seed_report, reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


# the texts these tests rest on


@pytest.mark.parametrize("text", INJECTIONS)
def test_every_injection_shows_as_text(text):
    root = lxml.html.fromstring(hostile_page(text, drawn=False))  # charts: tests/charts/test_charts.py
    assert not root.xpath("//script | //img | //iframe | //link | //base | //meta[@http-equiv='refresh']")
    assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
    assert not [target for target in root.xpath("//a/@href") if not target.startswith(("#", "data:"))]
    assert "/some/where" not in root.text_content()
    visible = re.sub("[\u202a-\u202e\u2066-\u2069\x00]", "", text)
    assert root.xpath("string(//h1)") == visible and not re.search("[\u202e\u2066]", root.text_content())
