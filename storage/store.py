"""The door to the database: a transaction is one plain function, run in a worker thread.

The functions are not coroutines on purpose: nothing inside a transaction can wait for a
network, so a slow mail server never holds a lock. Readers have a door of their own and
do not queue behind a writer.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool
from sqlmodel import Session

T = TypeVar("T")

BUSY_TIMEOUT = 20_000  # milliseconds a writer waits for another one
POSTGRES_WRITERS = 4
READERS = 4
# Seconds until a connection to PostgreSQL counts as dead: else a cable that was cut is heard of after a quarter of an hour.
PATIENCE: Final = {"connect_timeout": 10, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000}
# What the server is asked for: one that fell asleep, or is cut off, in mid-transaction holds its locks no longer than a lease lasts.
FAR_PATIENCE: Final = {
    "idle_in_transaction_session_timeout": 30_000, "tcp_keepalives_idle": 10, "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3, "tcp_user_timeout": 20_000,
}  # fmt: skip
TOO_LATE: Final = "25P03"  # idle_in_transaction_session_timeout


class Store:
    """Runs functions of a session, each in a transaction of its own."""

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url)
        self.reading_engine = open_engine(url, reading=True)
        on_server = self.engine.dialect.name != "sqlite"
        if on_server:
            event.listen(self.engine, "connect", _let_go_in_time)
            event.listen(self.engine, "handle_error", _tell_of_lateness)
        writers = POSTGRES_WRITERS if on_server else 1
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
        return _server_engine(make_url(url))
    # An error of the database quotes the statement; the values in it are letters, and stay out of every log.
    engine = create_engine(url, hide_parameters=True, poolclass=QueuePool, pool_size=READERS if reading else 1, max_overflow=0 if not reading
                           else 2, connect_args={"check_same_thread": False})  # fmt: skip
    event.listen(engine, "connect", _set_guards)
    # A read that becomes a write in mid-transaction fails at once under WAL, whatever the
    # busy timeout says; so a writer takes the lock when it begins.
    event.listen(engine, "begin", _begin if reading else _begin_immediate)
    return engine


def _server_engine(url: URL) -> Engine:
    """Return an engine of a server that notices within a minute when the other side is gone; what the URL says goes before."""
    patience = {name: value for name, value in PATIENCE.items() if name not in url.query}
    return create_engine(url, pool_size=POSTGRES_WRITERS, max_overflow=2, pool_pre_ping=True, hide_parameters=True,
                         connect_args=patience)  # fmt: skip


def _let_go_in_time(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for name, value in FAR_PATIENCE.items():
        cursor.execute(f"SET SESSION {name} = {value}")
    cursor.close()
    connection.commit()  # type: ignore[attr-defined]


def _tell_of_lateness(trouble: ExceptionContext) -> None:
    """Let a transaction that the server ended, since nothing was heard of it, be what it is: no bug, but a database that was away."""
    why = trouble.original_exception
    if getattr(why, "sqlstate", "") == TOO_LATE:
        raise OperationalError(trouble.statement, None, why, hide_parameters=True, connection_invalidated=True) from why


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
