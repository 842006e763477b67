"""From the mail server to the ledger, and from the ledger to a case: nothing is forgotten in between."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Final

import structlog

from casework.catch_up import complete_all, could_not_read, unread
from casework.desk import Desk
from casework.in_bulk import file_letters
from casework.receive import Arrival, Waiting, claim_letters, high_water, reading_failed, take_in, waiting_letters
from casework.register import file_letter
from casework.understand import Understood
from mail.imap import Fetched
from storage.originals import Originals
from vastaja.loops import DATABASE_AWAY, Bell
from vastaja.worker import Reader, ReadingDied

JUNK: Final = "junk:"  # before the name of a folder whose letters are held, not registered
QUEUE: Final = (
    30  # letters waiting; from so many on they are registered at a glance, and understood when all have receipts
)
WINDOW: Final = 400  # letters looked at in one go
STILL: Final = 1.0  # seconds without a batch of letters, until what was registered at a glance is understood
GROUP: Final = 50  # of one transaction
AHEAD: Final = 3  # groups that are read while one is written down
PATIENCE: Final = 60.0  # seconds that the understanding of a queue gives way at a stretch: an agency may send all day
FEW: Final = 10  # of one transaction where a full reading is written down

log = structlog.get_logger()


class Intake:
    def __init__(self, desk: Desk, originals: Originals, reader: Reader) -> None:
        self._desk, self._originals, self._reader = desk, originals, reader
        self.bell = Bell()
        self.receipts_go_out: Callable[[], bool] = lambda: False  # then the understanding of a queue gives way
        self.shared = False  # with other processes
        self.may_understand: Callable[[], bool] = lambda: True
        self.patience = PATIENCE
        self._taken = -STILL  # when letters came last
        self._gives_way_since = 0.0  # 0.0: it does not

    @property
    def in_a_hurry(self) -> bool:
        """Tell whether letters of a queue come in or their receipts go out: what can wait gives way."""
        return self.receipts_go_out() or time.monotonic() - self._taken < STILL

    async def high_water(self, source: str, folder: str, uidvalidity: int) -> int:
        return await self._desk.look(high_water, source, folder, uidvalidity)

    async def take(self, source: str, folder: str, uidvalidity: int, letters: Sequence[Fetched]) -> None:
        """Keep the octets durably, then write the ledger; only then does the mailbox loop go on."""
        digests = await asyncio.to_thread(self._originals.keep_all, [letter.raw for letter in letters])
        arrivals = [
            Arrival(digest, len(letter.raw), letter.at or self._desk.clock(), uidvalidity, letter.uid)
            for digest, letter in zip(digests, letters, strict=True)]  # fmt: skip
        await self._desk.do(take_in, source, folder, arrivals)
        self._taken = time.monotonic() if len(letters) > 1 else self._taken
        self.bell.ring()

    async def file_waiting(self) -> None:
        """File every letter that waits in the ledger. One that cannot be read does not stop the others."""
        failed: set[int] = set()
        while found := [one for one in await self._next() if one.id not in failed]:
            if len(found) >= QUEUE:
                failed |= await self._file_many(found)
                continue
            for one in found:
                if not await self._file(one):
                    failed.add(one.id)
        await self._understand_rest()

    async def _next(self) -> list[Waiting]:
        """Return letters to be filed; where other processes file too, those that none of them has in hand."""
        if self.shared:
            return await self._desk.do(claim_letters, WINDOW)
        return await self._desk.look(waiting_letters, WINDOW)

    async def _file_many(self, found: list[Waiting]) -> set[int]:
        """Register at a glance, a group in one transaction, while the next group is looked at. Return what failed."""
        groups = [found[start : start + GROUP] for start in range(0, len(found), GROUP)]
        readings = [asyncio.ensure_future(self._glance(group)) for group in groups]
        failed: set[int] = set()
        try:
            for group, reading in zip(groups, readings, strict=True):
                failed |= await self._file_group(group, await reading)
        finally:
            for reading in readings:
                reading.cancel()
        return failed

    async def _glance(self, group: list[Waiting]) -> dict[int, Understood]:
        """Return nothing where one of the group could not be read: then each is filed alone."""
        try:
            paths = await self._near(group)
            seen = await self._reader.read_files(paths, at_a_glance=True)
        except (ReadingDied, OSError):
            return {}
        return dict(zip((one.id for one in group), seen, strict=True))

    async def _near(self, group: list[Waiting]) -> list[Path]:
        return await asyncio.to_thread(lambda: [self._originals.near(one.digest) for one in group])

    async def _file_group(self, group: list[Waiting], seen: dict[int, Understood]) -> set[int]:
        try:
            outcomes = await self._desk.do(file_letters, seen)
        except Exception as bug:
            log.exception("a group of letters could not be filed", letters=len(group), error=type(bug).__name__)
            outcomes = {}
        if outcomes:
            log.info("letters filed", letters=len(outcomes), last=group[-1].id)
            return set()
        return {one.id for one in group if not await self._file(one)}

    async def _understand_rest(self) -> None:
        """Understand what was registered at a glance, until other letters come; letters and receipts go first."""
        while found := await self._desk.look(unread, WINDOW):
            if not await self._understand([found[start : start + FEW] for start in range(0, len(found), FEW)]):
                asyncio.get_running_loop().call_later(STILL, self.bell.ring)  # then it is looked again whether there is peace
                return
            self._gives_way_since = 0.0

    def _gives_way(self) -> bool:
        """Tell whether what cannot wait goes first. When that has lasted for `patience`, a window of the queue is understood all the same."""
        if not self.in_a_hurry:
            self._gives_way_since = 0.0
            return False
        now = time.monotonic()
        self._gives_way_since = self._gives_way_since or now
        return now - self._gives_way_since < self.patience

    async def _understand(self, groups: list[list[Waiting]]) -> bool:
        """Read some groups ahead while those before are written down. Return False where something else goes first."""
        readings: deque[asyncio.Task[list[Understood]]] = deque()
        ahead = iter(groups)
        try:
            for group in groups:
                others = await self._desk.look(waiting_letters, 1)
                if others or self._gives_way() or not self.may_understand():
                    return False
                readings += [asyncio.create_task(self._read(one)) for one in islice(ahead, AHEAD - len(readings))]
                await self._complete(group, await readings.popleft())
        finally:
            for reading in readings:
                reading.cancel()
        return True

    async def _read(self, group: list[Waiting]) -> list[Understood]:
        """Return nothing where one of the group could not be read: then each is read alone."""
        try:
            return await self._reader.read_files(await self._near(group))
        except (ReadingDied, OSError) as trouble:
            if len(group) == 1:
                log.warning("a registered letter could not be understood", ledger_id=group[0].id, error=str(trouble))
            return []

    async def _complete(self, group: list[Waiting], read: list[Understood]) -> None:
        if read:
            await self._desk.do(complete_all, {one.id: each for one, each in zip(group, read, strict=True)})
        elif len(group) == 1:
            await self._desk.do(could_not_read, group[0].id)
        else:
            for one in group:
                await self._complete([one], await self._read([one]))

    async def _file(self, waiting: Waiting) -> bool:
        try:
            raw = await asyncio.to_thread(self._originals.read, waiting.digest)
            understood = await self._reader.read(raw)
            outcome = await self._desk.do(file_letter, waiting.id, understood)
        except (ReadingDied, OSError) as trouble:
            await self._desk.do(
                reading_failed,
                waiting.id,
                str(trouble) if isinstance(trouble, ReadingDied) else "the original cannot be read",
            )
            return False
        except DATABASE_AWAY:
            raise  # the letter is not at fault: it waits in the ledger
        except Exception as bug:
            # A letter that our own code stumbles over is set aside after some tries; the letters behind it go on.
            log.exception("a letter could not be filed", ledger_id=waiting.id, error=type(bug).__name__)
            await self._desk.do(reading_failed, waiting.id, f"filing failed: {type(bug).__name__}")
            return False
        log.info("letter filed", ledger_id=waiting.id, outcome=outcome)
        return True
