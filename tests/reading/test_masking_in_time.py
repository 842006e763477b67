"""A letter that is one long list of people is understood and masked in time: each name is held against its like only."""

import random

import pytest

from reading.page import Page, Senders
from reading.understand import understand
from tests.reading.pages import grows_with_the_length

_FIRST = ("Mari", "Jaan", "Tiiu", "Kadri", "Peeter", "Liis")


def _word(chance: random.Random) -> str:
    return "".join(chance.choice("aeioukstlmnr") for _ in range(7)).capitalize()


@pytest.mark.parametrize(("between", "names"), [(" ", 14_000), ("\n", 4_000), (", ", 4_000)], ids=["spaces", "lines", "commas"])
def test_a_list_of_thousands_of_names_is_masked_in_time(between: str, names: int) -> None:
    chance = random.Random(1)  # noqa: S311
    people = [f"{chance.choice(_FIRST)} {_word(chance)}" for _ in range(names)]

    def masked(share: float) -> None:
        text = between.join(people[: int(share * names)])
        assert "[nimi" in understand(Page(sender="", text=text), Senders()).masked

    assert grows_with_the_length(masked)


@pytest.mark.parametrize("gap", [" ", "\n", "\n" + " " * 60])
def test_a_name_is_masked_however_wide_the_gap_within_it(gap: str) -> None:
    masked = understand(Page(sender="", text=f"Kirjutab Mari Tamm. Tere,\n\nMari{gap}Tamm elab Tartus."), Senders()).masked
    assert "Tamm" not in masked


def test_a_name_at_the_end_of_a_very_long_letter_is_masked() -> None:
    text = "Rääkisin ametnikuga, kes lubas asja uurida, kuid midagi ei juhtunud. " * 1_700 + "Naaber Peeter Rebane elab siin."
    assert "Rebane" not in understand(Page(sender="", text=text), Senders()).masked


def test_people_listed_with_spaces_only_are_masked_each_as_one() -> None:
    text = "Osalesid Mari Tamm Jaan Kask Tiiu Lepp Peeter Rebane Kadri Kuusk Liis Saar ja teised."
    masked = understand(Page(sender="", text=text), Senders()).masked
    assert sorted(word for word in masked.replace("[nimi ", "").replace("]", "").split() if word.isdigit()) == list("123456")
    assert masked.endswith("ja teised.")


def test_a_line_of_surnames_alone_is_masked() -> None:
    text = "Tere\n\nTamm Kask Lepp Rebane Kuusk Saar Mägi Oja Pärn Mets"
    masked = understand(Page(sender="", text=text), Senders()).masked
    assert not [name for name in text.split()[1:] if name in masked]
