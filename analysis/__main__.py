"""The ``framing`` command: what each of its parts does; ``python -m analysis`` is the same."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.command_line import command_line
from analysis.expected import expected_errors

if TYPE_CHECKING:
    import argparse

    from analysis.reading.article import Article


def main(argv: list[str] | None = None) -> int:
    """Run the command; return 0, or 1 when an article or a check failed (2, from argparse, for a wrong call)."""
    parser = command_line()
    args = parser.parse_args(argv)
    run = {
        "report": _report,
        "read": _read,
        "json": _json,
        "sides": _sides,
        "corrections": _corrections,
        "worksheet": _worksheet,
        "compare": _compare,
        "handout": _handout,
        "class": _class,
        "corpus": _corpus,
        "lessons": _lessons,
        "check": _check,
    }
    try:
        code = run[args.command](args)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _fail("stopped; what was finished is whole, nothing is half-written")
    except BrokenPipeError:  # `framing json ... | head`
        sys.stderr.close()
        return 1
    except OSError as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would fail at its end, for what is still to be printed
        return _fail(f"the results cannot be printed: {error.strerror or error}; send it to a file on another disk")


def _report(args: argparse.Namespace) -> int:
    _load_early()
    from analysis.progress import Steps
    from analysis.report.names import called, report_names
    from analysis.report.report import make_report, write_index
    from analysis.who.sides_table import read_sides

    folder = Path(args.output)
    if folder.exists() and not folder.is_dir():
        return _fail(f"{folder} is a file; name a folder with -o")
    if told := _not_ready(folder / "index.html"):
        return _fail(told)
    articles, failed = _read_all(args.articles)
    if args.corrections and len(articles) > 1:
        return _fail(f"{args.corrections} corrects one article and {len(articles)} are given; give each its own file and call the command for each")
    reports = []
    for article, name in zip(articles, report_names(list(map(called, articles))), strict=True):
        steps = Steps(article.source)
        try:
            report = make_report(article, folder / f"{name}.html", sides=read_sides(args.sides), corrections=args.corrections, on_step=steps.begin)
        except expected_errors() as error:
            steps.end()
            failed += 1
            _fail(str(error))
            continue
        steps.end()
        reports.append(report)
        print(f"{report.path}  ({report.path.stat().st_size / 1024:.0f} KB)\n{steps.table()}")
    shown = reports[0].path if reports else None
    if len(reports) > 1:
        shown = write_index(reports, folder)
        print(shown)
    if args.open and shown is not None:
        webbrowser.open(shown.resolve().as_uri())
    return 1 if failed else 0


def _read_all(sources: list[str]) -> tuple[list[Article], int]:
    """Return the articles of all sources, and how many could not be read; each of these is told."""
    from analysis.reading.article import Article
    from analysis.reading.several import read_each

    articles, failed = [], 0
    for source in sources:
        try:
            for each in read_each(source):
                if isinstance(each, Article):
                    articles.append(each)
                else:
                    failed += 1
                    _fail(str(each))
        except expected_errors() as error:
            failed += 1
            _fail(str(error))
    return articles, failed


def _read(args: argparse.Namespace) -> int:
    from analysis.reading.as_read import parse_folded
    from analysis.reading.understood import as_understood

    articles, failed = _read_all([args.article])
    for number, article in enumerate(articles):
        print(f"{'=' * 72}\n" * bool(number) + as_understood(parse_folded(article)), flush=True)
    return 1 if failed else 0


def _json(args: argparse.Namespace) -> int:
    if args.output and (told := _not_ready(args.output)):
        return _fail(told)
    _load_early()
    from analysis.files import replace_file
    from analysis.framing import analyse
    from analysis.reading.article import read_article
    from analysis.who.sides_table import read_sides

    try:
        framing = analyse(read_article(args.article), read_sides(args.sides), args.corrections, progress=sys.stderr.isatty())
        if args.output:
            replace_file(args.output, framing.to_json() + "\n")
    except expected_errors() as error:
        return _fail(str(error))
    for warning in framing.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(args.output or framing.to_json())
    return 0


def _sides(args: argparse.Namespace) -> int:
    from analysis.files import replace_file
    from analysis.reading.article import read_article
    from analysis.reading.as_read import parse_folded
    from analysis.who.mentions import find_mentions
    from analysis.who.sides import find_sides
    from analysis.who.sides_table import sides_json, sides_table

    if args.output and (told := _not_ready(args.output)):
        return _fail(told)
    try:
        parsed = parse_folded(read_article(args.article))
        sides, warnings = find_sides(parsed)
        table = sides_table(sides, find_mentions(parsed, sides))
        if args.output:
            replace_file(args.output, sides_json(table))
    except expected_errors() as error:
        return _fail(str(error))
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    if not args.output:
        print(sides_json(table), end="")
        return 0
    print(table.to_string(index=False) if len(table) else "no sides found")
    print(f"{args.output}: correct it, then use it with --sides {args.output}")
    return 0


def _corrections(args: argparse.Namespace) -> int:
    if args.output and (told := _not_ready(args.output)):
        return _fail(told)
    from analysis.correctable import corrections_file, refuse_to_replace, write_corrections_file
    from analysis.framing import analyse
    from analysis.reading.article import read_article
    from analysis.who.sides_table import read_sides

    try:
        if args.output:
            refuse_to_replace(args.output)
        _load_early()
        framing = analyse(read_article(args.article), read_sides(args.sides), progress=sys.stderr.isatty())
        path = write_corrections_file(framing, args.output) if args.output else None
    except expected_errors() as error:
        return _fail(str(error))
    for warning in framing.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{path}: correct it, then use it with --corrections {path}" if path else corrections_file(framing), end="\n" if path else "")
    return 0


def _compare(args: argparse.Namespace) -> int:
    if told := _not_ready(args.output):
        return _fail(told)
    _load_early()
    from analysis.comparison.page import write_compared
    from analysis.who.sides_table import read_sides

    articles, failed = _read_all(args.articles)
    if failed:
        return 1
    try:
        print(write_compared(articles, args.output, sides=read_sides(args.sides), folder=args.save))
    except expected_errors() as error:
        return _fail(str(error))
    return 0


def _handout(args: argparse.Namespace) -> int:
    if told := _not_ready(args.output):
        return _fail(told)
    from analysis.classroom.handout import write_handout

    articles, failed = _read_all(args.articles)
    if failed:
        return 1
    try:
        print(write_handout(articles, args.output))
    except expected_errors() as error:
        return _fail(str(error))
    return 0


def _class(args: argparse.Namespace) -> int:
    from analysis.classroom.class_page import PAGE, write_class
    from analysis.reading.article import read_article

    try:
        summary = write_class(args.answers, read_article(args.article), args.output, reference=args.reference, pass_number=args.pass_number)
    except expected_errors() as error:
        return _fail(str(error))
    print(*summary.in_words, Path(args.output) / PAGE, sep="\n")
    return 0 if len(summary.students) else 1


def _corpus(args: argparse.Namespace) -> int:
    from analysis.corpus.told import read_and_tell
    from analysis.who.sides_table import read_sides

    try:
        size = {"workers": args.workers, "scheduler": args.scheduler, "memory": args.memory}
        print(read_and_tell(args.sources, args.output, sides=read_sides(args.sides), text=args.text, csv=args.csv, **size))
    except expected_errors() as error:
        return _fail(str(error))
    return 0


def _lessons(args: argparse.Namespace) -> int:
    from analysis.classroom.lessons import export_lesson, list_course, reading_of, write_lesson_list
    from analysis.progress import Steps
    from analysis.who.sides_table import read_sides

    folder = Path(args.output)
    if folder.exists() and not folder.is_dir():
        return _fail(f"{folder} is a file; name a folder with -o")
    if told := _not_ready(folder / "index.html"):
        return _fail(told)
    _load_early()
    articles, failed = _read_all(args.articles)
    if failed:
        return 1
    written = []
    try:
        reading = reading_of(articles, read_sides(args.sides))
        lessons = list_course()
    except expected_errors() as error:
        return _fail(str(error))
    for lesson in lessons:
        steps = Steps(lesson.path.name)
        try:
            path = export_lesson(lesson, folder, reading=reading, on_step=steps.begin)
        except expected_errors() as error:
            _fail(str(error))
            continue
        finally:
            steps.end()
        written.append(lesson)
        print(f"{path}  ({path.stat().st_size / 1024:.0f} KB, {sum(steps.seconds.values()):.0f} s)", flush=True)
    if written:
        print(write_lesson_list(written, folder))
    return 0 if len(written) == len(lessons) else 1


def _worksheet(args: argparse.Namespace) -> int:
    from analysis.comparison.worksheets import not_a_page, write_worksheet_for
    from analysis.reading.article import read_article
    from analysis.report.names import report_names
    from analysis.who.sides_table import read_sides

    out = Path(args.output or f"{report_names([args.article])[0]}_worksheet.html")
    if told := not_a_page(out):
        return _fail(told)
    try:
        articles = [read_article(each) for each in (args.article, args.other) if each]
        warnings, told = write_worksheet_for(articles, out, read_sides(args.sides), args.ask)
    except expected_errors() as error:
        return _fail(str(error))
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    print(f"{out}  ({out.stat().st_size / 1024:.0f} KB): {told}")
    return 0


def _check(_: argparse.Namespace) -> int:
    _load_early()
    from analysis.check import check

    passed = True
    for ok, line in check():
        passed = passed and ok
        print(line, flush=True)
    return 0 if passed else 1


def _load_early() -> None:
    """Begin to load the models while the rest is still being imported; a model that fails is told by whoever asks for it next."""

    def load() -> None:
        with contextlib.suppress(Exception):
            from analysis.reading.encoder import embedded_encoder
            from analysis.stance.stance import embedded_model

            embedded_model()
            embedded_encoder()

    threading.Thread(target=load, daemon=True).start()


def _not_ready(path: str | Path) -> str:
    """Return why a file could not be written, told before the work; empty where it can."""
    from analysis.files import WriteError, ready

    try:
        ready(path)
    except WriteError as error:
        return str(error)
    return ""


def _fail(message: str) -> int:
    print(f"framing: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
