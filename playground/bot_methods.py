"""The methods of the Bot API that make, change and take back messages, as the real server does them (Bot API 10.1)."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from playground.bot_api import Given, JsonObject, bad_request
from playground.bot_chats import Chat, Message, StoredFile, keyboard_of
from playground.bot_exchange import Change, Exchange
from playground.bot_text import LONGEST_CAPTION, LONGEST_TEXT, Entity, read_text

DELETABLE: Final = timedelta(hours=48)
LONGEST_TOPIC: Final = 128  # signs of a topic's name
ICON_COLOR: Final = 0x6FB9F0
ACTIONS: Final = frozenset({
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
})  # fmt: skip
_NOT_MODIFIED: Final = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


class MessageMethods:
    """Answer what concerns messages. Every method returns the `result` or raises ApiRefusal."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        # fmt: off
        self.table = {
            "sendMessage": self._send_message, "sendDocument": self._send_document, "sendPhoto": self._send_photo,
            "sendChatAction": self._send_action, "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup, "deleteMessage": self._delete, "deleteMessages": self._delete_many,
            "answerCallbackQuery": self._answer_query, "createForumTopic": self._create_topic,
            "closeForumTopic": self._close_topic, "reopenForumTopic": self._reopen_topic,
        }
        # fmt: on

    async def _send_message(self, given: Given) -> JsonObject:
        chat = self._chat(given)
        text, entities = read_text(
            given.text("text"), given.text("parse_mode"), given.json_list("entities"), LONGEST_TEXT
        )
        if not text:
            raise bad_request("message text is empty")
        return self._say(chat, given, text, entities)

    async def _send_document(self, given: Given) -> JsonObject:
        return self._say_file(given, "document")

    async def _send_photo(self, given: Given) -> JsonObject:
        return self._say_file(given, "photo")

    def _say_file(self, given: Given, name: str) -> JsonObject:
        chat = self._chat(given)
        caption, entities = read_text(
            given.text("caption"), given.text("parse_mode"), given.json_list("caption_entities"), LONGEST_CAPTION
        )
        return self._say(chat, given, caption, entities, self._file(given, name))

    def _file(self, given: Given, name: str) -> StoredFile:
        upload = given.files.get(name)
        if upload is None:
            known = self._exchange.files.get(given.text(name))
            if known is None:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return known
        if not upload.content:
            raise bad_request("file must be non-empty")
        return self._exchange.keep_file(upload, is_photo=name == "photo")

    def _say(
        self, chat: Chat, given: Given, text: str, entities: list[Entity], file: StoredFile | None = None
    ) -> JsonObject:
        markup = given.json_object("reply_markup")
        said = Message(
            0, chat, self._exchange.bot, self._exchange.clock(), text, entities, keyboard_of(markup), file,
            reply_to=self._replied(chat, given), thread=self._thread(chat, given),
            protected=given.flag("protect_content"), silent=given.flag("disable_notification"), asks_reply=bool(markup.get("force_reply")),
        )  # fmt: skip
        said.message_id = chat.next_message_id()
        return self._exchange.post(said).as_json()

    def _replied(self, chat: Chat, given: Given) -> Message | None:
        wanted = given.json_object("reply_parameters")
        if not wanted:
            return None
        found = chat.get(int(wanted.get("message_id", 0)))
        if found is None and not wanted.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return found

    def _thread(self, chat: Chat, given: Given) -> int:
        thread = given.number("message_thread_id")
        if thread and thread not in chat.topics:
            raise bad_request("message thread not found")
        if thread in chat.closed_topics:
            raise bad_request("TOPIC_CLOSED")
        return thread

    async def _create_topic(self, given: Given) -> JsonObject:
        chat, name = self._forum(given), given.text("name")
        if not 1 <= len(name) <= LONGEST_TOPIC:
            raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
        topic: JsonObject = {"name": name, "icon_color": given.number("icon_color", ICON_COLOR)}
        begun = Message(chat.next_message_id(), chat, self._exchange.bot, self._exchange.clock(), event={"forum_topic_created": topic})
        begun.thread = begun.message_id
        chat.topics[begun.thread] = name
        self._exchange.post(begun)
        return {"message_thread_id": begun.thread, **topic}

    async def _close_topic(self, given: Given) -> bool:
        return self._turn_topic(given, closed=True)

    async def _reopen_topic(self, given: Given) -> bool:
        return self._turn_topic(given, closed=False)

    def _turn_topic(self, given: Given, *, closed: bool) -> bool:
        chat, thread = self._forum(given), given.number("message_thread_id")
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        if (thread in chat.closed_topics) is closed:
            raise bad_request("TOPIC_NOT_MODIFIED")
        chat.closed_topics ^= {thread}
        return True

    def _forum(self, given: Given) -> Chat:
        chat = self._chat(given)
        if not chat.is_forum:
            raise bad_request("the chat is not a forum")
        if self._exchange.bot.id not in chat.admins:
            raise bad_request("not enough rights to create a topic")
        return chat

    async def _send_action(self, given: Given) -> bool:
        chat = self._chat(given)
        if given.text("action") not in ACTIONS:
            raise bad_request("wrong parameter action in request")
        self._exchange.tell(Change("typing", chat.id))
        return True

    # -- changing and taking back

    async def _edit_text(self, given: Given) -> JsonObject:
        message = self._own_message(given, "edit")
        if message.file is not None:
            raise bad_request("there is no text in the message to edit")
        text, entities = read_text(
            given.text("text"), given.text("parse_mode"), given.json_list("entities"), LONGEST_TEXT
        )
        if not text:
            raise bad_request("message text is empty")
        return self._changed(message, replace_text=(text, entities), given=given)

    async def _edit_markup(self, given: Given) -> JsonObject:
        message = self._own_message(given, "edit")
        return self._changed(message, replace_text=(message.text, message.entities), given=given)

    def _changed(self, message: Message, *, replace_text: tuple[str, list[Entity]], given: Given) -> JsonObject:
        # An edit without reply_markup takes the buttons away.
        keyboard = keyboard_of(given.json_object("reply_markup"))
        text, entities = replace_text
        before = (message.text, message.entities, [[button.raw for button in row] for row in message.keyboard])
        if before == (text, entities, [[button.raw for button in row] for row in keyboard]):
            raise bad_request(_NOT_MODIFIED)
        message.text, message.entities, message.keyboard = text, entities, keyboard
        message.edited = self._exchange.clock()
        self._exchange.tell(Change("message", message.chat.id, message.message_id, message.sender.id))
        return message.as_json()

    def _own_message(self, given: Given, verb: str) -> Message:
        if "inline_message_id" in given:
            raise bad_request("MESSAGE_ID_INVALID")
        if "chat_id" not in given:
            raise bad_request("chat_id is empty")
        if "message_id" not in given:
            raise bad_request("message identifier is not specified")
        message = self._chat(given).get(given.number("message_id"))
        if message is None:
            raise bad_request(f"message to {verb} not found")
        if message.sender is not self._exchange.bot:
            raise bad_request(f"message can't be {verb}ed")
        return message

    async def _delete(self, given: Given) -> bool:
        chat = self._chat(given)
        message = chat.get(given.number("message_id"))
        if message is None:
            raise bad_request("message to delete not found")
        if not self._may_delete(message):
            raise bad_request("message can't be deleted")
        chat.messages.remove(message)
        self._exchange.tell(Change("gone", chat.id, message.message_id))
        return True

    async def _delete_many(self, given: Given) -> bool:
        for message_id in given.json_list("message_ids"):
            one = replace(given, fields={**given.fields, "message_id": int(message_id)})
            if self._chat(given).get(int(message_id)) is not None:  # Those that are not found are passed over.
                await self._delete(one)
        return True

    def _may_delete(self, message: Message) -> bool:
        bot, chat = self._exchange.bot, message.chat
        if chat.type != "private" and bot.id in chat.admins:
            return True
        fresh = self._exchange.clock() - message.at < DELETABLE
        return fresh and (message.sender is bot or chat.type == "private")

    async def _answer_query(self, given: Given) -> bool:
        query = self._exchange.queries.get(given.text("callback_query_id"))
        if query is None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if len(given.text("text")) > 200:
            raise bad_request("MESSAGE_TOO_LONG")
        query.answered, query.text = True, given.text("text")
        self._exchange.tell(Change(
            "toast", query.message.chat.id, query.message.message_id, query.person.id, query.text, given.flag("show_alert")
        ))  # fmt: skip
        return True

    def _chat(self, given: Given) -> Chat:
        return self._exchange.chat_for_bot(given.fields["chat_id"])
