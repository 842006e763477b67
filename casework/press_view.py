"""A media alert as the communications staff may see it: masked, and of a private writer neither questions nor contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import col, select

from casework.contributions import Input, inputs_of
from casework.letters import incoming_letters
from casework.people import Staff
from casework.refusals import NotAllowed
from casework.refusals_of_law import NoAlert, NotFromThePress
from casework.sight import visible
from casework.turn import Turn
from reading.identify import identifying
from reading.page import Page
from reading.personal import personal_data
from reading.questions import questions
from rules.kinds import Kind, Role
from storage.desk_tables import MediaAlert, Official
from storage.tables import Case, Letter, Suggestion
from storage.team_tables import PressStatement

OF_JOURNALISTS: Final = frozenset({"outlet_domain", "writes_for_publication", "journalist_asks_comment"})
MOST: Final = 20  # alerts of a list


@dataclass(frozen=True, slots=True)
class PressView:
    """What stands on the card of the press. `questions` are masked; empty in `reference` mode and of a private writer."""

    id: int
    ref: str
    topic: str
    signs: tuple[str, ...]
    at: datetime
    outlet: str
    journalist: bool
    deadline: datetime | None
    safe: date | None  # when the official's own answer is due
    taken_by: str
    promised_at: datetime | None
    already_public: str
    may_confirm: bool
    facts_by: str
    questions: tuple[str, ...]
    statement: str  # "", drafted, waits, returned, approved
    inputs: tuple[Input, ...]
    done: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Who asks, for one of the press alone: content."""

    name: str
    outlet: str
    mail: str
    phones: tuple[str, ...]


def press_view(turn: Turn, ref: str) -> PressView:
    """Return the alert of a case. Raises NoSuchCase, NoAlert."""
    case = turn.case(ref)
    return view_of(turn, case, alert_of(turn, case))


def alert_of(turn: Turn, case: Case) -> MediaAlert:
    """Return the alert of a case, a withdrawn one too. Raises NoAlert."""
    alert = turn.session.exec(select(MediaAlert).where(MediaAlert.case_id == case.id)).first()
    if alert is None:
        raise NoAlert(ref=case.ref)
    return alert


def view_of(turn: Turn, case: Case, alert: MediaAlert) -> PressView:
    letters = incoming_letters(turn, case)
    outlet = next((name for one in letters if (name := turn.office.senders.outlet(one.sender))), "")
    journalist = _asks_for_publication(turn, case, alert)
    facts_by = alert.facts_by_id or case.handler_id
    shown = journalist and turn.office.privacy.chat != "reference"
    return PressView(
        id=case.id or 0, ref=case.ref, topic=case.topic, signs=tuple(alert.signs), at=alert.at, outlet=outlet if journalist else "",
        journalist=journalist, deadline=alert.deadline, safe=case.safe or case.due, taken_by=_name(turn, alert.taken_by_id),
        promised_at=alert.promised_at, already_public=alert.already_public, may_confirm=alert.may_confirm,
        facts_by=_name(turn, facts_by), questions=_questions(turn, letters) if shown else (),
        statement=_statement_stage(turn, case), inputs=inputs_of(turn, [case.id or 0]).get(case.id or 0, ()),
        done=alert.done_at is not None, withdrawn=bool(alert.withdrawn_why),
    )  # fmt: skip


def open_alerts(turn: Turn) -> tuple[PressView, ...]:
    """Return the alerts that wait for the press: the nearest deadline first, then the newest."""
    rows = turn.session.exec(select(MediaAlert, Case).where(
        MediaAlert.case_id == Case.id, visible(turn.viewer), col(MediaAlert.done_at).is_(None), MediaAlert.withdrawn_why == "")
        .order_by(col(MediaAlert.deadline).is_(None), col(MediaAlert.deadline), col(MediaAlert.id).desc()).limit(MOST)).all()  # fmt: skip
    return tuple(view_of(turn, case, alert) for alert, case in rows)


def reveal_contact(turn: Turn, who: Staff, ref: str) -> Contact:
    """Show one of the press who asks, on record.

    Raises NoSuchCase, NoAlert, NotAllowed for every other role, NotFromThePress where a private person wrote.
    """
    case = demand_contact(turn, who, ref)
    turn.note(case, who.label, "opened_press_contact")
    letters = incoming_letters(turn, case)
    phones = dict.fromkeys(one.text for letter in letters for one in personal_data(page_of(letter), turn.office.senders)
                           if one.type == "phone")  # fmt: skip
    first = letters[0]
    return Contact(first.sender_name, turn.office.senders.outlet(first.sender), first.reply_to or first.sender, tuple(phones))


def demand_contact(turn: Turn, who: Staff, ref: str) -> Case:
    """Return the case if this person may be shown who asks. Raises as `reveal_contact`."""
    case = turn.case(ref)
    alert = alert_of(turn, case)
    if Role.PRESS not in who.roles:
        raise NotAllowed
    if not _asks_for_publication(turn, case, alert):
        raise NotFromThePress(ref=case.ref)
    return case


def page_of(letter: Letter) -> Page:
    """Return a kept letter as reading takes it."""
    return Page(sender=letter.sender, sender_name=letter.sender_name, reply_to=letter.reply_to, subject=letter.subject,
                text=letter.new_text, body=letter.text, date=letter.at)  # fmt: skip


def _asks_for_publication(turn: Turn, case: Case, alert: MediaAlert) -> bool:
    """Tell whether a journalist asks. An alert raised by hand is told by the letter's own signs, kept beside it.

    That a letter sounds like the press is no sign of who wrote it: a private person who will go to the press stays unnamed, until an
    official says that the letter is the press's.
    """
    kept = turn.session.get(Suggestion, case.id)
    signs = {pair[0] for pair in (kept.reasons.get("media", []) if kept else [])} | set(alert.signs)
    return bool(signs & OF_JOURNALISTS) or (case.kind is Kind.PRESS and bool(case.kind_by))


def _questions(turn: Turn, letters: Sequence[Letter]) -> tuple[str, ...]:
    """Return the journalist's questions, masked, word for word; one that would still identify a child is left out."""
    asked = dict.fromkeys(one for letter in letters for one in questions(letter.masked))
    return tuple(one for one in asked if not identifying(one, (), turn.office.municipalities))


def _statement_stage(turn: Turn, case: Case) -> str:
    newest = turn.session.exec(select(PressStatement).where(
        PressStatement.case_id == case.id).order_by(col(PressStatement.version).desc()).limit(1)).first()  # fmt: skip
    if newest is None:
        return ""
    if newest.approved_at:
        return "approved"
    return "returned" if newest.returned_why else "waits" if newest.submitted_at else "drafted"


def _name(turn: Turn, official_id: int | None) -> str:
    row = turn.session.get(Official, official_id) if official_id else None
    return row.name if row else ""
