"""Alpha: published examples, its definition, and the share of equal pairs beside it."""

from __future__ import annotations

import numpy as np
import pytest
from slow_alpha import counts_of, slow_alpha

from analysis.classroom.alpha import krippendorff_alpha, percent_agreement

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", University of Pennsylvania, examples A to D.
OBSERVERS = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
WORKED = {
    # A: o01 = 4 in each direction, n0 = 14, n1 = 6, so 1 - 19 * 4 / (14 * 6)
    "A, two observers, binary": (("0100000010", "1110010000"), "01", "nominal", 1 - 19 * 4 / (14 * 6)),
    # B: nine of twelve alike, so the diagonal holds 18; values 4, 6, 6, 6, 2 times: (23 * 18 - 104) / (24 * 23 - 104)
    "B, two observers, nominal": (("aabbdcccedda", "babbbccceddd"), "abcde", "nominal", (23 * 18 - 104) / (24 * 23 - 104)),
    "C, four observers, missing answers": (OBSERVERS, "12345", "nominal", 0.743),
    "D, the same as ordinal": (OBSERVERS, "12345", "ordinal", 0.815),
}


@pytest.mark.parametrize(("coders", "values", "level", "alpha"), WORKED.values(), ids=WORKED)
def test_published_examples(coders, values, level, alpha):
    assert krippendorff_alpha(counts_of(coders, values), level) == pytest.approx(alpha, abs=0.0005)


@pytest.mark.parametrize("level", ["nominal", "ordinal"])
@pytest.mark.parametrize("seed", range(6))
def test_alpha_agrees_with_its_definition(level, seed):
    random = np.random.default_rng(seed)
    coders = ["".join(random.choice(list("-0+."), size=9, p=[0.3, 0.35, 0.2, 0.15])) for _ in range(5)]
    assert krippendorff_alpha(counts_of(coders, "-0+"), level) == pytest.approx(slow_alpha(coders, "-0+", level))


@pytest.mark.parametrize(
    ("coders", "share"),
    [(("aab", "aab"), 1), (("aab", "aaa"), 2 / 3), (("aa", "ab", "ac"), 0.5), (("a.", ".b"), None), (("ab", "a.", "a."), 1)],
)
def test_percent_agreement_counts_pairs(coders, share):
    found = percent_agreement(counts_of(coders, "abc"))
    assert np.isnan(found) if share is None else found == pytest.approx(share)
