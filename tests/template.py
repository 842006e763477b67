"""A database with its tables, made by the migrations once and copied for each test: to run them all takes a quarter of a second."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, make_url, text

from storage.migrate import upgrade
from storage.store import Store

TEMPLATE = "vastaja_template"


def lay_out(database_url: str) -> None:
    """Give an empty database its tables; one that has some is brought to those of today."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        if not Path(url.database or "").exists():
            shutil.copy(_file(), url.database or "")
            return
    elif _is_empty(database_url):
        _copy_template(url)
        return
    store = Store(database_url)
    upgrade(store.engine)
    store.close()


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


def _copy_template(url: URL) -> None:
    server = _server_of(url.set(database="postgres"))
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{url.database}"'))
        connection.execute(text(f'CREATE DATABASE "{url.database}" TEMPLATE "{TEMPLATE}"'))


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
