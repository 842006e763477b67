"""A citizen writes to the bot: the messages become one letter like any other, answered in the same chat."""

import re
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from casework.conversations import CONTACT, LETTER, begin, begun, leave
from casework.pieces import Part, drop, give_up, parts
from casework.register import add_follow_up, open_case
from casework.turn import Turn
from casework.understand import Understood
from mail.letter import Address, Automatic
from rules.kinds import Language
from rules.life import State
from rules.records import Filed, Way
from storage.desk_tables import Mark
from storage.tables import Case, Ledger, Letter, Original, Person

QUIET: Final = timedelta(minutes=10)  # a letter to which nothing has been added for so long is finished
_MAIL: Final = re.compile(r"[^\s<>@,;]+@[^\s<>@,;]+\.[^\s<>@,;]{2,}")


@dataclass(frozen=True, slots=True)
class Writer:
    """A citizen as Telegram names one."""

    telegram_id: int
    name: str
    language: Language = Language.UNKNOWN


def writer_of(turn: Turn, telegram_id: int) -> Writer:
    """Return the writer of a letter in the making, as Telegram named them when they wrote."""
    open_now = begun(turn, telegram_id, LETTER)
    facts = open_now.facts if open_now else {}
    return Writer(telegram_id, str(facts.get("name", "")), Language(facts.get("language", Language.UNKNOWN)))


def is_known(turn: Turn, telegram_id: int) -> bool:
    """Tell whether this account has written to us before."""
    return turn.session.exec(select(Person.id).where(Person.telegram_id == telegram_id)).first() is not None


def take_back(turn: Turn, telegram_id: int) -> bool:
    """Forget a letter that was not finished, by its writer's word. Return whether there was one."""
    give_up(turn, telegram_id, LETTER)
    return leave(turn, telegram_id, LETTER, CONTACT)


def ask_contact(turn: Turn, telegram_id: int) -> None:
    """Note that the next words of this citizen are a name and another way to reach them."""
    begin(turn, telegram_id, CONTACT)


def unfinished(turn: Turn, telegram_id: int) -> tuple[Part, ...]:
    """Return the pieces of the letter this citizen is writing."""
    return parts(turn, telegram_id, LETTER)


@dataclass(frozen=True, slots=True)
class Bundle:
    """The octets made of some pieces, and what they tell. A piece that came meanwhile is for the next letter."""

    message_ids: frozenset[int]
    digest: str
    size: int
    understood: Understood


def file_letter(turn: Turn, writer: Writer, bundle: Bundle) -> str:
    """File what a citizen has written: with the open case if there is one, else as a new case. Return the reference.

    A second call finds no pieces and returns "".
    """
    everything = parts(turn, writer.telegram_id, LETTER)
    pieces = tuple(one for one in everything if one.message_id in bundle.message_ids)
    if not pieces:
        return ""
    first, *others = [turn.session.get_one(Ledger, one) for one in dict.fromkeys(piece.ledger_id for piece in pieces)]
    understood = _of_writer(writer, pieces, bundle.understood)
    person = _person(turn, writer, understood)
    case = _open_case(turn, person)
    is_new = case is None
    if case:
        add_follow_up(turn, first, case, understood)
    else:
        case = open_case(turn, first, understood, Way.TELEGRAM, person)
    _keep(turn, first, bundle)
    for row in others:
        row.outcome, row.ref = Filed.FOLLOW_UP, case.ref
        turn.session.add(row)
    if len(pieces) == len(everything):
        leave(turn, writer.telegram_id, LETTER, CONTACT)
    else:
        drop(turn, writer.telegram_id, LETTER, bundle.message_ids)
    _tell_writer(turn, writer, case, is_new)
    return case.ref


def mail_in(text: str) -> str:
    """Return the mail address that words name, "" where they name none."""
    found = _MAIL.search(text)
    return found[0] if found else ""


def _of_writer(writer: Writer, pieces: tuple[Part, ...], understood: Understood) -> Understood:
    """Return the letter as this account's: whatever a file says of its sender, nobody but Telegram tells who wrote."""
    text = "\n\n".join(one.text for one in pieces if one.text)
    letter = replace(understood.letter, digest="", message_id="", sender=Address(writer.name, ""), senders=(), subject="",
                     reply_to=mail_in(text), in_reply_to=(), references=(), to=(), cc=(), deliveries=(), automatic=Automatic())  # fmt: skip
    return replace(understood, letter=letter, sameness="")


def _open_case(turn: Turn, person: Person) -> Case | None:
    return turn.session.exec(select(Case).where(
        Case.person_id == person.id, Case.channel == Way.TELEGRAM, Case.state != State.CLOSED)
        .order_by(col(Case.id).desc()).limit(1)).first()  # fmt: skip


def _keep(turn: Turn, row: Ledger, bundle: Bundle) -> None:
    """Let the letter point to its octets; the update's own digest stays in the ledger."""
    letter = turn.session.exec(select(Letter).where(Letter.ledger_id == row.id)).one()
    letter.digest = bundle.digest
    turn.session.add(letter)
    if turn.session.get(Original, bundle.digest) is None:
        turn.session.add(Original(digest=bundle.digest, size=bundle.size, at=turn.now))


def _tell_writer(turn: Turn, writer: Writer, case: Case, is_new: bool) -> None:
    """Confirm an addition (a new case has its receipt), and ask for a name and another way once, for ever."""
    to, language = f"chat:{writer.telegram_id}", str(writer.language)
    if not is_new:
        turn.tell(to, "citizen_added", case, urgency=3, language=language)
    once = f"contact_asked:{writer.telegram_id}"
    if turn.session.get(Mark, once) is None:
        turn.session.add(Mark(name=once, value=case.ref))
        turn.tell(to, "citizen_contact", case, urgency=4, language=language)


def _person(turn: Turn, writer: Writer, understood: Understood) -> Person:
    person = turn.session.exec(select(Person).where(Person.telegram_id == writer.telegram_id)).first()
    told = understood.suggestions
    person = person or Person(telegram_id=writer.telegram_id, name=writer.name, language=told.language)
    person.blocked = False
    turn.session.add(person)
    turn.session.flush()
    return person
