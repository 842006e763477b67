"""A desk with its people, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from casework.desk import Desk
from rules.records import Filed
from tests.house import HandClock, People, hire, letter, make_desk, receive


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(database_url: str, clock: HandClock) -> Iterator[Desk]:
    opened = make_desk(database_url, clock)
    yield opened
    opened.store.close()


@pytest.fixture
def people(desk: Desk) -> People:
    return hire(desk)


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
