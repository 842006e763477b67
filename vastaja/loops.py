"""Keeps the loops of the house going, and brings them all to rest when asked."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from datetime import timedelta

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

    A round that has begun is finished. An error in a round is a bug and is not caught.
    """
    bell = bell or Bell()
    while not stop.is_set():
        await round_()
        await bell.wait(pause, stop)


def stop_on_signals(stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
