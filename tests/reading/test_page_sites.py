"""Pages built as news sites build theirs: every paragraph once, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from harbour import write
from sites import SITES, Site

from analysis.reading.article import read_article


@pytest.mark.parametrize("site", SITES.values(), ids=SITES)
def test_site(tmp_path: Path, site: Site):
    article = read_article(write(tmp_path, "a.html", site.page))
    assert article.text.split("\n\n") == site.paragraphs
    assert (article.date, tuple(warning.split(":")[0] for warning in article.warnings)) == (site.date, site.warnings)
    if site.author:
        assert article.author == site.author
    assert set(site.left_out) <= {each.kind for each in article.left_out}
