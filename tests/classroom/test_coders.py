"""A folder of coders' files becomes tidy tables, and every file that cannot be used is named."""

from __future__ import annotations

import json
import os

import lxml.html
import pytest
from typed import AM, AZ, typed

from analysis.classroom.annotation import coded_article
from analysis.classroom.coders import STANCE, UNSURE, VOICE, ClassCoding, make_class, read_class, words_between, words_of
from analysis.reading.article import Article

FRAMING = typed()
ARTICLE, SENTENCES = FRAMING.article, FRAMING.sentences
LIBERATED = ARTICLE.text.index("liberated")


def answer(sentence, voice="narrator", **more):
    given = {"sentence": sentence, "voice": voice, "speaker": None, "stance": {AM: 0, AZ: None}, "loaded": [], "confidence": 3, "comment": ""}
    return given | more


def coded(coder="Ada", **changes):
    """The file of one coder, as its text."""
    about = coded_article(ARTICLE, len(SENTENCES))
    article = {"title": about.title, "sha256": about.sha256, "sentences": about.sentences}
    data = {"format": "framing-annotation 1", "article": article, "coder": coder, "pass": 1, "saved": "2026-01-15T10:00:00+00:00"}
    data |= {"sides": [AM, AZ], "answers": [answer(n) for n in SENTENCES.sentence]}
    return json.dumps(data | changes)


def folder_of(tmp_path, files):
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return read_class(tmp_path, ARTICLE, sentences=SENTENCES)


def test_answers_become_tidy_rows(tmp_path):
    mark = {"start": LIBERATED, "end": LIBERATED + 9, "text": "liberated"}
    first = answer(1, "indirect", speaker="the ministry", stance={AM: -1, AZ: None}, confidence=2, comment="hard")
    said = folder_of(tmp_path, {"a.json": coded(answers=[first, answer(14, None, stance={}, confidence=None, loaded=[mark])])})
    rows = [("Ada", 1, variable, value) for variable, value in [(VOICE, "indirect"), ("speaker", "the ministry"), (STANCE + AM, "negative"),
            (STANCE + AZ, UNSURE), ("confidence", "2"), ("comment", "hard")]]  # fmt: skip
    assert list(said.answers.itertuples(index=False, name=None)) == rows
    assert list(said.marks.itertuples(index=False, name=None)) == [("Ada", 14, LIBERATED, LIBERATED + 9, "liberated")]
    assert list(said.coders.itertuples(index=False, name=None)) == [("Ada", "a.json", "2026-01-15T10:00:00+00:00", 2, 1, 1)]
    assert said.variables == (VOICE, STANCE + AM, STANCE + AZ, "loaded words")
    assert list(said.problems.problem) == ["answered 2 of 18 sentences; the others count as missing"] and list(said.problems.outcome) == ["read"]


PROBLEMS = {
    "empty": ("x.json", "", "is empty"),
    "only spaces": ("x.json", " \n", "is empty"),
    "cut off": ("x.json", coded()[:-40], "is not readable JSON"),
    "other JSON": ("x.json", "[1, 2]", "holds list"),
    "another format": ("x.json", coded(format="framing-annotation 9"), 'format is "framing-annotation 9"'),
    "a voice that is none": ("x.json", coded(answers=[answer(3, "quoted")]), 'answers[0].voice is "quoted"; allowed: narrator, direct'),
    "a stance that is none": ("x.json", coded(answers=[answer(3, stance={AM: 2})]), "stance.Armenia is 2"),
    "a sentence too many": ("x.json", coded(answers=[answer(19)]), "sentence is 19; allowed: a whole number from 1 to 18"),
    "a sentence twice": ("x.json", coded(answers=[answer(3), answer(3)]), "sentence 3 twice"),
    "words elsewhere": ("x.json", coded(answers=[answer(14, loaded=[{"start": 0, "end": 9, "text": "liberated"}])]), "loaded[0].text is"),
    "no name": ("x.json", coded(coder="  "), "coder is"),
    "no answer": ("x.json", coded(answers=[]), "holds no answer yet"),
    "the second pass": ("x.json", coded(**{"pass": 2}), "holds pass 2; this is a comparison of pass 1"),
    "a web page": ("worksheet.html", "<!doctype html><p>", "is a web page, perhaps the worksheet itself"),
    "a ZIP archive": ("all.zip", b"PK\x03\x04\x14\x00", "is a ZIP archive; unpack it"),
    "a table": ("ada.csv", "coder,sentence\n", "is not a JSON file of answers"),
    "another encoding": ("x.json", coded("Zoë").encode("utf-16"), "is not readable JSON"),
}


@pytest.mark.parametrize(("name", "text", "told"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_file_that_cannot_be_used_is_named_and_the_others_are_read(name, text, told, tmp_path):
    said = folder_of(tmp_path, {name: text, "good.json": coded("Ben")})
    assert list(said.coders.coder) == ["Ben"]
    (row,) = said.problems.itertuples()
    assert row.file == name and row.outcome == "left out" and told in row.problem
    assert str(tmp_path) not in row.problem
    assert "1 file was left out" in " ".join(said.in_words)


def test_a_file_of_another_text_is_left_out(tmp_path):
    other = {"title": "Another", "sha256": "0" * 64, "sentences": 18}
    said = folder_of(tmp_path, {"x.json": coded(article=other)})
    assert not len(said.coders) and "belong to another text ('Another')" in said.problems.problem[0]
    assert said.in_words == ("No file with answers to this article was found, so there is nothing to compare.",)


def test_a_file_that_counts_other_sentences_is_left_out(tmp_path):
    about = coded_article(ARTICLE, 17)
    said = folder_of(tmp_path, {"x.json": coded(article={"title": about.title, "sha256": about.sha256, "sentences": 17}, answers=[answer(1)])})
    assert not len(said.coders) and "counts 17 sentences where this installation counts 18" in said.problems.problem[0]


def test_a_coder_is_known_by_name_whatever_the_file_is_called(tmp_path):
    said = folder_of(tmp_path, {"final (2).json": coded("Ada"), "ben.json.txt": coded("Ben"), "Eve_123/answers.json": coded("Eve")})
    assert list(said.coders.coder) == ["Ada", "Ben", "Eve"] and not len(said.problems)
    assert list(said.coders.file) == ["final (2).json", "ben.json.txt", "Eve_123/answers.json"]


def test_papers_and_hidden_files_are_passed_over(tmp_path):
    said = folder_of(tmp_path, {"README.md": "# Papers", ".DS_Store": "x", "__MACOSX/._ada.json": "x", "ada.json": coded()})
    assert list(said.coders.coder) == ["Ada"] and not len(said.problems)


@pytest.mark.parametrize(
    ("times", "used"),
    [
        (("2026-01-15T10:00:00+00:00", "2026-01-15T11:00:00+00:00"), "second.json"),
        (("2026-01-15T11:00:00+00:00", "2026-01-15T10:00:00+00:00"), "first.json"),
        (("2026-01-15T10:30:00+00:00", "2026-01-15T11:00:00+02:00"), "first.json"),  # 11:00 in Baku's zone is earlier
        (("2026-01-15T10:30:00", "2026-01-15T10:00:00Z"), "first.json"),  # without a zone: UTC
        (("2026-01-15T10:00:00Z", "2026-01-15T10:00:00Z"), "second.json"),
    ],
)
def test_of_two_files_of_one_coder_the_last_saved_counts_and_the_other_is_told(times, used, tmp_path):
    few = [answer(1, "direct")]
    said = folder_of(tmp_path, {"first.json": coded("Ada", saved=times[0]), "second.json": coded(" ada ", saved=times[1], answers=few)})
    assert list(said.coders.file) == [used]
    told = said.problems[said.problems.outcome == "left out"]
    assert list(told.file) == [{"first.json": "second.json", "second.json": "first.json"}[used]]
    assert f"{used} is used, saved later" in told.problem.iloc[0] and "two names" in told.problem.iloc[0]


def test_a_copy_is_told_as_a_copy(tmp_path):
    said = folder_of(tmp_path, {"a.json": coded(), "b.json": coded()})
    assert said.problems.problem[0] == "holds the same answers as b.json, which is used"


def test_other_sides_than_most_are_told_and_kept(tmp_path):
    third = [answer(1, stance={"Russia": 1})]
    said = folder_of(tmp_path, {"a.json": coded("Ada"), "b.json": coded("Ben"), "c.json": coded("Cy", sides=["Russia"], answers=third)})
    assert said.sides == (AM, AZ, "Russia")
    assert "asks about other sides (Russia) than most files (Armenia, Azerbaijan)" in said.problems.problem[0]


def test_the_second_pass_is_read_when_asked_for(tmp_path):
    (tmp_path / "a.json").write_text(coded(**{"pass": 2}), encoding="utf-8")
    assert list(read_class(tmp_path, ARTICLE, sentences=SENTENCES, pass_number=2).coders.coder) == ["Ada"]


def test_errors_name_what_is_wrong(tmp_path):
    with pytest.raises(ValueError, match="nowhere is not a folder; give the folder"):
        read_class("nowhere", ARTICLE, sentences=SENTENCES)
    with pytest.raises(ValueError, match="pass_number is 3; allowed are 1 and 2"):
        read_class(tmp_path, ARTICLE, sentences=SENTENCES, pass_number=3)
    said = folder_of(tmp_path, {"a.json": coded()})
    with pytest.raises(ValueError, match="no coder 'Bob'; the coders are Ada"):
        said.without("Bob")
    with pytest.raises(ValueError, match="both classes have a coder 'Ada'"):
        said.joined(said)


def test_a_class_without_a_coder_and_with_another(tmp_path):
    said = folder_of(tmp_path, {"a.json": coded("Ada"), "b.json": coded("Ben", sides=[AM], answers=[answer(1, stance={AM: 1})])})
    ada, ben = said.without("Ben"), said.without("Ada")
    assert list(ada.coders.coder) == ["Ada"] and set(ada.answers.coder) == {"Ada"}
    both = ben.joined(ada)
    assert list(both.coders.coder) == ["Ben", "Ada"] and len(both.answers) == len(said.answers)
    with pytest.raises(ValueError, match="different sentences"):
        ada.joined(make_class(SENTENCES.head(3), (), coders=[], answers=[], marks=[]))


def test_the_article_is_parsed_where_no_sentences_are_given(tmp_path):
    article = Article("Talks failed on Monday. The union said it would strike.")
    about = coded_article(article, 2)
    data = json.loads(coded(article={"title": about.title, "sha256": about.sha256, "sentences": 2}, sides=[], answers=[answer(2, stance={})]))
    (tmp_path / "a.json").write_text(json.dumps(data), encoding="utf-8")
    assert list(read_class(tmp_path, article).sentences.text) == ["Talks failed on Monday.", "The union said it would strike."]


def test_words_keep_their_hyphens_and_apostrophes():
    words = words_of(SENTENCES)
    assert [word for word in words.text if "’" in word or "-" in word or "." in word] == [
        "Azerbaijan’s", "They’re", "flare-up", "Russia-brokered", "U.N"]  # fmt: skip
    assert all(ARTICLE.text[row.start : row.end] == row.text for row in words.itertuples())
    inside = words[words_between(words, LIBERATED - 5, LIBERATED + 1)]
    assert list(inside.text) == ["recently", "liberated"]  # a word that is touched counts, its neighbours do not


def test_hostile_names_show_as_text(tmp_path):
    bad = "<img src=x onerror=alert(1)>"
    said = folder_of(tmp_path, {"a.json": coded(bad, answers=[answer(1, comment=bad)]), "b.json": coded(coder=bad * 9)})
    root = lxml.html.fragment_fromstring(said._repr_html_(), create_parent=True)
    assert not root.xpath(".//img") and bad in root.text_content()
    assert isinstance(said, ClassCoding) and len(root.xpath(".//table")) == 2


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such files")
def test_a_pipe_in_the_folder_of_a_class_is_left_out_and_told(tmp_path):
    os.mkfifo(tmp_path / "ann.json")
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "gone.json").symlink_to(tmp_path / "nowhere.json")
    (tmp_path / "round.json").symlink_to(tmp_path / "round.json")
    read = read_class(tmp_path, ARTICLE, sentences=SENTENCES)
    assert set(read.problems.file) == {"ann.json", "pipe", "gone.json", "round.json"} and set(read.problems.outcome) == {"left out"}
    assert "is not an ordinary file" in read.problems.set_index("file").problem["ann.json"]
