"""One rule a number: the mean of a chart, a table, a finding, the glance, the marked article, a comparison and an exercise is the same mean."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from said import said
from typed import AM, AZ, typed

from analysis import charts
from analysis.classroom import exercises
from analysis.comparison.treatment import treatment_table
from analysis.report.findings import key_findings
from analysis.report.glance import glance
from analysis.report.marks import score_marks
from analysis.shift.metrics import metric_values
from analysis.stance.means import mean_scores
from analysis.templates import signed
from analysis.voices.sourcing import names_speaker

LESSONS = Path(__file__).resolve().parents[2] / "notebooks" / "src"
VOICES = {"narrator": "reporter", "source": "sources"}
ROWS = [(side, voice) for side in (AM, AZ) for voice in VOICES]


def table(*rows):
    return pd.DataFrame(rows, columns=["sentence", "side", "voice", "score"])


def test_every_mention_counts_once():
    means = mean_scores(table((1, "A", "narrator", -0.8), (1, "A", "narrator", 0.0), (2, "A", "narrator", -0.1), (2, "B", "source", 0.5)))
    assert means[["side", "voice", "mentions", "sentences"]].to_numpy().tolist() == [["A", "narrator", 3, 2], ["B", "source", 1, 1]]
    assert means["mean"].tolist() == pytest.approx([-0.3, 0.5]), "mentions, not the means of sentences"


def test_a_mention_without_a_score_is_not_counted():
    rows = table((1, "A", "narrator", 0.4), (2, "A", "narrator", np.nan), (3, "B", "source", np.nan))
    assert mean_scores(rows)[["mentions", "mean"]].to_numpy().tolist() == [[1, 0.4]]
    assert mean_scores(rows.tail(1)).empty and mean_scores(table()).empty


def test_an_interval_from_five_sentences_on_and_the_same_for_the_same_mentions():
    rows = table(*((n, "A", "narrator", n / 10) for n in range(1, 6)), *((n, "B", "narrator", n / 10) for n in range(1, 5)))
    enough, few = mean_scores(rows).itertuples()
    assert enough.low < enough.mean < enough.high and np.isnan(few.low) and np.isnan(few.high)
    (alone,) = mean_scores(rows[rows.side == "A"], ("voice",)).itertuples()
    assert (alone.low, alone.high) == (enough.low, enough.high), "whatever else is averaged with it"


def speaking(framing):
    """Return the framing with its harshest mention of the reporter's as part of a speaker's name: once the case for leaving it out."""
    own = framing.stance[(framing.stance.side == AM) & (framing.stance.voice == "narrator")]
    worst = own.loc[own.score.idxmin()]
    voices = framing.voices.copy()
    voices.loc[voices.index[0], ["speaker_start", "speaker_end"]] = [worst.start, worst.end]
    changed = typed(voices=voices)
    assert names_speaker(changed.stance, voices).any() and worst.score < -0.5
    return changed


@pytest.fixture(scope="module")
def framing():
    return speaking(typed())


def run_cells(lesson, holding, **known):
    """Run the code cells of a lesson that hold one of these words, as a reader does; return what they leave behind."""
    cells = re.split(r"^# %%", (LESSONS / lesson).read_text(encoding="utf-8"), flags=re.MULTILINE)
    code = [cell.split("\n", 1)[1] for cell in cells if "[markdown]" not in cell.split("\n", 1)[0] and any(word in cell for word in holding)]
    assert len(code) == len(holding)
    for each in code:
        exec(each, known)
    return known


@pytest.mark.parametrize("side", [AM, AZ])
def test_lesson_and_exercise_lead_to_the_bar_of_the_chart(framing, side):
    bar = charts.stance_points(framing.sentences, framing.stance, framing.voices).table.set_index(["side", "voice"])["mean"][side, "reporter"]
    table = run_cells("03_stance_by_sentence.py", ["mean_scores"], stance=framing.stance, charts=charts)["table"]
    assert table.set_index(["who", "side"])["mean"]["narrator", side] == pytest.approx(bar)
    done = run_cells("exercises/03_stance_by_sentence.py", ["rows = ", "mean_score = "], framing=framing, side=side, charts=charts)
    assert done["mean_score"] == pytest.approx(bar)
    assert exercises.check_mean_score(done["mean_score"], framing, side, "narrator").right


@pytest.mark.parametrize(("side", "voice"), ROWS)
def test_the_same_mean_wherever_one_is_shown(framing, side, voice):
    rows = framing.stance[(framing.stance.side == side) & (framing.stance.voice == voice)]
    wanted = rows.score.mean()
    shown = signed(wanted)

    points = charts.stance_points(framing.sentences, framing.stance, framing.voices, sides=list(framing.sides))
    row = points.table.set_index(["side", "voice"]).loc[(side, VOICES[voice])]
    assert row["mean"] == pytest.approx(wanted) and row["mentions"] == len(rows)
    assert f"{side}, {VOICES[voice]}: {len(rows)} mentions" in points.alt and f"mean {shown}" in points.alt
    bars = [line.get_xdata()[0] for line in points.figure.axes[0].lines if line.get_linewidth() == 2 and line.get_xdata()[0] == line.get_xdata()[1]]
    assert bars[ROWS.index((side, voice))] == pytest.approx(wanted), "the bar of the chart"

    (finding,) = [line for line in key_findings(framing) if line.startswith(f"Mean score towards {side}")]
    words = "in the reporter’s voice" if voice == "narrator" else "in sources’ words"
    assert re.search(rf"{words}: {re.escape(shown)} \([^)]*; {len(rows)} mentions", finding), finding

    found = {(one.side, one.voice): one for one in glance(framing).stance}[side, voice]
    assert found.mean == pytest.approx(wanted)
    (mean,) = [one for one in mean_scores(framing.stance).itertuples() if (one.side, one.voice) == (side, voice)]
    assert found.interval == (None if np.isnan(mean.low) else (mean.low, mean.high))

    feedback = exercises.check_mean_score(wanted, framing, side, voice)
    assert feedback.right and "bar of the chart" in said(feedback)

    if voice == "narrator":
        compared = treatment_table([framing], [set()], [side], ["one"]).iloc[0]
        assert compared["mean"] == pytest.approx(wanted) and compared["mentions"] == len(rows)
        assert compared[["low", "high"]].tolist() == pytest.approx([mean.low, mean.high], nan_ok=True)


def test_along_the_article_every_mention_counts_too(framing):
    values = metric_values(framing.sentences, framing.stance, framing.terms, framing.voices)
    marked = score_marks(framing.stance, framing.article.text, {AM: 1, AZ: 2})
    for side in (AM, AZ):
        wanted = framing.stance[framing.stance.side == side].groupby("sentence").score.mean()
        assert values[f"stance: {side}"].to_dict() == pytest.approx(wanted.to_dict())
        zones = framing.zones().table
        for row in zones[zones.metric == f"stance: {side}"].itertuples():
            inside = framing.sentences[framing.sentences.zone == row.zone].sentence
            assert row.mean == pytest.approx(wanted[wanted.index.isin(inside)].mean())
    both = framing.stance.groupby(["sentence", "side", "voice"]).score.mean()
    assert {(at, one.side, one.voice): one.score for at, marks in marked.items() for one in marks} == pytest.approx(both.to_dict())
