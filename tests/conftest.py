"""What several test files look at: one run of the command on the seed and on a short text; and a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # a busy machine is no fault
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
EPOCH = "1700000000"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WITHOUT = "FRAMING_WITHOUT_BROWSER"
SHORT = """---
title: Mill <b>owners</b> & weavers
outlet: The Valley Post
---
The weavers of Norway walked out on Monday. “Sweden has betrayed us,” the weavers’ leader Ann Cole said.

Sweden called the walkout a reckless provocation. Norway praised its brave weavers.
"""


@pytest.fixture(scope="session")
def reports(tmp_path_factory):
    """A folder with seed.html, short.html and index.html, as the command writes them."""
    from analysis.__main__ import main

    folder = tmp_path_factory.mktemp("reports")
    (folder / "seed.txt").write_text(SEED.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "short.txt").write_text(SHORT, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", EPOCH)
        assert main(["report", str(folder / "seed.txt"), str(folder / "short.txt"), "-o", str(folder / "out")]) == 0
    return folder / "out"


@pytest.fixture(scope="session")
def seed_report(reports):
    return reports / "seed.html"


@pytest.fixture(scope="session")
def seed_reading():
    """The reading of the seed article."""
    from analysis import analyse, read_article

    return analyse(read_article(SEED))


@pytest.fixture(scope="module")
def browser():
    """Start Chromium; fail where there is none, unless it is said to leave these tests out."""
    if os.environ.get(WITHOUT):
        pytest.skip(f"left out, because {WITHOUT} is set")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        pytest.fail(f"playwright is not installed, so no page was looked at; `make test` installs it, {WITHOUT}=1 leaves these tests out")
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, NAMES)), None) or playwright.chromium.executable_path
        if not os.path.exists(path):
            pytest.fail(
                "no Chromium was found, so no page was looked at; install it (`make chromium`, `apt-get install chromium`, or "
                f"`python -m playwright install chromium`), or set {WITHOUT}=1 to leave these tests out"
            )
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()
