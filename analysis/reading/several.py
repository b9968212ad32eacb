"""Several articles at once: the export of a news database, or a folder of files."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from analysis.reading.article import Article, finish, read_article
from analysis.reading.disk import from_file, may_hold_article
from analysis.reading.draft import KINDS, ArticleError, problem, shown
from analysis.reading.exports import drafts_in
from analysis.reading.web import address_in

_MOST_TOLD = 10


def read_articles(source: str | Path, *, errors: Literal["raise", "warn"] = "raise") -> list[Article]:
    """Read all articles of a source, in order.

    source: the export of a news database (Nexis, Factiva, ProQuest) with one article or many; any file or web address ``read_article`` takes,
    which gives one; or a folder, whose files are read by name ("file 2" before "file 10"), without folders inside it, hidden files and files
    of kinds that hold no text.  A file may have 50 MB, each article in it 50,000 words.  ``Article.source`` names the file and, in an export of
    many, the number: "export.docx, article 3 of 25".

    errors: "raise" (as nothing should be missing in silence) raises one ArticleError that names every file and article that cannot be read;
    "warn" leaves these out and gives a UserWarning for each.  Raises ArticleError too where the source itself is missing or holds nothing.
    """
    if errors not in ("raise", "warn"):
        raise ValueError(f"errors must be 'raise' or 'warn', not {errors!r}")
    articles, failed = [], []
    for each in read_each(source):
        if isinstance(each, Article):
            articles.append(each)
        else:
            failed.append(each)
    if not failed or (articles and errors == "warn"):
        for error in failed:
            warnings.warn(f"left out: {error}", stacklevel=2)
        return articles
    if len(failed) == 1 and not articles:
        raise failed[0]
    told = [str(error) for error in failed[:_MOST_TOLD]] + ([f"and {len(failed) - _MOST_TOLD} more"] if len(failed) > _MOST_TOLD else [])
    some = f"{shown(str(source))}: {len(failed)} of {len(failed) + len(articles)} articles cannot be read"
    raise ArticleError("\n  ".join([f"{some}; fix them, or leave them out with read_articles(..., errors='warn'):", *told]))


def read_each(source: str | Path) -> Iterator[Article | ArticleError]:
    """Yield the articles of a source one by one, as ``read_articles`` finds them, and in the place of one that cannot be read, its error."""
    if not isinstance(source, (str, Path)):
        read_article(source)  # says what is wrong with it
    if isinstance(source, str) and (not source.strip() or address_in(source)):
        yield from _tried(source)
        return
    for path in _files(source):
        yield from _of_file(path)


def in_export(article: Article) -> bool:
    """Say whether an article is one of several in an export."""
    return re.search(r", article \d+ of \d+$", article.source) is not None


def _tried(source: str) -> Iterator[Article | ArticleError]:
    try:
        yield read_article(source)
    except ArticleError as error:
        yield error


def _files(source: str | Path) -> list[str]:
    """Return the files of a folder that could hold articles, in the order of their names; a file is itself."""
    try:
        folder = Path(source).expanduser()
        if not folder.is_dir():
            return [str(source)]
        names = sorted((str(each) for each in folder.iterdir() if may_hold_article(each)), key=_natural)
    except PermissionError as error:
        raise problem(str(source), f"cannot be opened ({error.strerror})", "check its permissions") from error
    except (OSError, ValueError, RuntimeError):  # no name of a file at all: the reader of files says so
        return [str(source)]
    if not names:
        raise problem(str(source), f"is a folder without a file of a kind that is read ({KINDS})", "give a file, or the folder that holds them")
    return names


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key that sorts "file 2" before "file 10"."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d{1,18})", name.casefold())]


def _of_file(path: str) -> Iterator[Article | ArticleError]:
    """Yield the article of a file, or those of an export."""
    name = Path(path).name
    try:
        draft = from_file(path)
        drafts = drafts_in(draft) or [draft]
    except ArticleError as error:
        yield error
        return
    for number, each in enumerate(drafts, start=1):
        place = f", article {number} of {len(drafts)}" if len(drafts) > 1 else ""
        each.name += place
        try:
            yield finish(each, name + place)
        except ArticleError as error:
            yield error
