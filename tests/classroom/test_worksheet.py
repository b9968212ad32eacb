"""The worksheet as a file: closed to everything from outside, whatever the article says; and the command that writes it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import lxml.html
import pytest
from coded import task_of

from analysis.__main__ import main
from analysis.classroom.coding import CodingTask, form_script
from analysis.classroom.questions import question
from analysis.classroom.worksheet import json_in_html, worksheet_page, write_worksheet
from analysis.reading.article import Article
from analysis.templates import script

HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "' onfocus='alert(1)",
    "</style><style>*{display:none}</style>",
    "</title></head><body onload=alert(1)>",
    "</textarea></noscript><svg/onload=alert(1)>",
    "{{7*7}}{% raw %}",
    "a\u2028b\u2029c",
    "]]>&lt;b&gt;&amp;",
    "javascript:alert(1)",
    "${alert(1)}`",
    "\u202egnp.exe",
]


def page_of(task: CodingTask) -> tuple[str, lxml.html.HtmlElement]:
    text = worksheet_page(task)
    return text, lxml.html.fromstring(text)


PLAIN = task_of("Norland attacked Sudland.\nSudland “denied” it.", title="A clash", outlet="The Paper", date="2026-01-31", author="Ann Onym")


def sha256(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_only_the_script_and_style_of_the_page_are_allowed():
    _, root = page_of(PLAIN)
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    data, program = root.xpath("//script")
    (style,) = root.xpath("//style")
    assert rules == {
        "default-src": "'none'", "script-src": f"'{sha256(program.text)}'", "style-src": f"'{sha256(style.text)}'", "img-src": "data:",
        "connect-src": "'none'", "form-action": "'none'", "base-uri": "'none'",
    }  # fmt: skip
    assert data.get("type") == "application/json" and not program.attrib and not style.attrib


def test_nothing_is_fetched_and_no_element_carries_code():
    text, root = page_of(PLAIN)
    assert not root.xpath("//link | //iframe | //object | //embed | //img | //base | //@src | //@style | //a[not(starts-with(@href,'#'))]")
    assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
    assert not re.search(r"@import|url\(|https?://|fetch\(|XMLHttpRequest|WebSocket|sendBeacon|eval\(|innerHTML(?! = html)", text)
    assert len(text) < 150_000


@pytest.mark.parametrize(
    "name",
    [
        "fields.js",
        "fields_of_pair.js",
        "elements.js",
        "marking.js",
        "answers.js",
        "undo.js",
        "asking.js",
        "coding.js",
        "saving.js",
        "worksheet.js",
        "widget.js",
    ],
)
def test_scripts_can_stand_inside_a_page(name):
    text = script(name)
    assert not re.search(r"</?script|<!--|\r", text, re.IGNORECASE)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words(hostile):
    text = f"{hostile} Norland attacked.\nSudland {hostile} denied."
    task = task_of(text, title=hostile, outlet=hostile, date=hostile, author=hostile, sides=(hostile, "Sudland"))
    page, root = page_of(task)
    plain_text, plain = page_of(PLAIN)
    count = lambda tree: {tag: len(tree.xpath(f"//{tag}")) for tag in ("script", "style", "img", "svg", "body", "head", "title", "form", "textarea")}  # noqa: E731
    assert count(root) == count(plain)
    assert not [name for element in root.iter() if isinstance(element.tag, str) for name in element.attrib if name.startswith("on")]
    shown = hostile.replace("\u202e", "")
    assert root.xpath("string(//title)") == f"Worksheet: {shown}"
    assert root.xpath("string(//h1)") == shown
    assert shown in root.xpath("string(//div[@class='article'])") and shown in root.xpath("string(//div[@id='paper'])")
    data = json.loads(root.xpath("//script")[0].text)
    assert data["text"] == text and data["sides"][0] == hostile
    assert root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == plain.xpath(
        "//meta[@http-equiv='Content-Security-Policy']/@content"
    )


def test_json_in_html():
    data = {"a": "</script><!--&\u2028\u2029\ud83d", "b": [1, None, "é🕊"]}
    text = json_in_html(data)
    assert json.loads(text) == data
    assert text.isascii() and not re.search("[<>&]", text)


def test_the_paper_form_asks_the_same_questions():
    _, root = page_of(PLAIN)
    items = root.xpath("//div[@id='paper']//li")
    assert [item.xpath("string(./p[@class='words'])") for item in items] == PLAIN.texts()
    boxes = [box.get("data-box") for box in items[0].xpath(".//*[@data-box]")]
    assert boxes == [
        "voice narrator", "voice direct", "voice indirect", "voice mixed",
        "stance0 -1", "stance0 0", "stance0 1", "stance0 null", "stance1 -1", "stance1 0", "stance1 1", "stance1 null",
        "harm no harm", "harm agent named", "harm agent left out", "harm both", "confidence 1", "confidence 2", "confidence 3",
    ]  # fmt: skip
    (whole,) = root.xpath("//div[@data-sentence='0']")
    boxes = [box.get("data-box") for box in whole.xpath(".//*[@data-box]")]
    assert boxes[:4] == ["roles0 hero", "roles0 villain", "roles0 victim", "roles0 no clear role"] and len(boxes) == 2 * 4 + 5 * 2
    assert boxes[-2:] == ["frames4 yes", "frames4 no"]


def test_form_and_paper_are_made_from_one_description():
    for ask in ("all", "short", "harm,frames", "roles"):
        _, root = page_of(replace(PLAIN, ask=ask))
        asks = json.loads(root.xpath("//script")[0].text)["asks"]
        drawn = dict.fromkeys(re.match("[a-z]+", box)[0] for box in root.xpath("//div[@id='paper']//@data-box"))
        assert list(drawn) == [key for key in asks if key != "loaded"], ask
        assert bool(root.xpath("//*[@data-line='loaded']")) == ("loaded" in asks)
        sections = root.xpath("//section[@class='codebook']//h3/text()")
        assert sections == [question(key).section for key in asks]
    program = form_script() + script("worksheet.js") + script("widget.js")
    titles = [choice.title for key in ("harm", "roles") for choice in question(key).choices if choice.title != "both"]
    words = [words for name, words in question("frames").items] + [question(key).asks for key in ("voice", "stance", "harm", "roles", "frames")]
    assert not [each for each in (*titles, *words) if each in program], "the scripts hold no list of their own"


def test_a_page_without_sides_asks_fewer_questions():
    _, root = page_of(task_of("It rained.", sides=()))
    assert "four questions" in root.xpath("string(//p[@class='lead'])") and "as a whole" in root.xpath("string(//p[@class='lead'])")
    _, root = page_of(replace(task_of("It rained.", sides=()), ask="short"))
    assert "three questions" in root.xpath("string(//p[@class='lead'])") and "as a whole" not in root.xpath("string(//p[@class='lead'])")
    assert not root.xpath("//*[starts-with(@data-box, 'stance')]")


def test_the_page_is_well_formed_for_readers_of_all_kinds():
    _, root = page_of(PLAIN)
    assert root.get("lang") == "en" and len(root.xpath("//main")) == 1 and len(root.xpath("//h1")) == 1
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for name in " ".join(root.xpath("//@aria-labelledby | //@aria-describedby | //@for")).split():
        assert name in ids
    levels = [int(heading.tag[1]) for heading in root.xpath("//h1|//h2|//h3|//h4")]
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False))
    assert root.xpath("string(//p[@class='about'])") == "The Paper · 2026-01-31 · Ann Onym"


# the command

ARTICLE = "Armenia attacked Azerbaijan on Monday. Azerbaijan accused Armenia of lies. Armenia denied that Azerbaijan had suffered any loss there.\n"


def test_the_command_writes_one_file(tmp_path, capsys, monkeypatch):
    (tmp_path / "my story.txt").write_text(ARTICLE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["worksheet", "my story.txt"]) == 0
    assert "my_story_worksheet.html" in capsys.readouterr().out
    assert main(["worksheet", "my story.txt", "-o", "out/w.html"]) == 0
    assert "3 sentences; sides: Armenia, Azerbaijan" in capsys.readouterr().out
    assert (tmp_path / "out" / "w.html").read_bytes() == (tmp_path / "my_story_worksheet.html").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["my story.txt", "my_story_worksheet.html", "out"]


def test_the_command_leaves_questions_out(tmp_path):
    story, out = tmp_path / "a.txt", tmp_path / "w.html"
    story.write_text(ARTICLE, encoding="utf-8")
    assert main(["worksheet", str(story), "-o", str(out), "--ask", "short"]) == 0
    root = lxml.html.parse(str(out)).getroot()
    assert "four questions" in root.xpath("string(//p[@class='lead'])") and not root.xpath("//*[contains(@data-box, 'harm')]")


def test_the_command_takes_sides_and_says_where_there_are_none(tmp_path, capsys):
    story, sides, out = tmp_path / "a.txt", tmp_path / "sides.json", tmp_path / "w.html"
    story.write_text(ARTICLE, encoding="utf-8")
    sides.write_text('{"Azerbaijan": ["Baku"]}', encoding="utf-8")
    assert main(["worksheet", str(story), "-o", str(out), "--sides", str(sides)]) == 0
    assert "sides: Azerbaijan\n" in capsys.readouterr().out
    story.write_text(
        "The rain came early this year, and the rivers rose higher than anybody in the valley had ever seen them rise before.", encoding="utf-8"
    )
    assert main(["worksheet", str(story), "-o", str(out)]) == 0
    said = capsys.readouterr()
    assert "sides: none" in said.out and "warning: sides: none found" in said.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.txt"], "does not exist"),
        (["a.txt", "-o", "."], "is a folder"),
        (["a.txt", "-o", "w.pdf"], "ends in .html"),
        (["a.txt", "--sides", "missing.json"], "missing.json does not exist"),
        (["a.txt", "--ask", "mood"], "there is no question 'mood' to ask; use all, short, or some of"),
        (["empty.txt"], "empty"),
    ],
)
def test_wrong_calls_are_explained_and_leave_nothing(arguments, said, tmp_path, capsys, monkeypatch):
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["worksheet", *arguments]) == 1
    error = capsys.readouterr().err
    assert error.startswith("framing: ") and said in error
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "empty.txt"]


def test_a_failure_leaves_the_old_page(tmp_path):
    out = tmp_path / "w.html"
    out.write_text("old", encoding="utf-8")
    with pytest.raises(ValueError, match="no side occurs"):
        write_worksheet(Article(ARTICLE), out, sides=["Ruritania"])
    assert out.read_text(encoding="utf-8") == "old"
