"""The proof that what is remembered is whole: database, ledger, originals, outbox, and the chain of events."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import text
from sqlmodel import col, select

from casework.seal import SEALED, Seal, broken_seals
from casework.turn import Turn, chained, event_hash
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from storage.tables import Case, Event, Ledger, Letter, Original


@dataclass(frozen=True, slots=True)
class Verified:
    """How much of one thing was looked at, and what is wrong with it. No fault holds a word of a letter."""

    what: str
    seen: int
    faults: tuple[str, ...]


def verify(turn: Turn, originals: Originals) -> list[Verified]:
    """Look at database, ledger, originals, outbox and the chain of events."""
    return [_database(turn), _ledger(turn), _originals(turn, originals), _outbox(turn), _chain(turn)]


def export_events(turn: Turn) -> Iterator[dict[str, object]]:
    """Give every line of the history as plain values, so that the chain can be verified without the database."""
    for event in turn.session.exec(select(Event).order_by(col(Event.id)).execution_options(yield_per=500)):
        yield {"id": event.id, "case_id": event.case_id, "at": event.at.isoformat(), "who": event.who, "what": event.what,
               "note": event.note, "previous": event.previous, "hash": event.hash}  # fmt: skip


def exported_lines(file: Path) -> Iterator[dict[str, object]]:
    """Give the lines of an exported history as they were written. Raises OSError, JSONDecodeError."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def verify_exported(lines: Callable[[], Iterable[dict[str, object]]]) -> Verified:
    """Look at an exported history alone: each line, its place in the chain, and the seals. `lines` gives them from the beginning,
    twice. Raises KeyError, ValueError for other lines.
    """
    seals = [Seal.read(str(line["note"])) for line in lines() if line["what"] == SEALED and line["case_id"] is None]
    broken = tuple(broken_seals(seals, ((int(str(line["id"])), str(line["hash"])) for line in lines())))
    return _with(broken, _links(
        _Link(str(line["id"]), line["case_id"], str(line["previous"]), str(line["hash"]), chained(
            str(line["previous"]), line["case_id"] if isinstance(line["case_id"], int) else None,
            datetime.fromisoformat(str(line["at"])), str(line["who"]), str(line["what"]), str(line["note"])))
        for line in lines()))  # fmt: skip


def _database(turn: Turn) -> Verified:
    if turn.session.get_bind().dialect.name != "sqlite":
        return Verified("database", 1, ())
    told = [row[0] for row in turn.session.connection().execute(text("PRAGMA integrity_check"))]
    broken = [
        f"table {row[0]}: a row points at nothing"
        for row in turn.session.connection().execute(text("PRAGMA foreign_key_check"))
    ]
    return Verified("database", 1, (*(word for word in told if word != "ok"), *broken))


def _ledger(turn: Turn) -> Verified:
    refs = set(turn.session.exec(select(Case.ref)))
    seen, faults = 0, []
    for row in turn.session.exec(select(Ledger).execution_options(yield_per=500)):
        seen += 1
        if row.outcome in (Filed.CASE, Filed.FOLLOW_UP) and row.ref not in refs:
            faults.append(f"message {row.id} is said to be of case {row.ref or '?'}, which there is not")
    founded = set(turn.session.exec(select(Ledger.ref).where(Ledger.outcome == Filed.CASE)))
    faults += [f"case {ref} began with no message of the ledger" for ref in sorted(refs - founded)]
    return Verified("ledger", seen, tuple(faults))


def _originals(turn: Turn, originals: Originals) -> Verified:
    wanted = sorted({*turn.session.exec(select(Original.digest))})
    return Verified("originals", len(wanted), tuple(_faults_of_originals(wanted, originals)))


def _faults_of_originals(digests: list[str], originals: Originals) -> Iterator[str]:
    for digest in digests:
        try:
            found = originals.digest_at_home(digest)
        except OSError as fault:
            yield f"original {digest[:12]} cannot be read ({fault.strerror or fault})"
        else:
            if found != digest:
                yield f"original {digest[:12]} is not what it was"


def _outbox(turn: Turn) -> Verified:
    """What the outbox says was sent and what the letters say must be the same."""
    seen, faults = 0, []
    sent = turn.session.exec(select(OutboxItem.id, OutboxItem.state, Letter.delivery).join(
        Letter, col(OutboxItem.letter_id) == col(Letter.id)).where(OutboxItem.channel == "mail")
        .execution_options(yield_per=500))  # fmt: skip
    for item_id, state, delivery in sent:
        seen += 1
        if state is Dispatch.SENT and delivery in (None, Dispatch.PENDING, Dispatch.SENDING):
            faults.append(f"outbox item {item_id} was sent, its letter says {delivery or 'nothing'}")
    return Verified("outbox", seen, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Link:
    """A line of history: what it says comes before it, its own hash, and the hash its facts give."""

    id: str
    chain: object
    previous: str
    hash: str
    reckoned: str


def _chain(turn: Turn) -> Verified:
    return _with(tuple(_broken_seals(turn)), _links(
        _Link(str(event.id), event.case_id, event.previous, event.hash, event_hash(event))
        for event in turn.session.exec(select(Event).order_by(col(Event.id)).execution_options(yield_per=500))))  # fmt: skip


def _broken_seals(turn: Turn) -> Iterator[str]:
    notes = turn.session.exec(select(Event.note).where(col(Event.case_id).is_(None), Event.what == SEALED)).all()
    seals = [Seal.read(note) for note in notes]
    if seals:  # a line beyond the last of them is not asked for: every line of the cursor is read
        sealed = select(Event.id, Event.hash).where(col(Event.id) <= max(one.through for one in seals)).order_by(col(Event.id))
        lines = turn.session.exec(sealed.execution_options(yield_per=5000))
        yield from broken_seals(seals, ((number or 0, hash) for number, hash in lines))


def _with(broken: tuple[str, ...], found: Verified) -> Verified:
    return replace(found, faults=(*found.faults, *broken))


def _links(links: Iterable[_Link]) -> Verified:
    last: dict[object, str] = {}
    seen, faults = 0, []
    for link in links:
        seen += 1
        if link.previous != last.get(link.chain, ""):
            faults.append(f"event {link.id}: the event before it is missing or another")
        elif link.reckoned != link.hash:
            faults.append(f"event {link.id} is not what it was")
        last[link.chain] = link.hash
    return Verified("events", seen, tuple(faults))
