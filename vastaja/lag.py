"""How late the loop of the house is: what a person who presses a button would feel."""

import asyncio
import time
from collections import deque
from typing import Final

EVERY: Final = 1.0  # seconds
KEPT: Final = 60  # looks; the greatest of a minute is shown


class Lag:
    """Sleeps a second again and again and notes by how much it was woken too late."""

    def __init__(self) -> None:
        self._late: deque[float] = deque([0.0], maxlen=KEPT)

    @property
    def greatest(self) -> float:
        """Return the greatest lateness of the last minute, in seconds."""
        return max(self._late)

    async def watch(self, stop: asyncio.Event) -> None:
        """Look until `stop` is set."""
        stopping = asyncio.ensure_future(stop.wait())
        try:
            while not stop.is_set():
                began = time.monotonic()
                await asyncio.wait({stopping}, timeout=EVERY)
                self._late.append(max(0.0, time.monotonic() - began - EVERY))
        finally:
            stopping.cancel()
