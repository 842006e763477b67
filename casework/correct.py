"""A person overrules a suggestion: the clock is set anew, and the house learns."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from casework.clock import set_clock
from casework.people import Staff
from casework.refusals_of_law import DayBeforeReceipt, DayTooFar, TermNotInForce
from casework.turn import Turn
from rules.deadlines import Deadline
from rules.kinds import Kind, Language
from rules.terms import rules_for
from storage.tables import Case, Correction, Suggestion

SAID_SO: Final = "an official said so"
FARTHEST: Final = timedelta(days=366)  # a day named beyond it is a slip of the year, and would silence the reminders


@dataclass(frozen=True, slots=True)
class Reclassified:
    case: Case
    was: Kind
    deadline: Deadline | None


def change_kind(turn: Turn, who: Staff, ref: str, kind: Kind, named_day: date | None = None, rule: str = "") -> Reclassified:
    """Say what the letter is in law, and the day it names for the answer. The term runs from the same registration.

    A named day is the term of an authority's inquiry; for any other kind it stands on the card and moves nothing.
    A challenge has two terms (HMS § 84, SÜS § 36): `rule` says which holds; while nobody has said it, the earlier counts.
    Raises NoSuchCase, DayBeforeReceipt, DayTooFar, TermNotInForce.
    """
    case = turn.case(ref)
    if rule and rule not in {one.id for one in rules_for(kind, case.registered, named_day or case.named_day, case.expects_reply)}:
        raise TermNotInForce(ref=case.ref, day=f"{case.registered:%d.%m.%Y}")
    if named_day:
        _name_day(turn, case, who, named_day)
    was, before = case.kind, case.due
    if was is not kind:
        remember_correction(turn, case, who, "kind", was, kind)
    case.kind, case.kind_by, case.kind_confidence, case.other_kinds = kind, who.label, 1.0, []
    if case.said_rule != rule:
        turn.note(case, who.label, "rule_said", f"{case.said_rule or '-'} -> {rule or '-'}")
        case.said_rule = rule
    found = set_clock(turn, case)
    turn.touch(case)
    turn.note(case, who.label, "kind", f"{was} -> {kind}; {before or '-'} -> {case.due or '-'}")
    return Reclassified(case, was, found)


def _name_day(turn: Turn, case: Case, who: Staff, named_day: date) -> None:
    received = turn.office.calendar.day_of(case.received)
    if named_day < received:
        raise DayBeforeReceipt(ref=case.ref, day=f"{named_day:%d.%m.%Y}", received=f"{received:%d.%m.%Y}")
    if named_day > received + FARTHEST:
        raise DayTooFar(ref=case.ref, day=f"{named_day:%d.%m.%Y}", received=f"{received:%d.%m.%Y}")
    turn.note(case, who.label, "named_day", f"{case.named_day or '-'} -> {named_day}")
    case.named_day = named_day


def change_language(turn: Turn, who: Staff, ref: str, language: Language) -> Case:
    """Say in which language the person is answered. Raises NoSuchCase."""
    case = turn.case(ref)
    note_correction(turn, case, who, "language", case.language, language)
    case.language = language
    turn.touch(case)
    return case


def note_correction(turn: Turn, case: Case, who: Staff, field: str, was: str, became: str) -> None:
    """Remember that a person overruled a suggestion, and write it into the history; saying the same again is nothing."""
    if was != became:
        remember_correction(turn, case, who, field, was, became)
        turn.note(case, who.label, field, f"{was} -> {became}")


def remember_correction(turn: Turn, case: Case, who: Staff, field: str, was: str, became: str) -> None:
    """Remember what a person changed in a suggestion; among its reasons the person's word stands first from then on."""
    turn.session.add(Correction(case_id=case.id or 0, field=field, was=was, became=became, official_id=who.id, at=turn.now))
    if kept := turn.session.get(Suggestion, case.id):
        signs = [pair for pair in kept.reasons.get(field, []) if pair[0] != SAID_SO]
        kept.reasons = {**kept.reasons, field: [[SAID_SO, ""], *signs]}
        turn.session.add(kept)
