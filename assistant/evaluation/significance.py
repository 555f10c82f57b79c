"""Whether one system is better than another, or only luckier with the questions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

RESAMPLES = 10_000
_BLOCK = 500
"""Resamples drawn at a time, for the sake of memory."""


class Comparison(NamedTuple):
    """The mean difference, its 95 % interval, and the two-sided p that there is none."""

    difference: float
    low: float
    high: float
    p: float


def paired_bootstrap(a: Sequence[float], b: Sequence[float]) -> Comparison:
    """Compare the scores of two systems on the same questions: `a` minus `b`.

    The interval holds the percentiles of the resampled mean differences; p is the share of
    resamples, with the differences moved to a mean of 0, whose mean is as far from 0 as the one
    observed. Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 13 and 16;
    the observed sample counts as one of them, so that p is never 0. Nor is it less than the chance
    that tosses of a coin, one a question, all fall alike: a few differences of one size have no
    spread to resample. Raises ValueError where the two are not of one length, or empty.
    """
    differences = np.subtract(np.asarray(a, float), np.asarray(b, float))
    if len(a) != len(b) or not len(a):
        raise ValueError("a paired comparison needs as many scores of one system as of the other")
    generator = np.random.default_rng(0)
    means = np.concatenate(
        [
            differences[generator.integers(len(a), size=(_BLOCK, len(a)))].mean(axis=1)
            for _ in range(RESAMPLES // _BLOCK)
        ]
    )
    observed = float(differences.mean())
    low, high = np.percentile(means, (2.5, 97.5))
    # A resample that is the sample itself differs from it by rounding alone.
    as_far = np.abs(means - observed) >= abs(observed) - 1e-12
    p = max(float((1 + as_far.sum()) / (1 + RESAMPLES)), 2.0 ** (1 - len(a)))
    return Comparison(observed, float(low), float(high), p)
