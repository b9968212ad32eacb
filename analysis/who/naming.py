"""Where the names of a book stand in the text, and whether they mean the side there and nothing else that is called so."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.reading.parse import Parsed
from analysis.who.gazetteer import Book, gazetteer
from analysis.who.headlines import ents_to_trust
from analysis.who.look_alikes import (
    LONGEST_DATELINE,
    dateline_end,
    goes_on,
    is_a_direction,
    is_a_given_name,
    is_a_language,
    is_a_word_in_capitals,
    is_in_a_state,
    is_named_after,
    is_titled,
    word_before,
)
from analysis.who.people import without_title
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECTS = frozenset(("dobj", "iobj", "dative"))
MODIFIERS = frozenset(("amod", "compound", "poss", "nmod"))

_BESIDE = frozenset(("compound", "amod", "nmod"))
_THINGS = frozenset(("ORG", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"))
_COUNTRIES_NAMES = ("name", "demonym", "capital")
_OFFICES = ("government", "body")
_WORD = re.compile(r"\w+|[^\w\s]")
_OWNER_BEFORE = re.compile(r"(?<![\w.])([\w.]+)(?:['’]s?)? $")
_WORDS_BACK = 5
"""Words before a name with which a longer one may begin: "Gulf of Mexico"."""
_REMEMBERED = 20_000
_CURLY, _STRAIGHT = str.maketrans("'", "’"), str.maketrans("’‘", "''")


@dataclass(frozen=True)
class Mention:
    """A stretch of text that means a side, and the evidence: ``how``."""

    side: str
    start: int
    end: int
    how: str


# ---- the book, ready to be looked up ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Names:
    """A book, with every way its names are printed, ordered by first word, the longest first."""

    book: Book
    forms: Mapping[str, str]
    by_first: Mapping[str, list[str]]

    @classmethod
    def of(cls, book: Book) -> Names:
        """Return the names of a book."""
        return cls({}, {}, {}).joined_by(book)

    def joined_by(self, others: Book) -> Names:
        """Return these names and others; where two are printed alike in capitals, the later one has the form."""
        printed = [(form, name) for name in others for form in spellings(name)]
        forms = {form.upper(): name for form, name in printed if len(form) > 3 and form.upper() not in self.book}
        forms |= {form: name for form, name in printed if form not in self.book} | {name: name for name in others}
        small = [name for name, (_, how) in others.items() if how in ("collective", "given", "name") and name[0].islower()]
        forms |= {form: name for name in small for form in (name[0].upper() + name[1:], _title_case(name))}
        new: dict[str, list[str]] = defaultdict(list)
        for form in forms.keys() - self.forms.keys():
            new[_first_word(form)].append(form)
        by_first = {
            **self.by_first,
            **{first: sorted([*self.by_first.get(first, ()), *added], key=len, reverse=True) for first, added in new.items()},
        }
        return Names({**self.book, **others}, {**self.forms, **forms}, by_first)

    def without(self, gone: Collection[str]) -> Names:
        """Return these names without some of them."""
        book = {name: entry for name, entry in self.book.items() if name not in gone}
        forms = {form: name for form, name in self.forms.items() if name not in gone}
        fewer = {_first_word(form) for form in self.forms.keys() - forms.keys()}
        return Names(book, forms, {**self.by_first, **{first: [form for form in self.by_first[first] if form in forms] for first in fewer}})


def _title_case(name: str) -> str:
    """Return a name as a headline in Title Case prints it: "anti-Trump groups" -> "Anti-Trump Groups"."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


@lru_cache(maxsize=_REMEMBERED)
def spellings(name: str) -> tuple[str, ...]:
    """Return a name as it may be printed: with and without its accents, with straight and curly apostrophes."""
    plain = name if name in word_list("look_alikes", "keeps its accents") else _without_accents(name)
    return tuple(dict.fromkeys(form.translate(marks) for form in (name, plain) for marks in ({}, _CURLY, _STRAIGHT)))


def _without_accents(name: str) -> str:
    return name if name.isascii() else "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


@lru_cache(maxsize=_REMEMBERED)
def _first_word(form: str) -> str:
    found = _WORD.match(form)
    return found[0] if found else form


@cache
def country_names() -> Names:
    """Return the names of the gazetteer."""
    return Names.of(gazetteer())


@cache
def _longer_names() -> Names:
    """Return the names of several words, of countries and of what only has a country in its name: "South China Sea"."""
    known = {name: entry for name, entry in gazetteer().items() if not name.isalpha()}
    others = [name for name in word_list("look_alikes", "longer name")]
    things = [name + ("es" if name.endswith(("ch", "sh", "s", "x")) else "s") for name in others if name.split()[-1].islower()]
    return Names.of({name: ("", "another") for name in (*others, *things)} | known)


# ---- the text, ready to be searched -----------------------------------------------------------------------------------


class Page:
    """An article in which names are looked up, as often as there are books."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.story
        self.flat = re.sub(r"\s", " ", self.text)  # a name may run over two lines
        self.words = [(word.start(), word[0]) for word in _WORD.finditer(self.flat)]
        self.ents = {i: ent for ent in ents_to_trust(parsed) for i in range(ent.start, ent.end)}
        self.ends = parsed.sentences["end"].tolist()

    @cached_property
    def distinct(self) -> frozenset[str]:
        """Every word of the text."""
        return frozenset(word for _, word in self.words)

    def holds(self, forms: Iterable[str]) -> bool:
        """Say whether one of these stands in the text."""
        return any(_first_word(form) in self.distinct and next(self.places(form), None) is not None for form in forms)

    def places(self, form: str) -> Iterator[int]:
        """Yield where a name stands, not as a part of a word."""
        start = self.flat.find(form)
        while start >= 0:
            end = start + len(form)
            if not (self.flat[start - 1 : start].isalnum() or self.flat[end : end + 1].isalnum()):
                yield start
            start = self.flat.find(form, end)

    def mentions(self, names: Names) -> list[Mention]:
        """Find every name, longest first; leave out other people, mastheads, datelines and capitals that are only places."""
        found: list[Mention] = []
        free_from = 0
        for i, (start, word) in enumerate(self.words):
            if word not in names.by_first or start < free_from:
                continue
            form = self._form_at(start, names.by_first[word])
            if form is None:
                continue
            place = _place(self, names, form, start)
            if place is not None and place.means_side() and not self._is_no_mention(place, i):
                found.append(Mention(place.side, start, place.end, place.how))
                free_from = place.end
        return found

    def _is_no_mention(self, place: _Place, i: int) -> bool:
        """Say whether a name stands in a dateline, or within a longer name that is not its side's."""
        line = self.text.rfind("\n", 0, place.start) + 1
        if place.start - line < LONGEST_DATELINE and place.end <= dateline_end(self.text, line):
            return True
        longer = _longer_names()
        for start, word in self.words[max(0, i - _WORDS_BACK) : i + 1]:
            form = self._form_at(start, longer.by_first[word]) if word in longer.by_first else None
            if form and start + len(form) >= place.end and len(form) > place.end - place.start:
                return longer.book[longer.forms[form]][0] != gazetteer().get(place.name, (place.side,))[0]
        return False

    def _form_at(self, start: int, forms: list[str]) -> str | None:
        """Return the longest of the forms that stands at ``start`` and ends where a word ends, in the same sentence."""
        last = self.ends[self.parsed.sentence_at(start) - 1]
        for form in forms:
            end = start + len(form)
            if end <= last and self.flat.startswith(form, start) and not (form[-1].isalnum() and self.text[end : end + 1].isalnum()):
                return form
        return None


def _place(page: Page, names: Names, form: str, start: int) -> _Place | None:
    end = start + len(form)
    tokens = page.parsed.tokens(start, end)
    if not tokens:
        return None
    name = names.forms[form]
    side, how = names.book[name]
    return _Place(page.text, start, end, tokens, name, side, how, page.ents.get(tokens[0].i), names.book)


@dataclass(frozen=True)
class _Place:
    """A name where it stands in the text."""

    text: str
    start: int
    end: int
    tokens: list[Token]
    name: str
    side: str
    how: str
    ent: Span | None
    book: Book

    @property
    def head(self) -> Token:
        return self.tokens[-1]

    @cached_property
    def whole(self) -> str:
        """The longer name that this one is a part of; "" where it is none."""
        whole = without_title(self.ent.text) if self.ent is not None else ""
        return whole if len(whole.split()) > len(self.name.split()) else ""

    def means_side(self) -> bool:
        """Say whether the name means the side here, and nothing else that is called so."""
        if self.how == "collective":
            return all(token.pos_ in ("NOUN", "PROPN") for token in self.tokens)
        if self._is_another_person() or self._is_another_thing() or self._is_part_of_a_place() or self._is_the_state():
            return False
        if goes_on(self.text, self.end) or self._is_a_date() or self._only_looks_so():
            return False
        return self.how != "capital" or self._stands_for_government()

    def _only_looks_so(self) -> bool:
        """Say whether it is a pronoun in capitals, a language, a direction, or the office of another country ("the German Foreign Office")."""
        if self.how == "acronym":
            return is_a_word_in_capitals(self.text, self.start, self.end)
        if self.how == "demonym":
            return is_a_language(self.head, self.text, self.end)
        if self.how == "direction":
            return is_a_direction(self.head, self.text, self.start, self.end)
        if self.how in _OFFICES:
            before = _OWNER_BEFORE.search(self.text[max(0, self.start - 24) : self.start])
            return before is not None and gazetteer().get(before[1], (self.side,))[0] != self.side
        return False

    def _is_another_person(self) -> bool:
        """Say whether the name is part of another person's: Bill Clinton is not Hillary Clinton, and Jordan Peele no country."""
        is_person = self.ent is not None and self.ent.label_ == "PERSON" and not self._is_shouted()
        return is_person and bool(self.whole) and self.how != "demonym" and self.book.get(self.whole, ("",))[0] != self.side

    def _is_shouted(self) -> bool:
        """Say whether a country stands in a line of CAPITALS, in which spaCy takes any words for a name."""
        return self.whole.isupper() and self.how in _COUNTRIES_NAMES and len(self.name) > 3

    def _is_another_thing(self) -> bool:
        """Say whether it is part of something else's: Bank of America is not the United States, but Armenia's Defense Ministry is Armenia."""
        if self.ent is None or self.ent.label_ not in _THINGS or not self.whole or self.how == "person" or self.whole in self.book:
            return False
        if self._is_shouted():
            return False
        if self.how == "demonym":
            return self.whole.split()[-1] in side_words().after_a_name
        institutions = side_words().institutions
        return not any(token.lemma_.lower() in institutions for token in self.ent)

    def _is_part_of_a_place(self) -> bool:
        """Say whether it is part of another's name: Outer Mongolia is not Mongolia, nor Rep. Jordan Jordan."""
        if self.how not in _COUNTRIES_NAMES:
            return False
        before = word_before(self.text, self.start)
        if self.how == "demonym":
            return before in side_words().before_a_name
        if before in side_words().before_a_name or is_titled(self.text, self.start, before) or is_named_after(self.text, self.start):
            return True
        return is_in_a_state(self.text, self.end) or is_a_given_name(self.text, self.start, self.end, self.name)

    def _is_the_state(self) -> bool:
        """Say whether Georgia is the American state here: "Atlanta, Georgia"; but "Tbilisi, Georgia" is in the country."""
        if self.name != "Georgia" or self.head.dep_ not in ("appos", "npadvmod") or self.text[self.start - 2 : self.start] != ", ":
            return False
        town = self.text[max(0, self.start - 24) : self.start - 2].split()[-1:]
        return not town or gazetteer().get(town[0], ("",))[0] != self.side

    def _is_a_date(self) -> bool:
        """Say whether it stands in a date: May is no person there."""
        return self.how in ("person", "organisation") and all(token.ent_type_ in ("DATE", "TIME") for token in (self.tokens[0], self.head))

    def _stands_for_government(self) -> bool:
        """Say whether a capital means its government ("Baku denied it"), not the place ("in Baku", "Paris suburbs", a dateline)."""
        words, head = side_words(), self.head
        if head.pos_ == "ADJ":
            return False  # "Male suspects"
        if head.dep_ == "pobj" and head.head.lower_ in words.places:
            return False
        if head.dep_ in _BESIDE:
            return head.head.lemma_.lower() in words.institutions | role_words().speaks_for | role_words().bodies
        return not (head.dep_ == "appos" and head.head.lemma_.lower() in words.towns)
