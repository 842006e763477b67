"""SIGTERM in the middle of a queue: the house comes to rest in time with nothing in hand, and goes on where it stopped."""

import asyncio
import signal
import time
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from bench.crashes import LETTERS, SENDERS, all_settled, fill
from bench.house import MailAgency
from bench.outcome import Outcome, outcome
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.store import Store
from tests.dovecot import Dovecot

pytestmark = [pytest.mark.needs("dovecot"), pytest.mark.timeout(120)]


async def test_a_house_told_to_stop_over_a_queue_rests_within_ten_seconds_and_goes_on_later(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    fill(dovecot, user)
    async with MailAgency(dovecot, user, tmp_path, receipts={"per_hour": 0, "backlog": "send"}) as agency:
        agency.sink.slowness = 0.3
        process = agency.start()
        await agency.sink.wait_for(timeout=30)
        told = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert await asyncio.to_thread(process.wait, 20) == 0
        assert time.monotonic() - told < 10
        assert len(agency.sink.delivered) < LETTERS / 2, "it went on with the queue"
        agency.sink.slowness = 0.0

        store = Store(agency.settings().storage.database)
        states = store.read_now(
            lambda session: set(session.exec(select(OutboxItem.state, func.count()).group_by(col(OutboxItem.state))))
        )
        assert {state for state, _ in states} <= {Dispatch.PENDING, Dispatch.SENT}

        agency.start()
        await until_settled(agency)
        agency.kill()
        came = store.read_now(lambda session: outcome(session, SENDERS, agency.sink.delivered))
        store.close()
    assert came == Outcome()


async def until_settled(agency: MailAgency) -> None:
    while not await asyncio.to_thread(all_settled, agency):  # noqa: ASYNC110 - another process does it
        await asyncio.sleep(0.1)
