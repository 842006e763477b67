"""A copy of what is remembered while the house goes on working, and the way back from it, on either engine."""

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import col, select

from storage.carry import carry
from storage.migrate import upgrade
from storage.originals import Originals, sync
from storage.store import open_engine
from storage.tables import Original
from vastaja.doubt import doubt

SEVERAL: Final = 8  # originals copied at once: none larger than a letter may be
DATABASE_ENDINGS: Final = (".db", ".sqlite", ".sqlite3")

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Copy:
    """Where a copy lies: the database, always a file of SQLite, and the originals beside it."""

    database: Path
    originals: Path


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back: originals, and how many letters of ours may have gone since the copy was made."""

    originals: int
    in_doubt: int


class NoCopy(Exception):
    """There is no database where a copy was said to be."""


class NotThere(Exception):
    """Rows speak of originals that are nowhere."""


def place_of_copy(path: Path) -> Copy:
    """Return where a copy lies: a name that ends as a database does is the file, any other is a folder for both."""
    if path.suffix.lower() in DATABASE_ENDINGS:
        return Copy(path, path.with_name(f"{path.stem}-originals"))
    return Copy(path / "vastaja.db", path / "originals")


def back_up(url: str, originals: Originals, to: Copy, progress: Progress = lambda rows: None) -> int:
    """Copy the database as it is at one moment, then the originals: each is on the disk before a row speaks of it.

    Return how many originals were new in the copy. Raises OSError, FileExistsError where a database is there already.
    """
    to.database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if to.database.exists():
        raise FileExistsError(17, "is there already; name a new place", str(to.database))
    half = _empty_file(to.database.with_name(f"{to.database.name}.half"))
    try:
        if url.startswith("sqlite:///"):
            _copy_file(Path(url.removeprefix("sqlite:///").partition("?")[0]), half)
        else:
            _carried(url, f"sqlite:///{half}", progress)
    except (sqlite3.Error, DBAPIError) as fault:
        for left in half.parent.glob(f"{half.name}*"):
            left.unlink()
        if "disk is full" in str(fault):
            raise OSError(errno.ENOSPC, "no room for a copy here; make room, or name another disk", str(to.database)) from None
        if isinstance(fault, sqlite3.Error):
            raise OSError(errno.EIO, f"the copy cannot be written ({fault}); look at this disk, or name another", str(to.database)) from None
        raise
    _put_in_place(half, to.database)
    return copy_originals(originals, Originals(to.originals))


def restore(copy: Copy, url: str, originals: Originals, progress: Progress = lambda rows: None) -> Restored:
    """Put a copy in the place of what was lost and return what was put back.

    A copy of an older version is brought to this one; the copy itself stays as it is. What was still to go waits for a person's word
    (vastaja/doubt.py) before the house can open on it. Raises NoCopy, FileExistsError where the
    place is taken, NotEmpty where the server's database holds rows, OSError.
    """
    if not copy.database.is_file():
        raise NoCopy(str(copy.database))
    put_back = copy_originals(Originals(copy.originals), originals)
    if url.startswith("sqlite:///"):
        file = Path(url.removeprefix("sqlite:///").partition("?")[0])
        if file.exists():
            raise FileExistsError(17, "is there already; move it away first", str(file))
        with _copy_at_this_version(copy.database, file.with_name(f"{file.name}.half")) as (half, in_doubt):
            _put_in_place(half, file)
    else:
        with _copy_at_this_version(copy.database, originals.root / ".restore.half") as (half, in_doubt):
            _carried(f"sqlite:///{half}", url, progress)
    return Restored(put_back, in_doubt)


def all_originals(engine: Engine, here: Originals, there: Originals) -> tuple[int, int]:
    """Copy what is not there yet, and count: return how many originals the rows speak of, and how many were copied.

    Raises NotThere where one of them is missing at the end, OSError.
    """
    copied = copy_originals(here, there)
    with engine.connect() as connection:
        wanted = set(connection.scalars(select(col(Original.digest))))
    if missing := wanted.difference(there.digests()):
        raise NotThere(f"{len(missing)} of {len(wanted)} originals are neither at FROM nor at TO")
    return len(wanted), copied


def copy_originals(here: Originals, there: Originals) -> int:
    """Copy every original that is not there yet, durably; return how many. Raises OSError."""
    known, copied = {*there.digests()}, 0
    for group in _groups(digest for digest in here.digests() if digest not in known):
        there.keep_all([_octets(here, digest) for digest in group])
        copied += len(group)
    return copied


def _groups(digests: Iterator[str]) -> Iterator[list[str]]:
    while group := list(islice(digests, SEVERAL)):
        yield group


def _octets(originals: Originals, digest: str) -> bytes:
    """Return what lies at its home: a copy does not fill the disk with near copies."""
    return originals.home.get(digest) if originals.home else originals.read(digest)


def _carried(source: str, target: str, progress: Progress) -> None:
    here, there = open_engine(source), open_engine(target)
    try:
        upgrade(there)
        carry(here, there, progress)
        _rest(there)
    finally:
        here.dispose()
        there.dispose()


@contextmanager
def _copy_at_this_version(database: Path, half: Path) -> Iterator[tuple[Path, int]]:
    """Give a file with what the copy holds, brought to the tables of this version, and how many letters in it are in doubt.

    What is left of the file goes.
    """
    engine = open_engine(f"sqlite:///{_empty_file(half)}")
    try:
        _copy_file(database, half)
        upgrade(engine)
        in_doubt = doubt(engine)
        _rest(engine)
        yield half, in_doubt
    finally:
        engine.dispose()
        for one in half.parent.glob(f"{half.name}*"):
            one.unlink()


def _rest(engine: Engine) -> None:
    """Bring a file of SQLite to rest: all of it in the one file."""
    if engine.dialect.name == "sqlite":
        engine.dispose()
        with closing(sqlite3.connect(str(engine.url.database))) as file:
            file.execute("PRAGMA journal_mode=DELETE")


def _copy_file(here: Path, half: Path) -> None:
    with (
        closing(sqlite3.connect(f"{here.absolute().as_uri()}?mode=ro", uri=True)) as source,
        closing(sqlite3.connect(half)) as target,
    ):
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")


def _empty_file(path: Path) -> Path:
    """Make a file for the eyes of this user only; what an earlier try left goes."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return path


def _put_in_place(half: Path, file: Path) -> None:
    _sync(half)
    half.rename(file)
    sync(file.parent)


def _sync(file: Path) -> None:
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
