"""How does the framing move from the first sentence to the last?

This room may ask those from ``reading`` to ``stance``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "shift": "LEVEL Zones changepoint compare_zones framing_shift metric_values moving_average",
        "power": "coverage detection false_alarms",
    },
)
