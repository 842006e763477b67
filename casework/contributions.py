"""Input that another unit, or a colleague, owes a case: asked with a date of its own, chased, and kept when it comes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import col, select

from casework.absence import heads_at_work
from casework.letters import case_facts, sendable
from casework.people import Staff
from casework.purpose import demand_purpose
from casework.refusals import DayPassed, MissingReason, NoSuchContribution, NotOurDomain
from casework.refusals_of_letters import BrokenText, FactMissing
from casework.texts_at_fault import tell_text_at_fault, texts_refused
from casework.turn import DIGEST, SOON, SYSTEM, USUAL, Turn
from replies.facts import RecipientFacts
from rules.contributions import Chased, Chaser, chaser_due
from rules.kinds import Language
from rules.life import State
from storage.desk_tables import Official
from storage.tables import Case, Letter
from storage.team_tables import ContributionRequest

REQUEST, CHASE = "contribution_request", "contribution_reminder"  # our letters to a unit


@dataclass(frozen=True, slots=True)
class Input:
    """A contribution as a card may show it: whose and until when, never what was asked."""

    id: int
    unit: str
    due: datetime
    by: str
    press: bool
    late: bool
    ended: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A contribution with its words: content."""

    input: Input
    mail: str
    question: str
    answer: str


def ask_unit(turn: Turn, who: Staff, ref: str, unit: str, question: str, by: date, mail: str = "") -> ContributionRequest:
    """Ask another unit for input by a day, by mail where its address is known. An address once given is remembered.

    Raises NoSuchCase, MissingReason, DayPassed where the day has passed, NotOurDomain for an address outside the agency.
    """
    case = turn.case(ref)
    if not question.strip() or not unit.strip():
        raise MissingReason(command="sisend", ref=case.ref)
    if by < turn.today:
        raise DayPassed(words=f"{by:%d.%m.%Y}")
    address = mail.lower() or _address_of(turn, unit)
    if address and not (sendable(address) and is_own(turn, address)):
        raise NotOurDomain(ref=case.ref)
    row = _asked(turn, who, case, unit.strip(), turn.office.calendar.open_until(by), question.strip(), mail=address)
    if address:
        _post(turn, case, row, REQUEST)
    return row


def ask_official(turn: Turn, who: Staff, ref: str, by: datetime, question: str = "") -> ContributionRequest | None:
    """Ask the handler for input on behalf of the press, in the chat; where nobody has the case, the duty chat.

    Asked again it is the same request with the new moment. The case itself does not change. Raises NoSuchCase, DayPassed.
    """
    case = turn.case(ref)
    if by < turn.now:
        raise DayPassed(words=f"{by.astimezone(turn.office.calendar.zone):%d.%m.%Y %H.%M}")
    open_one = turn.session.exec(select(ContributionRequest).where(
        ContributionRequest.case_id == case.id, ContributionRequest.press, col(ContributionRequest.ended_at).is_(None))).first()  # fmt: skip
    handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
    if open_one:
        open_one.due, open_one.chased, open_one.question = by, "", question.strip() or open_one.question
        turn.session.add(open_one)
    row = open_one or _asked(turn, who, case, handler.name if handler else "", by, question.strip(), press=True,
                             official_id=handler.id if handler else None)  # fmt: skip
    to = f"official:{handler.id}" if handler else turn.duty(case)
    turn.tell(to, "press_asks", case, urgency=SOON, by=who.name, until=by.isoformat())
    return row


def keep_answer(turn: Turn, who: Staff, ref: str, answer: str, number: int = 0) -> ContributionRequest:
    """Keep what came, "" where it is not needed any more; the asker is told. `number` counts the open ones from 1.

    Raises NoSuchCase, NoSuchContribution.
    """
    case = turn.case(ref)
    waiting = [row for row in _rows(turn, [case.id or 0]) if row.ended_at is None]
    if not waiting or not 0 <= number <= len(waiting):
        raise NoSuchContribution(ref=case.ref)
    row = waiting[max(number, 1) - 1]
    row.answer, row.ended_at, row.ended_by_id = answer.strip(), turn.now, who.id
    turn.session.add(row)
    turn.note(case, who.label, "input_came" if row.answer else "input_not_needed", f"request {row.id}")
    if row.by_id != who.id and row.answer:
        turn.tell(f"official:{row.by_id}", "input_came", case, unit=row.unit)
    return row


def inputs_of(turn: Turn, case_ids: Sequence[int]) -> Mapping[int, tuple[Input, ...]]:
    """Return what is owed and what has come, by case, the earliest asked first."""
    if not case_ids:
        return {}
    rows = _rows(turn, case_ids)
    names = dict(turn.session.exec(select(Official.id, Official.name)).all()) if rows else {}
    found: dict[int, tuple[Input, ...]] = {}
    for row in rows:
        found[row.case_id] = (*found.get(row.case_id, ()), _input(turn, row, names))
    return found


def reveal_inputs(turn: Turn, who: Staff, ref: str) -> tuple[Asked, ...]:
    """Show what was asked and what came, on record. Raises NoSuchCase, PurposeNeeded."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    turn.note(case, who.label, "opened_inputs")
    views = inputs_of(turn, [case.id or 0]).get(case.id or 0, ())
    return tuple(Asked(view, row.mail, row.question, row.answer) for view, row in zip(views, _rows(turn, [case.id or 0]), strict=True))


def chase(turn: Turn) -> int:
    """In working time remind of input that is due: before, on and after the day, and at last the head. Return how many were told."""
    if not turn.office.calendar.in_working_time(turn.now):
        return 0
    rows = turn.session.exec(select(ContributionRequest, Case).where(
        ContributionRequest.case_id == Case.id, col(ContributionRequest.ended_at).is_(None), col(Case.state) != State.CLOSED,
        ContributionRequest.due <= turn.now + timedelta(days=7))).all()  # fmt: skip
    return sum(_chased(turn, row, case) for row, case in rows)


def is_own(turn: Turn, address: str) -> bool:
    """Tell whether an address is the agency's own: what is asked there stays in the house."""
    return address.rpartition("@")[2].lower() == turn.office.domain or turn.office.senders.is_own(address)


def _asked(turn: Turn, who: Staff, case: Case, unit: str, due: datetime, question: str, **more: Any) -> ContributionRequest:
    row = ContributionRequest(case_id=case.id or 0, unit=unit, question=question, due=due, by_id=who.id, at=turn.now, **more)
    turn.session.add(row)
    turn.session.flush()
    turn.note(case, who.label, "input_asked", f"request {row.id} by {turn.office.calendar.day_of(due)}")
    return row


def _address_of(turn: Turn, unit: str) -> str:
    """Return the address last used for a unit of this name; a name that is an address is its own."""
    if "@" in unit:
        return unit.strip().strip("<>").lower()
    return turn.session.exec(select(ContributionRequest.mail).where(
        ContributionRequest.unit == unit.strip(), ContributionRequest.mail != "").order_by(
        col(ContributionRequest.id).desc()).limit(1)).first() or ""  # fmt: skip


def _post(turn: Turn, case: Case, row: ContributionRequest, paper: str) -> None:
    """Put the letter to the unit into the outbox, signed by who asked: in Estonian, the agency's own language."""
    asker = turn.session.get_one(Official, row.by_id)
    case_ = replace(case_facts(turn, case), handler_name=asker.name, handler_phone=asker.phone, handler_mail=asker.mail)
    facts = {"office": turn.office.facts, "case": case_, "recipient": RecipientFacts(row.unit, row.mail),
             "question": row.question, "reply_by": turn.office.calendar.day_of(row.due)}  # fmt: skip
    with texts_refused():
        made = turn.office.library.render(paper, Language.ESTONIAN, facts)
    letter = Letter(case_id=case.id or 0, incoming=False, what=paper, at=turn.now, recipients=[row.mail],
                    subject=made.subject, text=made.text)  # fmt: skip
    turn.post(case, letter, urgency=USUAL, html=made.html)


def _chased(turn: Turn, row: ContributionRequest, case: Case) -> int:
    calendar = turn.office.calendar
    step = chaser_due(calendar.day_of(row.due), calendar.day_of(row.at), turn.today, calendar)
    if step is None or row.chased == step.key:
        return 0
    row.chased = step.key
    turn.session.add(row)
    turn.note(case, SYSTEM, "input_chased", f"request {row.id} {step.key}")
    if Chased.ASKED in step.to and row.mail:
        try:
            _post(turn, case, row, CHASE)
        except (BrokenText, FactMissing) as refused:  # the others are reminded all the same
            tell_text_at_fault(turn, case, refused)
    told = _told_of(turn, row, step)
    for to in told:
        turn.tell(to, "input_due", case, urgency=DIGEST, unit=row.unit, step=step.key, until=row.due.isoformat())
    return len(told)


def _told_of(turn: Turn, row: ContributionRequest, step: Chaser) -> list[str]:
    ids = {row.by_id} if Chased.ASKER in step.to else set()
    if Chased.ASKED in step.to and row.official_id:
        ids.add(row.official_id)
    if Chased.HEAD in step.to:
        ids |= set(heads_at_work(turn))
    return [f"official:{one}" for one in sorted(ids)]


def _rows(turn: Turn, case_ids: Sequence[int]) -> list[ContributionRequest]:
    return list(turn.session.exec(select(ContributionRequest).where(
        col(ContributionRequest.case_id).in_(case_ids)).order_by(col(ContributionRequest.id))))  # fmt: skip


def _input(turn: Turn, row: ContributionRequest, names: Mapping[int | None, str]) -> Input:
    return Input(row.id or 0, row.unit, row.due, names.get(row.by_id, ""), row.press,
                 row.ended_at is None and row.due < turn.now, row.ended_at is not None, bool(row.answer))  # fmt: skip
