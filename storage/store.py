"""The door to the database: a transaction is one plain function, run in a worker thread.

The functions are not coroutines on purpose: nothing inside a transaction can wait for a
network, so a slow mail server never holds a lock. Readers have a door of their own and
do not queue behind a writer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

T = TypeVar("T")

BUSY_TIMEOUT = 20_000  # milliseconds a writer waits for another one
POSTGRES_WRITERS = 4
READERS = 4


class Store:
    """Runs functions of a session, each in a transaction of its own."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.reading_engine = open_engine(url, reading=True)
        writers = 1 if self.engine.dialect.name == "sqlite" else POSTGRES_WRITERS
        self._writers = ThreadPoolExecutor(writers, thread_name_prefix="writer")
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")

    async def write(self, work: Callable[[Session], T]) -> T:
        """Run `work` in a transaction: commit where it returns, roll back where it raises."""
        return await asyncio.get_running_loop().run_in_executor(self._writers, self.write_now, work)

    async def read(self, work: Callable[[Session], T]) -> T:
        """Run `work` on a snapshot. What it changes is thrown away."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self.read_now, work)

    def write_now(self, work: Callable[[Session], T]) -> T:
        """Do as `write` does, in the thread of the caller: for the command line."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    def read_now(self, work: Callable[[Session], T]) -> T:
        with Session(self.reading_engine, expire_on_commit=False) as session:
            try:
                return work(session)
            finally:
                session.expunge_all()  # what was read stays readable
                session.rollback()

    def close(self) -> None:
        self._writers.shutdown(wait=True)
        self._readers.shutdown(wait=True)
        self.engine.dispose()
        self.reading_engine.dispose()


def open_engine(url: str, reading: bool = False) -> Engine:
    """Return an engine with the guards of this house set on every connection."""
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_size=POSTGRES_WRITERS, max_overflow=2, pool_pre_ping=True, hide_parameters=True)
    # An error of the database quotes the statement; the values in it are letters, and stay out of every log.
    engine = create_engine(url, hide_parameters=True, poolclass=QueuePool, pool_size=READERS if reading else 1, max_overflow=0 if not reading
                           else 2, connect_args={"check_same_thread": False})  # fmt: skip
    event.listen(engine, "connect", _set_guards)
    # A read that becomes a write in mid-transaction fails at once under WAL, whatever the
    # busy timeout says; so a writer takes the lock when it begins.
    event.listen(engine, "begin", _begin if reading else _begin_immediate)
    return engine


def _set_guards(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for guard in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}"):
        cursor.execute(f"PRAGMA {guard}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
