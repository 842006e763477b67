"""What every test may need: the parts a machine has, and the naming of those it lacks.

A test marked `needs("dovecot")` is left out on a machine without Dovecot, and the end of the run says so.
Under CI nothing may be left out: a missing part fails the run.
"""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests import postgres
from tests.databases import ENGINE, ON_POSTGRES, Databases
from tests.template import drop

os.environ.setdefault("PTB_TIMEDELTA", "1")  # as vastaja/cli.py does: else the bot's library warns at each RetryAfter
os.environ.setdefault("PGSSLMODE", "disable")  # our PostgreSQL would do TLS with whoever lets it: to a loopback it costs and gives nothing

# What the tests write need not outlive the machine: in memory no commit waits for a disk. The benches measure on the real one.
MEMORY: Final = Path("/dev/shm")
if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > 4 * 2**30:
    tempfile.tempdir = str(MEMORY)

SHARED: Final = Path(__file__).parents[2] / "shared"

PARTS: Final[Mapping[str, Callable[[], bool]]] = {
    "dovecot": lambda: shutil.which("dovecot", path="/usr/sbin:/usr/bin:/usr/local/sbin") is not None,
    "chromium": lambda: shutil.which("chromium") is not None,
    "postgres": postgres.available,
    "botapi": lambda: (SHARED / "botapi" / "api.min.json").exists(),
    "letters": lambda: (SHARED / "letters" / "labels.jsonl").exists(),
}

left_out: Counter[str] = Counter()


def pytest_configure(config: pytest.Config) -> None:
    if ENGINE not in ("", "sqlite", "postgres"):
        raise pytest.UsageError("VASTAJA_TEST_ENGINE must be sqlite or postgres")
    config.addinivalue_line("markers", "needs(part): runs only where the machine has this part")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if ON_POSTGRES:
        items[:] = [item for item in items if "databases" in getattr(item, "fixturenames", ())]
    have = {part: found() for part, found in PARTS.items()}
    kept, dropped = [], []
    for item in items:
        missing = [part for mark in item.iter_markers("needs") for part in mark.args if not have[part]]
        left_out.update(missing[:1])
        (dropped if missing else kept).append(item)
    if dropped and os.environ.get("CI"):
        raise pytest.UsageError(f"under CI no test may be left out: {_told()}")
    if dropped:
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if left_out:
        terminalreporter.write_line(f"left out, for want of a part: {_told()}", yellow=True)


def _told() -> str:
    return ", ".join(f"{count} tests that need {part}" for part, count in sorted(left_out.items()))


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[Callable[[], str]]:
    """Return a maker of fresh, empty databases on a PostgreSQL of our own."""
    with postgres.server() as new_database:
        yield new_database


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs("postgres"))])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/vastaja.db"
        return
    make: Callable[[], str] = request.getfixturevalue("postgres_url")
    url = make()
    yield url
    drop(url)


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Databases:
    """Return the maker of databases on the engine of this run."""
    return Databases(request.getfixturevalue("postgres_url") if ON_POSTGRES else None)


@pytest.fixture
def office_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """Return a database with its tables, on the engine of this run."""
    url = databases.new(tmp_path)
    yield url
    databases.drop(url)
