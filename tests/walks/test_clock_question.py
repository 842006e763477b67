"""One letter that asks and tells of more time, and the limit of its own that forwarding has."""

from datetime import UTC, date, datetime

from casework import views
from rules.life import State
from tests.bot.room import Room
from tests.house import MARI, HandClock
from tests.walks.test_clock_acts import approved, taken


async def test_a_request_is_asked_about_and_extended_by_one_letter(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/liik {ref} teabenõue")
    clock.now = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)  # Monday, working day 5
    shown = (await room.heard(room.mari, f"/tapsusta {ref} Millise aasta andmeid soovite?"))[-1]
    assert "rohkem aega" not in shown.text
    asked = await room.press(room.mari, shown, "⏳ Pikenda samas kirjas")
    assert "Miks on" in room.last(MARI).text, asked.text
    draft = await room.say(room.mari, "Andmed tuleb koguda arhiivist.")
    assert "Millise aasta andmeid soovite?" in draft
    assert "pikendame seetõttu teabenõude täitmise tähtaega (AvTS § 19)" in draft
    assert "Täidame teabenõude hiljemalt 14. detsembril 2026" in draft
    before = room.desk.look_now(views.card, ref)
    assert (before.due, before.extended, before.state) == (date(2026, 11, 30), False, State.ASSIGNED)
    await approved(room, ref)
    after = room.desk.look_now(views.card, ref)
    assert (after.due, after.extended, after.state) == (date(2026, 12, 14), True, State.WAITING)
    assert "tähtaega pikendati: 30.11.2026 → 14.12.2026" in await room.say(room.mari, f"/miks {ref}")


async def test_a_question_alone_moves_no_date_and_an_edited_one_keeps_its_extension(room: Room) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/tapsusta {ref} Millise asutuse kohta Te küsite?")
    draft = (await room.heard(room.mari, f"/pikenda {ref} samas kirjas: ootame andmeid vallalt"))[-1]
    edited = await room.say(room.mari, "Millise valla kohta Te küsite?", reply_to=draft)
    assert "Millise valla kohta" in edited
    assert "ootame andmeid vallalt" in edited
    assert "Vastame Teile hiljemalt 25. jaanuaril 2027" in edited  # two months end on Saturday 23 January
    await approved(room, ref)
    assert room.desk.look_now(views.card, ref).due == date(2027, 1, 25)


async def test_without_a_question_nothing_is_added_and_it_is_said_what_to_do(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    assert "mustand" in (await room.say(room.mari, f"/pikenda {ref} samas kirjas ootame andmeid")).lower()
    await room.say(room.mari, f"/mustand {ref}")
    assert "/tapsusta" in await room.say(room.mari, f"/pikenda {ref} samas kirjas ootame andmeid")
    clock.now = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)  # the term ended on Tuesday 8 December
    assert "hilineb" in await room.say(room.mari, f"/pikenda {ref} samas kirjas ootame andmeid")


async def test_an_extension_told_in_a_question_is_not_approved_after_the_term(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    await room.say(room.mari, f"/tapsusta {ref} Millise asutuse kohta Te küsite?")
    await room.say(room.mari, f"/pikenda {ref} samas kirjas ootame andmeid")
    clock.now = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
    await room.say(room.helve, f"/kinnita {ref}")
    assert "tähtaeg on juba möödas" in await room.say(room.helve, f"/kinnita {ref}")
    assert not room.desk.look_now(views.card, ref).extended


async def test_forwarding_names_its_own_five_working_days(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    assert "edastada hiljemalt 30.11.2026" in await room.say(room.mari, f"/miks {ref}")
    assert "edastada hiljemalt 30.11.2026" in await room.say(room.mari, f"/edasta {ref} Kivila vald info@kivila.example")
    clock.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert "oli 30.11.2026. Edastada tuleb siiski viivitamata" in await room.say(room.mari, f"/miks {ref}")
    await room.say(room.mari, f"/laps {ref} mure")
    assert "Edastada" not in await room.say(room.mari, f"/miks {ref}")
