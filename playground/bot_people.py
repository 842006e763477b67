"""What people do on the town's chat server: write, press, edit, forward, block; and how a test waits for the bot."""

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playground.bot_api import JsonObject, Upload
from playground.bot_chats import Chat, Message, Person, member_json, said_by_bot
from playground.bot_exchange import Change, Exchange, Query
from playground.bot_text import detect


class People:
    """The people's side of the chat server."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange

    def person(self, id: int, first_name: str, language: str = "et", username: str = "") -> Person:
        """Return a new account."""
        person = Person(id, first_name, language, username)
        self.exchange.persons[id] = person
        return person

    def group(
        self, id: int, title: str, *members: Person, bot_is_admin: bool = False, topics: dict[int, str] | None = None
    ) -> Chat:
        """Return a new group (a supergroup if its id begins with -100) in which the bot is too; with `topics`, be it none yet, a forum."""
        everybody = {one.id: one for one in (self.exchange.bot, *members)}
        kind = "supergroup" if str(id).startswith("-100") else "group"
        chat = Chat(id, kind, title, everybody, {self.exchange.bot.id} if bot_is_admin else set(), topics or {}, is_forum=topics is not None)
        self.exchange.chats[id] = chat
        return chat

    def chat(self, id: int) -> Chat:
        """Return a chat by id; for a person's id, the private one. Raises KeyError for an unknown one."""
        if id in self.exchange.persons:
            return self.exchange.private_chat(self.exchange.persons[id])
        return self.exchange.chats[id]

    def say(
        self, person: Person, text: str, chat: int = 0, *, reply_to: Message | None = None, thread: int = 0
    ) -> Message:
        """Return what a person has just written: in the private chat with the bot, or in a group by its id."""
        said = self._written(person, chat, reply_to, thread)
        said.text, said.entities = text, detect(text, [])
        return self._posted(said)

    def send_document(
        self, person: Person, name: str, content: bytes, chat: int = 0, *, caption: str = "",
        type: str = "application/octet-stream", reply_to: Message | None = None, as_photo: bool = False,
    ) -> Message:  # fmt: skip
        said = self._written(person, chat, reply_to, 0)
        said.text, said.entities = caption, detect(caption, [])
        said.file = self.exchange.keep_file(Upload(name, type, content), is_photo=as_photo)
        return self._posted(said)

    def send(self, person: Person, chat: int = 0, *, content: bytes = b"", caption: str = "", **what: Any) -> Message:
        """Send anything else by its name in the Bot API: voice={"duration": 3}, sticker={...}, media_group_id="a" beside a photo.

        With `content` the first of them is a file that can be fetched.
        """
        said = self._written(person, chat, None, 0)
        if caption:
            what["caption"] = caption
        if content:
            name = next(iter(what))
            kept = self.exchange.keep_file(Upload(name, "application/octet-stream", content))
            what[name] = {"file_id": kept.id, "file_unique_id": f"u{kept.id}", "file_size": len(content), **what[name]}
        said.event = {one: [said_of] if one == "photo" else said_of for one, said_of in what.items()}
        return self._posted(said)

    def forward(self, person: Person, message: Message, chat: int = 0) -> Message:
        """Return a copy of a message that a person has forwarded. Raises ValueError if its sender has protected it."""
        if message.protected:
            raise ValueError("a protected message cannot be forwarded")
        said = self._written(person, chat, None, 0)
        said.text, said.entities, said.file, said.forwarded_from = message.text, message.entities, message.file, message
        return self._posted(said)

    def edit(self, message: Message, text: str) -> None:
        """A person changes what they wrote: the bot hears of it as an edited message."""
        message.text, message.entities, message.edited = text, detect(text, []), self.exchange.clock()
        if self.exchange.bot_hears(message):
            self.exchange.updates.put("edited_message", message.as_json())
        self.exchange.tell(Change("message", message.chat.id, message.message_id, message.sender.id))

    def press(self, person: Person, message: Message, button: str) -> Query:
        """Return the query that a press of a button (by its words or its data) has sent. Raises KeyError if there is no such button."""
        pressed = message.button(button)
        query = Query(str(7_000_000 + self.exchange.number()), person, message)
        self.exchange.queries[query.id] = query
        self.exchange.updates.put("callback_query", {
            "id": query.id, "from": person.as_json(), "message": message.as_json(), "data": pressed.data,
            "chat_instance": str(-message.chat.id * 17),
        })  # fmt: skip
        return query

    def follow_link(self, person: Person, url: str) -> Message:
        """Return what a person says to the bot by opening its link ("https://t.me/NAME?start=WORDS"). Raises ValueError for any other."""
        words = deep_link(url, self.exchange.bot.username)
        if not words:
            raise ValueError("this link does not lead to the bot")
        return self.say(person, f"/start {words}")

    def block(self, person: Person) -> None:
        """A person stops the bot: it can no longer write to them."""
        self._set_blocked(person, blocked=True)

    def unblock(self, person: Person) -> None:
        self._set_blocked(person, blocked=False)

    def kick(self, chat: int, by: Person) -> None:
        """Somebody takes the bot out of a group."""
        group = self.exchange.chats[chat]
        before = member_json(group, self.exchange.bot)
        group.members.pop(self.exchange.bot.id, None)
        now: JsonObject = {"status": "kicked", "user": self.exchange.bot.as_json(), "until_date": 0}
        self.exchange.tell_membership(group, by, before, now)

    def join(self, chat: int, person: Person, *, by_link: bool = False) -> None:
        """Somebody comes into a group. By a link only an administrator is told of it (chat_member)."""
        group = self.exchange.chats[chat]
        before = member_json(group, person)
        group.members[person.id] = person
        self._tell_member(group, person, before)
        if not by_link:
            event: JsonObject = {"new_chat_members": [person.as_json()]}
            self._posted(Message(group.next_message_id(), group, person, self.exchange.clock(), event=event))

    def leave(self, chat: int, person: Person) -> None:
        """Somebody leaves a group."""
        group = self.exchange.chats[chat]
        before = member_json(group, person)
        del group.members[person.id]
        self._tell_member(group, person, before)
        self._posted(Message(group.next_message_id(), group, person, self.exchange.clock(),
                             event={"left_chat_member": person.as_json()}))  # fmt: skip

    def _tell_member(self, group: Chat, person: Person, before: JsonObject) -> None:
        if self.exchange.bot.id in group.admins:
            self.exchange.updates.put("chat_member", {
                "chat": group.as_json(), "from": person.as_json(), "date": int(self.exchange.clock().timestamp()),
                "old_chat_member": before, "new_chat_member": member_json(group, person),
            })  # fmt: skip

    def migrate(self, chat: int, by: Person) -> Chat:
        """Return the supergroup into which a group has been turned; the old id is refused from now on."""
        old = self.exchange.chats[chat]
        new = self.group(-1_000_000_000_000 + chat, old.title, *(one for one in old.members.values() if not one.is_bot))
        self._posted(
            Message(old.next_message_id(), old, by, self.exchange.clock(), event={"migrate_to_chat_id": new.id})
        )
        self._posted(
            Message(new.next_message_id(), new, by, self.exchange.clock(), event={"migrate_from_chat_id": chat})
        )
        old.migrated_to = new.id
        return new

    async def wait_message(self, chat: int, contains: str = "", *, after: int = 0, timeout: float = 5.0) -> Message:  # noqa: ASYNC109
        """Return the bot's first message in a chat that holds these words and came after the message with that number.

        Waits at most `timeout` seconds. Raises TimeoutError.
        """
        async with asyncio.timeout(timeout):
            while (found := said_by_bot(self.chat(chat).messages, contains, after)) is None:
                await self.exchange.next_change()
        return found

    async def wait_answer(self, query: Query, *, timeout: float = 5.0) -> str:  # noqa: ASYNC109
        """Return the words with which the bot answered a press. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not query.answered:
                await self.exchange.next_change()
        return query.text

    async def wait_for(self, predicate: Callable[[], bool], *, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until something is true of this server, asked again after every change and call. Raises TimeoutError."""
        async with asyncio.timeout(timeout):
            while not predicate():
                await self.exchange.next_change()

    def _written(self, person: Person, chat_id: int, reply_to: Message | None, thread: int) -> Message:
        chat = self.chat(chat_id or person.id)
        reply_to = reply_to or (chat.get(thread) if thread else None)  # what is said in a topic answers the message that began it
        return Message(chat.next_message_id(), chat, person, self.exchange.clock(), reply_to=reply_to, thread=thread)

    def _posted(self, said: Message) -> Message:
        self.exchange.post(said)
        if self.exchange.bot_hears(said):
            self.exchange.updates.put("message", said.as_json())
        return said

    def _set_blocked(self, person: Person, *, blocked: bool) -> None:
        person.blocked = blocked
        bot = self.exchange.bot.as_json()
        member: JsonObject = {"status": "member", "user": bot}
        kicked: JsonObject = {"status": "kicked", "user": bot, "until_date": 0}
        before, now = (member, kicked) if blocked else (kicked, member)
        self.exchange.tell_membership(self.chat(person.id), person, before, now)


def deep_link(url: str, username: str) -> str:
    """Return the words that a link into the private chat carries, "" for a link to anywhere else (Bot API, Deep linking)."""
    parts = urlsplit(url)
    if parts.hostname not in {"t.me", "telegram.me"} or parts.path.strip("/").casefold() != username.casefold():
        return ""
    return parse_qs(parts.query).get("start", [""])[0]
