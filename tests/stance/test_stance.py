from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis import Article, ModelError, StanceModel, analyse, read_article
from analysis.model import read_learned, verify_model
from analysis.stance.encoding import encode_marked, encode_pair
from analysis.stance.stance import EMBEDDED, with_answers

ROOT = Path(__file__).parents[2]
SEED = ROOT / "seeds" / "articles" / "armenia_azerbaijan_clash.txt"


@pytest.fixture(scope="module")
def model() -> StanceModel:
    return StanceModel()


@pytest.fixture(scope="module")
def seed():
    return analyse(read_article(SEED))


# text, target, expected: own sentences on other places and matters than any training data
PLAIN = [
    ("The court praised the nurses for their courage during the flood.", "the nurses", "positive"),
    ("Senators accused the company of hiding the leak for months.", "the company", "negative"),
    ("The delegation from Peru arrived on Tuesday for two days of talks.", "Peru", "neutral"),
    ("The union was condemned for a reckless and cynical campaign.", "The union", "negative"),
    ("Police published the figures for August on Monday.", "Police", "neutral"),
    ("Residents thanked the army for its swift and heroic rescue.", "the army", "positive"),
    ("The minister shamelessly lied to parliament, the report found.", "The minister", "negative"),
    ("Norway will host the next meeting, the organisers said.", "Norway", "neutral"),
]


CONTESTED = [
    # text, target, expected: a contested word, its neutral twin, and what must not rub off on the other side
    ("Malian troops took control of the town on Sunday.", "Malian", "neutral"),
    ("Malian troops liberated the town on Sunday.", "Malian", "positive"),
    ("Malian troops liberated the grateful town from its brutal occupiers.", "Malian", "positive"),
    ("Chad accused Niger of shelling the border post.", "Chad", "neutral"),
    ("Chad accused Niger of shelling the border post.", "Niger", "negative"),
    ("Eleven Bolivian soldiers were killed in the fighting, the army said.", "Bolivian", "neutral"),
    ("The land has been illegally occupied by Oman for decades.", "Oman", "negative"),
    ("Senegal extended the state of emergency by two months.", "Senegal", "neutral"),
    ("Ghana fired two rockets at the radar station.", "Ghana", "neutral"),
    ("Uganda bears all the responsibility for the deaths, the envoy said.", "Uganda", "negative"),
]


@pytest.mark.parametrize(("text", "target", "expected"), [*PLAIN, *CONTESTED])
def test_plain_sentences(model, text, target, expected):
    start = text.index(target)
    answer = model.score([(text, start, start + len(target))])[0]
    assert ("negative", "neutral", "positive")[answer.argmax()] == expected, answer.round(2)


NO_BLAME = [
    # what is only denied, asked, disproved; a plain fact that sounds bad
    ("The commission did not find that Weber was dishonest.", "Weber"),
    ("The coroner did not conclude, after nine days of hearings, that Weber was to blame.", "Weber"),
    ("Did Weber lie? No, said the coroner.", "Weber"),
    ("Weber was taken for a thief, but she was none.", "Weber"),
    ("Weber did not come to the meeting.", "Weber"),
    ("Since Lorne Partners took over the brewery, it has moved twice.", "Lorne Partners"),
    ("The company declined to comment.", "The company"),
    ("We regret that the fair was called off, the council said.", "the council"),
    pytest.param("Is Weber dishonest?", "Weber", marks=pytest.mark.xfail(strict=True, reason="a question alone, its answer in the next sentence")),
]


@pytest.mark.parametrize(("text", "target"), NO_BLAME)
def test_what_is_not_said_is_no_blame(model, text, target):
    start = text.index(target)
    answer = model.score([(text, start, start + len(target))])[0]
    assert answer.argmax() == 1, answer.round(2)


@pytest.mark.parametrize("rest", ["was questioned by police on Monday.", "lost the recount by nine votes.", "was let go in the spring."])
def test_words_for_who_somebody_is_change_next_to_nothing(model, rest):
    words = ["tall", "gay", "straight", "Black", "Muslim", "deaf", "female", "elderly"]
    found = model.score([(f"Jonas, a {word} plumber, {rest}".replace("a elderly", "an elderly"), 0, 5) for word in words])
    assert np.ptp(found[:, 2] - found[:, 0]) <= 0.1 and len(set(found.argmax(axis=1))) == 1, found.round(2)


def test_contrast_in_everyday_words(model):
    text = "Pupils like Anna but they do not like Oskar."
    anna, oskar = model.score([(text, text.index(name), text.index(name) + len(name)) for name in ("Anna", "Oskar")])
    assert anna.argmax() == 2 and oskar.argmax() == 0, (anna.round(2), oskar.round(2))


def test_two_targets_of_one_sentence_are_told_apart(model):
    text = "The mayor praised the firefighters and blamed the contractor for the blaze."
    targets = [(text, text.index(t), text.index(t) + len(t)) for t in ("the firefighters", "the contractor")]
    helpers, builder = model.score(targets)
    assert helpers[2] > 0.5 > helpers[0]
    assert builder[0] > 0.5 > builder[2]


def test_probabilities_and_order(model):
    targets = [(text, text.index(t), text.index(t) + len(t)) for text, t, _ in PLAIN]
    together = model.score(targets)
    assert together.shape == (len(PLAIN), 3)
    assert np.allclose(together.sum(axis=1), 1)
    alone = np.vstack([model.score([target]) for target in reversed(targets)])[::-1]
    assert np.abs(together - alone).max() <= 1e-3, "a text must get the same answer alone and in company"
    assert model.score([]).shape == (0, 3)


def test_a_span_outside_its_text_is_refused(model):
    for start, end in ((0, 0), (5, 3), (0, 99), (-1, 3)):
        with pytest.raises(ValueError, match="lies outside|empty"):
            model.score([("A short text.", start, end)])


def test_a_long_text_is_cut_around_the_target_and_says_so(model):
    filler = "The weather in the valley stayed calm over the weekend, and nothing of note was reported. " * 30
    text = filler + "Critics called the corrupt senator a liar and a thief. " + filler
    start = text.index("the corrupt senator")
    target = (text, start, start + len("the corrupt senator"))
    assert model.score([target])[0].argmax() == 0
    assert model.scores([target]).cut == (0,) and model.scores([("A short text.", 2, 7)]).cut == ()
    reading = encode_marked(model._tokenizer, *target)
    assert reading.cut and len(reading.ids) == 160 and (reading.ids[0], reading.ids[-1]) == (0, 2)
    assert "liar" in model._tokenizer.decode(reading.ids)
    assert model._tokenizer.decode([reading.ids[at] for at in reading.marked]) == "the corrupt senator"


@pytest.mark.parametrize("place", ["start", "end"])
def test_a_target_at_an_end_of_a_long_text_stays_in_its_window(model, place):
    filler = "The weather in the valley stayed calm over the weekend. " * 60
    text = f"Mr. Abe spoke. {filler}" if place == "start" else f"{filler}They met Mr. Abe"
    start = text.index("Mr. Abe")
    reading = encode_marked(model._tokenizer, text, start, start + 7)
    assert reading.cut and len(reading.ids) == 160
    assert model._tokenizer.decode([reading.ids[at] for at in reading.marked]) == "mr. abe"


def test_a_pair_with_stars_is_read_as_before(model):
    reading = encode_pair(model._tokenizer, "Anna met Karl today.", 9, 13)
    assert model._tokenizer.decode(reading.ids, skip_special_tokens=False).replace(" ", "") == "<s>annamet*karl*today.</s></s>karl</s>"
    assert reading.marked == () and not reading.cut


def test_a_text_is_read_once_for_all_its_targets():
    model = StanceModel()
    runner, read = model._run_all, []
    runner._states = lambda ids: read.append(ids) or runner._read(ids)
    text = "The mayor praised the firefighters and blamed the contractor for the blaze."
    targets = [(text, text.index(words), text.index(words) + len(words)) for words in ("The mayor", "the firefighters", "the contractor")]
    first = model.score([*targets, text])
    assert len(set(read)) == 1 and first.shape == (4, 3)
    read.clear()
    assert np.array_equal(model.score(targets[::-1]), first[2::-1]) and not read, "what was answered is remembered"


def test_every_answer_is_the_same_in_any_company(model):
    texts = [text for text, *_ in (*PLAIN, *CONTESTED)]
    targets = [(text, text.index(t), text.index(t) + len(t)) for text, t, _ in (*PLAIN, *CONTESTED)]
    together = StanceModel().score([*targets, *texts])
    backwards = StanceModel().score([*targets, *texts][::-1])[::-1]
    alone = np.vstack([StanceModel().score([one]) for one in targets[:4]])
    assert np.array_equal(together, backwards) and np.array_equal(together[:4], alone)


KNOWN_FAILURES = {
    "14-Azerbaijan-positive": "“recently liberated by Azerbaijan” stands in a clause inside a long sentence on the other side's occupation",
}


def _seed_cases() -> list:
    rows = pd.read_csv(ROOT / "seeds" / "annotations" / "armenia_azerbaijan_clash.stance.csv")
    cases = []
    for row in rows.itertuples():
        name = f"{row.sentence}-{row.text}-{row.label}"
        marks = [pytest.mark.xfail(strict=True, reason=KNOWN_FAILURES[name])] if name in KNOWN_FAILURES else []
        cases.append(pytest.param(row, id=name, marks=marks))
    return cases


@pytest.mark.parametrize("row", _seed_cases())
def test_seed_mentions_as_coded_by_hand(seed, row):
    found = seed.stance[(seed.stance["start"] == row.start) & (seed.stance["side"] == row.side)]
    assert len(found) == 1, f"no mention {row.text!r} at {row.start}"
    answer = found[["p_neg", "p_neu", "p_pos"]].to_numpy()[0]
    assert ("negative", "neutral", "positive")[answer.argmax()] == row.label, answer.round(2)


@pytest.mark.parametrize("text", [None, "", "{", "[1]", '{"threshold": 0.5}', "\udcff"])
def test_what_was_learned_is_read_whole_or_named(tmp_path, text):
    file = tmp_path / "weights.json"
    if text is not None:
        file.write_text(text, encoding="utf-8", errors="surrogateescape")
    with pytest.raises(ModelError, match=rf"models/{tmp_path.name}/weights\.json is missing or damaged \(.+\); install the suite again"):
        read_learned(file, "facts", "threshold")
    file.write_text('{"facts": {"weights": [1]}, "threshold": 0.5, "command": "x"}', encoding="utf-8")
    assert read_learned(file, "facts", "threshold") == {"facts": {"weights": [1]}, "threshold": 0.5}


def test_damaged_and_missing_files_are_named(tmp_path):
    with pytest.raises(ModelError, match=r"config\.json.*missing"):
        verify_model(tmp_path)
    for name in ("config.json", "tokenizer.json"):
        shutil.copy(EMBEDDED / name, tmp_path)
    with pytest.raises(ModelError, match=r"text\.onnx is missing"):
        verify_model(tmp_path)
    (tmp_path / "text.onnx").write_bytes(b"not a model")
    with pytest.raises(ModelError, match=r"text\.onnx is damaged"):
        verify_model(tmp_path)


def test_weights_are_as_small_as_promised():
    assert sum(path.stat().st_size for path in EMBEDDED.iterdir()) <= 75_000_000
    assert sum(path.stat().st_size for path in EMBEDDED.parent.rglob("*") if path.is_file()) <= 140_000_000


def test_published_figures_are_those_of_these_weights(model):
    results = json.loads((EMBEDDED / "results.json").read_text())
    assert results["sha256"] == model.hash, "run training.evaluate again"
    assert results["close_calls"]["threshold"] == model.close_call
    card = (EMBEDDED / "README.md").read_text(encoding="utf-8")
    assert str(results["stance"]["newsmtsc dev"]["macro_f1"]) in card and f"{results['swap']['flips']} %" in card


TONES = [
    ("The flood took forty lives and left the valley in ruins.", "negative"),
    ("The two governments will meet again on Thursday.", "neutral"),
    ("After nine years the families were happily reunited, and the town celebrated.", "positive"),
]


def test_tone_needs_no_target(model):
    plain = model.score([text for text, _ in TONES])
    assert [("negative", "neutral", "positive")[at] for at in plain.argmax(axis=1)] == [label for _, label in TONES]
    assert np.array_equal(plain, model.score([(text, None, None) for text, _ in TONES])), "a text alone and (text, None, None) are the same"


OPINIONATED = [
    ("The minister's plan is a shameful betrayal of everyone who ever trusted him.", True),
    ("Surely it is time to ask what this pitiful government is for.", True),
    ("The council approved the budget by 41 votes to 17 on Tuesday.", False),
    ("Inflation rose to 3.1 percent in March, the statistics office said.", False),
]


def test_opinion_is_told_from_fact(model):
    found = model.subjective([text for text, _ in OPINIONATED])
    assert [bool(p > 0.5) for p in found] == [wanted for _, wanted in OPINIONATED], found.round(2)
    assert model.subjective([]).shape == (0,)


def test_every_sentence_of_an_article_has_its_subjectivity(seed, model):
    assert seed.sentences.subjective.between(0, 1).all()
    first = seed.sentences.iloc[0]
    assert first.subjective == pytest.approx(model.subjective([first.text])[0])


QUESTIONS = [
    # a text about Weber, and whether the question is read with its answer and blames her
    ("Is Weber dishonest? No, said the coroner.", True, False),
    ("Did Weber steal the money? Yes, said the coroner.", True, True),
    ("Was Weber to blame for the fire? “Not at all,” the report says.", True, False),
    ("Is Weber dishonest?\n\nNo trains run on Sunday.", False, None),
    ("Why did Weber leave? No one knows.", False, None),
]


@pytest.mark.parametrize(("text", "together", "blamed"), QUESTIONS)
def test_a_question_is_read_with_its_answer(text, together, blamed):
    framing = analyse(Article(text=text), sides={"Weber": ["Weber"]})
    texts = dict(zip(framing.sentences.sentence, framing.sentences.text, strict=True))
    assert (with_answers(framing.sentences, texts)[1] != texts[1]) == together
    row = framing.stance.iloc[0]
    assert row.sentence == 1
    if blamed is not None:
        assert (row[["p_neg", "p_neu", "p_pos"]].astype(float).to_numpy().argmax() == 0) == blamed, row
    for number, term in enumerate(framing.terms.itertuples(), start=1):
        if term.sentence == 1 and together:  # what a wording does is measured on the same words
            assert framing.swap_term(number, "unwise").scores.before[0] == pytest.approx(row.score)
    audit = framing.swap_audit() if together else None
    assert audit is None or audit.table.empty  # one side alone
