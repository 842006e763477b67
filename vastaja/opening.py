"""Opens what is remembered for a command: the database at the version of this program, the originals, a desk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

from casework.desk import Desk
from casework.office import Office
from reading.topic import use_topics
from storage.originals import Originals
from storage.revisions import demand_current, versions
from storage.store import Store
from vastaja.office import make_office
from vastaja.settings import Settings


def open_store(settings: Settings, demand: Callable[[Engine], object] = demand_current) -> Store:
    """Return the door to the database. An empty database is made; one that is not as `demand` wants it is left alone.

    Raises OtherVersion.
    """
    make_room(settings)
    store = Store(settings.storage.database)
    try:
        here, _ = versions(store.engine)
        if not here:
            from storage.migrate import upgrade  # Alembic is loaded only where there is work for it

            upgrade(store.engine)
        demand(store.engine)
    except BaseException:
        store.close()
        raise
    return store


def make_room(settings: Settings) -> None:
    """Make the folders of database and originals, for the eyes of this user only."""
    file = sqlite_file(settings)
    for folder in (settings.storage.folder, *((file.parent,) if file else ())):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sqlite_file(settings: Settings) -> Path | None:
    """Return the file of the database, or None where a server keeps it."""
    url = settings.storage.database
    return Path(url.removeprefix("sqlite:///").partition("?")[0]) if url.startswith("sqlite:///") else None


@contextmanager
def open_desk(settings: Settings, office: Office | None = None) -> Iterator[Desk]:
    """Give a desk for the length of one command. Raises OfficeFault, OtherVersion."""
    store = open_store(settings)
    try:
        office = office or make_office(settings)
        use_topics(office.topics)
        yield Desk(store, office, lambda: datetime.now(UTC), originals=originals_of(settings))
    finally:
        store.close()


def originals_of(settings: Settings) -> Originals:
    """Return where letters and attachments are kept: a folder, or a bucket with near copies in a folder."""
    place, keys = settings.storage.originals, settings.storage.s3
    if isinstance(place, Path) or not keys:
        return Originals(settings.storage.folder)
    from vastaja.object_store import ObjectStore  # its library is loaded only where it is used

    return Originals(settings.storage.folder, home=ObjectStore(place, keys))
