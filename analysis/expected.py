"""Which errors the ``framing`` command tells in one line."""

from __future__ import annotations


def expected_errors() -> tuple[type[Exception], ...]:
    """Return the errors whose message is written for the user of the command; anything else is a bug and shows as one."""
    from analysis.classroom.annotation import AnnotationError
    from analysis.classroom.questions import AskError
    from analysis.comparison.comparison import ComparisonError
    from analysis.corpus.folder import CorpusError
    from analysis.corrections import CorrectionError
    from analysis.model import ModelError
    from analysis.reading.draft import ArticleError
    from analysis.report.notebook import ReportError
    from analysis.who.sides import SidesError

    return (ArticleError, SidesError, ModelError, ReportError, ComparisonError, CorpusError, AnnotationError, AskError, CorrectionError, OSError)
