"""Who is in the article, and whom does each word mean?

This room may ask ``reading``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "mentions": "find_mentions",
        "sides": "Sides SidesError find_sides",
        "referents": "Referents resolve_speakers",
        "figures": "Resolved",
        "sides_table": "read_sides",
        "unnamed": "is_unnamed",
    },
)
