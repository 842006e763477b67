"""One Dovecot for all walks, a mailbox and an agency of its own for each."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bot.conftest import clock, desk, hired, office, people, room, server  # noqa: F401  # a chat room with a hand-moved clock
from tests.dovecot import Dovecot
from tests.walks.agency import Agency
from vastaja import service


@pytest.fixture(autouse=True)
def quick_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loops that look now and then look often: nobody watches a walk wait."""
    for name in ("CANARY_EVERY", "COPIES_EVERY", "INDEX_EVERY"):
        monkeypatch.setattr(service, name, timedelta(seconds=0.2))


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot() as running:
        yield running


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """Return the name of a mailbox that no other test uses."""
    return "".join(sign for sign in request.node.name.lower() if sign.isalnum())[:60]


@pytest.fixture
async def agency(dovecot: Dovecot, user: str, tmp_path: Path, office_url: str) -> AsyncIterator[Agency]:
    async with Agency(dovecot, user, tmp_path, office_url) as one:
        await one.open()
        await one.hire()
        yield one
