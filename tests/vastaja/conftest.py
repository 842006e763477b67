"""What the tests of the operator's door share."""

from pathlib import Path

import pytest

from tests.vastaja.terminal import SETTINGS, Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """Return a terminal in an empty folder with a small vastaja.toml."""
    there = Terminal(tmp_path)
    there.settings(SETTINGS)
    return there
