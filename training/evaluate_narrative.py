"""Measure actions, roles and frames against hand-coded articles, and how far two coders agree; see ``training.narrative_gold``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.frames.frames import FRAMES, PRESENT
from analysis.framing import Framing, analyse
from analysis.lexicons import word_list
from analysis.narrative.agency import find_actions
from analysis.narrative.predicates import doer_by, first_part, is_passive
from analysis.narrative.roles import ROLES
from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import Parsed, parse
from analysis.tables import make_table, text_or_none
from analysis.terms.about import settings
from analysis.voices.voices import hear, with_speakers
from analysis.who.grammar import has
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.sides import find_sides
from training.metrics import f1, macro_f1
from training.narrative_gold import Coded, given_sides, read_coded, sides_called
from training.who_gold import text_of_gum

if TYPE_CHECKING:
    from spacy.tokens import Token

_STANCE = 0.15
"""A mean score past this makes a hero or a villain of a side, where the stance alone is asked."""


def evaluate_narrative(data: Path) -> dict[str, Any]:
    """Return the figures of the card; data: the folder of the corpora."""
    results: dict[str, Any] = {"actions": {half: actions_right(read_coded(data, "actions", half)) for half in ("build", "test")}}
    results["form on gold parses"] = passives_right(sorted((data / "gum_wikinews" / "dep").glob("*.conllu")))
    for half in ("build", "test"):
        coded = list(read_coded(data, "readings", half))
        framings = [analyse(one.article, sides=given_sides(one) or None) for one in coded]
        results[half] = {"articles": len(coded), "roles": roles_right(coded, framings), "frames": frames_right(coded, framings)}
    results["two coders"] = coders_agree(data)
    return results


# ---- actions


def actions_right(coded: Iterable[Coded]) -> dict[str, Any]:
    """Return how well actions are found.

    Precision and recall of predicates, the share of right forms and acts, F1 of agents and patients by their main word, and the share of right sides
    of those found.  An agent of an action that no coder saw counts as wrong.
    """
    count: Counter[str] = Counter()
    articles = 0
    for one in coded:
        articles += 1
        parsed = parse(one.article)
        sides = find_sides(parsed, given_sides(one))[0] if given_sides(one) else {}
        heard = hear(parsed, embedded_encoder())
        referents = Referents(parsed, sides, heard)
        found = find_actions(parsed, with_speakers(heard, referents), mentions_in(referents), referents.sides_meant())
        _compare(one, parsed, found[found["start"] < one.row["read"]], count)
    scores = {name: f1(count[f"{name} hit"], count[f"{name} missed"], count[f"{name} wrong"]) for name in ("agent", "patient")}
    sided = {f"{name}, side": _share(count[f"{name} side right"], count[f"{name} side"]) for name in ("agent", "patient")}
    return {
        "articles": articles,
        "actions coded": count["hit"] + count["missed"],
        "predicates, precision": _share(count["hit"], count["hit"] + count["more"]),
        "predicates, recall": _share(count["hit"], count["hit"] + count["missed"]),
        "form": _share(count["form"], count["hit"]),
        "act": _share(count["act"], count["hit"]),
        "agent, F1": scores["agent"],
        "patient, F1": scores["patient"],
        **sided,
    }


def _compare(one: Coded, parsed: Parsed, found: pd.DataFrame, count: Counter[str]) -> None:
    """Count one article."""
    used: set[int] = set()
    side_of = sides_called(one)
    for start, end, form, act, agent, patient, agent_side, patient_side in one.row["actions"]:
        head = _head(parsed, start, end)
        near = [row for row in found.itertuples() if row.start < end and row.end > start and row.Index not in used]
        near.sort(key=lambda row: _head(parsed, row.start, row.end) != head)  # noqa: B023  # sorted at once
        row = near[0] if near else None
        count["hit" if row else "missed"] += 1
        if row is not None:
            used.add(int(row.Index))
            count["form"] += row.form == form
            count["act"] += row.act == act
        for name, gold, side in (("agent", agent, agent_side), ("patient", patient, patient_side)):
            _argument(name, gold, side_of.get(side), row, parsed, count)
    more = found[~found.index.isin(used)]
    count["more"] += len(more)
    for name in ("agent", "patient"):
        count[f"{name} wrong"] += int(more[name].notna().sum())


def _argument(name: str, gold: Sequence[int] | None, side: str | None, row: Any, parsed: Parsed, count: Counter[str]) -> None:
    told = row is not None and getattr(row, name) is not None
    if not told:
        count[f"{name} missed"] += gold is not None
        return
    head = _head(parsed, int(getattr(row, f"{name}_start")), int(getattr(row, f"{name}_end")))
    inside = gold is not None and head is not None and gold[0] <= parsed.doc[head].idx < gold[1]
    same = gold is not None and parsed.article.text[slice(*gold)].casefold() == str(getattr(row, name)).casefold()  # one of two "he" is as good
    if gold is None or not (inside or same or head == _head(parsed, *gold)):
        count[f"{name} wrong"] += 1
        count[f"{name} missed"] += gold is not None
        return
    count[f"{name} hit"] += 1
    named = text_or_none(getattr(row, f"{name}_side"))
    if side or named:
        count[f"{name} side"] += 1
        count[f"{name} side right"] += side == named


def _head(parsed: Parsed, start: int, end: int) -> int | None:
    words = [token for token in parsed.tokens(start, end) if not token.is_punct]
    return parsed.doc[words[0].i : words[-1].i + 1].root.i if words else None


def passives_right(files: Sequence[Path]) -> dict[str, Any]:
    """Return F1 of passives that make a clause and of "by" phrases that name the doer, by every fourth file, on which no rule rests."""
    found: Counter[str] = Counter()
    files = files[3::4]
    for path in files:
        text, passive, doer = gold_passives(path)
        parsed = parse(Article(text=text))
        seen: dict[str, set[int]] = {"passive": set(), "by": set()}
        for _, setting in settings(parsed, make_table("voices", ()), make_table("mentions", ())):
            headline = not setting.tokens[-1].is_punct
            for verb in (token for token in setting.tokens if is_passive(token, headline)):
                seen["passive"] |= {first_part(verb).idx} if _makes_clause(verb) else set()
                seen["by"] |= {first_part(verb).idx} if doer_by(verb) is not None else set()
        for name, gold in (("passive", passive), ("by", doer)):
            found[f"{name} hit"] += len(seen[name] & gold)
            found[f"{name} wrong"] += len(seen[name] - gold)
            found[f"{name} missed"] += len(gold - seen[name])
    scores = {name: f1(found[f"{name} hit"], found[f"{name} missed"], found[f"{name} wrong"]) for name in ("passive", "by")}
    passives, doers = (found[f"{name} hit"] + found[f"{name} missed"] for name in ("passive", "by"))
    return {"files": len(files), "passives, F1": scores["passive"], "of": passives, "by-agents, F1": scores["by"], "of them": doers}


def _makes_clause(verb: Token) -> bool:
    """Say whether a passive verb has its helper, or makes a headline: "was shelled", "Two killed"; not the one of "the man shot by police"."""
    if has(verb, "auxpass", "nsubjpass") or (
        verb.dep_ == "acomp" and (verb.head.pos_ == "AUX" or verb.head.lower_ in word_list("verbs", "no action"))
    ):
        return True
    if verb.dep_ == "ROOT":
        return has(verb, "nsubj")
    alone = verb.dep_ == "acl" and verb.head.dep_ in ("ROOT", "appos") and not has(verb, "dobj")
    return alone and not any(one.tag_ in ("VBD", "VBZ", "VBP", "MD") for one in verb.sent)


def gold_passives(path: Path) -> tuple[str, set[int], set[int]]:
    """Return the text of a CoNLL-U file, where its passive verbs with a helper begin, and where the verbs with an agent do."""
    text = text_of_gum(path)
    passive: set[int] = set()
    doer: set[int] = set()
    at, within, base = 0, range(0), 0
    words: dict[int, tuple[int, int, str]] = {}
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if not line:
            for _, above, kind in words.values():
                if kind in ("nsubj:pass", "csubj:pass", "aux:pass"):
                    passive.add(words[above][0])
                if kind == "obl:agent":
                    doer.add(words[above][0])
            words, within = {}, range(0)
        elif not line.startswith("#"):
            number, form, head, relation = (line.split("\t")[k] for k in (0, 1, 6, 7))
            if "-" in number:
                first, last = map(int, number.split("-"))
                within, base = range(first, last + 1), text.index(form, at)
                at = base + len(form)
            elif "." not in number:
                place = base if int(number) in within else text.index(form, at)
                at = at if int(number) in within else place + len(form)
                words[int(number)] = (place, int(head), relation)
    return text, passive, doer


# ---- roles and frames


def roles_right(coded: Sequence[Coded], framings: Sequence[Framing]) -> dict[str, Any]:
    """Return macro F1 over the four answers, "none" among them, beside the usual answer and the stance alone, and how many roles are right."""
    right, guess, stance = [], [], []
    for one, framing in zip(coded, framings, strict=True):
        told = dict(zip(framing.roles["side"], framing.roles["role"], strict=True))
        for side in one.row["sides"]:
            name = side["names"][0]
            if name in framing.sides:
                right.append(ROLES.index(side["role"]))
                guess.append(ROLES.index(told.get(name, "none")))
                mean = framing.stance.loc[framing.stance["side"] == name, "score"].mean()
                stance.append(ROLES.index("hero" if mean > _STANCE else "villain" if mean < -_STANCE else "none"))
    gold, found, alone = np.array(right), np.array(guess), np.array(stance)
    macro, each = macro_f1(found, gold, len(ROLES))
    return {
        "sides": len(gold),
        "macro F1": _percent(macro),
        **{f"F1, {role}": _percent(score) for role, score in zip(ROLES, each, strict=True)},
        "right": _share(int((gold == found).sum()), len(gold)),
        "macro F1 of the usual answer": _percent(macro_f1(np.zeros_like(gold), gold, len(ROLES))[0]),
        "macro F1 of the stance alone": _percent(macro_f1(alone, gold, len(ROLES))[0]),
    }


def frames_right(coded: Sequence[Coded], framings: Sequence[Framing]) -> dict[str, Any]:
    """Return F1 of each frame and their mean."""
    scores = {}
    for frame in FRAMES:
        gold = np.array([frame in one.row["frames"] for one in coded])
        found = np.array([float(framing.frames.set_index("frame")["p"][frame]) >= PRESENT for framing in framings])
        scores[frame] = f1(int((gold & found).sum()), int((gold & ~found).sum()), int((found & ~gold).sum()))
    return {**scores, "macro F1": round(float(np.mean(list(scores.values()))), 3)}


def coders_agree(data: Path) -> dict[str, Any]:
    """Return Cohen's kappa of two coders on each frame and on roles, and how many articles both read."""
    first = {(one.corpus, one.name): one.row for one in read_coded(data, "readings")}
    second = [one.row for one in read_coded(data, "readings", coder="second")]
    pairs = [(first[row["corpus"], row["name"]], row) for row in second]
    kappas = {frame: _kappa([frame in a["frames"] for a, _ in pairs], [frame in b["frames"] for _, b in pairs]) for frame in FRAMES}
    roles: list[tuple[str, str]] = []
    for a, b in pairs:
        for side in b["sides"]:
            same = [other for other in a["sides"] if {n.lower() for n in other["names"]} & {n.lower() for n in side["names"]}]
            roles += [(same[0]["role"], side["role"])] if same else []
    kappas["roles"] = _kappa([a for a, _ in roles], [b for _, b in roles])
    return {"articles": len(pairs), "sides": len(roles), "kappa": kappas}


def _kappa(one: Sequence[Any], two: Sequence[Any]) -> float:
    a: NDArray[Any] = np.array(one)
    b: NDArray[Any] = np.array(two)
    expected = sum(float((a == value).mean()) * float((b == value).mean()) for value in set(one) | set(two))
    return round((float((a == b).mean()) - expected) / (1 - expected), 2) if expected < 1 else 1.0


def _share(part: int, whole: int) -> float:
    return round(part / max(1, whole), 3)


def _percent(value: float) -> float:
    return round(value / 100, 3)


# ---- the card


def narrative_tables(results: dict[str, Any]) -> dict[str, str]:
    """Return the tables of the card by the names of their marks."""
    parses, agree = results["form on gold parses"], results["two coders"]
    actions = _by_half("actions", results["actions"]["build"], results["actions"]["test"])
    actions += [
        f"| passives that make a clause, gold parses of {parses['files']} files (F1, of {parses['of']}) | – | {parses['passives, F1']} |",
        f"| “by” phrases that name the doer, likewise (F1, of {parses['of them']}) | – | {parses['by-agents, F1']} |",
    ]
    head = f"| two coders, {agree['articles']} articles, {agree['sides']} sides | Cohen’s kappa |"
    return {
        "actions": "\n".join(actions),
        "roles": "\n".join(_by_half("roles", results["build"]["roles"], results["test"]["roles"])),
        "frames": "\n".join(_by_half("frame, F1", results["build"]["frames"], results["test"]["frames"])),
        "coders": "\n".join([head, "| --- | --- |", *(f"| {name} | {value} |" for name, value in agree["kappa"].items())]),
    }


def _by_half(what: str, build: dict[str, Any], test: dict[str, Any]) -> list[str]:
    return [f"| {what} | build half | test half |", "| --- | --- | --- |", *(f"| {name} | {build[name]} | {test[name]} |" for name in test)]
