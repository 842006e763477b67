"""Lists of cases as the chat shows them, a page at a time, and how much there is to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.list_filter import NONE, Filter
from casework.people import Staff
from casework.sight import visible
from casework.turn import Turn
from casework.views import Card, cards, cards_of
from rules.kinds import Kind
from rules.life import OPEN, WAITING, State
from storage.tables import Case, Person

PAGE = 10
MOST = 100  # cases of one citizen


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest page numbers from 0."""

    cards: tuple[Card, ...]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to do."""

    mine: int
    untaken: int
    overdue: int


def counts(turn: Turn, who: Staff) -> Counts:
    """Return how much there is to do, for one person and for all."""
    waiting = col(Case.state).in_(WAITING)
    return Counts(
        mine=_count(turn, Case.handler_id == who.id, col(Case.state).in_(OPEN)),
        untaken=_count(turn, Case.state == State.REGISTERED),
        overdue=_count(turn, waiting, col(Case.safe).is_not(None), Case.safe < turn.today),  # type: ignore[operator]
    )


def untaken(turn: Turn, page: int = 0, only: Filter = NONE) -> Page:
    """Cases nobody has taken, the most urgent first."""
    return _page(turn, page, *_LISTS["uued"](0), *only.conditions(turn))


def mine(turn: Turn, who: Staff, page: int = 0, only: Filter = NONE) -> Page:
    """Open cases on this desk."""
    return _page(turn, page, *_LISTS["minu"](who.id), *only.conditions(turn))


def by_deadline(turn: Turn, page: int = 0, only: Filter = NONE) -> Page:
    """All open cases that wait for an answer, by the day reminders aim at."""
    return _page(turn, page, *_LISTS["tahtajad"](0), *only.conditions(turn))


def late_in(turn: Turn, who: Staff, name: str) -> int:
    """Return how many cases of a list are past the day reminders aim at."""
    return _count(turn, *_LISTS[name](who.id), *Filter(late=True).conditions(turn))


def kinds_in(turn: Turn, who: Staff, name: str) -> list[tuple[Kind, int]]:
    """Return the kinds in a list with how many there are of each, the most first."""
    rows = turn.session.exec(select(Case.kind, func.count()).where(visible(turn.viewer), *_LISTS[name](who.id))
                             .group_by(Case.kind).order_by(func.count().desc(), Case.kind))  # fmt: skip
    return [(Kind(kind), count) for kind, count in rows]


# What belongs to a list, by its command; some ask whose it is.
_LISTS: Final[Mapping[str, Callable[[int], tuple[Any, ...]]]] = {
    "uued": lambda _: (Case.state == State.REGISTERED,),
    "minu": lambda who_id: (Case.handler_id == who_id, col(Case.state).in_(OPEN)),
    "tahtajad": lambda _: (col(Case.state).in_(WAITING), col(Case.safe).is_not(None)),
}


def of_citizen(turn: Turn, telegram_id: int) -> tuple[Card, ...]:
    """Return the newest cases a citizen began in the bot, newest first."""
    rows = turn.session.exec(
        select(Case).join(Person).where(Person.telegram_id == telegram_id).order_by(col(Case.id).desc()).limit(MOST)
    ).all()
    return cards_of(turn, rows)


def _page(turn: Turn, page: int, *where: object) -> Page:
    """Return a page of cases by their safe day. Only numbers are put in order, out of an index alone: a desk may hold thousands."""
    total = _count(turn, *where)
    ids = turn.session.exec(
        select(Case.id).where(visible(turn.viewer), *where).order_by(col(Case.safe).is_(None), col(Case.safe), col(Case.id))  # type: ignore[arg-type]
        .limit(PAGE).offset(page * PAGE)).all()  # fmt: skip
    return Page(cards(turn, [one or 0 for one in ids]), page, total)


def _count(turn: Turn, *where: object) -> int:
    return turn.session.exec(select(func.count()).select_from(Case).where(visible(turn.viewer), *where)).one()  # type: ignore[arg-type]
