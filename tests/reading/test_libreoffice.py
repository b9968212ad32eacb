"""Word and rich text documents as LibreOffice writes them (tests/data/documents/README.md)."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.reading.draft import Draft
from analysis.reading.kinds import from_bytes

DOCUMENTS = Path(__file__).parents[1] / "data" / "documents"
TRACKED = ["The ferry company did not raise its fares, the mayor said.", "The council met twice. A vote is due in May.",
           "The union called the plan unfair.", "The company gave no comment."]  # fmt: skip
FRAMES = ["The strike enters its second week.", "“We are not going back,” the driver said.", "Talks broke down on Friday.",
          "Nine depots are closed.", "No new talks are planned."]  # fmt: skip
HIDDEN = ["The court freed the editor on Thursday.", "Her paper had been banned in May."]
CONTROLS = ["Speaking in Kyiv, the envoy called the raid a crime.", "She left on Sunday."]
PARAGRAPHS = {
    "tracked": TRACKED,
    "notes": ["The bridge was closed on Monday. Engineers found cracks in two pillars.", "Repairs will take a year, the ministry said."],
    "frames": FRAMES,
    "table": ["How the seats are shared out:", "Party and seats", "The Greens", "31 seats", "4 more than before", "The Farmers", "12 in the north",
              "9 in the south", "21 in all", "The count ended on Sunday night."],
    "hidden": HIDDEN,
    "hidden_style": HIDDEN,
    "signs": ["The storm\thit on Tuesday.\nTwo villages were cut off.", "The next page begins here.",
              "A 10\u00a0km road, a co\u2011op and a fish\u00ading port were damaged – “badly”, Иван said; cafés, řeka \U0001f60b and a sum of "
              "5\u202f000 €.",
              r"{Braces} and a back\slash stayed."],
    "fields": ["The full list was published on 3/5/26 by the registry.", "As said in the registry, it has 40 names.", "Six judges are on it.",
               "So are two ministers."],
    "headline": ["Harbour tunnel floods again", "The tunnel was closed on Monday for the third time this year, the city said.", "What comes next",
                 "Pumps will be fitted in June."],
    "heading": ["Tunnel opens after a year", "Drivers queued for an hour."],
    "dropcap": ["The harbour froze in January.", "A thaw is forecast."],
    "controls": CONTROLS,
    "web": ["Mine shut after gas alarm", "All 120 miners were brought up on Friday,\nthe owner said.", "“Nobody was hurt,” said the mine's director.",
            "Shaft one stays closed.", "Shaft two opens on Monday.", "Shaft one", "closed"],
}  # fmt: skip
# what LibreOffice does not write into rich text
NOTES = {
    "footnote": "It was built in 1931.",
    "endnote": "Estimate of the ministry.",
    "comment": "How many?",
    "header or footer": "Lake Courier",
}
IN_RTF = {
    "tracked": [TRACKED[0], "The council met twice.", "A vote is due in May.", *TRACKED[2:]],
    "frames": [line for line in FRAMES if line != "Nine depots are closed."],
}


def read(name: str, suffix: str) -> Draft:
    return from_bytes((DOCUMENTS / f"{name}.{suffix}").read_bytes(), name, suffix)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        pytest.param(
            name, suffix, marks=[pytest.mark.xfail(reason="ruby stands among the codes of a field")] * ((name, suffix) == ("controls", "rtf"))
        )
        for name in PARAGRAPHS
        for suffix in ("docx", "rtf")
    ],
)
def test_text(name: str, suffix: str):
    expected = IN_RTF.get(name, PARAGRAPHS[name]) if suffix == "rtf" else PARAGRAPHS[name]
    draft = read(name, suffix)
    assert draft.text.split("\n\n") == expected
    assert draft.warnings == []


@pytest.mark.parametrize("suffix", ["docx", "rtf"])
@pytest.mark.parametrize(
    ("name", "title", "author"),
    [
        ("headline", "Harbour tunnel floods again", "Ada Marlow"),
        ("heading", "Tunnel opens after a year", None),
        ("web", "Mine shut after gas alarm", "Tom Reyl"),
        ("notes", None, None),
    ],
)
def test_papers(name: str, suffix: str, title: str | None, author: str | None):
    draft = read(name, suffix)
    assert (draft.title, draft.author) == (title, author)


@pytest.mark.parametrize("suffix", ["docx", "rtf"])
@pytest.mark.parametrize(
    ("name", "out"),
    [
        ("tracked", {"deleted run": "witnesses"}),
        ("hidden", {"hidden run": "(check with lawyer)"}),
        ("hidden_style", {"hidden run": "(ask the desk)"}),
        ("notes", NOTES),
        ("fields", {}),
    ],
)
def test_left_out(name: str, suffix: str, out: dict[str, str]):
    assert {each.kind: each.example for each in read(name, suffix).left_out} == out
