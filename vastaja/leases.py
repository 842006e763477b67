"""Several processes share the doors of one house: each door is held by one, with a heartbeat, and passes on within a minute."""

import asyncio
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any, Final

import structlog

from casework.desk import Desk, guard
from casework.leases import FOR, LeaseLost, demand, hold, let_go
from vastaja.loops import DATABASE_AWAY, rest

BEAT: Final = timedelta(seconds=5)
LAST_WORDS: Final = 5.0  # seconds a loop gets to end when its lease is lost

Loop = Callable[[asyncio.Event], Coroutine[Any, Any, None]]

log = structlog.get_logger()


class Leases:
    """The leases of this process. What cannot be renewed in time counts as lost, whatever the database would say."""

    def __init__(self, desk: Desk, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._desk, self._monotonic = desk, monotonic
        self._holder = secrets.token_hex(8)
        self._wanted: set[str] = set()
        self._held: dict[str, tuple[int, float]] = {}  # number, and until when by our own clock

    @property
    def held(self) -> Mapping[str, int]:
        """Return the leases held now, with their numbers."""
        now = self._monotonic()
        return {name: fence for name, (fence, until) in self._held.items() if until > now}

    def of(self, name: str, loop: Loop) -> Loop:
        """Return the loop as one that runs only while this process holds the lease of that name."""
        self.want(name)
        return partial(self._while_held, name, loop)

    def want(self, name: str) -> None:
        """Take part in a lease that no loop of its own stands behind."""
        self._wanted.add(name)

    async def beat(self, stop: asyncio.Event) -> None:
        """Take and renew until `stop` is set, then let all go."""
        while not stop.is_set():
            began = self._monotonic()
            try:
                numbers = await self._desk.do(hold, self._wanted, self._holder)
            except DATABASE_AWAY as trouble:
                log.error("leases cannot be renewed", error=type(trouble).__name__)
            else:
                self._held = {name: (fence, began + FOR.total_seconds()) for name, fence in numbers.items()}
            await rest(BEAT.total_seconds(), stop)
        self._held = {}
        with suppress(*DATABASE_AWAY):
            await self._desk.do(let_go, self._holder)

    async def _while_held(self, name: str, loop: Loop, stop: asyncio.Event) -> None:
        while not stop.is_set():
            fence = self.held.get(name)
            if fence is None:
                await self._wait_for_news(stop)
                continue
            log.info("a door is ours to serve", door=name, fence=fence)
            await self._serve(name, fence, loop, stop)
            log.info("a door is no longer ours to serve", door=name, fence=fence)

    async def _serve(self, name: str, fence: int, loop: Loop, stop: asyncio.Event) -> None:
        """Run the loop until `stop` is set or the lease is another's; each turn at the desk asks for it first."""
        guard.set(partial(demand, name=name, holder=self._holder, fence=fence))
        ended = asyncio.Event()
        task = asyncio.create_task(loop(ended), name=name)
        while not task.done() and not stop.is_set() and self.held.get(name) == fence:
            await self._wait_for_news(stop, task)
        ended.set()
        await asyncio.wait({task}, timeout=LAST_WORDS)
        if not task.done():
            task.cancel()
        with suppress(LeaseLost, asyncio.CancelledError):
            await task

    async def _wait_for_news(self, stop: asyncio.Event, task: asyncio.Task[None] | None = None) -> None:
        """Return within a second, sooner when the task ends or we are asked to stop."""
        waits: set[asyncio.Future[Any]] = {asyncio.ensure_future(stop.wait()), *((task,) if task else ())}
        await asyncio.wait(waits, timeout=1, return_when=asyncio.FIRST_COMPLETED)
        for one in waits:
            if one is not task:
                one.cancel()
