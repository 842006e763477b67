"""The house's small web door: is it well, is it ready, and its figures. Answers GET only, and tells nothing of anybody."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sqlalchemy import func
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import select
from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casework.desk import Desk
from casework.turn import Turn
from storage.tables import Case
from vastaja.figures import count, shown
from vastaja.health import DoorState

HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

Doors = Callable[[], Mapping[str, DoorState]]


def make_web(
    desk: Desk, health: Doors, more: Sequence[BaseRoute] = (), lag: Callable[[], float] = lambda: 0.0
) -> Starlette:
    """Return the web door: /health, /ready and /metrics, and `more` routes under the same headers."""

    async def well(_: Request) -> Response:
        doors = health()
        return JSONResponse(
            {name: {"ok": door.ok, "since": door.since.isoformat(timespec="seconds"), "sentence": door.sentence}
             for name, door in doors.items()},
            status_code=200 if all(door.ok for door in doors.values()) else 503,
        )  # fmt: skip

    async def ready(_: Request) -> Response:
        try:
            await desk.look(_reachable)
        except (SQLAlchemyError, OSError):
            return JSONResponse({"ready": False}, status_code=503)
        return JSONResponse({"ready": True})

    async def metrics(_: Request) -> Response:
        try:
            figures = await desk.look(count)
        except (SQLAlchemyError, OSError):
            return PlainTextResponse("the database does not answer\n", status_code=503)
        words = shown(figures, health(), desk.clock(), lag())
        return Response(words, media_type="text/plain; version=0.0.4; charset=utf-8")

    return Starlette(
        routes=[Route("/health", well, methods=["GET"]), Route("/ready", ready, methods=["GET"]),
                Route("/metrics", metrics, methods=["GET"]), *more],
        middleware=[Middleware(_SafeHeaders)],
    )  # fmt: skip


def _reachable(turn: Turn) -> None:
    turn.session.exec(select(func.count()).select_from(Case).limit(1)).one()


class _SafeHeaders:
    """Puts the headers on every answer that has not set its own."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_safely)
