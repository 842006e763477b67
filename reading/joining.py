"""One verdict from several: the log-odds of the model's rows and what the rules found, weighed together by a small logistic regression."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

ROUNDS: Final = 12  # of Newton's method; it stands still after eight
HELD_BACK: Final = 3.0  # ridge: how strongly a weight is kept near nought
FARTHEST: Final = 6.0  # log-odds beyond it say no more


@dataclass(frozen=True, slots=True)
class Join:
    """What each finding weighs, and what is added to every letter."""

    weights: Mapping[str, float]
    bias: float

    def weight(self, findings: Mapping[str, float]) -> float:
        """Return the log-odds that all findings together give."""
        return self.bias + sum(weight * _near(findings[name]) for name, weight in self.weights.items())


def joined(rows: Sequence[Mapping[str, float]], answers: Sequence[bool]) -> Join:
    """Return the weights that fit the findings of these letters to a person's answers."""
    names = sorted(rows[0])
    table = [[1.0, *(_near(row[name]) for name in names)] for row in rows]
    weights = [0.0] * (len(names) + 1)
    for _ in range(ROUNDS):
        slope = [0.0] + [-HELD_BACK * weight for weight in weights[1:]]
        bend = [[HELD_BACK if one == other > 0 else 0.0 for other in range(len(weights))] for one in range(len(weights))]
        for row, yes in zip(table, answers, strict=True):
            likely = 1.0 / (1.0 + exp(-max(-30.0, min(30.0, sum(a * b for a, b in zip(weights, row, strict=True))))))
            for one, value in enumerate(row):
                slope[one] += (yes - likely) * value
                for other in range(one + 1):
                    bend[one][other] += likely * (1 - likely) * value * row[other]
        weights = [old + step for old, step in zip(weights, _solved(bend, slope), strict=True)]
    return Join({name: round(weight, 4) for name, weight in zip(names, weights[1:], strict=True)}, round(weights[0], 4))


def _near(value: float) -> float:
    return max(-FARTHEST, min(FARTHEST, value))


def _solved(lower: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return x of A x = right for a symmetric positive A given by its lower half (Cholesky)."""
    size = len(right)
    root = [[0.0] * size for _ in range(size)]
    for one in range(size):
        for other in range(one + 1):
            left = lower[one][other] - sum(root[one][k] * root[other][k] for k in range(other))
            root[one][other] = max(left, 1e-9) ** 0.5 if one == other else left / root[other][other]
    half = [0.0] * size
    for one in range(size):
        half[one] = (right[one] - sum(root[one][k] * half[k] for k in range(one))) / root[one][one]
    found = [0.0] * size
    for one in reversed(range(size)):
        found[one] = (half[one] - sum(root[k][one] * found[k] for k in range(one + 1, size))) / root[one][one]
    return found
