"""The search in the chat: words and masked excerpts in private, on record; numbers and a count in a group."""

from datetime import date

import pytest

from bot.queries import read_query
from bot.words import say
from casework.assign import take
from casework.content import why
from casework.purpose import state_purpose
from casework.refusals import BadDay, NoSuchTopic
from casework.sight import write_sight
from reading.topic import built_in_topics
from rules.kinds import Kind, Language, UnknownKind
from rules.purposes import Purpose
from tests.bot.room import Room
from tests.house import DUTY
from tests.indexed import index

TODAY = date(2026, 11, 23)  # Monday


async def test_words_are_found_in_private_with_masked_words_on_record(room: Room) -> None:
    ref = room.letter_comes("Mati Tamm ootab hooldekodu kohta, telefon 5555 1234.")
    index(room.desk)
    (found,) = await room.heard(room.mari, "/otsi hooldekodud")
    assert "Leitud pöördumisi: 1" in found.text
    assert ref in found.text
    assert "ootab hooldekodu kohta" in found.text
    assert not {"Mati", "Tamm", "1234"} & set(found.text.replace(",", " ").split())
    assert found.protected
    history = room.desk.look_now(why, ref).history
    assert [(who, what) for _, who, what, _ in history][-1] == (f"official:{room.people.mari.id}", "opened_excerpt")
    await room.press(room.mari, found, ref)
    assert "selgitustaotlus" in room.last(room.mari.id).text or "?" in room.last(room.mari.id).text


async def test_a_group_sees_numbers_and_a_count_only(room: Room) -> None:
    ref = room.letter_comes("Lapsevanem ootab hooldekodu kohta.")
    index(room.desk)
    (found,) = await room.heard(room.mari, "/find hooldekodu", DUTY)
    assert found.text.splitlines() == ["🔎 Leitud pöördumisi: 1", ref]


async def test_a_name_is_not_sought_aloud_in_a_group(room: Room) -> None:
    room.letter_comes("Mati Tamm ootab.")
    index(room.desk)
    told = await room.say(room.mari, "/otsi Mati Tamm", DUTY)
    assert told == say(Language.ESTONIAN, "words_in_private", command="otsi")


async def test_pages_are_turned_in_place(room: Room) -> None:
    for number in range(12):
        room.letter_comes(f"Palun toetust, küsimus {number}.", message_id=f"<{number}@x.example>")
    index(room.desk)
    (found,) = await room.heard(room.mari, "/otsi toetus")
    assert "26-0012" in found.text
    await room.press(room.mari, found, "› 2/2")
    shown = room.last(room.mari.id)
    assert shown.message_id == found.message_id
    assert "26-0002" in shown.text
    assert "26-0012" not in shown.text


async def test_nothing_found_no_words_and_odd_words_each_get_a_sentence(room: Room) -> None:
    assert "Midagi ei leitud" in await room.say(room.mari, "/otsi ülihelikiirus")
    assert "Mida otsida?" in await room.say(room.mari, "/otsi")
    assert "ühtegi sõna" in await room.say(room.mari, '/otsi "*()" -- ;')
    assert "Sellist teemat ei ole" in await room.say(room.mari, "/otsi teema:olematu")


async def test_press_does_not_search_letters(room: Room) -> None:
    assert say(Language.ESTONIAN, "refusal.NotAllowed") in await room.say(room.piret, "/otsi hooldekodu")


def query(text: str) -> object:
    return read_query(text, TODAY, built_in_topics(), "Mari Mets")


def test_filters_are_read_in_three_languages() -> None:
    asked = read_query('lasteaed liik:kaebus menetleja:mina alates:1.09 kuni:"30. september" "uus direktor"', TODAY,
                       built_in_topics(), "Mari Mets")  # fmt: skip
    assert (asked.kind, asked.handler, asked.since, asked.until) == (Kind.COMPLAINT, "Mari Mets", date(2026, 9, 1), date(2026, 9, 30))
    assert asked.words.split() == ["lasteaed"]
    assert asked.phrases == ("uus direktor",)
    other = read_query("сад вид:kaebus исполнитель:Jüri с:24.12 по:2026-01-31", TODAY, built_in_topics(), "Mari Mets")
    assert (other.kind, other.handler, other.since, other.until) == (Kind.COMPLAINT, "Jüri", date(2025, 12, 24), date(2026, 1, 31))


@pytest.mark.parametrize(("text", "refused"), [
    ("liik:olematu", UnknownKind), ("teema:olematu", NoSuchTopic), ("alates:kunagi", BadDay), ("kuni:31.02", BadDay)])  # fmt: skip
def test_a_filter_that_says_nothing_is_refused(text: str, refused: type[Exception]) -> None:
    with pytest.raises(refused):
        query(text)


def test_a_topic_is_named_by_its_beginning() -> None:
    one = built_in_topics()[0]
    assert read_query(f"teema:{one.slug[:-1]}", TODAY, built_in_topics(), "").topic == one.slug


async def test_words_of_anothers_case_are_not_shown_before_a_purpose_is_named(room: Room) -> None:
    ref = room.letter_comes("Lapsevanem ootab hooldekodu kohta.")
    index(room.desk)
    room.desk.do_now(take, room.people.jyri, ref)
    room.desk.do_now(lambda turn: setattr(turn.case(ref), "proposed_handler_id", None))
    (found,) = await room.heard(room.mari, "/otsi hooldekodu")
    assert ref in found.text
    assert "ootab" not in found.text
    assert "eesmärgi" in found.text
    room.desk.do_now(state_purpose, room.people.mari, ref, next(iter(Purpose)))
    assert "ootab" in await room.say(room.mari, "/otsi hooldekodu")


async def test_a_limited_case_is_found_by_nobody_else(room: Room) -> None:
    ref = room.letter_comes("Lapsevanem ootab hooldekodu kohta.")
    index(room.desk)
    room.desk.do_now(lambda turn: write_sight(turn.session, turn.case(ref).id, [room.people.jyri.id], sees=True))
    assert "Midagi ei leitud" in await room.say(room.mari, "/otsi hooldekodu")
    assert "Midagi ei leitud" in await room.say(room.mari, f"/otsi {ref}")
    assert ref in await room.say(room.jyri, "/otsi hooldekodu")
    assert ref not in await room.say(room.jyri, "/otsi hooldekodu", DUTY)
