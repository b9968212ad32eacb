"""Beyond the list: words that the stance model leans on and the list of loaded terms does not hold.

A word is taken out of its sentence, the sentence is scored again, and the change is what the model made of the word (occlusion: Li, Monroe
and Jurafsky 2016, "Understanding Neural Networks through Representation Erasure").  Most of these words are the plain names of bad or good
events ("killed"): the table offers them to a reader, who decides what is loaded.

How a word is taken out decides what is measured, so it is done in two ways, and the smaller change counts:

1. A stand-in that says nothing keeps the sentence grammatical: "thing" or "something" for a noun, the form of "do" for a verb; an adjective
   or adverb that can be left out is left out.  On sentences of our own with list terms this came nearer to what a neutral wording does than
   a masked word or a gap.
2. The word is left out, even where a gap remains.  For adjectives and adverbs both ways are often one.

Each question costs a pass of the model, so words are first taken out four at a time, and one by one only where that moved the score.  What
is lost: a word that only softens a sentence; one of two words that say the same, since the other remains; one whose change its
neighbours undo; and every word where the score as written is nearer to 0 than the smallest change shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from analysis.tables import make_table
from analysis.terms.about import Setting, settings
from analysis.terms.lexicon import LEAVE_OUT
from analysis.terms.matching import HYPHENS
from analysis.terms.wording import replace_term

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed
    from analysis.stance.scorer import NoTarget, Scorer, Target

LEAST_EFFECT = 0.15
"""The smallest change shown: a few times what an exchange of names does to a score on average (see the model card)."""
GROUP = 4
"""Words taken out together at first."""

PARTS = {"NOUN": "noun", "VERB": "verb", "ADJ": "adj", "ADV": "adv"}
_DOING = {"VBD": "did", "VBN": "done", "VBG": "doing", "VBZ": "does"}


@dataclass(frozen=True)
class Word:
    """A word that may be taken out of ``text[start:end]``: its tokens (several where hyphens join them), part of speech, and stand-in."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    part: str
    stand_in: str


@dataclass(frozen=True)
class Asked:
    """A text with its target (None: its tone), the score as written (-1 to 1), and the words to take out; spans count in the text."""

    text: str
    target: tuple[int, int] | None
    score: float
    words: tuple[Word, ...]


def content_words(tokens: Sequence[Token], offset: int, kept: Iterable[tuple[int, int]] = ()) -> list[Word]:
    """Return the nouns, verbs, adjectives and adverbs of a sentence that may be taken out, in order.

    Names, numbers, dates, function words (spaCy's stop words and entities) and words that overlap a span in ``kept`` stay.
    offset: where the text in which the words' spans count begins; ``kept`` is in the offsets of the tokens.
    """
    spans = sorted(kept)
    words = []
    for group in _joined_by_hyphens(tokens):
        head = group[-1]
        start, end = group[0].idx, head.idx + len(head)
        if head.pos_ not in PARTS or head.is_stop or not any(token.is_alpha for token in group) or any(token.ent_type_ for token in group):
            continue
        if not any(a < end and start < b for a, b in spans):
            words.append(Word(tuple(group), start - offset, end - offset, PARTS[head.pos_], _stand_in(head)))
    return words


def _joined_by_hyphens(tokens: Sequence[Token]) -> list[list[Token]]:
    groups: list[list[Token]] = []
    joins = False
    for token in tokens:
        hyphen = token.text in HYPHENS and not token.whitespace_
        if groups and not groups[-1][-1].whitespace_ and (joins or hyphen) and groups[-1][-1].i == token.i - 1:
            groups[-1].append(token)
        else:
            groups.append([token])
        joins = hyphen
    return groups


def _stand_in(word: Token) -> str:
    """Return what can stand in a word's place and says nothing, or ``LEAVE_OUT``."""
    if word.dep_ in ("amod", "advmod", "compound", "nmod", "npadvmod") and not any(child.dep_ == "conj" for child in word.children):
        return LEAVE_OUT
    if word.pos_ == "VERB":
        return _DOING.get(word.tag_, "do")
    if word.pos_ == "NOUN":
        if word.tag_ == "NNS":
            return "things"
        return "thing" if any(child.dep_ in ("det", "poss") for child in word.children) else "something"
    if word.pos_ == "ADV":
        return "so"
    return "like that" if word.dep_ in ("acomp", "attr", "oprd", "ROOT", "ccomp") else "certain"


def _without(asked: Asked, words: Sequence[Word], *, gap: bool = False) -> Target | NoTarget | None:
    """Return the question with words taken out; None where that touches the target."""
    text, target = asked.text, asked.target
    for word in sorted(words, key=lambda word: -word.start):
        replaced = replace_term(text, word.start, word.end, LEAVE_OUT if gap else word.stand_in)
        if target is not None and (target := replaced.moved(*target)) is None:
            return None
        text = replaced.text
    if not text.strip():
        return None
    return (text, *target) if target is not None else (text, None, None)


def leaned_on(questions: Sequence[Asked], model: Scorer, *, least: float = LEAST_EFFECT, progress: bool = False) -> list[dict[int, float]]:
    """Return for each question: index of a word -> change of the score without it, for words whose change is at least ``least``.

    Only changes towards 0 and past it count: the score as written rests on such a word.  The model is asked three times at most: for groups,
    for single words of the groups that moved the score, and once more with a gap for the words that did.
    """
    open_words = [(at, group) for at, one in enumerate(questions) if abs(one.score) >= least for group in _groups(range(len(one.words)))]
    moved = _moved(questions, open_words, model, least, progress)
    single = [(at, [word]) for at, group in moved if len(group) > 1 for word in group]
    effects = {(at, group[0]): effect for (at, group), effect in moved.items() if len(group) == 1}
    effects |= {(at, word): effect for (at, (word,)), effect in _moved(questions, single, model, least, progress).items()}
    doubtful = [(at, [word]) for at, word in effects if questions[at].words[word].stand_in != LEAVE_OUT]
    gaps = _moved(questions, doubtful, model, least, progress, gap=True)
    found: list[dict[int, float]] = [{} for _ in questions]
    for (at, word), effect in sorted(effects.items()):
        if questions[at].words[word].stand_in == LEAVE_OUT:
            found[at][word] = effect
        elif (at, (word,)) in gaps:
            found[at][word] = min(effect, gaps[at, (word,)], key=abs)
    return found


def _groups(numbers: range) -> list[list[int]]:
    """Cut a row of numbers into about equal groups of neighbours, ``GROUP`` long on average."""
    if not len(numbers):
        return []
    return [list(map(int, part)) for part in np.array_split(np.array(numbers), max(1, round(len(numbers) / GROUP)))]


def _moved(
    questions: Sequence[Asked], groups: Sequence[tuple[int, list[int]]], model: Scorer, least: float, progress: bool, *, gap: bool = False
) -> dict[tuple[int, tuple[int, ...]], float]:
    """Take each group of words out; return those that move the score towards 0 by at least ``least``, with the change."""
    asked: dict[tuple[int, tuple[int, ...]], Target | NoTarget] = {}
    for at, group in groups:
        question = _without(questions[at], [questions[at].words[word] for word in group], gap=gap)
        if question is not None:
            asked[at, tuple(group)] = question
    if not asked:
        return {}
    probabilities = model.score(list(asked.values()), progress=progress)  # type: ignore[arg-type]  # only a model that tells tone is asked for it
    changes = {key: float(neu) for key, neu in zip(asked, probabilities[:, 2] - probabilities[:, 0], strict=True)}
    changes = {key: score - questions[key[0]].score for key, score in changes.items()}
    return {key: change for key, change in changes.items() if abs(change) >= least and change * questions[key[0]].score < 0}


def find_candidates(
    parsed: Parsed,
    stance: pd.DataFrame,
    terms: pd.DataFrame,
    mentions: pd.DataFrame,
    voices: pd.DataFrame,
    model: Scorer,
    *,
    least: float = LEAST_EFFECT,
    progress: bool = False,
) -> pd.DataFrame:
    """Return the table ``candidates``: words beside the list that a stance score rests on, in text order.

    Only sentences with a mention are read.  A word is tested on the score towards the side it is ``about``, where the grammar says so and the
    sentence names it, otherwise towards the side that the sentence treats most strongly: ``towards``, by its mention with the strongest score.
    Words of the list, names, mentions and cues of speech ("accused") are left aside.  ``effect`` is as in ``terms``: score without the word
    minus score as written; above 0, the word makes the sentence harsher.  ``part`` is noun, verb, adj or adv.

    least: the smallest effect shown, above 0 up to 2; a higher one also asks the model less.  Raises ValueError for another one.
    """
    if not 0 < least <= 2:
        raise ValueError(f"the smallest effect shown is {least!r}; it must be above 0 and at most 2, for example {LEAST_EFFECT}")
    strongest = _strongest(stance)
    starts, ends, texts = (parsed.sentences[name].tolist() for name in ("start", "end", "text"))
    speakers = dict(zip(voices.index, zip(voices["speaker"], voices["side"], strict=True), strict=True))
    taken = _taken(parsed, terms, mentions, voices)
    questions: list[Asked] = []
    rows: list[list[dict[str, Any]]] = []
    for number, setting in settings(parsed, voices, mentions):
        here = strongest.get(number)
        if not here or max(abs(score) for score, _, _ in here.values()) < least:
            continue
        low, high, text = starts[number - 1], ends[number - 1], texts[number - 1]
        words = content_words(setting.tokens, low, taken.get(number, []))
        of_side: dict[str, tuple[list[Word], list[dict[str, Any]]]] = {}
        for word in words:
            row = _row(number, setting, word, low, here, speakers)
            asked, kept = of_side.setdefault(row["towards"], ([], []))
            asked.append(word)
            kept.append(row)
        for side, (chosen, kept) in of_side.items():
            score, start, end = here[side]
            questions.append(Asked(text, (start - low, min(end, high) - low), score, tuple(chosen)))
            rows.append(kept)
    found = leaned_on(questions, model, least=least, progress=progress)
    shown: list[dict[str, Any]] = [rows[at][word] | {"effect": effect} for at, effects in enumerate(found) for word, effect in effects.items()]
    shown.sort(key=lambda row: row["start"])
    return make_table("candidates", shown)


def _taken(parsed: Parsed, terms: pd.DataFrame, mentions: pd.DataFrame, voices: pd.DataFrame) -> dict[int, list[tuple[int, int]]]:
    """Return sentence -> spans that are no candidates: terms, mentions and cues."""
    cues = voices.dropna(subset=["cue_start", "cue_end"])
    taken: dict[int, list[tuple[int, int]]] = {}
    for starts, ends in ((terms["start"], terms["end"]), (mentions["start"], mentions["end"]), (cues["cue_start"], cues["cue_end"])):
        for start, end in zip(starts, ends, strict=True):
            taken.setdefault(parsed.sentence_at(int(start)), []).append((int(start), int(end)))
    return taken


def _strongest(stance: pd.DataFrame) -> dict[int, dict[str, tuple[float, int, int]]]:
    """Return sentence -> side -> score, start and end of its mention with the strongest score."""
    found: dict[int, dict[str, tuple[float, int, int]]] = {}
    for row in stance.dropna(subset=["score"]).itertuples():
        sides = found.setdefault(int(row.sentence), {})
        if row.side not in sides or abs(row.score) > abs(sides[row.side][0]):
            sides[row.side] = float(row.score), int(row.start), int(row.end)
    return found


def _row(
    number: int, setting: Setting, word: Word, low: int, here: dict[str, tuple[float, int, int]], speakers: dict[Any, tuple[Any, Any]]
) -> dict[str, Any]:
    """Return a row of the table but for its effect; speakers: label of a voice -> its speaker and side."""
    start, end = low + word.start, low + word.end
    voice = setting.voice(start, end)
    speaker, speaker_side = (None, None) if voice is None else speakers[voice]
    about = setting.about(word.tokens, word.tokens[-1], word.part, "", voice).side
    towards = about if about in here else max(here, key=lambda side: abs(here[side][0]))
    return {
        "sentence": number, "start": start, "end": end, "text": "".join(token.text for token in word.tokens), "part": word.part,
        "voice": "narrator" if voice is None else "source", "speaker": speaker, "speaker_side": speaker_side,
        "about": about, "towards": towards,
    }  # fmt: skip
