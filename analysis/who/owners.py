"""Whose a noun is: "Armenian forces", "the army of Azerbaijan", "a spokesman for the union"; and of whom it is not: "Israel's opponents".

Every place that decides for whom somebody stands asks here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from analysis.who.figures import role_of
from analysis.who.naming import MODIFIERS, Mention
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST = 4
_DASHES = ("-", "–", "‑")
_BELONGS = frozenset(("of", "for", "from", "with", "at"))
_ISSUED = frozenset(("from", "by"))
_SOME = frozenset(("one", "some", "many", "most", "several", "both", "each", "all", "none", "few", "any"))


def owner_of(head: Token, named: Mapping[int, Mention], depth: int = _DEEPEST, *, itself: bool = True) -> Mention | None:
    """Return the mention that says for whom a noun stands: its own, or its owner's; None where it stands against them, or for two.

    named: token index -> the mention that covers it.  itself: whether a noun that is a mention stands for that one.
    """
    found = named.get(head.i) if itself else None
    if found is not None:
        return None if is_prefixed(head) else found
    if depth == 0 or _stands_apart(head):
        return None
    before = _one(owner_of(token, named, depth - 1) for token in head.lefts if token.dep_ in MODIFIERS)
    if before is None:
        before = _one(owner_of(token, named, depth - 1) for token in _led_by(head))
    if before is not None or not may_belong(head):
        return before
    document = head.lemma_.lower() in role_words().documents
    words = _ISSUED if document else _BELONGS
    behind = (token for word in head.rights if word.lower_ in words for token in word.children if token.dep_ == "pobj")
    owner = _one(owner_of(token, named, depth - 1) for token in behind)
    return None if document and owner is not None and owner.how == "capital" else owner


def _led_by(head: Token) -> Iterator[Token]:
    """Yield what somebody leads, in a clause behind a name: "Lena Vogt, who chairs the union"."""
    for clause in head.rights:
        if clause.dep_ == "relcl" and clause.lemma_.lower() in side_words().leads and any(t.lower_ == "who" for t in clause.lefts):
            yield from (token for token in clause.rights if token.dep_ == "dobj")


def is_in_clause_of(noun: Token, word: Token) -> bool:
    """Say whether a word stands in a relative clause of a noun: the "he" of "an official who asked not to be named because he feared for his job"."""
    above = next((one for one in (word, *word.ancestors) if one.head.i == noun.i), None)
    return above is not None and above.dep_ == "relcl"


def _stands_apart(head: Token) -> bool:
    """Say whether a noun is no part of what stands beside it: a rival or critic, and somebody who was one of theirs once."""
    against = side_words().not_theirs
    if role_of(head) in against or any(token.dep_ == "compound" and role_of(token) in against for token in head.lefts):
        return True
    return is_no_longer(head)


def _one(found: Iterator[Mention | None]) -> Mention | None:
    """Return the only side among some mentions, as its first one; None for two sides or none."""
    mentions = [mention for mention in found if mention is not None]
    return mentions[0] if len({mention.side for mention in mentions}) == 1 else None


def may_belong(head: Token) -> bool:
    """Say whether a noun is somebody who can stand for another: a person with an office, a body, a group, a document, some of them ("two of")."""
    role = role_of(head)
    roles = role_words()
    if head.lower_ in _SOME or head.pos_ == "NUM" or role in roles.documents:
        return True
    return role in roles.speaks_for or role in roles.people or role in roles.bodies or role in side_words().institutions or is_department(head)


def is_department(noun: Token) -> bool:
    """Say whether a noun is what a minister is one of: "defence" in "the minister of defence of Chile"."""
    return noun.lower_ in side_words().departments and noun.dep_ == "pobj"


def is_no_longer(head: Token) -> bool:
    """Say whether somebody was something once: "a former minister", "an ex-member"; they speak for nobody."""
    once = side_words().no_longer
    hyphen = head.i > 1 and head.nbor(-1).text in _DASHES and head.nbor(-2).lower_ in once
    return hyphen or any(token.lower_ in once for token in head.lefts)


def is_prefixed(token: Token) -> bool:
    """Say whether "pro-" or "anti-" stands before a name: "pro-Russian forces" are no forces of Russia."""
    return token.i > 1 and token.nbor(-1).text in _DASHES and token.nbor(-2).lower_ in side_words().prefixes
