"""The colours of the categories: readable on every tint, and told apart by readers who see fewer colours."""

from __future__ import annotations

import re
from itertools import combinations

import numpy as np
import pytest

from analysis.templates import render

SEEN = {  # linear RGB as it is seen (Machado, Oliveira and Fernandes 2009, severity 1)
    "all colours": np.eye(3),
    "without red": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "without green": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "without blue": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
APART = 20  # distance in CIELAB; 2.3 is just noticeable
READABLE = 4.5  # contrast of small text, WCAG AA


def palettes():
    """The variables of the light and of the dark page."""
    style = render("framing.css.j2") + render("marked.css.j2")
    light, dark = {}, {}
    for block in re.findall(r"\{([^{}]*)\}", style):
        found = dict(re.findall(r"--(\w+):(#[0-9a-f]{6})", block))
        if found:
            (dark if "color-scheme:dark" in block or found.get("tint0") == "#282622" else light).update(found)
    return {"light": light, "dark": dark}


def linear(colour):
    value = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    ratio = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ rgb / np.array([0.9505, 1, 1.089])
    x, y, z = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one, other):
    low, high = sorted(float(np.array([0.2126, 0.7152, 0.0722]) @ linear(colour)) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("seen", SEEN)
def test_colours_of_terms_are_told_apart(scheme, seen):
    colours = [palettes()[scheme][f"cat{number}"] for number in (1, 2, 3, 4)]
    shown = [lab(np.clip(np.array(SEEN[seen]) @ linear(colour), 0, 1)) for colour in colours]
    assert min(np.linalg.norm(one - other) for one, other in combinations(shown, 2)) >= APART


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_codes_can_be_read_on_every_tint(scheme):
    palette = palettes()[scheme]
    grounds = [palette["paper"], *(palette[f"tint{number}"] for number in range(6))]
    assert min(contrast(palette[f"cat{number}"], ground) for number in (1, 2, 3, 4) for ground in grounds) >= READABLE
