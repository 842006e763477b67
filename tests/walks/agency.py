"""The agency of the walks: the whole service on a real Dovecot, an SMTP sink and a Bot API, with its people at their phones."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.utils import parseaddr
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from casework.desk import Desk
from casework.people import invite
from playground.bot_chats import Message, Person
from playground.smtp import Delivered, SmtpServer
from playground.telegram import TelegramServer
from rules.kinds import Role
from tests.dovecot import Dovecot
from tests.house import DUTY, HEADS, PRESS, letter
from vastaja.opening import open_desk
from vastaja.service import House, serve
from vastaja.settings import Settings

PATIENCE = 45.0  # seconds a walk waits for what must happen
ROLES = {"Mari": [Role.OFFICIAL], "Jüri": [Role.OFFICIAL], "Helve": [Role.HEAD, Role.OFFICIAL], "Piret": [Role.PRESS]}


@dataclass(slots=True)
class ShiftedClock:
    """The real clock, moved."""

    shift: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.shift

    def to(self, moment: datetime) -> None:
        self.shift = moment - datetime.now(UTC)


class Agency:
    """The service and the world around it, while the block lasts. `user` is the mailbox on Dovecot."""

    def __init__(
        self, dovecot: Dovecot, user: str, folder: Path, database: str = "", **settings: dict[str, Any]
    ) -> None:
        self.dovecot, self.user, self.folder = dovecot, user, folder
        self.clock = ShiftedClock()
        self.sink = SmtpServer()
        self.telegram = TelegramServer()
        self.people: dict[str, Person] = {}
        self.wires: dict[str, int] = {}  # ports in front of a door: "smtp", "telegram"
        self._database = database or f"sqlite:///{folder}/vastaja.db"
        self._changes = settings
        self._stop = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self.house: House | None = None

    async def __aenter__(self) -> Self:
        await self.sink.__aenter__()
        await self.telegram.__aenter__()
        for number, name in enumerate(ROLES, 11):
            self.people[name] = self.telegram.person(number, name)
        staff = [self.people["Mari"], self.people["Jüri"], self.people["Helve"]]
        for chat, title, members in (
                (DUTY, "Valve", staff), (PRESS, "Press", [self.people["Piret"]]), (HEADS, "Juhid", [staff[2]])):  # fmt: skip
            self.telegram.group(chat, title, *members)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
        await self.telegram.__aexit__(None, None, None)
        await self.sink.__aexit__(None, None, None)

    # -- the service

    def table(self) -> dict[str, Any]:
        """Return what the hand-written vastaja.toml holds."""
        table: dict[str, Any] = {
            "office": {
                "name": "Näidisamet", "unit": "järelevalve talitus", "address": "info@ska.example", "phone": "600 0000",
                "press_phone": "600 0001", "website": "https://ska.example", "privacy_url": "https://ska.example/andmed",
            },
            "storage": {"database": self._database, "originals": str(self.folder / "originals")},
            "mailbox": [{
                "name": "info", "host": "127.0.0.1", "port": self.dovecot.port, "security": "plain", "user": self.user,
                "password": self.dovecot.password,
            }],
            "smtp": {"host": "127.0.0.1", "port": self.wires.get("smtp", self.sink.port), "security": "plain"},
            "telegram": {"token": self.telegram.token, "base_url": self._telegram_url()},
            "chats": {"duty": DUTY, "press": PRESS, "heads": HEADS},
            "alarms": {"mail": ["valve@ska.example"]}, "senders": {"own": ["ska.example"]},
            "receipts": {"backlog": "send"}, "approval": {"undo": "0"}, "privacy": {"content": "chat"}, "web": {"listen": "127.0.0.1:0"},
        }  # fmt: skip
        return {name: {**table.get(name, {}), **self._changes.get(name, {})} if isinstance(table.get(name, {}), dict)
                else self._changes.get(name, table[name]) for name in {**table, **self._changes}}  # fmt: skip

    @property
    def telegram_port(self) -> int:
        return int(self.telegram.base_url.rpartition(":")[2].partition("/")[0])

    def _telegram_url(self) -> str:
        port = self.wires.get("telegram", self.telegram_port)
        return self.telegram.base_url.replace(f":{self.telegram_port}", f":{port}")

    def settings(self) -> Settings:
        return Settings.of(self.table(), self.folder)

    async def open(self) -> None:
        """Start the service here, in this process, and wait until its doors are open."""
        self._stop, opened = asyncio.Event(), asyncio.Event()

        def ready(house: House) -> None:
            self.house = house
            opened.set()

        self._running = asyncio.create_task(serve(self.settings(), self._stop, self.clock, ready))
        waiting = asyncio.create_task(opened.wait())
        await asyncio.wait({self._running, waiting}, return_when=asyncio.FIRST_COMPLETED, timeout=30)
        waiting.cancel()
        if self._running.done():
            self._running.result()

    async def close(self) -> None:
        """Bring the service to rest."""
        if self._running:
            self._stop.set()
            await asyncio.wait_for(self._running, 20)
            self._running = None
        if self._process:
            self.kill()

    def write_settings(self) -> Path:
        """Write the vastaja.toml as an operator would."""
        file = self.folder / "vastaja.toml"
        lines = []
        for section, values in self.table().items():
            for one in values if isinstance(values, list) else [values]:
                lines.append(f"[[{section}]]" if isinstance(values, list) else f"[{section}]")
                lines += [f"{name} = {_toml(value)}" for name, value in one.items()]
        file.write_text("\n".join(lines), encoding="utf-8")
        return file

    def start(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start `vastaja run` as a process of its own."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "vastaja", "run", "--config", str(self.write_settings())],
            env={**os.environ, **environment}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)  # fmt: skip
        return self._process

    def kill(self, number: int = signal.SIGKILL) -> None:
        if self._process:
            os.killpg(self._process.pid, number)
            self._process.wait(20)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    async def tick(self, **by: float) -> None:
        """Let time pass, and the house do what is then due."""
        self.clock.shift += timedelta(**by)
        assert self.house is not None
        await self.house.clockwork.round()

    # -- its people

    async def hire(self) -> None:
        """Invite everybody, and let each take up the invitation by /start CODE."""
        with open_desk(self.settings()) as desk:
            codes = {name: desk.do_now(invite, f"{name} Tamm", roles, f"{name.lower()}@ska.example".replace("ü", "u"))
                     for name, roles in ROLES.items()}  # fmt: skip
        for name, code in codes.items():
            after = self.last_message(name)
            self.telegram.say(self.people[name], f"/start {code}")
            await self.telegram.wait_message(self.people[name].id, after=after, timeout=PATIENCE)

    def last_message(self, name: str) -> int:
        messages = self.telegram.chat(self.people[name].id).messages
        return messages[-1].message_id if messages else 0

    async def say(self, name: str, words: str, chat: int = 0, contains: str = "") -> Message:
        """Let somebody say something to the bot, in private or in a group, and return what it answers there."""
        place = chat or self.people[name].id
        said = self.telegram.say(self.people[name], words, place)
        return await self.telegram.wait_message(place, contains, after=said.message_id, timeout=PATIENCE)

    async def wait(self, chat: int, contains: str = "", after: int = 0) -> Message:
        return await self.telegram.wait_message(chat, contains, after=after, timeout=PATIENCE)

    # -- its citizens

    def deliver(self, text: str, **head: Any) -> None:
        """Let a letter come into the mailbox, as a mail server brings it."""
        raw = letter(text, at=datetime.now(UTC), **head)
        self.dovecot.deliver(self.user, raw, sender=parseaddr(str(message_from_bytes(raw)["From"]))[1])

    async def mail_to(self, address: str, contains: str = "", count: int = 1) -> Delivered:
        """Return the `count`th letter to an address whose subject or text has these words."""

        def fitting() -> list[Delivered]:
            return [one for one in self.sink.delivered if address in one.recipients
                    and contains in f"{one.message['Subject']} {one.text}"]  # fmt: skip

        await self._until(lambda: len(fitting()) >= count, f"a letter to {address} with {contains!r}")
        return fitting()[count - 1]

    async def _until(self, happened: Callable[[], bool], what: str) -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not happened():
            if self._running and self._running.done():
                self._running.result()
            assert asyncio.get_running_loop().time() < end, f"waited in vain for {what}"
            await asyncio.sleep(0.02)

    def desk(self) -> Desk:
        assert self.house is not None
        return self.house.desk


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, (int, list)) else f'"{value}"'
