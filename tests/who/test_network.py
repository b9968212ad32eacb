"""What the network says of actors: its head worked out by hand, the shipped weights on an article, and what happens without them."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from analysis.model import ModelError
from analysis.reading.article import Article
from analysis.reading.encoder import FIRST_PIECES, embedded_encoder
from analysis.reading.parse import parse
from analysis.who import choosing, network, sides
from analysis.who.cast import cast_of
from analysis.who.network import FOLDER, Network, Said, places_of, said_of, say
from analysis.who.sides import find_sides

TEXT = """Drivers walk out as Norland Rail cuts pay

Drivers at Norland Rail walked out on Monday. Norland Rail called the strike reckless.

The drivers said Norland Rail had broken its promise. “We will not go back,” a spokesman for the drivers said."""
HEAD = {
    "mix.weight": np.array([[1, 0, 0, 0], [0, 0, 0, 1]], dtype=np.float32),
    "mix.bias": np.zeros(2, dtype=np.float32),
    "out.weight": np.array([[1, 2]], dtype=np.float32),
    "out.bias": np.array([0.5], dtype=np.float32),
    "pair.weight": np.array([[1, 1]], dtype=np.float32),
    "size.weight": np.array([[0, 0], [1, 0], [0, 1]], dtype=np.float32),
    "size.bias": np.array([0, 0, 1], dtype=np.float32),
    "scale": np.array([0.5], dtype=np.float32),
}


def gelu(x: float) -> float:
    return 0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3)))


def test_the_head_says_what_it_says_by_hand():
    read = np.array([[1, 0], [3, 2], [0, 4]], dtype=np.float32)
    said = say(read, [np.array([0, 1]), np.array([2]), np.array([], dtype=np.int64)], HEAD)
    first, second = (gelu(2.0), gelu(2.0)), (gelu(0.0), gelu(4.0))  # the mean of the first state, the greatest of the second
    assert said.actors == pytest.approx([0.5 + first[0] + 2 * first[1], 0.5 + second[0] + 2 * second[1], 0.5])
    assert said.pairs[0, 1] == pytest.approx(sum(first) * sum(second) * network.PAIRS_COUNT) and said.pairs[1, 0] == 0 and said.pairs[0, 0] == 0
    assert said.sizes == pytest.approx([0, 4 / 3, 3]) and said.clues_count == 0.5


def test_a_set_is_worth_its_members_its_pairs_and_its_size():
    said = Said(np.array([1.0, 2.0, 4.0]), np.triu(np.full((3, 3), 10.0), 1), np.array([0.5, 0.25, 0.125]), 1.0)
    members = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 1]], dtype=bool)
    assert said.of_sets(members).tolist() == [0.5, 1.25, 16.125]


def test_places_are_the_first_pieces_of_names():
    cast = cast_of(parse(Article(text=TEXT)))
    pieces, states = embedded_encoder().states(cast.parsed)
    (rail,) = places_of(cast, ["Norland Rail"], pieces)
    assert [cast.parsed.story[a:b].lower() for a, b in pieces.spans[rail].tolist()] == ["rail"] * 4
    assert states.shape == (len(pieces.ids), 768) and states.dtype == np.float32


def test_no_more_than_the_beginning_is_read():
    text = TEXT + "\n\n" + "\n\n".join(f"In week {number} the trains stood still, and nobody at Sudland Coal spoke." for number in range(60))
    cast = cast_of(parse(Article(text=text)))
    pieces, states = embedded_encoder().states(cast.parsed)
    assert len(pieces.ids) == len(states) == FIRST_PIECES
    whole, logits = embedded_encoder().read(cast.parsed)
    assert whole.ids[:FIRST_PIECES] == pieces.ids and len(logits) == len(whole.ids) > FIRST_PIECES
    (coal,) = places_of(cast, ["Sudland Coal"], pieces)
    assert 0 < len(coal) < len(cast.actors["Sudland Coal"].namings)


def test_the_shipped_network_speaks_of_every_actor_and_changes_the_choice():
    cast = cast_of(parse(Article(text=TEXT)))
    choices = choosing.choices_of(cast, choosing.shipped_weights())
    said = said_of(cast, choices.actors)
    assert said is not None and said.actors.shape == (len(choices.actors),) and said.sizes.shape == (choosing.MOST_SIDES + 1,)
    weights = choosing.in_order(choosing.shipped_weights())
    shares = choices.shares(weights, said)
    assert shares.sum() == pytest.approx(1) and not np.allclose(shares, choices.shares(weights))
    assert said_of(cast, []) is None


def test_without_weights_the_clues_choose_alone_and_the_reader_is_told(tmp_path, monkeypatch):
    shutil.copytree(FOLDER, tmp_path / "sides")
    (tmp_path / "sides" / "model.onnx").unlink()
    with pytest.raises(ModelError, match=r"model\.onnx is missing"):
        Network(tmp_path / "sides")
    monkeypatch.setattr(network, "shipped_network", lambda: Network(tmp_path / "sides"))
    article = Article(text=TEXT.replace("Norland Rail", "Norland Tram"))
    cast = cast_of(parse(article))
    assert said_of(cast, ["Norland Tram"]) is None
    found, warnings = find_sides(parse(article))
    assert found and warnings[0].startswith("sides: chosen by their clues alone") and "model.onnx is missing" in warnings[0]
    assert sides.choose(cast) == choosing.choose(cast)


def test_a_damaged_head_is_named(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "sides")
    with (tmp_path / "sides" / "head.safetensors").open("ab") as file:
        file.write(b" ")
    with pytest.raises(ModelError, match=r"head\.safetensors is damaged"):
        Network(tmp_path / "sides")
    assert set(json.loads((FOLDER / "config.json").read_text())["framing"]["sha256"]) == {"model.onnx", "head.safetensors"}
