"""The widget's side in the browser, with a kernel played by the test: what a coder sees when saving works, fails or hangs.

Set FRAMING_NO_BROWSER=1 where there is no Chromium.
"""

from __future__ import annotations

import os
import shutil

import pytest
from coded import task_of

from analysis.classroom.annotation import Answer
from analysis.classroom.widget import CodingForm
from analysis.classroom.worksheet import json_in_html

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
TASK = task_of("Norland attacked first.\nSudland denied it.", title="A clash")
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Widget</title><style>{css}</style></head>
<body data-jp-theme-light="{light}"><main><h1>Lesson</h1><h2>Annotate</h2><div id="here"></div></main>
<script>
window.heard = [];
document.addEventListener("keydown", (event) => window.heard.push(event.key));
window.model = {{
  state: {state}, listeners: {{}}, sent: [], saves: 0,
  get(name) {{ return this.state[name]; }},
  set(name, value) {{ this.state[name] = value; (this.listeners["change:" + name] || []).forEach((each) => each()); }},
  save_changes() {{ this.saves += 1; }},
  send(message) {{ this.sent.push(message); }},
  on(name, call) {{ (this.listeners[name] = this.listeners[name] || []).push(call); }},
  off(name, call) {{ this.listeners[name] = this.listeners[name].filter((each) => each !== call); }},
}};
</script>
<script type="module">{esm}
window.leave = render({{ model: window.model, el: document.getElementById("here") }});
</script></body></html>"""


@pytest.fixture(scope="module")
def browser():
    if os.environ.get("FRAMING_NO_BROWSER") == "1":
        pytest.skip("FRAMING_NO_BROWSER=1: no browser here")
    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.fail(f"no browser found ({', '.join(CHROMIUM)}); install Chromium, or set FRAMING_NO_BROWSER=1 to leave these tests out")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"])
        yield chromium
        chromium.close()


@pytest.fixture
def shown(browser, tmp_path):
    """Show the form of a coder (a name, or none yet) as JupyterLab would, in its light or dark theme."""
    contexts = []

    def show(coder: str = "Ann", *, light: bool = True, pass_number: int = 1, width: int = 900):
        form = CodingForm(TASK, coder, folder=tmp_path / "annotations", pass_number=pass_number)
        state = form.get_state(["task", "coder", "pass_number", "file", "draft", "saved", "exported"])
        esm = form._esm.replace("export default { render };", "")
        path = tmp_path / "widget.html"
        path.write_text(PAGE.format(css=form._css, light=str(light).lower(), state=json_in_html(state), esm=esm), encoding="utf-8")
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        page.clock.install()
        page.goto(path.as_uri())
        return page

    yield show
    for context in contexts:
        context.close()


def status(page) -> str:
    return page.locator(".coding .status").inner_text()


def kernel(page, name: str, value: object) -> None:
    page.evaluate("([name, value]) => window.model.set(name, value)", [name, value])


def test_an_answer_goes_to_the_kernel_and_its_receipt_is_shown(shown):
    page = shown()
    assert status(page) == "Ready. Every answer is saved at once."
    page.get_by_label("narrator").check()
    draft = page.evaluate("window.model.state.draft")
    assert draft["number"] == 1 and draft["answers"] == [Answer(1, "narrator").to_dict()] and page.evaluate("window.model.saves") == 1
    kernel(page, "saved", {"origin": draft["origin"], "number": 1, "time": "2026-01-31T10:00:00+00:00"})
    assert status(page).startswith("Saved ") and "a-clash-" in status(page)
    page.clock.fast_forward(10_000)
    assert status(page).startswith("Saved "), "no alarm after the receipt"


def test_a_kernel_that_does_not_answer_is_told(shown):
    page = shown()
    page.get_by_label("narrator").check()
    page.clock.fast_forward(10_000)
    assert status(page).startswith("Not saved: the kernel does not answer.")
    assert "trouble" in page.locator(".coding .status").get_attribute("class")


def test_what_was_not_saved_is_told(shown):
    page = shown()
    page.get_by_label("narrator").check()
    kernel(page, "saved", {"number": 1, "error": "Not saved: the disk is full"})
    assert status(page) == "Not saved: the disk is full"
    page.clock.fast_forward(10_000)
    assert status(page) == "Not saved: the disk is full"


def test_typing_is_sent_once_it_stops(shown):
    page = shown()
    page.get_by_label("Comment").press_sequentially("why")
    assert page.evaluate("window.model.saves") == 0
    page.clock.fast_forward(600)
    assert page.evaluate("window.model.saves") == 1
    assert page.evaluate("window.model.state.draft.answers[0].comment") == "why"
    page.get_by_label("Comment").press_sequentially("?")
    page.get_by_role("button", name="Next sentence").click()
    assert page.evaluate("window.model.state.draft.answers[0].comment") == "why?"


def test_answers_from_another_view_appear(shown):
    page = shown()
    kernel(page, "draft", {"origin": "other", "number": 1, "answers": [Answer(1, "mixed", "Norland").to_dict()]})
    assert page.get_by_label("mixed").is_checked() and page.get_by_label("Who speaks?").input_value() == "Norland"


def test_the_name_is_asked_for_and_an_error_is_shown_there(shown):
    page = shown("")
    page.get_by_role("button", name="Start").click()
    assert page.get_by_role("alert").inner_text() == "Write a name first: it goes into the file."
    page.get_by_label("Your name").fill("Ann")
    page.keyboard.press("Enter")
    assert page.evaluate("window.model.state.coder") == "Ann" and page.evaluate("window.model.saves") == 1
    kernel(page, "saved", {"error": "coder is taken"})
    assert page.get_by_role("alert").inner_text() == "coder is taken"
    kernel(page, "saved", {"time": ""})
    kernel(page, "file", "annotations/ann.json")
    assert page.locator(".where").inner_text() == "Sentence 1 of 2"


def test_keys_stay_in_the_form_and_leaving_ends_it(shown):
    page = shown()
    page.get_by_label("narrator").check()
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    assert page.evaluate("window.heard") == []
    assert page.locator("#here").get_attribute("data-lm-suppress-shortcuts") == "true"
    page.evaluate("window.leave()")
    assert page.evaluate("Object.values(window.model.listeners).flat().length") == 0


def test_export_and_second_pass(shown):
    page = shown(pass_number=2)
    assert "Second time: your first answers stay hidden." in page.locator("#here").inner_text()
    page.get_by_role("button", name="Export CSV").click()
    assert page.evaluate("window.model.sent") == [{"kind": "export"}]
    kernel(page, "exported", ["a.answers.csv", "a.loaded.csv"])
    assert status(page) == "Written: a.answers.csv and a.loaded.csv"


@pytest.mark.parametrize("light", [True, False], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1000])
def test_axe_finds_nothing(shown, light, width):
    from axe_playwright_python.sync_playwright import Axe

    for coder in ("Ann", ""):
        page = shown(coder, light=light, width=width)
        if coder:
            page.locator(".word").get_by_text("attacked", exact=True).click()
            page.get_by_label("indirect").check()
            page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
