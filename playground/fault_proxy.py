"""A wire that breaks: stands between the house and a server and does to the connection what it is told to.

Each fault strikes once, when so much has passed, and is then forgotten; what follows goes right.
"""

import asyncio
import contextlib
import socket
import struct
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Self


class Break(StrEnum):
    """What the wire does once so many octets have passed."""

    CUT = "cut"  # closed in good order, both ways
    RESET = "reset"  # thrown away
    STALL = "stall"  # nothing passes any more, nobody is told
    TRUNCATE = "truncate"  # the rest of what is said is lost, then it is closed
    SWALLOW = "swallow"  # this piece is lost, and all goes on
    SPLIT = "split"  # from here on every octet comes alone
    ANSWER_LOST = (
        "answer_lost"  # what the house says still arrives, what the server answers does not, then it is closed
    )


@dataclass(frozen=True, slots=True)
class Fault:
    """`after` counts octets of any connection since the fault became the next one: the server's, or with `upwards` the house's."""

    what: Break
    after: int = 0
    upwards: bool = False


class FaultProxy:
    """Carries connections to `port` of this machine. `struck` lists the faults that have happened."""

    def __init__(self, port: int) -> None:
        self._to, self.port = port, 0
        self.faults: deque[Fault] = deque()
        self.struck: list[Fault] = []
        self.shut = False  # true: every new connection is thrown away at once
        self.silent = False  # true: nothing passes either way, and nobody is told
        self._passed = {True: 0, False: 0}  # octets upwards and downwards since the next fault waits
        self._lines: set[_Line] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        self.break_all()
        await self._server.wait_closed()

    def next(self, *faults: Fault) -> None:
        if not self.faults:
            self._passed = {True: 0, False: 0}
        self.faults.extend(faults)

    def due(self, octets: int, upwards: bool) -> tuple[Fault | None, int]:
        """Count octets that are to pass, and return the fault that strikes now and after how many of them."""
        before = self._passed[upwards]
        self._passed[upwards] += octets
        if not self.faults or self.faults[0].upwards is not upwards or self._passed[upwards] <= self.faults[0].after:
            return None, 0
        fault = self.faults.popleft()
        self.struck.append(fault)
        self._passed = {True: 0, False: 0}
        return fault, max(0, fault.after - before)

    def break_all(self) -> None:
        """Throw away every connection there is."""
        for line in list(self._lines):
            line.drop(reset=True)

    def mend(self) -> None:
        """Let no fault strike any more, and throw away the connections in which something hangs: the trouble is over, and is heard of."""
        self.faults.clear()
        self.shut = self.silent = False
        for line in [one for one in self._lines if one.hangs]:
            line.drop(reset=True)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.shut:
            _drop(writer, reset=True)
            return
        try:
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            _drop(writer, reset=True)
            return
        line = _Line(self, writer, far_writer)
        self._lines.add(line)
        try:
            await asyncio.gather(
                line.pass_on(far_reader, writer, upwards=False), line.pass_on(reader, far_writer, upwards=True)
            )
        finally:
            self._lines.discard(line)
            line.drop(reset=False)


class _Line:
    def __init__(self, proxy: FaultProxy, near: asyncio.StreamWriter, far: asyncio.StreamWriter) -> None:
        self._proxy, self._near, self._far = proxy, near, far
        self._answers_lost = False
        self.hangs = False  # a piece is lost, and nobody knows

    def drop(self, reset: bool) -> None:
        _drop(self._near, reset)
        _drop(self._far, reset)

    async def pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter, upwards: bool) -> None:
        """Carry one direction until it ends or breaks."""
        alone = False
        with contextlib.suppress(OSError):
            while piece := await source.read(65_536):
                if self._proxy.silent:
                    self.hangs = True
                    continue
                fault, until = self._proxy.due(len(piece), upwards)
                if fault is None or fault.what is Break.SPLIT:
                    alone = alone or fault is not None
                    if not (self._answers_lost and not upwards):
                        await _say(to, piece, alone)
                elif not await self._strike(fault, piece, until, source, to):
                    return
        # Half a connection is none to us: what one side closes the other sees closed.
        self.drop(reset=False)

    async def _strike(
        self, fault: Fault, piece: bytes, until: int, source: asyncio.StreamReader, to: asyncio.StreamWriter
    ) -> bool:
        """Return whether the connection goes on."""
        before = piece[:until]
        match fault.what:
            case Break.SWALLOW:
                self.hangs = True
                return True
            case Break.ANSWER_LOST:
                self._answers_lost = True
                await _say(to, piece if fault.upwards else before, alone=False)
                asyncio.get_running_loop().call_later(0.2, self.drop, False)
                return True
            case Break.STALL:
                self.hangs = True
                await _say(to, before, alone=False)
                while await source.read(65_536):
                    pass
            case Break.TRUNCATE:
                await _say(to, before, alone=False)
            case Break.RESET:
                self.drop(reset=True)
        self.drop(reset=False)
        return False


async def _say(to: asyncio.StreamWriter, piece: bytes, alone: bool) -> None:
    for start in range(0, len(piece), 1 if alone else max(1, len(piece))):
        to.write(piece[start : start + 1] if alone else piece)
        await to.drain()


def _drop(writer: asyncio.StreamWriter, reset: bool) -> None:
    if reset and not writer.is_closing() and (line := writer.get_extra_info("socket")):
        with contextlib.suppress(OSError):
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.transport.abort()
    writer.close()
