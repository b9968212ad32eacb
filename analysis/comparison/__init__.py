"""Several reports of one event side by side: the same sides, the facts they share, and what each tells in its own way.

This room may ask every room of reading, and ``report``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "comparison": "Comparison ComparisonError compare",
        "page": "write_comparison",
        "pair": "write_pair_worksheet",
        "pair_answers": "answers_beside treatment_beside",
    },
)
