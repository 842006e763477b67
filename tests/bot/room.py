"""A chat room for the tests: the real door and sender between a real desk and the town's chat server, one update at a time."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlmodel import col, select
from telegram import Bot

from bot.connect import make_bot
from bot.door import Door
from bot.sender import send
from bot.text import NO_BREAK
from casework.desk import Desk
from casework.outbox import Told, claim, settle
from casework.receive import Update, take_updates
from casework.understand import Understood, understand_octets
from playground.bot_chats import Message, Person
from playground.bot_exchange import Query
from playground.telegram import TelegramServer
from reading.understand import Page, Suggestions, understand
from rules.records import Dispatch, Filed
from storage.originals import Originals
from storage.tables import Case, Ledger
from tests.house import DUTY, HEADS, HELVE, JYRI, MARI, PIRET, PRESS, People, letter, receive

KADRI = 501  # a citizen


@dataclass(slots=True)
class Room:
    server: TelegramServer
    bot: Bot
    desk: Desk
    people: People
    originals: Path
    door: Door = field(init=False)
    mari: Person = field(init=False)
    jyri: Person = field(init=False)
    helve: Person = field(init=False)
    piret: Person = field(init=False)
    kadri: Person = field(init=False)
    taken: list[int] = field(default_factory=list)
    offset: int = 0
    uid: int = 0

    def __post_init__(self) -> None:
        self.door = Door(self.bot, self.desk, self.understand, self.read)
        names = ((MARI, "Mari"), (JYRI, "Jüri"), (HELVE, "Helve"), (PIRET, "Piret"))
        self.mari, self.jyri, self.helve, self.piret = (self.server.person(id, name) for id, name in names)
        self.kadri = self.server.person(KADRI, "Kadri")
        for one in (self.mari, self.jyri, self.helve, self.piret, self.kadri):
            self.server.say(one, "tere")  # a bot cannot begin a conversation
        self.server.updates.forget()
        staff = (self.mari, self.jyri, self.helve, self.piret)
        for chat_id, title in ((DUTY, "Valve"), (PRESS, "Press"), (HEADS, "Juhid")):
            self.server.group(chat_id, title, *staff)

    async def understand(self, page: Page) -> Suggestions:
        return understand(page, self.desk.office.senders)

    async def read(self, digest: str) -> Understood:
        return understand_octets(Originals(self.originals).read(digest), self.desk.office.senders)

    def letter_comes(self, text: str = "Palun selgitage, kes maksab asenduskodu eest.", **head: Any) -> str:
        """Let a letter be registered and return the reference of its case."""
        self.uid += 1
        return receive(self.desk, self.originals, letter(text, **head), self.uid)[1]

    async def listen(self) -> None:
        """Take up all updates that wait, as the service does: first into the ledger, then to the door."""
        while updates := await self.bot.get_updates(offset=self.offset, timeout=0):
            self.offset = updates[-1].update_id + 1
            for update in updates:
                raw = update.to_json()
                one = Update(update.update_id, hashlib.sha256(raw.encode()).hexdigest(), raw)
                for ledger_id in filter(None, await self.desk.do(take_updates, [one])):
                    self.taken.append(ledger_id)
                    await self.door.take(ledger_id, raw)

    async def tell(self) -> list[Told]:
        """Send what the outbox holds for the chat now."""
        told: list[Told] = []
        while parcels := await self.desk.do(claim, "chat", 20):
            found = [await send(self.bot, self.desk, parcel) for parcel in parcels]
            await self.desk.do(settle, found)
            told += found
            if all(one.state is Dispatch.PENDING for one in found):
                break
        return told

    async def mail_goes(self) -> None:
        """Let every letter in the outbox be taken by the mail server."""
        for parcel in await self.desk.do(claim, "mail", 50):
            await self.desk.do(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])

    async def say(self, person: Person, text: str, chat: int = 0, reply_to: Message | None = None) -> str:
        """Let a person write and return what the bot answered there, its messages joined."""
        heard = await self.heard(person, text, chat, reply_to)
        return "\n".join(map(words, heard))

    async def heard(self, person: Person, text: str, chat: int = 0, reply_to: Message | None = None) -> list[Message]:
        before = self.server.say(person, text, chat, reply_to=reply_to)
        await self.listen()
        return self.after(before)

    async def writes(self, person: Person, text: str) -> str:
        """Let a citizen write a letter of one message and send it; return the case's reference."""
        await self.say(person, text)
        await self.press(person, self.last(person.id), "✅ Saada")
        return self.outcome_of_letter()

    async def falls_quiet(self) -> None:
        """Let the house look for letters that nobody adds to any more."""
        await self.door.postbox.file_quiet()

    def outcome_of_letter(self) -> str:
        """Return the newest case's reference."""
        return self.desk.look_now(lambda turn: turn.session.exec(select(Case.ref).order_by(col(Case.id).desc())).first() or "")

    def after(self, message: Message) -> list[Message]:
        """Return what the bot has said in a chat after a message."""
        return [one for one in message.chat.messages if one.sender.is_bot and one.message_id > message.message_id]

    async def press(self, person: Person, message: Message, button: str) -> Query:
        query = self.server.press(person, message, button)
        await self.listen()
        return query

    def last(self, chat: int) -> Message:
        """Return the bot's newest message in a chat."""
        return self.server.chat(chat).from_bot[-1]

    def outcome(self, at: int = -1) -> tuple[Filed, str]:
        """Return what the ledger says of an update."""
        row = self.desk.look_now(lambda turn: turn.session.get_one(Ledger, self.taken[at]))
        return row.outcome, row.why


def words(message: Message) -> str:
    """Return a message as it is read: a space that keeps a line together is a space."""
    return message.text.replace(NO_BREAK, " ")


@asynccontextmanager
async def open_room(desk: Desk, people: People, originals: Path, server: TelegramServer) -> AsyncIterator[Room]:
    async with make_bot(server.token, server.base_url) as bot:
        yield Room(server, bot, desk, people, originals)
