"""Looking at content is an event: who, which case, what, when. What was shown in a chat is taken away in time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_
from sqlmodel import col, select

from casework.approve import open_draft
from casework.content import DraftView, LetterView, Why, draft, letters, why
from casework.held import Held, show_held
from casework.people import Staff
from casework.purpose import demand_purpose
from casework.refusals import HeldForOthers, NotAllowed
from casework.sight import Viewer, visible
from casework.turn import Turn
from rules.rights import MAY_SEE_LOOKS
from storage.desk_tables import Official
from storage.tables import Case, Event


@dataclass(frozen=True, slots=True)
class Look:
    """One look at content: when, by whom, at what, and the purpose said."""

    at: datetime
    by: str
    what: str
    note: str


def reveal_letter(turn: Turn, who: Staff, ref: str) -> tuple[LetterView, ...]:
    """Show the letters of a case, on record. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    found = letters(turn, ref)
    turn.note(case, who.label, "opened_letter", f"letters {' '.join(str(one.id) for one in found)}")
    return found


def reveal_draft(turn: Turn, who: Staff, ref: str) -> DraftView:
    """Show the newest version, on record. Raises NoSuchCase, PurposeNeeded, NoDraft."""
    open_draft(turn, who, ref)
    return draft(turn, ref)


def reveal_reasons(turn: Turn, who: Staff, ref: str) -> Why:
    """Show the sentences behind the suggestions, on record. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    turn.note(case, who.label, "opened_reasons")
    return why(turn, ref)


def looks(turn: Turn, who: Staff, ref: str) -> tuple[Look, ...]:
    """Return who has looked at what of a case, and why: for the data protection officer and the heads. On record too.

    Raises NoSuchCase, NotAllowed.
    """
    if not who.roles & MAY_SEE_LOOKS:
        raise NotAllowed
    case = turn.case(ref)
    names = dict(turn.session.exec(select(Official.id, Official.name)).all())
    rows = turn.session.exec(select(Event).where(
        Event.case_id == case.id, or_(col(Event.what).startswith("opened_"), col(Event.what).startswith("page_"), col(Event.what) == "purpose"))
        .order_by(col(Event.id))).all()  # fmt: skip
    turn.note(case, who.label, "read_log")
    return tuple(Look(row.at, names.get(_number(row.who), row.who), row.what, row.note) for row in rows)


def _number(label: str) -> int:
    return int(found) if (found := label.removeprefix("official:")).isdecimal() else 0


def reveal_held(turn: Turn, who: Staff, held_id: int) -> Held:
    """Show a letter of the holding pen, on record. Raises NoSuchHeld, HeldForOthers, PurposeNeeded: it may be part of a case."""
    found = show_held(turn, held_id)
    demand_held_purpose(turn, who, found.proposed_ref)
    turn.note(None, who.label, "opened_held", f"ledger {held_id}")
    return found


def demand_held_purpose(turn: Turn, who: Staff, proposed_ref: str) -> None:
    """Ask of a held letter what is asked of the case it seems to belong to: its words are that case's. Raises HeldForOthers, PurposeNeeded."""
    if not proposed_ref:
        return
    case = turn.session.exec(select(Case).where(Case.ref == proposed_ref, visible(Viewer(who.id)))).first()
    if case is None:
        raise HeldForOthers
    demand_purpose(turn, who, case)


def delete_later(turn: Turn, chat_id: int, message_ids: Sequence[int]) -> None:
    """Have messages with content deleted when their time is over, also after a restart."""
    for message_id in message_ids:
        turn.tell(f"chat:{chat_id}", "delete_message", after=turn.office.privacy.reveal, urgency=3,
                  chat_id=chat_id, message_id=message_id)  # fmt: skip
