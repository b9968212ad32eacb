"""Which words are loaded, and what does each one do?

This room may ask those from ``reading`` to ``stance``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "terms": "find_terms",
        "marker": "Loaded at_threshold read_words",
        "concordance": "term_words",
        "lexicon": "LEAVE_OUT lint_lexicon read_lexicon",
        "effects": "TermSwap swap_term term_effects wording_effects",
    },
)
