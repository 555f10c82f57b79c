"""Conditional logistic regression over the candidates of each question, then calibration."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evidence import Floats

_RIDGE = 3e-3


@dataclass(frozen=True)
class Choice:
    """The candidates of one question: features (n, f), which of them answer, and its weight."""

    features: Floats
    answers: Floats
    weight: float = 1.0


def fit(
    choices: Sequence[Choice], positive: Sequence[bool], hard: Sequence[int]
) -> tuple[Floats, float]:
    """Return weights and intercept.

    The weights maximise the probability of choosing what answers among the candidates and "none of
    them" at 0; `positive` tells of each feature whether it speaks for an answer or against. They
    are then rescaled so that the best score is the log-odds that it answers (Platt 1999), where
    the features `hard` may count for more.
    """
    from scipy.optimize import minimize

    features = np.concatenate([choice.features for choice in choices])
    scale = features.std(0) + 1e-9
    gold = np.concatenate([choice.answers for choice in choices])
    sizes = [len(choice.answers) for choice in choices]
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(choices)), sizes)
    answerable = np.add.reduceat(gold, starts) > 0
    weight = np.array([choice.weight for choice in choices]) / len(choices)

    def loss(parameters: Floats) -> tuple[float, Floats]:
        scores = features / scale @ parameters[:-1] + parameters[-1]
        odds = np.exp(np.minimum(scores, 50))
        total = np.add.reduceat(odds, starts) + 1
        right = np.where(answerable, np.add.reduceat(odds * gold, starts), 1)
        slope = odds / total[group] - np.where(answerable[group], odds * gold / right[group], 0)
        slope *= weight[group]
        ridge = _RIDGE * parameters[:-1]
        value = float(weight @ (np.log(total) - np.log(right)) + ridge @ parameters[:-1])
        return value, np.append(slope @ features / scale + 2 * ridge, slope.sum())

    bounds = [(0, None) if is_positive else (None, 0) for is_positive in positive]
    found = minimize(
        loss,
        np.zeros(len(bounds) + 1),
        jac=True,
        method="L-BFGS-B",
        bounds=[*bounds, (None, None)],
    )
    return _calibrated(choices, found.x[:-1] / scale, float(found.x[-1]), list(hard))


def _calibrated(
    choices: Sequence[Choice], weights: Floats, intercept: float, hard: list[int]
) -> tuple[Floats, float]:
    from sklearn.linear_model import LogisticRegression

    table, right = [], []
    for choice in choices:
        scores = choice.features @ weights + intercept
        best = int(scores.argmax())
        table.append([scores[best], *choice.features[best, hard]])
        right.append(choice.answers[best] > 0)
    model = LogisticRegression(C=10).fit(
        table, right, sample_weight=[choice.weight for choice in choices]
    )
    slope, *extra = model.coef_[0]
    scaled = weights * slope
    scaled[hard] += extra
    return scaled, float(intercept * slope + model.intercept_[0])
