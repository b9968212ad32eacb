"""Word documents, read by walking through their XML: the text as Word shows it with all changes accepted.

Kept: inserted and moved text once, the words in content controls, smart tags, hyperlinks, fields (what they show, not their codes), tables in the
order of their rows, and text boxes, each once, after the paragraph they hang on.  Left out and counted: deleted and hidden words, comments,
footnotes, headers and footers, placeholders, what is no text.  Numbers that Word itself puts before the items of a list are not in the text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from analysis.reading.blocks import PAGE_BREAK, Leaving, Length, author_said, gap, paragraph, title_among, title_said
from analysis.reading.draft import COPY, ArticleError, Draft, problem
from analysis.reading.word_package import WORD, Package, Styles, child, switched_on, value

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_VML = "{urn:schemas-microsoft-com:vml}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWN = ("http://schemas.openxmlformats.org/drawingml/2006", "http://purl.oclc.org/ooxml/drawingml")
_MATHS = ("http://schemas.openxmlformats.org/officeDocument/2006/math", "http://purl.oclc.org/ooxml/officeDocument/math")
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_SKIPPED = (
    "pPr", "rPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "rubyPr", "rt",
    "instrText", "delInstrText", "background", "ffData",
)  # fmt: skip
_PICTURES = {"chart": "chart", "relIds": "diagram", "OLEObject": "embedded object"}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapf", "dingbats", "marlett")
_IN_SYMBOL = {0xB7: "•", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xB0: "°", 0xB1: "±", 0xB4: "×", 0xA3: "≤", 0xB3: "≥"}


class Block(NamedTuple):
    """A paragraph: its text, and whether its style is that of a headline."""

    text: str
    headline: bool


def from_docx(data: bytes, name: str) -> Draft:
    r"""Read a Word document: its text, its title and author where they are set, and what it holds besides.

    In the text a blank line parts paragraphs (also cells of tables and text boxes), and "\n" stands where the author broke a line inside a
    paragraph.  The title is the paragraph at the top whose style is Title or Heading 1, else the title among the properties.
    Raises ArticleError, naming the file, for a damaged or locked file, one without text, and one that is too long.
    """
    try:
        walk = _Walk(Package(data, name), name)
        blocks = walk.read()
        title, author = title_said(walk.package.property("title")), author_said(walk.package.property("creator"))
    except ArticleError:
        raise
    except Exception as error:  # a damaged archive fails in zipfile or lxml, each with errors of its own
        wrong = "cannot be read as a Word document (damaged, locked or another kind of file)"
        raise problem(name, wrong, "open it in a word processor and save it again as .docx or .txt") from error
    if not blocks:
        left = f"; left out: {walk.leaving}" if str(walk.leaving) else ""
        raise problem(name, f"holds no text (only pictures?{left})", COPY)
    draft = Draft("\n\n".join(block.text for block in blocks), name, title, author=author, left_out=walk.leaving.found())
    draft.title = title_among(blocks) or draft.title
    if walk.imported:
        draft.warnings.append(f"parts: the file takes in {walk.imported} other file(s), whose words are not read; open it and save it again as .docx")
    return draft


@dataclass
class _Story:
    """How far the reading of the body, or of one text box, has come."""

    blocks: list[Block] = field(default_factory=list)
    carried: list[str] = field(default_factory=list)
    """Paragraphs that run on into the next."""
    waiting: list[Block] = field(default_factory=list)
    """Text boxes that hang on them."""
    headline: bool = False
    """One of them is a headline."""
    after_capital: bool = False
    """The last of them is a drop capital."""
    fields: list[bool] = field(default_factory=list)
    """For each open field: are we among its codes, not where it shows its words?"""
    in_codes: int = 0
    """The number of those where we are."""
    codes: list[str] = field(default_factory=list)
    """Words met among the codes."""
    own_mark: bool = False
    """The words of this run are the mark of a footnote."""


class _Walk:
    """One walk through a document; ``leaving`` counts what is left out."""

    def __init__(self, package: Package, name: str) -> None:
        self.package, self.leaving, self._length = package, Leaving(), Length(name)
        self._at = _Story()
        self.imported = 0
        self._styles = Styles(next(iter(package.parts("styles")), None))
        self._style: str | None = None  # of the paragraph
        self._line: list[str] = []  # the paragraph so far
        self._boxes: list[Block] = []  # text boxes that hang on it
        self._why: str | None = None  # why words are left out here
        self._met = 0  # pieces of text and things left out
        self._notes: dict[str, dict[str | None, Any]] = {}  # footnotes and endnotes by their ids
        self._do = self._handlers()

    def _handlers(self) -> dict[str, Callable[[Any], None]]:
        """Say which method reads which element; the rest is passed through."""
        word: dict[str, Callable[[Any], None]] = {
            "p": self._paragraph, "r": self._run, "t": self._text, "delText": self._deleted_text, "sym": self._symbol, "br": self._break,
            "del": self._deleted, "moveFrom": self._moved, "sdt": self._control, "tbl": self._table, "tr": self._row, "tc": self._cell,
            "txbxContent": self._box, "fldChar": self._field, "footnoteReference": self._footnote, "endnoteReference": self._endnote,
            "altChunk": self._import, "subDoc": self._import, **dict.fromkeys(_SIGNS, self._sign), **dict.fromkeys(_SKIPPED, lambda _: None),
        }  # fmt: skip
        do = {f"{{{space}}}{name}": handler for space in WORD for name, handler in word.items()}
        do |= {f"{{{space}}}{name}": handler for space in _MATHS for name, handler in (("r", self._run), ("t", self._text))}
        do |= {f"{{{space}/{kind}}}{name}": self._picture for space in _DRAWN for kind, name in (("chart", "chart"), ("diagram", "relIds"))}
        return do | {f"{_CHOICE}AlternateContent": self._alternatives, f"{_VML}textpath": self._word_art, f"{_OFFICE}OLEObject": self._picture}

    def read(self) -> list[Block]:
        """Walk through the body, count comments, headers and footers, and return the paragraphs."""
        root = self.package.tree(self.package.main)
        body = child(root, "body")
        if body is None:
            raise ValueError("no document")
        self._visit(body)
        self._flush()
        for part in self.package.parts("comments"):
            for comment in part:
                self.leaving.note("comment", _words(comment))
        for part in self.package.parts("header", "footer"):
            self.leaving.note("header or footer", _words(part))
        return self._at.blocks

    def _visit(self, element: Any) -> None:
        """Read what is inside an element, in order."""
        for each in element:
            handler = self._do.get(each.tag)
            if handler is None:
                self._visit(each)
            else:
                handler(each)

    def _apart(self, why: str | None, element: Any) -> None:
        """Read what is inside an element, leaving its words out where there is a reason; the outer reason stands."""
        before = self._why
        self._why = before or why
        self._visit(element)
        self._why = before

    # words

    def _text(self, element: Any) -> None:
        self._add((element.text or "").replace("\n", " ").replace("\r", ""))

    def _add(self, words: str) -> None:
        if words and not self._at.own_mark:
            self._met += 1
            (self._at.codes if self._at.in_codes else self._line).append(words)

    def _sign(self, element: Any) -> None:
        self._add(_SIGNS[element.tag.rpartition("}")[2]])

    def _break(self, element: Any) -> None:
        self._add(PAGE_BREAK if value(element, "type") in ("page", "column") else "\n")

    def _symbol(self, element: Any) -> None:
        """Add a sign from a font of its own: Word numbers those from F000."""
        try:
            code = int(value(element, "char") or "", 16)
        except ValueError:
            return
        in_symbols = (value(element, "font") or "").casefold().startswith(_SYMBOL_FONTS)
        if 0xF000 <= code <= 0xF0FF and not in_symbols:
            code -= 0xF000
        known = _IN_SYMBOL.get(code & 0xFF) if in_symbols and (value(element, "font") or "").casefold() == "symbol" else None
        if known or 0x20 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            self._add(known or chr(code))

    def _deleted_text(self, element: Any) -> None:
        self.leaving.note("deleted run", element.text or "") if self._why is None else self._text(element)

    # runs and what is around them

    def _run(self, run: Any) -> None:
        """Read a run; where it is deleted or hidden its words are counted instead."""
        why, start, codes = self._why, len(self._line), len(self._at.codes)
        properties = child(run, "rPr")
        direct = switched_on(child(properties, "vanish"))
        if why is None and (self._styles.hides(self._style, value(child(properties, "rStyle"))) if direct is None else direct):
            self._why = "hidden run"
        self._visit(run)
        self._at.own_mark = False
        if self._why is not None:
            self._met += 1
            self.leaving.note(self._why, "".join(self._line[start:]))
            del self._line[start:], self._at.codes[codes:]
        self._why = why

    def _deleted(self, element: Any) -> None:
        self._apart("deleted run", element)

    def _moved(self, element: Any) -> None:
        self._apart("moved run", element)

    def _control(self, element: Any) -> None:
        """Read a content control: its words, but neither a placeholder nor a table of contents that Word made."""
        properties = child(element, "sdtPr")
        gallery = value(child(properties, "docPartObj", "docPartGallery"))
        why = "placeholder" if switched_on(child(properties, "showingPlcHdr")) else "line of contents" if gallery == "Table of Contents" else None
        self._apart(why, element)

    def _field(self, element: Any) -> None:
        """Follow a field from its codes to the words it shows; fields may lie in each other."""
        kind = value(element, "fldCharType")
        if kind == "begin":
            self._at.fields.append(True)
            self._at.in_codes += 1
        elif kind in ("separate", "end") and self._at.fields:
            self._at.in_codes -= self._at.fields.pop()
            self._at.codes = []
            if kind == "separate":
                self._at.fields.append(False)

    def _alternatives(self, element: Any) -> None:
        """Read the first version of a drawing that has words; the others say the same for older programs."""
        for each in element:
            met = self._met
            if each.tag in (f"{_CHOICE}Choice", f"{_CHOICE}Fallback"):
                self._visit(each)
                if self._met > met:
                    return

    # paragraphs and what holds them

    def _paragraph(self, element: Any) -> None:
        """Read a paragraph and put it, and the text boxes that hang on it, behind the others."""
        if not len(element) and not self._at.carried:
            return
        outer = self._line, self._boxes, self._style
        self._line, self._boxes = [], []
        properties = child(element, "pPr")
        self._style = value(child(properties, "pStyle"))
        self._visit(element)
        if self._at.in_codes:  # a field that was begun and never shows anything is damage: its words count
            self._at.fields = [codes for codes in self._at.fields if not codes]
            self._at.in_codes = 0
            self._line += self._at.codes
        self._at.codes = []
        self._end(properties)
        self._line, self._boxes, self._style = outer

    def _end(self, properties: Any) -> None:
        """End a paragraph, or carry it over where it runs on: its mark is deleted or hidden, or it is the drop capital of the next."""
        text, mark = "".join(self._line), child(properties, "rPr")
        headline = self._styles.is_headline(self._style) or value(child(properties, "outlineLvl")) == "0"
        self._at.waiting += self._boxes
        capital = value(child(properties, "framePr"), "dropCap") in ("drop", "margin") and 0 < len(text.strip()) <= 3
        gone = mark is not None and (switched_on(child(mark, "vanish")) or child(mark, "del") is not None or child(mark, "moveFrom") is not None)
        if text and self._at.carried and not self._at.after_capital:
            self._at.carried.append(gap(self._at.carried[-1], text))
        if text:
            self._at.carried.append(text)
            self._at.headline = self._at.headline or headline
            self._at.after_capital = capital
        if not capital and not gone:
            self._flush()

    def _flush(self) -> None:
        """Put the paragraphs that run on behind the others as one, and their text boxes behind it."""
        at = self._at
        text = paragraph("".join(at.carried))
        if text:
            self._length.add(text)
            at.blocks.append(Block(text, at.headline))
        at.blocks += at.waiting
        at.carried, at.headline, at.waiting, at.after_capital = [], False, [], False

    def _table(self, element: Any) -> None:
        self._flush()
        self._visit(element)

    def _row(self, element: Any) -> None:
        properties = child(element, "trPr")
        deleted = child(properties, "del") is not None
        self._apart("deleted run" if deleted else "hidden run" if switched_on(child(properties, "hidden")) else None, element)

    def _cell(self, element: Any) -> None:
        """Read a cell; one that goes on the cell above or beside it shows no words of its own."""
        properties = child(element, "tcPr")
        merged = any(value(each) in (None, "continue") for name in ("vMerge", "hMerge") if (each := child(properties, name)) is not None)
        deleted = child(properties, "cellDel") is not None
        self._apart("deleted run" if deleted else "run in a merged cell" if merged else None, element)
        self._flush()

    def _box(self, element: Any) -> None:
        """Read a text box: paragraphs of its own, which come after the paragraph it hangs on."""
        outer, self._at = self._at, _Story()
        self._visit(element)
        self._flush()
        self._boxes += self._at.blocks
        self._at = outer

    # what is no text of the story

    def _word_art(self, element: Any) -> None:
        text = paragraph(element.get("string") or "")
        if text:
            self._met += 1
            self._boxes.append(Block(text, False)) if self._why is None else self.leaving.note(self._why, text)

    def _footnote(self, element: Any) -> None:
        self._note("footnote", element)

    def _endnote(self, element: Any) -> None:
        self._note("endnote", element)

    def _note(self, kind: str, element: Any) -> None:
        """Count a footnote where its mark stands; a mark the author chose goes with it."""
        self._at.own_mark = value(element, "customMarkFollows") in ("1", "true", "on")
        if self._why is None:
            if kind not in self._notes:
                self._notes[kind] = {value(each, "id"): each for part in self.package.parts(f"{kind}s") for each in part}
            found = self._notes[kind].get(value(element, "id"))
            self.leaving.note(kind, (_words(found) if found is not None else None) or None)

    def _picture(self, element: Any) -> None:
        if self._why is None:
            self._met += 1
            self.leaving.note(_PICTURES[element.tag.rpartition("}")[2]], None)

    def _import(self, _: Any) -> None:
        if self._why is None:
            self.imported += 1
            self.leaving.note("imported file", None)


def _words(element: Any) -> str:
    """Return the words of a footnote, a comment, a header: for telling what was left out."""
    ends = {f"{{{space}}}{name}": " " for space in WORD for name in ("p", "tab", "br", "cr")}
    texts = {f"{{{space}}}t" for space in WORD}
    return " ".join("".join((each.text or "") if each.tag in texts else ends.get(each.tag, "") for each in element.iter()).split())
