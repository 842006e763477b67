"""What happens in the town, numbered, for pages that look on: each is told what came after what it has seen."""

import asyncio
import secrets
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

REMEMBERED: Final = 1000  # a page that has missed more reads everything anew


@dataclass(frozen=True, slots=True)
class Happening:
    number: int
    kind: str
    body: dict[str, Any]


@dataclass(slots=True)
class Feed:
    """The last happenings. A mark ("run-number") names a place in them; marks of an earlier run are not known."""

    run: str = field(default_factory=lambda: secrets.token_hex(4))
    _last: int = 0
    _kept: deque[Happening] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def mark(self, number: int = -1) -> str:
        """Return the mark of a happening, of the last one by default."""
        return f"{self.run}-{self._last if number < 0 else number}"

    def publish(self, kind: str, body: dict[str, Any]) -> None:
        self._last += 1
        self._kept.append(Happening(self._last, kind, body))
        self._wake()

    def close(self) -> None:
        """End all that follow."""
        self.closed = True
        self._wake()

    def number_of(self, mark: str) -> int:
        """Return the number a mark stands for, -1 if what came after it is no longer known."""
        run, _, number = mark.rpartition("-")
        if run != self.run or not number.isdigit() or int(number) > self._last:
            return -1
        oldest = self._kept[0].number if self._kept else self._last + 1
        return int(number) if int(number) >= oldest - 1 else -1

    def after(self, number: int) -> Sequence[Happening]:
        newer = self._last - number
        return [] if newer <= 0 else [one for one in self._kept if one.number > number]

    async def wait(self, number: int, seconds: float) -> None:
        """Return when something newer is there, the feed is closed, or the time is over."""
        if self._last > number or self.closed:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()
