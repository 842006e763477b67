"""The town's chat server as a real bot library (python-telegram-bot) meets it."""

import asyncio
import io
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, ForceReply, Update
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, NetworkError, RetryAfter
from telegram.ext import Application, CallbackQueryHandler, CommandHandler
from telegram.request import HTTPXRequest

from playground.bot_chats import Person
from playground.telegram import Scripted, TelegramServer, too_many

MARI, JURI, DUTY = 11, 12, -100500


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 3, 5, 9, 0, tzinfo=UTC)  # Thursday

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(clock=clock) as server:
        yield server


@pytest.fixture
def mari(server: TelegramServer) -> Person:
    return server.person(MARI, "Mari")


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with _bot(server) as bot:
        yield bot


def _bot(server: TelegramServer, token: str = "") -> Bot:
    return Bot(
        token or server.token, base_url=f"{server.base_url}/bot", base_file_url=f"{server.base_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=8), get_updates_request=HTTPXRequest(connection_pool_size=4, httpx_kwargs={"verify": False}),
    )  # fmt: skip


async def test_a_whole_conversation_of_command_button_press_and_edit(server: TelegramServer, mari: Person) -> None:
    async def start(update: Update, _: Any) -> None:
        assert update.message is not None
        await update.message.reply_text("Tere", reply_markup=Keyboard([[Button("Kinnita", callback_data="ok:1")]]))

    async def pressed(update: Update, _: Any) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("tehtud")
        await update.callback_query.edit_message_text(f"Kinnitatud {update.callback_query.data}")

    app = (
        Application.builder().token(server.token).base_url(f"{server.base_url}/bot")
        .base_file_url(f"{server.base_url}/file/bot").build()
    )  # fmt: skip
    app.add_handler(CommandHandler("start", start))
    app.add_handler(CallbackQueryHandler(pressed))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(poll_interval=0, timeout=1)
        server.say(mari, "/start KOOD")
        greeting = await server.wait_message(MARI, "Tere")
        query = server.press(mari, greeting, "Kinnita")
        assert await server.wait_answer(query) == "tehtud"
        changed = await server.wait_message(MARI, "Kinnitatud ok:1")
        await app.updater.stop()
        await app.stop()
    assert changed is greeting
    assert changed.buttons == []
    assert [call.method for call in server.calls if call.method.startswith(("send", "edit", "answer"))] == [
        "sendMessage", "answerCallbackQuery", "editMessageText",
    ]  # fmt: skip
    assert [call.unknown for call in server.calls if call.unknown] == []


async def test_the_bot_knows_itself_and_its_privacy_mode(server: TelegramServer, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.username, me.is_bot, me.can_read_all_group_messages) == ("vastaja_bot", True, False)


async def test_a_wrong_token_is_refused(server: TelegramServer) -> None:
    with pytest.raises(InvalidToken):
        async with _bot(server, "10001:another"):
            pass


# -- updates


async def begun(server: TelegramServer, polls: int) -> None:
    await server.wait_for(lambda: server.updates.polls >= polls)


async def test_updates_come_again_until_the_next_offset_confirms_them(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.say(mari, "üks")
    server.say(mari, "kaks")
    first = await bot.get_updates()
    assert [update.message.text for update in first if update.message] == ["üks", "kaks"]
    assert [update.update_id for update in await bot.get_updates()] == [1, 2]
    assert [update.update_id for update in await bot.get_updates(offset=2)] == [2]
    assert await bot.get_updates(offset=3) == ()
    assert await bot.get_updates() == ()


async def test_a_negative_offset_forgets_all_but_the_last(server: TelegramServer, bot: Bot, mari: Person) -> None:
    for number in range(5):
        server.say(mari, str(number))
    assert [update.update_id for update in await bot.get_updates(offset=-2)] == [4, 5]
    assert [update.update_id for update in await bot.get_updates()] == [4, 5]


async def test_a_long_poll_ends_with_the_first_update(server: TelegramServer, bot: Bot, mari: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=30))
    await begun(server, 1)
    server.say(mari, "tere")
    assert len(await asyncio.wait_for(poll, 5)) == 1


async def test_of_two_pollers_the_older_is_sent_away(server: TelegramServer, bot: Bot, mari: Person) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=30))
    await begun(server, 1)
    newer = asyncio.create_task(bot.get_updates(timeout=30))
    with pytest.raises(Conflict, match="terminated by other"):
        await asyncio.wait_for(older, 5)
    server.say(mari, "tere")
    assert len(await asyncio.wait_for(newer, 5)) == 1


async def test_updates_are_lost_after_a_day(server: TelegramServer, bot: Bot, mari: Person, clock: Clock) -> None:
    server.say(mari, "eile")
    clock.now += timedelta(hours=23)
    server.say(mari, "täna")
    clock.now += timedelta(hours=2)
    assert [update.update_id for update in await bot.get_updates()] == [2]


async def test_only_kinds_that_were_asked_for_are_kept(server: TelegramServer, bot: Bot, mari: Person) -> None:
    await bot.get_updates(allowed_updates=["callback_query"])
    server.say(mari, "keegi ei kuula")
    assert await bot.get_updates() == ()


async def test_a_webhook_gets_updates_with_its_secret_and_polling_is_refused(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    heads: asyncio.Queue[bytes] = asyncio.Queue()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.put_nowait(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    door = await asyncio.start_server(take, "127.0.0.1", 0)
    port = door.sockets[0].getsockname()[1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/telegram", secret_token="saladus")
    server.say(mari, "tere")
    head = await asyncio.wait_for(heads.get(), 5)
    assert b"POST /telegram " in head
    assert b"X-Telegram-Bot-Api-Secret-Token: saladus" in head
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url.endswith("/telegram")
    await bot.delete_webhook()
    assert await bot.get_updates() == ()
    door.close()
    await door.wait_closed()


async def test_a_webhook_without_tls_is_refused_off_loopback(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)https"):
        await bot.set_webhook("http://vastaja.example/telegram")


# -- what is refused


Refusal = Callable[[Bot], Awaitable[Any]]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda bot: bot.send_message(MARI, "x" * 4097), "message is too long"),
        (lambda bot: bot.send_message(MARI, "😀" * 2049), "message is too long"),
        (lambda bot: bot.send_message(MARI, "  \n "), "message text is empty"),
        (lambda bot: bot.send_message(MARI, "<b>x", parse_mode="HTML"), "can't parse entities: Can't find end tag"),
        (lambda bot: bot.send_message(MARI, "<x>y</x>", parse_mode="HTML"), "Unsupported start tag \"x\" at byte offset 0"),
        (lambda bot: bot.send_message(MARI, "5 < 6", parse_mode="HTML"), "can't parse entities"),
        (lambda bot: bot.send_message(MARI, "õ<b><i>x</b></i>", parse_mode="HTML"), "Unmatched end tag at byte offset 9"),
        (lambda bot: bot.send_message(MARI, "x</b>", parse_mode="HTML"), "Unexpected end tag at byte offset 1"),
        (lambda bot: bot.send_message(999, "x"), "chat not found"),
        (lambda bot: bot.send_message(MARI, "x", reply_markup=_keyboard("õ" * 33)), "data_invalid"),
        (lambda bot: bot.send_message(MARI, "x", reply_markup=Keyboard([[Button("a", url="http://localhost/")]])), "Wrong HTTP URL"),
        (lambda bot: bot.send_message(MARI, "x", message_thread_id=5), "thread not found"),
        (lambda bot: bot.send_message(MARI, "x", reply_to_message_id=77), "message to be replied not found"),
        (lambda bot: bot.edit_message_text("x", MARI, 77), "message to edit not found"),
        (lambda bot: bot.edit_message_text("x", MARI, 1), "message can't be edited"),
        (lambda bot: bot.delete_message(MARI, 77), "message to delete not found"),
        (lambda bot: bot.answer_callback_query("77"), "query is too old"),
        (lambda bot: bot.get_file("missing"), "invalid file_id"),
        (lambda bot: bot.send_document(MARI, io.BytesIO(b"x"), caption="x" * 1025), "caption is too long"),
        (lambda bot: bot.send_document(MARI, "no-such-id"), "wrong file identifier"),
        (lambda bot: bot.send_chat_action(MARI, "dancing"), "wrong parameter action"),
        (lambda bot: bot.set_my_commands([BotCommand("võtan", "x")]), "command_invalid"),
        (lambda bot: bot.get_chat_administrators(MARI), "no administrators"),
    ],
)  # fmt: skip
async def test_what_telegram_refuses_is_refused(
    server: TelegramServer, bot: Bot, mari: Person, call: Refusal, words: str
) -> None:
    server.say(mari, "/start")
    with pytest.raises(BadRequest) as refusal:
        await call(bot)
    assert words.casefold() in str(refusal.value).casefold()


def _keyboard(data: str) -> Keyboard:
    return Keyboard([[Button("Kinnita", callback_data=data)]])


async def test_an_edit_that_changes_nothing_is_refused(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    sent = await bot.send_message(MARI, "Tere", reply_markup=_keyboard("a"))
    with pytest.raises(BadRequest, match="not modified"):
        await bot.edit_message_text("Tere", MARI, sent.message_id, reply_markup=_keyboard("a"))
    await bot.edit_message_reply_markup(MARI, sent.message_id, reply_markup=_keyboard("b"))
    await bot.edit_message_text("Tere", MARI, sent.message_id)
    assert server.chat(MARI).from_bot[0].buttons == []


async def test_a_person_who_never_wrote_cannot_be_written_to(server: TelegramServer, bot: Bot, mari: Person) -> None:
    with pytest.raises(BadRequest, match=r"[Cc]hat not found"):
        await bot.send_message(MARI, "tere")
    server.group(DUTY, "Valve", mari)
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await bot.send_message(MARI, "tere")


async def test_a_blocked_bot_is_told_so_and_may_write_again_later(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.say(mari, "/start")
    server.block(mari)
    with pytest.raises(Forbidden, match="blocked by the user"):
        await bot.send_message(MARI, "tere")
    server.unblock(mari)
    await bot.send_message(MARI, "tere")
    statuses = [
        update.my_chat_member.new_chat_member.status for update in await bot.get_updates() if update.my_chat_member
    ]
    assert statuses == ["kicked", "member"]


async def test_a_deactivated_account_is_told_so(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    mari.gone = True
    with pytest.raises(Forbidden, match="deactivated"):
        await bot.send_message(MARI, "tere")


async def test_a_kicked_bot_is_told_so(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.group(DUTY, "Valve", mari)
    server.kick(DUTY, mari)
    with pytest.raises(Forbidden, match="kicked from the supergroup"):
        await bot.send_message(DUTY, "tere")


async def test_a_group_that_became_a_supergroup_tells_its_new_id(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.group(-5, "Valve", mari)
    new = server.migrate(-5, mari)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(-5, "tere")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "tere")
    told = [update.message for update in await bot.get_updates() if update.message]
    assert [(one.migrate_to_chat_id, one.migrate_from_chat_id) for one in told] == [(new.id, None), (None, -5)]


async def test_scripted_answers_come_once_and_before_the_servers_own(
    server: TelegramServer, bot: Bot, mari: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without it, python-telegram-bot 22.8 warns whenever it makes a RetryAfter.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    server.say(mari, "/start")
    server.next_answers.append(too_many("sendMessage", 3))
    with pytest.raises(RetryAfter) as later:
        await bot.send_message(MARI, "tere")
    assert later.value.retry_after == timedelta(seconds=3)
    assert server.chat(MARI).from_bot == []
    await bot.send_message(MARI, "tere")


async def test_an_answer_can_be_lost_though_the_message_was_sent(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.say(mari, "/start")
    server.next_answers.append(Scripted("sendMessage", 502, "Bad Gateway", done_first=True))
    with pytest.raises(NetworkError):
        await bot.send_message(MARI, "tere")
    assert [message.text for message in server.chat(MARI).from_bot] == ["tere"]


# -- groups


async def test_with_privacy_on_a_bot_hears_commands_and_replies_only(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.group(DUTY, "Valve", mari)
    card = await bot.send_message(DUTY, "26-0142")
    for text in ("lobiseme", "/uued", "/uued@vastaja_bot", "/uued@teine_bot", "tere, @vastaja_bot"):
        server.say(mari, text, DUTY)
    server.say(mari, "vastus", DUTY, reply_to=server.chat(DUTY).get(card.message_id))
    heard = [update.message.text for update in await bot.get_updates() if update.message]
    assert heard == ["/uued", "/uued@vastaja_bot", "tere, @vastaja_bot", "vastus"]


@pytest.mark.parametrize(("privacy", "is_admin"), [(False, False), (True, True)])
async def test_without_privacy_or_as_admin_a_bot_hears_all(clock: Clock, privacy: bool, is_admin: bool) -> None:
    async with TelegramServer(privacy=privacy, clock=clock) as server, _bot(server) as bot:
        server.group(DUTY, "Valve", mari := server.person(MARI, "Mari"), bot_is_admin=is_admin)
        server.say(mari, "lobiseme", DUTY)
        assert len(await bot.get_updates()) == 1


async def test_in_a_group_only_an_admin_bot_may_delete_what_others_wrote(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.group(DUTY, "Valve", mari)
    secret = server.say(mari, "/margi 26-0142 Kadri Tamm", DUTY)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(DUTY, secret.message_id)
    server.chat(DUTY).admins.add(bot.id)
    await bot.delete_message(DUTY, secret.message_id)
    assert server.chat(DUTY).messages == []


async def test_an_own_message_can_be_deleted_for_two_days(
    server: TelegramServer, bot: Bot, mari: Person, clock: Clock
) -> None:
    server.say(mari, "/start")
    first = await bot.send_message(MARI, "saladus")
    second = await bot.send_message(MARI, "saladus")
    await bot.delete_messages(MARI, [first.message_id, 999])
    clock.now += timedelta(hours=49)
    with pytest.raises(BadRequest, match="can't be deleted"):
        await bot.delete_message(MARI, second.message_id)


async def test_members_and_admins_of_a_group_can_be_asked(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.group(DUTY, "Valve", mari, bot_is_admin=True)
    server.person(JURI, "Jüri")
    assert await bot.get_chat_member_count(DUTY) == 2
    assert (await bot.get_chat_member(DUTY, MARI)).status == "member"
    assert (await bot.get_chat_member(DUTY, JURI)).status == "left"
    assert [one.user.id for one in await bot.get_chat_administrators(DUTY)] == [bot.id]
    assert (await bot.get_chat(DUTY)).title == "Valve"
    await bot.leave_chat(DUTY)
    with pytest.raises(Forbidden):
        await bot.get_chat(DUTY)


async def test_topics_of_a_forum_take_messages(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.group(DUTY, "Valve", mari, topics={7: "Laps"})
    await bot.send_message(DUTY, "tere", message_thread_id=7)
    assert server.chat(DUTY).from_bot[0].thread == 7


async def test_an_administrator_makes_closes_and_opens_topics(server: TelegramServer, bot: Bot, mari: Person) -> None:
    forum, plain = server.group(DUTY, "Valve", mari, bot_is_admin=True, topics={}), server.group(DUTY - 1, "Juhid", mari, bot_is_admin=True)
    thread = (await bot.create_forum_topic(DUTY, "26-0001")).message_thread_id
    assert forum.topics == {thread: "26-0001"}
    await bot.close_forum_topic(DUTY, thread)
    for refused, words in ((bot.send_message(DUTY, "tere", message_thread_id=thread), "Topic_closed"),
                           (bot.close_forum_topic(DUTY, thread), "Topic_not_modified"),
                           (bot.create_forum_topic(plain.id, "x"), "The chat is not a forum"),
                           (bot.create_forum_topic(DUTY, "x" * 129), "Topic_title_too_long")):  # fmt: skip
        with pytest.raises(BadRequest, match=words):
            await refused
    await bot.reopen_forum_topic(DUTY, thread)
    await bot.send_message(DUTY, "tere", message_thread_id=thread)
    server.say(mari, "/seis", DUTY, thread=thread)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message is not None
    assert update.message.reply_to_message.message_id == thread
    forum.admins.clear()
    with pytest.raises(BadRequest, match="Not enough rights"):
        await bot.create_forum_topic(DUTY, "y")


# -- what stands in a chat


async def test_html_becomes_text_and_entities_counted_in_utf16(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    text = '😀 <b>Tähtaeg <i>5.03</i></b> &lt;x&gt; <a href="https://ska.example/?a=1&amp;b=2">leht</a> <code>/uued</code> /minu\n'
    sent = await bot.send_message(MARI, text, parse_mode=ParseMode.HTML)
    assert sent.text == "😀 Tähtaeg 5.03 <x> leht /uued /minu"
    assert [(one.type, sent.parse_entity(one), one.url) for one in sent.entities] == [
        ("bold", "Tähtaeg 5.03", None), ("italic", "5.03", None),
        ("text_link", "leht", "https://ska.example/?a=1&b=2"), ("code", "/uued", None), ("bot_command", "/minu", None),
    ]  # fmt: skip


async def test_a_block_of_code_keeps_its_language_as_one_entity(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    html = '<pre><code class="language-python">x</code></pre><blockquote expandable>y</blockquote>'
    sent = await bot.send_message(MARI, html, parse_mode="HTML")
    assert [(one.type, one.language) for one in sent.entities] == [("pre", "python"), ("expandable_blockquote", None)]


async def test_a_document_is_sent_with_a_name_in_any_script_and_fetched_whole(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    server.say(mari, "/start")
    content = b"\r\n--\x00\xff" * 1000 + "õäö".encode()
    sent = await bot.send_document(
        MARI, io.BytesIO(content), filename='Vastus „õ" ответ.docx', caption="<b>Vastus</b>", parse_mode="HTML",
        protect_content=True, reply_markup=_keyboard("a"),
    )  # fmt: skip
    assert sent.document is not None
    file = await bot.get_file(sent.document.file_id)
    assert bytes(await file.download_as_bytearray()) == content
    shown = server.chat(MARI).from_bot[0]
    assert shown.file is not None
    assert (shown.file.upload.name, shown.text, shown.protected) == ('Vastus „õ" ответ.docx', "Vastus", True)
    with pytest.raises(ValueError, match="protected"):
        server.forward(mari, shown)


async def test_a_photo_is_sent(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    sent = await bot.send_photo(MARI, io.BytesIO(b"png"))
    assert len(sent.photo) == 1


async def test_a_person_sends_a_document_and_the_bot_reads_it(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.send_document(mari, "mustand.docx", b"PK", caption="palun")
    message = (await bot.get_updates())[0].message
    assert message is not None
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("mustand.docx", "palun")
    assert bytes(await (await message.document.get_file()).download_as_bytearray()) == b"PK"


async def test_edits_forwards_and_replies_look_as_they_do_on_telegram(
    server: TelegramServer, bot: Bot, mari: Person
) -> None:
    first = server.say(mari, "esimene")
    server.edit(first, "esimene, parandatud")
    server.forward(mari, first)
    server.say(mari, "vastus", reply_to=first)
    _, edited, forwarded, reply = await bot.get_updates()
    assert edited.edited_message is not None
    assert edited.edited_message.text == "esimene, parandatud"
    assert forwarded.message is not None
    assert forwarded.message.forward_origin is not None
    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert reply.message.reply_to_message.message_id == first.message_id


async def test_the_menu_a_person_sees_is_the_narrowest_one(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    await bot.set_my_commands([BotCommand("abi", "mida siin saab teha")])
    await bot.set_my_commands([BotCommand("uued", "uued kirjad")], scope=BotCommandScopeChat(MARI), language_code="et")
    chat = server.chat(MARI)
    assert server.exchange.menu_for(mari, chat) == [{"command": "uued", "description": "uued kirjad"}]
    mari.language = "en"
    assert [one.command for one in await bot.get_my_commands()] == ["abi"]
    assert server.exchange.menu_for(mari, chat)[0]["command"] == "abi"
    await bot.delete_my_commands()
    assert server.exchange.menu_for(mari, chat) == []


async def test_typing_and_forced_replies_are_taken(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    await bot.send_chat_action(MARI, ChatAction.TYPING)
    await bot.send_message(MARI, "Miks?", reply_markup=ForceReply(input_field_placeholder="põhjus"))
    assert server.chat(MARI).from_bot[0].asks_reply


async def test_many_calls_at_once_are_all_answered(server: TelegramServer, bot: Bot, mari: Person) -> None:
    server.say(mari, "/start")
    sent = await asyncio.gather(*(bot.send_message(MARI, str(number)) for number in range(60)))
    assert len({one.message_id for one in sent}) == 60
