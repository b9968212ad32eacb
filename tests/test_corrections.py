"""What a person corrects: its form, each kind on the seed article, what follows from it, adding up, saved and read again, and in the report."""

from __future__ import annotations

import json
from dataclasses import replace

import lxml.html
import pandas as pd
import pytest
from conftest import SEED
from hostile import INJECTIONS

from analysis import CorrectionError, Corrections, SavedError, analyse, read_article, read_framing, write_report
from analysis.__main__ import main
from analysis.corrections import read_corrections
from analysis.framing import TABLES
from analysis.reading.article import Article
from analysis.report.changed import what_changed

QUOTE = {"sentence": 7, "words": "purposefully raising the tensions"}
ONE_OF_EACH = {
    "sides": {"Armenia": ["Kalbajar"]},
    "mentions": [{"sentence": 9, "words": "They", "side": "Azerbaijan"}],
    "speakers": [{**QUOTE, "speaker": "Armenia"}],
    "terms": [{"sentence": 15, "words": "liberated", "loaded": False}],
}


def told(framing):
    """What the provenance tells of each change: words, from, to."""
    return [(one["words"], one["from"], one["to"]) for one in framing.provenance["corrections"]]


def at(table, sentence, **values):
    rows = table[table["sentence"] == sentence]
    for column, value in values.items():
        rows = rows[rows[column] == value]
    return rows


# ---- each kind, and what follows from it


def test_a_mention_on_the_other_side_moves_its_stance_actions_and_words(seed_reading):
    before, after = seed_reading, seed_reading.correct(sentence=9, mention="They", side="Azerbaijan")
    assert list(at(before.mentions, 9)["side"]) == ["Armenia"] and list(at(after.mentions, 9)["side"]) == ["Azerbaijan"]
    assert list(at(after.mentions, 9)["how"]) == ["They = Azerbaijan (corrected)"]
    assert list(at(before.stance, 9)["side"]) == ["Armenia"] and list(at(after.stance, 9)["side"]) == ["Azerbaijan"]
    assert set(at(after.actions, 9, agent="They")["agent_side"]) == {"Azerbaijan"}
    assert set(at(before.terms, 9)["about"]) == {"Armenia"} and set(at(after.terms, 9)["about"]) == {"Azerbaijan"}
    assert not after.shift.equals(before.shift) and not after.roles.equals(before.roles)
    assert told(after) == [("They", {"text": "They", "side": "Armenia"}, {"text": "They", "side": "Azerbaijan"})]
    assert len(before.corrections) == 0 and "corrections" not in " ".join(before.warnings), "the first reading stays as it was"


def test_a_mention_that_was_missed_and_the_pronoun_that_follows(seed_reading):
    after = seed_reading.correct(sentence=2, mention="its personnel", side="Armenia")
    rows = at(after.mentions, 2, side="Armenia")
    assert list(rows["text"]) == ["its personnel", "its", "Armenia"], "the second “its” means whom the first words mean"
    assert set(at(after.actions, 2, text="were wounded")["patient_side"]) == {"Armenia"}


def test_a_mention_taken_away(seed_reading):
    after = seed_reading.correct(sentence=17, mention="Yerevan", side=None)
    assert at(after.mentions, 17, text="Yerevan").empty and not at(seed_reading.mentions, 17, text="Yerevan").empty
    assert len(after.stance) == len(seed_reading.stance) - 1
    assert told(after) == [("Yerevan", {"text": "Yerevan", "side": "Armenia"}, None)]


def test_another_speaker(seed_reading):
    after = seed_reading.correct(sentence=7, said="raising the tensions", speaker="Armenia")
    (voice,) = at(after.voices, 7).itertuples()
    assert (voice.speaker, voice.who, voice.side, voice.found_by) == ("Armenia", "Armenia", "Armenia", "corrected")
    assert seed_reading.article.text[voice.speaker_start : voice.speaker_end] == "Armenia"
    assert (voice.start, voice.end) == tuple(at(seed_reading.voices, 7)[["start", "end"]].iloc[0]), "some of the words stand for all of them"
    assert set(at(after.stance, 7, voice="source")["speaker_side"]) == set(at(after.terms, 7)["speaker_side"]) == {"Armenia"}
    assert set(at(after.actions, 7, voice="source")["speaker_side"]) == {"Armenia"}
    assert told(after) == [("raising the tensions", {"speaker": "It", "side": "Azerbaijan"}, {"speaker": "Armenia", "side": "Armenia"})]


def test_a_speaker_whom_the_text_does_not_name(seed_reading):
    after = seed_reading.correct(sentence=13, said="blocking the Lachin corridor", speaker="European observers", side=None)
    (voice,) = at(after.voices, 13).itertuples()
    assert (voice.who, voice.side, voice.evidence) == ("European observers", None, "corrected") and pd.isna(voice.speaker_start)
    minister = seed_reading.correct(sentence=13, said="blocking the Lachin corridor", speaker="yerevan", side="Armenia")
    assert list(at(minister.voices, 13)["side"]) == ["Armenia"]


def test_the_side_of_a_speaker_alone(seed_reading):
    after = seed_reading.correct(sentence=3, said="drone strike", side="Armenia")
    (voice,) = at(after.voices, 3).itertuples()
    assert (voice.speaker, voice.side) == ("the ministry", "Armenia")
    assert list(at(after.mentions, 3, text="the ministry")["side"]) == ["Armenia"], "mention and speaker do not contradict each other"
    assert set(at(after.voices, 5)["side"]) == {"Azerbaijan"}, "another ministry is still another ministry"


def test_words_given_back_to_the_reporter_and_words_given_to_a_source(seed_reading):
    mine = seed_reading.correct(sentence=5, said="clashes with Armenian", speaker=None)
    assert len(mine.voices) == len(seed_reading.voices) - 1
    assert list(at(mine.stance, 5, side="Armenia")["voice"]) == ["narrator"] and list(at(seed_reading.stance, 5, side="Armenia")["voice"]) == [
        "source"
    ]
    theirs = seed_reading.correct(sentence=15, said="Azerbaijan liberated several cities", speaker="Baku")
    (voice,) = at(theirs.voices, 15).itertuples()
    assert (voice.kind, voice.side) == ("indirect", "Azerbaijan")
    assert list(at(theirs.terms, 15, text="liberated")["voice"]) == ["source"]
    assert list(at(seed_reading.terms, 15, text="liberated")["voice"]) == ["narrator"]


def test_a_speaker_whose_side_was_missed_gets_it_wherever_they_speak():
    text = "Norway and Sweden met on Monday. Ann Cole said that Sweden had lied. Talks go on. Ann Cole said that Norway would not sign."
    before = analyse(Article(text), ["Norway", "Sweden"])
    assert list(before.voices["who"]) == ["Ann Cole", "Ann Cole"] and before.voices["side"].isna().all()
    after = before.correct(sentence=2, said="Sweden had lied", side="Norway")
    assert list(after.voices["side"]) == ["Norway", "Norway"]


def test_a_word_that_is_not_loaded_here(seed_reading):
    after = seed_reading.correct(sentence=15, term="liberated", loaded=False)
    assert at(after.terms, 15, text="liberated").empty and len(after.terms) == len(seed_reading.terms) - 1
    assert at(after.terms_at(0.1), 15, text="liberated").empty, "at no threshold"
    assert len(at(after.terms, 14, text="liberated")) == 1, "only the word of this sentence"


def test_a_loaded_word_that_was_missed(seed_reading):
    after = seed_reading.correct(sentence=13, term="blocking", category="blame", neutral="closing")
    (term,) = at(after.terms, 13).itertuples()
    assert (term.text, term.category, term.about, term.neutral, term.neutral_by, term.found_by) == (
        "blocking", "blame", "Azerbaijan", "closing", "corrected", "corrected",
    )  # fmt: skip
    assert not pd.isna(term.effect), "the other wording was scored"
    assert len(at(after.terms_at(1), 13)) == 1, "at every threshold"
    assert after.words().set_index("word").loc["block", "found_by"] == "corrected"


def test_another_category_and_another_side_of_a_loaded_word(seed_reading):
    after = seed_reading.correct(sentence=14, term="occupied", about="Azerbaijan")
    (term,) = at(after.terms, 14, text="illegally occupied").itertuples()
    assert (term.category, term.about, term.neutral) == ("territory", "Azerbaijan", "controlled"), "only whom it is about is another one"
    again = seed_reading.correct(sentence=14, term="illegally occupied", category="legitimacy").correct(
        sentence=14, term="illegally occupied", about=None
    )
    (term,) = at(again.terms, 14, text="illegally occupied").itertuples()
    assert (term.category, term.about, term.neutral) == ("legitimacy", None, "controlled")


def test_sides_with_a_name_more_a_new_one_and_one_taken_away(seed_reading):
    named = seed_reading.correct(sides={"Armenia": ["Kalbajar"]})
    assert list(at(named.mentions, 2, text="Kalbajar")["side"]) == ["Armenia"]
    moved = seed_reading.correct(sides={"Azerbaijan": ["Yerevan"]})
    assert set(moved.mentions[moved.mentions["text"] == "Yerevan"]["side"]) == {"Azerbaijan"}, "a name is taken from the side that had it"
    third = seed_reading.correct(sides={"Russia": []})
    assert list(third.sides) == ["Armenia", "Azerbaijan", "Russia"] and list(at(third.mentions, 16)["side"]) == ["Russia"]
    fewer = seed_reading.correct(sides={"Armenia": None})
    assert set(fewer.mentions["side"]) == set(fewer.stance["side"]) == {"Azerbaijan"} == set(fewer.voices["side"].dropna())
    assert told(fewer) == [("Armenia", {"side": "Armenia"}, None)]


# ---- adding up, in files, saved and read again


def test_corrections_add_up_and_the_last_word_counts(seed_reading):
    first = seed_reading.correct(sentence=9, mention="They", side="Azerbaijan")
    second = first.correct(sentence=15, term="liberated", loaded=False)
    assert list(at(second.mentions, 9)["side"]) == ["Azerbaijan"] and at(second.terms, 15, text="liberated").empty
    assert len(second.corrections) == 2 and [words for words, *_ in told(second)] == ["They", "liberated"]
    third = second.correct(sentence=15, term="liberated", category="praise").correct(sentence=9, mention="They", side="Armenia")
    assert list(at(third.terms, 15, text="liberated")["category"]) == ["praise"] and len(third.corrections) == 2
    assert told(third)[0][1:] == ({"text": "They", "side": "Armenia"}, {"text": "They", "side": "Armenia"})


def test_one_by_one_and_all_at_once_are_the_same(seed_reading, tmp_path):
    article = read_article(SEED)
    (tmp_path / "corrections.json").write_text(json.dumps(ONE_OF_EACH), encoding="utf-8")
    one_by_one = seed_reading.correct(sides={"Armenia": ["Kalbajar"]}).correct(sentence=15, term="liberated", loaded=False)
    one_by_one = one_by_one.correct(sentence=7, said=QUOTE["words"], speaker="Armenia").correct(sentence=9, mention="They", side="Azerbaijan")
    for given in (ONE_OF_EACH, tmp_path / "corrections.json", json.dumps(ONE_OF_EACH), one_by_one.corrections):
        read = analyse(article, corrections=given)
        for name in TABLES:
            pd.testing.assert_frame_equal(getattr(read, name), getattr(one_by_one, name), obj=name)
        assert read.provenance["corrections"] == one_by_one.provenance["corrections"]
    kept = one_by_one.corrections.save(tmp_path / "kept.json")
    assert read_corrections(kept).as_dict() == one_by_one.corrections.as_dict()


def test_given_sides_are_still_given(tmp_path):
    article = read_article(SEED)
    sides = {"Armenia": ["Yerevan"], "the ministry": ["Defense Ministry"]}
    after = analyse(article, sides).correct(sentence=17, mention="Yerevan", side=None)
    assert list(after.sides) == list(sides) and after.provenance["parameters"]["names"] == sides
    assert list(analyse(article, sides, after.corrections).sides) == list(sides)


def test_saved_and_read_again_and_corrected_on(seed_reading, tmp_path):
    first = seed_reading.correct(sentence=9, mention="They", side="Azerbaijan")
    again = read_framing(first.save(tmp_path))
    assert again.corrections == first.corrections and again.provenance == first.provenance
    second = again.correct(sentence=15, term="liberated", loaded=False)
    assert list(at(second.mentions, 9)["side"]) == ["Azerbaijan"] and len(second.corrections) == 2
    data = json.loads(first.to_json())
    del data["corrections"], data["provenance"]["corrections"]
    older = read_framing(json.dumps(data))
    assert older.corrections == Corrections() and what_changed(older).rows == ()
    with pytest.raises(SavedError, match="corrections that were changed"):
        read_framing(json.dumps(data | {"corrections": {"mention": []}}))


def test_hidden_characters_and_straight_marks_are_no_hindrance():
    article = Article("Norway’s envoy met Sweden’s min\u00adister on Monday. The minis\u00adter’s aides called it a success.")
    after = analyse(article).correct(sentence=2, mention="The minister's aides", side="Sweden")
    (row,) = at(after.mentions, 2).itertuples()
    assert row.text == "The minis\u00adter’s aides" and article.text[row.start : row.end] == row.text
    start = article.text.index("The minis")
    assert len(analyse(article).correct(sentence=2, mention="The minister’s aides", side="Sweden", start=start).mentions) == len(after.mentions)


def test_another_model_or_list_is_not_taken_in_silence(seed_reading, tmp_path):
    (tmp_path / "own.csv").write_text("term\nclashes\n", encoding="utf-8")
    own = analyse(read_article(SEED), lexicon=tmp_path / "own.csv")
    with pytest.raises(ValueError, match=r"'own\.csv' were looked for"):
        own.correct(sentence=9, mention="They", side="Azerbaijan")
    assert len(own.correct(sentence=9, mention="They", side="Azerbaijan", lexicon=tmp_path / "own.csv").corrections) == 1
    models = seed_reading.provenance["models"]
    other = replace(seed_reading, provenance=seed_reading.provenance | {"models": models | {"stance": {"id": "another"}}})
    with pytest.raises(ValueError, match="the model 'another' scored"):
        other.correct(sentence=9, mention="They", side="Azerbaijan")


# ---- what does not fit


UNFIT = {
    "no such words": ({"mentions": [{"sentence": 2, "words": "its soldiers", "side": None}]}, "'its soldiers': no such words .* of its personnel"),
    "no such sentence": ({"mentions": [{"sentence": 99, "words": "its", "side": None}]}, "sentence 99, 'its': there is no such .* has 18"),
    "twice": ({"mentions": [{"sentence": 2, "words": "its", "side": None}]}, '2 times; copy more .* "start": 198 or "start": 265'),
    "wrong start": ({"mentions": [{"sentence": 2, "words": "its", "start": 5, "side": None}]}, "do not begin at 5; they begin at 198, 265"),
    "no side": ({"mentions": [{"sentence": 9, "words": "They", "side": "Armenien"}]}, "'Armenien' is not a side; the sides are 'Armenia', 'Azerb"),
    "overlap": (
        {"mentions": [{"sentence": 2, "words": w, "side": None} for w in ("its personnel", "personnel were")]}, "shares words with 'personnel were'",
    ),
    "nobody speaks": ({"speakers": [{"sentence": 1, "words": "Two Armenian", "side": "Armenia"}]}, "nobody is known to speak .* `speaker`"),
    "no category": ({"terms": [{"sentence": 12, "words": "fire", "category": "bad"}]}, "'bad' is not a category; .* territory, legitimacy"),
    "side not there": ({"sides": {"Utopia": None}}, "'Utopia': there is no such side to take away; the sides are Armenia, Azerbaijan"),
    "name not there": ({"sides": {"Armenia": ["Zork"]}}, "'Zork' is not a name in the article"),
    "new side not there": ({"sides": {"Zork": []}}, "sides, 'Zork': no side occurs in the article"),
}  # fmt: skip


@pytest.mark.parametrize(("given", "expected"), UNFIT.values(), ids=UNFIT)
def test_what_does_not_fit_the_article_is_told(given, expected):
    with pytest.raises(CorrectionError, match=expected):
        analyse(read_article(SEED), corrections=given)


WRONG = {
    "no object": ([], r"\[\] holds no corrections; corrections look like"),
    "unknown part": ({"mention": []}, "'mention' is not a part of corrections; allowed are sides, mentions, speakers, terms"),
    "no list": ({"terms": {}}, r"terms: \{\} is not a list"),
    "no entry": ({"terms": ["liberated"]}, "terms, entry 1: 'liberated' is not an entry"),
    "unknown key": (
        {"terms": [{"sentence": 1, "words": "a", "kind": "x"}]},
        "entry 1: 'kind' is not known here; allowed are sentence, words",
    ),
    "no sentence": ({"terms": [{"words": "a", "loaded": True}]}, "None is not a sentence; write its number"),
    "sentence 0": ({"terms": [{"sentence": 0, "words": "a", "loaded": True}]}, "0 is not a sentence"),
    "true": ({"terms": [{"sentence": True, "words": "a", "loaded": True}]}, "True' is not a sentence"),
    "no words": ({"terms": [{"sentence": 1, "words": " ", "loaded": True}]}, "' ' is not a piece of text; copy the words from sentence 1"),
    "start": ({"terms": [{"sentence": 1, "words": "a", "start": "x", "loaded": True}]}, "'x' is not a place for `start`"),
    "nothing": ({"mentions": [{"sentence": 1, "words": "a"}]}, "nothing is changed; write one of side"),
    "loaded": ({"terms": [{"sentence": 1, "words": "a", "loaded": "no"}]}, "'no' is not an answer for `loaded`; write true or false"),
    "category": ({"terms": [{"sentence": 1, "words": "a", "category": None}]}, "None is not a `category`"),
    "side": ({"mentions": [{"sentence": 1, "words": "a", "side": 3}]}, "3 is not a `side`; write it between quotation marks, or null"),
    "reporter": ({"speakers": [{"sentence": 1, "words": "a", "speaker": None, "side": "A"}]}, "the reporter .* speaks for no side"),
    "twice": ({"mentions": [{"sentence": 1, "words": "a", "side": s} for s in ("A", "B")]}, "corrected twice; keep one"),
    "sides": ({"sides": ["Armenia"]}, "is not a side with its names"),
    "names": ({"sides": {"Armenia": [3]}}, r"sides, 'Armenia': \[3\]; write a list of names to add, or null"),
    "broken": ('{"terms": [', "corrections is not readable JSON"),
    "file": ("no_such_file.json", "no_such_file.json does not exist; corrections look like"),
}


@pytest.mark.parametrize(("given", "expected"), WRONG.values(), ids=WRONG)
def test_what_has_not_the_form_is_told(given, expected):
    with pytest.raises(CorrectionError, match=expected):
        read_corrections(given)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ({"side": "Armenia"}, "of which words"),
        ({"sentence": 3}, "of which words"),
        ({"sentence": 3, "mention": "a", "term": "b"}, "one thing at a time"),
        ({"sentence": 3, "mention": "a", "speaker": "b"}, "'speaker' is not known here"),
        ({"mention": "They", "side": "Armenia"}, "None is not a sentence"),
    ],
)
def test_a_call_that_cannot_be_meant_is_told(seed_reading, call, expected):
    with pytest.raises(CorrectionError, match=expected):
        seed_reading.correct(**call)


# ---- in the report and on the command line


@pytest.fixture(scope="module")
def corrected_report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "corrections.json").write_text(json.dumps(ONE_OF_EACH), encoding="utf-8")
    assert main(["report", str(SEED), "-o", str(folder), "--corrections", str(folder / "corrections.json")]) == 0
    return lxml.html.fromstring((folder / "armenia_azerbaijan_clash.html").read_text(encoding="utf-8"))


def words_of(element):
    return " ".join(element.text_content().split())


def test_the_report_says_what_a_person_changed(corrected_report):
    text = words_of(corrected_report)
    assert "A person corrected 4 places of this reading" in text and "Corrections: a person corrected 4 places" in text
    rows = [[words_of(cell) for cell in row.xpath("./th|./td")] for row in corrected_report.xpath("//table//tr")]
    assert ["mention in sentence 9: “They”", "“They” means Armenia", "“They” means Azerbaijan"] in rows
    assert ["speaker in sentence 7: “purposefully raising the tensions”", "It, for Azerbaijan", "Armenia, for Armenia"] in rows
    assert [row[2] for row in rows if row[0] == "loaded word in sentence 15: “liberated”"] == ["not marked"]
    marked = words_of(corrected_report.xpath("//div[@class='marked']")[0])
    assert "They (meaning Azerbaijan, corrected by a person)" in marked
    assert "[Armenia, mixed speech, corrected by a person:]" in marked and "mixed · “accused” · corrected by a person" in marked


def test_a_report_without_corrections_does_not_speak_of_them(seed_report):
    assert "person changed" not in seed_report.read_text(encoding="utf-8").split("The code for this part", 1)[0]


def test_the_command_tells_what_is_wrong(tmp_path, capsys):
    (tmp_path / "wrong.json").write_text('{"mentions": [{"sentence": 2, "words": "its soldiers", "side": "Armenia"}]}', encoding="utf-8")
    assert main(["json", str(SEED), "--corrections", str(tmp_path / "wrong.json")]) == 1
    assert "no such words in this sentence" in capsys.readouterr().err
    assert main(["report", str(SEED), "-o", str(tmp_path), "--corrections", str(tmp_path / "wrong.json")]) == 1
    assert "no such words in this sentence" in capsys.readouterr().err and not list(tmp_path.glob("*.html"))
    assert main(["report", str(SEED), str(SEED), "-o", str(tmp_path), "--corrections", str(tmp_path / "wrong.json")]) == 1
    assert "corrects one article and 2 are given" in capsys.readouterr().err


def test_json_takes_corrections(tmp_path, capsys):
    (tmp_path / "corrections.json").write_text(json.dumps(ONE_OF_EACH), encoding="utf-8")
    assert main(["json", str(SEED), "--corrections", str(tmp_path / "corrections.json"), "-o", str(tmp_path / "out.json")]) == 0
    assert read_framing(tmp_path / "out.json").corrections.as_dict() == ONE_OF_EACH
    assert "corrections: a person corrected 4 places" in capsys.readouterr().err


@pytest.mark.parametrize("bad", INJECTIONS)
def test_hostile_words_in_corrections_stay_words(seed_reading, bad):
    corrections = {
        "speakers": [{**QUOTE, "speaker": bad, "side": None}],
        "terms": [{"sentence": 13, "words": "blocking", "category": "blame", "neutral": bad}],
    }
    after = seed_reading.correct(corrections)
    clean = lxml.html.fromstring(f"<div>{what_changed(seed_reading.correct(ONE_OF_EACH))._repr_html_()}{seed_reading.marked().html()}</div>")
    page = lxml.html.fromstring(f"<div>{what_changed(after)._repr_html_()}{after.marked().html()}</div>")
    tags, known = ({element.tag for element in one.iter() if isinstance(element.tag, str)} for one in (page, clean))
    assert tags <= known and not page.xpath("//@*[starts-with(name(), 'on')]")
    assert at(after.voices, 7)["who"].tolist() == [" ".join(bad.split())]


def test_a_report_with_hostile_corrections_runs_nothing(browser, tmp_path):
    bad = "".join(INJECTIONS)
    corrections = {
        "speakers": [{**QUOTE, "speaker": bad, "side": None}],
        "terms": [{"sentence": 13, "words": "blocking", "category": "blame", "neutral": bad}],
    }
    path = write_report(SEED, tmp_path / "hostile.html", corrections=corrections)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("window.ran") is None and asked == [path.as_uri()]
    page.close()


def test_a_notebook_that_does_not_take_corrections_is_told(tmp_path, monkeypatch):
    from analysis.report import report
    from analysis.report.notebook import ReportError

    cells = [{"cell_type": "code", "source": ["path = sides = None"], "metadata": {"tags": ["parameters"]}, "outputs": []}]
    (tmp_path / "report.ipynb").write_text(json.dumps({"cells": cells, "nbformat": 4}), encoding="utf-8")
    monkeypatch.setattr(report, "NOTEBOOK", tmp_path / "report.ipynb")
    with pytest.raises(ReportError, match="does not use `corrections`"):
        write_report(SEED, tmp_path / "out.html", corrections=ONE_OF_EACH)
