"""A desk with its people, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from casework.desk import Desk
from rules.records import Filed
from tests.house import HandClock, People, hire, letter, make_desk, receive
from tests.template import copy, lay_out

Hired = Callable[[str], tuple[str, People]]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture(scope="session")
def hired(tmp_path_factory: pytest.TempPathFactory) -> Hired:
    """Return a maker of a database, on the engine of the one that is named, in which the people of the house are hired."""
    made: dict[str, tuple[str, People]] = {}

    def on_the_engine_of(database_url: str) -> tuple[str, People]:
        url = make_url(database_url)
        if (engine := url.get_backend_name()) not in made:
            name = str(tmp_path_factory.mktemp("hired") / "house.db") if engine == "sqlite" else "hired"
            like = url.set(database=name).render_as_string(hide_password=False)
            copy("", like)
            desk = make_desk(like)
            made[engine] = like, hire(desk)
            desk.store.close()  # nobody may be using it while it is copied
        return made[engine]

    return on_the_engine_of


@pytest.fixture
def desk(request: pytest.FixtureRequest, database_url: str, clock: HandClock, hired: Hired) -> Iterator[Desk]:
    """Return a desk; its people are there where a test asks for them."""
    lay_out(database_url, hired(database_url)[0] if "people" in request.fixturenames else "")
    opened = make_desk(database_url, clock)
    yield opened
    opened.store.close()


@pytest.fixture
def people(desk: Desk, database_url: str, hired: Hired) -> People:
    return hired(database_url)[1]


Post = Callable[..., tuple[Filed, str]]


@pytest.fixture
def post(desk: Desk, tmp_path: Path) -> Post:
    """Post a letter to the agency and say what became of it."""
    uids = iter(range(1, 10_000))

    def deliver(
        text: str = "Palun selgitage, kes maksab asenduskodu eest.", folder: str = "INBOX",
        arrived: datetime | None = None, **head: Any,
    ) -> tuple[Filed, str]:  # fmt: skip
        return receive(desk, tmp_path / "originals", letter(text, **head), next(uids), folder, arrived)

    return deliver
