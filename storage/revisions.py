"""Which revision a database is at and which this program wants: asked at every start, so without loading Alembic."""

import re
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, inspect, text

FOLDER: Final = Path(__file__).parent / "migrations" / "versions"
ROLLING: Final = "0019"  # from here on a migration says which programs may go on working while it is done, and after it
_NAMED: Final = re.compile(r'^(revision|down_revision|works_for)\s*=\s*"([^"]*)"', re.MULTILINE)


class OtherVersion(Exception):
    """The database is not at the version of this program."""


def versions(engine: Engine) -> tuple[str, str]:
    """Return the database's revision ("" for an empty one) and the newest one known here."""
    with engine.connect() as connection:
        kept = inspect(connection).has_table("alembic_version")
        here = connection.scalar(text("SELECT version_num FROM alembic_version")) if kept else ""
    return here or "", newest()


def newest() -> str:
    """Return the revision that no other comes after."""
    told = _told()
    (head,) = {str(one["revision"]) for one in told} - {one.get("down_revision") for one in told}
    return head


def works_for(revision: str = "") -> str:
    """Return the oldest revision whose program may work on the tables of this one, or on what one migration makes of them.

    A migration that says nothing lets no older program go on. Of several the strictest word counts.
    """
    told = {one["revision"]: one.get("works_for", one["revision"]) for one in _told() if one["revision"] >= ROLLING}
    return told[revision] if revision else max(told.values())


def demand_usable(engine: Engine) -> bool:
    """Raise OtherVersion unless this program may serve the database; return whether a newer one has changed it meanwhile.

    During an upgrade of several processes, one of the older program that is started once more goes on where the newer tables let it.
    """
    here, head = versions(engine)
    if here <= head:
        demand_current(engine)
        return False
    with engine.connect() as connection:
        oldest = connection.scalar(text("SELECT works_for FROM alembic_version")) or here
    if oldest > head:
        raise OtherVersion(
            f"the database is at revision {here} of a newer program, and this one (at {head}) may not work on it: install the newer program")  # fmt: skip
    return True


def demand_known(engine: Engine) -> None:
    """Raise OtherVersion where the database was last used by a program newer than this one."""
    here, head = versions(engine)
    if here and here not in {str(one["revision"]) for one in _told()}:
        raise OtherVersion(
            f"the database is at revision {here}, which this program (at {head}) does not know: install the newer program")  # fmt: skip


def demand_current(engine: Engine) -> None:
    """Raise OtherVersion, with a sentence that says what to do, unless the database is of this version."""
    here, head = versions(engine)
    if here != head:
        raise OtherVersion(
            "the database is empty: run `vastaja db upgrade`" if not here
            else f"the database is at revision {here}, this program at {head}: run `vastaja db upgrade`")  # fmt: skip


def _told() -> list[dict[str, str]]:
    """Return what each migration says of itself."""
    return [dict(_NAMED.findall(file.read_text(encoding="utf-8"))) for file in FOLDER.glob("*.py")]
