"""What in a public text would let somebody recognise a child or a family, and what would not."""

import pytest

from reading.identify import identifying
from reading.municipalities import built_in_municipalities
from reading.page import Found
from reading.questions import questions

KNOWN = (Found("child_name", "Juku Kask"), Found("name", "Kadri Kask"))


@pytest.mark.parametrize(("text", "kinds"), [
    ("Laps õpib Kivila põhikoolis.", {"school"}),
    ("Ребёнок ходит в школу Тихая.", {"school"}),
    ("Pere elab Pajuküla lähedal, Soonurme külas.", {"village"}),
    ("Семья живёт в деревне Сооя.", {"village"}),
    ("7-aastane laps Kivila vallast on abi saanud.", {"age_and_place"}),
    ("Kivila valla 3. klassi õpilane.", {"age_and_place"}),
    ("Jukule on abi antud.", {"child_name"}),
    ("Kirjutasime Kadrile.", {"name"}),
    ("Laps sündis, isikukood 39407140055.", {"isikukood"}),
    ("Helistage 5551 2345.", {"phone"}),
])  # fmt: skip
def test_what_identifies_is_found(text: str, kinds: set[str]) -> None:
    assert {one.type for one in identifying(text, KNOWN, built_in_municipalities())} >= kinds


@pytest.mark.parametrize("text", [
    "Amet kontrollib asenduskodusid kaks korda aastas.", "Kivila vallas tehakse järelevalvet.", "Asenduskodudes on 412 alla 10-aastast last.",
    "Üksikjuhtumit me ei kommenteeri.", "Мы не комментируем отдельные случаи.", "The agency exercises supervision in this matter.",
])  # fmt: skip
def test_what_identifies_nobody_may_be_said(text: str) -> None:
    assert identifying(text, KNOWN, built_in_municipalities()) == ()


def test_our_own_officials_may_be_named() -> None:
    assert identifying("Lisateavet annab Mari Mets.", KNOWN, (), ("Mari Mets",)) == ()
    assert {one.type for one in identifying("Lisateavet annab Mari Mets.", KNOWN, ())} == {"name"}


def test_questions_stand_word_for_word_each_once() -> None:
    text = "Tere!\n\nMitu last on praegu kõigis Eesti asenduskodudes ja\nperekodudes kokku? Palun vastake.\n- Kes kontrollib?\n- Kes kontrollib?\n\nLugupidamisega"
    assert questions(text) == ("Mitu last on praegu kõigis Eesti asenduskodudes ja perekodudes kokku?", "Kes kontrollib?")
    assert questions("") == ()
    assert len(questions(" ".join(f"Mis on {number} asi?" for number in range(40)))) == 12
    assert len(questions("a" * 2000 + "?")[0]) == 500
