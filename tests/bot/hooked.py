"""The chat room told by webhook: Telegram posts each update to our own route, with our secret, and the listener takes it from there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr
from starlette.applications import Starlette

from bot.connect import make_bot
from casework.desk import Desk
from playground.serving import Serving
from playground.telegram import TelegramServer
from tests.bot.room import Room
from tests.house import People
from vastaja.health import Health
from vastaja.serving import webhook
from vastaja.settings import TelegramSettings
from vastaja.telegram import Listener

SECRET = "hush-hush"


@dataclass(slots=True)
class HookedRoom(Room):
    listener: Listener | None = None

    async def listen(self) -> None:
        """Wait till every update has been posted to us, and dealt with."""
        assert self.listener is not None
        while self.server.updates.pending() or self.listener._at_work:  # noqa: ASYNC110 - what has been posted is told by no event
            await asyncio.sleep(0.002)


@asynccontextmanager
async def open_hooked_room(desk: Desk, people: People, originals: Path, server: TelegramServer) -> AsyncIterator[Room]:
    taken: list[Callable[[str], Awaitable[None]]] = []

    async def take(raw: str) -> None:
        await taken[0](raw)

    settings = TelegramSettings(token=SecretStr(server.token), base_url=server.base_url, webhook_secret=SecretStr(SECRET),
                                webhook_url="https://bot.example/telegram", mode="webhook")  # fmt: skip
    async with make_bot(server.token, server.base_url) as bot, Serving(Starlette(routes=[*webhook(settings, take)])) as serving:
        room = HookedRoom(server, bot, desk, people, originals)
        here = settings.model_copy(update={"webhook_url": f"{serving.url}/telegram"})
        room.listener = Listener(bot, desk, room.door, Health(desk.clock), here)
        taken.append(room.listener.take)
        await room.listener.set_up(here)
        yield room
