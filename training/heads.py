"""Heads on the graphs of the stance model: what speaks for each question on frames in a sentence, and in which role it casts its target.

Both read states that the network works out anyway: a sentence's after six layers, and the last one of the first token where a target is marked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from analysis.model import onnx_session
from analysis.stance.runner import layer_of
from analysis.stance.stance import EMBEDDED, StanceModel
from training.logistic import Array

EARLY, LATE = "layer5.out", "token"


class Vectors:
    """The states of texts and targets under the heads, from copies of the graphs that hand them out."""

    def __init__(self) -> None:
        self.model = StanceModel()
        shared = int(json.loads((EMBEDDED / "config.json").read_text(encoding="utf-8"))["framing"]["shared_layers"])
        self._text = _session("text.onnx", EARLY, lambda name: layer_of(name) < shared)
        self._target = _session("target.onnx", LATE, lambda name: layer_of(name) >= shared)

    def of_text(self, text: str) -> Array:
        """Return the mean state of a sentence's tokens after six layers."""
        encoded = self.model._encode(text, None, None)
        (states,) = self._text.run([EARLY], {"input_ids": np.array([encoded.ids], dtype=np.int64)})
        return np.asarray(states[0][1:-1].mean(axis=0), dtype=np.float64)

    def of_target(self, text: str, start: int, end: int) -> Array:
        """Return the last state of the first token where a target is marked."""
        encoded = self.model._encode(text, start, end)
        (states,) = self._text.run(["states"], {"input_ids": np.array([encoded.ids], dtype=np.int64)})
        marks = np.zeros((1, len(encoded.ids), 2), dtype=np.float32)
        marks[0, 0, 0] = 1
        marks[0, list(encoded.marked), 1] = 1
        (token,) = self._target.run([LATE], {"states": states, "marks": marks})
        return np.asarray(token.reshape(-1), dtype=np.float64)


def _session(name: str, output: str, wanted: Callable[[str], bool]) -> Any:
    graph = without_heads(onnx.load(str(EMBEDDED / name), load_external_data=False))
    graph.graph.output.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, None))
    beside = EMBEDDED / f"{name}.beside"
    try:
        onnx.save(graph, str(beside))
        return onnx_session(beside, wanted=wanted, cores=2)
    finally:
        beside.unlink(missing_ok=True)


# ---- the graphs


def without_heads(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return a graph without the heads of this file."""
    graph = model.graph
    for node in [one for one in graph.node if one.name.startswith("narrative")]:
        graph.node.remove(node)
    for stored in [one for one in graph.initializer if one.name.startswith("narrative.")]:
        graph.initializer.remove(stored)
    for told in [one for one in graph.output if one.name == "questions"]:
        graph.output.remove(told)
    for node in graph.node:
        for number, name in enumerate(node.output):
            if name == "logits.stance":
                node.output[number] = "logits"
    for told in graph.output:
        if told.name == "logits":
            told.type.tensor_type.shape.dim[1].dim_value = 5
    return model


def with_questions(model: onnx.ModelProto, weights: Array, bias: Array) -> onnx.ModelProto:
    """Return ``text.onnx`` with the output ``questions``, (1, questions).

    It is the mean state of the tokens between the first and the last, times weights (questions, hidden), plus constants.
    """
    graph = model.graph
    _store(graph, "one", np.array([1], dtype=np.int64))
    _store(graph, "last", np.array([-1], dtype=np.int64))
    _store(graph, "weights", weights.T.astype(np.float32))
    _store(graph, "bias", bias.astype(np.float32))
    _node(graph, "Slice", [EARLY, "narrative.one", "narrative.last", "narrative.one"], "narrative.inside")
    _node(graph, "ReduceMean", ["narrative.inside", "narrative.one"], "narrative.mean", keepdims=0)
    _node(graph, "MatMul", ["narrative.mean", "narrative.weights"], "narrative.product")
    _node(graph, "Add", ["narrative.product", "narrative.bias"], "questions")
    graph.output.append(helper.make_tensor_value_info("questions", TensorProto.FLOAT, [1, len(bias)]))
    return model


def with_roles(model: onnx.ModelProto, weights: Array, bias: Array) -> onnx.ModelProto:
    """Return ``target.onnx`` with the logits of the roles behind those of the stance; weights (roles, hidden)."""
    graph = model.graph
    for node in graph.node:
        for number, name in enumerate(node.output):
            if name == "logits":
                node.output[number] = "logits.stance"
    _store(graph, "weights", weights.T.astype(np.float32))
    _store(graph, "bias", bias.astype(np.float32))
    _node(graph, "MatMul", [LATE, "narrative.weights"], "narrative.product")
    _node(graph, "Add", ["narrative.product", "narrative.bias"], "narrative.roles")
    _node(graph, "Concat", ["logits.stance", "narrative.roles"], "logits", axis=1)
    for told in graph.output:
        if told.name == "logits":
            told.type.tensor_type.shape.dim[1].dim_value = 5 + len(bias)
    return model


def _store(graph: onnx.GraphProto, name: str, value: NDArray[Any]) -> None:
    graph.initializer.append(numpy_helper.from_array(value, f"narrative.{name}"))


def _node(graph: onnx.GraphProto, kind: str, inputs: Sequence[str], out: str, **attributes: Any) -> None:
    graph.node.append(helper.make_node(kind, list(inputs), [out], name=f"narrative {out}", **attributes))


def load_graph(name: str) -> onnx.ModelProto:
    """Return a graph of the stance model as it is shipped, without its weights."""
    return onnx.load(str(EMBEDDED / name), load_external_data=False)
