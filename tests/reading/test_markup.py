"""Plain text, Markdown and front matter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harbour import BODY, LEAD, QUOTE, TITLE, write

from analysis.reading.article import read_article
from analysis.reading.draft import ArticleError

SIGNS = f"\u200f{LEAD} \u202eabc\u202c \U0001f600\u200d\U0001f525 zero\u200bwidth {{{{ 7*7 }}}}"
FRONT = f'---\ntitle: "{TITLE}"\noutlet: The Coast Courier\ndate: 2024-03-05\nauthor: [Ada Marlow, Jo Bell]\nurl: https://courier.example/a\n---\n'

FRONT_KNOWN = {
    "title": TITLE,
    "outlet": "The Coast Courier",
    "date": "2024-03-05",
    "author": "Ada Marlow, Jo Bell",
    "url": "https://courier.example/a",
    "headline": True,
}


@pytest.mark.parametrize(
    ("content", "text", "known"),
    [
        (BODY, BODY, {}),
        (f"\n \n{BODY}\n\n\n", BODY, {}),
        (BODY.replace("\n", "\r\n") + "\r\n", BODY, {}),
        (BODY.replace("\n", "\r"), BODY, {}),
        ("  Indented first line, " + BODY, "  Indented first line, " + BODY, {}),
        (f"{FRONT}{BODY}", f"{TITLE}\n\n{BODY}", FRONT_KNOWN),
        (f"\n{FRONT}\n\n{BODY}".replace("\n", "\r\n"), f"{TITLE}\n\n{BODY}", {"outlet": "The Coast Courier", "headline": True}),
        # the title is there already: not twice
        (f"---\ntitle: {TITLE}\n---\n{TITLE}\n\n{BODY}", f"{TITLE}\n\n{BODY}", {"headline": True}),
        (f"---\ntitle: '{TITLE.upper()}.'\n---\n{TITLE}\n{BODY}", f"{TITLE}\n{BODY}", {"headline": True}),
        # the first sentence only begins with the title
        (f"---\ntitle: Dock workers\n---\n{BODY}", f"Dock workers\n\n{BODY}", {"title": "Dock workers", "headline": True}),
        # values are kept as written
        (f"---\ntitle: No\ndate: 2024-13-45\n---\n{BODY}", f"No\n\n{BODY}", {"title": "No", "date": "2024-13-45"}),
        (f"---\ntitle: 1984\n---\n{BODY}", f"1984\n\n{BODY}", {"title": "1984"}),
        (f"---\ntitle: null\noutlet: ~\ndate:\nlanguage: en\n---\n{BODY}", BODY, {"title": None, "outlet": None, "date": None, "headline": False}),
        (f"---\n---\n{BODY}", BODY, {}),
        (
            f"---\nheadline: >\n  Two\n  lines\npublisher: The Courier\nbyline: A. M.\n---\n{BODY}",
            f"Two lines\n\n{BODY}",
            {"title": "Two lines", "outlet": "The Courier", "author": "A. M."},
        ),
        # dashes that are no front matter
        (f"---\n{BODY}", f"---\n{BODY}", {}),
        (f"---\n{LEAD}\n---\n{QUOTE}", f"---\n{LEAD}\n---\n{QUOTE}", {}),
        (f'---\nHe said: "no: never"\n- or\n\tso\n---\n{BODY}', f'---\nHe said: "no: never"\n- or\n\tso\n---\n{BODY}', {}),
        (f"{LEAD}\n---\ntitle: x\n---\n{QUOTE}", f"{LEAD}\n---\ntitle: x\n---\n{QUOTE}", {"title": None}),
        # signs that must stay
        (SIGNS, SIGNS, {}),
    ],
)
def test_text(tmp_path: Path, content: str, text: str, known: dict):
    article = read_article(write(tmp_path, "a.txt", content))
    assert article.text == text
    assert {name: getattr(article, name) for name in known} == known
    assert article.source == "a.txt"
    assert article.warnings == ()


@pytest.mark.parametrize(
    ("block", "line"),
    [
        ("title: Talks: a new start", 2),
        ('outlet: X\ntitle: "open', 3),
        ("title: a\n  - b\n author: c", 3),
        ("title: !!python/object/apply:os.system [ls]\ndate: [", 4),
        ("title: " + "[" * 1500, None),
    ],
)
def test_broken_front_matter(tmp_path: Path, block: str, line: int | None):
    with pytest.raises(ArticleError, match=r"broken front matter, line \d+.*; write one 'name: value'") as caught:
        read_article(write(tmp_path, "a.txt", f"---\n{block}\n---\n{BODY}"))
    if line:
        found = re.search(r"line (\d+)", str(caught.value))
        assert found
        assert abs(int(found[1]) - line) <= 1  # YAML sometimes notices on the next line


def test_front_matter_builds_no_objects_and_no_bombs(tmp_path: Path):
    letters = "abcdefghijklmnopqrstuvwx"
    block = "a: &a [x, x]\n" + "".join(f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip(letters, letters[1:], strict=False))
    article = read_article(write(tmp_path, "a.txt", f"---\n{block}title: *x\nauthor: !!python/name:os.system x\n---\n{BODY}"))
    assert (article.title, article.author) == (None, "x")


def test_markdown(tmp_path: Path):
    content = f"""\
---
outlet: The Coast Courier
---

# Harbour *strike* ends after **nine** days

{LEAD.replace("Port Elin", "[Port Elin](https://elin.example/)")}
A second line of the same paragraph, with ![a picture](x.png)no picture.

> “Quoted **words** stay,” she said.

## What *they* agreed

- No layoffs
- Fruit & medicine first &amp; fast

3. Third
4. Fourth

<script>alert("x")</script>

<p onclick="x()">Raw <b>HTML</b> words</p>

***

Two \\*stars\\* and `code`, at 5 < 6 and $4bn.
"""
    article = read_article(write(tmp_path, "a.md", content))
    assert article.text.split("\n\n") == [
        TITLE,
        f"{LEAD} A second line of the same paragraph, with no picture.",
        "“Quoted words stay,” she said.",
        "What they agreed",
        "No layoffs",
        "Fruit & medicine first & fast",
        "3. Third",
        "4. Fourth",
        "Raw HTML words",
        "Two *stars* and code, at 5 < 6 and $4bn.",
    ]
    assert (article.title, article.headline, article.outlet) == (TITLE, True, "The Coast Courier")


def test_markdown_without_heading_and_nested_to_death(tmp_path: Path):
    assert read_article(write(tmp_path, "a.md", BODY)).text == BODY
    try:
        read_article(write(tmp_path, "b.md", "> " * 3000 + "- " * 3000 + BODY))
    except ArticleError as error:
        assert "nested too deeply" in str(error)
