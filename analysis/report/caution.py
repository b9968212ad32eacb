"""What a reader must know before trusting a number: what it is, how often it is wrong, what made it.

Accuracy is given only where it was measured, and only for the weights that were measured.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.reading.parse import SHORT_ARTICLE
from analysis.report.plain import Findings
from analysis.shift.power import alarm_notes, power_notes
from analysis.templates import counted
from analysis.terms.marker import THRESHOLD

if TYPE_CHECKING:
    from analysis.framing import Framing
    from analysis.stance.swap import SwapAudit

RESULTS = Path(__file__).parents[1] / "models" / "stance" / "results.json"
BEHAVIOUR = RESULTS.with_name("behaviour.json")
LEXICONS = Path(__file__).parents[1] / "lexicons"
VOICES_RESULTS = Path(__file__).parents[1] / "models" / "reading" / "results.json"


def forewarning(framing: Framing) -> Findings:
    """Say, before any number, what these numbers are and are not."""
    count = len(framing.sentences)
    items = [
        "Every news article chooses: whose words to carry, which words to use, what to leave out. This page shows some of these choices in one "
        "article. It does not say whether the article is true, fair or biased; that judgement is yours.",
        "A low score towards a side means that the sentence, as worded, treats it badly. Often the events themselves are bad, "
        "and often a source is speaking, not the reporter.",
        "Statistical models, a word list and rules made the marks. All of them make mistakes: read the sentence before you trust its mark.",
    ]
    if count < SHORT_ARTICLE:
        items.append(f"This article has {counted(count, 'sentence')}. That is little data, and chance alone can make a difference.")
    return Findings(tuple(items))


def all_warnings(framing: Framing) -> list[str]:
    """Collect the warnings of the article and of the analysis, each once."""
    found = [*framing.article.warnings, *framing.provenance.get("warnings", ())]
    if not len(framing.sentences):
        found.append("No sentence was found in this article.")
    elif not framing.sides and framing.stance.empty:
        found.append("No side was found, so there is nothing to say about stance. Name the sides yourself to get that part.")
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


def published_behaviour(path: Path = BEHAVIOUR) -> pd.DataFrame:
    """Return what the stance model must not react to, and how often it did not; one row a test, empty where no results came with the model.

    Short sentences made from templates, and longer ones written one by one that must come out neutral, or alike.  Columns: test, checks, right
    (percent), 95 % interval, and a failure in words, empty for none.
    """
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"templates": {}, "sentences": {}}
    rows = [(f"short: {kind}", one) for kind, one in told["templates"].items()]
    for kind, one in told["sentences"].items():
        case, _, wanted = kind.rpartition(", ")
        if (wanted == "neutral" and case not in ("judging twin", "politics", "identity")) or wanted == "same answer":
            rows.append((f"long: {case}", one))
    cells = [
        (test, one["checks"], f"{100 * one['share']:.0f} %", "{:.0f} to {:.0f}".format(*one["interval"]), _failure(one["failures"]))
        for test, one in rows
    ]
    return pd.DataFrame(cells, columns=["test", "checks", "right", "95 % interval", "a failure"])


def _failure(failures: list[list[dict[str, Any]]]) -> str:
    return "; ".join(f"{one['text']} ({one['target']}: {one['score']:+.2f})" for one in failures[0]) if failures else ""


def trust(framing: Framing, *, audit: SwapAudit | None = None, results: Path = RESULTS) -> Findings:
    """Say how far the numbers can be trusted: published accuracy where it is known, known limits, and what a swap of names did.

    Accuracy and close calls are given only if the weights that read the article are those that were measured, by their hash.

    audit: the result of ``framing.swap_audit()``; without it a sentence says that the swap was not made.
    """
    untested = "This page did not test whether the scores change when the sides swap names; framing.swap_audit() does."
    items = [
        "The model scores each mention of a side, reading one sentence at a time. It does not see irony, hints, or what the article leaves out.",
        _about_voices(framing),
        *about_marks(framing),
        *((untested,) if audit is None else audit.sentences),
    ]
    published = published_accuracy(results)
    if published.empty:
        missing = "The file with the published accuracy of the stance model is missing here, so this page cannot give a figure."
        return Findings(tuple(items), (missing,))
    if unmeasured := _unmeasured(framing, results):
        return Findings(tuple(items), (unmeasured,))
    items[1:1] = _close_calls(framing, results)
    items.insert(
        0,
        "The stance model was tested on sentences that it was not trained on: sentences about people from US news, and clear cases that we "
        "wrote about "
        "countries, armies, parties and companies. Its threshold and its calibration were chosen on the same US sentences, "
        "so the figures for these are slightly too high. Other news may be harder.",
    )
    rows = [
        (
            f"{row.data}, {row.rows} targets",
            f"macro F1 {row.macro_f1} (between {row.low} and {row.high}), accuracy {row.accuracy}%, calibration error {row.calibration_error}",
        )
        for row in published.itertuples()
    ]
    return Findings(tuple(items), (), "Accuracy of the stance model", tuple(rows))


def _unmeasured(framing: Framing, results: Path) -> str:
    """Say that the published accuracy is not that of the model that read the article; empty where it is."""
    read_with = framing.provenance.get("models", {}).get("stance", {})
    measured = json.loads(results.read_text(encoding="utf-8")).get("sha256")
    if measured and read_with.get("sha256") == measured:
        return ""
    if not read_with.get("id"):
        return "There is no record of which model read this article, so its accuracy is unknown."
    return f"The model that read this article ({read_with['id']}) is not the one that was tested, so its accuracy is unknown."


def _about_voices(framing: Framing, results: Path = VOICES_RESULTS) -> str:
    """Say what found the voices and how good it was where it was measured."""
    missed = "If an attribution is missed, its words count as the reporter’s."
    known = _known(results)
    model = framing.provenance.get("models", {}).get("reading")
    if model and known and model["sha256"] == known["sha256"]:
        measured = known["polnear dev"]["tagger and rules"]
        found, outside = (measured["all attributions"][part] for part in ("content", "content outside"))
        return (
            "A small transformer and rules find the voices. In a test on US news, "
            f"{found['precision']:.0f}% of the words they gave to sources were a source’s, and they found {found['recall']:.0f}% of the "
            "sources’ words. "
            f"Outside quotation marks the figures were {outside['precision']:.0f}% and {outside['recall']:.0f}%. They named the right speaker in "
            f"{measured['speaker right']['percent']:.0f}% of the attributions to a named source; if the speaker is wrong, the side may be wrong "
            "too. All these "
            f"figures are slightly too high, since the rules were chosen on the same articles. {missed}"
        )
    if model:
        return f"A small transformer and rules find the voices; how good these weights are is unknown. {missed}"
    return f"Rules on the grammar of each sentence find the voices; they miss unusual attributions. {missed}"


def about_marks(framing: Framing, folder: Path = LEXICONS) -> list[str]:
    """Say why a loaded word is marked, and how often marks were right where it was measured: of this list, and of these weights of the model.

    folder: holds ``precision.json`` (marks judged: of the list, and ``with_model`` of list and model) and ``results.json`` (``sha256`` of the
    weights, ``own``: our own labelled articles, ``babe``: words that coders called biased), as ``training.judge_terms`` and
    ``training.evaluate terms`` write them.  A figure that is missing is left out.
    """
    measured, judged = _known(folder / "results.json"), _known(folder / "precision.json")
    lexicon, encoder = framing.provenance.get("lexicon") or {}, framing.provenance.get("models", {}).get("reading") or {}
    told = ["A loaded word is marked because it is on a word list. The list has gaps, and sometimes a marked word is simply the name of a thing."]
    if encoder:
        told = [
            f"A loaded word is marked because it is on a word list, or because a model that reads the sentence finds it at least {THRESHOLD:.0%} "
            "likely to be loaded there. Both miss words, and sometimes a marked word is simply the name of a thing."
        ]
    if not lexicon.get("sha256") or lexicon["sha256"] != measured.get("lexicon", {}).get("sha256"):
        return told
    own, babe = measured.get("own", {}).get("words", {}), measured.get("babe", {})
    whose = "list and model" if own and encoder.get("sha256") and encoder["sha256"] == measured.get("sha256") else "list"
    if row := _with(judged, "marks", "precision", "interval"):
        told.append(f"Of {row['marks']} marks of the list, picked at random from US political news, a reader called {_share(row)} right.")
    if whose == "list":
        return [*told, *_against_coders("the list", babe.get("list"))]
    if row := _with(judged.get("with_model"), "marks", "precision", "interval"):
        from_where = "picked at random from US political news that nobody had labelled"
        judged_right = f"two readers on average called {_share(row)} right; the threshold was chosen on the same marks"
        told.append(f"Of {row['marks']} marks of list and model, {from_where}, {judged_right}.")
    if row := _with(own.get(whose), "precision", "recall"):
        told.append(
            f"In labelled articles that the model was not trained on, readers also marked {row['precision']:.0f}% of the words that list and model "
            f"marked. List and model found {row['recall']:.0f}% of the readers’ words."
        )
    return [*told, *_against_coders("list and model", babe.get(whose))]


def _share(figures: dict[str, Any]) -> str:
    low, high = figures["interval"]
    return f"{figures['precision']:.0%} (between {low:.0%} and {high:.0%})"


def _against_coders(whose: str, figures: dict[str, Any] | None) -> list[str]:
    """Say how marks compare with the words that coders of other news marked."""
    if not (row := _with(figures, "precision", "recall")):
        return []
    return [
        f"Coders of other US news marked every word that makes a sentence take sides, not only loaded words. Of the words marked by {whose}, "
        f"{row['precision']:.0f}% were among theirs; of theirs, {row['recall']:.0f}% were marked."
    ]


def _with(figures: dict[str, Any] | None, *names: str) -> dict[str, Any]:
    """Return measured figures that have these names, else nothing."""
    return figures if figures and set(names) <= set(figures) else {}


def _known(path: Path) -> dict[str, Any]:
    """Read what was measured; nothing where the file is missing."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def _close_calls(framing: Framing, results: Path) -> list[str]:
    """Say how many mentions are too close to call, and how often such calls were right where it was measured."""
    known = json.loads(results.read_text(encoding="utf-8")).get("close_calls")
    if not known or not len(framing.stance):
        return []
    close = int((framing.stance[["p_neg", "p_neu", "p_pos"]].max(axis=1) < known["threshold"]).sum())
    told = "" if known["accuracy_below"] is None else f" In the test, such calls were right in {known['accuracy_below']:.0f}% of cases, the others"
    told += f" in {known['accuracy_above']:.0f}%." if told else ""
    return [
        f"{close} of {counted(len(framing.stance), 'mention')} {'is' if close == 1 else 'are'} too close to call: "
        f"none of negative, neutral and positive reaches a probability of {known['threshold']}.{told}"
    ]


def shift_limits(framing: Framing) -> Findings:
    """Say what the test for a shift can see in an article of this length, and how often it errs (``analysis.shift.power``: simulated articles)."""
    notes = power_notes(framing.shift, framing.changes)
    return Findings((*notes, *alarm_notes(len(framing.sentences))) if notes else ("No shift could be tested: there are too few sentences.",))


def method(framing: Framing) -> Findings:
    """Say what made these results: versions, models with their hashes, word list, parameters, date."""
    rows = [(name, value) for name, value in _flat(framing.provenance) if not name.startswith("warnings")]
    return Findings((), (), "What made these results", tuple(rows))


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


def _sentence(text: str) -> str:
    """Return a warning such as ``length: few words`` as a sentence: ``Length: few words.``."""
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?")) else ".")
