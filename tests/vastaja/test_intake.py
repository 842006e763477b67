"""A queue of letters is registered in groups and understood afterwards; one bad letter stops none of the others."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from casework.desk import Desk
from casework.receive import waiting_letters
from mail.imap import Fetched
from rules.records import Filed
from storage.originals import Originals
from storage.tables import Case, Glanced, Ledger, Suggestion
from tests.house import hire, letter, make_desk
from vastaja.intake import QUEUE, STILL, Intake
from vastaja.loops import every
from vastaja.worker import Reader

QUESTION = "Palun selgitage, kes maksab hooldekodu eest, kui vanaema kolib teise valda."


class House:
    def __init__(self, url: str, folder: Path) -> None:
        self.desk: Desk = make_desk(url)
        hire(self.desk)
        self.originals = Originals(folder / "originals")
        self.reader = Reader(self.desk.office.senders)
        self.intake = Intake(self.desk, self.originals, self.reader)

    async def take(self, count: int, first: int = 1) -> None:
        raws = [letter(f"{QUESTION} {n}", sender=f"k{n}@post.example", message_id=f"<{n}@post.example>")
                for n in range(first, first + count)]  # fmt: skip
        at = self.desk.clock() - timedelta(minutes=1)
        await self.intake.take("imap:info", "INBOX", 1, [Fetched(uid, raw, at) for uid, raw in enumerate(raws, first)])

    def count(self, table: type[Case] | type[Glanced] | type[Suggestion]) -> int:
        return len(self.desk.look_now(lambda turn: turn.session.exec(select(table)).all()))

    async def until_understood(self) -> None:
        async with asyncio.timeout(20):
            while self.count(Glanced):
                await asyncio.sleep(0.1)
                await self.intake.file_waiting()

    def ledger(self) -> list[Ledger]:
        return list(self.desk.look_now(lambda turn: turn.session.exec(select(Ledger)).all()))


@pytest.fixture
async def house(office_url: str, tmp_path: Path) -> AsyncIterator[House]:
    opened = House(office_url, tmp_path)
    yield opened
    opened.reader.close()
    opened.desk.store.close()


async def test_a_queue_is_registered_and_then_understood(house: House) -> None:
    await house.take(QUEUE + 5)
    await house.intake.file_waiting()
    assert {row.outcome for row in house.ledger()} == {Filed.CASE}
    await house.until_understood()
    assert {row.outcome for row in house.ledger()} == {Filed.CASE}
    assert (house.count(Case), house.count(Suggestion), house.count(Glanced)) == (QUEUE + 5, QUEUE + 5, 0)


async def test_the_understanding_of_a_queue_gives_way_to_receipts_that_go_out(house: House) -> None:
    going_out = True
    house.intake.receipts_go_out = lambda: going_out
    await house.take(QUEUE)
    stop = asyncio.Event()
    filing = asyncio.create_task(every(timedelta(minutes=1), house.intake.file_waiting, stop, house.intake.bell))
    await until(lambda: house.count(Case) == QUEUE)
    await asyncio.sleep(2 * STILL)
    assert house.count(Glanced) == QUEUE
    going_out = False
    await until(lambda: not house.count(Glanced))  # long before the loop's next round
    stop.set()
    await filing


async def test_an_agency_that_sends_without_a_pause_understands_its_queue_all_the_same(house: House) -> None:
    house.intake.receipts_go_out = lambda: True
    house.intake.patience = 2 * STILL
    await house.take(QUEUE)
    stop = asyncio.Event()
    filing = asyncio.create_task(every(timedelta(minutes=1), house.intake.file_waiting, stop, house.intake.bell))
    await until(lambda: house.count(Case) == QUEUE)
    assert house.count(Glanced) == QUEUE  # it gives way at first
    await until(lambda: not house.count(Glanced))
    stop.set()
    await filing


async def until(happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not happened():  # noqa: ASYNC110 - a loop beside it does it
            await asyncio.sleep(0.1)


async def test_a_few_letters_are_understood_before_their_receipts(house: House) -> None:
    await house.take(3)
    await house.intake.file_waiting()
    cases = house.desk.look_now(lambda turn: turn.session.exec(select(Case)).all())
    assert len(cases) == 3
    assert all(case.kind_confidence > 0 for case in cases)


async def test_a_letter_whose_original_is_gone_stops_none_of_its_queue(house: House) -> None:
    await house.take(QUEUE)
    gone = house.ledger()[7]
    os.unlink(house.originals.path(gone.digest))
    await house.intake.file_waiting()
    assert {row.uid for row in house.ledger() if row.outcome is not Filed.CASE} == {gone.uid}


async def test_what_a_killed_house_had_registered_is_understood_after_its_start(house: House) -> None:
    await house.take(QUEUE)
    await house.intake._file_many(await house.desk.look(waiting_letters))
    assert house.count(Glanced) == QUEUE
    await Intake(house.desk, house.originals, house.reader).file_waiting()
    assert house.count(Glanced) == 0
