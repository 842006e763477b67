"""A listener of the bot at work on a real chat server, by polling or by webhook."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

import httpx
from pydantic import SecretStr
from sqlmodel import select
from starlette.applications import Starlette

from bot.connect import make_bot
from bot.door import Door
from casework.desk import Desk
from casework.understand import Understood, understand_octets
from playground.bot_chats import Person
from playground.serving import Serving
from playground.telegram import TelegramServer
from reading.understand import Page, Suggestions, understand
from rules.records import Filed
from storage.tables import Ledger
from tests.house import MARI
from vastaja.health import Health
from vastaja.serving import webhook
from vastaja.settings import TelegramSettings
from vastaja.telegram import Listener

PATIENCE = 45.0
SECRET = "hush-hush"


@dataclass(slots=True)
class Ear:
    """A listener at work on a real server."""

    server: TelegramServer
    desk: Desk
    health: Health
    listener: Listener
    mari: Person

    async def answer(self, words: str) -> str:
        """Let Mari say something and return what the bot answers."""
        said = self.server.say(self.mari, words)
        return (await self.server.wait_message(MARI, after=said.message_id, timeout=PATIENCE)).text

    async def settled(self, count: int) -> list[Filed]:
        """Return the outcomes of all updates when there are so many and none is open any more."""
        for _ in range(int(PATIENCE * 100)):
            if len(found := self.outcomes()) >= count and Filed.PENDING not in found:
                return found
            await asyncio.sleep(0.01)
        raise TimeoutError

    def outcomes(self) -> list[Filed]:
        return [row.outcome for row in self.desk.look_now(lambda turn: turn.session.exec(select(Ledger).order_by(Ledger.id)).all())]  # type: ignore[arg-type]


Understand = Callable[[Page], Awaitable[Suggestions]]


@asynccontextmanager
async def listening(server: TelegramServer, desk: Desk, understand_with: Understand | None = None,
                    settings: TelegramSettings | None = None) -> AsyncIterator[Ear]:  # fmt: skip
    async def think(page: Page) -> Suggestions:
        return understand(page, desk.office.senders)

    async def read(digest: str) -> Understood:
        return understand_octets(desk.kept.read(digest), desk.office.senders)

    mari = server.exchange.persons.get(MARI) or server.person(MARI, "Mari")
    settings = settings or TelegramSettings(token=SecretStr(server.token), base_url=server.base_url)
    bot = make_bot(server.token, server.base_url)
    health, stop = Health(desk.clock), asyncio.Event()
    listener = Listener(bot, desk, Door(bot, desk, understand_with or think, read), health, settings)
    running = asyncio.create_task(listener.run(stop))
    try:
        yield Ear(server, desk, health, listener, mari)
    finally:
        stop.set()
        with suppress(TimeoutError):
            await asyncio.wait_for(running, PATIENCE)
        await bot.shutdown()


@asynccontextmanager
async def webhooked(server: TelegramServer, desk: Desk, understand_with: Understand | None = None) -> AsyncIterator[tuple[Ear, str]]:
    """Serve our own webhook and let the chat server send updates there."""
    taken: list[Callable[[str], Awaitable[None]]] = []

    async def take(raw: str) -> None:
        await taken[0](raw)

    told = TelegramSettings(token=SecretStr(server.token), base_url=server.base_url, webhook_secret=SecretStr(SECRET),
                            webhook_url="https://bot.example/telegram", mode="webhook")  # fmt: skip
    async with Serving(Starlette(routes=[*webhook(told, take)])) as serving:
        here = told.model_copy(update={"webhook_url": f"{serving.url}/telegram"})
        async with listening(server, desk, understand_with, here) as ear:
            taken.append(ear.listener.take)
            await server.wait_for(lambda: bool(server.updates.webhook.url), timeout=PATIENCE)
            yield ear, here.webhook_url


async def post(url: str, body: str, secret: str) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
    async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE) as client:
        return (await client.post(url, content=body.encode("utf-8", "surrogatepass"), headers=headers)).status_code
