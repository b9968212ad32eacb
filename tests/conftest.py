"""What several test files look at: one run of the command on the seed and on a short text."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"
EPOCH = "1700000000"
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
