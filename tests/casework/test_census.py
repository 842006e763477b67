"""Every letter on the server stands in the ledger; what differs is told once, by its numbers."""

from pathlib import Path

from casework.census import Counted, begin_census, census_is_due, compare, ranges, tell_difference, wait_for_first_night
from casework.desk import Desk
from casework.outbox import Parcel, claim
from tests.casework.conftest import Post
from tests.house import HandClock, letter, receive


def counted(*uids: int, uidvalidity: int = 1, folder: str = "INBOX") -> Counted:
    return Counted("info", "imap:info", folder, uidvalidity, uids)


def told(desk: Desk) -> list[Parcel]:
    return [one for one in desk.do_now(claim, "chat", 50) if one.what.startswith("census")]


def test_a_folder_that_agrees_with_the_ledger_differs_in_nothing(desk: Desk, post: Post) -> None:
    post()
    found = desk.look_now(compare, counted(1))
    assert (found.on_server, found.in_ledger, found.missing, found.gone) == (1, 1, (), ())


def test_letters_missing_here_and_letters_gone_there_are_named(desk: Desk, post: Post) -> None:
    post("üks", message_id="<1@a.example>")
    post("kaks", message_id="<2@a.example>")
    found = desk.look_now(compare, counted(2, 3, 4))
    assert (found.missing, found.gone) == ((3, 4), (1,))


def test_the_same_numbers_under_another_uidvalidity_or_folder_are_other_letters(desk: Desk, post: Post) -> None:
    post()
    assert desk.look_now(compare, counted(1, uidvalidity=2)).missing == (1,)
    assert desk.look_now(compare, counted(1, folder="junk:Junk")).missing == (1,)


def test_what_was_missed_and_caught_up_is_told_apart_from_what_cannot_be_had(
    desk: Desk, post: Post, tmp_path: Path
) -> None:
    post()
    receive(desk, tmp_path / "o", letter("Teine asi.", message_id="<9@a.example>"), uid=5)
    desk.do_now(tell_difference, counted(1, 5, 6), (5, 6))
    assert {one.what: one.values["uids"] for one in told(desk)} == {"census_caught_up": "5", "census_missing": "6"}


def test_letters_that_have_gone_are_told_once(desk: Desk, post: Post) -> None:
    for number in range(1, 5):
        post(f"kiri {number}", message_id=f"<{number}@a.example>")
    desk.do_now(tell_difference, counted(1, 4), ())
    assert [(one.what, one.values["uids"]) for one in told(desk)] == [("census_gone", "2-3")]
    desk.do_now(tell_difference, counted(1, 4), ())
    assert told(desk) == []


def test_letters_that_we_move_away_ourselves_are_not_told(desk: Desk, post: Post) -> None:
    post()
    desk.do_now(tell_difference, counted(), (), moves_away=True)
    assert told(desk) == []


def test_the_first_census_comes_in_the_night_after_the_first_start(desk: Desk, clock: HandClock) -> None:
    at = clock().replace(hour=3).time()
    assert not desk.look_now(census_is_due, at)
    desk.do_now(wait_for_first_night)
    assert not desk.look_now(census_is_due, at)
    clock.move(hours=15)  # 01:00 in Tallinn
    assert not desk.look_now(census_is_due, at)
    clock.move(hours=2, minutes=1)
    assert desk.look_now(census_is_due, at)
    desk.do_now(begin_census)
    assert not desk.look_now(census_is_due, at)


def test_numbers_are_told_in_ranges() -> None:
    assert ranges([4, 1, 2, 3, 7]) == "1-4, 7"
    assert ranges(range(1, 100, 2), longest=2) == "1, 3, …"
