"""Near-identical letters are found and grouped: a campaign is seen as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as columns
from sqlmodel import col, select

from casework.may_see import visible_to
from casework.people import Staff
from casework.sight import VIEWERS, Viewer
from casework.sight import visible as visible_cases
from casework.turn import Turn
from reading.sketch import ALIKE, Sketch, bands, likeness
from storage import likes
from storage.bulk import ask
from storage.likes import Like
from storage.tables import Case, Letter

WITHIN: Final = timedelta(days=60)  # a letter is held against those of the last two months
COUNTED: Final = 1_000


@dataclass(frozen=True, slots=True)
class Likes:
    """What a case has in common with others: near-identical letters, earlier cases of the same person. Both but counts."""

    same: int = 0
    of_person: int = 0


NONE_ALIKE: Final = Likes()


def put_sketch(turn: Turn, letter: Letter, told: Sketch) -> None:
    """Keep the sketch of a case's first letter, in the group of the letter it is most like. `letter` is incoming."""
    if not told:
        likes.take_sketch_out(turn.session, letter.id or 0)
        return
    met = bands(told)
    near = [one for one in likes.sketches_near(turn.session, met, int((letter.at - WITHIN).timestamp())) if one.case_id != letter.case_id]
    most = max(near, key=lambda one: likeness(told, one.hashes), default=None)
    group = most.group_id if most and likeness(told, most.hashes) >= ALIKE else letter.id or 0
    likes.put_sketch(turn.session, Like(letter.id or 0, letter.case_id, group, told), int(letter.at.timestamp()), met)


def same_letters(turn: Turn, who: Staff, case: Case) -> list[int]:
    """Return the other cases with a near-identical letter that this person may know of, the earliest first."""
    group = likes.groups_of(turn.session, [case.id or 0]).get(case.id or 0)
    ids = [one for one in likes.cases_of_group(turn.session, group) if one != case.id] if group else []
    return visible(turn, who, ids)


def earlier_of_person(turn: Turn, who: Staff, case: Case) -> list[int]:
    """Return the other cases of the same person, the newest first."""
    rows = turn.session.exec(select(Case.id).where(
        Case.person_id == case.person_id, Case.id != case.id, *visible_to(turn, who)).order_by(col(Case.id).desc()).limit(COUNTED))  # fmt: skip
    return [one or 0 for one in rows]


def likes_of(turn: Turn, case: Case) -> Likes:
    """Return how many letters are like this one and how many cases the person has beside it, for the card."""
    (found,) = ask(turn.session, _likes_of(turn.viewer), {"case": case.id, "person": case.person_id})
    return Likes(*found)


@lru_cache(maxsize=VIEWERS)
def _likes_of(viewer: Viewer) -> Select[Any]:
    others = select(func.count()).select_from(Case).where(Case.id != bindparam("case"), visible_cases(viewer))
    same = others.where(col(Case.id).in_(likes.cases_like(bindparam("case"))))
    of_person = others.where(Case.person_id == bindparam("person"))
    return columns(same.scalar_subquery(), of_person.scalar_subquery())


def purge_likes(turn: Turn) -> int:
    """Drop what no new letter will be held against any more; groups stay. Return how many numbers that were."""
    return likes.forget_before(turn.session, int((turn.now - WITHIN).timestamp()))


def visible(turn: Turn, who: Staff, case_ids: Sequence[int]) -> list[int]:
    """Return those of the cases that this person may know of, in the same order."""
    conditions = visible_to(turn, who)
    if not conditions:
        return list(case_ids)
    allowed = set(turn.session.exec(select(Case.id).where(col(Case.id).in_(case_ids), *conditions)))
    return [one for one in case_ids if one in allowed]
