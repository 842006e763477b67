"""A day of the press in the chat."""

from datetime import UTC, datetime

import pytest

from bot.days import moment_first
from bot.press_card import press_text, time_left
from bot.words import has
from casework import views
from casework.assign import take
from casework.desk import Desk
from casework.office import Privacy
from casework.press_view import press_view
from casework.press_week import tell_press_week
from reading.personal import LISTED
from rules.kinds import Language
from tests.bot.room import Room
from tests.house import DUTY, HELVE, MARI, PIRET, PRESS, HandClock, make_office

ASKS = "Olen Postimehe ajakirjanik Toomas Teder ja kirjutan artiklit. Mitu last on asenduskodus? Palun vastust homme kella 15-ks. Telefon 5551 2345."
OUTLET = "Toomas Teder <toomas.teder@postimees.ee>"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday 10:00 in Tallinn


@pytest.fixture
def ref(room: Room) -> str:
    return room.letter_comes(ASKS, sender=OUTLET)


async def test_a_day_of_the_press_from_the_alert_to_the_answer(room: Room, ref: str) -> None:
    room.desk.do_now(take, room.people.mari, ref)
    await room.tell()
    alert = room.last(PRESS)
    await room.press(room.piret, alert, "📣 Võtan")
    await room.press(room.piret, alert, "❓ Küsin ametnikult")
    assert "Sisendit on küsitud: Mari Mets, hiljemalt 24.11.2026 14.00" in alert.text  # an hour before the journalist's own
    await room.tell()
    assert "palub sisendit ajakirjanikule vastamiseks hiljemalt 24.11.2026 14.00" in room.last(MARI).text
    await room.say(room.mari, f"/sisend {ref} saabus Asenduskodudes on 412 last.")
    await room.tell()
    assert "sisend on käes" in room.last(PIRET).text
    assert "Lubadus on kirjas: 23.11.2026 16.00" in await room.say(room.piret, f"/meedia {ref} lubasin kell 16")
    assert "Lubatud vastata: 23.11.2026 16.00" in alert.text  # the card in the group was painted anew
    await room.press(room.piret, alert, "✅ Vastatud")
    assert "✅ Vastatud" in alert.text


async def test_a_journalist_s_contact_is_shown_to_the_press_in_private_only(room: Room, ref: str) -> None:
    assert "privaat" in await room.say(room.piret, f"/meedia {ref} kontakt", PRESS)
    shown = (await room.heard(room.piret, f"/meedia {ref} kontakt"))[-1]
    assert "toomas.teder@postimees.ee" in shown.text
    assert "5551 2345" in shown.text
    assert "Teie roll" in await room.say(room.mari, f"/meedia {ref} kontakt") or "ei" in room.last(MARI).text
    assert "Toomas" not in room.last(MARI).text
    private = room.letter_comes("Kui te ei vasta, pöördun ajakirjanduse poole ja lähen Postimehesse.", message_id="<b@post.example>")
    assert "kirjutas eraisik" in await room.say(room.piret, f"/meedia {private} kontakt")
    assert "Kirjutab eraisik" in await room.say(room.piret, f"/meedia {private}")


async def test_a_statement_goes_from_the_press_to_the_head_and_back(room: Room, ref: str) -> None:
    assert "privaatvestluses" in await room.say(room.piret, f"/meedia {ref} avaldus", PRESS)
    begun = (await room.heard(room.piret, f"/meedia {ref} avaldus"))[-1]
    assert "versioon 1" in begun.text
    assert "ei kommenteeri" in begun.text
    child = (await room.heard(room.piret, "Kivila põhikooli õpilane on abi saanud.", reply_to=begun))[-1]
    assert "kool või asutus: Kivila põhikool" in child.text
    await room.press(room.piret, child, "📨 Juhile kooskõlastamiseks")
    assert "Nii avaldada ei saa" in room.last(PIRET).text
    good = (await room.heard(room.piret, f"/meedia {ref} avaldus Amet kontrollib asenduskodusid igal aastal."))[-1]
    assert "Nii avaldada ei saa" not in good.text
    await room.press(room.piret, good, "📨 Juhile kooskõlastamiseks")
    await room.tell()
    waits = room.last(HELVE)
    assert "ootab kooskõlastust (Piret Press, versioon 3)" in waits.text
    await room.press(room.helve, waits, "📝 Avaldus")
    shown = room.last(HELVE)
    assert shown.buttons == ["✅ Kinnitan v3", "↩️ Tagasi"]
    await room.press(room.helve, shown, "↩️ Tagasi")
    assert "Miks?" in room.last(HELVE).text
    await room.press(room.helve, shown, "✅ Kinnitan v3")
    await room.tell()
    assert "kooskõlastas avalduse" in room.last(PIRET).text
    assert "Avaldus on kooskõlastatud" in await room.say(room.piret, f"/meedia {ref}")


async def test_no_matter_of_the_press_needs_a_reason(room: Room, ref: str) -> None:
    await room.tell()
    alert = room.last(PRESS)
    await room.press(room.piret, alert, "➖ Ei ole pressiasi")
    asked = room.last(PRESS)
    assert "Miks" in asked.text
    await room.press(room.piret, asked, "Vastab teine asutus")
    assert not room.desk.look_now(views.card, ref).media
    assert "➖ Ei ole pressiasi" in alert.text  # painted anew, and no buttons any more
    assert alert.buttons == []


async def test_whether_supervision_may_be_confirmed_is_a_head_s_word(room: Room, ref: str) -> None:
    await room.say(room.piret, f"/meedia {ref} võtan")
    said = await room.say(room.piret, f"/meedia {ref} järelevalve jah")
    assert "tohib kinnitada" not in said
    assert "tohib kinnitada" in await room.say(room.helve, f"/meedia {ref} järelevalve jah")
    await room.tell()
    assert "lubas kinnitada" in room.last(PIRET).text
    assert "Juba avalik: ERR kirjutas" in await room.say(room.piret, f"/meedia {ref} avalik ERR kirjutas järelevalvest")
    assert "ära tunda" in await room.say(room.piret, f"/meedia {ref} avalik Kivila põhikool")
    assert "Faktid: Jüri Jõgi" in await room.say(room.piret, f"/meedia {ref} faktid Jüri")


async def test_alone_the_command_lists_what_waits_and_the_week(room: Room, ref: str) -> None:
    listed = await room.say(room.piret, "/meedia")
    assert f"{ref}" in listed
    assert "Nädal 23.11.2026–29.11.2026: tuli 1, vastatud 0" in listed
    assert "Toomas" not in listed
    assert room.desk.do_now(tell_press_week) == 1
    await room.tell()
    assert "📊 Nädal 16.11.2026–22.11.2026: tuli 0" in room.last(PRESS).text
    assert "Näited: /meedia" in await room.say(room.piret, f"/meedia {ref} homme")
    assert "Millise pöördumise kohta" in await room.say(room.piret, "/meedia homme")
    plain = room.letter_comes(message_id="<c@post.example>")
    assert "ei ole meediateavitust" in await room.say(room.piret, f"/meedia {plain}")


async def test_words_about_a_case_are_not_said_in_the_group(room: Room, ref: str) -> None:
    assert "privaat" in await room.say(room.piret, f"/meedia {ref} avalik Juku lugu", PRESS)
    assert "Juku" not in room.last(PRESS).text
    assert room.desk.look_now(press_view, ref).already_public == ""
    assert DUTY != PRESS


def test_in_reference_mode_the_card_holds_number_deadline_and_stage(desk: Desk, room: Room) -> None:
    desk.office = make_office(privacy=Privacy(chat="reference", content="chat"))
    ref = room.letter_comes(ASKS, sender=OUTLET)
    said = press_text(desk.look_now(press_view, ref), Language.ESTONIAN, desk.office, NOW)
    assert [line[:12] for line in said.splitlines()] == ["📣 <b>Meediah", "🆕 Võtmata", "⏳ Ajakirjani"]


@pytest.mark.parametrize(("hours", "said"), [(53, "2 p 5 t"), (24, "1 p 0 t"), (3.5, "3 t 30 min"), (0.2, "12 min"), (-1, "1 t 0 min")])
def test_the_deadline_counts_down_in_its_two_largest_units(hours: float, said: str, clock: HandClock) -> None:
    until = NOW
    clock.move(hours=hours)
    assert time_left(clock.now, until, Language.ESTONIAN) == said


@pytest.mark.parametrize(("words", "moment"), [
    ("15:30", (23, 15, 30)), ("kell 16", (23, 16, 0)), ("15.30", (23, 15, 30)), ("homme 12", (24, 12, 0)), ("homme kell 9.15", (24, 9, 15)),
    ("24.11 15.30", (24, 15, 30)), ("25.11", (25, 17, 0)), ("homme", (24, 17, 0)),
])  # fmt: skip
def test_hours_ahead_are_read_as_people_write_them(words: str, moment: tuple[int, int, int], desk: Desk) -> None:
    found = moment_first(f"{words} palun", NOW, desk.office.calendar.zone)
    assert found is not None
    assert (found[0].day, found[0].hour, found[0].minute, found[1]) == (*moment, "palun")


def test_every_kind_of_leak_has_its_name() -> None:

    assert [one for one in (*LISTED, "document", "born", "school", "village", "age_and_place") if not has(f"press.leak.{one}")] == []
