"""Which blocks of a page are the article.

trafilatura chooses; what it loses in the midst of the article comes back, and what asks the reader to act goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from analysis.lexicons import word_list
from analysis.reading.draft import COPY, LeftOut, problem
from analysis.reading.headline import compared
from analysis.reading.page_blocks import Block
from analysis.reading.quiet import quiet

_FIRST_MARK = 0x20000  # letters that no English page holds and that no program takes for a sign
_MARKS = 20_000
_MARK = re.compile(f"[{chr(_FIRST_MARK)}-{chr(_FIRST_MARK + _MARKS)}]")
_NOT_TAKEN = re.compile(f"{_MARK.pattern}|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # the latter are no letters to lxml
_WITHIN = (
    "span",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "small",
    "big",
    "font",
    "sub",
    "sup",
    "tt",
    "code",
    "kbd",
    "samp",
    "var",
    "dfn",
    "bdi",
    "bdo",
    "wbr",
    "cite",
) + ("q", "time", "label", "output", "data", "abbr", "acronym", "mark", "ins", "button", "meter", "ruby", "nobr")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$|[”»]$")
_SERVED = re.compile(r"[\w-]+")
_STAMP = re.compile(
    r"((last |first )?(published|updated|posted|modified)|on|at)?\s?:?\s?"
    r"((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,?\s)?"
    r"(\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}(st|nd|rd|th)? [a-z]{3,9}\.?,? \d{4}|[a-z]{3,9}\.? \d{1,2}(st|nd|rd|th)?,? \d{4}"
    r"|\d{1,2}[:.]\d\d\s?([ap]\.?m\.?)?)"
    r"[\s,|·–—-]{0,4}(at )?(\d{1,2}([:.]\d\d){0,2}\s?([ap]\.?m\.?)?)?\s?(\(?[a-z]{1,4}T\)?|UTC|Z|ET|local time)?\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s?([ap]\.?m\.?)?", re.IGNORECASE)
"""As a paragraph of its own, "6:05 p.m." heads a part of the story."""
_SHORT, _NOTICE = 40, 25
"""Words in a line that asks to read, sign up or pay."""
_MOST_PULLED = 50
_TOP, _BOTTOM = 25, 8
"""Blocks between the headline and the first paragraph (byline, day, buttons), and under the last one (a call to pay)."""
_MANY = 2_000
"""Blocks; of more, trafilatura's second opinion would take minutes (jusText looks from each paragraph for its neighbours)."""
PAY = "call to pay or log in"


def chosen(tree: Any, blocks: Sequence[Block], name: str, url: str | None) -> tuple[list[Block], list[LeftOut]]:
    """Return the blocks that are the article, in order, and what between them was left out.

    The tree is used up: it is handed to trafilatura with a mark before each block.  Raises ArticleError where there is no article.
    """
    if len(blocks) > _MARKS:
        raise problem(name, f"holds {len(blocks):,} paragraphs, too many for one article", COPY)
    kept = _kept_by_trafilatura(tree, blocks, name, url)
    if not kept:
        return [], []
    final, reasons = _repaired(blocks, kept)
    _without_pulled(blocks, final, reasons)
    return [blocks[index] for index in sorted(final)], _left_out(blocks, final, reasons)


# trafilatura


def _kept_by_trafilatura(tree: Any, blocks: Sequence[Block], name: str, url: str | None) -> set[int]:
    """Return the numbers of the blocks that trafilatura takes for the article."""
    import trafilatura

    _mark(tree, blocks)
    with quiet("trafilatura", "htmldate", "justext", "readability"):
        try:
            found: Any = trafilatura.bare_extraction(
                _prepared(tree), url=url, with_metadata=False, include_comments=False, include_tables=False, fast=len(blocks) > _MANY
            )
        except Exception as error:  # hostile pages reach corners of the HTML parser
            raise problem(name, f"cannot be read as a web page ({type(error).__name__})", COPY) from error
    text = (found.text or "") if found is not None else ""
    return {ord(letter) - _FIRST_MARK for letter in _MARK.findall(text)} & set(range(len(blocks)))


def _prepared(tree: Any) -> Any:
    """Return a copy of a page in which a figure around a quotation and a form around the page have other names: trafilatura drops them whole.

    The tags within a paragraph go, but for links: the words in <time> or <label> would go with theirs, and many tags in one paragraph take minutes.
    """
    from copy import deepcopy

    from lxml import etree

    page = deepcopy(tree)
    for element in list(page.iter("figure", "form", "footer", "figcaption", "button")):
        tag, parent = element.tag, element.getparent()
        quoting = tag == "figure" and element.find(".//blockquote") is not None
        if quoting or (tag == "form" and len(element.findall(".//p")) > 2):
            element.attrib.clear()
            element.tag = "div"
        elif (tag, parent.tag) in (("footer", "blockquote"), ("figcaption", "div")):
            element.tag = "p"
    etree.strip_tags(page, *_WITHIN)
    for element in page.iter():  # what stood around the tags becomes one text again
        element.text, element.tail = element.text, element.tail
    return page


def _mark(tree: Any, blocks: Sequence[Block]) -> None:
    """Put a letter of its own before each block, so that what comes back tells which block it is; such letters in the page become question marks."""
    for element in tree.iter():
        for where in ("text", "tail"):
            words = getattr(element, where)
            if words and _NOT_TAKEN.search(words):
                setattr(element, where, _NOT_TAKEN.sub("?", words))
    for index, block in enumerate(blocks):
        element, where = block.begins
        setattr(element, where, chr(_FIRST_MARK + index) + getattr(element, where))


# what it lost


def _repaired(blocks: Sequence[Block], kept: set[int]) -> tuple[set[int], dict[int, str]]:
    """Return the blocks that are the article, from those that trafilatura kept, and why others among them are not."""
    around, inside, first, last = _article_element(blocks, kept)
    first = next((index for index in range(first, max(first - _TOP, -1), -1) if blocks[index].holder.tag == "h1"), first)
    outer = {around, *around.iterancestors()}
    families = {blocks[index].holder.getparent() for index in kept} | {blocks[index].holder for index in kept}
    whole = around.tag not in ("body", "html")
    final: set[int] = set()
    reasons: dict[int, str] = {}
    for index, block in enumerate(blocks):
        beside = block.place.box is not None and block.place.box not in outer
        if why := _why_not(block):
            if first <= index <= last + _BOTTOM:
                reasons[index] = why
        elif index in kept:
            final.add(index)
        elif not beside and not block.place.table and (first < index < last or _near(block, families) or (whole and block.holder in inside)):
            if block.heading or _is_prose(block):
                final.add(index)
            elif first < index < last:
                reasons[index] = "line beside the text"
        elif first < index < last:
            reasons[index] = "box beside the text" if beside else "line beside the text"
    _drop_lone_headings(blocks, kept, final)
    return final, reasons


def _article_element(blocks: Sequence[Block], kept: set[int]) -> tuple[Any, set[Any], int, int]:
    """Return the smallest element that holds nine tenths of the words kept, all elements in it, and the first and last block kept in it."""
    sizes: dict[Any, int] = {}
    for index in kept:
        sizes[blocks[index].holder] = sizes.get(blocks[index].holder, 0) + len(blocks[index].text)
    total = sum(sizes.values())
    around = max(kept, key=lambda index: len(blocks[index].text))
    root = blocks[around].holder.getroottree().getroot()
    for element in reversed(list(root.iter())):  # children come before their parents
        if (size := sizes.get(element)) and (parent := element.getparent()) is not None:
            sizes[parent] = sizes.get(parent, 0) + size
    element = blocks[around].holder
    while sizes[element] < 0.9 * total:
        element = element.getparent()
    inside = set(element.iter())
    order = [index for index in sorted(kept) if blocks[index].holder in inside]
    return element, inside, order[0], order[-1]


def _near(block: Block, families: set[Any]) -> bool:
    """Say whether a block stands beside one that was kept, or is the heading of the group that one stands in."""
    parent = block.holder.getparent()
    if block.heading:
        return parent in families or (parent is not None and parent.tag in ("header", "hgroup", "div") and parent.getparent() in families)
    return parent in families and block.holder.tag in ("p", "blockquote")


def _is_prose(block: Block) -> bool:
    """Say whether a block reads like sentences of a story and not like a line of links."""
    if _is_linked(block):
        return False
    if block.place.quote is not None:
        return True
    words = len(block.text.split())
    if block.holder.tag == "p" and not compared(block.text):
        return True
    return words >= 12 or (words >= 2 and _ENDS.search(block.text) is not None) or (block.holder.tag == "li" and words >= 4)


def _drop_lone_headings(blocks: Sequence[Block], kept: set[int], final: set[int]) -> None:
    """Take the headings out again that came back and head nothing of the article: "Most read" above its links."""
    for index in sorted(final - kept, reverse=True):
        block = blocks[index]
        if not block.heading:
            continue
        heads = any(other in final for other in range(index + 1, index + 4))
        leads_away = block.holder.tag != "h1" and _is_linked(block) and index + 1 not in kept
        if leads_away or not heads:
            final.discard(index)


def _is_linked(block: Block) -> bool:
    """Say whether most of a block is a link."""
    return block.linked > 0.5 * len("".join(block.text.split()))


# what is no part of it


def _why_not(block: Block) -> str | None:
    """Say what kind of thing a block is that is never part of an article, or None."""
    line = compared(block.text)
    words = block.text.split()
    if not line:  # "* * *" parts the story as a paragraph; "|" stands between links
        return None if block.holder.tag == "p" and len(block.text) > 2 else "line of signs"
    if block.place.caption and block.place.quote is None:
        return "picture caption"
    if not _ENDS.search(block.text) and _names_writer(block, words):
        return "byline"
    if len(words) >= 2 and not block.heading and block.linked >= 0.95 * len("".join(words)):
        return "link to another page"
    if len(words) <= _NOTICE and _paywall().search(line):
        return PAY
    if len(words) <= _SHORT and block.place.quote is None and _is_call(block, line):
        return "call to read, sign up or share"
    timed = block.timed >= 0.8 * len("".join(words))
    clock = block.holder.tag == "p" and _CLOCK.fullmatch(block.text) is not None
    if len(words) <= 12 and (timed or (_STAMP.fullmatch(block.text) is not None and not clock)):
        return "date line"
    return None


def _names_writer(block: Block, words: list[str]) -> bool:
    """Say whether a line names the author, by its class, or only what the author is: "Environment correspondent"."""
    if block.heading or block.place.quote is not None:
        return False
    trade = len(words) <= 4 and words[-1].lower() in word_list("page_words", "writers")
    return trade or (block.place.byline and len(words) <= _SHORT)


def _is_call(block: Block, line: str) -> bool:
    """Say whether a line asks the reader to read, sign up, share: "Read more:", "Sign up for our newsletter"; not "Sign up, they were told"."""
    phrase = _begins(line, "calls")
    if phrase is None:
        return False
    if line == phrase or _is_linked(block):
        return True
    after = block.text.casefold().split(phrase.split()[-1], 1)[-1].lstrip()
    if after[:1] in tuple(":|–—-›»>→…"):
        return True
    return not word_list("page_words", "services").isdisjoint(_SERVED.findall(block.text.casefold()))


def _begins(line: str, kind: str) -> str | None:
    """Return the longest phrase of a list that a line begins with."""
    words = line.split()[:8]
    phrases = word_list("page_words", kind)
    return next((phrase for end in range(len(words), 0, -1) if (phrase := " ".join(words[:end])) in phrases), None)


@cache
def _paywall() -> re.Pattern[str]:
    """Return the phrases of those who let only subscribers read on."""
    return re.compile(rf"\b({'|'.join(sorted(compared(phrase) for phrase in word_list('page_words', 'paywall')))})\b")


def _without_pulled(blocks: Sequence[Block], final: set[int], reasons: dict[int, str]) -> None:
    """Take out the quotations that only repeat words of the text in large letters."""
    maybe = [index for index in sorted(final) if (place := blocks[index].place).quote is not None or place.pulled or place.box is not None]
    if not maybe:
        return
    texts = {index: compared(blocks[index].text) for index in final}
    for index in maybe[:_MOST_PULLED]:
        others = "\n".join(text for number, text in texts.items() if number != index)
        if len(texts[index].split()) >= 4 and texts[index] in others:
            group = [other for other in final if _same_quote(blocks[other], blocks[index]) and blocks[other].place.signed]
            for gone in [index, *group]:
                final.discard(gone)
                texts.pop(gone, None)
                reasons[gone] = "pull quote"


def _same_quote(one: Block, other: Block) -> bool:
    return other.place.quote is not None and one.place.quote is other.place.quote


def _left_out(blocks: Sequence[Block], final: set[int], reasons: dict[int, str]) -> list[LeftOut]:
    """Count what was left out among the blocks of the article, by kind."""
    examples: dict[str, list[str]] = {}
    for index in sorted(set(reasons) - final):
        examples.setdefault(reasons[index], []).append(blocks[index].text)
    return [LeftOut(kind, len(texts), texts[0][:200]) for kind, texts in examples.items()]
