"""Who can be reached in the chat: an official who cannot is told to the heads, a citizen who cannot is answered by another way."""

from sqlmodel import col, select

from casework.people import Staff, has_lapsed, heads, staff_of
from casework.turn import SYSTEM, Turn
from rules.life import WAITING
from rules.records import Way
from storage.desk_tables import Official
from storage.tables import Case, Person


def official(turn: Turn, official_id: int) -> Staff | None:
    """Return an official who works here and whose account is bound, else None."""
    row = turn.session.get(Official, official_id)
    if not (row and row.active and row.telegram_id) or has_lapsed(turn, official_id):
        return None
    return staff_of(row)


def unreachable(turn: Turn, official_id: int) -> None:
    """Note that an official has stopped the bot; the other heads hear of it once."""
    row = turn.session.get_one(Official, official_id)
    if row.unreachable_since:
        return
    row.unreachable_since = turn.now
    turn.session.add(row)
    turn.note(None, SYSTEM, "unreachable", f"official:{official_id}")
    for head in heads(turn):
        if head.id != official_id:
            turn.tell(f"official:{head.id}", "unreachable", name=row.name)


def stopped(turn: Turn, telegram_id: int) -> None:
    """Note that this account has stopped the bot, whoever it belongs to."""
    row = turn.session.exec(select(Official).where(Official.telegram_id == telegram_id, Official.active)).first()
    if row:
        unreachable(turn, row.id or 0)
    for person in turn.session.exec(select(Person).where(Person.telegram_id == telegram_id)):
        if not person.blocked:
            _tell_handlers(turn, person)
        person.blocked = True
        turn.session.add(person)


def _tell_handlers(turn: Turn, person: Person) -> None:
    """Tell who must answer this citizen that the chat is closed: mail and post are open still."""
    for case in turn.session.exec(select(Case).where(
            Case.person_id == person.id, Case.channel == Way.TELEGRAM, col(Case.state).in_(WAITING))).all():  # fmt: skip
        to = turn.handler_or_duty(case)
        turn.note(case, SYSTEM, "citizen_blocked")
        turn.tell(to, "citizen_blocked", case)


def started_again(turn: Turn, telegram_id: int) -> None:
    """Note that this account can be written to again."""
    for row in turn.session.exec(select(Official).where(Official.telegram_id == telegram_id)):
        row.unreachable_since = None
        turn.session.add(row)
    for person in turn.session.exec(select(Person).where(Person.telegram_id == telegram_id)):
        person.blocked = False
        turn.session.add(person)
