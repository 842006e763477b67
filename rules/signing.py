"""Who signs a letter of ours and whose approval it needs: a table by what the letter answers and to whom it goes."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from rules.kinds import Kind
from rules.rights import Approvers


class Signs(StrEnum):
    """Whose name stands below. `outside`: the decision is made elsewhere, we send a covering or receiving letter only."""

    HANDLER = "handler"
    HEAD = "head"
    OUTSIDE = "outside"


class Reader(StrEnum):
    """To whom a letter goes. The values are words of the settings, beside the kinds."""

    PERSON = "isik"
    AUTHORITY = "asutus"
    PRESS = "pressile"
    FORCE = "kohus"  # courts, police and prosecutors


DEFAULT: Final = "default"
# fmt: off
SIGNATORIES: Final[Mapping[str, str]] = MappingProxyType({
    # what or to whom    who signs
    DEFAULT:             Signs.HANDLER,
    Kind.INQUIRY:        Signs.HEAD,
    Kind.CHALLENGE:      Signs.OUTSIDE,
    Reader.FORCE:        Signs.OUTSIDE,
})
# fmt: on
_STRICTEST_FIRST: Final = (Signs.OUTSIDE, Signs.HEAD, Signs.HANDLER)


def signs(kind: Kind, reader: Reader, table: Mapping[str, str] = SIGNATORIES) -> Signs:
    """Return who signs: the strictest row that fits; the default where none does."""
    rows = [Signs(table[key]) for key in (kind, reader) if key in table]
    return min(rows, key=_STRICTEST_FIRST.index, default=Signs(table.get(DEFAULT, Signs.HANDLER)))


def approvers(kind: Kind, reader: Reader, table: Mapping[str, str], usual: str = Approvers.HEAD) -> Approvers:
    """Return whose approval counts: the strictest row that fits, else what is usual here."""
    rows = [table[key] for key in (kind, reader) if key in table]
    if rows:
        return Approvers.HEAD if Approvers.HEAD in rows else Approvers.OFFICIAL
    return Approvers(table.get(DEFAULT, usual))
