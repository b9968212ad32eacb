"""One article, as text with its title, outlet, date and author: from a file or an address on the web.

The text is never rewritten: it is decoded, line ends become LF, a byte order mark and blank lines around it go.  Where a title
is known it becomes the first paragraph, so that a headline is analysed like any other sentence.  Every later finding is a pair
of character offsets into ``Article.text``.
"""

from __future__ import annotations

import codecs
import contextlib
import difflib
import html
import io
import ipaddress
import logging
import re
import socket
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

MAX_WORDS = 50_000
MAX_CHARACTERS = 500_000
MAX_BYTES = 50_000_000
FEW_WORDS = 20

_RIGHT_FILE = "check that it is the right file and that it was saved"
_HAVE_TEXT = "for text you already have write Article(text=...)"
_COPY = "copy the article into a .txt file"
_KINDS = ".txt, .md, .html, .docx, .pdf and web addresses"
_SUFFIXES = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
_REFUSED = {
    ".rtf": "open it and save it as .docx or .txt",
    ".odt": "open it and save it as .docx or .txt",
    ".doc": "open it and save it as .docx",
    ".docm": "open it and save it as .docx",
    ".pages": "export it as .docx or .pdf",
    ".epub": "copy the article into a .txt file",
    ".mht": "save the page as 'Web page, HTML only'",
    ".mhtml": "save the page as 'Web page, HTML only'",
    ".webarchive": "save the page as 'Page source' (.html)",
    ".ppt": "copy the article into a .txt file",
    ".pptx": "copy the article into a .txt file",
    ".xls": "copy the article into a .txt file",
    ".xlsx": "copy the article into a .txt file",
}
_MAGIC = (
    (b"%PDF", "a PDF document", ".pdf"),
    (b"PK\x03\x04", "a ZIP archive or Office document", ".docx"),
    (b"\xd0\xcf\x11\xe0", "an old Office document (.doc)", None),
    (b"{\\rtf", "a rich text document (.rtf)", None),
    (b"\x89PNG", "a PNG picture", None),
    (b"\xff\xd8\xff", "a JPEG picture", None),
    (b"GIF8", "a GIF picture", None),
    (b"\x7fELF", "a program", None),
    (b"\x1f\x8b", "a gzip archive", None),
    (b"7z\xbc\xaf", "a 7z archive", None),
    (b"Rar!\x1a", "a RAR archive", None),
    (b"bplist00", "a web archive or property list", None),
    (b"SQLite format 3", "a database", None),
)
_LANGUAGES = {
    "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bengali", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek",
    "es": "Spanish", "et": "Estonian", "fa": "Persian", "fi": "Finnish", "fr": "French", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean",
    "lb": "Luxembourgish",
    "lt": "Lithuanian", "lv": "Latvian", "nb": "Norwegian", "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip


_ENGLISH_ONLY = frozenset(("the", "of", "and", "that", "with", "said", "has", "its", "from", "which", "were", "they", "would"))


class ArticleError(ValueError):
    """An article that cannot be read: the message names the file, the problem and the next step."""


def _problem(name: str, problem: str, step: str) -> ArticleError:
    """Word an error the same way everywhere: file, problem, next step."""
    return ArticleError(f"{_shown(name)} {problem}; {step}")


@dataclass(frozen=True)
class Article:
    """One article: its text and what is known about it.

    text: the text every offset points into.  date: ISO (2023-01-31) where it can be understood, else as given.  source: the file
    name, or the address as given.  headline: the first paragraph of ``text`` is the headline.  warnings: what a reader of any
    result should know, each starting with a keyword ("language: ...", "encoding: ...").  Raises ArticleError for a text that is blank or no text.
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

    def __post_init__(self) -> None:
        """Check the types and that there is text; a list of warnings becomes a tuple."""
        for each in fields(self):
            value = getattr(self, each.name)
            if each.name == "headline":
                wanted, good = "True or False", isinstance(value, bool)
            elif each.name == "warnings":
                wanted, good = "a tuple of strings", isinstance(value, (tuple, list)) and all(isinstance(item, str) for item in value)
            elif each.name in ("text", "source"):
                wanted, good = "a string (str)", isinstance(value, str)
            else:
                wanted, good = "a string (str) or None", value is None or isinstance(value, str)
            if not good:
                hint = "; to read a file use read_article(path)" if isinstance(value, Path) else ""
                raise ArticleError(f"Article: {each.name} must be {wanted}, not {type(value).__name__}{hint}")
        object.__setattr__(self, "warnings", tuple(self.warnings))
        if _is_blank(self.text):
            raise ArticleError("Article: the text is blank; give the words of an article, as in Article(text='Two soldiers were killed ...')")
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, str) and _SURROGATE.search(value):
                problem = f"Article: {each.name} holds half a character (a lone surrogate), so it could never be saved"
                raise ArticleError(f"{problem}; decode it with errors='replace' first")

    def _repr_html_(self) -> str:
        """Show a small card in a notebook; everything from the article is escaped by Jinja."""
        from jinja2 import Environment

        return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(_CARD).render(
            article=self,
            about=[part for part in (self.outlet, self.date, self.author) if part],
            link=self.url if self.url and is_web_address(self.url) else None,
            words=len(self.text.split()),
            paragraphs=sum(bool(line.strip()) for line in self.text.split("\n")),
            beginning=self.text[:300] + (" ..." if len(self.text) > 300 else ""),
        )  # fmt: skip


_CARD = """\
<div style="border: 1px solid currentColor; border-radius: 4px; padding: 0.6em 0.9em; max-width: 46em" dir="auto">
<strong>{{ article.title or "Article without a title" }}</strong><br>
{% if about %}{{ about | join(" | ") }}<br>
{% endif %}
{% if link %}<a href="{{ link }}" rel="noopener noreferrer">{{ link }}</a><br>
{% endif %}
<small>{{ words }} words, {{ paragraphs }} paragraphs{% if article.source %}, from {{ article.source }}{% endif %}</small>
<p style="white-space: pre-line; margin: 0.5em 0">{{ beginning }}</p>
{% if article.warnings %}<ul>{% for warning in article.warnings %}<li>{{ warning }}</li>{% endfor %}</ul>
{% endif %}
</div>
"""

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_article(source: str | Path) -> Article:
    """Read one article from a file or a web address.

    source: a path to a .txt, .md, .html, .docx or .pdf file, or an http(s) address.  Title, outlet, date, author and url come
    from front matter (.txt, .md), the page's own metadata (.html) or document properties (.docx, .pdf); what is unknown stays None.
    Raises ArticleError, naming the file, the problem and the next step.  Does not read scans, archives or several articles at
    once, and fetches nothing but the one address given (following its redirects).
    """
    if isinstance(source, Article):
        raise ArticleError("read_article got an Article, which has been read already; pass it to analyse(article) as it is")
    if not isinstance(source, (str, Path)):
        raise ArticleError(f"read_article takes a path or a web address (str or Path), not {type(source).__name__}; {_HAVE_TEXT}")
    given = str(source)
    if given in _handed_on:
        return _handed_on.pop(given)
    if isinstance(source, str):
        if not source.strip():
            raise ArticleError("read_article got an empty name; give the path of an article, such as seeds/articles/NAME.txt, or a web address")
        scheme = re.match(r"\s*([a-zA-Z][\w+.-]+)://|\s*(file|data|javascript|mailto|about|blob):", source)
        if scheme and "\n" not in source.strip():
            if (scheme[1] or "").lower() in ("http", "https"):
                return _finish(_from_address(source.strip()), source.strip())
            hint = "; give the path itself, without file://" if (scheme[1] or scheme[2]) == "file" else "; give one of those, or a file"
            raise ArticleError(f"{_shown(given)} is not an address this suite fetches, only http:// and https:// are{hint}")
    return _finish(_from_file(given), Path(given).name)


_handed_on: dict[str, Article] = {}


def hand_on(source: str, article: Article) -> None:
    """Let the next ``read_article(source)`` return an article that has been read already, so that no file or address is read twice."""
    _handed_on[source] = article


# ------------------------------------------------------------------------------------------------ drafts


@dataclass
class _Draft:
    """What a reader of one kind of file found, before title, length and language are looked at."""

    text: str
    name: str
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    warnings: list[str] = field(default_factory=list)


def _finish(draft: _Draft, source: str) -> Article:
    """Put the headline on top, check length and language, and make the Article."""
    text = _without_blank_edges(draft.text.replace("\r\n", "\n").replace("\r", "\n"))
    if _is_blank(text):
        raise _problem(draft.name, "is empty: it holds no text", _RIGHT_FILE)
    title, outlet, author = (_one_line(value) for value in (draft.title, draft.outlet, draft.author))
    text, title, headline = _with_headline(text, title, outlet)

    words = _count_words(text, draft.name)
    if not re.search(r"[^\W_]", text):
        raise _problem(draft.name, "holds no words, only signs", _RIGHT_FILE)
    strange = len(_CONTROL.findall(text))
    unreadable = len(re.findall("[\ufffd\ue000-\uf8ff]", text))
    if "\0" in text or strange > 0.01 * len(text) or unreadable > 0.2 * len(text):
        signs = "is not readable text (it holds control characters or signs that stand for no letter)"
        raise _problem(draft.name, signs, "open it in its own program and save the article as .txt in UTF-8")

    found = list(draft.warnings)
    if strange:
        found.append(f"characters: {strange} control character(s) in the text, kept as they are")
    if unreadable:
        found.append(f"characters: {unreadable} character(s) in the text cannot be read, kept as they are")
    if _GARBLED.search(text):
        found.append("encoding: some letters look garbled (such as â€™ for an apostrophe); save the article again from its source, as UTF-8")
    if words < FEW_WORDS:
        found.append(f"length: the text has only {words} word(s); too little for any result to be trusted")
    else:
        found.extend(_language_warning(text))

    url = _one_line(draft.url)
    if url and not is_web_address(url):
        found.append(f"metadata: the url {_shown(url)!r} is no http(s) address and was left out")
        url = None
    try:
        return Article(text, title, outlet, _iso_date(draft.date), author, url, source, headline, tuple(found))
    except ArticleError as error:  # half characters from a damaged document
        raise ArticleError(f"{_shown(draft.name)}: {error}") from error


def _count_words(text: str, name: str) -> int:
    """Return the number of words; raise ArticleError where there are too many for one article."""
    words = len(text.split())
    if words > MAX_WORDS or len(text) > MAX_CHARACTERS:
        long = f"is too long ({words:,} words, {len(text):,} characters): this suite reads one article at a time, of at most {MAX_WORDS:,} words"
        raise _problem(name, long, "cut the article out and save it as a file of its own")
    return words


def _with_headline(text: str, title: str | None, outlet: str | None) -> tuple[str, str | None, bool]:
    """Make the title the first paragraph unless it is there already; return text, title, and whether the first paragraph is the headline."""
    if not title:
        return text, None, False
    first = text.split("\n", 1)[0].strip()
    # pages call themselves "Headline - Outlet" or "Headline | Section | Outlet": the part before the dash is the headline
    head, _, tail = title.partition(first)
    if first and not head and re.fullmatch(r"\s+[|·–—-]\s+.+", tail):
        return text, first, True
    if outlet:
        title = re.sub(r"\s+[|·–—-]\s+" + re.escape(outlet) + r"\s*$", "", title, flags=re.IGNORECASE).strip() or title
    bare = _compared(title)
    if bare and bare in (_compared(first), _compared(re.split(r"\n\s*\n", text[:2000], maxsplit=1)[0])):
        return text, title, True
    return f"{title}\n\n{text}", title, True


def _compared(line: str) -> str:
    """Reduce a line to its letters and digits, to compare a headline with a title."""
    return re.sub(r"[\W_]+", " ", line).strip().casefold()


def _language_warning(text: str) -> list[str]:
    """Return a warning where the text does not look English, else nothing.

    A text full of words that only English has is English; only the others wait for the language detector to load.
    """
    words = re.findall(r"\w+", text[:10_000].lower())
    if sum(word in _ENGLISH_ONLY for word in words) >= 0.1 * len(words):
        return []
    import py3langid

    code = str(py3langid.classify(text[:10_000])[0])
    if code == "en":
        return []
    looks = f"{_LANGUAGES[code]} ({code})" if code in _LANGUAGES else "like a list" if code == "zxx" else f"like another language ({code})"
    return [f"language: the text looks {looks}; word lists and models are for English, results are not to be trusted"]


def _iso_date(value: str | None) -> str | None:
    """Return the day as 2023-01-31 where the date can be understood for certain, else as given.  01/02/2023 stays: it could be either day."""
    given = _one_line(value)
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


# ------------------------------------------------------------------------------------------------ files


def _from_file(given: str) -> _Draft:
    """Find the file, read its bytes and hand them to the reader of its kind."""
    try:
        path = Path(given).expanduser()
        exists, folder, ordinary = path.exists(), path.is_dir(), path.is_file()
    except (OSError, ValueError, RuntimeError):  # too long for a file name, a NUL inside, an unknown ~user
        path, exists, folder, ordinary = Path("?"), False, False, False
    if not exists:
        raise ArticleError(_missing(given, path))
    suffix = path.suffix.lower()
    try:
        if folder:
            raise _problem(given, f"is a folder, not an article; {_readable_files(path)}", "give one file")
        if not ordinary:
            raise _problem(given, "is not an ordinary file", "save the article as a file first")
        if suffix in _REFUSED:
            raise _problem(given, f"is a {suffix} file, which is not read (read are {_KINDS})", _REFUSED[suffix])
        if path.stat().st_size > MAX_BYTES:
            large = f"is too large ({path.stat().st_size:,} bytes): this suite reads one article at a time"
            raise _problem(given, large, "save the article as a file of its own")
        data = path.read_bytes()
    except OSError as error:
        raise _problem(given, f"cannot be opened ({error.strerror or error})", "check its permissions and that no other program holds it") from error
    draft = _from_bytes(data, given, _SUFFIXES.get(suffix, "text"))
    if suffix not in _SUFFIXES:
        kind = _shown(suffix) if suffix else "a file without an ending"
        draft.warnings.append(f"kind: {kind} is not a kind this suite knows ({_KINDS}); it was read as plain text")
    return draft


def _readable_files(folder: Path) -> str:
    """Say which files of a folder could be read, at most five."""
    names = sorted(each.name for each in folder.iterdir() if each.suffix.lower() in _SUFFIXES and each.is_file())
    if not names:
        return f"it holds no file of a kind that is read ({_KINDS})"
    return f"it holds {', '.join(map(_shown, names[:5]))}{' and more' if len(names) > 5 else ''}"


def _from_bytes(data: bytes, name: str, kind: str, url: str | None = None, charset: str | None = None) -> _Draft:
    """Read bytes of a known kind: text, markdown, html, docx or pdf."""
    if not data.strip():
        raise _problem(name, "is empty", _RIGHT_FILE)
    beginning = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip()
    looks, belongs = next(((what, suffix) for magic, what, suffix in _MAGIC if beginning.startswith(magic)), (None, None))
    if kind == "pdf":
        if b"%PDF" not in data[:1024]:
            raise _problem(name, f"is not a PDF document (by its content it is {looks or 'something else'})", "download or save it again")
        return _from_pdf(data, name)
    if kind == "docx":
        if belongs != ".docx":
            wrong = f"is not a Word document (by its content it is {looks or 'something else'})"
            raise _problem(name, wrong, "open it in a word processor and save it as .docx, or save the article as .txt")
        return _from_docx(data, name)
    if looks:
        step = f"rename it so that it ends in {belongs}" if belongs else "give a file that holds the article's text"
        raise _problem(name, f"is not text: by its content it is {looks}", f"{step} (read are {_KINDS})")

    declared = charset or (_declared_charset(data) if kind == "html" else None)
    text, warnings = _decode(data, name, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if kind != "html" and re.match(r"\s*(<\?xml[^>]*>\s*)?(<!--.{0,500}?-->\s*)*<(!doctype\s+html|html)\b", text[:2000], re.IGNORECASE | re.DOTALL):
        warnings.append("kind: the file holds a web page; it was read as .html")
        kind = "html"
    draft = _from_html(text, name, url) if kind == "html" else _from_text(text, name, markdown=kind == "markdown")
    draft.warnings[:0] = warnings
    return draft


def _missing(given: str, path: Path) -> str:
    """Say that a file is missing, and meet the usual mistakes: text for a path, a web address without https, a slip of the pen."""
    shown = _shown(given)
    if "\n" in given.strip() or len(given) > 300:
        return f"read_article got what looks like the text of an article ({len(given):,} characters), not a path; {_HAVE_TEXT}"
    if re.match(r"https?:/", given):
        return f"{shown} is a web address in a Path; give it as a plain string"
    if given.lower().startswith("www."):
        return f"{shown} does not exist as a file; for a web address write https://{shown}"
    folder = path.parent
    if not folder.is_dir():
        return f"{shown} does not exist, nor does the folder {_shown(str(folder))}; check the path (the current folder is {Path.cwd().name})"
    names = {each.name.casefold(): each.name for each in sorted(folder.iterdir())[:5000]}
    close = [names[name] for name in difflib.get_close_matches(path.name.casefold(), list(names), n=3, cutoff=0.6)]
    close += [name for name in names.values() if Path(name).stem == path.name and name not in close]
    hint = f"did you mean {' or '.join(_shown(str(folder / name)) for name in close)}?" if close else "check the name and the folder"
    return f"{shown} does not exist; {hint}"


# ------------------------------------------------------------------------------------------------ encodings

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f]")
_GARBLED = re.compile("â€|Ã[©¨¼¶¤]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark starts with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# what web pages declare and text files use; other codecs of Python (unicode_escape, punycode ...) are no encodings of news
_CHARSETS = re.compile(
    r"utf-?8|(us-)?ascii|windows-\d+|cp\d+|iso-?8859-\d+|latin-?\d+|koi8-[ru]|gb2312|gbk|gb18030|big5|shift[_-]jis|euc-(jp|kr)", re.IGNORECASE
)


def _decode(data: bytes, name: str, declared: str | None = None) -> tuple[str, list[str]]:
    """Decode bytes: byte order mark, then what the page declares, then UTF-16 by its NUL bytes, UTF-8, and cp1252 with a warning."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), []
            except UnicodeDecodeError as error:
                wrong = f"starts as {encoding.upper()} but byte {error.start + len(mark):,} does not fit"
                raise _problem(name, wrong, "save the article again as UTF-8") from error
    if b"\0" in data:
        wide = _utf16_without_mark(data)
        if wide is None:
            binary = "is not text (it holds NUL bytes, as programs and pictures do)"
            raise _problem(name, binary, f"give a file that holds the article's text (read are {_KINDS})")
        with contextlib.suppress(UnicodeDecodeError):
            return data.decode(wide), [f"encoding: read as {wide.upper()}, which the file does not say; save it as UTF-8 to be sure"]
        raise _problem(name, "looks like UTF-16 but is damaged", "save the article again as UTF-8")
    if declared and _CHARSETS.fullmatch(declared):
        # browsers read "latin-1" as cp1252, and so do we: the curly quotation marks sit in the difference
        encoding = "cp1252" if re.fullmatch(r"iso-?8859-1|latin-?1|(us-)?ascii", declared, re.IGNORECASE) else declared
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode(encoding), []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        replaced = data.decode("utf-8", errors="replace")
        broken = replaced.count("\ufffd")
        if sum(character > "\x7f" for character in replaced) - broken > broken:
            line = data.count(b"\n", 0, error.start) + 1
            damaged = f"is UTF-8 with damaged bytes (the first in line {line})"
            raise _problem(name, damaged, "mend that line and save it again as UTF-8") from error
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        neither = f"is neither UTF-8, UTF-16 nor cp1252 text (byte {error.start:,} does not fit)"
        raise _problem(name, neither, "if it is text, save it again as UTF-8") from error
    return text, ["encoding: not UTF-8, so it was read as cp1252 (Windows, Western Europe); if letters look wrong, save it again as UTF-8"]


def _utf16_without_mark(data: bytes) -> str | None:
    """Return utf-16-le or utf-16-be where the NUL bytes sit in every other place, as Latin letters make them, else None."""
    if len(data) % 2:
        return None
    first, second = data[::2].count(0), data[1::2].count(0)
    enough = 0.2 * len(data) / 2
    if second > enough and not first:
        return "utf-16-le"
    if first > enough and not second:
        return "utf-16-be"
    return None


def _declared_charset(data: bytes) -> str | None:
    """Return the charset a page names in its first 2,048 bytes, else None."""
    beginning = data[:2048]
    found = re.search(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", beginning, re.IGNORECASE)
    found = found or re.match(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w-]+)""", beginning, re.IGNORECASE)
    return found[1].decode("ascii", errors="ignore") if found else None


# ------------------------------------------------------------------------------------------------ text and Markdown

_FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "sitename", "site"),
    "date": ("date", "published"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link"),
}
_OTHER_FIELDS = ("language", "lang", "source", "licence", "license", "tags", "keywords", "categories", "description", "layout", "note", "notes")
_KNOWN_FIELDS = {name for names in _FIELDS.values() for name in names} | set(_OTHER_FIELDS)


def _from_text(text: str, name: str, *, markdown: bool) -> _Draft:
    """Read plain text or Markdown, with or without front matter."""
    known, body = _front_matter(text, name)
    draft = _Draft(body, name)
    for attribute, names in _FIELDS.items():
        value = next((known[each] for each in names if known.get(each)), None)
        setattr(draft, attribute, value)
    if markdown:
        _count_words(body, name)  # before the slow part
        draft.text, heading = _plain_markdown(body, name)
        draft.title = draft.title or heading
    return draft


def _front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Split a YAML block between two lines of --- from the text under it.

    The block counts as front matter only if it names a known field (title, outlet, date ...), so an article that happens to start
    with a line of dashes stays whole.  Values are kept as written: ``date: 2023-01-13`` and ``title: No`` are the strings they look like.
    """
    from frontmatter import YAMLHandler

    handler = YAMLHandler()
    stripped = text.lstrip()
    if not handler.detect(stripped):
        return {}, text
    try:
        block, body = handler.split(stripped)
    except ValueError:  # no second line of dashes
        return {}, text
    if not block.strip():
        return {}, body
    promised = re.search(rf"^({'|'.join(sorted(_KNOWN_FIELDS))})[ \t]*:", block, re.IGNORECASE | re.MULTILINE)
    if not promised or len(block) > 5_000:
        return {}, text
    import yaml

    try:
        values = handler.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = text[: text.index(block)].count("\n") + (mark.line if mark else 0) + 1
        problem = getattr(error, "problem", None) or "too deeply nested"
        step = "write one 'name: value' per line between the two lines of --- (quote a value that holds a colon), or delete the block"
        raise _problem(name, f"has broken front matter, line {line}: {problem}", step) from error
    if not isinstance(values, dict):
        return {}, text
    known = {str(key).strip().lower(): _yaml_text(value) for key, value in values.items()}
    return {key: value for key, value in known.items() if value}, body


def _yaml_text(value: Any) -> str:
    """Return a YAML value as text: a string as it is, a list of strings joined, "null" and anything nested as nothing."""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) and value.strip().lower() not in ("null", "~") else ""


def _plain_markdown(body: str, name: str) -> tuple[str, str | None]:
    """Return Markdown as plain paragraphs, and the heading it opens with, if it does.

    Emphasis, links and headings leave their words, pictures and raw HTML tags go, a numbered item keeps its number.  Lines of one
    paragraph are joined by a space, as Markdown means them.
    """
    import mistune

    try:
        tokens: Any = mistune.create_markdown(renderer=None)(body)
        paragraphs = [paragraph for paragraph in _markdown_blocks(tokens) if paragraph.strip()]
    except RecursionError as error:
        raise _problem(name, "is Markdown nested too deeply to be an article", "save it as .txt") from error
    opening = next((token for token in tokens if token["type"] != "blank_line"), None)
    heading = _markdown_inline(opening["children"]).strip() if opening and opening["type"] == "heading" else None
    return "\n\n".join(paragraphs), heading or None


def _markdown_blocks(tokens: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the paragraphs of Markdown blocks, in order."""
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "heading", "block_text"):
            yield _markdown_inline(token["children"])
        elif kind == "list":
            number = token["attrs"].get("start", 1)
            for item in token["children"]:
                parts = list(_markdown_blocks(item["children"]))
                if parts and token["attrs"].get("ordered"):
                    parts[0] = f"{number}. {parts[0]}"
                number += 1
                yield from parts
        elif kind == "block_code":
            yield token["raw"].strip("\n")
        elif kind == "block_html":
            yield _without_tags(token["raw"])
        elif "children" in token:
            yield from _markdown_blocks(token["children"])


def _markdown_inline(tokens: Sequence[dict[str, Any]]) -> str:
    """Return the words of inline Markdown."""
    words = []
    for token in tokens:
        kind = token["type"]
        if kind in ("softbreak", "linebreak"):
            words.append(" " if kind == "softbreak" else "\n")
        elif kind not in ("image", "inline_html"):
            words.append(_markdown_inline(token["children"]) if "children" in token else html.unescape(token.get("raw", "")))
    return "".join(words)


def _without_tags(raw: str) -> str:
    """Return the words of a piece of HTML inside Markdown, without scripts, styles and comments."""
    kept = re.sub(r"<(script|style)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", "", raw, flags=re.IGNORECASE | re.DOTALL)
    return html.unescape(re.sub(r"</?[a-zA-Z!?][^<>]*>", "", kept)).strip()


# ------------------------------------------------------------------------------------------------ web pages


def _from_html(page: str, name: str, url: str | None) -> _Draft:
    """Find the article in a web page, with what the page says about itself."""
    with _quiet("trafilatura", "htmldate"):
        import trafilatura

        try:
            found: Any = trafilatura.bare_extraction(
                page,
                url=url,
                with_metadata=True,
                include_comments=False,
                include_tables=False,
                # only dates the page states for itself: a date guessed from the prose would be an invented one
                date_extraction_params={"original_date": True, "extensive_search": False},
            )
        except Exception as error:  # hostile pages reach corners of the HTML parser
            raise _problem(name, f"cannot be read as a web page ({type(error).__name__})", _COPY) from error
    if found is None or _is_blank(found.text or ""):
        raise _problem(name, "holds no article text (a page built by scripts, a login or a consent page?)", f"open it in a browser and {_COPY}")
    return _Draft(found.text, name, found.title, found.sitename or found.hostname, found.date, found.author, url or found.url)


def _from_address(address: str) -> _Draft:
    """Fetch one web address and read what it serves: a page, plain text or a PDF."""
    data, content_type, charset = _fetch(address)
    path = urllib.parse.urlsplit(address).path.lower()
    if content_type == "application/pdf" or data.startswith(b"%PDF"):
        kind = "pdf"
    elif content_type == "text/plain" or (not content_type and path.endswith(".txt")):
        kind = "text"
    elif content_type == "text/markdown":
        kind = "markdown"
    elif content_type in ("text/html", "application/xhtml+xml", ""):
        kind = "html"
    elif content_type.endswith("wordprocessingml.document"):
        kind = "docx"
    else:
        raise _problem(address, f"is not an article but {_shown(content_type)}", "give the address of the article's own page")
    draft = _from_bytes(data, address, kind, address, charset)
    parts = urllib.parse.urlsplit(address)
    draft.url = address
    draft.outlet = draft.outlet or parts.hostname
    return draft


def _fetch(address: str) -> tuple[bytes, str, str | None]:
    """Return the bytes at an http(s) address, their content type and charset; at most 20 MB, in at most a minute."""
    request, local = _request(address)
    import certifi

    trust = ssl.create_default_context()
    trust.load_verify_locations(certifi.where())  # some Pythons for macOS come without certificates of their own
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler({} if local else None),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(context=trust),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(local),
    ):  # no more than these: an opener made by urllib itself would also read file: and ftp: addresses
        opener.add_handler(handler)
    data, until = b"", time.monotonic() + 60
    try:
        with opener.open(request, timeout=20) as response:
            while piece := response.read1(1 << 16):
                data += piece
                if len(data) > 20_000_000:
                    raise _problem(address, "is too large (over 20 MB)", "give the address of one article")
                if time.monotonic() > until:
                    raise TimeoutError("not done within a minute")
            content_type = response.headers.get_content_type() if response.headers.get("Content-Type") else ""
            return data, content_type, response.headers.get_content_charset()
    except ArticleError:
        raise
    except urllib.error.HTTPError as error:
        error.close()
        answer = f"could not be fetched: the server answered {error.code} {_shown(str(error.reason))}"
        raise _problem(address, answer, "open it in a browser, save the page and give the file") from error
    except (OSError, HTTPException, ValueError) as error:  # URLError is an OSError: no network, no such host, refused, bad certificate
        reason = _shown(str(getattr(error, "reason", None) or error) or type(error).__name__)
        step = "check the address and the network, or save the page from a browser and give the file"
        raise _problem(address, f"could not be fetched ({reason})", step) from error


def _request(address: str) -> tuple[urllib.request.Request, bool]:
    """Make the request for an address typed by a person, and say whether it is in this machine or network."""
    try:
        parts = urllib.parse.urlsplit(address)
        host, port = parts.hostname, parts.port
        if not host or parts.username or parts.password:
            raise _problem(address, "is no address of a web page", "write it as https://host/path, without user name or password")
        netloc = parts.netloc if host.isascii() else host.encode("idna").decode("ascii") + (f":{port}" if port else "")
        path, query = (urllib.parse.quote(part, safe="/?%:@!$&'()*+,;=~") for part in (parts.path, parts.query))
        plain = urllib.parse.urlunsplit((parts.scheme, netloc, path, query, ""))
        headers = {"User-Agent": "Mozilla/5.0 (compatible; framing; reads one article)", "Accept": "text/html,*/*;q=0.5"}
        return urllib.request.Request(plain, headers=headers), _is_local(host)
    except ArticleError:
        raise
    except ValueError as error:
        raise _problem(address, f"is no valid web address ({error})", "copy it again from the browser") from error


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follow redirects to http(s) only, and never from the web into the reader's own machine or network."""

    max_redirections = 5

    def __init__(self, local: bool) -> None:
        self.local = local

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        """Refuse a redirect that leaves the web, else go on."""
        target = urllib.parse.urlsplit(newurl)
        if target.scheme not in ("http", "https"):
            raise urllib.error.URLError(f"it leads on to {target.scheme}:, which is not fetched")
        if not self.local and _is_local(target.hostname or ""):
            raise urllib.error.URLError("it leads on to an address inside this machine or network, which is not fetched")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_local(host: str) -> bool:
    """Say whether a host is this machine or its own network."""
    try:
        found = {str(entry[4][0]).split("%")[0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # unknown here: fetching it will say so
    return any(not ipaddress.ip_address(each).is_global for each in found)


def is_web_address(url: str) -> bool:
    """Tell whether a text is the address of a web page: http or https in any case of letters, and a host."""
    return re.match(r"https?://[^\s/]", url, re.IGNORECASE) is not None


# ------------------------------------------------------------------------------------------------ Word and PDF


def _from_docx(data: bytes, name: str) -> _Draft:
    """Read a Word document: its paragraphs, those in tables too, and its title and author where they are set."""
    import docx
    from docx.table import Table

    def paragraphs(container: Any) -> Iterator[Any]:
        for block in container.iter_inner_content():
            if isinstance(block, Table):
                seen: set[Any] = set()
                for row in block.rows:
                    for cell in row.cells:
                        if cell._tc not in seen:  # a merged cell comes back once per column
                            seen.add(cell._tc)
                            yield from paragraphs(cell)
            else:
                yield block

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(each.file_size for each in archive.infolist())
        if size > 4 * MAX_BYTES:
            raise _problem(name, f"unpacks to {size:,} bytes, far too much for one article", "save the article as .txt")
        document = docx.Document(io.BytesIO(data))
        found = [(block.text.strip(), str(block.style.name) if block.style is not None else "") for block in paragraphs(document)]
        properties = document.core_properties
        title, author = properties.title, properties.author
    except ArticleError:
        raise
    except Exception as error:  # a damaged archive fails in zipfile, lxml or python-docx, each with errors of its own
        wrong = "cannot be read as a Word document (damaged, locked or another kind of file)"
        raise _problem(name, wrong, "open it in a word processor and save it again as .docx or .txt") from error
    found = [(text, style) for text, style in found if text]
    if not found:
        raise _problem(name, "holds no text (only pictures or text boxes?)", _COPY)
    if not title and found[0][1] in ("Title", "Heading 1"):
        title = found[0][0]
    return _Draft("\n\n".join(text for text, _ in found), name, title=title or None, author=author if author and author != "python-docx" else None)


def _from_pdf(data: bytes, name: str) -> _Draft:
    """Read the text of a PDF, mending its line breaks.

    Its title counts only where the text starts with it: programs fill that field with file names.
    """
    with _quiet("pypdf"):
        import pypdf

        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise _problem(name, "is locked with a password", f"unlock it, or {_COPY}")
            pages = [page.extract_text() for page in reader.pages]
            title = str((reader.metadata.title if reader.metadata else None) or "")
        except ArticleError:
            raise
        except Exception as error:  # damaged PDFs raise errors of many kinds
            raise _problem(name, "cannot be read as a PDF (damaged?)", f"print it to a new PDF, or {_COPY}") from error
    # letters beyond the basic plane come out of some fonts as two halves
    pages = [page.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace") for page in pages]
    text = _mend_lines(pages)
    if _is_blank(text):
        raise _problem(name, "holds no text (it looks scanned)", "save it as text or run OCR first")
    opens = bool(_compared(title)) and _compared(text.split("\n", 1)[0]) == _compared(title)
    return _Draft(text, name, title=title if opens else None)


_PAGE_NUMBER = re.compile(r"[\s|–—-]*(page\s+)?\d{1,3}(\s*(of|/)\s*\d{1,3})?[\s|–—-]*", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.!?][\"'”’»)\]]*$")


def _mend_lines(pages: Sequence[str]) -> str:
    """Join the lines of PDF pages into paragraphs, one per line of text with a blank line between.

    A paragraph ends at a blank line, at a line clearly shorter than its page is wide that ends with a full stop, or at a very short one
    (a heading).  A page number alone in the first or last line goes.  A hyphen at a line's end goes too, unless the rest of the text
    shows that it belongs to the word ("Russia-brokered" where "Russia" is a word of its own).
    """
    whole = " ".join(pages)
    words = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", whole))
    paragraphs: list[str] = []
    open_paragraph = False
    for page in pages:
        lines = [line.strip() for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
        filled = [index for index, line in enumerate(lines) if line]
        for index in {*filled[:1], *filled[-1:]}:
            if len(filled) > 1 and _PAGE_NUMBER.fullmatch(lines[index]):
                lines[index] = ""
        while lines and not lines[0]:  # the blank of a page break is not the blank of a paragraph
            lines.pop(0)
        while lines and not lines[-1]:
            lines.pop()
        width = max((len(line) for line in lines), default=0)
        for line in lines:
            if not line:
                open_paragraph = False
                continue
            if open_paragraph:
                paragraphs[-1] = _joined(paragraphs[-1], line, words)
            else:
                paragraphs.append(line)
            short = len(line) < (0.8 if _FULL_STOP.search(line) else 0.5) * width
            open_paragraph = not short or line.endswith(("-", "\u00ad", ","))
        if paragraphs and _FULL_STOP.search(paragraphs[-1]):
            open_paragraph = False
    return "\n\n".join(paragraphs)


def _joined(before: str, line: str, words: set[str]) -> str:
    """Join two lines of one paragraph, mending a word cut by a hyphen."""
    if before.endswith("\u00ad"):
        return before[:-1] + line
    cut = re.search(r"([^\W\d_]+)-$", before)
    rest = re.match(r"[^\W\d_]+", line)
    if not cut or not rest:
        return f"{before} {line}"
    first, second = cut[1], rest[0]
    named = first[0].isupper() and first in words and first + second not in words
    return before + line if f"{first}-{second}" in words or second[0].isupper() or named else before[:-1] + line


# ------------------------------------------------------------------------------------------------ small things


def _is_blank(text: str) -> bool:
    """Say whether a text has nothing to see: spaces, line ends and zero-width characters only."""
    return not any(character.isprintable() and not character.isspace() for character in text)


def _without_blank_edges(text: str) -> str:
    """Drop the blank lines before and after a text; its first and last line stay as they are."""
    lines = text.split("\n")
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return "\n".join(lines[filled[0] : filled[-1] + 1]) if filled else ""


def _one_line(value: str | date | None) -> str | None:
    """Return a value of the metadata on one line, or None where there is nothing in it."""
    joined = " ".join(str(value or "").split())
    return None if _is_blank(joined) else joined


def _shown(name: str) -> str:
    """Return a name fit for an error message: no control characters, not too long."""
    plain = "".join(character if character.isprintable() else "?" for character in name)
    return plain if len(plain) <= 200 else plain[:200] + "..."


@contextlib.contextmanager
def _quiet(*names: str) -> Iterator[None]:
    """Keep these libraries from writing log lines to the screen: what they say ends up in the ArticleError or a warning."""
    loggers = [(logging.getLogger(name), logging.getLogger(name).level) for name in names]
    for logger, _ in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in loggers:
            logger.setLevel(level)
