"""Many letters at once: the plain new ones of a long queue are registered and acknowledged in few statements.

Every letter that is more than that (a thread, a machine, a repeat, one that must not wait) is filed by `file_letter`.
The rows are the same that `open_case` writes for one letter; tests/casework hold the two side by side.
"""

import secrets
from collections import Counter as Tally
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any, Final

from sqlalchemy import func, insert, update
from sqlmodel import SQLModel, col, or_, select

from casework.acknowledge import pause_after
from casework.assurance import assurance, doubts
from casework.clock import due_day, set_clock
from casework.letters import case_facts, sendable
from casework.propose import propose_handler
from casework.receive import GIVE_UP_AFTER, Waiting
from casework.register import SEEN_BEFORE, alert, file_letter, keep_suggestions
from casework.subjects import is_reply
from casework.thread import PLUS_TOKEN, TOKEN
from casework.turn import DIGEST, SYSTEM, Turn, event_hash
from casework.understand import Understood
from mail.letter import Letter
from replies.facts import CaseFacts, OfficeFacts
from replies.library import Library, Rendered
from rules.deadlines import deadline
from rules.kinds import Language
from rules.records import Dispatch, Filed, Way
from rules.references import find_references, format_reference
from storage.desk_tables import OutboxItem
from storage.tables import Attachment, Case, Counter, Event, Glanced, Ledger, Person, Suggestion
from storage.tables import Letter as LetterRow

PLACE_OF_REFERENCE: Final = "00-00000000"  # stands in a receipt that is filled for many cases

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _New:
    """A letter that begins a case, with its ledger row."""

    row: Ledger
    understood: Understood

    @property
    def letter(self) -> Letter:
        return self.understood.letter


def file_letters(turn: Turn, read: Mapping[int, Understood]) -> dict[int, Filed]:
    """Give each letter its outcome, in the order of the ledger; a second call changes nothing."""
    with turn.session.no_autoflush:
        rows = turn.session.exec(select(Ledger).where(
            col(Ledger.id).in_(read), Ledger.outcome == Filed.PENDING).order_by(col(Ledger.id)).with_for_update()).all()  # fmt: skip
    known = _known(turn, [(row, read[row.id or 0]) for row in rows])
    outcomes: dict[int, Filed] = {}
    plain: list[_New] = []
    for row in rows:
        one = read[row.id or 0]
        if _is_plain(turn, row, one) and not known & {row.digest, one.sameness} and sendable(one.letter.sender.address) and not _is_old(turn, row):
            known |= {row.digest, one.sameness} - {""}
            plain.append(_New(row, one))
            continue
        # What came before it may be its thread, or the same letter.
        _register(turn, plain)
        plain = []
        outcomes[row.id or 0] = file_letter(turn, row.id or 0, one)
        if one.at_a_glance and outcomes[row.id or 0] is Filed.CASE:
            case_id = turn.session.exec(select(Case.id).where(Case.ref == row.ref)).one()
            turn.session.add(Glanced(ledger_id=row.id or 0, case_id=case_id or 0))
        turn.session.flush()
    _register(turn, plain)
    return {row.id or 0: Filed.CASE for row in rows} | outcomes


def _is_plain(turn: Turn, row: Ledger, one: Understood) -> bool:
    """Tell whether a letter is surely the first of a matter: nothing in it may point to a case of ours."""
    letter = one.letter
    ours = TOKEN.search(" ".join((*letter.in_reply_to, *letter.references)))
    return (
        one.at_a_glance and not ours and not PLUS_TOKEN.search(" ".join(letter.delivered_to))
        and not find_references(letter.subject) and not is_reply(letter.subject) and not letter.canary and not row.folder.startswith("junk:")
    )  # fmt: skip


def _is_old(turn: Turn, row: Ledger) -> bool:
    """Tell whether the receipt depends on what the operator says of old letters: `acknowledge` knows."""
    limits = turn.office.receipts
    return limits.backlog != "send" and turn.now - row.received > limits.backlog_age


def _known(turn: Turn, read: Sequence[tuple[Ledger, Understood]]) -> set[str]:
    """Return the digests under which one of these letters was seen before."""
    digests = [row.digest for row, _ in read]
    sames = [one.sameness for _, one in read if one.sameness]
    found = turn.session.exec(select(Ledger.digest, Ledger.sameness).where(
        or_(col(Ledger.digest).in_(digests), col(Ledger.sameness).in_(sames)), col(Ledger.outcome).in_(SEEN_BEFORE)))  # fmt: skip
    return {digest for pair in found for digest in pair if digest}


def _register(turn: Turn, new: Sequence[_New]) -> None:
    if not new:
        return
    turn.session.flush()
    people = _people(turn, new)
    cases = _cases(turn, new, people)
    letters = [_letter_row(case, one) for case, one in zip(cases, new, strict=True)]
    _put_with_ids(turn, LetterRow, letters)
    _put(turn, Attachment, [
        {"letter_id": letter["id"], "name": part.name, "type": part.type, "size": part.size, "sha256": part.sha256}
        for letter, one in zip(letters, new, strict=True) for part in one.letter.attachments])  # fmt: skip
    _put(turn, Event, [_registered(turn, case) for case in cases])
    _put(turn, Glanced, [{"ledger_id": one.row.id, "case_id": case["id"]} for case, one in zip(cases, new, strict=True)])
    turn.session.execute(update(Ledger), [
        {"id": one.row.id, "outcome": Filed.CASE, "ref": case["ref"], "sameness": one.understood.sameness}
        for case, one in zip(cases, new, strict=True)])  # fmt: skip
    Receipts(turn).acknowledge(cases, letters, new)


def _people(turn: Turn, new: Sequence[_New]) -> dict[str, int]:
    """Return the person of each address, made where nobody is known there."""
    wanted = {one.letter.sender.address: one for one in reversed(new)}
    rows = turn.session.exec(select(Person.address, Person.id).where(
        col(Person.address).in_(wanted)).order_by(col(Person.id).desc()))  # fmt: skip
    known = {address: person_id or 0 for address, person_id in rows}
    fresh: list[Row] = [
        {"address": address, "name": one.letter.sender.name, "language": one.understood.suggestions.language}
        for address, one in wanted.items() if address not in known]  # fmt: skip
    _put_with_ids(turn, Person, fresh)
    return known | {row["address"]: row["id"] for row in fresh}


def _cases(turn: Turn, new: Sequence[_New], people: Mapping[str, int]) -> list[Row]:
    first = _take_numbers(turn, len(new))
    cases = []
    for number, one in enumerate(new, first):
        told, letter = one.understood.suggestions, one.letter
        cases.append({
            "ref": format_reference(turn.today.year, number), "token": secrets.token_hex(12), "channel": Way.MAIL,
            "mailbox": one.row.source.removeprefix("imap:"), "person_id": people[letter.sender.address],
            "kind": told.kind, "kind_confidence": told.kind_confidence, "language": told.language, "topic": told.topic,
            "expects_reply": told.expects_reply, "received": one.row.received,
            "assurance": assurance(letter), "doubts": list(doubts(letter.defects)),
        } | _clock(turn, one))  # fmt: skip
    _put_with_ids(turn, Case, cases)
    return cases


def _take_numbers(turn: Turn, count: int) -> int:
    year = turn.today.year
    counter = turn.session.exec(select(Counter).where(Counter.year == year).with_for_update()).first()
    counter = counter or Counter(year=year)
    first, counter.last = counter.last + 1, counter.last + count
    turn.session.add(counter)
    turn.session.flush()
    return first


def _clock(turn: Turn, one: _New) -> Row:
    calendar = turn.office.calendar
    registered = calendar.registration_day(one.row.received)
    found = deadline(one.understood.suggestions.kind, one.row.received, registered, calendar)
    if found is None:
        return {"registered": registered}
    return {"registered": registered, "rule": found.rule.id, "basis": found.basis, "due": due_day(turn, found),
            "safe": found.safe}  # fmt: skip


def _letter_row(case: Row, one: _New) -> Row:
    letter = one.letter
    return {
        "case_id": case["id"], "ledger_id": one.row.id, "incoming": True, "digest": one.row.digest,
        "message_id": letter.message_id, "in_reply_to": " ".join(letter.in_reply_to),
        "references": " ".join(letter.references), "at": one.row.received, "sender_name": letter.sender.name,
        "sender": letter.sender.address, "reply_to": letter.reply_to,
        "recipients": [each.address for each in (*letter.to, *letter.cc)], "subject": letter.subject,
        "text": letter.body, "new_text": letter.new_text, "defects": list(letter.defects),
    }  # fmt: skip


def _registered(turn: Turn, case: Row) -> Row:
    event = Event(case_id=case["id"], at=turn.now, who=SYSTEM, what="registered",
                  note=f"{case['kind']} {case.get('basis', '')} {case.get('due') or '-'}")  # fmt: skip
    return {"case_id": event.case_id, "at": event.at, "who": event.who, "what": event.what, "note": event.note,
            "hash": event_hash(event)}  # fmt: skip


def unread(turn: Turn, limit: int = 100) -> list[Waiting]:
    """Return the letters whose cases were registered at a glance, oldest first; those tried in vain come last."""
    rows = turn.session.exec(
        select(Ledger, Glanced.tries).join(Glanced, col(Glanced.ledger_id) == Ledger.id)
        .order_by(col(Glanced.tries), col(Glanced.ledger_id)).limit(limit))  # fmt: skip
    return [Waiting(row.id or 0, row.digest, row.source, row.folder, tries) for row, tries in rows]


def could_not_read(turn: Turn, ledger_id: int) -> None:
    """Note that a registered letter could not be read; the third time its case is left as it is, for a person to look."""
    glanced = turn.session.get_one(Glanced, ledger_id)
    glanced.tries += 1
    if glanced.tries < GIVE_UP_AFTER:
        turn.session.add(glanced)
        return
    case = turn.session.get_one(Case, glanced.case_id)
    turn.session.delete(glanced)
    propose_handler(turn, case)
    turn.note(case, SYSTEM, "not_understood")
    turn.tell(f"chat:{turn.office.chats.duty}", "new_case", case)


def complete_all(turn: Turn, read: Mapping[int, Understood]) -> None:
    """Write what a full reading tells on cases that were registered at a glance. A second call changes nothing.

    What a person has said meanwhile stands.
    """
    waiting = turn.session.exec(select(Glanced).where(col(Glanced.ledger_id).in_(read)).order_by(col(Glanced.ledger_id))).all()
    ids = [one.case_id for one in waiting]
    cases = {case.id: case for case in turn.session.exec(select(Case).where(col(Case.id).in_(ids)).with_for_update())}
    told_before = turn.session.exec(select(Suggestion).where(col(Suggestion.case_id).in_(ids))).all()  # filed as single letters
    with turn.session.no_autoflush:
        for old in told_before:
            turn.session.delete(old)
        turn.session.flush()
        for one in waiting:
            turn.session.delete(one)
            _complete_case(turn, cases[one.case_id], read[one.ledger_id])
        _complete_letters(turn, read)
        lines = {one.case_id: f"{case.kind} {case.basis} {case.due or '-'}" for one in waiting if (case := cases[one.case_id])}
        turn.note_each({case_id: ("understood", line) for case_id, line in lines.items()}, SYSTEM)
    turn.session.flush()
    known = {old.case_id for old in told_before}
    for one in waiting:
        alert(turn, cases[one.case_id], read[one.ledger_id])
        if one.case_id not in known:
            turn.tell(f"chat:{turn.office.chats.duty}", "new_case", cases[one.case_id], urgency=DIGEST)


def _complete_case(turn: Turn, case: Case, understood: Understood) -> None:
    told = understood.suggestions
    if not case.kind_by:
        case.kind, case.kind_confidence, case.other_kinds = told.kind, told.kind_confidence, [*map(str, told.other_kinds)]
        case.expects_reply, case.named_day = told.expects_reply, told.named_day
        set_clock(turn, case)
    case.topic, case.offence = case.topic or told.topic, case.offence or told.offence
    keep_suggestions(turn, case, understood)
    if not case.handler_id and not case.proposed_handler_id:
        propose_handler(turn, case)
    turn.touch(case)


def _complete_letters(turn: Turn, read: Mapping[int, Understood]) -> None:
    letters = turn.session.exec(select(LetterRow.id, LetterRow.ledger_id).where(col(LetterRow.ledger_id).in_(read))).all()
    turn.session.execute(update(LetterRow), [
        {"id": letter_id, "masked": read[ledger_id or 0].suggestions.masked} for letter_id, ledger_id in letters])  # fmt: skip
    with_files = {letter_id: read[ledger_id or 0] for letter_id, ledger_id in letters if read[ledger_id or 0].letter.attachments}
    rows = turn.session.exec(select(Attachment).where(col(Attachment.letter_id).in_(with_files))).all() if with_files else ()
    for row in rows:
        parts = with_files[row.letter_id].letter.attachments
        row.text = next((part.text or "" for part in parts if (part.sha256, part.name) == (row.sha256, row.name)), row.text)
        turn.session.add(row)


class Receipts:
    """The receipts of one group of cases: filled once for each day and language, numbered for each case."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._filled: dict[tuple[Language, date, date], Rendered] = {}
        self._given_today: Tally[str] = Tally()
        self._given_this_hour = 0

    def acknowledge(self, cases: Sequence[Row], letters: Sequence[Row], new: Sequence[_New]) -> None:
        wanted = [(case, letter, one) for case, letter, one in zip(cases, letters, new, strict=True)
                  if one.letter.automatic.may_acknowledge and one.row.receipts]  # fmt: skip
        self._count([letter["sender"] for _, letter, _ in wanted])
        receipts = [self._receipt(case, letter) for case, letter, _ in wanted]
        _put_with_ids(self._turn, LetterRow, [receipt for receipt, _ in receipts])
        _put(self._turn, OutboxItem, [
            self._item(case, one, receipt, html)
            for (case, _, one), (receipt, html) in zip(wanted, receipts, strict=True)])  # fmt: skip

    def _receipt(self, case: Row, letter: Row) -> tuple[Row, str]:
        text = self._text(case)
        ref = case["ref"]
        return {
            "case_id": case["id"], "answers_id": letter["id"], "incoming": False, "what": "receipt", "at": self._turn.now,
            "recipients": [letter["sender"]], "subject": text.subject.replace(PLACE_OF_REFERENCE, ref),
            "text": text.text.replace(PLACE_OF_REFERENCE, ref), "in_reply_to": letter["message_id"],
            "references": f"{letter['references']} {letter['message_id']}".strip(),
            "message_id": self._turn.message_id(case["token"]), "delivery": Dispatch.PENDING,
        }, text.html.replace(PLACE_OF_REFERENCE, ref)  # fmt: skip

    def _text(self, case: Row) -> Rendered:
        """Return the receipt with a place for the number: of a kind not known yet it names neither kind nor day."""
        key = (case["language"], self._turn.office.calendar.day_of(case["received"]), case["registered"])
        if key not in self._filled:
            facts = case_facts(self._turn, Case(**{**case, "ref": PLACE_OF_REFERENCE}))
            self._filled[key] = _filled(self._turn.office.library, self._turn.office.facts, case["language"], facts)
        return self._filled[key]

    def _item(self, case: Row, one: _New, receipt: Row, html: str) -> Row:
        return {
            "case_id": case["id"], "letter_id": receipt["id"], "what": "receipt", "channel": "mail",
            "recipient": one.letter.sender.address, "message_id": receipt["message_id"], "urgency": 3,
            "values": {"html": html, "automatic": True}, "decided": self._turn.now,
            "try_after": self._turn.now + self._pause(one.letter.sender.address),
        }  # fmt: skip

    def _count(self, addresses: Sequence[str]) -> None:
        """Count once for the group what has been given of late: `acknowledge` asks it for each letter."""
        now = self._turn.now
        self._given_today.update(dict(self._turn.session.exec(
            select(OutboxItem.recipient, func.count()).where(
                OutboxItem.what == "receipt", OutboxItem.decided > now - timedelta(days=1),
                col(OutboxItem.recipient).in_(addresses)).group_by(OutboxItem.recipient)).all()))  # fmt: skip
        if self._turn.office.receipts.per_hour:
            self._given_this_hour = self._turn.session.exec(
                select(func.count(col(OutboxItem.id))).where(
                    OutboxItem.what == "receipt", OutboxItem.decided > now - timedelta(hours=1))).one()  # fmt: skip

    def _pause(self, address: str) -> timedelta:
        hour, today = self._given_this_hour, self._given_today[address]
        self._given_this_hour += 1
        self._given_today[address] += 1
        return pause_after(self._turn, today, hour)


@lru_cache(maxsize=64)
def _filled(library: Library, office: OfficeFacts, language: Language, case: CaseFacts) -> Rendered:
    return library.render_bilingual("receipt", language, {"office": office, "case": case})


def _whole(table: type[SQLModel], row: Row) -> Row:
    return {**_defaults(table), **row}


@cache
def _blank(table: type[SQLModel]) -> tuple[tuple[str, Any, Any], ...]:
    """Return what a column of the table holds where nothing is said: its name, its value, what makes its value."""
    return tuple((name, field.default, field.default_factory) for name, field in table.model_fields.items()
                 if name != "id" and not field.is_required())  # fmt: skip


def _defaults(table: type[SQLModel]) -> Row:
    return {name: make() if make else value for name, value, make in _blank(table)}


def _put(turn: Turn, table: type[SQLModel], rows: Sequence[Row]) -> None:
    if rows:
        turn.session.execute(insert(table), [_whole(table, row) for row in rows])


def _put_with_ids(turn: Turn, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows and write on each the id it got."""
    if rows:
        key = table.__table__.c.id  # type: ignore[attr-defined]
        ids = turn.session.execute(
            insert(table).returning(key, sort_by_parameter_order=True), [_whole(table, row) for row in rows]).scalars()  # fmt: skip
        for row, number in zip(rows, ids, strict=True):
            row["id"] = number
