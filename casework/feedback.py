"""Was the answer of help: one line at its foot, answered by a reply or a signed link, counted by topic. Nothing else follows from it."""

import hashlib
import hmac
import re
from dataclasses import replace
from datetime import date
from typing import Final
from urllib.parse import quote

from sqlalchemy import func
from sqlmodel import col, select

from casework.letters import first_letter
from casework.signing import reader_of
from casework.turn import CITIZEN, Turn
from casework.understand import Understood
from reading.age import says_under_age
from replies.facts import CaseFacts
from rules.feedback import Circumstances, may_ask
from rules.kinds import Child
from rules.records import Paper, Way
from rules.tracks import TrackKind
from storage.desk_tables import ChildTrack, Draft, Track
from storage.register_tables import Feedback
from storage.tables import Case

YES, NO = "jah", "ei"
WORD: Final = "Tagasiside"
LONGEST_REPLY: Final = 20  # signs; a longer one is a letter
_SUBJECT: Final = re.compile(rf"{WORD}\s+(?P<ref>\d{{2}}-\d{{4,7}})\s+(?P<answer>{YES}|{NO})\s+(?P<sign>[0-9a-f]{{16}})", re.IGNORECASE)
_REPLIES: Final = {"jah": True, "да": True, "yes": True, "ja": True, "ei": False, "нет": False, "no": False, "nein": False}


def with_feedback(turn: Turn, case: Case, facts: CaseFacts) -> CaseFacts:
    """Return the facts of an answer with the two links, where it may ask."""
    if not turn.office.feedback or case.channel is not Way.MAIL or not may_ask(_circumstances(turn, case), turn.office.feedback, turn.today):
        return facts
    yes, no = (_link(turn, case, answer) for answer in (YES, NO))
    return replace(facts, feedback_yes=yes, feedback_no=no)


def note_asked(turn: Turn, case: Case, draft: Draft) -> None:
    """Note that the answer that went out has asked; once a case."""
    asked = WORD in draft.text and "mailto:" in draft.text
    if asked and turn.session.exec(select(Feedback.id).where(Feedback.case_id == case.id)).first() is None:
        turn.session.add(Feedback(case_id=case.id or 0, topic=case.topic, asked_at=turn.now, person_id=case.person_id))


def feedback_in(turn: Turn, understood: Understood, threaded: Case | None) -> Case | None:
    """Record what a letter says of an answer of ours, and return its case; None where it says nothing, or says more than that.

    A letter that may speak of a child's danger is never taken for feedback alone.
    """
    letter = understood.letter
    words = " ".join(letter.new_text.split()).strip(" .!").casefold()
    if understood.suggestions.child is not Child.NONE or len(words) > LONGEST_REPLY or letter.attachments:
        return None
    found = _SUBJECT.search(letter.subject)
    if found:
        case = turn.session.exec(select(Case).where(Case.ref == found["ref"]).with_for_update()).first()
        answer = found["answer"].casefold()
        if case is None or not hmac.compare_digest(_sign(case, answer), found["sign"].casefold()):
            return None
        return case if _record(turn, case, answer == YES) else None
    if threaded is None or words not in _REPLIES:
        return None
    return threaded if _record(turn, threaded, _REPLIES[words]) else None


def feedback_by_topic(turn: Turn, first: date, last: date) -> dict[str, tuple[int, int, int]]:
    """Return by topic how often answers asked, were of help, and were not, by the day they asked."""
    rows = turn.session.exec(select(Feedback.topic, Feedback.asked_at, Feedback.helped)).all()
    counted: dict[str, tuple[int, int, int]] = {}
    for topic, asked_at, helped in rows:
        if first <= turn.office.calendar.day_of(asked_at) <= last:
            asked, yes, no = counted.get(topic, (0, 0, 0))
            counted[topic] = (asked + 1, yes + (helped is True), no + (helped is False))
    return counted


def _record(turn: Turn, case: Case, helped: bool) -> bool:
    row = turn.session.exec(select(Feedback).where(Feedback.case_id == case.id)).first()
    if row is None:
        return False
    row.helped, row.answered_at = helped, turn.now
    turn.session.add(row)
    turn.note(case, CITIZEN, "feedback", YES if helped else NO)
    return True


def _link(turn: Turn, case: Case, answer: str) -> str:
    subject = f"{WORD} {case.ref} {answer} {_sign(case, answer)}"
    return f"mailto:{turn.office.facts.address}?subject={quote(subject)}"


def _sign(case: Case, answer: str) -> str:
    """Return the signature of one answer on one case: nobody but its reader can give it."""
    return hmac.new(case.token.encode(), f"{case.ref}:{answer}".encode(), hashlib.sha256).hexdigest()[:16]


def _circumstances(turn: Turn, case: Case) -> Circumstances:
    ask = turn.session.exec
    tracks = set(ask(select(Track.kind).where(Track.case_id == case.id)))
    refused = ask(select(Draft.id).where(
        Draft.case_id == case.id, Draft.paper == Paper.REFUSAL, col(Draft.sent_at).is_not(None))).first()  # fmt: skip
    last = ask(select(func.max(Feedback.asked_at)).where(Feedback.person_id == case.person_id)).first()
    return Circumstances(
        kind=case.kind, reader=reader_of(turn, case), offence=case.offence or TrackKind.OFFENCE in tracks,
        child=case.child is not Child.NONE or turn.session.get(ChildTrack, case.id) is not None,
        whistleblower=TrackKind.WHISTLEBLOWER in tracks, refused=refused is not None, restricted=case.restricted,
        under_age=says_under_age(first_letter(turn, case).text), last_asked=turn.office.calendar.day_of(last) if last else None,
    )  # fmt: skip
