"""Lists are narrowed by words and by buttons; each colleague chooses a language; a newcomer is shown around."""

import pytest

from casework.people import bind, invite
from rules.kinds import Kind, Role
from tests.bot.room import Room
from tests.house import HandClock

INFORMATION = "Teabenõue: palun väljastada mulle ameti 2025. aasta koolituskulude koond AvTS alusel."


def two(room: Room) -> tuple[str, str]:
    return room.letter_comes(), room.letter_comes(INFORMATION, message_id="<b@post.example>")


async def test_a_list_is_narrowed_by_a_kind_in_words(room: Room) -> None:
    explanation, information = two(room)
    said = await room.say(room.mari, "/tahtajad teabenõue")
    assert information in said
    assert explanation not in said
    assert "(1) · teabenõue" in said


async def test_a_list_is_narrowed_to_one_handler(room: Room) -> None:
    explanation, information = two(room)
    await room.say(room.jyri, f"/votan {explanation}")
    said = await room.say(room.mari, "/tahtajad Jüri")
    assert explanation in said
    assert information not in said
    assert "Sellenimelist ametnikku ei ole: karu" in await room.say(room.mari, "/tahtajad karu")


async def test_what_is_late_has_a_button_with_its_count(room: Room, clock: HandClock) -> None:
    two(room)
    (shown,) = await room.heard(room.mari, "/tahtajad")
    assert not any("Hilinenud" in one for one in shown.buttons)
    clock.move(days=60)
    fresh = room.letter_comes("Millal makstakse peretoetust?", message_id="<c@post.example>")
    (shown,) = await room.heard(room.mari, "/tahtajad")
    await room.press(room.mari, shown, "⚫ Hilinenud (2)")
    assert fresh not in shown.text
    assert "hilinenud" in shown.text
    await room.press(room.mari, shown, "↩️ Kõik")
    assert fresh in shown.text


async def test_the_kinds_in_a_list_are_offered_with_their_counts(room: Room) -> None:
    _, information = two(room)
    (shown,) = await room.heard(room.mari, "/uued")
    await room.press(room.mari, shown, "🔎 Liigi järgi")
    assert "teabenõue (1)" in shown.buttons
    await room.press(room.mari, shown, "teabenõue (1)")
    assert information in shown.text
    assert "(1)" in shown.text


async def test_a_narrowed_list_stays_so_when_its_page_is_turned(room: Room) -> None:
    for number in range(12):
        room.letter_comes(INFORMATION.replace("2025", f"{2000 + number}"), message_id=f"<n{number}@post.example>")
    (shown,) = await room.heard(room.mari, "/uued teabenõue")
    await room.press(room.mari, shown, "› 2/2")
    assert "teabenõue" in shown.text.splitlines()[0]
    assert len([one for one in shown.buttons if one.startswith("26-")]) == 2


@pytest.mark.parametrize("language", ["ru", "en", "et"])
async def test_each_chooses_the_language_of_the_chat_and_its_menu(room: Room, language: str) -> None:
    (asked,) = await room.heard(room.mari, "/abi keel")
    await room.press(room.mari, asked, {"ru": "русский", "en": "English", "et": "eesti"}[language])
    menu = room.server.exchange.menus[f"chat:{room.mari.id}", ""]
    assert room.last(room.mari.id).text in ("Vastaja теперь говорит по-русски.", "Vastaja speaks English now.", "Vastaja räägib nüüd eesti keeles.")
    words = {"ru": "обращени", "en": "case", "et": "pöördumis"}[language]
    assert any(words in one["description"] for one in menu)


async def test_a_newcomer_is_shown_around_by_role(room: Room) -> None:
    code = room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    person = room.server.person(61, "Uus")
    tour = (await room.heard(person, f"/start {code}"))[-1]
    assert "Tutvustus" in tour.text
    assert "1/5" in tour.text
    seen = [tour.text]
    while "Edasi ›" in tour.buttons:
        await room.press(person, tour, "Edasi ›")
        seen.append(tour.text)
    assert len(seen) == 5
    assert "/uued" in seen[1]
    assert "112" in seen[-1]
    assert "Tutvustus" in await room.say(person, "/abi ring")


@pytest.mark.parametrize("role", list(Role))
async def test_every_role_has_a_tour(room: Room, role: Role) -> None:
    code = room.desk.do_now(invite, f"Uus {role}", [role])
    room.desk.do_now(bind, 62, code)
    person = room.server.person(62, "Uus")
    assert "Tutvustus" in await room.say(person, "/abi ring")


async def test_help_of_one_command_has_an_example(room: Room) -> None:
    said = await room.say(room.mari, "/abi pikenda")
    assert "/pikenda · /extend" in said
    assert "Näide: /pikenda 26-0142" in said
    assert Kind.OTHER not in said
