"""One turn at the desk: a transaction, a moment and an office. Every verb works with one.

A state is changed nowhere but in `move`, which asks the table of the law and writes the audit
in the same breath; a message leaves nowhere but through `post` and `tell`.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.office import Office
from casework.refusals import NoSuchCase
from casework.sight import HOUSE, VIEWERS, Viewer, is_limited, may_see, readers_of, visible
from rules.life import Step, after
from rules.records import Dispatch
from rules.references import parse_reference
from storage.bulk import ask, columns_of, put, several
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from storage.tables import Case, Event, Letter

DANGER, SOON, USUAL, DIGEST = 0, 3, 5, 9  # urgency of what is told

HISTORY_OF_THE_HOUSE = 8_273_001  # names a lock of PostgreSQL: any number that nobody else uses

SYSTEM = "vastaja"
CITIZEN = "citizen"
OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Turn:
    session: Session
    now: datetime
    office: Office
    originals: Originals
    reading: bool = False  # on a snapshot: nothing is held, and what is changed is thrown away
    viewer: Viewer = HOUSE  # for whom it looks: no verb finds a case that is none of theirs
    held: dict[str, Case] = field(default_factory=dict, compare=False)  # by reference: nobody else changes them till the end of the turn
    decided: set[str] = field(default_factory=set, compare=False)  # channels there is something new for: their senders are woken

    @property
    def today(self) -> date:
        return self.office.calendar.day_of(self.now)

    def case(self, reference: str) -> Case:
        """Find a case by its reference and hold it till the end of the turn. Raises NoSuchCase."""
        ref = parse_reference(reference)
        found = self.held.get(ref) or (ref and self.session.exec(_case(self.viewer, self.reading), params={"ref": ref}).one_or_none())
        if not found:
            raise NoSuchCase(ref=reference)
        self.held[ref] = found
        return found

    def move(self, case: Case, step: Step, who: str, note: str = "") -> None:
        """Take one step in the life of a case. Raises WrongStep where the table has no such row."""
        case.state = after(case.state, step)
        self.touch(case)
        self.note(case, who, step, note)

    def touch(self, case: Case) -> None:
        """Make every older button of the case stale."""
        case.version += 1
        self.session.add(case)

    def note(self, case: Case | None, who: str, what: str, note: str = "") -> None:
        """Add a line to the history of a case; lines are never changed. `note` holds no personal data."""
        case_id = case.id if case else None
        self._hold_chain(case_id)
        previous = self.session.exec(_newest_line(case is not None), params={"case": case_id}).first() or ""
        event = Event(case_id=case_id, at=self.now, who=who, what=what, note=note, previous=previous)
        event.hash = event_hash(event)
        self.session.add(event)

    def hold(self, case_ids: Collection[int]) -> None:
        """Let nobody else change these cases, or add to their history, till the end of the turn.

        SQLite has one writer at a time anyhow.
        """
        if self.session.get_bind().dialect.name != "sqlite":
            self.session.exec(select(Case.id).where(col(Case.id).in_(case_ids)).order_by(col(Case.id)).with_for_update()).all()

    def _hold_chain(self, case_id: int | None) -> None:
        """Let nobody else add to this history meanwhile: two lines after the same one would look like a forgery."""
        if case_id is not None:
            self.hold([case_id])
        elif self.session.get_bind().dialect.name != "sqlite":
            self.session.exec(select(func.pg_advisory_xact_lock(HISTORY_OF_THE_HOUSE))).one()

    def note_each(self, notes: Mapping[int, tuple[str, str]], who: str) -> None:
        """Add one line to the history of each case that the turn holds: what, and its note, by the case's id."""
        before = dict(tuple(row) for row in ask(self.session, _newest_lines(), {"cases": list(notes)}))
        put(self.session, Event, [
            {"case_id": case_id, "at": self.now, "who": who, "what": what, "note": note, "previous": previous,
             "hash": chained(previous, case_id, self.now, who, what, note)}
            for case_id, (what, note) in notes.items() for previous in [before.get(case_id, "")]])  # fmt: skip

    def duty(self, case: Case | None = None, mailbox: str = "") -> str:
        """Return the group on duty for a case, or for what came to a mailbox: that of its unit, where it has one."""
        return f"chat:{self.office.chats.on_duty(case.mailbox if case else mailbox.removeprefix('imap:'))}"

    def handler_or_duty(self, case: Case | None) -> str:
        """Return whom to tell of a case: its handler, or who is on duty where nobody has taken it."""
        return f"official:{case.handler_id}" if case and case.handler_id else self.duty(case)

    def tell(self, to: str, what: str, case: Case | None = None, urgency: int = USUAL, once: str | None = None,
             after: timedelta = timedelta(0), **values: object) -> None:  # fmt: skip
        """Put a chat message in the outbox: a name and plain values, rendered when it is sent.

        `to` is chat:ID or official:ID. An item with the same `once` is put in but once. Of a limited case no group hears: those
        who may know of it hear in private; nobody hears of a case that is none of theirs.
        """
        if to in ("chat:0", "official:None"):
            return
        if case and is_limited(self.session, case.id):
            for number, one in enumerate(self._allowed(to, case)):
                self._tell(one, what, case, urgency, f"{once}:{one}" if once and number else once, after, values)
            return
        self._tell(to, what, case, urgency, once, after, values)

    def _allowed(self, to: str, case: Case) -> list[str]:
        kind, _, name = to.partition(":")
        if kind == "official":
            return [to] if name.isdecimal() and may_see(self.session, Viewer(int(name)), case.id) else []
        return [to] if int(name) > 0 else [f"official:{one}" for one in readers_of(self.session, case)]

    def _tell(self, to: str, what: str, case: Case | None, urgency: int, once: str | None, after: timedelta,
              values: Mapping[str, object]) -> None:  # fmt: skip
        if once and self.session.exec(select(OutboxItem.id).where(OutboxItem.once == once)).first():
            return
        self.decided.add("chat")
        self.session.add(OutboxItem(
            case_id=case.id if case else None, what=what, channel="chat", recipient=to, urgency=urgency, once=once,
            values={"ref": case.ref if case else "", **values}, decided=self.now, try_after=self.now + after,
        ))  # fmt: skip

    def post(self, case: Case, letter: Letter, urgency: int = USUAL, after: timedelta = timedelta(0),
             draft_id: int | None = None, **values: object) -> OutboxItem:  # fmt: skip
        """Put a letter in the outbox. It goes out only if this turn is committed, under one id however often tried."""
        letter.message_id = letter.message_id or self.message_id(case.token)
        letter.delivery = Dispatch.PENDING
        self.session.add(letter)
        self.session.flush()
        item = OutboxItem(
            case_id=case.id, letter_id=letter.id, draft_id=draft_id, what=letter.what, channel="mail",
            recipient=" ".join(letter.recipients), message_id=letter.message_id, urgency=urgency, values=values,
            decided=self.now, try_after=self.now + after,
        )  # fmt: skip
        self.session.add(item)
        self.session.flush()
        self.decided.add("mail")
        return item

    def mail(self, to: str, subject: str, text: str, urgency: int = USUAL, once: str | None = None) -> None:
        """Put a letter of the house itself into the outbox: an alarm, which names no person and quotes nothing."""
        if once and self.session.exec(select(OutboxItem.id).where(OutboxItem.once == once)).first():
            return
        self.decided.add("mail")
        self.session.add(OutboxItem(
            what="alarm", channel="mail", recipient=to, urgency=urgency, once=once, decided=self.now, try_after=self.now,
            values={"subject": subject, "text": text, "automatic": True}, message_id=self.message_id("alarm"),
        ))  # fmt: skip

    def message_id(self, token: str) -> str:
        """Return a new Message-ID that carries the case's token (RFC 5322 section 3.6.4)."""
        return f"<{token}.{secrets.token_hex(12)}@{self.office.domain}>"


def event_hash(event: Event) -> str:
    """Return the link of the chain: the row's own facts and the hash of the row before it."""
    return chained(event.previous, event.case_id, event.at, event.who, event.what, event.note)


def chained(previous: str, case_id: int | None, at: datetime, who: str, what: str, note: str) -> str:
    """Return the link of a row of history that holds these facts."""
    return hashlib.sha256("\x1f".join((previous, str(case_id), at.isoformat(), who, what, note)).encode()).hexdigest()


@lru_cache(maxsize=2 * VIEWERS)
def _case(viewer: Viewer, reading: bool) -> SelectOfScalar[Case]:
    wanted = select(Case).where(Case.ref == bindparam("ref"), visible(viewer))
    return wanted if reading else wanted.with_for_update()


@cache
def _newest_line(of_case: bool) -> SelectOfScalar[str]:
    these = col(Event.case_id) == bindparam("case") if of_case else col(Event.case_id).is_(None)
    return select(Event.hash).where(these).order_by(col(Event.id).desc()).limit(1)


@cache
def _newest_lines() -> Select[Any]:
    event = columns_of(Event)
    newest = columns(func.max(event["id"])).where(event["case_id"].in_(several("cases"))).group_by(event["case_id"])
    return columns(event["case_id"], event["hash"]).where(event["id"].in_(newest))
