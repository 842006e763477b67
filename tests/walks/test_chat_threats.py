"""What Telegram and strangers may do to the bot (threats.md D), each told as it happens to an office: by polling, and by webhook."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

import pytest
from starlette.applications import Starlette

from casework import content, views
from casework.assign import assign
from casework.people import invite
from playground.bot_chats import Message, Person
from playground.bot_updates import Webhook
from playground.serving import Serving
from playground.telegram import Scripted, too_many
from reading.understand import Page, Suggestions, understand
from rules.kinds import Role
from rules.records import Filed
from tests.bot.room import KADRI, Room
from tests.casework.clocks import mailed
from tests.house import DUTY, HEADS, HELVE, MARI, PRESS, HandClock
from tests.vastaja.ear import PATIENCE, Ear, Understand, listening, post, webhooked
from vastaja.clockwork import Clockwork
from vastaja.service import DEAF_CHAT
from vastaja.serving import webhook
from vastaja.settings import TelegramSettings
from vastaja.telegram import TELEGRAM, ChatSender

DANGER = "Tere! Kivila vallas elab Juku. Isa peksab last iga õhtu, laps on ohus. Mina olen Kadri Kask."
BAD_GATEWAY = Scripted("", 502, "Bad Gateway")
ALARM = "Vastaja: telegram ei vasta"


@dataclass(slots=True)
class Bot:
    """The bot at work, with what its house does by the clock."""

    room: Room
    mode: str
    clock: HandClock
    doors: AsyncExitStack
    ear: Ear
    url: str = ""

    def __post_init__(self) -> None:
        self.ear.health.expect(TELEGRAM, DEAF_CHAT)

    @property
    def chat(self) -> ChatSender:
        return ChatSender(self.room.bot, self.room.desk, self.ear.health)

    async def says(self, who: Person, words: str, chat: int = 0) -> str:
        said = self.room.server.say(who, words, chat)
        return (await self.room.server.wait_message(said.chat.id, after=said.message_id, timeout=PATIENCE)).text

    async def presses(self, who: Person, message: Message, button: str) -> None:
        self.room.server.press(who, message, button)
        await self.quiet()

    async def quiet(self) -> None:
        """Wait till every update has been told to us and dealt with."""
        updates = self.room.server.updates
        await self.until(lambda: not updates.pending() and not self.ear.listener._at_work)

    async def until(self, true: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE):
            while not true():  # noqa: ASYNC110 - no event tells of it
                await asyncio.sleep(0.002)

    async def tells(self) -> None:
        """Let all that waits for the chat be told, within Telegram's limits."""
        for _ in range(3):
            await self.chat.round()
            self.clock.move(seconds=20)

    async def clockwork(self) -> None:
        """Let the house look at its doors and do what is due."""
        await Clockwork(self.room.desk, self.ear.health, lambda: self.clock().timestamp()).round()

    async def cut_off(self) -> None:
        """Let Telegram answer nothing any more, till `reached` again."""
        self.room.server.next_answers += [BAD_GATEWAY] * 5_000
        self.room.server.say(self.room.kadri, "/abi")  # the poll that is open ends, and the next is refused
        await self.until(lambda: not self.ear.health.states(self.clock())[TELEGRAM].ok)

    async def reached(self) -> None:
        self.room.server.next_answers.clear()
        self.room.server.say(self.room.kadri, "/abi")  # a poll ends when something comes
        await self.until(lambda: self.ear.health.states(self.clock())[TELEGRAM].ok)

    def mails(self, subject: str) -> int:
        return mailed(self.room.desk, "valve@ska.example").count(subject)


async def begin(room: Room, mode: str, clock: HandClock, understand_with: Understand | None = None) -> Bot:
    doors = AsyncExitStack()
    if mode == "polling":
        return Bot(room, mode, clock, doors, await doors.enter_async_context(listening(room.server, room.desk, understand_with)))
    ear, url = await doors.enter_async_context(webhooked(room.server, room.desk, understand_with))
    return Bot(room, mode, clock, doors, ear, url)


@pytest.fixture(params=["polling", "webhook"])
def mode(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "WEBHOOK_LOOK"):
        monkeypatch.setattr(f"vastaja.telegram.{name}", 0.02)
    return str(request.param)


@pytest.fixture
async def bot(room: Room, mode: str, clock: HandClock) -> AsyncIterator[Bot]:
    bot = await begin(room, mode, clock)
    async with bot.doors:
        yield bot


async def test_d8_a_group_moves_the_bot_is_put_out_of_another_and_an_official_stops_it(bot: Bot) -> None:
    room, server = bot.room, bot.room.server
    server.exchange.chats[DUTY].type = "group"
    moved = server.migrate(DUTY, room.mari).id
    ref = room.letter_comes()
    await bot.tells()
    assert ref in room.last(moved).text
    assert ref in await bot.says(room.mari, f"/vaata {ref}", moved)
    server.kick(PRESS, room.kadri)
    await bot.quiet()
    await bot.tells()
    assert "Robot eemaldati asutuse rühmast" in room.last(HELVE).text
    server.block(room.mari)
    await bot.quiet()
    room.desk.do_now(assign, room.people.helve, ref, "Mari Mets")
    await bot.tells()
    assert "Mari Mets on roboti peatanud" in room.last(HELVE).text
    server.unblock(room.mari)
    assert ref in await bot.says(room.mari, "/minu")


async def test_d9_five_guesses_shut_the_door_on_a_stranger_and_the_head_hears_of_it(bot: Bot) -> None:
    room, stranger = bot.room, bot.room.server.person(601, "Võõras")
    refused = {await bot.says(stranger, f"/start guess-{number}") for number in range(5)}
    assert len(refused) == 1  # nothing tells a wrong code from a used one
    code = room.desk.do_now(invite, "Uus Ametnik", [Role.OFFICIAL])
    assert await bot.says(stranger, f"/start {code}") in refused
    await bot.tells()
    assert "viis korda vale koodiga" in room.last(HEADS).text
    assert "Tere, Uus Ametnik!" in await bot.says(room.server.person(602, "Uus"), f"/start {code}")


async def test_d18_a_file_too_big_is_said_so_and_the_words_beside_it_become_the_letter(bot: Bot) -> None:
    room = bot.room
    said = room.server.send(room.kadri, content=b"x", caption="Palun selgitage, kes maksab hooldekodu eest.",
                            document={"file_name": "../../film.mov", "file_size": 30_000_000})  # fmt: skip
    await bot.quiet()
    assert "liiga suur" in room.after(said)[0].text
    await bot.presses(room.kadri, room.last(KADRI), "✅ Saada")
    letter, *_ = (one for one in room.desk.look_now(content.letters, "26-0001") if one.incoming)
    assert letter.attachments == ()


async def test_d11_an_order_in_an_officials_name_without_our_secret_is_nobodys(bot: Bot) -> None:
    room, ref = bot.room, bot.room.letter_comes()
    forged = {"update_id": 7, "message": {"message_id": 99, "date": 1, "text": f"/votan {ref}", "chat": {"id": MARI, "type": "private"},
                                          "from": {"id": MARI, "is_bot": False, "first_name": "Mari"}}}  # fmt: skip
    polling = webhook(TelegramSettings(mode="polling"), bot.ear.listener.take)
    async with Serving(Starlette(routes=[*polling])) as closed:  # a house that asks for its updates has no such door
        for secret in ("", "wrong"):
            assert await post(bot.url or f"{closed.url}/telegram", json.dumps(forged), secret) == 404
    assert room.desk.look_now(views.card, ref).handler == ""
    await bot.says(room.mari, f"/votan {ref}")
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"


async def test_d12_another_process_takes_our_updates_and_the_house_hears_of_it(bot: Bot) -> None:
    room, server, ref = bot.room, bot.room.server, bot.room.letter_comes()
    if bot.mode == "polling":
        server.next_answers += [Scripted("getUpdates", 409, "Conflict: terminated by other getUpdates request")] * 5_000
    else:
        server.updates.set_webhook(Webhook())  # as a bot does before it polls
    server.say(room.mari, f"/votan {ref}")
    if bot.mode == "polling":
        await bot.until(lambda: not bot.ear.health.states(bot.clock())[TELEGRAM].ok)
        bot.clock.move(minutes=6)
        await bot.clockwork()
        assert bot.mails(ALARM) == 1
        await bot.reached()
    await bot.until(lambda: room.desk.look_now(views.card, ref).handler == "Mari Mets")
    assert bool(server.updates.webhook.url) is (bot.mode == "webhook")
    assert ref in await bot.says(room.mari, "/minu")


async def test_d13_a_flood_limit_is_waited_out_and_a_child_waits_for_none(bot: Bot) -> None:
    room, server, chat = bot.room, bot.room.server, bot.chat
    ref = room.letter_comes()
    server.next_answers.append(too_many("sendMessage", 30))
    await chat.round()
    danger = room.letter_comes(DANGER, message_id="<danger@x.example>")
    await chat.round()
    assert any(danger in one.text for one in server.chat(DUTY).from_bot)
    asked = sum(call.method == "sendMessage" for call in server.calls)
    for _ in range(5):
        await chat.round()
    assert sum(call.method == "sendMessage" for call in server.calls) == asked  # no hammering
    bot.clock.move(seconds=31)
    await chat.round()
    (told,) = [one for one in server.chat(DUTY).from_bot if ref in one.text]
    assert "kordus" not in told.text
    server.next_answers.append(too_many("answerCallbackQuery", 5))
    await bot.presses(room.mari, told, "✋ Võtan")
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"


@pytest.mark.parametrize("trouble", [
    [Scripted("answerCallbackQuery", 502, "Bad Gateway"), Scripted("editMessageText", 502, "Bad Gateway")],
    [Scripted("answerCallbackQuery", 200, "x", raw="<html>502</html>"), Scripted("editMessageText", 200, "x", raw='{"ok":tr')],
    [Scripted("getUpdates", 502, "x", raw="<html>502</html>"), Scripted("getWebhookInfo", 200, "x", raw='{"ok":tr')],
], ids=["5xx", "garbage", "way in"])  # fmt: skip
async def test_d14_whatever_telegram_answers_a_press_counts_once_and_the_bot_goes_on(bot: Bot, trouble: list[Scripted]) -> None:
    room, ref = bot.room, bot.room.letter_comes()
    await bot.tells()
    room.server.next_answers += trouble
    await bot.presses(room.mari, room.last(DUTY), "✋ Võtan")
    assert room.desk.look_now(views.card, ref).handler == "Mari Mets"
    room.server.next_answers.clear()
    assert ref in await bot.says(room.mari, "/minu")


async def test_d15_done_but_the_answer_lost_is_a_marked_repeat_at_worst_and_never_a_second_act(bot: Bot) -> None:
    room, server, ref = bot.room, bot.room.server, bot.room.letter_comes()
    server.next_answers.append(Scripted("sendMessage", 502, "Bad Gateway", done_first=True))
    await bot.chat.round()
    bot.clock.move(minutes=1)
    await bot.tells()
    first, second = (one for one in server.chat(DUTY).from_bot if ref in one.text)
    assert "kordus" not in first.text
    assert "(Võib olla kordus.)" in second.text
    server.next_answers.append(Scripted("answerCallbackQuery", 502, "Bad Gateway", done_first=True))
    server.press(room.mari, second, "✋ Võtan")
    told = server.updates.pending()[-1]
    await bot.quiet()
    server.updates.again(told)  # our thanks were lost, so Telegram says it once more
    await bot.quiet()
    history = room.desk.look_now(lambda turn: turn.case(ref).version)
    await bot.presses(room.jyri, first, "✋ Võtan")
    now = room.desk.look_now(views.card, ref)
    assert (now.handler, now.version) == ("Mari Mets", history)


async def kill(bot: Bot) -> None:
    """End what is at work as kill -9 does: nothing more is said or written."""
    await bot.until(lambda: bot.ear.outcomes()[-1:] != [] and bool(bot.ear.listener._at_work))
    for one in bot.ear.listener._at_work:
        one.cancel()
    await bot.until(lambda: not bot.ear.listener._at_work)


async def test_d16_what_a_dead_process_had_in_hand_is_done_once_by_the_next(room: Room, mode: str, clock: HandClock) -> None:
    ref = room.letter_comes()
    dying = await begin(room, mode, clock)
    async with dying.doors:
        dying.ear.listener._room = asyncio.Semaphore(0)  # so much is at work that this one waits
        room.server.say(room.mari, f"/votan {ref}")
        await kill(dying)
    assert dying.ear.outcomes()[-1] is Filed.PENDING
    reborn = await begin(room, mode, clock)
    async with reborn.doors:
        await reborn.until(lambda: room.desk.look_now(views.card, ref).handler == "Mari Mets")
        await reborn.quiet()
        assert len(room.server.chat(MARI).from_bot) == 1


async def test_d16_a_danger_that_was_being_read_when_the_house_died_is_told_at_the_start(room: Room, mode: str, clock: HandClock) -> None:
    never = asyncio.Event()

    async def hang(page: Page) -> Suggestions:
        await never.wait()
        raise AssertionError

    dying = await begin(room, mode, clock, hang)
    async with dying.doors:
        room.server.say(room.kadri, DANGER)
        await dying.until(lambda: dying.ear.outcomes()[-1:] == [Filed.COMMAND])  # kept, and not read
        await kill(dying)
    reborn = await begin(room, mode, clock)
    async with reborn.doors:
        await reborn.until(lambda: room.outcome_of_letter() != "")
        await reborn.tells()
        assert any("🚨" in one.text for one in room.server.chat(DUTY).from_bot)


async def test_d17_one_who_takes_long_holds_up_nobody_else(room: Room, mode: str, clock: HandClock) -> None:
    gate = asyncio.Event()

    async def slow(page: Page) -> Suggestions:
        await gate.wait()
        return understand(page, room.desk.office.senders)

    bot = await begin(room, mode, clock, slow)
    async with bot.doors:
        ref = room.letter_comes()
        room.server.say(room.kadri, "Palun selgitage, kes maksab asenduskodu eest.")
        assert ref in await bot.says(room.mari, "/uued")
        await bot.says(room.mari, f"/votan {ref}")
        assert room.server.chat(KADRI).from_bot == []
        gate.set()
        await room.server.wait_message(KADRI, "vajutage", timeout=PATIENCE)


async def test_d20_hours_without_telegram_cost_no_letter_and_a_child_is_told_by_mail(bot: Bot) -> None:
    room = bot.room
    await bot.cut_off()
    ref = room.letter_comes(DANGER)
    await bot.chat.round()
    bot.clock.move(seconds=40)
    await bot.clockwork()
    assert bot.mails(f"Kiire: laps võib vajada abi ({ref})") == 1
    bot.clock.move(hours=3)
    other = room.letter_comes(message_id="<b@post.example>")  # letters are registered, and their terms run
    assert room.desk.look_now(views.card, other).due
    await bot.clockwork()
    assert bot.mails(ALARM) == 1
    await bot.reached()
    await bot.tells()
    assert any(ref in one.text for one in room.server.chat(DUTY).from_bot)
    assert "✋" in "".join(next(one for one in room.server.chat(DUTY).from_bot if other in one.text and one.buttons).buttons)
    assert ref in await bot.says(room.mari, f"/vaata {ref}")


async def test_d21_after_a_quiet_week_numbers_begin_anew_and_a_lost_day_is_told(bot: Bot) -> None:
    room = bot.room
    assert "Kõigil pöördumistel" in await bot.says(room.mari, "/uued")
    await bot.cut_off()
    bot.clock.move(days=7)
    room.server.updates.next_id = 1
    room.server.updates.forget()  # Telegram keeps them for a day
    await bot.reached()
    ref = room.letter_comes()
    await bot.says(room.mari, f"/votan {ref}")
    assert ref in await bot.says(room.mari, "/minu")
    await bot.tells()
    assert any("Telegramiga ei olnud ühendust" in one.text for one in room.server.chat(HEADS).from_bot)
