"""The octets of a connection to the sending server: what is written, and the answers in their order."""

import asyncio
from collections import deque
from typing import Final

from aiosmtplib.response import SMTPResponse

LONGEST: Final = 32 * 1024  # octets of one answer: far more than any server says
HUNG_UP: Final = "hung up"
FELL_SILENT: Final = "fell silent"
NONSENSE: Final = "spoke nonsense"


class WireLost(Exception):
    """No answer comes any more; `how` is one of the three above."""

    def __init__(self, how: str) -> None:
        super().__init__(how)
        self.how = how


class Wire(asyncio.Protocol):
    """Takes a connection over that is greeted and logged in.

    aiosmtplib's own protocol waits for one answer to one command, and loses those that come together; several commands
    in one piece (RFC 2920) are answered in one piece as well.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._rest, self._lines = b"", list[str]()
        self._answers: deque[SMTPResponse] = deque()
        self._waiting: asyncio.Future[None] | None = None
        self._lost = HUNG_UP if transport.is_closing() else ""
        transport.set_protocol(self)

    @property
    def quiet(self) -> bool:
        """Whether the connection stands and nothing has been said that nobody asked for."""
        return not (self._answers or self._rest or self._lines or self._lost or self._transport.is_closing())

    @property
    def heard(self) -> bool:
        """Whether an answer is there, or none will ever come."""
        return bool(self._answers or self._lost)

    @property
    def unsent(self) -> int:
        """Octets written that have not left the process."""
        return 0 if self._lost else self._transport.get_write_buffer_size()

    def write(self, octets: bytes) -> None:
        """Raises WireLost where the connection is known to be gone; later loss shows in the answer."""
        if self._lost or self._transport.is_closing():
            raise WireLost(self._lost or HUNG_UP)
        self._transport.write(octets)

    async def answer(self, seconds: float) -> SMTPResponse:
        """Return the next answer, its lines joined. Raises WireLost."""
        if not await self.hears(seconds):
            raise WireLost(FELL_SILENT)
        if not self._answers:
            raise WireLost(self._lost)
        return self._answers.popleft()

    async def hears(self, seconds: float) -> bool:
        """Wait until an answer is there or none will ever come; return False after so many seconds."""
        if self.heard:
            return True
        self._waiting = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await self._waiting
        except TimeoutError:
            return self.heard
        finally:
            self._waiting = None
        return True

    def close(self) -> None:
        self._transport.close()

    def data_received(self, data: bytes) -> None:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            if not self._lost:
                self._take(line)
        if len(self._rest) + sum(map(len, self._lines)) > LONGEST:
            self._end(NONSENSE)
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._end(HUNG_UP)
        self._wake()

    def _take(self, line: bytes) -> None:
        code = line[:3]
        if not code.isdigit() or line[3:4] not in (b"", b" ", b"-", b"\r"):
            self._end(NONSENSE)
            return
        self._lines.append(line[4:].strip().decode("utf-8", "replace"))
        if line[3:4] != b"-":
            self._answers.append(SMTPResponse(int(code), "\n".join(self._lines)))
            self._lines = []

    def _end(self, how: str) -> None:
        self._lost = self._lost or how
        self._transport.close()

    def _wake(self) -> None:
        if self._waiting is not None and not self._waiting.done() and self.heard:
            self._waiting.set_result(None)
