"""The command line of the house. Exit 0: done; 1: failed; 2: wrong usage or settings, with a sentence that says what to do."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from vastaja.commands import (
    calendar,
    census,
    db,
    deadline,
    export,
    forget,
    held,
    importing,
    learn,
    outbox,
    read,
    register,
    rehearse,
    report,
    running,
    setting_up,
    staff,
    templates,
)
from vastaja.show import put
from vastaja.sorry import answer_to

app = typer.Typer(
    name="vastaja",
    help="Answers citizens in time: letters in, cases, deadlines, drafts, approvals, letters out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for group in (running, setting_up, read, deadline, importing, register, report, census, rehearse, forget, learn):
    group.add_to(app)
for name, group_app in (("staff", staff.app), ("templates", templates.app), ("db", db.app), ("held", held.app),
                        ("outbox", outbox.app), ("calendar", calendar.app), ("export", export.app)):  # fmt: skip
    app.add_typer(group_app, name=name)


def _version(wanted: bool) -> None:
    if wanted:
        put(f"vastaja {version('vastaja')}")
        raise typer.Exit


@app.callback()
def vastaja(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Answers citizens in time: letters in, cases, deadlines, drafts, approvals, letters out."""


def main() -> None:
    """Run one command and end the process with its exit code."""
    os.umask(0o077)  # whatever this process writes is for its own user
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # the bot's library warns at each pause it is told otherwise
    try:
        app()
    except Exception as error:
        answer = answer_to(error)
        if answer is None:
            raise
        code, sentences = answer
        for sentence in sentences:
            put(f"vastaja: {sentence}", sys.stderr)
        sys.exit(code)
