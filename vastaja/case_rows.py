"""The register and the ledger as rows for the command line: the contract's JSON, read in few queries."""

from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from casework.turn import Turn
from rules.kinds import Kind
from rules.life import ANSWERED, State
from rules.records import Dispatch, Filed, Receipt, Way
from storage.desk_tables import Draft, Official, OutboxItem
from storage.tables import Case, Event, Ledger, Letter
from vastaja.show import moment

AT_ONCE = 500  # rows held in memory
Receipted = aliased(Letter)


def case_rows(
    turn: Turn, is_open: bool = False, overdue: bool = False, kind: Kind | None = None
) -> list[dict[str, Any]]:
    """Return the cases in the order of their numbers."""
    wanted = select(Case).order_by(col(Case.id))
    if is_open:
        wanted = wanted.where(Case.state != State.CLOSED)
    if overdue:
        wanted = wanted.where(col(Case.state).not_in(ANSWERED), col(Case.due) < turn.today)
    if kind:
        wanted = wanted.where(Case.kind == kind)
    names, letters = _names(turn), _letters_by_case(turn)
    return [_case(case, names, letters.get(case.id or 0, 0), turn.office.calendar.zone)
            for case in turn.session.exec(wanted.execution_options(yield_per=AT_ONCE))]  # fmt: skip


def whole_case(turn: Turn, ref: str) -> dict[str, Any]:
    """Return one case with its letters, drafts, what goes out and its history. Raises NoSuchCase."""
    case, zone = turn.case(ref), turn.office.calendar.zone
    names = _names(turn)
    letters = _all_of(turn, Letter, case)
    return {
        **_case(case, names, len(letters), zone),
        "letters": [_letter(letter, zone) for letter in letters],
        "drafts": [_draft(draft, names) for draft in _all_of(turn, Draft, case)],
        "outbox": [outbox_row(item) for item in _all_of(turn, OutboxItem, case)],
        "events": [{"at": moment(event.at, zone), "who": event.who, "what": event.what}
                   for event in _all_of(turn, Event, case)],
    }  # fmt: skip


def ledger_rows(turn: Turn) -> Iterator[dict[str, Any]]:
    """Yield every message ever seen, in the order it came."""
    zone, last = turn.office.calendar.zone, 0
    while rows := turn.session.exec(
            select(Ledger).where(col(Ledger.id) > last).order_by(col(Ledger.id)).limit(AT_ONCE)).all():  # fmt: skip
        receipts = _receipts(turn, rows)
        for row in rows:
            yield _ledger_row(row, receipts.get(row.id or 0, Receipt.NONE), zone)
        last = rows[-1].id or 0
        turn.session.expunge_all()


def outbox_row(item: OutboxItem) -> dict[str, Any]:
    return {
        "id": item.id, "what": item.what, "to": item.recipient, "state": item.state, "tries": item.tries,
        "message_id": item.message_id,
    }  # fmt: skip


def _case(case: Case, names: dict[int | None, str], letters: int, zone: tzinfo) -> dict[str, Any]:
    return {
        "ref": case.ref,
        "state": case.state,
        "kind": case.kind,
        "language": case.language,
        "channel": case.channel,
        "received": moment(case.received, zone),
        "registered": case.registered.isoformat(),
        "due": _day(case.due),
        "safe": _day(case.safe),
        "handler": names.get(case.handler_id, ""),
        "topic": case.topic,
        "media": case.media,
        "child": case.child,
        "restricted": case.restricted,
        "letters": letters,
    }


def _letter(letter: Letter, zone: tzinfo) -> dict[str, Any]:
    return {
        "direction": "in" if letter.incoming else "out",
        "message_id": letter.message_id,
        "in_reply_to": letter.in_reply_to,
        "date": moment(letter.at, zone),
        "delivery": letter.delivery or "",
    }


def _draft(draft: Draft, names: dict[int | None, str]) -> dict[str, Any]:
    return {"version": draft.version, "hash": draft.hash, "approved_by": names.get(draft.approved_by_id, "")}


def _ledger_row(row: Ledger, receipt: Receipt, zone: tzinfo) -> dict[str, Any]:
    return {
        "id": row.id,
        "source": row.source,
        "uidvalidity": row.uidvalidity,
        "uid": row.uid,
        "update_id": row.update_id,
        "path": row.path,
        "digest": row.digest,
        "seen": moment(row.seen, zone),
        "outcome": row.outcome,
        "ref": row.ref,
        "receipt": receipt,
        "why": row.why,
    }


def _receipts(turn: Turn, rows: Sequence[Ledger]) -> dict[int, Receipt]:
    """Return how far the receipts of these messages have come; messages that got none are absent."""
    ids = [row.id for row in rows if row.outcome is Filed.CASE]
    by_mail = turn.session.exec(
        select(Letter.ledger_id, OutboxItem.state)
        .join(Receipted, col(Receipted.answers_id) == Letter.id)
        .join(OutboxItem, col(OutboxItem.letter_id) == Receipted.id)
        .where(col(Letter.ledger_id).in_(ids), Receipted.what == "receipt"))  # fmt: skip
    by_chat = turn.session.exec(
        select(Letter.ledger_id, OutboxItem.state)
        .join(Case, col(Case.id) == Letter.case_id)
        .join(OutboxItem, col(OutboxItem.case_id) == Case.id)
        .where(col(Letter.ledger_id).in_(ids), Case.channel == Way.TELEGRAM, OutboxItem.what == "to_citizen")
        .order_by(col(OutboxItem.id).desc()))  # fmt: skip
    return {ledger_id or 0: _receipt(Dispatch(state)) for found in (by_mail, by_chat) for ledger_id, state in found}


def _receipt(state: Dispatch) -> Receipt:
    return Receipt.NEVER if state is Dispatch.WITHDRAWN else Receipt(state.value)


def _names(turn: Turn) -> dict[int | None, str]:
    return {row.id: row.name for row in turn.session.exec(select(Official))}


def _letters_by_case(turn: Turn) -> dict[int, int]:
    return dict(turn.session.exec(select(Letter.case_id, func.count()).group_by(col(Letter.case_id))).all())


def _all_of(turn: Turn, table: Any, case: Case) -> Sequence[Any]:
    return turn.session.exec(select(table).where(table.case_id == case.id).order_by(table.id)).all()


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
