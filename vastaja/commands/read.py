"""`vastaja read`: what the house would make of letters, storing nothing."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vastaja.commands.options import Config, Json, settings_if_any
from vastaja.show import one_line, put, put_json

if TYPE_CHECKING:
    from vastaja.letter_report import Reading


def add_to(app: typer.Typer) -> None:
    app.command("read")(read)


def read(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Letters as files (.eml).")],
    json: Json = False,
    config: Config = None,
) -> None:
    """Tell what the house would make of each letter, storing nothing."""
    reading = _reading(config)
    unread = 0
    for file in files:
        try:
            raw = file.read_bytes()
        except OSError as fault:
            unread += 1
            put(f"vastaja: {file}: cannot be read ({fault.strerror})", sys.stderr)
        else:
            _show(str(file), raw, reading, json)
    if unread:
        raise typer.Exit(1)


def _reading(config: Path | None) -> "Reading":
    from reading.topic import use_topics
    from vastaja.folder import calendar_of, senders_of, topics_of
    from vastaja.letter_report import Reading

    settings = settings_if_any(config)
    use_topics(topics_of(settings))
    return Reading(senders_of(settings), calendar_of(settings), datetime.now(UTC))


def _show(file: str, raw: bytes, reading: "Reading", json: bool) -> None:
    from vastaja.letter_report import letter_report

    report = letter_report(file, reading.of(raw), reading)
    if json:
        put_json(report)
    else:
        for name, words in _summary(report):
            put(f"{name:<12}{one_line(words)}")
        put("")


def _summary(report: dict[str, Any]) -> list[tuple[str, str]]:
    sender, media = report["from"], report["media"]
    other = f", or {', '.join(report['other_kinds'])}" if report["other_kinds"] else ""
    rows = [
        ("file", report["file"]),
        ("from", f"{sender['name']} <{sender['address']}>".strip()),
        ("date", report["date"] or ""),
        ("subject", report["subject"]),
        ("kind", f"{report['kind']} ({report['kind_confidence']:.2f}{other}), language {report['language']}"),
        ("why", "; ".join(report["kind_reasons"])),
        ("answer by", f"{report['safe']}, by law {report['due']} ({report['basis']})" if report["due"] else "no date"),
        ("topic", report["topic"]),
        ("media", "; ".join(report["media"]["reasons"]) if media["relevant"] else ""),
        ("child", f"{report['child']}: {'; '.join(report['child_reasons'])}" if report["child"] != "none" else ""),
        ("offence", "; ".join(report["offence_reasons"]) if report["offence"] else ""),
        ("machine", "; ".join(report["automatic"]["reasons"])),
        ("files", ", ".join(part["name"] for part in report["attachments"])),
        ("defects", ", ".join(report["defects"])),
    ]
    return [(name, words) for name, words in rows if words]
