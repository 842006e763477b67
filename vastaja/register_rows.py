"""The register of an office as rows in the names of a DHX capsule (version 2.1), persons suppressed (AvTS § 12 (3¹))."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Final

from sqlmodel import col, select

from casework.letterhead import Direction, numbers_for
from casework.numbering import DOCUMENTS
from casework.record import sender_of, title_of, type_of
from casework.turn import Turn
from rules.kinds import Kind
from rules.records import Dispatch, Way
from rules.restrictions import basis, ends_with_decision, identifier
from storage.desk_tables import Official
from storage.register_tables import RegisterNumber, Restriction
from storage.tables import Case, Letter

AT_ONCE: Final = 500  # rows held in memory
PUBLIC, RESTRICTED = "Avalik", "AK"
DECISION: Final = "järelevalve otsuse jõustumine"
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
CHANNELS: Final = {
    Way.MAIL: "e-post", Way.TELEGRAM: "Telegram", Way.PAPER: "post", Way.PHONE: "telefon", Way.IN_PERSON: "isiklikult",
    Way.OTHER_SYSTEM: "dokumendivahetus",
}  # fmt: skip
TYPES: Final = {
    "answer": "vastus", "extension": "tähtaja pikendamise teade", "clarification": "täpsustuspalve", "forwarding": "edastamise teade",
    "forwarding_body": "edastuskiri", "refusal_to_answer": "vastamisest keeldumine", "late_notice": "hilinemise teade",
}  # fmt: skip
COLUMNS: Final = (
    "Direction", "CaseReference", "RecordType", "RecordOriginalIdentifier", "RecordDateRegistered", "RecordTitle", "RecordLanguage",
    "ReplyDueDate", "InitiatorRecordOriginalIdentifier", "InitiatorRecordDate", "Correspondent", "DateReceivedOrSent", "Channel",
    "Series", "ResponsibleUnit", "Responsible", "AccessConditionsCode", "RestrictionIdentifier", "RestrictionBasis",
    "RestrictionBeginDate", "RestrictionEndDate", "RestrictionEndEvent", "InformationOwner",
)  # fmt: skip

Row = dict[str, str]


def register_rows(turn: Turn, since: date) -> Iterator[Row]:
    """Yield a row for each letter that came and each document of ours that went out, registered or sent on `since` or later."""
    last = 0
    while cases := turn.session.exec(
            select(Case).where(col(Case.id) > last, Case.registered >= since).order_by(col(Case.id)).limit(AT_ONCE)).all():  # fmt: skip
        yield from (row for row in _rows_of(turn, cases, {case.id or 0: None for case in cases}))
        last = cases[-1].id or 0
        turn.session.expunge_all()
    yield from _sent(turn, since)


def safe_cell(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value


def _sent(turn: Turn, since: date) -> Iterator[Row]:
    begun, last = datetime.combine(since, time(), turn.office.calendar.zone), 0
    while found := turn.session.exec(
            select(Letter, Case).join(Case, col(Case.id) == col(Letter.case_id)).where(
                col(Letter.id) > last, col(Letter.what).in_(DOCUMENTS), Letter.delivery == Dispatch.SENT, Letter.at >= begun)
            .order_by(col(Letter.id)).limit(AT_ONCE)).all():  # fmt: skip
        for letter, case in found:
            yield from _rows_of(turn, [case], {case.id or 0: letter})
        last = found[-1][0].id or 0
        turn.session.expunge_all()


def _rows_of(turn: Turn, cases: Sequence[Case], letters: dict[int, Letter | None]) -> Iterator[Row]:
    ids = [case.id or 0 for case in cases]
    numbers = numbers_for(turn, ids)
    marked = {row.case_id: row for row in turn.session.exec(select(Restriction).where(col(Restriction.case_id).in_(ids)))}
    names = dict(turn.session.exec(select(Official.id, Official.name)).all())
    for case in cases:
        letter = letters[case.id or 0]
        row = {**_common(turn, case, names), **_access(turn, case, marked.get(case.id or 0))}
        yield row | (_incoming(turn, case, numbers) if letter is None else _outgoing(turn, case, letter, numbers))


def _common(turn: Turn, case: Case, names: dict[int | None, str]) -> Row:
    return dict.fromkeys(COLUMNS, "") | {
        "CaseReference": case.ref, "RecordTitle": title_of(case), "RecordLanguage": str(case.language),
        "Correspondent": sender_of(turn, case), "Channel": CHANNELS[case.channel], "Series": turn.office.series,
        "ResponsibleUnit": turn.office.facts.unit, "Responsible": names.get(case.handler_id, ""),
        "InformationOwner": turn.office.facts.name,
    }  # fmt: skip


def _incoming(turn: Turn, case: Case, numbers: dict[int, dict[Direction, RegisterNumber]]) -> Row:
    held = numbers.get(case.id or 0, {})
    ours, theirs = held.get(Direction.IN), held.get(Direction.THEIRS)
    return {
        "Direction": "sisse", "RecordType": type_of(case), "RecordOriginalIdentifier": ours.number if ours else case.ref,
        "RecordDateRegistered": case.registered.isoformat(), "ReplyDueDate": case.due.isoformat() if case.due else "",
        "InitiatorRecordOriginalIdentifier": theirs.number if theirs else "",
        "InitiatorRecordDate": theirs.day.isoformat() if theirs and theirs.day else "",
        "DateReceivedOrSent": turn.office.calendar.day_of(case.received).isoformat(),
    }  # fmt: skip


def _outgoing(turn: Turn, case: Case, letter: Letter, numbers: dict[int, dict[Direction, RegisterNumber]]) -> Row:
    """Our letter names the one it answers: the number of the letter that came stands as the initiator's."""
    row = turn.session.exec(select(RegisterNumber).where(RegisterNumber.letter_id == letter.id)).first()
    came, sent = numbers.get(case.id or 0, {}).get(Direction.IN), turn.office.calendar.day_of(letter.at).isoformat()
    registered = row.day.isoformat() if row and row.day else sent
    kind = TYPES.get(letter.what, letter.what)
    return {
        "Direction": "välja", "RecordType": kind, "RecordOriginalIdentifier": row.number if row else case.ref,
        "RecordTitle": f"{kind.capitalize()}: {title_of(case)}" if case.kind is not Kind.OTHER else kind.capitalize(),
        "RecordDateRegistered": registered, "InitiatorRecordOriginalIdentifier": came.number if came else case.ref,
        "InitiatorRecordDate": case.registered.isoformat(), "DateReceivedOrSent": sent,
    }  # fmt: skip


def _access(turn: Turn, case: Case, marked: Restriction | None) -> Row:
    if not case.restricted or marked is None or not marked.points:
        return {"AccessConditionsCode": PUBLIC}
    return {
        "AccessConditionsCode": RESTRICTED, "RestrictionIdentifier": " ".join(identifier(one) for one in marked.points),
        "RestrictionBasis": basis(marked.points), "RestrictionBeginDate": marked.begun.isoformat(),
        "RestrictionEndDate": marked.until.isoformat() if marked.until else "",
        "RestrictionEndEvent": DECISION if ends_with_decision(marked.points) else "",
    }  # fmt: skip
