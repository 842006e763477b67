"""`vastaja export register`: the register for the document system, in the names of DHX, persons suppressed."""

import csv
import sys
from datetime import date
from typing import Annotated, Final

import typer

from vastaja.commands.options import Config, WrongUse, settings_of
from vastaja.show import put_json

app = typer.Typer(help="What other systems take over: the register.", no_args_is_help=True, rich_markup_mode=None)
FORMATS: Final = ("csv", "json")


@app.callback()
def export() -> None:
    """What other systems take over: the register."""


@app.command("register")
def register(
    since: Annotated[str, typer.Option("--since", metavar="D", help="From this day on: 2026-11-01.")],
    form: Annotated[str, typer.Option("--format", metavar="F", help="csv or json, one object a line.")] = "csv",
    config: Config = None,
) -> None:
    """Print what came and what went out, in the field names of a DHX capsule. No private person is named."""
    from casework.turn import Turn
    from vastaja.opening import open_desk
    from vastaja.register_rows import COLUMNS, register_rows, safe_cell

    if form not in FORMATS:
        raise WrongUse("--format is csv or json")
    try:
        first = date.fromisoformat(since)
    except ValueError:
        raise WrongUse("--since is a day written as 2026-11-01") from None

    def write(turn: Turn) -> None:
        if form == "json":
            for row in register_rows(turn, first):
                put_json(row)
            return
        sheet = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\r\n")
        sheet.writeheader()
        for row in register_rows(turn, first):
            sheet.writerow({name: safe_cell(cell) for name, cell in row.items()})

    with open_desk(settings_of(config)) as desk:
        desk.look_now(write)
