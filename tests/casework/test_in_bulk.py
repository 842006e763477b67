"""Many letters at once: the same cases, receipts and histories as one by one, and nothing twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel, col, select

from casework.catch_up import complete_all, could_not_read, unread
from casework.desk import Desk
from casework.in_bulk import file_letters
from casework.outbox import Told, claim, settle, settle_and_claim
from casework.receive import Arrival, take_in
from casework.register import file_letter
from casework.understand import glance_at_octets, understand_octets
from rules.kinds import Child, Kind
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from storage.tables import Case, Event, Glanced, Ledger
from storage.tables import Letter as LetterRow
from tests.house import People, letter

QUESTION = "Palun selgitage, kes maksab hooldekodu eest, kui vanaema kolib teise valda."
DANGER = "Appi! Naabrid peksavad praegu oma last, laps karjub, tulge kohe!"
# What differs by its nature: chance, and the numbers of rows.
CHANCE = {"id", "token", "message_id", "case_id", "ledger_id", "answers_id", "letter_id", "person_id", "hash", "previous"}


def take(desk: Desk, folder: Path, *raws: bytes) -> list[int]:
    digests = Originals(folder).keep_all(list(raws))
    first = len(desk.look_now(lambda turn: turn.session.exec(select(Ledger)).all())) + 1
    arrivals = [Arrival(digest, len(raw), desk.clock(), 1, uid) for uid, (raw, digest) in enumerate(zip(raws, digests, strict=True), first)]
    return desk.do_now(take_in, "imap:info", "INBOX", arrivals)


def file_many(desk: Desk, folder: Path, *raws: bytes) -> list[Filed]:
    ids = take(desk, folder, *raws)
    seen = {one: glance_at_octets(raw, desk.office.senders) for one, raw in zip(ids, raws, strict=True)}
    done = desk.do_now(file_letters, seen)
    return [done[one] for one in ids]


def rows(desk: Desk, table: type[SQLModel], *where: Any) -> list[Mapping[str, Any]]:
    found = desk.look_now(lambda turn: turn.session.exec(select(table).where(*where).order_by(table.id)).all())  # type: ignore[attr-defined]
    return [{name: value for name, value in one.model_dump().items() if name not in CHANCE} for one in found]


def chain(desk: Desk, ref: str) -> list[Event]:
    wanted = select(Event).join(Case, col(Case.id) == Event.case_id).where(Case.ref == ref).order_by(col(Event.id))
    return desk.look_now(lambda turn: list(turn.session.exec(wanted)))


def some(number: int = 1, text: str = QUESTION, **head: Any) -> bytes:
    return letter(text, sender=f"Kadri <kadri{number}@post.example>", message_id=f"<m{number}@post.example>", **head)


def test_in_bulk_the_same_stands_in_every_table_as_for_one_letter(desk: Desk, tmp_path: Path) -> None:
    ids = take(desk, tmp_path, some(1), some(2))
    seen = [glance_at_octets(raw, desk.office.senders) for raw in (some(1), some(2))]
    desk.do_now(file_letter, ids[0], seen[0])
    desk.do_now(file_letters, {ids[1]: seen[1]})
    for table, where, own in (
        (Case, (), {"ref", "proposed_handler_id"}), (LetterRow, (), {"sender", "recipients", "subject", "text", "digest", "references", "in_reply_to"}),
        (OutboxItem, (OutboxItem.channel == "mail",), {"recipient", "values"}), (Event, (), set()),
        (Ledger, (), {"uid", "digest", "sameness", "ref"}),
    ):  # fmt: skip
        found = [{name: value for name, value in one.items() if name not in own} for one in rows(desk, table, *where)]
        half = len(found) // 2
        assert found[:half] == found[half:], table.__name__


def test_each_receipt_bears_the_number_of_its_own_case(desk: Desk, tmp_path: Path) -> None:
    assert set(file_many(desk, tmp_path, *map(some, range(5)))) == {Filed.CASE}
    receipts = [one for one in rows(desk, LetterRow) if one["what"] == "receipt"]
    refs = [one["ref"] for one in rows(desk, Case)]
    assert refs == [f"26-000{number}" for number in range(1, 6)]
    for number, (ref, receipt) in enumerate(zip(refs, receipts, strict=True)):
        assert ref in receipt["subject"]
        assert ref in receipt["text"]
        assert "00-0000" not in receipt["subject"] + receipt["text"]
        assert receipt["recipients"] == [f"kadri{number}@post.example"]
    assert all(refs[n] in one["values"]["html"] for n, one in enumerate(rows(desk, OutboxItem, OutboxItem.channel == "mail")))


def test_the_same_letter_twice_in_one_group_makes_one_case(desk: Desk, tmp_path: Path) -> None:
    assert file_many(desk, tmp_path, some(1), some(1), some(2)) == [Filed.CASE, Filed.DUPLICATE, Filed.CASE]


def test_an_answer_to_our_receipt_joins_its_case_in_a_queue_too(desk: Desk, tmp_path: Path) -> None:
    file_many(desk, tmp_path, some(1))
    receipt = desk.look_now(lambda turn: turn.session.exec(select(LetterRow).where(LetterRow.what == "receipt")).one())
    answer = letter("Lisan veel ühe asja.", sender="Kadri <kadri1@post.example>", message_id="<m9@post.example>",
                    headers={"In-Reply-To": receipt.message_id})  # fmt: skip
    assert file_many(desk, tmp_path, some(2), answer, some(3)) == [Filed.CASE, Filed.FOLLOW_UP, Filed.CASE]


def test_filing_a_group_again_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    ids = take(desk, tmp_path, some(1), some(2))
    seen = {one: glance_at_octets(some(n), desk.office.senders) for n, one in enumerate(ids, 1)}
    desk.do_now(file_letters, seen)
    assert desk.do_now(file_letters, seen) == {}
    assert len(rows(desk, Case)) == 2
    assert len(rows(desk, OutboxItem, OutboxItem.channel == "mail")) == 2


def test_a_child_in_danger_does_not_wait_in_the_queue(desk: Desk, people: People, tmp_path: Path) -> None:
    file_many(desk, tmp_path, some(1), some(2, text=DANGER), some(3))
    assert [one["child"] for one in rows(desk, Case)] == [Child.NONE, Child.DANGER, Child.NONE]
    alerts = rows(desk, OutboxItem, OutboxItem.what == "child_alert")
    assert [one["urgency"] for one in alerts[:1]] == [0]
    assert len(desk.look_now(unread)) == 2


def test_what_was_registered_at_a_glance_is_understood_later_once(desk: Desk, people: People, tmp_path: Path) -> None:
    raw = some(1, text="Esitan teabenõude. Palun saatke mulle koopia hooldekodu järelevalve aktist.")
    file_many(desk, tmp_path, raw)
    (waiting,) = desk.look_now(unread)
    before = rows(desk, Case)[0]
    assert (before["kind_confidence"], before["proposed_handler_id"]) == (0.0, None)
    read = {waiting.id: understand_octets(raw, desk.office.senders)}
    desk.do_now(complete_all, read)
    desk.do_now(complete_all, read)
    after = rows(desk, Case)[0]
    assert after["kind"] is Kind.INFORMATION
    assert after["due"] < before["due"]
    assert after["proposed_handler_id"]
    assert desk.look_now(unread) == []
    assert len(rows(desk, OutboxItem, OutboxItem.what == "new_case")) == 1
    assert rows(desk, LetterRow)[0]["masked"]


def test_what_an_official_said_meanwhile_stands(desk: Desk, people: People, tmp_path: Path) -> None:
    raw = some(1, text="Esitan teabenõude. Palun saatke mulle koopia hooldekodu järelevalve aktist.")
    file_many(desk, tmp_path, raw)

    def say(turn: Any) -> None:
        case = turn.case("26-0001")
        case.kind, case.kind_by = Kind.COMPLAINT, people.mari.label

    desk.do_now(say)
    (waiting,) = desk.look_now(unread)
    desk.do_now(complete_all, {waiting.id: understand_octets(raw, desk.office.senders)})
    assert rows(desk, Case)[0]["kind"] is Kind.COMPLAINT


def test_a_registered_letter_nobody_can_read_is_told_and_left_to_a_person(desk: Desk, people: People, tmp_path: Path) -> None:
    file_many(desk, tmp_path, some(1))
    (waiting,) = desk.look_now(unread)
    for _ in range(3):
        desk.do_now(could_not_read, waiting.id)
    assert desk.look_now(unread) == []
    assert "not_understood" in [one["what"] for one in rows(desk, Event)]


def test_the_hourly_limit_counts_within_a_group(desk: Desk, tmp_path: Path) -> None:
    limit = desk.office.receipts.per_correspondent_day
    raws = [letter(f"{QUESTION} {n}", message_id=f"<n{n}@post.example>") for n in range(limit + 2)]
    file_many(desk, tmp_path, *raws)
    waits = [one["try_after"] - one["decided"] > timedelta(0) for one in rows(desk, OutboxItem, OutboxItem.channel == "mail")]
    assert waits == [False] * limit + [True] * 2


def test_receipts_settled_together_each_leave_a_line_in_an_unbroken_chain(desk: Desk, tmp_path: Path) -> None:
    file_many(desk, tmp_path, *map(some, range(4)))
    parcels = desk.do_now(claim, "mail", 8)
    desk.do_now(settle, [Told(one.id, one.fence, Dispatch.SENT, "250 ok") for one in parcels])
    for ref in ("26-0001", "26-0002", "26-0003", "26-0004"):
        lines = chain(desk, ref)
        assert [line.what for line in lines] == ["registered", "sent_receipt"]
        assert lines[1].previous == lines[0].hash
    assert {one["delivery"] for one in rows(desk, LetterRow) if one["what"] == "receipt"} == {Dispatch.SENT}
    assert len(desk.look_now(lambda turn: turn.session.exec(select(Glanced)).all())) == 4


def test_receipts_settled_together_are_copied_to_the_sent_folder_each_once(desk: Desk, tmp_path: Path) -> None:
    desk.office = replace(desk.office, sent_folder="Sent")
    file_many(desk, tmp_path, *map(some, range(3)))
    parcels = desk.do_now(claim, "mail", 8)
    told = [Told(one.id, one.fence, Dispatch.SENT, "250 ok") for one in parcels]
    assert desk.do_now(settle_and_claim, told, "mail", 8) == []
    desk.do_now(settle, told)
    assert [one.values["of"] for one in desk.do_now(claim, "sent_copy", 8)] == [one.id for one in parcels]


def test_what_has_waited_longest_goes_first_but_danger_before_all(desk: Desk, people: People, tmp_path: Path) -> None:
    file_many(desk, tmp_path, some(1), some(2))
    desk.clock.move(minutes=1)  # type: ignore[attr-defined]
    file_many(desk, tmp_path, some(3))
    desk.do_now(lambda turn: turn.mail("valve@ska.example", "Oht", "Tere", urgency=0))
    first = desk.do_now(claim, "mail", 2)
    assert [one.what for one in first] == ["alarm", "receipt"]
    assert [one.ref for one in (*first, *desk.do_now(claim, "mail", 8))] == ["", "26-0001", "26-0002", "26-0003"]
