"""What the office keeps in files of its own: outlets, closures, its hours. A fault names the file and the row."""

import csv
import io
import tomllib
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from reading.municipalities import Municipality, built_in_municipalities, load_municipalities
from reading.outlets import BadTable, built_in_authorities, built_in_outlets, load_outlets
from reading.page import Senders
from reading.topic import Topic, built_in_topics, load_topics
from rules.kinds import Language
from rules.retention import KEPT, Retention
from rules.routing import Route
from rules.workdays import Calendar
from vastaja.settings import Settings

CLOSURE_COLUMNS: Final = ["day", "reason"]
ROUTING_COLUMNS: Final = ["topic", "language", "official"]
RETENTION_COLUMNS: Final = ["kind", "years"]
LONGEST_KEPT: Final = 100  # years


class OfficeFault(Exception):
    """A file of the office's folder cannot be used. `faults` names each with the file and the row."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def senders_of(settings: Settings) -> Senders:
    """Return who writes from which domain. Raises OfficeFault.

    The agency's own file of outlets stands in the place of the built-in list; its authorities stand beside the built-in ones.
    """
    file = settings.office.folder / "outlets.csv"
    try:
        outlets = load_outlets(file) if file.exists() else built_in_outlets()
    except BadTable as bad:
        raise OfficeFault(bad.faults) from None
    own, authorities = settings.senders.own, (*settings.senders.authorities, *built_in_authorities())
    return Senders(tuple(map(_suffix, own)), tuple(dict.fromkeys(map(_suffix, authorities))), outlets)


def municipalities_of(settings: Settings) -> tuple[Municipality, ...]:
    """Return the office's own table of municipalities, the built-in example where it has none. Raises OfficeFault."""
    file = settings.office.folder / "municipalities.csv"
    try:
        return load_municipalities(file) if file.exists() else built_in_municipalities()
    except BadTable as bad:
        raise OfficeFault(bad.faults) from None


def topics_of(settings: Settings) -> tuple[Topic, ...]:
    """Return the office's own topics, topics.csv, which stand beside the built-in ones. Raises OfficeFault."""
    file = settings.office.folder / "topics.csv"
    try:
        return load_topics(file) if file.exists() else ()
    except BadTable as bad:
        raise OfficeFault(bad.faults) from None


def routing_of(settings: Settings) -> tuple[Route, ...]:
    """Return the office's table of who gets what, routing.csv (topic, language, official and, where wanted, mailbox; an empty cell is any).

    Raises OfficeFault.
    """
    file = settings.office.folder / "routing.csv"
    if not file.exists():
        return ()
    topics = {one.slug for one in (*built_in_topics(), *topics_of(settings))}
    rows = csv.reader(io.StringIO(_text(file)))
    head = [cell.strip().lower() for cell in next(rows, [])]
    width = 4 if head[3:4] == ["mailbox"] else 3
    if head[:3] != ROUTING_COLUMNS:
        raise OfficeFault((f"{file.name} row 1: the columns must be {', '.join(ROUTING_COLUMNS)}",))
    routes: dict[Route, None] = {}
    faults: list[str] = []
    mailboxes = {box.name for box in settings.mailbox}
    for row in rows:
        if not any(cell.strip() for cell in row) or row[0].startswith("#"):
            continue
        route = Route(*([cell.strip() for cell in row] + [""] * width)[:width])
        if fault := _route_fault(route, topics, mailboxes, routes):
            faults.append(f"{file.name} row {rows.line_num}: {fault}")
        routes[route] = None
    if faults:
        raise OfficeFault(tuple(faults))
    return tuple(routes)


def _route_fault(route: Route, topics: Collection[str], mailboxes: Collection[str], known: Collection[Route]) -> str:
    if not route.official:
        return "the official is missing"
    if not (route.topic or route.language or route.mailbox):
        return "neither a topic, a language nor a mailbox is named"
    if route.mailbox and route.mailbox not in mailboxes:
        return f"“{route.mailbox}” is the name of no [[mailbox]]"
    if route.topic and route.topic not in topics:
        return f"“{route.topic}” is no topic; the topics are {', '.join(sorted(topics))}"
    if route.language and route.language not in set(Language) - {Language.UNKNOWN}:
        return f"“{route.language}” is no language such as et, ru or en"
    return "this row stands twice" if route in known else ""


def retention_of(settings: Settings) -> Mapping[str, Retention]:
    """Return how many years each kind is kept, retention.csv (kind, years) over the usual ones. Raises OfficeFault."""
    file = settings.office.folder / "retention.csv"
    if not file.exists():
        return KEPT
    rows = csv.reader(io.StringIO(_text(file)))
    if [cell.strip().lower() for cell in next(rows, [])][:2] != RETENTION_COLUMNS:
        raise OfficeFault((f"{file.name} row 1: the columns must be {', '.join(RETENTION_COLUMNS)}",))
    years: dict[str, Retention] = {}
    faults: list[str] = []
    for row in rows:
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            kind, told = ([cell.strip() for cell in row] + [""])[:2]
            if fault := _retention_fault(kind, told, years):
                faults.append(f"{file.name} row {rows.line_num}: {fault}")
            else:
                years[kind] = Retention(int(told))
    if faults:
        raise OfficeFault(tuple(faults))
    return {**KEPT, **years}


def _retention_fault(kind: str, years: str, known: Collection[str]) -> str:
    if kind not in KEPT:
        return f"“{kind}” is no kind; the kinds are {', '.join(KEPT)}"
    if not (years.isascii() and years.isdigit() and 0 < int(years) <= LONGEST_KEPT):
        return f"“{years}” is no number of whole years from 1 to {LONGEST_KEPT}"
    return f"{kind} stands twice" if kind in known else ""


def calendar_of(settings: Settings) -> Calendar:
    """Return the office's days and hours. Raises OfficeFault."""
    office = settings.office
    return Calendar(zone=office.time_zone, closures=closures(office.folder), hours=office.hours, friday=office.friday)


def closures(folder: Path) -> Mapping[date, str]:
    """Return the days on which this agency alone is closed, from closures.csv (day, reason) or closures.toml (day = "reason").

    Raises OfficeFault.
    """
    days: dict[date, str] = {}
    faults: list[str] = []
    for file, rows in ((folder / "closures.csv", _csv_rows), (folder / "closures.toml", _toml_rows)):
        for place, day, reason in rows(file) if file.exists() else ():
            fault = _fault(day, reason, days)
            if fault:
                faults.append(f"{file.name} {place}: {fault}")
            else:
                days[date.fromisoformat(day)] = reason
    if faults:
        raise OfficeFault(tuple(faults))
    return days


def _csv_rows(file: Path) -> Iterator[tuple[str, str, str]]:
    rows = csv.reader(io.StringIO(_text(file)))
    if [cell.strip().lower() for cell in next(rows, [])][:2] != CLOSURE_COLUMNS:
        raise OfficeFault((f"{file.name} row 1: the columns must be {', '.join(CLOSURE_COLUMNS)}",))
    for row in rows:
        if any(cell.strip() for cell in row) and not row[0].startswith("#"):
            day, reason = ([cell.strip() for cell in row] + [""])[:2]
            yield f"row {rows.line_num}", day, reason


def _toml_rows(file: Path) -> Iterator[tuple[str, str, str]]:
    try:
        table = tomllib.loads(_text(file))
    except tomllib.TOMLDecodeError as wrong:
        raise OfficeFault((f"{file.name}: {wrong}",)) from None
    for key, reason in table.items():
        yield f"day {key}", key, reason.strip() if isinstance(reason, str) else ""


def _fault(day: str, reason: str, known: Mapping[date, str]) -> str:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return f"“{day}” is not a day such as 2026-12-31"
    if not reason:
        return "the reason is missing"
    return f"{day} stands twice" if found in known else ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise OfficeFault((f"{file.name}: cannot be read as UTF-8 text",)) from None


def _suffix(domain: str) -> str:
    return domain.strip().lower().lstrip("@.").rstrip(".")
