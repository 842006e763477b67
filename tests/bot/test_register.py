"""The clerk's part in the chat: numbers of the document system, the register entry, restriction of access."""

from datetime import date

import pytest
from sqlmodel import select

from casework.letterhead import mark_of
from casework.record import record
from casework.views import card
from rules.records import Paper
from storage.desk_tables import Draft
from tests.bot.room import Room, words
from tests.house import MARI

CHILD = "Tere, naabri laps Mihkel Mets magab keldris ja on sageli näljas. Palun tehke midagi. Minu telefon on 5123 4567."


async def _drafted(room: Room, ref: str) -> None:
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/mustand {ref}")
    await room.say(room.mari, "Teenuse eest tasub kohaliku omavalitsuse üksus.", reply_to=room.last(room.mari.id))


async def test_the_day_of_registration_moves_the_clock_and_is_explained(room: Room) -> None:
    ref = room.letter_comes()  # Monday 23 November
    room.desk.clock.move(days=2)  # type: ignore[attr-defined]

    told = await room.say(room.mari, f"/viit {ref} sisse 5.1-3/44788-21 24.11.2026")

    assert "5.1-3/44788-21" in told
    assert "Registreerimise päev: 23.11.2026 → 24.11.2026" in told
    assert "08.12.2026 → 09.12.2026" in told
    found = room.desk.look_now(card, ref)
    assert (found.registered, found.due) == (date(2026, 11, 24), date(2026, 12, 9))
    assert "registreerimise päev tuli dokumendisüsteemist" in await room.say(room.mari, f"/miks {ref}")


@pytest.mark.parametrize(("words", "answer"), [
    ("", "Näited: /viit"), ("sisse", "Näited: /viit"), ("abc", "ei ole dokumendisüsteemi viit"),
    ("sisse 5.1-3/44788-21 31.02.2026", "Sellist päeva ei ole"), ("sisse 5.1-3/44788-21 24.12.2026", "Sellist päeva ei ole"),
])  # fmt: skip
async def test_a_number_or_day_that_cannot_be_changes_nothing(room: Room, words: str, answer: str) -> None:
    ref = room.letter_comes()

    assert answer in await room.say(room.mari, f"/viit {ref} {words}")
    found = room.desk.look_now(record, ref)
    assert (found.number, found.registered) == ("", date(2026, 11, 23))


async def test_the_number_of_the_answer_stands_in_the_letter_and_asks_for_approval_anew(room: Room) -> None:
    ref = room.letter_comes()
    await _drafted(room, ref)

    told = await room.say(room.mari, f"/viit {ref} välja 5.1-3/44788-22")
    assert "vajab kooskõlastust" in told
    await room.say(room.mari, f"/viit {ref} teie 8-1/5424-1 20.11.2026")

    draft = room.desk.look_now(lambda turn: turn.session.exec(select(Draft).order_by(Draft.version.desc())).first())  # type: ignore[attr-defined]
    assert draft is not None
    assert "Teie 20.11.2026 nr 8-1/5424-1\nMeie 23.11.2026 nr 5.1-3/44788-22\n" in draft.text
    assert "Teenuse eest tasub" in draft.text


async def test_the_same_number_twice_proposes_one_case(room: Room) -> None:
    first = room.letter_comes()
    second = room.letter_comes("Palun selgitage, kes maksab hooldekodu eest.", message_id="<a2@post.example>")
    await room.say(room.mari, f"/viit {first} 5.1-3/44788-21")

    assert f"/yhenda {second} {first}" in await room.say(room.mari, f"/viit {second} sisse 5.1-3/44788-21")


async def test_the_register_entry_names_no_person(room: Room) -> None:
    ref = room.letter_comes(CHILD)
    await room.say(room.mari, f"/ak {ref} jah")

    told = await room.say(room.mari, f"/registrileht {ref}")

    assert "Saatja: Eraisik" in told
    assert "AK (AvTS § 35 lg 1 p 12, 13, 15), 23.11.2026–23.11.2101" in told
    for name in ("Kadri", "Kask", "Mihkel", "5123", "post.example"):
        assert name not in told


async def test_what_is_not_registered_is_listed_for_the_clerk(room: Room) -> None:
    first = room.letter_comes()
    second = room.letter_comes("Palun selgitage, kes maksab hooldekodu eest.", message_id="<a2@post.example>")
    await room.say(room.mari, f"/viit {first} 5.1-3/44788-21")

    (shown,) = await room.heard(room.mari, "/registrileht")
    await room.press(room.mari, shown, second)
    assert f"Registrikanne {second}" in room.last(MARI).text
    listed = words(shown)

    assert second in listed
    assert first not in listed
    await room.say(room.mari, f"/viit {second} 5.1-3/44788-23")
    assert await room.say(room.mari, "/registrileht") == "Kõik kirjad on dokumendisüsteemi viidaga."


async def test_a_restriction_is_proposed_at_once_and_decided_by_one_tap(room: Room) -> None:
    ref = room.letter_comes(CHILD)
    shown = await room.heard(room.mari, f"/vaata {ref}")
    assert "Ettepanek märkida AK" in shown[-1].text
    assert not room.desk.look_now(card, ref).restricted

    asked = await room.heard(room.mari, f"/ak {ref}")
    assert "eraelu andmed; perekonnaelu andmed" in asked[-1].text
    await room.press(room.mari, asked[-1], "🔒 Märgin AK")

    found = room.desk.look_now(card, ref)
    assert found.restricted
    assert found.restricted_until == date(2101, 11, 23)
    assert {"12", "13"} <= set(found.restriction)
    assert "AK kuni 23.11.2101" in await room.say(room.mari, f"/vaata {ref}")


async def test_the_proposal_never_blocks(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage, mis toetust saab minu laps Mihkel Mets. Minu telefon on 5123 4567.")
    await _drafted(room, ref)
    await room.say(room.helve, f"/kinnita {ref}")
    assert "kooskõlastatud" in await room.say(room.helve, f"/kinnita {ref}")


async def test_the_mark_goes_on_the_waiting_letter(room: Room) -> None:
    ref = room.letter_comes()
    await _drafted(room, ref)

    await room.say(room.mari, f"/ak {ref} 12 kuni 31.12.2030")

    draft = room.desk.look_now(lambda turn: turn.session.exec(select(Draft).order_by(Draft.version.desc())).first())  # type: ignore[attr-defined]
    assert draft is not None
    assert draft.paper is Paper.ANSWER
    assert draft.text.startswith("ASUTUSESISESEKS KASUTAMISEKS | Teabevaldaja: Näidisamet | Märge tehtud: 23.11.2026 | Kehtib kuni: 31.12.2030")


async def test_a_restriction_is_lifted_with_a_reason_only(room: Room) -> None:
    ref = room.letter_comes(CHILD)
    await room.say(room.mari, f"/ak {ref} 12")

    assert "Põhjus on puudu" in await room.say(room.mari, f"/ak {ref} ei")
    await room.say(room.mari, "/katkesta")
    assert "juurdepääsupiirangut ei ole" in await room.say(room.mari, f"/ak {ref} ei üldine küsimus")
    assert not room.desk.look_now(card, ref).restricted
    assert room.desk.look_now(lambda turn: mark_of(turn, turn.case(ref))) == ""


async def test_a_decision_in_force_is_never_restricted(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/ak {ref} 2, 12")

    told = await room.say(room.mari, f"/ak {ref} jõustunud 23.11.2026")
    assert "AK-ks märkida ei tohi" in told
    assert room.desk.look_now(card, ref).restriction == ("12",)
    assert "jõustunud otsust ei tohi piirata" in await room.say(room.mari, f"/ak {ref} 2")


@pytest.mark.parametrize("words", ["99", "eraelu", "12 kuni 31.12.2199", "12 kuni 01.01.2020"])
async def test_a_ground_or_end_that_the_law_does_not_know_is_refused(room: Room, words: str) -> None:
    ref = room.letter_comes()

    told = await room.say(room.mari, f"/ak {ref} {words}")

    assert "alust ei leitud" in told or "Sellist päeva ei ole" in told
    assert not room.desk.look_now(card, ref).restricted


async def test_the_press_may_not_restrict(room: Room) -> None:
    ref = room.letter_comes()
    assert "õigust" in await room.say(room.piret, f"/ak {ref} 12")
