"""How does the framing move from the first sentence to the last?

This room may ask those from ``reading`` to ``stance``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "shift": "WINDOW changepoint framing_shift moving_average",
        "metrics": "LOADED NARRATOR_SHARE SUBJECTIVITY amount any_of in_words metric_values",
        "chance": "FEWEST_VALUES LEVEL MOST_ALIKE PERMUTATIONS RESAMPLES SHORTEST "
        "holm p_in_words p_shown permutation_p prewhitened split_gains split_p",
        "zones": "FEWEST_IN_ZONE Zones compare_zones",
        "power": "coverage detection false_alarms",
    },
)
