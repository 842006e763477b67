"""What is late and why, as the records tell it: for the head, with no word of any letter."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from casework.absence import acting_heads
from casework.case_lists import PAGE
from casework.people import Staff
from casework.propose import absences
from casework.refusals import NotAllowed
from casework.sight import visible
from casework.turn import Turn
from casework.views import Card, cards
from rules.kinds import Role
from rules.life import WAITING, State
from rules.records import Dispatch, Paper
from rules.routing import is_away
from storage.desk_tables import Draft
from storage.tables import Case, Event


@dataclass(frozen=True, slots=True)
class LateCase:
    """A card, and the reasons by name with the facts of their sentences."""

    card: Card
    why: tuple[tuple[str, dict[str, Any]], ...]


def late_and_why(turn: Turn, who: Staff, page: int = 0) -> tuple[tuple[LateCase, ...], int]:
    """Return a page of the cases whose legal day has passed unanswered, the latest first, and how many there are.

    Raises NotAllowed for everybody but heads and who stands in for one.
    """
    if Role.HEAD not in who.roles and who.id not in acting_heads(turn):
        raise NotAllowed
    where = (visible(turn.viewer), col(Case.state).in_(WAITING), col(Case.due) < turn.today)
    total = turn.session.exec(select(func.count()).select_from(Case).where(*where)).one()
    ids = [one or 0 for one in turn.session.exec(select(Case.id).where(*where).order_by(
        col(Case.due), col(Case.id)).limit(PAGE).offset(page * PAGE))]  # fmt: skip
    return tuple(LateCase(card, _why(turn, card)) for card in cards(turn, ids)), total


def _why(turn: Turn, card: Card) -> tuple[tuple[str, dict[str, Any]], ...]:
    """Return what the records say of the delay; where they say nothing, how long nothing has been done."""
    found: list[tuple[str, dict[str, Any]]] = []
    if not card.handler:
        found.append(("untaken", {}))
    elif is_away(str(card.handler_id), absences(turn), turn.today):
        found.append(("away", {"name": card.handler}))
    if card.state is State.WAITING:
        found.append(("asked_citizen", {}))
    found += [("input", {"unit": one.unit}) for one in card.inputs if not one.ended]
    if card.state is State.DRAFTED and not card.draft_approved:
        found.append(("approval", {"days": _days_since_draft(turn, card)}))
    if card.state is State.APPROVED:
        stuck = card.sending in (Dispatch.UNCERTAIN, Dispatch.NEVER)
        found.append(("undelivered" if stuck else "unsent", {}))
    if _told_late(turn, card):
        found.append(("told", {}))
    if card.tracks:
        found.append(("track", {}))
    return tuple(found) or (("silent", {"days": _days_silent(turn, card)}),)


def _days_since_draft(turn: Turn, card: Card) -> int:
    at = turn.session.exec(select(func.max(Draft.at)).where(Draft.case_id == card.id)).one()
    return (turn.now - at).days if at else 0


def _told_late(turn: Turn, card: Card) -> bool:
    return turn.session.exec(select(Draft.id).where(
        Draft.case_id == card.id, Draft.paper == Paper.LATE_NOTICE, col(Draft.sent_at).is_not(None)).limit(1)).first() is not None  # fmt: skip


def _days_silent(turn: Turn, card: Card) -> int:
    last = turn.session.exec(select(Event.at).where(
        Event.case_id == card.id, col(Event.who).startswith("official:")).order_by(col(Event.id).desc()).limit(1)).first()  # fmt: skip
    return (turn.now - (last or card.received)).days
