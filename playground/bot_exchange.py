"""What the town's chat server remembers: accounts, chats, files, menus; and how a message comes into a chat."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.bot_api import ApiRefusal, JsonObject, Upload, bad_request
from playground.bot_chats import Chat, Message, Person, StoredFile
from playground.bot_updates import Updates


@dataclass(frozen=True, slots=True)
class Change:
    """Something a person's screen would show: a message new or changed ("message"), taken away ("gone"), words that pop up ("toast"),
    a new menu of commands ("menu"), the bot typing ("typing")."""

    kind: str
    chat_id: int = 0
    message_id: int = 0
    person_id: int = 0
    text: str = ""
    alert: bool = False


@dataclass(slots=True)
class Query:
    """A press of a button that the bot may still answer."""

    id: str
    person: Person
    message: Message
    answered: bool = False
    text: str = ""


@dataclass(slots=True, eq=False)
class Exchange:
    """The memory of the chat server. `privacy` is the bot's privacy mode in groups (on: it hears commands and replies only)."""

    bot: Person
    clock: Callable[[], datetime]
    updates: Updates
    privacy: bool = True
    persons: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    menus: dict[tuple[str, str], list[JsonObject]] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    listeners: list[Callable[[Change], None]] = field(default_factory=list)
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def number(self) -> int:
        return next(self._numbers)

    def tell(self, change: Change) -> None:
        for listener in tuple(self.listeners):
            listener(change)
        self._changed.set()
        self._changed = asyncio.Event()

    async def next_change(self) -> None:
        await self._changed.wait()

    def private_chat(self, person: Person) -> Chat:
        """Return the chat of a person with the bot; it begins with the first thing the person says."""
        fresh = Chat(person.id, "private", members={person.id: person, self.bot.id: self.bot})
        return self.chats.setdefault(person.id, fresh)

    def chat_for_bot(self, chat_id: Any) -> Chat:
        """Return a chat the bot may act in. Raises ApiRefusal in the words of the real server if it may not."""
        chat = self.chats.get(chat_id) if isinstance(chat_id, int) else self._chat_named(str(chat_id))
        if chat is None or (chat.type == "private" and not chat.last_message_id):  # The person has never written.
            known = isinstance(chat_id, int) and any(
                chat_id in one.members for one in self.chats.values() if one.type != "private"
            )
            if known:
                raise ApiRefusal(403, "Forbidden: bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        if chat.migrated_to:
            raise ApiRefusal(
                400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to
            )
        if chat.type == "private":
            self._refuse_lost(self.persons[chat.id])
        elif self.bot.id not in chat.members:
            raise ApiRefusal(403, f"Forbidden: bot was kicked from the {chat.type} chat")
        return chat

    def _chat_named(self, name: str) -> Chat | None:
        wanted = name.removeprefix("@").casefold()
        person = next(
            (one for one in self.persons.values() if one.username and one.username.casefold() == wanted), None
        )
        return self.chats.get(person.id) if person is not None else None

    def _refuse_lost(self, person: Person) -> None:
        if person.gone:
            raise ApiRefusal(403, "Forbidden: user is deactivated")
        if person.blocked:
            raise ApiRefusal(403, "Forbidden: bot was blocked by the user")

    def post(self, message: Message) -> Message:
        """Put a message into its chat and show it to those who look."""
        message.chat.messages.append(message)
        self.tell(Change("message", message.chat.id, message.message_id, message.sender.id))
        return message

    def keep_file(self, upload: Upload, *, is_photo: bool = False) -> StoredFile:
        number = self.number()
        kept = StoredFile(f"{'photo' if is_photo else 'file'}-{number}", upload, is_photo)
        self.files[kept.id] = kept
        return kept

    def bot_hears(self, message: Message) -> bool:
        """Return whether a message reaches the bot: in private all do, in groups what privacy mode lets through."""
        chat = message.chat
        if chat.type == "private":
            return True
        if self.bot.id not in chat.members:
            return False
        if not self.privacy or self.bot.id in chat.admins or message.event:
            return True
        if message.reply_to is not None and message.reply_to.sender is self.bot:
            return True
        return any(self._meant_for_bot(message, entity.offset, entity.length) for entity in message.entities
                   if entity.type in {"bot_command", "mention"})  # fmt: skip

    def _meant_for_bot(self, message: Message, offset: int, length: int) -> bool:
        octets = message.text.encode("utf-16-le")[2 * offset : 2 * (offset + length)]
        word = octets.decode("utf-16-le")
        _, _, name = word.partition("@")
        return not name or name.casefold() == self.bot.username.casefold()

    def tell_membership(self, chat: Chat, by: Person, before: JsonObject, now: JsonObject) -> None:
        """Tell the bot that its own place in a chat has changed (my_chat_member)."""
        self.updates.put("my_chat_member", {
            "chat": chat.as_json(), "from": by.as_json(), "date": int(self.clock().timestamp()),
            "old_chat_member": before, "new_chat_member": now,
        })  # fmt: skip

    def menu_for(self, person: Person, chat: Chat) -> list[JsonObject]:
        """Return the commands that a person sees in a chat: the narrowest scope that has any (Bot API, BotCommandScope)."""
        is_admin = person.id in chat.admins
        scopes = [f"chat_member:{chat.id}:{person.id}"] if chat.type != "private" else []
        scopes += [f"chat_administrators:{chat.id}"] if is_admin else []
        scopes += [f"chat:{chat.id}"] + (["all_chat_administrators"] if is_admin else [])
        scopes += ["all_private_chats" if chat.type == "private" else "all_group_chats", "default"]
        for scope in scopes:
            for language in (person.language, ""):
                if found := self.menus.get((scope, language)):
                    return found
        return []
