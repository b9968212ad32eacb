"""Lines of a text that are not part of the story: byline, date, caption, advertisement, "Read more", copyright, and marks within a sentence.

They stay in the text and are marked.  The parser, the tagger and every finder read ``story``: the same text with spaces in their place, so
that nothing of them is ever a sentence, a name, a quotation or a loaded word, and every offset stays what it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from analysis.lexicons import word_list, word_values
from analysis.reading.brackets import BRACKETS, is_credit, is_stage
from analysis.reading.bylines import Line, byline, date_line, dateline, is_contributor_note, names_in, plain
from analysis.reading.openings import listed_beginning, tells_of_the_text

if TYPE_CHECKING:
    from analysis.reading.article import Article

SEPARATOR, CREDITS, CAPTION, REFERENCE, STAGE, AGENCY, CONTACT, DATELINE = (
    "separator", "byline", "caption", "reference mark", "stage direction", "agency tag", "contact", "dateline",
)  # fmt: skip

_LONGEST, _LONGEST_NOTE = 35, 90
"""Words of a line that begins as furniture does: a longer one may hold a story; and of a note on the text or a list of its writers."""
_LONGEST_TITLE = 16
"""Words of a line without a stop that may be the title of another text."""
_AT_EDGE = 5
"""Lines at the end of a text that hold notes about its writer."""
_SIGNS = frozenset("*-–—_=~•·#§+|<>/\\○●■□▪◆►▶➤→↓ \t\u00a0")
_BULLET = re.compile(r"[\s►▶➤→•·|>»*–—-]*")
_LABEL = re.compile(r"([^:\n]{1,40}?) ?:(?=\s|$)\s*")
_COUNTED = re.compile(
    r"(?:\d[\d,.]*[km]?|no|one) (?:comments?|shares?|views?|likes?|replies|reactions?|retweets)|(?:comments?|shares?|views?) ?\(?\d[\d,.]*k?\)?"
)
_READING = re.compile(r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)[- ]?min(?:ute)?s?\.?(?:[- ](?:read|listen|watch)(?:ing time)?)?|"
                      r"listen(?:\s+to this article)?[\s·|(]+\d+(?:[: ]\d+)?\s?min(?:ute)?s?\)?")  # fmt: skip
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,20}){1,4}")
_HANDLE = re.compile(r"@\w{2,30}")
_WEB = re.compile(r"(?:https?://|www\.)\S+")
_ADDRESS = re.compile(r"@\w|https?://|www\.|\d{3}")
_REFERENCE = re.compile(r"(?<=\S)\[(?:\d{1,3}(?:[,–-] ?\d{1,3})*|[Nn]ote \d{1,3}|citation needed|clarification needed|better source needed)\]")
_NOTE = re.compile(r"\[\d{1,3}\]\s")
_BRACKETED_LINE = re.compile(r"[(\[][^()\[\]]{1,400}[)\]]\.?")
_CREDIT_AT_END = re.compile(
    r"(?:\b(?:Photo|Photograph|Picture|Image|Credit|Photo credit|Photo by)s?: ?[^.:\n]{2,60}"
    r"|/ ?(?:Getty Images|AFP|AP|EPA|Reuters|Shutterstock)|REUTERS/[\w. ]{2,40}"
    r"|(?:via|/) ?(?:Getty Images|AP|Reuters|Shutterstock)|[.] ?(?:Getty Images|Shutterstock))\.?$"
)
_PHOTO_AGENCIES = ("Getty Images ", "AFP via Getty Images ", "EPA ", "PA Media ", "Shutterstock ")
_ENDED = re.compile(r"[.?!…]['\"”’)]{0,3}\s{1,3}[-–—/]{0,3}\s{0,2}$")
_COPYRIGHT = re.compile(r"(?:copyright|©|\(c\))(?:\W|\(c\)){0,4}(?:(?:19|20)\d\d|npr|the |by )|©")
_SHOUTED = re.compile(r"(?:[A-Z][A-Z0-9’'-]{0,20}[,.!:]? ){2,12}(?=[A-Z][a-z]|[“\"])")
_SENTENCE_BEFORE = re.compile(r"[a-z]{3}[.?!]\s?[A-Z]")
_QUOTED = re.compile('[“”"«»]')


@dataclass(frozen=True)
class Furniture:
    """A stretch of a text that is not part of the story, and what it is: "byline", "caption", "advertisement" ..."""

    start: int
    end: int
    kind: str


def find_furniture(text: str, paragraphs: Sequence[tuple[int, int]], article: Article) -> tuple[Furniture, ...]:
    """Return what of a text is not part of the story, in order and without overlaps.

    paragraphs: as ``paragraph_spans`` returns them.  Whole lines are marked, and within the lines of the story datelines, stage directions,
    reference marks and credits.  A headline is never marked; nothing is where no word of a story would be left.
    """
    lines = list(_lines(text, paragraphs, article))
    found: list[Furniture] = []
    before: str | None = None
    for line in lines:
        after = lines[line.number + 1] if line.from_end else None
        dated = before or (after and not line.first and date_line(after, None))
        kind = None if line.headline else _kind(line, dated or None)
        found += [Furniture(line.start, line.end, kind)] if kind else ()
        before = kind
    found = _with_rest_of_blocks(lines, _with_writers(lines, found))
    whole = {one.start for one in found}
    rest = [line for line in lines if line.start not in whole]
    if not any(any(sign.isalpha() for sign in line.text) for line in rest if not line.headline):
        return ()
    found += [part for line in rest for part in _parts(line)]
    found += _dateline([line for line in rest if not line.headline])
    return tuple(sorted(found, key=lambda one: one.start))


def without(text: str, furniture: Iterable[Furniture]) -> str:
    """Return a text of the same length with spaces where furniture stands."""
    parts, at = [], 0
    for one in furniture:
        parts += [text[at : one.start], re.sub(r"[^\n]", " ", text[one.start : one.end])]
        at = one.end
    return "".join([*parts, text[at:]])


def touches(furniture: Sequence[Furniture], start: int, end: int) -> bool:
    """Say whether ``text[start:end]`` shares a character with furniture, which is in order."""
    at = bisect_right(furniture, start, key=lambda one: one.end)
    return at < len(furniture) and furniture[at].start < end


# ---- whole lines ------------------------------------------------------------------------------------------------------


def _lines(text: str, paragraphs: Sequence[tuple[int, int]], article: Article) -> Iterator[Line]:
    """Yield what may be furniture as a whole: paragraphs, or the lines of one that a margin has wrapped where one of them is short."""
    spans = [span for paragraph in paragraphs for span in _units(text, *paragraph)]
    names = tuple(names_in(article.author or ""))
    for number, (start, end) in enumerate(spans):
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        yield Line(start, text[start:end].rstrip(), number, len(spans) - number - 1, article.headline and number == 0, names)


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut the lines off a wrapped paragraph that are short enough to be no part of it, at its head and at its foot."""
    spans = [match.span() for match in re.finditer(r"[^\n]+", text[start:end])]
    longest = max((b - a for a, b in spans), default=0)
    inner = [at for at, (a, b) in enumerate(spans) if b - a > 0.6 * longest or len(spans) == 1]
    first, last = (inner[0], inner[-1]) if inner else (0, -1)
    yield from ((start + a, start + b) for a, b in spans[:first])
    if inner:
        yield start + spans[first][0], start + spans[last][1]
    yield from ((start + a, start + b) for a, b in spans[last + 1 :] if inner)


def _kind(line: Line, before: str | None) -> str | None:
    """Return what a line is that is not part of the story; None for one of the story.  before: what the line before it is."""
    if _is_separator(line.text):
        return SEPARATOR
    words = plain(_BULLET.sub("", line.text, count=1))
    if not words:
        return None
    if kind := _whole(line, words):
        return kind
    for ask in (_counted, _share, _agency, _bracketed, _after_label, _caption, _contact):
        if kind := ask(line, words):
            return kind
    return byline(line, before) or date_line(line, before) or _beginning(line, words) or _note(line, words)


def _whole(line: Line, words: str) -> str | None:
    """Read a line that is on the list as it stands; "Listen." with a stop is a sentence."""
    listed = word_values("furniture", "whole line")
    if words.startswith("end ") and date_line(replace(line, text=line.text[4:], number=0), None):
        return "end mark"
    kind = listed.get(words) or listed.get(words.rstrip(" .!:…")) or listed.get(plain(line.text))
    if words.endswith(".") and line.words < 2 and kind in ("share line", "paywall", "link"):
        return None
    return kind if not line.first or kind == "advertisement" else None


def _is_separator(text: str) -> bool:
    return not (set(text) - _SIGNS)


def _counted(line: Line, words: str) -> str | None:
    if _READING.fullmatch(words):
        return "reading time"
    return "comments" if _COUNTED.fullmatch(words) else None


def _share(line: Line, words: str) -> str | None:
    """Read "Share Facebook Twitter Email"."""
    parts = re.findall(r"[\w-]+", words)
    listed = word_list("furniture", "share")
    return "share line" if len(parts) > 1 and all(part in listed for part in parts) and not line.first and len(set(parts)) > 1 else None


def _agency(line: Line, words: str) -> str | None:
    """Read "AFP", "(Reuters)", "© AFP 2024", "Source: Reuters"."""
    bare = line.text.strip("()[]-–—.©* ").removeprefix("Source: ")
    parts = [part for part in re.split(r"(?<!\s)\s*(?:/|,|;|\band\b|&|\d{4})\s*", bare) if part]
    return AGENCY if parts and len(parts) < 4 and all(part in word_list("furniture", "agency") for part in parts) and not line.first else None


def _bracketed(line: Line, words: str) -> str | None:
    """Read a line in brackets: a stage direction, a credit, "(Reporting by ...)"."""
    if not _BRACKETED_LINE.fullmatch(line.text):
        return None
    inside = line.text.strip("()[]. ")
    if is_stage(inside):
        return STAGE
    return CAPTION if is_credit(inside) else _beginning(line, words)


def _after_label(line: Line, words: str) -> str | None:
    """Read "Also read: ...", "Photo: ...", "Correction: ...", and "LENGTH: ..." of a database."""
    label = _LABEL.match(line.text, _BULLET.match(line.text).end())  # type: ignore[union-attr]
    if label is None or line.first or _QUOTED.match(line.text):
        return None
    rest, name = line.text[label.end() :], plain(label[1])
    if label[1] in word_list("furniture", "field") and not line.text.endswith(("!", "?")):
        return "database field"
    kind = word_values("furniture", "before a colon").get(name)
    if kind in ("link", "share line") and (rest.rstrip().endswith(".") or line.words > _LONGEST):
        return None
    if kind in ("byline", "date"):
        names = kind == "byline" and len(rest.split()) <= 14 and names_in(rest, loose=True)
        return kind if names or (kind == "date" and date_line(line, "date")) else None
    if kind == "update note" and not tells_of_the_text(words):
        return None
    return None if kind == CONTACT and not (_ADDRESS.search(rest) or len(rest.split()) < 6) else kind


def _caption(line: Line, words: str) -> str | None:
    """Read a caption by the credit at its end: "A boat off Norway. Photo: Anna Lind/Reuters"."""
    end = _CREDIT_AT_END.search(line.text, max(0, len(line.text) - 90))
    if end is None and line.text.endswith((")", "]")):
        brackets = list(BRACKETS.finditer(line.text, max(0, len(line.text) - 130)))
        return CAPTION if brackets and brackets[-1].end() == len(line.text) and is_credit(brackets[-1][1]) else None
    if line.text.startswith(_PHOTO_AGENCIES) and not _is_sentence(line.text):
        return CAPTION
    short = line.words <= _LONGEST and not ("\n" in line.text and _QUOTED.search(line.text))
    return CAPTION if end and not line.first and short else None


def _contact(line: Line, words: str) -> str | None:
    """Read a line that is an address, or little beside one, and a reference at the foot of a text: "[1] www. ..."."""
    if _NOTE.match(line.text):
        return "reference"
    address = _EMAIL.search(line.text) or _HANDLE.fullmatch(line.text.split()[-1]) or _WEB.fullmatch(line.text)
    if address is None or _QUOTED.search(line.text):
        return None
    return CONTACT if line.words <= (25 if line.from_end < _AT_EDGE and _EMAIL.search(line.text) else 5) and not line.first else None


def _beginning(line: Line, words: str) -> str | None:
    """Read a line by its first words: "Sign up for ...", "This article was updated ...", "Subscribe to continue ..."."""
    if _COPYRIGHT.match(words) and line.words <= _LONGEST:
        return "copyright"
    if line.first:
        return None
    kind = listed_beginning(words) if not _goes_on_as_story(line) else None
    if kind == "contributor note":
        return kind if line.from_end < _AT_EDGE else None
    if kind == "update note" and "note" in words[:20] and not tells_of_the_text(words):
        return None  # what an editor tells the reader of the story
    inner = words.strip("“”\"'‘’")
    if kind in ("link", "sign-up", "follow line", CONTACT, "paywall") and (_QUOTED.search(line.text) and inner != words):
        return None
    return kind if line.words <= (_LONGEST_NOTE if kind in ("update note", CREDITS) else _LONGEST) else None


def _goes_on_as_story(line: Line) -> bool:
    """Say whether only the head of a line is furniture: words in brackets or in capitals with a sentence glued to them."""
    head = BRACKETS.match(line.text) or _SHOUTED.match(line.text)
    return head is not None and head.end() < len(line.text.rstrip(" .;"))


def _note(line: Line, words: str) -> str | None:
    """Read "The Associated Press contributed to this report" and what is told of the writer at the foot of a text."""
    if line.from_end < _AT_EDGE and is_contributor_note(line, ()):
        return "contributor note"
    told = 2 < line.words <= _LONGEST and words.endswith(
        tuple(f"{end}{stop}" for end in word_list("furniture", "ends a note") for stop in ("", ".", ".)"))
    )
    return AGENCY if told and not _QUOTED.search(line.text) and not _SENTENCE_BEFORE.search(line.text) else None


def _with_writers(lines: Sequence[Line], found: list[Furniture]) -> list[Furniture]:
    """Add the notes at the foot of a text that tell of whoever a byline names: "Kari Holm is a columnist."."""
    known = {one.start for one in found}
    bylines = {one.start for one in found if one.kind == CREDITS}
    writers = [name for line in lines if line.start in bylines for name in names_in(line.text, loose=True)]
    writers += lines[0].authors if lines else ()
    at_foot = (line for line in lines if line.from_end < _AT_EDGE and not line.first and line.start not in known)
    return [*found, *(Furniture(line.start, line.end, "contributor note") for line in at_foot if is_contributor_note(line, writers))]


def _with_rest_of_blocks(lines: Sequence[Line], found: list[Furniture]) -> list[Furniture]:
    """Add what follows a heading of links or of an address down to the end of the text, where no line of it is a sentence."""
    kinds = {one.start: one.kind for one in found}
    at = len(lines)
    while at > 0 and (lines[at - 1].start in kinds or not _is_sentence(lines[at - 1].text)):
        at -= 1
    heading = None
    for line in lines[max(at, 1) :]:
        if line.start not in kinds and heading is not None:
            found = [*found, Furniture(line.start, line.end, heading)]
        elif kinds.get(line.start) in ("link", CONTACT, "tags") and (line.words <= 8):
            heading = kinds[line.start]
    return found


def _is_sentence(text: str) -> bool:
    return text.rstrip("”\"’')").endswith((".", "?", "!", "…")) or len(text.split()) > _LONGEST_TITLE


# ---- parts of a line ---------------------------------------------------------------------------------------------------


def _parts(line: Line) -> Iterator[Furniture]:
    """Yield what stands within a line of the story: reference marks, stage directions, credits, and an agency at its end."""
    for mark in _REFERENCE.finditer(line.text):
        yield Furniture(line.start + mark.start(), line.start + mark.end(), REFERENCE)
    if head := _head(line):
        yield head
    last = head.end - line.start if head else 0
    for found in BRACKETS.finditer(line.text):
        if found.start() < last:
            continue
        kind = STAGE if is_stage(found[1]) else None
        if kind is None and found.end() == len(line.text.rstrip(".")) and _ENDED.search(line.text[max(0, found.start() - 8) : found.start()]):
            kind = _at_end(found)
        if kind:
            yield Furniture(line.start + found.start(), line.start + found.end(), kind)
            last = found.end()
    tail = line.text.rsplit(None, 1)[-1].strip("-–—/.")
    begin = len(line.text) - len(line.text.rsplit(None, 1)[-1])
    if tail in word_list("furniture", "agency") and tail.isupper() and last < begin and _ENDED.search(line.text[max(0, begin - 8) : begin]):
        yield Furniture(line.start + begin, line.end, AGENCY)


def _head(line: Line) -> Furniture | None:
    """Return what is glued to the head of a sentence: "(AP Photo/Anna Lind) The boat ...", "SIGN UP FOR OUR NEWSLETTER The boat ..."."""
    bracket = BRACKETS.match(line.text)
    if bracket is not None:
        kind = CAPTION if is_credit(bracket[1]) else listed_beginning(plain(bracket[0])) if len(bracket[1].split()) > 2 else None
        return Furniture(line.start, line.start + bracket.end(), kind) if kind else None
    shouted = _SHOUTED.match(line.text)
    kind = listed_beginning(plain(shouted[0])) if shouted else None
    return Furniture(line.start, line.start + shouted.end(), kind) if shouted and kind else None


def _at_end(found: re.Match[str]) -> str | None:
    """Return what words in brackets after the last sentence of a paragraph are: an agency, a credit, "(Reporting by ...)"."""
    if found[1] in word_list("furniture", "agency"):
        return AGENCY
    words = plain(found[0])
    return listed_beginning(words) or ("end mark" if words in ("(ends)", "(end)") else None)


def _dateline(lines: Sequence[Line]) -> list[Furniture]:
    """Return the datelines at the heads of paragraphs; one of a town alone only where no other paragraph has such a head."""
    found = [(line, told) for line in lines if (told := dateline(line.text))]
    bare = [line for line, (_, sure) in found if not sure]
    return [Furniture(line.start, line.start + end, DATELINE) for line, (end, sure) in found if sure or (len(bare) == 1 and line in lines[:3])]
