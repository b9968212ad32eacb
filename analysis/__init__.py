"""Read how a news article frames its story: whose voice, which stance, which loaded words, which shift, and how far to trust it.

    from analysis import read_article, analyse
    framing = analyse(read_article("seeds/articles/armenia_azerbaijan_clash.txt"))

Nothing heavy is imported until a name is used.
"""

from importlib import import_module
from typing import Any

_HOME = {
    "Annotation": "annotation",
    "AnnotationError": "annotation",
    "Article": "article",
    "ArticleError": "article",
    "Framing": "framing",
    "ModelError": "model",
    "SidesError": "sides",
    "StanceModel": "stance",
    "SwapAudit": "swap",
    "analyse": "framing",
    "annotate": "widget",
    "codebook": "coding",
    "compare_model": "model_coder",
    "confusion": "agreement",
    "key_findings": "findings",
    "measure_agreement": "agreement",
    "read_annotation": "annotation",
    "read_article": "article",
    "read_class": "coders",
    "word_shares": "agreement",
    "write_report": "report",
    "write_worksheet": "worksheet",
}
_MODULES = ("charts",)

__all__ = [*_HOME, *_MODULES]  # noqa: PLE0604


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"analysis.{_HOME[name]}"), name)
    if name in _MODULES:
        return import_module(f"analysis.{name}")
    raise AttributeError(f"module 'analysis' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return sorted(__all__)
