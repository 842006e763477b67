"""A letter leaves by post, by DHX, by hand, or an answer is spoken: a person records day, way and proof, only then it counts as sent."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final

from sqlmodel import col, select

from casework.documents import keep, pdf_octets, sheet_for
from casework.effects import after_sending
from casework.files_out import kept_pdf
from casework.handled import handled_case
from casework.leak_guard import demand_no_leak
from casework.numbering import take_number
from casework.people import Staff
from casework.plan import plan_of
from casework.refusals import BadDay, DayAhead
from casework.refusals_of_letters import NeedsPostalAddress, NothingPrepared, ProofNeeded
from casework.signed import approved_answer, demand_signed
from casework.signing import signed_facts
from casework.turn import Turn
from casework.word_edit import FileOut
from casework.wording import rendered_of
from replies.typeset import LABEL
from rules.records import Dispatch, HandedBy
from storage.desk_tables import Draft, Official
from storage.paper_tables import HandOver
from storage.tables import Case, Letter

POSTED: Final = (HandedBy.POST, HandedBy.REGISTERED)
PROVED: Final = (HandedBy.REGISTERED, HandedBy.DHX, HandedBy.IN_PERSON)  # a tracking code, a number, to whom it was given
ON_ENVELOPE: Final = {HandedBy.POST: "", HandedBy.REGISTERED: "Tähitud kiri"}


@dataclass(frozen=True, slots=True)
class Prepared:
    """What a person prints and sends: content."""

    ref: str
    way: HandedBy
    files: tuple[FileOut, ...]


def prepare_by_hand(turn: Turn, who: Staff, ref: str, way: HandedBy, address: str = "") -> Prepared:
    """Return the approved letter, and for the post the label of the envelope. Nothing counts as sent by that.

    Raises NoSuchCase, NotHandler, NoDraft, NotApproved, NoPdf, UnsentDraft, LeakSuspected, SignFirst, NeedsPostalAddress, BrokenLetterhead.
    """
    case, draft = approved_answer(turn, who, ref)
    demand_no_leak(turn, case, draft)
    demand_signed(turn, case, draft)
    if way in POSTED and not address.strip():
        raise NeedsPostalAddress(ref=case.ref)
    files = [kept_pdf(turn, case, draft)]
    if draft.signed and way not in POSTED:
        files.append(FileOut(draft.signed["name"], turn.originals.read(draft.signed["sha256"]), draft.version))
    row = HandOver(case_id=case.id or 0, draft_id=draft.id, way=way, address=address.strip(), prepared_by_id=who.id, prepared_at=turn.now)
    if way in POSTED:
        octets = _label(turn, case, draft, way, address)
        row.label_pdf = keep(turn, octets)
        files.append(FileOut(f"{case.ref}-aadress.pdf", octets, draft.version))
    turn.session.add(row)
    turn.touch(case)
    turn.note(case, who.label, "prepared_by_hand", f"v{draft.version} {way}")
    return Prepared(case.ref, way, tuple(files))


def record_by_hand(turn: Turn, who: Staff, ref: str, way: HandedBy, day: date, proof: str = "") -> Case:
    """Record that the approved letter has left: now the case is sent.

    Raises NoSuchCase, NotHandler, NoDraft, NotApproved, UnsentDraft, NothingPrepared, ProofNeeded, BadDay.
    """
    case, draft = approved_answer(turn, who, ref)
    row = turn.session.exec(select(HandOver).where(
        HandOver.draft_id == draft.id, HandOver.way == way, col(HandOver.recorded_at).is_(None))
        .order_by(col(HandOver.id).desc()).limit(1)).first()  # fmt: skip
    if row is None:
        raise NothingPrepared(ref=case.ref)
    if way in PROVED and not proof.strip():
        raise ProofNeeded(ref=case.ref)
    _demand_day(turn, day, turn.office.calendar.day_of(draft.approved_at or turn.now))
    row.day, row.proof, row.recorded_by_id, row.recorded_at = day, proof.strip(), who.id, turn.now
    letter = Letter(case_id=case.id or 0, incoming=False, what=draft.paper, at=turn.now, subject=draft.subject, text=draft.text,
                    recipients=[], message_id=turn.message_id(case.token), delivery=Dispatch.SENT)  # fmt: skip
    turn.session.add(letter)
    take_number(turn, case, letter)
    draft.sent_at = turn.now
    turn.note(case, who.label, "sent_by_hand", f"v{draft.version} {way} {day}")
    after_sending(turn, case, draft)
    case.answered_at = _moment(turn, day)
    turn.session.add_all([row, draft, case])
    return case


def record_spoken(turn: Turn, who: Staff, ref: str, day: date, spoken_with: str, summary: str, *, content: bool) -> Case:
    """Record an answer by telephone or in person: with whom, when, what was said, and whether the person was content.

    Nothing is closed by it: a person who was not content is still owed a written answer.

    Raises NoSuchCase, NotHandler, ProofNeeded, BadDay.
    """
    case = handled_case(turn, who, ref)
    if not spoken_with.strip() or not summary.strip():
        raise ProofNeeded(ref=case.ref)
    _demand_day(turn, day, turn.office.calendar.day_of(case.received))
    turn.session.add(HandOver(
        case_id=case.id or 0, way=HandedBy.PHONE, prepared_by_id=who.id, prepared_at=turn.now, recorded_by_id=who.id,
        recorded_at=turn.now, day=day, spoken_with=spoken_with.strip(), summary=summary.strip(), content=content))  # fmt: skip
    turn.touch(case)
    turn.note(case, who.label, "answered_orally", f"{day} {'content' if content else 'not_content'}")
    return case


def was_spoken(turn: Turn, case: Case) -> bool:
    """Tell whether an answer that contented the person has been recorded."""
    wanted = select(HandOver.id).where(HandOver.case_id == case.id, HandOver.way == HandedBy.PHONE, col(HandOver.content).is_(True))
    return turn.session.exec(wanted).first() is not None


def _label(turn: Turn, case: Case, draft: Draft, way: HandedBy, address: str) -> bytes:
    drafter = turn.session.get_one(Official, draft.by_id).name
    sheet = sheet_for(turn, case, draft.paper, rendered_of(turn, case, plan_of(turn, draft), drafter), (), signed_facts(turn, case, drafter))
    lines = tuple(line.strip() for line in address.replace(",", "\n").splitlines() if line.strip())
    return pdf_octets(turn.office, replace(sheet, title=case.ref, to=lines, references=(case.ref,), way=ON_ENVELOPE.get(way, "")), LABEL)


def _demand_day(turn: Turn, day: date, earliest: date) -> None:
    if not earliest <= day <= turn.today:
        raise (DayAhead if day > turn.today else BadDay)(words=f"{day:%d.%m.%Y}")


def _moment(turn: Turn, day: date) -> datetime:
    """Return the moment that stands for a day: now, or the noon of a day that has passed."""
    if day == turn.today:
        return turn.now
    return datetime.combine(day, time(12), turn.office.calendar.zone).astimezone(turn.now.tzinfo)
