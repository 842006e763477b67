"""Keeps the loops of the house going, and brings them all to rest when asked."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypeVar

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

T = TypeVar("T")

# The database cannot be asked just now: locked, restarting, cut off, full. It is asked again; anything else it says is a bug of ours.
DATABASE_AWAY: Final = (OperationalError, InterfaceError)
LONGEST_PAUSE: Final = 30.0  # seconds

log = structlog.get_logger()

Round = Callable[[], Awaitable[object]]


class Bell:
    """Wakes loops that wait: may be rung from any thread, and a ring between two waits is not lost."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._rung = asyncio.Event()

    def ring(self) -> None:
        self._loop.call_soon_threadsafe(self._rung.set)

    async def wait(self, longest: timedelta, stop: asyncio.Event) -> None:
        """Return when the bell rings, when `stop` is set or when the time is up."""
        waits = {asyncio.ensure_future(self._rung.wait()), asyncio.ensure_future(stop.wait())}
        try:
            await asyncio.wait(waits, timeout=longest.total_seconds(), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for one in waits:
                one.cancel()
            self._rung.clear()


async def every(pause: timedelta, round_: Round, stop: asyncio.Event, bell: Bell | None = None) -> None:
    """Do `round_` again and again, with a pause between that `bell` cuts short, until `stop` is set.

    A round that has begun is finished. A database that is away is outlived; any other error in a round is a bug
    and is not caught.
    """
    bell, failures = bell or Bell(), 0
    while not stop.is_set():
        try:
            await round_()
        except DATABASE_AWAY as trouble:
            failures += 1
            _tell(trouble, failures)
            await rest(_pause(failures), stop)
        else:
            failures = 0
            await bell.wait(pause, stop)


async def until_done(work: Callable[[], Awaitable[T]]) -> T:
    """Do `work`, again and again while the database is away: for what must be written down before anything else."""
    failures = 0
    while True:
        try:
            return await work()
        except DATABASE_AWAY as trouble:
            failures += 1
            _tell(trouble, failures)
            await asyncio.sleep(_pause(failures))


async def rest(seconds: float, stop: asyncio.Event) -> None:
    """Wait so long, or until `stop` is set."""
    with suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)


def _tell(trouble: Exception, failures: int) -> None:
    task = asyncio.current_task()
    log.error("the database does not answer, it is asked again", loop=task.get_name() if task else "",
              error=type(trouble).__name__, failures=failures)  # fmt: skip


def _pause(failures: int) -> float:
    return min(0.5 * 2.0 ** min(failures, 10), LONGEST_PAUSE)


def stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
