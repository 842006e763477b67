"""`vastaja outbox`: what was decided and has not gone out, and what a person knows of a letter whose fate is unknown."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from vastaja.commands.options import Config, Json, WrongUse, settings_of
from vastaja.show import moment, one_line, put, put_json, put_table

if TYPE_CHECKING:
    from casework.turn import Turn
    from storage.desk_tables import OutboxItem

app = typer.Typer(
    help="What goes out: list, show, settle, and the receipts of old letters.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

SETTLED = {"sent": "counts as sent", "not-sent": "is sent again", "left": "is left unsent"}
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
        str, typer.Argument(metavar="sent|not-sent|left", help="not-sent sends it again under the same Message-ID; left: never.")
    ],
    why: Annotated[str, typer.Argument(metavar="[WHY]", help="Why it is left, in a few words.", show_default=False)] = "",
    config: Config = None,
) -> None:
    """Say what became of an uncertain or refused letter, or leave it unsent."""
    from casework.outbox import settle_by_hand
    from casework.stuck import let_rest
    from vastaja.opening import open_desk

    if word not in SETTLED:
        raise WrongUse(f"the word after the number is {', '.join(SETTLED)}")
    with open_desk(settings_of(config)) as desk:
        if word == "left":
            desk.do_now(let_rest, number, why)
        else:
            desk.do_now(settle_by_hand, number, word == "sent")
    put(f"{number} {SETTLED[word]}")


@app.command("show")
def show(
    number: Annotated[int, typer.Argument(metavar="ID", help="The number `outbox list` shows.")],
    json: Json = False,
    config: Config = None,
) -> None:
    """Show one letter of ours: to whom, about what, what the far side said, and its text."""
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        row = desk.look_now(_whole, number)
    if json:
        put_json(row)
        return
    for name, value in row.items():
        if name != "text":
            put(f"{name:<12}{one_line(value)}")
    put("\n" + "\n".join(one_line(line, 1000) for line in str(row["text"]).splitlines()))


@app.command("receipts")
def receipts(
    word: Annotated[str, typer.Argument(metavar="send|drop", help="send them within the limits, or never.")],
    config: Config = None,
) -> None:
    """Decide about the receipts of old letters, which `[receipts] backlog = "ask"` has held back."""
    from casework.backlog import drop_receipts, release_receipts
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    if word not in ("send", "drop"):
        raise WrongUse("the last word is send or drop")
    with open_desk(settings_of(config)) as desk:
        count = desk.do_now(release_receipts if word == "send" else drop_receipts, OPERATOR)
    put(f"{count} receipts {'are on their way' if word == 'send' else 'will not be sent'}")


def _whole(turn: "Turn", number: int) -> dict[str, Any]:
    from casework.refusals_of_letters import CannotSettle
    from storage.desk_tables import OutboxItem
    from storage.tables import Case, Letter
    from vastaja.case_rows import outbox_row

    item = turn.session.get(OutboxItem, number)
    if item is None:
        raise CannotSettle(id=number, state="")
    case = turn.session.get(Case, item.case_id) if item.case_id else None
    letter = turn.session.get(Letter, item.letter_id) if item.letter_id else None
    return {
        **outbox_row(item), "ref": case.ref if case else "", "channel": item.channel, "error": item.last_error,
        "results": item.results, "decided": moment(item.decided, turn.office.calendar.zone),
        "subject": letter.subject if letter else str(item.values.get("subject", "")),
        "text": letter.text if letter else str(item.values.get("text", "")) or _said(item.values),
    }  # fmt: skip


def _said(values: dict[str, Any]) -> str:
    """Return what a message to a chat is made of: its words are put together only when it goes."""
    return "\n".join(f"{name}: {value}" for name, value in values.items() if value not in ("", None))


def _waits_for(item: "OutboxItem") -> str:
    """Return what the far side said, or that a person's word about old receipts is awaited."""
    from casework.backlog import is_held_back

    return "waits for `vastaja outbox receipts send` or `drop`" if is_held_back(item) else item.last_error


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
        {**outbox_row(item), "ref": ref or "", "channel": item.channel, "error": _waits_for(item)} for item, ref in found
    ]
