"""The one engine that says for every name, noun and pronoun whom it means and for whom that one stands, with the evidence.

It reads the article once, from the first word to the last.  Names come first; then a noun goes to the last one introduced with it, a short
name to its only bearer, a pronoun to the subject or speaker of its own sentence or of those before.  Where two fit equally well, or nobody
fits, there is no answer.  Mentions and speakers are both read off it, so that they never contradict each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from analysis.who.antecedents import Antecedents, noun_before
from analysis.who.bodies import Bodies
from analysis.who.figures import BODY_LABELS, Figure, Known, Resolved, Stretch, is_civil, is_one_of, is_role, kinds_of, role_of, text_of
from analysis.who.memory import Memory
from analysis.who.naming import Mention
from analysis.who.notes import Notes
from analysis.who.owners import is_in_clause_of, speaks_for_owner
from analysis.who.phrases import Phrases
from analysis.who.pronouns import Pronouns
from analysis.who.settled import NOTHING, Settled, with_side
from analysis.who.spoken import Spoken, has_speaker
from analysis.who.unnamed import is_unnamed
from analysis.who.words import role_words

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from analysis.reading.parse import Parsed
    from analysis.who.sides import Sides

_Step = tuple[int, int, "Stretch | Span | Token"]
"""Offset, and which comes first at the same offset; then a speaker, a noun phrase of the story, or a single word."""

_INTRODUCED = re.compile(r"“([^”]+)” (\(sentence \d+\))$")

_NAMED, _GOES_ON, _TOLD, _WORD = 0, 1, 2, 3
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_OTHER, _SUBJECT, _SPEAKER = 0, 1, 2
"""Ranks of a place: what is neither, a subject, and the speaker or main subject of a sentence."""


class Referents:
    """Whom the words of one article mean.

    voices: rows with the words of a speaker (start, end) and where the speaker stands (speaker_start, speaker_end); who is not asked.
    settled: what a person said of mentions and speakers; nothing that is found contradicts it.
    """

    def __init__(self, parsed: Parsed, sides: Sides, voices: pd.DataFrame, settled: Settled = NOTHING) -> None:
        self.parsed = parsed
        self.words, self.settled = role_words(), settled
        self.notes = Notes(parsed, {name: (side, how) for side, names in sides.items() for name, how in names.items()}, settled)
        self.memory = Memory(parsed, self.notes.by_token)
        self.phrases = Phrases(parsed, self.memory)
        self.bodies, self.pronouns = Bodies(self.notes), Pronouns(self.notes)
        self.answers: dict[Stretch, Known | None] = {}
        self.spoken = Spoken(parsed, voices)
        self.contents = self.spoken.contents
        self.antecedents = Antecedents(self.notes, self.memory, self.pronouns, self.contents)
        self._read()

    # ---- asking ----------------------------------------------------------------------------------------------------------

    @property
    def mentions(self) -> list[Mention]:
        """Every mention of a side, in order."""
        return sorted(self.notes.mentions, key=lambda m: (m.start, m.end))

    def speaker(self, row: Any) -> Resolved:
        """Return who is meant by the speaker of a row of the voices."""
        known = self.answers.get((int(row.speaker_start), int(row.speaker_end))) if has_speaker(row) else None
        return Resolved(known[0].name, known[0].side, known[1]) if known else Resolved(None, self._side_named(row), None)

    def sides_meant(self) -> dict[int, str]:
        """Return token index -> side, for every noun that means somebody known to stand for a side, and for every word of a mention."""
        known = {at: figure.side for at, figure in self.memory.at_token.items() if figure.side is not None}
        return known | {at: mention.side for at, mention in self.notes.by_token.items()}

    def _side_named(self, row: Any) -> str | None:
        """Return the side that the words of a speaker name, where nobody is known to be meant."""
        head = self._head((int(row.speaker_start), int(row.speaker_end))) if has_speaker(row) else None
        return self.memory.side_of(head) if head is not None else None

    # ---- the way through the article -------------------------------------------------------------------------------------

    def _read(self) -> None:
        for offset, kind, what in sorted([*self._speaking(), *self._told(), *self._single()], key=lambda step: step[:2]):
            if kind == _WORD:
                self._word(what)  # type: ignore[arg-type]
            elif not isinstance(what, tuple):
                self._tell(what)  # type: ignore[arg-type]
            elif kind == _NAMED:
                self.answers[what] = self._answer(what)
            elif answer := self.answers.get(what):
                self._speaks_at(answer[0], offset)
        for token in self.notes.tokens:
            if self.spoken.is_pronoun_of_speaker(token):
                self._read_quoted(token)

    def _read_quoted(self, token: Token) -> None:
        """Resolve a pronoun in what somebody says."""
        if is_one_of(token, self.notes.words.you):
            known = self.answers.get(self.spoken.meant_by(token) or (0, 0))
            self.pronouns.read_spoken_to(token, known[0] if known else None)
            return
        speaker = self._speaker_at(token)
        if speaker is None and not self.notes.quoted(token):
            return
        figure = self.antecedents.of_quoted(token, speaker) if is_one_of(token, self.notes.words.he_or_she) else None
        if figure is None:
            self.pronouns.read_quoted(token, speaker)
        else:
            self._note(token, figure, f"{token.lower_} = {figure.words}")

    def _speaking(self) -> Iterator[_Step]:
        """Yield every speaker where the text names them, and once more where words of theirs begin behind that place."""
        for speaker in self.contents:
            yield speaker[0], _NAMED, speaker
            yield from ((start, _GOES_ON, speaker) for start in self.spoken.goes_on(speaker))

    def _told(self) -> Iterator[_Step]:
        """Yield every noun phrase of the story, and every name within one, that is not itself a speaker."""
        speakers = [head for speaker in self.contents if (head := self._head(speaker)) is not None]
        heads = {head.i for head in speakers if not head.conjuncts}
        roots = set()
        for chunk in self.parsed.doc.noun_chunks:
            roots.add(chunk.root.i)
            if chunk.root.i not in heads:
                yield chunk.start_char, _TOLD, chunk
        taken = roots | heads
        for ent in self.parsed.doc.ents:
            owns = ent.label_ in ("ORG", "GPE") and ent.root.dep_ == "poss"
            if (ent.label_ == "PERSON" or owns) and ent.root.i not in taken:
                yield ent.start_char, _TOLD, ent

    def _single(self) -> Iterator[_Step]:
        """Yield every word by itself: it may be a body or a pronoun."""
        return ((token.idx, _WORD, token) for token in self.notes.tokens if not token.is_punct and not token.is_space)

    def _head(self, speaker: Stretch) -> Token | None:
        tokens = [token for token in self.parsed.tokens(*speaker) if any(c.isalnum() for c in token.text)]
        return self.parsed.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None

    # ---- speakers --------------------------------------------------------------------------------------------------------

    def _answer(self, speaker: Stretch) -> Known | None:
        """Return who a speaker is, and keep in mind that they speak."""
        head = self._head(speaker)
        pronouns = [token for token in self.parsed.tokens(*speaker) if token is not head and self.antecedents.is_pronoun(token)]
        of_head = [token for token in pronouns if head is not None and is_in_clause_of(head, token)]
        for token in pronouns:
            if token not in of_head:
                self._word(token)
        found = self._meant_by(speaker, head) if head is not None else None
        given = head is not None and (speaker in self.settled.speakers or head.i in self.notes.settled)
        if head is not None and given:
            side = self.settled.speakers.get(speaker, self.notes.settled.get(head.i))
            found = with_side(found, side, self.parsed.tokens(*speaker), self.parsed.sentence_at(speaker[0]))
        if head is None or found is None:
            return None
        figure, evidence = found
        self.memory.at_token[head.i] = figure
        for token in of_head:  # only now it is known whom they may mean
            self._word(token)
        if given:
            self._speaks_at(figure, speaker[0])
            return found
        if figure.side is None and "person" in figure.kinds:
            figure.side = self._side_of_owner(self.parsed.tokens(*speaker))
        if figure.side is None and not self.antecedents.is_pronoun(head) and head.i not in self.notes.by_token:
            self.bodies.read(head)
            figure.side = self.notes.by_token[head.i].side if head.i in self.notes.by_token else None
        if figure.side is None and "person" in figure.kinds:
            figure.side = self._side_before(speaker, figure)
        self._note(head, figure, evidence)
        self._speaks_at(figure, speaker[0])
        return found

    def _side_before(self, speaker: Stretch, figure: Figure) -> str | None:
        """Return the side of the sentence before for an office of no named body: "Russia regretted it.  It was right, General Zubov said"."""
        sentence = self.parsed.sentence_at(speaker[0])
        tokens = self.parsed.tokens(*speaker)
        offices = [token for token in tokens if role_of(token) in self.words.follows and not is_civil(token)]
        owned = any(token.tag_ == "PRP$" for token in tokens) or self.parsed.story[speaker[1] : speaker[1] + 1] == ":"  # the head of a turn
        if not offices or owned or any(token.ent_type_ in BODY_LABELS for token in tokens) or figure.sentence != sentence:
            return None
        first = min((start for start, _ in self.contents.get(speaker, ())), default=speaker[0])
        before = min(self.parsed.sentence_at(first), sentence) - 1
        spoke = {place.figure.side for place in self.memory.places.get(before, ()) if place.rank == _SPEAKER}
        return spoke.pop() if len(spoke) == 1 else None

    def _meant_by(self, speaker: Stretch, head: Token) -> Known | None:
        known = self.memory.labelled(speaker)
        if known is not None or self.parsed.story[slice(*speaker)] in ("Q", "A"):
            return known
        if (noun := noun_before(head)) is not None and not self.parsed.quoted(*speaker):
            return self.antecedents.of(head, speaker) or self._meant_as(list(head.doc[noun.left_edge.i : head.i]), noun)
        if is_one_of(head, self.words.pronouns):
            return None if self.parsed.quoted(*speaker) else self.antecedents.of(head, speaker)
        return self._meant_as(self.parsed.tokens(*speaker), head)

    def _meant_as(self, tokens: list[Token], head: Token) -> Known | None:
        """Return whom a noun with the words around it means by itself."""
        if is_one_of(head, self.words.nobody):
            return None
        return self._possessed(tokens, head) or self.phrases.named(tokens, head) or self.phrases.described(tokens, head)

    def _possessed(self, tokens: list[Token], head: Token) -> Known | None:
        """Return the figure of "his campaign" or "whose lawyers": a new one, for the side of whoever "his" means."""
        side = self._side_of_owner(list(head.lefts)) or self.memory.side_of_holder(head) if self.phrases.person(head) is None else None
        if side is None:
            return None
        words = self.phrases.in_small(tokens)
        return Figure(words, kinds_of(head), side=side, words=words, sentence=self.parsed.sentence_at(head.idx), named_at=tokens[0].idx), "named"

    def _side_of_owner(self, tokens: list[Token]) -> str | None:
        """Return the side of whoever "his" and "whose" mean before somebody who speaks for them: "his lawyer, Karl Brandt"."""
        pronoun = next((t for t in tokens if t.tag_ in ("PRP$", "WP$") and speaks_for_owner(t.head)), None)
        if pronoun is not None and pronoun.lower_ == "whose":
            owner = self.antecedents.of_clause(pronoun, "who", ())
            return owner.side if owner else None
        noted = self.notes.by_token.get(pronoun.i) if pronoun is not None else None
        return noted.side if noted is not None else None

    def _speaks_at(self, figure: Figure, offset: int) -> None:
        figure.spoke_at = offset
        self.memory.note(figure, offset, _SPEAKER)

    def _speaker_at(self, token: Token) -> Figure | None:
        """Return who speaks a word, where that is known."""
        known = self.answers.get(self.spoken.speaker_of[token.i]) if token.i in self.spoken.speaker_of else None
        return known[0] if known else None

    # ---- everybody else --------------------------------------------------------------------------------------------------

    def _word(self, token: Token) -> None:
        """Resolve a pronoun of the story, or a body such as "the ministry", that no phrase has resolved."""
        if token.i in self.notes.by_token:
            return
        if not self.antecedents.is_pronoun(token):
            self.bodies.read(token)
            self._issued(token)
        elif not self.notes.quoted(token) and token.lower_ not in self.notes.words.we | self.notes.words.i:
            self._recall(token)

    def _issued(self, token: Token) -> None:
        """Keep in mind whose a document is: "The union said in a statement ... The statement added"."""
        if token.lemma_.lower() not in self.words.documents or token.dep_ not in ("dobj", "pobj") or token.pos_ != "NOUN":
            return
        verb = token.head if token.dep_ == "dobj" else token.head.head
        issuer = next((self.memory.at_token[t.i] for t in verb.lefts if t.dep_ in _SUBJECTS and t.i in self.memory.at_token), None)
        if issuer is not None and not any(t.dep_ in ("det", "poss") and t.lower_ not in ("a", "an") for t in token.lefts):
            self.memory.call(issuer, token, f"{issuer.name} ... {token.head.text} {token.text}")

    def _recall(self, token: Token) -> None:
        known = self.antecedents.of(token, (token.idx, token.idx + len(token)))
        if known is not None:
            self._note(token, *known)

    def _tell(self, phrase: Span) -> None:
        """Keep in mind whoever a noun phrase of the story means; what stands in a quotation counts for names only."""
        quoted = self.parsed.quoted(phrase.start_char, phrase.end_char)
        known = self._told_of(phrase, quoted)
        if not quoted and phrase.root.dep_ in _SUBJECTS and phrase.root.ent_type_ == "PERSON":
            self._tell_both(phrase)
        if known is None:
            return
        if (side := self.notes.settled.get(phrase.root.i)) is not None:
            known = with_side(known, side, list(phrase), self.parsed.sentence_at(phrase.start_char))
        figure, evidence = known
        self._note(phrase.root, figure, evidence)
        (self.memory.in_quotes if quoted else self.memory.at_token)[phrase.root.i] = figure
        if not quoted and not self._is_where(phrase.root):
            self.memory.note(figure, phrase.start_char, self._rank(phrase.root))

    def _is_where(self, root: Token) -> bool:
        """Say whether a name only says where something happens, so that no "it" means it: "an ad in Indiana"."""
        return root.ent_type_ in ("GPE", "LOC", "FAC") and root.dep_ == "pobj" and root.head.lower_ in self.notes.words.places

    def _tell_both(self, phrase: Span) -> None:
        """Keep in mind two people joined as subject, whom "they" may mean."""
        joined = [token for token in phrase.root.conjuncts if token.ent_type_ == "PERSON" and token.i > phrase.root.i]
        if joined:
            tokens = list(self.parsed.doc[phrase.start : joined[-1].i + 1])
            figure = self.memory.figure(text_of(tokens), frozenset(("group",)), tokens, phrase.root)
            self.memory.note(figure, phrase.start_char, self._rank(phrase.root))

    def _note(self, head: Token, figure: Figure, evidence: str) -> None:
        """Note a mention of the side for which a figure stands, where a noun or a pronoun recalls it."""
        if figure.side is None or head.i in self.notes.by_token or evidence in ("named", "unnamed"):
            return
        if self.antecedents.is_pronoun(head):
            self.notes.add(Mention(figure.side, head.idx, head.idx + len(head), f"{head.lower_} = {figure.words} (sentence {figure.sentence})"))
            return
        start = min([t.idx for t in head.lefts if t.dep_ in ("det", "poss", "amod", "compound", "nmod")], default=head.idx)
        words = " ".join(self.notes.text[start : head.idx + len(head)].split())
        introduced = _INTRODUCED.search(evidence)
        told = f"{introduced[1]} {introduced[2]}" if introduced else f"{figure.name} (sentence {figure.sentence})"
        self.notes.add(Mention(figure.side, start, head.idx + len(head), f"{words} = {told}"))

    def _told_of(self, phrase: Span, quoted: bool) -> Known | None:
        root = phrase.root
        person = self.phrases.person(root)
        if is_one_of(root, self.words.he_or_she):
            return self.antecedents.of(root, (root.idx, root.idx + len(root))) if not quoted and root.dep_ in _SUBJECTS else None
        if root.dep_ == "attr" and is_role(root):
            self._call_subject(root)
            return None
        if root.dep_ == "appos" and person is None:
            return None
        if person is not None or not is_unnamed(phrase.text):
            somebody = person is not None or root.ent_type_ in BODY_LABELS or (root.pos_ == "NOUN" and root.lemma_.lower() in self.words.speakers)
            return self.phrases.named(list(phrase), root) if somebody else None
        return self.phrases.described(list(phrase), root) if not quoted and self._may_speak(root) else None

    def _call_subject(self, role: Token) -> None:
        """Keep in mind what the subject is said to be: "Lena Vogt is the head of the union"."""
        at_token = self.memory.at_token
        subject = next((at_token[t.i] for t in role.head.children if t.dep_ in _SUBJECTS and t.i in at_token), None)
        if subject is not None and "person" in subject.kinds:
            self.memory.call(subject, role, self.phrases.from_name(subject, role))

    def _may_speak(self, noun: Token) -> bool:
        """Say whether a noun without a name is somebody to keep in mind: a person, body or document that does something."""
        acts = noun.dep_ in _SUBJECTS or any(t.dep_ == "relcl" for t in noun.children)
        return acts and noun.lemma_.lower() in self.words.speakers

    def _rank(self, token: Token) -> int:
        while token.dep_ in ("conj", "appos") and token.head.i < token.i:
            token = token.head
        if token.dep_ not in _SUBJECTS:
            return _OTHER
        return _SPEAKER if token.head.dep_ in ("ROOT", "conj", "parataxis") and token.i not in self.spoken.reported else _SUBJECT


def resolve_speakers(parsed: Parsed, voices: pd.DataFrame, sides: Sides) -> list[Resolved]:
    """Return who is meant by the speaker of each row of ``voices``, in order; unnamed sources keep their words in small letters."""
    referents = Referents(parsed, sides, voices)
    return [referents.speaker(row) for row in voices.itertuples()]
