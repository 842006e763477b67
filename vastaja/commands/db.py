"""`vastaja db`: migrations, a copy and the way back, a move to the other engine, and the proof that all is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_of
from vastaja.progress import progress_bar
from vastaja.show import json_line, put, put_json, put_table

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from vastaja.settings import Settings
    from vastaja.verify import Verified

app = typer.Typer(
    help="The database: upgrade, backup, restore, move, verify.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("upgrade")
def upgrade(config: Config = None) -> None:
    """Bring the database to the tables of this version; an empty one is made."""
    from storage.migrate import upgrade as migrate
    from storage.revisions import versions
    from storage.store import open_engine
    from vastaja.opening import make_room

    settings = settings_of(config)
    make_room(settings)
    engine = open_engine(settings.storage.database)
    try:
        before, _ = versions(engine)
        migrate(engine)
        after, _ = versions(engine)
    finally:
        engine.dispose()
    put(f"the database is at revision {after}" + ("" if before == after else f", before it was {before or 'empty'}"))


@app.command("backup")
def backup(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A new folder, or a file that ends in .db.")],
    config: Config = None,
) -> None:
    """Copy database and originals, also while the service runs."""
    from vastaja.backup import back_up, place_of_copy
    from vastaja.opening import originals_of

    settings = settings_of(config)
    to = place_of_copy(path)
    with progress_bar("rows", _rows(settings)) as progress:
        copied = back_up(settings.storage.database, originals_of(settings), to, progress)
    put(f"copied to {to.database}, and {copied} originals to {to.originals}")


@app.command("restore")
def restore(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="What `vastaja db backup` has made.")],
    config: Config = None,
) -> None:
    """Put a copy in the place of what was lost, and prove that it is whole. The place must be empty."""
    from storage.carry import NotEmpty
    from vastaja.backup import NoCopy, place_of_copy
    from vastaja.backup import restore as put_back
    from vastaja.opening import make_room, originals_of

    settings = settings_of(config)
    make_room(settings)
    copy = place_of_copy(path)
    try:
        with progress_bar("rows", 0) as progress:
            back = put_back(copy, settings.storage.database, originals_of(settings), progress)
    except NoCopy:
        raise Failed(f"{copy.database}: there is no copy here; name what `vastaja db backup` has made") from None
    except NotEmpty:
        raise Failed("the database is not empty: name an empty one in [storage] database") from None
    put(f"restored from {copy.database}, and {back.originals} originals to {settings.storage.originals}")
    if back.in_doubt:
        put(f"letters that were still to go when the copy was made, and may have gone since: {back.in_doubt}. None goes before somebody has said so. "
            "`vastaja outbox list` names them; look into the Sent folder, then `vastaja outbox settle ID sent` or `not-sent`")  # fmt: skip
    _tell(_looked_at(settings), json=False)


@app.command("move")
def move(
    source: Annotated[str, typer.Argument(metavar="FROM", help="sqlite:///FILE, postgresql://... or a vastaja.toml.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty database, named likewise.")],
    config: Config = None,
) -> None:
    """Carry every row from one database to another, as from SQLite to PostgreSQL, and count them. Stop the service first.

    Between two settings files the originals go too, where they live elsewhere in the second: each is there before a row speaks of it.
    """
    from storage.carry import CountsDiffer, NotEmpty, carry
    from storage.migrate import upgrade as migrate
    from storage.revisions import demand_current, versions
    from storage.store import open_engine
    from vastaja.backup import NotThere

    (here_url, old), (there_url, new) = _named(source), _named(target)
    here, there = open_engine(here_url), open_engine(there_url)
    try:
        if not versions(here)[0]:
            raise Failed("FROM holds no database of this house")
        demand_current(here)
        if not versions(there)[0]:
            migrate(there)
        demand_current(there)
        originals = _with_originals(here, there, old, new)
        with progress_bar("rows", 0) as progress:
            counts = carry(here, there, progress)
    except NotEmpty:
        raise Failed("TO is not empty: nothing was changed; name an empty database") from None
    except CountsDiffer as differ:
        raise Failed(f"not every row arrived ({differ}): TO was left empty; stop the service and move again") from None
    except NotThere as missing:
        raise Failed(f"{missing}: TO was left empty; `vastaja db verify` names them") from None
    finally:
        here.dispose()
        there.dispose()
    put_table(("table", "rows"), [(name, number) for name, number in counts.items() if number])
    put(f"{sum(counts.values())} rows moved; {originals}")


@app.command("verify")
def verify(
    json: Json = False,
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write the history too, to be verified elsewhere.")
    ] = None,
    offline: Annotated[
        Path | None, typer.Option("--offline", metavar="FILE", help="Verify an exported history, without a database.")
    ] = None,
    config: Config = None,
) -> None:
    """Look whether database, ledger, originals, outbox and history are whole; exit 1 if not."""
    if offline:
        _tell([_exported(offline)], json=json)
        return
    settings = settings_of(config)
    found = _looked_at(settings, export)
    _tell(found, json=json)


def _with_originals(here: "Engine", there: "Engine", old: "Settings | None", new: "Settings | None") -> str:
    """Have every original that a row of `here` speaks of where `new` keeps them, and say how many that are and what is left to do.

    Raises NotEmpty, NotThere, OSError.
    """
    from storage.carry import NotEmpty, count_rows
    from vastaja.backup import all_originals
    from vastaja.opening import originals_of

    if old is None or new is None:
        return "write TO into [storage] database, the originals stay where they are"
    if any(count_rows(there).values()):
        raise NotEmpty
    seen, copied = all_originals(here, originals_of(old), originals_of(new))
    return f"all {seen} originals are at {new.storage.originals}" + (f", {copied} of them new there" if copied else "")


def _looked_at(settings: "Settings", export: Path | None = None) -> "list[Verified]":
    from vastaja.opening import open_desk, originals_of
    from vastaja.verify import export_events
    from vastaja.verify import verify as look

    with open_desk(settings) as desk:
        if export:
            with export.open("x", encoding="utf-8") as file:
                desk.look_now(lambda turn: file.writelines(f"{json_line(one)}\n" for one in export_events(turn)))
        return desk.look_now(look, originals_of(settings))


def _exported(file: Path) -> "Verified":
    from json import JSONDecodeError

    from vastaja.verify import exported_lines, verify_exported

    try:
        return verify_exported(lambda: exported_lines(file))
    except (JSONDecodeError, KeyError, TypeError, ValueError):
        raise Failed(f"{file}: is no history that `vastaja db verify --export` wrote") from None


def _tell(found: "list[Verified]", *, json: bool) -> None:
    """Print what was looked at. Raises Failed where anything is not whole."""
    for one in found if json else ():
        put_json({"what": one.what, "seen": one.seen, "faults": [*one.faults]})
    if not json:
        put_table(("what", "looked at", "faults"), [(one.what, one.seen, len(one.faults)) for one in found])
    faults = [fault for one in found for fault in one.faults]
    if faults:
        for fault in faults[:100] if not json else ():
            put(fault)
        raise Failed(f"{len(faults)} faults; restore the last copy, or ask who looks after the house")


def _rows(settings: "Settings") -> int:
    """Return how many rows a copy will carry, 0 where the file is copied whole. Raises Failed without a database."""
    from storage.carry import count_rows
    from storage.revisions import versions
    from storage.store import open_engine
    from vastaja.opening import sqlite_file

    file = sqlite_file(settings)
    if file is not None and not file.exists():
        raise Failed(f"{file}: there is no database yet; nothing to copy")
    if file is not None:
        return 0
    engine = open_engine(settings.storage.database)
    try:
        here, program = versions(engine)
        if not here:
            raise Failed("the database is empty; nothing to copy")
        if here != program:
            raise Failed(f"the database is at revision {here}, this program at {program}: copy it with the program that it belongs to")
        return sum(count_rows(engine).values())
    finally:
        engine.dispose()


def _named(told: str) -> "tuple[str, Settings | None]":
    """Return the address of a database: as it was written, or with the settings of a file, which keeps a password out of sight."""
    import os

    from vastaja.settings import load_settings
    from vastaja.values import database_url, over_tls

    if told.endswith(".toml"):
        settings = load_settings(Path(told), os.environ)
        return settings.storage.database, settings
    try:
        return over_tls(database_url(told)), None
    except ValueError as wrong:
        raise WrongUse(f"{told.partition('@')[2] or told}: {wrong}, or name a vastaja.toml") from None
