"""`vastaja outbox`: what was decided and has not gone out, and what a person knows of a letter whose fate is unknown."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vastaja.commands.options import Config, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table

if TYPE_CHECKING:
    from casework.turn import Turn

app = typer.Typer(help="What goes out: list, settle.", no_args_is_help=True, rich_markup_mode=None)

WORDS = ("id", "ref", "what", "to", "state", "tries", "error")


@app.command("list")
def list_outbox(json: Json = False, config: Config = None) -> None:
    """List what has been decided and is not sent; `uncertain` and `never` wait for a person."""
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        rows = desk.look_now(_unsettled)
    if json:
        for row in rows:
            put_json(row)
        return
    put_table(WORDS, [[row[name] for name in WORDS] for row in rows])


@app.command("settle")
def settle(
    number: Annotated[int, typer.Argument(metavar="ID", help="The number `outbox list` shows.")],
    word: Annotated[
        str, typer.Argument(metavar="sent|not-sent", help="not-sent sends it again under the same Message-ID.")
    ],
    config: Config = None,
) -> None:
    """Say what became of an uncertain or refused letter."""
    from casework.outbox import settle_by_hand
    from vastaja.opening import open_desk

    if word not in ("sent", "not-sent"):
        raise WrongUse("the last word is sent or not-sent")
    with open_desk(settings_of(config)) as desk:
        desk.do_now(settle_by_hand, number, word == "sent")
    put(f"{number} counts as sent" if word == "sent" else f"{number} is sent again")


def _unsettled(turn: "Turn") -> list[dict[str, Any]]:
    from sqlmodel import col, select

    from rules.records import Dispatch
    from storage.desk_tables import OutboxItem
    from storage.tables import Case
    from vastaja.case_rows import outbox_row

    found = turn.session.exec(
        select(OutboxItem, Case.ref).join(Case, isouter=True)
        .where(col(OutboxItem.state).not_in((Dispatch.SENT, Dispatch.WITHDRAWN))).order_by(col(OutboxItem.id)))  # fmt: skip
    return [
        {**outbox_row(item), "ref": ref or "", "channel": item.channel, "error": item.last_error} for item, ref in found
    ]
