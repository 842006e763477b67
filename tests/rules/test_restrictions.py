"""Grounds of restriction: what a letter's signs speak for, how they are written, how long they last."""

from datetime import date

import pytest

from rules.kinds import Child
from rules.references import register_number, register_numbers
from rules.restrictions import GROUNDS, basis, ends_with_decision, ground_at, last_day, mark, points_in, proposed_points


@pytest.mark.parametrize(("types", "child", "offence", "topic", "private", "points"), [
    ((),                      Child.NONE,    False, "muu",         True,  ()),
    (("phone",),              Child.NONE,    False, "muu",         True,  ("12",)),
    (("iban",),               Child.NONE,    False, "toetused",    True,  ("12", "14")),
    (("iban",),               Child.NONE,    False, "toetused",    False, ("12",)),
    (("health", "name"),      Child.NONE,    False, "muu",         True,  ("11", "12")),
    (("child_name",),         Child.NONE,    False, "lapse-heaolu", True, ("12", "13")),
    ((),                      Child.CONCERN, False, "lapse-heaolu", True, ("12", "13")),
    ((),                      Child.DANGER,  True,  "lapse-heaolu", True, ("11", "12", "13", "15")),
    ((),                      Child.NONE,    False, "jarelevalve", True,  ("2",)),
    ((),                      Child.NONE,    False, "jarelevalve", False, ()),
])  # fmt: skip
def test_a_letter_speaks_for_the_grounds_of_what_it_holds(
    types: tuple[str, ...], child: Child, offence: bool, topic: str, private: bool, points: tuple[str, ...]
) -> None:
    assert proposed_points(types, child, offence, topic, private) == points


@pytest.mark.parametrize(("words", "points"), [
    ("12", ("12",)), ("13, 12", ("12", "13")), ("p 12 ja 13", ("12", "13")), ("AvTS § 35 lg 1 p 12, 13", ("12", "13")),
    ("AvTS §35 lõige 1 p-d 11–15", ("11", "15")), ("18²", ("18.2",)), ("99", ()), ("", ()), ("eraelu", ()), ("12 99", ()),
])  # fmt: skip
def test_points_are_read_as_people_write_them(words: str, points: tuple[str, ...]) -> None:
    assert points_in(words) == points


def test_personal_data_is_restricted_for_75_years_and_the_rest_for_five() -> None:
    begun = date(2026, 11, 22)
    assert last_day(("12",), begun) == date(2101, 11, 22)
    assert last_day(("2",), begun) == date(2031, 11, 22)
    assert last_day(("2", "12"), begun) == date(2101, 11, 22)
    assert last_day(("12",), date(2028, 2, 29)) == date(2103, 2, 28)


def test_the_mark_names_holder_day_end_and_basis() -> None:
    assert mark("Sotsiaalkindlustusamet", ("12", "13"), date(2026, 11, 22), date(2101, 11, 22)) == (
        "ASUTUSESISESEKS KASUTAMISEKS | Teabevaldaja: Sotsiaalkindlustusamet | Märge tehtud: 22.11.2026 | "
        "Kehtib kuni: 22.11.2101 | Alus: AvTS § 35 lg 1 p 12, 13"
    )


def test_open_supervision_ends_with_the_decision() -> None:
    assert ends_with_decision(("2",))
    assert not ends_with_decision(("2", "12"))
    assert "otsuse jõustumiseni, hiljemalt 22.11.2031" in mark("X", ("2",), date(2026, 11, 22), date(2031, 11, 22))
    assert basis(("18.2",)) == "AvTS § 35 lg 1 p 18²"


def test_every_ground_of_the_table_is_found_by_its_point() -> None:
    assert [ground_at(one.point) for one in GROUNDS] == list(GROUNDS)
    assert ground_at("1") is None


# The forms seen in public registers (law.md section 9), and what only looks like one (section 11).
SEEN = ("5.1-3/44788-21", "5.1-3/22/129290", "2-1/41723-1", "8-1/5424-1", "1.1-10.1/1071-8", "2-2/1846-1", "8-1/24-54-1",
        "1-2/23-031", "9-3/23-349", "2.2.-1/23/24-1", "9-2/240160/2400573", "5-8/1135-1")  # fmt: skip


@pytest.mark.parametrize("number", SEEN)
def test_the_numbers_of_document_systems_are_known(number: str) -> None:
    assert register_number(number) == number
    assert register_numbers(f"Viitame kirjale nr {number}, 14.03.2025.") == (number,)


@pytest.mark.parametrize("words", ["2-15-6538/82x", "24/7", "1/2", "2024-01/2", "26-0142", "", "nr"])
def test_what_only_looks_like_one_is_none(words: str) -> None:
    assert register_numbers(words) == ()
