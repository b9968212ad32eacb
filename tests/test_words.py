"""What people read keeps to the words of CONTRIBUTING: none of the phrases that its section on words rules out."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
READ = (
    "README.md",
    "CHANGELOG.md",
    "notebooks/*.md",
    "seeds/*/README.md",
    "analysis/lexicons/README.md",
    "analysis/models/*/README.md",
    "notebooks/src/*.py",
    "notebooks/src/exercises/*.py",
    "analysis/templates/*.j2",
    "analysis/templates/*.js",
)
WRITTEN = ("analysis/*.py", "analysis/report/*.py", "analysis/charts/*.py", "analysis/corpus/*.py", "analysis/classroom/*.py")
NOT_AN = re.compile(r"\b(?<!there )(?<!There )(?:is|are|was|were) no (?!longer\b|single\b)[a-z]")


def ruled_out() -> list[str]:
    section = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Words\n")[1].split("\n## ")[0]
    rows = [line.split("|")[3] for line in section.splitlines() if line.startswith("|")]
    avoided = section.split("Also avoid:")[1].split("For “is no X”")[0]
    return [phrase for text in (*rows, avoided) for phrase in re.findall("“([^”]+)”", text)]


def files(*patterns: str) -> list[str]:
    return subprocess.run(["git", "ls-files", *patterns], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()


def faults(text: str) -> list[str]:
    """Return the phrases of a text that are ruled out; a line break or the sign of a comment is a space."""
    plain = re.sub(r"\s*\n\s*(?:#+ )?|\s+", " ", text)
    found = [phrase for phrase in ruled_out() if re.search(rf"\b{re.escape(phrase)}s?\b", plain, re.IGNORECASE)]
    return [*found, *(match.group() for match in NOT_AN.finditer(plain))]


def test_the_section_names_phrases():
    assert {"by lot", "loaded term", "a little too kind", "its papers"} <= set(ruled_out())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sentences drawn\n# by lot.", ["by lot"]),
        ("This is no mistake.", ["is no m"]),
        ("There is no answer, and it is no longer asked.", []),
        ("Loaded words, and loaded terms.", ["loaded term"]),
    ],
)
def test_faults_are_found_across_lines(text, found):
    assert faults(text) == found


@pytest.mark.parametrize("name", files(*READ, *WRITTEN))
def test_what_people_read_keeps_to_the_words(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    if name.startswith("analysis/") and name.endswith(".py"):  # their sentences, not their comments
        text = "\n".join(re.findall(r'"[^"\n]*"', re.sub(r'"""(?s:.*?)"""', "", text)))
    assert not faults(text)
