"""The people, chats and messages of the town's chat server, and how the Bot API shows them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from playground.bot_api import BUTTON_ACTIONS, BUTTON_LOOKS, JsonObject, Upload, bad_request
from playground.bot_text import Entity

LONGEST_CALLBACK_DATA = 64  # octets, not signs


@dataclass(slots=True, eq=False)
class Person:
    """Somebody with a Telegram account. Who has `blocked` the bot or is `gone` cannot be written to."""

    id: int
    first_name: str
    language: str = "et"
    username: str = ""
    is_bot: bool = False
    blocked: bool = False
    gone: bool = False

    def as_json(self) -> JsonObject:
        user: JsonObject = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            user["username"] = self.username
        return user if self.is_bot else {**user, "language_code": self.language}


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: its words, and what it sends back (`data`) or opens (`url`)."""

    text: str
    data: str = ""
    url: str = ""
    raw: JsonObject = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the chat server. `id` is what a bot asks it by."""

    id: str
    upload: Upload
    is_photo: bool = False

    def as_json(self) -> JsonObject:
        named = {"file_id": self.id, "file_unique_id": f"u{self.id}", "file_size": len(self.upload.content)}
        if self.is_photo:
            return {**named, "width": 640, "height": 480}
        return {**named, "file_name": self.upload.name, "mime_type": self.upload.type}


@dataclass(slots=True, eq=False)
class Message:
    """One message as it stands now: after edits."""

    message_id: int
    chat: "Chat"
    sender: Person
    at: datetime
    text: str = ""
    entities: list[Entity] = field(default_factory=list)
    keyboard: list[list[Button]] = field(default_factory=list)
    file: StoredFile | None = None
    reply_to: "Message | None" = None
    thread: int = 0
    protected: bool = False
    silent: bool = False  # it rings nowhere
    asks_reply: bool = False
    forwarded_from: "Message | None" = None
    edited: datetime | None = None
    event: JsonObject = field(default_factory=dict)

    @property
    def buttons(self) -> list[str]:
        """The words of all buttons, row by row."""
        return [button.text for row in self.keyboard for button in row]

    def button(self, wanted: str) -> Button:
        """Return the button with these words or this data. Raises KeyError if the message has none."""
        for row in self.keyboard:
            for button in row:
                if wanted in (button.text, button.data):
                    return button
        raise KeyError(wanted)

    def as_json(self, *, with_reply: bool = True) -> JsonObject:
        shown: JsonObject = {
            "message_id": self.message_id, "from": self.sender.as_json(), "chat": self.chat.as_json(),
            "date": int(self.at.timestamp()), **self._content(), **self.event,
        }  # fmt: skip
        if self.edited:
            shown["edit_date"] = int(self.edited.timestamp())
        if self.thread:
            shown |= {"message_thread_id": self.thread, "is_topic_message": True}
        if self.protected:
            shown["has_protected_content"] = True
        if self.reply_to is not None and with_reply:
            shown["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        if self.forwarded_from is not None:
            origin = self.forwarded_from
            shown["forward_origin"] = {
                "type": "user", "date": int(origin.at.timestamp()), "sender_user": origin.sender.as_json(),
            }  # fmt: skip
        if self.keyboard:
            shown["reply_markup"] = {"inline_keyboard": [[button.raw for button in row] for row in self.keyboard]}
        return shown

    def _content(self) -> JsonObject:
        entities = [entity.as_json() for entity in self.entities]
        if self.file is None:
            said: JsonObject = {"text": self.text} if self.text else {}
            return {**said, "entities": entities} if entities else said
        content: JsonObject = (
            {"photo": [self.file.as_json()]} if self.file.is_photo else {"document": self.file.as_json()}
        )
        if self.text:
            content["caption"] = self.text
        return {**content, "caption_entities": entities} if entities else content


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (its id is the person's), a group or a supergroup, with all messages that are still there."""

    id: int
    type: str
    title: str = ""
    members: dict[int, Person] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    topics: dict[int, str] = field(default_factory=dict)  # by the number of the message that began each
    closed_topics: set[int] = field(default_factory=set)
    is_forum: bool = False
    messages: list[Message] = field(default_factory=list)
    migrated_to: int = 0
    last_message_id: int = 0

    def as_json(self) -> JsonObject:
        if self.type != "private":
            shown: JsonObject = {"id": self.id, "type": self.type, "title": self.title}
            return {**shown, "is_forum": True} if self.is_forum else shown
        person = next(one for one in self.members.values() if not one.is_bot)
        named = {"username": person.username} if person.username else {}
        return {"id": self.id, "type": "private", "first_name": person.first_name, **named}

    def get(self, message_id: int) -> Message | None:
        return next((one for one in reversed(self.messages) if one.message_id == message_id), None)

    def next_message_id(self) -> int:
        self.last_message_id += 1
        return self.last_message_id

    @property
    def from_bot(self) -> list[Message]:
        """What the bot has said here and still stands."""
        return [message for message in self.messages if message.sender.is_bot]


def member_json(chat: Chat, person: Person) -> JsonObject:
    """Return what the Bot API tells of somebody in a chat (ChatMember)."""
    if person.id not in chat.members:
        return {"status": "left", "user": person.as_json()}
    if person.id not in chat.admins:
        return {"status": "member", "user": person.as_json()}
    # fmt: off
    may = ("can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
           "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories")
    # fmt: on
    return {
        "status": "administrator",
        "user": person.as_json(),
        "can_be_edited": False,
        "is_anonymous": False,
        **dict.fromkeys((*may, "can_manage_topics") if chat.is_forum else may, True),
    }  # fmt: skip


def keyboard_of(markup: JsonObject) -> list[list[Button]]:
    """Return the inline buttons of a reply_markup. Raises ApiRefusal as the real server does."""
    rows = markup.get("inline_keyboard", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array')
    keyboard = [[_button(one) for one in row] for row in rows if row]
    if sum(len(row) for row in keyboard) > 100:
        raise bad_request("reply markup is too long")
    return keyboard


def _button(one: Any) -> Button:
    if not isinstance(one, dict) or not one.get("text"):
        raise bad_request('can\'t parse inline keyboard button: field "text" must be a non-empty String')
    actions = [name for name in BUTTON_ACTIONS if name in one]
    if not actions:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    data, url = str(one.get("callback_data", "")), str(one.get("url", ""))
    if "callback_data" in one and not 0 < len(data.encode()) <= LONGEST_CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in one and not _is_link(url):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return Button(one["text"], data, url, {name: one[name] for name in (*BUTTON_LOOKS, *actions) if name in one})


def _is_link(url: str) -> bool:
    scheme, _, rest = url.partition("://")
    return scheme == "tg" or (scheme in {"http", "https"} and "." in rest.split("/")[0])


def said_by_bot(messages: Sequence[Message], contains: str, after: int) -> Message | None:
    """Return the bot's first message with a number above `after` whose text holds these words."""
    return next(
        (one for one in messages if one.sender.is_bot and one.message_id > after and contains in one.text), None
    )
