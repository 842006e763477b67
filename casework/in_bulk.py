"""Many letters at once: the plain new ones of a long queue are registered and acknowledged in few statements.

Every letter that is more than that (a thread, a machine, a repeat, one that must not wait) is filed by `file_letter`.
The rows are the same that `open_case` writes for one letter; tests/casework hold the two side by side.
"""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select
from sqlalchemy import select as columns
from sqlmodel import col, or_, select

from casework.assurance import assurance, doubts
from casework.clock import due_day
from casework.letters import sendable
from casework.receipts_in_bulk import Receipts, Wanted
from casework.register import SEEN_BEFORE, file_alone, file_letter
from casework.subjects import is_reply
from casework.thread import PLUS_TOKEN, TOKEN
from casework.turn import SYSTEM, Turn, chained
from casework.understand import Understood
from mail.letter import Letter
from rules.deadlines import deadline
from rules.kinds import Kind
from rules.records import Filed, Way
from rules.references import find_references, format_reference
from storage.bulk import Row, ask, change, columns_of, put, put_with_ids, several
from storage.tables import Attachment, Case, Counter, Event, Glanced, Ledger, Person
from storage.tables import Letter as LetterRow


@dataclass(frozen=True, slots=True)
class _Place:
    """What the ledger says of a letter that waits."""

    id: int
    source: str
    folder: str
    digest: str
    received: datetime
    receipts: bool


@dataclass(frozen=True, slots=True)
class _New:
    """A letter that begins a case, with its place in the ledger."""

    place: _Place
    understood: Understood

    @property
    def letter(self) -> Letter:
        return self.understood.letter


def file_letters(turn: Turn, read: Mapping[int, Understood]) -> dict[int, Filed]:
    """Give each letter its outcome, in the order of the ledger; a second call changes nothing."""
    file_alone(turn)
    places = _waiting(turn, read)
    known = _known(turn, [(place, read[place.id]) for place in places])
    outcomes = {place.id: Filed.CASE for place in places}
    plain: list[_New] = []
    for place in places:
        new = _New(place, read[place.id])
        if _is_plain(turn, new) and not known & {place.digest, new.understood.sameness}:
            known |= {place.digest, new.understood.sameness} - {""}
            plain.append(new)
            continue
        # What came before it may be its thread, or the same letter.
        _register(turn, plain)
        plain = []
        outcomes[place.id] = _file_alone(turn, new)
    _register(turn, plain)
    return outcomes


def _waiting(turn: Turn, ids: Iterable[int]) -> list[_Place]:
    """Return the letters that have no outcome yet, held till the end of the turn."""
    return [_Place(*row) for row in ask(turn.session, _pending(), {"ids": list(ids)})]


@cache
def _pending() -> Select[Any]:
    row = columns_of(Ledger)
    wanted = columns(*(row[one.name] for one in fields(_Place))).where(row["id"].in_(several("ids")), row["outcome"] == Filed.PENDING)
    return wanted.order_by(row["id"]).with_for_update()


def _file_alone(turn: Turn, new: _New) -> Filed:
    outcome = file_letter(turn, new.place.id, new.understood)
    if new.understood.at_a_glance and outcome is Filed.CASE:
        case_of = select(Case.id).join(Ledger, col(Ledger.ref) == Case.ref).where(Ledger.id == new.place.id)
        turn.session.add(Glanced(ledger_id=new.place.id, case_id=turn.session.exec(case_of).one() or 0))
    turn.session.flush()
    return outcome


def _is_plain(turn: Turn, new: _New) -> bool:
    """Tell whether a letter is surely the first of a matter, and can be answered: nothing in it may point to a case of ours."""
    letter = new.letter
    ours = TOKEN.search(" ".join((*letter.in_reply_to, *letter.references)))
    return (
        new.understood.at_a_glance and not ours and not PLUS_TOKEN.search(" ".join(letter.delivered_to))
        and not find_references(letter.subject) and not is_reply(letter.subject) and not letter.canary
        and not new.place.folder.startswith("junk:") and sendable(letter.sender.address) and not _is_old(turn, new.place)
    )  # fmt: skip


def _is_old(turn: Turn, place: _Place) -> bool:
    """Tell whether the receipt depends on what the operator says of old letters: `acknowledge` knows."""
    limits = turn.office.receipts
    return limits.backlog != "send" and turn.now - place.received > limits.backlog_age


def _known(turn: Turn, read: Sequence[tuple[_Place, Understood]]) -> set[str]:
    """Return the digests under which one of these letters was seen before."""
    digests = [place.digest for place, _ in read]
    sames = [one.sameness for _, one in read if one.sameness]
    found = turn.session.exec(select(Ledger.digest, Ledger.sameness).where(
        or_(col(Ledger.digest).in_(digests), col(Ledger.sameness).in_(sames)), col(Ledger.outcome).in_(SEEN_BEFORE)))  # fmt: skip
    return {digest for pair in found for digest in pair if digest}


def _register(turn: Turn, new: Sequence[_New]) -> None:
    if not new:
        return
    people = _people(turn, new)
    cases = _cases(turn, new, people)
    letters = [_letter_row(case, one) for case, one in zip(cases, new, strict=True)]
    put_with_ids(turn.session, LetterRow, letters)
    put(turn.session, Attachment, [
        {"letter_id": letter["id"], "name": part.name, "type": part.type, "size": part.size, "sha256": part.sha256}
        for letter, one in zip(letters, new, strict=True) for part in one.letter.attachments])  # fmt: skip
    put(turn.session, Event, [_registered(turn, case) for case in cases])
    put(turn.session, Glanced, [{"ledger_id": one.place.id, "case_id": case["id"]} for case, one in zip(cases, new, strict=True)])
    change(turn.session, Ledger, [
        {"id": one.place.id, "outcome": Filed.CASE, "ref": case["ref"], "sameness": one.understood.sameness}
        for case, one in zip(cases, new, strict=True)])  # fmt: skip
    Receipts(turn).acknowledge([
        Wanted(case, letter) for case, letter, one in zip(cases, letters, new, strict=True)
        if one.letter.automatic.may_acknowledge and one.place.receipts])  # fmt: skip


def _people(turn: Turn, new: Sequence[_New]) -> dict[str, int]:
    """Return the person of each address, made where nobody is known there."""
    wanted = {one.letter.sender.address: one for one in reversed(new)}
    rows = turn.session.exec(select(Person.address, Person.id).where(
        col(Person.address).in_(wanted)).order_by(col(Person.id).desc()))  # fmt: skip
    known = {address: person_id or 0 for address, person_id in rows}
    fresh: list[Row] = [
        {"address": address, "name": one.letter.sender.name, "language": one.understood.suggestions.language}
        for address, one in wanted.items() if address not in known]  # fmt: skip
    put_with_ids(turn.session, Person, fresh)
    return known | {row["address"]: row["id"] for row in fresh}


def _cases(turn: Turn, new: Sequence[_New], people: Mapping[str, int]) -> list[Row]:
    first, clocks, cases = _take_numbers(turn, len(new)), _Clocks(turn), []
    for number, one in enumerate(new, first):
        told, letter = one.understood.suggestions, one.letter
        cases.append({
            "ref": format_reference(turn.today.year, number), "token": secrets.token_hex(12), "channel": Way.MAIL,
            "mailbox": one.place.source.removeprefix("imap:"), "person_id": people[letter.sender.address],
            "kind": told.kind, "kind_confidence": told.kind_confidence, "language": told.language, "topic": told.topic,
            "expects_reply": told.expects_reply, "received": one.place.received,
            "assurance": assurance(letter), "doubts": list(doubts(letter.defects)), **clocks.dates(told.kind, one.place.received),
        })  # fmt: skip
    put_with_ids(turn.session, Case, cases)
    return cases


def _take_numbers(turn: Turn, count: int) -> int:
    year = turn.today.year
    counter = turn.session.exec(select(Counter).where(Counter.year == year).with_for_update()).first()
    counter = counter or Counter(year=year)
    first, counter.last = counter.last + 1, counter.last + count
    turn.session.add(counter)
    turn.session.flush()
    return first


class _Clocks:
    """Counts each day's term once: what a glance takes a letter for has a term in days."""

    def __init__(self, turn: Turn) -> None:
        self._turn = turn
        self._counted: dict[tuple[Kind, date], Row] = {}

    def dates(self, kind: Kind, received: datetime) -> Row:
        key = (kind, self._turn.office.calendar.day_of(received))
        if key not in self._counted:
            self._counted[key] = self._count(kind, received)
        return self._counted[key]

    def _count(self, kind: Kind, received: datetime) -> Row:
        calendar = self._turn.office.calendar
        registered = calendar.registration_day(received)
        found = deadline(kind, received, registered, calendar)
        if found is None:
            return {"registered": registered}
        return {"registered": registered, "rule": found.rule.id, "basis": found.basis, "due": due_day(self._turn, found),
                "safe": found.safe}  # fmt: skip


def _letter_row(case: Row, one: _New) -> Row:
    letter = one.letter
    return {
        "case_id": case["id"], "ledger_id": one.place.id, "incoming": True, "digest": one.place.digest,
        "message_id": letter.message_id, "in_reply_to": " ".join(letter.in_reply_to),
        "references": " ".join(letter.references), "at": one.place.received, "sender_name": letter.sender.name,
        "sender": letter.sender.address, "reply_to": letter.reply_to,
        "recipients": [each.address for each in (*letter.to, *letter.cc)], "subject": letter.subject,
        "text": letter.body, "new_text": letter.new_text, "defects": list(letter.defects),
    }  # fmt: skip


def _registered(turn: Turn, case: Row) -> Row:
    note = f"{case['kind']} {case.get('basis', '')} {case.get('due') or '-'}"
    return {"case_id": case["id"], "at": turn.now, "who": SYSTEM, "what": "registered", "note": note,
            "hash": chained("", case["id"], turn.now, SYSTEM, "registered", note)}  # fmt: skip
