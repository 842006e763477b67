"""On SQLite one process runs the house: a second one is refused, and a dead one holds nothing."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotAlone(Exception):
    """Another process runs this house already."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"another `vastaja run` has {file} open: stop it first; several processes need PostgreSQL")


@contextmanager
def alone(database: Path | None) -> Iterator[None]:
    """Hold the house for this process as long as the block lasts. Raises NotAlone. Where a server keeps the database: nothing."""
    if database is None:
        yield
        return
    database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock = os.open(database.with_name(f"{database.name}.lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise NotAlone(database) from None
        yield
    finally:
        os.close(lock)
