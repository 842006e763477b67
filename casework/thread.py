"""Which case a letter belongs to. Threading is a security boundary: a known number alone opens nothing."""

import re
from dataclasses import dataclass

from sqlmodel import col, select

from casework.subjects import bare_subject, is_reply
from casework.turn import Turn
from mail.letter import Letter
from rules.life import State
from rules.references import find_references
from storage.tables import Case, Person
from storage.tables import Letter as LetterRow

TOKEN = re.compile(r"<([0-9a-f]{24})\.[0-9a-f]{24}@")  # in our Message-IDs
PLUS_TOKEN = re.compile(r"\+([0-9a-f]{24})@")  # in our Reply-To


@dataclass(frozen=True, slots=True)
class Thread:
    """`case` is the one the letter points to; `sure` is true only for our token from the one it was given to."""

    case: Case | None
    sure: bool
    why: str = ""


def thread_of(turn: Turn, letter: Letter) -> Thread:
    """Find the case a letter belongs to: by our unguessable token and a sender who fits, else only as a proposal."""
    if case := _by_token(turn, letter):
        if _fits(turn, case, letter):
            return Thread(_merged(turn, case), sure=True)
        return Thread(_merged(turn, case), sure=False, why="unconfirmed_sender")
    for ref in find_references(letter.subject):
        if case := turn.session.exec(select(Case).where(Case.ref == ref)).first():
            return Thread(_merged(turn, case), sure=False, why="number_only")
    if case := _alike(turn, letter):
        return Thread(case, sure=False, why="similar")
    return Thread(None, sure=False)


def _alike(turn: Turn, letter: Letter) -> Case | None:
    """Return the writer's open case of the same subject, where the letter says it is a reply: as much as a proposal needs."""
    if not is_reply(letter.subject) or not letter.sender.address or not bare_subject(letter.subject):
        return None
    found = turn.session.exec(
        select(Case, LetterRow.subject).join(Person, col(Case.person_id) == col(Person.id))
        .join(LetterRow, col(LetterRow.case_id) == col(Case.id))
        .where(Person.address == letter.sender.address, col(Case.state) != State.CLOSED).order_by(col(Case.id).desc())
    ).all()  # fmt: skip
    return next((case for case, subject in found if bare_subject(subject) == bare_subject(letter.subject)), None)


def _by_token(turn: Turn, letter: Letter) -> Case | None:
    ids = " ".join((*letter.in_reply_to, *letter.references))
    tokens = TOKEN.findall(ids) + PLUS_TOKEN.findall(" ".join(letter.delivered_to))
    if not tokens:
        return None
    found = turn.session.exec(select(Case).where(col(Case.token).in_(set(tokens)))).all()
    # Tokens of two cases in one letter: the last one named is the one answered, and a person looks (see _fits).
    return found[0] if len(found) == 1 else None


def _fits(turn: Turn, case: Case, letter: Letter) -> bool:
    person = turn.session.get_one(Person, case.person_id)
    honest = not {"two_from_headers", "address_unreadable"} & set(letter.defects)
    return honest and bool(person.address) and person.address == letter.sender.address


def _merged(turn: Turn, case: Case) -> Case:
    """Return the case that took this one up, itself where none did."""
    seen = set()
    while case.merged_into_id and case.id not in seen:
        seen.add(case.id)
        case = turn.session.get_one(Case, case.merged_into_id)
    return case


def case_of_message(turn: Turn, message_id: str) -> LetterRow | None:
    """Return the letter we sent under this Message-ID."""
    return turn.session.exec(
        select(LetterRow).where(LetterRow.message_id == message_id, col(LetterRow.incoming).is_(False))
    ).first()
