"""How is each side treated, sentence by sentence?

This room may ask ``reading``, ``who`` and ``voices``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "encoding": "mark_target",
        "stance": "EMBEDDED LABELS StanceModel embedded_model score_mentions score_subjectivity",
        "means": "mean_scores",
        "scorer": "HasScore NoTarget Scorer Scores Target scorer_from",
        "stand_ins": "StandIns",
        "swap": "SwapAudit audit",
    },
)
