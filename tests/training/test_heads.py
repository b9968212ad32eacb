"""Heads on the graphs: put on, answered with, and taken off again; needs onnx."""

from __future__ import annotations

import numpy as np
import onnxruntime
import pytest

pytest.importorskip("onnx", reason="the heads are put on in the environment for training (make test-train)")
from onnx import TensorProto, helper, numpy_helper

from training.heads import EARLY, LATE, load_graph, with_questions, with_roles, without_heads

HIDDEN = 4


def graph_of(nodes, inputs, outputs, stored=()):
    told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (*inputs, *outputs)]
    made = helper.make_graph(nodes, "small", told[: len(inputs)], told[len(inputs) :], list(stored))
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)


def run(model, **given):
    return onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, given)


def test_questions_read_the_mean_of_the_tokens_between_the_ends():
    nodes = [helper.make_node("Identity", ["x"], [EARLY]), helper.make_node("Identity", [EARLY], ["states"])]
    model = graph_of(nodes, [("x", [1, "length", HIDDEN])], [("states", [1, "length", HIDDEN])])
    states = np.arange(20, dtype=np.float32).reshape(1, 5, HIDDEN)
    weights, bias = np.eye(HIDDEN)[:2], np.array([0.5, -0.5])
    before = model.SerializeToString()
    told, answers = run(with_questions(model, weights, bias), x=states)
    assert np.array_equal(told, states)
    assert np.allclose(answers[0], states[0, 1:-1].mean(axis=0)[:2] + bias)
    assert without_heads(model).SerializeToString() == before


def test_roles_stand_behind_the_stance():
    stored = [numpy_helper.from_array(np.ones((HIDDEN, 5), dtype=np.float32), "head")]
    nodes = [helper.make_node("Identity", ["x"], [LATE]), helper.make_node("MatMul", [LATE, "head"], ["logits"])]
    model = graph_of(nodes, [("x", [1, HIDDEN])], [("logits", [1, 5])], stored)
    x = np.array([[1, 2, 3, 4]], dtype=np.float32)
    before = model.SerializeToString()
    (logits,) = run(with_roles(model, np.eye(HIDDEN), np.zeros(HIDDEN)), x=x)
    assert logits.shape == (1, 9) and logits[0, :5].tolist() == [10.0] * 5 and logits[0, 5:].tolist() == [1.0, 2.0, 3.0, 4.0]
    assert without_heads(model).SerializeToString() == before


def test_the_shipped_graphs_lose_nothing_but_their_heads():
    for name, output in (("text.onnx", "states"), ("target.onnx", "logits")):
        bare = without_heads(load_graph(name))
        assert [one.name for one in bare.graph.output] == [output]
        assert not [node for node in bare.graph.node if node.name.startswith("narrative")]
