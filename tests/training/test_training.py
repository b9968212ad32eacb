"""The readers and figures of ``training/`` on small rows of our own; none of this needs torch."""

from __future__ import annotations

import json

import numpy as np
import pytest

from analysis.model import tempered
from analysis.reading.article import Article
from analysis.reading.encoder import embedded_encoder
from analysis.reading.parse import parse
from analysis.stance.stance import StanceModel
from analysis.tables import make_table
from training.calibrate import POWERS, close_call, fit_temperature
from training.cards import write_between_marks
from training.data import Example, agreed_tone, read_dev, read_directed, read_examples, read_newsmtsc, read_subjectivity, write_examples
from training.evaluate_stance import close_calls, figures, stance_tables
from training.evaluate_voices import paired_right, speaker_is_right, token_counts, voices_figures, voices_tables
from training.metrics import bootstrap_interval, calibration_error, f1, macro_f1
from training.polnear import Annotated, Attribution, read_polnear, unlabelled_persons
from training.select import likelihoods, select

SENTENCE = "The mayor thanked Rosa Lind and scolded the builders."
TRAIN = {
    "primary_gid": "1",
    "sentence_normalized": SENTENCE,
    "targets": [
        {"from": 18, "to": 27, "mention": "Rosa Lind", "polarity": 6.0},
        {"from": 40, "to": 52, "mention": "the builders", "polarity": 2.0},
        {"from": 0, "to": 9, "mention": "The mayor", "polarity": 5.0},
    ],
}
DEV = {"mention": "the builders", "polarity": -1, "from": 40, "to": 52, "sentence": SENTENCE, "id": "1"}


def _write(path, *rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_train_rows_become_one_example_a_target_and_averages_are_left_out(tmp_path):
    examples = read_newsmtsc(_write(tmp_path / "train.jsonl", TRAIN))
    assert examples == [Example(SENTENCE, 18, 27, 2), Example(SENTENCE, 40, 52, 0)]


def test_dev_rows_and_both_dev_files(tmp_path):
    _write(tmp_path / "dev_rw.jsonl", DEV)
    _write(tmp_path / "dev_mt.jsonl", DEV, {**DEV, "polarity": 0})
    assert [e.label for e in read_dev(tmp_path)] == [0, 0, 1]


def test_offsets_that_do_not_give_the_mention_are_named(tmp_path):
    wrong = {**DEV, "from": 41}
    with pytest.raises(ValueError, match=r"dev\.jsonl, line 2: text\[41:52\]"):
        read_newsmtsc(_write(tmp_path / "dev.jsonl", DEV, wrong))


def test_macro_f1_by_hand():
    mean, by_class = macro_f1(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 2]))
    assert [round(x, 1) for x in by_class] == [66.7, 66.7, 100.0]
    assert mean == pytest.approx(77.78, abs=0.01)


@pytest.mark.parametrize(("hit", "missed", "wrong", "score"), [(2, 1, 0, 0.8), (2, 0, 1, 0.8), (1, 2, 4, 0.25), (0, 0, 0, 0.0), (3, 0, 0, 1.0)])
def test_f1_from_counts_by_hand(hit, missed, wrong, score):
    assert f1(hit, missed, wrong) == score == f1(np.int64(hit), float(missed), wrong)


def test_calibration_error_by_hand():
    sure_and_right = np.tile([1.0, 0, 0], (10, 1))
    assert calibration_error(sure_and_right, np.zeros(10, int)) == 0
    assert calibration_error(sure_and_right, np.array([0] * 5 + [1] * 5)) == pytest.approx(0.5)


def test_bootstrap_interval_holds_the_figure_and_is_repeatable():
    values = np.array([0, 1] * 50)
    low, high = bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)
    assert 0.35 < low < 0.5 < high < 0.65
    assert (low, high) == bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)


def test_bootstrap_over_groups_is_wider_where_a_group_agrees():
    values = np.repeat([0, 1] * 5, 10)
    groups = [str(at // 10) for at in range(100)]
    rows_low, rows_high = bootstrap_interval(lambda rows: float(values[rows].mean()), 100, 500, seed=3)
    low, high = bootstrap_interval(lambda rows: float(values[rows].mean()), groups, 500, seed=3)
    assert high - low > 2 * (rows_high - rows_low)


def test_directed_sentiment_keeps_the_judged_entity_and_mends_its_end(tmp_path):
    rows = [
        "[Norway] thanked the [Ministrie]s for calm.\tNorway\tMinistrie\t1",
        "The [minister] was scolded by [Sweden].\tminister\tSweden\t4",
        "[Norway] met [Sweden].\tNorway\tSweden\t0",
        "[Norway] bombed [Sweden].\tNorway\tSweden\t3",
    ]
    path = tmp_path / "train.txt"
    path.write_text("\n".join(rows) + "\n")
    found = [(one.text[one.start : one.end], one.label) for one in read_directed(path)]
    assert found == [("Ministries", 2), ("minister", 0)]
    assert read_directed(path)[0].text == "Norway thanked the Ministries for calm."
    path.write_text("[Norway] met nobody.\tNorway\t\t0\n")
    with pytest.raises(ValueError, match=r"train\.txt, line 1: expected a sentence with two \[entities\]"):
        read_directed(path)


def test_subjectivity_in_both_formats(tmp_path):
    (tmp_path / "a.csv").write_text('Sentence,Label,Solved conflict\n"What a day.\n",SUBJ,False\nIt rained.,OBJ,True\n')
    (tmp_path / "b.csv").write_text("text,subjective\nWhat a day.,1\nIt rained.,0\n")
    expected = [Example("What a day.", None, None, 1, "subjective"), Example("It rained.", None, None, 0, "subjective")]
    assert read_subjectivity(tmp_path / "a.csv") == read_subjectivity(tmp_path / "b.csv") == expected
    (tmp_path / "b.csv").write_text("text,subjective\nWhat a day.,maybe\n")
    with pytest.raises(ValueError, match=r"b\.csv, row 1: .*'maybe'"):
        read_subjectivity(tmp_path / "b.csv")


def test_tone_is_taken_where_all_targets_agree():
    examples = [Example("a", 0, 1, 2), Example("a", 0, 1, 2), Example("b", 0, 1, 0), Example("b", 0, 1, 2), Example("c", 0, 1, 0)]
    assert agreed_tone(examples) == [Example("a", None, None, 2, "tone")]


def test_examples_come_back_as_written(tmp_path):
    examples = [Example("Line\u2028one “x”", 0, 4, 1), Example("b", None, None, 1, "subjective")]
    write_examples(tmp_path / "x.jsonl", examples)
    assert read_examples(tmp_path / "x.jsonl") == examples


def test_what_the_model_is_unsure_of_is_kept_pairs_together_and_some_of_the_rest():
    examples = [
        Example(SENTENCE, 18, 27, 2, pair=1),
        Example(SENTENCE, 40, 52, 0, pair=1),
        Example(SENTENCE, 18, 27, 0),
        Example("The mayor met the builders on Monday.", None, None, 1, "tone"),
        Example("What a splendid wall, and what a shameful bill!", None, None, 1, "subjective"),
    ]
    likely = likelihoods(StanceModel(), examples)
    assert likely[2] < 0.5 < min(likely[[0, 1, 3]]), "the mayor thanks Rosa Lind and scolds the builders"
    assert likely[4] == pytest.approx(StanceModel().subjective([examples[4].text])[0])
    known = np.array([0.95, 0.5, 0.4, 0.97, 0.99])
    assert select(examples, known, sure=0.9, share=0, seed=1) == examples[:3]
    assert select(examples, known, sure=0.9, share=1, seed=1) == examples
    many = [Example(f"Row {number}.", None, None, 1, "tone") for number in range(1000)]
    assert 200 < len(select(many, np.ones(1000), sure=0.9, share=0.25, seed=1)) < 300


def test_temperature_cools_what_is_too_unsure_and_warms_what_is_too_sure():
    gold = np.array([0] * 7 + [1] * 3)
    too_sure = np.tile([0.98, 0.01, 0.01], (10, 1))
    too_unsure = np.tile([0.4, 0.35, 0.25], (10, 1))
    assert fit_temperature(too_sure, gold)[0] > 1.5
    assert fit_temperature(too_unsure, np.zeros(10, int))[0] < 1


def test_power_cools_the_unsure_more_than_the_sure():
    sure, unsure = np.tile([0.96, 0.03, 0.01], (100, 1)), np.tile([0.8, 0.15, 0.05], (100, 1))
    probabilities = np.vstack([sure, unsure])
    gold = np.array([0] * 98 + [1] * 2 + [0] * 65 + [1] * 25 + [2] * 10)
    alone, both = fit_temperature(probabilities, gold), fit_temperature(probabilities, gold, POWERS)
    assert alone[1] == 0 and both[1] > 0
    found = [tempered(np.log(probabilities), *fitted) for fitted in (alone, both)]
    assert calibration_error(found[1], gold) < calibration_error(found[0], gold)
    assert (found[1].argsort(axis=1) == probabilities.argsort(axis=1)).all(), "the order of the answers stays"
    assert np.allclose(found[1].sum(axis=1), 1)


def test_close_calls_are_those_that_are_often_wrong():
    sure = np.tile([0.9, 0.05, 0.05], (100, 1))
    unsure = np.tile([0.5, 0.3, 0.2], (100, 1))
    probabilities, gold = np.vstack([sure, unsure]), np.array([0] * 100 + [0, 1] * 50)
    threshold = close_call(probabilities, gold)
    assert 0.5 < threshold <= 0.9
    found = close_calls(probabilities, gold, threshold)
    assert (found["close"], found["accuracy_below"], found["accuracy_above"]) == (100, 50.0, 100.0)
    assert close_call(sure, np.zeros(100, int)) == 0.34, "no threshold where nothing is often wrong"


def _results(rows):
    between = {"interval": [0.01, 0.03], "pairs": 9, "mean_change": 0.02, "flips": 1.5}
    close = {"threshold": 0.6, "rows": 4, "close": 1, "accuracy_below": 50.0, "accuracy_above": 90.0}
    twin = {"macro_f1": {"float": 88.0, "shipped": 87.9}, "same_answer": 99.0, "mean_difference": 0.01}
    own = {"stance": {"newsmtsc dev": rows}, "tone": {"own sentences": rows}, "subjectivity": {"newssd_eng test": rows}}
    return {
        "command": "x",
        **own,
        "parts": {
            "voice": {
                "quoted": rows | {"accuracy_interval": (40.0, 90.0)},
                "narrator": {"rows": 1, "accuracy": 100.0, "accuracy_interval": (20.7, 100.0)},
            }
        },
        "close_calls": close,
        "swap": between,
        "twin": twin,
    }


def test_card_gets_each_table_between_its_marks(tmp_path):
    rows = figures(np.eye(3)[[0, 1, 2, 1]], np.array([0, 1, 2, 2]))
    card = tmp_path / "README.md"
    card.write_text("# Card\n" + "".join(f"<!-- {name} -->\nold\n<!-- /{name} -->\nend\n" for name in ("results", "parts", "facts")))
    write_between_marks(card, stance_tables(_results(rows)))
    text = card.read_text()
    assert "old" not in text
    assert (
        "| stance, newsmtsc dev | 4 |" in text
        and "| voice | quoted | 4 | 75.0 | 40.0 to 90.0 |" in text
        and "| 20.7 to 100.0 | – |" in text
        and "| 0.02 (0.01 to 0.03), 9 pairs |" in text
    )
    assert text.count("end\n") == 3
    write_between_marks(card, stance_tables(_results(rows)))
    assert text == card.read_text()
    assert all(len({line.count("|") for line in table.splitlines()}) == 1 for table in stance_tables(_results(rows)).values())
    (tmp_path / "bare.md").write_text("no marks")
    with pytest.raises(ValueError, match="has no lines"):
        write_between_marks(tmp_path / "bare.md", stance_tables(_results(rows)))


# Attribution: the corpus

NEWS = "Anna Weiss said the dam was safe. It is feared that rain will fall.\r\n\r\n“The wall,” Karl Berg added, “will hold.”\r\n"


def span(text, words):
    assert text.count(words) == 1
    return text.index(words), text.index(words) + len(words)


def bound(number, role, text, *words):
    """Return a line that binds words to a role, as brat writes it; several words make one span of several parts."""
    places = ";".join("{} {}".format(*span(text, one)) for one in words)
    return f"T{number}\t{role} {places}\t{' '.join(words)}\n"


def write_split(folder, **files):
    """Write files of one split: NAME__txt to text/, everything else to attributions/."""
    for name, content in files.items():
        stem, _, ending = name.rpartition("__")
        path = folder / ("text" if ending == "txt" else "attributions") / f"{stem}.{ending}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode())
    return folder


def attribution(text, source=(), cue=(), content=()):
    return Attribution(*(tuple(span(text, one) for one in words) for words in (source, cue, content)))


SAFE = attribution(NEWS, ["Anna Weiss"], ["said"], ["the dam was safe"])
FEARED = attribution(NEWS, (), ["is feared"], ["rain will fall"])
WALL = attribution(NEWS, ["Karl Berg"], ["added"], ["“The wall,”", "“will hold.”"])
ANNOTATED = (
    bound(1, "Source", NEWS, "Karl Berg")
    + bound(2, "Cue", NEWS, "added")
    + bound(3, "Content", NEWS, "“The wall,”", "“will hold.”")
    + "E1\tAttribution:T9 Content:T3 Cue:T2 Source:T1\n"
    + bound(4, "Content", NEWS, "the dam was safe")
    + bound(5, "Source", NEWS, "Anna Weiss")
    + bound(6, "Cue", NEWS, "said")
    + "E2\tAttribution:T10 Source:T5 Cue:T6 Content:T4\n"
    + bound(7, "Cue", NEWS, "is feared")
    + bound(8, "Content", NEWS, "rain will fall")
    + bound(11, "Attribution-no-source", NEWS, "It is")
    + "E3\tAttribution-no-source:T11 Content:T8 Cue:T7\n"
)


def test_attributions_come_in_order_of_their_content_with_all_their_parts(tmp_path):
    write_split(tmp_path, one__txt=NEWS, one_ab12__ann=ANNOTATED)
    assert list(read_polnear(tmp_path)) == [Annotated("one", NEWS, (SAFE, FEARED, WALL))]


def test_the_first_annotators_file_counts_and_a_text_without_one_is_left_out(tmp_path):
    other = bound(1, "Content", NEWS, "safe") + "E1\tAttribution:T2 Content:T1\n"
    write_split(tmp_path, b__txt=NEWS, b_ff00__ann=other, b_aa00__ann=ANNOTATED, a__txt=NEWS, a_zz__ann="", c__txt=NEWS)
    found = list(read_polnear(tmp_path))
    assert [(one.name, len(one.attributions)) for one in found] == [("a", 0), ("b", 3)]


KEPT = [
    # what is added to the lines of one attribution, what is read of it
    pytest.param(bound(7, "Discuss", NEWS, "It is feared") + "E7\tDiscuss:T7\n", (SAFE,), id="Discuss"),
    pytest.param(bound(7, "Discard", NEWS, "It is feared") + "E7\tDiscard:T7 Content:T1\n", (SAFE,), id="Discard"),
    pytest.param("#1\tAnnotatorNotes T1\tis this one?\nnonsense\n\nT\nE8\n", (SAFE,), id="lines of another form"),
    pytest.param("T7\tContent 70 x\twords\nE7\tAttribution:T9 Content:T7\n", (SAFE,), id="an offset that is no number"),
    pytest.param("T7\tContent 9000 9005\twords\nE7\tAttribution:T9 Content:T7\n", (SAFE,), id="an offset beyond the text"),
    pytest.param("E7\tAttribution:T9 Content:T99\n", (SAFE,), id="words that are not bound"),
    pytest.param(bound(7, "Cue", NEWS, "feared") + "E7\tAttribution:T9 Cue:T7\n", (SAFE,), id="an attribution without content"),
    pytest.param(
        bound(7, "Content", NEWS, "rain will fall") + "E7\tAttribution:T9 Content:T7 Source:T99\n",
        (SAFE, attribution(NEWS, (), (), ["rain will fall"])),
        id="a source that is not bound",
    ),
    pytest.param(
        bound(7, "Content", NEWS, "will hold.") + bound(8, "Content", NEWS, "The wall") + "E7\tAttribution:T9 Content:T7 Content2:T8\n",
        (SAFE, attribution(NEWS, (), (), ["The wall", "will hold."])),
        id="a second content",
    ),
    pytest.param(
        bound(7, "Content", NEWS, "“will", "“The") + "E7\tAttribution:T9 Content:T7\n",
        (SAFE, attribution(NEWS, (), (), ["“The", "“will"])),
        id="parts out of order",
    ),
]


@pytest.mark.parametrize(("added", "expected"), KEPT)
def test_what_is_malformed_is_passed_over(tmp_path, added, expected):
    lines = bound(1, "Content", NEWS, "the dam was safe") + bound(2, "Source", NEWS, "Anna Weiss") + bound(3, "Cue", NEWS, "said")
    write_split(tmp_path, one__txt=NEWS, one_ab__ann=lines + "E1\tAttribution:T4 Source:T2 Cue:T3 Content:T1\n" + added)
    assert next(read_polnear(tmp_path)).attributions == expected


def test_a_folder_without_texts_is_named(tmp_path):
    with pytest.raises(ValueError, match=r"holds no text/\*\.txt; give a split of PolNeAR"):
        list(read_polnear(tmp_path))


# Attribution: the figures

SAID = "Anna Weiss said the dam was safe. “It will hold,” Karl Berg added. It is feared that rain will fall."
GOLD = Annotated(
    "one",
    SAID,
    (
        attribution(SAID, ["Anna Weiss"], ["said"], ["the dam was safe"]),
        attribution(SAID, ["Karl Berg"], ["added"], ["“It will hold,”"]),
        attribution(SAID, (), ["is feared"], ["rain will fall"]),
    ),
)


def voices(text, *rows):
    """Type a table of voices: content, speaker and cue of each row, as words of the text."""
    made = []
    for content, speaker, cue in rows:
        edges = {"start": span(text, content)[0], "end": span(text, content)[1]}
        for name, words in (("speaker", speaker), ("cue", cue)):
            if words:
                edges |= {name: words, f"{name}_start": span(text, words)[0], f"{name}_end": span(text, words)[1]}
        made.append({"sentence": 1, "kind": "indirect", **edges})
    return make_table("voices", made)


COUNTS = [
    # table, named only; right, told, true of source, cue, content, content inside quotation marks, outside
    pytest.param(
        [("the dam was safe", "Anna Weiss", "said"), ("“It will hold,”", "Karl Berg", "added"), ("rain will fall", None, "is feared")],
        *(False, (4, 4, 4), (4, 4, 4), (13, 13, 13), (6, 6, 6), (7, 7, 7)),
        id="all right",
    ),
    pytest.param([], *(False, (0, 0, 4), (0, 0, 4), (0, 0, 13), (0, 0, 6), (0, 0, 7)), id="nothing found"),
    pytest.param(
        [("dam was safe", "Weiss", "said"), ("“It will hold,” Karl", None, None)],
        *(False, (1, 1, 4), (1, 1, 4), (9, 10, 13), (6, 6, 6), (3, 4, 7)),
        id="edges",
    ),
    pytest.param(
        [("the dam was safe", "Anna Weiss", "said"), ("rain will fall", None, "is feared")],
        *(True, (2, 2, 4), (1, 3, 2), (4, 7, 10), (0, 0, 6), (4, 7, 4)),
        id="nameless ones are not asked for, but count as found",
    ),
    pytest.param([("It is feared", "rain", "fall")], *(False, (0, 1, 4), (0, 1, 4), (0, 3, 13), (0, 0, 6), (0, 3, 7)), id="all wrong"),
]


@pytest.mark.parametrize(("rows", "named_only", "source", "cue", "content", "inside", "outside"), COUNTS)
def test_tokens_are_counted_by_role_and_place(rows, named_only, source, cue, content, inside, outside):
    counts = token_counts(GOLD, parse(Article(text=SAID)), voices(SAID, *rows), named_only=named_only)
    expected = {"source": source, "cue": cue, "content": content, "content inside quotation marks": inside, "content outside": outside}
    assert counts == expected


SPEAKERS = [
    # table; whether the speakers of the dam and of the quotation are right
    pytest.param([("the dam was safe", "Anna Weiss", "said"), ("“It will hold,”", "Karl Berg", "added")], [True, True], id="both"),
    pytest.param([("the dam was safe", "Weiss", None), ("It will", "Berg", None)], [True, True], id="an overlap is enough"),
    pytest.param([("the dam was safe", "Karl Berg", "said"), ("“It will hold,”", "Anna Weiss", "added")], [False, False], id="exchanged"),
    pytest.param([("the dam was safe", None, "said")], [False, False], id="no speaker, no row"),
    pytest.param([("rain will fall", "Anna Weiss", None)], [False, False], id="no content in common"),
    pytest.param([], [False, False], id="no rows"),
    pytest.param([("the", "Karl Berg", None), ("dam was safe", "Anna Weiss", None)], [True, False], id="the row that shares most decides"),
    pytest.param([("the dam was", "Karl Berg", None), ("safe. “It will hold,”", "Anna Weiss", None)], [False, False], id="and not another"),
]


@pytest.mark.parametrize(("rows", "expected"), SPEAKERS)
def test_the_speaker_of_the_row_that_shares_most_is_judged(rows, expected):
    assert speaker_is_right(GOLD, voices(SAID, *rows)) == expected


def test_a_content_in_parts_is_judged_as_a_whole():
    gold = Annotated("one", NEWS, (WALL, FEARED))
    assert speaker_is_right(gold, voices(NEWS, ("“will hold.”", "Karl Berg", "added"), ("“The", "Anna Weiss", "said"))) == [True]


PAIRED = [
    # text, attributions (source, cue, content), whether each content of a named source is given it
    (SAID, GOLD.attributions, [True, True]),
    (NEWS, (SAFE, FEARED, WALL), [True, True, True]),
    (NEWS, (FEARED,), []),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), PAIRED)
def test_pairing_is_judged_with_all_spans_given(text, attributions, expected):
    assert paired_right(Annotated("one", text, attributions), parse(Article(text=text))) == expected


def test_pairing_that_goes_wrong_is_told():
    text = "“It will hold.” So it was written on the wall that Karl Berg built."
    gold = Annotated("one", text, (attribution(text, ["Karl Berg"], (), ["“It will hold.”"]),))
    assert paired_right(gold, parse(Article(text=text))) == [False]


def test_voices_are_measured_end_to_end_and_the_card_gets_its_tables(tmp_path):
    said = "".join(
        bound(number, role, SAID, words)
        for number, (role, words) in enumerate(
            [("Source", "Anna Weiss"), ("Cue", "said"), ("Content", "the dam was safe"), ("Source", "Karl Berg"), ("Cue", "added")]
            + [("Content", "“It will hold,”")],
            start=1,
        )
    )
    said += "E1\tAttribution:T7 Source:T1 Cue:T2 Content:T3\nE2\tAttribution:T8 Source:T4 Cue:T5 Content:T6\n"
    quiet = "Rain fell on the town for most of the day."
    results = voices_figures(write_split(tmp_path / "dev", a__txt=SAID, a_1__ann=said, b__txt=quiet, b_1__ann=""), embedded_encoder())
    assert (results["articles"], results["attributions"]) == (2, 2)
    for engine in ("tagger and rules", "rules"):
        named = results[engine]["of a named source"]
        assert named["content inside quotation marks"]["f1"] == 100.0 and named["source"]["recall"] == 100.0
        assert all(0 <= row["interval"][0] <= row["f1"] <= row["interval"][1] <= 100 for row in named.values())
        assert results[engine]["speaker right"] == {"rows": 2, "percent": 100.0}
    assert results["speaker right, given the spans"] == {"rows": 2, "percent": 100.0}
    card = tmp_path / "README.md"
    card.write_text("".join(f"<!-- {name} -->\nold\n<!-- /{name} -->\n" for name in ("results", "facts")))
    write_between_marks(card, voices_tables({"polnear dev": results}))
    assert "old" not in card.read_text() and "| tagger and rules | of a named source | source | 100.0 |" in card.read_text()


def test_tables_of_voices_by_hand():
    row = {"f1": 80.5, "interval": [79.0, 82.0], "precision": 90.1, "recall": 72.7}
    engine = {"all attributions": {"source": row, "cue": row}, "of a named source": {"content": row}, "speaker right": {"rows": 9, "percent": 66.7}}
    dev = {
        "articles": 3,
        "attributions": 11,
        "tagger and rules": engine,
        "rules": engine,
        "speaker right, given the spans": {"rows": 8, "percent": 75.0},
    }
    found = voices_tables({"polnear dev": dev})
    assert found["results"].splitlines() == [
        "| found by | counted | token F1 of | F1 | 95 % interval | precision | recall |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| tagger and rules | all attributions | source | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
        "| tagger and rules | all attributions | cue | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
        "| tagger and rules | of a named source | content | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
        "| rules | all attributions | source | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
        "| rules | all attributions | cue | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
        "| rules | of a named source | content | 80.5 | 79.0 to 82.0 | 90.1 | 72.7 |",
    ]
    assert found["facts"].splitlines()[2:] == [
        "| articles, attributions | 3, 11 |",
        "| speaker right, end to end, tagger and rules | 66.7 % of attributions of a named source |",
        "| speaker right, end to end, rules | 66.7 % of attributions of a named source |",
        "| speaker right, given all spans | 75.0 % of 8 contents of a named source |",
    ]
    assert found.keys() == {"results", "facts"}


def test_persons_are_found_in_articles_without_labels(tmp_path):
    (tmp_path / "train" / "text").mkdir(parents=True)
    long = "Mary Corriel, who chairs the council of the town, said on Monday that the bridge would stay closed for a month."
    after = "A day later Corriel told the union that nobody had been asked, and that the works would begin in the spring."
    (tmp_path / "train" / "text" / "a.txt").write_text(
        f"{long} {after} Corriel left. The river rose by a metre in the night, and the road was closed."
    )
    (tmp_path / "train" / "text" / "b.txt").write_text("The river rose by a metre in the night, and the road along it was closed to all.")
    found = unlabelled_persons(tmp_path)
    assert sorted((one.text, one.text[one.start : one.end]) for one in found) == [(after, "Corriel"), (long, "Mary Corriel")]
    assert len(unlabelled_persons(tmp_path, most=1)) == 1
