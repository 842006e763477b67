"""The servers of the town answer without waiting for the other side's receipt."""

import time

from bot.connect import make_bot
from playground.telegram import TelegramServer


async def test_an_answer_leaves_at_once() -> None:
    # Without TCP_NODELAY every answer but the first few takes 40 ms: the second piece waits until the first is acknowledged.
    async with TelegramServer() as server, make_bot(server.token, server.base_url) as bot:
        took = []
        for _ in range(20):
            began = time.perf_counter()
            await bot.get_me()
            took.append(time.perf_counter() - began)
    assert min(took[10:]) < 0.035
