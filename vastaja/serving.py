"""Runs the web door inside our own loop, and takes updates there where the bot is told by webhook."""

import asyncio
import hmac
import json
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from vastaja.settings import TelegramSettings, WebSettings

TOLD_BY: Final = "X-Telegram-Bot-Api-Secret-Token"  # the header that proves it is Telegram
LARGEST_UPDATE: Final = 1024 * 1024  # octets

log = structlog.get_logger()


class _QuietServer(uvicorn.Server):
    """Leaves the signals to the house."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def serve_web(web: WebSettings, app: Starlette, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. A port that is taken is told; the house goes on without this door."""
    config = uvicorn.Config(app, log_config=None, access_log=False, lifespan="off", server_header=False,
                            limit_concurrency=100, timeout_keep_alive=5, timeout_graceful_shutdown=3,
                            proxy_headers=True, forwarded_allow_ips=list(web.proxies))  # fmt: skip
    try:
        line = socket.create_server((web.host, web.port), family=socket.AF_INET6 if ":" in web.host else socket.AF_INET)
    except OSError as trouble:
        log.error("the web door cannot listen; choose another [web] listen", listen=web.listen, why=trouble.strerror)
        await stop.wait()
        return
    # asyncio does so only for sockets it made itself: an answer in two pieces else waits 40 ms for the other side's receipt.
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    server = _QuietServer(config)
    with line:
        serving, stopping = asyncio.create_task(server.serve(sockets=[line])), asyncio.create_task(stop.wait())
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await serving
        await stopping


def _is_update(body: bytes) -> bool:
    """Tell whether octets are an update at all: what is written down must be a thing the door can take."""
    try:
        told = json.loads(body)
    except ValueError:
        return False
    return isinstance(told, dict) and isinstance(told.get("update_id"), int)


def webhook(telegram: TelegramSettings, take: Callable[[str], Awaitable[None]]) -> Sequence[Route]:
    """Return the route of the webhook; none where the bot asks for its updates itself."""
    if telegram.mode != "webhook":
        return ()
    secret = telegram.webhook_secret.get_secret_value().encode()

    async def told(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(TOLD_BY, "").encode(), secret):
            return Response(status_code=404)
        body = await request.body()
        if len(body) > LARGEST_UPDATE:
            return Response(status_code=413)
        if not _is_update(body):
            return Response(status_code=400)
        await take(body.decode("utf-8", "replace"))
        return Response(status_code=200)

    return (Route("/telegram", told, methods=["POST"]),)
