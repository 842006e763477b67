"""The first thing that happens to any message: one row of the ledger, before anybody looks at it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Select, func, or_
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.leases import database_now
from casework.turn import SYSTEM, Turn
from rules.records import Filed
from storage.bulk import Row, ask, change_if, columns_of, put, put_with_ids, several
from storage.desk_tables import ChatUpdate
from storage.tables import Ledger, Original

P = ParamSpec("P")
T = TypeVar("T")

TELEGRAM = "telegram"
FILE = "file"
# A letter claimed for so long and not filed is another's to read: longer than a lease, and with what reading takes within a minute.
IN_HAND = timedelta(seconds=40)
GIVE_UP_AFTER = 3  # readings that died, until a person is asked


@dataclass(frozen=True, slots=True)
class Arrival:
    """A letter whose octets are already durable under `digest`."""

    digest: str
    size: int
    received: datetime  # when the agency got it
    uidvalidity: int | None = None
    uid: int | None = None
    path: str = ""
    receipts: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """A letter in the ledger that has not been filed yet."""

    id: int
    digest: str
    source: str
    folder: str
    tries: int


def take_in(turn: Turn, source: str, folder: str, arrivals: Sequence[Arrival]) -> list[int]:
    """Write a ledger row for each letter that has none yet and return the ids of the new rows.

    A letter is known by its place on the server (RFC 9051 section 2.3.1.1); an imported file by its digest.
    """
    fresh = _without_known(turn, source, folder, arrivals)
    known = set(turn.session.exec(
        select(Original.digest).where(col(Original.digest).in_([one.digest for one in fresh]))))  # fmt: skip
    kept = {one.digest: one.size for one in fresh if one.digest not in known}
    put(turn.session, Original, [{"digest": digest, "size": size, "at": turn.now} for digest, size in kept.items()])
    rows: list[Row] = [{
        "source": source, "folder": folder, "uidvalidity": one.uidvalidity, "uid": one.uid, "path": one.path, "digest": one.digest,
        "size": one.size, "seen": turn.now, "received": min(one.received, turn.now), "receipts": one.receipts,
    } for one in fresh]  # fmt: skip
    put_with_ids(turn.session, Ledger, rows)
    return [row["id"] for row in rows]


def _without_known(turn: Turn, source: str, folder: str, arrivals: Iterable[Arrival]) -> list[Arrival]:
    arrivals = list(arrivals)
    here = (Ledger.source == source, Ledger.folder == folder)
    if source == FILE:
        seen = set(turn.session.exec(select(Ledger.digest).where(*here, col(Ledger.digest).in_([one.digest for one in arrivals]))))
        fresh = []
        for one in arrivals:
            if one.digest not in seen:
                seen.add(one.digest)
                fresh.append(one)
        return fresh
    places = set(turn.session.exec(select(Ledger.uidvalidity, Ledger.uid).where(*here, col(Ledger.uid).in_([one.uid for one in arrivals]))))
    return [one for one in arrivals if (one.uidvalidity, one.uid) not in places]


def high_water(turn: Turn, source: str, folder: str, uidvalidity: int) -> int:
    """Return the highest UID of the folder that stands in the ledger, 0 for a folder never seen under this UIDVALIDITY."""
    return turn.session.exec(select(func.max(Ledger.uid)).where(
        Ledger.source == source, Ledger.folder == folder, Ledger.uidvalidity == uidvalidity)).one() or 0  # fmt: skip


def waiting_letters(turn: Turn, limit: int = 100) -> list[Waiting]:
    """Return letters not filed yet, oldest first; letters that were tried in vain come last."""
    return [_waiting(row) for row in turn.session.exec(_pending(limit))]


def claim_letters(turn: Turn, limit: int = 100) -> list[Waiting]:
    """Return letters not filed yet that no other process has in hand, and keep them from the others for a while."""
    now = database_now(turn)
    free = or_(col(Ledger.read_until).is_(None), col(Ledger.read_until) <= now)
    rows = turn.session.exec(_pending(limit).where(free).with_for_update(skip_locked=True)).all()
    for row in rows:
        row.read_until = now + IN_HAND
        turn.session.add(row)
    return [_waiting(row) for row in rows]


def _pending(limit: int) -> SelectOfScalar[Ledger]:
    return (select(Ledger).where(Ledger.outcome == Filed.PENDING, Ledger.source != TELEGRAM)
            .order_by(col(Ledger.tries), col(Ledger.id)).limit(limit))  # fmt: skip


def _waiting(row: Ledger) -> Waiting:
    return Waiting(row.id or 0, row.digest, row.source, row.folder, row.tries)


def reading_failed(turn: Turn, ledger_id: int, why: str) -> Filed:
    """Note that a letter could not be read; the third time it is set aside, loudly, and the others go on."""
    row = turn.session.get_one(Ledger, ledger_id)
    row.tries += 1
    row.why = why
    if row.tries >= GIVE_UP_AFTER and row.outcome is Filed.PENDING:
        row.outcome = Filed.SET_ASIDE
        turn.note(None, SYSTEM, "set_aside", f"ledger {ledger_id}: {why}")
        turn.tell(turn.duty(mailbox=row.source), "set_aside", once=f"set_aside:{ledger_id}", ledger_id=ledger_id)
    turn.session.add(row)
    return row.outcome


@dataclass(frozen=True, slots=True)
class Update:
    """One update of the bot as Telegram sent it."""

    update_id: int
    digest: str
    raw: str


def take_updates(turn: Turn, updates: Sequence[Update]) -> list[int]:
    """Write each update that is new, with its text. Return for each the id of its ledger row, 0 where it stood there already."""
    known = {tuple(row) for row in ask(turn.session, _known_updates(), {"ids": [one.update_id for one in updates]})}
    rows: dict[tuple[int, str], Row] = {}
    for one in updates:
        if (one.update_id, one.digest) not in known:
            rows.setdefault((one.update_id, one.digest), {
                "source": TELEGRAM, "update_id": one.update_id, "digest": one.digest, "size": len(one.raw), "seen": turn.now,
                "received": turn.now})  # fmt: skip
    put_with_ids(turn.session, Ledger, list(rows.values()))
    ids = [rows.pop((one.update_id, one.digest), {"id": 0})["id"] for one in updates]
    put(turn.session, ChatUpdate, [{"ledger_id": ledger_id, "raw": one.raw, "at": turn.now}
                                   for ledger_id, one in zip(ids, updates, strict=True) if ledger_id])  # fmt: skip
    return ids


@cache
def _known_updates() -> Select[Any]:
    ledger = columns_of(Ledger)
    return columns(ledger["update_id"], ledger["digest"]).where(ledger["source"] == TELEGRAM, ledger["update_id"].in_(several("ids")))


def waiting_updates(turn: Turn, limit: int = 100) -> list[tuple[int, str]]:
    """Return (ledger id, raw text) of the updates that were written down but not handled."""
    found = turn.session.exec(
        select(Ledger.id, ChatUpdate.raw).join(ChatUpdate, col(ChatUpdate.ledger_id) == Ledger.id)
        .where(Ledger.outcome == Filed.PENDING, Ledger.source == TELEGRAM).order_by(col(Ledger.id)).limit(limit))  # fmt: skip
    return [(ledger_id or 0, raw) for ledger_id, raw in found]


def settle_update(turn: Turn, ledger_id: int, outcome: Filed, ref: str = "", why: str = "") -> None:
    """Record what became of an update, unless that stands there: the verb of the same update says so where it changed anything."""
    if _settled(turn, ledger_id, outcome, ref, why) and outcome is Filed.SET_ASIDE:
        turn.tell(f"chat:{turn.office.chats.duty}", "set_aside", once=f"set_aside:{ledger_id}", ledger_id=ledger_id)


class AlreadyHandled(Exception):
    """The update has had its effect before: it is not to have another."""


def in_update(
    turn: Turn, ledger_id: int, verb: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Do a verb and mark the update as handled in the same transaction, so that no crash gives it two effects.

    Raises AlreadyHandled, and what the verb raises.
    """
    if not _settled(turn, ledger_id, Filed.COMMAND):
        raise AlreadyHandled
    return verb(turn, *args, **kwargs)


def _settled(turn: Turn, ledger_id: int, outcome: Filed, ref: str = "", why: str = "") -> bool:
    """Write down what became of an update that is still open, which nobody else can do meanwhile. Return False for one that is not."""
    return change_if(turn.session, Ledger, ledger_id, {"outcome": Filed.PENDING}, {"outcome": outcome, "ref": ref, "why": why})
