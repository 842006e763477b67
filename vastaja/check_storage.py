"""Looks whether what is remembered has its place: the database, the disks, a bucket."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from casework.desk import Desk
from casework.turn import Turn
from storage.revisions import versions
from storage.store import Store, open_engine
from vastaja.findings import Finding, fail, ok, warn
from vastaja.office import OfficeFault, make_office
from vastaja.opening import originals_of, sqlite_file
from vastaja.settings import Settings
from vastaja.sorry import FOR_WHOM

T = TypeVar("T")

ENOUGH: Final = 1024 * 1024 * 1024  # octets free on a disk
PROBE: Final = b"vastaja check"
TOO_LITTLE: Final = 64 * 1024 * 1024  # below this nothing is taken in (storage/originals.py)


def check_database(settings: Settings) -> Iterator[Finding]:
    file = sqlite_file(settings)
    if file and is_shut(file):
        yield fail("database", f"{file.parent} is shut to this user: {FOR_WHOM}")
        return
    if file and not file.exists():
        yield warn("database", "there is none yet; `vastaja run` or `vastaja db upgrade` makes it")
        return
    if (mode := parse_qs(urlsplit(settings.storage.database).query).get("sslmode", ["verify-full"])[0]) != "verify-full":
        yield warn("database", f"sslmode={mode}: whoever stands between may read and change all; leave it out, or trust that network alone")
    engine = open_engine(settings.storage.database)
    try:
        here, head = versions(engine)
        if here and here != head:
            yield fail("database", f"it is at revision {here}, this program at {head}: run `vastaja db upgrade`")
        elif not here:
            yield warn("database", "it is empty; `vastaja run` or `vastaja db upgrade` makes its tables")
        else:
            with engine.connect() as connection:
                connection.execute(text("INSERT INTO mark (name, value) VALUES ('check', '')"))
                connection.rollback()
            yield ok("database", f"revision {here}, can be written")
    except (SQLAlchemyError, OSError) as fault:
        said = next(iter(str(getattr(fault, "orig", "") or type(fault).__name__).strip().splitlines()), "")
        reason = said.rpartition(" failed: ")[2]  # without the server, which stands in the settings
        yield fail("database", f"cannot be used ({reason}); check [storage] database")
    finally:
        engine.dispose()


def check_disks(settings: Settings) -> Iterator[Finding]:
    file = sqlite_file(settings)
    for what, folder in (
        ("disk of the database", file.parent if file else None),
        ("disk of the originals", settings.storage.folder),
    ):
        if folder is None:
            continue
        there = next(one for one in (folder, *folder.parents) if not is_shut(one) and one.exists())
        free = shutil.disk_usage(there).free
        room = f"{free // 2**20} MiB free at {folder}"
        if not os.access(there, os.W_OK | os.X_OK, effective_ids=True):
            yield fail(what, f"{there} cannot be written by this user: {FOR_WHOM}")
        elif free < TOO_LITTLE:
            yield fail(what, f"{room}: too little, nothing would be taken in")
        else:
            yield (ok if free >= ENOUGH else warn)(what, room)


def check_bucket(settings: Settings) -> Iterator[Finding]:
    """Put, fetch and delete a small object where originals live in a bucket."""
    home = originals_of(settings).home
    if home is None:
        return
    name = hashlib.sha256(PROBE).hexdigest()
    try:
        home.put(name, PROBE)
        same = home.get(name) == PROBE
        home.delete(name)
    except OSError as fault:
        yield fail("originals", f"{fault}; check [storage] originals and [storage.s3]")
    else:
        yield ok("originals", f"{settings.storage.originals} can be written") if same else fail("originals", "what is fetched is not what was put")


def asked(settings: Settings, view: Callable[[Turn], T]) -> T | None:
    """Return what `view` shows of the register, None where no database can be asked, which is told elsewhere."""
    file = sqlite_file(settings)
    if file and (is_shut(file) or not file.exists()):
        return None
    store = Store(settings.storage.database)
    try:
        return Desk(store, make_office(settings), lambda: datetime.now(UTC)).look_now(view)
    except (SQLAlchemyError, OSError, OfficeFault):
        return None
    finally:
        store.close()


def is_shut(path: Path) -> bool:
    """Tell whether a folder on the way may not be looked into."""
    try:
        path.exists()
    except PermissionError:
        return True
    return False
