"""Who acts and who suffers: every action of an article, its form, agent and patient, their sides, and whose voice tells it.

``find_actions`` makes the table ``actions``.  "Azerbaijan shelled its positions", "its positions were shelled by Azerbaijan", "its positions were
shelled" and "the shelling of its positions" tell one event in four forms (Trew 1979 in Language and Control, chapter 6; Fowler 1991, Language in the
News, chapter 5).  A form says what a sentence names; it does not say why.  Pronouns stay as they are; their side is that of whoever they mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from analysis.lexicons import word_list
from analysis.narrative.arguments import agent_of, patient_of, phrase_of
from analysis.narrative.predicates import Predicate, predicates, words_between
from analysis.tables import make_table, text_or_none
from analysis.terms.about import Setting, settings
from analysis.terms.negation import negating_word
from analysis.voices.voices import voices_at
from analysis.who.figures import kinds_of
from analysis.who.grammar import children

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Span, Token

    from analysis.reading.parse import Parsed

ASSERTED, DENIED, SUPPOSED = ("asserted", "denied", "supposed")


def find_actions(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame, meant: Mapping[int, str] | None = None) -> pd.DataFrame:
    """Return the table of actions: one row for each verb or noun that tells one, in order.

    ``start`` and ``end`` are those of the predicate.  agent, patient: the noun phrase as written, None where the grammar names nobody.
    ``modality``: "asserted"; "denied" ("did not shell"); or "supposed", told as planned, feared, asked for or possible.  ``elsewhere``: for a harm
    without an agent, the side or the words of whoever the same sentence says did a harm to which the grammar ties it ("were wounded in attacks by
    X").  A voice is that in which the predicate stands.  meant: token index -> side, as ``Referents.sides_meant`` returns it: besides the mentions,
    people who are known to stand for a side.
    """
    zones = parsed.sentences["zone"].tolist()
    meant = _speakers(parsed, voices) | dict(meant or {})
    rows: list[dict[str, Any]] = []
    for number, setting in settings(parsed, voices, mentions):
        headline = zones[number - 1] == "headline" or not setting.tokens[-1].is_punct
        rows += list(_rows(number, setting, headline, meant))
    labels = voices_at(voices, [row["start"] for row in rows], [row["end"] for row in rows])
    for row, label in zip(rows, labels, strict=True):
        row["voice"] = "narrator" if label is None else "source"
        row["speaker_side"] = None if label is None else text_or_none(voices.at[label, "side"])
    return make_table("actions", rows)


def _speakers(parsed: Parsed, voices: pd.DataFrame) -> dict[int, str]:
    """Return token index -> side of the main words of the speakers, as the voices know them."""
    known = voices[voices["side"].notna() & voices["speaker_start"].notna()]
    found: dict[int, str] = {}
    for start, end, side in zip(known["speaker_start"], known["speaker_end"], known["side"], strict=True):
        words = [token for token in parsed.tokens(int(start), int(end)) if not token.is_punct]
        if words:
            found[parsed.doc[words[0].i : words[-1].i + 1].root.i] = side
    return found


def _rows(number: int, setting: Setting, headline: bool, meant: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    tokens = setting.tokens
    sided = {token.i: meant[token.i] for token in tokens if token.i in meant} | setting.side_of
    found = [(one, agent_of(one, sided), patient_of(one, sided)) for one in predicates(tokens, headline)]
    doers = {one.head.i: agent for one, agent, _ in found if one.sense.act == "harm" and agent is not None}
    before = None
    for one, agent, patient in found:
        start, end = words_between(one.words)
        row = {
            "sentence": number,
            "start": start,
            "end": end,
            "text": _text(one.words),
            "lemma": _lemma(one),
            "form": one.form,
            "act": one.sense.act,
        }
        row |= _argument("agent", agent, setting.side_of, sided) | _argument("patient", patient, setting.side_of, sided)
        row["modality"] = modality(one)
        if patient is not None and row["patient_side"] is None and _is_left_short(patient):
            row["patient_side"] = before
        before = row["patient_side"] if patient is not None else before
        if one.sense.act == "harm" and agent is None:
            row["elsewhere"] = _doer_elsewhere(one, doers, setting.side_of, sided)
        yield row


def _text(words: Sequence[Token]) -> str:
    """Return the text from the first word to the last; the text of the whole article would be put together anew for each action."""
    places = [word.i for word in words]
    return str(words[0].doc[min(places) : max(places) + 1].text)


def _lemma(predicate: Predicate) -> str:
    particle = next((word for word in predicate.words if word.dep_ == "prt"), None)
    return f"{predicate.head.lemma_.lower()} {particle.lower_}" if particle is not None else predicate.head.lemma_.lower()


def _argument(name: str, head: Token | None, named: Mapping[int, str], known: Mapping[int, str]) -> dict[str, Any]:
    if head is None:
        return {name: None, f"{name}_side": None}
    phrase = phrase_of(head)
    return {
        name: phrase.text,
        f"{name}_start": phrase.start_char,
        f"{name}_end": phrase.end_char,
        f"{name}_side": side_of_phrase(head, phrase, named, known),
    }


def side_of_phrase(head: Token, phrase: Span, named: Mapping[int, str], known: Mapping[int, str]) -> str | None:
    """Return the side that a noun phrase names or belongs to; what it stands in, comes from or is hit by names nobody: "cities taken from X".

    named: token index -> side, of the mentions.  known: likewise, and of nouns that are known to mean somebody.
    """
    own = [token for token in phrase if token.i in named and (token.i <= head.i or _belongs(token, head))]
    sides = {named[token.i] for token in own}
    if sides:
        return sides.pop() if len(sides) == 1 else None
    above = head.head if head.dep_ == "appos" else head
    if above.i in known:
        return known[above.i]
    seats = [noun for one in children(head, "prep") if one.lower_ == "in" for noun in children(one, "pobj")] if "body" in kinds_of(head) else []
    return next((known[noun.i] for noun in seats if noun.i in known), None)


def _is_left_short(word: Token) -> bool:
    """Say whether a number stands for people named just before: "two of its soldiers were killed and one was wounded"."""
    alone = not any(child.dep_ in ("prep", "amod", "compound", "poss", "relcl") for child in word.children)
    return alone and (word.lower_ in ("one", "another", "others", "rest") or (word.pos_ == "NUM" and word.ent_type_ in ("CARDINAL", "ORDINAL", "")))


def _belongs(word: Token, head: Token) -> bool:
    """Say whether a word leads up to a noun by "of" and by what owns or describes alone."""
    while word.i != head.i:
        if word.dep_ not in ("pobj", "prep", "poss", "amod", "compound", "nmod", "conj", "appos") or (word.dep_ == "prep" and word.lower_ != "of"):
            return False
        word = word.head
    return True


def modality(predicate: Predicate) -> str:
    """Return whether an action is told as done, as not done, or as planned, feared, asked for or possible."""
    verb = predicate.carrier or predicate.head
    if negating_word([predicate.head], predicate.head) or (predicate.carrier is not None and negating_word([verb], verb)):
        return DENIED
    return SUPPOSED if _is_supposed(verb) else ASSERTED


def _is_supposed(word: Token) -> bool:
    """Say whether a helper, an "if" or the word above tells a verb as not yet done: "could shell", "if they shell", "a threat to shell"."""
    if any(one.lower_ in word_list("verbs", "possible") for one in children(word, "aux")):
        return True
    if any(one.lower_ in ("if", "unless", "whether", "lest") for one in children(word, "mark")):
        return True
    above = word.head
    to_do = word.dep_ in ("acl", "advcl", "pcomp") and any(one.lower_ == "to" for one in children(word, "aux"))
    not_yet = above.lemma_.lower() in word_list("verbs", "not yet")
    if word.dep_ == "xcomp" or to_do:
        return not_yet or above.pos_ in ("NOUN", "ADJ") or word.dep_ == "advcl" or _is_supposed(above)
    if word.dep_ == "ccomp":
        return not_yet
    if word.dep_ == "conj" and above.pos_ in ("VERB", "AUX"):
        return _is_supposed(above)
    feared = word.pos_ == "NOUN" and word.dep_ == "pobj" and above.lower_ in ("of", "against")
    return feared and above.head.lemma_.lower() in word_list("nouns", "not yet")


def _doer_elsewhere(predicate: Predicate, doers: dict[int, Token], named: Mapping[int, str], known: Mapping[int, str]) -> str | None:
    """Return who did a harm under or above this one in the grammar: "two were wounded when X launched a strike"."""
    near: list[Token] = [predicate.head, *predicate.head.ancestors, *predicate.head.subtree]
    doer = next((doers[word.i] for word in near if word.i in doers), None)
    if doer is None:
        return None
    phrase = phrase_of(doer)
    return side_of_phrase(doer, phrase, named, known) or " ".join(phrase.text.split())
