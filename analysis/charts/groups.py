"""Groups of articles beside each other: outlets, months, the words that set two outlets apart, and how far single articles lie from each other."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart, blank, styled
from analysis.charts.style import INK, MUTED, RULE, SIDES, few_ticks, new_figure
from analysis.charts.words import short
from analysis.templates import counted

MOST_OUTLETS = 15
MOST_LINES = 4
MOST_WORDS = 10


@styled
def by_outlet(groups: pd.DataFrame, measure: str, *, side: str | None = None, unit: str = "") -> Chart:
    """Draw the value of each outlet with its 95 % interval, the largest outlets where there are more than fifteen, highest value on top.

    groups: what ``by_group(measured, "outlet")`` returns.  side: of a measure that has sides.  unit: what the values are, below the axis.
    An outlet with fewer than five articles has no interval.
    """
    title = f"{measure[:1].upper()}{measure[1:]}{f': {side}' if side else ''}, by outlet"
    table = _of(groups, measure, side).sort_values("value", ascending=False, ignore_index=True)
    if not len(table):
        return blank(title, "No article in this corpus has this measure.", table)
    drawn = table.nlargest(MOST_OUTLETS, "articles", keep="first").sort_values("value")
    figure = new_figure(0.8 + 0.3 * len(drawn))
    axes = figure.subplots()
    for y, row in enumerate(drawn.itertuples()):
        if not pd.isna(row.low):
            axes.plot([row.low, row.high], [y, y], color=SIDES[0], linewidth=2, zorder=2)
        axes.plot([row.value], [y], "s", markersize=6.5, color=SIDES[0], zorder=3)
    axes.set_yticks(
        range(len(drawn)), [f"{short(str(name), 22)} ({count:,})" for name, count in zip(drawn["outlet"], drawn["articles"], strict=True)]
    )
    axes.set(xlabel=unit, ylim=(-0.6, len(drawn) - 0.4))
    axes.xaxis.set_major_locator(few_ticks())
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    told = [
        f"{row.outlet} {row.value:.2f} ({row.low:.2f} to {row.high:.2f})"
        if not pd.isna(row.low)
        else f"{row.outlet} {row.value:.2f}, too few articles"
        for row in drawn[::-1].itertuples()
    ]
    left = len(table) - len(drawn)
    more = f" The {counted(left, 'outlet')} with the fewest articles {'is' if left == 1 else 'are'} in the table only." if left else ""
    note = "A square is the value over all articles of an outlet, their number in brackets; the line is its 95 % interval."
    note = f"{note} No line: fewer than five articles.{more}"
    return Chart(figure, title, "; ".join(told) + ".", table, note)


@styled
def by_month(groups: pd.DataFrame, measure: str, *, side: str | None = None, unit: str = "") -> Chart:
    """Draw the value of each month with its 95 % interval as a band, a line an outlet, the four largest where there are more.

    groups: what ``by_group(measured, ["outlet", "month"])`` or ``by_group(measured, "month")`` returns.  Months without a date are left to the table.
    """
    title = f"{measure[:1].upper()}{measure[1:]}{f': {side}' if side else ''}, by month"
    table = _of(groups, measure, side)
    dated = table[table["month"].str.match(r"\d{4}-\d\d$")]
    if not len(dated):
        return blank(title, "No article in this corpus has both this measure and a date.", table)
    lines = dated.assign(outlet=dated.get("outlet", "all outlets"))
    largest = lines.groupby("outlet")["articles"].sum().nlargest(MOST_LINES).index
    figure = new_figure(2.6)
    axes = figure.subplots()
    told = []
    for number, name in enumerate(largest):
        line = lines[lines["outlet"] == name].sort_values("month")
        days = pd.to_datetime(line["month"])
        dash = ("-", "--", ":", "-.")[number % MOST_LINES]
        axes.plot(days, line["value"], dash, marker="s", markersize=4, linewidth=1.6, color=SIDES[number % len(SIDES)], label=short(str(name), 24))
        axes.fill_between(days, line["low"], line["high"], color=SIDES[number % len(SIDES)], alpha=0.15, linewidth=0)
        told.append(f"{name}: {line['value'].iloc[0]:.2f} in {line['month'].iloc[0]}, {line['value'].iloc[-1]:.2f} in {line['month'].iloc[-1]}")
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    locator = AutoDateLocator(maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, zero_formats=["", "%b\n%Y", *["%d %b"] * 4]))
    axes.yaxis.set_major_locator(few_ticks())
    axes.set_ylabel(unit)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    left = lines["outlet"].nunique() - len(largest)
    more = f" {counted(left, 'smaller outlet')} {'is' if left == 1 else 'are'} in the table only." if left else ""
    note = f"The band is the 95 % interval, where a month has five articles or more.{more}"
    return Chart(figure, title, "; ".join(told) + ".", table, note)


@styled
def words_apart(words: pd.DataFrame, one: str, other: str) -> Chart:
    """Draw the loaded words that set two outlets apart: for each word, the share of articles of either that use it.

    words: what ``distinctive_words`` returns; the ten surest of each are drawn, those with an absolute z above 1.
    """
    title = f"Loaded words that set {short(one, 20)} and {short(other, 20)} apart"
    clear = words[words["z"].abs() >= 1]
    drawn = pd.concat([clear[clear["z"] > 0].head(MOST_WORDS), clear[clear["z"] < 0].head(MOST_WORDS)[::-1]])
    if not len(drawn):
        return blank(title, "No loaded word sets them apart; there may be too few articles.", words)
    figure = new_figure(1.2 + 0.26 * len(drawn))
    axes = figure.subplots()
    for y, row in enumerate(drawn.itertuples()):
        axes.plot([100 * row.share_one, 100 * row.share_other], [y, y], color=RULE, linewidth=2, zorder=1)
        axes.plot([100 * row.share_one], [y], "^", markersize=7, color=SIDES[0], zorder=3, label=short(one, 24) if y == 0 else None)
        axes.plot([100 * row.share_other], [y], "s", markersize=6, color=SIDES[1], zorder=2, label=short(other, 24) if y == 0 else None)
    axes.set_yticks(range(len(drawn)), [short(str(term), 24) for term in drawn["term"]])
    axes.set(xlabel="share of articles that use the word, %", ylim=(len(drawn) - 0.4, -0.6))
    axes.xaxis.set_major_locator(few_ticks())
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    told = [f"{row.term}: {row.share_one:.0%} of {one}, {row.share_other:.0%} of {other}" for row in drawn.itertuples()]
    note = "The clearest words come first and last: those that many articles of one outlet use and few of the other. The table has all words, with z."
    return Chart(figure, title, "; ".join(told) + ".", words.reset_index(drop=True), note)


@styled
def spread_of_articles(measured: pd.DataFrame, measure: str, factor: float, *, side: str | None = None, unit: str = "") -> Chart:
    """Draw how single articles of each outlet are spread: a box for the middle half, then for the next eighths, and so on, for any number.

    measured: what ``measures`` returns.  factor: by which total / of is multiplied.  Hofmann, Wickham and Kafadar 2017, "Letter-value plots",
    Journal of Computational and Graphical Statistics 26:3.
    """
    import seaborn as sns

    title = f"{measure[:1].upper()}{measure[1:]}{f': {side}' if side else ''}, article by article"
    rows = measured[measured["measure"] == measure]
    rows = rows[rows["side"] == side] if side else rows
    values = pd.DataFrame({"outlet": rows["outlet"].fillna("unknown"), "value": factor * rows["total"] / rows["of"]})
    table = values.groupby("outlet")["value"].describe(percentiles=[0.25, 0.5, 0.75]).reset_index()
    table = table.rename(columns={"count": "articles", "25%": "quarter below", "50%": "middle", "75%": "quarter above"}).drop(columns="std")
    table["articles"] = table["articles"].astype(int)
    table = table.sort_values("articles", ascending=False, ignore_index=True)
    if not len(table):
        return blank(title, "No article in this corpus has this measure.", table)
    largest = table["outlet"].head(MOST_OUTLETS).tolist()
    figure = new_figure(0.8 + 0.42 * len(largest))
    axes = figure.subplots()
    shown = values[values["outlet"].isin(largest)]
    sns.boxenplot(
        data=shown,
        x="value",
        y="outlet",
        order=largest,
        ax=axes,
        color=SIDES[0],
        width=0.6,
        linewidth=0.6,
        flier_kws={"s": 40, "color": MUTED, "marker": "|"},
    )
    for y, name in enumerate(largest):
        axes.plot([table.loc[table["outlet"] == name, "middle"].iloc[0]] * 2, [y - 0.32, y + 0.32], color=INK, linewidth=1.6)
    axes.set_yticks(range(len(largest)), [f"{short(str(name), 22)} ({table['articles'][y]:,})" for y, name in enumerate(largest)])
    axes.set(xlabel=unit, ylabel="")
    axes.xaxis.set_major_locator(few_ticks())
    told = [f"{row.outlet}: middle {row.middle:.2f}, {row.articles:,} articles" for row in table.head(MOST_OUTLETS).itertuples()]
    note = (
        "The line is the middle article, the widest box the middle half of an outlet’s articles. Narrower boxes and ticks are articles further out."
    )
    return Chart(figure, title, "; ".join(told) + ".", table, note)


def _of(groups: pd.DataFrame, measure: str, side: str | None) -> pd.DataFrame:
    """Return the rows of a measure, and of a side where it has sides."""
    rows = groups[groups["measure"] == measure]
    rows = rows[rows["side"] == side] if side else rows[rows["side"].isna()]
    return rows.drop(columns=["measure", "side"]).reset_index(drop=True)
