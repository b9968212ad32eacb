"""Pronouns that stand for a side: "it" and "they" in the narrator's words and in quotations, "we" and "I" in those of the side's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.who.figures import Figure
from analysis.who.naming import OBJECTS, SUBJECTS, Mention
from analysis.who.notes import Notes

if TYPE_CHECKING:
    from spacy.tokens import Token

Found = tuple[str, str]
"""A side, and the words that show it."""

_SUBJECT_REACH, _SPEAKER_REACH, _QUOTE_REACH = 4, 2, 1
"""Sentences back in which a subject, the speaker of a quotation and a side within the quotation are looked for."""

_TWO = 2
"""Sides of a story in which "they" are all but ourselves."""

_MAIN_CLAUSES = ("ROOT", "ccomp", "parataxis")
_BORROWS_SUBJECT = ("conj", "xcomp", "advcl", "pcomp")
_LONGEST_CHAIN = 4


class Pronouns:
    """Resolves pronouns from the mentions noted before them."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes
        self.words = notes.words

    def read(self, token: Token) -> None:
        """Resolve a pronoun outside quotation marks."""
        self._add(token, self._antecedent(token))

    def read_quoted(self, token: Token, speaker: Figure | None) -> None:
        """Resolve a pronoun within quotation marks; the speaker where it is known who speaks."""
        self._add(token, self._antecedent_in_quote(token, speaker))

    def read_spoken_to(self, token: Token, figure: Figure | None) -> None:
        """Resolve "you", where it is known who is spoken to."""
        self._add(token, (figure.side, f"{figure.words} (spoken to)") if figure is not None and figure.side else None)

    def _add(self, token: Token, antecedent: Found | None) -> None:
        if antecedent is not None:
            side, evidence = antecedent
            self.notes.add(Mention(side, token.idx, token.idx + len(token), f"{token.lower_} = {evidence}"))

    # ---- it and they ---------------------------------------------------------------------------------------------------

    def _antecedent(self, token: Token) -> Found | None:
        word = token.lower_
        if _stands_for_nothing(token):
            return None
        hostile = False
        for verb, subject in self.subjects_above(token):
            if self._is_of_an_enemy(token, verb, subject):
                hostile = True  # "Azerbaijan shelled its positions": the things of the other side, so look for the subject above
            elif self._agrees(word, subject):
                found = self.notes.side_of(subject, word)
                if found or not hostile:
                    return found
        begins_clause = token.dep_ in SUBJECTS and token.head.dep_ in ("ROOT", "ccomp")
        return self._last_subject(token) if word in ("it", "they") and begins_clause else None

    def subjects_above(self, token: Token) -> Iterator[tuple[Token, Token]]:
        """Yield the verbs above a pronoun, from the nearest, each with its subject where that stands before and may be meant."""
        own = subject_beside(token)
        for verb in token.ancestors:
            subject = (_object_that_does(verb) or subject_of_clause(verb)) if verb.pos_ in ("VERB", "AUX") else None
            if subject is None or subject.i >= token.i or token in subject.subtree:
                continue
            if (token.head == verb and token.dep_ in OBJECTS) or (own is not None and subject.i == own.i):
                continue  # "Baku denied it", "Baku spoke and denied it": not Baku
            yield verb, subject

    def _is_of_an_enemy(self, token: Token, verb: Token, subject: Token) -> bool:
        done = [verb]  # all that the subject does on the way to the pronoun: "accused X of raising tensions by shelling its positions"
        for word in token.ancestors:
            if word == verb:
                break
            if word.pos_ == "VERB":
                done = [verb] if any(child.dep_ in SUBJECTS for child in word.children) else [*done, word]
        return token.dep_ == "poss" and any(one.lemma_.lower() in self.words.hostile for one in done) and self.notes.side_of(subject) is not None

    def _agrees(self, word: str, noun: Token) -> bool:
        """Say whether a noun may be meant by "it" or "they": by number, and "they" also by a body of people."""
        plural = noun.tag_ in ("NNS", "NNPS") or noun.lower_ in self.words.they or noun.lower_ == "police"
        if word in self.words.they:
            return plural or noun.i in self.notes.by_token or noun.ent_type_ in ("ORG", "NORP", "GPE")
        one = noun.ent_type_ == "ORG" or not plural
        noted = self.notes.by_token.get(noun.i)  # a country that spaCy takes for a person is none
        person = noun.ent_type_ == "PERSON" if noted is None else self.notes.is_person(noted)
        return one and not person and noun.lower_ not in self.words.he_or_she

    def _last_subject(self, token: Token) -> Found | None:
        """Return the subject of the sentence before, if it is a side: outside quotation marks, so the speaker of a quote counts."""
        subjects = [t for t in self._sentence_before(self.notes.sentence(token)) if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ in _MAIN_CLAUSES]
        subject = next((t for t in subjects if t.head.dep_ == "ROOT"), subjects[0] if subjects else None)
        if subject is None or subject.i == token.i:
            return None
        fits = subject.lower_ == token.lower_ or self._agrees(token.lower_, subject)
        return self.notes.side_of(subject, token.lower_) if fits else None

    def _sentence_before(self, here: int) -> list[Token]:
        """Return the words outside quotation marks of the last sentence that has any: one that is all quotation is passed over."""
        for number in range(here - 1, max(0, here - 1 - _SUBJECT_REACH), -1):
            outside = [t for t in self.notes.sentence_tokens(number) if not t.is_punct and not self.notes.quoted(t)]
            if outside:
                return outside
        return []

    # ---- in quotations -------------------------------------------------------------------------------------------------

    def _antecedent_in_quote(self, token: Token, figure: Figure | None) -> Found | None:
        """Inside a quote "we" is the speaker's side; "they" and "it" the last other side that was the subject of the quoted words."""
        word, number = token.lower_, self.notes.sentence(token)
        if word in self.words.he_or_she:
            return None
        speaker = self._speaker(number) if figure is None else self._side_of(figure)
        if word in self.words.we:
            return (speaker[0], f"speaker {speaker[1]}") if speaker and not self._is_one_person(speaker[0]) else None
        if word in self.words.i:
            return (speaker[0], f"speaker {speaker[1]}") if speaker and (figure or self._is_one_person(speaker[0])) else None
        for subject in self.quoted_subjects(token, number):
            found = self.notes.side_of(subject, word) if self._agrees(word, subject) else None
            if found and (speaker is None or found[0] != speaker[0]):
                return found
        return self._other_side(token, speaker, number) if word == "they" and speaker is not None else None

    def _other_side(self, token: Token, speaker: Found, number: int) -> Found | None:
        """Return the one other side of the paragraph before "They ...", which begins what the speaker of a side says of nobody else."""
        if token.dep_ not in SUBJECTS or len({side for side, _ in self.notes.book.values()}) != _TWO:
            return None
        here = [n for n in range(1, number + 1) if self.notes.paragraphs[n - 1] == self.notes.paragraphs[number - 1]]
        before = [t for n in here for t in self.notes.sentence_tokens(n) if t.i < token.i]
        if any(t.dep_ in SUBJECTS and t.i not in self.notes.by_token and self._agrees("they", t) and t.lower_ != "they" for t in before):
            return None
        others = [t for t in before if t.i in self.notes.by_token and self.notes.by_token[t.i].side != speaker[0]]
        return self.notes.side_of(others[-1]) if others else None

    def _side_of(self, figure: Figure) -> Found | None:
        return (figure.side, f"{figure.words} (sentence {figure.sentence})") if figure.side else None

    def _speaker(self, number: int) -> Found | None:
        """Return the side that speaks the quotes of a sentence: the subject outside the marks, here or up to two sentences back in the paragraph."""
        paragraphs = self.notes.paragraphs
        for n in range(number, max(0, number - 1 - _SPEAKER_REACH), -1):
            if paragraphs[n - 1] != paragraphs[number - 1]:
                break
            for t in self.notes.sentence_tokens(n):
                if t.dep_ in ("nsubj", "nsubjpass") and not self.notes.quoted(t):
                    return self.notes.side_of(t)
        return None

    def _is_one_person(self, side: str) -> bool:
        return self.notes.book.get(side, ("", ""))[1] == "person"

    def quoted_subjects(self, token: Token, number: int) -> Iterator[Token]:
        """Yield the subjects within quotation marks before a token, sentence by sentence backwards."""
        for n in range(number, max(0, number - 1 - _QUOTE_REACH), -1):
            inside = [t for t in self.notes.sentence_tokens(n) if t.i < token.i and t.dep_ in SUBJECTS and self.notes.quoted(t)]
            yield from reversed(inside)


def _stands_for_nothing(token: Token) -> bool:
    """Say whether a pronoun is there for grammar alone: "it is clear that nobody won"."""
    says_that = token.lower_ == "it" and token.head.lemma_ == "be" and any(t.dep_ in ("ccomp", "advcl") for t in token.head.children)
    return token.dep_ == "expl" or says_that


def _object_that_does(verb: Token) -> Token | None:
    """Return who does what another is blamed or thanked for: the mayor in "Holm criticised the mayor for making remarks after he ..."."""
    if verb.dep_ != "pcomp" or verb.head.lower_ not in ("for", "of") or verb.head.head.pos_ != "VERB":
        return None
    return next((child for child in verb.head.head.children if child.dep_ == "dobj" and child.i < verb.i), None)


def subject_of_clause(verb: Token) -> Token | None:
    """Return the subject of a verb; a participle or a second verb borrows it from the verb above."""
    for _ in range(_LONGEST_CHAIN):
        found = next((t for t in verb.children if t.dep_ in SUBJECTS), None)
        if found is not None:
            return found
        if verb.dep_ not in _BORROWS_SUBJECT or verb.head.i == verb.i:
            return None
        verb = verb.head
    return None


def subject_beside(token: Token) -> Token | None:
    """Return the subject of the clause whose object a word is, which "it" or "her" there does not mean: "the minister stood by her"."""
    verb = token.head.head if token.dep_ == "pobj" else token.head
    return subject_of_clause(verb) if token.dep_ in (*OBJECTS, "pobj") and verb.pos_ in ("VERB", "AUX") else None
