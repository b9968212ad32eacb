"""Read how a news article frames its story: whose voice, which stance, which loaded words, which shift, and how far to trust it.

    from analysis import read_article, analyse
    framing = analyse(read_article("seeds/articles/armenia_azerbaijan_clash.txt"))

Nothing heavy is imported until a name is used.
"""

from importlib import import_module
from typing import Any

from analysis.lazy import hand_on

_get, __dir__, __all__ = hand_on(
    __name__,
    {
        "reading": "Article ArticleError read_article read_articles",
        "who": "SidesError",
        "model": "ModelError",
        "stance": "StanceModel SwapAudit",
        "corrections": "CorrectionError Corrections",
        "framing": "Framing analyse read_framing",
        "comparison": "Comparison ComparisonError compare write_comparison",
        "saved": "SavedError",
        "report": "key_findings write_report",
        "classroom": "Annotation AnnotationError annotate codebook compare_model confusion measure_agreement read_annotation read_class "
        "word_shares write_class write_handout write_worksheet",
    },
)
_MODULES = {"charts": "charts", "exercises": "classroom.exercises", "playground": "classroom.playground"}
__all__ += _MODULES  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    return import_module(f"{__name__}.{_MODULES[name]}") if name in _MODULES else _get(name)
