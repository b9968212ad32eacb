"""What the reader of one kind of file hands on: a draft, or an error that names the file, the problem and the next step."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

MAX_WORDS = 50_000
MAX_CHARACTERS = 500_000
MAX_BYTES = 50_000_000

KINDS = ".txt, .md, .html, .docx, .rtf, .pdf and web addresses"
RIGHT_FILE = "check that it is the right file and that it was saved"
HAVE_TEXT = "for text you already have write Article(text=...)"
COPY = "copy the article into a .txt file"


class ArticleError(ValueError):
    """An article that cannot be read: the message names the file, the problem and the next step."""


@dataclass(frozen=True)
class LeftOut:
    """What a file holds besides the article and was left out of its text.

    kind: what it is, as one is called ("footnote", "deleted run", "running header").  count: how many, at least 1.  example: the words of the first.
    """

    kind: str
    count: int
    example: str = ""


@dataclass
class Draft:
    """What a reader of one kind of file found, before title, length and language are looked at."""

    text: str
    name: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    section: str | None = None
    warnings: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def problem(name: str, what: str, step: str) -> ArticleError:
    """Word an error the same way everywhere: file, problem, next step."""
    return ArticleError(f"{shown(name)} {what}; {step}")


def shown(name: str) -> str:
    """Return a name fit for an error message: no control characters, not too long."""
    plain = "".join(character if character.isprintable() else "?" for character in name)
    return plain if len(plain) <= 200 else plain[:200] + "..."


def is_blank(text: str) -> bool:
    """Say whether a text has nothing to see: spaces, line ends and zero-width characters only."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def one_line(value: str | date | None) -> str | None:
    """Return a value of the metadata on one line, or None where there is nothing in it."""
    joined = " ".join(str(value or "").split())
    return None if is_blank(joined) else joined


def with_plain_line_ends(text: str) -> str:
    """Return a text whose lines end in LF alone."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def count_words(text: str, name: str) -> int:
    """Return the number of words; raise ArticleError where there are too many for one article."""
    words = len(text.split())
    if words > MAX_WORDS or len(text) > MAX_CHARACTERS:
        long = f"is too long ({words:,} words, {len(text):,} characters): this suite reads one article at a time, of at most {MAX_WORDS:,} words"
        raise problem(name, long, "cut the article out and save it as a file of its own")
    return words
