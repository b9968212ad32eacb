"""PDF documents drawn by hand: what stands where, in which order it is drawn, and documents made to do harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from harbour import pdf_bytes, write
from valley import STORY, TITLE, drawn, placed

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError, Draft
from analysis.reading.pdf import from_pdf

LEFT = [
    "The mayors of the valley met on Monday",
    "to discuss the cost of the dam, which",
    "the province began to build last year",
    "without asking any of them.",
]
RIGHT = [
    "The fishers fear that the river will fall",
    "so low in August that no boat can leave",
    "the harbour, and that the hard winter",
    "was only the first of many to come.",
]
COLUMNS = [" ".join(LEFT), " ".join(RIGHT)]
BODY = [
    "The mayors of the valley met on Monday to discuss the cost of the new dam above Port Elin.",
    "They voted eleven to four for a halt of the works.",
]


def paragraphs(data: bytes) -> list[str]:
    return from_pdf(data, "a.pdf").text.split("\n\n")


def columns(order: Callable[[int], int], gap: float = 240, size: float = 10) -> bytes:
    """Draw two columns of four lines, line after line in an order."""
    cells = [(50 + gap * (at // 4), 700 - 13 * (at % 4), size, (LEFT + RIGHT)[at]) for at in range(8)]
    return drawn(placed(*sorted(cells, key=lambda cell: order(cells.index(cell)))))


@pytest.mark.parametrize(
    "order",
    [
        lambda at: at,
        lambda at: at % 4 * 2 + at // 4,
        lambda at: (at + 4) % 8,
        lambda at: at % 4 * 2 + 1 - at // 4,
        lambda at: -at,
        lambda at: at * 5 % 8,
    ],
    ids=["column by column", "row by row", "right column first", "rows from right to left", "backwards", "in no order"],
)
def test_columns_are_read_one_after_the_other(order: Callable[[int], int]):
    assert paragraphs(columns(order)) == COLUMNS


def test_columns_drawn_as_one_text_with_gaps():
    rows = "".join(f"({left.ljust(60)}{right}) Tj T* " for left, right in zip(LEFT, RIGHT, strict=True))
    assert paragraphs(drawn(f"BT /F1 10 Tf 13 TL 50 700 Td {rows} ET")) == COLUMNS


def test_a_headline_and_a_last_line_over_both_columns():
    cells = [(50 + 240 * side, 660 - 13 * at, 10, (LEFT, RIGHT)[side][at]) for at in range(4) for side in range(2)]
    last = "This report was written in Port Elin by our own people, who were there when the mayors met and voted on the dam."
    stream = placed((50, 560, 10, last), *cells, (50, 700, 24, TITLE))
    assert paragraphs(drawn(stream)) == [TITLE, *COLUMNS, last]


def test_a_drop_capital_goes_to_its_word():
    beside = placed(
        (72, 680, 40, "T"),
        (100, 700, 10, "he ministry said on Monday that the convoy had"),
        (100, 686, 10, "come to the town after three days of waiting."),
    )
    assert paragraphs(drawn(beside)) == ["The ministry said on Monday that the convoy had come to the town after three days of waiting."]
    after = placed(
        (100, 700, 10, "rmenia said on Monday that the convoy had come"), (100, 686, 10, "to the town after three days."), (72, 680, 40, "A")
    )
    assert paragraphs(drawn(after)) == ["Armenia said on Monday that the convoy had come to the town after three days."]


@pytest.mark.parametrize(
    ("rest", "word"),
    [("fter the vote", "After"), ("new vote", "A"), ("mid the storm", "Amid"), ("convoy of trucks", "A"), ("ttackers fled", "Attackers")],
)
def test_a_drop_capital_that_is_or_is_not_a_word(rest: str, word: str):
    stream = placed((72, 680, 40, "A"), (100, 700, 10, f"{rest} the people of the valley went"), (100, 686, 10, "home by the bridge."))
    assert paragraphs(drawn(stream))[0].split()[0] == word


EDGES = [
    (
        "browser, one page",
        [[("03/06/2024, 09:14", 24, 770), ("Dam | The Ford", 250, 770), ("https://ford.example.org/dam", 24, 20), ("1/1", 560, 20)]],
        2,
    ),
    (
        "browser, American",
        [[("6/3/24, 9:14 AM", 24, 770), ("Dam | The Ford", 250, 770), ("https://ford.example.org/dam", 24, 20), ("1/1", 560, 20)]],
        2,
    ),
    (
        "another browser",
        [[("Dam | The Ford", 24, 770), ("https://ford.example.org/dam", 400, 770), ("1 of 1", 24, 20), ("6/3/2024, 9:14 AM", 480, 20)]],
        2,
    ),
    ("counting", [[("The Daily Ford 7", 24, 770)], [("The Daily Ford 8", 24, 770)], [("The Daily Ford 9", 24, 770)]], 3),
    ("left and right", [[("The Daily Ford", 24, 770)], [("12 May 2024", 400, 770)], [("The Daily Ford", 24, 770)], [("12 May 2024", 400, 770)]], 4),
    ("page numbers", [[("- 1 -", 300, 20)], [("- 2 -", 300, 20)]], 2),
]


@pytest.mark.parametrize(("pages", "rows"), [(pages, rows) for _, pages, rows in EDGES], ids=[name for name, _, _ in EDGES])
def test_edges_are_left_out(pages: list[list[tuple[str, float, float]]], rows: int):
    streams = []
    for number, edges in enumerate(pages):
        body = [(60, 700 - 14 * at, 11, f"{line[:-1]}, on page {'abcd'[number]}.") for at, line in enumerate(BODY)]
        streams.append(placed(*[(x, y, 8, text) for text, x, y in edges], *body))
    draft = from_pdf(drawn(*streams), "a.pdf")
    assert draft.text.count("mayors") == len(pages) and draft.text.startswith("The mayors") and draft.text.endswith(f"page {'abcd'[len(pages) - 1]}.")
    assert [(each.kind, each.count) for each in draft.left_out] == [("running header or footer", rows)]
    assert draft.url == ("https://ford.example.org/dam" if "https" in str(pages) else None)


@pytest.mark.parametrize(
    "lines",
    [
        ["On 3/6/2024, 9:14 was the hour of the vote.", *BODY],
        [*BODY, "The address of the mayors is https://ford.example.org/dam for all who ask."],
        ["12 men stood at the dam.", *BODY],
        [*BODY, "The vote ended 11 of 15."],
    ],
)
def test_lines_of_the_text_that_look_like_edges_stay(lines: list[str]):
    draft = from_pdf(drawn(placed(*[(60, 700 - 30 * at, 11, line) for at, line in enumerate(lines)])), "a.pdf")
    assert (draft.text.split("\n\n"), draft.left_out) == (lines, [])


def test_a_headline_over_two_pages_stays_on_the_first():
    pages = [placed((60, 700, 20, TITLE), (60, 660, 11, BODY[0])), placed((60, 700, 20, TITLE), (60, 660, 11, BODY[1]))]
    assert paragraphs(drawn(*pages)) == [TITLE, *BODY]


HYPHENS = [
    ("the people of the har-", "bour and the towns", "the people of the harbour and the towns"),
    ("in the end a trigger-", "happy guard fired", "in the end a trigger-happy guard fired"),
    ("the paper sent out its eighteen fact-", "checkers on Monday", "the paper sent out its eighteen fact-checkers on Monday"),
    ("it was a 40-", "year plan of the land", "it was a 40-year plan of the land"),
    ("the old Armenia-", "Azerbaijan border was", "the old Armenia-Azerbaijan border was"),
    ("with an open heart -", "from the first of them", "with an open heart - from the first of them"),
]


@pytest.mark.parametrize(("first", "second", "together"), HYPHENS)
def test_hyphens_at_line_ends(first: str, second: str, together: str):
    assert paragraphs(drawn(placed((60, 700, 11, first), (60, 686, 11, second)))) == [together]


def test_headline_section_and_byline_are_paragraphs_of_their_own():
    stream = placed((60, 740, 9, "WORLD"), (60, 715, 20, TITLE), (60, 690, 11, "By Tessa Holm"), (60, 670, 11, BODY[0]), (60, 656, 11, BODY[1]))
    draft = from_pdf(drawn(stream), "a.pdf")
    assert draft.title == TITLE
    assert draft.text.split("\n\n")[:3] == [TITLE, "WORLD", "By Tessa Holm"]


def test_text_that_stands_sideways_is_left_out():
    stream = placed((60, 700, 11, BODY[0])) + " BT /F1 8 Tf 0 1 -1 0 20 300 Tm (Photo: Tessa Holm) Tj ET"
    draft = from_pdf(drawn(stream), "a.pdf")
    assert draft.text == BODY[0]
    assert [(each.kind, each.example) for each in draft.left_out] == [("line turned sideways", "Photo: Tessa Holm")]


def test_a_page_printed_sideways_is_read():
    turned = "".join(f"BT /F1 11 Tf 0 1 -1 0 {60 + 14 * at} 40 Tm ({line}) Tj ET " for at, line in enumerate(LEFT))
    assert paragraphs(drawn(turned)) == COLUMNS[:1]


IMAGE = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"


def test_pages_that_are_pictures_are_told():
    picture = {"extra": (IMAGE,), "resources": "/XObject << /P 4 0 R >>"}
    text = placed((60, 700, 11, BODY[0]))
    draft = from_pdf(drawn(text, "q 600 0 0 700 0 0 cm /P Do Q", text.replace("Monday", "Friday"), "/P Do", **picture), "a.pdf")
    assert draft.warnings == ["scanned: pages 2, 4 of the PDF hold a picture and no text; what is written there was not read (run OCR first)"]
    assert from_pdf(drawn(text + " /P Do", **picture), "a.pdf").warnings == []
    with pytest.raises(ArticleError, match="holds no text \\(it looks scanned\\); save it as text or run OCR first"):
        from_pdf(drawn("/P Do", **picture), "a.pdf")


def test_an_encrypted_document_that_needs_no_password_is_read(tmp_path: Path):
    import pypdf

    writer = pypdf.PdfWriter(clone_from=write(tmp_path, "open.pdf", pdf_bytes([BODY])))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    writer.write(tmp_path / "closed.pdf")
    assert read_article(tmp_path / "closed.pdf").text == " ".join(BODY)


@pytest.mark.parametrize("name", ["aes_128.pdf", "aes_256.pdf"])
def test_a_document_encrypted_with_aes_is_read_or_its_kind_is_told(name: str):
    path = Path(__file__).parents[1] / "data" / "pdf" / name
    if find_spec("cryptography"):
        assert read_article(path).text == STORY[0]
    else:
        with pytest.raises(ArticleError) as caught:
            read_article(path)
        told = "is encrypted with AES, which cannot be opened here; print it to a new PDF, or copy the article into a .txt file"
        assert str(caught.value) == f"{path} {told}"


def timed(data: bytes) -> tuple[float, Draft | str]:
    begin = time.process_time()
    try:
        found: Draft | str = from_pdf(data, "a.pdf")
    except ArticleError as error:
        found = str(error)
    return time.process_time() - begin, found


LINE = "and the river went on through the valley below the dam and the towns of the people there"


def endless(pages: int) -> bytes:
    """Return a PDF of one paragraph, no two lines of which are the same."""
    letters = "abcdefghijklmnopqrst"
    names = (f"{a}{b}{c}" for a in letters for b in letters for c in letters * 2)
    return pdf_bytes([[f"{LINE} {next(names)}" for _ in range(40)] for _ in range(pages)])


def test_a_paragraph_over_many_pages_takes_no_longer_a_line():
    few, _ = timed(endless(6))
    many, found = timed(endless(60))
    assert isinstance(found, Draft) and found.text.count("river") == 60 * 40 and "\n" not in found.text
    assert many < 30 * few + 1


def test_a_book_is_refused_before_it_is_read_whole():
    _, found = timed(endless(200))
    assert found == (
        "a.pdf is too long (over 50,000 words by page 66): this suite reads one article at a time; print the pages of the article to a PDF of its own"
    )


def form(body: str, inside: str) -> str:
    held = f"<< /Font << /F1 3 0 R >> /XObject << {inside} >> >>"
    return f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 700] /Resources {held} /Length {len(body)} >>\nstream\n{body}\nendstream"


def test_forms_are_read_and_those_within_themselves_end():
    text = placed((60, 700, 11, BODY[0]))
    assert paragraphs(drawn("/X Do", extra=(form(text, ""),), resources="/XObject << /X 4 0 R >>")) == BODY[:1]
    draft = from_pdf(drawn("/X Do", extra=(form(text + " /X Do /X Do", "/X 4 0 R"),), resources="/XObject << /X 4 0 R >>"), "a.pdf")
    assert draft.text == BODY[0]
    assert draft.warnings == ["unread: pages 1 of the PDF draw too much to be read whole; words are missing there"]
    nest = tuple(form("/Y Do " * 10, f"/Y {5 + at} 0 R") for at in range(9)) + (form(text, ""),)
    taken, _ = timed(drawn("/X Do", extra=nest, resources="/XObject << /X 4 0 R >>"))
    assert taken < 30


@pytest.mark.parametrize(
    "stream",
    [
        "BT /F1 10 Tf (Hello.) Tj 1 0 Td",
        "BT /F1 Tf 1 2 Tm Tj (x) TJ [1 (Hello.) /N] TJ ET Q Q EMC EMC",
        "BT /F1 10 Tf 1e400 0 0 1 5 5 Tm (Hello.) Tj ET BT /F1 0 Tf (Hello.) Tj ET",
        "/Span << /ActualText 5 >> BDC BT /F1 10 Tf (Hello.) Tj ET EMC",
        "BT /F9 10 Tf (Nothing.) Tj /F1 10 Tf 50 700 Td (Hello.) Tj ET",
        "BT /F1 10 Tf " + "1 0 0 1 9 9 Tm (.) Tj " * 5_000 + "ET",
        "BT /F1 10 Tf " + "".join(f"1 0 0 1 {at * 37 % 600} {at * 61 % 780} Tm (ab) Tj " for at in range(5_000)) + "ET",
        "BT " + "/F1 40 Tf (T) Tj /F1 10 Tf 30 2 Td (he) Tj " * 3_000 + "ET",
        "q " * 20_000 + "/Artifact BMC " * 20_000,
        "0 0 m 1 1 l S " * 20_000 + "BT /F1 10 Tf 50 700 Td (Hello.) Tj ET",
    ],
)
def test_odd_pages_are_read_or_refused_in_time(stream: str):
    taken, _ = timed(drawn(stream))
    assert taken < 10
