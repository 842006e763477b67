"""A copy of what is remembered while the house goes on working, and the proof that what is remembered is whole."""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import text
from sqlmodel import col, select

from casework.turn import Turn, event_hash
from rules.records import Filed
from storage.originals import Originals
from storage.tables import Case, Event, Ledger, Original

DATABASE_ENDINGS: Final = (".db", ".sqlite", ".sqlite3")


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy lies: the database and the originals beside it."""

    database: Path
    originals: Path


@dataclass(frozen=True, slots=True)
class Verified:
    """How much of one thing was looked at, and what is wrong with it. No fault holds a word of a letter."""

    what: str
    seen: int
    faults: tuple[str, ...]


def place_of_copy(path: Path) -> Copy:
    """Return where a copy goes: a name that ends as a database does is the file, any other is a folder for both."""
    if path.suffix.lower() in DATABASE_ENDINGS:
        return Copy(path, path.with_name(f"{path.stem}-originals"))
    return Copy(path / "vastaja.db", path / "originals")


def back_up(database: Path, originals: Path, to: Copy) -> int:
    """Copy the database as it is at one moment, then the originals: each is on the disk before a row speaks of it.

    Return how many originals were new in the copy. Raises OSError, FileExistsError where a database is there already.
    """
    to.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = to.database.with_name(f"{to.database.name}.half")
    if to.database.exists():
        raise FileExistsError(17, "is there already; name a new place", str(to.database))
    half.unlink(missing_ok=True)
    os.close(os.open(half, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with (
        closing(sqlite3.connect(f"{database.absolute().as_uri()}?mode=ro", uri=True)) as here,
        closing(sqlite3.connect(half)) as there,
    ):
        here.backup(there)
        there.execute("PRAGMA journal_mode=DELETE")
    half.rename(to.database)
    copied = 0
    for file in sorted(originals.glob("??/*")):
        target = to.originals / file.parent.name / file.name
        if len(file.name) == 64 and not target.exists():
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            shutil.copyfile(file, target.with_suffix(".half"))
            target.with_suffix(".half").rename(target)
            copied += 1
    return copied


def verify(turn: Turn, originals: Originals) -> list[Verified]:
    """Look at database, ledger, originals and the chain of events."""
    return [_database(turn), _ledger(turn), _originals(turn, originals), _chain(turn)]


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
            with originals.path(digest).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as fault:
            yield f"original {digest[:12]} cannot be read ({fault.strerror})"
        else:
            if found != digest:
                yield f"original {digest[:12]} is not what it was"


def _chain(turn: Turn) -> Verified:
    last: dict[int | None, str] = {}
    seen, faults = 0, []
    for event in turn.session.exec(select(Event).order_by(col(Event.id)).execution_options(yield_per=500)):
        seen += 1
        if event.previous != last.get(event.case_id, ""):
            faults.append(f"event {event.id}: the event before it is missing or another")
        elif event_hash(event) != event.hash:
            faults.append(f"event {event.id} is not what it was")
        last[event.case_id] = event.hash
    return Verified("events", seen, tuple(faults))
