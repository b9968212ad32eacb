"""The teacher's guide: what it asks of students has levels that a teacher can see."""

from __future__ import annotations

import re
from pathlib import Path

ASSESSMENT = (Path(__file__).resolve().parents[2] / "notebooks" / "TEACHING.md").read_text(encoding="utf-8").split("\n## Assessment\n")[1]
LEVELS = ["beginning", "developing", "secure", "strong"]


def tables(text):
    """Each table as its rows, the line under the head left out; a row is its cells."""
    found = re.findall(r"(?:^\|.*\n?)+", text, flags=re.MULTILINE)
    return [[[cell.strip() for cell in line.strip("|").split("|")] for i, line in enumerate(table.splitlines()) if i != 1] for table in found]


def test_every_task_and_question_has_its_four_levels():
    tasks, questions, of_tasks = tables(ASSESSMENT)
    assert questions[0] == ["question", *LEVELS] and of_tasks[0] == ["task", *LEVELS]
    asked = re.findall(r"[A-Z][^.:?]*\?", ASSESSMENT.split("four questions decide the mark:")[1].split("###")[0].replace("\n", " "))
    assert [row[0] for row in questions[1:]] == asked and len(asked) == 4
    named = [row[0] for row in tasks[1:]]
    assert len(named) == len(of_tasks) - 1 and all(task.startswith(row[0]) for task, row in zip(named, of_tasks[1:], strict=True))
    for row in questions[1:] + of_tasks[1:]:
        assert len(row) == 5 and len(set(row)) == 5 and all(row), row
