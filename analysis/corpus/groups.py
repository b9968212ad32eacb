"""Groups of articles beside each other: a value for each outlet or month, with an interval that counts articles and not sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.corpus.folder import CorpusError
from analysis.corpus.measuring import MEASURES
from analysis.intervals import FEW_SENTENCES, student

UNKNOWN = "unknown"
FEW_ARTICLES = FEW_SENTENCES
"""Below: no interval.  A convention of this suite."""
NONE_SEEN = -float(np.log(0.025))
"""What a count could be of which none was seen, at most, with 97.5 % certainty (Hanley and Lippman-Hand 1983, "If Nothing Goes Wrong, Is Everything
All Right?", JAMA 249:13)."""
GROUPS = ("outlet", "month", "year", "day")
_SPANS = {"year": 4, "month": 7, "day": 10}
"""How much of an ISO day names each."""


def by_group(measured: pd.DataFrame, by: str | Sequence[str] = "outlet", *, measure: str | Sequence[str] | None = None) -> pd.DataFrame:
    """Return a row for each measure, side and group: measure, side, the groups, articles, value, low, high, verdict.

    measured: what ``measures`` returns, or some of its rows.  by: "outlet", "month", "year" or "day", or several; an article without one is in the
    group "unknown".  measure: one of ``MEASURES``, or several; None for all.

    value: the sum of the articles' totals by the sum of what they are of, so a long article weighs more than a short one. low, high: its 95 %
    interval with articles as the units that were drawn: sentences of one article resemble each other and are not evidence of their own. It is
    that of a ratio of sums (Cochran 1977, Sampling Techniques, 3rd ed., section 6.3, with Student's t), and where nothing was counted at all that
    of a count of none; NaN below five articles. verdict: "enough" or "too few articles". Raises CorpusError for a group or measure that is none.
    """
    groups = [by] if isinstance(by, str) else list(by)
    if not groups or (wrong := [one for one in groups if one not in GROUPS]):
        raise CorpusError(f"articles cannot be grouped by {(wrong if groups else by)!r}; use {', '.join(GROUPS)}")
    wanted = list(MEASURES) if measure is None else [measure] if isinstance(measure, str) else list(measure)
    if unknown := [one for one in wanted if one not in MEASURES]:
        raise CorpusError(f"{unknown[0]!r} is not measured; the measures are {', '.join(MEASURES)}")
    table = measured[measured["measure"].isin(wanted)]
    table = table.assign(**{name: group_of(table, name) for name in groups})
    rows: list[dict[str, Any]] = []
    for key, part in table.groupby(["measure", "side", *groups], dropna=False, sort=True):
        found = dict(zip(["measure", "side", *groups], key, strict=True))
        rows.append(found | ratio_of_sums(part["total"].to_numpy(float), part["of"].to_numpy(float), *MEASURES[found["measure"]][1:]))
    result = pd.DataFrame(rows, columns=["measure", "side", *groups, "articles", "value", "low", "high", "verdict"])
    order = {name: number for number, name in enumerate(MEASURES)}
    return result.sort_values("measure", key=lambda names: names.map(order), kind="stable", ignore_index=True)


def ratio_of_sums(total: np.ndarray[Any, Any], of: np.ndarray[Any, Any], factor: float, lowest: float, highest: float) -> dict[str, Any]:
    """Return articles, value, low, high and verdict for some articles; see ``by_group``."""
    count, whole = len(total), float(of.sum())
    value = float(total.sum()) / whole
    low = high = float("nan")
    if count >= FEW_ARTICLES:
        apart = total - value * of
        reach = student(count - 1) * float(np.sqrt(count / (count - 1) * (apart**2).sum())) / whole
        if total.sum() == 0 == lowest:
            reach = NONE_SEEN / whole
        low, high = (float(np.clip(factor * (value + sign * reach), lowest, highest)) for sign in (-1, 1))
    verdict = "enough" if count >= FEW_ARTICLES else "too few articles"
    return {"articles": count, "value": factor * value, "low": low, "high": high, "verdict": verdict}


def group_of(articles: pd.DataFrame, by: str) -> pd.Series:
    """Return the group of each row: its outlet, or the month, year or day of its date where that is an ISO day; "unknown" where it has none."""
    if by == "outlet":
        return articles["outlet"].fillna(UNKNOWN)
    days = articles["date"].fillna("").astype(str).str.extract(r"^(\d{4}-\d\d-\d\d)", expand=False)
    return days.str[: _SPANS[by]].fillna(UNKNOWN)
