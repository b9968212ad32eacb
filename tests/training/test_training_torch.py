"""The whole way of a model, small: prepare, train, export, calibrate, run, unpack; and any other checkpoint.  Needs torch: ``make test-train``."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import shutil
import sys
from argparse import Namespace
from itertools import pairwise

import numpy as np
import pytest

from analysis.model import WEIGHTS, ModelError, load_tokenizer, onnx_runner, unpack_codes
from analysis.reading.article import Article
from analysis.reading.encoder import Encoder, pieces_of
from analysis.reading.parse import parse
from analysis.stance.encoding import EncodedText
from analysis.stance.stance import LABELS, StanceModel
from analysis.voices import tagger as voices
from training.data import Example, pairs_together, read_examples, write_examples
from training.domain import stand_ins

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")

from safetensors.numpy import load_file  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors  # noqa: E402
from transformers import (  # noqa: E402
    MPNetConfig,
    MPNetForSequenceClassification,
    MPNetForTokenClassification,
    PreTrainedTokenizerFast,
)

from training import tagger as tagging  # noqa: E402
from training import teach  # noqa: E402
from training.align import align  # noqa: E402
from training.average import average  # noqa: E402
from training.behaviour import is_identity, read_behaviour  # noqa: E402
from training.calibrate import calibrate  # noqa: E402
from training.checkpoints import named_for_torch, state_of  # noqa: E402
from training.export import export  # noqa: E402
from training.graph import mpnet_graphs, mpnet_weights, pack  # noqa: E402
from training.grid import choose_steps, compensated, load_grid, reordered, round_checkpoint  # noqa: E402
from training.labels import TERMS, shares_of  # noqa: E402
from training.network import LateMarked  # noqa: E402
from training.polnear import Annotated, Attribution, read_polnear  # noqa: E402
from training.prepare import prepare  # noqa: E402
from training.terms_gold import Labelled, Mark  # noqa: E402
from training.train import (  # noqa: E402
    HEADS,
    batches_of_similar_length,
    disagreement,
    loss_of,
    on_grid,
    predict,
    targets_of,
    train,
)
from training.unpack import unpack  # noqa: E402

WORDS = tuple("the a mayor union council praised blamed met for of on monday report strike flood court thanked accused police . , *".split())  # noqa: SIM905
SPECIAL = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>"]
NAMED_MARKS = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>", "unk_token": "[UNK]", "pad_token": "<pad>"}
FIVE = (*LABELS, "objective", "subjective")


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    tokenizer = Tokenizer(models.WordLevel({word: at for at, word in enumerate([*SPECIAL, *WORDS])}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, mask_token="<mask>", **NAMED_MARKS)


def tiny_checkpoint(folder, labels=FIVE, network=MPNetForSequenceClassification, **framing):
    torch.manual_seed(7)
    config = MPNetConfig(
        vocab_size=len(SPECIAL) + len(WORDS), hidden_size=64, num_hidden_layers=3, num_attention_heads=4, intermediate_size=128,
        max_position_embeddings=200, num_labels=len(labels), id2label=dict(enumerate(labels)), initializer_range=0.08, framing=framing,
    )  # fmt: skip
    model = network(config).eval()
    if network is LateMarked:
        model.mark.data.normal_()
    model.save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    return model


@pytest.fixture
def checkpoint(tmp_path):
    tiny_checkpoint(tmp_path / "checkpoint", network=LateMarked, shared_layers=2)
    return tmp_path / "checkpoint"


TEXT = "the mayor praised the council and blamed the union for the strike on monday ."
EXAMPLES = [
    Example(TEXT, 22, 29, 2),
    Example(TEXT, 45, 50, 0),
    Example("the union met the mayor on monday .", 4, 9, 1),
    Example("police thanked the court .", None, None, 2, "tone"),
    Example("the report , a flood of praised strike", None, None, 1, "subjective"),
    Example("the council met .", None, None, 0, "subjective"),
]


# The graph


def test_float_graphs_answer_like_the_checkpoint(checkpoint, tmp_path):
    import onnxruntime

    model = LateMarked.from_pretrained(checkpoint).eval()
    graphs, packed = mpnet_graphs(state_of(model), model.config)
    assert set(graphs) == {"text.onnx", "target.onnx"} and not packed
    text, target = (onnxruntime.InferenceSession(graphs[name].SerializeToString()) for name in ("text.onnx", "target.onnx"))
    for length, marked in ((2, ()), (5, (2,)), (17, (3, 4, 9)), (150, (148,))):
        ids = torch.randint(3, len(WORDS), (length,), generator=torch.Generator().manual_seed(length)).tolist()
        with torch.inference_mode():
            expected = model([EncodedText(tuple(ids), marked)]).numpy()
        places = np.zeros((1, length, 2), np.float32)
        if marked:
            places[0, 0, 0] = places[0, list(marked), 1] = 1
        states = text.run(None, {"input_ids": np.array([ids])})[0]
        assert np.abs(target.run(None, {"states": states, "marks": places})[0] - expected).max() < 1e-4


def test_targets_of_one_text_are_answered_together_as_alone(checkpoint):
    model = LateMarked.from_pretrained(checkpoint).eval()
    readings = [
        EncodedText((0, 7, 8, 9, 2), (1,)),
        EncodedText((0, 7, 8, 9, 2), (3,)),
        EncodedText((0, 7, 8, 9, 2)),
        EncodedText((0, 5, 6, 7, 8, 9, 2), (2, 3)),
    ]
    with torch.inference_mode():
        together, alone = model(readings), torch.cat([model([one]) for one in readings])
    assert torch.allclose(together, alone, atol=1e-5)
    assert not torch.allclose(together[0], together[1], atol=1e-3), "which target is marked must count"


def test_a_weight_on_its_grid_is_near_and_within_bounds():
    weight = np.random.default_rng(0).normal(size=(64, 40)).astype(np.float32)
    even = np.linspace(0.5, 2, 64).astype(np.float32)
    steps = choose_steps(weight, even)
    codes = steps.codes(weight)
    assert codes.min() >= -16 and codes.max() <= 15
    assert np.abs(steps.multipliers).min() >= 1 and np.abs(steps.multipliers).max() <= 4
    assert np.abs(codes * np.repeat(steps.multipliers, 32, axis=0).astype(int)).max() <= 64
    near = codes * steps.size
    assert np.square(near - weight).sum() < 0.004 * np.square(weight).sum()
    assert np.array_equal(steps.codes(near), codes), "what lies on the grid stays where it is"
    assert not choose_steps(np.zeros((32, 3), np.float32), np.ones(32, np.float32)).codes(np.zeros((32, 3), np.float32)).any()
    with pytest.raises(ValueError, match="does not divide into blocks"):
        choose_steps(weight[:30], even[:30])


def test_codes_of_five_bits_and_of_four_come_back_from_their_bytes():
    five = np.resize(np.arange(-16, 16, dtype=np.int8), (6, 16))
    multipliers = np.array([[1] * 16, [-4] * 16], dtype=np.int8)
    whole = unpack_codes(pack(five), multipliers, np.packbits(five < 0, axis=1))
    assert np.array_equal(whole, five * np.repeat(multipliers, 3, axis=0))
    four = five.clip(-8, 7)
    assert np.array_equal(unpack_codes(pack(four), multipliers), four * np.repeat(multipliers, 3, axis=0)), "the form of the voices' weights"


def test_rounding_with_compensation_changes_the_answers_of_a_layer_less():
    rng = np.random.default_rng(3)
    inputs = rng.normal(size=(400, 12)) @ rng.normal(size=(12, 160)) + 0.3 * rng.normal(size=(400, 160))  # channels that go together
    weight = rng.normal(size=(160, 24)).astype(np.float32)
    steps = choose_steps(weight, np.ones(160, np.float32))
    nearest = steps.codes(weight) * steps.size
    better = compensated(weight, steps, inputs.T @ inputs)
    assert np.allclose(steps.codes(better) * steps.size, better, atol=1e-6), "it lies on the grid"
    missed = [np.square(inputs @ (rounded - weight)).sum() for rounded in (nearest, better)]
    assert missed[1] < 0.5 * missed[0]


def test_a_checkpoint_rounded_at_once_lies_on_its_grid(checkpoint, tmp_path):
    round_checkpoint(str(checkpoint), EXAMPLES, tmp_path / "rounded", compensating=True)
    weights = state_of(LateMarked.from_pretrained(tmp_path / "rounded"))
    for name, steps in load_grid(tmp_path / "rounded").items():
        own = weights[f"{name}.weight"].T
        assert np.allclose(steps.codes(own) * steps.size, own, atol=1e-6), name


def test_reordered_channels_compute_the_same(checkpoint):
    model = LateMarked.from_pretrained(checkpoint).eval()
    weights = state_of(model)
    rng = np.random.default_rng(1)
    peaks = {}
    for number in range(3):
        at = f"encoder.layer.{number}"
        peaks |= {f"{at}.{part}": rng.random(64).astype(np.float32) for part in ("attention.attn.q", "intermediate.dense")}
        peaks[f"{at}.output.dense"] = rng.random(128).astype(np.float32)
    mixed, high = reordered(weights, peaks, 3)
    assert not np.array_equal(mixed["encoder.layer.0.attention.attn.q.weight"], weights["encoder.layer.0.attention.attn.q.weight"])
    assert np.all(np.diff(high["encoder.layer.1.output.dense"]) >= 0)
    other = LateMarked(model.config).eval()
    other.load_state_dict(named_for_torch(mixed))
    asked = [EncodedText(tuple(range(3, 20)), (4, 5))]
    with torch.inference_mode():
        assert torch.allclose(other(asked), model(asked), atol=1e-4)


# From checkpoint to the folder the suite runs


@pytest.fixture
def rounded(checkpoint, tmp_path):
    round_checkpoint(str(checkpoint), EXAMPLES, tmp_path / "rounded")
    return tmp_path / "rounded"


def test_a_reordered_checkpoint_is_put_back_in_the_order_of_its_encoder(checkpoint, rounded, tmp_path):
    model = LateMarked.from_pretrained(checkpoint)
    model.mpnet.save_pretrained(tmp_path / "encoder")
    align(str(rounded), str(tmp_path / "encoder"), tmp_path / "aligned", tmp_path / "fresh")
    before = {name: value.numpy() for name, value in model.state_dict().items()}
    moved = "mpnet.encoder.layer.0.attention.attn.q.weight"
    assert not np.allclose(before[moved], load_file(rounded / "model.safetensors")[moved])
    words = "mpnet.embeddings.word_embeddings.weight"  # the grid rounds it once for all; the encoder's own is exact
    for folder, rounded_too in (("aligned", {words}), ("fresh", set())):
        after = load_file(tmp_path / folder / "model.safetensors")
        assert {name for name in before if name not in after or not np.array_equal(after[name], before[name])} == rounded_too, folder
        assert np.abs(after[words] - before[words]).max() < 0.1


def test_a_checkpoint_of_another_encoder_is_refused(checkpoint, tmp_path):
    torch.manual_seed(8)
    MPNetForSequenceClassification(MPNetForSequenceClassification.from_pretrained(checkpoint).config).mpnet.save_pretrained(tmp_path / "other")
    with pytest.raises(ValueError, match="do not match one to one"):
        align(str(checkpoint), str(tmp_path / "other"), tmp_path / "aligned")


@pytest.fixture
def exported(rounded, tmp_path):
    export(str(rounded), tmp_path / "export", float_twin=str(rounded))
    return tmp_path / "export"


def test_a_checkpoint_without_a_grid_cannot_be_exported(checkpoint, tmp_path):
    with pytest.raises(ValueError, match=r"has no grid\.safetensors; run training\.grid"):
        export(str(checkpoint), tmp_path / "out")


def test_rounding_for_a_step_gives_the_exact_weights_back(rounded):
    model = LateMarked.from_pretrained(rounded)
    sizes = {name: torch.tensor(steps.size.T.copy()) for name, steps in load_grid(rounded).items()}
    name = "encoder.layer.1.output.dense"
    weight = model.get_parameter(f"mpnet.{name}.weight")
    before = weight.detach().clone()
    with pytest.raises(RuntimeError, match="stop"), on_grid(model, sizes):
        codes = weight / sizes[name]
        assert torch.allclose(codes, codes.round(), atol=1e-3) and codes.abs().max() < 16.01
        raise RuntimeError("stop")
    assert torch.equal(weight, before) and len(sizes) == 18


def test_exported_model_answers_near_the_checkpoint_and_alone_as_in_company(exported, rounded):
    small, exact = StanceModel(exported), StanceModel(exported / "float")
    targets = [(one.text, one.start, one.end) for one in EXAMPLES]
    together = small.score(targets)
    assert np.abs(together - exact.score(targets)).max() < 0.08
    logits = predict(LateMarked.from_pretrained(rounded), load_tokenizer(exported), EXAMPLES[:3])[:, :3]
    assert np.abs(exact.score(targets[:3]) - logits.softmax(1).numpy()).max() < 1e-4
    alone = np.vstack([StanceModel(exported).score([one]) for one in reversed(targets)])[::-1]
    assert np.abs(together - alone).max() <= 1e-6
    assert small.tells_subjectivity and small.subjective([TEXT]).shape == (1,)
    assert small.hash and small.hash != exact.hash
    with pytest.raises(ModelError, match=r"marks its targets between two layers.*export"):
        StanceModel(rounded)


def test_calibration_is_written_and_read(exported, tmp_path):
    dev = tmp_path / "dev"
    dev.mkdir()
    write_examples(dev / "stance.jsonl", EXAMPLES[:3] * 10)
    write_examples(dev / "subjectivity.jsonl", EXAMPLES[4:] * 10)
    before = StanceModel(exported).score([(TEXT, 22, 29)])
    settled = calibrate(exported, dev)
    assert settled == calibrate(exported, dev), "a second time must not build on the first"
    model = StanceModel(exported)
    warmth, power = settled["temperature"]["stance"], settled["entropy_power"]["stance"]
    assert 0.5 <= warmth <= 5 and model.close_call == settled["close_call"]
    entropy = -(before * np.log(before)).sum() / np.log(3)
    logits = np.log(before) / (warmth * entropy**power)
    assert np.allclose(model.score([(TEXT, 22, 29)]), np.exp(logits) / np.exp(logits).sum())


def test_unpacked_weights_are_the_shipped_ones(exported, tmp_path):
    import onnx

    shipped = StanceModel(exported)
    back = unpack(exported, tmp_path / "unpacked")
    targets = [(one.text, one.start, one.end) for one in EXAMPLES[:3]]
    answers = predict(back, load_tokenizer(exported), EXAMPLES[:3])[:, :3].softmax(1).numpy()
    assert np.abs(answers - shipped.score(targets)).max() < 0.03
    graphs = [
        [onnx.load(str(folder / name), load_external_data=False) for name in ("text.onnx", "target.onnx")]
        for folder in (exported, exported / "float")
    ]
    small, exact = mpnet_weights(graphs[0], load_file(str(exported / "weights.safetensors"))), mpnet_weights(graphs[1], {})
    assert {name: value.shape for name, value in small.items()} == {name: value.shape for name, value in exact.items()}


def test_a_model_of_another_kind_is_refused(tmp_path):
    from transformers import BertConfig, BertForSequenceClassification

    config = BertConfig(vocab_size=40, hidden_size=32, num_hidden_layers=1, num_attention_heads=2)
    BertForSequenceClassification(config).save_pretrained(tmp_path / "bert")
    with pytest.raises(ValueError, match="is a bert"):
        round_checkpoint(str(tmp_path / "bert"), EXAMPLES, tmp_path / "out")


# Training


def run(tmp_path, checkpoint, **changed):
    options = {"train": [str(tmp_path / "data" / "all.jsonl")], "encoder": str(checkpoint), "out": str(tmp_path / "run"), "epochs": 2, "batch": 4}
    train(Namespace(**{**options, "lr": 1e-3, "seed": 1, "bf16": False, "same_answer": 0.5, "frozen": 0, **changed}))
    return [json.loads(line) for line in (tmp_path / "run" / "log.jsonl").read_text().splitlines()]


def test_training_lowers_the_loss_logs_and_goes_on_where_it_stopped(tmp_path, checkpoint):
    (tmp_path / "data" / "dev").mkdir(parents=True)
    write_examples(tmp_path / "data" / "all.jsonl", EXAMPLES * 8)
    write_examples(tmp_path / "data" / "dev" / "stance.jsonl", EXAMPLES[:3])
    write_examples(tmp_path / "data" / "dev" / "subjectivity.jsonl", EXAMPLES[4:])
    log = run(tmp_path, checkpoint)
    losses = [row["loss"] for row in log if "loss" in row]
    assert losses[-1] < losses[0]
    assert {"stance_macro_f1", "subjectivity_macro_f1"} <= set(log[-1])
    shutil.rmtree(tmp_path / "run" / "epoch-2")
    again = run(tmp_path, checkpoint)[len(log) :]
    assert {row["epoch"] for row in again} == {2}, "only the epoch that was missing is trained again"
    assert predict(LateMarked.from_pretrained(tmp_path / "run" / "epoch-2"), load_tokenizer(checkpoint), EXAMPLES[:1]).shape == (1, 5)


def test_training_from_a_rounded_checkpoint_keeps_to_its_grid(tmp_path, rounded):
    (tmp_path / "data").mkdir()
    write_examples(tmp_path / "data" / "all.jsonl", EXAMPLES * 4)
    run(tmp_path, rounded, epochs=1)
    before, after = load_grid(rounded), load_grid(tmp_path / "run" / "epoch-1")
    assert all(np.array_equal(before[name].scales, after[name].scales) for name in before) and len(after) == 18
    export(str(tmp_path / "run" / "epoch-1"), tmp_path / "out")
    assert StanceModel(tmp_path / "out").score([(TEXT, 22, 29)]).shape == (1, 3)


def test_frozen_layers_stay_as_they_are(tmp_path, checkpoint):
    (tmp_path / "data").mkdir()
    write_examples(tmp_path / "data" / "all.jsonl", EXAMPLES * 4)
    run(tmp_path, checkpoint, epochs=1, frozen=2)
    before, after = (load_file(folder / "model.safetensors") for folder in (checkpoint, tmp_path / "run" / "epoch-1"))
    changed = {name for name in before if not np.array_equal(before[name], after[name])}
    assert changed and all(name.startswith(("classifier", "mark", "mpnet.encoder.layer.2")) for name in changed)
    assert {name for name in before if name.startswith("mpnet.encoder.layer.2") and name.endswith("dense.weight")} <= changed


def test_each_task_is_judged_by_its_own_logits():
    logits = torch.tensor([[9.0, 0, 0, 0, 9], [0, 0, 9, 9, 0]], requires_grad=True)
    loss = loss_of(logits, targets_of([Example(TEXT, 22, 29, 0), EXAMPLES[5]]), ["stance", "subjective"])
    assert loss.item() < 0.01
    loss_of(logits, targets_of([EXAMPLES[2], Example(TEXT, None, None, 0, "tone")]), ["stance", "tone"]).backward()
    assert torch.count_nonzero(logits.grad[:, 3:]) == 0


def test_answers_of_a_teacher_take_the_place_of_labels(checkpoint, tmp_path, monkeypatch):
    write_examples(tmp_path / "asked.jsonl", EXAMPLES * 3)
    told = [
        "teach",
        "--teacher",
        str(checkpoint),
        "--examples",
        str(tmp_path / "asked.jsonl"),
        "--rows",
        "7",
        "--out",
        str(tmp_path / "taught.jsonl"),
    ]
    monkeypatch.setattr("sys.argv", told)
    teach.main()
    taught = read_examples(tmp_path / "taught.jsonl")
    assert len(taught) == 7 and all(len(one.soft) == (2 if one.task == "subjective" else 3) for one in taught)
    targets = targets_of(taught)
    assert torch.allclose(targets.sum(1), torch.ones(7), atol=1e-3)
    answers = predict(LateMarked.from_pretrained(checkpoint), teach.load_tokenizer(str(checkpoint)), taught)
    heads = [HEADS[one.task] for one in taught]
    own = torch.stack([torch.zeros(5).index_copy(0, torch.arange(5)[head], row[head].softmax(0)) for row, head in zip(answers, heads, strict=True)])
    assert torch.allclose(own, targets, atol=1e-3)


def test_names_that_change_the_answer_cost():
    same = torch.tensor([[2.0, 0.0, -1.0, 0.5, 0.0], [2.0, 0.0, -1.0, -3.0, 4.0]])
    other = torch.tensor([[2.0, 0.0, -1.0, 0.5, 0.0], [-2.0, 0.0, 1.0, 0.5, 0.0]], requires_grad=True)
    assert disagreement(same, [1, 1]) == 0, "only the three logits of stance count"
    assert disagreement(other, [1, 2]) == 0 and disagreement(other, [0, 0]) == 0, "no pair in the batch"
    cost = disagreement(other, [7, 7])
    p, q = other.detach()[:, :3].softmax(1)
    assert cost.item() == pytest.approx(((p - q) * (p / q).log()).sum().item() / 2, rel=1e-5)
    cost.backward()
    assert other.grad[:, :3].abs().sum() > 0 and other.grad[:, 3:].abs().sum() == 0


def test_a_pair_stays_in_one_batch():
    lengths = [5, 9, 30, 6, 7, 31, 8, 12, 11, 10]
    pairs = [1, 2, 3, 1, 0, 3, 2, 4, 4, 0]
    batches = batches_of_similar_length(lengths, pairs, 4, seed=1)
    assert sorted(row for batch in batches for row in batch) == list(range(10))
    together = [{pairs[row] for row in batch if pairs[row] and pairs.count(pairs[row]) == 2} for batch in batches]
    assert sum(len(found) for found in together) <= 5, "at most one of four pairs is parted by the edge of a batch"


def test_prepare_writes_every_source_and_never_the_test_half(tmp_path):
    data = tmp_path / "data"
    for name in ("newsmtsc", "directed_sentiment", "newssd_eng/english"):
        (data / name).mkdir(parents=True)
    row = {"sentence_normalized": TEXT, "targets": [{"from": 22, "to": 29, "mention": "council", "polarity": 6.0}]}
    (data / "newsmtsc" / "train.jsonl").write_text(json.dumps(row) + "\n")
    for name in ("dev_rw", "dev_mt"):
        dev = {"sentence": TEXT, "from": 45, "to": 50, "mention": "union", "polarity": -1}
        (data / "newsmtsc" / f"{name}.jsonl").write_text(json.dumps(dev) + "\n")
    (data / "directed_sentiment" / "train.txt").write_text("[The mayor] thanked [the nurse]s for calm.\tThe mayor\tthe nurse\t1\n")
    for name in ("train", "val"):
        with (data / "newssd_eng" / "english" / f"{name}.csv").open("w", newline="") as file:
            csv.writer(file).writerows([["Sentence", "Label"], ["What a day.", "SUBJ"], ["It rained.", "OBJ"]])
    (data / "papers" / "text").mkdir(parents=True)
    told = "What a shameful day this was. It rained in the town all day."
    (data / "papers" / "text" / "one.txt").write_text(told)
    labels = tmp_path / "labels.jsonl"
    row = {"corpus": "papers", "name": "one", "sha256": hashlib.sha256(told.encode()).hexdigest(), "reader": "first"}
    parts = [{**row, "part": part, "sentences": [[0, 29, 1], [30, 60, 0]], "marks": []} for part in ("train", "choose", "test")]
    labels.write_text("".join(json.dumps(one) + "\n" for one in parts))
    counts = prepare(data, tmp_path / "out", seed=1, labels=labels)
    assert counts["newsmtsc"] == {"stance 2": 1}
    assert counts["directed"] == {"stance 2": 1}
    assert counts["dev/stance"] == {"stance 0": 2}
    written = (tmp_path / "out" / "domain.jsonl").read_text()
    from training.domain import read_domain

    sentences = read_domain()
    assert all(one.rendered()[0] not in written for one in sentences if one.half != "train")
    assert counts["dev/own"]["stance 0"] > 50
    assert all(json.dumps(one.rendered()[0], ensure_ascii=False) in written for one in sentences if one.half == "train")
    assert counts["opinion"] == counts["dev/opinion"] == {"subjective 0": 1, "subjective 1": 1}
    tested = [one.rendered()[0] for one in read_behaviour("test") if not is_identity(one)]
    taught = {one.text for one in read_examples(tmp_path / "out" / "behaviour.jsonl")}
    assert len(taught) > 4000 and not taught & set(tested)
    assert prepare(data, tmp_path / "read", seed=1, stand_in=True, labels=labels) == counts
    plain, read = (read_examples(tmp_path / folder / "domain.jsonl") for folder in ("out", "read"))
    second = {rows[1] for rows in pairs_together(one.pair for one in plain) if len(rows) > 1}
    assert all(one == other for row, (one, other) in enumerate(zip(plain, read, strict=True)) if row in second), "the second keeps its names"
    names = [forms[0] for forms in stand_ins()["countries"] if forms[0] not in stand_ins()["stand_ins"]]
    before, after = (" ".join(one.text for row, one in enumerate(part) if row not in second) for part in (plain, read))
    kept, there = (sum(text.count(f"{name} ") for name in names) for text in (after, before))
    assert kept < 0.02 * there, "a first keeps a country's name only where it is part of another name"


# The tagger of voices

NAMES = ("anna weiss", "karl berg", "police", "firefighters")
CUES = ("said", "warned that", "told reporters that")
SAYINGS = ("the dam was safe", "rain would fall", "no wall had failed", "the dam had no wall", "rain was late")
PLAIN = ("snow covered two towns .", "schools met on monday .", "two schools closed .")
PIECES = [*SPECIAL, *sorted({word for text in (*NAMES, *CUES, *SAYINGS, *PLAIN, "today") for word in text.split()}), "“", "”", ",", "##s"]


def tiny_tagger(folder, labels=tagging.LABELS, seed=7):
    """Save an MPNet with weights of chance and a tokenizer of few words; return the network."""
    torch.manual_seed(seed)
    config = MPNetConfig(
        vocab_size=len(PIECES), hidden_size=64, num_hidden_layers=2, num_attention_heads=4, intermediate_size=128, max_position_embeddings=260,
        num_labels=len(labels), id2label=dict(enumerate(labels)), initializer_range=0.08,
    )  # fmt: skip
    model = MPNetForTokenClassification(config).eval()
    for name, value in model.named_parameters():
        if name.endswith("bias") or "LayerNorm" in name:
            torch.nn.init.normal_(value, mean=float("LayerNorm.weight" in name), std=0.1)  # so that none can be left out unseen
    model.save_pretrained(folder)
    made = Tokenizer(models.WordPiece({piece: at for at, piece in enumerate(PIECES)}, unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)])
    PreTrainedTokenizerFast(tokenizer_object=made, mask_token="<mask>", **NAMED_MARKS).save_pretrained(folder)
    return model


def write_article(folder, name, rng):
    """Write an article of the words above in the form of the corpus: who said what today, and now and then what nobody said."""
    text, lines, number = "", [], 0
    for _ in range(12):
        parts = [("Source", rng.choice(NAMES)), ("Cue", rng.choice(CUES)), ("Content", rng.choice(SAYINGS))]
        if rng.random() < 1 / 3:
            text += rng.choice(PLAIN) + "\n\n"
            continue
        text += "today "
        for role, words in parts:
            number += 1
            lines.append(f"T{number}\t{role} {len(text)} {len(text) + len(words)}\t{words}")
            text += words + " "
        lines.append(f"E{number}\tAttribution:T0 Source:T{number - 2} Cue:T{number - 1} Content:T{number}")
        text += ".\n\n"
    for kind, file, content in (("text", f"{name}.txt", text), ("attributions", f"{name}_a1.ann", "\n".join(lines) + "\n")):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / file).write_text(content, encoding="utf-8", newline="")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    folder = tmp_path_factory.mktemp("polnear")
    rng = random.Random(3)
    for split, count in (("train", 24), ("dev", 3)):
        for number in range(count):
            write_article(folder / "polnear" / split, f"article{number:02}", rng)
    write_labels(folder)
    return folder


def write_labels(folder):
    """Label in some of the articles "rain" as loaded and the rest as plain; the last of the training articles is there to choose on."""
    lines = []
    for number in range(12):
        text = (folder / "polnear" / "train" / "text" / f"article{number:02}.txt").read_bytes().decode()
        marks = [[at.start(), at.end(), "drama", 2] for at in re.finditer("rain", text)]
        lines.append({
            "corpus": "polnear/train", "name": f"article{number:02}", "part": "choose" if number == 11 else "train", "reader": "first",
            "sha256": hashlib.sha256(text.encode()).hexdigest(), "sentences": [[0, len(text), 0]], "marks": marks,
        })  # fmt: skip
    (folder / "labels.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def options(corpus, encoder, out, **changed):
    settled = {"data": corpus, "labels": corpus / "labels.jsonl", "encoder": str(encoder), "layers": None, "out": str(out), "epochs": 1, "batch": 4}
    settled |= {"window": 64, "lr": 2e-3, "head_lr": 2e-3, "share": 1.0, "weight": 1.0, "teacher": None}
    return Namespace(**{**settled, "seed": 1, "bf16": False, **changed})


@pytest.fixture(scope="module")
def tagged(tmp_path_factory):
    """A tagger of chance, the same with its grid, and what is exported from it."""
    folder = tmp_path_factory.mktemp("tagger")
    tiny_tagger(folder / "checkpoint")
    texts = [Example(f"{name} {cue} {saying} .", None, None, 0) for name in NAMES for cue in CUES for saying in SAYINGS]
    round_checkpoint(str(folder / "checkpoint"), texts, folder / "rounded")
    export(str(folder / "rounded"), folder / "export", float_twin=str(folder / "rounded"))
    return folder


def random_ids(length):
    return torch.randint(len(SPECIAL), len(PIECES), (1, length), generator=torch.Generator().manual_seed(length))


def test_float_twin_of_a_tagger_answers_like_the_checkpoint(tagged):
    import onnxruntime

    model = MPNetForTokenClassification.from_pretrained(tagged / "rounded").eval()
    session = onnxruntime.InferenceSession(str(tagged / "export" / "float" / "model.onnx"))
    for length in (1, 2, 17, 256):
        ids = random_ids(length)
        with torch.inference_mode():
            expected = model(input_ids=ids).logits.numpy()
        found = session.run(None, {"input_ids": ids.numpy()})[0]
        assert found.shape == (1, length, len(tagging.LABELS))
        assert np.abs(found - expected).max() < 1e-4


def test_small_form_of_a_tagger_answers_nearly_alike(tagged):
    model, run = MPNetForTokenClassification.from_pretrained(tagged / "rounded").eval(), onnx_runner(tagged / "export")
    exact, small = [], []
    for length in (2, 17, 60, 256):
        ids = random_ids(length)
        with torch.inference_mode():
            exact.append(model(input_ids=ids).logits[0].double().numpy())
        small.append(run(tuple(ids[0].tolist())))
    exact, small = np.vstack(exact), np.vstack(small)
    assert exact.shape == small.shape
    assert np.abs(small - exact).mean() < 0.1 * exact.std()
    assert (small.argmax(1) == exact.argmax(1)).mean() > 0.9
    assert not np.array_equal(small, exact)


def test_unpacked_tagger_is_the_exported_one(tagged, tmp_path):
    model, run = unpack(tagged / "export", tmp_path / "unpacked"), onnx_runner(tagged / "export")
    ids = random_ids(60)
    with torch.inference_mode():
        back = model(input_ids=ids).logits[0].double().numpy()
    found = run(tuple(ids[0].tolist()))
    assert back.shape == found.shape and (back.argmax(1) == found.argmax(1)).mean() > 0.9
    assert np.abs(back - found).mean() < 0.1 * back.std()


def test_exported_tagger_reads_an_article(tagged):
    pytest.importorskip("spacy")
    text = "Anna Weiss said the dam was safe. “No wall had failed,” Karl Berg warned.\n\nTwo schools closed, police told reporters. " * 20
    found = voices.tagged(parse(Article(text=text)), Encoder(tagged / "export"))
    assert found and [one.start for one, *_ in found] == sorted(one.start for one, *_ in found)
    assert all(0 <= span.start < span.end <= len(text) for row in found for span in row if span)
    assert found == voices.tagged(parse(Article(text=text)), Encoder(tagged / "export"))


@pytest.mark.parametrize("name", [WEIGHTS, "model.onnx", "tokenizer.json"])
def test_a_tagger_with_a_byte_changed_or_a_file_missing_is_refused(tagged, tmp_path, name):
    shutil.copytree(tagged / "export", tmp_path / "copy")
    path = tmp_path / "copy" / name
    assert Encoder(path.parent).hash == json.loads((tagged / "export" / "config.json").read_text())["framing"]["sha256"][WEIGHTS]
    content = bytearray(path.read_bytes())
    content[-9] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match=rf"{re.escape(name)} is damaged"):
        Encoder(path.parent)
    path.unlink()
    with pytest.raises(ModelError, match=rf"{re.escape(name)} is missing"):
        Encoder(path.parent)


def trained(corpus, encoder, out, **changed):
    tagging.train(options(corpus, encoder, out, **changed))
    return [json.loads(line) for line in (out / "log.jsonl").read_text().splitlines()]


def test_training_a_tagger_saves_logs_and_goes_on_where_it_stopped(corpus, tagged, tmp_path):
    log = trained(corpus, tagged / "checkpoint", tmp_path / "run")
    assert {path.name for path in (tmp_path / "run").iterdir()} == {"epoch-1", "log.jsonl"}
    assert (tmp_path / "run" / "epoch-1" / "state.pt").exists()
    assert [row["epoch"] for row in log] == [1] * len(log) and log[-2]["loss"] > 0
    assert {"source_f1", "cue_f1", "content_f1", "terms_f1", "terms_ap"} <= log[-1].keys()
    assert trained(corpus, tagged / "checkpoint", tmp_path / "run") == log, "what is done is not done again"
    again = trained(corpus, "no-such-folder", tmp_path / "run", epochs=2)
    assert again[: len(log)] == log and {row["epoch"] for row in again[len(log) :]} == {2}
    assert again[-2]["loss"] < log[-2]["loss"], "the second goes on from the first"
    saved = json.loads((tmp_path / "run" / "epoch-2" / "config.json").read_text())
    assert [saved["id2label"][str(at)] for at in range(len(tagging.LABELS))] == list(tagging.LABELS)


def test_a_trained_tagger_averaged_and_exported_finds_who_said_what(corpus, tagged, tmp_path):
    log = trained(corpus, tagged / "rounded", tmp_path / "run", epochs=6)
    assert min(log[-1][f"{role}_f1"] for role in voices.ROLES) > 90
    assert log[-1]["terms_f1"] > 90
    before, after = tmp_path / "run" / "epoch-5", tmp_path / "run" / "epoch-6"
    average(str(before), str(after), 0.6, tmp_path / "average")
    first, second, mixed = (MPNetForTokenClassification.from_pretrained(folder).state_dict() for folder in (before, after, tmp_path / "average"))
    assert first.keys() == mixed.keys()
    assert all(torch.allclose(mixed[name], 0.4 * first[name] + 0.6 * second[name], atol=1e-6) for name in mixed)
    assert any(not torch.equal(mixed[name], second[name]) for name in mixed)
    average(str(before), str(after), 0.2, tmp_path / "uneven", upper=0.9)
    uneven = MPNetForTokenClassification.from_pretrained(tmp_path / "uneven").state_dict()
    half = MPNetForTokenClassification.from_pretrained(before).config.num_hidden_layers // 2
    below, above = (f"mpnet.encoder.layer.{number}.output.dense.weight" for number in (half - 1, half))
    for name, share in ((below, 0.2), (above, 0.9), ("classifier.weight", 0.9), ("mpnet.embeddings.LayerNorm.weight", 0.2)):
        assert torch.allclose(uneven[name], (1 - share) * first[name] + share * second[name], atol=1e-6), name
    export(str(tmp_path / "average"), tmp_path / "export")
    pytest.importorskip("spacy")
    text = "Snow covered two towns .\n\nToday Karl Berg warned that the dam was safe .\n\nToday police said rain would fall ."
    found = voices.tagged(parse(Article(text=text)), Encoder(tmp_path / "export"))
    words = [tuple(span and text[span.start : span.end] for span in row) for row in found]
    assert words == [("the dam was safe", "warned that", "Karl Berg"), ("rain would fall", "said", "police")]


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_a_share_that_is_none_is_refused(tagged, tmp_path, share):
    with pytest.raises(ValueError, match="needed is a number from 0 to 1"):
        average(str(tagged / "checkpoint"), str(tagged / "checkpoint"), share, tmp_path / "out")


LETTERS = {"O": ".", "B source": "S", "I source": "s", "B cue": "C", "I cue": "c", "B content": "T", "I content": "t"}
LETTERS |= {"B nameless cue": "N", "I nameless cue": "n", "B nameless content": "X", "I nameless content": "x"}
LABELLED = [
    # text, attributions (source, cue, content) as words, the label of each piece, one sign each
    ("anna weiss said the dam was safe .", [(["anna weiss"], ["said"], ["the dam was safe"])], "SsCTttt."),
    ("the dam , police said , was safe .", [(["police"], ["said"], ["the dam", "was safe"])], "Tt.SC.tt."),
    ("the dam failed , it was said .", [([], ["it was said"], ["the dam failed"])], "Xxx.Nnn."),
    (
        "police said the mayor said snow fell",
        [(["police"], ["said the"], ["snow"]), (["mayor"], ["the mayor"], ["snow fell"])],
        "SCcS.TT",
    ),  # what is left of the second
    pytest.param("snow fell .\n\nthe dam was safe .", [(["snow"], [], ["the dam was safe"])], "S...Tttt."),
    ("snow fell .", [], "..."),
]


@pytest.mark.parametrize(("text", "attributions", "expected"), LABELLED)
def test_every_piece_has_its_label(tagged, text, attributions, expected):
    found = []
    for parts in attributions:
        found.append(Attribution(*(tuple((text.index(one), text.index(one) + len(one)) for one in words) for words in parts)))
    pieces = pieces_of(load_tokenizer(tagged / "export"), text, tagging.paragraphs_of(text))
    labels = tagging.labels_of(Annotated("one", text, tuple(found)), pieces)
    assert "".join(LETTERS[voices.LABELS[label]] for label in labels) == expected


def test_windows_of_an_epoch_begin_elsewhere_and_hold_nearly_all(corpus, tagged):
    tokenizer, articles = load_tokenizer(tagged / "export"), list(read_polnear(corpus / "polnear" / "train"))
    pieces = sum(len(pieces_of(tokenizer, one.text, tagging.paragraphs_of(one.text)).ids) for one in articles)
    texts = tagging.texts_of(articles, [])
    made = [tagging.batches(texts, tokenizer, 4, 64, 1.0, random.Random(seed)) for seed in (1, 1, 2)]
    shown = [[[(ids, labels) for ids, labels, _ in batch] for batch in each] for each in made]
    assert shown[0] == shown[1] != shown[2]
    rows = [row for batch in made[0] for row in batch]
    assert all(len(batch) <= 4 for batch in made[0])
    assert all(len(ids) == len(labels) <= 64 and (ids[0], ids[-1]) == (0, 2) and labels[0] == labels[-1] == -100 for ids, labels, _ in rows)
    assert pieces - 9 * len(articles) <= sum(len(ids) - 2 for ids, *_ in rows) <= pieces
    assert all(0 <= label < len(voices.LABELS) for _, labels, _ in rows for label in labels[1:-1])


def test_what_readers_marked_becomes_shares_and_what_nobody_read_becomes_none(tagged):
    text = "police said rain would fall .\n\nthe dam was safe .\n\nsnow fell ."
    read = ((0, 29, False), (31, 49, False))
    first = Labelled("own", "one", "train", "first", text, read, (Mark(12, 16, "drama", 2),))
    second = Labelled("own", "one", "train", "second", text, read[:1], (Mark(12, 16, "blame", 1), Mark(23, 27, "drama", 1)))
    pieces = pieces_of(load_tokenizer(tagged / "export"), text, tagging.paragraphs_of(text))
    shares = shares_of([first, second], pieces)
    drama, blame = TERMS.index("drama"), TERMS.index("blame")
    words = [text[start:end] for start, end in pieces.spans]
    rain, fall, dam = (shares[words.index(word)] for word in ("rain", "fall", "dam"))
    assert rain[[0, drama, blame]].tolist() == pytest.approx([(0.02 + 0.2) / 2, 0.98 / 2, 0.8 / 2])
    assert fall[[0, drama]].tolist() == pytest.approx([(1 + 0.2) / 2, 0.8 / 2])
    assert dam[0] == 1 and dam[1:].sum() == 0, "one reader is enough"
    assert not shares[words.index("snow")].any()
    assert not shares[[word == "" for word in words]].any(), "separators are no words"


def test_quotation_marks_are_exchanged_in_place_in_one_article_of_three():
    text = 'A “b” and "c" and ‘d’.'
    found = [tagging.other_marks(text, random.Random(seed)) for seed in range(600)]
    changed = [one for one in found if one != text]
    assert 150 < len(changed) < 250 and len(set(changed)) == 5
    assert all(len(one) == len(text) and re.sub(r"\W", "_", one) == re.sub(r"\W", "_", text) for one in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\nThree.\n\nFour.", ["Two.\nThree.", "Four."]),
        ("One.\nTwo.\nThree.", ["Two.", "Three."]),
        ("One.\r\n\r\nTwo.\r\n \r\n  Three.", ["Two.", "Three."]),
        ("One.", []),
    ],
)
def test_paragraphs_begin_after_empty_lines_or_after_every_line(text, expected):
    assert [text[start:end].strip() for start, end in pairwise([*tagging.paragraphs_of(text), len(text)])] == expected


# Any other checkpoint


def test_labels_are_found_by_name_in_any_order(tmp_path):
    tiny_checkpoint(tmp_path / "plain", LABELS)
    tiny_checkpoint(tmp_path / "turned", ("Positive", "Neutral", "Negative"))
    plain, turned = (StanceModel(str(tmp_path / name)).score([(TEXT, 22, 29)]) for name in ("plain", "turned"))
    assert np.allclose(plain, turned[:, ::-1])
    assert not StanceModel(tmp_path / "plain").tells_subjectivity
    with pytest.raises(ModelError, match="does not tell opinion from fact"):
        StanceModel(tmp_path / "plain").subjective([TEXT])


def test_labels_that_do_not_fit_are_named(tmp_path):
    tiny_checkpoint(tmp_path / "other", ("sports", "politics", "weather"))
    with pytest.raises(ModelError, match=r"\['sports', 'politics', 'weather'\]; needed in id2label are negative"):
        StanceModel(tmp_path / "other")
    tiny_checkpoint(tmp_path / "unnamed", ("LABEL_0", "LABEL_1", "LABEL_2"))
    assert StanceModel(tmp_path / "unnamed").score([(TEXT, 22, 29)]).shape == (1, 3)


def test_the_input_is_the_one_the_config_declares(tmp_path):
    scores = {}
    for form in ("marked pair", "pair", "text"):
        tiny_checkpoint(tmp_path / form, LABELS, input=form)
        scores[form] = StanceModel(tmp_path / form).score([(TEXT, 22, 29), (TEXT, 45, 50)])
    assert not np.allclose(scores["marked pair"], scores["pair"])
    assert np.allclose(*scores["text"]), "without a target the two answers are one"
    tiny_checkpoint(tmp_path / "odd", LABELS, input="prompt")
    with pytest.raises(ModelError, match="asks for the input 'prompt'; known are 'late mark', 'marked pair'"):
        StanceModel(tmp_path / "odd")


def test_a_whole_article_can_be_read_with_another_checkpoint(tmp_path):
    from analysis import Article, analyse

    checkpoint = tmp_path / "other"
    tiny_checkpoint(checkpoint)
    framing = analyse(Article(text="Norway praised Sweden on Monday. Sweden thanked Norway."), model=StanceModel(checkpoint))
    assert len(framing.stance) == 4 and framing.sentences.subjective.notna().all()
    assert framing.provenance["models"]["stance"]["id"] == str(checkpoint)


def test_missing_torch_and_missing_checkpoint_say_what_to_do(monkeypatch, tmp_path):
    with pytest.raises(ModelError, match="cannot be loaded"):
        StanceModel(tmp_path / "no-such-folder")
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(ModelError, match=r"needs torch; install the extra: pip install 'framing-notebooks\[hub\]'"):
        StanceModel("some-org/some-model")
