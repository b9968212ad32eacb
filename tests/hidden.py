"""Texts of our own, and ways to hide characters in them: what pages, printers and programs do to the letters of an article."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator

TEXTS = (
    "The rebels of Sylvania called themselves freedom fighters. Germany accused them of a bloody massacre in the valley. "
    "“We will never surrender,” said Marta Lind, a spokeswoman for the rebels.\n\nGerman officials dismissed the claim as propaganda.",
    "Germany and France clashed over fishing rights on Friday.\n\nFrench officials said that German boats had illegally fished off the coast. "
    "Berlin rejected the absurd accusation.\n\n“It is a flagrant lie,” the German minister, Otto Kraft, told reporters.",
    "Côte d’Ivoire closed its border with Ghana.\n\nGhana’s president, José Müller, called the decision a brutal provocation. "
    "“Our people are starving,” he said. Ivorian officials insisted that the closure was legal.",
    'Union leaders accused the city council of betrayal. "They sold us out," said Zoë Brontë, who heads the union.\n\n'
    "The council denied that it had broken a promise. Its mayor, Ann Cole, said the union’s demands were reckless.",
    "Norway said Swedish warplanes had violated its air-space. Sweden’s defence ministry admitted the flight but blamed a long-range sensor.\n\n"
    "Oslo warned of “grave consequences” on Tuesday. Stockholm fired back, calling the threat hysterical.",
    "The prosecutor said Victor Halloran had stolen 4,500 pounds from a self-help club. Halloran denies it.\n\n"
    "“This is a witch hunt,” his lawyer, Effie Flint, told the court. The judge, according to the clerk, was not amused.",
    "Turkey’s president, Recep Tayyip Erdoğan, accused Greece of aggression. Athens dismissed the remarks.\n\n"
    "Greek officials claimed that Turkish jets had harassed a fishing boat. Ankara confirmed the flights but denied any harassment.",
    "Police fired tear gas at peaceful protesters in front of the office. The protesters said officers had beaten an 8-year-old boy.\n\n"
    "‘The officers acted with restraint,’ a police spokesman said. Protesters scoffed at the official story.",
    "Armenia and Azerbaijan traded fire again.\n\nBaku said Armenian forces had shelled the village of Zod. "
    "Yerevan refuted the claim, and said Azerbaijani snipers had ambushed a convoy.\n\n“Azerbaijan is lying,” the Armenian ministry said.",
    "Opposition leader Chloé Dubois stormed out of the parliament. She told the reporters that the ruling party had rigged the vote.\n\n"
    "The ruling party’s chairman, Felix Offer, said Dubois was a sore loser. “She lost, full stop,” he added.",
    "Poland summoned Russia’s ambassador after the strike. Russian troops had slaughtered civilians, Warsaw said.\n\n"
    "“A final warning,” the Polish foreign minister said. The Kremlin, in a first statement, rejected the ‘hysterical’ charge.",
    "Flint Motors laid off fifty workers. The workers’ union called the firm’s chief a thug.\n\n"
    "“We offered them a fair deal,” said the firm’s chief, Sofía Núñez. Union officials insisted that the offer was an insult.",
)

Hidden = tuple[str, list[tuple[int, int]]]
"""A text, and where each character of the clean one stands in it."""

_INVISIBLE = {
    "soft hyphen": "\u00ad",
    "zero-width space": "\u200b",
    "joiners": "\u200c\u200d\u2060\ufeff",
    "bidi": "\u200e\u200f\u202a\u202c\u2066\u2069\u061c",
    "other": "\u034f\ufe0f\u180e\x02\u2063",
}
_INSTEAD = {
    "spaces": (r" ", "\u00a0\u202f\u2009\u3000\u2003"),
    "hyphens": (r"-", "\u2011\u2010"),
    "opening marks": (r"“", "\u201f\u275d\u301d"),
    "closing marks": (r"”", "\u275e\u301e\u02ee"),
    "straight marks": (r'"', "\uff02\u2033\u02ba"),
    "apostrophes": (r"’(?=[a-z])", "\u02bc\u275c"),
}
_LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02", "st": "\ufb06"}
SHARE = 0.15
"""Of the places where something can be hidden, so many hold something; half of the ligatures and letters of another width."""


def ways() -> Iterator[tuple[str, Callable[[str, random.Random], Hidden]]]:
    """Yield each way to hide characters by name; the last, "all", takes one after the other."""
    every: list[tuple[str, Callable[[str, random.Random], Hidden]]] = []
    every += [(name, lambda text, rng, signs=signs: _between(text, signs, rng)) for name, signs in _INVISIBLE.items()]
    every += [(name, lambda text, rng, one=one: _instead(text, *one, rng)) for name, one in _INSTEAD.items()]
    every += [("ligatures", _ligatures), ("full width", _full_width), ("accents apart", _apart)]
    yield from every

    def all_ways(text: str, rng: random.Random) -> Hidden:
        places = [(at, at + 1) for at in range(len(text))]
        for _, way in [*every[5:], *every[:5]]:
            text, moved = way(text, rng)
            places = [(moved[a][0], moved[b - 1][1]) for a, b in places]
        return text, places

    yield "all", all_ways


def _between(text: str, signs: str, rng: random.Random) -> Hidden:
    """Put invisible signs between the characters, anywhere."""
    return _written([(rng.choice(signs) if rng.random() < SHARE else "", sign) for sign in text])


def _instead(text: str, plain: str, others: str, rng: random.Random) -> Hidden:
    """Put other signs in the place of plain ones; all of them where they are quotation marks, which go in pairs."""
    at = {match.start() for match in re.finditer(plain, text)}
    share = SHARE if plain == " " else 1
    return _written([("", rng.choice(others) if here in at and rng.random() < share else sign) for here, sign in enumerate(text)])


def _full_width(text: str, rng: random.Random) -> Hidden:
    plain = re.compile("[A-Za-z]")
    return _written([("", chr(ord(sign) + 0xFEE0) if plain.match(sign) and rng.random() < 0.5 else sign) for sign in text])


def _apart(text: str, rng: random.Random) -> Hidden:
    """Write each accent behind its letter."""
    return _written([("", unicodedata.normalize("NFD", sign) if sign.isalpha() else sign) for sign in text])


def _ligatures(text: str, rng: random.Random) -> Hidden:
    written, places = "", []
    for part in re.split("(ff[il]|ff|f[il]|st)", text):
        one = part in _LIGATURES and rng.random() < 0.5
        places += [(len(written), len(written) + 1)] * len(part) if one else [(len(written) + i, len(written) + i + 1) for i in range(len(part))]
        written += _LIGATURES[part] if one else part
    return written, places


def _written(parts: list[tuple[str, str]]) -> Hidden:
    """Join what stands before each character and what stands for it."""
    written, places = [], []
    length = 0
    for before, sign in parts:
        places.append((length + len(before), length + len(before) + len(sign)))
        written += [before, sign]
        length = places[-1][1]
    return "".join(written), places
