"""The widget in JupyterLab, in a real browser: answer, restart the kernel, run again, and the answer is there."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import pytest

from analysis.classroom.annotation import Answer, LoadedWord
from analysis.classroom.answer_file import read_annotation
from analysis.reading.article import Article

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 300  # seconds for a step on a busy machine; a free one needs a few
TEXT = "Norland attacked first. Sudland denied it."


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


def test_answers_survive_a_restart_of_the_kernel(lab, browser):
    folder, address = lab
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    cells = [
        f"from analysis import Article, annotate\narticle = Article({TEXT!r}, title='A clash')",
        "annotate(article, 'Ann', sides=['Norland', 'Sudland'])",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=kernel)
    nbformat.write(notebook, folder / "lesson.ipynb")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(address.format("lesson.ipynb"))
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()

    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    form = page.locator(".coding")
    form.get_by_text("Sentence 1 of 2", exact=True).wait_for()
    form.locator(".word").get_by_text("attacked", exact=True).click()
    form.get_by_label("narrator").check()
    page.keyboard.press("d")
    page.keyboard.press("d")  # would delete the cell if JupyterLab heard it
    form.get_by_label("Comment").fill("too strong?")
    form.get_by_text("Saved ").wait_for()
    page.wait_for_function("document.querySelector('.coding .status').textContent.includes('.ann.pass1.json')")
    (path,) = (folder / "annotations").glob("*.json")
    answer = Answer(1, "narrator", loaded=(LoadedWord(8, 16, "attacked"),), comment="too strong?")
    until = time.monotonic() + PATIENCE
    while read_annotation(path, Article(TEXT)).answers != (answer,) and time.monotonic() < until:
        time.sleep(0.1)
    assert read_annotation(path, Article(TEXT)).answers == (answer,)
    assert page.locator(".jp-CodeCell").count() == 2

    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.get_by_text("Restart Kernel and Run All Cells…", exact=True).click()
    old = form.element_handle()
    page.get_by_role("dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    page.wait_for_function("old => !old.isConnected", arg=old)
    form.get_by_text("Sentence 1 of 2", exact=True).wait_for()
    assert form.get_by_label("Comment").input_value() == "too strong?"
    assert form.get_by_label("narrator").is_checked()
    assert form.get_by_role("button", name="Remove the mark from “attacked”").is_visible()
    page.close()
