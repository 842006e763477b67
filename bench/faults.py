"""Faults at random over IMAP, SMTP, the disk and the process itself, of one house behind two wires."""

import asyncio
import random
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Protocol

from playground.fault_proxy import Break, Fault, FaultProxy

DISK_GONE: Final = 0.3  # seconds
SHARES: Final = {"imap": 40, "smtp": 40, "kill": 12, "disk": 8}


class Struck(Protocol):
    """An agency whose process can be killed and started."""

    folder: Path

    def kill(self) -> None: ...

    def start(self) -> object: ...


class Faults:
    def __init__(self, agency: Struck, imap: FaultProxy, smtp: FaultProxy, chance: random.Random, shares: Mapping[str, int] = SHARES) -> None:
        self.agency, self.imap, self.smtp, self.chance = agency, imap, smtp, chance
        self._shares = shares
        self.done: Counter[str] = Counter()

    async def strike(self) -> None:
        kind = self.chance.choices([*self._shares], [*self._shares.values()])[0]
        self.done[kind] += 1
        match kind:
            case "imap":
                self.imap.next(self._fault(1_200, 200))
            case "smtp":
                self.smtp.next(self._fault(300, 7_000))
            case "kill":
                self.agency.kill()
                self.agency.start()
            case "disk":
                await self._lose_disk()

    def mend(self) -> int:
        """Let the wires be whole, and return how many faults met a connection in use since the last time."""
        met = len(self.imap.struck) + len(self.smtp.struck)
        for wire in (self.imap, self.smtp):
            wire.mend()
            wire.struck.clear()
        return met

    def _fault(self, answers: int, words: int) -> Fault:
        """Return a fault somewhere in what the server answers or in what the house says, for so many octets a letter."""
        # A connection that stalls is noticed after half a minute: seldom, or nothing else would be tried.
        what = self.chance.choices(tuple(Break), [1 if one is Break.STALL else 8 for one in Break])[0]
        upwards = self.chance.random() < 0.5
        return Fault(what, self.chance.randrange(words if upwards else answers), upwards)

    async def _lose_disk(self) -> None:
        """Let the folder of the originals be a file for a moment: nothing can be kept there."""
        place = self.agency.folder / "originals"
        away = self.agency.folder / "originals.away"
        if not place.is_dir():
            return
        place.rename(away)
        place.touch()
        await asyncio.sleep(DISK_GONE)
        place.unlink()
        away.rename(place)
