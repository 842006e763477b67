"""A message of the chat: never too long, never cut inside an emoji, never a broken tag."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text import Html, cut, safe, spoiler, unbroken, units, without_tags


@given(st.text(max_size=400), st.integers(min_value=8, max_value=60))
def test_no_part_is_longer_than_the_room_and_no_word_is_lost(text: str, room: int) -> None:
    parts = cut(text, room)
    assert all(units(part) <= room for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@pytest.mark.parametrize("whole", ["👨‍👩‍👧", "👍🏽", "🇪🇪", "õ̃", "❤️"])
def test_what_is_seen_as_one_sign_is_never_cut(whole: str) -> None:
    for before in range(10, 21):
        parts = cut("x" * before + whole + "y" * 40, 20)
        assert any(whole in part for part in parts)


def test_a_text_is_cut_at_an_empty_line_before_a_line_before_a_word() -> None:
    assert cut("esimene lõik\n\nteine lõik", 20) == ["esimene lõik", "teine lõik"]
    assert cut("esimene rida\nteine rida", 20) == ["esimene rida", "teine rida"]
    assert cut("esimene teine kolmas", 15) == ["esimene teine", "kolmas"]


def test_an_empty_text_is_one_empty_part() -> None:
    assert cut("") == [""]


def test_units_are_counted_as_telegram_does() -> None:
    assert units("a😀") == 3


def test_what_a_person_wrote_cannot_become_a_tag() -> None:
    assert spoiler("<b>&") == "<tg-spoiler>&lt;b&gt;&amp;</tg-spoiler>"
    assert safe(Html("<b>")) == "<b>"
    assert without_tags("<b>a &amp; b</b>") == "a & b"


def test_a_section_cited_is_never_parted_by_the_end_of_a_line() -> None:
    assert unbroken("AvTS § 35 lg 1 p 11, 12; jäänud 1 p 5 t") == "AvTS §\u00a035\u00a0lg\u00a01\u00a0p\u00a011, 12; jäänud 1 p 5 t"
