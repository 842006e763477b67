"""The listener of the bot: every update into the ledger first, and on through all that Telegram can do to it (threats.md D)."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from casework.desk import Desk
from casework.receive import Update, take_updates
from playground.telegram import Scripted, TelegramServer, too_many
from reading.understand import Page, Suggestions, understand
from rules.records import Filed
from tests.bot.conftest import *  # noqa: F403 - the house of the chat
from tests.house import MARI, HandClock
from tests.vastaja.ear import PATIENCE, SECRET, Ear, listening, post, webhooked


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vastaja.telegram.FIRST_PAUSE", 0.02)


@pytest.fixture
async def ear(server: TelegramServer, desk: Desk, people: object) -> AsyncIterator[Ear]:
    async with listening(server, desk) as ear:
        yield ear


@pytest.mark.parametrize("trouble", [
    Scripted("getUpdates", 409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"),
    Scripted("getUpdates", 502, "Bad Gateway"),
    Scripted("getUpdates", 502, "x", raw="<html><body>502 Bad Gateway</body></html>"),
    Scripted("getUpdates", 200, "x", raw="{\"ok\":tru"),
    too_many("getUpdates", 1),
], ids=["409", "502", "html", "cut", "429"])  # fmt: skip
async def test_the_bot_listens_on_through_what_telegram_answers(server: TelegramServer, desk: Desk, people: object, trouble: Scripted) -> None:
    server.next_answers.append(trouble)
    async with listening(server, desk) as ear:
        assert "Kõigil pöördumistel on menetleja" in await ear.answer("/uued")
        assert server.next_answers == []


async def test_nobody_waits_for_the_menus_and_they_are_tried_again(server: TelegramServer, desk: Desk, people: object) -> None:
    server.next_answers += [too_many("setMyCommands", 1), Scripted("setMyCommands", 502, "Bad Gateway")]
    async with listening(server, desk) as ear:
        assert "menetleja" in await ear.answer("/uued")
        await server.wait_for(lambda: f"chat:{MARI}" in {scope for scope, _ in server.exchange.menus}, timeout=PATIENCE)


async def test_a_second_listener_is_told_of_as_trouble(server: TelegramServer, desk: Desk, people: object) -> None:
    async with listening(server, desk) as ear:
        ear.health.expect("telegram")
        server.next_answers += [Scripted("getUpdates", 409, "Conflict: terminated by other getUpdates request")] * 50
        ear.server.say(ear.mari, "/uued")  # ends the long question, so that the next one is asked
        await server.wait_for(lambda: "another process asks" in ear.health.states(desk.clock())["telegram"].sentence, timeout=PATIENCE)
        assert not ear.health.states(desk.clock())["telegram"].ok
        server.next_answers.clear()
        await ear.answer("/uued")
        assert ear.health.states(desk.clock())["telegram"].ok


async def test_the_same_update_again_has_one_effect(ear: Ear) -> None:
    said = ear.server.say(ear.mari, "/uued")
    update = ear.server.updates.pending()[0]
    await ear.server.wait_message(MARI, after=said.message_id, timeout=PATIENCE)
    ear.server.updates.again(update)
    await ear.answer("/seis")
    assert sum("menetleja" in one.text and "Menetlejata:" not in one.text for one in ear.server.chat(MARI).from_bot) == 1


async def test_after_a_quiet_week_the_numbers_begin_anew(ear: Ear, clock: HandClock) -> None:
    await ear.answer("/uued")
    clock.move(days=7)
    ear.server.updates.next_id = 1
    assert "Minu laual" in await ear.answer("/seis")
    assert "Minu laual" in await ear.answer("/seis")
    assert (await ear.settled(3)).count(Filed.COMMAND) == 3


async def test_what_stood_in_the_ledger_when_the_house_died_is_answered_at_the_start(server: TelegramServer, desk: Desk, people: object) -> None:
    mari = server.person(MARI, "Mari")
    said = server.say(mari, "/uued")
    raw = json.dumps(server.updates.pending()[0])
    server.updates.forget()
    desk.do_now(take_updates, [Update(1, "a" * 64, raw)])
    async with listening(server, desk):
        await server.wait_message(MARI, "menetleja", after=said.message_id, timeout=PATIENCE)


async def test_one_who_takes_long_holds_up_nobody_else(server: TelegramServer, desk: Desk, people: object) -> None:
    gate = asyncio.Event()

    async def slow(page: Page) -> Suggestions:
        await gate.wait()
        return understand(page, desk.office.senders)

    async with listening(server, desk, slow) as ear:
        server.say(server.person(501, "Kadri"), "Palun selgitage, kes maksab.")
        assert "menetleja" in await ear.answer("/uued")
        gate.set()
        await server.wait_message(501, "vajutage", timeout=PATIENCE)


async def test_an_update_of_an_unknown_form_is_set_aside_and_those_behind_it_are_answered(ear: Ear) -> None:
    ear.server.updates.allowed = ("message", "callback_query", "message_reaction")
    ear.server.updates.put("message", {"message_id": "what?", "chat": {}})
    assert "menetleja" in await ear.answer("/uued")
    assert sorted(await ear.settled(2)) == [Filed.COMMAND, Filed.SET_ASIDE]


# -- the webhook


async def test_by_webhook_the_bot_answers_just_the_same(server: TelegramServer, desk: Desk, people: object) -> None:
    async with webhooked(server, desk) as (ear, _):
        assert "Kõigil pöördumistel on menetleja" in await ear.answer("/uued")
        assert await ear.settled(1) == [Filed.COMMAND]


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x"])
async def test_a_webhook_call_without_our_secret_is_nobodys(server: TelegramServer, desk: Desk, people: object, secret: str) -> None:
    async with webhooked(server, desk) as (ear, url):
        body = {"update_id": 7, "message": {"message_id": 1, "date": 1, "text": "/uued", "chat": {"id": MARI, "type": "private"},
                                            "from": {"id": MARI, "is_bot": False, "first_name": "Mari"}}}  # fmt: skip
        status = await post(url, json.dumps(body), secret)
        assert status == 404
        assert ear.outcomes() == []


@pytest.mark.parametrize("body", ["", "x", "[]", "{}", "{\"update_id\": \"seven\"}", "\"\\ud800\""])
async def test_a_webhook_call_that_is_no_update_is_refused_and_the_next_is_heard(server: TelegramServer, desk: Desk, people: object, body: str) -> None:
    async with webhooked(server, desk) as (ear, url):
        assert await post(url, body, SECRET) == 400
        assert "menetleja" in await ear.answer("/uued")
