"""The sides that several reports of one event share, whatever each calls them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.who.cast import Actor, Cast, cast_of
from analysis.who.choosing import MOST_SIDES, is_one_party, is_only_cited, only_judges, side_chances
from analysis.who.sides import find_sides

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

LEAST_CHANCE, LEAST_CHANCE_OF_MORE = 0.2, 0.3
"""From which chance on, the mean over the reports, a party is one of the first two sides, and a third or fourth: lower than for one report
(``analysis.who.choosing``), since one that does not name it counts as 0."""

Party = dict[int, Actor]
"""Number of the report -> who the party is there."""


def common_sides(reports: Sequence[Parsed]) -> dict[str, list[str]]:
    """Return the sides that the reports share, each with every name that any of them has for it, the most named first; at most four.

    Each report is read for its own parties first (``analysis.who.choosing``); those of one name, of one person or of one country are joined.
    """
    casts = [cast_of(parsed) for parsed in reports]
    chances = [side_chances(cast) for cast in casts]
    parties = _parties(casts)
    chosen: list[Party] = []
    for party in sorted(parties, key=lambda one: -_chance(one, chances)):
        least = LEAST_CHANCE if len(chosen) < 2 else LEAST_CHANCE_OF_MORE
        if len(chosen) == MOST_SIDES or _chance(party, chances) < least:
            break
        if not any(_is_left_out(casts[report], actor, chosen, report) for report, actor in party.items()):
            chosen.append(party)
    own = {_called(party): _names(party) for party in sorted(chosen, key=lambda one: -_named(one))}
    return _with_helpers(_without_shared(own), reports, casts)


def _parties(casts: Sequence[Cast]) -> list[Party]:
    """Join the actors of all reports that are one party."""
    parties: list[Party] = []
    for report, cast in enumerate(casts):
        for actor in cast.actors.values():
            same = [party for party in parties if report not in party and any(is_same(actor, other) for other in party.values())]
            if same:
                same[0][report] = actor
            else:
                parties.append({report: actor})
    return parties


def is_same(one: Actor, other: Actor) -> bool:
    """Say whether two actors of two reports are one: of one name; or persons of one surname whose first names do not differ."""
    if one.name == other.name:
        return True
    if "person" in (one.kind, other.kind):
        first, second = one.name.split(), other.name.split()
        return one.kind == other.kind and first[-1] == second[-1] and (1 in (len(first), len(second)) or first[0] == second[0])
    if one.kind == other.kind == "collective":
        return one.name.lower() == other.name.lower()
    return one.name in other.names or other.name in one.names


def _chance(party: Party, chances: Sequence[dict[str, float]]) -> float:
    """Return how likely a party is a side, the mean over all reports."""
    return sum(chances[report].get(actor.name, 0.0) for report, actor in party.items()) / len(chances)


def _is_left_out(cast: Cast, actor: Actor, chosen: Sequence[Party], report: int) -> bool:
    """Say whether somebody is no side by themselves in a report: where the news comes from, a judge, or one of a side that is chosen already."""
    if is_only_cited(cast, actor.name) or only_judges(cast, actor.name):
        return True
    others = [party[report].name for party in chosen if report in party]
    return any(is_one_party(cast, actor.name, other) for other in others)


def _named(party: Party) -> int:
    return sum(len(actor.namings) for actor in party.values())


def _called(party: Party) -> str:
    """Return the name that most reports have for a party, the longest of several."""
    names = Counter(actor.name for actor in party.values())
    return max(names, key=lambda name: (names[name], len(name)))


def _names(party: Party) -> dict[str, str]:
    """Return every name of a party in any report, with how it names it."""
    return {name: how for actor in party.values() for name, how in actor.names.items()}


def _without_shared(own: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """Leave a name that several sides share to the side that is called so, or to the first: a name of two sides is refused when they are read."""
    owners: dict[str, str] = {side: side for side in own}
    for side, names in own.items():
        for name in names:
            owners.setdefault(name, side)
    return {side: [name for name in names if owners[name] == side] for side, names in own.items()}


def _with_helpers(own: dict[str, list[str]], reports: Sequence[Parsed], casts: Sequence[Cast]) -> dict[str, list[str]]:
    """Add whoever speaks for one of the sides in any report: introduced in one, a spokesman is known in all."""
    found = {side: dict.fromkeys(names) for side, names in own.items()}
    for parsed, cast in zip(reports, casts, strict=True):
        named = {side for side, names in own.items() if any(name in actor.names for actor in cast.actors.values() for name in [side, *names])}
        if named:
            here, _ = find_sides(parsed, {side: own[side] for side in own})
            for side, names in here.items():
                found[side].update(dict.fromkeys(names))
    owners = Counter(name for names in found.values() for name in names)
    return {side: [name for name in names if owners[name] == 1 and name != side] for side, names in found.items()}
