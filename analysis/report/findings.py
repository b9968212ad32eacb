"""What the tables say, in plain sentences made from their numbers; never a verdict on the outlet.

Each function takes a Framing (anything with its tables) and returns something that shows itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.intervals import bootstrap
from analysis.reading.parse import SHORT_ARTICLE
from analysis.report.marked import speaker_name
from analysis.shift.chance import LEVEL, p_in_words
from analysis.shift.metrics import amount, any_of, in_words
from analysis.shift.power import alarm_notes, power_notes
from analysis.templates import counted as _number
from analysis.templates import render, signed
from analysis.terms.judging import BLAMES, favoured
from analysis.terms.lexicon import LEAVE_OUT
from analysis.voices.sourcing import attributions, cue_tones, first_and_last, names_speaker
from analysis.voices.voices import voice_parts
from analysis.who.speakers import is_unnamed

if TYPE_CHECKING:
    from analysis.stance.swap import SwapAudit

RESULTS = Path(__file__).parents[1] / "models" / "stance" / "results.json"
VOICES_RESULTS = Path(__file__).parents[1] / "models" / "voices" / "results.json"


@dataclass(frozen=True)
class Findings:
    """A short list of plain sentences, with the warnings that belong to them."""

    items: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    title: str = ""
    rows: tuple[tuple[str, str], ...] = field(default=())
    groups: tuple[tuple[str, tuple[str, ...]], ...] = field(default=())  # the same sentences under their questions, where there are several

    def __iter__(self) -> Iterator[str]:
        """Go through the sentences."""
        return iter(self.items)

    def __len__(self) -> int:
        """Count the sentences."""
        return len(self.items)

    def __getitem__(self, index: int) -> str:
        """Return one sentence."""
        return self.items[index]

    def _repr_html_(self) -> str:
        return render("findings.html.j2", title=self.title, items=self.items, warnings=self.warnings, rows=self.rows, groups=self.groups)


def forewarning(framing: Any) -> Findings:
    """Say, before any number, what these numbers are and are not."""
    count = len(framing.sentences)
    items = [
        "Every news article chooses: whose words to carry, which words to use, what to leave out. This page shows some of these choices in one "
        "article. It does not say whether the article is true, fair or biased; that judgement is yours.",
        "A low score towards a side means that the sentence, as worded, treats it badly. Often the events themselves are bad, "
        "and often a source is speaking, not the reporter.",
        "The marks were made by a statistical model, a word list and rules. Each makes mistakes: read the sentence before you trust its mark.",
    ]
    if count < SHORT_ARTICLE:
        items.append(f"This article has {_number(count, 'sentence')}. That is little data: differences this small can be chance.")
    return Findings(tuple(items))


def key_findings(framing: Any, *, seed: int = 0) -> Findings:
    """Say in plain sentences what the tables show, with intervals, the reporter's voice and the sources' apart.

    Intervals are 95% percentile bootstraps over sentences (2,000 draws, seeded); below five sentences there is none.
    """
    groups = {
        "Whose voice": _voice_findings(framing),
        "Loaded terms": _term_findings(framing),
        "Stance towards each side": _stance_findings(framing, np.random.default_rng(seed)),
        "Shift": _shift_findings(framing),
    }
    told = tuple((title, tuple(part)) for title, part in groups.items() if part)
    return Findings(tuple(item for _, part in told for item in part), tuple(all_warnings(framing)), groups=told)


def all_warnings(framing: Any) -> list[str]:
    """Collect the warnings of the article and of the analysis, each once."""
    found = [*getattr(framing.article, "warnings", ()), *framing.provenance.get("warnings", ())]
    if not len(framing.sentences):
        found.append("No sentence was found in this article.")
    elif not _sides(framing):
        found.append("No side was found, so nothing could be said about stance. Name the sides yourself to get that part.")
    return list(dict.fromkeys(_sentence(str(warning)) for warning in found))


def published_accuracy(path: Path = RESULTS) -> pd.DataFrame:
    """Return the measured accuracy of the embedded stance model, one row a data set; empty where no results came with the model.

    Columns: data, rows, macro_f1, low, high (95% interval), accuracy (all percent), calibration_error (0 to 1).
    """
    columns = ["data", "rows", "macro_f1", "low", "high", "accuracy", "calibration_error"]
    rows = [(name, row["rows"], row["macro_f1"], *row["interval"], row["accuracy"], row["calibration_error"]) for name, row in _results(path).items()]
    return pd.DataFrame(rows, columns=columns)


def published_reliability(path: Path = RESULTS) -> pd.DataFrame:
    """Return how often the stance model was right (accuracy) at each height of its confidence, both 0 to 1, and in how many rows.

    Measured on the largest set of news sentences in the results, not on our own; empty where no results came with the model.
    """
    sets = sorted((row for name, row in _results(path).items() if not name.startswith("own")), key=lambda row: -row["rows"])
    return pd.DataFrame(sets[0]["reliability"] if sets else [], columns=["confidence", "accuracy", "rows"])


def trust(framing: Any, *, audit: SwapAudit | None = None, results: Path = RESULTS) -> Findings:
    """Say how far the numbers can be trusted: published accuracy where it is known, known limits, and what a swap of names did.

    Accuracy and close calls are told only where the weights that read the article are those that were measured, by their hash.

    audit: the result of ``framing.swap_audit()``; without it the sentence says that the swap was not made.
    """
    untested = "Whether the scores change when the sides’ names are exchanged was not tested for this page; framing.swap_audit() tests it."
    items = [
        "Stance is scored mention by mention, from one sentence at a time. Irony, hints and what the article leaves out are not seen.",
        _about_voices(framing),
        "A loaded term is marked because it is on a word list. The list has gaps, and a word can be the plain name of a thing.",
        *((untested,) if audit is None else audit.sentences),
    ]
    published = published_accuracy(results)
    if published.empty:
        missing = "The published accuracy of the stance model is not shipped with this installation, so no figure can be given here."
        return Findings(tuple(items), (missing,))
    if unmeasured := _unmeasured(framing, results):
        return Findings(tuple(items), (unmeasured,))
    items[1:1] = _close_calls(framing, results)
    items.insert(
        0,
        "The stance model was measured on sentences it was not trained on: of US news about persons, and our own invented ones about countries, "
        "armies, parties, companies, of which clear cases were kept. Its threshold and its calibration were chosen on the same US sentences, "
        "so their figures are a little too kind. Other news may be harder.",
    )
    rows = [
        (
            f"{row.data}, {row.rows} targets",
            f"macro F1 {row.macro_f1} (between {row.low} and {row.high}), accuracy {row.accuracy}%, calibration error {row.calibration_error}",
        )
        for row in published.itertuples()
    ]
    return Findings(tuple(items), (), "Accuracy of the stance model", tuple(rows))


def _unmeasured(framing: Any, results: Path) -> str:
    """Say that the published accuracy is not that of the model that read the article; empty where it is."""
    read_with = framing.provenance.get("models", {}).get("stance", {})
    measured = json.loads(results.read_text(encoding="utf-8")).get("sha256")
    if measured and read_with.get("sha256") == measured:
        return ""
    if not read_with.get("id"):
        return "It is not recorded which model read this article, so its accuracy is not known here."
    return f"Another model than the one measured read this article ({read_with['id']}); its accuracy is not known here."


def _about_voices(framing: Any, results: Path = VOICES_RESULTS) -> str:
    """Say what found the voices and how good it was where it was measured."""
    missed = "Where an attribution is missed, its words count as the reporter’s."
    known = json.loads(results.read_text(encoding="utf-8")) if results.is_file() else {}
    model = framing.provenance.get("models", {}).get("voices")
    if model and known and model["sha256"] == known["sha256"]:
        measured = known["polnear dev"]["tagger and rules"]
        found, outside = (measured["all attributions"][part] for part in ("content", "content outside"))
        return (
            "Voices are found by a small transformer and rules. Of the words they gave to sources in measured US news, "
            f"{found['precision']:.0f}% were rightly given; of the sources’ words they found {found['recall']:.0f}%. Outside quotation marks it was "
            f"{outside['precision']:.0f}% and {outside['recall']:.0f}%. The speaker, and with it perhaps the side, was right in "
            f"{measured['speaker right']['percent']:.0f}% of the attributions of a named source. All of it is a little too kind, since the rules "
            f"were chosen on the same articles. {missed}"
        )
    if model:
        return f"Voices are found by a small transformer and rules; how good these weights are is not known here. {missed}"
    return f"Voices are found by rules on the grammar of each sentence, which miss unusual attributions. {missed}"


def _close_calls(framing: Any, results: Path) -> list[str]:
    """Say how many mentions are too close to call, and how often such calls were right where it was measured."""
    known = json.loads(results.read_text(encoding="utf-8")).get("close_calls")
    if not known or not len(framing.stance):
        return []
    close = int((framing.stance[["p_neg", "p_neu", "p_pos"]].max(axis=1) < known["threshold"]).sum())
    told = "" if known["accuracy_below"] is None else f" Such calls were right in {known['accuracy_below']:.0f}% of the measured cases, the others"
    told += f" in {known['accuracy_above']:.0f}%." if told else ""
    return [
        f"{close} of {_number(len(framing.stance), 'mention')} {'is' if close == 1 else 'are'} too close to call: "
        f"no class reaches a probability of {known['threshold']}.{told}"
    ]


def method(framing: Any) -> Findings:
    """Say what made these results: versions, models with their hashes, word list, parameters, date."""
    rows = [(name, value) for name, value in _flat(framing.provenance) if not name.startswith("warnings")]
    return Findings((), (), "What made these results", tuple(rows))


def _voice_findings(framing: Any) -> list[str]:
    parts = voice_parts(framing.sentences, framing.voices)
    total = int(parts.words.sum())
    if not total:
        return []
    own = int(parts[parts.voice == "narrator"].words.sum())
    share = own / total
    items = [f"{share:.0%} of the words ({own} of {total}) are in the reporter’s own voice, {1 - share:.0%} in the voice of sources."]
    said = parts[parts.voice == "source"]
    if not len(said):
        return [*items, "No source was found in this article."]
    by_side = said.groupby(said.side.where(said.side.notna(), None), dropna=False, sort=False).words.sum().sort_values(ascending=False, kind="stable")
    words = [f"{f'sources of {side}' if not pd.isna(side) else 'sources of no side'} {count}" for side, count in by_side.items()]
    items.append(f"Words carried by side: {', '.join(words)}.")
    named = said[[not pd.isna(who) and not is_unnamed(str(who)) for who in said.who]]
    names = [speaker_name(str(row.who), None if pd.isna(row.side) else str(row.side)) for row in named.itertuples()]
    named = named.assign(name=names).groupby("name", sort=False).agg(words=("words", "sum"), sentences=("sentence", "nunique"))
    if len(named):
        top = named.sort_values("words", ascending=False, kind="stable").iloc[0]
        items.append(f"The source with most words is {top.name}: {_number(int(top.words), 'word')} in {_number(int(top.sentences), 'sentence')}.")
    return [*items, *_sourcing_findings(framing.voices)]


def _sourcing_findings(voices: pd.DataFrame) -> list[str]:
    """Say which source has the first and the last word, how many attributions give no name, and how many cues doubt or accuse."""
    named = attributions(voices).named
    ends = first_and_last(voices)
    first, last = ((_heard(row), int(row.sentence)) for row in ends.itertuples())
    if len(named) == 1:
        items = [f"The only attribution, in sentence {first[1]}, {f'names {first[0]}' if named.all() else 'gives no name'}."]
    else:
        items = [f"Among the sources, the first word goes to {first[0]} in sentence {first[1]}, the last to {last[0]} in sentence {last[1]}."]
        if first[0] == last[0] and not any(pd.isna(who) or is_unnamed(str(who)) for who in ends.who):  # two times "officials" may be two sources
            items = [f"Among the sources, {first[0]} has both the first word, in sentence {first[1]}, and the last, in sentence {last[1]}."]
        nobody = int((~named).sum())
        told = f"{nobody} of {len(named)} attributions {'gives' if nobody == 1 else 'give'} no name."
        items.append(told if nobody else f"Each of the {len(named)} attributions gives a name.")
    tones = cue_tones(voices)
    if not len(tones):
        return items
    by_side = []
    for side, part in tones.groupby("side", dropna=False, sort=False):
        harsh = part[part.tone.isin(["doubting", "accusing"]) & (part["count"] > 0)]
        cues = f" ({', '.join(harsh.cues)})" if len(harsh) else ""
        by_side.append(f"{int(harsh['count'].sum())} of {int(part['count'].sum())} for sources of {'no side' if pd.isna(side) else side}{cues}")
    return [*items, f"Verbs of saying that doubt or accuse: {', '.join(by_side)}."]


def _heard(row: Any) -> str:
    """Return the name of the source of a voice: the person found behind "he" or "the minister", else the words of the article."""
    speaker, who, side = (None if pd.isna(value) else str(value) for value in (row.speaker, row.who, row.side))
    return speaker_name(who or speaker, side)


def _term_findings(framing: Any) -> list[str]:
    terms = framing.terms
    if not len(terms):
        return ["No loaded term of the word list was found. The list is short, so this does not show that the wording is neutral."]
    own = terms[terms.voice == "narrator"]
    text = f"Of {_number(len(terms), 'loaded term')}, {len(own)} {_is(len(own))} in the reporter’s own voice"
    about = own.about.dropna().value_counts(sort=False).sort_values(ascending=False, kind="stable")
    if len(about):
        text += "; of these, " + ", ".join(f"{count} {_is(count)} about {side}" for side, count in about.items())
        rest = len(own) - int(about.sum())
        text += f" and {rest} about no named side" if rest else ""
    items = [text + ".", *_favour_findings(own, _sides(framing))]
    measured = terms.dropna(subset=["effect"])
    if len(measured):
        row = measured.loc[measured.effect.abs().idxmax()]
        toward = f" towards {row.about}" if isinstance(row.about, str) else ""
        wording = f"with “{row.neutral}” in its place" if isinstance(row.neutral, str) and row.neutral != LEAVE_OUT else "without it"
        items.append(
            f"The word that moves the score most is “{row.text}” (sentence {int(row.sentence)}): "
            f"{wording} the score{toward} changes by {signed(row.effect)}."
        )
    return items


def _favour_findings(own: pd.DataFrame, sides: list[str]) -> list[str]:
    """Say which side the loaded terms of the reporter favour; with other than two sides, also which they blame, since that favours no certain one."""
    favours = favoured(own, sides).dropna().value_counts(sort=False)
    blames = own[own.judges == BLAMES].about.value_counts(sort=False) if len(sides) != 2 else favours.head(0)
    parts = [f"{count} {'favours' if count == 1 else 'favour'} {side}" for side, count in favours.sort_values(ascending=False, kind="stable").items()]
    parts += [f"{count} {'blames' if count == 1 else 'blame'} {side}" for side, count in blames.sort_values(ascending=False, kind="stable").items()]
    if not parts:
        return []
    meant = "praising, excusing or pitying it" + (" or by blaming the other side" if len(sides) == 2 else "")
    told = f" A term favours a side by {meant}." if len(favours) else ""
    if len(own) == 1:
        return [f"The only loaded term in the reporter’s own voice {parts[0].removeprefix('1 ')}.{told}"]
    return [f"Of the {len(own)} loaded terms in the reporter’s own voice, {', '.join(parts)}.{told}"]


def _stance_findings(framing: Any, random: np.random.Generator) -> list[str]:
    items = []
    stance = framing.stance.dropna(subset=["score"])
    speaks = names_speaker(stance, framing.voices)
    for side in _sides(framing):
        parts = []
        for voice, name in (("narrator", "in the reporter’s voice"), ("source", "in sources’ words")):
            here = (stance.side == side) & (stance.voice == voice)
            part = stance[here & ~speaks]
            only = int((here & speaks).sum())
            told = f"{_number(only, 'mention')} only {'names' if only == 1 else 'name'} who speaks" if only else ""
            if not len(part):
                parts.append(f"{name}: {told or 'no mention'}")
                continue
            sentences = part.sentence.nunique()
            where = f"{_number(len(part), 'mention')} in {_number(sentences, 'sentence')}"
            interval = bootstrap(part, random)
            spread = f"between {signed(interval[0])} and {signed(interval[1])}" if interval else "too few sentences for an interval"
            parts.append(f"{name}: {signed(float(part.score.mean()))} ({'; '.join(filter(None, (spread, where, told and f'{told}, not counted')))})")
        items.append(f"Mean score towards {side}, {'; '.join(parts)}.")
    return items


def shift_limits(framing: Any) -> Findings:
    """Say what the test for a shift can see in an article of this length, and how often it errs (``analysis.shift.power``: simulated articles)."""
    notes = power_notes(framing.shift, framing.changes)
    return Findings((*notes, *alarm_notes(len(framing.sentences))) if notes else ("No shift could be tested: there are too few sentences.",))


def _shift_findings(framing: Any) -> list[str]:
    tested = framing.changes.dropna(subset=["p_value"])
    found = tested[tested.p_value < LEVEL]
    items = [
        f"A shift in {in_words(row.metric)} after sentence {int(row.sentence)}: on average {amount(row.metric, row.before)} before, "
        f"{amount(row.metric, row.after)} after ({p_in_words(row.p_value)})."
        for row in found.itertuples()
    ]
    rest = [in_words(row.metric) for row in tested[tested.p_value >= LEVEL].itertuples()]
    if rest:
        items.append(f"No evidence of a shift along the article in {any_of(rest)}.")
    if len(found) and len(tested) > 1:
        items.append(f"{len(tested)} measures were tested for a shift; their p-values are corrected for that number.")
    if not len(tested):
        return ["No shift could be tested: there are too few sentences with a value."]
    return [*items, *(power_notes(framing.shift, tested)[:1] if rest else ())]


def _results(path: Path) -> dict[str, Any]:
    """Read what ``training.evaluate`` measured about stance: data set -> figures."""
    return dict(json.loads(path.read_text(encoding="utf-8"))["stance"]) if path.is_file() else {}


def _flat(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} · {key}" if name else str(key))
    elif isinstance(value, (list, tuple)):
        if all(not isinstance(inner, (dict, list, tuple)) for inner in value):
            yield name, ", ".join(_shown(inner) for inner in value)
        else:
            for i, inner in enumerate(value, start=1):
                yield from _flat(inner, f"{name} · {i}")
    else:
        yield name, _shown(value)


def _shown(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "" if value is None else str(value)


def _sides(framing: Any) -> list[str]:
    return list(framing.sides) or list(dict.fromkeys(framing.stance.side))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"


def _sentence(text: str) -> str:
    """Return a warning such as ``length: few words`` as a sentence: ``Length: few words.``."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
