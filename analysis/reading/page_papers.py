"""What a page says about itself: title, outlet, address, date and author, and whether it is the whole article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from analysis.lexicons import word_list
from analysis.reading.draft import COPY, problem
from analysis.reading.page_blocks import class_words
from analysis.reading.page_dates import day_published, meta_name
from analysis.reading.quiet import quiet

_MOST_DATA = 2_000_000
_MOST_SCRIPTS = 50
_NAME = re.compile(r"(?<![\w.’'-])[^\W\d_a-z][\w.’'-]*( (de|la|van|von|der|al|bin|da|di|[^\W\d_a-z][\w.’'-]*)){1,4}")
_ARTICLE_TYPE = re.compile(r"(article|blogposting|liveblogposting|report|socialmediaposting)$", re.IGNORECASE)


@dataclass
class Papers:
    """What a page says about itself.  paid: it says that it is not free to read.  body_words: the words of the article that its metadata carry."""

    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    author: str | None = None
    url: str | None = None
    paid: bool = False
    body_words: int = 0


def papers_of(tree: Any, name: str, url: str | None) -> Papers:
    """Read a page's own metadata, before anything is taken out of it; raise ArticleError where they break trafilatura."""
    import trafilatura

    data = list(_linked_data(tree))
    with quiet("trafilatura", "htmldate"):
        try:
            # the date is read here and not by htmldate, which makes an ambiguous one certain
            found: Any = trafilatura.extract_metadata(_for_metadata(tree), default_url=url, date_config={"extensive_search": False}, extensive=False)
        except Exception as error:  # hostile pages reach corners of its parsers
            raise problem(name, f"cannot be read as a web page ({type(error).__name__})", COPY) from error
    articles = [each for each in data if any(_ARTICLE_TYPE.search(kind) for kind in _kinds(each))]
    papers = Papers(found.title, found.sitename or found.hostname, url=url or found.url)
    stated, shown = _without_roles(found.author or _people(articles), papers.outlet), _byline(tree)
    more = stated and shown and set(stated.split("; ")) < set(shown.split("; "))  # a link to the first of two
    papers.author = shown if more else stated or shown
    papers.date = day_published(tree, articles, papers.url)
    closed = any(str(each.get("isAccessibleForFree")).strip().lower() == "false" for each in data)
    papers.paid = closed or _tier(tree) in ("locked", "metered", "premium", "paid")
    bodies = [each["articleBody"] for each in articles if isinstance(each.get("articleBody"), str)]
    papers.body_words = max((len(body.split()) for body in bodies), default=0)
    return papers


def partial_warning(papers: Papers, words: int, *, asked_to_pay: bool) -> list[str]:
    """Return a warning where the page says, or lets see, that its text may be only a part of the article."""
    part = "this may be only a part of the article"
    if papers.body_words > 1.25 * words and papers.body_words - words >= 30:
        return [f"partial: the page's metadata give {papers.body_words:,} words of the article, but the page shows only {words:,}; {part}"]
    if asked_to_pay:
        return [f"partial: the page asks its readers to subscribe or log in to read on; {part}"]
    return [f"partial: the page says that it is not free to read; {part}"] if papers.paid else []


# metadata


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a page's JSON-LD, those in a list or in "@graph" or "hasPart" too; what is no JSON is passed over."""
    for script in tree.xpath(".//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]:
        text = (script.text or "").strip().removeprefix("<![CDATA[").removeprefix("//<![CDATA[").removesuffix("]]>").removesuffix("//")
        if len(text) > _MOST_DATA:
            continue
        try:
            waiting = [json.loads(text.rstrip("; \n"), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            each = waiting.pop()
            if isinstance(each, list):
                waiting += each
            elif isinstance(each, dict):
                yield each
                waiting += [each[key] for key in ("@graph", "hasPart", "mainEntity") if key in each]


def _kinds(each: dict[str, Any]) -> list[str]:
    kinds = each.get("@type")
    return [str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _for_metadata(tree: Any) -> Any:
    """Return a copy of a page with only those scripts that trafilatura reads."""
    from copy import deepcopy

    small = deepcopy(tree)
    for script in list(small.iter("script", "style", "svg", "noscript")):
        if "ld+json" in (script.get("type") or "") and len(script.text or "") <= _MOST_DATA and _is_json(script.text or ""):
            continue
        script.clear(keep_tail=True)
    return small


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _tier(tree: Any) -> str:
    """Return what a page says in its head of who may read it."""
    for meta in tree.iter("meta"):
        if meta_name(meta) in ("article:content_tier", "content_tier", "og:content_tier"):
            return (meta.get("content") or "").strip().lower()
    return ""


def author_shown(paragraphs: list[str]) -> str | None:
    """Return the authors that a line among the first paragraphs names: "By Jane Doe, Political Editor"."""
    for line in paragraphs[:4]:
        if len(line) <= 120 and line[:3].lower() == "by " and not line.endswith((".", "!", "?")) and (names := _names(line)):
            return names
    return None


def _names(text: str) -> str | None:
    """Return the names of persons in a byline, joined."""
    text = re.sub(r"^((words|written|posted|story)\s)?by:?\s", "", text, flags=re.IGNORECASE)
    parts = [part.strip() for part in re.split(r",\s|;|\||\band\b|&|\s(?:in|at|for)\s", text)]
    return _without_roles("; ".join(part for part in parts if _NAME.fullmatch(part)), None)


def _people(articles: list[dict[str, Any]]) -> str | None:
    """Return the persons that a page's JSON-LD names as authors."""
    given = [author for each in articles for author in (each["author"] if isinstance(each.get("author"), list) else [each.get("author")])]
    names = [author["name"] for author in given if isinstance(author, dict) and "Person" in _kinds(author) and isinstance(author.get("name"), str)]
    return "; ".join(dict.fromkeys(part.strip() for name in names for part in re.split(r",\s|;", name) if part.strip())) or None


def _byline(tree: Any) -> str | None:
    """Return the authors that a page shows in an element named for them, where they look like names."""
    for element in tree.iter("a", "span", "div", "p", "address", "li", "b", "strong", "em", "i"):
        if element.get("rel") != "author" and element.get("itemprop") != "author" and class_words(element).isdisjoint(("author", "byline")):
            continue
        text = " ".join(" ".join(element.itertext()).split())
        if len(text) <= 120 and (names := _names(text)):
            return names
    return None


def _without_roles(author: str | None, outlet: str | None) -> str | None:
    """Return the authors without what they are: "Jane Doe; Political Editor" is Jane Doe.  An author without any other name stays."""
    if not author:
        return None
    trades = word_list("page_words", "writers")
    names = []
    for name in author.split("; "):
        words = name.split()
        if not trades.isdisjoint(name.lower().split()):  # "Jane Doe Health editor" begins with a name, "Political Editor" does not
            words = words[:2] if len(words) > 3 and trades.isdisjoint(name.lower().split()[:2]) else []
        if words and name.casefold() != (outlet or "").casefold():
            names.append(" ".join(words))
    names = [name for name in names if " " in name] or names  # "Jane Doe, Reuters" is one author
    return "; ".join(names) or author
