"""The office's own days before the safe date: when the draft is wanted, and when the approval."""

from datetime import UTC, datetime

import pytest

from bot.open_acts import inner_line
from casework import views
from casework.remind import remind
from rules.kinds import Language
from tests.bot.room import Room
from tests.house import HELVE, MARI, HandClock


async def taken(room: Room) -> str:
    ref = room.letter_comes()  # Monday 2026-11-23, safe on Tuesday 8 December
    await room.say(room.mari, f"/votan {ref}")
    return ref


@pytest.mark.parametrize(("day", "wanted"), [
    (3, "Mustand valmis hiljemalt 04.12.2026"), (4, "Mustand peab valmima täna"), (7, "Mustand pidi valmima 04.12.2026"),
    (8, "Mustand pidi valmima 04.12.2026"), (9, ""),
])  # fmt: skip
async def test_a_card_says_by_when_the_draft_is_wanted(room: Room, clock: HandClock, day: int, wanted: str) -> None:
    ref = await taken(room)
    clock.now = datetime(2026, 12, day, 8, 0, tzinfo=UTC)
    shown = await room.say(room.mari, f"/vaata {ref}")
    assert (wanted in shown) if wanted else ("Mustand" not in shown)


async def test_a_draft_s_card_says_by_when_the_approval_is_wanted_and_an_approved_one_says_nothing(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/mustand {ref} asendushooldus")
    card = room.desk.look_now(views.card, ref)
    assert inner_line(card, Language.ENGLISH, room.desk.office) == "🖋 Approval by 07.12.2026"
    assert "Kooskõlastada hiljemalt 07.12.2026" in await room.say(room.mari, f"/vaata {ref}")


async def test_the_digest_names_the_draft_and_the_approval_that_are_wanted(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    clock.now = datetime(2026, 12, 3, 7, 0, tzinfo=UTC)  # Thursday
    room.desk.do_now(remind)
    await room.tell()
    assert "Mustand" not in room.last(MARI).text
    clock.now = datetime(2026, 12, 4, 7, 0, tzinfo=UTC)  # Friday
    room.desk.do_now(remind)
    await room.tell()
    assert "Mustand peab valmima täna" in room.last(MARI).text
    draft = (await room.heard(room.mari, f"/mustand {ref}"))[-1]
    await room.press(room.mari, draft, "📨 Saada kooskõlastamiseks")
    clock.now = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)  # Monday
    room.desk.do_now(remind)
    await room.tell()
    waits = room.last(HELVE).text
    assert waits.index("Ootab minu kooskõlastust") < waits.index("Kooskõlastada täna")
