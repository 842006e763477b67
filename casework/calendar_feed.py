"""The due dates of one official as a calendar that a calendar program fetches: numbers, kinds and days, nothing of anybody (RFC 5545)."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import col, select

from casework.people import Staff, find
from casework.refusals import NoSuchOfficial
from casework.sight import Viewer, visible
from casework.turn import OPERATOR, Turn
from rules.kinds import Language, kind_name
from rules.life import WAITING
from storage.desk_tables import Mark, Official
from storage.tables import Case

_MARK: Final = "calendar:"  # a mark of this name and the secret's digest holds the official's id
_LONGEST_LINE: Final = 75  # octets (RFC 5545 section 3.1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A day on which something of one case is due."""

    uid: str
    day: date
    title: str
    changed: datetime


def open_feed(turn: Turn, name: str) -> tuple[Staff, str]:
    """Return a new secret for this person's calendar; the one given before opens nothing any more. Raises NoSuchOfficial."""
    who = close_feed(turn, name)
    secret = secrets.token_urlsafe(32)  # 256 bits
    turn.session.add(Mark(name=_MARK + _digest(secret), value=str(who.id)))
    turn.note(None, OPERATOR, "calendar_opened", who.label)
    return who, secret


def close_feed(turn: Turn, name: str) -> Staff:
    """Let no secret open this person's calendar. Raises NoSuchOfficial, SeveralOfficials."""
    who = find(turn, name)
    old = turn.session.exec(select(Mark).where(col(Mark.name).startswith(_MARK), Mark.value == str(who.id))).all()
    for mark in old:
        turn.session.delete(mark)
    if old:
        turn.note(None, OPERATOR, "calendar_closed", who.label)
    turn.session.flush()
    return who


def feed(turn: Turn, secret: str) -> str:
    """Return the calendar that this secret opens. Raises NoSuchOfficial: for a wrong secret as for one who has left."""
    mark = turn.session.get(Mark, _MARK + _digest(secret))
    row = turn.session.get(Official, int(mark.value)) if mark else None
    if row is None or not row.active:
        raise NoSuchOfficial(name="")
    return calendar_of(turn, row.id or 0, row.language)


def calendar_of(turn: Turn, official_id: int, language: Language) -> str:
    """Return an official's open due dates as iCalendar: each case's safe day, and the legal one where it is another."""
    cases = turn.session.exec(
        select(Case).where(Case.handler_id == official_id, visible(Viewer(official_id)), col(Case.state).in_(WAITING))
        .order_by(col(Case.safe), col(Case.id))).all()  # fmt: skip
    return _written([entry for case in cases for entry in _entries(turn, case, language)], turn)


def _entries(turn: Turn, case: Case, language: Language) -> list[Entry]:
    about = f"{case.ref} {kind_name(case.kind, language)}"
    days = {"safe": case.safe, "due": case.due if case.due != case.safe else None}
    words = _WORDS.get(language, _WORDS[Language.ENGLISH])
    return [Entry(f"{case.ref}-{what}@{turn.office.domain}", day, f"{about}: {words[what]}", turn.now)
            for what, day in days.items() if day]  # fmt: skip


_WORDS: Final = {
    Language.ESTONIAN: {"safe": "vastata (varuga tähtpäev)", "due": "seaduse tähtpäev"},
    Language.RUSSIAN: {"safe": "ответить (безопасный день)", "due": "срок по закону"},
    Language.ENGLISH: {"safe": "answer (safe day)", "due": "legal due date"},
}


def _written(entries: list[Entry], turn: Turn) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vastaja//due dates//ET", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", "X-WR-CALNAME:Vastaja", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"]  # fmt: skip
    for entry in entries:
        lines += [
            "BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{entry.changed:%Y%m%dT%H%M%SZ}",
            f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}", f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(entry.title)}", "CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT",
        ]  # fmt: skip
    return "".join(f"{_folded(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _escaped(text: str) -> str:
    """Return a value of type TEXT (RFC 5545 section 3.3.11)."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 octets, no letter torn apart (RFC 5545 section 3.1)."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > _LONGEST_LINE - (1 if pieces else 0):
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece])


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
