"""The worksheet in a real browser: a student codes, closes the page, comes back, hands in; and nothing gets in or out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from coded import task_of

from analysis.classroom.annotation import Answer, LoadedWord, Whole
from analysis.classroom.answer_file import read_annotation
from analysis.classroom.questions import KEYS
from analysis.classroom.worksheet import worksheet_page
from analysis.reading.article import Article

TEXT = "The regime in Norland struck 🕊 first.\n“We want peace,” Sudland said.\nIts heroic army, brave and proud, liberated the town."
TITLE = "A clash"
ARTICLE = Article(TEXT, title=TITLE)
HOSTILE = "</script><script>window.hacked=1</script><!--<script><img src=x onerror='window.hacked=1'> {{7*7}} \u2028 \u202eNorland"


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("worksheet") / "worksheet.html"
    path.write_text(worksheet_page(task_of(TEXT, title=TITLE)), encoding="utf-8")
    return path.as_uri()


def settle(context, address: str) -> None:
    """Wait until a new profile keeps what a page writes: on a busy machine Chromium loses all of the first second with a reload."""
    page = context.new_page()
    page.goto(address)
    for _ in range(100):
        page.evaluate("localStorage.setItem('probe', 'kept')")
        page.reload()
        if page.evaluate("localStorage.getItem('probe')") == "kept":
            break
    else:
        pytest.fail("this browser keeps nothing over a reload")
    page.evaluate("localStorage.removeItem('probe')")
    page.close()


class Watched:
    """A page of its own, with everything it asked for and complained of; settled: in a profile that is surely open."""

    def __init__(self, browser, address: str, *, settled: bool = False, **context) -> None:
        self.context = browser.new_context(accept_downloads=True, **context)
        if settled:
            settle(self.context, address)
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.page = self.context.new_page()
        self.page.set_default_timeout(60_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("dialog", lambda dialog: self.troubles.append(dialog.message) or dialog.dismiss())
        self.page.on("console", lambda message: self.troubles.append(message.text) if message.type in ("error", "warning") else None)
        self.page.goto(address)


@pytest.fixture
def sheet(browser, address):
    """Open the worksheet; call with options of the browser context for another device."""
    opened: list[Watched] = []

    def open_sheet(where: str = address, **context) -> Watched:
        opened.append(Watched(browser, where, **context))
        return opened[-1]

    yield open_sheet
    for watched in opened:
        watched.context.close()


def start(page, coder: str = "Ann") -> None:
    page.get_by_label("Your name").fill(coder)
    page.locator("#begin").click()


def mark(page, word: str) -> None:
    page.locator(".word").get_by_text(word, exact=True).click()


def choose(page, group: str, answer: str) -> None:
    page.get_by_role("group", name=group, exact=True).get_by_label(re.compile(rf"^([−0+] )?{answer}")).check()


def fill_first(page) -> None:
    mark(page, "regime")
    choose(page, "2. Whose voice is it?", "mixed")
    page.get_by_label("Who speaks?").fill("nobody named")
    choose(page, "Norland", "negative")
    choose(page, "Sudland", "not mentioned")
    choose(page, "4. Does it report harm, and does it say who did it?", "agent named")
    choose(page, "5. How sure are you?", "fairly sure")
    page.get_by_label("Comment").fill("“regime” is theirs?")


FIRST = Answer(1, "mixed", "nobody named", {"Norland": -1, "Sudland": None}, (LoadedWord(4, 10, "regime"),), 2, "“regime” is theirs?", "agent named")


def fill_whole(page) -> None:
    page.get_by_role("button", name="The article as a whole").click()
    choose(page, "Norland", "villain")
    choose(page, "Sudland", "no clear role")
    for name, answer in {"Conflict": "yes", "Human interest": "no", "Economic": "no", "Morality": "no", "Resolution": "no"}.items():
        page.get_by_role("group", name=re.compile(f"^{name}: ")).get_by_label(answer).check()


WHOLE = Whole(
    {"Norland": "villain", "Sudland": "no clear role"},
    {"conflict": "yes", "human interest": "no", "economic": "no", "morality": "no", "resolution": "no"},
)


def download(page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download my answers").click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def test_a_student_codes_reloads_and_hands_in(sheet, tmp_path):
    watched = sheet(settled=True)
    page = watched.page
    start(page)
    fill_first(page)
    page.get_by_text("Saved in this browser").wait_for()
    assert page.locator(".howfar").inner_text().strip() == "1 of 3 sentences answered; the article as a whole: open"

    page.reload()
    assert page.get_by_label("Your name").input_value() == "Ann"
    page.locator("#known", has_text="answers of Ann to 1 of 3 sentences").wait_for()
    page.get_by_role("button", name="Go on as Ann").click()
    assert page.locator(".where").inner_text() == "Sentence 2 of 3", "it goes on with the first open sentence"
    page.get_by_role("button", name="Back").click()
    assert page.get_by_label("Comment").input_value() == "“regime” is theirs?"
    assert page.get_by_role("button", name="Remove the mark from “regime”").is_visible()

    page.get_by_role("button", name="Next sentence").click()
    choose(page, "2. Whose voice is it?", "direct")
    path = download(page, tmp_path)
    assert path.name.startswith("a-clash-") and path.name.endswith(".ann.pass1.json")
    found = read_annotation(path, ARTICLE)
    assert found.answers == (FIRST, Answer(2, "direct"))
    assert (found.coder, found.pass_number, found.sides, found.article.sentences) == ("Ann", 1, ("Norland", "Sudland"), 3)
    assert [url.split(":")[0] for url in watched.requests] == ["file", "file"], "the page itself, twice"
    assert watched.troubles == []


def test_everything_can_be_done_with_the_keyboard_alone(sheet, tmp_path):
    page = sheet().page
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(60):
            press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} is not reached with the Tab key")

    tab_to("#coder")
    page.keyboard.type("Bea")
    press("Enter")
    tab_to(".word")
    press("ArrowRight")
    press("Space")  # regime
    press("End")
    press("Shift+ArrowLeft")  # struck first: the dove between them keeps them two marks
    tab_to("input[value=narrator]")
    press("Space")
    tab_to("input[name$=stance0]")
    press("Space")  # negative
    tab_to("input[name$=stance1]")
    press("Space")
    press("ArrowRight")  # neutral
    tab_to("input[name$=harm]")
    press("Space")
    press("ArrowRight")  # agent named
    tab_to("input[name$=confidence]")
    press("Space")
    press("ArrowRight")
    press("ArrowRight")
    tab_to("textarea")
    page.keyboard.type("done by keyboard")
    press("Control+Enter")
    assert page.locator(".where").inner_text() == "Sentence 2 of 3"
    assert page.evaluate("document.activeElement.className") == "where"
    tab_to(".choices input[value=narrator]")
    press("Space")
    press("ArrowDown")  # direct
    tab_to("#download")
    with page.expect_download() as waiting:
        press("Enter")
    waiting.value.save_as(tmp_path / "bea.json")
    marks = tuple(LoadedWord(TEXT.index(word), TEXT.index(word) + len(word), word) for word in ("regime", "struck", "first"))
    assert read_annotation(tmp_path / "bea.json", ARTICLE).answers == (
        Answer(1, "narrator", None, {"Norland": -1, "Sudland": 0}, marks, 3, "done by keyboard", "agent named"),
        Answer(2, "direct"),
    )


def test_words_are_marked_by_click_and_by_dragging(sheet, tmp_path):
    page = sheet().page
    start(page)
    page.locator(".steps button").nth(2).click()
    words = page.locator(".word")
    words.nth(1).hover()  # heroic
    page.mouse.down()
    words.nth(2).hover()  # army
    page.mouse.up()
    mark(page, "brave")
    mark(page, "and")
    mark(page, "liberated")
    mark(page, "liberated")
    assert page.locator(".marks li").all_inner_texts() == ["heroic army ×", "brave and ×"], "neighbours are one mark, a comma parts them"
    page.get_by_role("button", name="Remove the mark from “brave and”").click()
    (answer,) = read_annotation(download(page, tmp_path), ARTICLE).answers
    assert answer == Answer(3, loaded=(LoadedWord(TEXT.index("heroic"), TEXT.index(", brave"), "heroic army"),))


def test_the_end_names_what_is_open_and_then_sends_to_the_download(sheet):
    page = sheet().page
    start(page)
    fill_first(page)
    page.locator(".steps button").nth(2).click()
    assert "Still to answer here: whose voice, stance towards Norland, stance towards Sudland, harm, how sure." in page.locator(".open").inner_text()
    page.get_by_role("button", name="Next: the whole article").click()
    assert page.locator(".where").inner_text() == "The article as a whole"
    told = "Still to answer here: role of Norland, role of Sudland, conflict, human interest, economic, morality, resolution."
    assert page.locator(".open").inner_text() == told
    assert page.locator(".sentence").is_hidden() and page.get_by_label("Comment").is_hidden()
    page.get_by_role("button", name="Finish").click()
    assert page.locator("[role=status].status").inner_text() == "Still open: sentences 2, 3 and the article as a whole."
    assert page.locator(".where").inner_text() == "Sentence 2 of 3"
    for _ in range(2):
        choose(page, "2. Whose voice is it?", "narrator")
        choose(page, "Norland", "neutral")
        choose(page, "Sudland", "neutral")
        choose(page, "4. Does it report harm, and does it say who did it?", "no harm")
        choose(page, "5. How sure are you?", "a guess")
        page.locator(".foot button.main").click()
    assert "3 of 3 sentences are answered. Still open for the article as a whole: role of Norland" in page.locator("#counted").inner_text()
    fill_whole(page)
    assert page.locator(".howfar").inner_text().strip() == "3 of 3 sentences answered; the article as a whole: answered"
    page.locator(".foot button.main").click()
    assert page.locator("[role=status].status").inner_text() == "All 3 sentences and the article as a whole are answered. Thank you."
    assert page.locator("#counted").inner_text() == "3 of 3 sentences are answered. The article as a whole is answered."


def test_the_article_as_a_whole_is_kept_undone_and_handed_in_like_a_sentence(sheet, address, tmp_path):
    watched = sheet(settled=True)
    page = watched.page
    start(page)
    fill_whole(page)
    page.get_by_text("Saved in this browser").wait_for()
    page.reload()
    page.locator("#known", has_text="answers of Ann to the article as a whole").wait_for()
    page.get_by_role("button", name="Go on as Ann").click()
    assert page.locator(".where").inner_text() == "Sentence 1 of 3"
    fill_first(page)
    page.get_by_role("button", name="The article as a whole, answered").click()
    page.get_by_role("button", name="Clear these answers").click()
    assert page.locator(".coding input:checked:visible").count() == 0
    page.locator(".steps button").nth(1).click()
    page.get_by_role("button", name="Undo: clearing, the article as a whole").click()
    assert page.locator(".where").inner_text() == "The article as a whole" and page.locator(".coding input:checked:visible").count() == 7
    choose(page, "Norland", "hero")
    page.locator(".where").focus()
    page.keyboard.press("Control+z")
    path = download(page, tmp_path)
    found = read_annotation(path, ARTICLE)
    assert (found.answers, found.whole, found.asked) == ((FIRST,), WHOLE, KEYS)

    other = watched.context.new_page()  # the same person in another tab
    other.goto(address)
    start(other)
    other.get_by_role("button", name="The article as a whole").click()
    choose(other, "Sudland", "victim")
    page.wait_for_function("document.querySelector('input[name$=roles1][value=victim]').checked")

    second = sheet().page  # and on another device
    second.locator("#file").set_input_files(path)
    second.get_by_text("Welcome back, Ann").wait_for()
    second.get_by_role("button", name="The article as a whole, answered").click()
    assert second.get_by_role("group", name="Norland", exact=True).get_by_label("villain").is_checked()
    assert watched.troubles == []


@pytest.mark.parametrize(("ask", "where", "open_ones"), [("short", "Sentence 1 of 3", 3), ("frames", "The article as a whole", 1)])
def test_a_form_with_fewer_questions(sheet, tmp_path, ask, where, open_ones):
    path = tmp_path / "fewer.html"
    path.write_text(worksheet_page(task_of(TEXT, title=TITLE, ask=ask)), encoding="utf-8")
    watched = sheet(path.as_uri())
    page = watched.page
    start(page)
    assert page.locator(".where").inner_text() == where and page.locator(".steps button").count() == open_ones
    if ask == "short":
        assert page.locator("input[name$=harm]").count() == 0 and "whole" not in page.locator(".howfar").inner_text()
        return
    assert page.locator(".word, textarea:visible").count() == 0
    page.get_by_role("group", name=re.compile("^Morality: ")).get_by_label("yes").check()
    assert "Still open for the article as a whole: conflict" in page.locator("#counted").inner_text()
    found = read_annotation(download(page, tmp_path), ARTICLE)
    assert (found.answers, found.whole.frames, found.asked) == ((), {"morality": "yes"}, ("frames",)) and watched.troubles == []


def test_a_short_worksheet_keeps_what_a_file_holds_beyond_it(sheet, tmp_path):
    path = tmp_path / "short.html"
    path.write_text(worksheet_page(task_of(TEXT, title=TITLE, ask="short")), encoding="utf-8")
    page = sheet(path.as_uri()).page
    replace(task_of(TEXT, title=TITLE).empty("Ann").with_answers([FIRST]), whole=WHOLE).save(tmp_path / "full.json")
    page.locator("#file").set_input_files(tmp_path / "full.json")
    page.get_by_text("Welcome back, Ann").wait_for()
    choose(page, "2. Whose voice is it?", "direct")
    found = read_annotation(download(page, tmp_path), ARTICLE)
    assert (found.answers, found.whole, found.asked) == ((FIRST, Answer(2, "direct")), WHOLE, KEYS)


def test_a_file_from_before_harm_is_gone_on_with(sheet, tmp_path):
    page = sheet().page
    path = tmp_path / "old.json"
    task_of(TEXT, title=TITLE).empty("Ann").with_answers([FIRST]).save(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    del data["asked"], data["whole"], data["answers"][0]["harm"]
    path.write_text(json.dumps(data), encoding="utf-8")
    page.locator("#file").set_input_files(path)
    page.get_by_text("Welcome back, Ann").wait_for()
    assert "Still to answer here: harm." in page.locator(".open").inner_text()
    choose(page, "4. Does it report harm, and does it say who did it?", "agent named")
    assert read_annotation(download(page, tmp_path), ARTICLE).answers == (FIRST,)


def test_a_narrator_has_no_speaker_and_answers_can_be_cleared(sheet):
    page = sheet().page
    start(page)
    fill_first(page)
    choose(page, "2. Whose voice is it?", "narrator")
    assert page.get_by_label("Who speaks?").is_hidden()
    choose(page, "2. Whose voice is it?", "direct")
    assert page.get_by_label("Who speaks?").input_value() == ""
    page.get_by_role("button", name="Clear this sentence").click()
    assert page.locator(".coding input:checked").count() == 0 and page.locator(".marks li").count() == 0
    assert page.get_by_label("Comment").input_value() == ""


def test_a_second_pass_hides_the_first_answers(sheet, tmp_path):
    page = sheet().page
    start(page)
    fill_first(page)
    page.get_by_role("button", name="I am somebody else").click()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("second time").check()
    page.locator("#begin").click()
    assert page.locator(".coding input:checked").count() == 0 and page.locator(".marks li").count() == 0
    choose(page, "2. Whose voice is it?", "direct")
    second = read_annotation(download(page, tmp_path), ARTICLE)
    assert (second.pass_number, second.answers) == (2, (Answer(1, "direct"),))


def test_going_on_with_a_file_on_another_device(sheet, tmp_path):
    first = sheet().page
    start(first, "Zoë  O.")
    fill_first(first)
    path = download(first, tmp_path)

    second = sheet(settled=True).page
    second.locator("#file").set_input_files(path)
    second.get_by_text("Welcome back, Zoë O.").wait_for()
    second.get_by_role("button", name="Back").click()
    assert second.get_by_label("Comment").input_value() == "“regime” is theirs?"
    second.get_by_label("Comment").fill("changed here")
    second.reload()
    second.locator("#file").set_input_files(path)
    second.locator("#usehere").wait_for()
    assert "This browser holds answers of Zoë O. to 1 sentence, the file to 1 sentence." in second.locator("#which").inner_text()
    second.get_by_role("button", name="The answers in this browser").click()
    assert read_annotation(download(second, tmp_path), ARTICLE).answers[0].comment == "changed here"


@pytest.mark.parametrize("end", ["reload", "close", "crash"])
def test_the_last_letters_survive_however_the_page_ends(sheet, address, end):
    from playwright.sync_api import Error

    watched = sheet(settled=True)
    page = watched.page
    start(page)
    page.evaluate("window.setTimeout = () => 0")  # the half second after the last letter never passes
    page.evaluate(
        "for (const name of ['pagehide', 'visibilitychange', 'focusout']) window.addEventListener(name, (e) => e.stopImmediatePropagation(), true)"
    )
    page.get_by_label("Comment").press_sequentially("to the last letter")
    page.wait_for_timeout(100)  # sooner than any hand that closes a tab; the browser needs a moment to take the letters over
    if end == "reload":
        page.reload()
    elif end == "close":
        page.close()
    else:
        with pytest.raises(Error, match="crash"):
            page.goto("chrome://crash")
    after = watched.context.new_page()
    after.goto(address)
    start(after)
    assert after.get_by_label("Comment").input_value() == "to the last letter"


def test_another_tab_of_the_same_person_leaves_what_is_typed_here(sheet, address, tmp_path):
    watched = sheet()
    page = watched.page
    start(page)
    other = watched.context.new_page()
    other.goto(address)
    start(other)
    other.locator(".steps button").nth(2).click()
    page.evaluate("window.setTimeout = () => 0")
    page.get_by_label("Comment").press_sequentially("typed here")
    choose(other, "2. Whose voice is it?", "direct")
    page.wait_for_selector(".steps .begun:nth-child(3)")
    assert page.get_by_label("Comment").input_value() == "typed here"
    assert read_annotation(download(page, tmp_path), ARTICLE).answers == (Answer(1, comment="typed here"), Answer(3, "direct"))


def test_undo_brings_back_what_was_cleared(sheet, tmp_path):
    page = sheet().page
    start(page)
    fill_first(page)
    page.get_by_role("button", name="Clear this sentence").click()
    assert page.locator(".coding input:checked").count() == 0
    page.get_by_role("button", name="Next sentence").click()
    page.get_by_role("button", name="Undo: clearing, sentence 1").click()
    assert page.locator(".where").inner_text() == "Sentence 1 of 3"
    assert read_annotation(download(page, tmp_path), ARTICLE).answers == (FIRST,)
    for what in ("comment", "how sure", "harm", "stance", "stance"):
        page.get_by_role("button", name=f"Undo: {what}", exact=True).click()
    page.locator(".where").focus()
    page.keyboard.press("Control+z")  # the speaker
    (answer,) = read_annotation(download(page, tmp_path), ARTICLE).answers
    assert answer == Answer(1, "mixed", loaded=FIRST.loaded)
    page.get_by_role("button", name="Redo: speaker").click()
    assert page.get_by_label("Who speaks?").input_value() == "nobody named"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data.update(format="framing-annotation 2"), "does not hold answers"),
        (lambda data: data["article"].update(sha256="0" * 64), "another article"),
        (lambda data: data.update(sides=["Westland"]), "other sides (Westland)"),
        (lambda data: data.update(coder=" "), "damaged"),
        (lambda data: data["answers"].append(data["answers"][0]), "occurs twice"),
        (lambda data: data["answers"][0].update(voice="shouting"), "damaged in the answer to sentence 1"),
        (lambda data: data["answers"][0]["loaded"][0].update(end=900), "damaged in the answer to sentence 1"),
        (lambda data: data["answers"][0].update(harm="agent"), "damaged in the answer to sentence 1"),
        (lambda data: data.update(whole=None), "damaged in the answers on the article as a whole"),
        (lambda data: data.update(whole={"roles": ["hero"]}), "damaged in the answers on the article as a whole"),
        (lambda data: data["whole"].update(roles={"Norland": "winner"}), "damaged in the answers on the article as a whole"),
        (lambda data: data["whole"].update(frames={"sport": "yes"}), "damaged in the answers on the article as a whole"),
        (lambda data: data.update(asked=["mood"]), "questions that this worksheet does not know"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_words(sheet, tmp_path, change, said):
    page = sheet().page
    task = task_of(TEXT, title=TITLE)
    path = tmp_path / "odd.json"
    task.empty("Ann").with_answers([FIRST]).save(path)
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    page.locator("#file").set_input_files(path)
    page.locator("#told:not(:empty)").wait_for()  # the page's policy lets no text run as a script, so it cannot be asked for one
    assert said in page.locator("#told").inner_text()
    assert page.locator("#form").is_hidden()


def test_a_browser_that_keeps_nothing_says_so(sheet, browser, address, tmp_path):
    context = browser.new_context(accept_downloads=True)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })")
    page = context.new_page()
    page.goto(address)
    assert "does not keep your answers" in page.locator("#nostore").inner_text()
    start(page)
    fill_first(page)
    assert "download your answers before you close" in page.locator("[role=status].status").inner_text()
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type) or dialog.dismiss())
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"], "the browser asks before it drops the answers"
    assert read_annotation(download(page, tmp_path), ARTICLE).answers == (FIRST,)
    context.close()


def test_a_full_browser_says_so(sheet):
    page = sheet().page
    start(page)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); } }")
    choose(page, "2. Whose voice is it?", "direct")
    assert "full and did not save" in page.locator("[role=status].status").inner_text()
    assert page.locator("#nostore").is_visible()


def test_answers_can_be_removed_from_a_shared_computer(sheet):
    page = sheet().page
    start(page)
    fill_first(page)
    page.get_by_text("Other device, shared device").click()
    page.get_by_role("button", name="Remove my answers from this browser").click()
    page.get_by_role("button", name="Yes, remove them").click()
    page.reload()
    assert page.get_by_label("Your name").input_value() == ""
    assert page.evaluate("localStorage.length") == 0


def test_a_start_without_a_name_is_told(sheet):
    page = sheet().page
    page.locator("#begin").click()
    assert "Write a name first" in page.locator("#noname").inner_text()
    assert page.get_by_label("Your name").get_attribute("aria-invalid") == "true"
    assert page.locator("#form").is_hidden()


def test_the_policy_of_the_page_holds(sheet):
    page = sheet().page
    assert page.evaluate("fetch('https://example.org/').then(() => 'came through', () => 'refused')") == "refused"
    page.evaluate("document.body.append(Object.assign(document.createElement('script'), { textContent: 'window.hacked = 1' }))")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked = 1\">')")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None


def test_hostile_words_are_shown_and_coded_as_words(sheet, tmp_path):
    path = tmp_path / "hostile.html"
    text = f"{HOSTILE}\nThen {HOSTILE} again."
    path.write_text(worksheet_page(task_of(text, (HOSTILE, "Norland"), title=HOSTILE)), encoding="utf-8")
    watched = sheet(path.as_uri())
    page = watched.page
    start(page, "<img src=x onerror='window.hacked=1'>")
    page.locator(".word").get_by_text("window.hacked", exact=True).first.click()
    page.locator(".side").first.get_by_label("negative").check()
    page.get_by_role("button", name="Next sentence").click()
    assert page.locator(".context").first.text_content() == HOSTILE.replace("\u202e", "")
    assert page.evaluate("window.hacked") is None and page.locator("img, .coding script").count() == 0
    (answer,) = read_annotation(download(page, tmp_path), Article(text, title=HOSTILE)).answers
    assert answer.stance == {HOSTILE: -1} and answer.loaded[0].text == "window.hacked"
    assert watched.troubles == []


def test_on_paper_it_is_a_form_with_the_answers_so_far(sheet):
    page = sheet().page
    start(page)
    fill_first(page)
    fill_whole(page)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#code").is_hidden() and page.locator("#handin").is_hidden()
    assert page.locator("#paper").is_visible() and page.locator(".codebook ol").first.is_visible()
    assert page.locator("#read").is_hidden(), "the form holds every sentence; printing them twice wastes paper"
    assert page.locator("#paper .on").evaluate_all("boxes => boxes.map((box) => box.dataset.box)") == [
        "voice mixed", "stance0 -1", "stance1 null", "harm agent named", "confidence 2",
        "roles0 villain", "roles1 no clear role", "frames0 yes", "frames1 no", "frames2 no", "frames3 no", "frames4 no",
    ]  # fmt: skip
    assert page.locator("#papername").inner_text() == "Ann"
    assert page.locator("[data-line=loaded]").first.inner_text() == "regime"
    page.emulate_media(media="screen")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("#paper").is_hidden() and page.locator(".article").is_hidden(), "what was folded is folded again"


def test_it_prints_on_few_pages(sheet, tmp_path):
    from pypdf import PdfReader

    page = sheet().page
    page.pdf(path=tmp_path / "worksheet.pdf", format="A4", prefer_css_page_size=True)
    sheets = [each.extract_text() for each in PdfReader(tmp_path / "worksheet.pdf").pages]
    assert len(sheets) <= 4 and "Code" not in sheets[0]
    assert "no clear role" in sheets[0] and "as a way out" in sheets[0]


def test_the_seed_prints_on_five_pages(browser, tmp_path):
    from pypdf import PdfReader

    from analysis.classroom.worksheet import write_worksheet
    from analysis.reading.article import read_article

    seed = Path(__file__).resolve().parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
    pages = {}
    for ask in ("all", "short"):
        write_worksheet(read_article(seed), tmp_path / "seed.html", sides=["Armenia", "Azerbaijan"], ask=ask)
        page = browser.new_page()
        page.goto((tmp_path / "seed.html").as_uri())
        page.pdf(path=tmp_path / "seed.pdf", format="A4", prefer_css_page_size=True)
        page.close()
        pages[ask] = len(PdfReader(tmp_path / "seed.pdf").pages)
    assert pages["all"] <= 5 and pages["short"] <= 4


def test_without_script_there_is_a_form_to_print(sheet):
    page = sheet(java_script_enabled=False).page
    assert "needs a browser that runs scripts" in page.locator("noscript p").inner_text()
    assert page.locator("#paper").is_visible() and page.locator("#start").is_hidden()


def violations(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['html'][:160] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_the_page_fits(sheet, scheme, width):
    page = sheet(viewport={"width": width, "height": 720}, color_scheme=scheme, bypass_csp=True).page
    assert violations(page) == []
    start(page)
    fill_first(page)
    page.get_by_role("button", name="Next sentence").click()
    mark(page, "peace")
    page.locator(".word").get_by_text("want", exact=True).hover()
    page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
    page.locator("#forget").click()
    assert violations(page) == []
    fill_whole(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
