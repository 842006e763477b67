"""What the tests of the operator's door share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.vastaja.terminal import SETTINGS, Terminal


@pytest.fixture
def terminal(databases: Databases, tmp_path: Path) -> Iterator[Terminal]:
    """Return a terminal in an empty folder with a small vastaja.toml, and an empty database on the engine of this run."""
    url = databases.empty()
    there = Terminal(tmp_path, url)
    there.settings(SETTINGS)
    yield there
    databases.drop(url)
