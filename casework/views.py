"""A case as the chat may show it, and lists of them: frozen facts, never rows, and no personal data."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.beside import DRAFTS, INPUTS, LETTERS, LINKS, RESTRICTED, TRACKS, beside
from casework.clock import days_left
from casework.contributions import Input, inputs_of
from casework.internal_notes import links_of
from casework.newest import spoken_of
from casework.refusals import NoSuchCase
from casework.restrict import PROPOSAL, proposed_in
from casework.sameness import NONE_ALIKE, Likes, likes_of
from casework.sight import VIEWERS, Viewer, visible
from casework.tracks import TrackView, tracks_of
from casework.turn import Turn
from rules.kinds import Child, Kind, Language
from rules.life import State, Step, steps_from
from rules.records import Dispatch, Paper, Way
from storage.bulk import ask, columns_of, several
from storage.desk_tables import ChildTrack, Draft, MediaAlert, Official, OutboxItem
from storage.register_tables import Restriction
from storage.tables import Case, Suggestion


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
    expects_reply: bool
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
    reasons: tuple[tuple[str, tuple[str, ...]], ...]  # by what is suggested, the names of the signs only
    tracks: tuple[TrackView, ...] = ()  # open ones
    named_day: date | None = None  # the day the letter itself names
    likes: Likes = NONE_ALIKE  # of a single card, not of a list
    inputs: tuple[Input, ...] = ()  # asked of others
    linked: tuple[str, ...] = ()  # references of cases that belong with it
    restriction: tuple[str, ...] = ()  # points of AvTS § 35 (1) that were decided on
    restricted_until: date | None = None
    restriction_proposed: tuple[str, ...] = ()  # while nobody has decided


def card(turn: Turn, ref: str) -> Card:
    """Return the card of a case. Raises NoSuchCase."""
    return _single(turn, turn.case(ref))


def ref_by_id(turn: Turn, case_id: int) -> str:
    """Return the reference of the case a button names. Raises NoSuchCase: anybody can send any data."""
    ref = known_ref(turn, case_id)
    if not ref:
        raise NoSuchCase(ref="")
    return ref


def known_ref(turn: Turn, case_id: int) -> str:
    """Return the reference of a case, "" where the viewer knows of none."""
    return turn.session.exec(_ref_of(turn.viewer), params={"case": case_id}).first() or ""


@lru_cache(maxsize=VIEWERS)
def _ref_of(viewer: Viewer) -> SelectOfScalar[str]:
    return select(Case.ref).where(Case.id == bindparam("case"), visible(viewer))


def cards(turn: Turn, case_ids: Sequence[int]) -> tuple[Card, ...]:
    """Return the cards of these cases in this order; one that is no more is left out."""
    found = {row.id: row for row in turn.session.exec(select(Case).where(col(Case.id).in_(case_ids), visible(turn.viewer)))}
    return cards_of(turn, [found[one] for one in case_ids if one in found])


def cards_named(turn: Turn, refs: Sequence[str]) -> tuple[Card, ...]:
    """Return the cards of the cases with these references in this order; one that is no more, or none of the viewer's, is left out."""
    ids = dict(turn.session.exec(select(Case.ref, Case.id).where(col(Case.ref).in_(refs))).all())
    return cards(turn, [ids[ref] or 0 for ref in refs if ref in ids])


def _single(turn: Turn, case: Case) -> Card:
    return replace(cards_of(turn, [case])[0], likes=likes_of(turn, case))


def cards_of(turn: Turn, cases: Sequence[Case]) -> tuple[Card, ...]:
    """Return the cards of these cases: a handful of questions to the database, however many cards there are."""
    if not cases:
        return ()
    known = _beside(turn, cases, [case.id or 0 for case in cases])
    return tuple(_card(turn, case, known) for case in cases)


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
    duties: Mapping[int, tuple[TrackView, ...]]
    inputs: Mapping[int, tuple[Input, ...]]
    links: Mapping[int, tuple[str, ...]]


def _beside(turn: Turn, cases: Sequence[Case], ids: Sequence[int]) -> _Beside:
    rows = turn.session.exec
    media, children = [one.id for one in cases if one.media], [one.id for one in cases if one.child is not Child.NONE]  # most have neither
    alerts = {row.case_id: row for row in rows(select(MediaAlert).where(col(MediaAlert.case_id).in_(media)))} if media else {}
    tracks = {row.case_id: row for row in rows(select(ChildTrack).where(col(ChildTrack.case_id).in_(children)))} if children else {}
    held = beside(turn, ids)
    marked = rows(select(Restriction).where(col(Restriction.case_id).in_(list(held[RESTRICTED])))) if held[RESTRICTED] else ()
    named = {*(one for case in cases for one in (case.handler_id, case.proposed_handler_id)),
             *(row.taken_by_id for row in alerts.values()), *(row.taken_by_id for row in tracks.values())} - {None}  # fmt: skip
    return _Beside(
        names=dict(ask(turn.session, _names(), {"ids": list(named)})) if named else {},
        alerts=alerts, tracks=tracks,
        reasons=dict(ask(turn.session, _reasons(), {"cases": ids})),
        letters=held[LETTERS], drafts=_newest(turn, list(held[DRAFTS])), restrictions={row.case_id: row for row in marked},
        duties=tracks_of(turn, list(held[TRACKS])), inputs=inputs_of(turn, list(held[INPUTS])), links=links_of(turn, list(held[LINKS])),
    )  # fmt: skip


@cache
def _names() -> Select[Any]:
    official = columns_of(Official)
    return columns(official["id"], official["name"]).where(official["id"].in_(several("ids")))


@cache
def _reasons() -> Select[Any]:
    kept = columns_of(Suggestion)
    return columns(kept["case_id"], kept["reasons"]).where(kept["case_id"].in_(several("cases")))


def _newest(turn: Turn, ids: Sequence[int]) -> dict[int, _Newest]:
    if not ids:
        return {}
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


def _card(turn: Turn, case: Case, known: _Beside) -> Card:
    here, names = case.id or 0, known.names
    alert = known.alerts.get(here) if case.media else None
    track = known.tracks.get(here) if case.child is not Child.NONE else None
    newest, kept = known.drafts.get(here), known.reasons.get(here, {})
    marked = known.restrictions.get(here)
    return Card(
        id=here, ref=case.ref, version=case.version, state=case.state, kind=case.kind,
        kind_confidence=case.kind_confidence, other_kinds=tuple(case.other_kinds), language=case.language,
        topic=case.topic, expects_reply=case.expects_reply, channel=case.channel, assurance=case.assurance, doubts=tuple(case.doubts), received=case.received,
        registered=case.registered, due=case.due, safe=case.safe, days_left=days_left(turn, case.safe),
        basis=case.basis, extended=case.extended, handler=names.get(case.handler_id, ""), handler_id=case.handler_id,
        proposed=names.get(case.proposed_handler_id, ""), proposed_id=case.proposed_handler_id,
        media=case.media, media_signs=tuple(alert.signs) if alert else (), media_deadline=case.media_deadline,
        media_taken_by=names.get(alert.taken_by_id, "") if alert else "", media_done=bool(alert and alert.done_at),
        child=case.child, child_taken_by=names.get(track.taken_by_id, "") if track else "",
        child_open=bool(track and not track.done_at), offence=case.offence, restricted=case.restricted,
        steps=steps_from(case.state), letters=known.letters.get(here, 0),
        sending=newest.sending if newest else None, draft_version=newest.version if newest else 0,
        draft_paper=newest.paper if newest else None, draft_approved=bool(newest and newest.approved),
        reasons=tuple((subject, tuple(dict.fromkeys(pair[0] for pair in found))) for subject, found in kept.items() if found and subject != PROPOSAL), named_day=case.named_day,
        restriction=tuple(marked.points) if marked else (), restricted_until=marked.until if marked else None,
        restriction_proposed=() if marked else proposed_in(kept),
        tracks=known.duties.get(here, ()), inputs=known.inputs.get(here, ()), linked=known.links.get(here, ()),
    )  # fmt: skip
