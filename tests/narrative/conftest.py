"""The seed article, read once for all tests of the narrative."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis import analyse, read_article

SEED = Path(__file__).parents[2] / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


@pytest.fixture(scope="session")
def framing():
    """Return the reading of the seed article."""
    return analyse(read_article(SEED))
