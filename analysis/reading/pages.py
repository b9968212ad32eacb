"""Web pages: the article among menus, advertisements and comments, with what the page says about itself."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.reading.draft import COPY, Draft, LeftOut, is_blank, problem
from analysis.reading.page_blocks import blocks_of
from analysis.reading.page_choice import PAY, chosen
from analysis.reading.page_papers import author_shown, papers_of, partial_warning
from analysis.reading.page_quotes import paragraphs
from analysis.reading.page_tree import page_tree, without_hidden


def from_html(page: str, name: str, url: str | None) -> Draft:
    """Find the article in a web page, with what the page says about itself.

    The words come from the page's own tree, block by block; trafilatura only says which blocks are the article.  Raises ArticleError where there is
    no article, or where the page is built to be slow.
    """
    tree = page_tree(page, name)
    papers = papers_of(tree, name, url)
    hidden = without_hidden(tree)
    blocks = blocks_of(tree)
    article, beside = chosen(tree, blocks, name, url)
    texts = paragraphs(article)
    text = "\n\n".join(texts)
    if is_blank(text):
        raise problem(name, "holds no article text (a page built by scripts, a login or a consent page?)", f"open it in a browser and {COPY}")
    draft = Draft(text, name, papers.title, papers.outlet, papers.date, papers.author or author_shown(texts), papers.url)
    draft.warnings += partial_warning(papers, len(text.split()), asked_to_pay=any(each.kind == PAY for each in beside))
    draft.left_out += _joined([*hidden, *beside])
    return draft


def _joined(found: Iterable[LeftOut]) -> list[LeftOut]:
    """Return what was left out, each kind once."""
    kinds: dict[str, LeftOut] = {}
    for each in found:
        before = kinds.get(each.kind)
        kinds[each.kind] = each if before is None else LeftOut(each.kind, before.count + each.count, before.example)
    return list(kinds.values())
