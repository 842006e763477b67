"""The child's track and the press's: alerted, taken once, open until it is recorded what was done."""

from datetime import UTC, datetime

import pytest

from casework import views
from casework.office import Office, Privacy
from casework.protect import repeat_alerts
from casework.tracks import remind_tracks
from rules.kinds import Child
from tests.bot.room import Room
from tests.house import DUTY, HEADS, HELVE, MARI, PRESS, HandClock, make_office

DANGER = "Naaber peksab oma last, laps on praegu üksi kodus ja nutab, elu on ohus."
JOURNALIST = (
    "Olen Postimehe ajakirjanik ja kirjutan artiklit. Palun vastust homme kella 15-ks: mitu last on asenduskodus?"
)


async def test_a_child_in_danger_is_the_first_thing_told_and_taken_by_one(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.tell()
    alert = room.server.chat(DUTY).from_bot[0]
    assert alert.text.startswith(f"🚨 Hädaohus olev laps · {ref}\nKui lapse elu või tervis on ohus: 112.")
    assert "Naaber" not in alert.text
    assert alert.buttons[0] == "🚨 Võtan lapse teate"
    first, second = (room.server.press(one, alert, "🚨 Võtan lapse teate") for one in (room.mari, room.jyri))
    await room.listen()
    assert "on võetud" in first.text
    assert second.text == f"Lapse teate {ref} on juba võtnud Mari Mets."
    assert "tegeleb Mari Mets, tehtu on kirja panemata" in alert.text
    assert [one for one in alert.buttons if one in ("112 helistatud", "Edastatud KOV-ile", "KOV teab juba")] != []


async def test_what_was_done_for_a_child_is_recorded_by_one_press(room: Room) -> None:
    ref = room.letter_comes(DANGER)
    await room.say(room.mari, f"/laps {ref} võtan")
    card = room.last(MARI)
    await room.press(room.mari, card, "112 helistatud")
    assert "tehtu on kirjas" in card.text
    assert not room.desk.look_now(views.card, ref).child_open
    assert "ei ole avatud" in await room.say(room.mari, f"/laps {ref} tehtud helistasin KOV-i")


async def test_an_alert_nobody_took_is_told_again_to_the_heads(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes(DANGER)
    await room.tell()
    clock.move(minutes=11)
    room.desk.do_now(repeat_alerts)
    await room.tell()
    assert "Teade nr 2." in room.last(HEADS).text
    assert ref in room.last(HEADS).text


async def test_an_alert_of_what_was_taken_meanwhile_is_not_told_again(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes(DANGER)
    await room.tell()
    clock.move(minutes=11)
    room.desk.do_now(repeat_alerts)
    await room.say(room.mari, f"/laps {ref} võtan")
    await room.tell()
    assert room.server.chat(HEADS).from_bot == []


async def test_a_colleague_raises_and_ends_the_track_in_words(room: Room) -> None:
    ref = room.letter_comes()
    assert "Alustada: /laps" in await room.say(room.mari, f"/laps {ref}")
    assert "Abivajav laps" in await room.say(room.mari, f"/laps {ref} mure")
    asked = (await room.heard(room.mari, f"/laps {ref}"))[0]
    assert asked.buttons == ["🚨 Võtan lapse teate"]
    assert "Näited: /laps" in await room.say(room.mari, f"/laps {ref} midagi")
    assert "Põhjus on puudu" in await room.say(room.mari, f"/laps {ref} ei")
    assert "põhjendusega lõpetatud" in await room.say(room.mari, f"/laps {ref} ei tegemist on täiskasvanuga")
    assert room.desk.look_now(views.card, ref).child is Child.NONE


async def test_words_about_a_child_are_not_said_in_a_group_but_a_mark_is(room: Room) -> None:
    ref = room.letter_comes()
    assert "privaatvestluses" in await room.say(room.mari, f"/laps {ref} ei Juku on terve", DUTY)
    assert "Hädaohus olev laps" in await room.say(room.mari, f"/laps {ref} oht", DUTY)


async def test_the_press_gets_a_masked_alert_takes_it_and_ends_it(room: Room) -> None:
    ref = room.letter_comes(JOURNALIST, sender="Ajakirjanik <a@postimees.ee>", subject="Päring")
    before = room.desk.look_now(views.card, ref)
    await room.tell()
    alert = room.last(PRESS)
    assert alert.text.splitlines()[0] == f"📣 Meediahuvi: {ref}"
    assert "meediaväljaande domeen" in alert.text
    assert "Ajakirjaniku tähtaeg: 24.11.2026 15.00" in alert.text
    assert "· jäänud 1 p 5 t" in alert.text
    assert "Väljaanne: Postimees" in alert.text
    assert "mitu last on asenduskodus?" in alert.text
    assert "Järelevalvet ei kinnitata ega kommenteerita" in alert.text
    assert alert.buttons == ["📣 Võtan", "❓ Küsin ametnikult", "📇 Kontakt", "📝 Avaldus", "✅ Vastatud", "➖ Ei ole pressiasi"]
    taken = await room.press(room.piret, alert, "📣 Võtan")
    assert taken.text == "Meediateavitusega tegeleb Piret Press."
    assert "✋ Tegeleb Piret Press" in alert.text
    await room.press(room.piret, alert, "✅ Vastatud")
    assert "✅ Vastatud (Piret Press)" in alert.text
    now = room.desk.look_now(views.card, ref)
    assert now.media_done
    assert (now.state, now.due, now.handler, now.version) == (before.state, before.due, before.handler, before.version)


async def test_an_official_raises_and_withdraws_the_alert_with_a_reason(room: Room) -> None:
    ref = room.letter_comes()
    assert "Pressivestlusele on teada antud" in await room.say(room.mari, f"/meedia {ref} jah")
    await room.tell()
    assert ref in room.last(PRESS).text
    assert "ei ole pressiasi?" in await room.say(room.mari, f"/meedia {ref} ei")
    assert "tagasi võetud" in await room.say(room.mari, f"/meedia {ref} ei tavaline päring")
    await room.tell()
    assert "tagasi võetud" in room.last(PRESS).text
    assert "📣" not in await room.say(room.mari, f"/vaata {ref}")


async def test_a_duty_past_its_hour_is_not_told_as_one_ahead_and_one_owed_at_once_has_no_hour(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/valesaaja {ref}")
    await room.say(room.mari, f"/rada {ref} kuritegu")
    clock.move(hours=73)
    room.desk.do_now(remind_tracks)
    await room.tell()
    heard = "\n".join(one.text for one in room.server.chat(HELVE).from_bot)
    assert "teatada asutusele, tähtaeg 26.11.2026 10.00 on MÖÖDAS" in heard
    assert "süüteo kahtlus: teatada asutusele viivitamata" in heard
    assert "hiljemalt 23.11.2026" not in heard


async def test_two_duties_of_one_report_are_told_in_one_message_a_morning(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 12, 17, 8, 0, tzinfo=UTC)  # Thursday: both terms end on Monday 28 December
    ref = room.letter_comes()
    await room.say(room.mari, f"/rada {ref} teavitaja")
    await room.tell()
    for day, count in ((28, 1), (29, 2)):
        clock.now = datetime(2026, 12, day, 8, 0, tzinfo=UTC)
        room.desk.do_now(remind_tracks)
        await room.tell()
        heard = [one.text for one in room.server.chat(HELVE).from_bot if "kinnitada teate kättesaamist" in one.text and "edastada" in one.text]
        assert len(heard) == count
    before = len(room.server.chat(HELVE).from_bot)
    await room.say(room.mari, f"/rada {ref} teavitaja tehtud kinnitus")
    room.desk.do_now(remind_tracks)  # the other is not told a second time that day
    await room.tell()
    assert len(room.server.chat(HELVE).from_bot) == before


async def test_by_night_a_new_case_rings_nowhere_but_a_child_in_danger_does(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 12, 24, 21, 0, tzinfo=UTC)  # 23:00 on Christmas Eve
    room.letter_comes("Palun selgitage, kes maksab asenduskodu eest.")
    await room.tell()
    assert [one.silent for one in room.server.chat(DUTY).from_bot] == [True]
    room.letter_comes(DANGER, message_id="<danger@x.example>")
    await room.tell()
    assert not room.server.chat(DUTY).from_bot[1].silent
    clock.now = datetime(2026, 12, 28, 8, 0, tzinfo=UTC)  # Monday 10:00
    room.letter_comes("Palun selgitage, kuidas taotleda tugiisikut.", message_id="<day@x.example>")
    await room.tell()
    assert not room.last(DUTY).silent


class TestByNumbersOnly:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(privacy=Privacy(chat="reference", content="chat"))

    async def test_the_press_gets_the_number_alone(self, room: Room) -> None:
        ref = room.letter_comes(JOURNALIST, sender="Ajakirjanik <a@postimees.ee>", subject="Päring")
        await room.tell()
        assert room.last(PRESS).text.splitlines() == [
            f"📣 Meediahuvi: {ref}", "🆕 Võtmata", "⏳ Ajakirjaniku tähtaeg: 24.11.2026 15.00 · jäänud 1 p 5 t"]  # fmt: skip
