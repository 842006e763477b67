"""The daily seal over the history: what the chains of the cases cannot show, an end cut off or a history taken out whole."""

from dataclasses import replace

import pytest
from sqlmodel import col, select

from casework.desk import Desk
from casework.seal import Seal, broken_seals, seal
from casework.turn import Turn
from storage.tables import Event
from tests.casework.conftest import Post
from tests.house import HandClock


@pytest.fixture
def day(desk: Desk, post: Post, clock: HandClock) -> Seal:
    """Two letters of a day, sealed the next."""
    post(), post(message_id="<b@x.example>")
    clock.move(days=1)
    made = desk.do_now(seal)
    assert made is not None
    return made


def lines(turn: Turn) -> list[tuple[int, str]]:
    return [(number or 0, hash) for number, hash in turn.session.exec(select(Event.id, Event.hash).order_by(col(Event.id)))]


def seals(turn: Turn) -> list[Seal]:
    return [Seal.read(note) for note in turn.session.exec(select(Event.note).where(Event.what == "sealed"))]


def test_a_day_is_sealed_once_and_the_seals_bear_each_other(desk: Desk, day: Seal, post: Post, clock: HandClock) -> None:
    assert desk.do_now(seal) is None
    post(message_id="<c@x.example>")
    clock.move(days=1)
    second = desk.do_now(seal)
    assert second is not None
    assert second.through > day.through
    found = desk.look_now(lines)
    assert day.count + second.count == len([number for number, _ in found if number <= second.through])
    assert list(broken_seals(desk.look_now(seals), found)) == []


def test_a_line_of_this_hour_waits_for_the_next_seal(desk: Desk, post: Post, clock: HandClock) -> None:
    post()
    clock.move(minutes=30)
    assert desk.do_now(seal) is None


def test_a_long_history_is_sealed_in_parts(desk: Desk, post: Post, clock: HandClock) -> None:
    for number in range(4):
        post(message_id=f"<{number}@x.example>")
    clock.move(days=1)
    parts = 0
    while desk.do_now(seal, 3):
        parts += 1
    assert parts > 1
    assert list(broken_seals(desk.look_now(seals), desk.look_now(lines))) == []


def test_an_end_cut_off_a_line_changed_and_a_seal_made_up_show(desk: Desk, day: Seal) -> None:
    found = desk.look_now(lines)
    last = max(number for number, _ in found if number <= day.through)
    cut = [line for line in found if line[0] != last]
    assert list(broken_seals([day], cut)) == [
        f"the seal through event {day.through} covers {day.count} lines, {day.count - 1} are there"]  # fmt: skip
    other = [(number, "f" * 64 if number == last else hash) for number, hash in found]
    assert "a line under it is another" in next(broken_seals([day], other))
    assert len(list(broken_seals([replace(day, digest="0" * 64)], found))) == 1


def test_a_note_that_is_no_seal_is_not_taken_for_one() -> None:
    with pytest.raises(ValueError, match="no seal"):
        Seal.read("through nothing")
