"""Who gets a new case: by mailbox, by topic, by language, then by turn; and who stands in for whom."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """What one official takes, and how much lies there already."""

    official: str
    topics: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    load: int = 0  # open cases
    last_given: datetime = NEVER
    mailboxes: frozenset[str] = frozenset()  # of the unit; none: of all mailboxes that have no unit


@dataclass(frozen=True, slots=True)
class Route:
    """A row of the office's own table (routing.csv): whose a topic, a language, a mailbox or all of them are; "" is any."""

    topic: str
    language: str
    official: str  # by name
    mailbox: str = ""


@dataclass(frozen=True, slots=True)
class Absence:
    """From `first` to `last`, both included; open-ended where `last` is None. Nobody asks why."""

    official: str
    first: date
    last: date | None = None
    stand_in: str = ""

    def covers(self, day: date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Proposal:
    """Who should take the case, and the names of the reasons; official "" where nobody is there."""

    official: str
    reasons: tuple[str, ...]


def is_away(official: str, absences: Iterable[Absence], day: date) -> bool:
    return any(absence.official == official and absence.covers(day) for absence in absences)


def stand_in_for(official: str, absences: Sequence[Absence], day: date) -> str:
    """Return who acts for an official that day: the official, else the first of the chain who is there.

    Returns "" where the chain ends with nobody or runs in a ring.
    """
    seen = set()
    while official and is_away(official, absences, day):
        if official in seen:
            return ""
        seen.add(official)
        official = _named_stand_in(official, absences, day)
    return official


def chain_of(official: str, absences: Sequence[Absence], day: date) -> tuple[str, ...]:
    """Return the official and those named to stand in, one behind the other, away or not; a ring ends where it closes."""
    chain: list[str] = []
    while official and official not in chain:
        chain.append(official)
        official = _named_stand_in(official, absences, day)
    return tuple(chain)


def closes_a_ring(new: Absence, absences: Iterable[Absence]) -> bool:
    """Tell whether, with this absence entered, on some day of it stand-ins would stand in for each other in a ring."""
    others = [absence for absence in absences if absence.official != new.official]
    known = [*others, new]
    days = {new.first, *(other.first for other in others if new.covers(other.first))}
    return any(_ring(new.official, known, day) for day in days)


def unit_of(mailbox: str, desks: Iterable[Desk]) -> list[Desk]:
    """Return who serves a mailbox: those named for it, else those named for none, else all."""
    desks = list(desks)
    named = [desk for desk in desks if mailbox in desk.mailboxes]
    return named or [desk for desk in desks if not desk.mailboxes] or desks


def propose_handler(
    topic: str, language: str, *, desks: Iterable[Desk], absences: Sequence[Absence], day: date, mailbox: str = ""
) -> Proposal:
    """Return who should take a new case.

    Only the unit of the mailbox is asked. In it the table of topics comes first, then the languages, then the turn: the least load,
    then the longest since the last case. Who is away gets nothing: of the same circle somebody present is taken, else a stand-in,
    else a wider circle is asked.
    """
    all_desks = sorted(unit_of(mailbox, desks), key=lambda desk: (desk.load, desk.last_given, desk.official))
    for reasons, circle in _circles(topic, language, all_desks):
        for desk in circle:
            if not is_away(desk.official, absences, day):
                return Proposal(desk.official, (*reasons, "turn"))
        for desk in circle:
            if stand_in := stand_in_for(desk.official, absences, day):
                return Proposal(stand_in, (*reasons, "stand_in"))
    return Proposal("", ("nobody",))


def _circles(topic: str, language: str, desks: list[Desk]) -> Iterator[tuple[tuple[str, ...], list[Desk]]]:
    by_topic = [desk for desk in desks if topic and topic in desk.topics]
    yield ("topic", "language"), [desk for desk in by_topic if language in desk.languages]
    yield ("topic",), by_topic
    yield ("language",), [desk for desk in desks if language in desk.languages]
    yield (), desks


def _named_stand_in(official: str, absences: Iterable[Absence], day: date) -> str:
    named = (one.stand_in for one in absences if one.official == official and one.covers(day) and one.stand_in)
    return next(named, "")


def _ring(official: str, absences: Sequence[Absence], day: date) -> bool:
    chain = chain_of(official, absences, day)
    return bool(chain) and _named_stand_in(chain[-1], absences, day) in chain
