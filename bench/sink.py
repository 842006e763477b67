"""An SMTP server that takes everything at once and counts: `python -m bench.sink` prints its port, then a line a second.

It is no part of the house, so it costs as little as it can: the figures are the house's own.
"""

import asyncio
import time
from typing import Final

GREETING: Final = b"250-sink\r\n250-8BITMIME\r\n250-PIPELINING\r\n250 SIZE 50000000\r\n"


class Sink(asyncio.Protocol):
    """One connection. `taken` holds the moment of each letter, of all connections."""

    taken: list[float] = []  # noqa: RUF012
    recipients: dict[str, int] = {}  # noqa: RUF012

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._line, self._rest, self._in_letter, self._to = transport, b"", False, ""
        transport.write(b"220 sink\r\n")

    def data_received(self, data: bytes) -> None:
        self._rest += data
        while True:
            if self._in_letter:
                end = self._rest.find(b"\r\n.\r\n")
                if end < 0:
                    return
                self._rest, self._in_letter = self._rest[end + 5 :], False
                self.taken.append(time.time())
                self.recipients[self._to] = self.recipients.get(self._to, 0) + 1
                self._line.write(b"250 2.0.0 taken\r\n")
            else:
                line, found, rest = self._rest.partition(b"\r\n")
                if not found:
                    return
                self._rest = rest
                self._answer(line)

    def _answer(self, line: bytes) -> None:
        word = line[:4].upper()
        if word == b"RCPT":
            self._to = line.decode()
        if word == b"DATA":
            self._in_letter = True
        self._line.write({b"EHLO": GREETING, b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}.get(word, b"250 ok\r\n"))


async def main() -> None:
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    told = 0
    while True:
        await asyncio.sleep(0.25)
        fresh, doubled = Sink.taken[told:], sum(Sink.recipients.values()) - len(Sink.recipients)
        told += len(fresh)
        for moment in fresh:
            print(f"{moment:.4f} {doubled}")
        print("", end="", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
