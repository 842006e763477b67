"""Many made-up cases in a database, as an agency would have them after years: most closed, some thousand open, a few late."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, insert
from sqlmodel import SQLModel

from reading.topic import built_in_topics
from rules.kinds import Kind, Language
from rules.life import State
from rules.references import format_reference
from rules.workdays import Calendar
from storage.store import Store
from storage.tables import Case, Event, Letter, Person

OPEN_SHARE: Final = 0.02  # of all cases; of those open a tenth is late
AT_ONCE: Final = 5_000
_KINDS: Final = (Kind.EXPLANATION,) * 6 + (Kind.MEMORANDUM,) * 3 + (Kind.INFORMATION, Kind.COMPLAINT, Kind.PRESS)
_OPEN: Final = (State.REGISTERED, State.ASSIGNED, State.ASSIGNED, State.DRAFTED, State.WAITING, State.APPROVED)


def seed(store: Store, count: int, now: datetime, handlers: list[int], seed: int = 7) -> None:
    """Put `count` cases with a letter and their history into an empty register, the newest of today; statistics are gathered after."""
    dice, calendar, topics = random.Random(seed), Calendar(), [one.slug for one in built_in_topics()]
    with store.engine.begin() as connection:
        _put(connection, Person, ({"id": number, "name": "", "address": f"p{number}@post.example", "language": Language.ESTONIAN,
                                   "blocked": False} for number in range(1, max(count // 3, 1) + 1)))  # fmt: skip
        _put(connection, Case, (_case(number, count, now, handlers, dice, calendar, topics) for number in range(1, count + 1)))
        _put(connection, Letter, (_letter(number, now) for number in range(1, count + 1)))
        _put(connection, Event, (_event(number, now) for number in range(1, count + 1)))
    _gather(store)


def _put(connection: Connection, table: type[SQLModel], rows: Iterator[dict[str, Any]]) -> None:
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) == AT_ONCE:
            connection.execute(insert(table), chunk)
            chunk = []
    if chunk:
        connection.execute(insert(table), chunk)


def _gather(store: Store) -> None:
    """Let the engine know its tables, as an engine in use does by itself; and let PostgreSQL's counters go on after our own ids."""
    with store.engine.connect() as connection:
        if store.engine.dialect.name == "sqlite":
            connection.exec_driver_sql("ANALYZE")
        else:
            for name in ("person", "case", "letter"):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), (SELECT max(id) FROM \"{name}\"))")  # noqa: S608  # names of our own
            connection.commit()
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM ANALYZE")


def _case(number: int, count: int, now: datetime, handlers: list[int], dice: random.Random, calendar: Calendar, topics: list[str]) -> dict[str, Any]:
    back = (count - number) * 1000 / count  # days: the register goes back a thousand
    received = now - timedelta(days=back, minutes=dice.randrange(600))
    registered = received.date()
    due = registered + timedelta(days=15)
    is_open = dice.random() < (OPEN_SHARE if back > 20 else 0.5)
    if is_open:
        due = now.date() + timedelta(days=dice.randrange(-2, 18))
        state = dice.choice(_OPEN)
    else:
        state = State.CLOSED if dice.random() < 0.97 else State.SENT
    answered = None if is_open else received + timedelta(days=dice.randrange(1, 16 if dice.random() < 0.95 else 25))
    return {
        "id": number, "ref": format_reference(2020 + number // 1_000_000, number % 1_000_000 + 1), "token": f"t{number}", "state": state, "version": 1,
        "channel": "mail", "mailbox": "info", "person_id": number % max(count // 3, 1) + 1, "kind": dice.choice(_KINDS),
        "kind_confidence": 0.9, "kind_by": "", "other_kinds": [], "language": Language.ESTONIAN, "topic": dice.choice(topics),
        "assurance": "aligned", "doubts": [], "answer_to": "", "expects_reply": True, "received": received, "registered": registered,
        "rule": "R04", "basis": "MSVS § 6", "due": due, "safe": due - timedelta(days=1), "extended": is_open and dice.random() < 0.05,
        "extension_reason": "", "handler_id": None if state is State.REGISTERED else dice.choice(handlers), "media": False,
        "child": "none", "restricted": False, "offence": False, "answered_at": answered,
        "closed_at": answered if state is State.CLOSED else None, "outcome": "vastatud" if state is State.CLOSED else None,
    }  # fmt: skip


def _letter(number: int, now: datetime) -> dict[str, Any]:
    return {"id": number, "case_id": number, "incoming": True, "what": "letter", "digest": "", "message_id": f"<{number}@post.example>",
            "in_reply_to": "", "references": "", "at": now, "sender_name": "", "sender": "", "reply_to": "", "recipients": [],
            "subject": "", "text": "Palun selgitage.", "new_text": "Palun selgitage.", "masked": "", "defects": []}  # fmt: skip


def _event(number: int, now: datetime) -> dict[str, Any]:
    return {"case_id": number, "at": now, "who": "vastaja", "what": "registered", "note": "", "previous": "", "hash": ""}


TODAY: Final = date(2026, 11, 23)  # Monday
NOW: Final = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
