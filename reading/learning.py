"""What officials' corrections teach: the model trained anew on the project's letters and on the masked text of corrected ones."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from math import comb
from typing import Final

from reading.examples import Example, examples, held_out_letters
from reading.features import Seen, length
from reading.model import KINDS, MEDIA, Model, Taught, built_in_model
from reading.page import Page, Senders
from reading.topic import topic, topics_in_use
from reading.train import Lesson, learnt, letters_to_learn, read, row_of
from reading.understand import seen_by_model, understand
from rules.kinds import Child

CHANCE: Final = 0.05  # a loss that chance alone would bring more seldom than this is no chance
LEAST_CASES: Final = 5  # a feature met in fewer corrected cases is dropped: it may be one person's
LEARNT: Final = (MEDIA, *KINDS)  # trained anew as a whole; the rows of harm, which a verdict on danger is joined from, never are
ROUNDS: Final = 24  # over the few features of one answer
COUNTS: Final = 3.0  # what a case that officials corrected so counts for, beside one of the project's letters


@dataclass(frozen=True, slots=True)
class Corrected:
    """The masked text of one corrected case, and what a person said of it."""

    page: Page
    answers: Mapping[str, bool]  # question of the model -> yes
    said: Mapping[str, str] = field(default_factory=dict)  # topic, reply, offence, child -> the answer in the words of a correction


@dataclass(frozen=True, slots=True)
class Judged:
    """Which of the held-out letters a model reads rightly, question by question, in the order of the letters."""

    kind: tuple[bool, ...]
    among: tuple[bool, ...]
    media: tuple[bool, ...]
    offence: tuple[bool, ...]
    reply: tuple[bool, ...]
    topic: tuple[bool, ...]  # no letter is labelled with its topic: right is what the list of topics says
    need: tuple[bool, ...]  # false only where a child in need, or in danger, is called none
    danger: tuple[bool, ...]  # false only where a danger is missed

    def worse_than(self, other: "Judged") -> tuple[str, ...]:
        """Return by what this is worse: more letters lost than won than chance explains, or a single danger or child in need."""
        return tuple(name for name in (one.name for one in fields(self)) if _worse(name, getattr(self, name), getattr(other, name)))

    def counts(self) -> dict[str, int]:
        """Return how many letters were read and how many rightly by each question."""
        return {"letters": len(self.kind), **{one.name: sum(getattr(self, one.name)) for one in fields(self)}}


def retrained(corrected: Sequence[Corrected], senders: Senders) -> Model:
    """Return a model of the project's letters and of these. Without any it is the built-in one, to the bit.

    It is always trained from the beginning, so that a case that was erased leaves no trace in the next one.
    """
    built_in = built_in_model()
    if not corrected:
        return built_in
    letters = read(letters_to_learn(), senders)
    seen = [seen_by_model(one.page, senders) for one in corrected]
    frequent = _frequent(seen)
    rows = dict(built_in.rows)
    for question in LEARNT:
        more = [_lesson(one, frequent, said.answers[question], 1.0) for one, said in zip(seen, corrected, strict=True)
                if question in said.answers and not frequent.isdisjoint(one.whole)]  # fmt: skip
        if more:
            rows[question] = row_of(letters, question, more)
    return replace(built_in, rows=rows, taught=taught_by(corrected, seen, [one.seen for one in letters]))


def taught_by(corrected: Sequence[Corrected], seen: Sequence[Seen], others: Sequence[Seen]) -> dict[str, Taught]:
    """Return what each answer has taught that officials gave in five cases or more; `others` are letters that nobody corrected."""
    answers = sorted({answer for one in corrected for answer in one.said.items()})
    found = {f"{name} {answer}": _taught(corrected, seen, others, name, answer) for name, answer in answers}
    return {name: taught for name, taught in found.items() if taught.weights}


def judged(model: Model, senders: Senders, letters: Sequence[Example] = ()) -> Judged:
    """Return how a model reads the held-out letters of the project, which no model has learnt from."""
    asked = letters or [*(one for one in examples() if one.held_out), *held_out_letters()]
    told = [(one.labels, understand(one.page, senders, model=model)) for one in asked]
    about = [topic(one.page.text, one.page.subject, topics_in_use()) for one in asked]
    return Judged(
        kind=tuple(says.kind == labels["kind"] for labels, says in told),
        among=tuple(labels["kind"] in (says.kind, *says.other_kinds) for labels, says in told),
        media=tuple(says.media.relevant == labels["media_relevant"] for labels, says in told),
        offence=tuple(says.offence == labels["offence_suspected"] for labels, says in told),
        reply=tuple(says.expects_reply == labels["expects_reply"] for labels, says in told),
        topic=tuple(says.topic == listed for (_, says), listed in zip(told, about, strict=True)),
        need=tuple(says.child is not Child.NONE or labels["child_at_risk"] == Child.NONE for labels, says in told),
        danger=tuple(says.child is Child.DANGER or labels["child_at_risk"] != Child.DANGER for labels, says in told),
    )


def _worse(question: str, now: Sequence[bool], before: Sequence[bool]) -> bool:
    if question in ("need", "danger"):
        return any(old and not new for new, old in zip(now, before, strict=True))
    return not _by_chance(now, before)


def _by_chance(now: Sequence[bool], before: Sequence[bool]) -> bool:
    """Tell whether chance explains what was lost against what was won: the sign test over the letters that only one model reads rightly."""
    lost = sum(old and not new for new, old in zip(now, before, strict=True))
    won = sum(new and not old for new, old in zip(now, before, strict=True))
    tails = sum(comb(lost + won, many) for many in range(lost, lost + won + 1))
    return bool(tails / 2 ** (lost + won) >= CHANCE)


def _taught(corrected: Sequence[Corrected], seen: Sequence[Seen], others: Sequence[Seen], name: str, answer: str) -> Taught:
    """Return what the cases corrected to one answer have in common, against other letters and cases corrected otherwise."""
    so = [one for one, said in zip(seen, corrected, strict=True) if said.said.get(name) == answer]
    otherwise = [one for one, said in zip(seen, corrected, strict=True) if said.said.get(name, answer) != answer]
    shared = _frequent(so)
    if not shared:
        return Taught({}, 0.0)
    lessons = [*(_lesson(one, shared, True, COUNTS) for one in so), *(_lesson(one, shared, False, 1.0) for one in (*others, *otherwise))]
    weights, bias = learnt(lessons, ROUNDS)
    return Taught({at: round(weights[at], 4) for at in sorted(shared)}, round(bias, 4))


def _lesson(seen: Seen, features: frozenset[int], yes: bool, counts: float) -> Lesson:
    """Return the lesson of some features of a letter, each weighing what it will where the whole letter is read."""
    return tuple(at for at in seen.whole if at in features), length(seen.whole), yes, counts


def _frequent(seen: Sequence[Seen]) -> frozenset[int]:
    met = Counter(feature for one in seen for feature in set(one.whole))
    return frozenset(feature for feature, cases in met.items() if cases >= LEAST_CASES)
