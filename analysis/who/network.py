"""What a small network says of the actors of an article: it reads on from the encoder's states, where the clues of ``clues`` only count.

Two layers of an MPNet over the first pieces of an article.  The states at an actor's names say how far it is a party; those of two actors, how
far they are parties together; those of the whole text, how many parties there are.  Learnt by ``training.read_sides``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from analysis.model import ModelError, Once, onnx_session, verify_model
from analysis.reading.encoder import STATES, Pieces, embedded_encoder, first_pieces

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from analysis.who.cast import Cast

FOLDER = Path(__file__).parents[1] / "models" / "sides"
HEAD = "head.safetensors"
PAIRS_COUNT = 0.1
"""How much two actors together count beside each alone."""


@dataclass(frozen=True)
class Said:
    """What the network says of some actors.

    actors: of each, (actors,).  pairs: of every two, (actors, actors), above the diagonal.  sizes: of each size of a set, (sizes,).
    clues_count: what the sum of the clues is multiplied by.
    """

    actors: NDArray[np.float64]
    pairs: NDArray[np.float64]
    sizes: NDArray[np.float64]
    clues_count: float

    def of_sets(self, members: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return what it says of sets of actors, (sets,); members: (sets, actors)."""
        chosen = members.astype(float)
        return np.asarray(chosen @ self.actors + ((chosen @ self.pairs) * chosen).sum(axis=1) + self.sizes[members.sum(axis=1)])


class Network:
    """The network that is shipped, or one in another folder in the same form; raises ModelError where files are missing or damaged."""

    def __init__(self, folder: Path = FOLDER) -> None:
        from safetensors.numpy import load_file

        self.id = "framing-sides (embedded)" if folder == FOLDER else str(folder)
        self.hash = verify_model(folder)
        self._session = onnx_session(folder / "model.onnx")
        self._head = {name: value.astype(np.float32) for name, value in load_file(str(folder / HEAD)).items()}

    def say(self, states: NDArray[np.float32], places: Sequence[NDArray[np.int64]]) -> Said:
        """Return what it says of actors; states: (pieces, hidden), at least one; places: the numbers of the pieces that name each actor."""
        (read,) = self._session.run(None, {"states": states[None]})
        return say(read[0], places, self._head)


def say(read: NDArray[np.float32], places: Sequence[NDArray[np.int64]], head: dict[str, NDArray[np.float32]]) -> Said:
    """Return what the head says of states that were read on, (pieces, hidden); an actor named nowhere among them has states of zeros."""
    width = read.shape[1]
    named = [np.concatenate([read[at].mean(axis=0), read[at].max(axis=0)]) if len(at) else np.zeros(2 * width, np.float32) for at in places]
    mixed = _gelu(np.array(named, dtype=np.float32).reshape(-1, 2 * width) @ head["mix.weight"].T + head["mix.bias"])
    keys = mixed @ head["pair.weight"].T
    pairs = np.triu(keys @ keys.T / np.sqrt(keys.shape[1]), 1) * PAIRS_COUNT
    actors = mixed @ head["out.weight"][0] + head["out.bias"][0]
    sizes = head["size.weight"] @ read.mean(axis=0) + head["size.bias"]
    return Said(actors.astype(float), pairs.astype(float), sizes.astype(float), float(head["scale"][0]))


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(0.5 * x * (1 + np.tanh(np.sqrt(2 / np.pi) * (x + 0.044715 * x**3))))


def places_of(cast: Cast, actors: Sequence[str], pieces: Pieces) -> list[NDArray[np.int64]]:
    """Return the numbers of the pieces that begin the heads of each actor's names; those behind the last piece are left out."""
    found = []
    for name in actors:
        heads = cast.heads(cast.actors[name])
        starts = np.array([head.idx for head in heads], dtype=np.int64)
        ends = np.array([head.idx + len(head) for head in heads], dtype=np.int64)
        at, there = first_pieces(starts, ends, pieces)
        found.append(np.unique(at[there]))
    return found


@Once
def shipped_network() -> Network:
    """Return the network that is shipped, loaded once a process."""
    return Network()


def network_fault() -> str | None:
    """Return why the network cannot say anything: its weights or the encoder's are missing or damaged; None where it can."""
    try:
        shipped_network()
        return None if embedded_encoder().gives_states else f"the encoder has no output {STATES!r}"
    except ModelError as error:
        return str(error)


def said_of(cast: Cast, actors: Sequence[str]) -> Said | None:
    """Return what the network says of the actors of an article; None where nobody is asked about, or where it has a fault."""
    if not actors or network_fault() is not None:
        return None
    pieces, states = embedded_encoder().states(cast.parsed)
    return shipped_network().say(states, places_of(cast, actors, pieces)) if pieces.ids else None
