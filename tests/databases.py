"""Which engine a run of the tests keeps its offices on, and a fresh database of it for whoever asks.

Where `VASTAJA_TEST_ENGINE` says nothing, an office is on SQLite, and what concerns the database itself is tried on both engines
(`database_url`). With `VASTAJA_TEST_ENGINE=postgres` only tests whose office would else be on SQLite are run, on PostgreSQL: the
two runs together are the whole suite on both.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Final

from sqlalchemy import make_url

from tests.template import copy, drop

ENGINE: Final = os.environ.get("VASTAJA_TEST_ENGINE", "")
ON_POSTGRES: Final = ENGINE == "postgres"
_numbers: Final = count(1)


@dataclass(frozen=True, slots=True)
class Databases:
    """Makes databases with their tables. `server` makes an empty one on PostgreSQL; without it they are files."""

    server: Callable[[], str] | None = None

    @property
    def on_postgres(self) -> bool:
        return self.server is not None

    def new(self, folder: Path, like: str = "") -> str:
        """Return the address of a fresh database, a file of `folder` on SQLite; one `like` another holds all that the other does."""
        url = self._beside() if self.server else f"sqlite:///{folder}/vastaja.db"
        copy(like, url)
        return url

    def empty(self) -> str:
        """Return the address of a database without tables on PostgreSQL, "" where an office makes its own file."""
        return self.server() if self.server else ""

    def drop(self, url: str) -> None:
        """Give back what a test has used; a file goes with its folder."""
        if self.server:
            drop(url)

    def _beside(self) -> str:
        url = make_url(_first(self.server)).set(database=f"office{next(_numbers)}")
        return url.render_as_string(hide_password=False)


_known: dict[Callable[[], str], str] = {}


def _first(server: Callable[[], str] | None) -> str:
    """Return the address of one database of a server: the others differ in their names only."""
    assert server is not None
    if server not in _known:
        _known[server] = server()
    return _known[server]
