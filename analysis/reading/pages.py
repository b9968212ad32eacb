"""Web pages: the article among menus, advertisements and comments, with what the page says about itself."""

from __future__ import annotations

from typing import Any

from analysis.reading.draft import COPY, Draft, is_blank, problem
from analysis.reading.quiet import quiet


def from_html(page: str, name: str, url: str | None) -> Draft:
    """Find the article in a web page, with what the page says about itself."""
    with quiet("trafilatura", "htmldate"):
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
            raise problem(name, f"cannot be read as a web page ({type(error).__name__})", COPY) from error
    if found is None or is_blank(found.text or ""):
        raise problem(name, "holds no article text (a page built by scripts, a login or a consent page?)", f"open it in a browser and {COPY}")
    return Draft(found.text, name, found.title, found.sitename or found.hostname, found.date, found.author, url or found.url)
