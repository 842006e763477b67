"""What is kept of one person, for the answer to a request of access (GDPR art. 15)."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from casework.turn import OPERATOR, Turn
from storage.tables import Case, Ledger, Letter, Person


@dataclass(frozen=True, slots=True)
class DataOfPerson:
    cases: tuple[dict[str, Any], ...]
    originals: tuple[str, ...]  # digests of the letters as they came


def data_of(turn: Turn, address: str) -> DataOfPerson:
    """Return all cases, letters and answers of the person with this address. That they were copied stands in each history."""
    cases = turn.session.exec(select(Case).join(Person).where(
        Person.address == address.strip().casefold(), col(Case.erased_at).is_(None)).order_by(Case.ref)).all()  # fmt: skip
    for case in cases:
        turn.note(case, OPERATOR, "copied_for_subject")
    digests = turn.session.exec(select(Ledger.digest).where(
        col(Ledger.ref).in_([case.ref for case in cases]), Ledger.source != "telegram").order_by(col(Ledger.id)))  # fmt: skip
    return DataOfPerson(tuple(_told(turn, case) for case in cases), tuple(dict.fromkeys(digests)))


def _told(turn: Turn, case: Case) -> dict[str, Any]:
    letters = turn.session.exec(select(Letter).where(Letter.case_id == case.id).order_by(col(Letter.id)))
    return {
        "ref": case.ref, "kind": case.kind, "language": case.language, "topic": case.topic, "state": case.state,
        "received": case.received.isoformat(), "registered": f"{case.registered}", "due": f"{case.due or ''}",
        "outcome": case.outcome or "", "letters": [
            {"direction": "in" if one.incoming else "out", "what": one.what, "at": one.at.isoformat(), "from": one.sender,
             "to": one.recipients, "subject": one.subject, "text": one.text} for one in letters],
    }  # fmt: skip
