"""Whether a letter is here already by another road: by mail and by hand, from a mailbox and from the document system."""

import re
from datetime import timedelta
from typing import Final

from sqlmodel import col, select

from casework.sight import visible
from casework.subjects import bare_subject
from casework.turn import Turn
from casework.understand import Understood
from rules.life import State
from rules.records import Filed
from storage.chat_tables import ByHand
from storage.tables import Case, Ledger, Letter, Person

WITHIN: Final = timedelta(days=30)
NEWEST: Final = 300  # cases whose words are compared
ENOUGH: Final = 12  # different words, from which on their being the same says something
ALIKE: Final = 0.8  # of the words of the shorter letter
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def twins_of(turn: Turn, understood: Understood, address: str = "") -> tuple[str, ...]:
    """Return the references of open cases that hold this letter already, or one so like it that a person should look."""
    certain = _filed(turn, understood.sameness)
    by_words = _alike(turn, understood, select(Case).where(
        visible(turn.viewer), col(Case.state) != State.CLOSED, Case.received > turn.now - WITHIN).order_by(col(Case.id).desc()).limit(NEWEST))  # fmt: skip
    return tuple(dict.fromkeys([*certain, *_of_writer(turn, understood, address), *by_words]))


def twin_by_hand(turn: Turn, case: Case, understood: Understood) -> str:
    """Return the case that a person took down by hand lately and that a letter which came by itself repeats, "" for none."""
    recent = (select(Case).join(ByHand, col(ByHand.case_id) == col(Case.id))
              .where(visible(turn.viewer), ByHand.at > turn.now - WITHIN, col(Case.id) != case.id, col(Case.state) != State.CLOSED)
              .order_by(col(ByHand.at).desc()).limit(NEWEST))  # fmt: skip  # by its own day: by the case's, every case would be walked past
    return next(iter(_alike(turn, understood, recent)), "")


def _filed(turn: Turn, sameness: str) -> list[str]:
    if not sameness:
        return []
    return list(turn.session.exec(select(Case.ref).join(Ledger, col(Ledger.ref) == col(Case.ref)).where(
        visible(turn.viewer), Ledger.sameness == sameness, col(Ledger.outcome).in_((Filed.CASE, Filed.FOLLOW_UP)))))  # fmt: skip


def _of_writer(turn: Turn, understood: Understood, address: str) -> list[str]:
    """Return open cases of the same writer with the same subject."""
    subject = bare_subject(understood.letter.subject)
    wanted = address or understood.letter.sender.address
    if not wanted or not subject:
        return []
    found = turn.session.exec(
        select(Case.ref, Letter.subject).join(Person, col(Case.person_id) == col(Person.id))
        .join(Letter, col(Letter.case_id) == col(Case.id))
        .where(visible(turn.viewer), Person.address == wanted, col(Case.state) != State.CLOSED, Letter.incoming))  # fmt: skip
    return [ref for ref, theirs in found if bare_subject(theirs) == subject]


def _alike(turn: Turn, understood: Understood, cases: object) -> list[str]:
    mine = _words(understood.letter.new_text, *(part.text or "" for part in understood.letter.attachments))
    if len(mine) < ENOUGH:
        return []
    found = turn.session.exec(cases).all()  # type: ignore[call-overload]
    refs = {case.id: case.ref for case in found}
    letters = turn.session.exec(select(Letter.case_id, Letter.new_text, Letter.text).where(
        col(Letter.case_id).in_(refs), Letter.incoming)).all()  # fmt: skip
    return [refs[case_id] for case_id, new, text in letters if _same(mine, _words(new or text))]


def _words(*texts: str) -> frozenset[str]:
    return frozenset(_WORD.findall(" ".join(texts).casefold()))


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    shorter = min(len(one), len(other))
    return shorter >= ENOUGH and len(one & other) >= ALIKE * shorter
