"""Whether an answer may ask its reader if it was of help: seldom, by the agency's wish, and never where asking could hurt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from rules.kinds import Kind
from rules.months import month_after
from rules.signing import Reader

MONTHS_BETWEEN: Final = 6  # of one person
NEVER: Final = frozenset({Kind.CHALLENGE, Kind.INQUIRY, Kind.PRESS})


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of a case and its writer."""

    kind: Kind
    reader: Reader
    child: bool = False  # there is or was a child's track
    offence: bool = False
    whistleblower: bool = False
    refused: bool = False
    restricted: bool = False
    under_age: bool = False
    last_asked: date | None = None


def may_ask(case: Circumstances, kinds: Collection[str], today: date) -> bool:
    """Tell whether the line may stand at the foot of the answer: `kinds` are those the agency has chosen, none by default."""
    hurts = (case.child, case.offence, case.whistleblower, case.refused, case.restricted, case.under_age)
    if case.kind not in kinds or case.kind in NEVER or case.reader is not Reader.PERSON or any(hurts):
        return False
    return case.last_asked is None or month_after(case.last_asked, MONTHS_BETWEEN) <= today
