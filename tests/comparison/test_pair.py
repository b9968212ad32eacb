"""The worksheet for two reports: what it asks, the answers that come back, and the same beside what the program found."""

from __future__ import annotations

import json
import re

import lxml.html
import pytest

from analysis import AnnotationError, Article, ComparisonError, SidesError, compare, read_annotation
from analysis.__main__ import main
from analysis.classroom.annotation import coded_article
from analysis.comparison import answers_beside, treatment_beside
from analysis.comparison.pair import TOLD, pair_page, pair_task
from analysis.comparison.pair_answers import read_pair_answers

FIRST = Article(
    "Norland shelled the village of Veld on Friday. Three men were killed.\n\nRain had swollen every river of Sudland.\n", outlet="The Post"
)
SECOND = Article("The village of Veld was shelled by Norland on Friday. Five men were killed.\n\nSudland asked for talks.\n", outlet="The Wire")
SIDES = {"Norland": [], "Sudland": []}
HOSTILE = "</script><script>alert(1)</script>"


@pytest.fixture(scope="module")
def task():
    return pair_task([FIRST, SECOND], SIDES)


@pytest.fixture(scope="module")
def compared():
    return compare([FIRST, SECOND], sides=SIDES)


def answered(task, coder, told, treatment=None, changed=None):
    """Return a file of answers as the page makes it; told: sentence -> (answer, where, words)."""
    answers = [{"sentence": n, "told": value, "where": where, "words": words} for n, (value, where, words) in told.items()]
    about = {"format": "framing-pair 1", "article": task.payload()["article"], "coder": coder, "pass": 1, "saved": "2026-11-30T10:00:00.000Z"}
    asked = {"sides": list(task.sides), "asked": ["told", "treatment"]}
    return about | asked | {"answers": answers, "whole": {"treatment": treatment or {}}} | (changed or {})


def test_it_asks_of_every_sentence_of_both(task):
    data = task.payload()
    labels = ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert [one["label"] for one in data["sentences"]] == labels and [one["report"] for one in data["sentences"]] == [0, 0, 0, 1, 1, 1]
    spans = [data["text"][one["start"] : one["end"]] for one in data["sentences"]]
    assert (spans[0], spans[4]) == ("Norland shelled the village of Veld on Friday.", "Five men were killed.")
    assert data["article"]["sha256"] == coded_article(task.joined, 6).sha256 and data["reports"] == ["The Post (A)", "The Wire (B)"]
    assert data["asks"] == ["told", "treatment"]
    assert [name for name, _ in data["questions"]["treatment"]["items"]] == ["A: Norland", "A: Sudland", "B: Norland", "B: Sudland"]
    assert set(data["codebook"]) == {"told", "treatment"} and "liberated – captured" in data["codebook"]["told"]


def test_page_and_paper_ask_the_same(task):
    root = lxml.html.fromstring(pair_page(task))
    assert [each.text for each in root.xpath("//div[@class='article']/h3")] == ["The Post (A)", "The Wire (B)"]
    items = root.xpath("//div[@id='paper']//li")
    assert [item.xpath("string(./p[@class='words'])") for item in items][3:5] == [
        "B1 The village of Veld was shelled by Norland on Friday.",
        "B2 Five men were killed.",
    ]
    boxes = [box.get("data-box") for box in items[0].xpath(".//*[@data-box]")]
    assert boxes == [f"told {choice.value}" for choice in TOLD.choices]
    assert items[0].xpath(".//@data-line") == ["where", "note"]
    assert len(root.xpath("//div[@data-sentence='0']//*[@data-box]")) == 4 * 4


def test_nothing_of_the_reports_becomes_markup():
    reports = [Article(f"{HOSTILE} Norland won.", title=HOSTILE, outlet=HOSTILE), Article(f"Norland lost {HOSTILE}.", outlet="B")]
    root = lxml.html.fromstring(pair_page(pair_task(reports, {"Norland": [], HOSTILE: []})))
    assert len(root.xpath("//script")) == 2 and HOSTILE in root.xpath("string(//div[@id='paper'])")
    assert json.loads(root.xpath("//script")[0].text)["reports"][0] == f"{HOSTILE} (A)"


def test_without_a_side_nothing_is_asked_of_the_whole():
    task = pair_task([Article("It rained all day."), Article("The rain did not stop.")])
    assert task.sides == () and task.payload()["asks"] == ["told"] and "name the sides" in task.warnings[0]
    assert not lxml.html.fromstring(pair_page(task)).xpath("//div[@data-sentence='0']")


def test_what_cannot_be_a_pair_is_refused():
    with pytest.raises(ComparisonError, match="3 reports were given; a worksheet for a pair takes two"):
        pair_task([FIRST, SECOND, Article("A third one.")])
    with pytest.raises(ComparisonError, match="the same text"):
        pair_task([FIRST, FIRST])
    with pytest.raises(SidesError, match="empty"):
        pair_task([FIRST, SECOND], {})


def test_answers_beside_the_program(task, compared, tmp_path):
    (tmp_path / "ann.json").write_text(
        json.dumps(answered(task, "Ann", {1: ("same", "B1", "shelled"), 2: ("number", "b2, B3", ""), 3: ("same", "", "")}, {"A: Norland": -1}))
    )
    told = {1: ("same", "B1", ""), 2: ("number", "B2", ""), 3: ("only here", "", ""), 6: ("no fact", "", "")}
    (tmp_path / "ben.json").write_text(json.dumps(answered(task, "Ben", told, {"A: Norland": -1, "B: Sudland": None})))
    table = answers_beside(compared, tmp_path).set_index("place")
    assert list(table.index) == ["A1", "A2", "A3", "B1", "B2", "B3"]
    assert table.loc["A1", ["answers", "yours", "program", "where_you", "where_program", "words"]].tolist() == [
        "same 2", "same", "same", "B1", "B1", "shelled",
    ]  # fmt: skip
    assert table.loc["A2", ["answers", "yours", "program"]].tolist() == ["number 2", "number", "number"]
    assert table.loc["A2", "where_you"] == "B2, B3" and bool(table.loc["A2", "agree"])
    assert table.loc["A3", ["answers", "yours", "program"]].tolist() == ["same 1, only here 1", "same", "only here"]
    assert not table.loc["A3", "agree"]
    assert table.loc["B3", "yours"] == "no fact" and table["agree"].isna().tolist() == [False, False, False, True, True, True]
    sides = treatment_beside(compared, tmp_path).set_index(["report", "side"])
    assert sides.loc[("The Post", "Norland"), ["answers", "yours"]].tolist() == ["negative 2", "negative"]
    assert sides["yours"].isna().tolist() == [False, True, True, True], "unsure is no verdict"


def test_before_anybody_has_answered(compared):
    table = answers_beside(compared)
    assert table["yours"].isna().all() and table["agree"].isna().all() and table["program"].tolist()[1] == "number"
    assert len(treatment_beside(compared)) == 4


WRONG = [
    ({"format": "framing-annotation 1"}, "is this a file of answers to the worksheet for two reports"),
    ({"article": {"title": "", "sha256": "0" * 64, "sentences": 6}}, "the answers belong to other reports"),
    ({"coder": " "}, "coder"),
    ({"pass": 3}, "pass is 3; allowed: 1, 2"),
    ({"answers": [{"sentence": 7, "told": "same"}]}, "a whole number from 1 to 6"),
    ({"answers": [{"sentence": 1, "told": "maybe"}]}, "told is \"maybe\"; allowed: same, number"),
    ({"answers": [{"sentence": 1, "told": "same"}, {"sentence": 1, "told": "time"}]}, "sentence 1 twice"),
    ({"whole": {"treatment": {"A: Norland": 2}}}, "whole.treatment.A: Norland is 2"),
    ({"whole": {"treatment": []}}, "whole.treatment"),
]  # fmt: skip


@pytest.mark.parametrize(("changed", "told"), WRONG)
def test_a_damaged_file_is_named(task, compared, tmp_path, changed, told):
    path = tmp_path / "ann.json"
    path.write_text(json.dumps(answered(task, "Ann", {1: ("same", "", "")}, changed=changed)))
    with pytest.raises(AnnotationError, match=re.escape(told)) as raised:
        read_pair_answers(path, compared)
    assert str(path) in str(raised.value)


def test_files_of_two_worksheets_are_not_mixed_up(task, compared, tmp_path):
    path = tmp_path / "ann.json"
    path.write_text(json.dumps(answered(task, "Ann", {})))
    with pytest.raises(AnnotationError):
        read_annotation(path)
    with pytest.raises(AnnotationError, match="holds no file of answers"):
        answers_beside(compared, tmp_path / "..")
    three = compare([FIRST, SECOND, Article("Norland shelled Veld again on Sunday, and Sudland said so.", outlet="C")], sides=SIDES)
    with pytest.raises(ValueError, match="the worksheet is for two"):
        answers_beside(three)


def test_the_command(tmp_path, capsys):
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, article in zip(paths, (FIRST, SECOND), strict=True):
        path.write_text(article.text)
    sides = tmp_path / "sides.json"
    sides.write_text(json.dumps(SIDES))
    out = tmp_path / "pair.html"
    assert main(["worksheet", *map(str, paths), "-o", str(out), "--sides", str(sides)]) == 0
    assert "6 sentences; sides: Norland, Sudland" in capsys.readouterr().out and "Worksheet: a and b" in out.read_text()
    assert main(["worksheet", *map(str, paths), "-o", str(out), "--ask", "short"]) == 1
    assert "the worksheet for two reports has questions of its own" in capsys.readouterr().err
