"""Old letters are registered at once; whether their writers are told so is for a person to say."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from casework.backlog import drop_receipts, held_receipts, release_receipts
from casework.desk import Desk
from casework.held import held, make_case
from casework.office import Receipts
from casework.outbox import claim, due
from casework.understand import understand_octets
from rules.records import Filed
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from tests.casework.conftest import Post
from tests.house import HandClock, make_office
from vastaja.case_rows import ledger_rows


def old(post: Post, clock: HandClock, number: int, sender: str = "") -> Filed:
    outcome, _ = post(f"Palun selgitage asja nr {number}.", message_id=f"<{number}@post.example>",
                      arrived=clock() - timedelta(days=9),
                      sender=sender or f"Kadri <kadri{number}@post.example>")  # fmt: skip
    return outcome


def receipts_in_ledger(desk: Desk) -> list[str]:
    return [row["receipt"] for row in desk.look_now(lambda turn: list(ledger_rows(turn)))]


def with_receipts(desk: Desk, **rules: object) -> None:
    desk.office = make_office(receipts=Receipts(**rules))  # type: ignore[arg-type]


def test_the_receipts_of_old_letters_wait_for_a_person_and_the_cases_do_not(
    desk: Desk, post: Post, clock: HandClock
) -> None:
    assert [old(post, clock, number) for number in range(3)] == [Filed.CASE] * 3
    assert desk.look_now(held_receipts) == 3
    assert not desk.look_now(due, "mail")
    clock.move(days=30)
    assert not desk.look_now(due, "mail")


def test_receipts_that_a_person_lets_go_are_sent(desk: Desk, post: Post, clock: HandClock) -> None:
    for number in range(3):
        old(post, clock, number)
    assert desk.do_now(release_receipts, "official:1") == 3
    assert len(desk.do_now(claim, "mail", 8)) == 3
    assert desk.look_now(held_receipts) == 0


def test_receipts_let_go_keep_the_limits_of_the_hour_and_of_the_correspondent(
    desk: Desk, post: Post, clock: HandClock
) -> None:
    with_receipts(desk, per_hour=2, per_correspondent_day=1)
    for number in range(4):
        old(post, clock, number, sender="Sama <sama@post.example>" if number < 2 else "")
    desk.do_now(release_receipts, "official:1")
    waits = desk.look_now(lambda turn: [item.try_after - turn.now for item in turn.session.exec(
        select(OutboxItem).where(OutboxItem.what == "receipt").order_by(col(OutboxItem.id)))])  # fmt: skip
    assert waits == [timedelta(0), timedelta(days=1), timedelta(hours=1), timedelta(hours=1)]


def test_receipts_that_a_person_drops_are_never_sent(desk: Desk, post: Post, clock: HandClock) -> None:
    old(post, clock, 1)
    assert desk.do_now(drop_receipts, "operator") == 1
    clock.move(days=365)
    assert not desk.look_now(due, "mail")
    assert receipts_in_ledger(desk) == ["never"]
    assert desk.do_now(drop_receipts, "operator") == 0
    assert desk.do_now(release_receipts, "operator") == 0


@pytest.mark.parametrize(("rule", "receipt"), [("none", "none"), ("ask", "pending"), ("send", "pending")])
def test_the_ledger_says_what_became_of_the_receipt_of_an_old_letter(
    desk: Desk, post: Post, clock: HandClock, rule: str, receipt: str
) -> None:
    with_receipts(desk, backlog=rule)
    old(post, clock, 1)
    assert receipts_in_ledger(desk) == [receipt]
    assert desk.look_now(due, "mail") == (rule == "send")
    assert desk.look_now(held_receipts) == (rule == "ask")


def test_a_fresh_letter_gets_its_receipt_whatever_the_rule_for_old_ones(
    desk: Desk, post: Post, clock: HandClock
) -> None:
    with_receipts(desk, backlog="none")
    post()
    (parcel,) = desk.do_now(claim, "mail", 8)
    assert parcel.what == "receipt"


def test_days_that_a_letter_waits_in_our_own_pen_do_not_make_it_old(
    desk: Desk, post: Post, clock: HandClock, tmp_path: Path
) -> None:
    post(folder="junk:Junk")
    (found,) = desk.look_now(held)
    clock.move(days=9)
    raw = Originals(tmp_path / "originals").read(found.digest)
    desk.do_now(make_case, "official:1", found.id, understand_octets(raw, desk.office.senders))
    assert [parcel.what for parcel in desk.do_now(claim, "mail", 8)] == ["receipt"]
