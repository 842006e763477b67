"""A person overrules a suggestion: the clock is set anew, and the house learns."""

from dataclasses import dataclass

from casework.clock import set_clock
from casework.people import Staff
from casework.turn import Turn
from rules.deadlines import Deadline
from rules.kinds import Kind, Language
from storage.tables import Case, Correction


@dataclass(frozen=True, slots=True)
class Reclassified:
    case: Case
    was: Kind
    deadline: Deadline | None


def change_kind(turn: Turn, who: Staff, ref: str, kind: Kind) -> Reclassified:
    """Say what the letter is in law. The term runs from the same registration under the other rule. Raises NoSuchCase."""
    case = turn.case(ref)
    was, before = case.kind, case.due
    if was is not kind:
        turn.session.add(Correction(case_id=case.id or 0, field="kind", was=was, became=kind, official_id=who.id,
                                    at=turn.now))  # fmt: skip
    case.kind, case.kind_by, case.kind_confidence, case.other_kinds = kind, who.label, 1.0, []
    found = set_clock(turn, case)
    turn.touch(case)
    turn.note(case, who.label, "kind", f"{was} -> {kind}; {before or '-'} -> {case.due or '-'}")
    return Reclassified(case, was, found)


def change_language(turn: Turn, who: Staff, ref: str, language: Language) -> Case:
    """Say in which language the person is answered. Raises NoSuchCase."""
    case = turn.case(ref)
    if case.language is not language:
        turn.session.add(Correction(case_id=case.id or 0, field="language", was=case.language, became=language,
                                    official_id=who.id, at=turn.now))  # fmt: skip
        turn.note(case, who.label, "language", f"{case.language} -> {language}")
    case.language = language
    turn.touch(case)
    return case
