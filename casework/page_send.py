"""An approved answer on the content page, before it leaves: what has come since, who may send it, and how it goes by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import col, select

from casework.handled import handled_case
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals import NotHandler
from casework.refusals_of_letters import NothingPrepared
from casework.since import since_approval
from casework.turn import Turn
from casework.word_edit import FileOut
from rules.records import Dispatch, Paper
from rules.rights import may_use
from storage.desk_tables import Draft, OutboxItem
from storage.paper_tables import HandOver
from storage.tables import Case

TELEGRAM: Final = "telegram:"


@dataclass(frozen=True, slots=True)
class SendDesk:
    """What the sender sees. `news`: names of what has come since the approval (casework/since.py)."""

    news: tuple[str, ...]
    state: Dispatch | None  # None: nobody has decided to send it
    goes_at: datetime | None  # till when it may be taken back
    only_in_chat: bool  # its reader has told no address, and the approval does not let it into the chat
    sealed_only: bool  # restricted: not by an open mail
    has_pdf: bool
    signed_by: str  # whose signature the container bears that will leave
    prepared: str  # the way by hand (rules/records.py, HandedBy) that waits for day and proof, or ""
    label: bool  # of an envelope


def send_desk(turn: Turn, who: Staff, ref: str) -> SendDesk | None:
    """Return how the approved answer stands for who may send it, None for everybody else and where nothing is approved.

    Raises NoSuchCase, NoDraft.
    """
    case = turn.case(ref)
    draft = latest_draft(turn, case)
    if draft.paper is not Paper.ANSWER or draft.approved_at is None or draft.sent_at or not _may_send(turn, who, case):
        return None
    item, hand = _decided(turn, draft), _prepared(turn, draft)
    undoable = item and item.state is Dispatch.PENDING and not item.tries
    in_chat = any(one.startswith(TELEGRAM) for one in draft.recipients)
    return SendDesk(
        news=since_approval(turn, ref), state=item.state if item else None, goes_at=item.try_after if item and undoable else None,
        only_in_chat=in_chat and not draft.in_chat, sealed_only=case.restricted and (in_chat or not draft.sealed),
        has_pdf=bool(draft.letter_pdf), signed_by=str(draft.signed.get("signer", "")) if draft.signed else "",
        prepared=hand.way if hand else "", label=bool(hand and hand.label_pdf),
    )  # fmt: skip


def label_of(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the label of the envelope that was prepared last, on record. Raises NoSuchCase, NotHandler, NoDraft, NothingPrepared."""
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    hand = _prepared(turn, draft)
    if hand is None or not hand.label_pdf:
        raise NothingPrepared(ref=case.ref)
    turn.note(case, who.label, "opened_label", f"v{draft.version}")
    return FileOut(f"{case.ref}-aadress.pdf", turn.originals.read(hand.label_pdf), draft.version)


def signed_of(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the signed container that was given back, on record. Raises NoSuchCase, NotHandler, NoDraft, NothingPrepared."""
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    if not draft.signed:
        raise NothingPrepared(ref=case.ref)
    turn.note(case, who.label, "opened_signed", f"v{draft.version}")
    return FileOut(draft.signed["name"], turn.originals.read(draft.signed["sha256"]), draft.version)


def _may_send(turn: Turn, who: Staff, case: Case) -> bool:
    try:
        handled_case(turn, who, case.ref)
    except NotHandler:
        return False
    return may_use(who.roles, "saada")


def _decided(turn: Turn, draft: Draft) -> OutboxItem | None:
    return turn.session.exec(select(OutboxItem).where(
        OutboxItem.draft_id == draft.id, col(OutboxItem.state) != Dispatch.WITHDRAWN).order_by(col(OutboxItem.id).desc())).first()  # fmt: skip


def _prepared(turn: Turn, draft: Draft) -> HandOver | None:
    return turn.session.exec(select(HandOver).where(
        HandOver.draft_id == draft.id, col(HandOver.recorded_at).is_(None)).order_by(col(HandOver.id).desc()).limit(1)).first()  # fmt: skip
