"""The entry of a case for the document register, ready to copy, without anything that identifies a person (AvTS § 12 (3), (3¹), (4))."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.letterhead import Direction, numbers_of
from casework.letters import person_of
from casework.numbering import DOCUMENTS
from casework.sight import visible
from casework.turn import Turn
from reading.topic import OTHER, topics_in_use
from rules.kinds import Language, kind_name
from rules.records import Dispatch, Way
from storage.desk_tables import Official
from storage.register_tables import RegisterNumber, Restriction
from storage.tables import Case, Letter

PRIVATE_PERSON = "Eraisik"
MOST_LISTED = 40


@dataclass(frozen=True, slots=True)
class Record:
    """One entry. Names of natural persons are in no field but `responsible`, which is an official in office."""

    ref: str
    title: str
    type: str
    series: str
    number: str  # of the document system, "" while it has none
    registered: date
    received: date
    sender: str  # Eraisik, or the domain of an agency
    their_number: str
    their_day: date | None
    channel: Way
    language: Language
    reply_due: date | None
    unit: str
    responsible: str
    points: tuple[str, ...]
    restricted_from: date | None
    restricted_until: date | None
    answer_number: str
    answered: date | None


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A document that the document system has no number for yet: `sent` is None for a letter that came."""

    ref: str
    type: str
    received: date
    sent: date | None = None


def record(turn: Turn, ref: str) -> Record:
    """Return the register entry of a case. Raises NoSuchCase."""
    case = turn.case(ref)
    numbers = numbers_of(turn, case)
    handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
    marked = turn.session.get(Restriction, case.id) if case.restricted else None
    ours, answer, theirs = (numbers.get(one) for one in (Direction.IN, Direction.OUT, Direction.THEIRS))
    return Record(
        ref=case.ref, title=title_of(case), type=type_of(case), series=turn.office.series, number=_number(ours),
        registered=case.registered, received=turn.office.calendar.day_of(case.received), sender=sender_of(turn, case),
        their_number=_number(theirs), their_day=theirs.day if theirs else None, channel=case.channel,
        language=case.language, reply_due=case.due, unit=turn.office.facts.unit, responsible=handler.name if handler else "",
        points=tuple(marked.points) if marked else (), restricted_from=marked.begun if marked else None,
        restricted_until=marked.until if marked else None, answer_number=_number(answer),
        answered=turn.office.calendar.day_of(case.answered_at) if case.answered_at else None,
    )  # fmt: skip


def unregistered(turn: Turn) -> tuple[Unregistered, ...]:
    """Return what waits for a number of the document system, the oldest first: letters that came, and ours that went out."""
    numbered = select(RegisterNumber.case_id).where(RegisterNumber.direction == Direction.IN)
    came = turn.session.exec(
        select(Case).where(col(Case.id).not_in(numbered), col(Case.merged_into_id).is_(None), visible(turn.viewer))
        .order_by(col(Case.id)).limit(MOST_LISTED)).all()  # fmt: skip
    out = turn.session.exec(
        select(Letter, Case).join(Case, col(Case.id) == col(Letter.case_id))
        .where(visible(turn.viewer), col(Letter.what).in_(DOCUMENTS), Letter.delivery == Dispatch.SENT,
               col(Letter.id).not_in(select(RegisterNumber.letter_id).where(col(RegisterNumber.letter_id).is_not(None))))
        .order_by(col(Letter.id)).limit(MOST_LISTED)).all()  # fmt: skip
    day_of = turn.office.calendar.day_of
    listed = [Unregistered(case.ref, type_of(case), day_of(case.received)) for case in came]
    listed += [
        Unregistered(case.ref, str(letter.what), day_of(case.received), day_of(letter.at)) for letter, case in out
    ]
    return tuple(sorted(listed, key=lambda one: one.sent or one.received))[:MOST_LISTED]


def title_of(case: Case) -> str:
    """Return the title of the entry: what kind of document it is, and of what; never a name (AvTS § 12 (3¹))."""
    topic = next((one.name for one in topics_in_use() if one.slug == case.topic), "") if case.topic != OTHER else ""
    return f"{type_of(case).capitalize()}{f': {topic}' if topic else ''}"


def type_of(case: Case) -> str:
    """Return the type of the document in the register's words."""
    return kind_name(case.kind, Language.ESTONIAN)


def sender_of(turn: Turn, case: Case) -> str:
    """Return who wrote, as the public view may show it: an agency or an outlet by its domain, every other as a private person."""
    address = person_of(turn, case).address
    senders = turn.office.senders
    if senders.is_own(address) or senders.is_authority(address) or senders.outlet(address):
        return address.rpartition("@")[2]
    return PRIVATE_PERSON


def _number(row: RegisterNumber | None) -> str:
    return row.number if row else ""
