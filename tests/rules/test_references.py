"""The number of a case, as the house writes it and as people do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.references import find_references, format_reference, parse_reference


@given(year=st.integers(2000, 2099), number=st.integers(1, 9_999_999))
def test_a_reference_written_is_read_again(year: int, number: int) -> None:
    reference = format_reference(year, number)
    assert parse_reference(reference) == reference
    assert find_references(f"Re: Teie pöördumine on kätte saadud ({reference})") == (reference,)


@pytest.mark.parametrize(
    ("year", "number", "reference"), [(2026, 142, "26-0142"), (2026, 12345, "26-12345"), (2005, 1, "05-0001")]
)
def test_a_reference_has_four_digits_at_least(year: int, number: int, reference: str) -> None:
    assert format_reference(year, number) == reference


@pytest.mark.parametrize(("year", "number"), [(2026, 0), (26, 1), (1999, 1), (2100, 1)])
def test_there_is_no_case_nought_and_no_year_26(year: int, number: int) -> None:
    with pytest.raises(ValueError):
        format_reference(year, number)


@pytest.mark.parametrize(
    "typed",
    ["26-0142", "26-142", "26–142", "26 - 0142", " 26—0142 ", "2026-142", "nr 26-0142", "#26-142", "№ 26-142", "(26-0142)", "26\u20110142", "26-0142."],
)  # fmt: skip
def test_a_reference_is_understood_as_people_type_it(typed: str) -> None:
    assert parse_reference(typed) == "26-0142"


@pytest.mark.parametrize(
    "typed",
    ["", "26", "142", "26/0142", "kiri 26-0142 palun", "26-0000", "126-0142", "26-", "-142", "6-142", "5.1-3/44788-21"],
)
def test_what_is_no_reference_is_none(typed: str) -> None:
    assert parse_reference(typed) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Vastan Teie kirjale nr 26-0142.", ("26-0142",)),
        ("26-0142 ja 26-0143, veel kord 26–0142", ("26-0142", "26-0143")),
        ("Re: [26-0142]: lisa", ("26-0142",)),
        ("viit 5.1-3/44788-21, 2-1/41723-1, 1.1-10.1/1071-8, 9-2/240160/2400573", ()),
        ("kohtuasi 2-15-6538/82 ja 3-3-1-60-16", ()),
        ("2026-03-12 kell 10-12, 15-20 inimest", ()),
        ("telefon 53-1234567-8, +372 53-1234", ("53-1234",)),  # a wrong guess proposes, no more
        ("+37253-1234", ()),
        ("26-142", ()),  # without its zeros only where a person types nothing else
        ("", ()),
    ],
)
def test_references_are_found_in_a_text(text: str, found: tuple[str, ...]) -> None:
    assert find_references(text) == found
