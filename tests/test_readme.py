"""The numbers that the README tells of its example are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from analysis import analyse, read_article
from analysis.report.findings import key_findings
from analysis.who import read_sides

ROOT = Path(__file__).parent.parent
ARTICLES = ROOT / "seeds" / "articles"
README = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())


def test_the_example_says_what_the_program_says():
    framing = analyse(read_article(ARTICLES / "tram_strike_depot.txt"), sides=read_sides(ARTICLES / "tram_strike.sides.json"))
    found = " ".join(re.sub(r"<style.*?</style>|<[^>]+>", " ", key_findings(framing)._repr_html_(), flags=re.DOTALL).split())
    union, company = "Allied Tram Workers", "Tessaline Trams"
    told = {
        "The reporter speaks in 62% of the words.": "62% of the words",
        "The union's sources get 105 words, the company's 43.": f"Sources of {union} get 105 words, sources of {company} 43",
        "6 of 19 attributions give no name.": "6 of 19 attributions give no name.",
        "5 of 6 loaded words are the reporter's own": "Of 6 loaded words, 5 are in the reporter’s own voice",
        "“Lavish dividend” is the word that matters most: with “large” instead": "changes the score most is “lavish” (sentence 10): with “large”",
        "The company acts 6 times and is acted on once; the union acts 4 times and is never acted on.": (
            f"{union} acts 4 times and is acted on 0 times; {company} acts 6 times and is acted on once"
        ),
        "The article as a whole casts the union as a hero and the company as a villain.": (
            f"The article as a whole casts {union} as a hero (sentence 24). The article as a whole casts {company} as a villain"
        ),
        "Its frames: human interest, the economy, conflict, and a solution.": "Frames: human interest (sentences",
        "There is no evidence that the framing shifts along the article. With 28 sentences": "No evidence of a shift along the article",
    }
    for says, finding in told.items():
        assert says in README, says
        assert finding in found, finding
    assert {"gruelling", "modest demand", "lavish", "courageous"} <= {word.lower() for word in framing.terms["text"]}
