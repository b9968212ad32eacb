"""Regions that scroll: each table of a text has one, named after the heading above it, and no two of a page have one name."""

from __future__ import annotations

import pytest

from analysis.report.regions import told_apart, with_regions

REGION = '<div class="scroll" role="region" tabindex="0" aria-label="{}">{}</div>'


@pytest.mark.parametrize(
    ("html", "heading", "expected"),
    [
        ("<p>No table.</p>", "Sides", "<p>No table.</p>"),
        ("<table><tr></tr></table>", "", REGION.format("Table", "<table><tr></tr></table>")),
        ("<table>1</table>", 'The "mob" & its voice', REGION.format("Table: The &quot;mob&quot; & its voice", "<table>1</table>")),
        (
            "<table>1</table><h2 id='a'>Two <code>x</code></h2><p></p><table>2</table>",
            "One",
            REGION.format("Table: One", "<table>1</table>")
            + "<h2 id='a'>Two <code>x</code></h2><p></p>"
            + REGION.format("Table: Two x", "<table>2</table>"),
        ),
        (
            "<code>a_b</code><table><td><code>a_b_c</code> a_b</td></table>",
            "",
            "<code>a_b</code>" + REGION.format("Table", "<table><td><code>a_<wbr>b_<wbr>c</code> a_b</td></table>"),
        ),
    ],
)
def test_a_table_is_in_a_region_with_a_name(html, heading, expected):
    assert with_regions(html, heading) == expected


def test_no_two_regions_have_one_name():
    taken = {"harm", "harm (2)"}
    first = told_apart(REGION.format("Harm", 1) + REGION.format("Help", 2), taken)
    assert first == REGION.format("Harm (3)", 1) + REGION.format("Help", 2)
    assert told_apart('<div class="scroll" role="region" aria-label="help" tabindex="0">', taken) == (
        '<div class="scroll" role="region" aria-label="help (2)" tabindex="0">'
    )
    assert (
        told_apart("<p>role=&quot;region&quot; aria-label=&quot;Help&quot;</p>", taken)
        == "<p>role=&quot;region&quot; aria-label=&quot;Help&quot;</p>"
    )
