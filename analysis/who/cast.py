"""The cast of an article: every actor it names, where its names stand, and for whom each speaks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from analysis.who.camps import camps_in
from analysis.who.countries import countries_in
from analysis.who.entities import entity_names, telling_ents
from analysis.who.gazetteer import countries
from analysis.who.government import office_of_state
from analysis.who.interviews import interview_in
from analysis.who.look_alikes import dateline_end
from analysis.who.naming import MODIFIERS, Mention, Page, country_names
from analysis.who.owners import owner_of
from analysis.who.people import full_names
from analysis.who.ties import Tie, ties_between
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

_FIRST_LINES = 6
_PLACE_ENDS = re.compile(r"[,:(]| ?[—–-]")
_BYLINE = re.compile(r"^By (.{3,60})$", re.MULTILINE)
_LONGEST_CHAIN = 3
"""Steps from somebody to the side: the spokesman of the campaign of a candidate."""


@dataclass
class Actor:
    """Somebody or something that may be a side: its usual name, what it is, every name with its kind, and where they stand."""

    name: str
    kind: str
    names: dict[str, str]
    namings: list[Mention] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)


class Cast:
    """The actors of one article, by name."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.page = Page(parsed)
        ents = telling_ents(parsed)
        people = full_names(ents)
        self.countries = countries_in(self.page, ents, people)
        found = {**camps_in(parsed), **entity_names(parsed, ents, people, self.countries.forms)}
        names = self.countries.joined_by({name: entry for name, entry in found.items() if name not in self.countries.book})
        by_side: dict[str, dict[str, str]] = defaultdict(dict)
        for name, (side, how) in names.book.items():
            by_side[side][name] = how
        self.actors: dict[str, Actor] = {}
        self.by_token: dict[int, Mention] = {}
        self.owned: dict[int, Mention] = {}
        for mention in self.page.mentions(names):
            self.by_token.update((token.i, mention) for token in parsed.tokens(mention.start, mention.end))
        for mention in dict.fromkeys(self.by_token.values()):
            owner = self._owner(mention)
            if owner is not None:
                self.owned[mention.start] = owner
            else:
                self._actor(mention.side, by_side[mention.side]).namings.append(mention)
        self._tie()

    def _actor(self, name: str, names: dict[str, str]) -> Actor:
        if name not in self.actors:
            how = names.get(name) or next(iter(names.values()))
            kind = "country" if name in countries() and how != "person" else how
            self.actors[name] = Actor(name, kind, names)
        return self.actors[name]

    def _owner(self, mention: Mention) -> Mention | None:
        """Return the actor whose a group is: Hamas in "Hamas militants", the country in "the Kenyan government", the party in "opposition PRP"."""
        if mention.how != "collective":
            return None
        head = self.parsed.tokens(mention.start, mention.end)[-1]
        owner = owner_of(head, self.by_token, itself=False)
        if owner is None and head.dep_ in MODIFIERS and head.pos_ == "NOUN":
            owner = self.by_token.get(head.head.i)
        return owner if owner is None or owner.side != mention.side else None

    def _tie(self) -> None:
        camps = {name: actor.name for actor in self.actors.values() if actor.kind == "collective" for name in actor.names if " " not in name}
        if "police" in self.actors:
            camps |= dict.fromkeys(side_words().police_ranks, "police")
        meant = {i: self.owned.get(mention.start, mention) for i, mention in self.by_token.items()}  # "the Kenyan army" is Kenya
        # a tie that the text names comes before one that only an office of state suggests
        for name, tie in chain(ties_between(self.parsed, meant, camps), self._by_name(), self._of_state(), self._of_union()):
            actor = self.actors.get(name)
            if actor is not None and tie.to in self.actors and tie.to != name and tie.to not in {one.to for one in actor.ties}:
                actor.ties.append(tie)
        for name, actor in self.actors.items():
            if actor.kind == "collective" and (owner := self._usual_owner(name)) is not None and owner in self.actors:
                actor.ties.append(Tie(owner, f"{name} of {owner}"))

    def _by_name(self) -> Iterator[tuple[str, Tie]]:
        """Tie a body to the person it is named after: the Clinton Foundation, the Trump campaign."""
        surnames: dict[str, set[str]] = {}
        for actor in self.actors.values():
            if actor.kind == "person":
                surnames.setdefault(actor.name.split()[-1], set()).add(actor.name)
        called = {word: {actor.name for actor in self.actors.values() if actor.kind == "person" and word in actor.names} for word in surnames}
        for actor in self.actors.values():
            owners = {name for word in actor.name.split()[:-1] for name in called.get(word) or surnames.get(word, set())}
            if actor.kind == "organisation" and len(owners) == 1:
                yield actor.name, Tie(owners.pop(), actor.name)

    def _of_state(self) -> Iterator[tuple[str, Tie]]:
        """Tie a minister or president of no named country to the one the report is from: "Defence Minister Ingunn Rasvik" in Oslo."""
        home = self.home
        for actor in self.persons if home else ():
            title = next((words for m in actor.namings if (words := office_of_state(self.parsed, m, home))), None)
            if home and title and not actor.ties:
                yield actor.name, Tie(home, title)

    @property
    def persons(self) -> list[Actor]:
        """The actors that are people."""
        return [actor for actor in self.actors.values() if actor.kind == "person"]

    def _of_union(self) -> Iterator[tuple[str, Tie]]:
        """Tie drivers, teachers, strikers to the only union there is."""
        unions = [actor.name for actor in self.actors.values() if actor.kind == "organisation" and actor.name.split()[-1] in side_words().unions]
        for name in side_words().labour & self.actors.keys() if len(unions) == 1 else ():
            yield name, Tie(unions[0], f"{name} in a dispute of the {unions[0]}")

    @cached_property
    def home(self) -> str | None:
        """Return the country that a report is from: that of its dateline, else the one named most often."""
        known = country_names()
        for line in self.parsed.article.text.split("\n")[:_FIRST_LINES]:
            place = known.forms.get(_PLACE_ENDS.split(line[: dateline_end(line, 0)])[0])
            if place is not None and known.book[place][0] in self.actors:
                return known.book[place][0]
        lands = (actor for actor in self.actors.values() if actor.kind == "country" and "demonym" in actor.names.values())
        named = Counter({actor.name: len(actor.namings) for actor in lands})
        return named.most_common(1)[0][0] if named else None

    def _usual_owner(self, group: str) -> str | None:
        """Return the one owner that the text names for a group it also names alone: "the Kenyan government ... the government"."""
        if group not in side_words().bodies:
            return None
        owners = Counter(owner.side for start, owner in self.owned.items() if self.group_at(start) == group)
        return next(iter(owners)) if len(owners) == 1 else None

    def group_at(self, start: int) -> str:
        """Return the actor whose name begins at an offset."""
        return self.by_token[self.parsed.tokens(start, start + 1)[0].i].side

    # ---- asking ----------------------------------------------------------------------------------------------------------

    def of(self, side: str) -> set[str]:
        """Return the actors that stand for a side, itself and, over any number of steps, whoever is tied to it alone."""
        found, grew = {side}, True
        while grew:
            more = {name for name, actor in self.actors.items() if name not in found and {tie.to for tie in actor.ties} & found}
            grew = bool(more)
            found |= more
        return found

    def heads(self, actor: Actor) -> list[Token]:
        """Return the last word of every naming of an actor."""
        return [self.parsed.tokens(m.start, m.end)[-1] for m in actor.namings]

    def spoken_for(self, heads: Mapping[str, set[str]]) -> dict[str, tuple[str, str]]:
        """Return actor -> the one side for which it speaks, over any number of steps, and the words that say so.

        heads: side -> the actors that are the side itself.
        """
        side_of = {actor: side for side, actors in heads.items() for actor in actors}
        found: dict[str, tuple[str, str]] = {}
        for _ in range(_LONGEST_CHAIN):
            for name, actor in self.actors.items():
                if name not in side_of:
                    sides = {side_of[tie.to]: tie.evidence for tie in actor.ties if tie.to in side_of}
                    if len(sides) == 1:
                        found[name] = next(iter(sides.items()))
            side_of |= {name: side for name, (side, _) in found.items()}
        return found

    def owner_of_name(self, name: str) -> Actor | None:
        """Return the actor that a name belongs to."""
        return next((actor for actor in self.actors.values() if name in actor.names), None)

    @cached_property
    def authors(self) -> frozenset[str]:
        """The actors who wrote the article, by its papers or its byline: "By Kari Holm"."""
        beginning = "\n".join(self.parsed.article.text.split("\n")[:_FIRST_LINES])
        written = [self.parsed.article.author or "", *_BYLINE.findall(beginning)]
        return frozenset(name for name in self.actors if any(name in line for line in written))

    @cached_property
    def answers(self) -> Counter[str]:
        """Actor -> the answers it gives, where the article is an interview."""
        interview = interview_in(self.parsed)
        tokens = self.parsed.tokens(*interview.guest) if interview and interview.guest else []
        named = [self.by_token[token.i].side for token in tokens if token.i in self.by_token]
        return Counter({named[-1]: len(interview.answers)} if interview and named else {})

    @cached_property
    def sentences(self) -> dict[str, set[int]]:
        """Actor -> the numbers of the sentences that name it."""
        return {name: {self.parsed.sentence_at(m.start) for m in actor.namings} for name, actor in self.actors.items()}

    @cached_property
    def sentences_with_helpers(self) -> dict[str, set[int]]:
        """Actor -> the numbers of the sentences that name it, or somebody who speaks for it."""
        return {name: set().union(*(self.sentences[other] for other in self.of(name))) for name in self.actors}


@lru_cache(maxsize=4)
def cast_of(parsed: Parsed) -> Cast:
    """Return the cast of an article; that of the last four is kept, so that an article, its wording, and reports of one event are read once."""
    return Cast(parsed)
