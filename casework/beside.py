"""Which cases have anything beside their own row: one question in the place of one for each table, most of which hold nothing."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any, Final

from sqlalchemy import CompoundSelect, Select, func, literal_column, union_all
from sqlalchemy import select as columns

from casework.turn import Turn
from storage.bulk import ask, columns_of, several
from storage.chat_tables import CaseLink
from storage.desk_tables import Draft, Track
from storage.register_tables import Restriction
from storage.tables import Letter
from storage.team_tables import ContributionRequest

LETTERS: Final = "letters"
DRAFTS: Final = "drafts"
TRACKS: Final = "tracks"  # that are open
INPUTS: Final = "inputs"
LINKS: Final = "links"
RESTRICTED: Final = "restricted"


def beside(turn: Turn, case_ids: Sequence[int]) -> defaultdict[str, dict[int, int]]:
    """Return how many rows each of these cases has beside it, by what they are; cases that have none are left out."""
    found: defaultdict[str, dict[int, int]] = defaultdict(dict)
    for what, case_id, count in ask(turn.session, _counts(), {"cases": list(case_ids)}):
        found[what][case_id] = count
    return found


@cache
def _counts() -> CompoundSelect[Any]:
    letter, draft, track = columns_of(Letter), columns_of(Draft), columns_of(Track)
    asked, link, marked = columns_of(ContributionRequest), columns_of(CaseLink), columns_of(Restriction)
    return union_all(
        _count(LETTERS, letter["case_id"]), _count(DRAFTS, draft["case_id"]), _count(TRACKS, track["case_id"]).where(track["ended_at"].is_(None)),
        _count(INPUTS, asked["case_id"]), _count(LINKS, link["case_id"]), _count(LINKS, link["other_id"]), _count(RESTRICTED, marked["case_id"]),
    )  # fmt: skip


def _count(what: str, case_id: Any) -> Select[Any]:
    return columns(literal_column(f"'{what}'"), case_id, func.count()).where(case_id.in_(several("cases"))).group_by(case_id)
