"""The facts of a case that our letters may use, and the case's letters one by one."""

from collections.abc import Mapping
from dataclasses import replace

from sqlmodel import col, select

from casework.letterhead import Direction, mark_of, numbers_of
from casework.numbering import number_waiting
from casework.refusals_of_letters import NoAddress
from casework.turn import Turn
from mail.compose import BadAddress, check_recipient
from replies.catalogue import WRITTEN
from replies.facts import CaseFacts
from rules.kinds import Language
from rules.records import Way
from storage.desk_tables import Official
from storage.tables import Case, Letter, Person

SURE_ENOUGH = 0.6  # below this confidence the receipt names no kind and no day
FORCE_OF_LAW = ("politsei", "prokuratuur", "kohus")  # labels of the domains whose letters an official places


def case_facts(turn: Turn, case: Case) -> CaseFacts:
    """Return what a receipt may be made from; for our other letters see `letter_facts`."""
    handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
    return CaseFacts(
        reference=case.ref, kind=case.kind, basis=case.basis, answer_by=case.safe,
        received=turn.office.calendar.day_of(case.received), registered=case.registered,
        handler_name=handler.name if handler else "", handler_phone=handler.phone if handler else "",
        handler_mail=handler.mail if handler else "", kind_certain=kind_is_certain(turn, case), our_date=turn.today,
    )  # fmt: skip


def letter_facts(turn: Turn, case: Case) -> CaseFacts:
    """Return the facts of a case with what stands at the head of its letters: the numbers of both sides, the mark."""
    numbers = numbers_of(turn, case)
    theirs = numbers.get(Direction.THEIRS)
    return replace(
        case_facts(turn, case), restriction=mark_of(turn, case), our_reference=number_waiting(turn, case),
        their_reference=theirs.number if theirs else "", their_date=theirs.day if theirs else None,
    )  # fmt: skip


def facts_of(turn: Turn, case: Case, **more: object) -> Mapping[str, object]:
    """Return the facts of a letter of this case: office, case, today and what is special to this letter."""
    return {"office": turn.office.facts, "case": letter_facts(turn, case), "today": turn.today, **more}


def kind_is_certain(turn: Turn, case: Case) -> bool:
    """Return whether a receipt may name the kind and the day: not in doubt, not where a court or the police asks."""
    sender = person_of(turn, case).address.rpartition("@")[2].split(".")
    return sure_enough(case) and not set(FORCE_OF_LAW) & set(sender)


def sure_enough(case: Case) -> bool:
    """Return whether the kind is more than a guess; what an official has said is sure."""
    return case.kind_confidence >= SURE_ENOUGH


def sendable(address: str) -> bool:
    """Return whether our mail server could be given this address at all; a From may hold anything."""
    try:
        check_recipient(address)
    except BadAddress:
        return False
    return True


def incoming_letters(turn: Turn, case: Case) -> list[Letter]:
    """Return the letters that came, the oldest first."""
    return list(turn.session.exec(
        select(Letter).where(Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id))))  # fmt: skip


def first_letter(turn: Turn, case: Case) -> Letter:
    """Return the letter the case began with."""
    return turn.session.exec(
        select(Letter).where(Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id)).limit(1)).one()  # fmt: skip


def last_incoming(turn: Turn, case: Case) -> Letter:
    """Return the newest letter from outside: ours is threaded to it."""
    return turn.session.exec(
        select(Letter).where(Letter.case_id == case.id, Letter.incoming).order_by(col(Letter.id).desc()).limit(1)).one()  # fmt: skip


def person_of(turn: Turn, case: Case) -> Person:
    return turn.session.get_one(Person, case.person_id)


def written_language(language: Language) -> Language:
    """Return the language our letter is written in beside Estonian, Estonian itself where we have no templates."""
    return language if language in WRITTEN else Language.ESTONIAN


def recipients_of(turn: Turn, case: Case) -> tuple[str, ...]:
    """Return where an answer of the case goes. Raises NoAddress."""
    person = person_of(turn, case)
    if case.channel is Way.TELEGRAM and person.telegram_id and not person.blocked and not case.answer_to:
        return (f"telegram:{person.telegram_id}",)
    if (address := case.answer_to or person.address) and sendable(address):
        return (address,)
    raise NoAddress(ref=case.ref)
