"""The bot's connection to Telegram: few calls at once, a limit on each wait, the token in nobody's log."""

import logging
import os
from collections.abc import Sequence
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

CALLS_AT_ONCE = 8  # two hundred on one pool fall to thirty a second
WAIT = 10.0  # seconds for an answer
QUEUE = 60.0  # seconds a call waits for one of these connections: two hundred updates are answered at once, over a slow line too
POLL = 30  # seconds the server holds a poll open when nothing has come


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
        request=HTTPXRequest(CALLS_AT_ONCE, read_timeout=WAIT, write_timeout=WAIT, connect_timeout=5.0, pool_timeout=QUEUE),
        get_updates_request=HTTPXRequest(2, read_timeout=POLL + WAIT, connect_timeout=5.0, pool_timeout=5.0),
    )  # fmt: skip
