"""Thousands of articles: read them all on one machine or a cluster, keep every table, and ask about outlets and months.

This room may ask every room of reading, and ``classroom``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "build": "make_corpus",
        "folder": "CorpusError",
        "frames": "Corpus read_corpus",
        "measuring": "MEASURES measures",
        "groups": "by_group",
        "distinctive": "distinctive_words",
        "sample": "Sample sample_articles",
        "agreement": "agreement_by_article",
    },
)
