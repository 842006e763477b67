"""The agency's official positions at work: by files and by chat, proposed in drafts, watched where a draft rests on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from casework.people import Staff
from casework.position_shelf import (
    BY_CHAT,
    Standing,
    all_positions,
    chat_positions,
    current_position,
    standing,
    used_positions,
)
from casework.redraft import waiting_drafts
from casework.refusals import BadDay, MissingReason, NotAllowed
from casework.refusals_of_letters import DepartsFromPosition, NoSuchPosition, PositionChanged, PositionExpired
from casework.sight import visible
from casework.turn import Turn
from replies.positions import Position
from rules.kinds import Language, Role
from storage.desk_tables import Draft
from storage.register_tables import PositionText, UsedPosition
from storage.tables import Case

OWNERS = frozenset({Role.HEAD, Role.PRESS})  # who may say what the agency's position is


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position with the open drafts that rest on it. Positions are no content: they name nobody."""

    topic: str
    owner: str
    source: str
    valid_from: date
    valid_to: date | None
    text: Mapping[Language, str]
    by_chat: bool
    valid: bool
    drafts: tuple[str, ...]  # references


def see_positions(turn: Turn, topic: str = "") -> tuple[PositionView, ...]:
    """Return all positions, or those of one topic. Raises NoSuchPosition."""
    everything = all_positions(turn)
    found = [one for one in everything if not topic or one.topic == topic]
    if topic and not found:
        raise NoSuchPosition(topic=topic, topics=", ".join(dict.fromkeys(one.topic for one in everything)) or "–")
    return tuple(_view(turn, one) for one in found)


def topics_today(turn: Turn) -> tuple[str, ...]:
    """Return the topics on which a position is valid today."""
    return tuple(dict.fromkeys(one.topic for one in all_positions(turn) if one.valid_on(turn.today)))


def put_position(turn: Turn, who: Staff, topic: str, texts: Mapping[Language, str], *, source: str = "",
                 valid_to: date | None = None) -> tuple[str, ...]:  # fmt: skip
    """Say the agency's position on a topic; it takes the place of the one before. Return the drafts that rest on the old words.

    Their handlers are told. Raises NotAllowed, MissingReason without an Estonian text, BadDay.
    """
    if not OWNERS & who.roles:
        raise NotAllowed
    if not texts.get(Language.ESTONIAN, "").strip():
        raise MissingReason(command="seisukoht")
    if valid_to and valid_to < turn.today:
        raise BadDay(words=f"{valid_to:%d.%m.%Y}")
    _withdraw(turn, topic)
    for language, text in texts.items():
        turn.session.add(PositionText(topic=topic, language=language, text=text.strip(), owner=who.name, source=source or "–",
                                      valid_from=turn.today, valid_to=valid_to, by_id=who.id, at=turn.now))  # fmt: skip
    turn.session.flush()
    turn.note(None, who.label, "position", topic)
    return tell_positions(turn)


def end_position(turn: Turn, who: Staff, topic: str) -> tuple[str, ...]:
    """Withdraw what was said in the chat; a file of the same topic counts again. Return the drafts that rest on it.

    Raises NotAllowed, NoSuchPosition.
    """
    if not OWNERS & who.roles:
        raise NotAllowed
    if not _withdraw(turn, topic):
        raise NoSuchPosition(topic=topic, topics=", ".join(sorted({one.topic for one in chat_positions(turn)})) or "–")
    turn.note(None, who.label, "position_ended", topic)
    return tell_positions(turn)


def demand_positions_hold(turn: Turn, case: Case, draft: Draft) -> None:
    """Refuse an answer that rests on an expired or changed position, or departs from one without a reason.

    Raises PositionExpired, PositionChanged, DepartsFromPosition.
    """
    for row in used_positions(turn, case):
        if row.why:
            continue
        match standing(turn, row):
            case Standing.EXPIRED:
                raise PositionExpired(ref=case.ref, topic=row.topic)
            case Standing.CHANGED:
                raise PositionChanged(ref=case.ref, topic=row.topic)
        current = current_position(turn, row.topic)
        if current and _plain(current.text[Language.ESTONIAN]) not in _plain(draft.substance):
            raise DepartsFromPosition(ref=case.ref, topic=row.topic)


def depart(turn: Turn, who: Staff, ref: str, why: str) -> Case:
    """Record why the answer departs from the official position. Raises NoSuchCase, MissingReason, NoSuchPosition."""
    case = turn.case(ref)
    if not why.strip():
        raise MissingReason(command="seisukoht")
    rows = used_positions(turn, case)
    if not rows:
        raise NoSuchPosition(topic=case.topic, topics="–")
    for row in rows:
        row.why, row.why_by_id = why.strip(), who.id
        turn.session.add(row)
    turn.touch(case)
    turn.note(case, who.label, "departs_from_position", ", ".join(row.topic for row in rows))
    return case


def tell_positions(turn: Turn) -> tuple[str, ...]:
    """Tell the handlers of waiting answers whose position has expired or changed, each once. Return the cases."""
    found = []
    for draft in waiting_drafts(turn):
        case = turn.session.get_one(Case, draft.case_id)
        for row in used_positions(turn, case):
            now = standing(turn, row)
            if now is Standing.HOLDS or row.why:
                continue
            found.append(case.ref)
            turn.tell(f"official:{case.handler_id}", f"position_{now}", case, topic=row.topic,
                      once=f"position:{case.id}:{row.topic}:{row.digest[:12]}:{now}")  # fmt: skip
    return tuple(dict.fromkeys(found))


def _withdraw(turn: Turn, topic: str) -> bool:
    rows = turn.session.exec(select(PositionText).where(
        PositionText.topic == topic, col(PositionText.withdrawn_at).is_(None))).all()  # fmt: skip
    for row in rows:
        row.withdrawn_at = turn.now
        turn.session.add(row)
    turn.session.flush()
    return bool(rows)


def _view(turn: Turn, one: Position) -> PositionView:
    waiting = {draft.case_id for draft in waiting_drafts(turn)}
    refs = turn.session.exec(
        select(Case.ref).join(UsedPosition, col(UsedPosition.case_id) == col(Case.id))
        .where(visible(turn.viewer), UsedPosition.topic == one.topic, col(UsedPosition.dropped_at).is_(None), col(Case.id).in_(waiting))
        .distinct().order_by(col(Case.ref))).all()  # fmt: skip
    return PositionView(one.topic, one.owner, one.source, one.valid_from, None if one.valid_to == date.max else one.valid_to,
                        one.text, one.file == BY_CHAT, one.valid_on(turn.today), tuple(refs))  # fmt: skip


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
