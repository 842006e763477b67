"""A database with its tables, made by the migrations once and copied for each test: to run them all takes a quarter of a second."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text

from storage.migrate import upgrade
from storage.revisions import versions
from storage.store import Store

TEMPLATE = "vastaja_template"
COPIES_FILES = 150_000  # the version of PostgreSQL from which on a copy may be asked for file by file: half the time


def lay_out(database_url: str, like: str = "") -> None:
    """Give an empty database its tables, and all that `like` holds where one is named; one that has some is brought to those of today."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if not Path(url.database or "").exists():
            copy(like, database_url)
            return
    elif _is_empty(database_url):
        drop(database_url)
        copy(like, database_url)
        return
    store = Store(database_url)
    here, head = versions(store.engine)
    if here != head:
        upgrade(store.engine)
    store.close()


def copy(like: str, to: str) -> None:
    """Make a database `to` that holds what `like` holds, or only the tables where that is not named. Nobody may be using `like`."""
    url, pattern = make_url(to), make_url(like) if like else None
    if url.get_backend_name() == "sqlite":
        shutil.copy(pattern.database or "" if pattern else _file(), url.database or "")
    else:
        _copy(_server_of(_server(url)), (pattern.database if pattern else "") or TEMPLATE, url.database or "")


def drop(database_url: str) -> None:
    """Take a database off the server, whoever still holds it: hundreds of them would fill the memory that they lie in."""
    url = make_url(database_url)
    with _server_of(_server(url)).connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{url.database}" WITH (FORCE)'))


@cache
def _file() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="vastaja-template-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    store = Store(f"sqlite:///{folder}/vastaja.db")
    upgrade(store.engine)
    store.close()  # the last connection writes the log into the file
    return folder / "vastaja.db"


def _is_empty(database_url: str) -> bool:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT to_regclass('ledger')")).scalar()
    engine.dispose()
    return found is None


def _server(url: URL) -> URL:
    return url.set(database="postgres")


def _copy(server: Engine, pattern: str, name: str) -> None:
    with server.connect() as connection:
        quick = "STRATEGY FILE_COPY" if connection.execute(text("SHOW server_version_num")).scalar_one() >= str(COPIES_FILES) else ""
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}" {quick}'))


@cache
def _server_of(url: URL) -> Engine:
    """Return a server that has the template."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{TEMPLATE}"'))
    store = Store(url.set(database=TEMPLATE).render_as_string(hide_password=False))
    upgrade(store.engine)
    store.close()
    return server
