"""The town's chat server against the public machine-readable specification of the Bot API."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from playground.bot_api import BUTTON_ACTIONS, BUTTON_LOOKS, METHODS, TYPE_OF
from playground.telegram import TelegramServer

pytestmark = pytest.mark.needs("botapi")

SPECIFICATION = Path(__file__).parents[3] / "shared" / "botapi" / "api.min.json"
KINDS = {"Integer": "integer", "Boolean": "boolean", "String": "text"}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
    return read


def fields_of(spec: dict[str, Any], method: str) -> dict[str, dict[str, Any]]:
    return {field["name"]: field for field in spec["methods"][method].get("fields", [])}


@pytest.mark.parametrize("method", METHODS)
def test_a_method_has_the_fields_of_the_specification(spec: dict[str, Any], method: str) -> None:
    required, others = (set(names.split()) for names in METHODS[method])
    specified = fields_of(spec, method)
    assert required == {name for name, field in specified.items() if field["required"]}
    assert others == {name for name, field in specified.items() if not field["required"]}


@pytest.mark.parametrize("method", METHODS)
def test_a_field_has_the_type_of_the_specification(spec: dict[str, Any], method: str) -> None:
    for name, field in fields_of(spec, method).items():
        assert TYPE_OF[name] == kind_of(field["types"]), name


def kind_of(types: list[str]) -> str:
    if types == ["Integer", "String"]:
        return "chat"
    if "InputFile" in types:
        return "file"
    return KINDS.get(types[0], "json")


def test_buttons_have_the_looks_and_actions_of_the_specification(spec: dict[str, Any]) -> None:
    specified = {field["name"] for field in spec["types"]["InlineKeyboardButton"]["fields"]}
    assert {*BUTTON_ACTIONS, *BUTTON_LOOKS} == specified


def faults(spec: dict[str, Any], value: Any, types: list[str], where: str) -> Iterator[str]:
    """Tell where a value is not of any of the types of the specification."""
    found = [list(faults_of_one(spec, value, one, where)) for one in types]
    yield from min(found, key=len)


def faults_of_one(spec: dict[str, Any], value: Any, name: str, where: str) -> Iterator[str]:
    plain = {"Integer": int, "String": str, "Boolean": bool, "True": bool, "Float": float}
    if name.startswith("Array of "):
        if not isinstance(value, list):
            yield f"{where}: no list"
            return
        for number, one in enumerate(value):
            yield from faults_of_one(spec, one, name.removeprefix("Array of "), f"{where}[{number}]")
    elif name in plain:
        if not isinstance(value, plain[name]):
            yield f"{where}: not {name}"
    elif subtypes := spec["types"][name].get("subtypes"):
        yield from faults(spec, value, subtypes, where)
    elif not isinstance(value, dict):
        yield f"{where}: no {name}"
    else:
        fields = {field["name"]: field for field in spec["types"][name].get("fields", [])}
        yield from (f"{where}.{key} is not known" for key in value if key not in fields)
        yield from (
            f"{where}.{key} is missing" for key, field in fields.items() if field["required"] and key not in value
        )
        for key in value.keys() & fields.keys():
            yield from faults(spec, value[key], fields[key]["types"], f"{where}.{key}")


async def call(server: TelegramServer, method: str, **fields: Any) -> dict[str, Any]:
    body = json.dumps(fields).encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", int(server.base_url.rpartition(":")[2]))
    head = f"POST /bot{server.token}/{method} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n"
    writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answer = await reader.read()
    writer.close()
    read: dict[str, Any] = json.loads(answer.partition(b"\r\n\r\n")[2])
    return read


async def test_every_answer_and_every_update_is_as_specified(spec: dict[str, Any]) -> None:
    async with TelegramServer() as server:
        mari = server.person(11, "Mari", username="mari")
        group = server.group(-100500, "Valve", mari, bot_is_admin=True, topics={7: "Laps"})
        server.say(mari, "/start KOOD")
        file = server.send_document(mari, "kiri.pdf", b"%PDF").file
        assert file is not None
        markup = {
            "inline_keyboard": [[{"text": "Võtan", "callback_data": "v"}, {"text": "Leht", "url": "https://a.example"}]]
        }
        # fmt: off
        calls: list[tuple[str, dict[str, Any]]] = [
            ("getMe", {}),
            ("sendMessage", {"chat_id": 11, "text": "<b>Tere</b> /abi", "parse_mode": "HTML", "reply_markup": markup,
                             "reply_parameters": {"message_id": 1}, "protect_content": True}),
            ("sendMessage", {"chat_id": -100500, "text": "teema", "message_thread_id": 7, "reply_markup": markup}),
            ("sendDocument", {"chat_id": 11, "document": file.id, "caption": "<i>kiri</i>", "parse_mode": "HTML"}),
            ("sendPhoto", {"chat_id": 11, "photo": file.id}),
            ("sendChatAction", {"chat_id": 11, "action": "typing"}),
            ("editMessageText", {"chat_id": 11, "message_id": 3, "text": "Muudetud", "reply_markup": markup}),
            ("editMessageReplyMarkup", {"chat_id": 11, "message_id": 3}),
            ("getFile", {"file_id": file.id}),
            ("setMyCommands", {"commands": [{"command": "abi", "description": "abi"}], "scope": {"type": "chat", "chat_id": 11}}),
            ("getMyCommands", {"scope": {"type": "chat", "chat_id": 11}}),
            ("deleteMyCommands", {}),
            ("getChat", {"chat_id": 11}), ("getChat", {"chat_id": -100500}),
            ("getChatMember", {"chat_id": -100500, "user_id": 11}), ("getChatMember", {"chat_id": -100500, "user_id": 10001}),
            ("getChatAdministrators", {"chat_id": -100500}), ("getChatMemberCount", {"chat_id": -100500}),
            ("deleteMessage", {"chat_id": 11, "message_id": 3}), ("deleteMessages", {"chat_id": 11, "message_ids": [4, 5]}),
            ("createForumTopic", {"chat_id": -100500, "name": "26-0001"}), ("closeForumTopic", {"chat_id": -100500, "message_thread_id": 7}),
            ("reopenForumTopic", {"chat_id": -100500, "message_thread_id": 7}),
            ("getWebhookInfo", {}), ("deleteWebhook", {}), ("setWebhook", {"url": ""}),
        ]
        # fmt: on
        for method, fields in calls:
            answer = await call(server, method, **fields)
            assert answer["ok"], (method, answer)
            assert list(faults(spec, answer["result"], spec["methods"][method]["returns"], method)) == []
        query = server.press(mari, group.from_bot[0], "Võtan")
        assert (await call(server, "answerCallbackQuery", callback_query_id=query.id, text="tehtud"))["result"] is True
        server.forward(mari, server.chat(11).messages[0])
        server.edit(server.say(mari, "vastus", reply_to=server.chat(11).messages[0]), "parandatud")
        server.block(mari)
        assert (await call(server, "leaveChat", chat_id=-100500))["ok"]
        updates = (await call(server, "getUpdates"))["result"]
        tried = {method for method, _ in calls} | {"answerCallbackQuery", "leaveChat", "getUpdates"}
    assert list(faults(spec, updates, ["Array of Update"], "updates")) == []
    assert tried == set(METHODS)
    kinds = {kind for update in updates for kind in update if kind != "update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
