"""A chat room with its people, on the engine of this run."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from casework.desk import Desk
from casework.office import Office
from playground.telegram import TelegramServer
from storage.originals import Originals
from storage.store import Store
from tests.bot.room import Room, open_room
from tests.databases import Databases
from tests.house import HandClock, People, hire, make_desk, make_office


@pytest.fixture(scope="session")
def hired(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, People]:
    """Return a database in which the people of the house are hired, to begin each test with."""
    url = databases.new(tmp_path_factory.mktemp("hired"))
    desk = make_desk(url)
    people = hire(desk)
    desk.store.close()  # the last connection writes the log into the file
    return url, people


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture
def desk(hired: tuple[str, People], databases: Databases, tmp_path: Path, clock: HandClock, office: Office) -> Iterator[Desk]:
    url = databases.new(tmp_path, like=hired[0])
    opened = Desk(Store(url), office, clock, originals=Originals(tmp_path / "originals"))
    yield opened
    opened.store.close()
    databases.drop(url)


@pytest.fixture
def people(hired: tuple[str, People]) -> People:
    return hired[1]


@pytest.fixture
async def server(clock: HandClock) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(clock=clock) as server:
        yield server


@pytest.fixture
async def room(desk: Desk, people: People, tmp_path: Path, server: TelegramServer) -> AsyncIterator[Room]:
    async with open_room(desk, people, tmp_path / "originals", server) as room:
        yield room
