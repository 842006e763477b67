"""Each act that changes a clock, in the chat: told late, refused, misdirected, a whistleblower, a request by day five."""

from datetime import UTC, datetime

from casework import views
from casework.tracks import remind_tracks
from rules.kinds import Outcome
from rules.life import State
from tests.bot.room import Room
from tests.house import HELVE, JYRI, MARI, HandClock


async def taken(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    return ref


async def approved(room: Room, ref: str) -> None:
    await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.helve, f"/kinnita {ref}")
    await room.mail_goes()
    await room.tell()


async def test_past_the_term_the_delay_is_told_and_nothing_moves(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    clock.now = datetime(2026, 12, 9, 8, 0, tzinfo=UTC)
    assert "/pikenda" in await room.say(room.mari, f"/pikenda {ref} ootame andmeid")
    assert "tõenäolist vastamise päeva" in await room.say(room.mari, f"/pikenda {ref} hilineb ootame andmeid")
    assert "Vabandame, et vastus hilineb" in await room.say(room.mari, f"/pikenda {ref} hilineb 18.12 ootame andmeid.")
    before = room.desk.look_now(views.card, ref)
    await approved(room, ref)
    after = room.desk.look_now(views.card, ref)
    assert (after.due, after.extended) == (before.due, False)
    assert "Hilinemise teade on saadetud" in room.last(MARI).text


async def test_an_extension_names_the_day_of_the_law_and_no_day_of_ones_own(room: Room) -> None:
    ref = await taken(room)
    for words in ("kuni 20.12 ootame andmeid", "1.01.2027"):
        assert "päeva ei saa valida: pöördumise 26-0001 pikendatud tähtaeg on 25.01.2027" in await room.say(room.mari, f"/pikenda {ref} {words}")
    assert "20.11 saadetud päring on vastamata" in await room.say(room.mari, f"/pikenda {ref} 20.11 saadetud päring on vastamata")


async def test_an_absence_is_listed_refused_twice_cancelled_and_ended_and_the_stand_in_hears_of_it(room: Room) -> None:
    assert "Kellegi eemalolekut ei ole kirjas" in await room.say(room.mari, "/puhkus")
    await room.say(room.mari, "/puhkus homme lahtine Jüri")
    assert "samal ajal on eemalolek juba kirjas" in await room.say(room.mari, "/puhkus homme 1.12 Jüri")
    assert "Mari Mets 24.11.2026 – lahtine, asendab Jüri Jõgi" in await room.say(room.helve, "/puhkus")
    assert "on tühistatud" in await room.say(room.mari, "/puhkus lõpp")
    await room.say(room.mari, "/puhkus täna homme Jüri")
    assert "on lõppenud" in await room.say(room.helve, "/puhkus Mari lõpp")
    assert "ühtki eemalolekut ei ole kirjas" in await room.say(room.mari, "/puhkus lõpp")
    await room.tell()
    heard = "\n".join(one.text for one in room.server.chat(JYRI).from_bot)
    assert "eemalolek 24.11.2026 – lahtine on tühistatud" in heard
    assert "asendamist enam ei ole vaja" in heard


async def test_a_letter_goes_unanswered_on_a_ground_and_the_person_is_told(room: Room) -> None:
    ref = await taken(room)
    assert "6 – kiri on loetamatu või arusaamatu" in await room.say(room.mari, f"/sulge {ref} loobutud")
    assert "MSVS § 5 lg 9 p 6" in await room.say(room.mari, f"/sulge {ref} loobutud 6 kirjast ei selgu küsimus")
    assert room.desk.look_now(views.card, ref).state is State.ASSIGNED
    await approved(room, ref)
    assert room.desk.look_now(views.card, ref).state is State.CLOSED
    assert room.desk.look_now(lambda turn: turn.case(ref).outcome) is Outcome.NOT_ANSWERED


async def test_a_request_says_by_day_five_which_acts_remain(room: Room, clock: HandClock) -> None:
    ref = await taken(room)
    shown = await room.say(room.mari, f"/liik {ref} teabenõue")
    assert "30.11.2026 peab olema tehtud vähemalt üks toiming; võimalik: vastata, pikendada, küsida täpsustust" in shown
    clock.now = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
    assert "on möödas; veel on võimalik: vastata, teatada hilinemisest" in await room.say(room.mari, f"/vaata {ref}")
    assert "on möödas" in await room.say(room.mari, f"/miks {ref}")


async def test_a_wrong_recipient_starts_a_clock_that_the_list_of_deadlines_shows(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)  # Friday 16:00
    ref = await taken(room)
    assert "23.11.2026 16.00" in await room.say(room.mari, f"/valesaaja {ref}")
    assert "23.11.2026 16.00" in await room.say(room.mari, "/tahtajad")
    clock.now = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)  # Sunday: hours run on
    room.desk.do_now(remind_tracks)
    await room.tell()
    assert any("23.11.2026 16.00" in one.text for one in room.server.chat(HELVE).from_bot)
    assert "teada saanud" in await room.say(room.mari, f"/teata {ref} AKI saadetud teade nr 5")
    assert "on tehtud" in await room.say(room.mari, f"/vaata {ref}")


async def test_a_whistleblower_s_report_is_acknowledged_forwarded_and_answered_in_its_own_terms(room: Room, clock: HandClock) -> None:
    clock.now = datetime(2026, 12, 17, 8, 0, tzinfo=UTC)  # Thursday
    ref = await taken(room)
    assert "hiljemalt 28.12.2026" in await room.say(room.mari, f"/rada {ref} teavitaja")
    await room.say(room.mari, f"/rada {ref} teavitaja tehtud kinnitus")
    await room.say(room.mari, f"/rada {ref} teavitaja tehtud edastus")
    assert "anda tagasisidet hiljemalt 17.03.2027" in await room.say(room.mari, f"/vaata {ref}")
