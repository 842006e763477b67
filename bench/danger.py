"""A letter of a child in danger at three in the morning of a holiday: how long until somebody is told, whichever door is down.

`python -m bench.danger [LETTERS]` runs the service against a real Dovecot, an SMTP server and a Bot API on loopback, with its
clock set to Christmas night. It ends with exit code 1 where one letter is not told of, or the 99th percentile is not under a minute.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from typing import Final

import structlog
from sqlmodel import col, select

from bench.machine import median_of, table
from casework.turn import Turn
from playground.fault_proxy import FaultProxy
from rules.references import find_references
from storage.tables import Case, Person
from tests.dovecot import Dovecot
from tests.house import DUTY
from tests.walks.agency import Agency

LETTERS: Final = 100  # a round
BETWEEN: Final = 0.4  # seconds between two letters
PROMISE: Final = 60.0  # seconds, of 99 letters in a hundred
PATIENCE: Final = 120.0  # seconds until a letter counts as never told of
NIGHT: Final = datetime(2026, 12, 25, 1, 0, tzinfo=UTC)  # Friday 03:00 in Tallinn, Christmas Day
DESK: Final = "valve@ska.example"  # whom [alarms] mail names
WORDS: Final = "Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe! See on {number}. maja meie tänaval."


@dataclass(frozen=True, slots=True)
class Doors:
    """The wires between the house and its two doors."""

    chat: FaultProxy
    mail: FaultProxy


@dataclass(frozen=True, slots=True)
class Round:
    """Which door is down, and by which door somebody is told."""

    name: str
    down: Callable[[Doors], FaultProxy | None]
    by: str


ROUNDS: Final = (
    Round("both doors open, told in the chat, s", lambda _: None, "chat"),
    Round("the mail server down, told in the chat, s", lambda doors: doors.mail, "chat"),
    Round("Telegram down, told by mail, s", lambda doors: doors.chat, "mail"),
)


def main(letters: int = LETTERS) -> int:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))  # the house's own lines are no figures
    found = {one.name: asyncio.run(night(one, letters)) for one in ROUNDS}
    lost = {name: letters - len(seconds) for name, seconds in found.items()}
    table(f"Letter to alarm, {letters} letters a round, 03:00 on Christmas Day", [
        row for name, seconds in found.items() for row in (
            (f"{name}: 99th percentile", p99(seconds), f"promised: < {PROMISE:.0f}; slowest {max(seconds, default=0.0):.1f}"),
            (f"{name}: median", median_of(seconds or [0.0]), ""), (f"{name}: not told of", lost[name], "promised: 0"))])  # fmt: skip
    return 0 if not any(lost.values()) and all(p99(seconds) < PROMISE for seconds in found.values()) else 1


def p99(seconds: Sequence[float]) -> float:
    return quantiles(seconds, n=100, method="inclusive")[-1] if len(seconds) > 1 else sum(seconds)


async def night(one: Round, letters: int) -> list[float]:
    """Return the seconds from the delivery of each letter to the alarm, of those that came."""
    async with AsyncExitStack() as stack:
        dovecot = stack.enter_context(Dovecot())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        agency = await stack.enter_async_context(Agency(dovecot, "night", folder, receipts={"per_hour": 0}))
        doors = Doors(await stack.enter_async_context(FaultProxy(agency.telegram_port)), await stack.enter_async_context(FaultProxy(agency.sink.port)))
        agency.wires = {"telegram": doors.chat.port, "smtp": doors.mail.port}
        await agency.open()
        await agency.hire()
        agency.clock.to(NIGHT)
        if shut := one.down(doors):
            shut.shut = True
            shut.break_all()
        ear = Ear(agency, one.by, letters)
        listening = asyncio.create_task(ear.listen())
        sent = await deliver(agency, letters)
        await ear.until_all()
        listening.cancel()
        refs = agency.desk().look_now(addresses)
        await agency.close()
        return [ear.heard[ref] - sent[address] for ref, address in refs.items() if ref in ear.heard]


def addresses(turn: Turn) -> dict[str, str]:
    """Return who wrote, by the reference of the case."""
    return dict(turn.session.exec(select(Case.ref, Person.address).join(Person, col(Case.person_id) == col(Person.id))).all())


class Ear:
    """Notes when each reference was first told of by a door."""

    def __init__(self, agency: Agency, door: str, letters: int) -> None:
        self._agency, self._door, self._letters = agency, door, letters
        self._all = asyncio.Event()
        self.heard: dict[str, float] = {}

    async def listen(self) -> None:
        seen = 0
        while True:
            said = self._said()
            for words in said[seen:]:
                for ref in find_references(words):
                    self.heard.setdefault(ref, time.monotonic())
            seen = len(said)
            if len(self.heard) >= self._letters:
                self._all.set()
            await asyncio.sleep(0.02)

    async def until_all(self) -> None:
        """Return when each letter has been told of, or nobody need wait any more."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all.wait(), PATIENCE)

    def _said(self) -> list[str]:
        if self._door == "chat":
            return [one.text if "112" in one.text else "" for one in self._agency.telegram.chat(DUTY).from_bot]
        return [str(one.message["Subject"]) if DESK in one.recipients else "" for one in self._agency.sink.delivered]


async def deliver(agency: Agency, letters: int) -> dict[str, float]:
    """Put the letters into the mailbox, and return when each was there."""
    sent = {}
    for number in range(letters):
        sender = f"naaber{number}@post.example"
        await asyncio.to_thread(agency.deliver, WORDS.format(number=number + 1), sender=sender, message_id=f"<{number}@post.example>")
        sent[sender] = time.monotonic()
        await asyncio.sleep(BETWEEN)
    return sent


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
