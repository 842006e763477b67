"""A full mailbox: from IMAP to a registered case with its receipt at the SMTP server, and to a case that is understood.

`python -m bench.backlog [LETTERS] [ROUNDS]` runs `vastaja run` against a real Dovecot: 3,000 letters and 3 rounds unless told.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import Session, select

from bench.house import MailAgency
from bench.machine import cpu_seconds, median_of, resident, table
from bench.mix import letters
from rules.records import Filed
from storage.desk_tables import OutboxItem
from storage.store import Store
from storage.tables import Glanced, Ledger
from tests.dovecot import Dovecot

LETTERS, ROUNDS = 3_000, 3
LONGEST: Final = 1_200.0  # seconds of one round
EDGE: Final = 1_000  # letters at each end, whose pace is compared
# The same work on the same machine, letters a second (SQLite or its own store; each tuned as its manual says).
PEERS: Final = (("django-helpdesk 2.6", 45), ("Roundup 2.6", 40), ("Redmine 5.0", 8), ("Request Tracker 5.0", 4),
                ("a bare pipeline without any understanding", 514))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """One backlog, worked off."""

    taken: list[float]  # when each receipt came to the sink, seconds after the start of the service's work
    understood: float  # seconds until every case was understood
    memory: float
    processor: float  # seconds of all processes of the house, until the last receipt
    doubled: int
    cases: int

    @property
    def pace(self) -> float:
        return len(self.taken) / self.taken[-1]

    @property
    def flat(self) -> float:
        """Time of the last thousand against the first thousand; of the last and the first third where there are fewer."""
        edge = min(EDGE, len(self.taken) // 3)
        first = self.taken[edge] - self.taken[0]
        return (self.taken[-1] - self.taken[-edge - 1]) / first


async def round_(dovecot: Dovecot, number: int, count: int) -> Round:
    with tempfile.TemporaryDirectory() as folder, sink_process() as sink:
        user = f"backlog{number}"
        dovecot.fill(user, letters(count))
        agency = MailAgency(dovecot, user, Path(folder), receipts={"per_hour": 0, "backlog": "send"})
        assert sink.stdout is not None
        agency.smtp_port = int(sink.stdout.readline())
        moments: list[float] = []
        doubled = asyncio.get_running_loop().run_in_executor(None, read_sink, sink, moments)
        process = agency.start()
        store: Store | None = None
        began, memory, cases, understood, processor = 0.0, 0.0, 0, 0.0, 0.0
        end = time.monotonic() + LONGEST
        try:
            while not understood and time.monotonic() < end:
                await asyncio.sleep(0.25)
                if process.poll() is not None:
                    raise RuntimeError(f"the service has ended: {(Path(folder) / 'log').read_text()[-2000:]}")
                memory = max(memory, resident(process.pid))
                if store is None and (Path(folder) / "vastaja.db").exists():
                    store = Store(agency.settings().storage.database)
                if store is None:
                    continue
                with contextlib.suppress(Exception):
                    cases, receipts, waiting, first = store.read_now(_counts)
                    began = began or first
                    _show(number, count, cases, len(moments), waiting)
                    if cases == count and len(moments) >= receipts and not processor:
                        processor = cpu_seconds(process.pid)
                    if processor and not waiting:
                        understood = time.time() - began
        finally:
            agency.kill()
            sink.kill()
            twice = await doubled
            if store:
                store.close()
    print(file=sys.stderr)
    return Round([moment - began for moment in sorted(moments)], understood, memory, processor, twice, cases)


def _counts(session: Session) -> tuple[int, int, int, float]:
    """Return the letters that have their outcome, the receipts, the cases not understood so far, and when it all began."""
    filed = session.exec(select(func.count()).select_from(Ledger).where(Ledger.outcome != Filed.PENDING)).one()
    receipts = session.exec(select(func.count()).select_from(OutboxItem).where(OutboxItem.what == "receipt")).one()
    waiting = session.exec(select(func.count()).select_from(Glanced)).one()
    first = session.exec(select(func.min(Ledger.seen))).one()
    return filed, receipts, waiting, first.timestamp() if first else 0.0


def _show(number: int, count: int, cases: int, receipts: int, waiting: int) -> None:
    print(f"\rround {number + 1}: {cases:,} of {count:,} registered, {receipts:,} receipts, {waiting:,} to be understood ",
          end="", file=sys.stderr)  # fmt: skip


def read_sink(sink: "subprocess.Popen[str]", moments: list[float]) -> int:
    """Put the moment of each letter of the sink into `moments`; return how many recipients got more than one."""
    doubled = 0
    assert sink.stdout is not None
    for line in sink.stdout:
        moment, _, twice = line.partition(" ")
        moments.append(float(moment))
        doubled = int(twice)
    return doubled


@contextlib.contextmanager
def sink_process() -> Any:
    """Run the SMTP server that counts, as a process of its own; its first line is its port."""
    with subprocess.Popen([sys.executable, "-m", "bench.sink"], stdout=subprocess.PIPE, text=True) as sink:
        try:
            yield sink
        finally:
            sink.kill()


async def main(count: int, rounds: int) -> None:
    load = os.getloadavg()[0]
    with Dovecot() as dovecot:
        done = [await round_(dovecot, number, count) for number in range(rounds)]
    table(f"A backlog of {count:,} mixed letters, medians of {rounds} rounds (load of the machine before: {load:.1f})", [
        ("letters a second, mailbox to receipt", median_of([one.pace for one in done]), ">= 300, aim 500"),
        ("letters a second, mailbox to understood", median_of([count / one.understood for one in done]), ">= 120"),
        ("processor time of the house a letter, to the receipt, ms",
         median_of([1000 * one.processor / count for one in done]), ""),
        ("last thousand against the first", median_of([one.flat for one in done]), "<= 1.2"),
        ("memory of all processes at its highest, MB", median_of([one.memory for one in done]), "< 400"),
        ("letters without an outcome", sum(count - one.cases for one in done), "0"), ("receipts doubled", sum(one.doubled for one in done), "0"),
        *((f"peer, the same work: {name}", pace, "") for name, pace in PEERS),
    ])  # fmt: skip


if __name__ == "__main__":
    asyncio.run(main(*[int(word) for word in sys.argv[1:3]], *(LETTERS, ROUNDS)[len(sys.argv) - 1 :]))
