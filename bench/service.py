"""The running service: from delivery to receipt, from a command to its answer, and what it costs when nothing happens.

`python -m bench.service` runs `vastaja run` against a real Dovecot, an SMTP sink and a Bot API on loopback.
"""

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bench.machine import cpu_seconds, median_of, p95, resident, table
from rules.kinds import Kind, Language
from storage.store import Store
from storage.tables import Case, Counter, Person
from tests.dovecot import Dovecot
from tests.walks.agency import Agency

ROUNDS = 5
LETTERS = 8  # a round
STILL = 6.0  # seconds between two letters: the mailbox has fallen still again
CASES = 10_000
COMMANDS = ("/vaata 26-{:04d}", "/tahtajad", "/minu", "/uued", "/miks 26-{:04d}")
IDLE = 60.0  # seconds


async def main() -> None:
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder:
        async with Agency(
            dovecot, "bench", Path(folder), receipts={"per_correspondent_day": 10_000, "per_hour": 0}
        ) as agency:
            await agency.open()
            await agency.hire()
            await agency.close()
            seed(agency)
            process = agency.start()
            await wait_open(agency)
            receipts = [await receipts_round(agency, number) for number in range(ROUNDS)]
            commands = [await commands_round(agency, number) for number in range(ROUNDS)]
            await asyncio.sleep(10)
            before, began = cpu_seconds(process.pid), time.monotonic()
            await asyncio.sleep(IDLE)
            share = 100 * (cpu_seconds(process.pid) - before) / (time.monotonic() - began)
            memory = resident(process.pid)
    table("The running service, medians of 5 rounds", [
        ("delivery to receipt, p95, s", median_of([p95(one) for one in receipts]), "< 1 s"),
        ("delivery to receipt, median, s", median_of([median_of(one) for one in receipts]), ""),
        (f"command to answer with {CASES:,} cases, p95, s", median_of([p95(one) for one in commands]), "< 0.2 s"),
        ("command to answer, median, s", median_of([median_of(one) for one in commands]), ""),
        ("idle, % of a core", share, "< 1 %"),
        ("idle, memory of all processes, MB", memory, "< 200 MB"),
    ])  # fmt: skip


def seed(agency: Agency) -> None:
    """Put cases into the database as an office of years would have them."""
    store = Store(agency.settings().storage.database)

    def fill(session: Session) -> None:
        person = Person(address="keegi@post.example", name="Keegi")
        session.add(person)
        session.flush()
        now = datetime.now(UTC)
        session.add_all(
            Case(ref=f"26-{number:04d}", token=f"{number:024x}", person_id=person.id, kind=Kind.EXPLANATION,
                 language=Language.ESTONIAN, received=now, registered=now.date(), due=now.date() + timedelta(days=15),
                 safe=now.date() + timedelta(days=15), basis="MSVS § 6", rule="R04")
            for number in range(1, CASES + 1))  # fmt: skip
        session.add(Counter(year=now.year, last=CASES))

    store.write_now(fill)
    store.close()


async def wait_open(agency: Agency) -> None:
    await agency.say("Mari", "/abi")


async def receipts_round(agency: Agency, number: int) -> list[float]:
    times = []
    for letter in range(LETTERS):
        await asyncio.sleep(STILL)
        sender = f"kirjutaja{number}.{letter}@post.example"
        await asyncio.to_thread(agency.deliver, "Palun selgitage toetuse määramist.", sender=sender,
                                message_id=f"<{number}.{letter}@post.example>")  # fmt: skip
        began = time.monotonic()
        await agency.mail_to(sender)
        times.append(time.monotonic() - began)
        print(
            f"\rround {number + 1} of {ROUNDS}: letter {letter + 1} of {LETTERS}, {times[-1]:.3f} s ",
            end="",
            file=sys.stderr,
        )
    return times


async def commands_round(agency: Agency, number: int) -> list[float]:
    times = []
    for step in range(40):
        words = COMMANDS[step % len(COMMANDS)].format(1 + (number * 997 + step * 37) % CASES)
        began = time.monotonic()
        await agency.say("Mari", words)
        times.append(time.monotonic() - began)
    return times


if __name__ == "__main__":
    asyncio.run(main())
