"""The bot's connection to Telegram: few calls at once, a limit on each wait, the token in nobody's log."""

import asyncio
import logging
import os
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

CALLS_AT_ONCE = 8
WAIT = 10.0  # seconds for an answer
POLL = 30  # seconds the server holds a poll open when nothing has come


class Calls(HTTPXRequest):
    """Calls to Telegram, a few at once; the others wait for their turn.

    They wait here, not for a connection of the pool: it looks through all that wait at each call, and two hundred fell to thirty a second.
    """

    def __init__(self, at_once: int, seconds: float) -> None:
        super().__init__(at_once, read_timeout=seconds, write_timeout=seconds, connect_timeout=5.0, pool_timeout=seconds)
        self._turns = asyncio.Semaphore(at_once)

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        async with self._turns:
            return await super().do_request(*args, **kwargs)


class HouseBot(Bot):
    """A bot that hears updates as Telegram wrote them."""

    async def updates(self, offset: int | None, wait: int, kinds: Sequence[str]) -> list[dict[str, Any]]:
        """Return the updates that wait; where there is none, the first that comes within `wait` seconds. Raises TelegramError.

        They are not read here: read by the library, one of a form it does not know would end every round and be told anew for ever.
        """
        told = {"offset": offset, "timeout": wait, "allowed_updates": kinds}
        found: list[dict[str, Any]] = await self._post("getUpdates", told, read_timeout=wait + WAIT)
        return found


def make_bot(token: str, base_url: str = "https://api.telegram.org") -> HouseBot:
    """Return a bot that is not yet initialized: `async with` it, or initialize and shut it down."""
    # httpx writes every address at INFO, and the token stands in the address.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Without it the library warns, at every flood limit, of a type it will change.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    base = base_url.rstrip("/")
    return HouseBot(
        token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot",
        request=Calls(CALLS_AT_ONCE, WAIT),
        get_updates_request=HTTPXRequest(2, read_timeout=POLL + WAIT, connect_timeout=5.0, pool_timeout=5.0),
    )  # fmt: skip
