"""Chats and messages as the page shows them: plain values, text with entities, never HTML."""

from typing import Any, Final

from playground.bot_chats import Button, Chat, Message
from playground.post import moment

SHOWN: Final = 200  # messages of a chat that a page gets at once; older ones on demand


def message_view(message: Message) -> dict[str, Any]:
    return {
        "id": message.message_id, "chat": message.chat.id, "sender": message.sender.id, "bot": message.sender.is_bot,
        "name": message.sender.first_name, "at": moment(message.at), "edited": message.edited is not None,
        "text": message.text, "entities": [one.as_json() for one in message.entities],
        "keyboard": [[_button_view(one) for one in row] for row in message.keyboard],
        "file": _file_view(message), "reply": _reply_view(message), "protected": message.protected,
        "forwarded": message.forwarded_from.sender.first_name if message.forwarded_from else "",
        "asks_reply": message.asks_reply, "event": next(iter(message.event), ""),
        "topic": message.chat.topics.get(message.thread, ""),
    }  # fmt: skip


def chat_view(chat: Chat, before: int = 0) -> dict[str, Any]:
    """Return the last messages of a chat, or the last before one; `more` tells whether there are older ones."""
    messages = [one for one in chat.messages if not before or one.message_id < before]
    return {
        "id": chat.id, "title": chat.title, "type": chat.type, "more": len(messages) > SHOWN,
        "messages": [message_view(one) for one in messages[-SHOWN:]],
    }  # fmt: skip


def _button_view(button: Button) -> dict[str, Any]:
    copied = button.raw.get("copy_text") or {}
    return {
        "text": button.text, "data": button.data, "url": button.url, "copy": copied.get("text", ""),
        "style": button.raw.get("style", ""),
    }  # fmt: skip


def _file_view(message: Message) -> dict[str, Any]:
    if message.file is None:
        return {}
    upload = message.file.upload
    return {"id": message.file.id, "name": upload.name, "size": len(upload.content), "photo": message.file.is_photo}


def _reply_view(message: Message) -> dict[str, Any]:
    answered = message.reply_to
    return {} if answered is None else {
        "id": answered.message_id, "name": answered.sender.first_name, "text": answered.text[:80],
    }  # fmt: skip
