"""A chat room with its people, on SQLite."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from casework.desk import Desk
from casework.office import Office
from playground.telegram import TelegramServer
from tests.bot.room import Room, open_room
from tests.house import HandClock, People, hire, make_desk, make_office


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock, office: Office) -> Iterator[Desk]:
    opened = make_desk(f"sqlite:///{tmp_path}/vastaja.db", clock, office)
    yield opened
    opened.store.close()


@pytest.fixture
def people(desk: Desk) -> People:
    return hire(desk)


@pytest.fixture
async def server(clock: HandClock) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(clock=clock) as server:
        yield server


@pytest.fixture
async def room(desk: Desk, people: People, tmp_path: Path, server: TelegramServer) -> AsyncIterator[Room]:
    async with open_room(desk, people, tmp_path / "originals", server) as room:
        yield room
