"""A whole day of an office in some minutes: ten thousand letters, most of them in the morning, officials at work, faults at random.

`python -m bench.day [LETTERS] [MINUTES] [SEED]`: 10,000 letters in 20 minutes unless told; the clock of the house runs so much faster
that these are 24 hours. At the end the sums must agree: letters and outcomes, receipts, answers; memory and open files must be level.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from bench.answers import Answers, answers_of
from bench.duty import OnDuty
from bench.fast_house import FastClock
from bench.faults import Faults
from bench.house import MailAgency
from bench.machine import table
from bench.mix import letters
from bench.outcome import settled
from bench.samples import Samples
from bench.shifts import Shift, untaken
from playground.fault_proxy import FaultProxy
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.store import Store
from storage.tables import Case, Ledger
from tests.dovecot import Dovecot
from tests.walks.agency import Agency

LETTERS, MINUTES = 10_000, 20.0
MIDNIGHT: Final = datetime(2026, 11, 23, tzinfo=ZoneInfo("Europe/Tallinn"))  # Monday
DAY: Final = timedelta(hours=24)
# Letters by the hour of the day, as an office gets them: most between eight and noon.
HOURS: Final = (1, 1, 1, 1, 1, 2, 4, 8, 15, 16, 13, 11, 9, 9, 8, 7, 6, 5, 4, 4, 3, 3, 2, 1)
FAULT_EVERY: Final = 8.0  # seconds by the real clock
SHARES: Final = {"imap": 45, "smtp": 45, "kill": 4, "disk": 6}
LOOK_EVERY: Final = 3.0
PATIENCE: Final = 240.0  # seconds of peace at the end
STRANGE: Final = 0.01  # share of letters drawn from all, a fourth of them of a child in need or of the press
TEMPLATES: Final = ("receipt", "answer")


class FastAgency(Agency):
    """An agency with all its doors, the mailbox behind a wire, whose process has a fast clock."""

    imap_port = 0

    def __init__(self, *args: Any, clock: FastClock, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.fast = clock

    def table(self) -> dict[str, Any]:
        table = super().table()
        table["mailbox"] = [{**table["mailbox"][0], "port": self.imap_port or self.dovecot.port}]
        return table

    def start(self, **environment: str) -> Any:
        return MailAgency.start_module(self, ["bench.fast_house", *self.fast.words()], **environment)  # type: ignore[arg-type]

    @property
    def process(self) -> Any:
        return self._process


@dataclass(slots=True)
class Sums:
    """What is to agree at the end of the day."""

    written: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    pending: int = 0
    lost: int = 0
    cases: int = 0
    doubled_cases: int = 0
    receipts: int = 0
    doubled_receipts: int = 0
    uncertain: int = 0
    silent: int = 0
    answers: Answers = field(default_factory=Answers)

    @property
    def agree(self) -> bool:
        return not (self.pending or self.lost or self.doubled_cases or self.doubled_receipts or self.silent) and self.answers.clean


class Day:
    def __init__(self, agency: FastAgency, faults: Faults, chance: random.Random) -> None:
        self.agency, self.faults, self.chance = agency, faults, chance
        self.samples = Samples()
        self.written = self.met = 0
        self.store = Store(agency.settings().storage.database)
        self.shifts = [Shift(agency, self.store, name) for name in ("Mari", "Jüri")]
        self.duty = OnDuty(self.store, agency.settings(), agency.fast)
        self.fallen = 0

    @property
    def over(self) -> bool:
        return self.agency.fast.reached_in(MIDNIGHT + DAY) <= 0

    async def live(self, count: int) -> None:
        officials = [shift.work(lambda number=number: self._next(number), lambda: self.over) for number, shift in enumerate(self.shifts)]  # type: ignore[misc]
        await asyncio.gather(self._post(count), self._trouble(), self._look(), self._watch(), *officials)
        self.met += self.faults.mend()
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE and not await asyncio.to_thread(self._settled):
            self._see_to_it()
            await asyncio.sleep(1)

    def _next(self, number: int) -> str:
        with suppress(SQLAlchemyError):
            return self.store.read_now(lambda session: untaken(session, (number, len(self.shifts))))
        return ""

    async def _post(self, count: int) -> None:
        """Deliver each letter at its moment."""
        waiting = list(zip(moments(count, self.chance), letters(count, any_share=STRANGE), strict=True))
        waiting.reverse()
        while waiting:
            now = []
            while waiting and self.agency.fast.reached_in(waiting[-1][0]) <= 0:
                now.append(waiting.pop()[1])
            if now:
                await asyncio.to_thread(self.agency.dovecot.deliver, self.agency.user, *now, sender="citizen@post.example")
                self.written += len(now)
            await asyncio.sleep(0.2)

    async def _watch(self) -> None:
        while not self.over:
            await asyncio.to_thread(self.duty.look)
            await asyncio.sleep(2)

    async def _trouble(self) -> None:
        while not self.over:
            await asyncio.sleep(2 * FAULT_EVERY * self.chance.random())
            self._see_to_it()
            await self.faults.strike()

    def _see_to_it(self) -> None:
        """Start the house where it has ended by itself, as a service manager does, and count it."""
        process = self.agency.process
        if process is not None and process.poll() is not None:
            self.fallen += 1
            self.agency.start()

    async def _look(self) -> None:
        while not self.over:
            await asyncio.sleep(LOOK_EVERY)
            if self.agency.process:
                await asyncio.to_thread(self.samples.take, self.agency.process.pid)
            closed = sum(shift.closed for shift in self.shifts)
            print(f"\r{self.agency.fast():%H:%M} UTC, {self.written:,} letters, {closed:,} cases closed, "
                  f"{self.faults.done.total():,} faults ", end="", file=sys.stderr, flush=True)  # fmt: skip

    def _settled(self) -> bool:
        with suppress(SQLAlchemyError):
            return self.store.read_now(lambda session: settled(session, self.written, TEMPLATES))
        return False

    def sums(self) -> Sums:
        return self.store.read_now(lambda session: count_up(session, self.written, self.agency))


def moments(count: int, chance: random.Random) -> Iterator[datetime]:
    """Yield the moments at which letters come, in order."""
    hours = chance.choices(range(24), HOURS, k=count)
    return iter(sorted(MIDNIGHT + timedelta(hours=hour + chance.random()) for hour in hours))


def count_up(session: Session, written: int, agency: Agency) -> Sums:
    """Hold what was written against the ledger, the register, the outbox and the mail server."""
    rows = session.exec(select(Ledger.digest, Ledger.outcome, Ledger.ref).where(Ledger.source == "imap:info")).all()
    filed = [digest for digest, outcome, _ in rows if outcome is Filed.CASE]
    cases = session.exec(select(func.count(col(Case.id)))).one()
    papers = session.exec(select(OutboxItem.message_id, OutboxItem.state).where(OutboxItem.what == "receipt")).all()
    wanted = dict(papers)
    came = Counter("".join(str(one.message["Message-ID"]).split()) for one in agency.sink.delivered)
    return Sums(
        written=written, outcomes=Counter(str(outcome) for _, outcome, _ in rows), pending=sum(outcome is Filed.PENDING for _, outcome, _ in rows),
        lost=written - len({digest for digest, _, _ in rows}), cases=cases, doubled_cases=len(filed) - len(set(filed)) + abs(cases - len(filed)),
        receipts=sum(came[name] > 0 for name in wanted), doubled_receipts=sum(max(0, came[name] - 1) for name in wanted),
        uncertain=sum(state is Dispatch.UNCERTAIN for state in wanted.values()),
        silent=sum(not came[name] and state is not Dispatch.UNCERTAIN for name, state in wanted.items()) + abs(cases - len(wanted)),
        answers=answers_of(session, agency.sink.delivered),
    )  # fmt: skip


async def run_day(dovecot: Dovecot, user: str, folder: Path, count: int, minutes: float, seed: int) -> tuple[Sums, Day]:
    chance = random.Random(seed)
    clock = FastClock(MIDNIGHT, time.time() + 15, DAY / timedelta(minutes=minutes))  # the house opens before midnight
    agency = FastAgency(dovecot, user, folder, clock=clock, receipts={"per_hour": 0, "per_correspondent_day": 1_000, "backlog": "send"})
    async with agency, FaultProxy(dovecot.port) as imap, FaultProxy(agency.sink.port) as smtp:
        agency.imap_port, agency.wires["smtp"] = imap.port, smtp.port
        agency.start()
        await agency.hire()
        day = Day(agency, Faults(agency, imap, smtp, chance, SHARES), chance)
        try:
            await day.live(count)
            agency.kill()
            return day.sums(), day
        finally:
            day.store.close()


async def main(count: int = LETTERS, minutes: float = MINUTES, seed: int = 1) -> None:
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder:
        sums, day = await run_day(dovecot, "day", Path(folder), int(count), minutes, int(seed))
    memory, files = day.samples.quarters(lambda one: one.memory), day.samples.quarters(lambda one: one.files)
    table(f"24 hours in {minutes:.0f} minutes, seed {seed:.0f}: {dict(day.faults.done)}, of these {day.met} on a wire in use", [
        ("letters written", sums.written, ""), *((f"  {name}", number, "") for name, number in sums.outcomes.most_common()),
        ("pending at the end", sums.pending, "0"), ("lost", sums.lost, "0"), ("cases", sums.cases, ""), ("cases doubled", sums.doubled_cases, "0"),
        ("receipts that came", sums.receipts, ""), ("receipts doubled", sums.doubled_receipts, "0"),
        ("receipts uncertain, for a person", sums.uncertain, ""), ("cases with neither receipt nor doubt", sums.silent, "0"),
        ("answers decided", sums.answers.decided, ""), ("answers that left", sums.answers.left, ""), ("answers that left twice", sums.answers.twice, "0"),
        ("answers uncertain, for a person", sums.answers.uncertain, ""), ("answers with neither departure nor doubt", sums.answers.missing, "0"),
        ("alerts of a child that were taken", day.duty.taken, ""), ("cases closed in the chat", sum(one.closed for one in day.shifts), ""), ("processes that ended by themselves", day.fallen, "0"),
        ("memory of all processes, first quarter, MB", memory[0], ""), ("the same, last quarter", memory[1], f"< {1.1 * memory[0]:.0f}"),
        ("open files, first quarter", files[0], ""), ("the same, last quarter", files[1], f"< {1.1 * files[0]:.0f}"),
    ])  # fmt: skip
    print(f"  memory      {day.samples.picture(lambda one: one.memory)}\n  open files  {day.samples.picture(lambda one: one.files)}")
    level = memory[1] < 1.1 * memory[0] and files[1] < 1.1 * files[0]
    sys.exit(not sums.agree or day.fallen > 0 or not level)


if __name__ == "__main__":
    asyncio.run(main(*(float(word) for word in sys.argv[1:4])))
