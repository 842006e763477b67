"""A Bot API server of our own on loopback, with people who write, press buttons and block; for the demo and the tests."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from playground.bot_api import ApiRefusal, Given, JsonObject, bad_request, method_named, read_call
from playground.bot_chats import Person
from playground.bot_exchange import Change, Exchange
from playground.bot_facts import FactMethods
from playground.bot_methods import MessageMethods
from playground.bot_people import People
from playground.bot_updates import Updates
from playground.forms import read_form
from playground.serving import Serving

TOKEN = "10001:made-up-token-of-the-playground"  # noqa: S105 - opens nothing but this server

Answer = Callable[[Given], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Call:
    """One call the bot made, with what it got for an answer."""

    method: str
    fields: JsonObject
    files: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    refused: str = ""
    at: datetime = field(default_factory=lambda: datetime.now(UTC))


@dataclass(frozen=True, slots=True)
class Scripted:
    """An answer the server gives once, instead of its own, to the next call of `method` ("" for any).

    `done_first`: the call takes effect all the same, only the answer is lost on the way (502). `raw`: what stands there instead of
    JSON, as from a server in front of the real one.
    """

    method: str
    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)
    done_first: bool = False
    raw: str = ""


class _Garbage(Exception):
    def __init__(self, scripted: Scripted) -> None:
        super().__init__(scripted.description)
        self.scripted = scripted


def too_many(method: str, retry_after: int) -> Scripted:
    """Return the answer of a server that is asked too often."""
    return Scripted(method, 429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})


class TelegramServer(People):
    """The chat server: a bot connects to `base_url`, people speak through `say`, `press`, `edit`, `forward`, `send_document`.

    `chat(id).messages` is what stands in a chat now; `wait_message` waits for words of the bot; `calls` holds all calls but getUpdates.
    """

    def __init__(
        self, token: str = TOKEN, *, username: str = "vastaja_bot", privacy: bool = True, port: int = 0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:  # fmt: skip
        bot = Person(int(token.split(":")[0]), "Vastaja", username=username, is_bot=True)
        self.token = token
        self.calls: list[Call] = []
        self.next_answers: list[Scripted] = []
        super().__init__(Exchange(bot, clock, Updates(clock), privacy))
        self._table: dict[str, Answer] = {**FactMethods(self.exchange).table, **MessageMethods(self.exchange).table}
        self._serving = Serving(Starlette(routes=[
            Route("/bot{token}/{method}", self._call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self._download),
        ]), port)  # fmt: skip

    async def __aenter__(self) -> Self:
        await self._serving.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.exchange.updates.stop()
        await self._serving.__aexit__(kind, error, trace)

    @property
    def base_url(self) -> str:
        """Where the API is; a bot adds "/bot" for calls and "/file/bot" for files."""
        return self._serving.url

    @property
    def updates(self) -> Updates:
        return self.exchange.updates

    async def _call(self, request: Request) -> Response:
        method, given = method_named(request.path_params["method"]), Given({}, {})
        try:
            self._admit(request.path_params["token"])
            if not method:
                raise ApiRefusal(404, "Not Found: method not found")
            given = await _read(method, request)
            result = await self._answer(method, given)
        except _Garbage as garbage:
            return Response(garbage.scripted.raw, garbage.scripted.code, media_type="text/html")
        except ClientDisconnect:  # the caller died while it spoke: nobody is left to answer
            return Response(status_code=400)
        except ApiRefusal as refusal:
            self._record(method or request.path_params["method"], given, refusal.description)
            return _refused(refusal)
        if method != "getUpdates":
            self._record(method, given)
        return JSONResponse({"ok": True, "result": result})

    def _admit(self, token: str) -> None:
        if token != self.token:
            raise ApiRefusal(401, "Unauthorized")

    async def _answer(self, method: str, given: Given) -> Any:
        scripted = next((one for one in self.next_answers if one.method in ("", method)), None)
        if scripted is not None:
            self.next_answers.remove(scripted)
            if scripted.done_first:
                await self._table[method](given)
            if scripted.raw:
                raise _Garbage(scripted)
            raise ApiRefusal(scripted.code, scripted.description, **scripted.parameters)
        return await self._table[method](given)

    def _record(self, method: str, given: Given, refused: str = "") -> None:
        at = self.exchange.clock()
        self.calls.append(Call(method, dict(given.fields), tuple(given.files), given.unknown, refused, at))
        self.exchange.tell(Change("call"))

    async def _download(self, request: Request) -> Response:
        if request.path_params["token"] != self.token:
            return _refused(ApiRefusal(401, "Unauthorized"))
        kept = self.exchange.files.get(request.path_params["path"].rpartition("/")[2])
        if kept is None:
            return _refused(ApiRefusal(404, "Not Found"))
        return Response(kept.upload.content, media_type="application/octet-stream")


async def _read(method: str, request: Request) -> Given:
    try:
        fields, files = read_form(request.headers.get("content-type", ""), await request.body())
        return read_call(method, {**request.query_params, **fields}, files)
    except (ValueError, KeyError) as fault:
        raise bad_request("the request cannot be read") from fault


def _refused(refusal: ApiRefusal) -> Response:
    answer: JsonObject = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    if refusal.parameters:
        answer["parameters"] = refusal.parameters
    headers = {"Retry-After": str(refusal.parameters["retry_after"])} if "retry_after" in refusal.parameters else {}
    return Response(json.dumps(answer), refusal.code, headers, "application/json")
