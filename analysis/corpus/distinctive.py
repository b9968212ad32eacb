"""Which loaded words set one outlet apart from another, or from all others; sized by how many articles say so."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from analysis.corpus.folder import CorpusError
from analysis.corpus.groups import UNKNOWN

if TYPE_CHECKING:
    from analysis.corpus.frames import Corpus

PRIOR = 10.0
"""Articles that the prior counts for: what the outlets share, before either has said anything."""
COLUMNS = ["term", "category", "articles_one", "articles_other", "share_one", "share_other", "log_odds", "z"]


def distinctive_words(corpus: Corpus, one: str, other: str | None = None, *, voice: str | None = "narrator", fewest: int = 3) -> pd.DataFrame:
    """Return the loaded words of two outlets, those that set them apart most surely first.

    one, other: outlets; None compares with all others.  voice: "narrator", "source" or None for both.  fewest: articles that must use a word.

    Returns term, category (the most frequent), articles_one and articles_other (that use the word), share_one and share_other (of the outlet's
    articles, 0 to 1), log_odds (above 0: more of ``one``) and z (log_odds by its standard error).  An article counts once, however often it says a
    word.  The log odds are those of Monroe, Colaresi and Quinn 2008, "Fightin' Words", Political Analysis 16:4, with the use in both outlets together
    as prior, weighing ten articles: so a rare word must be said by one outlet again and again before it stands out.

    Raises CorpusError for an outlet that is not in the corpus, and for a voice that is none.
    """
    if voice not in ("narrator", "source", None):
        raise CorpusError(f"{voice!r} is not a voice; allowed are 'narrator', 'source' and None for both")
    sizes: Counter[bool] = Counter()
    users: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    categories: dict[str, Counter[str]] = {}
    outlets: set[str] = set()
    for articles, terms in zip(corpus.parts("articles"), corpus.parts("terms"), strict=True):
        where = articles["outlet"].fillna(UNKNOWN)
        outlets.update(where)
        sizes.update(_is_one(where, one, other).dropna())
        used = terms if voice is None else terms[terms["voice"] == voice]
        used = used.assign(outlet=used["outlet"].fillna(UNKNOWN), term=used["term"].str.lower())
        for term, category in zip(used["term"], used["category"], strict=True):
            categories.setdefault(term, Counter())[category] += 1
        once = used.drop_duplicates(["article", "term"])
        mine = _is_one(once["outlet"], one, other)
        for which, counter in users.items():
            counter.update(once.loc[mine == which, "term"])
    if missing := [name for name in (one, other) if name is not None and name not in outlets]:
        raise CorpusError(f"no article is from {missing[0]!r}; the outlets are {', '.join(sorted(outlets)) or 'unknown'}")
    if one == other or not (sizes[True] and sizes[False]):
        raise CorpusError(f"there is nothing to compare {one!r} with; name another outlet: {', '.join(sorted(outlets - {one})) or 'there is none'}")
    terms_used = sorted(term for term in users[True] | users[False] if users[True][term] + users[False][term] >= fewest)
    counts = np.array([[users[mine][term] for term in terms_used] for mine in (True, False)], dtype=float).reshape(2, -1)
    size = np.array([[sizes[True]], [sizes[False]]], dtype=float)
    odds, error = _log_odds(counts, size)
    shares = counts / size
    rows = zip(
        terms_used, (categories[term].most_common(1)[0][0] for term in terms_used), *counts.astype(int), *shares, odds, odds / error, strict=True
    )
    table = pd.DataFrame(list(rows), columns=COLUMNS)
    return table.sort_values("z", key=abs, ascending=False, kind="stable", ignore_index=True)


def _log_odds(counts: np.ndarray, size: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the difference of the log odds of two groups for each word, and its standard error; counts: (2, words), size: (2, 1)."""
    common = PRIOR * counts.sum(axis=0) / size.sum()
    with_prior, without = counts + common, size + PRIOR - counts - common
    odds = np.log(with_prior) - np.log(without)
    return odds[0] - odds[1], np.sqrt((1 / with_prior).sum(axis=0))


def _is_one(outlets: pd.Series, one: str, other: str | None) -> pd.Series:
    """Return True for the one outlet, False for the other, and None for third ones."""
    return outlets.map(lambda name: True if name == one else False if other in (None, name) else None).astype(object)
