"""What does a reader get to see of it all?

This room may ask those from ``reading`` to ``terms``.
"""

from analysis.lazy import hand_on

__getattr__, __dir__, __all__ = hand_on(
    __name__,
    {
        "report": "Report export_notebook make_report write_index write_report",
        "notebook": "ReportError",
        "card": "article_card downloads",
        "marked": "Marked mark",
        "changed": "what_changed",
        "findings": "key_findings",
        "caution": "all_warnings forewarning method published_accuracy published_behaviour published_reliability shift_limits trust",
        "plain": "Findings",
    },
)
