"""Which frames an article has: how likely each is, and where the sentences that speak for it stand."""

from __future__ import annotations

import pandas as pd

from analysis.charts.chart import Chart, Table, blank, styled
from analysis.charts.style import INK, MUTED, NARRATOR, RULE, along_sentences, new_figure
from analysis.frames.frames import PRESENT
from analysis.frames.questions import all_questions


@styled
def frame_evidence(sentences: pd.DataFrame, frames: pd.DataFrame) -> Chart:
    """Draw a row a frame along the article, with a mark at each sentence that speaks for it; large where the article has the frame."""
    title = "Which frames, and where?"
    order = frames.sort_values("p", ascending=False, kind="stable")
    table = pd.DataFrame({"frame": order["frame"], "likely": order["p"].round(2), "sentences": order["sentences"]}).reset_index(drop=True)
    if not len(frames):
        return blank(title, "This stance model cannot answer questions about frames.", table)
    figure = new_figure(0.9 + 0.62 * len(order))
    axes = figure.subplots()
    last = int(sentences["sentence"].max()) if len(sentences) else 1
    for y, row in enumerate(order.itertuples()):
        present = row.p >= PRESENT
        axes.axhline(y, color=RULE, linewidth=0.8, zorder=0)
        label = f"{row.frame}: {row.p:.0%} likely" + ("" if present else ", not said to be there")
        axes.text(1, y - 0.24, label, ha="left", va="bottom", color=INK if present else MUTED)
        numbers = [int(number) for number in str(row.sentences or "").split()]
        axes.plot(numbers, [y] * len(numbers), "s", markersize=7 if present else 3, color=NARRATOR, zorder=3)
    along_sentences(axes, sentences)
    axes.set(ylim=(len(order) - 0.5, -0.75), yticks=[])
    axes.spines["left"].set_visible(False)
    said = "; ".join(f"{row.frame} {row.p:.0%} ({_where(row.sentences)})" for row in order.itertuples())
    note = (
        "A square is a sentence that answers “yes” to a question behind the frame; the table of questions shows which. Large: the article has the "
        "frame (at least 50% likely). An article can have several frames, or none. A frame is a way to tell a story, not a fault."
    )
    return Chart(figure, title, f"{last} sentences. {said}.", table, note)


def _where(cell: object) -> str:
    return f"sentences {str(cell).replace(' ', ', ')}" if cell else "no sentence"


def question_table(questions: pd.DataFrame) -> Table:
    """Show the questions behind the frames: how likely the article answers each with yes, and the sentences that do."""
    known = {one.code: one.question for one in all_questions()}
    table = pd.DataFrame(
        {
            "question": [known[code] for code in questions["question"]],
            "frame": questions["frame"],
            "likely yes": questions["p"].round(2),
            "sentences": questions["sentences"],
        }
    )
    note = (
        "After Semetko and Valkenburg (2000). “Likely yes” is the model’s answer for the article as a whole; the sentences are its evidence, "
        "the strongest first."
    )
    return Table("The questions behind the frames", table, note)


def peace_table(indicators: pd.DataFrame) -> Table:
    """Show the indicators of war or peace journalism, one row a count."""
    note = (
        "After Galtung (1998) and Lynch and McGoldrick (2005). War journalism cites leaders, counts one side’s dead and speaks of us and them; peace "
        "journalism cites people on all sides and explains causes and solutions. These are counts to talk about, not a score: a short report "
        "has little room for any of it."
    )
    return Table("War or peace journalism: some counts", indicators, note)
