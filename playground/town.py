"""The make-believe town: its mail and chat servers, its people and the page to play them on, all in one block."""

import asyncio
import secrets
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from playground.bot_api import Upload
from playground.bot_chats import Message, Person
from playground.bot_exchange import Change
from playground.feed import Feed
from playground.guide import STEPS, step_of_press, step_of_words
from playground.imap import ImapServer
from playground.imap_mailbox import Mailbox
from playground.people import AGENCY, CITIZENS, COLLEAGUES, EVERYBODY_ELSE, GROUPS, Citizen, citizen, colleague, group
from playground.post import answer_address, is_automatic, summary, written
from playground.samples import SAMPLES, fresh_letter, sample
from playground.serving import Serving
from playground.smtp import Delivered, SmtpServer
from playground.telegram import TelegramServer
from playground.views import message_view
from playground.web import page_app

FOLDERS_SHOWN = ("INBOX", "Sent")


def _now() -> datetime:
    return datetime.now(UTC)


class Town:
    """Run the town on loopback ports while the block lasts; `port` is the page's (0: a free one).

    A service is set up against `imap_port` (user `mailbox_user`, password `mailbox_password`), `smtp_port`, `bot_url` (the base of the
    Bot API, without "/bot") and `bot_token`, the chats `duty_chat`, `press_chat`, `heads_chat`; `bind` gives a person their invitation.
    """

    address = AGENCY
    mailbox_user = "info"
    duty_chat, heads_chat, press_chat = (group(key).chat_id for key in ("duty", "heads", "press"))

    def __init__(self, *, port: int = 0, clock: Callable[[], datetime] = _now) -> None:
        self._clock = clock
        self.mailbox_password = secrets.token_urlsafe(12)
        self.feed = Feed()
        self.done: set[str] = set()
        mailboxes = [self.mailbox_user, EVERYBODY_ELSE, *(one.key for one in CITIZENS)]
        self.imap = ImapServer(dict.fromkeys(mailboxes, self.mailbox_password))
        addresses = {AGENCY: self.mailbox_user, **{one.address: one.key for one in CITIZENS}}
        self.smtp = SmtpServer(self.imap, addresses, catch_all=EVERYBODY_ELSE)
        self.telegram = TelegramServer(f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(24)}", clock=clock)
        self._page = Serving(page_app(self), port)
        self._tasks: set[asyncio.Task[None]] = set()
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        self._settle()
        for server in (self.imap, self.smtp, self.telegram, self._page):
            await self._stack.enter_async_context(server)
        self._stack.callback(self.feed.close)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._stack.aclose()

    @property
    def imap_port(self) -> int:
        return self.imap.port

    @property
    def smtp_port(self) -> int:
        return self.smtp.port

    @property
    def bot_url(self) -> str:
        return self.telegram.base_url

    @property
    def bot_token(self) -> str:
        return self.telegram.token

    @property
    def page_url(self) -> str:
        return self._page.url

    # -- what people do

    def bind(self, key: str, code: str) -> None:
        """A colleague takes up an invitation: says "/start CODE" to the bot in private."""
        self.telegram.say(self.person(key), f"/start {code}")

    def person(self, key: str) -> Person:
        """Return the chat account of a citizen or colleague. Raises KeyError."""
        chat_ids = {one.key: one.chat_id for one in (*COLLEAGUES, *CITIZENS)}
        return self.telegram.exchange.persons[chat_ids[key]]

    async def write(
        self, key: str, subject: str, text: str, *, files: Sequence[Upload] = (), answers: int = 0
    ) -> Delivered:
        """A citizen writes to the agency; `answers` is the UID of the letter in their INBOX that this one answers. Raises KeyError."""
        writer = citizen(key)
        answered = self.imap.mailbox(key).get(answers).raw if answers else b""
        to = answer_address(answered) if answered else AGENCY
        raw = written(writer, to, subject, text, at=self._clock(), files=files, answers=answered)
        return await self._send(writer, writer.address, to, raw)

    async def send_sample(self, name: str) -> Delivered:
        """One of the sample letters is sent, with the present date. Raises KeyError."""
        one = sample(name)
        writer = citizen(one.writer) if one.writer else None
        return await self._send(writer, one.envelope_from, AGENCY, fresh_letter(one, self._clock()))

    def drip(self, interval: float) -> None:
        """Let the sample letters arrive by themselves from now on, one every so many seconds, each once."""
        task = asyncio.get_running_loop().create_task(self._drip(interval))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drip(self, interval: float) -> None:
        for one in SAMPLES:
            await self.send_sample(one.name)
            await asyncio.sleep(interval)

    async def _send(self, writer: Citizen | None, envelope_from: str, to: str, raw: bytes) -> Delivered:
        if writer is not None:
            self.imap.mailbox(writer.key, "Sent").add(raw, ["\\Seen"])
            self.tick("write")
        return await self.smtp.accept(envelope_from, (to,), raw)

    def press(self, key: str, message: Message, button: str) -> None:
        """A person presses a button of a message. Raises KeyError if there is no such person or button."""
        self.telegram.press(self.person(key), message, button)
        if key in {one.key for one in COLLEAGUES}:
            self.tick(step_of_press(message.button(button).data))

    def read(self, key: str, folder: str, uid: int) -> None:
        """A citizen opens a letter. Raises KeyError if it is not there."""
        box = self.imap.mailbox(key, folder)
        letter = box.get(uid)
        letter.flags.add("\\Seen")
        if folder == "INBOX" and key != EVERYBODY_ELSE and not is_automatic(letter.raw):
            self.tick("answer")
        self.feed.publish("letter", {"owner": key, **summary(folder, letter)})

    def tick(self, step: str) -> None:
        """Tick a step of the guide."""
        if step in STEPS and step not in self.done:
            self.done.add(step)
            self.feed.publish("step", {"step": step})

    # -- what the page is told

    def _settle(self) -> None:
        for one in COLLEAGUES:
            self.telegram.person(one.chat_id, one.name)
        for neighbour in CITIZENS:
            self.telegram.person(neighbour.chat_id, neighbour.name, neighbour.language)
        for room in GROUPS:
            members = [self.person(colleague(key).key) for key in room.members]
            self.telegram.group(room.chat_id, room.title, *members, bot_is_admin=True)
        self.telegram.exchange.listeners.append(self._changed)
        for owner in (*(one.key for one in CITIZENS), EVERYBODY_ELSE):
            for folder in FOLDERS_SHOWN:
                self._watch(owner, self.imap.mailbox(owner, folder))

    def _watch(self, owner: str, box: Mailbox) -> None:
        known = {letter.uid for letter in box.letters}

        def arrived() -> None:
            for letter in box.letters:
                if letter.uid not in known:
                    known.add(letter.uid)
                    self.feed.publish("letter", {"owner": owner, **summary(box.name, letter)})
                    if box.name == "INBOX" and owner != EVERYBODY_ELSE:
                        self.tick("receipt")

        box.listeners.add(arrived)

    def _changed(self, change: Change) -> None:
        if change.kind == "message":
            with suppress(KeyError):
                message = self.telegram.chat(change.chat_id).get(change.message_id)
                if message is not None:
                    self.feed.publish("message", message_view(message))
                    self._tick_for(message)
        elif change.kind in {"gone", "toast", "menu", "typing"}:
            self.feed.publish(change.kind, {
                "chat": change.chat_id, "id": change.message_id, "person": change.person_id, "text": change.text,
                "alert": change.alert,
            })  # fmt: skip

    def _tick_for(self, message: Message) -> None:
        if message.sender.is_bot and message.chat.id == self.press_chat:
            self.tick("press")
        elif message.text.startswith("/") and message.sender.id in {one.chat_id for one in COLLEAGUES}:
            self.tick(step_of_words(message.text))
