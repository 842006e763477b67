"""What officials' corrections teach: the model trained anew on the project's letters and on the masked text of corrected ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb
from typing import Final

from reading.examples import Example, examples, held_out_letters
from reading.features import Seen
from reading.model import KINDS, MEDIA, Model, built_in_model
from reading.page import Page, Senders
from reading.train import letters_to_learn, read, row_of
from reading.understand import seen_by_model, understand
from rules.kinds import Child

CHANCE: Final = 0.05  # a loss that chance alone would bring more seldom than this is no chance
LEAST_CASES: Final = 5  # a feature met in fewer corrected cases is dropped: it may be one person's
LEARNT: Final = (MEDIA, *KINDS)  # what is said of danger and offence is never learnt: its cases are never used


@dataclass(frozen=True, slots=True)
class Corrected:
    """The masked text of one corrected case, and what a person said of it: question -> yes."""

    page: Page
    answers: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of the held-out letters a model reads rightly, question by question, in the order of the letters."""

    kind: tuple[bool, ...]
    among: tuple[bool, ...]
    media: tuple[bool, ...]
    danger: tuple[bool, ...]  # false only where a danger is missed

    def worse_than(self, other: "Judged") -> tuple[str, ...]:
        """Return by what this is worse: more letters lost than won than chance explains, or a single danger."""
        lost = [
            name for name in ("kind", "among", "media") if not _by_chance(getattr(self, name), getattr(other, name))
        ]
        missed = any(before and not now for now, before in zip(self.danger, other.danger, strict=True))
        return (*lost, *(("danger",) if missed else ()))

    def counts(self) -> dict[str, int]:
        """Return how many letters were read and how many rightly by each question."""
        return {"letters": len(self.kind), "kind": sum(self.kind), "among": sum(self.among), "media": sum(self.media)}


def retrained(corrected: Sequence[Corrected], senders: Senders) -> Model:
    """Return a model of the project's letters and of these. Without any it is the built-in one, to the bit.

    It is always trained from the beginning, so that a case that was erased leaves no trace in the next one.
    """
    built_in = built_in_model()
    if not corrected:
        return built_in
    letters = read(letters_to_learn(), senders)
    frequent = _frequent([seen_by_model(one.page, senders) for one in corrected])
    rows = dict(built_in.rows)
    for question in LEARNT:
        more = [(features, one.answers[question], 1.0) for features, one in zip(frequent, corrected, strict=True)
                if features and question in one.answers]  # fmt: skip
        if more:
            rows[question] = row_of(letters, question, more)
    return replace(built_in, rows=rows)


def judged(model: Model, senders: Senders, letters: Sequence[Example] = ()) -> Judged:
    """Return how a model reads the held-out letters of the project, which no model has learnt from."""
    asked = letters or [*(one for one in examples() if one.held_out), *held_out_letters()]
    told = [(one.labels, understand(one.page, senders, model=model)) for one in asked]
    return Judged(
        kind=tuple(says.kind == labels["kind"] for labels, says in told),
        among=tuple(labels["kind"] in (says.kind, *says.other_kinds) for labels, says in told),
        media=tuple(says.media.relevant == labels["media_relevant"] for labels, says in told),
        danger=tuple(says.child is Child.DANGER or labels["child_at_risk"] != Child.DANGER for labels, says in told),
    )


def _by_chance(now: Sequence[bool], before: Sequence[bool]) -> bool:
    """Tell whether chance explains what was lost against what was won: the sign test over the letters that only one model reads rightly."""
    lost = sum(old and not new for new, old in zip(now, before, strict=True))
    won = sum(new and not old for new, old in zip(now, before, strict=True))
    tails = sum(comb(lost + won, many) for many in range(lost, lost + won + 1))
    return bool(tails / 2 ** (lost + won) >= CHANCE)


def _frequent(seen: Sequence[Seen]) -> list[tuple[int, ...]]:
    met = Counter(feature for one in seen for feature in set(one.whole))
    return [tuple(feature for feature in one.whole if met[feature] >= LEAST_CASES) for one in seen]
