"""A case that only some may know of: by a person's word, or because one of us is named in the letter or withdraws."""

from collections.abc import Iterable, Sequence

from sqlalchemy import delete
from sqlmodel import col, select

from casework.handled import handled_case
from casework.people import Staff, find, names_of
from casework.propose import whom_to_propose
from casework.refusals import KeptOut, NotHandler, ReasonIsPersonal
from casework.sight import kept_out, write_sight
from casework.turn import Turn
from reading.personal import LISTED, places
from reading.text import clean
from rules.life import Step
from storage.desk_tables import ChatMessage, Official, Sight
from storage.tables import Case


def limit(turn: Turn, who: Staff, ref: str, names: Sequence[str]) -> list[str]:
    """Let only these people know of the case, with its handler and the one who says so. Return the names of all of them.

    Raises NoSuchCase, NotHandler, NoSuchOfficial, SeveralOfficials, KeptOut where the letter is about one of them.
    """
    case = handled_case(turn, who, ref)
    ids = {who.id, *([case.handler_id] if case.handler_id else []), *(find(turn, name).id for name in names)}
    if out := ids & kept_out(turn.session, case.id):
        raise KeptOut(ref=case.ref, name=", ".join(names_of(turn, sorted(out))))
    _forget_let_in(turn, case)
    write_sight(turn.session, case.id, sorted(ids), True)
    _take_away_cards(turn, case, ids)
    turn.touch(case)
    turn.note(case, who.label, "limited", " ".join(f"official:{one}" for one in sorted(ids)))
    return names_of(turn, sorted(ids))


def lift(turn: Turn, who: Staff, ref: str) -> Case:
    """Let all know of the case again, but for those it is about. Raises NoSuchCase, NotHandler."""
    case = handled_case(turn, who, ref)
    _forget_let_in(turn, case)
    turn.touch(case)
    turn.note(case, who.label, "limit_lifted")
    return case


def withdraw(turn: Turn, who: Staff, ref: str, why: str) -> str:
    """Take oneself out of a case for good: it goes to the head, else the superior. Return the new handler's name or "".

    Raises NoSuchCase, NotHandler, ReasonIsPersonal: the reason stands in the history.
    """
    case = turn.case(ref)
    if case.handler_id != who.id:
        handler = turn.session.get(Official, case.handler_id) if case.handler_id else None
        raise NotHandler(ref=case.ref, handler=handler.name if handler else "")
    if any(place.type in LISTED for place in places(clean(why))):
        raise ReasonIsPersonal
    turn.note(case, who.label, "withdrew", " ".join(why.split()))
    keep_out(turn, case, [who.id])
    case.handler_id = None
    receiver = whom_to_propose(turn, case)
    if receiver is None:
        turn.touch(case)
        return ""
    case.handler_id = receiver
    turn.move(case, Step.ASSIGN, who.label, f"official:{receiver}")
    turn.tell(f"official:{receiver}", "assigned", case, by=who.name)
    return names_of(turn, [receiver])[0]


def keep_out(turn: Turn, case: Case, official_ids: Iterable[int]) -> None:
    """Let these people never know of the case; what the chat has shown of it to them or to groups is taken away."""
    ids = sorted(official_ids)
    write_sight(turn.session, case.id, ids, False)
    staff = turn.session.exec(select(Official.id).where(Official.active)).all()
    _take_away_cards(turn, case, {one for one in staff if one} - set(kept_out(turn.session, case.id)))
    turn.note(case, "vastaja", "kept_out", " ".join(f"official:{one}" for one in ids))


def _forget_let_in(turn: Turn, case: Case) -> None:
    turn.session.execute(delete(Sight).where(col(Sight.case_id) == case.id, col(Sight.sees)))
    turn.session.expire_all()


def _take_away_cards(turn: Turn, case: Case, left: Iterable[int]) -> None:
    """Delete the cards of the case that stand in groups, and in the chats of people who may not know of it any more."""
    own = set(turn.session.exec(select(Official.telegram_id).where(col(Official.id).in_(list(left)))))
    for shown in turn.session.exec(select(ChatMessage).where(ChatMessage.case_id == case.id)).all():
        if shown.chat_id not in own:
            turn.tell(f"chat:{shown.chat_id}", "delete_message", urgency=3, chat_id=shown.chat_id, message_id=shown.message_id)
            turn.session.delete(shown)
