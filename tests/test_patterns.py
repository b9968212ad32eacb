"""No text makes a pattern of the package slow: each is tried on 10,000 repeats of what its own parts take, with an end that does not fit."""

from __future__ import annotations

import signal
import time
from functools import partial

import pytest
from patterns import attacks, collect
from timed import least_seconds

REPEATS, MORE = 10_000, 40_000
SECONDS = 1.0
QUICK = 0.01
"""Seconds in which no pattern that looks at every pair of places gets through 10,000 repeats."""
TRIES = 3
"""How often a pattern must seem slow before it is called so."""
LINEAR = 3 * MORE / REPEATS
"""How many times longer four times as much may take: a pattern that looks at every pair of places takes 16 times."""


class Slow(Exception):
    pass


@pytest.fixture
def clock():
    if not hasattr(signal, "setitimer"):
        pytest.skip("Windows has no such alarm")

    def ring(*_):
        raise Slow

    before = signal.signal(signal.SIGVTALRM, ring)
    yield _seconds
    signal.signal(signal.SIGVTALRM, before)


def _seconds(pattern, method, text, most):
    """Return the processor's seconds, at least ``most`` where the pattern was stopped."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, most)  # of this process alone: others may have the processor
    try:
        found = getattr(pattern, method)(text)
        if method == "finditer":
            for _ in found:
                pass
    except Slow:
        return most
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


def _slow(found, clock):
    """Return the first text that makes a pattern slow, in words; None where there is none."""
    pattern = found.compiled

    def text(before, piece, after, repeats):
        made = before + piece * repeats + after
        return made.encode("utf-8", "replace") if isinstance(found.pattern, bytes) else made

    for attack in attacks(found.pattern, found.flags):
        for _ in range(TRIES):  # a busy machine may double the time of one call
            seconds = clock(pattern, found.method, text(*attack, REPEATS), SECONDS)
            if seconds < QUICK:
                break
            more = clock(pattern, found.method, text(*attack, MORE), LINEAR * seconds) if seconds < SECONDS else seconds
            if seconds < SECONDS and more < LINEAR * seconds:
                break
        else:
            return f"{found.place}: {found.pattern!r} takes {seconds:.2f} s for {attack[0]!r} + {REPEATS} times {attack[1]!r} + {attack[2]!r}"
    return None


def test_every_pattern_takes_no_longer_than_its_text(clock):
    found = collect()
    assert len(found) > 100
    slow = [told for each in found if (told := _slow(each, clock))]
    assert not slow, "let each text be taken in one way only (a look-behind before a run, no two runs of the same letters in a row):\n" + "\n".join(
        slow
    )


@pytest.mark.parametrize(
    ("pattern", "method", "slow"),
    [
        (r"(a+)+b", "search", True),
        (r"\s+x", "search", True),
        (r"\s+x", "match", False),
        (r"(?<!\s)\s+x", "finditer", False),
        (r"<!--.*?-->", "finditer", True),
        (r"\s*(<!--.{0,500}?-->\s*)*<html", "match", True),
        (r"(?:\s*,\s*)*x", "match", True),
        (r"[a-z]+(?:-[a-z]+)*", "finditer", False),
    ],
)
def test_what_is_slow_is_seen(pattern, method, slow, clock):
    from patterns import Found

    assert (_slow(Found("here", pattern, 0, method), clock) is not None) == slow


def test_patterns_are_found_with_their_flags_and_their_use():
    found = {(each.place.split(":")[0], each.method): each for each in collect() if each.place.startswith("analysis/reading/kinds.py")}
    assert found["analysis/reading/kinds.py", "match"].compiled.match("<!-- a --><HTML>")


OPEN_ENDS = ("*a ", "_", "[", "](", "![a](b", "> ", "- ", "`", "<!--", "<a ", "|", "&", "a\n===\n", "    ")


@pytest.mark.parametrize("markdown", [False, True])
def test_text_that_opens_what_it_never_closes_is_read_at_once(markdown):
    from analysis.reading.markup import from_text

    for piece in (*OPEN_ENDS, "---\n", "---\ntitle: a\n", "<!-- a -->\n", "title: &a [*a]\n"):
        text = piece * REPEATS + "end"
        assert least_seconds(partial(from_text, text, "a.md", markdown=markdown), SECONDS) < SECONDS, piece


@pytest.mark.parametrize(
    ("value", "author"),
    [
        ("&a [&b [&c [lol, lol], *c], *b]", None),
        ("[&a Jane Doe, *a]", "Jane Doe, Jane Doe"),
        ("{? &a b : *a}", None),
    ],
)
def test_aliases_in_front_matter_stay_small(value, author):
    from analysis.reading.markup import from_text

    draft = from_text(f"---\ntitle: A\nauthor: {value}\n---\nThe council met.\n", "a.md", markdown=True)
    assert (draft.title, draft.author, draft.text) == ("A", author, "The council met.")


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("title: &a [x, *a]", "line 2: found unconstructable recursive node"),
        ("title: A\nauthor: \x1b[31mB", "line 3: a control character"),
        ("title: " + "[" * 4_000, "line 1: too deeply nested"),
    ],
)
def test_broken_front_matter_is_told_with_its_line(block, expected):
    from analysis.reading.draft import ArticleError
    from analysis.reading.markup import from_text

    with pytest.raises(ArticleError, match=f"a.md has broken front matter, {expected}"):
        from_text(f"---\n{block}\n---\nThe council met.\n", "a.md", markdown=False)
