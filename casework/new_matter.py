"""Whether a letter added to a case speaks of another matter: the machine only asks, an official says whether a new clock begins."""

from sqlmodel import select

from casework.letters import SURE_ENOUGH
from casework.subjects import bare_subject, is_reply
from casework.turn import Turn
from casework.understand import Understood
from rules.kinds import Kind
from rules.life import State
from storage.tables import Case, Letter

_ASKS_NOTHING = (Kind.THANKS, Kind.OTHER)


def is_new_matter(turn: Turn, case: Case, understood: Understood) -> bool:
    """Tell whether the letter bears another subject without being a reply, or is surely of another kind.

    What answers our question for clarification is the same matter.
    """
    told = understood.suggestions
    if case.state is State.WAITING or told.kind in _ASKS_NOTHING:
        return False
    other_kind = told.kind is not case.kind and told.kind_confidence >= SURE_ENOUGH
    return other_kind or _is_other_subject(turn, case, understood.letter.subject)


def _is_other_subject(turn: Turn, case: Case, subject: str) -> bool:
    if not subject.strip() or is_reply(subject) or case.ref in subject:
        return False
    known = turn.session.exec(select(Letter.subject).where(Letter.case_id == case.id)).all()
    return bare_subject(subject) not in {bare_subject(one) for one in known}
