"""`vastaja rehearse`: what the service would have done with a folder of letters, against a made-up clock."""

import sys
from datetime import UTC, date, datetime, time, tzinfo
from pathlib import Path
from typing import Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_if_any
from vastaja.progress import progress_bar
from vastaja.show import moment, put, put_json, put_table


def add_to(app: typer.Typer) -> None:
    app.command("rehearse")(rehearse)


def rehearse(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder of letters: .eml, mbox, Maildir.")],
    first: Annotated[str, typer.Option("--from", metavar="ISO", help="When the made-up clock begins.")],
    last: Annotated[str, typer.Option("--to", metavar="ISO", help="When it ends.")],
    json: Json = False,
    config: Config = None,
) -> None:
    """Tell what the service would have done with these letters: receipts, alerts, terms, reminders. Nothing is sent or stored."""
    settings = settings_if_any(config)
    from reading.topic import use_topics
    from vastaja.logs import set_up_logs
    from vastaja.office import make_office
    from vastaja.rehearsal import rehearse as play
    from vastaja.rehearsal import steps, table

    set_up_logs((), quiet=True)
    office = make_office(settings)
    use_topics(office.topics)
    zone = office.calendar.zone
    begin, end = (_moment(text, zone, at) for text, at in ((first, time.min), (last, time(23, 59))))
    if begin >= end:
        raise WrongUse("--to must be later than --from")
    if not folder.is_dir():
        raise Failed(f"{folder}: there is no such folder")
    with progress_bar("the clock", steps(begin, end)) as progress:
        done = play(folder, office, begin, end, progress)
    rows = list(table(done))
    for at, what, ref, to, why in rows if json else ():
        put_json({"at": moment(at, zone), "what": what, "ref": ref, "to": to, "why": why})
    if not json:
        put_table(
            ("when", "what", "case", "to", "why"),
            [(f"{at.astimezone(zone):%Y-%m-%d %H:%M}", *rest) for at, *rest in rows],
        )
    if done.outside:
        put(f"{done.outside} letters are of another time and were left out", sys.stderr)
    for one in done.unreadable:
        put(f"vastaja: {one.path}: cannot be read ({one.why})", sys.stderr)
    if done.unreadable:
        raise typer.Exit(1)


def _moment(text: str, zone: tzinfo, at: time) -> datetime:
    """Return the moment meant: a day alone begins at midnight, or ends before it; a time without offset is the office's."""
    try:
        if len(text) == len("2026-11-28"):
            return datetime.combine(date.fromisoformat(text), at, zone).astimezone(UTC)
        found = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse(f"{text}: must be a day or a moment such as 2026-11-28 or 2026-11-28T09:00") from None
    return (found if found.tzinfo else found.replace(tzinfo=zone)).astimezone(UTC)
