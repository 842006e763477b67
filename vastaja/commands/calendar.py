"""`vastaja calendar`: which open cases a changed holiday, closure or rule moves, before it is applied; and applying it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from vastaja.commands.options import Config, Json, settings_of
from vastaja.show import put, put_json, put_table

if TYPE_CHECKING:
    from casework.recount import Shift

app = typer.Typer(
    help="A changed holiday, closure or rule: which open cases move.", no_args_is_help=True, rich_markup_mode=None
)


@app.command("check")
def check(json: Json = False, config: Config = None) -> None:
    """List the open cases that the calendar and the rules of today would move, and by how much; nothing is changed."""
    from casework.recount import shifts
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        _show(desk.look_now(shifts), json)


@app.command("apply")
def apply(json: Json = False, config: Config = None) -> None:
    """Write the new dates on the open cases, with an event each, and tell every handler once."""
    from casework.recount import recount
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        moved = desk.do_now(recount)
    _show(moved, json)
    if moved and not json:
        put("The dates are written and the handlers are told.")


def _show(moved: "Sequence[Shift]", json: bool) -> None:
    if json:
        for one in moved:
            put_json({
                "ref": one.ref, "kind": one.kind, "rule_was": one.rule_was, "rule": one.rule,
                "due_was": _day(one.due_was), "due": _day(one.due), "days": one.days,
                "safe_was": _day(one.safe_was), "safe": _day(one.safe), "safe_days": one.safe_days, "fault": one.fault,
            })  # fmt: skip
        return
    if not moved:
        put("No open case moves.")
        return
    put_table(("ref", "kind", "rule", "due", "becomes", "days", "safe", "becomes", "days", ""), [
        (one.ref, one.kind, one.rule_was if one.rule_was == one.rule else f"{one.rule_was or '–'} → {one.rule or '–'}",
         one.due_was or "–", one.due or "–", f"{one.days:+d}", one.safe_was or "–", one.safe or "–", f"{one.safe_days:+d}",
         one.fault) for one in moved])  # fmt: skip
    put(f"{len(moved)} open cases move.")


def _day(day: object) -> str | None:
    return str(day) if day else None
