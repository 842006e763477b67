"""Facts that a text asked for and a case did not hold: a person gives each once, and it stands in every later version."""

from dataclasses import replace
from typing import Any, Final

from sqlmodel import col, select

from casework.people import Staff
from casework.refusals_of_letters import FactMissing
from casework.turn import Turn
from replies.facts import CaseFacts
from storage.register_tables import GivenFact
from storage.tables import Case

# What a person may say of a case for its letters; all else the house knows or a verb decides.
GIVABLE: Final = ("case.correspondent", "case.their_reference", "case.handler_phone", "case.handler_mail", "case.signatory_title")
LONGEST: Final = 200  # signs


def give_fact(turn: Turn, who: Staff, ref: str, name: str, text: str) -> Case:
    """Keep a fact for the letters of a case. Raises NoSuchCase, FactMissing where it is none a person gives, or is blank or long."""
    case = turn.case(ref)
    if name not in GIVABLE or not 0 < len(text.strip()) <= LONGEST or "\n" in text.strip():
        raise FactMissing(fact=name)
    keep_given(turn, who, case, name, text.strip())
    turn.note(case, who.label, "fact_given", name)
    return case


def keep_given(turn: Turn, who: Staff, case: Case, name: str, text: str) -> None:
    """Keep what a person has said of a case, in the place of what was said before; "" takes it back."""
    row = _row(turn, case, name) or GivenFact(case_id=case.id or 0, name=name, by_id=who.id, at=turn.now)
    row.text, row.by_id, row.at = text, who.id, turn.now
    turn.session.add(row)
    turn.session.flush()


def given(turn: Turn, case: Case, name: str) -> str:
    """Return what was said of a case, "" where nothing was."""
    row = _row(turn, case, name)
    return row.text if row else ""


def with_given(turn: Turn, case: Case, facts: CaseFacts) -> CaseFacts:
    """Return the facts with what was given in the place of blanks."""
    rows = turn.session.exec(select(GivenFact).where(GivenFact.case_id == case.id, col(GivenFact.name).in_(GIVABLE))).all()
    said: dict[str, Any] = {row.name.removeprefix("case."): row.text for row in rows}
    return replace(facts, **{name: text for name, text in said.items() if not getattr(facts, name)})


def _row(turn: Turn, case: Case, name: str) -> GivenFact | None:
    return turn.session.exec(select(GivenFact).where(GivenFact.case_id == case.id, GivenFact.name == name)).first()
