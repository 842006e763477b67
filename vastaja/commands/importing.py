"""`vastaja import`: letters that lie in files become cases, as if they had come by mail."""

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Json, settings_of
from vastaja.progress import progress_bar
from vastaja.show import put, put_json

if TYPE_CHECKING:
    from vastaja.importer import Imported
    from vastaja.settings import Settings


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_letters)


def import_letters(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help=".eml files, mbox files, Maildirs, folders of them.")
    ],
    no_receipts: Annotated[bool, typer.Option("--no-receipts", help="Tell the writers nothing.")] = False,
    json: Json = False,
    config: Config = None,
) -> None:
    """Import letters; a second time changes nothing. The last line is the counts by outcome, as JSON.

    Receipts wait in the outbox until `vastaja run` sends them. Exit 1 only if a path could not be read.
    """
    settings = settings_of(config)
    done = asyncio.run(_take(settings, paths, not no_receipts))
    for one in done.unreadable:
        put(f"vastaja: {one.path}: cannot be read ({one.why})", sys.stderr)
    if not json:
        for name, number in done.summary().items():
            put(f"{name:<12}{number}", sys.stderr)
    put_json(done.summary())
    if done.unreadable:
        raise typer.Exit(1)


async def _take(settings: "Settings", paths: list[Path], receipts: bool) -> "Imported":
    from vastaja.importer import Importer
    from vastaja.learnt import model_file
    from vastaja.mail_files import octets_in
    from vastaja.opening import open_desk, originals_of
    from vastaja.worker import Reader

    with open_desk(settings) as desk:
        readers = max(1, min(4, os.cpu_count() or 1))
        reader = Reader(desk.office.senders, workers=readers, model=model_file(desk, settings))
        importer = Importer(desk, originals_of(settings), reader, receipts=receipts, side_by_side=readers)
        try:
            with progress_bar("letters", octets_in(paths)) as progress:
                return await importer.take(paths, progress)
        finally:
            reader.close()
