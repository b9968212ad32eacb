"""Who speaks for a government where the text names no country: its ministers and departments, whose side may be a president's or the police's."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING

from analysis.who.figures import role_of
from analysis.who.gazetteer import countries, gazetteer
from analysis.who.owners import is_no_longer
from analysis.who.words import role_words, side_words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.reading.parse import Parsed
    from analysis.who.cast import Cast
    from analysis.who.naming import Mention

_LONGEST_OFFICE = 8
"""Words of an office before a name: "Acting Assistant Secretary of State for African Affairs"."""
_JOINS = frozenset(("of", "for", "and", "the"))
_RULES = frozenset(("administration", "presidency", "cabinet"))
_DEPARTMENTS = ("Ministry", "Department")
_NO_LONGER = "former"
_STATE = "government"


def office_of_state(parsed: Parsed, mention: Mention, home: str | None) -> str | None:
    """Return the words of an office of state with which a name is introduced: "Energy Secretary Karl Brandt"; None for another, or a former one.

    home: the country that the text is from; the offices of others, and of its states, are none ("Ohio Secretary of State Karl Brandt").
    """
    tokens = parsed.tokens(mention.start, mention.end)
    office = list(_office_before(tokens[0]))
    if (
        not office
        or is_no_longer(office[-1])
        or is_no_longer(tokens[-1])
        or not _is_of_state(office)
        or any(_is_elsewhere(token, home) for token in office)
    ):
        return None
    return parsed.article.text[office[0].idx : mention.end]


def _office_before(name: Token) -> Iterator[Token]:
    """Yield the words with capitals right before a name, and those that join them."""
    first = name.i
    for at in range(name.i - 1, max(-1, name.i - 1 - _LONGEST_OFFICE), -1):
        token = name.doc[at]
        if token.text[:1].isupper() and (token.text.rstrip(".").isalpha() or token.text in gazetteer()) and not token.is_sent_end:
            first = at
        elif token.lower_ not in _JOINS:
            break
    yield from name.doc[first : name.i]


def _is_of_state(office: list[Token]) -> bool:
    """Say whether an office is that of a president or minister, or of a secretary of one of the departments."""
    roles = {role_of(token) for token in office}
    if role_of(office[-1]) in role_words().of_state:
        return True
    if {"attorney", "general"} <= roles:
        return any(token.text in gazetteer() for token in office)  # "U.S. Attorney General"; a state has one, too
    return bool(roles & role_words().secretaries) and any(token.lower_ in side_words().departments for token in office)


def _is_elsewhere(token: Token, home: str | None) -> bool:
    """Say whether a word of an office is the name of another country, or of a state or town."""
    return token.ent_type_ in ("GPE", "NORP") and gazetteer().get(token.text, ("",))[0] != home


def _departments(cast: Cast) -> Iterator[str]:
    """Yield the ministries that are nobody else's wherever they are named: "Interior Ministry", not where it is "Russia's" once."""
    owners: dict[str, set[str]] = {}
    for noun in cast.parsed.doc:
        title = [t for t in noun.lefts if t.dep_ == "compound" and t.text[:1].isupper()] if noun.text in _DEPARTMENTS else []
        if any(token.lower_ in side_words().departments for token in title):
            name = cast.parsed.doc[title[0].i : noun.i + 1].text
            named = (cast.by_token[token.i].side for token in noun.subtree if token.i in cast.by_token)
            owners.setdefault(name, set()).update(side for side in named if side != name)
    yield from (name for name, others in owners.items() if others <= {cast.home})


def incumbent(cast: Cast) -> str | None:
    """Return who is president in the text: "President Karl Brandt"; of two the only one with an administration ("the Brandt administration")."""
    found: dict[str, set[str]] = {}
    for actor in cast.persons:
        if {tie.to for tie in actor.ties} <= {cast.home, _STATE}:
            told = {_rule(cast.parsed, mention) for mention in actor.namings} - {""}
            if told and _NO_LONGER not in told:
                found[actor.name] = told
    ruling = [name for name, told in found.items() if _RULES & told]
    candidates = list(found) if len(found) == 1 else ruling
    return candidates[0] if len(candidates) == 1 else None


def _rule(parsed: Parsed, mention: Mention) -> str:
    """Return what tells that somebody is president, "president" or "administration"; "former" for one who was, "" where nothing tells."""
    tokens = parsed.tokens(mention.start, mention.end)
    before = parsed.doc[tokens[0].i - 1] if tokens[0].i else None
    if before is not None and before.text == "President":
        return _NO_LONGER if is_no_longer(before) or is_no_longer(tokens[-1]) else before.lower_
    after = [token for token in parsed.doc[tokens[-1].i + 1 : tokens[-1].i + 3] if token.tag_ != "POS"]
    return after[0].lower_ if after and after[0].lower_ in _RULES else ""


def governing(cast: Cast, own: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Yield the side that governs, the country where it is one, and a name of whoever speaks for it, with the words that say so.

    own: side -> its names.  Where the country is no side, it may be its police, its army or its president.
    """
    president = None if cast.home in own else incumbent(cast)
    ruling = [cast.home] if cast.home in own else [side for side in own if side in side_words().ruling or side == president]
    if len(ruling) != 1 or ruling[0] is None:
        return
    names = _in_office(cast, own)
    if cast.home not in own:
        names |= _bodies_of_state(cast)
    yield from ((ruling[0], name, how) for name, how in names.items() if name not in countries())


def _in_office(cast: Cast, own: Container[str]) -> dict[str, str]:
    """Return the names of the people who have an office of state, and are no side and no other actor's, with the words that say so."""
    names: dict[str, str] = {}
    ours = (actor for actor in cast.persons if actor.name not in own and {tie.to for tie in actor.ties} <= {cast.home, _STATE})
    for actor in ours:
        office = next((words for mention in actor.namings if (words := office_of_state(cast.parsed, mention, cast.home))), None)
        if office:
            names |= {name: f"person: {office}" for name in actor.names}
    return names


def _bodies_of_state(cast: Cast) -> dict[str, str]:
    """Return the names of ministries, of the seats of government such as "White House", and of "the government" where it is nobody else's."""
    names = {name: f"body: {name}" for name in _departments(cast)}
    if cast.home is not None:
        seats = (name for name, (side, how) in gazetteer().items() if side == cast.home and how == "government")
        names |= {name: f"body: government of {cast.home}" for name in seats if name in cast.page.text}
    if _STATE in cast.actors and not any(cast.group_at(start) == _STATE for start in cast.owned):
        names |= {name: "collective" for name in cast.actors[_STATE].names}
    return names
