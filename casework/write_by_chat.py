"""A citizen writes to the bot: the words are a letter like any other, filed at once and answered in the same chat."""

from dataclasses import dataclass

from sqlmodel import col, select

from casework.register import add_follow_up, open_case
from casework.turn import Turn
from casework.understand import Understood
from mail.letter import Address, Letter
from reading.understand import Suggestions
from rules.life import State
from rules.records import Filed, Way
from storage.tables import Case, Ledger, Person


@dataclass(frozen=True, slots=True)
class Writer:
    """A citizen as Telegram names one."""

    telegram_id: int
    name: str


def write_by_chat(turn: Turn, ledger_id: int, writer: Writer, text: str, told: Suggestions) -> str:
    """File a message to the bot: with the citizen's open case if there is one, else as a new case. Return the reference.

    A second call for the same update changes nothing.
    """
    row = turn.session.get_one(Ledger, ledger_id, with_for_update=True)
    if row.outcome is not Filed.PENDING:
        return row.ref
    person = _person(turn, writer, told)
    letter = Letter(
        digest=row.digest, message_id="", date=row.received, subject="", sender=Address(writer.name, ""), body=text, new_text=text)  # fmt: skip
    understood = Understood(letter, told, sameness="")
    case = turn.session.exec(select(Case).where(
        Case.person_id == person.id, Case.channel == Way.TELEGRAM, Case.state != State.CLOSED)
        .order_by(col(Case.id).desc()).limit(1)).first()  # fmt: skip
    if case:
        add_follow_up(turn, row, case, understood)
    else:
        case = open_case(turn, row, understood, Way.TELEGRAM, person)
    return case.ref


def _person(turn: Turn, writer: Writer, told: Suggestions) -> Person:
    person = turn.session.exec(select(Person).where(Person.telegram_id == writer.telegram_id)).first()
    person = person or Person(telegram_id=writer.telegram_id, name=writer.name, language=told.language)
    person.blocked = False
    turn.session.add(person)
    turn.session.flush()
    return person
