"""The widget in JupyterLab, in a real browser, while its kernel is restarted, killed, hangs, or has no room on the disk: no answer is lost."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
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
print("room:", 100 if full else "all")"""


@pytest.fixture
def lab(tmp_path):
    """Start JupyterLab on a free port in a folder of its own, reading no setting of the user; yield its address with the token."""
    folder, own = tmp_path / "class", tmp_path / "own"
    folder.mkdir()
    (own / "config" / "labconfig").mkdir(parents=True)
    quiet = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}  # it would ask about news from the web
    (own / "config" / "labconfig" / "page_config.json").write_text(json.dumps(quiet), encoding="utf-8")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    token = secrets.token_hex(16)
    environment = {
        **os.environ,
        "JUPYTER_CONFIG_DIR": str(own / "config"), "JUPYTER_DATA_DIR": str(own / "data"), "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
        "IPYTHONDIR": str(own / "ipython"), "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")])),
        "JUPYTER_TOKEN": token,
    }  # fmt: skip
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0"]
    with (own / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, f"--ServerApp.root_dir={folder}"], env=environment, cwd=folder, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
        )
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={token}", timeout=10).close()
                break
            except OSError:
                if server.poll() is not None or time.monotonic() > until:
                    pytest.fail(f"JupyterLab did not start:\n{(own / 'log').read_text()[-2000:]}")
                time.sleep(0.2)
        yield folder, f"http://127.0.0.1:{port}/lab/tree/{{}}?token={token}"
    finally:
        server.terminate()  # it ends its kernels too
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


class Lesson:
    """A notebook open in JupyterLab whose second cell shows the form, and what its file of answers holds."""

    def __init__(self, lab, browser) -> None:
        self.folder, address = lab
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [nbformat.v4.new_code_cell(cell) for cell in (PREPARE, "annotate(article, sides=['Norland', 'Sudland'])")]
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), self.folder / "lesson.ipynb")
        self.page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.goto(address.format("lesson.ipynb"))
        self.page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        self.form = self.page.locator(".coding")
        self.status = self.form.locator(".status")
        self.next = self.form.get_by_role("button", name="Next sentence")

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
        self.status.filter(has_text=told).wait_for()

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


def test_no_answer_is_lost_whatever_becomes_of_the_kernel(lab, browser):
    lesson = Lesson(lab, browser)
    page, form = lesson.page, lesson.form
    lesson.run_again()
    page.get_by_label("Your name").fill("Ann")
    page.get_by_role("button", name="Start", exact=True).click()
    form.locator(".word").get_by_text("attacked", exact=True).click()
    form.get_by_label("narrator").check()
    page.keyboard.press("d")
    page.keyboard.press("d")  # would delete the cell if JupyterLab heard it
    lesson.comment("first")
    lesson.wait_for("Saved ")
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
    lesson.wait_for("the disk is full; make room, or name a folder on another disk.")
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
    form.get_by_role("button", name="The article as a whole").click()
    form.get_by_role("group", name="Norland", exact=True).get_by_label("villain").check()
    lesson.wait_for("Saved ")
    assert lesson.file().whole == Whole({"Norland": "villain"})
    os.kill(lesson.kernel(), signal.SIGKILL)
    page.get_by_role("dialog").get_by_role("button", name="Ok").click()
    form.get_by_role("group", name="Conflict: ").get_by_label("yes").check()
    lesson.wait_for("your answers to the article as a whole and will offer them to you.")
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
    page.close()
