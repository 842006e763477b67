"""Which Bot API methods the town's chat server knows, with their fields, and how a call's words are read (Bot API 10.1)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

JsonObject = dict[str, Any]

_SENDING = (
    "business_connection_id message_thread_id direct_messages_topic_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id suggested_post_parameters reply_parameters reply_markup parse_mode"
)

# method: (required fields, the other known fields)
# fmt: off
METHODS: Final[dict[str, tuple[str, str]]] = {
    "getMe":                  ("", ""),
    "getUpdates":             ("", "offset limit timeout allowed_updates"),
    "setWebhook":             ("url", "certificate ip_address max_connections allowed_updates drop_pending_updates secret_token"),
    "deleteWebhook":          ("", "drop_pending_updates"),
    "getWebhookInfo":         ("", ""),
    "sendMessage":            ("chat_id text", f"entities link_preview_options {_SENDING}"),
    "sendDocument":           ("chat_id document", f"thumbnail caption caption_entities disable_content_type_detection {_SENDING}"),
    "sendPhoto":              ("chat_id photo", f"caption caption_entities show_caption_above_media has_spoiler {_SENDING}"),
    "sendChatAction":         ("chat_id action", "business_connection_id message_thread_id"),
    "editMessageText":        ("", "business_connection_id chat_id message_id inline_message_id text parse_mode entities "
                                   "link_preview_options rich_message reply_markup"),
    "editMessageReplyMarkup": ("", "business_connection_id chat_id message_id inline_message_id reply_markup"),
    "deleteMessage":          ("chat_id message_id", ""),
    "deleteMessages":         ("chat_id message_ids", ""),
    "answerCallbackQuery":    ("callback_query_id", "text show_alert url cache_time"),
    "getFile":                ("file_id", ""),
    "setMyCommands":          ("commands", "scope language_code"),
    "getMyCommands":          ("", "scope language_code"),
    "deleteMyCommands":       ("", "scope language_code"),
    "getChat":                ("chat_id", ""),
    "getChatMember":          ("chat_id user_id", ""),
    "getChatAdministrators":  ("chat_id", "return_bots"),
    "getChatMemberCount":     ("chat_id", ""),
    "leaveChat":              ("chat_id", ""),
    "createForumTopic":       ("chat_id name", "icon_color icon_custom_emoji_id"),
    "closeForumTopic":        ("chat_id message_thread_id", ""),
    "reopenForumTopic":       ("chat_id message_thread_id", ""),
}

# The type of a field is the same in every method that has it.
TYPES: Final[dict[str, str]] = {
    "integer": "message_thread_id direct_messages_topic_id message_id offset limit timeout max_connections cache_time user_id icon_color",
    "boolean": "disable_notification protect_content allow_paid_broadcast drop_pending_updates disable_content_type_detection "
               "show_caption_above_media has_spoiler show_alert return_bots",
    "chat":    "chat_id",
    "file":    "document photo thumbnail certificate",
    "json":    "entities caption_entities link_preview_options suggested_post_parameters reply_parameters reply_markup "
               "rich_message allowed_updates message_ids commands scope",
    "text":    "business_connection_id message_effect_id parse_mode text caption url ip_address secret_token action "
               "inline_message_id callback_query_id file_id language_code name icon_custom_emoji_id",
}

# What a button may do: exactly one of these stands beside its text (InlineKeyboardButton).
BUTTON_ACTIONS: Final = ("url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
                         "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay")
BUTTON_LOOKS: Final = ("text", "icon_custom_emoji_id", "style")

# How the real server names a field that is missing.
_MISSING: Final = {
    "chat_id": "chat_id is empty", "text": "message text is empty", "message_id": "message identifier is not specified",
    "document": "there is no document in the request", "photo": "there is no photo in the request",
    "user_id": "invalid user_id specified", "file_id": "file_id not specified", "action": "wrong parameter action in request",
}
# fmt: on

TYPE_OF: Final = {name: kind for kind, names in TYPES.items() for name in names.split()}


class ApiRefusal(Exception):
    """The Bot API says no: `code`, `description` and sometimes `parameters` (retry_after, migrate_to_chat_id)."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad_request(words: str) -> ApiRefusal:
    return ApiRefusal(400, f"Bad Request: {words}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file sent along with a call."""

    name: str
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Given:
    """The fields of one call, read by their types. What was not given reads as 0, "", False or nothing."""

    fields: Mapping[str, Any]
    files: Mapping[str, Upload]
    unknown: tuple[str, ...] = ()

    def __contains__(self, name: str) -> bool:
        return name in self.fields or name in self.files

    def text(self, name: str) -> str:
        return str(self.fields.get(name, ""))

    def number(self, name: str, otherwise: int = 0) -> int:
        return int(self.fields.get(name, otherwise))

    def flag(self, name: str) -> bool:
        return bool(self.fields.get(name, False))

    def json_object(self, name: str) -> JsonObject:
        found = self.fields.get(name) or {}
        if not isinstance(found, dict):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object")
        return found

    def json_list(self, name: str) -> list[Any]:
        found = self.fields.get(name) or []
        if not isinstance(found, list):
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON array")
        return found


def method_named(name: str) -> str:
    """Return the method as the specification spells it (names are not case-sensitive), "" for one that is not known here."""
    return next((known for known in METHODS if known.casefold() == name.casefold()), "")


def read_call(method: str, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Given:
    """Return a call's fields. Unknown ones are left out and named, as the real server passes over them. Raises ApiRefusal."""
    required, others = METHODS[method]
    known = {*required.split(), *others.split()}
    fields = {name: _value(name, value, files) for name, value in raw.items() if name in known}
    for name in required.split():
        if fields.get(name, "") == "" and name not in files and not (method == "setWebhook" and name == "url"):
            raise bad_request(_MISSING.get(name, f"parameter {name} is required"))
    return Given(fields, dict(files), tuple(sorted(set(raw) - known)))


def _value(name: str, value: Any, files: Mapping[str, Upload]) -> Any:
    match TYPE_OF[name]:
        case "integer":
            return _integer(name, value)
        case "boolean":
            return value if isinstance(value, bool) else str(value).casefold() in {"true", "1", "yes", "t", "y"}
        case "chat":
            return value if str(value).startswith("@") else _integer(name, value)
        case "json":
            return _json(name, value)
        case "file" if str(value).startswith("attach://"):
            return files[str(value).removeprefix("attach://")]
    if not isinstance(value, str):
        raise bad_request(f"field {name} must be of type String")
    return value


def _integer(name: str, value: Any) -> int:
    try:
        return int(str(value))
    except ValueError as fault:
        raise bad_request("chat not found" if name == "chat_id" else f"field {name} must be a number") from fault


def _json(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if not value:
        return None
    try:
        return json.loads(value)
    except ValueError as fault:
        what = "reply keyboard markup" if name == "reply_markup" else name.replace("_", " ")
        raise bad_request(f"can't parse {what} JSON object") from fault
