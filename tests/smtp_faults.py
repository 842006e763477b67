"""An SMTP server that follows a script: what it answers to which command, and where it goes away."""

import asyncio
import socket
import ssl
import struct
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final

CLOSE: Final = "<close>"  # instead of an answer: hang up in good order
RESET: Final = "<reset>"  # throw the connection away
SILENCE: Final = "<silence>"  # say nothing more
STOP_READING: Final = "<stop reading>"  # to DATA: ask for the message, take a little of it, and hang up
RIGHT: Final = {
    "BANNER": "220 ready",
    "EHLO": "250-here\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250-SIZE 10000000\r\n250 AUTH PLAIN",
    "AUTH": "235 welcome",
    "MAIL": "250 ok",
    "RCPT": "250 ok",
    "DATA": "354 go on",
    "DOT": "250 2.0.0 queued as 42",
    "RSET": "250 ok",
    "NOOP": "250 ok",
    "QUIT": "221 bye",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """A message that the server holds, whether or not it could say so."""

    sender: str  # the words after FROM:, with their options
    recipients: tuple[str, ...]
    raw: bytes = field(repr=False)


class ScriptedSmtp:
    """Answers right unless told otherwise. `said` lists the commands, `taken` the messages it has kept."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.said: list[str] = []
        self.waited: list[bool] = []  # of each command, whether it was there before the one before it was answered
        self.taken: list[Taken] = []
        self.connections = 0
        self.open = 0
        self.most_open = 0
        self.port = 0
        self.without_recipients = "503 to whom?"  # to DATA where no recipient was taken
        self.keeps: Callable[[str], bool] = lambda answer: answer.startswith("250")
        self._once: dict[str, deque[str]] = {}
        self._always = dict(RIGHT)
        self._talks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "ScriptedSmtp":
        self._server = await asyncio.start_server(self._welcome, "127.0.0.1", 0, limit=2**20, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)
        await self._server.wait_closed()

    def next(self, command: str, *answers: str) -> None:
        """Let the next uses of `command` be answered so; those after them right."""
        self._once.setdefault(command, deque()).extend(answers)

    def always(self, command: str, answer: str) -> None:
        self._always[command] = answer

    async def hang_up(self) -> None:
        """Close every connection, as a server does that has waited too long."""
        talks = set(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    def times(self, command: str) -> int:
        return sum(line.split()[0] == command for line in self.said)

    def _answer(self, command: str) -> str:
        once = self._once.get(command)
        return once.popleft() if once else self._always.get(command, "502 what?")

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._talks.add(task)
        self.connections += 1
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            with suppress(ConnectionError, _Gone, asyncio.CancelledError):
                await self._talk(reader, writer)
        finally:
            self.open -= 1
            self._talks.discard(task)
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        sender, recipients = "", list[str]()
        await _say(writer, self._answer("BANNER"))
        while True:
            waited = bool(reader._buffer)  # type: ignore[attr-defined]
            if not (line := (await reader.readline()).decode().strip()):
                return
            self.said.append(line)
            self.waited.append(waited)
            command = line.split()[0].upper()
            if command == "RCPT":
                answer = self._answer(line.split(":", 1)[1].strip("<>")) if self._names(line) else self._answer("RCPT")
                if answer.startswith("2") and sender:
                    recipients.append(line.split(":", 1)[1])
            else:
                answer = self._answer(command)
            if command == "MAIL":
                sender, recipients = line.split(":", 1)[1] if answer.startswith("2") else "", []
            if command == "DATA" and answer == RIGHT["DATA"] and not recipients:
                answer = self.without_recipients
            if answer == STOP_READING:
                await _say(writer, RIGHT["DATA"])
                await reader.read(1000)
                answer = RESET
            await _say(writer, answer)
            if command == "DATA" and answer.startswith("354"):
                await self._take(reader, writer, sender, tuple(recipients))
            if command == "QUIT":
                return

    def _names(self, line: str) -> bool:
        address = line.split(":", 1)[1].strip("<>")
        return address in self._once or address in self._always

    async def _take(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, sender: str, recipients: tuple[str, ...]
    ) -> None:
        lines = []
        while (line := await reader.readline()) != b".\r\n":
            if not line:
                raise _Gone
            lines.append(line[1:] if line.startswith(b".") else line)
        answer = self._answer("DOT")
        self.said.append("DOT")
        self.waited.append(False)
        if self.keeps(answer):
            self.taken.append(Taken(sender, recipients, b"".join(lines)))
        await _say(writer, answer)


class _Gone(Exception):
    """The conversation is over."""


async def _say(writer: asyncio.StreamWriter, answer: str) -> None:
    if answer == SILENCE:
        await asyncio.sleep(60)
    if answer == RESET:
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    if answer in (CLOSE, RESET, SILENCE):
        raise _Gone
    writer.write(answer.encode() + b"\r\n")
    await writer.drain()
