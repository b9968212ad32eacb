"""Whom "he", "she", "it", "they", "who" and "which" mean: the subject of the clause above, else the last one spoken of who fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.who.figures import Figure, Known, Stretch, is_one_of, is_plural
from analysis.who.pronouns import subject_beside

if TYPE_CHECKING:
    from spacy.tokens import Token

    from analysis.who.memory import Memory
    from analysis.who.notes import Notes
    from analysis.who.pronouns import Pronouns


class Antecedents:
    """Finds the figure that a pronoun stands for.

    contents: where a speaker stands -> the words of that speaker.
    """

    def __init__(self, notes: Notes, memory: Memory, pronouns: Pronouns, contents: Mapping[Stretch, Sequence[Stretch]]) -> None:
        self.notes, self.memory, self.pronouns, self.contents = notes, memory, pronouns, contents

    def of(self, token: Token, at: Stretch) -> Known | None:
        """Return whom a pronoun means, from the words before it; None where two fit equally well, or nobody."""
        word = "who" if noun_before(token) is not None else self.notes.words.plain.get(token.lower_, token.lower_)
        never = [*self.contents.get(at, ()), *_subject_of_own_clause(token)]
        figure = self.of_clause(token, word, never)
        if figure is None and word in ("it", "they"):
            self.pronouns.read(token)
        noted = self.notes.by_token.get(token.i)
        if figure is None and word != "who" and (word in self.notes.words.he_or_she or at in self.contents):
            figure = self.memory.antecedent(word, at[0], never, noted.side if noted else None)
        if figure is None:
            return None
        if word in self.notes.words.he_or_she:
            figure.pronoun = word
        return figure, f"{token.lower_} = “{figure.words}” (sentence {figure.sentence})"

    def of_clause(self, token: Token, word: str, never: Sequence[Stretch]) -> Figure | None:
        """Return whom the grammar of the sentence gives: the noun before "who", and for "she" the nearest subject above that she may be.

        never: where nobody stands whom the pronoun may mean: in the pronoun's own words.
        """
        if word == "who":
            noun = noun_before(token)
            if noun is not None and noun.dep_ == "appos" and noun.i not in self.memory.at_token and not is_plural(noun):
                noun = noun.head  # "Karl Brandt, a broker who backed her"
            return self.memory.at_token.get(noun.i) if noun is not None else None
        if word in self.notes.words.he_or_she:
            for verb, subject in self.pronouns.subjects_above(token):
                figure = self._doer(verb, token) or self.memory.at_token.get(_noun_meant(subject).i)
                if figure is not None and figure.fits(word) and not any(start <= subject.idx < end for start, end in never):
                    return figure
        return None

    def of_quoted(self, token: Token, speaker: Figure | None) -> Figure | None:
        """Return whom "he" or "she" means in a quotation: a subject of its own words that fits, and never who speaks."""
        word = self.notes.words.plain.get(token.lower_, token.lower_)
        above = (subject for _, subject in self.pronouns.subjects_above(token))
        own = subject_beside(token)
        for subject in (*above, *self.pronouns.quoted_subjects(token, self.notes.sentence(token))):
            figure = self.memory.in_quotes.get(_noun_meant(subject).i)
            if figure is not None and figure is not speaker and figure.fits(word) and (own is None or own.i != subject.i):
                return figure
        return None

    def _doer(self, verb: Token, token: Token) -> Figure | None:
        """Return whom a verb such as "blamed" or "thanked" makes the one who did something: "Arden rebuked Stiles after he praised the navy".

        After Garvey and Caramazza (1974), "Implicit Causality in Verbs", Linguistic Inquiry 5(3).
        """
        if verb.lemma_.lower() not in word_list("verbs", "blaming or thanking") or token.dep_ not in ("nsubj", "nsubjpass") or token.head is verb:
            return None
        blamed = next((t for t in verb.rights if t.dep_ == "dobj" and t.i < token.i), None)
        return self.memory.at_token.get(blamed.i) if blamed is not None else None

    def is_pronoun(self, token: Token) -> bool:
        """Say whether a word is a pronoun that may stand for a side."""
        words = self.notes.words
        return is_one_of(token, words.he_or_she | words.it_or_they | words.we | words.i)


def noun_before(token: Token) -> Token | None:
    """Return the noun that a relative pronoun stands for: "a company that has refused", "the ministry, which said ... and which added"."""
    clause = (token.head if token.dep_ == "poss" else token).head
    while clause.dep_ == "conj" and clause.head.i < clause.i:
        clause = clause.head
    noun = clause.head
    return noun if token.tag_ in ("WP", "WDT", "WP$") and clause.dep_ == "relcl" and noun.i < token.i else None


def _subject_of_own_clause(token: Token) -> list[Stretch]:
    """Return where the subject stands whose object a pronoun is: "the minister stood by her" is not said of herself."""
    own = subject_beside(token)
    if own is None:
        return []
    last = [*(beside for beside in own.rights if beside.dep_ == "appos"), own][0]  # "another relative, Karl Brandt, named him"
    return [(own.left_edge.idx, last.idx + len(last))]


def _noun_meant(subject: Token) -> Token:
    """Return the noun for which "who" stands, any other word itself: "an official who asked not to be named because he ..."."""
    clause = subject.head
    return clause.head if subject.lower_ == "who" and clause.dep_ == "relcl" and clause.head.i < subject.i else subject
