"""What a reader keeps in mind on the way through an article: who has been named and how, who has spoken, and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed
from analysis.who.figures import Figure, Known, Place, Short, Stretch, is_plural, is_role, only, pronoun_of_role, role_of
from analysis.who.interviews import interview_in
from analysis.who.naming import Mention
from analysis.who.owners import may_belong, owner_of, speaks_for_owner
from analysis.who.unnamed import is_unnamed
from analysis.who.words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Token

FARTHEST = 6
"""Sentences between a pronoun (or "the company") and the words it stands for."""

_AND = frozenset(("and", "or", "nor", "&", "as", "plus"))
_BREAKS = frozenset(("—", "–", "--", ";", ":"))

_LESSER = frozenset(("former", "ex", "deputy", "vice", "assistant"))
"""Words before a role whose bearer "the leader" means only where nobody is the leader."""

_MOST = 50
"""Bearers of one noun or short name that are compared: keeps time linear in lists of names."""


class Memory:
    """The figures of one article, by name, by short name and by place."""

    def __init__(self, parsed: Parsed, named: Mapping[int, Mention]) -> None:
        self.parsed = parsed
        self.words = role_words()
        self.named = named
        self.figures: dict[str, Figure] = {}
        self.at_token: dict[int, Figure] = {}
        self.in_quotes: dict[int, Figure] = {}
        """Token index -> figure, of the names in quotations, which only the quotations themselves take up."""
        self.places: dict[int, list[Place]] = defaultdict(list)
        self.shorts: dict[tuple[str, str], list[Short]] = defaultdict(list)

    # ---- figures -------------------------------------------------------------------------------------------------------

    def figure(self, name: str, kinds: frozenset[str], tokens: Sequence[Token], head: Token) -> Figure:
        """Return the figure of this name, new or known."""
        parts = name.lower().split()
        key = f"{parts[0]} {parts[-1]}" if kinds == {"person"} and len(parts) > 1 else name.lower()  # Donald J. Trump is Donald Trump
        figure = self.figures.setdefault(key, Figure(name, kinds))
        if "person" in kinds:
            figure.pronoun = figure.pronoun or pronoun_of_role(role_of(head))
        return self.named_again(figure, name, tokens)

    def named_again(self, figure: Figure, words: str, tokens: Sequence[Token]) -> Figure:
        """Note that a figure is named once more, and with which words."""
        figure.words = words
        figure.named_at, figure.sentence = tokens[0].idx, self.parsed.sentence_at(tokens[0].idx)
        self.take_side(figure, tokens)
        return figure

    def take_side(self, figure: Figure, tokens: Sequence[Token]) -> None:
        """Give a figure without a side the one for which its words say that it stands."""
        if figure.side is None:
            figure.side = self.side_of(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].root)

    def side_of(self, head: Token) -> str | None:
        """Return the side for which a noun stands, and those joined to it; a person only with an office of that side."""
        sides = {self._side(one) for one in (head, *_joined(head))}
        return sides.pop() if len(sides) == 1 else None

    def _side(self, head: Token) -> str | None:
        title = [t for t in head.lefts if t.i not in self.named and t.ent_type_ != "PERSON" and t.pos_ in ("NOUN", "PROPN")]
        is_person = head.ent_type_ == "PERSON" and head.i not in self.named
        if is_person and not all(may_belong(t) or t.lower_ in self.words.before_a_title for t in title):
            return None
        owner = owner_of(head, self.named)
        return owner.side if owner else self._of_body([*title, *_bodies_behind(head)])

    def side_of_holder(self, head: Token) -> str | None:
        """Return the side of the one introduced before whose a speaker is: "the leader's office", "the senator's campaign"."""
        holder = next((t for t in head.lefts if t.dep_ == "poss" and t.pos_ == "NOUN" and t.i not in self.named), None)
        if holder is None or not is_role(holder) or not speaks_for_owner(head):
            return None
        known = self.introduced(holder)
        return known[0].figure.side if len(known) == 1 else None

    def _of_body(self, title: Iterable[Token]) -> str | None:
        """Return the side of a body that was introduced before: "an agency spokeswoman", "company chairman Karl Brandt"."""
        for noun in title:
            known = self.introduced(noun) if noun.lower_ in self.words.bodies else []
            if len(known) == 1 and known[0].figure.side is not None:
                return known[0].figure.side
        return None

    def labelled(self, speaker: Stretch) -> Known | None:
        """Return who speaks behind a letter or initials at the head of a turn: whoever is interviewed for "A", Marta Lindqvist for "ML"."""
        label = self.parsed.story[slice(*speaker)]
        people = [figure for figure in self.figures.values() if "person" in figure.kinds and " " in figure.name]
        if label == "A":
            figure = self._guest() or next(iter(people), None)
            return (figure, f"the person interviewed: “{figure.name}”") if figure is not None else None
        if label.isupper() and self.parsed.story.startswith(":", speaker[1]):
            people = [figure for figure in people if "".join(word[0] for word in figure.name.split()) == label]
            return (people[0], f"“{label}” for “{people[0].name}”") if len(people) == 1 else None
        return None

    def _guest(self) -> Figure | None:
        """Return whom the beginning of an interview names as the one who answers."""
        interview = interview_in(self.parsed)
        tokens = self.parsed.tokens(*interview.guest) if interview is not None and interview.guest is not None else []
        return next((self.at_token[token.i] for token in reversed(tokens) if token.i in self.at_token), None)

    def note(self, figure: Figure, offset: int, rank: int) -> None:
        """Keep in mind that a place in the text means a figure."""
        self.places[self.parsed.sentence_at(offset)].append(Place(figure, offset, rank))

    # ---- short names ---------------------------------------------------------------------------------------------------

    def index(self, way: str, key: str, short: Short) -> None:
        """Keep in mind that a figure may be called by a key: a "noun", its "name", its "initials", the "tail" or "start" of its words."""
        known = self.shorts[way, key.lower()]
        if not any(other.figure is short.figure and other.vocabulary >= short.vocabulary for other in known[-_MOST:]):
            known.append(short)

    def call(self, figure: Figure, noun: Token, words: str, near: Iterable[Token] = ()) -> None:
        """Keep in mind that a figure was introduced with a noun."""
        role = role_of(noun)
        vocabulary = frozenset(t.lower_ for t in near) | frozenset(t.lower_ for t in noun.lefts)
        short = Short(figure, role, words, self.parsed.sentence_at(noun.idx), vocabulary, is_plural(noun))
        self.index("noun", self.words.same_role.get(role, role), short)

    def call_as(self, figure: Figure, role: str, words: str, head: Token) -> None:
        """Keep in mind that a figure named at ``head`` is also what a noun says that stands in its longer name: "agency"."""
        if role in self.words.bodies:
            self.index("noun", self.words.same_role.get(role, role), Short(figure, role, words, self.parsed.sentence_at(head.idx)))

    def shortened(self, way: str, key: str) -> list[Short]:
        """Return the figure that a key stands for, or several between which nothing tells."""
        return _last(self.shorts[way, key.lower()])

    def bearers(self, name: str, pronoun: str | None) -> list[Short]:
        """Return the full names before a name of one word that it may shorten: the only fitting one, or all between which nothing tells."""
        if " " in name:
            return []
        fits = [s for s in self.shorts["name", name.lower()][-_MOST:] if s.figure.may_be(pronoun)]
        fits = [short for short in fits if short.noun == "surname"] or fits
        names = {short.figure.name for short in fits}  # a headline reads as "Slams Anna Weiss": that is Anna Weiss
        fits = [short for short in fits if not any(short.figure.name.endswith(f" {name}") for name in names)]
        spoken = [short for short in fits if short.figure.spoke_at >= 0]
        return spoken if len(spoken) == 1 else fits

    def introduced(self, head: Token) -> list[Short]:
        """Return the figure that was introduced with the noun of "the mayor", or several between which nothing tells."""
        role, plural, here = role_of(head), is_plural(head), self.parsed.sentence_at(head.idx)
        pronoun = pronoun_of_role(role)
        asked = self._asked_of(head)
        alike = [s for s in self.shorts["noun", self.words.same_role.get(role, role)][-_MOST:] if asked <= s.vocabulary and s.plural == plural]
        fits = [short for short in alike if short.figure.may_be(pronoun) and _is_remembered(short, here)]
        fits = [short for short in fits if short.vocabulary.isdisjoint(_LESSER - asked)] or fits
        if fits or role not in self.words.any_organisation or asked or plural:
            return _last(fits)
        return _last([s for s in self.shorts["any", "organisation"][-_MOST:] if here - s.figure.sentence <= FARTHEST])

    def _asked_of(self, head: Token) -> set[str]:
        """Return the words before a noun that must have been said of the figure: "foreign" in "the foreign minister", not "same"."""
        before = (t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.is_alpha)
        return {t.lower_ for t in before} - self.words.vague

    # ---- pronouns ------------------------------------------------------------------------------------------------------

    def antecedent(self, pronoun: str, offset: int, own: Sequence[Stretch], side: str | None) -> Figure | None:
        """Return whom a pronoun at ``offset`` means; None where two fit equally well, or nobody.

        own: the words of the pronoun's speaker: nobody calls himself by name in them.  side: the speaker's, where the row has one.
        """
        here = self.parsed.sentence_at(offset)
        ranked = [self._by_rank(n, pronoun, offset, own, side) for n in range(here, max(0, here - FARTHEST - 1), -1)]
        subjects = ranked[0][2] or ranked[0][1] or (ranked[1][2] if len(ranked) > 1 else {})
        if subjects:
            return only(subjects)
        for k, by_rank in enumerate(ranked):
            best = next((by_rank[rank] for rank in (2, 1, 0) if by_rank[rank]), None)
            if best is not None:
                rivals = ranked[k + 1][2] if best is by_rank[0] and k + 1 < len(ranked) else {}
                return only(best | rivals)
        return None

    def _by_rank(self, sentence: int, pronoun: str, offset: int, own: Sequence[Stretch], side: str | None) -> dict[int, dict[int, Figure]]:
        """Return rank -> the figures of a sentence that a pronoun may mean, each once."""
        by_rank: dict[int, dict[int, Figure]] = {0: {}, 1: {}, 2: {}}
        for place in self.places.get(sentence, ()):
            figure = place.figure
            inside = any(start <= place.offset < end for start, end in own)
            if place.offset < offset and not inside and figure.fits(pronoun) and (not side or figure.side in (None, side)):
                by_rank[place.rank][id(figure)] = figure
        return by_rank


def _bodies_behind(head: Token) -> Iterator[Token]:
    """Yield the nouns for which somebody speaks: "a spokesman for the embassy", also behind a name."""
    for role in (head, *(t for t in head.children if t.dep_ == "appos")):
        if may_belong(role):
            yield from (t for word in role.rights if word.lower_ in ("for", "of", "at") for t in word.children if t.dep_ == "pobj")


def _joined(head: Token) -> tuple[Token, ...]:
    """Return the nouns joined to one by "and" or "or"; the parser also joins nouns of two clauses, with a comma or a dash between them."""
    joined = tuple(head.conjuncts)
    at = [token.i for token in (head, *joined)]
    between = head.doc[min(at) + 1 : max(at)]
    return joined if any(token.lower_ in _AND for token in between) and not any(token.text in _BREAKS for token in between) else ()


def _is_remembered(short: Short, here: int) -> bool:
    """Say whether a figure is still in mind: one with a name always, one without only for some sentences."""
    return here - short.figure.sentence <= FARTHEST or not is_unnamed(short.figure.name)


def _last(shorts: list[Short]) -> list[Short]:
    """Return the one whose figure spoke last or, if none spoke, was named last; both where two were named in one sentence."""
    shorts = shorts[-_MOST:]
    spoken = [short for short in shorts if short.figure.spoke_at >= 0]
    if spoken:
        return [max(spoken, key=lambda short: short.figure.spoke_at)]
    last = max((short.figure.sentence for short in shorts), default=0)
    return list({id(short.figure): short for short in shorts if short.figure.sentence == last}.values())
