"""The widget in JupyterLab, in a real browser: no answer is lost when the kernel is restarted, killed, hangs, cannot be reached or has no room
on the disk, nor when two forms write into one file."""

from __future__ import annotations

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

from analysis.classroom.annotation import Annotation, Answer, LoadedWord, Whole
from analysis.classroom.answer_file import read_annotation
from analysis.reading.article import Article

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60  # seconds for a step on a busy machine; a free one needs a few
TEXT = "Norland attacked first. Sudland denied it."
PREPARE = f"""\
import os, resource
from pathlib import Path
from analysis import Article, annotate
article = Article({TEXT!r}, title="A clash")
Path("pid").write_text(str(os.getpid()))
most = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
full = Path("full").exists()
resource.setrlimit(resource.RLIMIT_FSIZE, (100 if full else most, most))
print(f"room: {{100 if full else 'all'}}")"""


class Lab:
    """JupyterLab on a port and in a folder of its own, reading no setting of the user; it can be stopped and started again."""

    def __init__(self, place: Path) -> None:
        self.folder, self.own = place / "class", place / "own"
        self.folder.mkdir()
        (self.own / "config" / "labconfig").mkdir(parents=True)
        quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}  # it would ask about news from the web
        (self.own / "config" / "labconfig" / "page_config.json").write_text(json.dumps(quiet), encoding="utf-8")
        profile = self.own / "ipython" / "profile_default"
        profile.mkdir(parents=True)
        # the history is a file too: on the full disk its thread would print its own complaint into the output of a cell
        (profile / "ipython_kernel_config.py").write_text("c = get_config()\nc.HistoryManager.enabled = False\n", encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.token = secrets.token_hex(16)
        self.server: subprocess.Popen[bytes] | None = None

    def address(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}/lab/tree/{name}?token={self.token}"

    def start(self) -> None:
        own, log = self.own, self.own / "log"
        environment = {
            **os.environ,
            "JUPYTER_CONFIG_DIR": str(own / "config"), "JUPYTER_DATA_DIR": str(own / "data"), "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
            "IPYTHONDIR": str(own / "ipython"), "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
            "JUPYTER_TOKEN": self.token,
        }  # fmt: skip
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={self.port}"]
        command += ["--ServerApp.port_retries=0", f"--ServerApp.root_dir={self.folder}"]
        with log.open("w") as said:
            self.server = subprocess.Popen(command, env=environment, cwd=self.folder, stdout=said, stderr=subprocess.STDOUT, start_new_session=True)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.port}/api?token={self.token}", timeout=10).close()
            except OSError:
                if self.server.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")
                time.sleep(0.2)

    def stop(self) -> None:
        """Stop the server, and with it its kernels."""
        if self.server is None:
            return
        self.server.terminate()
        try:
            self.server.wait(60)
        except subprocess.TimeoutExpired:
            self.server.kill()
            self.server.wait()


@pytest.fixture
def lab(tmp_path):
    started = Lab(tmp_path)
    try:
        started.start()
        yield started
    finally:
        started.stop()


@pytest.fixture
def tabs(browser):
    """The tabs of one browser, which share what it keeps."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE * 1000)
    yield context
    context.close()


class Lesson:
    """A notebook open in a tab of JupyterLab whose second cell shows the form, and what its file of answers holds."""

    def __init__(self, lab: Lab, tabs, name: str = "lesson.ipynb") -> None:
        self.lab, self.folder = lab, lab.folder
        if not (self.folder / name).exists():
            kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
            cells = [nbformat.v4.new_code_cell(cell) for cell in (PREPARE, "annotate(article, sides=['Norland', 'Sudland'])")]
            nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), self.folder / name)
        self.page = tabs.new_page()
        self.page.goto(lab.address(name))
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.form = self.page.locator(".coding")
        self.status = self.form.locator(".status")
        self.next = self.form.get_by_role("button", name="Next sentence")

    def begin(self) -> None:
        """Run the cells, and answer the first sentence as Ann."""
        self.run_again()
        self.page.get_by_label("Your name").fill("Ann")
        self.page.get_by_role("button", name="Start", exact=True).click()
        self.form.locator(".word").get_by_text("attacked", exact=True).click()
        self.form.get_by_label("narrator").check()
        self.comment("first")
        self.wait_for("Saved ")

    def choose(self, menu: str, entry: str) -> None:
        self.page.get_by_role("menuitem", name=menu, exact=True).click()
        self.page.get_by_text(entry, exact=True).click()

    def run_again(self) -> None:
        """Run all cells, as somebody does whom the form asked to."""
        old = self.page.locator(".live").element_handle() if self.page.locator(".live").count() else None
        self.choose("Run", "Run All Cells")
        if old is not None:
            self.page.wait_for_function("old => !old.isConnected", arg=old)
        self.page.get_by_label("Your name").wait_for()

    def prepare(self) -> None:
        """Run the first cell alone."""
        self.page.locator(".jp-CodeCell .cm-content").first.click()
        self.page.keyboard.press("Control+Enter")

    def comment(self, text: str) -> None:
        self.form.get_by_label("Comment").fill(text)

    def wait_for(self, told: str) -> None:
        self.status.filter(has_text=re.compile("^" + re.escape(told))).wait_for()  # a plain text would find "Not saved" too

    def kernel(self) -> int:
        """The process of the kernel, as the first cell wrote it down."""
        return int((self.folder / "pid").read_text())

    def file(self) -> Annotation:
        (path,) = (self.folder / "annotations").glob("*.json")
        return read_annotation(path, Article(TEXT))

    def saved(self) -> tuple[Answer, ...]:
        return self.file().answers

    def put_back(self, text: str) -> None:
        """Go on under the name that is known, and take the answers that the browser offers."""
        self.page.get_by_role("button", name="Go on as Ann").click()
        offered = self.page.get_by_role("group", name="Answers that were not saved")
        offered.wait_for()
        assert offered.get_by_role("listitem").all_inner_texts() == [
            f"Sentence 1. loaded: “attacked”; voice: narrator; “{text}”. This would replace the answer in the file."
        ]
        offered.get_by_role("button", name="Put them back").click()
        self.wait_for("Saved ")


def answered(comment: str) -> tuple[Answer, ...]:
    return (Answer(1, "narrator", loaded=(LoadedWord(8, 16, "attacked"),), comment=comment),)


def test_no_answer_is_lost_whatever_becomes_of_the_kernel(lab, tabs):
    lesson = Lesson(lab, tabs)
    page = lesson.page
    lesson.begin()
    lesson.form.get_by_label("narrator").focus()
    page.keyboard.press("d")
    page.keyboard.press("d")  # would delete the cell if JupyterLab heard it
    assert ".ann.pass1.json" in lesson.status.inner_text() and lesson.saved() == answered("first")
    assert page.locator(".jp-CodeCell").count() == 2

    # restarted, with the old form still there
    lesson.choose("Kernel", "Restart Kernel…")
    page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    lesson.comment("after the restart")
    lesson.wait_for("Not saved: run this cell again.")
    assert lesson.next.is_disabled() and lesson.saved() == answered("first")
    lesson.run_again()
    lesson.put_back("after the restart")
    assert lesson.saved() == answered("after the restart") and lesson.next.is_enabled()

    # killed
    os.kill(lesson.kernel(), signal.SIGKILL)
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    lesson.comment("after the kernel died")
    lesson.wait_for("Not saved: run this cell again.")
    assert lesson.next.is_disabled() and lesson.saved() == answered("after the restart")
    lesson.run_again()
    lesson.put_back("after the kernel died")
    assert lesson.saved() == answered("after the kernel died")

    # no room on the disk
    (lesson.folder / "full").touch()
    lesson.prepare()
    page.get_by_text("room: 100").wait_for()
    lesson.comment("on a full disk")
    lesson.wait_for("Not saved: ")
    assert "the disk is full; make room, or name a folder on another disk." in lesson.status.inner_text()
    assert lesson.next.is_disabled() and lesson.saved() == answered("after the kernel died")
    (lesson.folder / "full").unlink()
    lesson.prepare()
    page.get_by_text("room: all").wait_for()
    page.get_by_role("button", name="Save again").click()
    lesson.wait_for("Saved ")
    assert lesson.saved() == answered("on a full disk") and lesson.next.is_enabled()

    # cut off for a while
    os.kill(lesson.kernel(), signal.SIGSTOP)
    lesson.comment("while it hung")
    lesson.wait_for("Not saved: run this cell again.")
    assert lesson.next.is_disabled() and lesson.saved() == answered("on a full disk")
    os.kill(lesson.kernel(), signal.SIGCONT)
    lesson.wait_for("Saved ")
    assert lesson.saved() == answered("while it hung") and lesson.next.is_enabled()

    # the article as a whole, with the kernel killed before it could save the last of it
    lesson.form.get_by_role("button", name="The article as a whole").click()
    lesson.form.get_by_role("group", name="Norland", exact=True).get_by_label("villain").check()
    lesson.wait_for("Saved ")
    assert lesson.file().whole == Whole({"Norland": "villain"})
    os.kill(lesson.kernel(), signal.SIGKILL)
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    lesson.form.get_by_role("group", name="Conflict: ").get_by_label("yes").check()
    lesson.wait_for("Not saved: run this cell again.")
    assert "your answers to the article as a whole and will offer them to you." in lesson.status.inner_text()
    assert lesson.file().whole == Whole({"Norland": "villain"})
    lesson.run_again()
    page.get_by_role("button", name="Go on as Ann").click()
    offered = page.get_by_role("group", name="Answers that were not saved")
    offered.wait_for()
    told = "The article as a whole. Norland: villain; conflict: yes. This would replace the answer in the file."
    assert offered.get_by_role("listitem").all_inner_texts() == [told]
    offered.get_by_role("button", name="Put them back").click()
    lesson.wait_for("Saved ")
    assert lesson.file().whole == Whole({"Norland": "villain"}, {"conflict": "yes"}) and lesson.saved() == answered("while it hung")


def test_no_answer_is_lost_when_the_connection_is(lab, tabs):
    lesson = Lesson(lab, tabs)
    lesson.begin()

    # the browser without a network, for a while
    tabs.set_offline(True)
    lesson.comment("without a network")
    lesson.wait_for("Not saved: run this cell again.")
    assert "or the connection to it is lost" in lesson.status.inner_text()
    assert lesson.next.is_disabled() and lesson.saved() == answered("first")
    tabs.set_offline(False)
    lesson.wait_for("Saved ")
    assert lesson.saved() == answered("without a network") and lesson.next.is_enabled()

    # the server stopped, and with it the kernel; then the tab closed
    lab.stop()
    lesson.comment("without a server")
    lesson.wait_for("Not saved: run this cell again.")
    assert lesson.next.is_disabled() and lesson.saved() == answered("without a network")
    lesson.page.close()
    lab.start()
    lesson = Lesson(lab, tabs)
    lesson.run_again()
    lesson.put_back("without a server")
    assert lesson.saved() == answered("without a server") and lesson.next.is_enabled()


def test_two_tabs_do_not_overwrite_each_other(lab, tabs):
    one = Lesson(lab, tabs)
    one.begin()
    one.choose("File", "Save Notebook")
    one.page.get_by_text("Saving completed").wait_for()

    # the same form in a second tab, on the same kernel
    two = Lesson(lab, tabs)
    two.wait_for("Saved ")
    assert two.form.get_by_label("Comment").input_value() == "first" and two.form.get_by_label("narrator").is_checked()
    two.next.click()
    two.form.get_by_label("indirect").check()
    two.comment("from the second tab")
    two.wait_for("Saved ")
    second = Answer(2, "indirect", comment="from the second tab")
    assert one.saved() == (*answered("first"), second)
    one.comment("from the first tab")
    one.wait_for("Saved ")
    assert one.saved() == (*answered("from the first tab"), second)
    one.next.click()
    assert one.form.get_by_label("Comment").input_value() == "from the second tab"
    two.form.get_by_role("button", name="Back").click()
    two.page.wait_for_function("() => document.querySelector('.coding textarea').value === 'from the first tab'")


def test_two_forms_on_one_file_do_not_overwrite_each_other(lab, tabs):
    """Two notebooks, each with a kernel of its own, ask the same coder about the same article."""
    one = Lesson(lab, tabs)
    one.begin()
    two = Lesson(lab, tabs, "again.ipynb")
    two.run_again()
    two.page.get_by_role("button", name="Go on as Ann").click()
    two.wait_for("Saved ")
    assert two.form.get_by_label("Comment").input_value() == "first"
    two.form.get_by_label("sure", exact=True).check()
    two.next.click()
    two.form.get_by_label("indirect").check()
    two.wait_for("Saved ")
    first = answered("first")[0]
    assert one.saved() == (replace(first, confidence=3), Answer(2, "indirect"))

    # the first form does not know these yet, and changes other parts of the same answers
    one.comment("second thoughts")
    one.wait_for("Saved ")
    assert one.saved() == (replace(first, confidence=3, comment="second thoughts"), Answer(2, "indirect"))
    assert one.form.get_by_label("sure", exact=True).is_checked(), "it shows what the file holds"
