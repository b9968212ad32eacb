"""What a page of a PDF draws: pieces of text with their places, in the order in which they are drawn.

pypdf reads the file, its fonts and its operators; the places are followed here, because its own text holds none and joins what stands side by side.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from analysis.reading.pdf_letters import Fonts, Letters
from analysis.reading.pdf_matrix import PLAIN, Matrix, matrix, times, turn, upright

SPACE = 0.15  # of the letters' size: a wider gap parts words
APART = 0.9  # a wider one without a space in it parts pieces
FAR = 2.5  # so does one as wide as this, spaces or not
MAX_FORMS = 500  # forms drawn on one page
MAX_DEPTH = 12  # forms within forms
SOFT_HYPHEN = "\u00ad"
_TEXT_OPERATORS = (b"Tj", b"TJ", b"Do", b"'", b'"')


@dataclass(slots=True)
class Piece:
    """Some letters on one line, drawn one after the other.

    x0, x1, y: where they begin and end and their baseline, in points, y upwards.  size: of the letters.  artifact: the file itself says that they
    are no part of the text (a header, a page number).  turn: 0 upright, 1 to 3 quarter turns, -1 slanted.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str = ""
    artifact: bool = False
    turn: int = 0


@dataclass
class _State:
    """What an operator may change and `q` keeps."""

    ctm: Matrix = PLAIN
    font: Letters | None = None
    size: float = 1.0
    char_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass
class _Run:
    """The letters of the piece being drawn: text, begin and end of each on its line, and whether a space stands before it."""

    letters: list[tuple[str, float, float, bool]] = field(default_factory=list)
    y: float = 0.0
    size: float = 0.0
    font: str = ""
    artifact: bool = False
    turn: int = 0
    spaces: int = 0  # drawn since the last letter
    space_at: float = 0.0

    def piece(self) -> Piece:
        """Return the piece, with a space at every gap between words; letters set wide apart stay one word."""
        letters, em = self.letters, self.size or 1.0
        gaps = [(after[1] - before[2]) / em for before, after in zip(letters, letters[1:], strict=False)]
        inside = sorted(gap for gap, letter in zip(gaps, letters[1:], strict=False) if not letter[3])
        spread = inside[len(inside) // 2] if len(inside) >= 3 and inside[0] > 0.05 and all(len(each[0]) == 1 for each in letters) else 0.0
        out = [letters[0][0]]
        for gap, (text, _, _, spaced) in zip(gaps, letters[1:], strict=True):
            out.append(" " + text if spaced or gap > spread + SPACE else text)
        return Piece("".join(out), letters[0][1], letters[-1][2], self.y, self.size, self.font, self.artifact, self.turn)


@dataclass
class Budget:
    """How many letters, and how many bytes of drawing, are read of a document at most."""

    letters: int
    drawing: int = 10_000_000


class PageText:
    """Follows the operators of one page and gathers its pieces."""

    def __init__(self, reader: Any, fonts: Fonts, budget: Budget) -> None:
        """reader: the pypdf reader.  fonts: those of the document.  budget: what may still be read of it."""
        self.pieces: list[Piece] = []
        self.pictures = 0
        self.whole = True  # nothing was left unread
        self.budget = budget
        self._reader = reader
        self._state = _State()
        self._stack: list[_State] = []
        self._tm = self._line = PLAIN
        self._run = _Run()
        self._marks: list[bool] = []  # for each open mark: is it an artifact
        self._artifacts = 0
        self._actual: tuple[str, int] | None = None  # words that stand for what is drawn, and how deep their mark is
        self._forms = 0
        self._fonts = fonts

    def read(self, page: Any) -> list[Piece]:
        """Return the pieces of a page."""
        self._draw(page.get_contents(), page.get("/Resources"), 0)
        self._end_run()
        return self.pieces

    def _draw(self, content: Any, resources: Any, depth: int) -> None:
        """Follow one content stream, of a page or a form."""
        from pypdf.generic import ContentStream

        if content is None:
            return
        resources = _plain(resources)
        stream = ContentStream(content, self._reader, "bytes")
        data = stream.get_data()
        if not any(operator in data for operator in _TEXT_OPERATORS):
            return
        self.budget.drawing -= len(data)
        if self.budget.drawing < 0:
            self.whole = False
            return
        fonts, marked = _plain(resources.get("/Font")), _plain(resources.get("/Properties"))
        for operands, operator in stream.operations:
            if self.budget.letters <= 0:
                return
            try:
                if operator == b"Do":
                    self._form(operands, resources, depth)
                elif operator == b"Tf":
                    self._set_font(operands, fonts)
                elif operator in (b"BDC", b"BMC"):
                    self._mark(operands, marked)
                elif operator in _ACTIONS:
                    _ACTIONS[operator](self, operands)
            except (IndexError, TypeError, ValueError, OverflowError):
                continue  # an operator with too few operands, or of the wrong kind, draws nothing

    def _form(self, operands: list[Any], resources: Any, depth: int) -> None:
        """Draw a form (a drawing used like one picture) or count a picture."""
        drawn = _plain(_plain(resources.get("/XObject")).get(operands[0]))
        if drawn.get("/Subtype") == "/Image":
            self.pictures += 1
        self._forms += 1
        if drawn.get("/Subtype") != "/Form":
            return
        if depth >= MAX_DEPTH or self._forms > MAX_FORMS:
            self.whole = False
            return
        self._end_run()
        kept = (self._state, self._stack, self._tm, self._line, self._marks, self._artifacts, self._actual)
        self._state, self._stack, self._marks = replace(self._state), [], []
        placed = drawn.get("/Matrix")
        if placed:
            self.transform(list(placed))
        self._draw(drawn, drawn.get("/Resources", resources), depth + 1)
        self._end_run()
        self._state, self._stack, self._tm, self._line, self._marks, self._artifacts, self._actual = kept

    def _set_font(self, operands: list[Any], fonts: Any) -> None:
        """Choose font and size; a font that cannot be read shows nothing."""
        self._state.font = self._fonts.get(_plain(fonts.get(operands[0])))
        self._state.size = float(operands[1])

    def _mark(self, operands: list[Any], marked: Any) -> None:
        """Open a mark: an artifact is no part of the text; the words of an ActualText stand for what is drawn under it."""
        tag = operands[0] if operands else ""
        about = operands[1] if len(operands) > 1 else None
        about = _plain(marked.get(about)) if isinstance(about, str) else _plain(about)
        self._marks.append(tag == "/Artifact")
        self._artifacts += tag == "/Artifact"
        words = about.get("/ActualText")
        if words is not None and self._actual is None:
            self._actual = (_words(words), len(self._marks))

    def end_mark(self) -> None:
        """Close the last mark."""
        if self._marks:
            if self._actual is not None and self._actual[1] >= len(self._marks):
                self._actual = None
            self._artifacts -= self._marks.pop()

    def save(self) -> None:
        """Keep the state (q)."""
        self._stack.append(replace(self._state))

    def restore(self) -> None:
        """Return to the state kept last (Q)."""
        if self._stack:
            self._state = self._stack.pop()

    def transform(self, operands: list[Any]) -> None:
        """Change the coordinates (cm)."""
        self._state.ctm = times(matrix(operands), self._state.ctm)

    def place(self, operands: list[Any] | None = None) -> None:
        """Begin a text, or set the place of its next line (BT, Tm)."""
        self._tm = self._line = matrix(operands) if operands is not None else PLAIN

    def move(self, x: float, y: float) -> None:
        """Begin the next line x and y from the beginning of this one (Td)."""
        self._tm = self._line = times((1.0, 0.0, 0.0, 1.0, float(x), float(y)), self._line)

    def move_and_set(self, x: float, y: float) -> None:
        """Begin the next line and keep its distance (TD)."""
        self._state.leading = -float(y)
        self.move(x, y)

    def next_line(self) -> None:
        """Begin the next line at the distance kept (T*)."""
        self.move(0.0, -self._state.leading)

    def set(self, name: str, value: float) -> None:
        """Set one number of the state (Tc, Tw, Tz, TL, Ts)."""
        setattr(self._state, name, float(value))

    def show_all(self, parts: Any) -> None:
        """Draw strings with gaps between them (TJ)."""
        for each in parts:
            if isinstance(each, (bytes, str)):
                self.show(each)
            else:
                shift = -float(each) / 1000 * self._state.size * self._state.stretch
                self._tm = times((1.0, 0.0, 0.0, 1.0, shift, 0.0), self._tm)

    def show(self, shown: Any) -> None:
        """Draw a string: its letters join the piece before them, or open a new one."""
        state, font = self._state, self._state.font
        if font is None or not isinstance(shown, (bytes, str)):
            return
        a, b, c, d, e, f = times(self._tm, state.ctm)
        turned, size = turn(a, b), abs(state.size) * math.hypot(c, d) * (font.scale * 1000)
        across = math.hypot(a, b)
        x, y = upright(e + state.rise * c, f + state.rise * d, turned)
        pen = 0.0
        if not math.isfinite(x + y + size) or size <= 0:
            return
        for text, width, spaced in font.read(shown):
            self.budget.letters -= 1
            begin = x + pen * across
            end = x + (pen + width * state.size * state.stretch) * across
            pen += (width * state.size + state.char_space + (state.word_space if spaced else 0.0)) * state.stretch
            if self._actual is not None:
                if not self._actual[0]:  # the rest of what those words stand for
                    if self._run.letters and abs(self._run.y - y) < 0.05 * size:
                        before = self._run.letters[-1]
                        self._run.letters[-1] = (before[0], before[1], max(before[2], end), before[3])
                    continue
                text, self._actual = self._actual[0], ("", self._actual[1])
            self._add(text, begin, end, y, size, font.name, turned)
        self._tm = times((1.0, 0.0, 0.0, 1.0, pen, 0.0), self._tm)

    def _add(self, text: str, x0: float, x1: float, y: float, size: float, font: str, turn: int) -> None:
        """Add a letter at its place."""
        run = self._run
        if not text.strip():
            run.spaces += bool(text)
            run.space_at = x0
            return
        text = " ".join(text.split())
        artifact = self._artifacts > 0
        same = bool(run.letters) and abs(y - run.y) < 0.05 * size and abs(size - run.size) < 0.05 * size
        gap = (x0 - run.letters[-1][2]) / size if same else 0.0
        apart = gap < -0.5 or gap > (FAR if run.spaces else APART) or run.spaces > 2
        if not same or apart or (turn, font, artifact) != (run.turn, run.font, run.artifact):
            if same and gap > 0 and 0 < run.spaces < 3 and x0 - run.space_at > 0.02 * size:
                text = " " + text
            self._end_run()
            run = self._run = _Run([], y, size, font, artifact, turn)
        spaced = run.spaces > 0 and x0 - run.space_at > 0.02 * size  # a space without a width is a soft hyphen that was not used
        run.letters.append((text, x0, max(x0, x1), spaced))
        run.spaces = 0

    def _end_run(self) -> None:
        if self._run.letters:
            self.pieces.append(self._run.piece())
        self._run = _Run()


_ACTIONS: dict[bytes, Callable[[PageText, list[Any]], None]] = {
    b"q": lambda text, _: text.save(),
    b"Q": lambda text, _: text.restore(),
    b"cm": lambda text, operands: text.transform(operands),
    b"BT": lambda text, _: text.place(),
    b"Tm": lambda text, operands: text.place(operands),
    b"Td": lambda text, operands: text.move(operands[0], operands[1]),
    b"TD": lambda text, operands: text.move_and_set(operands[0], operands[1]),
    b"T*": lambda text, _: text.next_line(),
    b"Tc": lambda text, operands: text.set("char_space", operands[0]),
    b"Tw": lambda text, operands: text.set("word_space", operands[0]),
    b"Tz": lambda text, operands: text.set("stretch", float(operands[0]) / 100),
    b"TL": lambda text, operands: text.set("leading", operands[0]),
    b"Ts": lambda text, operands: text.set("rise", operands[0]),
    b"Tj": lambda text, operands: text.show(operands[0]),
    b"TJ": lambda text, operands: text.show_all(operands[0]),
    b"'": lambda text, operands: _show_below(text, operands),
    b'"': lambda text, operands: _show_spaced(text, operands),
    b"EMC": lambda text, _: text.end_mark(),
}


def _show_below(text: PageText, operands: list[Any]) -> None:
    """Begin the next line and show a string there."""
    text.next_line()
    text.show(operands[0])


def _show_spaced(text: PageText, operands: list[Any]) -> None:
    """Set both spacings, begin the next line and show a string there."""
    text.set("word_space", operands[0])
    text.set("char_space", operands[1])
    _show_below(text, operands[2:])


def _plain(found: Any) -> Any:
    """Return the object behind a reference where it is a dictionary or stream, an empty dictionary otherwise."""
    found = found.get_object() if found is not None and hasattr(found, "get_object") else found
    return found if isinstance(found, Mapping) else {}


def _words(value: Any) -> str:
    """Return the words of an ActualText."""
    if isinstance(value, bytes):
        return value[2:].decode("utf-16-be", "replace") if value[:2] == b"\xfe\xff" else value.decode("latin-1")
    return str(value)
