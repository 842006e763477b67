"""Input of another unit, asked and kept in the chat."""

from datetime import date

import pytest

from bot.inputs import Request, request_in
from casework.refusals import BadDay
from tests.bot.room import Room
from tests.house import DUTY, MARI

TODAY = date(2026, 11, 23)  # Monday


@pytest.mark.parametrize(("words", "request_"), [
    ("õigus Kas § 27 kohaldub? 5.12", Request("õigus", "", "Kas § 27 kohaldub?", date(2026, 12, 5))),
    ("õigus oigus@ska.example Kas kohaldub? homme", Request("õigus", "oigus@ska.example", "Kas kohaldub?", date(2026, 11, 24))),
    ("„Ida piirkond“ <ida@ska.example> mitu kohta on kuni 5. detsember 2026", Request("Ida piirkond", "ida@ska.example", "mitu kohta on", date(2026, 12, 5))),
    ("oigus@ska.example mis? 2026-12-05", Request("oigus@ska.example", "", "mis?", date(2026, 12, 5))),
    ("õigus 5.12", None), ("õigus", None), ("õigus mis siis", None), ("", None),
])  # fmt: skip
def test_a_request_names_whom_what_and_until_when(words: str, request_: Request | None) -> None:
    assert request_in(words, TODAY) == request_


def test_a_day_that_cannot_be_is_told() -> None:
    with pytest.raises(BadDay):
        request_in("õigus mis? 31.02", TODAY)


async def test_a_unit_is_asked_and_its_input_kept_in_words(room: Room) -> None:
    ref = room.letter_comes()
    assert "Kiri on saadetud: õigus" in await room.say(room.mari, f"/sisend {ref} õigus oigus@ska.example Kas § 27 kohaldub? 27.11")
    assert "🤝 Sisend: õigus, hiljemalt 27.11.2026 16.00" in await room.say(room.mari, f"/vaata {ref}")
    assert "🤝" in await room.say(room.mari, "/uued")
    assert "Mis saabus?" in await room.say(room.mari, f"/sisend {ref} saabus")
    assert "Sisend on kirjas: õigus" in await room.say(room.mari, f"/sisend {ref} saabus Kohaldub küll.")
    shown = room.heard
    assert "Kohaldub küll." in (await shown(room.mari, f"/sisend {ref}"))[-1].text
    assert "🤝" not in await room.say(room.mari, "/uued")
    assert "sellist ootel sisendit ei ole" in await room.say(room.mari, f"/sisend {ref} loobun")


async def test_nothing_asked_and_words_in_a_group_are_told_kindly(room: Room) -> None:
    ref = room.letter_comes()
    assert "ei ole kelleltki" in await room.say(room.mari, f"/sisend {ref}")
    assert "Mida küsite" in await room.say(room.mari, f"/sisend {ref} õigus")
    assert "Mis päevaks" in await room.say(room.mari, "Kas § 27 kohaldub?")
    assert "Kirja pandud: õigus, hiljemalt 27.11.2026" in await room.say(room.mari, "27.11")
    assert "Sisendit enam ei oodata" in await room.say(room.mari, f"/sisend {ref} loobun")
    assert "meie asutuse oma" in await room.say(room.mari, f"/sisend {ref} õigus a@muu.example Mis? homme")
    assert "Aadress ei ole teada" in await room.say(room.mari, f"/input {ref} õigus Mis? homme")
    said = await room.say(room.mari, f"/sisend {ref} õigus Juku isa? homme", DUTY)
    assert "privaat" in said
    assert "Juku" not in said
    assert "/sisend" in room.last(MARI).text or ref in room.last(MARI).text
    assert "Sisendit enam ei oodata" in await room.say(room.mari, f"/sisend {ref} loobun")


async def test_input_wanted_after_the_case_s_own_date_warns(room: Room) -> None:
    ref = room.letter_comes()
    assert "pärast pöördumise enda tähtpäeva (08.12.2026)" in await room.say(room.mari, f"/sisend {ref} jurist@ska.example mitu last? 12.12.2026")
    assert "enda tähtpäeva" not in await room.say(room.mari, f"/sisend {ref} jurist@ska.example mitu? 04.12.2026")
