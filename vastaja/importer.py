"""Takes letters out of files into the house: kept, written in the ledger, read apart, filed; a second time changes nothing."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from sqlmodel import col, select

from casework.desk import Desk
from casework.receive import FILE, GIVE_UP_AFTER, Arrival, reading_failed, take_in
from casework.register import file_letter
from casework.turn import Turn
from casework.understand import Understood
from rules.records import Filed
from storage.originals import Originals
from storage.tables import Ledger
from vastaja.mail_files import FoundLetter, Unreadable, letters_in, received_at
from vastaja.worker import Reader, ReadingDied

LETTERS: Final = 50  # of one transaction
OCTETS: Final = 16 * 1024 * 1024
TOLD: Final = (Filed.CASE, Filed.FOLLOW_UP, Filed.DUPLICATE, Filed.HELD, Filed.MACHINE, Filed.SET_ASIDE)


@dataclass(slots=True)
class Imported:
    """What became of the letters; those seen before count as duplicates."""

    outcomes: Counter[Filed] = field(default_factory=Counter)
    unreadable: list[Unreadable] = field(default_factory=list)

    def summary(self) -> dict[str, int]:
        return {"read": self.outcomes.total(), **{outcome.value: self.outcomes[outcome] for outcome in TOLD}}


class Importer:
    """Imports in groups, so that a long import gives way to other writers between two groups."""

    def __init__(
        self, desk: Desk, originals: Originals, reader: Reader, *, receipts: bool, side_by_side: int = 1
    ) -> None:
        self._desk, self._originals, self._reader = desk, originals, reader
        self._receipts, self._side_by_side = receipts, side_by_side

    async def take(self, paths: list[Path], progress: Callable[[int], None]) -> Imported:
        """Import every letter of the paths. `progress` is told the octets of each group that is done."""
        done = Imported()
        for group in _groups(letters_in(paths), done.unreadable):
            done.outcomes += await self._take_group(group)
            progress(sum(len(letter.raw) for letter in group))
        return done

    async def _take_group(self, group: list[FoundLetter]) -> Counter[Filed]:
        digests = await asyncio.to_thread(self._originals.keep_all, [letter.raw for letter in group])
        arrivals = [
            Arrival(digest, len(letter.raw), received_at(letter, self._desk.clock()), path=letter.path,
                    receipts=self._receipts)
            for letter, digest in zip(group, digests, strict=True)
        ]  # fmt: skip
        fresh = await self._desk.do(_ledger_ids, arrivals)
        raws = dict(zip(digests, (letter.raw for letter in group), strict=True))
        read = await self._read_all({ledger_id: raws[digest] for digest, ledger_id in fresh})
        outcomes = Counter(await self._desk.do(_file_all, read))
        outcomes[Filed.SET_ASIDE] += len(fresh) - len(read)
        outcomes[Filed.DUPLICATE] += len(group) - len(fresh)
        return outcomes

    async def _read_all(self, letters: dict[int, bytes]) -> dict[int, Understood]:
        """Read side by side; what was in hand when a reader died is read again alone, so that no letter pays for another."""
        # A second reader takes a second to start: a few letters are read sooner by one.
        turns = asyncio.Semaphore(min(self._side_by_side, 1 + len(letters) // 10))
        read: dict[int, Understood] = {}

        async def one(ledger_id: int) -> None:
            async with turns:
                with suppress(ReadingDied):
                    read[ledger_id] = await self._reader.read(letters[ledger_id])

        await asyncio.gather(*map(one, letters))
        for ledger_id in [one for one in letters if one not in read]:
            await self._read_alone(ledger_id, letters[ledger_id], read)
        return read

    async def _read_alone(self, ledger_id: int, raw: bytes, read: dict[int, Understood]) -> None:
        """Read one letter; one that the reader dies of again and again is set aside."""
        for _ in range(GIVE_UP_AFTER):
            try:
                read[ledger_id] = await self._reader.read(raw)
                return
            except ReadingDied as died:
                await self._desk.do(reading_failed, ledger_id, str(died))


def _groups(found: Iterator[FoundLetter | Unreadable], unreadable: list[Unreadable]) -> Iterator[list[FoundLetter]]:
    group: list[FoundLetter] = []
    for one in found:
        if isinstance(one, Unreadable):
            unreadable.append(one)
            continue
        group.append(one)
        if len(group) >= LETTERS or sum(len(letter.raw) for letter in group) >= OCTETS:
            yield group
            group = []
    if group:
        yield group


def _ledger_ids(turn: Turn, arrivals: list[Arrival]) -> list[tuple[str, int]]:
    """Write what is new in the ledger; return digest and row of all that wait to be filed, those of a broken import too."""
    take_in(turn, FILE, "", arrivals)
    rows = turn.session.exec(select(Ledger).where(
        Ledger.source == FILE, col(Ledger.digest).in_([one.digest for one in arrivals]), Ledger.outcome == Filed.PENDING)
        .order_by(col(Ledger.id)))  # fmt: skip
    return [(row.digest, row.id or 0) for row in rows]


def _file_all(turn: Turn, read: dict[int, Understood]) -> list[Filed]:
    return [file_letter(turn, ledger_id, understood) for ledger_id, understood in sorted(read.items())]
