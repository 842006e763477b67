"""What people type: commands with and without dots, references as they come, near misses."""

import pytest

from bot.names import BY_NAME, COMMANDS, command_named, language_named, near, outcome_named
from bot.said import command_in, first_word, linked, reference_first
from rules.kinds import Language, Outcome, Role
from rules.rights import MAY


@pytest.mark.parametrize(("text", "name", "bot", "words"), [
    ("/vaata 26-0142", "vaata", "", "26-0142"),
    ("/võtan@vastaja_bot 26-0142", "võtan", "vastaja_bot", "26-0142"),
    ("  /abi  ", "abi", "", ""),
    ("/tapsusta 26-1 Mis?\nJa millal?", "tapsusta", "", "26-1 Mis?\nJa millal?"),
    ("/vaata_26_0142", "vaata", "", "26-0142"),
    ("/kiri_26_0142@vastaja_bot", "kiri", "vastaja_bot", "26-0142"),
])  # fmt: skip
def test_a_command_is_read_as_it_is_typed(text: str, name: str, bot: str, words: str) -> None:
    said = command_in(text)
    assert said is not None
    assert (said.name, said.bot, said.words) == (name, bot, words)


@pytest.mark.parametrize("text", ["tere", "", "vaata 26-1", "vaata /26-1", "/ abi", "http://a/b"])
def test_words_without_a_stroke_before_them_are_no_command(text: str) -> None:
    assert command_in(text) is None


@pytest.mark.parametrize(("words", "ref", "rest"), [
    ("26-0142", "26-0142", ""),
    ("26-142 põhjus siin", "26-0142", "põhjus siin"),
    ("26 - 142 põhjus", "26-0142", "põhjus"),
    ("nr 26–142 põhjus", "26-0142", "põhjus"),
    ("2026-142", "26-0142", ""),
    ("26-1 Esimene rida.\nTeine rida.", "26-0001", "Esimene rida.\nTeine rida."),
    ("põhjus 26-1", "", "põhjus 26-1"),
    ("", "", ""),
])  # fmt: skip
def test_a_reference_is_found_at_the_beginning_however_it_is_written(words: str, ref: str, rest: str) -> None:
    assert reference_first(words) == (ref, rest)


@pytest.mark.parametrize(("payload", "name"), [("kiri_26-0142", "kiri"), ("mustand_26-0142", "mustand")])
def test_a_link_from_a_group_is_a_command(payload: str, name: str) -> None:
    said = linked(payload)
    assert said is not None
    assert (said.name, said.words) == (name, "26-0142")


@pytest.mark.parametrize("payload", ["Xb3k_9aZ-Qw", "kiri_26", "KIRI_26-0142", ""])
def test_a_code_of_an_invitation_is_no_command(payload: str) -> None:
    assert linked(payload) is None


@pytest.mark.parametrize(("typed", "name"), [
    ("votan", "votan"), ("Võtan", "votan"), ("VÕTA", "votan"), ("take", "votan"), ("tähtajad", "tahtajad"), ("due", "tahtajad"),
    ("määra", "maara"), ("suuna", "maara"), ("kooskõlasta", "kinnita"), ("tagasta", "tagasi"), ("lõpeta", "sulge"),
    ("täpsusta", "tapsusta"), ("help", "abi"), ("помощь", "abi"),
])  # fmt: skip
def test_a_command_has_many_names(typed: str, name: str) -> None:
    found = command_named(typed)
    assert found is not None
    assert found.name == name


def test_no_name_stands_for_two_commands() -> None:
    names = [name for command in COMMANDS for name in (command.name, command.english, *command.also)]
    assert len(names) - len(set(names)) == 1  # /start is the same in both languages


def test_every_command_has_its_row_in_the_table_of_rights() -> None:
    assert set(BY_NAME) <= set(MAY)


@pytest.mark.parametrize(
    ("typed", "like"), [("vaate", "vaata"), ("kinita", "kinnita"), ("leter", "letter"), ("qwerty", "")]
)
def test_a_near_miss_finds_the_command_meant(typed: str, like: str) -> None:
    assert near(typed, [Role.OFFICIAL]) == like


def test_a_near_miss_never_names_what_the_role_may_not() -> None:
    assert near("mustant", [Role.PRESS]) == ""


@pytest.mark.parametrize(("word", "language"), [
    ("vene", Language.RUSSIAN), ("RU", Language.RUSSIAN), ("läti", Language.LATVIAN), ("русский", Language.RUSSIAN), ("klingon", None)])  # fmt: skip
def test_languages_are_named_as_people_do(word: str, language: Language | None) -> None:
    assert language_named(word) is language


@pytest.mark.parametrize(("words", "outcome"), [
    ("vastatud", Outcome.ANSWERED), ("vastatud suuliselt", Outcome.ANSWERED_ORALLY), ("tagasi võetud", Outcome.WITHDRAWN),
    ("Teadmiseks", Outcome.NOTED), ("muu", None)])  # fmt: skip
def test_outcomes_are_named_as_people_do(words: str, outcome: Outcome | None) -> None:
    assert outcome_named(words) is outcome


def test_the_first_word_is_parted_from_the_rest() -> None:
    assert first_word("  ei  sest nii ") == ("ei", "sest nii")
