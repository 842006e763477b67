"""`vastaja report`: the figures of a period as a picture, a page, a workbook or open data."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, WrongUse, settings_of
from vastaja.show import put, put_json


def add_to(app: typer.Typer) -> None:
    app.command("report")(report)


def report(
    first: Annotated[str, typer.Option("--from", metavar="D", help="The first day: 2026-11-01.")],
    last: Annotated[str, typer.Option("--to", metavar="D", help="The last day: 2026-11-30.")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write: .pdf, .png, .csv or .xlsx.")],
    people: Annotated[bool, typer.Option("--people", help="With a line for each official: not for publication.")] = False,
    language: Annotated[str, typer.Option("--language", metavar="L", help="et, ru or en.")] = "",
    json: Json = False,
    config: Config = None,
) -> None:
    """Write the figures of a period. They hold no personal data of any writer."""
    from casework.figures import figures
    from casework.report import report_of
    from replies.report_files import MADE_BY, file_of
    from rules.kinds import Language
    from vastaja.opening import open_desk

    begun, ended = _day("--from", first), _day("--to", last)
    if ended < begun:
        raise WrongUse(f"--to {last} is before --from {first}")
    if out.suffix not in MADE_BY:
        raise WrongUse(f"--out {out.name}: the suffix must be one of {', '.join(MADE_BY)}")
    settings = settings_of(config)
    spoken = language or settings.office.language
    if spoken not in ("et", "ru", "en"):
        raise WrongUse(f"--language {language}: et, ru or en")
    with open_desk(settings) as desk:
        found = desk.look_now(lambda turn: report_of(turn, figures(turn, begun, ended), Language(spoken), people=people))
    try:
        out.write_bytes(file_of(found, out.suffix))
    except OSError as fault:
        raise Failed(f"{out} cannot be written: {fault.strerror}") from fault
    if json:
        put_json({"file": str(out), **{one.key: one.value for one in found.numbers}})
    else:
        put(f"{out}: {', '.join(f'{one.label} {one.written}' for one in found.numbers)}")


def _day(option: str, words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise WrongUse(f"{option} {words}: a day is written 2026-11-01") from None
