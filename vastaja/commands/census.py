"""`vastaja census`: every watched folder against the ledger, letter by letter."""

import sys
import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Final

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table

if TYPE_CHECKING:
    from casework.census import Counted, Difference
    from casework.desk import Desk

ON_THE_WAY: Final = 2.0  # seconds that a running service gets for letters that have just come

HEADS: Final = ("mailbox", "uidvalidity", "on_server", "in_ledger", "missing", "gone")


def add_to(app: typer.Typer) -> None:
    app.command("census")(census)


def census(json: Json = False, config: Config = None) -> None:
    """Compare the mailboxes with the ledger; exit 1 if a letter on the server is not in the ledger."""
    from mail.trouble import MailboxTrouble, Trouble
    from vastaja.census import count_folder, places
    from vastaja.opening import open_desk

    settings = settings_of(config)
    if not settings.mailbox:
        raise WrongUse("there is nothing to count: name a [[mailbox]]")
    found: list[Difference] = []
    faults = 0
    with open_desk(settings) as desk:
        for place in (one for mailbox in settings.mailbox for one in places(mailbox)):
            try:
                found.append(_difference(desk, count_folder(place)))
            except MailboxTrouble as trouble:
                put(f"vastaja: {trouble.sentence}", sys.stderr)
                # A mailbox without a junk folder has no junk to lose.
                faults += not (trouble.kind is Trouble.FOLDER_MISSING and "/" in place.mailbox)
    _show(found, json)
    if faults:
        raise Failed("not every folder could be counted")
    if any(one.missing for one in found):
        raise typer.Exit(1)


def _difference(desk: "Desk", counted: "Counted") -> "Difference":
    from casework.census import compare

    found = desk.look_now(compare, counted)
    if found.missing:
        time.sleep(ON_THE_WAY)
        found = desk.look_now(compare, counted)
    return found


def _show(found: "list[Difference]", json: bool) -> None:
    from casework.census import ranges

    if json:
        for one in found:
            put_json(asdict(one))
        return
    put_table(HEADS, [[one.mailbox, str(one.uidvalidity), str(one.on_server), str(one.in_ledger), ranges(one.missing),
                       ranges(one.gone)] for one in found])  # fmt: skip
