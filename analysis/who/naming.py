"""Where the names of a book stand in the text, and whether they mean the side there and nothing else that is called so."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from analysis.reading.parse import Parsed
from analysis.who.gazetteer import Book, gazetteer
from analysis.who.people import without_title
from analysis.who.words import side_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SUBJECTS = frozenset(("nsubj", "nsubjpass", "csubj"))
OBJECTS = frozenset(("dobj", "iobj", "dative"))
MODIFIERS = frozenset(("amod", "compound", "poss", "nmod"))

_LONGEST_DATELINE = 80
_MARKS = "“”\"‘’',.:;!?"

_BESIDE = frozenset(("compound", "amod", "nmod"))
_THINGS = frozenset(("ORG", "FAC", "EVENT", "WORK_OF_ART", "LAW", "PRODUCT"))
_COUNTRIES_NAMES = ("name", "demonym", "capital")
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀȘŞŁ’'.]"
_TOWN = rf"[A-ZÀ-ÖØ-ÞĀȘŞŁ]{_CAPITAL}{{2,}}(?: {_CAPITAL}{{2,}})*"
DATELINE = re.compile(_TOWN + r"(?:, [^\n—–-]{2,40})?(?: ?\([^)\n]{2,30}\))? ?(?:—|–|--|-) ")
_WORD = re.compile(r"\w+|[^\w\s]")
_WORD_BEFORE = re.compile(r"\b(\w+)[ -]$")
_NAMED_AFTER = re.compile(
    r"\b(?:Bank|Gulf|Sea|Strait|Bay|Lake|River|Mount|University|College|Church|Treaty|Isle|Port|Air|Radio|Voice)(?: of)?(?: the)? $"
)
_CALLED_FOR = frozenset(("our", "the", "a", "an", "all", "that", "what", "how", "why", "and", "or"))
_WORD_AFTER = re.compile(r",? ([\w.]+)")


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
        forms = {name.upper(): name for name in others if len(name) > 3 and name.upper() not in self.book}
        forms |= {form: name for name in others for form in _printed(name)}
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


def _title_case(name: str) -> str:
    """Return a name as a headline in Title Case prints it: "anti-Trump groups" -> "Anti-Trump Groups"."""
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _printed(name: str) -> set[str]:
    """Return the ways a name is printed: with and without accents, with a curly or a straight apostrophe."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return {form.replace("'", mark) for form in (name, plain) for mark in ("'", "’")}


def _first_word(form: str) -> str:
    found = _WORD.match(form)
    return found[0] if found else form


@cache
def country_names() -> Names:
    """Return the names of the gazetteer."""
    return Names.of(gazetteer())


@cache
def _longer_names() -> dict[str, list[str]]:
    """Return name of a country -> the longer names that hold it as words: "Congo" -> "Republic of Congo"."""
    names = [name for name, (_, how) in gazetteer().items() if how != "government"]
    spaced = {name: f" {name} ".replace("-", " ") for name in names}
    return {name: longer for name in names if (longer := [other for other in names if other != name and spaced[name] in spaced[other]])}


# ---- the text, ready to be searched -----------------------------------------------------------------------------------


class Page:
    """An article in which names are looked up, as often as there are books."""

    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.text = parsed.article.text
        self.flat = re.sub(r"\s", " ", self.text)  # a name may run over two lines
        self.words = [(word.start(), word[0]) for word in _WORD.finditer(self.flat)]
        self.ents = {i: ent for ent in parsed.doc.ents for i in range(ent.start, ent.end)}

    def mentions(self, names: Names) -> list[Mention]:
        """Find every name, longest first; leave out other people, mastheads and capitals that are only places."""
        found: list[Mention] = []
        free_from = 0
        for start, word in self.words:
            form = self._form_at(start, names.by_first.get(word)) if start >= free_from else None
            if form is None:
                continue
            place = _place(self, names, form, start)
            if place is not None and place.means_side():
                found.append(Mention(place.side, start, place.end, place.how))
                free_from = place.end
        return found

    def _form_at(self, start: int, forms: list[str] | None) -> str | None:
        """Return the longest of the forms that stands at ``start`` and ends where a word ends."""
        for form in forms or ():
            end = start + len(form)
            if self.flat.startswith(form, start) and not (form[-1].isalnum() and self.text[end : end + 1].isalnum()):
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
        if self._goes_on() or self._is_a_date() or self._is_in_a_dateline() or self._is_the_pronoun():
            return False
        return self.how != "capital" or self._stands_for_government()

    def _is_another_person(self) -> bool:
        """Say whether the name is part of another person's: Bill Clinton is not Hillary Clinton, and Jordan Peele no country."""
        is_person = self.ent is not None and self.ent.label_ == "PERSON"
        return is_person and bool(self.whole) and self.how != "demonym" and self.book.get(self.whole, ("",))[0] != self.side

    def _is_another_thing(self) -> bool:
        """Say whether it is part of something else's: Bank of America is not the United States, but Armenia's Defense Ministry is Armenia."""
        if self.ent is None or self.ent.label_ not in _THINGS or not self.whole or self.how in ("demonym", "person") or self.whole in self.book:
            return False
        institutions = side_words().institutions
        return not any(token.lemma_.lower() in institutions for token in self.ent)

    def _is_part_of_a_place(self) -> bool:
        """Say whether it is part of another name: New Mexico is not Mexico, nor is the Gulf of Mexico."""
        if self.how not in _COUNTRIES_NAMES:
            return False
        left = self.text[max(0, self.start - 20) : self.start]
        before = _WORD_BEFORE.search(left)
        if (before is not None and before[1] in side_words().before_a_name) or _NAMED_AFTER.search(left) is not None:
            return True
        return any(self._stands_within(name) for name in _longer_names().get(self.name, ()) if gazetteer()[name][0] != gazetteer()[self.name][0])

    def _stands_within(self, longer: str) -> bool:
        """Say whether a longer name stands here: that of another country, "Republic of Congo", of which the book need not know."""
        at = self.start - longer.index(self.name)
        return self.text[max(0, at) : at + len(longer)].replace("\n", " ").replace("’", "'") == longer

    def _is_the_state(self) -> bool:
        """Say whether Georgia is the American state here: "Atlanta, Georgia"."""
        return self.name == "Georgia" and self.head.dep_ in ("appos", "npadvmod") and self.text[self.start - 2 : self.start] == ", "

    def _goes_on(self) -> bool:
        """Say whether the word that follows makes it something else: the Washington Post, Armenia Street."""
        after = _WORD_AFTER.match(self.text[self.end : self.end + 30])
        words = {after[1], after[1].rstrip(".")} if after is not None else set()
        return not words.isdisjoint(side_words().after_a_name | side_words().outlet_ends)

    def _is_a_date(self) -> bool:
        """Say whether it stands in a date: May is no person there."""
        return self.how in ("person", "organisation") and all(token.ent_type_ in ("DATE", "TIME") for token in (self.tokens[0], self.head))

    def _is_in_a_dateline(self) -> bool:
        """Say whether it stands in the line that says where a report comes from: "GAZA CITY, Gaza Strip (AP) —"."""
        line = self.text.rfind("\n", 0, self.start) + 1
        dateline = DATELINE.match(self.text, line) if self.start - line < _LONGEST_DATELINE else None
        return dateline is not None and self.end < dateline.end()

    def _is_the_pronoun(self) -> bool:
        """Say whether "US" is "us" in words set in capitals: "THEY LIED TO US", "GIVE US OUR JOBS BACK"."""
        if self.name != "US":
            return False
        before, after = self.text[max(0, self.start - 40) : self.start].split()[-1:], self.text[self.end : self.end + 40].split(" ")[1:2]
        if not before or not (before[0].isupper() and len(before[0].strip(_MARKS)) > 1) or self.text[self.start - 1] != " ":
            return False
        return self.text[self.end : self.end + 1] != " " or not after or after[0].lower().strip(_MARKS) in _CALLED_FOR

    def _stands_for_government(self) -> bool:
        """Say whether a capital means its government ("Baku denied it"), not the place ("in Baku", "Paris suburbs", a dateline)."""
        words, head = side_words(), self.head
        if head.dep_ == "pobj" and head.head.lower_ in words.places:
            return False
        if head.dep_ in _BESIDE:
            return head.head.lemma_.lower() in words.institutions or head.head.dep_ in SUBJECTS
        return not (head.dep_ == "appos" and head.head.lemma_.lower() in words.towns)
