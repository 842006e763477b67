"""Who holds a door of the house where several processes serve it: one at a time, for a while, under a number that only grows.

A process that was paused finds another number in its place before any effect. Leases are counted by the database's
clock, so that the processes need not agree on the time. On SQLite there is one process only (vastaja/alone.py).
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from casework.turn import Turn
from storage.desk_tables import Lease

FOR: Final = timedelta(seconds=30)  # a holder that is not heard of for so long has lost it


class LeaseLost(Exception):
    """Another process serves this door by now: what was in hand here has no effect."""


def hold(turn: Turn, names: Iterable[str], holder: str) -> dict[str, int]:
    """Take the leases that are free, keep those held, and return the number of each that `holder` has now."""
    wanted = sorted(names)
    now = database_now(turn)
    _make_known(turn, wanted, now)
    mine = and_(col(Lease.holder) == holder, col(Lease.until) > now)
    kept = _change(turn, mine, wanted, until=now + FOR)
    # A row that another takes just now, or that a turn of its last holder still looks at, is left for the next beat.
    free = select(Lease.name).where(col(Lease.name).in_(wanted), Lease.until <= now).order_by(Lease.name).with_for_update(skip_locked=True)
    taken = _change(turn, col(Lease.name).in_(free), wanted, holder=holder, fence=col(Lease.fence) + 1, until=now + FOR)
    return kept | taken


def _make_known(turn: Turn, wanted: Sequence[str], now: datetime) -> None:
    known = set(turn.session.exec(select(Lease.name).where(col(Lease.name).in_(wanted))))
    if new := [{"name": name, "holder": "", "fence": 0, "until": now} for name in wanted if name not in known]:
        turn.session.execute(insert(Lease).values(new).on_conflict_do_nothing())


def _change(turn: Turn, which: ColumnElement[bool], wanted: Sequence[str], **to: Any) -> dict[str, int]:
    changed = update(Lease).where(which, col(Lease.name).in_(wanted)).values(**to).returning(col(Lease.name), col(Lease.fence))
    return {row.name: row.fence for row in turn.session.execute(changed.execution_options(synchronize_session=False))}


def let_go(turn: Turn, holder: str) -> None:
    """Free what a process held: another need not wait till the leases have run out."""
    now = database_now(turn)
    for row in turn.session.exec(select(Lease).where(Lease.holder == holder).order_by(Lease.name).with_for_update()):
        row.holder, row.until = "", now
        turn.session.add(row)


def demand(turn: Turn, name: str, holder: str, fence: int) -> None:
    """Raise LeaseLost unless the lease is still this holder's; it cannot pass to another before this turn has ended."""
    # Such a lock hinders one who would take the lease, and not its holder, who renews it meanwhile.
    row = turn.session.get(Lease, name, with_for_update={"read": True, "key_share": True}, populate_existing=True)
    if row is None or row.holder != holder or row.fence != fence or row.until <= database_now(turn):
        raise LeaseLost(name)


def database_now(turn: Turn) -> datetime:
    """Return the moment by the database's clock."""
    found: datetime = turn.session.exec(select(func.clock_timestamp())).one()
    return found.astimezone(UTC)
