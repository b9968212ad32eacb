"""For whom somebody speaks: a spokesman, a minister of a country, a member of a party, a lawyer for a client, a campaign of a candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from analysis.who.figures import role_of
from analysis.who.naming import MODIFIERS, SUBJECTS, Mention
from analysis.who.owners import is_department, is_no_longer, is_prefixed
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed

_TAG = re.compile(r",? ?\(?\b([DR])-[A-Z][\w.]+|,? ?\(([DR])\)")
_PARTY = {"D": "Democrats", "R": "Republicans"}
_BEHIND = frozenset(("of", "for", "from", "with", "at"))
_NOUNS = ("NOUN", "PROPN")
_NEAR = frozenset(("close", "loyal"))
_LONGEST_EVIDENCE = 16
_BESIDE = 3
"""Words between a name and the noun it modifies: "Trump campaign"."""


@dataclass(frozen=True)
class Tie:
    """For whom an actor speaks, and the words that say so."""

    to: str
    evidence: str


def ties_between(parsed: Parsed, by_token: Mapping[int, Mention], camps: Mapping[str, str]) -> Iterator[tuple[str, Tie]]:
    """Yield who speaks for whom, in the order of the text.

    by_token: token index -> the mention that covers it.  camps: noun, in the plural and where it is listed in the singular -> the group it names.
    """
    for mention in sorted(set(by_token.values()), key=lambda one: one.start):
        if mention.how in ("person", "organisation", "group", "acronym"):
            yield from ((mention.side, tie) for tie in _Named(parsed, by_token, camps, mention).ties())


class _Named:
    """One naming of a person or body, and what the grammar around it says that they are."""

    def __init__(self, parsed: Parsed, by_token: Mapping[int, Mention], camps: Mapping[str, str], mention: Mention) -> None:
        self.parsed, self.by_token, self.camps, self.mention = parsed, by_token, camps, mention
        self.tokens = parsed.tokens(mention.start, mention.end)
        self.inside = {token.i for token in self.tokens}
        self.root = parsed.doc[self.tokens[0].i : self.tokens[-1].i + 1].root
        self.is_person = mention.how == "person"

    def ties(self) -> Iterator[Tie]:
        """Yield for whom the one named here speaks: by a party's letter behind the name, by the group of the role, by the owner of the role."""
        yield from self._by_letter()
        for role in self._roles():
            yield from self._by_camp(role)
            for owner in self._owners(role):
                found = self.by_token.get(owner.i)
                if found is not None and found.side != self.mention.side and not is_prefixed(owner):
                    yield Tie(found.side, self._words(role, owner))

    def _by_letter(self) -> Iterator[Tie]:
        """Tie "Lucy Hale, D-Vt." and "Tom Brandt (R-Texas)" to their parties."""
        text = self.parsed.article.text
        letter = _TAG.match(text, self.mention.end) if self.is_person else None
        if letter is not None:
            yield Tie(_PARTY[letter[1] or letter[2]], " ".join(text[self.mention.start : letter.end()].split()))

    def _by_camp(self, role: Token) -> Iterator[Tie]:
        """Tie a person to the group that the role makes them one of: "Prosecutor Sibusiso Mbatha" to the prosecutors."""
        before = [t for t in role.lefts if t.pos_ in _NOUNS]
        ranks = [t for t in before if t.lower_ in side_words().police_ranks]  # "the Inspector General, Grace Holt"
        title = before if role.i in self.inside else [role, *ranks]
        for noun in title if self.is_person else ():
            camp = self.camps.get(noun.lower_) or self.camps.get(f"{noun.lower_}s")
            if camp is not None and camp not in side_words().judges and noun.tag_ not in ("NNS", "NNPS"):
                yield Tie(camp, f"{noun.text} {self.mention.side}")

    # ---- what they are -------------------------------------------------------------------------------------------------

    def _roles(self) -> Iterator[Token]:
        """Yield the nouns that say what somebody is: the name itself for a title before it, a noun set beside it, one after "is"."""
        root = self.root
        yield root
        if self.is_person and root.dep_ in ("compound", "nmod") and root.head.pos_ in _NOUNS and abs(root.i - root.head.i) < _BESIDE:
            return
        yield from (t for t in root.children if t.dep_ == "appos" and t.pos_ in _NOUNS)
        if root.dep_ == "appos" and root.head.pos_ in _NOUNS:
            yield root.head
        if root.dep_ in SUBJECTS and root.head.lemma_ == "be":
            yield from (t for t in root.head.children if t.dep_ == "attr" and t.pos_ in _NOUNS)

    def _owners(self, role: Token) -> Iterator[Token]:
        """Yield the names that say of whom a role is: "Armenian" in "Armenian spokesman", "union" in "head of the union", a party as such."""
        title = [t for t in role.lefts if t.i not in self.inside and t.dep_ in (*MODIFIERS, "det")]
        if role.i in self.inside:
            if self._may_speak(title):
                yield from self._before(title, role)
        elif self._is_party(role) and self.is_person:
            yield from () if is_no_longer(role) else (role,)
        elif self._may_speak([*title, role]):
            yield from self._before(title, role)
            yield from self._behind(role)
        yield from self._represented(role)

    def _may_speak(self, words: list[Token]) -> bool:
        """Say whether the words of a role make somebody speak for others: an office or a party among them, no rival and no critic."""
        roles = {role_of(t) for t in words}
        if roles & side_words().not_theirs or any(t.lower_ in side_words().no_longer or is_no_longer(t) for t in words):
            return False
        return bool(roles & role_words().speaks_for) or any(self._is_party(t) for t in words)

    def _before(self, title: list[Token], role: Token) -> Iterator[Token]:
        for token in [deep for t in title for deep in (t, *(left for left in t.lefts if left.dep_ in MODIFIERS))]:
            if token.i in self.by_token and not _is_held_abroad(token) and not _is_joined(token, role):
                yield token

    def _behind(self, role: Token) -> Iterator[Token]:
        objects = (t for word in role.rights if word.dep_ == "prep" and word.lower_ in _BEHIND for t in word.children if t.dep_ == "pobj")
        for token in objects:
            yield from self._itself_or_its(token)
            if is_department(token):
                yield from self._behind(token)

    def _represented(self, role: Token) -> Iterator[Token]:
        """Yield whom somebody acts for: "an attorney representing Anna Weiss", "Karl Brandt, who represents the tenants"."""
        for clause in role.rights:
            if clause.dep_ not in ("acl", "relcl") or any(t.dep_ == "neg" for t in clause.children):
                continue
            if clause.lemma_ in side_words().acts_for:
                for token in (t for t in clause.children if t.dep_ == "dobj"):
                    yield from self._itself_or_its(token)
            yield from _close_to(clause)

    def _itself_or_its(self, token: Token) -> Iterator[Token]:
        """Yield a noun that is an actor, or those that stand before it: "Kenyan" in "the Kenyan airline"."""
        yield from (token,) if token.i in self.by_token else (t for t in token.lefts if t.dep_ in MODIFIERS and t.i in self.by_token)

    def _is_party(self, token: Token) -> bool:
        found = self.by_token.get(token.i)
        return found is not None and found.how == "party"

    def _words(self, role: Token, owner: Token) -> str:
        """Return the words from the first of name, role and owner to the last."""
        at = sorted((role.i, owner.i, self.tokens[0].i, self.tokens[-1].i))
        if at[-1] - at[0] >= _LONGEST_EVIDENCE:
            return f"{role.text} of {owner.text}"
        return " ".join(self.parsed.doc[at[0] : at[-1] + 1].text.split())


def _close_to(clause: Token) -> Iterator[Token]:
    """Yield whom somebody is said to be close to: "a broker who is loyal to Weiss"."""
    near = (t for t in clause.children if t.dep_ == "acomp" and t.lower_ in _NEAR) if clause.lemma_ == "be" else ()
    yield from (t for word in near for to in word.children if to.lower_ == "to" for t in to.children if t.dep_ == "pobj")


def _is_held_abroad(token: Token) -> bool:
    """Say whether a modifier only says with whom somebody deals: "envoy to China"."""
    return token.i > 0 and token.nbor(-1).lower_ in side_words().held_abroad


def _is_joined(token: Token, role: Token) -> bool:
    """Say whether "and" stands between a name and the one that it seems to modify: "Trump and Texas Sen. Ted Cruz"."""
    return any(t.dep_ == "cc" for t in token.doc[token.i : role.i])
