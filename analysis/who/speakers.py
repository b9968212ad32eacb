"""Who is meant by a speaker who is not named in full: "Weiss", "the mayor", "the ministry", "she", "it", "officials".

Plain rules, read once from the first word to the last.  A short name goes to the only bearer that stands before it, a noun to the last
speaker introduced with that noun, a pronoun to the subject or speaker of its own sentence or the one before.  Where two fit equally well,
or nobody fits, there is no answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pandas as pd

from analysis.reading.parse import Parsed
from analysis.tables import text_or_none
from analysis.who.gazetteer import first_names

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

FARTHEST = 6
"""Sentences between a pronoun (or "the company") and the words it stands for."""

_MOST = 50
"""Bearers of one noun or short name that are compared: keeps time linear in lists of names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PEOPLE = _words(
    "activist actor actress adviser advisor aide ally ambassador analyst archbishop artist athlete attorney author aunt bishop boss boy brother "
    "campaigner candidate captain chairman chairwoman chancellor chief citizen civilian coach colleague colonel commander commissioner "
    "congressman congresswoman consultant correspondent councillor counselor critic customer daughter deputy detective diplomat director doctor "
    "driver economist editor employee engineer executive expert eyewitness farmer father fighter firefighter fisherman founder friend general girl "
    "governor guard head historian husband insider inspector investigator investor journalist judge justice king lawmaker lawyer leader "
    "lieutenant local major man manager mayor mediator medic member migrant minister monitor mother negotiator neighbor neighbour nurse observer "
    "officer official opponent owner parent passenger passerby patient person photographer pilot player politician pope premier president priest "
    "prince princess principal prisoner professor prosecutor protester provost queen rebel refugee relative reporter representative rescuer "
    "researcher resident scholar scientist secretary senator sergeant sheriff sister soldier son source speaker spokesman spokesperson spokeswoman "
    "staffer student superintendent supporter survivor suspect teacher teenager tourist trader traveler veteran victim villager volunteer voter "
    "wife winner witness woman worker writer youth people"
)
_BODIES = _words(
    "academy administration agency airline alliance army association authority bank board broadcaster bureau cabinet campaign carrier chamber "
    "charity church city club coalition command commission committee company congress corporation council country court delegation department "
    "embassy family federation firm force foundation fund government group hospital institute junta lab league leadership maker management "
    "manufacturer military ministry mission movement nation navy network newspaper ngo office operator opposition organisation organization outlet "
    "paper parliament party police presidency prosecution publisher regime retailer school senate service side society startup state station team "
    "tribunal troop union university watchdog"
)
_DOCUMENTS = _words(
    "account affidavit announcement article bill book budget bulletin brief column communique complaint constitution dispatch document documentary "
    "draft editorial email file filing forecast headline indictment interview investigation law lawsuit letter magazine memo message motion note "
    "notice paper petition poll post press proposal publication report resolution review ruling sign statement story study summary survey text "
    "transcript treaty tweet verdict video warrant website"
)
_ANY_ORGANISATION = _words("company firm group organisation organization charity agency association")
_PLURAL_BODIES = _words("troop force authority police")
_SAME_ROLE = {"spokesman": "spokesperson", "spokeswoman": "spokesperson", "chairman": "chairperson", "chairwoman": "chairperson"}
_ABBREVIATED = {
    "gov": "governor", "sen": "senator", "gen": "general", "col": "colonel", "capt": "captain", "lt": "lieutenant", "rep": "representative",
    "sgt": "sergeant", "dr": "doctor", "prof": "professor", "det": "detective", "supt": "superintendent", "insp": "inspector", "maj": "major",
}  # fmt: skip
_HONORIFICS = {
    "mr": "he",
    "sir": "he",
    "lord": "he",
    "mrs": "she",
    "ms": "she",
    "miss": "she",
    "dame": "she",
    "lady": "she",
    "dr": None,
    "prof": None,
}
_HE_NOUNS = _words("man boy father brother husband son uncle king prince actor fisherman spokesman chairman congressman priest pope")
_SHE_NOUNS = _words("woman girl mother sister wife daughter aunt queen princess actress spokeswoman chairwoman congresswoman")
_ARTICLES = _words("the a an")
_POINTING = _words("the this that these those his her its their")
_HE_SHE, _PRONOUNS = _words("he she"), _words("he she it they who")
_NOBODY = _words(
    "i we you me us one ones this that these those what which there nobody none anyone anybody someone somebody everyone everybody "
    "whoever him her them"
)
_VAGUE = _words("old same senior")
_CLUTTER = frozenset((",", ";", ":", "(", "–", "—", "--", "who", "whom", "whose", "which"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))
_SHORTENING = _words("international inc corp corporation ltd limited plc llc co company ag sa gmbh group holdings")
_BODY_LABELS = _words("ORG GPE NORP LOC FAC")
_DATES = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October"
) | _words("November December I")
_NAMELESS = re.compile(
    r"\b(?:anonym\w+|unnamed|unidentified|not to be (?:named|identified|quoted)|sources?|insiders?)\b|^(?:Sources?|Insiders?|Anonymous)\b"
)
_SOMEBODY = re.compile(r"(?:er|or|ist|ian|ant|(?<!m)ent|ee|man|person|mate)$")
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")


@dataclass(frozen=True)
class Resolved:
    """Who speaks a row of the voices: the fullest name in the text, the side, and in plain words how that is known; None where it is not."""

    who: str | None
    side: str | None
    evidence: str | None


@dataclass
class _Figure:
    """Somebody the text has spoken of, and where it last named and last quoted them (character offsets, -1 for never)."""

    name: str
    kinds: frozenset[str]
    pronoun: str | None = None
    side: str | None = None
    words: str = ""
    sentence: int = 0
    named_at: int = -1
    spoke_at: int = -1


@dataclass(frozen=True)
class _Place:
    """A stretch of text that means a figure; rank 2 for the speaker or main subject of a sentence, 1 for another subject, 0 else."""

    figure: _Figure
    offset: int
    rank: int


@dataclass(frozen=True)
class _Answer:
    figure: _Figure
    side: str | None
    evidence: str


@dataclass(frozen=True)
class _Short:
    """What a figure may later be called by: the words that introduced it, and every word in them that a modifier may repeat."""

    figure: _Figure
    noun: str
    words: str
    sentence: int
    vocabulary: frozenset[str]
    plural: bool = False

    def evidence(self, head: Token) -> str:
        """Return in plain words why a noun means the figure."""
        link = f"“{self.noun}” in “{self.words}”" if self.noun else f"“{head.lower_}” for “{self.figure.name}”"
        return f"{link} (sentence {self.sentence})"


def is_unnamed(words: str) -> bool:
    """Say whether a speaker's words name nobody: no person, body or country ("officials", "a source close to the talks").

    words: a speaker as it stands in the text, or ``Resolved.who``.  A source kept nameless on purpose is unnamed whatever else is said of
    it ("a Kremlin source", "a Norland official who asked not to be named"); "U.S. officials" name a country and are not.
    """
    if _NAMELESS.search(words):
        return True
    found = _WORD.findall(words)
    names = [
        word for k, word in enumerate(found) if word[0].isupper() and re.split("['’]", word)[0] not in _DATES and not (k == 0 and _is_common(word))
    ]
    return not names


def resolve_speakers(parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> list[Resolved]:
    """Return who is meant by the speaker of each row of ``voices``, in order.

    mentions: the table of ``find_mentions``; the side of a speaker without one is that of whoever is meant.  A side that the row has is
    kept.  Unnamed sources keep their words in lower case, without article.
    """
    reader = _Reader(parsed, voices, mentions)
    reader.read()
    out = []
    for row in voices.itertuples():
        own = text_or_none(row.side)
        answer = None if pd.isna(row.speaker) or pd.isna(row.speaker_start) else reader.answers[int(row.speaker_start), int(row.speaker_end)]
        out.append(Resolved(answer.figure.name, own or answer.side, answer.evidence) if answer else Resolved(None, own, None))
    return out


def _is_common(word: str) -> bool:
    """Say whether a capital at the beginning is only that of a sentence: "Residents", "The", "She", but not "WHO"."""
    if len(word) > 1 and word.isupper():
        return False
    word = word.lower()
    return bool({word, word.removesuffix("s"), word.removesuffix("es"), re.sub(r"ies$", "y", word), re.sub(r"men$", "man", word)} & _COMMON)


_COMMON = _PEOPLE | _BODIES | _DOCUMENTS | _ARTICLES | _POINTING | _PRONOUNS | _NOBODY | _words(
    "some other others many several most few both all another no two three four five six hundreds thousands dozens my our your one's"
)  # fmt: skip


class _Reader:
    """Walks the article once, from first word to last, and keeps in mind who has been named and who has spoken."""

    def __init__(self, parsed: Parsed, voices: pd.DataFrame, mentions: pd.DataFrame) -> None:
        self.parsed = parsed
        self.answers: dict[tuple[int, int], _Answer | None] = {}
        self.contents: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
        self.sides: dict[tuple[int, int], str] = {}
        self.reported: set[int] = set()
        for row in voices.itertuples():
            self.reported.update(token.i for token in parsed.tokens(int(row.start), int(row.end)))
            if not pd.isna(row.speaker) and not pd.isna(row.speaker_start):
                span = int(row.speaker_start), int(row.speaker_end)
                self.contents[span].append((int(row.start), int(row.end)))
                if not pd.isna(row.side):
                    self.sides.setdefault(span, str(row.side))
        self.mentions = sorted((int(m.start), int(m.end), str(m.side)) for m in mentions.itertuples())
        self.ents = {token.i: ent for ent in parsed.doc.ents for token in ent}
        labels = Counter((_bare(ent.text), ent.label_ == "PERSON") for ent in parsed.doc.ents)
        self.surnames = Counter(
            name.split()[-1] for name, person in labels if person and " " in name and labels[name, True] >= labels[name, False]
        )  # fmt: skip
        self.figures: dict[str, _Figure] = {}
        self.at_token: dict[int, _Figure] = {}
        self.places: dict[int, list[_Place]] = defaultdict(list)
        self.shorts: dict[tuple[str, str], list[_Short]] = defaultdict(list)

    # ------------------------------------------------------------------------------------------------------ the walk

    def read(self) -> None:
        """Answer every speaker, each from what stands before it."""
        steps: list[tuple[int, int, tuple[int, int] | Span]] = []
        heads: set[int] = set()
        for span, contents in self.contents.items():
            steps += [(span[0], 0, span), *[(start, 1, span) for start, _ in contents if start >= span[1]]]
            head = self._head(span)
            if head is not None and not head.conjuncts:
                heads.add(head.i)
        roots = set()
        for chunk in self.parsed.doc.noun_chunks:
            roots.add(chunk.root.i)
            if chunk.root.i not in heads:
                steps.append((chunk.start_char, 2, chunk))
        for ent in self.parsed.doc.ents:
            if ent.root.i not in roots | heads and (ent.label_ == "PERSON" or (ent.label_ in ("ORG", "GPE") and ent.root.dep_ == "poss")):
                steps.append((ent.start_char, 2, ent))
        for offset, kind, what in sorted(steps, key=lambda step: step[:2]):
            if not isinstance(what, tuple):
                self._mention(what)
            elif kind == 0:
                self.answers[what] = self._speaker(what)
            elif answer := self.answers.get(what):
                self._note(answer.figure, offset, 2)  # still speaking
                answer.figure.spoke_at = offset

    def _head(self, span: tuple[int, int]) -> Token | None:
        tokens = [token for token in self.parsed.tokens(*span) if any(c.isalnum() for c in token.text)]
        return self.parsed.doc[tokens[0].i : tokens[-1].i + 1].root if tokens else None

    def _speaker(self, span: tuple[int, int]) -> _Answer | None:
        head, side = self._head(span), self.sides.get(span)
        if head is None or _is(head, _NOBODY):
            return None
        tokens = [token for token in self.parsed.tokens(*span) if not token.is_space]
        if _is(head, _PRONOUNS):
            found = None if self.parsed.quoted(*span) else self._pronoun(head, span)
        else:
            found = self._named(tokens, head) or self._described(tokens, head)
        if found is None:
            return None
        figure, evidence = found
        if not _is(head, _PRONOUNS):
            figure.side = figure.side or side
        figure.spoke_at = span[0]
        self.at_token[head.i] = figure
        self._note(figure, span[0], 2)
        return _Answer(figure, side or figure.side, evidence)

    def _mention(self, phrase: Span) -> None:
        """Keep in mind whoever a noun phrase of the story means; what stands in a quotation counts for names only."""
        root = phrase.root
        quoted = self.parsed.quoted(phrase.start_char, phrase.end_char)
        person = self._person(root)
        if _is(root, _HE_SHE):
            found = None if quoted or root.dep_ not in _SUBJECTS else self._pronoun(root, (root.idx, root.idx + len(root)))
            figure = found[0] if found else None
        elif root.dep_ == "attr" and self._is_role(root):
            subject = next((self.at_token[t.i] for t in root.head.children if t.dep_ in _SUBJECTS and t.i in self.at_token), None)
            if subject is not None and "person" in subject.kinds:
                self._call(subject, root, self._from_name(subject, root))
            return
        elif root.dep_ == "appos" and not person:
            return
        elif person or not is_unnamed(phrase.text):
            found = self._named(list(phrase), root) if person or root.ent_type_ in _BODY_LABELS else None
            figure = found[0] if found else None
        elif (root.dep_ in _SUBJECTS or any(t.dep_ == "relcl" for t in root.children)) and root.lemma_.lower() in _PEOPLE | _BODIES | _DOCUMENTS:
            found = None if quoted else self._described(list(phrase), root)
            figure = found[0] if found else None
        else:
            return
        if figure is not None and not quoted:
            self.at_token[root.i] = figure
            self._note(figure, phrase.start_char, self._rank(root))

    def _note(self, figure: _Figure, offset: int, rank: int) -> None:
        self.places[self.parsed.sentence_at(offset)].append(_Place(figure, offset, rank))

    def _rank(self, token: Token) -> int:
        while token.dep_ in ("conj", "appos") and token.head.i < token.i:
            token = token.head
        if token.dep_ not in _SUBJECTS:
            return 0
        return 2 if token.head.dep_ in ("ROOT", "conj", "parataxis") and token.i not in self.reported else 1

    # --------------------------------------------------------------------------------------------------------- names

    def _person(self, head: Token) -> Span | None:
        """Return the name of the person that a head word stands for: its own, or the one set beside it ("the mayor, Anna Weiss")."""
        ent = self.ents.get(head.i)
        if head.text in self.surnames and not _is_common(head.text) and (ent is None or len(_bare(ent.text)) <= len(head)):
            return head.doc[head.i : head.i + 1]  # a surname that spaCy takes for a thing here, and for a person elsewhere
        if ent is not None:
            name = _bare(ent.text)
            titled = ent.start > 0 and ent.doc[ent.start - 1].lower_.rstrip(".") in _HONORIFICS
            common = _is_common(re.split("['’]", name)[0]) or (len(ent) == 1 and head.pos_ == "NOUN")  # "Trains stopped" is nobody's name
            return ent if (ent.label_ == "PERSON" or titled) and name[:1].isupper() and not common else None
        if head.pos_ in ("NOUN", "PROPN") and self._is_role(head):
            beside = next((self.ents[t.i] for t in head.children if t.dep_ == "appos" and t.i in self.ents and t.i > head.i), None)
            return beside if beside is not None and beside.label_ == "PERSON" else None
        return None

    def _is_role(self, noun: Token) -> bool:
        return _role(noun) in _PEOPLE

    def _named(self, tokens: list[Token], head: Token) -> tuple[_Figure, str] | None:
        """Return the figure that a phrase names, and the evidence; None for a phrase without a name, or with that of two."""
        joined = [t for t in head.conjuncts if tokens[0].i <= t.i <= tokens[-1].i]
        person = None if joined else self._person(head) or self._after_comma(tokens, head)
        if person is not None:
            return self._named_person(person, tokens, head)
        words = self._core(tokens, head, joined)
        if is_unnamed(words) or is_unnamed(self._in_small(tokens)):
            return None
        if not joined and tokens[0].lower_ in _POINTING and head.pos_ == "NOUN" and (known := self._introduced(head)) and len(known) == 1:
            return self._again(known[0].figure, f"{tokens[0].lower_} {words}", tokens), known[0].evidence(head)
        if joined:
            return self._figure(words, frozenset(("group",)), tokens, head), "named"
        if head.ent_type_ in _BODY_LABELS or head.pos_ == "PROPN":
            return self._named_body(words, tokens, head)
        figure = self._figure(words, self._kinds(head), tokens, head)
        self._call(figure, head, figure.name, [t for t in head.subtree if t.i - head.i < 20])
        return figure, "named"

    def _after_comma(self, tokens: list[Token], head: Token) -> Span | None:
        """Return the name that follows a role and a comma where the parser tied it to another word: "a spokesman for the ministry, Karl Brandt"."""
        if not self._is_role(head) or head.ent_type_:
            return None
        for before, token in pairwise(tokens):
            ent = self.ents.get(token.i)
            if before.text == "," and before.i > head.i and ent is not None and ent.label_ == "PERSON" and ent.start == token.i:
                return ent
        return None

    def _named_person(self, ent: Span, tokens: list[Token], head: Token) -> tuple[_Figure, str] | None:
        name, sentence = _bare(ent.text), self.parsed.sentence_at(ent.start_char)
        before = [t for t in tokens if t.i < ent.start]
        title = before[-1] if before and before[-1].pos_ in ("NOUN", "PROPN") and head.i >= ent.start else None
        first = ent[0] if ent[0].lower_.rstrip(".") in _HONORIFICS else title
        told = _HONORIFICS.get(first.lower_.rstrip(".")) if first is not None else None
        bearers = self._bearers(name, told or (_gender(_role(title)) if title is not None else None))
        if len(bearers) > 1:
            return None
        figure = bearers[0].figure if bearers else self._figure(name, frozenset(("person",)), list(ent), ent.root)
        evidence = f"{bearers[0].noun} of “{figure.name}” (sentence {bearers[0].sentence})" if bearers else "named"
        figure.words, figure.sentence, figure.named_at = " ".join(ent.text.split()), sentence, ent.start_char
        figure.pronoun = figure.pronoun or told or (first_names().get(name.split()[0]) if " " in name else None)
        figure.side = figure.side or self._side(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        if " " in name and not bearers:
            self._index("name", name.split()[-1], _Short(figure, "surname", name, sentence, frozenset()))
            self._index("name", name.split()[0], _Short(figure, "first name", name, sentence, frozenset()))
        inner = ent[0] if len(ent) > 1 and _role(ent[0]) in _PEOPLE else None
        for role in (title or inner, head if head.i < ent.start else None):
            if role is not None and _role(role) in _PEOPLE:
                self._call(figure, role, _text([t for t in tokens if t.i < ent.end]), before)
        for child in ent.root.children:
            if child.dep_ == "appos" and self._is_role(child):
                self._call(figure, child, self._from_name(figure, child), list(child.subtree))
        return figure, evidence

    def _bearers(self, name: str, pronoun: str | None) -> list[_Short]:
        """Return the full names before a name of one word that it may shorten: the only fitting one, or all between which nothing tells."""
        if " " in name:
            return []
        fits = [s for s in self.shorts["name", name.lower()][-_MOST:] if not pronoun or s.figure.pronoun in (None, pronoun)]
        if any(short.noun == "surname" for short in fits):
            fits = [short for short in fits if short.noun == "surname"]
        names = {short.figure.name for short in fits}  # a headline reads as "Slams Anna Weiss": that is Anna Weiss
        fits = [short for short in fits if not any(short.figure.name.endswith(f" {name}") for name in names)]
        spoken = [short for short in fits if short.figure.spoke_at >= 0]
        return spoken if len(spoken) == 1 else fits

    def _named_body(self, words: str, tokens: list[Token], head: Token) -> tuple[_Figure, str] | None:
        first = next((k for k, t in enumerate(tokens) if t.lower_ not in _ARTICLES and (t.pos_ not in ("ADJ", "ADV") or t.text[:1].isupper())), 0)
        if head.pos_ == "PROPN" and tokens[first].text[:1].isupper():  # "the nonpartisan Tax Foundation"
            words = words[max(words.find(tokens[first].text), 0) :]
        plain = words.replace(".", "")
        ways = [("initials", plain)] if plain.isupper() and " " not in plain else [("tail", words), ("start", words)]
        for way, key in ways if words.lower() not in self.figures else ():
            shorts = self._last(self.shorts[way, key.lower()])
            if len(shorts) > 1:
                return None
            if shorts:
                evidence = f"{'initials of' if way == 'initials' else 'short for'} “{shorts[0].figure.name}” (sentence {shorts[0].sentence})"
                return self._again(shorts[0].figure, words, tokens), evidence
        figure = self._figure(words, self._kinds(head), tokens, head)
        parts, sentence = words.split(), self.parsed.sentence_at(head.idx)
        entry = _Short(figure, "", words, sentence, frozenset())
        for k in range(1, min(len(parts) - 1, 6)):
            self._index("tail", " ".join(parts[k:]), entry)
        if len(parts) > 1:
            self._index("initials", "".join(part[0] for part in parts if part[0].isupper()), entry)
        if len(parts) > 1 and parts[-1].lower().rstrip(".") in _SHORTENING:
            self._index("start", " ".join(parts[:-1]), entry)
        self._call(figure, head, words, [t for t in head.subtree if abs(t.i - head.i) < 20])
        if self.ents.get(head.i) is not None and head.ent_type_ == "ORG" and head.lemma_.lower() not in _BODIES - _ANY_ORGANISATION:
            self._index("any", "organisation", _Short(figure, "", words, sentence, frozenset()))
        for child in head.children:
            if child.dep_ == "appos" and child.lemma_.lower() in _BODIES:
                self._call(figure, child, f"{words}, {_text(self._left(child))}", list(child.subtree))
        return figure, "named"

    def _figure(self, name: str, kinds: frozenset[str], tokens: list[Token], head: Token) -> _Figure:
        """Return the figure of this name, new or known."""
        parts = name.lower().split()
        key = f"{parts[0]} {parts[-1]}" if kinds == {"person"} and len(parts) > 1 else name.lower()  # Donald J. Trump is Donald Trump
        figure = self.figures.setdefault(key, _Figure(name, kinds))
        if "person" in kinds:
            figure.pronoun = figure.pronoun or _gender(_role(head))
        return self._again(figure, name, tokens)

    def _again(self, figure: _Figure, words: str, tokens: list[Token]) -> _Figure:
        """Note that a figure is named once more, and with which words."""
        figure.words = words
        figure.named_at, figure.sentence = tokens[0].idx, self.parsed.sentence_at(tokens[0].idx)
        figure.side = figure.side or self._side(tokens[0].idx, tokens[-1].idx + len(tokens[-1]))
        return figure

    def _side(self, start: int, end: int) -> str | None:
        """Return the side that is named between two offsets; None for two sides or none."""
        found = set()
        for k in range(max(0, bisect_left(self.mentions, (start, 0, "")) - 1), len(self.mentions)):
            first, last, side = self.mentions[k]
            if first >= end:
                break
            if last > start:
                found.add(side)
        return found.pop() if len(found) == 1 else None

    def _core(self, tokens: list[Token], head: Token, joined: list[Token]) -> str:
        """Return a phrase without its article, without the capital of a sentence, and without what follows a comma or "who" behind its head."""
        edge = max([head.i, *[t.i for t in joined]])
        cut = next((k for k, t in enumerate(tokens) if t.i > edge and t.lower_ in _CLUTTER), len(tokens))
        return self._in_small(tokens[:cut])

    def _in_small(self, tokens: list[Token]) -> str:
        """Return words as ``_text`` does, without the capital that they have only because a sentence begins with them."""
        words = _text(tokens)
        kept = [t for t in tokens if t.lower_ not in _ARTICLES and not t.is_punct and not t.is_space]
        if not kept or not words.startswith(kept[0].text) or kept[0].text in self.surnames or (len(kept[0]) > 1 and kept[0].text.isupper()):
            return words
        first = kept[0]
        plain = first.pos_ != "PROPN" and first.ent_type_ not in _BODY_LABELS | {"PERSON"} and not (kept[1:] and kept[1].text[:1].isupper())
        return words[:1].lower() + words[1:] if plain or (_is_common(first.text) and is_unnamed(words)) else words

    def _kinds(self, head: Token) -> frozenset[str]:
        noun, plural = head.lemma_.lower(), head.tag_ in ("NNS", "NNPS")
        if noun in _PLURAL_BODIES:
            return frozenset(("group", "body"))
        if head.ent_type_ in ("GPE", "LOC", "FAC"):
            return frozenset(("country",))
        if noun in _BODIES | _DOCUMENTS or head.ent_type_ in _BODY_LABELS - {"NORP"}:
            return frozenset(("group" if plural and not head.ent_type_ else "body",))
        if plural:
            return frozenset(("group",))
        if head.pos_ == "PROPN" and _role(head) not in _PEOPLE:
            return frozenset(("person", "body"))
        return frozenset(("person",)) if _role(head) in _PEOPLE or _SOMEBODY.search(noun) else frozenset()

    # --------------------------------------------------------------------------------------------------------- nouns

    def _call(self, figure: _Figure, noun: Token, words: str, near: Iterable[Token] = ()) -> None:
        """Keep in mind that a figure was introduced with a noun."""
        vocabulary = frozenset(t.lower_ for t in near) | frozenset(t.lower_ for t in noun.lefts)
        short = _Short(figure, _role(noun), words, self.parsed.sentence_at(noun.idx), vocabulary, noun.tag_ in ("NNS", "NNPS"))
        self._index("noun", _SAME_ROLE.get(_role(noun), _role(noun)), short)

    def _index(self, way: str, key: str, short: _Short) -> None:
        known = self.shorts[way, key.lower()]
        if not any(other.figure is short.figure and other.vocabulary >= short.vocabulary for other in known[-_MOST:]):
            known.append(short)

    def _from_name(self, figure: _Figure, noun: Token) -> str:
        """Return the words from a person's name to the noun that follows: "Anna Weiss, the mayor"."""
        return " ".join(self.parsed.article.text[figure.named_at : noun.idx + len(noun)].split())

    def _left(self, noun: Token) -> list[Token]:
        return [*[t for t in noun.lefts if t.i >= noun.i - 8], noun]

    def _last(self, shorts: list[_Short]) -> list[_Short]:
        """Return the one whose figure spoke last or, if none spoke, was named last; both where two were named in one sentence."""
        shorts = shorts[-_MOST:]
        spoken = [short for short in shorts if short.figure.spoke_at >= 0]
        if spoken:
            return [max(spoken, key=lambda short: short.figure.spoke_at)]
        last = max((short.figure.sentence for short in shorts), default=0)
        figures = {id(short.figure): short for short in shorts if short.figure.sentence == last}
        return list(figures.values())

    def _described(self, tokens: list[Token], head: Token) -> tuple[_Figure, str] | None:
        """Return the figure that a phrase without a name means: one introduced before ("the mayor"), or an unnamed source."""
        joined = [t for t in head.conjuncts if tokens[0].i <= t.i <= tokens[-1].i]
        full, words = self._in_small(tokens), self._core(tokens, head, joined)
        words = full if is_unnamed(full) else words
        if not is_unnamed(words):
            return None  # a name that two bear
        if not any(c.isalpha() for c in words):
            return None
        noun = _role(head)
        if not joined and (tokens[0].lower_ in _POINTING or words == "police"):
            shorts = self._introduced(head)
            if len(shorts) > 1:
                return None
            if shorts:
                figure = self._again(shorts[0].figure, words if words == "police" else f"{tokens[0].lower_} {words}", tokens)
                if figure.name == words:
                    return figure, "unnamed"
                return figure, shorts[0].evidence(head)
        figure = self._again(_Figure(words, frozenset(("group",)) if joined else self._kinds(head), pronoun=_gender(noun)), words, tokens)
        self._call(figure, head, words, tokens)
        return figure, "unnamed"

    def _introduced(self, head: Token) -> list[_Short]:
        """Return the figure that was introduced with the noun of "the mayor", or several between which nothing tells."""
        noun, plural = _role(head), head.tag_ in ("NNS", "NNPS")
        asked = {t.lower_ for t in head.lefts if t.dep_ in ("amod", "compound", "nmod") and t.lower_ not in _VAGUE and t.is_alpha}
        gender = _gender(noun)
        here = self.parsed.sentence_at(head.idx)
        fits = [
            short
            for short in self.shorts["noun", _SAME_ROLE.get(noun, noun)][-_MOST:]
            if asked <= short.vocabulary
            and short.plural == plural
            and (not gender or short.figure.pronoun in (None, gender))
            and (here - short.figure.sentence <= FARTHEST or not is_unnamed(short.figure.name))
        ]
        if fits or noun not in _ANY_ORGANISATION or asked or plural:
            return self._last(fits)
        return self._last([s for s in self.shorts["any", "organisation"][-_MOST:] if here - s.figure.sentence <= FARTHEST])

    # ------------------------------------------------------------------------------------------------------ pronouns

    def _pronoun(self, token: Token, span: tuple[int, int]) -> tuple[_Figure, str] | None:
        """Return whom a pronoun means, from the words before it; None where two fit equally well, or nobody."""
        word = token.lower_
        if word == "who":
            verb = token.head
            figure = self.at_token.get(verb.head.i) if verb.dep_ == "relcl" else None
        else:
            figure = self._antecedent(word, span)
        if figure is None:
            return None
        if word in _HE_SHE:
            figure.pronoun = word
        return figure, f"{word} = “{figure.words}” (sentence {figure.sentence})"

    def _antecedent(self, word: str, span: tuple[int, int]) -> _Figure | None:
        here, own, side = self.parsed.sentence_at(span[0]), self.contents.get(span, []), self.sides.get(span)
        ranked = []  # sentence by sentence backwards: rank -> the figures that fit
        for number in range(here, max(0, here - FARTHEST - 1), -1):
            by_rank: dict[int, dict[int, _Figure]] = {0: {}, 1: {}, 2: {}}
            for place in self.places.get(number, ()):
                inside = any(start <= place.offset < end for start, end in own)  # nobody calls himself by name in his own words
                if place.offset < span[0] and not inside and _fits(word, place.figure) and (not side or place.figure.side in (None, side)):
                    by_rank[place.rank][id(place.figure)] = place.figure
            ranked.append(by_rank)
        subjects = ranked[0][2] or ranked[0][1] or (ranked[1][2] if len(ranked) > 1 else {})
        if subjects:
            return _only(subjects)
        for k, by_rank in enumerate(ranked):
            best = next((by_rank[rank] for rank in (2, 1, 0) if by_rank[rank]), None)
            if best is not None:
                rivals = ranked[k + 1][2] if best is by_rank[0] and k + 1 < len(ranked) else {}
                return _only(best | rivals)
        return None


def _only(figures: dict[int, _Figure]) -> _Figure | None:
    return next(iter(figures.values())) if len(figures) == 1 else None


def _fits(word: str, figure: _Figure) -> bool:
    if word in _HE_SHE:
        return "person" in figure.kinds and figure.pronoun in (None, word)
    if word == "it":
        return bool(figure.kinds & {"body", "country"}) and not figure.pronoun
    return bool(figure.kinds & {"group", "body"}) and not figure.pronoun


def _is(token: Token, words: frozenset[str]) -> bool:
    """Say whether a token is one of the words, and no name in capitals ("WHO", "US", "IT")."""
    return token.lower_ in words and (len(token) == 1 or not token.text.isupper())


def _role(noun: Token) -> str:
    """Return the noun of a role or body in the singular: "Gov." -> "governor"."""
    lemma = noun.lemma_.lower().rstrip(".")
    return _ABBREVIATED.get(noun.lower_.rstrip("."), lemma)


def _gender(noun: str) -> str | None:
    return "he" if noun in _HE_NOUNS else "she" if noun in _SHE_NOUNS else None


def _bare(name: str) -> str:
    """Return a person's name without article, titles and possessive: "the President Anna Weiss's" -> "Anna Weiss"."""
    words = re.sub(r"^the\s|['’]s?$", "", " ".join(name.split()), flags=re.IGNORECASE).split()
    while len(words) > 1 and (words[0].lower().rstrip(".") in _HONORIFICS.keys() | _ABBREVIATED.keys() | _PEOPLE | {"prime", "vice"}):
        words = words[1:]
    return " ".join(words)


def _text(tokens: list[Token]) -> str:
    """Return the words from the first token to the last, without article in front and possessive behind."""
    while tokens and (tokens[0].lower_ in _ARTICLES or tokens[0].is_punct or tokens[0].is_space):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_space or tokens[-1].text in (",", ";", ":", "’s", "'s", "’", "'", "–", "—")):
        tokens = tokens[:-1]
    if not tokens:
        return ""
    return " ".join(tokens[0].doc[tokens[0].i : tokens[-1].i + 1].text.split())
