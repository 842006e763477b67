"""`vastaja deadline`: when the law wants an answer, the day-by-day proof, and the sections it rests on."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_if_any
from vastaja.show import moment, put, put_json, put_table

if TYPE_CHECKING:
    from rules.deadlines import Deadline, Rule
    from rules.kinds import Kind
    from rules.workdays import Calendar


def add_to(app: typer.Typer) -> None:
    app.command("deadline")(deadline)


def deadline(
    kind: Annotated[
        str, typer.Argument(metavar="KIND", help="A kind of letter (selgitustaotlus ...) or a rule (R12).")
    ],
    received: Annotated[
        str, typer.Option(metavar="ISO", help="When it came: 2026-08-20T12:00, office time unless it says.")
    ],
    registered: Annotated[
        str, typer.Option(metavar="DATE", help="The day of registration, unless it is the usual one.")
    ] = "",
    extended: Annotated[bool, typer.Option("--extended", help="Count the extended term.")] = False,
    by: Annotated[str, typer.Option(metavar="DATE", help="The day an authority named in its letter.")] = "",
    was: Annotated[str, typer.Option(metavar="KIND", help="What it was first taken for: both clocks are shown.")] = "",
    json: Json = False,
    config: Config = None,
) -> None:
    """Count a term of the law: its end, the safe date, and why, day by day."""
    calendar = _calendar(config)
    came = _moment(received, calendar.zone)
    word, found = _count(kind, came, _day(registered, "--registered"), calendar, extended, _day(by, "--by"))
    if json:
        put_json(_report(word, came, found, calendar, _day(registered, "--registered")))
        return
    if was:
        _show_first(*_count(was, came, _day(registered, "--registered"), calendar, False, _day(by, "--by")), calendar)
    _show(word, found, calendar)


def _calendar(config: Path | None) -> "Calendar":
    from vastaja.folder import calendar_of

    return calendar_of(settings_if_any(config))


def _count(
    word: str, received: datetime, registered: date | None, calendar: "Calendar", extended: bool, named: date | None
) -> tuple[str, "Deadline | None"]:
    """Return the kind ("" where a rule was named) and its strictest term."""
    from rules import deadlines, terms
    from rules.kinds import UnknownKind

    try:
        day = registered or calendar.registration_day(received)
        what = _kind_or_rule(word, day)
        found = deadlines.deadline(what, received, day, calendar, extended=extended, named=named)
    except deadlines.DateNeeded:
        raise WrongUse("this term counts to the day named in the letter: give it with --by 2026-12-31") from None
    except (deadlines.BeforeReceipt, deadlines.NoExtension, terms.NoSuchRule, UnknownKind) as wrong:
        raise WrongUse(str(wrong)) from None
    except (deadlines.CannotCount, OverflowError) as wrong:
        raise Failed(str(wrong)) from None
    return "" if isinstance(what, deadlines.Rule) else what.value, found


def _kind_or_rule(word: str, day: date) -> "Kind | Rule":
    from rules.deadlines import rule_named
    from rules.kinds import kind_named

    return rule_named(word, day) if re.fullmatch(r"[rR]\d+[a-cA-C]?", word.strip()) else kind_named(word)


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        told = datetime.fromisoformat(text.strip())
    except ValueError:
        raise WrongUse("--received is a moment such as 2026-08-20T12:00 or 2026-08-20T12:00:00+03:00") from None
    return told if told.tzinfo else told.replace(tzinfo=zone)


def _day(text: str, option: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text else None
    except ValueError:
        raise WrongUse(f"{option} is a day such as 2026-08-20") from None


def _report(
    kind: str, received: datetime, found: "Deadline | None", calendar: "Calendar", registered: date | None
) -> dict[str, Any]:
    if found is None:
        day = registered or calendar.registration_day(received)
        return {
            "kind": kind, "rule": "", "basis": "", "received": moment(received, calendar.zone),
            "registered": day.isoformat(), "raw_end": None, "due": None, "safe": None, "notice_by": None,
            "extended_due": None, "proof": [],
        }  # fmt: skip
    due = moment(found.due, calendar.zone) if isinstance(found.due, datetime) else found.due.isoformat()
    return {
        "kind": kind,
        "rule": found.rule.id,
        "basis": found.basis,
        "received": moment(found.received, calendar.zone),
        "registered": found.registered.isoformat(),
        "raw_end": found.raw_end.isoformat(),
        "due": due,
        "safe": found.safe.isoformat(),
        "notice_by": found.notice_by.isoformat() if found.notice_by else None,
        "extended_due": found.extended_due.isoformat() if found.extended_due else None,
        "proof": [{"date": row.date.isoformat(), "counts": row.counts, "why": row.why} for row in found.proof],
    }


def _show_first(kind: str, found: "Deadline | None", calendar: "Calendar") -> None:
    """Tell the clock of the kind the letter was first taken for: the new term runs from the same registration."""
    from rules.explain import proof_lines
    from rules.kinds import Language

    put("Enne ümberliigitamist:")
    for line in proof_lines(found, Language.ESTONIAN, calendar.zone) if found else (f"{kind}: tähtaega ei olnud",):
        put(f"  {line}")
    put("")
    put("Pärast ümberliigitamist, samast registreerimisest:")


def _show(kind: str, found: "Deadline | None", calendar: "Calendar") -> None:
    from rules.explain import proof_lines
    from rules.kinds import Language

    if found is None:
        put(f"{kind}: seadus vastamise tähtaega ei sea")
        return
    for line in proof_lines(found, Language.ESTONIAN, calendar.zone):
        put(line)
    put("")
    rows = [(f"{row.date:%d.%m.%Y}", "loetakse" if row.counts else "–", row.why) for row in found.proof]
    put_table(("päev", "loetakse", "miks"), rows)
