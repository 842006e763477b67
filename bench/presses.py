"""Two hundred officials at their phones: each presses a button every five seconds for a minute, then all of them in the same second.

`python -m bench.presses` runs `vastaja run` against a Bot API on loopback, without flood limits; every press takes a case, is committed
to the ledger, answered, and painted on its card. Each must have exactly one effect.
"""

import asyncio
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import func
from sqlmodel import Session, col, select

from bench.machine import cpu_seconds, p95, resident, table
from bot.buttons import Press
from casework.chat_messages import CARD
from casework.people import bind, invite
from playground.bot_api import Given, JsonObject
from playground.bot_chats import Message, Person, keyboard_of
from playground.bot_exchange import Query
from rules.kinds import Kind, Language, Role
from storage.desk_tables import ChatMessage
from storage.store import Store
from storage.tables import Case, Counter, Event
from storage.tables import Person as Citizen
from tests.dovecot import Dovecot
from tests.walks.agency import Agency
from vastaja.opening import open_desk

OFFICIALS, EVERY, FOR = 200, 5.0, 60.0  # people, seconds, seconds
ROUNDS: Final = int(FOR / EVERY)
FIRST_ACCOUNT: Final = 10_000_000
PATIENCE: Final = 60.0


class Answers:
    """When the bot answered each press, by the server's own clock."""

    def __init__(self, agency: Agency) -> None:
        self.at: dict[str, float] = {}
        self._answer = agency.telegram._table["answerCallbackQuery"]
        agency.telegram._table["answerCallbackQuery"] = self._noted

    async def _noted(self, given: Given) -> JsonObject:
        self.at.setdefault(given.text("callback_query_id"), time.monotonic())
        return await self._answer(given)


async def main() -> int:
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder:
        async with Agency(dovecot, "bench", Path(folder)) as agency:
            await agency.open()
            await agency.hire()
            await agency.close()
            people = hire(agency)
            cards = seed(agency, people)
            answers = Answers(agency)
            process = agency.start()
            said = agency.telegram.say(agency.people["Mari"], "/abi")
            await agency.telegram.wait_message(agency.people["Mari"].id, after=said.message_id, timeout=PATIENCE)
            await agency.telegram.wait_for(lambda: {f"chat:{one.id}" for one in people} <= {scope for scope, _ in agency.telegram.exchange.menus}, timeout=PATIENCE)
            load = os.getloadavg()[0]  # the menus of all have been set by now: they are no cost of a press
            before = cpu_seconds(process.pid)
            minute = await steady(agency, people, cards, answers)
            used = 1000 * (cpu_seconds(process.pid) - before) / len(minute)
            memory = resident(process.pid)
            second = await at_once(agency, people, cards, answers)
            lost = len([one for one in (*minute, *second) if one is None])
            done = effects(agency)
    told, burst = (sorted(PATIENCE * 1000 if one is None else one * 1000 for one in found) for found in (minute, second))
    p99 = told[min(len(told) - 1, round(0.99 * len(told)))]
    table(f"{OFFICIALS} officials, a press each {EVERY:.0f} s for {FOR:.0f} s, then all at once; SQLite", [
        ("press to answer, median, ms", told[len(told) // 2], ""), ("press to answer, p95, ms", p95(told), "< 400 ms"),
        ("press to answer, p99, ms", p99, "< 1,000 ms"), ("slowest, ms", told[-1], ""),
        (f"all {OFFICIALS} in the same second, the last answered after, ms", burst[-1], "< 3,000 ms"),
        ("CPU time of the service for a press, ms", used, ""), ("not answered", lost, "0"), ("cases taken, of presses", f"{done[0]:,} of {len(minute) + len(second):,}", "all"),
        ("taken twice", done[1], "0"), ("memory of all processes, MB", memory, "< 300 MB"), ("load of the machine before", load, ""),
    ])  # fmt: skip
    kept = p95(told) < 400 and p99 < 1000 and burst[-1] < 3000 and not lost and done == (len(minute) + len(second), 0)
    return 0 if kept else 1


def hire(agency: Agency) -> list[Person]:
    """Bind so many officials, each with an account and a private chat."""
    people = [agency.telegram.person(FIRST_ACCOUNT + number, f"A{number}") for number in range(OFFICIALS)]
    with open_desk(agency.settings()) as desk:
        for one in people:
            desk.do_now(bind, one.id, desk.do_now(invite, f"Ametnik {one.first_name}", [Role.OFFICIAL]))
            agency.telegram.say(one, "tere")
    agency.telegram.updates.forget()
    return people


def seed(agency: Agency, people: list[Person]) -> list[list[Message]]:
    """Put a case for each press into the database, and its card into the chat; return the cards by official."""
    store, presses = Store(agency.settings().storage.database), ROUNDS + 1
    count, now = presses * OFFICIALS, datetime.now(UTC)
    cards = [[_card(agency, one, 1 + number * presses + step, now) for step in range(presses)] for number, one in enumerate(people)]

    def fill(session: Session) -> None:
        person = Citizen(address="keegi@post.example", name="Keegi")
        session.add(person)
        session.flush()
        session.add_all(
            Case(id=number, ref=f"26-{number:04d}", token=f"{number:024x}", person_id=person.id, kind=Kind.EXPLANATION,
                 language=Language.ESTONIAN, received=now, registered=now.date(), due=now.date() + timedelta(days=15),
                 safe=now.date() + timedelta(days=15), basis="MSVS § 6", rule="R04")
            for number in range(1, count + 1))  # fmt: skip
        session.add(Counter(year=now.year, last=count))
        session.flush()
        session.add_all(ChatMessage(chat_id=one.chat.id, message_id=one.message_id, case_id=1 + number * presses + step, what=CARD, version=1, at=now)
                        for number, own in enumerate(cards) for step, one in enumerate(own))  # fmt: skip

    store.write_now(fill)
    store.close()
    return cards


def _card(agency: Agency, one: Person, case_id: int, now: datetime) -> Message:
    chat = agency.telegram.chat(one.id)
    button = {"text": "Võtan", "callback_data": Press("votan", case_id, 1).data()}
    shown = Message(chat.next_message_id(), chat, agency.telegram.exchange.bot, now, f"26-{case_id:04d}",
                    keyboard=keyboard_of({"inline_keyboard": [[button]]}))  # fmt: skip
    agency.telegram.exchange.post(shown)
    return shown


async def steady(agency: Agency, people: list[Person], cards: list[list[Message]], answers: Answers) -> list[float | None]:
    """Let everybody press every few seconds, their moments spread evenly."""
    begun = time.monotonic()
    pressed: list[tuple[Query, float]] = []
    for step in range(ROUNDS):
        for number, one in enumerate(people):
            await asyncio.sleep(max(0.0, begun + step * EVERY + number * EVERY / OFFICIALS - time.monotonic()))
            pressed.append((agency.telegram.press(one, cards[number][step], "Võtan"), time.monotonic()))
        print(f"\r{(step + 1) * OFFICIALS} presses ", end="", file=sys.stderr)
    return await waits(pressed, answers)


async def at_once(agency: Agency, people: list[Person], cards: list[list[Message]], answers: Answers) -> list[float | None]:
    return await waits([(agency.telegram.press(one, cards[number][ROUNDS], "Võtan"), time.monotonic()) for number, one in enumerate(people)], answers)


async def waits(pressed: list[tuple[Query, float]], answers: Answers) -> list[float | None]:
    """Return how long each press waited for its answer, in seconds; None for ever."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not all(query.id in answers.at for query, _ in pressed):  # noqa: ASYNC110 - each is noted with its time
        await asyncio.sleep(0.05)
    return [answers.at[query.id] - at if query.id in answers.at else None for query, at in pressed]


def effects(agency: Agency) -> tuple[int, int]:
    """Return how many cases were taken, and how many of them more than once."""
    store = Store(agency.settings().storage.database)
    counts = store.read_now(lambda session: session.exec(select(func.count()).where(
        Event.what == "assign", col(Event.case_id).is_not(None)).group_by(col(Event.case_id))).all())  # fmt: skip
    store.close()
    return len(counts), sum(count > 1 for count in counts)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
