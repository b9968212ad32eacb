"""Plain text and Markdown, and the front matter that may stand above both."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Any

from analysis.reading.draft import Draft, count_words, problem

_FIELDS = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "publisher", "sitename", "site"),
    "date": ("date", "published"),
    "author": ("author", "authors", "byline"),
    "url": ("url", "link"),
}
_OTHER_FIELDS = ("language", "lang", "source", "licence", "license", "tags", "keywords", "categories", "description", "layout", "note", "notes")
_KNOWN_FIELDS = {name for names in _FIELDS.values() for name in names} | set(_OTHER_FIELDS)
_LONGEST_BLOCK = 5_000
"""Characters; what is longer is no front matter."""


def from_text(text: str, name: str, *, markdown: bool) -> Draft:
    """Read plain text or Markdown, with or without front matter."""
    known, body = _front_matter(text, name)
    draft = Draft(body, name)
    for attribute, names in _FIELDS.items():
        value = next((known[each] for each in names if known.get(each)), None)
        setattr(draft, attribute, value)
    if markdown:
        count_words(body, name)  # before the slow part
        draft.text, heading = _plain_markdown(body, name)
        draft.title = draft.title or heading
    return draft


# front matter


def _front_matter(text: str, name: str) -> tuple[dict[str, str], str]:
    """Split a YAML block between two lines of --- from the text under it.

    The block counts as front matter only if it names a known field (title, outlet, date ...), so an article that happens to start
    with a line of dashes stays whole.  Values are kept as written: ``date: 2023-01-13`` and ``title: No`` are the strings they look like.
    """
    stripped = text.lstrip()
    if not stripped.startswith("---"):
        return {}, text
    from frontmatter import YAMLHandler

    handler = YAMLHandler()
    if not handler.detect(stripped):
        return {}, text
    try:
        block, body = handler.split(stripped)
    except ValueError:  # no second line of dashes
        return {}, text
    if not block.strip():
        return {}, body
    promised = re.search(rf"^({'|'.join(sorted(_KNOWN_FIELDS))})[ \t]*:", block, re.IGNORECASE | re.MULTILINE)
    if not promised or len(block) > _LONGEST_BLOCK:
        return {}, text
    values = _yaml_values(block, text, name)
    if not isinstance(values, dict):
        return {}, text
    known = {str(key).strip().lower(): _yaml_text(value) for key, value in values.items()}
    return {key: value for key, value in known.items() if value}, body


def _yaml_values(block: str, text: str, name: str) -> object:
    """Return what a YAML block of a text holds, values as strings; raise ArticleError that names the broken line."""
    import yaml

    try:
        return yaml.load(block, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        inside = mark.line if mark else block[: getattr(error, "position", 0)].count("\n")
        line = text[: text.index(block)].count("\n") + inside + 1
        what = getattr(error, "problem", None) or ("too deeply nested" if isinstance(error, RecursionError) else "a control character")
        step = "write one 'name: value' per line between the two lines of --- (quote a value that holds a colon), or delete the block"
        raise problem(name, f"has broken front matter, line {line}: {what}", step) from error


def _yaml_text(value: Any) -> str:
    """Return a YAML value as text: a string as it is, a list of strings joined, "null" and anything nested as nothing."""
    if isinstance(value, list):
        return ", ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) and value.strip().lower() not in ("null", "~") else ""


# Markdown


def _plain_markdown(body: str, name: str) -> tuple[str, str | None]:
    """Return Markdown as plain paragraphs, and the heading it opens with, if it does.

    Emphasis, links and headings leave their words, pictures and raw HTML tags go, a numbered item keeps its number.  Lines of one
    paragraph are joined by a space, as Markdown means them.
    """
    import mistune

    try:
        tokens: Any = mistune.create_markdown(renderer=None)(body)
        paragraphs = [paragraph for paragraph in _blocks(tokens) if paragraph.strip()]
    except RecursionError as error:
        raise problem(name, "is Markdown nested too deeply to be an article", "save it as .txt") from error
    opening = next((token for token in tokens if token["type"] != "blank_line"), None)
    heading = _inline(opening["children"]).strip() if opening and opening["type"] == "heading" else None
    return "\n\n".join(paragraphs), heading or None


def _blocks(tokens: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield the paragraphs of Markdown blocks, in order."""
    for token in tokens:
        kind = token["type"]
        if kind in ("paragraph", "heading", "block_text"):
            yield _inline(token["children"])
        elif kind == "list":
            yield from _items(token)
        elif kind == "block_code":
            yield token["raw"].strip("\n")
        elif kind == "block_html":
            yield _without_tags(token["raw"])
        elif "children" in token:
            yield from _blocks(token["children"])


def _items(listing: dict[str, Any]) -> Iterator[str]:
    """Yield the paragraphs of a list, each numbered item with its number."""
    ordered = listing["attrs"].get("ordered")
    for number, item in enumerate(listing["children"], listing["attrs"].get("start", 1)):
        parts = list(_blocks(item["children"]))
        if parts and ordered:
            parts[0] = f"{number}. {parts[0]}"
        yield from parts


def _inline(tokens: Sequence[dict[str, Any]]) -> str:
    """Return the words of inline Markdown."""
    words = []
    for token in tokens:
        kind = token["type"]
        if kind in ("softbreak", "linebreak"):
            words.append(" " if kind == "softbreak" else "\n")
        elif kind not in ("image", "inline_html"):
            words.append(_inline(token["children"]) if "children" in token else html.unescape(token.get("raw", "")))
    return "".join(words)


def _without_tags(raw: str) -> str:
    """Return the words of a piece of HTML inside Markdown, without scripts, styles and comments."""
    kept = re.sub(r"<(script|style)\b.*?(</\1\s*>|\Z)|<!--.*?(-->|\Z)", "", raw, flags=re.IGNORECASE | re.DOTALL)
    return html.unescape(re.sub(r"</?[a-zA-Z!?][^<>]*>", "", kept)).strip()
