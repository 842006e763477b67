"""The bot's connection to Telegram: few calls at once, a limit on each wait, the token in nobody's log."""

import logging
import os

from telegram import Bot
from telegram.request import HTTPXRequest

CALLS_AT_ONCE = 8  # two hundred on one pool fall to thirty a second
WAIT = 10.0  # seconds for an answer
QUEUE = 60.0  # seconds a call waits for one of these connections: two hundred updates are answered at once, over a slow line too
POLL = 30  # seconds the server holds a poll open when nothing has come


def make_bot(token: str, base_url: str = "https://api.telegram.org") -> Bot:
    """Return a bot that is not yet initialized: `async with` it, or initialize and shut it down."""
    # httpx writes every address at INFO, and the token stands in the address.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # Without it the library warns, at every flood limit, of a type it will change.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    base = base_url.rstrip("/")
    return Bot(
        token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot",
        request=HTTPXRequest(CALLS_AT_ONCE, read_timeout=WAIT, write_timeout=WAIT, connect_timeout=5.0, pool_timeout=QUEUE),
        get_updates_request=HTTPXRequest(2, read_timeout=POLL + WAIT, connect_timeout=5.0, pool_timeout=5.0),
    )  # fmt: skip
