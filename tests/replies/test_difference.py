"""What has changed between two texts: every letter of both is in the pieces, and only what changed is marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replies.difference import LONGEST, How, Piece, changed, difference, near_changes

SAME, ADDED, REMOVED = How.SAME, How.ADDED, How.REMOVED


@pytest.mark.parametrize(("old", "new", "pieces"), [
    ("Tere tulemast", "Tere tulemast", [(SAME, "Tere tulemast")]),
    ("Perekond ei maksa.", "Perekond ei tasu.", [(SAME, "Perekond ei "), (REMOVED, "maksa"), (ADDED, "tasu"), (SAME, ".")]),
    ("", "Uus", [(ADDED, "Uus")]), ("Vana", "", [(REMOVED, "Vana")]), ("", "", []),
    ("üks\nkaks\n", "üks\nkolm\nkaks\n", [(SAME, "üks\n"), (ADDED, "kolm\n"), (SAME, "kaks\n")]),
])  # fmt: skip
def test_only_the_changed_words_are_marked(old: str, new: str, pieces: list[tuple[How, str]]) -> None:
    found = difference(old, new)
    assert [(one.how, one.text) for one in found] == pieces
    assert changed(found) == (old != new)


@given(st.text(alphabet="ab \n.õ", max_size=60), st.text(alphabet="ab \n.õ", max_size=60))
def test_the_pieces_make_both_texts(old: str, new: str) -> None:
    found = difference(old, new)
    assert "".join(one.text for one in found if one.how is not ADDED) == old
    assert "".join(one.text for one in found if one.how is not REMOVED) == new


def test_a_very_long_passage_is_shown_whole_instead_of_word_by_word() -> None:
    old, new = "a " * (LONGEST + 1), "b " * (LONGEST + 1)
    assert [one.how for one in difference(old, new)] == [REMOVED, ADDED]


def test_what_is_far_from_any_change_is_left_out() -> None:
    text = "".join(f"rida {number}\n" for number in range(30))
    found = near_changes(difference(text, text.replace("rida 15", "rida viisteist")), lines=2)
    assert found[0] == Piece(How.LEFT_OUT, "")
    assert "".join(one.text for one in found) == "rida 14\nrida 15viisteist\nrida 16\n"
    assert near_changes((Piece(SAME, "kõik sama\n" * 3),)) == (Piece(How.LEFT_OUT, ""),)
