"""What the chat tells of dates: what moved a clock, further dates of a case, a calendar that changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.cards import card_text, line_of
from casework.assign import take
from casework.content import draft
from casework.recount import recount
from casework.views import card
from rules.holidays import HOLIDAYS, Holiday
from rules.kinds import Kind, Language
from rules.workdays import Calendar
from tests.bot.room import Room, words
from tests.house import DUTY, HELVE, MARI

NEW_HOLIDAY = Holiday(12, 8, "uus püha", "новый праздник", "a new holiday", "PühadeS § 2 p 12", date(2026, 1, 1))


async def test_why_tells_both_kinds_and_both_days_of_a_reclassified_case(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/liik {ref} teabenõue")
    told = await room.say(room.mari, f"/miks {ref}")
    assert "selgitustaotlus → teabenõue; 08.12.2026 → 30.11.2026 (Mari Mets)" in told
    assert "registreeriti: selgitustaotlus; 08.12.2026" in told


async def test_why_of_a_plain_case_holds_no_history(room: Room) -> None:
    ref = room.letter_comes()
    assert "Mis on tähtaega muutnud" not in await room.say(room.mari, f"/miks {ref}")


async def test_an_extension_is_told_with_the_day_before_and_after(room: Room) -> None:
    ref = await extended(room)
    told = await room.say(room.mari, f"/miks {ref}")
    assert "tähtaega pikendati: 08.12.2026 → 25.01.2027" in told


async def test_an_extension_told_in_time_holds_for_another_kind_that_knows_one(room: Room) -> None:
    ref = await extended(room)
    await room.say(room.mari, f"/liik {ref} teabenõue")
    assert room.desk.look_now(card, ref).due == date(2026, 12, 14)  # Monday: 15 working days in all


async def test_an_extension_told_too_late_for_the_other_kind_does_not_hold_and_is_said(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.clock.move(days=8)  # type: ignore[attr-defined]  # Tuesday 1 December: after five working days
    ref = await extended(room, ref)
    await room.say(room.mari, f"/liik {ref} teabenõue")
    assert room.desk.look_now(card, ref).due == date(2026, 11, 30)  # Monday
    assert "pikendus selle liigi puhul ei kehti" in await room.say(room.mari, f"/miks {ref}")


async def extended(room: Room, ref: str = "") -> str:
    ref = ref or room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    (draft,) = await room.heard(room.mari, f"/pikenda {ref} Ootame andmeid omavalitsuselt.")
    await room.press(room.mari, draft, "📨 Saada kooskõlastamiseks")
    await room.tell()
    button = next(one for one in room.last(HELVE).buttons if one.startswith("✅"))
    await room.press(room.helve, room.last(HELVE), button)
    await room.press(room.helve, room.last(HELVE), button)
    await room.mail_goes()
    return ref


def test_a_card_names_the_days_on_which_the_agency_is_closed_before_the_due_date(room: Room) -> None:
    ref = room.letter_comes()
    shut = {date(2026, 12, 4): "kolimine", date(2027, 1, 4): "kolimine"}
    office = replace(room.desk.office, calendar=Calendar(closures=shut))
    told = card_text(room.desk.look_now(card, ref), Language.ESTONIAN, office)
    assert "Asutus on enne tähtpäeva suletud: 04.12.2026" in told
    assert "2027" not in told


def test_a_card_names_the_authoritys_day_where_another_rule_counts(room: Room) -> None:
    ref = room.letter_comes()
    found = replace(room.desk.look_now(card, ref), named_day=date(2026, 12, 1))
    assert "Kirjas nimetatud päev: 01.12.2026" in card_text(found, Language.ESTONIAN, room.desk.office)


def test_a_list_names_the_journalists_hour(room: Room) -> None:
    ref = room.letter_comes()
    found = replace(
        room.desk.look_now(card, ref), media=True, media_deadline=datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    )
    assert "23.11.2026 16.00" in line_of(found, Language.ESTONIAN, room.desk.office)


async def test_a_new_holiday_is_told_to_the_handler_and_to_the_duty_chat(room: Room) -> None:
    mine, nobodys = room.letter_comes(), room.letter_comes(text="Palun selgitage muud.", message_id="<b@post.example>")
    room.desk.do_now(take, room.people.mari, mine)
    await room.tell()
    room.desk.office = replace(room.desk.office, calendar=Calendar(holidays=(*HOLIDAYS, NEW_HOLIDAY)))
    room.desk.do_now(recount)
    await room.tell()
    assert f"{mine}: 08.12.2026 → 09.12.2026" in room.last(MARI).text
    assert f"{nobodys}: 08.12.2026 → 09.12.2026" in room.last(DUTY).text


async def test_a_closure_moves_the_safe_day_and_that_is_what_is_told(room: Room) -> None:
    ref = room.letter_comes()
    room.desk.do_now(take, room.people.mari, ref)
    await room.tell()
    room.desk.office = replace(room.desk.office, calendar=Calendar(closures={date(2026, 12, 8): "kolimine"}))
    room.desk.do_now(recount)
    await room.tell()
    assert f"{ref}: 08.12.2026 ei muutunud; varuga tähtpäev 08.12.2026 → 07.12.2026" in room.last(MARI).text
    assert "muutus: 08.12.2026; varuga tähtpäev 08.12.2026 → 07.12.2026" in await room.say(room.mari, f"/miks {ref}")


@pytest.mark.parametrize("word", ["teabenoude", "teabenoue"])
async def test_a_kind_is_understood_without_its_dots(room: Room, word: str) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/liik {ref} {word}")
    assert room.desk.look_now(card, ref).kind is Kind.INFORMATION


async def test_an_unknown_kind_is_answered_with_the_kinds_there_are(room: Room) -> None:
    ref = room.letter_comes()
    told = await room.say(room.mari, f"/liik {ref} kirjake")
    assert "kirjake" in told
    assert "selgitustaotlus" in told


async def test_a_term_that_has_ended_is_not_extended_and_it_is_said_what_can_be_done(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    room.desk.clock.move(days=20)  # type: ignore[attr-defined]
    assert "ei saa enam pikendada" in await room.say(room.mari, f"/pikenda {ref} on vaja aega")


async def test_the_proof_goes_into_the_answer_once_and_holds_nothing_of_the_offices_own_aims(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/mustand {ref}")
    await room.say(room.mari, f"/miks {ref} vastusesse")
    await room.say(room.mari, f"/miks {ref} vastusesse")
    found = room.desk.look_now(draft, ref)
    assert found.version == 2
    assert "Seaduse tähtpäev on teisipäev, 08.12.2026." in found.text
    assert "Varuga" not in found.text


async def test_without_a_draft_there_is_nothing_to_put_the_proof_into(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    assert "mustand" in await room.say(room.mari, f"/miks {ref} vastusesse")


async def test_the_day_an_authority_named_is_said_with_the_kind_and_becomes_the_term(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/liik {ref} järelepärimine 14.12.2026")
    assert room.desk.look_now(card, ref).due == date(2026, 12, 14)  # Monday


async def test_a_day_named_for_another_kind_moves_nothing_and_stands_on_the_card(room: Room) -> None:
    ref = room.letter_comes()
    told = await room.say(room.mari, f"/liik {ref} selgitustaotlus 2026-12-01")
    assert room.desk.look_now(card, ref).due == date(2026, 12, 8)  # Tuesday
    assert "Kirjas nimetatud päev: 01.12.2026" in told


@pytest.mark.parametrize(("day", "told"), [
    ("31.02.2026", "Sellist päeva ei ole"), ("20.11.2026", "on enne kirja saabumist (23.11.2026)"),
    ("14.12.2036", "enam kui aasta kaugusel"),
])  # fmt: skip
async def test_a_named_day_that_cannot_be_is_refused_with_a_sentence(room: Room, day: str, told: str) -> None:
    ref = room.letter_comes()
    assert told in await room.say(room.mari, f"/liik {ref} järelepärimine {day}")
    assert room.desk.look_now(card, ref).kind is Kind.EXPLANATION


async def test_of_the_two_terms_of_a_challenge_a_person_says_which_holds(room: Room) -> None:
    ref = room.letter_comes()  # Monday 2026-11-23
    shown = await room.heard(room.mari, f"/liik {ref} vaie")
    asked = shown[-1]
    assert "HMS § 84 lg 1: 03.12.2026" in words(asked)
    assert "SÜS § 36 lg 2: 23.12.2026" in words(asked)
    assert room.desk.look_now(card, ref).due == date(2026, 12, 3)  # the earlier, while nobody has said
    await room.press(room.mari, asked, "⚖️ Sotsiaalkaitse (30 p)")
    assert "✓ SÜS § 36 lg 2: 23.12.2026" in words(room.last(MARI))
    assert room.desk.look_now(card, ref).due == date(2026, 12, 23)
    assert "SÜS § 36" in await room.say(room.mari, f"/miks {ref}")
    await room.say(room.mari, f"/liik {ref} vaie haldusmenetlus")
    assert room.desk.look_now(card, ref).due == date(2026, 12, 3)


async def test_the_same_kind_said_again_is_not_told_as_a_change_and_stands_in_no_history(room: Room) -> None:
    ref = room.letter_comes()
    told = await room.say(room.mari, f"/liik {ref} selgitustaotlus")
    assert "Liik on endiselt selgitustaotlus" in told
    assert "Mis on tähtaega muutnud" not in await room.say(room.mari, f"/miks {ref}")


async def test_a_term_chosen_for_a_challenge_is_told_as_a_term_and_not_as_another_kind(room: Room) -> None:
    ref = room.letter_comes("Esitan vaide teie otsuse peale.")
    await room.say(room.mari, f"/liik {ref} vaie R13")
    assert "määrati tähtaeg: vaie; 03.12.2026 → 23.12.2026" in await room.say(room.mari, f"/miks {ref}")


async def test_the_two_terms_of_a_challenge_that_was_extended_are_shown_as_they_now_run(room: Room) -> None:
    ref = await extended(room)
    asked = (await room.heard(room.mari, f"/liik {ref} vaie"))[-1]
    assert "HMS § 84 lg 1: 04.01.2027" in words(asked)
    assert "SÜS § 36 lg 2: 22.01.2027" in words(asked)
    told = await room.say(room.mari, f"/liik {ref} vaie R13")
    assert "60 kalendripäeva (HMS § 84 lg 2, RT I, 06.07.2023, 31; reegel R13" in told  # the act that knows the extension


async def test_after_the_term_the_proof_says_that_nothing_can_be_extended_any_more(room: Room) -> None:
    ref = room.letter_comes()
    assert "Pikendada saab kuni" in await room.say(room.mari, f"/miks {ref}")
    room.desk.clock.move(days=16)  # type: ignore[attr-defined]
    told = await room.say(room.mari, f"/miks {ref}")
    assert "Pikendada enam ei saa" in told
    assert "Pikendada saab" not in told


@pytest.mark.parametrize(("said", "due"), [
    ("14. detsember", date(2026, 12, 14)), ("tähtajaga 14.12.2026", date(2026, 12, 14)), ("ülehomme", date(2026, 11, 25)),
])  # fmt: skip
async def test_the_day_an_authority_named_is_understood_as_people_write_it(room: Room, said: str, due: date) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/liik {ref} järelepärimine {said}")
    assert room.desk.look_now(card, ref).due == due


async def test_an_answered_case_is_not_extended(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/mustand {ref}")
    await room.say(room.mari, "Asenduskodu eest maksab omavalitsus.", reply_to=room.last(MARI))
    await room.press(room.mari, room.last(MARI), "📨 Saada kooskõlastamiseks")
    await room.tell()
    button = next(one for one in room.last(HELVE).buttons if one.startswith("✅"))
    await room.press(room.helve, room.last(HELVE), button)
    await room.press(room.helve, room.last(HELVE), button)
    await room.say(room.mari, f"/saada {ref}")
    await room.mail_goes()
    assert "on juba vastatud" in await room.say(room.mari, f"/pikenda {ref} aega on vaja")


async def test_a_day_that_has_passed_is_not_called_one_that_cannot_be(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    assert "See päev on juba möödas: 20.11.2026" in await room.say(room.mari, f"/sisend {ref} jurist@ska.example mitu last? 20.11")
    room.desk.clock.move(days=16)  # type: ignore[attr-defined]
    assert "See päev on juba möödas: 01.12.2026" in await room.say(room.mari, f"/pikenda {ref} hilineb 1.12 ootame andmeid")


async def test_the_example_of_a_refusal_is_of_that_kind_of_letter(room: Room) -> None:
    ref = room.letter_comes("Teabenõue. Palun saatke mulle dokumendi nr 5 koopia avaliku teabe seaduse alusel.", subject="Teabenõue")
    await room.say(room.mari, f"/votan {ref}")
    assert f"/sulge {ref} loobutud 23-1-2" in await room.say(room.mari, f"/sulge {ref} keeldutud")


@pytest.mark.parametrize(("language", "ground"), [("et", "tasu ei ole makstud"), ("ru", "плата не внесена"), ("en", "the fee has not been paid")])
async def test_the_grounds_of_a_refusal_are_read_in_ones_own_language(room: Room, language: str, ground: str) -> None:
    ref = room.letter_comes("Teabenõue. Palun saatke mulle dokumendi nr 5 koopia avaliku teabe seaduse alusel.", subject="Teabenõue")
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/abi keel {language}")
    assert f"23-1-4 – {ground} (AvTS § 23 lg 1 p 4)" in await room.say(room.mari, f"/sulge {ref} loobutud")


async def test_what_stands_behind_the_day_is_told_as_left_aside(room: Room) -> None:
    ref = room.letter_comes()
    told = await room.say(room.mari, f"/liik {ref} järelepärimine 14.12.2026 kell 12")
    assert "„kell 12“ jäi kõrvale" in told
    assert room.desk.look_now(card, ref).due == date(2026, 12, 14)


async def test_a_kind_without_a_term_shows_no_date(room: Room) -> None:
    told = await room.say(room.mari, f"/liik {room.letter_comes()} muu")
    assert "→ –" in told
    assert "None" not in told


async def test_where_the_law_knows_no_ground_no_list_of_none_is_shown(room: Room) -> None:
    ref = room.letter_comes("Esitan vaide teie otsuse peale.")
    await room.say(room.mari, f"/votan {ref}")
    assert "ei anna alust" in await room.say(room.mari, f"/sulge {ref} keeldutud")


def test_a_day_named_in_the_letter_is_said_in_the_reader_s_language(room: Room) -> None:
    ref = room.letter_comes()
    found = replace(room.desk.look_now(card, ref), basis="kirjas nimetatud päev")
    assert "(the day named in the letter)" in card_text(found, Language.ENGLISH, room.desk.office)
