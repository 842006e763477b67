"""A sign: concepts that stand together in a letter, what they weigh, and the sentence that shows them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reading.lexicon import Told
from reading.page import Reason


@dataclass(frozen=True, slots=True)
class Sign:
    """Hits where all of `needs` (`a|b` is either) stand within `span` sentences and none of `unless` within `clear`."""

    name: str
    weight: float
    needs: tuple[str, ...]
    unless: str = ""
    span: int = 0
    clear: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the signs of one subject weigh together, with their reasons."""

    weight: float
    reasons: tuple[Reason, ...]


def weigh(told: Told, signs: Iterable[Sign]) -> Weighed:
    """Return the sum of the signs that hit, each counted once, with the first sentence of each."""
    total = 0.0
    reasons: list[Reason] = []
    for sign in signs:
        places = told.together(*sign.needs, unless=sign.unless, span=sign.span, clear=max(sign.span, sign.clear))
        if places:
            total += sign.weight
            reasons.append(Reason(sign.name, told.sentence(places[0])))
    return Weighed(total, tuple(reasons))
