"""Tables in, charts out: each chart carries its alternative text and the table it was drawn from.

One file a chart; none computes a score.  Figures are made without pyplot, so nothing is shown twice and nothing leaks.
Sides keep one colour everywhere: their order is ``sides=``, or ``table.attrs["sides"]``, or that of first appearance.
"""

from analysis.charts.acting import acting_balance
from analysis.charts.agreement import MOST_CODERS, MOST_MARKED, alpha_intervals, coder_raster, confusion_map, marked_words
from analysis.charts.authors import harm_authors
from analysis.charts.balance import sourcing_balance
from analysis.charts.casting import who_casts_whom
from analysis.charts.chart import Chart, Table
from analysis.charts.counts import term_table, word_table
from analysis.charts.cues import cue_tones
from analysis.charts.curves import shift_curves
from analysis.charts.effects import MOST_WORDS, term_effects
from analysis.charts.frames import frame_evidence, peace_table, question_table
from analysis.charts.groups import by_month, by_outlet, spread_of_articles, words_apart
from analysis.charts.points import stance_points
from analysis.charts.power import false_alarm_rates, shift_power
from analysis.charts.raster import term_raster
from analysis.charts.reliability import calibration
from analysis.charts.strip import voice_strip
from analysis.charts.style import SIDES
from analysis.charts.swap import MOST_MENTIONS, swap_audit
from analysis.charts.treatment import treatment_by_report

__all__ = [
    "MOST_CODERS", "MOST_MARKED", "MOST_MENTIONS", "MOST_WORDS", "SIDES", "Chart", "Table", "acting_balance", "alpha_intervals", "by_month",
    "by_outlet", "calibration", "coder_raster", "confusion_map", "cue_tones", "false_alarm_rates", "frame_evidence", "harm_authors",
    "marked_words", "peace_table", "question_table", "shift_curves", "shift_power", "sourcing_balance", "spread_of_articles", "stance_points",
    "swap_audit", "term_effects", "term_raster", "term_table", "treatment_by_report", "voice_strip", "who_casts_whom", "word_table",
    "words_apart",
]  # fmt: skip
