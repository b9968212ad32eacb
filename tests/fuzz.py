"""Odd texts, and what must be true of the reading of any text: no span of any table leaves its sentence or overlaps another of its kind.

``python tests/fuzz.py 2000`` reads 2,000 texts and prints every fault with the text; ``--seed 7`` begins with another one, ``--whole`` runs
``analyse`` with the stance model and all that follows from it.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections.abc import Iterator
from itertools import accumulate

import pandas as pd
from hidden import TEXTS, ways

from analysis.framing import analyse
from analysis.model import ModelError
from analysis.reading.article import Article
from analysis.reading.as_read import furniture_of, parse_folded
from analysis.reading.draft import ArticleError
from analysis.reading.encoder import embedded_encoder
from analysis.reading.folding import plain
from analysis.terms.lexicon import read_lexicon
from analysis.terms.terms import find_terms
from analysis.voices.voices import hear, with_speakers
from analysis.who.mentions import mentions_in
from analysis.who.referents import Referents
from analysis.who.sides import find_sides

SENTENCES = (
    *(sentence + "." for text in TEXTS for sentence in text.replace("\n", " ").split(". ")),
    "Norland accused Sweden of lying, and Sweden said Norland was a puppet regime.",
    "“We never fired,” said Colonel Ivo Brandt. “They did.”",
    'He added: "It is over',
    "“The first shot came from the north, and nobody knows why.",
    "Baku: Armenia broke the truce",
    "Minister: strike is ‘illegal’",
    "Mayor Ann Cole on the strike: “Nobody wins”",
    "According to the ministry, no one was hurt.",
    "The union's leader, Carl Voss, who heads the Dock Workers' Union, said it was a farce.",
    "It was, he said, a “so-called” ceasefire; a “terrorist” act, others said.",
    "They told us they would not leave their homes.",
    "Two killed in clashes.",
    "Accused of theft, Halloran was arrested on Monday by police.",
    "U.S. Sen. Dana Frost (D-Ohio) said the U.S. would not blink.",
    "Mr. Halloran's lawyer told the B.B.C. that ... “no comment”.",
    "Germany, France and the U.K. condemned the barbaric attack.",
    "Why? “Because,” she said. Because!",
    "The regime's thugs butchered freedom fighters, rebels claim.",
    "'They lied,' she said; 'they always lie.'",
    "Turkey denied it, Greece said; Athens, Ankara claims, lied.",
    "Asked whether he would resign, Felix Offer said no.",
    "Israel and Hamas traded blame; Israeli troops stormed the camp.",
)
FURNITURE = (
    "By Ann Cole, Political Editor", "ADVERTISEMENT", "Read more: Ten ways to fold a napkin", "OSLO (AP) —", "© 2024 The Valley Post", "###",
    "Published 3 May 2024, 10:14", "Photo: Ann Cole/The Valley Post", "Sign up for our newsletter", "[1]", "* * *", "https://example.org/a?b=c",
    "This article was updated on Friday.", "FOR IMMEDIATE RELEASE", "LOAD-DATE: May 4, 2024",
)  # fmt: skip
TURNS = ("Q: ", "A: ", "ANN COLE, HOST: ", "COLE: ", "OFFER: (Laughs) ", "Ann Cole: ", "THE PRESIDENT: ", "[crosstalk] ", "—", "- ", "1. ", "• ")
HEADLINES = (
    "Germany slams France", "Norland ‘will not\ncall off’ strike", "Dock Workers\nUnion rejects offer", "Recep Tayyip\nErdoğan hits back",
    "ARMENIA ACCUSES AZERBAIJAN OF MASSACRE", "Foreign Minister Otto\n\nKraft resigns", "Côte\nd’Ivoire: Ghana lied", "United\nStates",
    "North\nKorea",
)  # fmt: skip
SCRIPTS = (
    "Россия обвинила Украину.", "中国指责美国撒谎。", "قالت أرمينيا إن أذربيجان كذبت.", "Ελλάδα και Τουρκία", "ไทยกับกัมพูชา",
    "\U0001f600\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea", "e\u0301" * 40,
)  # fmt: skip
LONG = (
    "a" * 400, "non-" * 60 + "aligned", "!" * 120, "“" * 30, "”" * 30, "(" * 20, "x," * 80, "...", "Germany" * 12, "1,000" * 20, "“Yes,” " * 12,
    "he said, " * 15,
)  # fmt: skip


def odd_text(rng: random.Random) -> str:
    """Make a text of a few sentences and things that stand between them, and then spoil it."""
    parts = [rng.choice(HEADLINES) + rng.choice(("\n", "\n\n", " "))] if rng.random() < 0.5 else []
    for _ in range(rng.randint(1, 8)):
        kind = rng.choices((SENTENCES, FURNITURE, TURNS, HEADLINES, SCRIPTS, LONG), (12, 2, 2, 2, 1, 1))[0]
        parts.append(rng.choice(kind) + rng.choice(("", " ", " ", " ", "\n", "\n", "\n\n", "\n\n", "\t")))
    text = "".join(parts)
    for spoil in rng.sample(_SPOILS, rng.choice((0, 1, 1, 2, 3))):
        text = spoil(text, rng)
    return text


def _lines(text: str, rng: random.Random) -> str:
    """Break lines where a space was."""
    return "".join(rng.choice("\n\r") if sign == " " and rng.random() < 0.08 else sign for sign in text)


def _wrapped(text: str, rng: random.Random) -> str:
    """Wrap as by a margin."""
    lines, width = [""], rng.randint(20, 70)
    for word in text.split(" "):
        lines[-1:] = [f"{lines[-1]} {word}".strip()] if len(lines[-1]) + len(word) < width else [lines[-1], word]
    return "\n".join(lines)


def _capitals(text: str, rng: random.Random) -> str:
    return text.upper() if rng.random() < 0.5 else "\n".join(line.upper() if rng.random() < 0.4 else line for line in text.split("\n"))


def _no_stops(text: str, rng: random.Random) -> str:
    return "".join(sign for sign in text if sign not in ".!?" or rng.random() < 0.5)


def _marks(text: str, rng: random.Random) -> str:
    """Lose quotation marks, or put others in their place."""
    return "".join(
        rng.choice(("", '"', "“", "”", "‘", "’", "'", "«", "„", "''")) if sign in "“”\"‘’'" and rng.random() < 0.3 else sign for sign in text
    )


def _hide(text: str, rng: random.Random) -> str:
    return rng.choice(list(ways()))[1](text, rng)[0]


def _letters(text: str, rng: random.Random) -> str:
    """Lose, double and change a few letters."""
    return "".join(rng.choice((sign * 2, "", rng.choice(" .,:;“”\n-Aé"))) if rng.random() < 0.02 else sign for sign in text)


def _doubled(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    return "\n".join(lines + rng.sample(lines, len(lines)))


def _cut(text: str, rng: random.Random) -> str:
    at = rng.randrange(len(text) + 1)
    return text[at:] + text[:at]


_SPOILS = (_lines, _lines, _wrapped, _capitals, _no_stops, _marks, _hide, _letters, _doubled, _cut)


# ---- what must be true -----------------------------------------------------------------------------------------------


def tables_of(text: str, *, whole: bool = False) -> tuple[list[str], dict[str, pd.DataFrame]]:
    """Return sides and tables of a text, as ``analyse`` makes them; without the stance model where it is not asked for."""
    if whole:
        found = analyse(Article(text=text))
        return list(found.sides), {name: table for name, table in found.to_frames().items() if "start" in table}
    parsed = parse_folded(Article(text=text))
    sides, _ = find_sides(parsed)
    heard = hear(parsed, embedded_encoder())
    referents = Referents(parsed, sides, heard)
    mentions, voices = mentions_in(referents), with_speakers(heard, referents)
    terms = find_terms(parsed, voices, mentions, read_lexicon())
    tables = {"sentences": parsed.sentences, "mentions": mentions, "voices": voices, "terms": terms}
    return list(sides), {name: parsed.folded.as_written(table) for name, table in tables.items()}


def faults(text: str, *, whole: bool = False) -> list[str]:
    """Return what is wrong with the reading of a text; nothing where it is blank, which is refused."""
    try:
        Article(text=text)
    except ArticleError:
        return []
    try:
        sides, tables = tables_of(text, whole=whole)
    except ModelError:
        raise
    except Exception:
        return [traceback.format_exc(limit=-4)]
    bounds = {int(row.sentence): (int(row.start), int(row.end)) for row in tables["sentences"].itertuples()}
    return [
        fault for name, table in tables.items() for fault in (*_of_spans(name, table, text, bounds), *_of_names(name, table, text, sides, bounds))
    ]


def _of_spans(name: str, table: pd.DataFrame, text: str, bounds: dict[int, tuple[int, int]]) -> Iterator[str]:
    last = 0
    for row in table.itertuples():
        words = f"{name} {row.start}:{row.end} {text[row.start : row.end]!r}"
        low, high = bounds[row.sentence]
        if not 0 <= row.start < row.end <= len(text):
            yield f"{words} is no span of the text"
        if not low <= row.start < row.end <= high:
            yield f"{words} leaves its sentence {text[low:high]!r}"
        if row.start < last:
            yield f"{words} overlaps the one before"
        if hasattr(row, "text") and row.text != text[row.start : row.end]:
            yield f"{words} has other words: {row.text!r}"
        last = row.end
    if name == "sentences":
        taken = sorted([*zip(table.start, table.end, strict=True), *((each.start, each.end) for each in furniture_of(Article(text=text)))])
        ends = [0, *accumulate((end for _, end in taken), max)]  # furniture may stand within a sentence
        outside = "".join(text[a:b] for a, b in zip(ends, [*(start for start, _ in taken), len(text)], strict=True))
        if plain(outside) and any(sign.isalnum() for sign in plain(outside)):
            yield f"words outside all sentences and furniture: {plain(outside)!r}"


def _of_names(name: str, table: pd.DataFrame, text: str, sides: list[str], bounds: dict[int, tuple[int, int]]) -> Iterator[str]:
    for column in ("side", "speaker_side", "about"):
        if column in table and not set(table[column].dropna()) <= set(sides):
            yield f"{name} has a side that is none: {set(table[column].dropna()) - set(sides)}"
    for part in ("speaker", "cue") if name == "voices" else ():
        for row in table[table[part].notna()].itertuples():
            start, end, words = int(getattr(row, f"{part}_start")), int(getattr(row, f"{part}_end")), getattr(row, part)
            if not 0 <= start < end <= len(text):
                yield f"{part} {start}:{end} {words!r} is no span of the text"
            if not any(low <= start and end <= high for low, high in bounds.values()):
                yield f"{part} {start}:{end} {text[start:end]!r} leaves its sentence"
            if words != (text[start:end] if part == "cue" else plain(text[start:end])):
                yield f"{part} {start}:{end} {text[start:end]!r} has other words: {words!r}"


def main() -> int:
    """Read as many texts as asked for; return 1 where there are faults."""
    parser = argparse.ArgumentParser(description="Read odd texts and look for spans that are wrong.")
    parser.add_argument("number", type=int, help="how many texts")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first text (default: 0)")
    parser.add_argument("--whole", action="store_true", help="run all of analyse, with the stance model")
    args = parser.parse_args()
    wrong = 0
    for seed in range(args.seed, args.seed + args.number):
        text = odd_text(random.Random(seed))
        if found := faults(text, whole=args.whole):
            wrong += 1
            print(f"text {seed}: {text!r}", *found, sep="\n  ", flush=True)
    print(f"{args.number} texts read, {wrong} with faults")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
