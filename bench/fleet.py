"""A large agency: 200 mailboxes of 200 units, 2,000 officials, 20,000 letters in a day, six processes on one PostgreSQL.

`python -m bench.fleet [LETTERS] [MINUTES] [MAILBOXES] [SEED]`: the day of 24 hours passes in 20 minutes unless told. Every letter is
proposed to somebody of its unit and told in the unit's group. Then the process that holds the mailboxes is killed, and a letter to
each of them shows how long it takes until another serves them all. Printed is what it costs, a letter and a day.
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
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import psycopg
from sqlalchemy import insert
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, func, select

from bench.day import DAY, MIDNIGHT, FastAgency, moments
from bench.fast_house import FastClock
from bench.machine import cpu_seconds, p95, resident, table
from bench.mix import letters
from bench.outcome import settled
from bench.samples import open_files
from rules.kinds import Language, Role
from rules.records import Filed
from storage.desk_tables import Lease, Official
from storage.store import Store
from storage.tables import Case, Ledger
from tests.dovecot import Dovecot
from tests.postgres import Server

LETTERS, MINUTES, MAILBOXES = 20_000, 20.0, 200
A_UNIT: Final = 10  # officials
PROCESSES: Final = 6
FIRST_GROUP: Final = -5_000_000
PATIENCE: Final = 300.0


class Fleet(FastAgency):
    """An agency of many units, each with a mailbox and a group."""

    def __init__(self, *args: Any, mailboxes: int, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.units = [f"unit{number}" for number in range(mailboxes)]
        self.processes: list[subprocess.Popen[bytes]] = []

    def table(self) -> dict[str, Any]:
        table = super().table()
        (box,) = table["mailbox"]
        table["mailbox"] = [{**box, "name": unit, "user": unit, "duty": FIRST_GROUP - number} for number, unit in enumerate(self.units)]
        table["office"] = {**table["office"], "folder": str(self.folder / "office")}
        return table

    def settle_in(self) -> None:
        """Write the table of who is in which unit, and open the groups."""
        (self.folder / "office").mkdir()
        rows = [f",,Ametnik {number},{unit}" for number, unit in self.people_of()]
        (self.folder / "office" / "routing.csv").write_text("\n".join(("topic,language,official,mailbox", *rows)), encoding="utf-8")
        for number, unit in enumerate(self.units):
            self.telegram.group(FIRST_GROUP - number, unit)

    def people_of(self) -> list[tuple[int, str]]:
        return [(number, self.units[number // A_UNIT]) for number in range(len(self.units) * A_UNIT)]

    def begin(self) -> None:
        self.processes.append(self.start())

    def opened(self) -> int:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace").count("the house is open")

    def end(self) -> None:
        for one in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(one.pid, signal.SIGKILL)
            one.wait()
        self._process = None


def hire(session: Session, fleet: Fleet) -> None:
    session.execute(insert(Official), [{"name": f"Ametnik {number}", "language": Language.ESTONIAN, "roles": [Role.OFFICIAL], "mail": "", "phone": "",
                                        "title": "", "active": True} for number, _ in fleet.people_of()])  # fmt: skip


class Post:
    """Letters to all mailboxes at their moments, and when the first receipt to each writer came."""

    def __init__(self, fleet: Fleet, chance: random.Random) -> None:
        self.fleet, self.chance = fleet, chance
        self.given: dict[str, float] = {}

    async def day(self, count: int) -> None:
        waiting = list(zip(moments(count, self.chance), letters(count), range(count), strict=True))
        waiting.reverse()
        while waiting:
            now: dict[str, list[bytes]] = {}
            while waiting and self.fleet.fast.reached_in(waiting[-1][0]) <= 0:
                _, raw, number = waiting.pop()
                now.setdefault(self.chance.choice(self.fleet.units), []).append(raw)
                self.given[f"kirjutaja{number}@post.example"] = time.time()
            for unit, raws in now.items():
                await asyncio.to_thread(self.fleet.dovecot.deliver, unit, *raws, sender="citizen@post.example")
            print(f"\r{self.fleet.fast():%H:%M} UTC, {len(self.given):,} letters, {len(self.fleet.sink.delivered):,} letters out ",
                  end="", file=sys.stderr, flush=True)  # fmt: skip
            await asyncio.sleep(0.2)

    def one_each(self) -> None:
        for number, (unit, raw) in enumerate(zip(self.fleet.units, letters(len(self.fleet.units), "late.example"), strict=True)):
            self.fleet.dovecot.deliver(unit, raw, sender="citizen@post.example")
            self.given[f"kirjutaja{number}@late.example"] = time.time()

    def took(self) -> list[float]:
        """Return the seconds from each letter to its receipt."""
        first: dict[str, float] = {}
        for one in self.fleet.sink.delivered:
            first.setdefault(one.recipients[0], one.at.timestamp())
        return [first[who] - since for who, since in self.given.items() if who in first]


class Watch:
    """What the processes and the server cost."""

    def __init__(self, fleet: Fleet, server: Server, database: str) -> None:
        self.fleet, self._server = fleet, server
        self._line = psycopg.connect(database.replace("+psycopg", ""), autocommit=True)
        self.connections, self.memory, self.files = 0, 0.0, 0

    async def look(self, over: Callable[[], bool]) -> None:
        while not over():
            await asyncio.to_thread(self.note)
            await asyncio.sleep(5)

    def note(self) -> None:
        living = [one.pid for one in self.fleet.processes if one.poll() is None]
        self.connections = max(self.connections, self.asked("SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"))
        self.memory = max(self.memory, sum(map(resident, living)))
        self.files = max(self.files, *map(open_files, living))

    def asked(self, question: str) -> int:
        return int((self._line.execute(question).fetchone() or (0,))[0])

    def commits(self) -> int:
        return self.asked("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()")

    def size(self) -> int:
        return self.asked("SELECT pg_database_size(current_database())")

    def of_processes(self) -> float:
        return sum(cpu_seconds(one.pid) for one in self.fleet.processes if one.poll() is None)

    def of_server(self) -> float:
        return cpu_seconds(self._server.pid)


async def until(happened: Callable[[], bool], patience: float = PATIENCE) -> float:
    """Return the seconds until it happened, or `patience` where it did not."""
    began = time.monotonic()
    while time.monotonic() - began < patience and not await asyncio.to_thread(happened):  # noqa: ASYNC110 - nobody tells
        await asyncio.sleep(0.25)
    return time.monotonic() - began


class Counts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def settled(self, letters: int) -> bool:
        with suppress(SQLAlchemyError):
            return self._store.read_now(lambda session: settled(session, letters))
        return False

    def held(self) -> Counter[str]:
        """Return how many doors of mailboxes each process holds."""
        return self._store.read_now(lambda session: Counter(session.exec(select(Lease.holder).where(
            col(Lease.name).startswith("imap:"), Lease.until > func.clock_timestamp(), Lease.holder != ""))))  # fmt: skip

    def astray(self) -> int:
        """Return how many cases are proposed to nobody, or to somebody of another unit."""
        def count(session: Session) -> int:
            found = session.exec(select(Case.mailbox, Official.name).outerjoin(Official, col(Official.id) == Case.proposed_handler_id))
            return sum(name is None or f"unit{int(name.split()[1]) // A_UNIT}" != mailbox for mailbox, name in found)

        return self._store.read_now(count)

    def outcomes(self) -> Counter[str]:
        return self._store.read_now(lambda session: Counter(map(str, session.exec(select(Ledger.outcome).where(Ledger.outcome != Filed.PENDING)))))


async def main(count: int = LETTERS, minutes: float = MINUTES, mailboxes: int = MAILBOXES, seed: int = 1) -> None:
    with Dovecot() as dovecot, Server(careful=True) as server, tempfile.TemporaryDirectory() as folder:
        database = server.new_database()
        opens = 60 + mailboxes  # seconds for six processes to start and for the mailboxes to be opened, on a machine with other work
        clock = FastClock(MIDNIGHT, time.time() + opens, DAY / timedelta(minutes=minutes))
        fleet = Fleet(dovecot, "unit0", Path(folder), database, clock=clock, mailboxes=mailboxes,
                      receipts={"per_hour": 0, "per_correspondent_day": 1_000, "backlog": "send"})  # fmt: skip
        async with fleet:
            fleet.settle_in()
            store, post = Store(database), Post(fleet, random.Random(seed))
            counts, watch = Counts(store), Watch(fleet, server, database)
            try:
                await _live(fleet, store, post, counts, watch, count, minutes)
            finally:
                fleet.end()
                store.close()


async def _live(fleet: Fleet, store: Store, post: Post, counts: Counts, watch: Watch, count: int, minutes: float) -> None:
    doors = 2 * len(fleet.units)
    fleet.begin()  # the first one makes the tables
    await until(lambda: fleet.opened() == 1)
    store.write_now(lambda session: hire(session, fleet))
    for _ in range(PROCESSES - 1):
        fleet.begin()
    opened = await until(lambda: counts.held().total() == doors and fleet.opened() == PROCESSES)
    idle_from, commits_from = (watch.of_processes(), watch.of_server(), time.monotonic()), watch.commits()
    await asyncio.sleep(max(10.0, fleet.fast.reached_in(MIDNIGHT)))
    idle_for = time.monotonic() - idle_from[2]
    idle = ((watch.of_processes() - idle_from[0]) / idle_for, (watch.of_server() - idle_from[1]) / idle_for, (watch.commits() - commits_from) / idle_for)
    before, size, began = (watch.of_processes(), watch.of_server(), watch.commits()), watch.size(), time.monotonic()
    work = asyncio.create_task(post.day(count))
    await watch.look(work.done)
    await work
    late = await until(lambda: counts.settled(count))
    seconds = time.monotonic() - began
    busy = (watch.of_processes() - before[0], watch.of_server() - before[1], watch.commits() - before[2])
    took, grown, held = post.took(), watch.size() - size, counts.held()
    kept = sum(file.stat().st_size for file in (fleet.folder / "originals").rglob("*") if file.is_file())
    passed = await _kill_the_holder(fleet, counts, post, count)
    outcomes, astray = counts.outcomes(), counts.astray()
    idle_cpu = (idle[0] * seconds, idle[1] * seconds)
    table(f"{len(fleet.units)} mailboxes, {A_UNIT * len(fleet.units):,} officials, {count:,} letters in {minutes:.0f} minutes, {PROCESSES} processes", [
        ("letters without an outcome", count + len(fleet.units) - outcomes.total(), "0"),
        *((f"  {name}", number, "") for name, number in outcomes.most_common()), ("proposed to nobody or to another unit", astray, "0"),
        ("until six processes were open and all folders held, s", opened, ""), ("doors of mailboxes by process", str(sorted(held.values(), reverse=True)), ""),
        ("idle: share of a core, processes", idle[0], ""), ("idle: share of a core, PostgreSQL", idle[1], ""), ("idle: transactions a second", idle[2], ""),
        ("processor time of all processes a letter, without the idle, ms", 1000 * max(0.0, busy[0] - idle_cpu[0]) / count, ""),
        ("processor time of PostgreSQL a letter, without the idle, ms", 1000 * max(0.0, busy[1] - idle_cpu[1]) / count, ""),
        ("transactions a letter, without the idle", (busy[2] - idle[2] * seconds) / count, ""),
        ("both together, share of two cores", (busy[0] + busy[1]) / seconds / 2, ""),
        ("letter to receipt, median, s", p50(took), ""), ("letter to receipt, p95, s", p95(took), ""), ("letter to receipt, longest, s", max(took), ""),
        ("settled after the last letter, s", late, ""), ("connections to PostgreSQL at most", watch.connections, "100"),
        ("memory of all processes at most, MB", watch.memory, ""), ("open files of one process at most", watch.files, ""),
        ("database a letter, kB", grown / count / 1000, ""), ("originals a letter, kB", kept / count / 1000, ""),
        ("all doors held again after a kill, s", passed[0], "<= 60"), ("a letter to each mailbox settled, s", passed[1], ""),
    ])  # fmt: skip


async def _kill_the_holder(fleet: Fleet, counts: Counts, post: Post, count: int) -> tuple[float, float]:
    """Kill whoever holds most mailboxes, write to each of them, and return when all are held again and all is settled."""
    doors = 2 * len(fleet.units)
    holder, _ = counts.held().most_common(1)[0]
    began = time.monotonic()
    os.killpg(fleet.processes[0].pid, signal.SIGKILL)  # the one that opened first has taken them all
    await asyncio.to_thread(post.one_each)
    await until(lambda: holder not in counts.held() and counts.held().total() == doors)
    held = time.monotonic() - began
    await until(lambda: counts.settled(count + len(fleet.units)))
    return held, time.monotonic() - began


def p50(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


if __name__ == "__main__":
    words = sys.argv[1:5]
    asyncio.run(main(*(float(word) if number == 1 else int(word) for number, word in enumerate(words))))  # type: ignore[arg-type]
