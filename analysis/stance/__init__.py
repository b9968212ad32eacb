"""How is each side treated, sentence by sentence?

This room may ask ``reading``, ``who`` and ``voices``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "stance": "EMBEDDED LABELS NoTarget Scorer StanceModel Target embedded_model mark_target score_mentions score_subjectivity",
        "stand_ins": "StandIns",
        "swap": "SwapAudit audit",
    },
)
