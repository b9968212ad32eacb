"""The title on top of the text, once."""

from __future__ import annotations

import pytest
from harbour import BODY, TITLE

from analysis.reading.headline import with_headline

OPENED = f"{TITLE}\n\n{BODY}"


@pytest.mark.parametrize(
    ("text", "title", "outlet", "expected"),
    [
        (BODY, None, None, (BODY, None, False)),
        (BODY, TITLE, None, (OPENED, TITLE, True)),
        (OPENED, TITLE, None, (OPENED, TITLE, True)),
        # pages call themselves "Headline - Outlet" or "Headline | Section | Outlet"
        (OPENED, f"{TITLE} - The Coast Courier", None, (OPENED, TITLE, True)),
        (OPENED, f"{TITLE} | News | The Coast Courier", None, (OPENED, TITLE, True)),
        (BODY, f"{TITLE} – The Coast Courier", "The Coast Courier", (OPENED, TITLE, True)),
        (BODY, f"{TITLE} – The Coast Courier", None, (f"{TITLE} – The Coast Courier\n\n{BODY}", f"{TITLE} – The Coast Courier", True)),
        # a headline over two lines, and one that the text writes in other signs
        (OPENED.replace(" after", "\nafter"), TITLE, None, (OPENED.replace(" after", "\nafter"), TITLE, True)),
        (OPENED, f"“{TITLE}!”", None, (OPENED, f"“{TITLE}!”", True)),
        # a headline under the section and the date
        (f"World\n\n5 March\n\n{OPENED}", TITLE, None, (f"World\n\n5 March\n\n{OPENED}", TITLE, False)),
        (f"1\n\n2\n\n3\n\n4\n\n{OPENED}", TITLE, None, (f"{TITLE}\n\n1\n\n2\n\n3\n\n4\n\n{OPENED}", TITLE, True)),
        # the outlet is all there is of a title
        (BODY, "The Coast Courier", "The Coast Courier", (f"The Coast Courier\n\n{BODY}", "The Coast Courier", True)),
    ],
)
def test_headline(text: str, title: str | None, outlet: str | None, expected: tuple[str, str | None, bool]):
    assert with_headline(text, title, outlet) == expected
