"""What a coder is given: sentences, words, sides, the code book; and that no model is asked."""

from __future__ import annotations

import re
import subprocess
import sys

import lxml.html
import pytest

from analysis.classroom.annotation import CONFIDENCE, HARMS, ROLES, VOICES
from analysis.classroom.coding import CODEBOOK, SECTIONS, _whole_codebook, codebook, coding_task, words_in
from analysis.classroom.questions import AskError
from analysis.frames.frames import FRAMES
from analysis.reading.article import Article
from analysis.terms.lexicon import read_lexicon
from analysis.who.sides import SidesError

TEXT = "🕊 Norland attacked first, it said.\nSudland’s army answered. It was “self-defence”."
ARTICLE = Article(TEXT, title=None)


@pytest.fixture(scope="module")
def task():
    return coding_task(ARTICLE, {"Norland": [], "Sudland": []})


def test_every_sentence_and_word_is_a_span_of_the_text(task):
    assert task.texts() == ["🕊 Norland attacked first, it said.", "Sudland’s army answered.", "It was “self-defence”."]
    words = [[TEXT[a:b] for a, b in sentence.words] for sentence in task.sentences]
    assert words == [["Norland", "attacked", "first", "it", "said"], ["Sudland’s", "army", "answered"], ["It", "was", "self-defence"]]
    assert [len(paragraph) for paragraph in task.paragraphs()] == [1, 2]
    assert task.paragraphs()[1][0] == (2, "Sudland’s army answered.")


def test_payload_is_plain_data_that_counts_characters(task):
    payload = task.payload()
    start, end = payload["sentences"][0]["words"][0]
    assert payload["text"][start:end] == "Norland" and start == 2
    assert payload["sides"] == ["Norland", "Sudland"]
    assert payload["article"]["sentences"] == 3 and payload["article"]["title"] == "🕊 Norland attacked first, it said."
    assert list(payload["codebook"]) == list(SECTIONS)
    assert re.fullmatch(r"norland-attacked-first-it-said-[0-9a-f]{8}", payload["file"])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It cost $1,600 in the U.N. zone.", ["It", "cost", "1,600", "in", "the", "U.N", "zone"]),
        ("Don’t call it a kamikaze-drone", ["Don’t", "call", "it", "a", "kamikaze-drone"]),
        ("naïve e\u0301te\u0301, Tağıyev", ["naïve", "e\u0301te\u0301", "Tağıyev"]),
        ("red,blue – ‘x’ 👍🏽 \u202eabc", ["red", "blue", "x", "abc"]),
        ("…—!", []),
    ],
)
def test_words(text, words):
    assert [text[a:b] for a, b in words_in(text, 0, len(text))] == words


def test_sides_are_given_found_or_none():
    clash = Article("Armenia attacked Azerbaijan. Azerbaijan accused Armenia of lies. Armenia denied that Azerbaijan had suffered.")
    assert coding_task(clash).sides == ("Armenia", "Azerbaijan")
    none = coding_task(Article("The rain came early this year, and the rivers rose. Nobody was surprised."))
    assert none.sides == () and none.warnings[0].startswith("sides: none found")
    with pytest.raises(SidesError, match="Daily Planet"):
        coding_task(clash, ["Daily Planet"])
    with pytest.raises(TypeError, match="read_article"):
        coding_task("seeds/articles/x.txt")


@pytest.mark.parametrize(("sides", "loaded"), [("['Armenia', 'Azerbaijan']", set()), ("None", {"onnxruntime", "tokenizers"})])
def test_nothing_is_scored_and_only_finding_the_sides_loads_a_model(tmp_path, sides, loaded):
    code = (
        "import sys; from analysis import Article, annotate, write_worksheet;"
        "article = Article('Armenia attacked Azerbaijan. Azerbaijan denied it.'); sides = eval(sys.argv[3]);"
        "write_worksheet(article, sys.argv[1], sides=sides); annotate(article, 'Ann', sides=sides, folder=sys.argv[2]);"
        "print(*sorted({'onnxruntime', 'tokenizers', 'analysis.stance.stance', 'analysis.framing'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path / "w.html", tmp_path, sides], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) == loaded
    assert [path.name for path in tmp_path.iterdir()] == ["w.html"], "no answer, no file"


def test_a_teacher_says_what_is_asked():
    clash = Article("Armenia attacked Azerbaijan. Azerbaijan accused Armenia of lies. Armenia denied that Azerbaijan had suffered.")
    task = coding_task(clash, ask="short")
    assert task.asked == task.empty("Ann").asked == ("loaded", "voice", "stance", "confidence") and list(task.payload()["codebook"]) == list(
        task.asked
    )
    assert coding_task(clash, ask=["frames", "harm"]).asked == ("harm", "frames"), "in the order of the form"
    rain = Article("It rained in the hills. Nobody was surprised.")
    assert coding_task(rain).asked == ("loaded", "voice", "harm", "confidence", "frames")
    assert coding_task(rain, ask="loaded").asked == ("loaded", "confidence"), "else nothing tells a sentence without a mark from one not read"
    with pytest.raises(AskError, match="no question 'mood' to ask; use all, short, or some of loaded, voice"):
        coding_task(clash, ask="voice, mood")
    with pytest.raises(AskError, match="nothing is left to ask: roles without any side"):
        coding_task(rain, ask="roles")


# the code book


def tables(section: str) -> list[list[list[str]]]:
    root = lxml.html.fromstring(f"<div>{codebook().sections[section]}</div>")
    return [[[cell.text_content().strip() for cell in row.xpath("./td")] for row in table.xpath(".//tbody/tr")] for table in root.xpath(".//table")]


def test_the_code_book_explains_every_answer_of_the_form():
    assert [row[0] for row in tables("voice")[0]] == list(VOICES)
    assert [row[0] for row in tables("stance")[0]] == ["negative", "neutral", "positive", "not mentioned or unsure"]
    assert [row[0] for row in tables("harm")[0]] == list(HARMS)
    assert {row[1] for row in tables("harm")[1]} == set(HARMS), "an example of each"
    assert [row[0] for row in tables("roles")[0]] == list(ROLES)
    assert [row[0] for row in tables("frames")[0]] == list(FRAMES)
    assert [int(row[0][0]) for row in tables("confidence")[0]] == list(CONFIDENCE)
    assert all(row[-1] for section in SECTIONS for table in tables(section) for row in table)


def test_the_code_book_agrees_with_the_word_list():
    inflected = {"liberated": "liberate", "illegally occupied": "illegally occupy", "neutralised": "neutralize", "killed": "kill", "wounded": "wound"}
    known = set(read_lexicon().term)
    for words, mark, _ in tables("loaded")[0]:
        if ":" in words:
            continue  # described in words, no list
        for word in words.removesuffix(", alone").split(", "):
            assert (inflected.get(word, word) in known) is (mark == "yes"), f"{word}: the code book says {mark}"


def test_what_the_code_book_marks_stands_in_its_sentence():
    cases = tables("loaded")[1]
    assert len(cases) >= 12 and sum(mark == "nothing" for _, mark, _ in cases) >= 5
    for sentence, mark, _ in cases:
        marked = [] if mark == "nothing" else mark.split("; ")
        assert [words for words in marked if not re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)] == []


def test_the_code_book_shows_itself():
    drawn = lxml.html.fromstring(codebook()._repr_html_())
    assert drawn.xpath(".//h4/text()") == list(SECTIONS.values())
    assert len(drawn.xpath("(.//ol)[1]/li")) == 5


def test_a_code_book_that_lacks_a_section_or_is_missing(tmp_path, monkeypatch):
    _whole_codebook.cache_clear()
    monkeypatch.setattr("analysis.classroom.coding.CODEBOOK", tmp_path / "CODEBOOK.md")
    with pytest.raises(FileNotFoundError, match=r"CODEBOOK\.md is missing"):
        codebook()
    (tmp_path / "CODEBOOK.md").write_text(CODEBOOK.read_text(encoding="utf-8").replace("## Stance", "## Feelings"), encoding="utf-8")
    with pytest.raises(ValueError, match="Feelings.*needed are.*Stance"):
        codebook()
    _whole_codebook.cache_clear()
