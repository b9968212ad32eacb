"""One article, as text with its title, outlet, date and author: from a file or an address on the web.

The text is never rewritten: it is decoded, line ends become LF, a byte order mark and blank lines around it go.  Where a title
is known it becomes the first paragraph, so that a headline is analysed like any other sentence.  Every later finding is a pair
of character offsets into ``Article.text``.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path

from analysis.reading.disk import from_file
from analysis.reading.draft import (
    HAVE_TEXT,
    RIGHT_FILE,
    ArticleError,
    Draft,
    LeftOut,
    count_words,
    is_blank,
    one_line,
    problem,
    shown,
    with_plain_line_ends,
)
from analysis.reading.encodings import warn_of_signs
from analysis.reading.exports import drafts_in
from analysis.reading.headline import with_headline
from analysis.reading.language import language_warning
from analysis.reading.web import address_in, from_address, is_web_address

FEW_WORDS = 20


@dataclass(frozen=True)
class Article:
    """One article: its text and what is known about it.

    text: the text every offset points into.  date: ISO (2023-01-31) where it can be understood, else as given.  source: the file
    name, or the address as given.  headline: the first paragraph of ``text`` is the headline.  warnings: what a reader of any
    result should know, each starting with a keyword ("language: ...", "encoding: ...").  left_out: what the file holds besides (footnotes,
    running headers, deleted words), by kind.  section: of the paper, as a news database gives it ("NEWS; Pg. 4").  Raises ArticleError
    for a text that is blank or no text.
    """

    text: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    source: str = ""
    headline: bool = False
    warnings: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    section: str | None = None

    def __post_init__(self) -> None:
        """Check the types and that there is text; a list of warnings becomes a tuple."""
        for each in fields(self):
            value = getattr(self, each.name)
            wanted, good = _wanted(each.name, value)
            if not good:
                hint = "; to read a file use read_article(path)" if isinstance(value, Path) else ""
                raise ArticleError(f"Article: {each.name} must be {wanted}, not {type(value).__name__}{hint}")
        object.__setattr__(self, "warnings", tuple(self.warnings))
        object.__setattr__(self, "left_out", tuple(self.left_out))
        if is_blank(self.text):
            raise ArticleError("Article: the text is blank; give the words of an article, as in Article(text='Two soldiers were killed ...')")
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str) and re.search("[\ud800-\udfff]", value):
                half = f"Article: {each.name} holds half a character (a lone surrogate), so it could never be saved"
                raise ArticleError(f"{half}; decode it with errors='replace' first")

    def _repr_html_(self) -> str:
        """Show a small card in a notebook; everything from the article is escaped by Jinja."""
        from analysis.templates import first_words, render

        return render(
            "article.html.j2",
            article=self,
            about=[part for part in (self.outlet, self.date, self.author) if part],
            link=self.url if self.url and is_web_address(self.url) else None,
            words=len(self.text.split()),
            paragraphs=sum(bool(line.strip()) for line in self.text.split("\n")),
            beginning=first_words(self.text, 300),
        )


def _wanted(name: str, value: object) -> tuple[str, bool]:
    """Say what a field of an article must be, and whether a value is."""
    if name == "headline":
        return "True or False", isinstance(value, bool)
    if name == "warnings":
        return "a tuple of strings", isinstance(value, (tuple, list)) and all(isinstance(item, str) for item in value)
    if name == "left_out":
        return "a tuple of LeftOut", isinstance(value, (tuple, list)) and all(isinstance(item, LeftOut) for item in value)
    if name in ("text", "source"):
        return "a string (str)", isinstance(value, str)
    return "a string (str) or None", value is None or isinstance(value, str)


def read_article(source: str | Path) -> Article:
    """Read one article from a file or a web address.

    source: a path to a .txt, .md, .html, .docx, .rtf or .pdf file, or an http(s) address.  The export of a news database is read where it holds one
    article; for more there is ``read_articles``.  Title, outlet, date, author and url come
    from front matter (.txt, .md), the page's own metadata (.html) or document properties (.docx, .rtf, .pdf); what is unknown stays None.
    Raises ArticleError, naming the file, the problem and the next step.  Does not read scans, archives or several articles at
    once, and fetches nothing but the one address given (following its redirects).
    """
    if isinstance(source, Article):
        raise ArticleError("read_article got an Article, which has been read already; pass it to analyse(article) as it is")
    if not isinstance(source, (str, Path)):
        raise ArticleError(f"read_article takes a path or a web address (str or Path), not {type(source).__name__}; {HAVE_TEXT}")
    if str(source) in _handed_on:
        return _handed_on.pop(str(source))
    if isinstance(source, str):
        if not source.strip():
            raise ArticleError("read_article got an empty name; give the path of an article, such as seeds/articles/NAME.txt, or a web address")
        if address := address_in(source):
            return finish(from_address(address), address)
    draft = from_file(str(source))
    drafts = drafts_in(draft)
    if len(drafts) > 1:
        step = "read them with read_articles(path), report each with `framing report FILE`, or save one as a file of its own"
        raise problem(str(source), f"is an export of {len(drafts)} articles", step)
    return finish(drafts[0] if drafts else draft, Path(source).name)


_handed_on: dict[str, Article] = {}


def hand_on(source: str, article: Article) -> None:
    """Let the next ``read_article(source)`` return an article that has been read already, so that no file or address is read twice."""
    _handed_on[source] = article


def finish(draft: Draft, source: str) -> Article:
    """Put the headline on top, check length and language, and make the Article."""
    text = _without_blank_edges(with_plain_line_ends(draft.text))
    if is_blank(text):
        raise problem(draft.name, "is empty: it holds no text", RIGHT_FILE)
    title, outlet, author, section = map(one_line, (draft.title, draft.outlet, draft.author, draft.section))
    text, title, headline = with_headline(text, title, outlet)
    warnings = [*draft.warnings, *_text_warnings(text, draft.name)]
    url = one_line(draft.url)
    if url and not is_web_address(url):
        warnings.append(f"metadata: the url {shown(url)!r} is not an http(s) address and was left out")
        url = None
    try:
        return Article(text, title, outlet, _iso_date(draft.date), author, url, source, headline, tuple(warnings), tuple(draft.left_out), section)
    except ArticleError as error:  # half characters from a damaged document
        raise ArticleError(f"{shown(draft.name)}: {error}") from error


def _text_warnings(text: str, name: str) -> list[str]:
    """Return what a reader of any result should know about a text; raise ArticleError for one that is too long or not readable."""
    words = count_words(text, name)
    if not re.search(r"[^\W_]", text):
        raise problem(name, "holds no words, only signs", RIGHT_FILE)
    of_signs = warn_of_signs(text, name)
    if words < FEW_WORDS:
        return [*of_signs, f"length: the text has only {words} word(s); too little to trust any result"]
    return [*of_signs, *language_warning(text)]


def _without_blank_edges(text: str) -> str:
    """Drop the blank lines before and after a text; its first and last line stay as they are."""
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _iso_date(value: str | None) -> str | None:
    """Return the day as 2023-01-31 where the date can be understood for certain, else as given.  01/02/2023 stays: it could be either day."""
    given = one_line(value)
    if not given:
        return None
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(given).date().isoformat()
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b|,|\.", "", given)
    plain = re.sub(r"^[A-Za-z]+day ", "", plain)
    for form in ("%d %B %Y", "%B %d %Y", "%d %b %Y", "%b %d %Y", "%Y/%m/%d"):
        with contextlib.suppress(ValueError):
            return datetime.strptime(plain, form).date().isoformat()
    return given
