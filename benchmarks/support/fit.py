"""Logistic regression over the best evidence of each claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.verification.probability import SIGNS, signs
from assistant.verification.search import candidates, unions
from assistant.verification.statements import read
from benchmarks.support.claims import Case

Floats = npt.NDArray[np.float64]

AGAINST = {"unsaid", "replaced", "edges", "moved", "sentences"}
"""The signs that speak against support; all others speak for it."""
_RIDGE = 1e-4
_ROUNDS = 6


@dataclass(frozen=True)
class Candidates:
    """The signs of each evidence that rules find no fault with, and whether the claim is true."""

    rows: Floats
    is_true: bool


def collect(cases: Sequence[Case]) -> list[Candidates]:
    """Return the candidates of every case that has any."""
    found = []
    for case in cases:
        claim = read(case.text)
        evidences = [e for hit in case.hits for some in candidates(claim, hit) for e in some]
        evidences += unions(claim, case.hits)
        if evidences:
            found.append(
                Candidates(np.array([signs(claim, one) for one in evidences]), case.is_true)
            )
    return found


def fit(found: Sequence[Candidates]) -> tuple[Floats, float]:
    """Return weights, held to the sign that they mean, and intercept.

    Of each claim the evidence counts that the weights so far think best, as in multiple-instance
    learning; a few rounds settle it.
    """
    from scipy.optimize import minimize

    parameters = np.array([-1.0 if name in AGAINST else 1.0 for name in SIGNS] + [0.0])
    truth = np.array([one.is_true for one in found], float)
    weight = np.where(truth > 0, 0.5 / truth.sum(), 0.5 / (len(truth) - truth.sum()))
    bounds = [(None, 0) if name in AGAINST else (0, None) for name in SIGNS]
    for _ in range(_ROUNDS):
        best = [one.rows[(one.rows @ parameters[:-1]).argmax()] for one in found]
        table = np.column_stack([np.array(best), np.ones(len(best))])

        def loss(p: Floats, table: Floats = table) -> tuple[float, Floats]:
            odds = table @ p
            value = weight @ (np.logaddexp(0, odds) - truth * odds)
            slope = table.T @ (weight * (1 / (1 + np.exp(-odds)) - truth))
            ridge = np.append(p[:-1], 0.0)
            return float(value + _RIDGE * ridge @ ridge), slope + 2 * _RIDGE * ridge

        parameters = minimize(
            loss, parameters, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
        ).x
    return parameters[:-1], float(parameters[-1])
