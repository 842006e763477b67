"""From a command to its answer with many cases in the register, on SQLite and on PostgreSQL; and the figures of a month.

`python -m bench.reports [CASES] [TIMES]`: 100,000 cases and 40 times each unless told. The bot is the real one: the command goes
to the ledger, to the door, and its answer to a Bot API over HTTP on loopback.
"""

import asyncio
import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from bench.machine import p95, table
from bench.seed import NOW, seed
from casework.desk import Desk
from casework.figures import figures
from casework.late_why import late_and_why
from casework.monday import monday
from casework.people import Staff
from casework.report import report_of
from playground.telegram import TelegramServer
from replies.report_files import file_made_apart
from rules.kinds import Language
from storage.store import Store
from tests import postgres
from tests.bot.room import Room, open_room
from tests.house import HandClock, hire, make_desk

CASES, TIMES = 100_000, 40
COMMANDS: Final = ("/uued", "/minu", "/tahtajad", "/vaata {ref}", "/miks {ref}", "/seis")
LIMIT: Final = 150.0  # milliseconds, p95
WARM: Final = 3  # presses that are not counted: the engine's caches are cold after a start


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds from each command to its answer, and of the figures behind /aruanne."""

    commands: dict[str, list[float]]
    month: float
    monday: float
    late: float
    picture: float
    seeded: float  # seconds


async def measure(url: str, folder: Path, cases: int, times: int) -> Measured:
    """Seed an empty database and give each command so many times."""
    desk = make_desk(url, HandClock(NOW))
    try:
        people = hire(desk)
        began = time.perf_counter()
        seed(desk.store, cases, NOW, [people.mari.id, people.jyri.id, people.helve.id])
        seeded = time.perf_counter() - began
        async with TelegramServer(clock=desk.clock) as server, open_room(desk, people, folder / "originals", server) as room:
            commands = {command: await _answers(room, command, times, _refs(desk.store, times)) for command in COMMANDS}
        return Measured(commands, *_figures(desk, people.helve), await _picture(desk), seeded)
    finally:
        desk.store.close()


async def _answers(room: Room, command: str, times: int, refs: list[str]) -> list[float]:
    found: list[float] = []
    for number in range(times + WARM):
        began = time.perf_counter()
        said = await room.say(room.mari, command.format(ref=refs[number % len(refs)]))
        found.append((time.perf_counter() - began) * 1000)
        if not said or "Sellist pöördumist ei ole" in said:
            raise AssertionError(f"{command} was not answered: {said}")
    return found[WARM:]


def _refs(store: Store, times: int) -> list[str]:
    """Return references from all over the register."""
    with store.engine.connect() as connection:
        total = connection.exec_driver_sql('SELECT max(id) FROM "case"').scalar_one()
        wanted = ", ".join(str(1 + number * (total - 1) // max(times - 1, 1)) for number in range(times))
        return [row[0] for row in connection.exec_driver_sql(f'SELECT ref FROM "case" WHERE id IN ({wanted})')]  # noqa: S608


def _figures(desk: Desk, head: Staff) -> tuple[float, float, float]:
    last = date(2026, 10, 31)
    return (_best(lambda: desk.look_now(figures, last.replace(day=1), last)), _best(lambda: desk.look_now(monday, head)),
            _best(lambda: desk.look_now(late_and_why, head)))  # fmt: skip


async def _picture(desk: Desk) -> float:
    found = desk.look_now(figures, date(2026, 10, 1), date(2026, 10, 31))
    report = desk.look_now(report_of, found, Language.ESTONIAN, people=True)
    began = time.perf_counter()
    await file_made_apart(report, ".png")
    return (time.perf_counter() - began) * 1000


def _best(work: object, times: int = 5) -> float:
    """Return the median of five, in milliseconds."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        work()  # type: ignore[operator]
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found)[times // 2]


@contextlib.contextmanager
def _databases(folder: Path) -> Iterator[list[tuple[str, str]]]:
    found = [("SQLite", f"sqlite:///{folder}/bench.db")]
    if not postgres.available():
        yield found
        return
    with postgres.server() as new_database:
        yield [*found, ("PostgreSQL", new_database())]


def main(cases: int, times: int) -> int:
    slow = False
    with tempfile.TemporaryDirectory() as folder, _databases(Path(folder)) as databases:
        for name, url in databases:
            found = asyncio.run(measure(url, Path(folder), cases, times))
            slow |= any(p95(answers) > LIMIT for answers in found.commands.values())
            table(f"{name}, {cases:,} cases; milliseconds from a command to its answer, 95th of a hundred of {times} (seeded in {found.seeded:.0f} s)", [
                *((command, p95(answers), f"<= {LIMIT:.0f}") for command, answers in found.commands.items()),
                ("figures of a month, median of 5", found.month, ""), ("the head's Monday, median of 5", found.monday, ""),
                ("what is late and why, median of 5", found.late, ""), ("the picture, in a process of its own", found.picture, ""),
            ])  # fmt: skip
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(*(int(sys.argv[1 + at]) if len(sys.argv) > 1 + at else usual for at, usual in enumerate((CASES, TIMES)))))
