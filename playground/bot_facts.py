"""What a bot may ask and set at the town's chat server beside messages: updates, menus, chats, files (Bot API 10.1)."""

from typing import Any, Final

from playground.bot_api import ApiRefusal, Given, JsonObject, bad_request
from playground.bot_chats import Chat, member_json
from playground.bot_exchange import Change, Exchange
from playground.bot_updates import Webhook

LARGEST_DOWNLOAD: Final = 20_000_000  # octets; getFile refuses more
LONGEST_POLL: Final = 50  # seconds


class FactMethods:
    """Answer what is no message. Every method returns the `result` or raises ApiRefusal."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        # fmt: off
        self.table = {
            "getMe": self._get_me, "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook, "deleteWebhook": self._delete_webhook, "getWebhookInfo": self._webhook_info,
            "setMyCommands": self._set_commands, "getMyCommands": self._get_commands, "deleteMyCommands": self._delete_commands,
            "getChat": self._get_chat, "getChatMember": self._get_member, "getChatAdministrators": self._get_admins,
            "getChatMemberCount": self._count_members, "leaveChat": self._leave, "getFile": self._get_file,
        }
        # fmt: on

    async def _get_me(self, _: Given) -> JsonObject:
        flags = {
            "can_join_groups": True, "can_read_all_group_messages": not self._exchange.privacy,
            "supports_inline_queries": False, "can_connect_to_business": False, "has_main_web_app": False,
        }  # fmt: skip
        return {**self._exchange.bot.as_json(), **flags}

    async def _get_updates(self, given: Given) -> list[JsonObject]:
        if "allowed_updates" in given:
            self._exchange.updates.allowed = tuple(map(str, given.json_list("allowed_updates")))
        timeout = min(given.number("timeout"), LONGEST_POLL)
        fetching = self._exchange.updates.fetch(given.number("offset"), given.number("limit", 100), timeout)
        self._exchange.tell(Change("poll"))
        return await fetching

    async def _set_webhook(self, given: Given) -> bool:
        if given.flag("drop_pending_updates"):
            self._exchange.updates.forget()
        if "allowed_updates" in given:
            self._exchange.updates.allowed = tuple(map(str, given.json_list("allowed_updates")))
        webhook = Webhook(given.text("url"), given.text("secret_token"), given.number("max_connections", 40))
        self._exchange.updates.set_webhook(webhook)
        return True

    async def _delete_webhook(self, given: Given) -> bool:
        if given.flag("drop_pending_updates"):
            self._exchange.updates.forget()
        self._exchange.updates.webhook = Webhook()
        return True

    async def _webhook_info(self, _: Given) -> JsonObject:
        return self._exchange.updates.webhook_json()

    async def _set_commands(self, given: Given) -> bool:
        commands = [self._command(one) for one in given.json_list("commands")]
        if len(commands) > 100:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        self._exchange.menus[self._scope(given)] = commands
        self._exchange.tell(Change("menu"))
        return True

    def _command(self, one: Any) -> JsonObject:
        name, words = str(one.get("command", "")).removeprefix("/"), str(one.get("description", ""))
        if (
            not 1 <= len(name) <= 32
            or not name.isascii()
            or not name.replace("_", "").isalnum()
            or name != name.lower()
        ):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(words) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        return {"command": name, "description": words}

    async def _get_commands(self, given: Given) -> list[JsonObject]:
        return self._exchange.menus.get(self._scope(given), [])

    async def _delete_commands(self, given: Given) -> bool:
        self._exchange.menus.pop(self._scope(given), None)
        self._exchange.tell(Change("menu"))
        return True

    def _scope(self, given: Given) -> tuple[str, str]:
        scope = given.json_object("scope") or {"type": "default"}
        if "chat_id" in scope:
            self._exchange.chat_for_bot(_number(scope["chat_id"]))
        words = [str(scope[name]) for name in ("type", "chat_id", "user_id") if name in scope]
        return ":".join(words), given.text("language_code")

    def _chat(self, given: Given) -> Chat:
        return self._exchange.chat_for_bot(given.fields["chat_id"])

    async def _get_chat(self, given: Given) -> JsonObject:
        gifts = dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
        )
        return {
            **self._chat(given).as_json(),
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": gifts,
        }

    async def _get_member(self, given: Given) -> JsonObject:
        chat, wanted = self._chat(given), given.number("user_id")
        person = chat.members.get(wanted) or self._exchange.persons.get(wanted)
        if person is None:
            raise bad_request("invalid user_id specified")
        return member_json(chat, person)

    async def _get_admins(self, given: Given) -> list[JsonObject]:
        chat = self._chat(given)
        if chat.type == "private":
            raise bad_request("there are no administrators in the private chat")
        return [member_json(chat, chat.members[one]) for one in sorted(chat.admins) if one in chat.members]

    async def _count_members(self, given: Given) -> int:
        return len(self._chat(given).members)

    async def _leave(self, given: Given) -> bool:
        chat, bot = self._chat(given), self._exchange.bot
        if chat.type == "private":
            raise ApiRefusal(400, "Bad Request: chat member status can't be changed in private chats")
        before = member_json(chat, bot)
        del chat.members[bot.id]
        self._exchange.tell_membership(chat, bot, before, member_json(chat, bot))
        return True

    async def _get_file(self, given: Given) -> JsonObject:
        kept = self._exchange.files.get(given.text("file_id"))
        if kept is None:
            raise bad_request("invalid file_id")
        size = len(kept.upload.content)
        if size > LARGEST_DOWNLOAD:
            raise bad_request("file is too big")
        folder = "photos" if kept.is_photo else "documents"
        return {
            "file_id": kept.id,
            "file_unique_id": f"u{kept.id}",
            "file_size": size,
            "file_path": f"{folder}/{kept.id}",
        }


def _number(value: Any) -> Any:
    text = str(value)
    return int(text) if text.removeprefix("-").isdigit() else text
