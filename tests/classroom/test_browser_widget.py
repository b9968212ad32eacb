"""The widget's side in the browser, with a kernel played by the test: what a coder sees when saving works, fails or hangs."""

from __future__ import annotations

import json

import pytest
from coded import task_of

from analysis.classroom.annotation import Answer
from analysis.classroom.widget import CodingForm
from analysis.classroom.worksheet import json_in_html

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


@pytest.fixture
def shown(browser, tmp_path):
    """Show the form of a coder (a name, or none yet) as JupyterLab would, in its light or dark theme; in a page that is given, run the cell again."""
    contexts = []

    def show(coder: str = "Ann", *, light: bool = True, pass_number: int = 1, width: int = 900, page=None, held: tuple[Answer, ...] = ()):
        form = CodingForm(TASK, coder, folder=tmp_path / "annotations", pass_number=pass_number)
        state = form.get_state(["task", "coder", "pass_number", "file", "place", "answers", "draft", "saved", "exported"])
        state["answers"] = [answer.to_dict() for answer in held]
        esm = form._esm.replace("export default { render };", "")
        path = tmp_path / "widget.html"
        path.write_text(PAGE.format(css=form._css, light=str(light).lower(), state=json_in_html(state), esm=esm), encoding="utf-8")
        if page is None:
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


def is_red(page) -> bool:
    """Whether the coder is told in red, and has to stay at this sentence."""
    told = "trouble" in page.locator(".coding .status").get_attribute("class").split()
    assert page.get_by_role("button", name="Next sentence").is_disabled() == told
    return told


def kernel(page, name: str, value: object) -> None:
    page.evaluate("([name, value]) => window.model.set(name, value)", [name, value])


def drafted(page) -> dict:
    return page.evaluate("window.model.state.draft")


def receipt(page, *, merged: Answer | None = None, **outcome: str) -> None:
    """Answer the last draft as the kernel does: the answers of the file, then that they are saved.  merged: an answer that others changed too."""
    draft = drafted(page)
    if not outcome:
        held = {answer["sentence"]: answer for answer in [*page.evaluate("window.model.state.answers"), *draft["answers"]]}
        if merged is not None:
            held[merged.sentence] = merged.to_dict()
        empty = {"sentence": 0, "roles": {}, "frames": {}}
        kernel(page, "answers", [held[n] for n in sorted(held, key=lambda n: n or 99) if held[n] not in (Answer(n).to_dict(), empty)])
    kernel(page, "saved", {"origin": draft["origin"], "number": draft["number"], **(outcome or {"time": "2026-01-31T10:00:00+00:00"})})


def copies(page) -> list[str]:
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('framing-unsaved 1/')).map((key) => localStorage[key])")


def test_an_answer_goes_to_the_kernel_and_its_receipt_is_shown(shown):
    page = shown()
    assert status(page) == "Ready. Every answer is saved at once."
    page.get_by_label("narrator").check()
    assert drafted(page)["number"] == 1 and drafted(page)["answers"] == [Answer(1, "narrator").to_dict()]
    assert page.evaluate("window.model.saves") == 1
    assert status(page) == "Saving …" and len(copies(page)) == 1, "not a word of saved before the kernel says so"
    receipt(page)
    assert status(page).startswith("Saved ") and "a-clash-" in status(page) and copies(page) == []
    page.get_by_label("a guess").check()
    assert drafted(page)["answers"] == [Answer(1, "narrator", confidence=1).to_dict()] and status(page) == "Saving …"
    receipt(page)
    page.clock.fast_forward(10_000)
    assert status(page).startswith("Saved ") and not is_red(page), "no alarm after the receipt"


def test_an_old_receipt_does_not_save_a_newer_answer(shown):
    page = shown()
    page.get_by_label("narrator").check()
    first = drafted(page)
    page.get_by_label("a guess").check()
    kernel(page, "saved", {"origin": first["origin"], "number": 1, "time": "2026-01-31T10:00:00+00:00"})
    assert status(page) == "Saving …" and "narrator" in copies(page)[0]
    kernel(page, "saved", {"origin": "another view", "number": 2, "time": "2026-01-31T10:00:00+00:00"})
    assert status(page) == "Saving …"
    page.clock.fast_forward(6_000)
    assert is_red(page)


def test_a_kernel_that_does_not_answer_is_told_to_a_coder_who_goes_on_fast(shown):
    page = shown()
    page.get_by_label("narrator").check()
    for label in ("direct", "indirect", "mixed"):
        page.clock.fast_forward(2_000)
        page.get_by_label(label, exact=False).first.check()
    assert status(page) == (
        "Not saved: run this cell again. The kernel does not answer: it was restarted, it is busy with another cell, or the connection to it is "
        "lost. "
        "This browser keeps your answers to sentence 1 and will offer them to you."
    )
    assert is_red(page)
    page.keyboard.press("Control+Enter")
    assert page.locator(".where").inner_text() == "Sentence 1 of 2"
    receipt(page)
    assert status(page).startswith("Saved ") and not is_red(page), "it was busy only"


def test_a_connection_that_is_closed_is_told_at_once(shown):
    page = shown()
    page.evaluate("void (window.model.save_changes = () => { throw new Error('Cannot send'); })")
    page.get_by_label("narrator").check()
    assert status(page).startswith("Not saved: run this cell again.") and is_red(page) and "narrator" in copies(page)[0]
    assert page.get_by_role("button", name="Export CSV").is_disabled()


def test_what_was_not_saved_is_told_and_can_be_saved_again(shown):
    page = shown()
    page.get_by_label("narrator").check()
    receipt(page, error="Not saved: the disk is full")
    told = "Not saved: the disk is full. This browser keeps your answers to sentence 1. When this is mended, press “Save again”."
    assert status(page) == told and is_red(page)
    page.clock.fast_forward(10_000)
    assert status(page) == told
    page.get_by_label("Comment").fill("why?")
    page.clock.fast_forward(600)
    receipt(page, error="Not saved: the disk is full")
    page.get_by_role("button", name="Save again").click()
    assert drafted(page)["number"] == 3 and drafted(page)["answers"] == [Answer(1, "narrator", comment="why?").to_dict()]
    receipt(page)
    assert status(page).startswith("Saved ") and not is_red(page) and page.get_by_role("button", name="Save again").is_hidden()


def test_typing_is_kept_at_every_key_and_sent_once_it_stops(shown):
    page = shown()
    page.get_by_label("Comment").press_sequentially("why")
    assert page.evaluate("window.model.saves") == 0
    assert json.loads(copies(page)[0])["answers"] == [Answer(1, comment="why").to_dict()] and status(page) == "Saving …"
    page.clock.fast_forward(600)
    assert page.evaluate("window.model.saves") == 1
    assert drafted(page)["answers"][0]["comment"] == "why"
    page.get_by_label("Comment").press_sequentially("?")
    page.get_by_role("button", name="Next sentence").click()
    assert drafted(page)["answers"][0]["comment"] == "why?"


@pytest.mark.parametrize("leaving", ["window.dispatchEvent(new Event('pagehide'))", "document.dispatchEvent(new Event('visibilitychange'))"])
def test_what_was_typed_is_sent_when_the_page_is_left(shown, leaving):
    page = shown()
    page.get_by_label("Comment").press_sequentially("why")
    page.evaluate(leaving)
    assert drafted(page)["answers"] == [Answer(1, comment="why").to_dict()]


def test_answers_from_another_view_appear_and_leave_what_is_typed_here(shown):
    page = shown()
    page.get_by_label("Comment").press_sequentially("mine")
    kernel(page, "answers", [Answer(1, "mixed", "Norland").to_dict(), Answer(2, "direct").to_dict()])
    assert page.get_by_label("Comment").input_value() == "mine"
    page.clock.fast_forward(600)
    assert drafted(page)["answers"] == [Answer(1, comment="mine").to_dict()]
    receipt(page)
    kernel(page, "answers", [Answer(1, "mixed", "Norland").to_dict(), Answer(2, "direct").to_dict()])
    assert page.get_by_label("mixed").is_checked() and page.get_by_label("Who speaks?").input_value() == "Norland"
    page.get_by_role("button", name="Next sentence").click()
    assert page.get_by_label("direct", exact=False).first.is_checked()


def test_answers_that_were_not_saved_are_offered_when_the_cell_runs_again(shown):
    page = shown()
    page.locator(".word").get_by_text("attacked", exact=True).click()
    page.get_by_label("direct", exact=False).first.check()
    page.get_by_label("Who speaks?").fill("<b>she</b>")
    page.get_by_role("button", name="Next sentence").click()
    page.get_by_label("Comment").fill("half a")

    page = shown(page=page, held=(Answer(1, "narrator"),))
    panel = page.get_by_role("group", name="Answers that were not saved")
    assert "This browser holds answers of Ann that were not saved" in panel.inner_text()
    assert panel.locator("li").all_inner_texts() == [
        "Sentence 1. loaded: “attacked”; voice: direct (<b>she</b>). This would replace the answer in the file.",
        "Sentence 2. “half a”.",
    ]
    assert page.locator(".coding").count() == 0, "first the coder says whether they count"
    panel.get_by_role("button", name="Put them back").click()
    assert page.locator(".where").inner_text() == "Sentence 2 of 2" and page.get_by_label("Comment").input_value() == "half a"
    sent = drafted(page)["answers"]
    assert [(each["sentence"], each["voice"], each["comment"]) for each in sent] == [(1, "direct", ""), (2, None, "half a")]
    assert len(copies(page)) == 1, "kept until the kernel has them"
    receipt(page)
    assert copies(page) == [] and status(page).startswith("Saved ")
    for _ in range(2):
        page.get_by_role("button", name="Undo: answers put back").click()
    assert page.locator(".where").inner_text() == "Sentence 1 of 2" and page.get_by_label("narrator").is_checked()


WHOLE = {"sentence": 0, "roles": {"Norland": "villain"}, "frames": {"conflict": "yes"}}


def answer_whole(page) -> None:
    page.get_by_role("button", name="The article as a whole").click()
    page.get_by_role("group", name="Norland", exact=True).get_by_label("villain").check()
    page.get_by_role("group", name="Conflict: ").get_by_label("yes").check()


def test_the_article_as_a_whole_is_saved_like_a_sentence(shown):
    page = shown()
    answer_whole(page)
    assert drafted(page)["answers"] == [WHOLE] and status(page) == "Saving …"
    assert json.loads(copies(page)[0])["whole"] == {"roles": WHOLE["roles"], "frames": WHOLE["frames"]}
    receipt(page)
    assert status(page).startswith("Saved ") and copies(page) == []
    kernel(page, "answers", [Answer(1, harm="both").to_dict(), WHOLE])  # another view answered the first sentence
    page.get_by_role("button", name="Undo: frames").click()
    assert drafted(page)["answers"] == [{**WHOLE, "frames": {}}]
    page.clock.fast_forward(6_000)
    assert status(page).endswith("This browser keeps your answers to the article as a whole and will offer them to you.")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("both").is_checked()


def test_the_article_as_a_whole_is_offered_when_the_cell_runs_again(shown):
    page = shown()
    page.get_by_label("agent left out").check()
    answer_whole(page)
    page = shown(page=page, held=(Answer(1, "narrator"),))
    panel = page.get_by_role("group", name="Answers that were not saved")
    assert panel.locator("li").all_inner_texts() == [
        "Sentence 1. harm: agent left out. This would replace the answer in the file.",
        "The article as a whole. Norland: villain; conflict: yes.",
    ]
    panel.get_by_role("button", name="Put them back").click()
    assert page.locator(".where").inner_text() == "The article as a whole"
    assert page.get_by_role("group", name="Norland", exact=True).get_by_label("villain").is_checked()
    assert [each["sentence"] for each in drafted(page)["answers"]] == [1, 0] and drafted(page)["answers"][1] == WHOLE


def test_offered_answers_can_be_thrown_away(shown):
    page = shown()
    page.get_by_label("narrator").check()
    page = shown(page=page)
    page.get_by_role("button", name="Throw them away").click()
    assert page.locator(".coding input:checked").count() == 0 and copies(page) == []
    page = shown(page=page)
    assert page.locator(".where").inner_text() == "Sentence 1 of 2"


def test_only_what_the_file_lacks_is_offered(shown):
    page = shown()
    page.get_by_label("narrator").check()
    page = shown(page=page, held=(Answer(1, "narrator"),))  # it arrived, and the receipt came too late
    assert page.locator(".where").inner_text() == "Sentence 1 of 2" and copies(page) == []
    page.get_by_label("a guess").check()
    assert shown("Bea", page=page).get_by_role("button", name="Put them back").count() == 0, "another coder's"
    assert shown(page=page, pass_number=2).get_by_role("button", name="Put them back").count() == 0, "the first pass"
    page = shown(page=page)
    page.get_by_role("button", name="Put them back").wait_for()
    kernel(page, "answers", [Answer(1, "narrator", confidence=1).to_dict()])
    assert page.locator(".where").inner_text() == "Sentence 1 of 2", "another tab saved them meanwhile"


@pytest.mark.parametrize(
    "change",
    [
        "data.answers[0].voice = 'shouting'",
        "data.whole.roles = {Norland: 'winner'}",
        "data.answers[0].sentence = 9",
        "data.sides = ['Westland']",
        "data = 7",
    ],
)
def test_a_copy_that_is_not_understood_is_neither_offered_nor_lost(shown, change):
    page = shown()
    page.get_by_label("narrator").check()
    page.evaluate(f"""() => {{
        const key = Object.keys(localStorage).find((each) => each.startsWith("framing-unsaved 1/"));
        let data = JSON.parse(localStorage[key]);
        {change};
        localStorage[key] = JSON.stringify(data);
    }}""")
    page = shown(page=page)
    assert page.locator(".where").inner_text() == "Sentence 1 of 2" and len(copies(page)) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
        "Storage.prototype.setItem = (key) => { if (!key.includes('probe')) throw new DOMException('full', 'QuotaExceededError'); }",
    ],
    ids=["none", "full"],
)
def test_a_browser_that_keeps_no_copy_says_so(shown, broken):
    page = shown()
    page.add_init_script(broken)
    page = shown(page=page)
    page.get_by_label("narrator").check()
    page.clock.fast_forward(6_000)
    assert status(page).endswith("This browser keeps no copy: write down your answers to sentence 1.")
    receipt(page)
    assert status(page).startswith("Saved ")


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


def test_the_name_survives_a_restart(shown):
    page = shown("")
    assert page.get_by_role("button", name="Start").is_visible()
    page.get_by_label("Your name").fill(" Ann  <i>B</i> ")
    page.keyboard.press("Enter")
    page.clock.fast_forward(6_000)
    assert page.get_by_role("alert").inner_text().startswith("The kernel does not answer")
    page = shown("", page=page)
    assert page.get_by_label("Your name").input_value() == "Ann <i>B</i>"
    page.get_by_role("button", name="Go on as Ann <i>B</i>").click()
    assert page.evaluate("window.model.state.coder") == "Ann <i>B</i>"
    page.get_by_label("Your name").fill("Bea")
    assert page.get_by_role("button", name="Start").is_visible()


def test_changes_are_taken_back_and_made_again(shown):
    page = shown()
    assert page.get_by_role("button", name="Undo").is_disabled() and page.get_by_role("button", name="Redo").is_disabled()
    page.get_by_label("narrator").check()
    page.get_by_role("button", name="Next sentence").click()
    page.get_by_label("Comment").press_sequentially("why?")
    page.get_by_role("button", name="Undo: comment").click()
    assert page.get_by_label("Comment").input_value() == "" and drafted(page)["answers"] == [Answer(1, "narrator").to_dict(), Answer(2).to_dict()]
    page.get_by_role("button", name="Undo: voice, sentence 1").click()
    assert page.locator(".where").inner_text() == "Sentence 1 of 2" and not page.get_by_label("narrator").is_checked()
    assert page.get_by_role("button", name="Undo").is_disabled()
    page.keyboard.press("Control+Shift+Z")
    assert page.get_by_label("narrator").is_checked() and drafted(page)["answers"][0]["voice"] == "narrator"
    page.keyboard.press("Control+z")
    assert not page.get_by_label("narrator").is_checked()
    page.get_by_label("a guess").check()
    assert page.get_by_role("button", name="Redo").is_disabled(), "a new change ends what can be made again"


def test_only_what_was_changed_here_is_sent(shown):
    held = Answer(1, "narrator", stance={"Norland": 1}, comment="why?")
    page = shown(held=(held,))
    page.get_by_role("group", name="Norland").get_by_label("negative").check()
    assert drafted(page)["changed"] == [["stance:Norland"]]
    page.get_by_label("a guess").check()
    page.get_by_label("direct", exact=False).first.check()
    assert drafted(page)["changed"] == [["stance:Norland", "confidence", "voice"]], "until there is a receipt"
    receipt(page, merged=Answer(1, "direct", stance={"Norland": -1, "Sudland": 0}, confidence=1))
    assert page.get_by_label("Comment").input_value() == "" and page.get_by_role("group", name="Sudland").get_by_label("neutral").is_checked()
    page.get_by_role("button", name="Clear this sentence").click()
    assert sorted(drafted(page)["changed"][0]) == ["confidence", "stance:Norland", "stance:Sudland", "voice"]
    page.get_by_role("button", name="Undo: clearing").click()
    assert len(drafted(page)["changed"][0]) == 4, "what was changed and changed back is sent too: the file may hold either"


def test_what_another_view_changed_is_not_undone_here(shown):
    page = shown()
    page.get_by_label("narrator").check()
    receipt(page)
    kernel(page, "answers", [Answer(1, "mixed").to_dict()])
    assert page.get_by_label("mixed").is_checked() and page.get_by_role("button", name="Undo").is_disabled()


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
    page.get_by_label("narrator").check()
    page.get_by_role("button", name="Export CSV").click()
    assert len(page.evaluate("window.model.sent")) == 1, "not before the file holds the answer"
    receipt(page)
    assert len(page.evaluate("window.model.sent")) == 2
    page.clock.fast_forward(10_000)
    assert status(page).startswith("The kernel does not answer")


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
            page.clock.fast_forward(6_000)
            assert is_red(page)
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        if coder:
            receipt(page)
            answer_whole(page)
            assert Axe().run(page).response["violations"] == [] and page.evaluate("document.documentElement.scrollWidth") <= width
            page = shown(coder, light=light, width=width, page=page)
            page.get_by_role("button", name="Put them back").wait_for()
            assert Axe().run(page).response["violations"] == []
