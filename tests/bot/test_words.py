"""Every sentence of the chat is there in three languages, with the same facts, and nothing that is told lacks one."""

import inspect
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import reading.kinds
import reading.media
import reading.offence
from bot.buttons import CHILD_DONE, STEPS
from bot.names import COMMANDS
from bot.render import RENDERERS
from bot.words import _ROOMS, ALL, has, refusal, say, spoken
from bot.words_et import WORDS as ESTONIAN
from casework import refusals, refusals_of_law, refusals_of_letters
from casework.refusals import MissingReason, NoSuchCase, NotHandler, Refusal
from reading.sign_names import is_named, sign_name
from reading.signs import Sign
from rules.holidays import CannotCount
from rules.kinds import Child, Kind, Language, Outcome, Role, UnknownKind
from rules.life import State, Step, WrongStep
from rules.records import Dispatch, Paper

ROOT = Path(__file__).parents[2]
SENDER_ONLY = {"clear_menu", "to_citizen", "letter_to_citizen", "delete_message", "close_topic"}  # no words of ours but the text itself
ALL_REFUSALS = [
    one for room in (refusals, refusals_of_letters, refusals_of_law) for _, one in inspect.getmembers(room, inspect.isclass)
    if issubclass(one, Refusal) and one is not Refusal
]


def facts_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", [Language.RUSSIAN, Language.ENGLISH])
def test_every_sentence_is_there_in_every_language_with_the_same_facts(language: Language) -> None:
    estonian, other = ALL[Language.ESTONIAN], ALL[language]
    assert sorted(estonian) == sorted(other)
    assert {key: facts_of(words) for key, words in estonian.items()} == {
        key: facts_of(words) for key, words in other.items()
    }


def test_tags_are_closed_in_every_sentence() -> None:
    for words in ALL.values():
        for key, sentence in words.items():
            opened, closed = re.findall(r"<([a-z-]+)>", sentence), re.findall(r"</([a-z-]+)>", sentence)
            assert sorted(opened) == sorted(closed), key


@pytest.mark.parametrize("key", [
    *(f"state.{one}" for one in State), *(f"card.state.{one}" for one in State), *(f"step.{one}" for one in Step),
    *(f"outcome.{one}" for one in Outcome), *(f"role.{one}" for one in Role), *(f"paper.{one}" for one in Paper),
    *(f"language.{one}" for one in Language), *(f"child.{one}" for one in Child if one is not Child.NONE),
    *(f"card.sending.{one}" for one in Dispatch if one not in (Dispatch.SENT, Dispatch.WITHDRAWN)),
    *(f"child_done.{one}" for one in CHILD_DONE), *(step.key for step in STEPS),
    *(f"menu.{one.name}" for one in COMMANDS if one.name != "start"),
    *(f"missing.{one.name}" for one in COMMANDS if one.of_case), *(f"refusal.{one.__name__}" for one in ALL_REFUSALS),
])  # fmt: skip
def test_every_word_of_the_law_and_the_house_has_its_name(key: str) -> None:
    assert has(key)


def test_whatever_casework_tells_the_bot_can_say() -> None:
    source = "".join(path.read_text() for path in (ROOT / "casework").glob("*.py"))
    told = set(re.findall(r"turn\.tell\((?:[^()]|\([^()]*\))*?, \"(\w+)\"", source))
    told |= set(re.findall(r"_tell(?:_handler)?\(turn, \w+, \"(\w+)\"", source)) | {"uncertain", "undelivered"}
    assert len(told) > 15
    assert told - SENDER_ONLY <= set(RENDERERS)


def signs() -> Iterator[str]:
    for module in (reading.kinds, reading.media, reading.offence):
        for value in vars(module).values():
            yield from (one.name for one in _signs_in(value))


def _signs_in(value: object) -> Iterator[Sign]:
    if isinstance(value, Sign):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _signs_in(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _signs_in(inner)


def test_every_sign_that_reading_finds_has_a_name_people_understand() -> None:
    found = set(signs())
    assert len(found) > 20
    assert [sign for sign in sorted(found) if not is_named(sign)] == []


def test_a_sign_nobody_has_named_stands_as_reading_calls_it() -> None:
    assert sign_name("quite_new", Language.ESTONIAN) == "quite new"


def test_what_is_put_into_a_sentence_cannot_break_it() -> None:
    assert say(Language.ESTONIAN, "refusal.NoSuchCase", ref="<b>&") == "Sellist pöördumist ei ole: &lt;b&gt;&amp;"


def test_refusals_are_said_in_the_words_of_the_office() -> None:
    said = [refusal(Language.ESTONIAN, error) for error in (
        NoSuchCase(ref="26-0001"), NotHandler(ref="26-0001", handler=""), MissingReason(command="tagasi"),
        WrongStep(State.CLOSED, Step.SEND), UnknownKind("abc"), CannotCount("x"))]  # fmt: skip
    assert said[0] == "Sellist pöördumist ei ole: 26-0001"
    assert said[1] == "Pöördumisel 26-0001 ei ole menetlejat. Kõigepealt tuleb see võtta: /votan 26-0001"
    assert said[2].startswith("Vaja on numbrit ja põhjust. Näide: /tagasi")
    assert said[3] == "Seda sammu praegu teha ei saa: saatmine. Pöördumise seis: lõpetatud."
    assert "märgukiri" in said[4]
    assert said[5].startswith("Tähtaega ei saa arvutada")


def test_a_fault_is_not_said_as_a_refusal() -> None:
    with pytest.raises(TypeError):
        refusal(Language.ESTONIAN, ValueError("x"))


@pytest.mark.parametrize(("told", "language"), [
    ("et", Language.ESTONIAN), ("ru", Language.RUSSIAN), ("en", Language.ENGLISH), ("de", Language.ENGLISH), ("", Language.ESTONIAN),
    ("und", Language.ESTONIAN),
])  # fmt: skip
def test_who_speaks_a_language_we_do_not_is_spoken_to_in_english(told: str, language: Language) -> None:
    assert spoken(told) is language


def test_the_kinds_are_named_in_the_language_of_the_reader() -> None:
    assert "märgukiri" in refusal(Language.ESTONIAN, UnknownKind("x"))
    assert "меморандум" in refusal(Language.RUSSIAN, UnknownKind("x"))
    assert len(list(Kind)) == 11


def test_no_sentence_has_two_homes() -> None:
    homes = Counter(key for room in (ESTONIAN, *(room[Language.ESTONIAN] for room in _ROOMS)) for key in room)
    assert [key for key, count in homes.items() if count > 1] == []
