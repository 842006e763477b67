"""What the agency says to the press: drafted from the template and the positions, held against the letters, approved by a head."""

import hashlib
from dataclasses import dataclass

from sqlmodel import col, select

from casework.absence import acting_heads, heads_at_work
from casework.contributions import is_own
from casework.letters import case_facts, incoming_letters
from casework.people import Staff
from casework.press_view import alert_of, page_of
from casework.refusals import MissingReason, OutOfDate
from casework.refusals_of_law import Identifies, NoStatement
from casework.refusals_of_letters import FactMissing, FourEyes, MayNotApprove
from casework.texts_at_fault import texts_refused
from casework.turn import SOON, Turn
from reading.identify import first_names, identifying
from reading.personal import personal_data
from rules.kinds import Language
from storage.desk_tables import Official
from storage.tables import Case
from storage.team_tables import PressStatement


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement as who may read it sees it: content. `leaks` are what would identify somebody: its kind, and the words."""

    ref: str
    case_id: int
    version: int
    text: str
    by: str
    approved_by: str
    waits: bool
    returned_why: str
    leaks: tuple[tuple[str, str], ...]


HOLE = "[KIRJUTAGE SIIA ASUTUSE SEISUKOHT]"  # stands in a statement until somebody has written what is said


def draft_statement(turn: Turn, who: Staff, ref: str) -> PressStatement:
    """Return the newest version, begun from the template and the positions of the topic where there is none.

    Raises NoSuchCase, NoAlert, FactMissing.
    """
    case = turn.case(ref)
    alert = alert_of(turn, case)
    if newest := newest_of(turn, case):
        return newest
    positions = [one.text[Language.ESTONIAN] for one in turn.office.positions.for_topic(case.topic, turn.today)]
    facts = {"office": turn.office.facts, "case": case_facts(turn, case), "substance": "\n\n".join(positions) or HOLE,
             "confirmed": alert.may_confirm}  # fmt: skip
    with texts_refused():
        text = turn.office.library.part("press_statement", Language.ESTONIAN, "body", facts)
    return _write(turn, who, case, text.strip())


def edit_statement(turn: Turn, who: Staff, ref: str, text: str, version: int = 0) -> PressStatement:
    """Keep `text` as the next version; an approval of the old one is void.

    Raises NoSuchCase, NoAlert, MissingReason, OutOfDate where another version has been made since `version`.
    """
    case = turn.case(ref)
    alert_of(turn, case)
    newest = newest_of(turn, case)
    if not text.strip():
        raise MissingReason(command="meedia.avaldus", ref=case.ref)
    if version and newest and newest.version != version:
        raise OutOfDate(ref=case.ref, state=case.state)
    return _write(turn, who, case, text.strip())


def submit_statement(turn: Turn, who: Staff, ref: str) -> PressStatement:
    """Ask the heads to approve the newest version. Raises NoSuchCase, NoStatement, FactMissing, Identifies."""
    case, row = _newest(turn, ref)
    _demand_safe(turn, case, row)
    row.submitted_at, row.returned_why = turn.now, ""
    turn.session.add(row)
    turn.note(case, who.label, "statement_submitted", f"v{row.version} {row.hash[:12]}")
    for head in heads_at_work(turn):
        if head != row.by_id:
            turn.tell(f"official:{head}", "statement_waits", case, urgency=SOON, by=who.name, version=row.version)
    return row


def reveal_statement(turn: Turn, who: Staff, ref: str) -> StatementView:
    """Show the newest version, on record, with what stands in its way. Raises NoSuchCase, NoStatement."""
    case, row = _newest(turn, ref)
    turn.note(case, who.label, "opened_statement", f"v{row.version}")
    names = dict(turn.session.exec(select(Official.id, Official.name)).all())
    return StatementView(case.ref, case.id or 0, row.version, row.text, names.get(row.by_id, ""), names.get(row.approved_by_id, ""),
                         row.submitted_at is not None, row.returned_why, leaks_of(turn, case, row.text))  # fmt: skip


def approve_statement(turn: Turn, who: Staff, ref: str, version: int) -> PressStatement:
    """Approve exactly this version: a head, or who stands in for one, and nobody an own text. It goes to the press mailbox.

    Raises NoSuchCase, NoStatement, OutOfDate, MayNotApprove, FourEyes, FactMissing, Identifies.
    """
    case, row = _newest(turn, ref)
    if row.version != version or row.approved_at or row.hash != _hash(row.text):
        raise OutOfDate(ref=case.ref, state=case.state)
    if who.id not in acting_heads(turn):
        raise MayNotApprove(ref=case.ref)
    if who.id == row.by_id and turn.office.approval.four_eyes:
        raise FourEyes(ref=case.ref)
    _demand_safe(turn, case, row)
    row.approved_by_id, row.approved_at = who.id, turn.now
    turn.session.add(row)
    turn.note(case, who.label, "statement_approved", f"v{row.version} {row.hash[:12]}")
    turn.tell(f"official:{row.by_id}", "statement_approved", case, urgency=SOON, by=who.name)
    _mail_press(turn, case, row)
    return row


def _mail_press(turn: Turn, case: Case, row: PressStatement) -> None:
    """Put the approved words into the press mailbox, if it is the agency's own: from there a person sends them on."""
    address = turn.office.facts.press_mail
    if address and is_own(turn, address):
        facts = {"office": turn.office.facts, "case": case_facts(turn, case), "substance": row.text, "confirmed": False}
        with texts_refused():
            subject = turn.office.library.part("press_statement", Language.ESTONIAN, "subject", facts)
        turn.mail(address, f"{' '.join(subject.split())} ({case.ref}, v{row.version})", row.text, SOON,
                  once=f"statement:{row.id}:{row.hash[:12]}")  # fmt: skip


def return_statement(turn: Turn, who: Staff, ref: str, why: str) -> PressStatement:
    """Give the newest version back with a reason. Raises NoSuchCase, NoStatement, MissingReason, MayNotApprove."""
    case, row = _newest(turn, ref)
    if not why.strip():
        raise MissingReason(command="meedia.tagasi", ref=case.ref)
    if who.id not in acting_heads(turn):
        raise MayNotApprove(ref=case.ref)
    row.returned_why, row.submitted_at, row.approved_at, row.approved_by_id = why.strip(), None, None, None
    turn.session.add(row)
    turn.note(case, who.label, "statement_returned", f"v{row.version}")
    turn.tell(f"official:{row.by_id}", "statement_returned", case, urgency=SOON, by=who.name)
    return row


def newest_of(turn: Turn, case: Case) -> PressStatement | None:
    return turn.session.exec(select(PressStatement).where(
        PressStatement.case_id == case.id).order_by(col(PressStatement.version).desc()).limit(1)).first()  # fmt: skip


def _newest(turn: Turn, ref: str) -> tuple[Case, PressStatement]:
    case = turn.case(ref)
    if row := newest_of(turn, case):
        return case, row
    raise NoStatement(ref=case.ref)


def _write(turn: Turn, who: Staff, case: Case, text: str) -> PressStatement:
    last = newest_of(turn, case)
    row = PressStatement(case_id=case.id or 0, version=last.version + 1 if last else 1, text=text, hash=_hash(text),
                         by_id=who.id, at=turn.now)  # fmt: skip
    turn.session.add(row)
    turn.session.flush()
    turn.note(case, who.label, "statement_drafted", f"v{row.version} {row.hash[:12]}")
    return row


def _demand_safe(turn: Turn, case: Case, row: PressStatement) -> None:
    """Refuse a text with a hole in it, or one that would identify a child or a family; what was found is content."""
    if HOLE in row.text:
        raise FactMissing(fact="substance")
    if leaks_of(turn, case, row.text):
        raise Identifies(ref=case.ref)


def leaks_of(turn: Turn, case: Case, text: str) -> tuple[tuple[str, str], ...]:
    """Return what in a public text would identify somebody of the case: the kind of it, and the words, which are content."""
    letters = incoming_letters(turn, case)
    known = [one for letter in letters for one in (*personal_data(page_of(letter), turn.office.senders), *first_names(letter.text))]
    ours = list(turn.session.exec(select(Official.name)))
    office = turn.office.facts  # our own numbers and addresses are meant to be read
    public = " ".join((office.phone, office.address, office.press_phone, office.press_mail, office.postal_address))
    found = identifying(text, known, turn.office.municipalities, ours)
    return tuple((one.type, one.text) for one in found if one.text not in public)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
