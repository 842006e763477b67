"""A child in danger, the whole way: alerted, taken, asked again, up to the head, sent by a person's hand, recorded."""

from datetime import UTC, datetime

import pytest

from casework import views
from casework.protect import repeat_alerts
from tests.bot.room import Room
from tests.house import DUTY, HEADS, HELVE, MARI, HandClock

DANGER = "Tere! Kivila vallas Pajukülas elab Juku. Isa peksab last iga õhtu, laps on ohus. Mina olen Kadri Kask."


async def passes(room: Room, clock: HandClock, **by: float) -> None:
    clock.move(**by)
    room.desk.do_now(repeat_alerts)
    await room.tell()


def heard(room: Room, chat: int) -> str:
    return "\n".join(one.text for one in room.server.chat(chat).from_bot)


@pytest.mark.parametrize("night", [
    datetime(2026, 12, 25, 1, 0, tzinfo=UTC),  # Friday 03:00, Christmas Day
    datetime(2027, 3, 28, 0, 55, tzinfo=UTC),  # Sunday 02:55, five minutes before the clocks go forward
    datetime(2026, 10, 25, 0, 55, tzinfo=UTC),  # Sunday 03:55, five minutes before they go back
])  # fmt: skip
async def test_a_danger_is_asked_about_until_it_is_recorded_what_was_done(room: Room, clock: HandClock, night: datetime) -> None:
    clock.now = night
    ref = room.letter_comes(DANGER)
    await room.tell()
    assert heard(room, DUTY).count("Lasteabi 116 111") == 1
    await passes(room, clock, minutes=11)
    assert ref in heard(room, HEADS)
    await room.say(room.mari, f"/laps {ref} võtan")
    await passes(room, clock, minutes=29)
    assert "Mida on lapse heaks tehtud" not in heard(room, MARI)
    await passes(room, clock, minutes=2)  # thirty minutes by the clock on any night
    assert heard(room, MARI).count("Mida on lapse heaks tehtud") == 1
    assert "Mida on lapse heaks tehtud" not in heard(room, HELVE)
    await passes(room, clock, minutes=31)
    assert "Mida on lapse heaks tehtud" in heard(room, HELVE)
    shown = (await room.heard(room.mari, f"/teata {ref} KOV"))[-1]
    await room.press(room.mari, shown, "3")
    await room.press(room.mari, shown, "📝 Koosta kiri")
    await room.press(room.mari, room.last(MARI), "✅ Kinnitan kirja")
    await room.say(room.mari, f"/teata {ref} saadetud DHX tunnus 77")
    assert not room.desk.look_now(views.card, ref).child_open
    told = heard(room, MARI).count("Mida on lapse heaks tehtud")
    await passes(room, clock, hours=10)
    assert heard(room, MARI).count("Mida on lapse heaks tehtud") == told


async def test_a_concern_is_asked_about_on_the_next_working_morning(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)  # Friday 14:00
    ref = room.letter_comes()
    await room.say(room.mari, f"/laps {ref} mure")
    await room.say(room.mari, f"/laps {ref} võtan")
    for hours in (10, 24, 24):
        await passes(room, clock, hours=hours)
    assert "Mida on lapse heaks tehtud" not in heard(room, MARI)
    clock.now = datetime(2026, 11, 30, 6, 1, tzinfo=UTC)  # Monday 08:01
    await passes(room, clock)
    assert "Mida on lapse heaks tehtud" in heard(room, MARI)
