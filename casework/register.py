"""A letter that was read and understood gets its one outcome: a new case, a follow-up, a duplicate, the holding pen, a machine's."""

import secrets

from sqlalchemy import func, or_
from sqlmodel import col, select

from casework.acknowledge import acknowledge
from casework.alert import raise_media_alert
from casework.assurance import assurance, doubts
from casework.bounce import note_deliveries
from casework.canary import is_canary
from casework.clock import set_clock
from casework.feedback import feedback_in
from casework.named import keep_from_named
from casework.new_matter import is_new_matter
from casework.propose import propose_handler
from casework.protect import open_track
from casework.restrict import PROPOSAL, proposal_of
from casework.thread import thread_of
from casework.turn import CITIZEN, SYSTEM, Turn
from casework.twins import twin_by_hand
from casework.understand import Understood
from reading.page import Reason
from rules.kinds import Child, Kind, Language
from rules.life import State, Step
from rules.records import Filed, Way
from rules.references import format_reference
from storage.tables import Attachment, Case, Counter, Ledger, Person, Suggestion
from storage.tables import Letter as LetterRow

FILING = 8_273_002  # names a lock of PostgreSQL: any number that nobody else uses
SEEN_BEFORE = (Filed.CASE, Filed.FOLLOW_UP, Filed.DUPLICATE, Filed.HELD, Filed.MACHINE, Filed.IGNORED)


def file_letter(turn: Turn, ledger_id: int, understood: Understood, way: Way = Way.MAIL) -> Filed:
    """Give a letter its outcome, once: a second call changes nothing. What it asks of people goes out by the outbox."""
    file_alone(turn)
    row = turn.session.exec(select(Ledger).where(Ledger.id == ledger_id).with_for_update()).one()
    if row.outcome is not Filed.PENDING:
        return row.outcome
    row.sameness = understood.sameness
    letter, told = understood.letter, understood.suggestions
    if earlier := _seen_before(turn, row):
        _close_row(turn, row, Filed.DUPLICATE, earlier.ref, "the same letter again")
    elif is_canary(turn, letter, row):
        _close_row(turn, row, Filed.MACHINE, "", "canary in the junk folder" if _is_junk(row) else "canary")
    elif row.folder and _is_junk(row):
        hold(turn, row, "junk", danger=told.child is Child.DANGER)
    elif letter.deliveries:
        _close_row(turn, row, Filed.MACHINE, note_deliveries(turn, letter), "a delivery report")
    elif _is_machine(understood):
        thread = thread_of(turn, letter)
        _close_row(turn, row, Filed.MACHINE, thread.case.ref if thread.case and thread.sure else "",
                   ", ".join(letter.automatic.reasons) or "a machine wrote it")  # fmt: skip
    else:
        thread = thread_of(turn, letter)
        if said := feedback_in(turn, understood, thread.case if thread.sure else None):
            keep_letter(turn, row, said, understood)
            _close_row(turn, row, Filed.FOLLOW_UP, said.ref, "feedback")
        elif thread.case and thread.sure:
            add_follow_up(turn, row, thread.case, understood)
        elif thread.case:
            hold(turn, row, thread.why, thread.case.ref, danger=told.child is not Child.NONE)
        else:
            case = open_case(turn, row, understood, way)
            if twin := twin_by_hand(turn, case, understood):
                turn.tell(turn.duty(case), "twin_case", case, other=twin)
    return row.outcome


def file_alone(turn: Turn) -> None:
    """Let no other process file letters till the end of the turn: two that hold the same letter would see neither as a repeat."""
    if turn.session.get_bind().dialect.name != "sqlite":
        turn.session.exec(select(func.pg_advisory_xact_lock(FILING))).one()


def open_case(
    turn: Turn, row: Ledger, understood: Understood, way: Way = Way.MAIL, person: Person | None = None
) -> Case:
    """Register a new case: number, clock, receipt, alerts, a proposed handler."""
    case = new_case(turn, row, understood, way, person)
    kept = keep_letter(turn, row, case, understood)
    _close_row(turn, row, Filed.CASE, case.ref)
    acknowledge(turn, case, kept, understood, row)
    keep_from_named(turn, case)
    propose_handler(turn, case)
    alert(turn, case, understood)
    turn.tell(turn.duty(case), "new_case", case)
    return case


def new_case(
    turn: Turn, row: Ledger, understood: Understood, way: Way = Way.MAIL, person: Person | None = None
) -> Case:
    """Return a case with its number and its clock, as yet without a letter."""
    letter, told = understood.letter, understood.suggestions
    person = person or correspondent(turn, letter.sender.address, letter.sender.name, told.language)
    case = Case(
        ref=_next_reference(turn), token=secrets.token_hex(12), channel=way, mailbox=row.source.removeprefix("imap:"),
        person_id=person.id or 0, kind=told.kind, kind_confidence=told.kind_confidence,
        other_kinds=[str(kind) for kind in told.other_kinds], language=told.language, topic=told.topic,
        expects_reply=told.expects_reply, received=row.received,
        registered=turn.office.calendar.registration_day(row.received), named_day=told.named_day,
        assurance=assurance(letter), doubts=list(doubts(letter.defects)), offence=told.offence,
    )  # fmt: skip
    turn.session.add(case)
    turn.session.flush()
    set_clock(turn, case)
    turn.note(case, SYSTEM, "registered", f"{case.kind} {case.basis} {case.due or '-'}")
    keep_suggestions(turn, case, understood)
    return case


def add_follow_up(turn: Turn, row: Ledger, case: Case, understood: Understood) -> None:
    """Add a letter to its case. A closed case stays closed until an official says otherwise."""
    changed = is_new_matter(turn, case, understood)
    kept = keep_letter(turn, row, case, understood)
    case.doubts = list(doubts((*case.doubts, *understood.letter.defects)))
    _close_row(turn, row, Filed.FOLLOW_UP, case.ref)
    turn.note(case, CITIZEN, "wrote_again")
    if case.state is State.WAITING:
        turn.move(case, Step.CLARIFIED, CITIZEN)
    turn.touch(case)
    alert(turn, case, understood)
    to = turn.handler_or_duty(case)
    turn.tell(to, "follow_up", case, closed=case.state is State.CLOSED, changed=changed, letter_id=kept.id)


def hold(turn: Turn, row: Ledger, why: str, proposed_ref: str = "", danger: bool = False) -> None:
    """Put a letter into the holding pen, for a person to decide. A child's danger is told all the same."""
    row.proposed_ref = proposed_ref
    _close_row(turn, row, Filed.HELD, "", why)
    turn.tell(turn.duty(mailbox=row.source), "held", once=f"held:{row.id}", held_id=row.id, why=why,
              proposed_ref=proposed_ref, danger=danger, urgency=0 if danger else 5)  # fmt: skip


def correspondent(turn: Turn, address: str, name: str, language: Language) -> Person:
    """Return the person who writes from `address`, made anew where nobody is known there."""
    person = turn.session.exec(select(Person).where(Person.address == address)).first() if address else None
    person = person or Person(address=address, name=name, language=language)
    turn.session.add(person)
    turn.session.flush()
    return person


def keep_letter(turn: Turn, row: Ledger, case: Case, understood: Understood) -> LetterRow:
    letter, told = understood.letter, understood.suggestions
    kept = LetterRow(
        case_id=case.id or 0, ledger_id=row.id, incoming=True, digest=row.digest, message_id=letter.message_id,
        in_reply_to=" ".join(letter.in_reply_to), references=" ".join(letter.references), at=row.received,
        sender_name=letter.sender.name, sender=letter.sender.address, reply_to=letter.reply_to,
        recipients=[one.address for one in (*letter.to, *letter.cc)], subject=letter.subject, text=letter.body,
        new_text=letter.new_text, masked=told.masked, defects=list(letter.defects),
    )  # fmt: skip
    turn.session.add(kept)
    turn.session.flush()
    turn.session.add_all(
        Attachment(letter_id=kept.id or 0, name=part.name, type=part.type, size=part.size, sha256=part.sha256,
                   text=part.text or "")
        for part in letter.attachments)  # fmt: skip
    return kept


def _next_reference(turn: Turn) -> str:
    year = turn.today.year
    counter = turn.session.exec(select(Counter).where(Counter.year == year).with_for_update()).first()
    counter = counter or Counter(year=year)
    counter.last += 1
    turn.session.add(counter)
    return format_reference(year, counter.last)


def _seen_before(turn: Turn, row: Ledger) -> Ledger | None:
    same = [col(Ledger.digest) == row.digest]
    if row.sameness:
        same.append(col(Ledger.sameness) == row.sameness)
    found = turn.session.exec(select(Ledger).where(
        or_(*same), col(Ledger.outcome).in_(SEEN_BEFORE), Ledger.id != row.id).order_by(col(Ledger.id))).all()  # fmt: skip
    # A letter that a colleague has moved out of the junk folder is a letter after all; one still there is told of once.
    left_in_junk = (Filed.HELD, Filed.IGNORED)
    return next((one for one in found if _is_junk(row) or not (one.outcome in left_in_junk and _is_junk(one))), None)


def _is_junk(row: Ledger) -> bool:
    return row.folder.startswith("junk:")


def _is_machine(understood: Understood) -> bool:
    """A machine's letter is filed as such only if it says nothing to us: other agencies' systems send real letters."""
    automatic = understood.letter.automatic
    if understood.suggestions.child is not Child.NONE and not automatic.bounce:
        return False
    return (automatic.generated or automatic.bounce or automatic.list) and understood.suggestions.kind is Kind.OTHER


def keep_suggestions(turn: Turn, case: Case, understood: Understood) -> None:
    told = understood.suggestions
    reasons = {
        "kind": told.kind_reasons, "language": told.language_reasons, "topic": told.topic_reasons, "reply": told.reply_reasons,
        "media": told.media.reasons, "child": told.child_reasons, "offence": told.offence_reasons,
        "personal": tuple(Reason(f"personal_{type_}") for type_ in dict.fromkeys(one.type for one in told.personal_data)),
    }  # fmt: skip
    private = not turn.office.senders.is_authority(understood.letter.sender.address)
    turn.session.add(Suggestion(case_id=case.id or 0, reasons={
        **{subject: [[reason.name, reason.sentence] for reason in found] for subject, found in reasons.items()},
        PROPOSAL: proposal_of(understood, private)}))  # fmt: skip


def alert(turn: Turn, case: Case, understood: Understood) -> None:
    told = understood.suggestions
    if told.child is not Child.NONE:
        open_track(turn, case, told.child)
    if told.media.relevant:
        raise_media_alert(turn, case, tuple(reason.name for reason in told.media.reasons), told.media.deadline)


def _close_row(turn: Turn, row: Ledger, outcome: Filed, ref: str = "", why: str = "") -> None:
    row.outcome, row.ref, row.why = outcome, ref, why
    turn.session.add(row)
