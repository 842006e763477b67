"""A chat room with its people, on SQLite."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from casework.desk import Desk
from casework.office import Office
from playground.telegram import TelegramServer
from storage.store import Store
from tests.bot.room import Room, open_room
from tests.house import HandClock, People, hire, make_desk, make_office


@pytest.fixture(scope="session")
def hired(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, People]:
    """Return a database in which the people of the house are hired, to begin each test with."""
    path = tmp_path_factory.mktemp("hired") / "vastaja.db"
    desk = make_desk(f"sqlite:///{path}")
    people = hire(desk)
    desk.store.close()  # the last connection writes the log into the file
    return path, people


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def desk(hired: tuple[Path, People], tmp_path: Path, clock: HandClock, office: Office) -> Iterator[Desk]:
    path = tmp_path / "vastaja.db"
    shutil.copy(hired[0], path)
    opened = Desk(Store(f"sqlite:///{path}"), office, clock)
    yield opened
    opened.store.close()


@pytest.fixture
def people(hired: tuple[Path, People]) -> People:
    return hired[1]


@pytest.fixture
async def server(clock: HandClock) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(clock=clock) as server:
        yield server


@pytest.fixture
async def room(desk: Desk, people: People, tmp_path: Path, server: TelegramServer) -> AsyncIterator[Room]:
    async with open_room(desk, people, tmp_path / "originals", server) as room:
        yield room
