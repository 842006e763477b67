"""A case as the chat may show it, and lists of them: frozen facts, never rows, and no personal data."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func
from sqlmodel import col, select

from casework.clock import days_left
from casework.contributions import Input, inputs_of
from casework.draft import spoken_of
from casework.internal_notes import links_of
from casework.list_filter import NONE, Filter
from casework.people import Staff
from casework.refusals import NoSuchCase
from casework.restrict import proposed_in
from casework.sameness import NONE_ALIKE, Likes, likes_of
from casework.sight import visible
from casework.tracks import TrackView, tracks_of
from casework.turn import Turn
from rules.kinds import Child, Kind, Language
from rules.life import State, Step, steps_from
from rules.records import Dispatch, Paper, Way
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Official, OutboxItem
from storage.register_tables import Restriction
from storage.tables import Case, Letter, Person, Suggestion

PAGE = 10
MOST = 100  # cases of one citizen
OPEN = tuple(state for state in State if state is not State.CLOSED)
WAITING = tuple(state for state in OPEN if state is not State.SENT)  # for an answer


@dataclass(frozen=True, slots=True)
class Card:
    """A case as a chat may show it."""

    id: int
    ref: str
    version: int
    state: State
    kind: Kind
    kind_confidence: float
    other_kinds: tuple[str, ...]
    language: Language
    topic: str
    channel: Way
    assurance: str
    doubts: tuple[str, ...]  # what is doubtful in who wrote, by name
    received: datetime
    registered: date
    due: date | None
    safe: date | None
    days_left: int | None
    basis: str
    extended: bool
    handler: str
    handler_id: int | None
    proposed: str
    proposed_id: int | None
    media: bool
    media_signs: tuple[str, ...]
    media_deadline: datetime | None
    media_taken_by: str
    media_done: bool
    child: Child
    child_taken_by: str
    child_open: bool
    offence: bool
    restricted: bool
    steps: tuple[Step, ...]
    letters: int
    sending: Dispatch | None  # of the newest answer on its way
    draft_version: int
    draft_paper: Paper | None
    draft_approved: bool
    reasons: tuple[str, ...]  # names of signs only
    tracks: tuple[TrackView, ...] = ()  # open ones
    named_day: date | None = None  # the day the letter itself names
    likes: Likes = NONE_ALIKE  # of a single card, not of a list
    inputs: tuple[Input, ...] = ()  # asked of others
    linked: tuple[str, ...] = ()  # references of cases that belong with it
    restriction: tuple[str, ...] = ()  # points of AvTS § 35 (1) that were decided on
    restricted_until: date | None = None
    restriction_proposed: tuple[str, ...] = ()  # while nobody has decided


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, newest page numbers from 0."""

    cards: tuple[Card, ...]
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is to do."""

    mine: int
    untaken: int
    overdue: int


def card(turn: Turn, ref: str) -> Card:
    """Return the card of a case. Raises NoSuchCase."""
    return _single(turn, turn.case(ref))


def card_by_id(turn: Turn, case_id: int) -> Card:
    """Return the card of the case a button names. Raises NoSuchCase: anybody can send any data."""
    case = turn.session.exec(select(Case).where(Case.id == case_id, visible(turn.viewer))).first()
    if case is None:
        raise NoSuchCase(ref="")
    return _single(turn, case)


def cards(turn: Turn, case_ids: Sequence[int]) -> tuple[Card, ...]:
    """Return the cards of these cases in this order; one that is no more is left out."""
    found = {row.id: row for row in turn.session.exec(select(Case).where(col(Case.id).in_(case_ids), visible(turn.viewer)))}
    return _cards(turn, [found[one] for one in case_ids if one in found])


def counts(turn: Turn, who: Staff) -> Counts:
    """Return how much there is to do, for one person and for all."""
    waiting = col(Case.state).in_(WAITING)
    return Counts(
        mine=_count(turn, Case.handler_id == who.id, col(Case.state).in_(OPEN)),
        untaken=_count(turn, Case.state == State.REGISTERED),
        overdue=_count(turn, waiting, col(Case.safe).is_not(None), Case.safe < turn.today),  # type: ignore[operator]
    )


def untaken(turn: Turn, page: int = 0, only: Filter = NONE) -> Page:
    """Cases nobody has taken, the most urgent first."""
    return _page(turn, page, *_LISTS["uued"](0), *only.conditions(turn))


def mine(turn: Turn, who: Staff, page: int = 0, only: Filter = NONE) -> Page:
    """Open cases on this desk."""
    return _page(turn, page, *_LISTS["minu"](who.id), *only.conditions(turn))


def by_deadline(turn: Turn, page: int = 0, only: Filter = NONE) -> Page:
    """All open cases that wait for an answer, by the day reminders aim at."""
    return _page(turn, page, *_LISTS["tahtajad"](0), *only.conditions(turn))


def late_in(turn: Turn, who: Staff, name: str) -> int:
    """Return how many cases of a list are past the day reminders aim at."""
    return _count(turn, *_LISTS[name](who.id), *Filter(late=True).conditions(turn))


def kinds_in(turn: Turn, who: Staff, name: str) -> list[tuple[Kind, int]]:
    """Return the kinds in a list with how many there are of each, the most first."""
    rows = turn.session.exec(select(Case.kind, func.count()).where(visible(turn.viewer), *_LISTS[name](who.id))
                             .group_by(Case.kind).order_by(func.count().desc(), Case.kind))  # fmt: skip
    return [(Kind(kind), count) for kind, count in rows]


# What belongs to a list, by its command; some ask whose it is.
_LISTS: Final[Mapping[str, Callable[[int], tuple[Any, ...]]]] = {
    "uued": lambda _: (Case.state == State.REGISTERED,),
    "minu": lambda who_id: (Case.handler_id == who_id, col(Case.state).in_(OPEN)),
    "tahtajad": lambda _: (col(Case.state).in_(WAITING), col(Case.safe).is_not(None)),
}


def of_citizen(turn: Turn, telegram_id: int) -> tuple[Card, ...]:
    """Return the newest cases a citizen began in the bot, newest first."""
    rows = turn.session.exec(
        select(Case).join(Person).where(Person.telegram_id == telegram_id).order_by(col(Case.id).desc()).limit(MOST)
    ).all()
    return _cards(turn, rows)


def _single(turn: Turn, case: Case) -> Card:
    return replace(_cards(turn, [case])[0], likes=likes_of(turn, case))


def _page(turn: Turn, page: int, *where: object) -> Page:
    """Return a page of cases by their safe day. Only numbers are put in order, out of an index alone: a desk may hold thousands."""
    total = _count(turn, *where)
    ids = turn.session.exec(
        select(Case.id).where(visible(turn.viewer), *where).order_by(col(Case.safe).is_(None), col(Case.safe), col(Case.id))  # type: ignore[arg-type]
        .limit(PAGE).offset(page * PAGE)).all()  # fmt: skip
    return Page(cards(turn, [one or 0 for one in ids]), page, total)


def _count(turn: Turn, *where: object) -> int:
    return turn.session.exec(select(func.count()).select_from(Case).where(visible(turn.viewer), *where)).one()  # type: ignore[arg-type]


def _cards(turn: Turn, cases: Sequence[Case]) -> tuple[Card, ...]:
    """Return the cards of these cases: a handful of questions to the database, however many cards there are."""
    ids = [case.id or 0 for case in cases]
    beside, duties, asked = _beside(turn, ids), tracks_of(turn, ids), inputs_of(turn, ids)
    links = links_of(turn, ids)
    return tuple(replace(_card(turn, case, beside), tracks=duties.get(case.id or 0, ()), inputs=asked.get(case.id or 0, ()),
                         linked=links.get(case.id or 0, ())) for case in cases)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Newest:
    """The version people speak of."""

    version: int
    paper: Paper
    approved: bool
    sending: Dispatch | None


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands on cards and not in the table of cases: by case, names by official."""

    names: Mapping[int | None, str]
    alerts: Mapping[int, MediaAlert]
    tracks: Mapping[int, ChildTrack]
    reasons: Mapping[int, Mapping[str, Sequence[Sequence[str]]]]
    letters: Mapping[int, int]
    drafts: Mapping[int, _Newest]
    restrictions: Mapping[int, Restriction]


def _beside(turn: Turn, ids: Sequence[int]) -> _Beside:
    ask = turn.session.exec
    alerts = ask(select(MediaAlert).where(col(MediaAlert.case_id).in_(ids)))
    tracks = ask(select(ChildTrack).where(col(ChildTrack.case_id).in_(ids)))
    kept = ask(select(Suggestion).where(col(Suggestion.case_id).in_(ids)))
    marked = ask(select(Restriction).where(col(Restriction.case_id).in_(ids)))
    counted = ask(
        select(Letter.case_id, func.count()).where(col(Letter.case_id).in_(ids)).group_by(col(Letter.case_id))
    )
    return _Beside(
        names=dict(ask(select(Official.id, Official.name)).all()),
        alerts={row.case_id: row for row in alerts}, tracks={row.case_id: row for row in tracks},
        reasons={row.case_id: row.reasons for row in kept}, letters=dict(counted.all()), drafts=_newest(turn, ids),
        restrictions={row.case_id: row for row in marked},
    )  # fmt: skip


def _newest(turn: Turn, ids: Sequence[int]) -> dict[int, _Newest]:
    rows = turn.session.exec(
        select(Draft.case_id, Draft.version, Draft.paper, Draft.sent_at, Draft.approved_at, OutboxItem.state)  # type: ignore[call-overload]
        .join(OutboxItem, col(OutboxItem.draft_id) == col(Draft.id), isouter=True)
        .where(col(Draft.case_id).in_(ids)).order_by(col(Draft.version).desc(), col(OutboxItem.id).desc())).all()  # fmt: skip
    versions: dict[int, list[tuple[int, Paper, bool]]] = defaultdict(list)
    found: dict[tuple[int, int], _Newest] = {}
    for case_id, version, paper, sent_at, approved_at, state in rows:
        versions[case_id].append((version, paper, sent_at is not None))
        found.setdefault((case_id, version), _Newest(version, paper, approved_at is not None, state))
    return {case_id: found[case_id, chosen] for case_id, told in versions.items() if (chosen := spoken_of(told))}


def _card(turn: Turn, case: Case, beside: _Beside) -> Card:
    here, names = case.id or 0, beside.names
    alert = beside.alerts.get(here) if case.media else None
    track = beside.tracks.get(here) if case.child is not Child.NONE else None
    newest, kept = beside.drafts.get(here), beside.reasons.get(here, {})
    marked = beside.restrictions.get(here)
    signs = [pair[0] for subject in ("kind", "child", "offence") for pair in kept.get(subject, [])]
    return Card(
        id=here, ref=case.ref, version=case.version, state=case.state, kind=case.kind,
        kind_confidence=case.kind_confidence, other_kinds=tuple(case.other_kinds), language=case.language,
        topic=case.topic, channel=case.channel, assurance=case.assurance, doubts=tuple(case.doubts), received=case.received,
        registered=case.registered, due=case.due, safe=case.safe, days_left=days_left(turn, case.safe),
        basis=case.basis, extended=case.extended, handler=names.get(case.handler_id, ""), handler_id=case.handler_id,
        proposed=names.get(case.proposed_handler_id, ""), proposed_id=case.proposed_handler_id,
        media=case.media, media_signs=tuple(alert.signs) if alert else (), media_deadline=case.media_deadline,
        media_taken_by=names.get(alert.taken_by_id, "") if alert else "", media_done=bool(alert and alert.done_at),
        child=case.child, child_taken_by=names.get(track.taken_by_id, "") if track else "",
        child_open=bool(track and not track.done_at), offence=case.offence, restricted=case.restricted,
        steps=steps_from(case.state), letters=beside.letters.get(here, 0),
        sending=newest.sending if newest else None, draft_version=newest.version if newest else 0,
        draft_paper=newest.paper if newest else None, draft_approved=bool(newest and newest.approved),
        reasons=tuple(dict.fromkeys(signs)), named_day=case.named_day,
        restriction=tuple(marked.points) if marked else (), restricted_until=marked.until if marked else None,
        restriction_proposed=() if marked else proposed_in(kept),
    )  # fmt: skip
