"""What the doors may show: frozen facts, never rows. A card holds no personal data; a letter is content."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import col, select

from casework.clock import clock_of, days_left
from casework.people import Staff
from casework.refusals import NoDraft, NoSuchCase
from casework.turn import Turn
from reading.understand import Reason
from rules.deadlines import Deadline
from rules.kinds import Child, Kind, Language
from rules.life import State, Step, steps_from
from rules.records import Dispatch, Paper, Way
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Official, OutboxItem
from storage.tables import Attachment, Case, Event, Letter, Person, Suggestion

PAGE = 10


@dataclass(frozen=True, slots=True)
class Card:
    """A case as a chat may show it."""

    id: int
    ref: str
    version: int
    state: State
    kind: Kind
    kind_confidence: float
    other_kinds: tuple[str, ...]
    language: Language
    topic: str
    channel: Way
    assurance: str
    received: datetime
    registered: date
    due: date | None
    safe: date | None
    days_left: int | None
    basis: str
    extended: bool
    handler: str
    handler_id: int | None
    proposed: str
    proposed_id: int | None
    media: bool
    media_signs: tuple[str, ...]
    media_deadline: datetime | None
    media_taken_by: str
    media_done: bool
    child: Child
    child_taken_by: str
    child_open: bool
    offence: bool
    restricted: bool
    steps: tuple[Step, ...]
    letters: int
    sending: Dispatch | None  # of the newest answer on its way
    draft_version: int
    draft_paper: Paper | None
    draft_approved: bool
    reasons: tuple[str, ...]  # names of signs only


@dataclass(frozen=True, slots=True)
class LetterView:
    """A letter as its reader sees it: content."""

    id: int
    ref: str
    incoming: bool
    what: str
    at: datetime
    sender_name: str
    sender: str
    reply_to: str
    subject: str
    text: str
    new_text: str
    attachments: tuple[str, ...]
    defects: tuple[str, ...]
    delivery: Dispatch | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as its reader sees it: content."""

    ref: str
    version: int
    paper: Paper
    subject: str
    text: str
    recipients: tuple[str, ...]
    attachments: tuple[str, ...]
    hash: str
    by: str
    approved_by: str
    returned_why: str
    companion: "DraftView | None" = None


@dataclass(frozen=True, slots=True)
class Why:
    """The proof of a case's date, and the reasons of its suggestions."""

    card: Card
    deadline: Deadline | None
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...]
    history: tuple[tuple[datetime, str, str, str], ...]  # at, who, what, note


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest page numbers from 0."""

    cards: tuple[Card, ...]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to do."""

    mine: int
    untaken: int
    overdue: int


def card(turn: Turn, ref: str) -> Card:
    """Return the card of a case. Raises NoSuchCase."""
    return _card(turn, turn.case(ref))


def card_by_id(turn: Turn, case_id: int) -> Card:
    """Return the card of the case a button names. Raises NoSuchCase: anybody can send any data."""
    case = turn.session.get(Case, case_id)
    if case is None:
        raise NoSuchCase(ref="")
    return _card(turn, case)


def cards(turn: Turn, case_ids: Sequence[int]) -> tuple[Card, ...]:
    """Return the cards of these cases in this order; one that is no more is left out."""
    found = {row.id: row for row in turn.session.exec(select(Case).where(col(Case.id).in_(case_ids)))}
    return tuple(_card(turn, found[one]) for one in case_ids if one in found)


def counts(turn: Turn, who: Staff) -> Counts:
    """Return how much there is to do, for one person and for all."""
    waiting = col(Case.state).not_in((State.CLOSED, State.SENT))
    return Counts(
        mine=_count(turn, Case.handler_id == who.id, Case.state != State.CLOSED),
        untaken=_count(turn, Case.state == State.REGISTERED),
        overdue=_count(turn, waiting, col(Case.safe).is_not(None), Case.safe < turn.today),  # type: ignore[operator]
    )


def untaken(turn: Turn, page: int = 0) -> Page:
    """Cases nobody has taken, the most urgent first."""
    return _page(turn, page, Case.state == State.REGISTERED)


def mine(turn: Turn, who: Staff, page: int = 0) -> Page:
    """Open cases on this desk."""
    return _page(turn, page, Case.handler_id == who.id, Case.state != State.CLOSED)


def by_deadline(turn: Turn, page: int = 0) -> Page:
    """All open cases that wait for an answer, by the day reminders aim at."""
    return _page(turn, page, col(Case.state).not_in((State.CLOSED, State.SENT)), col(Case.safe).is_not(None))


def letters(turn: Turn, ref: str) -> tuple[LetterView, ...]:
    """Return the letters of a case in their order. Raises NoSuchCase."""
    case = turn.case(ref)
    rows = turn.session.exec(select(Letter).where(Letter.case_id == case.id).order_by(col(Letter.id)))
    return tuple(_letter(turn, case, row) for row in rows)


def draft(turn: Turn, ref: str) -> DraftView:
    """Return the newest version. Raises NoSuchCase, NoDraft."""
    case = turn.case(ref)
    row = turn.session.exec(select(Draft).where(
        Draft.case_id == case.id, Draft.paper != Paper.FORWARDING_BODY).order_by(col(Draft.version).desc()).limit(1)).first()  # fmt: skip
    if row is None:
        raise NoDraft(ref=case.ref)
    return _draft(turn, case, row)


def draft_by_id(turn: Turn, draft_id: int) -> DraftView:
    row = turn.session.get_one(Draft, draft_id)
    return _draft(turn, turn.session.get_one(Case, row.case_id), row)


def why(turn: Turn, ref: str) -> Why:
    """Raises NoSuchCase."""
    case = turn.case(ref)
    kept = turn.session.get(Suggestion, case.id)
    reasons = tuple((subject, tuple(Reason(*pair) for pair in found))
                    for subject, found in (kept.reasons if kept else {}).items() if found)  # fmt: skip
    return Why(_card(turn, case), clock_of(turn, case), reasons, history(turn, case))


def history(turn: Turn, case: Case) -> tuple[tuple[datetime, str, str, str], ...]:
    rows = turn.session.exec(select(Event).where(Event.case_id == case.id).order_by(col(Event.id)))
    return tuple((row.at, row.who, row.what, row.note) for row in rows)


def of_citizen(turn: Turn, telegram_id: int) -> tuple[Card, ...]:
    """Return the cases a citizen began in the bot, newest first."""
    rows = turn.session.exec(
        select(Case).join(Person).where(Person.telegram_id == telegram_id).order_by(col(Case.id).desc())
    )
    return tuple(_card(turn, row) for row in rows)


def _page(turn: Turn, page: int, *where: object) -> Page:
    total = _count(turn, *where)
    rows = turn.session.exec(
        select(Case).where(*where).order_by(col(Case.safe).is_(None), col(Case.safe), col(Case.id))  # type: ignore[arg-type]
        .limit(PAGE).offset(page * PAGE))  # fmt: skip
    return Page(tuple(_card(turn, row) for row in rows), page, total)


def _count(turn: Turn, *where: object) -> int:
    return turn.session.exec(select(func.count()).select_from(Case).where(*where)).one()  # type: ignore[arg-type]


def _card(turn: Turn, case: Case) -> Card:
    names = {row.id: row.name for row in turn.session.exec(select(Official))}
    alert = turn.session.exec(select(MediaAlert).where(MediaAlert.case_id == case.id)).first() if case.media else None
    track = turn.session.get(ChildTrack, case.id) if case.child is not Child.NONE else None
    newest = turn.session.exec(select(Draft).where(
        Draft.case_id == case.id, Draft.paper != Paper.FORWARDING_BODY).order_by(col(Draft.version).desc()).limit(1)).first()  # fmt: skip
    sending = turn.session.exec(select(OutboxItem.state).where(
        OutboxItem.draft_id == newest.id).order_by(col(OutboxItem.id).desc()).limit(1)).first() if newest else None  # fmt: skip
    kept = turn.session.get(Suggestion, case.id)
    signs = [
        pair[0] for subject in ("kind", "child", "offence") for pair in (kept.reasons.get(subject, []) if kept else [])
    ]
    return Card(
        id=case.id or 0, ref=case.ref, version=case.version, state=case.state, kind=case.kind,
        kind_confidence=case.kind_confidence, other_kinds=tuple(case.other_kinds), language=case.language,
        topic=case.topic, channel=case.channel, assurance=case.assurance, received=case.received,
        registered=case.registered, due=case.due, safe=case.safe, days_left=days_left(turn, case.safe),
        basis=case.basis, extended=case.extended, handler=names.get(case.handler_id, ""), handler_id=case.handler_id,
        proposed=names.get(case.proposed_handler_id, ""), proposed_id=case.proposed_handler_id,
        media=case.media, media_signs=tuple(alert.signs) if alert else (), media_deadline=case.media_deadline,
        media_taken_by=names.get(alert.taken_by_id, "") if alert else "", media_done=bool(alert and alert.done_at),
        child=case.child, child_taken_by=names.get(track.taken_by_id, "") if track else "",
        child_open=bool(track and not track.done_at), offence=case.offence, restricted=case.restricted,
        steps=steps_from(case.state),
        letters=turn.session.exec(select(func.count()).select_from(Letter).where(Letter.case_id == case.id)).one(),
        sending=Dispatch(sending) if sending else None, draft_version=newest.version if newest else 0, draft_paper=newest.paper if newest else None,
        draft_approved=bool(newest and newest.approved_at), reasons=tuple(dict.fromkeys(signs)),
    )  # fmt: skip


def _letter(turn: Turn, case: Case, row: Letter) -> LetterView:
    names = turn.session.exec(
        select(Attachment.name).where(Attachment.letter_id == row.id).order_by(col(Attachment.id))
    )
    return LetterView(row.id or 0, case.ref, row.incoming, row.what, row.at, row.sender_name, row.sender, row.reply_to,
                      row.subject, row.text, row.new_text, tuple(names), tuple(row.defects), row.delivery)  # fmt: skip


def _draft(turn: Turn, case: Case, row: Draft) -> DraftView:
    names = {one.id: one.name for one in turn.session.exec(select(Official))}
    other = turn.session.get(Draft, row.companion_id) if row.companion_id else None
    return DraftView(
        case.ref, row.version, row.paper, row.subject, row.text, tuple(row.recipients),
        tuple(one["name"] for one in row.attachments), row.hash, names.get(row.by_id, ""),
        names.get(row.approved_by_id, ""), row.returned_why, _draft(turn, case, other) if other else None,
    )  # fmt: skip


def person_of_case(turn: Turn, ref: str) -> str:
    """Return the address an answer would go to: content."""
    return turn.session.get_one(Person, turn.case(ref).person_id).address
