"""Interviews without marks: paragraphs that ask and paragraphs that answer in turn, and who is said to answer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from analysis.lexicons import word_list
from analysis.who.figures import Stretch
from analysis.who.gazetteer import first_names

if TYPE_CHECKING:
    from analysis.reading.parse import Parsed

_ASKS = re.compile(r"\?[”\"’')\]]{0,2}$")
_ENDS = re.compile(r"[.!?…:;,][”\"’')\]]{0,3}$")
_BOLD = re.compile(r"(\*\*|__)(?P<words>[^*_\n].*)\1\s*")
_YOU = re.compile(r"\b(?:you|your|yours|yourself)\b", re.IGNORECASE)
_I = re.compile(r"\b(?:I|me|my|mine|myself)\b")
_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|ours)\b")
_TALK = re.compile(r"\bthis (?:interview|conversation|transcript)\b|\bthe (?:interview|conversation|transcript) (?:was|has)\b", re.IGNORECASE)
_MARKS = '“„«"‘`'
_NAME = re.compile(r"(?<![\w.’'-])[A-ZÀ-Þ][\w.’'-]*+(?: [A-ZÀ-Þ][\w.’'-]*+){1,3}")

_LONGEST_QUESTION, _LONGEST_OWN, _LONGEST_REMARK, _LONGEST_HEADING = 100, 60, 40, 8
"""Words of a question, of one in which the reporter says "I", of one without a question mark, and of a heading."""
_FEWEST, _FEWEST_ANNOUNCED = 3, 2
"""Questions with an answer from which a text is an interview: in any text, and in one that says so at its beginning."""
_ASKING, _ADDRESSED, _OWN = 0.3, 0.5, 0.34
"""Of a text that does not say that it is an interview: share of paragraphs that ask; share of questions that say "you" and of
answers that say "I", at least; share of questions that say "I", at most."""
_QUOTED = 0.25
"""Share of the words between quotation marks from which a text quotes, and is not itself what somebody says."""
_WITHIN = 10
"""Words behind "interview with" among which the name of whoever answers stands."""


@dataclass(frozen=True)
class Interview:
    """The paragraphs that ask and those that answer, in order, and where the text first names who answers; None where it does not say who."""

    questions: tuple[Stretch, ...]
    answers: tuple[Stretch, ...]
    guest: Stretch | None


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph, and its words outside quotation marks."""

    start: int
    end: int
    text: str
    own: str
    bold: bool

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def asks(self) -> bool:
        """Whether it may be a question: it ends with one, does not quote one, and is not as long as an answer."""
        if self.bold:
            return True
        ends = _ASKS.search(self.text) is not None and "?" in self.own
        return ends and self.text[0] not in _MARKS and self.words <= (_LONGEST_OWN if _I.search(self.own) else _LONGEST_QUESTION)

    @property
    def is_heading(self) -> bool:
        return self.words <= _LONGEST_HEADING and not _ENDS.search(self.text) and not self.bold

    @property
    def opens_as_answer(self) -> bool:
        first = re.match(r"[\w’']+", self.text)
        return first is not None and first[0].lower() in word_list("saying", "answer begins")


_Told = tuple[str, _Paragraph]
_Turn = tuple[list[_Paragraph], list[_Paragraph]]
"""Paragraphs that ask, and those that answer them."""


def interview_in(parsed: Parsed) -> Interview | None:
    """Return the questions and answers of an article that is an interview; None for any other, and where too little shows that it is one."""
    if parsed.story.count("?") < 1:
        return None
    paragraphs = _paragraphs(parsed)
    first = next((at for at, one in enumerate(paragraphs) if one.asks and at + 1 < len(paragraphs)), None)
    if first is None:
        return None
    announced = any(_announcement().search(one.own) for one in paragraphs[:first])
    if announced:
        first = next((at for at, one in enumerate(paragraphs[1:first], 1) if _is_remark(paragraphs, at)), first)
    told = _told(paragraphs, first, None)
    turns = _turns(told)
    bold = sum(one.bold for asked, _ in turns for one in asked) >= _FEWEST_ANNOUNCED
    if not (bold or _is_interview(parsed, turns, announced)):
        return None
    guest = _guest(parsed, paragraphs[:first]) if first else None
    if bold and not all(one.bold for asked, _ in turns for one in asked):
        return _of_bold(told, guest)
    if guest is not None and guest in _people(parsed, paragraphs[first].start):
        told = _told(paragraphs, first, parsed.story[slice(*guest)].split()[-1])
        turns = _turns(told) or turns
    asked = tuple((one.start, one.end) for kind, one in told if kind == "asks")
    return Interview(asked, tuple(_said(turns)), guest)


def _told(paragraphs: Sequence[_Paragraph], first: int, surname: str | None) -> list[_Told]:
    return [(_kind(paragraphs, at, surname), paragraphs[at]) for at in range(first, len(paragraphs))]


def _turns(told: Sequence[_Told]) -> list[_Turn]:
    """Return each run of paragraphs that ask, with those below it that answer; whatever stands beside the talk is left out."""
    runs = [(kind, [one for _, one in run]) for kind, run in groupby((each for each in told if each[0] != "told"), key=lambda each: each[0])]
    return [(asked, said) for (kind, asked), (_, said) in pairwise(runs) if kind == "asks"]


# ---- paragraphs ----------------------------------------------------------------------------------------------------------


def _paragraphs(parsed: Parsed) -> list[_Paragraph]:
    rows = parsed.sentences.groupby("paragraph")
    found = []
    for start, end in zip(rows["start"].min().tolist(), rows["end"].max().tolist(), strict=True):
        text = parsed.story[start:end].strip()
        bold = _BOLD.fullmatch(text)
        asks = bold is not None and bold["words"].rstrip().endswith("?")
        found.append(_Paragraph(start, end, text, _outside_marks(parsed, start, end), asks))
    return [one for one in found if one.text]


def _outside_marks(parsed: Parsed, start: int, end: int) -> str:
    kept, at = [], start
    for quote in parsed.quotes_in(start, end):
        kept.append(parsed.story[at : max(at, quote.start)])
        at = max(at, quote.end)
    return " ".join([*kept, parsed.story[at:end]])


def _kind(paragraphs: Sequence[_Paragraph], at: int, surname: str | None) -> str:
    """Say whether a paragraph "asks", "says" what is answered, or is "told" by the reporter beside the talk: a heading, a caption, a note."""
    one = paragraphs[at]
    if one.asks:
        return "asks"
    if one.is_heading or _is_beside(one, surname):
        return "told"
    return "asks" if _is_remark(paragraphs, at) else "says"


def _is_beside(one: _Paragraph, surname: str | None) -> bool:
    """Say whether a paragraph is a caption, a note, or tells of the talk and of whoever answers, as only the reporter does."""
    if _caption().search(one.own):
        return True
    if _I.search(one.own) or _WE.search(one.own):
        return False
    return _TALK.search(one.own) is not None or (surname is not None and re.search(rf"\b{re.escape(surname)}\b", one.own) is not None)


def _is_remark(paragraphs: Sequence[_Paragraph], at: int) -> bool:
    """Say whether a short paragraph without a question mark leads to an answer: "You have won." and below it "Yes, I have."."""
    one = paragraphs[at]
    below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
    if below is None or below.asks or one.words > _LONGEST_REMARK or one.text[0] in _MARKS or one.is_heading and not _YOU.search(one.own):
        return False
    if _YOU.search(one.own) and (not _I.search(one.own) or re.match(r"I(?:’d| just| would| wanted| want)\b", one.own)):
        return _I.search(below.own) is not None or below.opens_as_answer
    return at > 0 and not paragraphs[at - 1].asks and below.opens_as_answer and not _I.search(one.own) and not one.opens_as_answer


def _is_interview(parsed: Parsed, turns: Sequence[_Turn], announced: bool) -> bool:
    """Say whether questions and answers are those of an interview: they come in turn, speak to "you", and are answered by "I"."""
    if len(turns) < (_FEWEST_ANNOUNCED if announced else _FEWEST):
        return False
    whole = [one for asked, said in turns for one in (*asked, *said)]
    letters = sum(len(one.text) for one in whole)
    if sum(len(one.text) - len(one.own) for one in whole) > _QUOTED * letters:
        return False
    to_you = sum(any(_YOU.search(one.own) for one in asked) for asked, _ in turns) / len(turns)
    by_i = sum(any(_I.search(one.own) for one in said) for _, said in turns) / len(turns)
    if announced:
        by_us = sum(any(_I.search(one.own) or _WE.search(one.own) for one in said) for _, said in turns) / len(turns)
        return to_you > 0 and by_us >= _OWN
    asking = sum(len(asked) for asked, _ in turns) / len(whole)
    own = sum(any(_I.search(one.own) for one in asked) for asked, _ in turns) / len(turns)
    return asking >= _ASKING and to_you >= _ADDRESSED and by_i >= _ADDRESSED and own <= _OWN


def _said(turns: Sequence[_Turn]) -> Iterator[Stretch]:
    """Yield the paragraphs of the answers; the last answer has one where no other has more, so that what is told behind it is not part of it."""
    long = any(len(said) > 1 for _, said in turns[:-1])
    for at, (_, said) in enumerate(turns):
        yield from ((one.start, one.end) for one in (said if long or at + 1 < len(turns) else said[:1]))


def _of_bold(told: Sequence[_Told], guest: Stretch | None) -> Interview:
    """Return an interview whose questions are all in bold: whatever else stands below one is its answer."""
    questions, answers, last = [], [], -1
    for at, (kind, one) in enumerate(told):
        if one.bold:
            questions.append((one.start, one.end))
            last = at
        elif kind != "told" and last >= 0:
            answers.append((one.start, one.end))
    behind = [span for span in answers if span[0] > questions[-1][1]]
    return Interview(tuple(questions), tuple(answers[: len(answers) - max(len(behind) - 1, 0)]), guest)


# ---- who answers ---------------------------------------------------------------------------------------------------------


@cache
def _announcement() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('interview')})\b", re.IGNORECASE)


@cache
def _meeting() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('interview')}|{_any_of('meets for a talk')})\b", re.IGNORECASE)


@cache
def _caption() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any_of('picture')}):|^(?:Ed|Editor|Note)[.:]", re.IGNORECASE)


def _any_of(name: str) -> str:
    words = sorted(word_list("saying", name), key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


def _guest(parsed: Parsed, preface: Sequence[_Paragraph]) -> Stretch | None:
    """Return where the beginning names the one who answers: by what it says of the interview, else the only person it names."""
    people = [span for span in _people(parsed, preface[-1].end) if not _is_named_beside(parsed, span)]
    for one in preface:
        for found in _meeting().finditer(parsed.story, one.start, one.end):
            named = _before_colon(parsed, one, found.start()) or _met(parsed, one, found, people)
            if named is not None:
                return named
    by_surname: dict[str, Stretch] = {}
    for span in people:
        by_surname.setdefault(parsed.story[slice(*span)].split()[-1], span)
    return next(iter(by_surname.values())) if len(by_surname) == 1 else None


def _people(parsed: Parsed, end: int) -> list[Stretch]:
    """Return the full names of people up to an offset; a name of one word only where it is the end of one of them."""
    spans = [(ent.start_char, ent.end_char) for ent in parsed.doc.ents if ent.label_ == "PERSON" and ent.end_char <= end]
    spans += [name.span() for name in _NAME.finditer(parsed.story, 0, end) if _is_known_name(name[0]) and not _overlaps(name.span(), spans)]
    spans = sorted((start, start + len(_bare(parsed.story[start:stop]))) for start, stop in spans)
    full = [span for span in spans if " " in parsed.story[slice(*span)]]
    ends = {parsed.story[slice(*span)].split()[-1] for span in full}
    return [span for span in spans if span in full or parsed.story[slice(*span)] in ends]


def _bare(name: str) -> str:
    return name.removesuffix("’s").removesuffix("'s").rstrip(".’'-")


def _is_known_name(words: str) -> bool:
    """Say whether words are a person's name by the first of them, where the grammar takes them for something else."""
    first = words.split()[0]
    return len(first) > 2 and first in first_names()


def _overlaps(span: Stretch, others: Sequence[Stretch]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_named_beside(parsed: Parsed, span: Stretch) -> bool:
    """Say whether a name is that of a photographer or of the reporter: "Image: Kari Holm", "reporter Kari Holm", "By Kari Holm"."""
    line = parsed.story[parsed.story.rfind("\n", 0, span[0]) + 1 : span[0]].lower()
    words = re.findall(r"[\w’']+:?", line)[-2:]
    if words[-1:] == ["by"]:  # "By Kari Holm", "Photo by Kari Holm", not "led by Kari Holm"
        return len(words) == 1 or words[0] in word_list("saying", "picture") | word_list("saying", "interview")
    return bool(words) and (words[-1] in word_list("saying", "asks for an outlet") or words[-1].rstrip(":") in word_list("saying", "picture"))


def _before_colon(parsed: Parsed, one: _Paragraph, at: int) -> Stretch | None:
    """Return the name in "Kari Holm: An interview with ..."."""
    found = re.compile(rf"({_NAME.pattern}):\s").match(parsed.story, one.start, at)
    return found.span(1) if found else None


def _met(parsed: Parsed, one: _Paragraph, found: re.Match[str], people: Sequence[Stretch]) -> Stretch | None:
    """Return whom the words of an interview name: its object, unless a person stands before a verb of meeting; then that one answers."""
    here = [span for span in people if one.start <= span[0] < one.end]
    before = [span for span in here if span[1] <= found.start()]
    behind = [span for span in here if span[0] >= found.end() and len(parsed.story[found.end() : span[0]].split()) <= _WITHIN]
    if before and found[0].lower() not in word_list("saying", "interview"):
        return before[-1]
    if behind:
        return behind[0]
    name = _NAME.match(parsed.story, found.end() + 1, one.end)
    if name is not None and found[0].lower() != "interview":
        return name.start(), name.start() + len(_bare(name[0]))
    return before[-1] if len({parsed.story[slice(*span)].split()[-1] for span in before}) == 1 else None
