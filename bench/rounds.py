"""Rounds of failover in one house of several processes on one PostgreSQL: one is struck while letters come and answers go out."""

import asyncio
import math
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Coroutine, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from bench.answers import Answers, Official, is_answer
from bench.house import MailAgency
from bench.outcome import Outcome, outcome, settled
from casework.outbox import LEASE
from playground.fault_proxy import FaultProxy
from storage.store import Store
from tests.dovecot import Dovecot
from tests.postgres import Server

PROCESSES: Final = 3
LETTERS: Final = 4  # a round
ANSWERS: Final = 2  # a round
PATIENCE: Final = 120.0
LONG: Final = 40.0  # seconds that a pause or a cut lasts: longer than a lease
DOWN: Final = 5.0  # seconds without a database at most
LAST: Final = LEASE.total_seconds() + 60.0
PAPERS: Final = ("receipt", "answer")
OPENS: Final = 120.0  # seconds a house may take to open


class Way(StrEnum):
    """What is done to a process, or to the database of all."""

    KILL = "kill -9"
    STOP = "SIGTERM"
    PAUSE = "SIGSTOP"
    CUT = "database refused"  # its connections are reset, new ones too
    SILENCE = "database silent"  # nothing passes, nobody is told
    RESTART = "PostgreSQL restarted"
    FALL = "PostgreSQL fell"


ONE_PROCESS: Final = (Way.KILL, Way.STOP, Way.PAUSE, Way.CUT, Way.SILENCE)
WAYS: Final = (Way.KILL, *ONE_PROCESS, Way.RESTART, Way.FALL)


@dataclass(slots=True)
class Result:
    letters: int = 0
    fallen: int = 0  # processes that ended by themselves
    came: Outcome = field(default_factory=Outcome)
    answers: Answers = field(default_factory=Answers)
    recoveries: list[float] = field(default_factory=list)  # seconds from the strike until every letter is settled


class SharedAgency(MailAgency):
    """An agency whose service runs as several processes, each with a wire of its own to the database."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.processes: list[subprocess.Popen[bytes]] = []
        self.lines: list[FaultProxy] = []
        self._started = 0

    def begin(self, line: FaultProxy) -> None:
        self.lines.append(line)
        self.processes.append(self._start_behind(line))

    def begin_again(self, number: int) -> None:
        self.processes[number] = self._start_behind(self.lines[number])

    def _start_behind(self, line: FaultProxy) -> "subprocess.Popen[bytes]":
        url = make_url(self._database).set(port=line.port).render_as_string(hide_password=False)
        self._started += 1
        return self.start(VASTAJA_STORAGE__DATABASE=url)

    async def open_all(self) -> None:
        """Wait until every process that was started has opened: a house of which two are still starting is not struck."""
        began = time.monotonic()
        while self._opened() < self._started and time.monotonic() - began < OPENS:  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.5)

    def _opened(self) -> int:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace").count("the house is open")

    def end(self) -> None:
        for one in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGCONT)
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        self._process = None


class Rounds:
    def __init__(self, agency: SharedAgency, server: Server | None, seed: int, ways: Sequence[Way]) -> None:
        self.agency, self.chance, self.ways = agency, random.Random(seed), ways
        self._server = server
        self.result = Result()
        self._store = Store(agency.settings().storage.database)
        self.official = Official(self._store, agency.settings())
        self._struck = datetime.now(UTC)

    async def round(self) -> tuple[Way, float]:
        """Strike while letters come and answers leave, and wait until all that came is settled; return how, and how long it took."""
        await self.agency.open_all()
        began = time.monotonic()
        struck = self.chance.randrange(len(self.agency.processes))
        how = self.chance.choice(self.ways)
        await asyncio.to_thread(self._write)
        await asyncio.sleep(self.chance.random())
        self._struck = datetime.now(UTC)
        after = await self._strike(how, struck)
        await asyncio.to_thread(self._write)
        await self._settle(began)
        await after(began)
        self._see_to_the_fallen()
        return how, self.result.recoveries[-1]

    async def _strike(self, how: Way, struck: int) -> Callable[[float], Coroutine[Any, Any, None]]:
        """Do it, and return what mends it when all is settled."""
        process, line = self.agency.processes[struck], self.agency.lines[struck]
        if how in (Way.RESTART, Way.FALL):
            await self._lose_database("immediate" if how is Way.FALL else "fast")
            return _nothing
        if how in (Way.CUT, Way.SILENCE):
            line.shut, line.silent = how is Way.CUT, how is Way.SILENCE
            if how is Way.CUT:
                line.break_all()

            async def mend(began: float) -> None:
                await asyncio.sleep(max(0.0, LONG - (time.monotonic() - began)))
                line.mend()

            return mend
        os.killpg(process.pid, {Way.KILL: signal.SIGKILL, Way.PAUSE: signal.SIGSTOP, Way.STOP: signal.SIGTERM}[how])

        async def wake(began: float) -> None:
            await asyncio.sleep(max(0.0, LONG - (time.monotonic() - began)))
            os.killpg(process.pid, signal.SIGCONT)

        async def replace(_began: float) -> None:
            await asyncio.to_thread(process.wait)
            self.agency.begin_again(struck)

        return wake if how is Way.PAUSE else replace

    async def _lose_database(self, how: str) -> None:
        assert self._server is not None
        await asyncio.to_thread(self._server.stop, how)
        await asyncio.sleep(DOWN * self.chance.random())
        await asyncio.to_thread(self._server.start)

    def _see_to_the_fallen(self) -> None:
        for number, process in enumerate(self.agency.processes):
            if process.poll() is not None:
                self.result.fallen += 1
                self.agency.begin_again(number)

    def _write(self) -> None:
        """Let letters come, and let an official answer some of those that came before."""
        for _ in range(LETTERS // 2):
            number = self.result.letters = self.result.letters + 1
            self.agency.deliver(f"Palun selgitage, kes maksab hooldekodu eest. Kiri {number}.", sender=f"kiri{number}@post.example",
                                message_id=f"<kiri.{number}@post.example>")  # fmt: skip
        with suppress(SQLAlchemyError):
            self.official.answer(ANSWERS // 2)

    async def _settle(self, began: float) -> None:
        while time.monotonic() - began < PATIENCE and not await asyncio.to_thread(self._settled):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(0.25)
        self.result.recoveries.append(time.monotonic() - began)

    def _settled(self) -> bool:
        with suppress(SQLAlchemyError):
            return self._store.read_now(lambda session: settled(session, self.result.letters, PAPERS, self._struck))
        return False

    async def end(self) -> None:
        """Wait for what a dead hand held: another process tells a person of it when the lease has run out."""
        self._struck = datetime.min.replace(tzinfo=UTC)
        began = time.monotonic()
        while time.monotonic() - began < LAST and not await asyncio.to_thread(self._settled):  # noqa: ASYNC110 - nobody tells
            await asyncio.sleep(1)

    def count(self) -> Result:
        everybody = [f"kiri{number}@post.example" for number in range(1, self.result.letters + 1)]
        delivered = self.agency.sink.delivered
        receipts = [one for one in delivered if not is_answer(one)]
        self.result.came = self._store.read_now(lambda session: outcome(session, everybody, receipts))
        self.result.answers = self.official.count(delivered)
        self._store.close()
        return self.result


async def _nothing(_began: float) -> None:
    return None


async def run_rounds(dovecot: Dovecot, user: str, folder: Path, database: str, rounds: int, seed: int,
                     processes: int = PROCESSES, ways: Sequence[Way] = ONE_PROCESS, server: Server | None = None,
                     end: float = math.inf, done: Callable[[int, Way, float], None] = lambda *_: None) -> Result:  # fmt: skip
    """Run one house as several processes through so many rounds, and count what came of letters and answers.

    Only with its `server` can the database itself be struck. After `end` (by time.monotonic) no round is begun. `done` hears of each:
    its number, the way, the seconds.
    """
    agency = SharedAgency(
        dovecot, user, folder, database, receipts={"per_hour": 0, "per_correspondent_day": 1_000, "backlog": "send"}
    )
    async with AsyncExitStack() as wires:
        await wires.enter_async_context(agency)
        lines = [await wires.enter_async_context(FaultProxy(make_url(database).port or 5432)) for _ in range(processes)]
        try:
            agency.begin(lines[0])  # the first one makes the tables
            await agency.open_all()
            for line in lines[1:]:
                agency.begin(line)
            run = Rounds(agency, server, seed, ways)
            await asyncio.to_thread(run.official.begin)
            for number in range(rounds):
                if time.monotonic() > end:
                    break
                done(number + 1, *await run.round())
            await run.end()
            return await asyncio.to_thread(run.count)
        finally:
            agency.end()

