"""Where the words of a case may stand besides it: told before a person says yes to forgetting it, for each case is forgotten by itself."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sqlmodel import col, or_, select

from casework.turn import Turn
from storage import likes
from storage.chat_tables import CaseLink
from storage.tables import Attachment, Case, Ledger, Letter


class Why(StrEnum):
    """What another case has of this one, the surest first."""

    LETTER = "the same letter"
    ALIKE = "a letter almost the same"
    FILE = "the same file"
    QUOTED = "a letter written in answer to one of these"
    JOINED = "joined or linked with it"
    WRITER = "the same writer"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    ref: str
    why: tuple[Why, ...]


def copies_elsewhere(turn: Turn, ref: str) -> tuple[Elsewhere, ...]:
    """Return the other cases, not forgotten themselves, in which words of this one may stand, the earliest first. Raises NoSuchCase."""
    case = turn.case(ref)
    found: dict[int, list[Why]] = {}
    for why, look in _LOOKED_FOR.items():
        for number in {*look(turn, case)} - {case.id}:
            found.setdefault(number, []).append(why)
    kept = turn.session.exec(select(Case.id, Case.ref).where(col(Case.id).in_(found), col(Case.erased_at).is_(None)).order_by(col(Case.id)))
    return tuple(Elsewhere(other, tuple(found[number or 0])) for number, other in kept)


def _same_letter(turn: Turn, case: Case) -> Iterable[int]:
    own = turn.session.exec(select(Ledger.digest, Ledger.sameness).where(Ledger.ref == case.ref)).all()
    digests, samenesses = {digest for digest, _ in own} - {""}, {sameness for _, sameness in own} - {""}
    return _ids(turn.session.exec(select(col(Case.id)).join(Ledger, col(Ledger.ref) == col(Case.ref)).where(
        or_(col(Ledger.digest).in_(digests), col(Ledger.sameness).in_(samenesses)))))  # fmt: skip


def _alike(turn: Turn, case: Case) -> Iterable[int]:
    group = likes.groups_of(turn.session, [case.id or 0]).get(case.id or 0)
    return likes.cases_of_group(turn.session, group) if group else ()


def _same_file(turn: Turn, case: Case) -> Iterable[int]:
    own = select(Attachment.sha256).join(Letter).where(Letter.case_id == case.id)
    return turn.session.exec(select(Letter.case_id).join(Attachment).where(col(Attachment.sha256).in_(own)))


def _in_answer(turn: Turn, case: Case) -> Iterable[int]:
    """A letter that names one of these in its thread is likely to quote it (RFC 5322 section 3.6.4)."""
    own = [one for one in turn.session.exec(select(Letter.message_id).where(Letter.case_id == case.id)) if one]
    named = [col(Letter.references).contains(one, autoescape=True) for one in own]
    return turn.session.exec(select(Letter.case_id).where(or_(col(Letter.in_reply_to).in_(own), *named)))


def _joined(turn: Turn, case: Case) -> Iterable[int]:
    links = turn.session.exec(select(CaseLink.case_id, CaseLink.other_id).where(
        or_(CaseLink.case_id == case.id, CaseLink.other_id == case.id)))  # fmt: skip
    merged = _ids(turn.session.exec(select(col(Case.id)).where(Case.merged_into_id == case.id)))
    return [*(number for pair in links for number in pair), *merged, *([case.merged_into_id] if case.merged_into_id else [])]


def _same_writer(turn: Turn, case: Case) -> Iterable[int]:
    return _ids(turn.session.exec(select(col(Case.id)).where(Case.person_id == case.person_id)))


def _ids(found: Iterable[int | None]) -> list[int]:
    return [number for number in found if number]


_LOOKED_FOR: Final[Mapping[Why, Callable[[Turn, Case], Iterable[int]]]] = MappingProxyType({
    Why.LETTER: _same_letter, Why.ALIKE: _alike, Why.FILE: _same_file, Why.QUOTED: _in_answer, Why.JOINED: _joined,
    Why.WRITER: _same_writer,
})  # fmt: skip
