"""Build the ONNX graphs of the fine-tuned encoders for one text at a time, in float32 or with small whole numbers.

What makes them (MPNet) small: weights lie on a coarse grid (``training.grid``) and are stored as 5-bit codes and whole
multipliers.  What makes it fast: code times multiplier is an 8-bit number, unpacked once when a session is made (``analysis.model``), so
that onnxruntime multiplies bytes; the activations of the one text are rounded to bytes too, by their own range
(``DynamicQuantizeMatMul``).  No answer depends on other texts, since there are none in a run: the batch is fixed at 1.  Products stay
within 64 x 255 so that two fit 16 bits, which processors without the newer instructions need.

Two kinds: the stance model, which reads a text once and its targets one by one, in two graphs; of its last layer only the first token is worked
out, as only it is read.  And a tagger (voices and loaded words), which answers for every token.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.model import WEIGHTS, unpack_codes, unpacked
from analysis.reading.encoder import STATES
from training.checkpoints import Array, Weights
from training.grid import TABLE_BLOCK, Grid, Steps, round_table

_FARTHEST = 128
"""Distance from which MPNet's last bucket holds all."""
READ_ON = 2
"""How many layers at the end of a tagger may be read in another way, from the states before them."""
_OPSETS = [helper.make_opsetid("", 21), helper.make_opsetid("com.microsoft", 1)]


def pack(codes: NDArray[np.int8]) -> NDArray[np.uint8]:
    """Return the lower four bits of codes (..., N), N even, two a byte: (..., N / 2), the first in the lower half."""
    four = codes.view(np.uint8) & 15
    return np.asarray(four[..., 0::2] | (four[..., 1::2] << 4))


class _Graph:
    """Nodes and stored numbers of a graph in the making; every method returns the name of a result."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.stored: list[onnx.TensorProto] = []
        self.packed: dict[str, NDArray[Any]] = {}

    def constant(self, name: str, value: NDArray[Any]) -> str:
        self.stored.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def four_bit(self, name: str, codes: NDArray[np.int8]) -> str:
        self.stored.append(helper.make_tensor(name, TensorProto.INT4, codes.shape, pack(codes).tobytes(), raw=True))
        return name

    def given(self, name: str, shape: tuple[int, ...]) -> str:
        """Declare 8-bit numbers that whoever makes a session provides."""
        tensor = TensorProto(name=name, data_type=TensorProto.INT8, dims=shape, data_location=TensorProto.EXTERNAL)
        for key, value in (("location", WEIGHTS), ("offset", "0"), ("length", str(int(np.prod(shape))))):
            entry = tensor.external_data.add()
            entry.key, entry.value = key, value
        self.stored.append(tensor)
        return name

    def op(self, kind: str, inputs: list[str], out: str, **attributes: Any) -> str:
        contrib = {"DynamicQuantizeMatMul", "MultiHeadAttention", "GatherBlockQuantized"}
        domain = "com.microsoft" if kind in contrib else ""
        self.nodes.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **attributes))
        return out

    def norm(self, x: str, skip: str, gamma: Array, beta: Array, out: str, epsilon: float) -> str:
        """Add two results and norm the sum."""
        total = self.op("Add", [x, skip], f"{out}.sum")
        scale, shift = self.constant(f"{out}.gamma", gamma), self.constant(f"{out}.beta", beta)
        return self.op("LayerNormalization", [total, scale, shift], out, epsilon=epsilon, axis=-1)

    def linear(self, x: str, weight: Array, bias: Array, out: str, steps: list[Steps] | None = None) -> str:
        """Multiply x (..., K) by a weight (K, N) and add a bias (N,); steps: of the layers side by side in the weight, None for float32."""
        offset = self.constant(f"{out}.bias", bias)
        if steps is None:
            product = self.op("MatMul", [x, self.constant(f"{out}.weight", weight)], f"{out}.product")
            return self.op("Add", [product, offset], out)
        even = steps[0].even
        joined = Steps(np.concatenate([one.multipliers for one in steps], axis=1), np.concatenate([one.scales for one in steps]), even)
        if np.any(even != 1):
            x = self.op("Mul", [x, self.constant(f"{out}.evening", 1 / even)], f"{out}.even")
        codes = joined.codes(weight)
        self.packed |= {
            f"{out}.weight.codes": pack(codes),
            f"{out}.weight.signs": np.packbits(codes < 0, axis=1),
            f"{out}.weight.multipliers": joined.multipliers,
        }
        whole = self.given(f"{out}.weight", weight.shape)
        return self.op("DynamicQuantizeMatMul", [x, whole, self.constant(f"{out}.scales", joined.scales), "", offset], out)

    def rows(self, table: Array, numbers: str, out: str, *, small: bool) -> str:
        """Return the rows of a table (V, H) at the given numbers."""
        if not small:
            return self.op("Gather", [self.constant(f"{out}.table", table), numbers], out)
        codes, scales = round_table(table)
        inputs = [self.four_bit(f"{out}.codes", codes), numbers, self.constant(f"{out}.scales", scales)]
        found = self.op("GatherBlockQuantized", inputs, f"{out}.half", gather_axis=0, quantize_axis=1, block_size=TABLE_BLOCK)
        return self.op("Cast", [found], out, to=TensorProto.FLOAT)


class _Network:
    """The layers of an MPNet as nodes of one graph, with the weights of a checkpoint; grid: as for ``mpnet_graphs``."""

    def __init__(self, weights: Weights, config: Any, grid: Grid | None) -> None:
        self.graph, self.weights, self.config, self.grid = _Graph(), weights, config, grid
        for name, number in {"zero": 0, "one": 1, "two": 2}.items():
            self.graph.constant(name, np.array(number, dtype=np.int64))
        for name, numbers in {"from0": [0], "to1": [1], "along1": [1], "along2": [2]}.items():
            self.graph.constant(name, np.array(numbers, dtype=np.int64))

    def norm(self, x: str, skip: str, name: str, out: str) -> str:
        w = self.weights
        return self.graph.norm(x, skip, w[f"{name}.weight"], w[f"{name}.bias"], out, float(self.config.layer_norm_eps))

    def linear(self, x: str, names: list[str], out: str) -> str:
        weight = np.concatenate([self.weights[f"{name}.weight"].T for name in names], axis=1)
        bias = np.concatenate([self.weights[f"{name}.bias"] for name in names])
        grid = self.grid or {}
        return self.graph.linear(x, weight, bias, out, [grid[name] for name in names if name in grid] or None)

    def embedded(self) -> str:
        """Return the states before the first layer."""
        w, graph = self.weights, self.graph
        words = graph.rows(w["embeddings.word_embeddings.weight"], "input_ids", "words", small=self.grid is not None)
        graph.op("Add", ["places", "two"], "numbers")
        graph.op("Unsqueeze", ["numbers", "from0"], "numbers_row")
        positions = graph.op("Gather", [graph.constant("positions", w["embeddings.position_embeddings.weight"]), "numbers_row"], "position_rows")
        return self.norm(words, positions, "embeddings.LayerNorm", "embedded")

    def bias(self, counted: str) -> str:
        """Return the bias of attention by distance; counted: what has one token a place along its second axis."""
        graph = self.graph
        graph.op("Shape", [counted], "shape")
        graph.op("Gather", ["shape", "one"], "length")
        graph.op("Range", ["zero", "length", "one"], "places")
        return _distance_bias(graph, self.weights["encoder.relative_attention_bias.weight"], int(self.config.max_position_embeddings))

    def layer(self, x: str, bias: str, number: int, *, first_only: bool = False) -> str:
        """Return the states after a layer; first_only: of the first token alone."""
        graph, at, own = self.graph, f"encoder.layer.{number}", f"layer{number}"
        attention = [f"{at}.attention.attn.{part}" for part in "qkv"]
        if first_only:
            together = self.linear(x, attention[1:], f"{own}.kv")
            graph.nodes.append(helper.make_node("Split", [together], [f"{own}.k", f"{own}.v"], axis=2, num_outputs=2))
            x = graph.op("Slice", [x, "from0", "to1", "along1"], "first")
            bias = graph.op("Slice", [bias, "from0", "to1", "along2"], "first_bias")
            self.linear(x, attention[:1], f"{own}.q")
        else:
            together = self.linear(x, attention, f"{own}.qkv")
            graph.nodes.append(helper.make_node("Split", [together], [f"{own}.{part}" for part in "qkv"], axis=2, num_outputs=3))
        inputs = [f"{own}.q", f"{own}.k", f"{own}.v", "", "", bias]
        mixed = graph.op("MultiHeadAttention", inputs, f"{own}.mixed", num_heads=int(self.config.num_attention_heads))
        x = self.norm(self.linear(mixed, [f"{at}.attention.attn.o"], f"{own}.o"), x, f"{at}.attention.LayerNorm", f"{own}.attended")
        wide = graph.op("Gelu", [self.linear(x, [f"{at}.intermediate.dense"], f"{own}.wide")], f"{own}.active")
        return self.norm(self.linear(wide, [f"{at}.output.dense"], f"{own}.narrow"), x, f"{at}.output.LayerNorm", f"{own}.out")

    def made(self, name: str, inputs: Mapping[str, list[int | str]], output: str, shape: list[int | str]) -> onnx.ModelProto:
        """Return the graph; inputs: shapes by name, of which ``input_ids`` are whole numbers and the others float32."""
        kinds = {True: TensorProto.INT64, False: TensorProto.FLOAT}
        given = [helper.make_tensor_value_info(one, kinds[one == "input_ids"], wanted) for one, wanted in inputs.items()]
        told = [helper.make_tensor_value_info(output, TensorProto.FLOAT, shape)]
        whole = helper.make_graph(self.graph.nodes, name, given, told, self.graph.stored)
        return helper.make_model(whole, opset_imports=_OPSETS, ir_version=10, producer_name="framing-notebooks")


def mpnet_graphs(weights: Weights, config: Any, grid: Grid | None = None) -> tuple[dict[str, onnx.ModelProto], dict[str, NDArray[Any]]]:
    """Return the graphs of a network by the names of their files, and the packed weights they are to be given, if any.

    A tagger has one, ``model.onnx``: ``input_ids`` (1, length) in, ``logits`` (1, length, labels) and ``states`` (1, length, hidden) out, those
    before the last ``READ_ON`` layers, which ``training.read_sides`` reads on from.  The stance model has two:
    ``text.onnx``, ``input_ids`` in, ``states`` (1, length, hidden) out, which is run once a text; and ``target.onnx``, ``states`` and ``marks``
    (1, length, 2) in, ``logits`` (1, labels) out, which is run once a target.  marks: 1 for the first token in the first column and for the
    target's tokens in the second; zeros for a text as a whole.

    weights: the state of ``MPNetForTokenClassification`` or ``training.network.LateMarked`` as float32, names without ``mpnet.``; config: its
    config.  grid: given, the graphs are made of whole numbers as described above; None, of float32 (the twin to compare with).
    """
    layers = int(config.num_hidden_layers)
    if "classifier.weight" in weights:
        net = _Network(weights, config, grid)
        bias = net.bias("input_ids")
        x = net.embedded()
        for number in range(layers):
            if number == layers - READ_ON:
                net.graph.op("Identity", [x], STATES)
            x = net.layer(x, bias, number)
        net.linear(x, ["classifier"], "logits")
        made = net.made("reading", {"input_ids": [1, "length"]}, "logits", [1, "length", len(weights["classifier.bias"])])
        if layers > READ_ON:
            made.graph.output.append(helper.make_tensor_value_info(STATES, TensorProto.FLOAT, [1, "length", int(config.hidden_size)]))
        return {"model.onnx": made}, net.graph.packed
    shared, hidden = int(config.framing["shared_layers"]), int(config.hidden_size)
    lower, upper = _Network(weights, config, grid), _Network(weights, config, grid)
    bias = lower.bias("input_ids")
    x = lower.embedded()
    for number in range(shared):
        x = lower.layer(x, bias, number)
    lower.graph.op("Identity", [x], "states")
    text = lower.made("text", {"input_ids": [1, "length"]}, "states", [1, "length", hidden])
    bias = upper.bias("states")
    added = upper.graph.op("MatMul", ["marks", upper.graph.constant("mark", weights["mark"])], "added")
    x = upper.graph.op("Add", ["states", added], "marked")
    for number in range(shared, layers):
        x = upper.layer(x, bias, number, first_only=number == layers - 1)
    upper.graph.op("Gather", [x, "zero"], "token", axis=1)
    upper.graph.op("Tanh", [upper.linear("token", ["classifier.dense"], "head.dense")], "head.active")
    upper.linear("head.active", ["classifier.out_proj"], "logits")
    inputs: dict[str, list[int | str]] = {"states": [1, "length", hidden], "marks": [1, "length", 2]}
    target = upper.made("target", inputs, "logits", [1, len(weights["classifier.out_proj.bias"])])
    return {"text.onnx": text, "target.onnx": target}, lower.graph.packed | upper.graph.packed


def layers_graph(weights: Weights, config: Any) -> onnx.ModelProto:
    """Return the graph of some layers alone in float32: ``states`` (1, length, hidden) in, ``read`` (1, length, hidden) out.

    weights: ``layer.0...`` and so on, and ``relative_attention_bias.weight``, as in the encoder of an MPNet; config: its config.
    """
    net = _Network({f"encoder.{name}": value for name, value in weights.items()}, config, None)
    bias = net.bias("states")
    x = "states"
    for number in range(1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layer."))):
        x = net.layer(x, bias, number)
    net.graph.op("Identity", [x], "read")
    shape: list[int | str] = [1, "length", int(config.hidden_size)]
    return net.made("layers", {"states": shape}, "read", shape)


def _distance_bias(graph: _Graph, table: Array, longest: int) -> str:
    """Return the bias of attention by distance, of shape (1, heads, length, length); MPNet's buckets are worked out here once."""
    distances = np.arange(-longest + 1, longest)
    by_distance = table[_bucket(distances, len(table))]
    graph.constant("farthest", np.array(longest - 1, dtype=np.int64))
    graph.op("Unsqueeze", ["places", "along1"], "column")
    graph.op("Unsqueeze", ["places", "from0"], "row")
    graph.op("Sub", ["row", "column"], "apart")
    graph.op("Add", ["apart", "farthest"], "apart_index")
    graph.op("Gather", [graph.constant("by_distance", by_distance), "apart_index"], "bias_last")
    graph.op("Transpose", ["bias_last"], "bias_first", perm=[2, 0, 1])
    return graph.op("Unsqueeze", ["bias_first", "from0"], "bias")


def _bucket(distance: NDArray[np.int64], buckets: int) -> NDArray[np.int64]:
    """Return MPNet's bucket of a relative position (Song et al. 2020, after T5): exact when near, logarithmic when far."""
    half = buckets // 2
    exact = half // 2
    size = np.abs(distance)
    far = exact + (np.log(np.maximum(size, 1) / exact) / np.log(_FARTHEST / exact) * (half - exact)).astype(np.int64)
    return np.where(distance > 0, half, 0) + np.where(size < exact, size, np.minimum(far, half - 1))


def mpnet_weights(graphs: Iterable[onnx.ModelProto], packed: Mapping[str, NDArray[Any]]) -> dict[str, Array]:
    """Return the weights in the graphs made by ``mpnet_graphs``, as float32, by the names of the network in transformers.

    Small graphs give what their whole numbers stand for, with the channels in the graph's order, which computes the same.
    """
    stored = {one.name: one for graph in graphs for one in graph.graph.initializer}

    def array(name: str) -> NDArray[Any]:
        one = stored[name]
        if one.data_type != TensorProto.INT4:
            return numpy_helper.to_array(one)
        halves = np.frombuffer(one.raw_data, dtype=np.uint8).reshape(one.dims[0], -1)
        return unpack_codes(halves, np.ones((1, 1), np.int8))

    def weight(out: str) -> Array:
        name = f"{out}.weight"
        if f"{name}.codes" not in packed:
            return array(name)
        whole = unpacked(packed, name)
        even = array(f"{out}.evening")[:, None] if f"{out}.evening" in stored else 1.0
        return np.asarray(whole.astype(np.float32) * array(f"{out}.scales") * even)

    found: dict[str, Array] = {}

    def keep(out: str, *names: str) -> None:
        parts = np.split(weight(out).T, len(names)), np.split(array(f"{out}.bias"), len(names))
        for name, own, bias in zip(names, *parts, strict=True):
            found[f"{name}.weight"], found[f"{name}.bias"] = own, bias

    def keep_norm(out: str, name: str) -> None:
        found[f"{name}.weight"], found[f"{name}.bias"] = array(f"{out}.gamma"), array(f"{out}.beta")

    layers = sum(name.endswith(".o.bias") for name in stored)
    for number in range(layers):
        at, own = f"mpnet.encoder.layer.{number}", f"layer{number}"
        q, k, v = (f"{at}.attention.attn.{part}" for part in "qkv")
        if f"{own}.qkv.bias" in stored:
            keep(f"{own}.qkv", q, k, v)
        else:
            keep(f"{own}.kv", k, v)
            keep(f"{own}.q", q)
        keep(f"{own}.o", f"{at}.attention.attn.o")
        keep(f"{own}.wide", f"{at}.intermediate.dense")
        keep(f"{own}.narrow", f"{at}.output.dense")
        keep_norm(f"{own}.attended", f"{at}.attention.LayerNorm")
        keep_norm(f"{own}.out", f"{at}.output.LayerNorm")
    if "head.dense.bias" in stored:
        keep("head.dense", "classifier.dense")
        keep("logits", "classifier.out_proj")
        found["mark"] = array("mark")
    else:
        keep("logits", "classifier")
    keep_norm("embedded", "mpnet.embeddings.LayerNorm")
    found["mpnet.embeddings.position_embeddings.weight"] = array("positions")
    if not packed:
        found["mpnet.embeddings.word_embeddings.weight"] = array("words.table")
    else:
        table = array("words.codes").astype(np.float32) * np.repeat(array("words.scales").astype(np.float32), TABLE_BLOCK, axis=1)
        found["mpnet.embeddings.word_embeddings.weight"] = table
    by_distance = array("by_distance")
    longest, buckets = (len(by_distance) + 1) // 2, 32
    bias = np.zeros((buckets, by_distance.shape[1]), dtype=np.float32)
    bias[_bucket(np.arange(-longest + 1, longest), buckets)] = by_distance
    found["mpnet.encoder.relative_attention_bias.weight"] = bias
    return found
