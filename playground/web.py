"""The web page of the town: what it may ask, what it may do, and the stream of what happens (server-sent events)."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from playground.bot_api import Upload
from playground.bot_chats import Message
from playground.forms import read_form
from playground.guide import STEPS
from playground.people import AGENCY, CITIZENS, COLLEAGUES, EVERYBODY_ELSE, GROUPS
from playground.post import attachment, summary, whole
from playground.samples import SAMPLES
from playground.views import chat_view

if TYPE_CHECKING:
    from playground.town import Town

LARGEST_POST: Final = 25_000_000  # octets
HEARTBEAT: Final = 15.0  # seconds of silence after which the stream shows that it lives
LETTERS_SHOWN: Final = 200
_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_PICTURES: Final = {b"\x89PNG\r\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

Door = Callable[[Request], Awaitable[Response]]


class Refused(Exception):
    """A request that the page would not send: the status and one sentence."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status, self.words = status, words


def page_app(town: "Town") -> Starlette:
    """Return the application behind the page. It answers to loopback names only, and to posts of its own page only."""
    page = Page(town)
    return Starlette(routes=[
        Route("/", _guarded(page.index)),
        Route("/page/{name}", _guarded(page.static)),
        Route("/api/state", _guarded(page.state)),
        Route("/api/events", _guarded(page.events)),
        Route("/api/chat/{chat:int}", _guarded(page.older)),
        Route("/api/menu", _guarded(page.menu)),
        Route("/api/letter/{owner}/{folder}/{uid:int}", _guarded(page.letter)),
        Route("/api/letter/{owner}/{folder}/{uid:int}/{number:int}", _guarded(page.letter_file)),
        Route("/api/file/{id}", _guarded(page.chat_file)),
        *(Route(f"/api/{name}", _guarded(door), methods=["POST"]) for name, door in page.deeds.items()),
    ])  # fmt: skip


def _guarded(door: Door) -> Door:
    async def guarded(request: Request) -> Response:
        try:
            _check_caller(request)
            response = await door(request)
        except Refused as refusal:
            response = JSONResponse({"error": refusal.words}, refusal.status)
        except KeyError:
            response = JSONResponse({"error": "there is no such thing here"}, 404)
        except ValueError:
            response = JSONResponse({"error": "this cannot be read"}, 400)
        response.headers.update(_HEADERS)
        return response

    return guarded


def _check_caller(request: Request) -> None:
    # Another site may point its own name at 127.0.0.1 (DNS rebinding) or post a form here: both show in these headers.
    host = request.headers.get("host", "")
    if host.rpartition(":")[0] not in {"127.0.0.1", "localhost"}:
        raise Refused(421, "this page answers on 127.0.0.1 only")
    if request.method == "POST" and request.headers.get("origin", "") != f"http://{host}":
        raise Refused(403, "only the page itself may do this")
    if int(request.headers.get("content-length", "0")) > LARGEST_POST:
        raise Refused(413, "this is too large")


class Page:
    """The doors of the page."""

    def __init__(self, town: "Town") -> None:
        self._town = town
        self.deeds: dict[str, Door] = {
            "write": self.write, "sample": self.sample, "read": self.read, "say": self.say, "press": self.press,
            "follow": self.follow,
        }  # fmt: skip

    async def index(self, _: Request) -> Response:
        return _file("index.html")

    async def static(self, request: Request) -> Response:
        return _file(request.path_params["name"])

    async def state(self, _: Request) -> Response:
        town = self._town
        chats = [town.telegram.chat(one.chat_id) for one in (*COLLEAGUES, *CITIZENS, *GROUPS)]
        return JSONResponse({
            "at": town.feed.mark(), "agency": AGENCY, "bot_link": f"https://t.me/{town.telegram.exchange.bot.username}?start=",
            "citizens": [
                {"key": one.key, "name": one.name, "address": one.address, "language": one.language, "id": one.chat_id,
                 "journalist": one.is_journalist} for one in CITIZENS
            ],
            "others": EVERYBODY_ELSE,
            "colleagues": [{"key": one.key, "name": one.name, "role": one.role, "id": one.chat_id} for one in COLLEAGUES],
            "groups": [{"key": one.key, "id": one.chat_id, "members": one.members} for one in GROUPS],
            "chats": [chat_view(chat) for chat in chats],
            "letters": {owner: self._letters(owner) for owner in (*(one.key for one in CITIZENS), EVERYBODY_ELSE)},
            "samples": [{"name": one.name, "writer": one.writer, "et": one.title_et, "en": one.title_en} for one in SAMPLES],
            "steps": STEPS, "done": sorted(town.done),
        })  # fmt: skip

    def _letters(self, owner: str) -> list[dict[str, Any]]:
        found = [
            (folder, one) for folder in ("INBOX", "Sent") for one in self._town.imap.mailbox(owner, folder).letters
        ]
        found.sort(key=lambda pair: pair[1].arrived)
        return [summary(folder, one) for folder, one in found[-LETTERS_SHOWN:]]

    async def events(self, request: Request) -> Response:
        mark = request.headers.get("last-event-id") or request.query_params.get("after", "")
        return StreamingResponse(self._stream(mark), media_type="text/event-stream")

    async def _stream(self, mark: str) -> AsyncIterator[bytes]:
        feed = self._town.feed
        number = feed.number_of(mark)
        if number < 0:
            yield b"retry: 1000\nevent: reset\ndata: {}\n\n"
            return
        yield b"retry: 1000\n\n"
        while not feed.closed:
            happened = feed.after(number)
            if happened and happened[0].number != number + 1:  # This reader was too slow and has missed some.
                yield b"event: reset\ndata: {}\n\n"
                return
            if happened:
                number = happened[-1].number
                yield "".join(
                    f"id: {feed.mark(one.number)}\nevent: {one.kind}\ndata: {json.dumps(one.body)}\n\n"
                    for one in happened
                ).encode()
            else:
                yield b": still here\n\n"
            await feed.wait(number, HEARTBEAT)

    async def older(self, request: Request) -> Response:
        before = int(request.query_params.get("before", "0"))
        return JSONResponse(chat_view(self._town.telegram.chat(request.path_params["chat"]), before))

    async def menu(self, request: Request) -> Response:
        person = self._town.person(request.query_params["person"])
        chat = self._town.telegram.chat(int(request.query_params["chat"]))
        return JSONResponse(self._town.telegram.exchange.menu_for(person, chat))

    async def letter(self, request: Request) -> Response:
        at = request.path_params
        return JSONResponse(whole(at["folder"], self._town.imap.mailbox(at["owner"], at["folder"]).get(at["uid"])))

    async def letter_file(self, request: Request) -> Response:
        at = request.path_params
        letter = self._town.imap.mailbox(at["owner"], at["folder"]).get(at["uid"])
        return _download(*attachment(letter, at["number"]))

    async def chat_file(self, request: Request) -> Response:
        kept = self._town.telegram.exchange.files[request.path_params["id"]]
        if kept.is_photo and (type_ := _picture_type(kept.upload.content)):
            return Response(kept.upload.content, media_type=type_)
        return _download(kept.upload.name, kept.upload.content)

    # -- deeds

    async def write(self, request: Request) -> Response:
        fields, sent = await _form(request)
        await self._town.write(
            fields["from"],
            fields["subject"],
            fields["text"],
            files=_files(sent),
            answers=int(fields.get("answers") or 0),
        )
        return JSONResponse({})

    async def sample(self, request: Request) -> Response:
        fields, _ = await _form(request)
        await self._town.send_sample(fields["name"])
        return JSONResponse({})

    async def read(self, request: Request) -> Response:
        fields, _ = await _form(request)
        self._town.read(fields["owner"], fields["folder"], int(fields["uid"]))
        return JSONResponse({})

    async def say(self, request: Request) -> Response:
        fields, sent = await _form(request)
        telegram, person, chat = self._town.telegram, self._town.person(fields["person"]), int(fields["chat"])
        answered = telegram.chat(chat).get(int(fields.get("reply_to") or 0))
        for file in _files(sent):
            telegram.send_document(
                person, file.name, file.content, chat, caption=fields.get("text", ""), type=file.type, reply_to=answered
            )
        if not _files(sent) and fields["text"].strip():
            telegram.say(person, fields["text"].strip(), chat, reply_to=answered)
        return JSONResponse({})

    async def press(self, request: Request) -> Response:
        fields, _ = await _form(request)
        self._town.press(fields["person"], self._message(fields), fields["button"])
        return JSONResponse({})

    async def follow(self, request: Request) -> Response:
        fields, _ = await _form(request)
        self._town.telegram.follow_link(self._town.person(fields["person"]), fields["url"])
        return JSONResponse({})

    def _message(self, fields: dict[str, Any]) -> Message:
        message = self._town.telegram.chat(int(fields["chat"])).get(int(fields["message"]))
        if message is None:
            raise KeyError(fields["message"])
        return message


async def _form(request: Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    return read_form(request.headers.get("content-type", ""), await request.body())


def _files(sent: dict[str, Upload]) -> list[Upload]:
    return [file for file in sent.values() if file.name]


def _file(name: str) -> Response:
    folder = files("playground") / "page"
    suffix = "." + name.rpartition(".")[2]
    if name not in {one.name for one in folder.iterdir()} or suffix not in _TYPES:
        raise KeyError(name)
    return Response((folder / name).read_bytes(), media_type=_TYPES[suffix])


def _picture_type(content: bytes) -> str:
    """Return the type of a picture by its own first octets, "" for anything else: only pictures are shown in place."""
    return next((type_ for begins, type_ in _PICTURES.items() if content.startswith(begins)), "")


def _download(name: str, content: bytes) -> Response:
    # Always a download, never shown: a letter's HTML or SVG must not run as our page.
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": disposition})
