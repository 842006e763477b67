"""The index is filled by the service in the time that registering leaves, and catches up after a stop."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from casework.desk import Desk
from casework.indexing import waiting_to_index
from casework.receive import Arrival, take_in
from casework.search import Query, search_cases
from storage.tables import Ledger
from tests.house import MONDAY, hire, letter, make_desk, receive
from vastaja.indexer import Indexer
from vastaja.worker import Reader


@pytest.fixture
def desk(office_url: str) -> Iterator[Desk]:
    opened = make_desk(office_url)
    yield opened
    opened.store.close()


@pytest.fixture
async def indexer(desk: Desk) -> AsyncIterator[Indexer]:
    reader = Reader(desk.office.senders)
    yield Indexer(desk, reader)
    reader.close()


async def test_letters_are_indexed_when_none_waits_to_be_registered(desk: Desk, indexer: Indexer, tmp_path: Path) -> None:
    mari = hire(desk).mari
    for number in range(3):
        receive(desk, tmp_path / "originals", letter(f"Hooldekodu number {number}.", message_id=f"<{number}@x.example>"), number + 1)
    (waits,) = desk.do_now(take_in, "imap:info", "INBOX", [Arrival("0" * 64, 10, MONDAY, 1, 99)])
    await indexer.round()
    assert len(desk.look_now(waiting_to_index)) == 3  # what is registered may wait, what is not may not
    desk.do_now(lambda turn: turn.session.delete(turn.session.get_one(Ledger, waits)))
    await indexer.round()
    assert desk.look_now(waiting_to_index) == []
    assert desk.look_now(search_cases, mari, Query("hooldekodus", words="hooldekodus")).total == 3
