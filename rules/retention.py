"""How long what was remembered is kept after a case has ended: one table, by kind.

No act names the years for correspondence: the agency's own list of documents does (law.md section 14, 13). The figures here
are the usual ones of such lists and are for the agency to confirm; the office's folder may hold others (retention.csv).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from rules.kinds import Kind
from rules.months import month_after

MONTHS_A_YEAR: Final = 12
NO_CASE: Final = "juhtumita"  # the row of messages that became no case


@dataclass(frozen=True, slots=True)
class Retention:
    """`years` after the day the case ended; `why` in the words of the table."""

    years: int
    why: str = ""


# fmt: off
KEPT: Final[Mapping[str, Retention]] = MappingProxyType({
    #                  years  why
    Kind.CHALLENGE:    Retention(7, "a challenge and what was decided of it"),
    Kind.INFORMATION:  Retention(5, "a request for information and its answer"),
    Kind.INQUIRY:      Retention(5, "an inquiry of an authority and its answer"),
    Kind.DATA_SUBJECT: Retention(3, "a data subject's request: as long as its refusal may be disputed"),
    Kind.COMPLAINT:    Retention(5, "a complaint and its answer"),
    Kind.EXPLANATION:  Retention(5, "a request for explanation and its answer"),
    Kind.COLLECTIVE:   Retention(5, "a collective address and its answer"),
    Kind.MEMORANDUM:   Retention(5, "a memorandum and its answer"),
    Kind.PRESS:        Retention(3, "an inquiry of the press and its answer"),
    Kind.THANKS:       Retention(1, "thanks"),
    Kind.OTHER:        Retention(1, "a letter that asks for nothing"),
    NO_CASE:           Retention(1, "a machine's message, or one a person put aside as none for us; from the day it came"),
})
# fmt: on

WITH_CHILD_OR_OFFENCE: Final = 10  # years at the least, where a child's or an offence's track was run


def kept_until(kind: Kind, ended: date, child_or_offence: bool, table: Mapping[str, Retention] = KEPT) -> date:
    """Return the last day on which a case that ended on that day is kept."""
    years = table[kind].years
    return month_after(ended, MONTHS_A_YEAR * (max(years, WITH_CHILD_OR_OFFENCE) if child_or_offence else years))
