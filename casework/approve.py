"""Nothing of substance leaves unless another person than the drafter approved exactly that text, to exactly those recipients."""

from datetime import timedelta

from sqlmodel import select

from casework.clock import clock_of, due_day
from casework.draft import dated_today, is_of_today
from casework.leak_guard import accept_leaks, demand_no_leak
from casework.newest import latest_draft
from casework.numbering import number_waiting
from casework.people import Staff, staff
from casework.plan import HOLE
from casework.positions import demand_positions_hold
from casework.purpose import demand_purpose
from casework.refusals import MissingReason, OutOfDate
from casework.refusals_of_law import ExtensionNotPossible, UnderChildTrack
from casework.refusals_of_letters import FactMissing, FourEyes, MayNotApprove, NotOpenedYet, NumberNeeded
from casework.send import dispatch
from casework.sight import Viewer, may_see
from casework.signing import why_not_approve
from casework.sizes import demand_size
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from casework.write import manifest_hash
from rules.kinds import Child
from rules.life import State, Step
from rules.records import Paper
from rules.rights import NoApproval
from storage.desk_tables import Draft
from storage.tables import Case, Event

NUMBERED = (Paper.ANSWER, Paper.REFUSAL)  # what the document system numbers first, where the agency does so


def open_draft(turn: Turn, who: Staff, ref: str) -> Draft:
    """Show the newest version to somebody, on record; one of an earlier day is dated anew first.

    Raises NoSuchCase, PurposeNeeded, NoDraft, FactMissing.
    """
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    draft = dated_today(turn, case, latest_draft(turn, case))
    turn.note(case, who.label, "opened_draft", f"v{draft.version}")
    return draft


def approve(turn: Turn, who: Staff, ref: str, version: int | None = None, anyway: str = "",
            in_chat: bool = False) -> Draft:  # fmt: skip
    """Sign the newest version. Papers other than an answer are sent at once. `anyway`: why in spite of what the leak guard found.

    Raises NoSuchCase, NoDraft, OutOfDate, MayNotApprove, FourEyes, NotOpenedYet, FactMissing, ExtensionNotPossible,
    UnderChildTrack, NumberNeeded, PositionExpired, PositionChanged, DepartsFromPosition, LeakSuspected, TooLarge,
    WrongStep. `in_chat`: a citizen of the bot may read it there. NotOpenedYet also where the version bears the date of an earlier day: opened, it bears that of today.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if draft.approved_at or draft.sent_at or (version is not None and draft.version != version):
        raise OutOfDate(ref=case.ref, state=case.state)
    _demand_right(turn, who, case, draft)
    if anyway:
        accept_leaks(turn, who, ref, anyway)
    if HOLE in draft.text:
        raise FactMissing(fact="substance")
    if draft.paper is Paper.ANSWER:
        demand_positions_hold(turn, case, draft)
    if turn.office.approval.number_first and draft.paper in NUMBERED and not number_waiting(turn, case):
        raise NumberNeeded(ref=case.ref)
    if draft.paper is Paper.FORWARDING and (case.child is not Child.NONE or case.offence):
        raise UnderChildTrack(ref=case.ref)  # it was drafted before that was known
    if draft.until and draft.paper in (Paper.EXTENSION, Paper.CLARIFICATION):
        _demand_extension_holds(turn, case, draft)
    demand_size(turn, case, draft)
    draft.in_chat = in_chat and not case.restricted
    for one in (draft, *_companion(turn, draft)):
        if one.hash != manifest_hash(turn, one):
            raise OutOfDate(ref=case.ref, state=case.state)
        demand_no_leak(turn, case, one)
        one.approved_by_id, one.approved_at, one.approved_hash = who.id, turn.now, one.hash
        turn.session.add(one)
    if draft.paper is Paper.ANSWER:
        turn.move(case, Step.APPROVE, who.label, f"v{draft.version} {draft.hash[:12]}")
        if case.handler_id:
            turn.tell(f"official:{case.handler_id}", "approved", case, by=who.name)
    else:
        turn.touch(case)
        turn.note(case, who.label, f"approved_{draft.paper}", f"v{draft.version} {draft.hash[:12]}")
        dispatch(turn, case, draft, timedelta(0))
    return draft


def give_back(turn: Turn, who: Staff, ref: str, why: str) -> Case:
    """Return the draft to its drafter with a reason. Raises NoSuchCase, NoDraft, MissingReason, UnsentDraft, WrongStep."""
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if not why.strip():
        raise MissingReason(command="tagasi")
    if who.id not in (draft.by_id, case.handler_id) and why_not_approve(turn, who, case, draft):
        raise MayNotApprove(ref=case.ref)
    demand_nothing_under_way(turn, case, draft.paper)
    draft.returned_why, draft.approved_at, draft.approved_hash = why.strip(), None, ""
    turn.session.add(draft)
    if draft.paper is Paper.ANSWER:
        turn.move(case, Step.RETURN, who.label, f"v{draft.version}")
    else:
        turn.touch(case)
        turn.note(case, who.label, f"returned_{draft.paper}", f"v{draft.version}")
    turn.tell(f"official:{draft.by_id}", "returned", case, by=who.name)
    return case


def ask_approval(turn: Turn, who: Staff, ref: str) -> list[int]:
    """Tell those who may approve that a version waits. Return the ids of the told."""
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    told = may_approve_draft(turn, case, draft)
    for official_id in told:
        turn.tell(f"official:{official_id}", "draft_waits", case, version=draft.version, paper=draft.paper, by=who.name,
                  once=f"draft_waits:{case.id}:{draft.version}:{official_id}:{turn.today}")  # fmt: skip
    return told


def may_approve_draft(turn: Turn, case: Case, draft: Draft) -> list[int]:
    """Return the officials who may approve a draft now."""
    return [one.id for one in staff(turn) if one.active and may_see(turn.session, Viewer(one.id), case.id)
            and not why_not_approve(turn, one, case, draft)]  # fmt: skip


def void(turn: Turn, case: Case, who: str) -> None:
    """Take back an approval that no longer holds."""
    if case.state is State.APPROVED:
        turn.move(case, Step.VOID, who)


def _demand_right(turn: Turn, who: Staff, case: Case, draft: Draft) -> None:
    if why_not := why_not_approve(turn, who, case, draft):
        raise FourEyes(ref=case.ref) if why_not == NoApproval.OWN_DRAFT else MayNotApprove(ref=case.ref)
    opened = turn.session.exec(select(Event.id).where(
        Event.case_id == case.id, Event.who == who.label, Event.what == "opened_draft",
        Event.note == f"v{draft.version}")).first()  # fmt: skip
    if opened is None or not is_of_today(turn, draft):
        raise NotOpenedYet(ref=case.ref, version=draft.version)


def _demand_extension_holds(turn: Turn, case: Case, draft: Draft) -> None:
    """The day promised must still be the law's: the term may have ended, the kind may have been changed since."""
    clock = clock_of(turn, case)
    if case.extended or clock is None or turn.today > due_day(turn, clock):
        raise ExtensionNotPossible(ref=case.ref, why="already" if case.extended else "ended" if clock else "no_term")
    if draft.until != clock.extended_due:
        raise OutOfDate(ref=case.ref, state=case.state)


def _companion(turn: Turn, draft: Draft) -> list[Draft]:
    return [turn.session.get_one(Draft, draft.companion_id)] if draft.companion_id else []
