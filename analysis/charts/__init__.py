"""Tables in, charts out: each chart carries its alternative text and the table it was drawn from.

One file a chart; none computes a score.  Figures are made without pyplot, so nothing is shown twice and nothing leaks.
Sides keep one colour everywhere: their order is ``sides=``, or ``table.attrs["sides"]``, or that of first appearance.
"""

from analysis.charts.agreement import MOST_CODERS, MOST_MARKED, alpha_intervals, coder_raster, confusion_map, marked_words
from analysis.charts.balance import sourcing_balance
from analysis.charts.chart import Chart, Table
from analysis.charts.counts import term_table, word_table
from analysis.charts.cues import cue_tones
from analysis.charts.curves import shift_curves
from analysis.charts.effects import MOST_WORDS, term_effects
from analysis.charts.points import stance_points
from analysis.charts.power import false_alarm_rates, shift_power
from analysis.charts.raster import term_raster
from analysis.charts.reliability import calibration
from analysis.charts.strip import voice_strip
from analysis.charts.style import SIDES
from analysis.charts.swap import MOST_MENTIONS, swap_audit

__all__ = [
    "MOST_CODERS", "MOST_MARKED", "MOST_MENTIONS", "MOST_WORDS", "SIDES", "Chart", "Table", "alpha_intervals", "calibration", "coder_raster",
    "confusion_map", "cue_tones", "false_alarm_rates", "marked_words", "shift_curves", "shift_power", "sourcing_balance", "stance_points",
    "swap_audit", "term_effects", "term_raster", "term_table", "voice_strip", "word_table",
]  # fmt: skip
