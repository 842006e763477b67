"""What a letter changes once it has been sent: an answer answers, an extension extends, a question makes the case wait."""

from sqlmodel import select

from casework.campaign_told import told_with_campaign
from casework.clock import set_clock
from casework.feedback import note_asked
from casework.topics import close_topics
from casework.turn import SYSTEM, Turn
from rules.grounds import ground_named
from rules.kinds import Kind
from rules.life import LIFE, State, Step
from rules.records import Dispatch, Paper
from storage.desk_tables import ChildTrack, Draft
from storage.tables import Case, Letter


def after_sending(turn: Turn, case: Case, draft: Draft) -> None:
    """Let a paper take effect. Nothing takes effect before the person could know of it."""
    match draft.paper:
        case Paper.ANSWER:
            if case.state is State.APPROVED:
                turn.move(case, Step.SEND, SYSTEM, f"v{draft.version}")
            case.answered_at = turn.now
            note_asked(turn, case, draft)
            if not told_with_campaign(turn, draft):
                _tell_handler(turn, case, "answer_sent")
        case Paper.EXTENSION:
            _extend(turn, case, draft)
        case Paper.CLARIFICATION:
            if case.state in (State.ASSIGNED, State.DRAFTED, State.WAITING):
                turn.move(case, Step.ASK, SYSTEM)
            if draft.until:
                _extend(turn, case, draft)
            _tell_handler(turn, case, "clarification_sent")
        case Paper.LATE_NOTICE:
            turn.note(case, SYSTEM, "late_notice_sent", str(draft.until))
            _tell_handler(turn, case, "late_notice_sent")
        case Paper.REFUSAL:
            _end_unanswered(turn, case, draft)
        case Paper.FORWARDING | Paper.FORWARDING_BODY:
            if _both_sent(turn, case):
                turn.touch(case)
                turn.note(case, SYSTEM, "forwarded")
                _tell_handler(turn, case, "forwarded")
    turn.session.add(case)


def _extend(turn: Turn, case: Case, draft: Draft) -> None:
    before = case.due
    case.extended, case.extension_reason = True, draft.reason
    set_clock(turn, case)
    turn.touch(case)
    turn.note(case, SYSTEM, "extended", f"{before} -> {case.due}")
    _tell_handler(turn, case, "extended")


def _end_unanswered(turn: Turn, case: Case, draft: Draft) -> None:
    """The person knows that no answer comes, and why: the case has ended, unless a child's track is still open."""
    ground, track = ground_named(draft.ground), turn.session.get(ChildTrack, case.id)
    turn.note(case, SYSTEM, "refusal_sent", ground.basis if ground else "")
    if ground and ground.becomes:
        _go_on_as(turn, case, ground.becomes)
    elif ground and (case.state, Step.CLOSE) in LIFE and not (track and not track.done_at):
        turn.move(case, Step.CLOSE, SYSTEM, ground.outcome)
        close_topics(turn, case)
        case.outcome, case.closed_at = ground.outcome, turn.now
    _tell_handler(turn, case, "reclassified" if ground and ground.becomes else "refused")


def _go_on_as(turn: Turn, case: Case, kind: Kind) -> None:
    """The law takes the request for one of another kind (AvTS § 23 (2) 5): its term runs from the same registration."""
    was, before = case.kind, case.due
    case.kind, case.kind_by, case.kind_confidence, case.other_kinds = kind, SYSTEM, 1.0, []
    set_clock(turn, case)
    turn.touch(case)
    turn.note(case, SYSTEM, "kind", f"{was} -> {kind}; {before or '-'} -> {case.due or '-'}")


def _tell_handler(turn: Turn, case: Case, what: str) -> None:
    turn.tell(f"official:{case.handler_id}", what, case)


def _both_sent(turn: Turn, case: Case) -> bool:
    """A forwarding is done when the body has the letter and the person knows (MSVS § 5, AvTS § 21)."""
    turn.session.flush()
    letters = turn.session.exec(select(Letter).where(Letter.case_id == case.id)).all()
    sent = {letter.what for letter in letters if letter.delivery is Dispatch.SENT}
    wanted = {letter.what for letter in letters if letter.what.startswith("forwarding")}
    return wanted <= sent
