"""`vastaja cases`, `show` and `ledger`: the register, one case, and every message ever seen."""

from typing import Annotated, Any

import typer

from vastaja.commands.options import Config, Json, WrongUse, settings_of
from vastaja.show import put, put_json, put_table


def add_to(app: typer.Typer) -> None:
    app.command("cases")(cases)
    app.command("show")(show)
    app.command("ledger")(ledger)


def cases(
    is_open: Annotated[bool, typer.Option("--open", help="Only those not closed.")] = False,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those whose legal day is past unanswered.")] = False,
    kind: Annotated[str, typer.Option(metavar="K", help="Only those of this kind.")] = "",
    json: Json = False,
    config: Config = None,
) -> None:
    """List the register."""
    from rules.kinds import UnknownKind, kind_named
    from vastaja.case_rows import case_rows
    from vastaja.opening import open_desk

    try:
        wanted = kind_named(kind) if kind else None
    except UnknownKind as unknown:
        raise WrongUse(str(unknown)) from None
    with open_desk(settings_of(config)) as desk:
        rows = desk.look_now(case_rows, is_open, overdue, wanted)
    if json:
        for row in rows:
            put_json(row)
        return
    heads = ("ref", "state", "kind", "received", "safe", "due", "handler", "topic", "marks")
    put_table(heads, [[*_cells(row, heads[:-1]), _marks(row)] for row in rows])
    put(f"{len(rows)} cases")


def show(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The number of the case: 26-0142.")],
    json: Json = False,
    config: Config = None,
) -> None:
    """Show one case with its letters, drafts, what goes out and its history."""
    from vastaja.case_rows import whole_case
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        case = desk.look_now(whole_case, ref)
    if json:
        put_json(case)
        return
    for name, value in case.items():
        if not isinstance(value, list):
            put(f"{name:<12}{_word(value)}")
    for name in ("letters", "drafts", "outbox", "events"):
        if case[name]:
            put(f"\n{name}")
            put_table(tuple(case[name][0]), [_cells(row, tuple(row)) for row in case[name]])


def ledger(json: Json = False, config: Config = None) -> None:
    """List every message ever seen and what became of it."""
    from casework.turn import Turn
    from vastaja.case_rows import ledger_rows
    from vastaja.opening import open_desk

    def all_rows(turn: Turn) -> list[dict[str, Any]]:
        if not json:
            return list(ledger_rows(turn))
        for row in ledger_rows(turn):
            put_json(row)
        return []

    with open_desk(settings_of(config)) as desk:
        rows = desk.look_now(all_rows)
    if not json:
        heads = ("id", "source", "seen", "outcome", "ref", "receipt", "why")
        put_table(heads, [_cells(row, heads) for row in rows])
        put(f"{len(rows)} messages")


def _cells(row: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    return [_word(row[name]) for name in names]


def _word(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _marks(row: dict[str, Any]) -> str:
    child = row["child"] if row["child"] != "none" else ""
    return ", ".join(filter(None, ("media" if row["media"] else "", child, "AK" if row["restricted"] else "")))
