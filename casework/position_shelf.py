"""The official positions of today, from files and from the chat, and what an answer in the making rests on."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from sqlmodel import col, select

from casework.turn import Turn
from replies.positions import Position
from rules.kinds import Language
from storage.register_tables import PositionText, UsedPosition
from storage.tables import Case

BY_CHAT = Path()  # a position that no file holds


class Standing(StrEnum):
    """How a position that a draft rests on stands today."""

    HOLDS = "holds"
    EXPIRED = "expired"
    CHANGED = "changed"


def all_positions(turn: Turn) -> tuple[Position, ...]:
    """Return every position, those of the chat in the place of a file's on the same topic."""
    chat = chat_positions(turn)
    topics = {one.topic for one in chat}
    return tuple(sorted((*chat, *(one for one in turn.office.positions.all if one.topic not in topics)),
                        key=lambda one: (one.topic, one.valid_from)))  # fmt: skip


def positions_for(turn: Turn, topic: str) -> tuple[Position, ...]:
    """Return the positions on a topic that are valid today, the newest first."""
    found = [one for one in all_positions(turn) if one.topic == topic and one.valid_on(turn.today)]
    return tuple(sorted(found, key=lambda one: one.valid_from, reverse=True))


def use_positions(turn: Turn, case: Case, used: Sequence[Position]) -> None:
    """Note what a new draft rests on, in the place of what an earlier one did."""
    kept = {(one.topic, one.digest) for one in used}
    for row in used_positions(turn, case):
        if (row.topic, row.digest) not in kept:
            row.dropped_at = turn.now
            turn.session.add(row)
    there = {(row.topic, row.digest): row for row in turn.session.exec(select(UsedPosition).where(UsedPosition.case_id == case.id))}
    for topic, digest in kept:
        row = there.get((topic, digest)) or UsedPosition(case_id=case.id or 0, topic=topic, digest=digest, at=turn.now)
        row.dropped_at, row.why, row.why_by_id = None, "", None
        turn.session.add(row)
    turn.session.flush()


def standing(turn: Turn, row: UsedPosition) -> Standing:
    """Return how the position stands that was used."""
    current = current_position(turn, row.topic)
    if current is None:
        return Standing.EXPIRED
    return Standing.HOLDS if current.digest == row.digest else Standing.CHANGED


def current_position(turn: Turn, topic: str) -> Position | None:
    """Return the position on a topic that counts today, None where there is none."""
    return next(iter(positions_for(turn, topic)), None)


def used_positions(turn: Turn, case: Case) -> list[UsedPosition]:
    """Return what the answer in the making rests on."""
    return list(turn.session.exec(select(UsedPosition).where(
        UsedPosition.case_id == case.id, col(UsedPosition.dropped_at).is_(None)).order_by(col(UsedPosition.id))))  # fmt: skip


def chat_positions(turn: Turn) -> list[Position]:
    """Return the positions that were said in the chat and not withdrawn."""
    rows = turn.session.exec(
        select(PositionText).where(col(PositionText.withdrawn_at).is_(None)).order_by(col(PositionText.id))).all()  # fmt: skip
    topics = dict.fromkeys(row.topic for row in rows)
    return [_position([row for row in rows if row.topic == topic]) for topic in topics]


def _position(rows: Sequence[PositionText]) -> Position:
    first = rows[0]
    return Position(first.topic, first.owner, first.source, first.valid_from, first.valid_to or date.max,
                    MappingProxyType({Language(row.language): row.text for row in rows}), BY_CHAT)  # fmt: skip
