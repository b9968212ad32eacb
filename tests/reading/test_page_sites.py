"""Pages built as news sites build theirs (``tests/data/pages``): every paragraph once, nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from analysis.reading.article import read_article

DATA = Path(__file__).parents[1] / "data" / "pages"
HEAD = "Oste dam to be drained"
DAM = [
    "The dam above Oste will be drained before winter, the river board said on Monday, after engineers found a crack in its northern wall.",
    "About 900 people in the valley were told to keep a bag packed.",
    "Farmers fear for their fields. Some have moved their cattle to higher ground and do not expect to bring them back before spring.",
    "The board's director, Lena Fisk, rejected calls for her resignation and promised a full report by the end of the month.",
]
A, B, C, D = DAM


class Page(NamedTuple):
    """What is right for a page: its paragraphs, the day, the author, words that begin its warnings, some kinds of things left out."""

    paragraphs: list[str]
    date: str | None = None
    author: str | None = None
    warnings: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


PAGES = {
    "broadcaster_blocks_and_words_for_screen.html": Page(
        [HEAD, A, B, C, D], date="2024-09-02", author="Ida Roth", left_out=("picture caption", "hidden text")
    ),
    "newspaper_with_standfirst_pull_quote_and.html": Page(
        [HEAD, "Valley told to pack as engineers find a crack in the wall.", A, B, C, D],
        date="2024-09-02",
        author="Ida Roth",
        left_out=("box beside the text",),
    ),
    "metered_paper.html": Page([HEAD, A, B], date="2024-09-02", author="Ida Roth", warnings=("partial",)),
    "broadcaster_with_placeholders_and_story.html": Page([HEAD, A, B, C, D], date="2024-09-02"),
    "agency_with_rich_text_body.html": Page(
        [
            HEAD,
            f"OSTE (EX) — {A}",
            B,
            C,
            D,
            "___",
        ],
        date="2024-09-02",
    ),
    "agency_with_paragraphs_as_div.html": Page([HEAD, A, B, C, D, "Reporting by Ida Roth; Editing by Per Lund"], date="2024-09-02"),
    "broadcaster_with_list_of_more_stories_in.html": Page(
        [HEAD, "Engineers found a crack in the northern wall of the old dam.", A, B, "Cattle moved", C, D],
        date="2024-09-02",
        left_out=("hidden text",),
    ),
    "channel_with_links_in_capitals.html": Page([HEAD, A, B, C, D], date="2024-09-02"),
    "live_blog.html": Page(
        ["Oste dam to be drained – live", "Director stays in office", D, "Cattle go up the hill", C, "Crack found in the wall", A, B],
        date="2024-09-02",
    ),
    "blog_software_classic.html": Page([HEAD, A, "“We will not be moved.”", "Ivo Brandt, farmer", B, C, D], date="2024-09-02", author="Ida Roth"),
    "table_layout_with_line_breaks.html": Page([HEAD, A, B, C, D]),
    "quotations_of_the_three_kinds.html": Page(
        [
            HEAD,
            A,
            "Ms Fisk told the board: “Nobody said ‘run’ to us” and sat down.",
            "Mayor Olan Beck said in a statement:",
            "“This wall is a disgrace.",
            "“We called it ‘the sieve’ for years.”",
            "— Olan Beck, on Monday",
            "“Enough is enough,” the union said.",
            C,
            D,
        ]
    ),
    "words_in_small_tags_struck_out_and_repea.html": Page(
        [HEAD, "On Thursday, Jan. 5, the RB found two cracks, 9 metres long, in both towers.", B, B, C, D],
        date="2023-01-09",
        left_out=("deleted passage",),
    ),
    "page_inside_a_form_paragraph_classes_tha.html": Page([HEAD, A, B, C, D], date="2024-09-02"),
    "shell_hidden_by_a_consent_box.html": Page([HEAD, A, B, C, D], left_out=("hidden text",)),
    "longer_body_in_the_metadata_lock_at_the.html": Page([HEAD, A, B], date="2024-09-02", warnings=("partial",), left_out=("call to pay or log in",)),
    "encyclopaedia_news_with_reference_marks.html": Page([HEAD, A, B, C, D], date="2024-09-02"),
}


def test_every_page_has_its_right_values():
    assert {path.name for path in DATA.glob("*.html")} == set(PAGES)


@pytest.mark.parametrize("name", PAGES)
def test_page(name: str):
    article, right = read_article(DATA / name), PAGES[name]
    assert article.text.split("\n\n") == right.paragraphs
    assert (article.date, tuple(warning.split(":")[0] for warning in article.warnings)) == (right.date, right.warnings)
    if right.author:
        assert article.author == right.author
    assert set(right.left_out) <= {each.kind for each in article.left_out}
