"""`vastaja db`: migrations, a copy while the house works, and the proof that ledger, originals and history are whole."""

from pathlib import Path
from typing import Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, settings_of
from vastaja.show import put, put_json, put_table

app = typer.Typer(help="The database: upgrade, backup, verify.", no_args_is_help=True, rich_markup_mode=None)


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
    from vastaja.opening import sqlite_file

    settings = settings_of(config)
    file = sqlite_file(settings)
    if file is None:
        raise Failed(
            "PostgreSQL makes its own copies: run pg_dump --format=custom, and after it copy [storage] originals"
        )
    if not file.exists():
        raise Failed(f"{file}: there is no database yet; nothing to copy")
    to = place_of_copy(path)
    copied = back_up(file, settings.storage.originals, to)
    put(f"copied to {to.database}, and {copied} originals to {to.originals}")


@app.command("verify")
def verify(json: Json = False, config: Config = None) -> None:
    """Look whether database, ledger, originals and history are whole; exit 1 if not."""
    from vastaja.backup import verify as look
    from vastaja.opening import open_desk, originals_of

    settings = settings_of(config)
    with open_desk(settings) as desk:
        found = desk.look_now(look, originals_of(settings))
    for one in found if json else ():
        put_json({"what": one.what, "seen": one.seen, "faults": [*one.faults]})
    if not json:
        put_table(("what", "looked at", "faults"), [(one.what, one.seen, len(one.faults)) for one in found])
    faults = [fault for one in found for fault in one.faults]
    if faults:
        for fault in faults[:100] if not json else ():
            put(fault)
        raise Failed(f"{len(faults)} faults; restore the last copy, or ask who looks after the house")
