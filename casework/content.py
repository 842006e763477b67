"""What the doors may show of a case's content: letters, drafts, reasons and history. Showing it is an event (casework/reveal.py)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, select

from casework.clock import clock_of
from casework.clock_history import ClockAct, clock_acts
from casework.newest import latest_draft
from casework.restrict import PROPOSAL
from casework.turn import Turn
from casework.views import Card, card
from reading.understand import Reason
from rules.deadlines import Deadline
from rules.records import Dispatch, Paper
from storage.desk_tables import Draft, Official
from storage.tables import Attachment, Case, Event, Letter, Suggestion


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
    has_pdf: bool = True
    cover: str = ""  # what the mail says where the letter itself leaves encrypted
    sealed: str = ""  # the name of the encrypted container
    sealed_for: tuple[str, ...] = ()  # by its own word
    until: date | None = None  # the day that a notice of extension or delay promises


@dataclass(frozen=True, slots=True)
class Why:
    """The proof of a case's date, and the reasons of its suggestions."""

    card: Card
    deadline: Deadline | None
    reasons: tuple[tuple[str, tuple[Reason, ...]], ...]
    history: tuple[tuple[datetime, str, str, str], ...]  # at, who, what, note
    acts: tuple[ClockAct, ...] = ()  # what has moved the clock


def letters(turn: Turn, ref: str) -> tuple[LetterView, ...]:
    """Return the letters of a case in their order. Raises NoSuchCase."""
    case = turn.case(ref)
    rows = turn.session.exec(select(Letter).where(Letter.case_id == case.id).order_by(col(Letter.id))).all()
    names = _attachment_names(turn, [row.id or 0 for row in rows])
    return tuple(_letter(case, row, names[row.id or 0]) for row in rows)


def draft(turn: Turn, ref: str) -> DraftView:
    """Return the newest version. Raises NoSuchCase, NoDraft."""
    case = turn.case(ref)
    return _draft(turn, case, latest_draft(turn, case))


def draft_by_id(turn: Turn, draft_id: int) -> DraftView:
    row = turn.session.get_one(Draft, draft_id)
    return _draft(turn, turn.session.get_one(Case, row.case_id), row)


def why(turn: Turn, ref: str) -> Why:
    """Raises NoSuchCase."""
    case = turn.case(ref)
    kept = turn.session.get(Suggestion, case.id)
    reasons = tuple((subject, tuple(Reason(*pair) for pair in found))
                    for subject, found in (kept.reasons if kept else {}).items() if found and subject != PROPOSAL)  # fmt: skip
    return Why(card(turn, case.ref), clock_of(turn, case), reasons, history(turn, case), clock_acts(turn, case))


def history(turn: Turn, case: Case) -> tuple[tuple[datetime, str, str, str], ...]:
    rows = turn.session.exec(select(Event).where(Event.case_id == case.id).order_by(col(Event.id)))
    return tuple((row.at, row.who, row.what, row.note) for row in rows)


def _attachment_names(turn: Turn, letter_ids: Sequence[int]) -> dict[int, list[str]]:
    names: dict[int, list[str]] = defaultdict(list)
    for letter_id, name in turn.session.exec(select(Attachment.letter_id, Attachment.name).where(
            col(Attachment.letter_id).in_(letter_ids)).order_by(col(Attachment.id))):  # fmt: skip
        names[letter_id].append(name)
    return names


def _letter(case: Case, row: Letter, names: Sequence[str]) -> LetterView:
    return LetterView(row.id or 0, case.ref, row.incoming, row.what, row.at, row.sender_name, row.sender, row.reply_to,
                      row.subject, row.text, row.new_text, tuple(names), tuple(row.defects), row.delivery)  # fmt: skip


def _draft(turn: Turn, case: Case, row: Draft) -> DraftView:
    names = {one.id: one.name for one in turn.session.exec(select(Official))}
    other = turn.session.get(Draft, row.companion_id) if row.companion_id else None
    return DraftView(
        case.ref, row.version, row.paper, row.subject, row.text, tuple(row.recipients),
        tuple(one["name"] for one in row.attachments), row.hash, names.get(row.by_id, ""),
        names.get(row.approved_by_id, ""), row.returned_why, _draft(turn, case, other) if other else None,
        bool(row.letter_pdf), row.cover, str(row.sealed.get("name", "")), tuple(row.sealed.get("recipients", ())), row.until,
    )  # fmt: skip
