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
from analysis.narrative.belonging import Belongings
from analysis.narrative.predicates import NOUN, Predicate, predicates, words_between
from analysis.tables import make_table, text_or_none
from analysis.terms.about import Setting, settings
from analysis.terms.negation import negating_word
from analysis.voices.voices import voices_at
from analysis.who.figures import is_one_of
from analysis.who.grammar import children
from analysis.who.words import side_words

if TYPE_CHECKING:
    import pandas as pd
    from spacy.tokens import Token

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
    owned = Belongings(mentions["side"].unique())
    rows: list[dict[str, Any]] = []
    for number, setting in settings(parsed, voices, mentions):
        headline = zones[number - 1] == "headline" or not setting.tokens[-1].is_punct
        named = _first_persons(setting, voices) | setting.side_of
        rows += list(_rows(number, setting.tokens, headline, named, meant, owned))
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


def _first_persons(setting: Setting, voices: pd.DataFrame) -> dict[int, str]:
    """Return token index -> side of who speaks, for the "I" and "our" of a quotation."""
    first = side_words().i | side_words().we
    found: dict[int, str] = {}
    for token in setting.tokens if setting.contents else ():
        label = setting.voice(token.idx, token.idx + len(token)) if is_one_of(token, first) else None
        if label is not None and voices.at[label, "kind"] != "indirect" and (side := text_or_none(voices.at[label, "side"])) is not None:
            found[token.i] = side
    return found


def _rows(
    number: int, tokens: Sequence[Token], headline: bool, named: Mapping[int, str], meant: Mapping[int, str], owned: Belongings
) -> Iterator[dict[str, Any]]:
    sided = {token.i: meant[token.i] for token in tokens if token.i in meant} | dict(named)
    owned.read(number, tokens, named, sided)
    found = [(one, agent_of(one, sided), patient_of(one, sided)) for one in predicates(tokens, headline)]
    doers = {one.head.i: agent for one, agent, _ in found if one.sense.act == "harm" and agent is not None}
    for one, agent, patient in found:
        if agent is None and patient is None and _is_bare_noun(one):
            continue
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
        row |= _argument("agent", agent) | _argument("patient", patient)
        row["agent_side"] = doer = owned.side(agent) if agent is not None else None
        if one.sense.act == "harm" and agent is None:
            row["elsewhere"] = doer = _doer_elsewhere(one, doers, owned)
        row["patient_side"] = owned.of_patient(one, patient, doer) if patient is not None else None
        row["modality"] = modality(one)
        yield row


def _text(words: Sequence[Token]) -> str:
    """Return the text from the first word to the last; the text of the whole article would be put together anew for each action."""
    places = [word.i for word in words]
    return str(words[0].doc[min(places) : max(places) + 1].text)


def _is_bare_noun(predicate: Predicate) -> bool:
    """Say whether a noun of speech or help names a thing: "the report is long", "with care"; but not "said in a statement"."""
    told = any(one.lower_ in ("a", "an") for one in children(predicate.head, "det")) and predicate.head.dep_ == "pobj"
    return predicate.form == NOUN and predicate.sense.act in ("speech", "help") and not told


def _lemma(predicate: Predicate) -> str:
    particle = next((word for word in predicate.words if word.dep_ == "prt"), None)
    return f"{predicate.head.lemma_.lower()} {particle.lower_}" if particle is not None else predicate.head.lemma_.lower()


def _argument(name: str, head: Token | None) -> dict[str, Any]:
    if head is None:
        return {name: None}
    phrase = phrase_of(head)
    return {name: phrase.text, f"{name}_start": phrase.start_char, f"{name}_end": phrase.end_char}


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


def _doer_elsewhere(predicate: Predicate, doers: dict[int, Token], owned: Belongings) -> str | None:
    """Return who did a harm under or above this one in the grammar: "two were wounded when X launched a strike"."""
    near: list[Token] = [predicate.head, *predicate.head.ancestors, *predicate.head.subtree]
    doer = next((doers[word.i] for word in near if word.i in doers), None)
    return None if doer is None else owned.side(doer) or " ".join(phrase_of(doer).text.split())
