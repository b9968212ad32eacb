"""The whole reading of one article: ``analyse(article) -> Framing``, the tables of all five questions."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.corrections import MENTIONS, SPEAKERS, TERMS, CorrectionError, Corrections, one_correction, read_corrections
from analysis.frames.frames import find_frames
from analysis.frames.questions import answer
from analysis.narrative.roles import find_roles
from analysis.provenance import cautions, check_same_readers, provenance_of, sides_given
from analysis.reading.article import Article
from analysis.reading.as_read import furniture_of, parse_folded
from analysis.reading.draft import ArticleError, LeftOut
from analysis.reading.folding import Folded, fold
from analysis.reading.parse import Parsed
from analysis.saved import FAINT, SavedError, as_json, read_json, with_key, write_folder
from analysis.shift.metrics import metric_values
from analysis.shift.shift import framing_shift
from analysis.shift.zones import compare_zones
from analysis.stance.scorer import HasScore
from analysis.stance.stance import chosen_model
from analysis.steps import Clock, Steps, load_models, read
from analysis.tables import make_table
from analysis.terms.concordance import term_words
from analysis.terms.effects import TermSwap, swap_term, term_effects, wording_effects
from analysis.terms.marker import at_threshold, checked_threshold
from analysis.who.sides import given_sides

if TYPE_CHECKING:
    from analysis.narrative.retell import Retold
    from analysis.report.marked import Marked
    from analysis.shift.zones import Zones
    from analysis.stance.swap import SwapAudit

TABLES = ("sentences", "mentions", "voices", "stance", "terms", "actions", "roles", "casts", "questions", "frames", "shift", "changes")

_OF_ARTICLE = ("title", "outlet", "date", "author", "section", "url", "source", "headline", "text", "warnings", "left_out")


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
    actions: pd.DataFrame
    roles: pd.DataFrame
    casts: pd.DataFrame
    questions: pd.DataFrame
    frames: pd.DataFrame
    shift: pd.DataFrame
    changes: pd.DataFrame
    provenance: dict[str, Any]
    seconds: dict[str, float] = field(default_factory=dict, repr=False, compare=False)
    corrections: Corrections = field(default_factory=Corrections)
    _faint: pd.DataFrame = field(default_factory=partial(make_table, "terms", ()), repr=False, compare=False)
    _parsed: Parsed | None = field(default=None, repr=False, compare=False)

    @property
    def warnings(self) -> list[str]:
        """Everything a reader must know before trusting a number, in plain words."""
        return list(self.provenance["warnings"])

    @property
    def key(self) -> str:
        """Name this article among others: its source and the first digits of its text's SHA-256, the same in every run."""
        digest = hashlib.sha256(self.article.text.encode("utf-8", "replace")).hexdigest()[:12]
        return f"{self.article.source}:{digest}" if self.article.source else digest

    def to_frames(self, key: str | None = None) -> dict[str, pd.DataFrame]:
        """Return the tables by name; copies, so that changing one changes nothing here.

        key: given, it is the first column, ``article``, of each, so that the tables of several articles can be joined; ``framing.key`` is one.
        """
        tables = {name: getattr(self, name).copy() for name in TABLES}
        return tables if key is None else with_key(tables, key)

    def to_json(self) -> str:
        """Return article, sides, tables (lists of rows) and provenance as JSON text; missing values are null.  ``read_framing`` reads it.

        ``terms_below`` holds what ``terms_at`` needs: words that the model finds less likely loaded than those in ``terms``.
        """
        about = {name: getattr(self.article, name) for name in _OF_ARTICLE} | {"left_out": [asdict(each) for each in self.article.left_out]}
        return as_json(about, self.sides, {**self.to_frames(), FAINT: self._faint}, self.provenance, self.corrections.as_dict())

    def save(self, folder: str | Path, *, key: str | None = None) -> Path:
        """Write every table as CSV and Parquet, and ``framing.json``, into the folder (made if missing); return the folder.

        key: as in ``to_frames``, for the CSV and Parquet files.  A file is written beside its place and then renamed, so none is left half-written.
        """
        return write_folder(folder, self.to_frames(key), self.to_json())

    def without_parse(self) -> Framing:
        """Return the same reading without its grammar, which takes most of the memory; what asks for it parses the article again."""
        return replace(self, _parsed=None)

    def sides_table(self) -> pd.DataFrame:
        """Return every name of each side that the text uses, with how often; correct it and give it back: ``analyse(article, sides=table)``."""
        from analysis.who.sides_table import sides_table

        return sides_table(self.sides, self._folded().as_read(self.mentions))

    def correct(
        self,
        corrections: Corrections | Mapping[str, Any] | str | Path | None = None,
        *,
        sentence: int | None = None,
        mention: str | None = None,
        said: str | None = None,
        term: str | None = None,
        start: int | None = None,
        sides: Mapping[str, Iterable[str] | None] | None = None,
        model: HasScore | None = None,
        lexicon: str | Path | None = None,
        **change: Any,
    ) -> Framing:
        """Return the reading computed again with what a person corrects, besides all that was corrected before; this one stays as it is.

        corrections: a file or dict as ``analysis.corrections`` describes it.  Or one thing: ``sentence`` and its words as ``mention`` (with ``side``,
        None for no mention), as ``said`` by a source (with ``speaker``, None for the reporter, and ``side``) or as ``term`` (with ``loaded``,
        ``category``, ``about``, ``neutral``); ``start`` where the words stand there twice.  sides: side -> names to add, or None to take it away.
        model, lexicon: those that read the article; None is ours.

        Raises CorrectionError for what does not fit the article, ValueError where another model or list would read it than before.
        """
        one = one_correction(sentence, {MENTIONS: mention, SPEAKERS: said, TERMS: term}, start, sides, change)
        both = self.corrections.then(read_corrections(corrections)).then(one)
        seed = self.provenance.get("parameters", {}).get("seed", 0)
        check_same_readers(self.provenance, model, lexicon)
        return analyse(self.article, sides_given(self.provenance, self.sides), both, model=model, lexicon=lexicon, seed=seed)

    def marked(self) -> Marked:
        """Return the article with its marks; as the last line of a cell it shows itself."""
        from analysis.report.marked import mark

        furniture = furniture_of(self.article)
        tables = (self.sentences, self.voices, self.terms, self.mentions, self.stance)
        return mark(self.article, *tables, sides=list(self.sides), furniture=furniture, actions=self.actions)

    def zones(self, *, seed: int = 0) -> Zones:
        """Compare headline, lead, body and close in every metric of the shift; as the last line of a cell it shows itself."""
        values = metric_values(self.sentences, self.stance, self.terms, self.voices)
        return compare_zones(self.sentences, values, seed=seed)

    def swap_audit(self, *, model: HasScore | None = None, seed: int = 0, progress: bool = False) -> SwapAudit:
        """Exchange the names of the sides, score every mention again, and return what changed; see ``analysis.stance.swap``.

        model: the one that scored the article; None is the embedded model.  Every mention is scored three times.
        """
        from analysis.stance.swap import audit

        read_with = self.provenance.get("models", {}).get("stance", {}).get("id")
        folded = self._folded()
        tables = (self.sides, folded.as_read(self.sentences), folded.as_read(self.mentions), folded.as_read(self.stance))
        found = audit(self._grammar, *tables, chosen_model(model), read_with=read_with, seed=seed, progress=progress)
        return replace(found, table=folded.as_written(found.table))

    def begin_audit(self, *, model: HasScore | None = None, seed: int = 0) -> Future[SwapAudit]:
        """Begin ``swap_audit`` aside and return at once; ``.result()`` waits for the audit, and raises what it raises."""
        aside = ThreadPoolExecutor(1)
        begun = aside.submit(self.swap_audit, model=model, seed=seed)
        aside.shutdown(wait=False)
        return begun

    def swap_term(self, number: int, wording: str | None = None, *, model: HasScore | None = None) -> TermSwap:
        """Put another wording in the place of a loaded word and score its sentence again; the result shows itself.

        number: of the term, from 1, in the order of ``terms``.  wording: in the form that the place needs ("captured" for "liberated");
        "(leave out)" for nothing; None for the wording in ``terms``.  model: the one that scored the article; None is the embedded one.

        Raises IndexError for a number there is not, and ValueError for a wording that takes away the name of a side.
        """
        read = self._folded().as_read
        return swap_term(self._grammar(), read(self.terms), read(self.mentions), number, wording, chosen_model(model))

    def retell(self, number: int, *, model: HasScore | None = None) -> Retold:
        """Tell an action in its other forms and score its sentence again; the result shows itself.

        number: of the action, from 1, in the order of ``actions``: one of ``retellable()``.  model: the one that scored the article; None is the
        embedded one.  Raises IndexError for a number there is not, RetellError for an action without another form.
        """
        from analysis.narrative.retell import retell_action

        read = self._folded().as_read
        return retell_action(self._grammar(), read(self.actions), read(self.mentions), number, chosen_model(model))

    def retellable(self) -> list[int]:
        """Return the numbers, from 1, of the actions that ``retell`` can tell in another form."""
        from analysis.narrative.retell import can_be_retold

        parsed, actions = self._grammar(), self._folded().as_read(self.actions)
        return [number for number, row in enumerate(actions.itertuples(), start=1) if can_be_retold(parsed.tokens(int(row.start), int(row.end)))]

    def wordings(self, number: int, *, model: HasScore | None = None) -> pd.DataFrame:
        """Return every other wording known for a term (number from 1), with its effect and the sentence with it."""
        read = self._folded().as_read
        return wording_effects(self._grammar(), read(self.terms), read(self.mentions), number, chosen_model(model))

    def terms_at(self, threshold: float) -> pd.DataFrame:
        """Return the loaded words at another threshold, in the form of ``terms``; nothing is read a second time.

        threshold: how likely the model must find a word loaded, from 0.1 (many, often arguable) to 1 (the list alone).  Terms of the list stay at
        every threshold.  ``effect`` is there for the words in ``terms`` only; ``framing.terms`` is at 0.8.

        Raises ValueError for a threshold outside this range.
        """
        return at_threshold(pd.concat([one for one in (self.terms, self._faint) if len(one)] or [self.terms]), checked_threshold(threshold))

    def peace(self) -> pd.DataFrame:
        """Return the indicators of war or peace journalism, one row a count: indicator, counted, count, of; see ``analysis.frames.peace``."""
        from analysis.frames.peace import peace_indicators

        return peace_indicators(self.sentences, self.voices, self.stance, self.terms, self.actions, self.questions, list(self.sides))

    def words(self) -> pd.DataFrame:
        """Return the loaded words of the article, one row a word: how often, in whose voice, about whom, how sure, and an example."""
        return term_words(self.terms, self.sentences)

    def _folded(self) -> Folded:
        """Return the copy of the text that is read, and the way there and back."""
        return fold(self.article.text)

    def _grammar(self) -> Parsed:
        """Return the parse of the article; anew where it was not kept, or is that of another one (``replace`` may have changed it)."""
        kept = self._parsed
        return kept if kept and kept.written == self.article else parse_folded(self.article)

    def _repr_html_(self) -> str:
        from analysis.report.findings import key_findings

        return key_findings(self)._repr_html_()


def read_framing(source: str | Path) -> Framing:
    """Return the reading that ``framing.save(folder)`` or ``framing.to_json()`` wrote; numbers come back to ten decimals.

    source: the folder, a JSON file, or the JSON text itself.  Raises SavedError, saying what is wrong, for anything else.
    """
    parts = read_json(source)
    try:
        known = {name: parts["article"][name] for name in _OF_ARTICLE if name in parts["article"]}
        known["left_out"] = tuple(LeftOut(**each) for each in known.get("left_out", ()))
        faint = {"_faint": parts.pop(FAINT), "corrections": read_corrections(parts["corrections"])}
        return Framing(**{**parts, **faint, "article": Article(**known), "sides": {side: list(names) for side, names in parts["sides"].items()}})
    except (ArticleError, CorrectionError, TypeError, AttributeError) as error:
        raise SavedError(f"the saved reading holds an article, sides or corrections that were changed: {error}") from error


def analyse(
    article: Article,
    sides: Mapping[str, Iterable[str]] | Iterable[str] | None = None,
    corrections: Corrections | Mapping[str, Any] | str | Path | None = None,
    *,
    model: HasScore | None = None,
    lexicon: str | Path | None = None,
    seed: int = 0,
    progress: bool = False,
) -> Framing:
    """Read one article for its framing.

    sides: None to have them found, or side -> its names.  corrections: what a person says of single sides, mentions, speakers and loaded words, as
    a file or dict (``analysis.corrections``); all else is computed from them.  model: another stance model than the embedded one.  lexicon: a list of
    loaded words instead of ours.  seed: of the bootstrap and permutations.  progress: show a bar where a step takes long.

    Raises TypeError when no Article is given, SidesError for sides that cannot be used, CorrectionError for corrections that do not fit the
    article, ModelError for a missing or damaged model.
    """
    clock = Clock()
    corrected = read_corrections(corrections)
    found = read(article, sides, partial(load_models, model, lexicon), corrections=corrected, clock=clock, progress=progress)
    used = found.models
    terms = term_effects(found.parsed, found.terms, found.mentions, used.scorer)
    clock.lap("effects")
    roles, casts = _roles(found, terms)
    questions, frames = _frames(found)
    clock.lap("roles and frames")
    shift, changes = framing_shift(found.sentences, found.stance, terms, found.voices, seed=seed)
    clock.lap("shift")
    warnings = [*found.warnings, *cautions(found)]
    parameters = {"sides": "found"} if sides is None else {"sides": "given", "names": given_sides(sides)}
    provenance = provenance_of(article, used, {**parameters, "seed": seed}, warnings, found.changes)
    names = {side: list(known) for side, known in found.sides.items()}
    told = found.parsed.folded.as_written
    tables = (
        told(found.sentences),
        told(found.mentions),
        told(found.voices),
        told(found.stance),
        told(terms),
        told(found.actions),
        roles,
        casts,
        questions,
        frames,
        shift,
        changes,
    )
    return Framing(article, names, *tables, provenance, clock.laps, corrected, told(found.faint), found.parsed)


def _roles(found: Steps, terms: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return roles and casts; without rows where the stance model tells no roles, which a caution says."""
    if found.shares is None:
        return make_table("roles", ()), make_table("casts", ())
    return find_roles(found.sides, found.mentions, found.stance, terms, found.actions, found.shares)


def _frames(found: Steps) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return questions and frames; without rows where the stance model answers no questions, which a caution says."""
    if found.question_scores is None:
        return make_table("questions", ()), make_table("frames", ())
    questions = answer(found.sentences, found.question_scores)
    return questions, find_frames(questions, found.question_scores)
