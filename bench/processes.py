"""Three processes of one house on one PostgreSQL, killed, paused and cut off at random while letters come: what is lost or doubled.

`python -m bench.processes [ROUNDS] [SEED]`: in each round one process is struck, letters come, and all must be settled again:
50 rounds unless told. A killed process is started again after a while; a paused one wakes when another may serve its doors.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy.exc import SQLAlchemyError

from bench.house import MailAgency
from bench.machine import p95, table
from bench.outcome import Outcome, outcome, settled
from storage.store import Store
from tests import postgres
from tests.dovecot import Dovecot

ROUNDS: Final = 50
PROCESSES: Final = 3
LETTERS: Final = 4  # a round
TAKEN_OVER: Final = 60.0  # seconds: the promise
PATIENCE: Final = 120.0
WAYS: Final = ("kill", "kill", "pause", "restart")
PAUSED: Final = 40.0  # seconds: longer than a lease


@dataclass(slots=True)
class Result:
    strikes: Counter[str] = field(default_factory=Counter)
    letters: int = 0
    came: Outcome = field(default_factory=Outcome)
    recoveries: list[float] = field(default_factory=list)  # seconds from the strike until every letter is settled


class SharedAgency(MailAgency):
    """An agency whose service runs as several processes."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.processes: list[subprocess.Popen[bytes]] = []

    def begin(self) -> None:
        self.processes.append(self.start())

    def end(self) -> None:
        for one in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGCONT)
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        self._process = None


class Rounds:
    def __init__(self, agency: SharedAgency, seed: int, ways: Sequence[str]) -> None:
        self.agency, self.chance, self.ways = agency, random.Random(seed), ways
        self.result = Result()
        self._store = Store(agency.settings().storage.database)

    async def round(self) -> None:
        """Strike one process while letters come, and wait until all that came is settled."""
        began = time.monotonic()
        struck = self.chance.randrange(len(self.agency.processes))
        how = self.chance.choice(self.ways)
        self.result.strikes[how] += 1
        await asyncio.to_thread(self._write)
        process = self.agency.processes[struck]
        await asyncio.sleep(self.chance.random())
        os.killpg(process.pid, {"kill": signal.SIGKILL, "pause": signal.SIGSTOP, "restart": signal.SIGTERM}[how])
        await asyncio.to_thread(self._write)
        await self._settle(began)
        if how == "pause":
            await asyncio.sleep(max(0.0, PAUSED - (time.monotonic() - began)))
            os.killpg(process.pid, signal.SIGCONT)
            return
        await asyncio.to_thread(process.wait)
        self.agency.processes[struck] = self.agency.start()

    def _write(self) -> None:
        for _ in range(LETTERS // 2):
            number = self.result.letters = self.result.letters + 1
            self.agency.deliver(f"Palun selgitage, kes maksab hooldekodu eest. Kiri {number}.", sender=f"kiri{number}@post.example",
                                message_id=f"<kiri.{number}@post.example>")  # fmt: skip

    async def _settle(self, began: float) -> None:
        while time.monotonic() - began < PATIENCE and not await asyncio.to_thread(self._settled):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.25)
        self.result.recoveries.append(time.monotonic() - began)

    def _settled(self) -> bool:
        with suppress(SQLAlchemyError):
            return self._store.read_now(lambda session: settled(session, self.result.letters))
        return False

    def count(self) -> Result:
        everybody = [f"kiri{number}@post.example" for number in range(1, self.result.letters + 1)]
        self.result.came = self._store.read_now(lambda session: outcome(session, everybody, self.agency.sink.delivered))
        self._store.close()
        return self.result


async def run_rounds(dovecot: Dovecot, user: str, folder: Path, database: str, rounds: int, seed: int,
                     processes: int = PROCESSES, ways: Sequence[str] = WAYS) -> Result:  # fmt: skip
    """Run one house as several processes through so many rounds, and count what came of the letters."""
    agency = SharedAgency(
        dovecot, user, folder, database, receipts={"per_hour": 0, "per_correspondent_day": 1_000, "backlog": "send"}
    )
    async with agency:
        agency.begin()  # the first one makes the tables
        await _until_open(agency)
        for _ in range(processes - 1):
            agency.begin()
        run = Rounds(agency, seed, ways)
        for done in range(rounds):
            await run.round()
            print(f"\r{done + 1:,} of {rounds:,} rounds, {run.result.letters:,} letters, last recovery {run.result.recoveries[-1]:.0f} s ",
                  end="", file=sys.stderr, flush=True)  # fmt: skip
        try:
            return run.count()
        finally:
            agency.end()


async def _until_open(agency: SharedAgency) -> None:
    for _ in range(600):
        if "the house is open" in (agency.folder / "log").read_text(encoding="utf-8", errors="replace"):
            return
        await asyncio.sleep(0.1)
    raise TimeoutError("the first process did not open")


async def main(rounds: int = ROUNDS, seed: int = 1) -> None:
    with Dovecot() as dovecot, postgres.server() as new_database, tempfile.TemporaryDirectory() as folder:
        done = await run_rounds(dovecot, "shared", Path(folder), new_database(), rounds, seed)
    table(f"{PROCESSES} processes on one PostgreSQL, {rounds} rounds (seed {seed}): {dict(done.strikes)}", [
        ("letters", done.letters, ""), ("lost", done.came.lost, "0"), ("cases doubled", done.came.doubled_cases, "0"),
        ("receipts doubled", done.came.doubled_receipts, "0"), ("receipts uncertain, for a person", done.came.uncertain, ""),
        ("letters with neither", done.came.silent, "0"), ("from the strike until all is settled, p95, s", p95(done.recoveries), ""),
        ("longest, s", max(done.recoveries), f"< {TAKEN_OVER:.0f}"),
    ])  # fmt: skip
    sys.exit(not done.came.clean or max(done.recoveries) > TAKEN_OVER)


if __name__ == "__main__":
    asyncio.run(main(*(int(word) for word in sys.argv[1:3])))
