"""An approved letter is decided on: it goes to the outbox, where a person may still take it back for a moment."""

from datetime import timedelta

from sqlmodel import col, select

from casework.handled import handled_case
from casework.leak_guard import accept_leaks, demand_no_leak
from casework.letters import last_incoming
from casework.newest import latest_draft
from casework.numbering import take_number
from casework.people import Staff
from casework.refusals_of_letters import NotApproved, NothingToUndo, NotInChat, RestrictedOpen
from casework.signed import demand_signed, files_that_leave
from casework.turn import SOON, Turn
from rules.life import State
from rules.records import Dispatch, Paper
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Case, Letter

TELEGRAM = "telegram:"


def send_answer(turn: Turn, who: Staff, ref: str, anyway: str = "") -> OutboxItem:
    """Send the approved answer after the undo window. Pressed twice it is sent once. `anyway`: as with approving.

    Raises NoSuchCase, NotHandler, NoDraft, NotApproved, LeakSuspected, RestrictedOpen, NotInChat, SignFirst.
    """
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    if decided := _decided(turn, draft):
        return decided
    if case.state is not State.APPROVED or draft.approved_hash != draft.hash or draft.paper is not Paper.ANSWER:
        raise NotApproved(ref=case.ref)
    if anyway:
        accept_leaks(turn, who, ref, anyway)
    demand_no_leak(turn, case, draft)
    _demand_way(turn, case, draft)
    demand_signed(turn, case, draft)
    turn.touch(case)
    turn.note(case, who.label, "decided_to_send", f"v{draft.version}")
    return dispatch(turn, case, draft, turn.office.approval.undo)


def undo_send(turn: Turn, who: Staff, ref: str) -> Case:
    """Take a decision to send back while the window is open. Raises NoSuchCase, NotHandler, NoDraft, NothingToUndo."""
    case = handled_case(turn, who, ref)
    item = _waiting_answer(turn, case)
    if item is None:
        raise NothingToUndo(ref=case.ref)
    item.state, item.settled_at = Dispatch.WITHDRAWN, turn.now
    if item.letter_id:
        letter = turn.session.get_one(Letter, item.letter_id)
        letter.delivery = Dispatch.WITHDRAWN
    turn.touch(case)
    turn.note(case, who.label, "sending_undone")
    return case


def dispatch(turn: Turn, case: Case, draft: Draft, after: timedelta) -> OutboxItem:
    """Put an approved draft, and its companion, into the outbox."""
    if draft.companion_id:
        dispatch(turn, case, turn.session.get_one(Draft, draft.companion_id), after)
    answered = last_incoming(turn, case)
    to_body = draft.paper is Paper.FORWARDING_BODY
    letter = Letter(
        case_id=case.id or 0, incoming=False, what=draft.paper, at=turn.now, recipients=list(draft.recipients),
        subject=draft.subject, text=draft.cover or draft.text, in_reply_to="" if to_body else answered.message_id,
        references="" if to_body else f"{answered.references} {answered.message_id}".strip(),
    )  # fmt: skip
    item = turn.post(case, letter, urgency=SOON, after=after, draft_id=draft.id, html="" if draft.cover else draft.html,
                     files=files_that_leave(draft))  # fmt: skip
    take_number(turn, case, letter)
    if draft.recipients and draft.recipients[0].startswith(TELEGRAM):
        item.channel, item.recipient = "chat", f"chat:{draft.recipients[0].removeprefix(TELEGRAM)}"
        item.what = "letter_to_citizen"
        item.values = {"ref": case.ref, "draft_id": draft.id, "file": draft.paper is Paper.ANSWER and bool(draft.letter_pdf)}
    turn.session.add(item)
    return item


def _demand_way(turn: Turn, case: Case, draft: Draft) -> None:
    """Let no restricted answer leave open (AvTS § 38 (3)), and none in a chat that its approver has not let go there."""
    in_chat = any(one.startswith(TELEGRAM) for one in draft.recipients)
    if case.restricted and (in_chat or not draft.sealed):
        raise RestrictedOpen(ref=case.ref)
    if in_chat and not draft.in_chat:
        raise NotInChat(ref=case.ref)


def _waiting_answer(turn: Turn, case: Case) -> OutboxItem | None:
    """Return the answer nobody has tried to send so far."""
    return turn.session.exec(select(OutboxItem).join(Draft, col(OutboxItem.draft_id) == col(Draft.id)).where(
        OutboxItem.case_id == case.id, Draft.paper == Paper.ANSWER, OutboxItem.state == Dispatch.PENDING,
        OutboxItem.tries == 0).with_for_update(of=OutboxItem)).first()  # fmt: skip


def _decided(turn: Turn, draft: Draft) -> OutboxItem | None:
    return turn.session.exec(select(OutboxItem).where(
        OutboxItem.draft_id == draft.id, col(OutboxItem.state) != Dispatch.WITHDRAWN)).first()  # fmt: skip
