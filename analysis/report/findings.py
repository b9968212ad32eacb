"""What the tables say, in plain sentences made from their numbers; never a verdict on the outlet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.report.caution import all_warnings
from analysis.report.marks import speaker_name
from analysis.report.narrated import about_actions, about_frames, about_roles
from analysis.report.plain import Findings
from analysis.shift.chance import LEVEL, p_in_words
from analysis.shift.metrics import amount, any_of, in_words
from analysis.shift.power import power_notes
from analysis.stance.means import mean_scores
from analysis.tables import text_or_none
from analysis.templates import counted, signed
from analysis.terms.changes import moves
from analysis.terms.judging import BLAMES, favoured
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.marker import MODEL
from analysis.voices.sourcing import attributions, cue_tones, first_and_last, names_speaker
from analysis.voices.voices import voice_parts
from analysis.who.unnamed import is_unnamed

if TYPE_CHECKING:
    from analysis.framing import Framing


def key_findings(framing: Framing, *, seed: int = 0) -> Findings:
    """Say in plain sentences what the tables show, with intervals, the reporter's voice and the sources' apart.

    Intervals are 95% percentile bootstraps over sentences (2,000 draws, seeded); below five sentences there is none.
    """
    groups = {
        "Whose voice": _about_voices(framing),
        "Loaded words": _about_terms(framing),
        "Stance towards each side": _about_stance(framing, seed),
        "Who acts, who suffers": about_actions(framing),
        "Roles": about_roles(framing),
        "Frames": about_frames(framing),
        "Shift": _about_shift(framing),
    }
    told = tuple((title, tuple(part)) for title, part in groups.items() if part)
    return Findings(tuple(item for _, part in told for item in part), tuple(all_warnings(framing)), groups=told)


# ---- whose voice -----------------------------------------------------------------------------------------------------


def _about_voices(framing: Framing) -> list[str]:
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
    return [*items, _words_by_side(said), *_longest_source(said), *_first_and_last_word(framing.voices), *_cues(framing.voices)]


def _words_by_side(said: pd.DataFrame) -> str:
    """Say how many words the sources of each side have, the most first."""
    by_side = said.groupby(said.side.where(said.side.notna(), None), dropna=False, sort=False).words.sum().sort_values(ascending=False, kind="stable")
    named = [("sources without a side" if pd.isna(side) else f"sources of {side}", int(count)) for side, count in by_side.items()]
    (first, most), *rest = named
    return ", ".join([f"{first[0].upper()}{first[1:]} get {counted(most, 'word')}", *(f"{name} {count}" for name, count in rest)]) + "."


def _longest_source(said: pd.DataFrame) -> list[str]:
    """Say which named source has the most words; nothing where no source has a name."""
    named = said[[not pd.isna(who) and not is_unnamed(str(who)) for who in said.who]]
    if not len(named):
        return []
    names = [speaker_name(str(row.who), text_or_none(row.side)) for row in named.itertuples()]
    by_name = named.assign(name=names).groupby("name", sort=False).agg(words=("words", "sum"), sentences=("sentence", "nunique"))
    top = by_name.sort_values("words", ascending=False, kind="stable").iloc[0]
    where = f"{counted(int(top.words), 'word')} in {counted(int(top.sentences), 'sentence')}"
    return [f"The source with the most words is {top.name}: {where}."]


def _first_and_last_word(voices: pd.DataFrame) -> list[str]:
    """Say which source has the first and the last word, and how many attributions give no name."""
    named = attributions(voices).named
    ends = first_and_last(voices)
    (first, first_sentence), (last, last_sentence) = ((_heard(row), int(row.sentence)) for row in ends.itertuples())
    if len(named) == 1:
        return [f"The only attribution, in sentence {first_sentence}, {f'names {first}' if named.all() else 'gives no name'}."]
    unnamed_end = any(pd.isna(who) or is_unnamed(str(who)) for who in ends.who)
    if first == last and not unnamed_end:  # two times "officials" may be two sources
        told = f"Among the sources, {first} has both the first word, in sentence {first_sentence}, and the last, in sentence {last_sentence}."
    else:
        told = f"Among the sources, the first word goes to {first} in sentence {first_sentence}, the last to {last} in sentence {last_sentence}."
    nobody = int((~named).sum())
    if not nobody:
        return [told, f"Each of the {len(named)} attributions gives a name."]
    return [told, f"{nobody} of {len(named)} attributions {'gives' if nobody == 1 else 'give'} no name."]


def _cues(voices: pd.DataFrame) -> list[str]:
    """Say how many verbs of saying doubt, accuse or paint, by side."""
    by_side = []
    for side, part in cue_tones(voices).groupby("side", dropna=False, sort=False):
        harsh = part[part.tone.isin(["doubting", "accusing", "painted"]) & (part["count"] > 0)]
        cues = f" ({', '.join(harsh.cues)})" if len(harsh) else ""
        by_side.append(
            f"{int(harsh['count'].sum())} of {int(part['count'].sum())} for sources {'without a side' if pd.isna(side) else f'of {side}'}{cues}"
        )
    return [f"Verbs that doubt the speaker, accuse, or colour how something was said: {', '.join(by_side)}."] if by_side else []


def _heard(row: Any) -> str:
    """Return the name of the source of a voice: the person found behind "he" or "the minister", else the words of the article."""
    return speaker_name(text_or_none(row.who) or text_or_none(row.speaker), text_or_none(row.side))


# ---- loaded words ----------------------------------------------------------------------------------------------------


def _about_terms(framing: Framing) -> list[str]:
    terms = framing.terms
    if not len(terms):
        return ["No loaded word was found. The program misses some, so this does not show that the wording is neutral."]
    own = terms[terms.voice == "narrator"]
    return [_whom_about(own, len(terms)), *_whom_favour(own, _sides(framing)), *_strongest_word(terms)]


def _whom_about(own: pd.DataFrame, total: int) -> str:
    """Say how many loaded words are the reporter's own, and about whom."""
    text = f"Of {counted(total, 'loaded word')}, {len(own)} {_is(len(own))} in the reporter’s own voice"
    about = own.about.dropna().value_counts(sort=False).sort_values(ascending=False, kind="stable")
    if len(about):
        text += "; of these, " + ", ".join(f"{count} {_is(count)} about {side}" for side, count in about.items())
        rest = len(own) - int(about.sum())
        text += f" and {rest} about none of the sides" if rest else ""
    return text + "."


def _whom_favour(own: pd.DataFrame, sides: list[str]) -> list[str]:
    """Say which side the loaded words of the reporter favour; with other than two sides, also which they blame, since that favours no certain one."""
    favours = favoured(own, sides).dropna().value_counts(sort=False)
    blames = own[own.judges == BLAMES].about.value_counts(sort=False) if len(sides) != 2 else favours.head(0)
    parts = [f"{count} {'favours' if count == 1 else 'favour'} {side}" for side, count in favours.sort_values(ascending=False, kind="stable").items()]
    parts += [f"{count} {'blames' if count == 1 else 'blame'} {side}" for side, count in blames.sort_values(ascending=False, kind="stable").items()]
    if not parts:
        return []
    meant = "praising, excusing or pitying it" + (" or by blaming the other side" if len(sides) == 2 else "")
    told = f" A word favours a side by {meant}." if len(favours) else ""
    if len(own) == 1:
        return [f"The only loaded word in the reporter’s own voice {parts[0].removeprefix('1 ')}.{told}"]
    return [f"Of the {len(own)} loaded words in the reporter’s own voice, {', '.join(parts)}.{told}"]


def _strongest_word(terms: pd.DataFrame) -> list[str]:
    """Say which loaded word moves the score most; nothing where none moves it, or no effect was measured."""
    moving = terms[terms.effect.map(moves)]
    if not len(moving):
        return []
    row = moving.loc[moving.effect.abs().idxmax()]
    toward = f" towards {row.about}" if isinstance(row.about, str) else ""
    proposal = " (the program’s suggestion)" if row.neutral_by == MODEL else ""
    wording = f"with “{row.neutral}”{proposal} instead" if isinstance(row.neutral, str) and row.neutral != LEAVE_OUT else "without it"
    change = f"{wording} the score{toward} changes by {signed(row.effect)}"
    return [f"The word that changes the score most is “{row.text}” (sentence {int(row.sentence)}): {change}."]


# ---- stance ----------------------------------------------------------------------------------------------------------


def _about_stance(framing: Framing, seed: int) -> list[str]:
    means = {(row.side, row.voice): row for row in mean_scores(framing.stance, seed=seed).itertuples()}
    speakers = framing.stance[names_speaker(framing.stance, framing.voices)].value_counts(["side", "voice"])
    items = []
    for side in _sides(framing):
        own, said = (_mean_score(means.get((side, voice)), int(speakers.get((side, voice), 0))) for voice in ("narrator", "source"))
        items.append(f"Mean score towards {side}, in the reporter’s voice: {own}; in sources’ words: {said}.")
    return items


def _mean_score(row: Any, speakers: int) -> str:
    """Say a mean, its interval, how many mentions it rests on, and how many of these name who speaks; row: of ``mean_scores``, None: no mention."""
    if row is None:
        return "no mention"
    said = [
        "too few sentences for an interval" if pd.isna(row.low) else f"between {signed(row.low)} and {signed(row.high)}",
        f"{counted(row.mentions, 'mention')} in {counted(row.sentences, 'sentence')}",
        *([f"{speakers} of them {'names' if speakers == 1 else 'name'} the speaker"] if speakers else []),
    ]
    return f"{signed(row.mean)} ({'; '.join(said)})"


# ---- shift -----------------------------------------------------------------------------------------------------------


def _about_shift(framing: Framing) -> list[str]:
    tested = framing.changes.dropna(subset=["p_value"])
    if not len(tested):
        return ["No shift could be tested: there are too few sentences with a value."]
    found, rest = tested[tested.p_value < LEVEL], tested[tested.p_value >= LEVEL]
    items = [
        f"A shift in {in_words(row.metric)} after sentence {int(row.sentence)}: on average {amount(row.metric, row.before)} before, "
        f"{amount(row.metric, row.after)} after ({p_in_words(row.p_value, row.p_raw)})."
        for row in found.itertuples()
    ]
    if len(rest):
        items.append(f"No evidence of a shift along the article in {any_of([in_words(metric) for metric in rest.metric])}.")
    if len(found) and len(tested) > 1:
        items.append(f"{len(tested)} measures were tested for a shift; their p-values are corrected for that number.")
    return [*items, *(power_notes(framing.shift, tested)[:1] if len(rest) else ())]


def _sides(framing: Framing) -> list[str]:
    return list(framing.sides) or list(dict.fromkeys(framing.stance.side))


def _is(count: int) -> str:
    return "is" if count == 1 else "are"
