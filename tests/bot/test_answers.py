"""Positions, the list of questions and asked facts, as the chat shows and takes them."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.positions import texts_in
from casework.checklist import checklist, open_questions
from replies.library import Library
from rules.kinds import Language
from tests.bot.room import Room

THREE = "Kes maksab asenduskodu eest? Kui kaua menetlus kestab? Palun vastake kirjalikult. Kuhu saan pöörduda?"


async def _drafted(room: Room, ref: str, text: str = "Asenduskodu eest tasub omavalitsus.") -> None:
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/mustand {ref}")
    shown = next(one for one in reversed(room.server.chat(room.mari.id).from_bot) if "mustand v1" in one.text)
    await room.say(room.mari, text, reply_to=shown)


async def test_a_position_is_said_in_the_chat_read_and_ended(room: Room) -> None:
    said = "/seisukoht toetused kuni 31.12.2027 allikas PHS § 17\nLapsetoetust makstakse igal kuul.\nen: The benefit is paid monthly."
    assert "„toetused“ on muudetud" in await room.say(room.helve, said)
    shown = await room.say(room.mari, "/seisukoht toetused")
    for words in ("Helve Hein", "PHS § 17", "31.12.2027", "Lapsetoetust makstakse igal kuul.", "The benefit is paid monthly."):
        assert words in shown
    assert "toetused" in await room.say(room.mari, "/seisukoht")
    assert "õigust" in await room.say(room.mari, "/seisukoht toetused\nMuu tekst")
    await room.say(room.helve, "/seisukoht toetused lõpp")
    assert "Seisukohta „toetused“ ei ole" in await room.say(room.mari, "/seisukoht toetused")


@pytest.mark.parametrize("words", ["/seisukoht Vale*Teema\ntekst", "/seisukoht toetused kuni 31.02.2027\ntekst", "/seisukoht toetused kuni 1.1.2020\ntekst"])
async def test_a_position_that_cannot_be_is_refused(room: Room, words: str) -> None:
    told = await room.say(room.helve, words)
    assert "Näited" in told or "Sellist päeva ei ole" in told


def test_the_languages_of_a_position_are_told_by_a_word_before_them() -> None:
    assert texts_in("Eesti.\nTeine rida.\nru: По-русски.\nsaksa: Deutsch.") == {
        Language.ESTONIAN: "Eesti.\nTeine rida.", Language.RUSSIAN: "По-русски.", Language.GERMAN: "Deutsch."}  # fmt: skip


async def test_the_questions_of_a_letter_are_listed_with_the_draft_and_ticked_by_number(room: Room) -> None:
    ref = room.letter_comes(THREE)
    await _drafted(room, ref)
    listed = next(one for one in reversed(room.server.chat(room.mari.id).from_bot) if "kirja küsimused (3)" in one.text)
    assert "☐ 1. Kes maksab asenduskodu eest?" in listed.text
    assert listed.protected
    query = await room.press(room.mari, listed, "☐ 1")
    assert query.text == "Märkimata: 2, 3"
    assert room.desk.look_now(open_questions, ref) == (2, 3)


async def test_whoever_approves_is_warned_of_questions_left_open(room: Room) -> None:
    ref = room.letter_comes(THREE)
    await _drafted(room, ref)
    shown = await room.say(room.helve, f"/kinnita {ref}")
    assert "Küsimused, mille kohta ei ole märgitud, et neile on vastatud: 1, 2, 3" in shown
    assert "kooskõlastatud" in await room.say(room.helve, f"/kinnita {ref}")


async def test_one_question_needs_no_list_and_a_later_letter_adds_to_it(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage, kes maksab? Aitäh.")
    await _drafted(room, ref)
    assert room.desk.look_now(checklist, ref) == ()


async def test_what_is_asked_is_kept_masked(room: Room) -> None:
    ref = room.letter_comes("Kas minu isikukood 61402010004 on registris? Kas helistate numbril 5123 4567?")
    await _drafted(room, ref)
    kept = " ".join(one.text for one in room.desk.look_now(checklist, ref))
    assert "61402010004" not in kept
    assert "5123" not in kept


async def test_facts_that_a_text_lacks_are_asked_one_by_one(room: Room, tmp_path: Path) -> None:
    folder = tmp_path / "templates/answer/muu/et"
    folder.mkdir(parents=True)
    (folder / "body.txt").write_text("{{ case.correspondent }}, Teie kiri {{ case.their_reference }}. {{ substance }} 600 0000", encoding="utf-8")
    room.desk.office = replace(room.desk.office, library=Library((tmp_path / "templates",)))
    ref = room.letter_comes("Tere, saadan teile infot. Tervitades", subject="Info", sender="kadri.kask@post.example")
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/liik {ref} muu")

    assert "kuidas pöördujat kirjas nimetada" in await room.say(room.mari, f"/mustand {ref}")
    assert "saatja kirja viit" in await room.say(room.mari, "Kadri Kask")
    assert "Kadri Kask, Teie kiri 1-2/34." in await room.say(room.mari, "1-2/34")
