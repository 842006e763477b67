"""From the mail server to the ledger, and from the ledger to a case: nothing is forgotten in between."""

import asyncio
from collections.abc import Sequence
from typing import Final

import structlog

from casework.desk import Desk
from casework.receive import Arrival, Waiting, high_water, reading_failed, take_in, waiting_letters
from casework.register import file_letter
from mail.imap import Fetched
from storage.originals import Originals
from vastaja.loops import DATABASE_AWAY, Bell
from vastaja.worker import Reader, ReadingDied

JUNK: Final = "junk:"  # before the name of a folder whose letters are held, not registered

log = structlog.get_logger()


class Intake:
    def __init__(self, desk: Desk, originals: Originals, reader: Reader) -> None:
        self._desk, self._originals, self._reader = desk, originals, reader
        self.bell = Bell()

    async def high_water(self, source: str, folder: str, uidvalidity: int) -> int:
        return await self._desk.look(high_water, source, folder, uidvalidity)

    async def take(self, source: str, folder: str, uidvalidity: int, letters: Sequence[Fetched]) -> None:
        """Keep the octets durably, then write the ledger; only then does the mailbox loop go on."""
        digests = await asyncio.to_thread(self._originals.keep_all, [letter.raw for letter in letters])
        arrivals = [
            Arrival(digest, len(letter.raw), letter.at or self._desk.clock(), uidvalidity, letter.uid)
            for digest, letter in zip(digests, letters, strict=True)]  # fmt: skip
        await self._desk.do(take_in, source, folder, arrivals)
        self.bell.ring()

    async def file_waiting(self) -> None:
        """File every letter that waits in the ledger. One that cannot be read does not stop the others."""
        failed: set[int] = set()
        while found := [one for one in await self._desk.look(waiting_letters) if one.id not in failed]:
            for one in found:
                if not await self._file(one):
                    failed.add(one.id)

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
