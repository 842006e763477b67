"""Whether the facts of a letter give grounds to suspect a crime or a misdemeanour by someone."""

from typing import Final

from reading.child import DONE_BY_SOMEONE, ChildSigns
from reading.lexicon import Told
from reading.page import Reason
from reading.signs import Sign, weigh
from rules.kinds import Child, Kind

_NOT_SO: Final = "crime_over|past|fiction|figurative"
# fmt: off
_SIGNS: Final = (
    # name                    weight needs           unless                 span clear
    Sign("facts_of_offence",   2.0,  ("crime",),      f"{_NOT_SO}|general",  0,   1),
    Sign("offence_named",      2.0,  ("crime_word",), "fiction|past",        0,   0),
    Sign("violence_to_person", 1.5,  ("violence",),   f"{_NOT_SO}|general",  0,   1),
    Sign("sexual_offence",     2.0,  ("sexual",),     _NOT_SO,               0,   1),
    Sign("person_locked_in",   1.0,  ("locked",),     _NOT_SO,               0,   1),
)
# fmt: on
SUSPECTED: Final = 2.0
_OTHER_PURPOSE: Final = frozenset({Kind.DATA_SUBJECT, Kind.THANKS, Kind.PRESS, Kind.OTHER, Kind.MEMORANDUM})


def facts_of_offence(told: Told) -> bool:
    """Tell whether the words alone are those of an offence, whatever the letter is for."""
    return weigh(told, _SIGNS).weight >= SUSPECTED


def offence(told: Told, harm: ChildSigns, kind: Kind) -> tuple[Reason, ...]:
    """Return the signs of an offence; none where old wrongs are told for another purpose and no child is harmed."""
    if kind in _OTHER_PURPOSE and harm.child is Child.NONE:
        return ()
    found = weigh(told, _SIGNS)
    done = tuple(reason for reason in harm.reasons if reason.name in DONE_BY_SOMEONE)
    weight = found.weight - (2.0 if kind is Kind.CHALLENGE else 0.0)
    if done and harm.child is Child.DANGER:
        weight += 2.0
    elif any(reason.name in ("violence", "violence_going_on", "sexual_abuse") for reason in done):
        weight += 0.5
    return (*found.reasons, *done) if weight >= SUSPECTED else ()
