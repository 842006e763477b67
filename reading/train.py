"""Train the model from the repository's labelled letters: python -m reading.train [--check]. The same letters give the same file."""

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path
from random import Random
from typing import Final

from reading.examples import Example, examples, letters_looked_at
from reading.features import BUCKETS, Seen, length
from reading.joining import Join, joined
from reading.model import CALM, CONCERN, DANGER, HARMS, KINDS, MEANT, MEDIA, OFFENCE, QUESTIONS, Model, Row, packed
from reading.outlets import built_in_senders
from reading.page import Senders
from reading.understand import seen_by_model
from rules.kinds import Kind

MODEL: Final = Path(__file__).parent / "data" / "model.bin"
FOLDS: Final = 5
EPOCHS: Final = 6
PACE: Final = 0.4  # of the first step; AdaGrad shortens the next ones
SHRINK: Final = 1e-4  # of a weight at each step that touches it
SURE: Final = 0.02  # an error below it teaches nothing
_FINEST: Final = 127

Lesson = tuple[Sequence[int], float, bool, float]  # features, what their weights are divided by, whether yes, how much it counts


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled letter with what the model sees of it."""

    example: Example
    seen: Seen

    def answer(self, question: str) -> bool:
        """Return what a person says."""
        return _ANSWERS[MEANT.get(question, question)](self.example)


_ANSWERS: Final[Mapping[str, Callable[[Example], bool]]] = {
    DANGER: lambda one: one.labels["child_at_risk"] == "immediate_danger",
    CONCERN: lambda one: one.labels["child_at_risk"] != "none",
    OFFENCE: lambda one: bool(one.labels["offence_suspected"]),
    CALM: lambda one: one.labels["kind"] not in (Kind.COMPLAINT, Kind.INQUIRY),
    MEDIA: lambda one: bool(one.labels["media_relevant"]),
    **{name: (lambda one, name=name: f"kind {one.labels['kind']}" == name) for name in KINDS},  # type: ignore[misc]
}
# How much a yes counts against a no: a danger that is missed is the worst error.
_YES: Final[Mapping[str, float]] = {DANGER: 2.0, CONCERN: 1.5, OFFENCE: 1.5, CALM: 1.0, MEDIA: 3.0}
# The share of yes-letters that must lie above the limit in cross-validation; elsewhere the limit is even odds.
_FOUND: Final[Mapping[str, float]] = {DANGER: 0.93, CONCERN: 0.90, OFFENCE: 0.90}
_JOINED: Final = (*HARMS, *MEANT, CALM)  # the rows that a verdict on a harm is joined from


def read(letters: Iterable[Example], senders: Senders) -> list[Read]:
    """Return the letters as the model sees them."""
    return [Read(one, seen_by_model(one.page, senders)) for one in letters]


def trained(letters: Sequence[Read], limits: Mapping[str, float], questions: Sequence[str] = QUESTIONS) -> Model:
    """Return a model of these letters with the limits given."""
    return Model({question: row_of(letters, question) for question in questions}, dict(limits))


def cross_validated(letters: Sequence[Read]) -> list[tuple[Read, dict[str, float]]]:
    """Return each letter with what a model that never saw it finds of harm."""
    told: list[tuple[Read, dict[str, float]]] = []
    for fold in range(FOLDS):
        model = trained([one for one in letters if one.example.fold(FOLDS) != fold], {}, _JOINED)
        told += [(one, model.findings(one.seen)) for one in letters if one.example.fold(FOLDS) == fold]
    return told


def verdicts_of(told: Sequence[tuple[Read, Mapping[str, float]]]) -> tuple[dict[str, Join], dict[str, float]]:
    """Return how the findings on each harm are joined, and the limit below which no more of the yes-letters lie than may be missed."""
    joins, limits = {}, {}
    for question, share in _FOUND.items():
        answers = [one.answer(question) for one, _ in told]
        joins[question] = joined([findings for _, findings in told], answers)
        yes = sorted(joins[question].weight(findings) for one, findings in told if one.answer(question))
        limits[question] = round(yes[int(len(yes) * (1 - share))] - 0.001, 3)
    return joins, limits


def row_of(letters: Sequence[Read], question: str, more: Sequence[Lesson] = ()) -> Row:
    """Return the weights of one question, learnt from these letters and from more lessons beside them."""
    lessons = [lesson(one.seen.meant if question in MEANT else one.seen.whole, one.answer(question), _counts(question, one)) for one in letters]
    lessons += more
    weights, bias = learnt(lessons, EPOCHS)
    if question in HARMS:
        for _ in range(2):  # Which sentence shows the harm is not labelled: the one that the last weights heard loudest.
            weights, bias = learnt(lessons + _pieces(letters, question, weights), EPOCHS)
    largest = max(map(abs, weights), default=0.0) or 1.0
    step = largest / _FINEST
    return Row(bytes(round(weight / step) & 0xFF for weight in weights), round(step, 9), round(bias, 6))


def lesson(features: Sequence[int], yes: bool, counts: float) -> Lesson:
    """Return the lesson of these features."""
    return features, length(features), yes, counts


def learnt(lessons: Sequence[Lesson], epochs: int) -> tuple[list[float], float]:
    """Return the weights and the bias of a logistic regression, learnt letter by letter."""
    weights = [0.0] * BUCKETS
    squares = [0.0] * BUCKETS
    bias = 0.0
    order = list(range(len(lessons)))
    chance = Random(5)  # noqa: S311 - the order of lessons, the same each time
    for epoch in range(epochs):
        chance.shuffle(order)
        for number in order:
            features, size, yes, counts = lessons[number]
            odds = bias + sum([weights[at] for at in features]) / size
            error = (1.0 if yes else 0.0) - 1.0 / (1.0 + exp(-max(-30.0, min(30.0, odds))))
            if abs(error) < SURE:
                continue
            slope = counts * error / size
            square = slope * slope
            for at in features:
                squares[at] += square
                weights[at] += PACE * slope / (squares[at] + 1e-4) ** 0.5 - SHRINK * weights[at]
            bias += 0.05 * counts * error / (1 + epoch)
    return weights, bias


def _counts(question: str, one: Read) -> float:
    return _YES.get(MEANT.get(question, question), 2.0) if one.answer(question) else 1.0


def _pieces(letters: Sequence[Read], question: str, weights: Sequence[float]) -> list[Lesson]:
    lessons: list[Lesson] = []
    for one in letters:
        loud = sorted(one.seen.pieces, key=lambda piece: (-sum(weights[at] for at in piece) / length(piece), piece))
        yes = one.answer(question)
        lessons += [lesson(piece, yes, 0.5 * _counts(question, one)) for piece in loud[: 1 if yes else 2]]
    return lessons


def letters_to_learn() -> list[Example]:
    """Return the letters of the corpus that are not held out, and those beside it that were looked at."""
    return [*(one for one in examples() if not one.held_out), *letters_looked_at()]


def main(arguments: Sequence[str]) -> int:
    """Write the model, or with --check tell whether the file is what the letters give."""
    letters = read(letters_to_learn(), built_in_senders(()))
    joins, limits = verdicts_of(cross_validated(letters))
    content = packed(replace(trained(letters, limits), joins=joins))
    if "--check" in arguments:
        same = MODEL.read_bytes() == content
        print("the model file is what the letters give" if same else "the model file is not what the letters give")
        return 0 if same else 1
    MODEL.write_bytes(content)
    print(f"{len(letters)} letters, limits {limits}, {len(content)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
