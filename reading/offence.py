"""Whether the facts of a letter give grounds to suspect a crime or a misdemeanour by someone."""

from typing import Final

from reading.lexicon import Told
from reading.page import Reason
from reading.signs import Sign, weigh
from rules.kinds import Child

# fmt: off
_SIGNS: Final = (
    # name                    weight needs           unless                                             span
    Sign("facts_of_offence",   2.0,  ("crime",),      "crime_over|past|fiction|figurative|general"),
    Sign("offence_named",      2.0,  ("crime_word",), "fiction|past|k_explain_word"),
    Sign("violence_to_person", 1.5,  ("violence",),   "crime_over|past|fiction|figurative"),
    Sign("sexual_offence",     2.0,  ("sexual",),     "crime_over|past|fiction"),
    Sign("person_locked_in",   1.5,  ("locked",),     "past|fiction|figurative"),
)
# fmt: on
SUSPECTED: Final = 2.0


def offence(told: Told, child: Child, subdued: bool) -> tuple[Reason, ...]:
    """Return the signs of an offence; `subdued` where the letter thanks, challenges or asks for its own file."""
    found = weigh(told, _SIGNS)
    if child is Child.DANGER and not found.reasons:
        return ()
    weight = found.weight + (1.0 if child is Child.DANGER else 0.0) - (2.0 if subdued else 0.0)
    return found.reasons if weight >= SUSPECTED else ()
