"""Where content is read on the page: the private chat gives a link and its code, asks what a foreign case is read for, and shows no word."""

import re
from dataclasses import replace

import pytest
from sqlmodel import select

from casework import content
from casework.office import Office, Privacy
from casework.page_links import open_link
from playground.bot_chats import Message
from storage.page_tables import PageLink
from tests.bot.room import Room
from tests.bot.test_papers import hidden
from tests.house import DUTY, MARI, HandClock, letter, make_office, receive

URL = "https://vastaja.ska.example"


@pytest.fixture
def office() -> Office:
    return make_office(privacy=Privacy(content="page", page_url=URL))


@pytest.fixture
async def taken(room: Room) -> str:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    return ref


def link_of(message: Message) -> str:
    (button,) = message.keyboard[0]
    found = re.fullmatch(re.escape(URL) + r"/page/open/([\w-]{32})", button.url)
    assert found
    return found[1]


@pytest.mark.parametrize(("command", "what"), [("kiri", "letter"), ("mustand", "draft"), ("aadress", "addresses"), ("margi", "notes")])
async def test_each_kind_of_content_is_a_link_that_its_code_opens(
    room: Room, taken: str, command: str, what: str
) -> None:
    (shown,) = await room.heard(room.mari, f"/{command} {taken}")
    assert shown.protected
    assert "kes maksab" not in shown.text
    assert re.fullmatch(r"\d{6}", hidden(shown)), "a lock screen shows no code"
    opened = room.desk.do_now(open_link, link_of(shown), hidden(shown))
    assert opened is not None
    assert opened.what == what


@pytest.mark.parametrize(("body", "subject"), [("KOV Kivila", ""), ("PPA", "PPA")])
async def test_the_sentences_of_a_notice_are_read_by_a_link_to_that_very_notice(room: Room, taken: str, body: str, subject: str) -> None:
    shown = (await room.heard(room.mari, f"/teata {taken} {body}"))[-1]
    opened = room.desk.do_now(open_link, link_of(shown), hidden(shown))
    assert opened is not None
    assert opened.what == "referral"
    assert [one.subject for one in room.desk.look_now(lambda turn: list(turn.session.exec(select(PageLink))))] == [subject]


async def test_link_and_code_are_taken_away_with_their_time(room: Room, taken: str, clock: HandClock) -> None:
    (shown,) = await room.heard(room.mari, f"/kiri {taken}")
    clock.move(minutes=11)
    await room.tell()
    assert shown not in shown.chat.messages


async def test_the_sentences_behind_a_suggestion_are_on_the_page_and_the_day_is_not(room: Room, taken: str) -> None:
    (shown,) = await room.heard(room.mari, f"/miks {taken}")
    assert "kes maksab" not in shown.text
    await room.press(room.mari, shown, "💬 Laused, millel see põhineb")
    assert link_of(room.last(MARI))


async def test_a_group_gets_no_link_but_the_way_to_the_private_chat(room: Room, taken: str) -> None:
    (shown,) = await room.heard(room.mari, f"/kiri {taken}", DUTY)
    assert shown.keyboard[0][0].url.endswith(f"?start=kiri_{taken}")


async def test_a_foreign_case_asks_its_purpose_first_and_then_shows_what_was_asked_for(room: Room, taken: str) -> None:
    (asked,) = await room.heard(room.jyri, f"/kiri {taken}")
    assert "Mille jaoks" in asked.text
    assert len(asked.keyboard) == 5
    await room.press(room.jyri, asked, "Vastan samalaadsele kirjale")
    assert link_of(room.last(room.jyri.id))
    said = [(who, what, note) for _, who, what, note in room.desk.look_now(content.why, taken).history]
    assert (f"official:{room.people.jyri.id}", "purpose", "sarnane") in said


async def test_a_press_officer_cannot_say_a_way_into_letters(room: Room, taken: str) -> None:
    (asked,) = await room.heard(room.jyri, f"/kiri {taken}")
    card = (await room.heard(room.piret, f"/vaata {taken}"))[-1]
    card.keyboard[0][0] = replace(card.keyboard[0][0], data=asked.keyboard[0][0].data)
    await room.press(room.piret, card, card.buttons[0])
    assert "purpose" not in [what for _, _, what, _ in room.desk.look_now(content.why, taken).history]
    assert not any(button.url for one in card.chat.messages for row in one.keyboard for button in row)


async def test_a_held_letter_is_read_on_the_page_too(room: Room) -> None:
    receive(room.desk, room.originals, letter("Palun vastust."), folder="junk:Junk", uid=9)
    (listed,) = await room.heard(room.mari, "/ootel")
    await room.press(
        room.mari, listed, next(one for one in listed.buttons if "#" in one or "Näita" in one or "Loe" in one)
    )
    assert link_of(room.last(MARI))


async def test_the_words_around_what_was_found_are_on_the_page(room: Room, taken: str) -> None:
    (found,) = await room.heard(room.mari, f"/otsi {taken}")
    assert "kes maksab" not in found.text
    await room.press(room.mari, found, "📖 Loe katkeid lehel")
    opened = room.desk.do_now(open_link, link_of(room.last(MARI)), hidden(room.last(MARI)))
    assert opened is not None
    assert opened.what == "found"


class TestWithoutAnAddress:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(privacy=Privacy(content="page"))

    async def test_the_official_hears_what_is_missing(self, room: Room, taken: str) -> None:
        assert "[web] url" in await room.say(room.mari, f"/kiri {taken}")
