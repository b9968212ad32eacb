"""The source of a rich text file: read once, piece by piece, and written anew with its words only, so that a library can turn it into characters."""

from __future__ import annotations

import codecs
import re

from analysis.reading.blocks import PAGE_BREAK, Length
from analysis.reading.draft import problem
from analysis.reading.rtf_groups import Group, Story
from analysis.reading.rtf_tables import DOCUMENT, OUTLINE, Tables, character, is_utf8

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?\d{1,12})?\d* ?|\\'([0-9a-fA-F]{2})|\\(\r\n|[^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\")
_MOST_TOKENS = 1_000_000
"""Control words and braces; 50,000 words in the worst of Word's rich text have half of them."""
END, JOIN, PART, CAPITAL = "\x1e", "\x0b", "\x1d", "\x1c"
_END_SOURCE, _JOIN_SOURCE, PART_SOURCE, _CAPITAL_SOURCE, _PAGE_SOURCE = (f"\\u{ord(each)} " for each in (END, JOIN, PART, CAPITAL, PAGE_BREAK))
"""Stand for the end of a paragraph, of one whose mark is deleted or hidden, of a part, of a drop capital and of a page, until striprtf has run."""
_ENDS = {"par", "sect", "cell", "nestcell", "row", "nestrow"}
_PAGES = {"page", "column"}
_CHARACTERS = {"emdash", "endash", "emspace", "enspace", "qmspace", "bullet", "lquote", "rquote", "ldblquote", "rdblquote", "tab", "line"}
_UNICODE = {"zwj": "\u200d", "zwnj": "\u200c"}
_SKIPPED = {
    "colortbl", "pict", "nonshppict", "sp", "shprslt", "fldinst", "xe", "tc", "rxe", "txe", "pntext", "listtext", "nonesttables", "private",
    "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "mmathPict", "falt", "panose", "fname", "template", "nextfile", "bkmkstart",
    "bkmkend",
}  # fmt: skip
_PASSED = {"shpinst", "do", "moMath", "shpgrp"}
"""Groups marked as "skip what you do not know" that hold words of the story."""
_ASIDE = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), "header or footer"),
    "footnote": "footnote", "annotation": "comment", "shptxt": "text box", "dptxbxtext": "text box",
}  # fmt: skip
INFO = ("title", "author")
_FOLLOWED = {"ftnalt", "v", "deleted", "mvf", "plain", "pard", "s", "outlinelevel", "dropcapli", "f", "uc", "deff", *DOCUMENT, *_ENDS, *_PAGES}
_CONTROLS = {**dict.fromkeys([*range(0x20), 0x7F]), 0x09: "\\tab "}


class Source:
    """The source of one file, read once from its beginning to its end."""

    def __init__(self, data: bytes, name: str) -> None:
        tokens = data.count(b"\\") + data.count(b"{") + data.count(b"}")
        if tokens > _MOST_TOKENS:
            many = f"is too long: it holds {tokens:,} control words and braces, more than any article has"
            raise problem(name, many, "cut the article out and save it as a file of its own")
        self._text, self._length = data.removeprefix(codecs.BOM_UTF8).decode("latin-1"), Length(name)
        self._unicode = not data.isascii() and is_utf8(data)
        self.body = Story("body")
        self.aside: list[tuple[str, str]] = []  # what is left out: kind and clean source
        self.info: dict[str, Story] = {}
        self.objects: dict[str, int] = {}
        self.cut_off = False
        self.tables = Tables()
        self._group = Group(self.body)
        self._first, self._starred = False, False  # at the first word of a group; after \*
        self._to_skip = 0
        self._bytes: tuple[list[str], str | None, list[str]] | None = None  # characters of a code page that stand together
        self._run: tuple[str, list[str]] | None = None  # deleted or hidden words that stand together

    def read(self) -> None:
        """Read the tokens; raises ArticleError where there are too many words."""
        text, position = self._text, 0
        stack: list[Group] = []
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:  # nothing is left that is none of these
                break
            position = match.end()
            word, number, byte, sign, brace, words = match.groups()
            if brace == "{":
                stack.append(self._group)
                self._group = self._group.inside()
                self._first, self._starred, self._to_skip = True, False, 0
            elif brace:
                self._to_skip = 0
                self._leave(stack)
                if not stack:
                    break
            elif word == "bin":
                position += max(0, int(number or 0))
            elif word:
                self._word(word, number)
            elif sign == "*":
                self._starred = True
            elif words or byte or sign:
                self._first = self._starred = False
                self._shown(words, byte, sign)
        self.cut_off = bool(stack)
        while stack:
            self._leave(stack)
        self._stop_run()
        self._end_paragraph(self.body)

    def _leave(self, stack: list[Group]) -> None:
        """End a group; the settings of the one around it hold again."""
        ended = self._group
        if stack:
            self._group = stack.pop()
        if ended.opened and ended.to is not None:
            self._close(ended.to)

    # words of control

    def _word(self, word: str, number: str | None) -> None:
        """Follow one control word."""
        group, first, starred = self._group, self._first, self._starred
        self._first = self._starred = False
        if (first or word in _ASIDE or word in _SKIPPED) and self._begins(word, starred):
            return
        if group.part == "fonttbl":
            self.tables.of_font(word, number or "0")
        elif group.part == "stylesheet":
            group.style = self.tables.of_style(group.style, word, number or "0")
        elif word == "u":
            self._put(character(int(number or 0)))
            self._to_skip = group.skip
        elif word in _CHARACTERS or word in _UNICODE:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._put(f"\\{word} " if word in _CHARACTERS else f"\\u{ord(_UNICODE[word])} ")
        else:
            self._to_skip = 0
            if word in _FOLLOWED:
                self._setting(word, number, number != "0")

    def _setting(self, word: str, number: str | None, on: bool) -> None:
        """Follow a control word that is no character: the end of a paragraph, or what holds from here on."""
        group = self._group
        if word in _ENDS or word in _PAGES:
            self._break(word)
        elif word == "ftnalt" and group.opened and group.to and group.to.kind == "footnote":
            group.to.kind = "endnote"
        elif word == "v":
            group.hidden = on
        elif word == "deleted":
            group.deleted = on
        elif word == "mvf":
            group.moved = on
        elif word == "plain":
            group.hidden = group.deleted = group.moved = False
            group.font = self.tables.usual_font
        elif word == "pard":
            group.style, group.capital = "0", False
        elif word == "dropcapli":
            group.capital = number not in (None, "0")
        elif word == "s":
            group.style = number or "0"
        elif word == "outlinelevel":
            group.style = OUTLINE if number == "0" else group.style
        elif word == "f":
            group.font = number
        elif word == "uc":
            group.skip = max(0, int(number or 1))
        elif word == "deff":
            group.font = self.tables.usual_font = number
        else:
            self.tables.of_document(word, number or "")

    def _begins(self, word: str, starred: bool) -> bool:
        """Say whether a word at the beginning of a group says what the group is; set where its words go."""
        group = self._group
        if word in ("fonttbl", "stylesheet", "info"):
            group.part, group.to = word, None
        elif group.part == "info" and word in INFO:
            self._open(word)
            self.info[word] = group.to or Story(word)
        elif group.part:
            return False
        elif word in _ASIDE:
            in_box = group.to is not None and group.to.kind == "text box"
            if group.to is None or (group.why and _ASIDE[word] != "text box"):
                group.to = None
            elif not (in_box and _ASIDE[word] == "text box"):
                self._open(_ASIDE[word])
        elif word == "upr":
            group.outer, group.to = group.to, None
        elif word == "ud":
            group.to = group.outer
        elif word == "object":
            if group.to is not None and group.why is None:
                self.objects["embedded object"] = self.objects.get("embedded object", 0) + 1
        elif word in _SKIPPED or (starred and word not in _PASSED):
            group.to = None
        else:
            return False
        return True

    def _open(self, kind: str) -> None:
        self._group.to, self._group.opened, self._group.style = Story(kind), True, "0"
        if kind != "text box":
            self._group.hidden = self._group.deleted = self._group.moved = False

    def _close(self, story: Story) -> None:
        """End a story that a group began: a text box hangs on the paragraph around it, the rest is left out."""
        self._stop_run()
        if story.kind == "text box":
            self._end_paragraph(story)
            if self._group.to is not None:
                self._group.to.boxes.append(story)
        elif story.kind not in INFO:
            self.aside.append((story.kind, "".join(story.source)))

    # characters

    def _shown(self, words: str | None, byte: str | None, sign: str | None) -> None:
        """Take characters where they belong, but not those that only stand in for one in Unicode."""
        if sign in ("\n", "\r", "\r\n"):
            self._to_skip = 0
            self._break("par")
            return
        if self._to_skip:
            taken = min(self._to_skip, len(words)) if words else 1
            self._to_skip -= taken
            words = words[taken:] if words else None
            byte = sign = None
        if self._group.part == "stylesheet":
            self.tables.name_style(self._group.style, words or "")
        elif byte:
            self._put_byte(byte)
        elif sign:
            self._put(f"\\{sign}" if sign in "~-_\\{}" else "")
        elif words and words.isascii():
            self._put(words.translate(_CONTROLS))
        elif words and self._unicode:
            plain = words.encode("latin-1").decode("utf-8", "replace").translate(_CONTROLS)
            self._put("".join(each if each.isascii() else f"\\u{ord(each)} " for each in plain))
        else:
            for each in words or "":
                if each.isascii():
                    self._put(each.translate(_CONTROLS))
                else:
                    self._put_byte(f"{ord(each):02x}")

    def _target(self) -> list[str] | None:
        """Return the list that words go to: the story's, that of the deleted or hidden words that stand together, or none."""
        group = self._group
        if group.to is None:
            return None
        why = group.why
        if why is None:
            if self._run is not None:
                self._stop_run()
            return group.to.source
        if self._run is None or self._run[0] != why:
            self._stop_run()
            self._run = (why, [])
        return self._run[1]

    def _put(self, source: str) -> None:
        target = self._target() if source else None
        if target is not None:
            self._stop_bytes()
            target.append(source)

    def _put_byte(self, byte: str) -> None:
        """Keep a byte of a code page together with those beside it: some letters are two."""
        target, font = self._target(), self._group.font
        if target is None:
            return
        if self._bytes is None or self._bytes[0] is not target or self._bytes[1] != font:
            self._stop_bytes()
            self._bytes = (target, font, [])
        self._bytes[2].append(f"\\'{byte}")

    def _stop_bytes(self) -> None:
        if self._bytes is not None:
            target, font, found = self._bytes
            self._bytes = None
            target.append(f"{{{self.tables.in_font(font)}{''.join(found)}}}")

    def _stop_run(self) -> None:
        self._stop_bytes()
        if self._run is not None:
            self.aside.append((self._run[0], "".join(self._run[1])))
            self._run = None

    # paragraphs

    def _break(self, word: str) -> None:
        """End a paragraph, or note a page that ends in it.  A mark that is deleted or hidden ends none."""
        story = self._group.to
        if story is None:
            return
        self._stop_bytes()
        if self._group.why and word not in ("cell", "nestcell", "row", "nestrow"):
            story.source.append(_JOIN_SOURCE)
            if self._run is not None:
                self._run[1].append(" ")
        elif word in _PAGES:
            story.source.append(_PAGE_SOURCE)
        elif self._group.capital and word == "par":
            story.source.append(_CAPITAL_SOURCE)
        else:
            self._end_paragraph(story)

    def _end_paragraph(self, story: Story) -> None:
        """End a paragraph and put the text boxes that hang on it behind it."""
        self._stop_bytes()
        self._length.add("".join(story.source[story.ended :]))
        story.source.append(_END_SOURCE)
        story.headlines.append(self.tables.is_headline(self._group.style))
        for box in story.boxes:
            story.source += box.source
            story.headlines += [False] * len(box.headlines)
        story.boxes, story.ended = [], len(story.source)
