"""One folder for a class without a network: worksheets and handouts, reports and lessons, guide and answers, and a page that links them.

    python -m analysis.stick FOLDER

It follows the teacher's guide: ``1_before`` is for students, ``2_answers`` takes their files, ``3_after`` and ``for_teachers`` stay with the teacher.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from analysis.classroom.documents import write_document
from analysis.classroom.handout import write_handout
from analysis.classroom.lessons import FOLDERS, NOTEBOOKS, export_lesson, list_course, write_lesson_list
from analysis.classroom.worksheet import write_worksheet
from analysis.comparison.comparison import compare
from analysis.comparison.page import write_comparison
from analysis.comparison.pair import write_pair_worksheet
from analysis.files import replace_file
from analysis.reading.article import Article, read_article
from analysis.report.report import make_report, write_index
from analysis.templates import first_words, render

ARTICLES = NOTEBOOKS.parent / "seeds" / "articles"
BEFORE, ANSWERS, AFTER, TEACHERS = "1_before", "2_answers", "3_after", "for_teachers"
LESSONS = f"{AFTER}/lessons"
_COLLECT = "Put the answer files of your class here, one a student. Lesson 7 reads this folder.\n"


@dataclass(frozen=True)
class Event:
    """Articles on one event: its name, the pattern of their files, and the file with its sides."""

    name: str
    title: str
    files: str
    sides: str | None = None


EVENTS = (
    Event("armenia_azerbaijan", "The first article, which the lessons read", "armenia_azerbaijan_clash.txt"),
    Event("border_clash", "A border clash, told by several papers", "border_clash_*.txt"),
    Event("tram_strike", "A tram strike, told by two papers", "tram_strike_*.txt", "tram_strike.sides.json"),
)


def write_stick(folder: str | Path, on_page: Callable[[Path], None] = lambda path: None) -> Path:
    """Write the folder for a class; return its ``index.html``.

    on_page: called with each file that was written.  Raises WriteError, ReportError and what the parts raise; pages already written stay.
    """
    folder = Path(folder)
    kinds = ("", "_narrative", "_two_reports")
    books = {NOTEBOOKS / f"CODEBOOK{kind.upper()}.md": f"code_book{kind}.html" for kind in kinds}
    groups, reports = [], []
    for event in EVENTS:
        sides = json.loads((ARTICLES / event.sides).read_text(encoding="utf-8")) if event.sides else None
        articles = [read_article(path) for path in sorted(ARTICLES.glob(event.files))]
        entries = []
        for article in articles:
            name = Path(article.source).stem
            worksheet, page = f"{BEFORE}/{name}_worksheet.html", f"{AFTER}/{name}.html"
            write_worksheet(article, folder / worksheet, sides=sides)
            reports.append(make_report(article, folder / page, sides=sides))
            on_page(folder / worksheet)
            on_page(folder / page)
            entries.append({"title": _headline(article), "outlet": article.outlet, "worksheet": worksheet, "report": page})
        handout, pair, compared = f"{BEFORE}/{event.name}_handout.html", f"{BEFORE}/{event.name}_pair.html", f"{AFTER}/{event.name}_compared.html"
        on_page(write_handout(articles, folder / handout))
        if len(articles) > 1:
            on_page(write_comparison(compare(articles, sides=sides), folder / compared))
        if len(articles) == 2:
            write_pair_worksheet(articles, folder / pair, sides=sides)
            on_page(folder / pair)
        own = {"handout": handout, "pair": pair if len(articles) == 2 else None, "compared": compared if len(articles) > 1 else None}
        groups.append({"title": event.title, "articles": entries} | own)
    on_page(write_index(reports, folder / AFTER))
    course = list_course()
    for lesson in course:
        on_page(export_lesson(lesson, folder / LESSONS))
    on_page(write_lesson_list(course, folder / LESSONS))
    for source, name in books.items():
        on_page(write_document(source, folder / BEFORE / name, links=books))
    on_page(write_document(NOTEBOOKS / "GLOSSARY.md", folder / BEFORE / "glossary.html"))
    guide = {source: f"../{BEFORE}/{name}" for source, name in books.items()}
    on_page(write_document(NOTEBOOKS / "TEACHING.md", folder / TEACHERS / "guide.html", links=guide, back=("../index.html", "The whole folder")))
    on_page(replace_file(folder / ANSWERS / "README.txt", _COLLECT))
    answers = f"{LESSONS}/{FOLDERS['answers']}/index.html"
    page = render(
        "stick.html.j2", groups=groups, before=BEFORE, answers_folder=ANSWERS, after=AFTER, lessons=LESSONS, teachers=TEACHERS, answers=answers
    )
    return replace_file(folder / "index.html", page)


def _headline(article: Article) -> str:
    return article.title or first_words(article.text, 70)


def main(arguments: list[str]) -> int:
    """Write the folder that is named; return 0, or 2 for a wrong call."""
    if len(arguments) != 1:
        print("python -m analysis.stick FOLDER", file=sys.stderr)
        return 2
    print(write_stick(arguments[0], on_page=lambda path: print(path, flush=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
