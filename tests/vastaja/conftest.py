"""What the tests of the operator's door share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Databases
from tests.vastaja.terminal import SETTINGS, Terminal


@pytest.fixture
def terminal_with_a_file(tmp_path: Path) -> Terminal:
    """Return a terminal whose database is a file of its folder, whatever the engine of this run."""
    there = Terminal(tmp_path)
    there.settings(SETTINGS)
    return there


@pytest.fixture
def terminal(databases: Databases, tmp_path: Path) -> Iterator[Terminal]:
    """Return a terminal in an empty folder with a small vastaja.toml, and an empty database on the engine of this run."""
    url = databases.empty()
    there = Terminal(tmp_path, url)
    there.settings(SETTINGS)
    yield there
    databases.drop(url)
