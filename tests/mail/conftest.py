"""Servers for the tests of the room: one Dovecot for all of them, a mailbox of its own for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.certificates import Certificates
from tests.dovecot import Dovecot


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    with Dovecot(tls=True) as server:
        yield server


@pytest.fixture
def user(request: pytest.FixtureRequest) -> str:
    """Return the name of a mailbox that no other test uses."""
    return "".join(sign for sign in request.node.name.lower() if sign.isalnum())


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    return Certificates(Path(tmp_path_factory.mktemp("certificates")))
