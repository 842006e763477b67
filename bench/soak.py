"""Faults at random over IMAP, SMTP, the disk and the process itself, while letters come: what is lost, what is doubled.

`python -m bench.soak [FAULTS] [SEED]` strikes in waves of 20, each followed by peace until all is settled: 1,000 faults unless told.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from bench.faults import Faults
from bench.house import MailAgency
from bench.machine import p95, table
from bench.outcome import Outcome, outcome, settled
from playground.fault_proxy import FaultProxy
from storage.store import Store
from tests.dovecot import Dovecot

T = TypeVar("T")

FAULTS: Final = 1_000
WAVE: Final = 20
PATIENCE: Final = 180.0  # seconds of peace in which everything must be settled
RHYTHM: Final = 0.4  # seconds at most between two faults
LONGEST_REST: Final = 3.0  # seconds that a fault waits for a conversation


@dataclass(slots=True)
class Soaked:
    """What was done and what came of it."""

    faults: Counter[str] = field(default_factory=Counter)
    struck: int = 0  # of the faults of a wire, those that met a connection in use
    letters: int = 0
    came: Outcome = field(default_factory=Outcome)
    recoveries: list[float] = field(default_factory=list)  # seconds from the end of a wave to the last receipt


class Soak:
    def __init__(self, agency: MailAgency, imap: FaultProxy, smtp: FaultProxy, seed: int) -> None:
        self.agency, self.imap, self.smtp = agency, imap, smtp
        self.chance = random.Random(seed)
        self.faults = Faults(agency, imap, smtp, self.chance)
        self.result = Soaked()
        self._store: Store | None = None

    async def wave(self, faults: int) -> None:
        """Strike so many times, a letter with each, and wait until the house has settled everything."""
        for _ in range(faults):
            await self.faults.strike()
            await asyncio.to_thread(self._write)
            await self._struck()
        self.result.struck += self.faults.mend()
        await self._recover()

    async def _struck(self) -> None:
        """Let the fault meet a conversation, or the house be in one of its pauses."""
        end = time.monotonic() + LONGEST_REST
        while (self.imap.faults or self.smtp.faults) and time.monotonic() < end:  # noqa: ASYNC110 - the wires ring no bell
            await asyncio.sleep(0.05)
        await asyncio.sleep(RHYTHM * self.chance.random())

    def _write(self) -> None:
        number = self.result.letters = self.result.letters + 1
        self.agency.deliver(f"Palun selgitage, kes maksab hooldekodu eest. Kiri {number}.", sender=f"kiri{number}@post.example",
                            message_id=f"<kiri.{number}@post.example>")  # fmt: skip

    async def _recover(self) -> None:
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            if self.agency.has_died:
                self.agency.start()
            if await asyncio.to_thread(self._settled):
                break
            await asyncio.sleep(0.25)
        self.result.recoveries.append(time.monotonic() - began)

    def _settled(self) -> bool:
        with suppress(SQLAlchemyError):
            return self._read(lambda session: settled(session, self.result.letters))
        return False

    def _read(self, question: Callable[[Session], T]) -> T:
        if self._store is None:
            self._store = Store(self.agency.settings().storage.database)
        return self._store.read_now(question)

    def count(self) -> Soaked:
        """Compare what was written with what became of it."""
        everybody = [f"kiri{number}@post.example" for number in range(1, self.result.letters + 1)]
        self.result.faults = self.faults.done
        self.result.came = self._read(lambda session: outcome(session, everybody, self.agency.sink.delivered))
        if self._store:
            self._store.close()
        return self.result


async def soak(dovecot: Dovecot, user: str, folder: Path, faults: int, seed: int) -> Soaked:
    """Run one house through so many faults."""
    agency = MailAgency(dovecot, user, folder, receipts={"per_hour": 0, "per_correspondent_day": 1_000, "backlog": "send"})
    async with agency, FaultProxy(dovecot.port) as imap, FaultProxy(agency.sink.port) as smtp:
        agency.imap_port, agency.smtp_port = imap.port, smtp.port
        agency.start()
        run = Soak(agency, imap, smtp, seed)
        for done in range(0, faults, WAVE):
            await run.wave(min(WAVE, faults - done))
            print(f"\r{done + WAVE:,} of {faults:,} faults, {run.result.letters:,} letters, "
                  f"last recovery {run.result.recoveries[-1]:.0f} s ", end="", file=sys.stderr, flush=True)  # fmt: skip
        agency.kill()
        return run.count()


async def main(faults: int = FAULTS, seed: int = 1) -> None:
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder:
        done = await soak(dovecot, "soak", Path(folder), faults, seed)
    table(f"{faults:,} faults at random (seed {seed}): {dict(done.faults)}", [
        ("wire faults that met a conversation", done.struck, ""), ("letters", done.letters, ""), ("lost", done.came.lost, "0"), ("cases doubled", done.came.doubled_cases, "0"),
        ("receipts doubled", done.came.doubled_receipts, "0"),
        ("receipts uncertain, for a person to settle", done.came.uncertain, ""), ("letters with neither", done.came.silent, "0"),
        ("recovery after a wave, p95, s", p95(done.recoveries), "< 60"),
        ("recovery after a wave, longest, s", max(done.recoveries), "< 60"),
    ])  # fmt: skip
    sys.exit(not done.came.clean)


if __name__ == "__main__":
    asyncio.run(main(*(int(word) for word in sys.argv[1:3])))
