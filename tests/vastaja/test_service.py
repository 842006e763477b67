"""The house is brought to rest in time, whatever the far servers do."""

import asyncio
import time
from pathlib import Path

from sqlmodel import select

from casework.outbox import abandoned
from casework.turn import Turn
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from vastaja.opening import open_desk
from vastaja.service import House, serve
from vastaja.settings import Settings

WITHIN = 10.0  # seconds


async def test_a_mail_server_that_says_nothing_does_not_keep_the_house_from_ending(tmp_path: Path) -> None:
    called = asyncio.Event()

    async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        called.set()
        await reader.read()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        settings = settings_of(tmp_path, server.sockets[0].getsockname()[1])
        stop = asyncio.Event()

        def ready(house: House) -> None:
            house.desk.do_now(Turn.mail, "valve@ska.example", "Proov", "Proov")

        serving = asyncio.create_task(serve(settings, stop, ready=ready))
        await asyncio.wait_for(called.wait(), 30)
        began = time.monotonic()
        stop.set()
        await serving
        assert time.monotonic() - began < WITHIN

    with open_desk(settings) as desk:
        assert desk.do_now(abandoned) == 1
        states = desk.look_now(lambda turn: [one.state for one in turn.session.exec(select(OutboxItem))])
    assert states == [Dispatch.UNCERTAIN]


def settings_of(folder: Path, port: int) -> Settings:
    return Settings.of({
        "office": {"name": "Näidisamet", "address": "info@ska.example"},
        "smtp": {"host": "127.0.0.1", "port": port, "security": "plain"}, "web": {"listen": "127.0.0.1:0"},
    }, folder)  # fmt: skip
