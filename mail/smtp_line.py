"""One connection to the sending server: opened, made secret, logged in, and asked step by step."""

import asyncio
import re
import ssl
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from aiosmtplib import SMTP, SMTPServerDisconnected
from aiosmtplib.response import SMTPResponse

from mail.accounts import Account, Security
from mail.compose import ascii_domain
from mail.smtp_wire import FELL_SILENT, HUNG_UP, Wire, WireLost
from mail.trouble import servers_words

PROBE: Final = 5.0  # seconds for a kept connection to show that it lives: a new one costs less than a long wait
_CONTROL: Final = re.compile(rb"[\x00-\x1f\x7f]")  # one in a command would be two commands


class LineLost(Exception):
    """The connection went away, or the server closes it, while it had taken nothing."""

    def __init__(self, how: str, code: int = 0, silent: bool = False) -> None:
        super().__init__(how)
        self.code = code
        self.silent = silent


class Line:
    """One connection, greeted and logged in. `size` is the longest message the server takes, 0 where it does not say.

    `together` is whether commands go out in one piece where the server takes that (RFC 2920).
    """

    def __init__(self, wire: Wire, extensions: dict[str, str], seconds: float, together: bool = True) -> None:
        self.wire, self._extensions, self._seconds = wire, extensions, seconds
        self.together = together and self.takes("pipelining")
        self.used = 0.0
        size = extensions.get("size", "")
        self.size = int(size) if size.isdigit() else 0
        self._unsaid: deque[bytes] = deque()
        self._unheard: deque[bytes] = deque()

    def takes(self, extension: str) -> bool:
        return extension in self._extensions

    def begin(self, sender: str, recipients: Sequence[str], raw: bytes, international: bool) -> None:
        """Ask for sender, recipients, and leave to send the message; `answer` gives one answer for each, in this order."""
        options = [f"SIZE={len(raw)}"] if self.takes("size") else []
        if self.takes("8bitmime") and not raw.isascii():
            options.append("BODY=8BITMIME")
        if international:
            options.append("SMTPUTF8")
        self._unsaid.append(" ".join([f"MAIL FROM:<{on_the_wire(sender)}>", *options]).encode())
        self._unsaid.extend(f"RCPT TO:<{on_the_wire(address)}>".encode() for address in recipients)
        self._unsaid.append(b"DATA")

    async def answer(self, seconds: float = 0.0) -> SMTPResponse:
        """Return the answer to the next thing asked. Raises LineLost."""
        if not self._unheard:
            self._say(len(self._unsaid) if self.together else 1)
        word = self._unheard.popleft()
        try:
            answer = await self.wire.answer(seconds or self._seconds)
        except WireLost as error:
            raise LineLost(f"the server {error.how} at {word.decode()}", silent=error.how == FELL_SILENT) from None
        if answer.code == 421:  # closing, whatever it was asked (RFC 5321 section 3.8)
            raise LineLost(f"the server closes ({servers_words(answer.message)})", 421)
        return answer

    async def reset(self) -> bool:
        """Make ready for another message, and return whether that worked within a few seconds."""
        seconds = min(PROBE, self._seconds)
        self._unsaid.clear()
        try:
            while self._unheard:
                if (await self.answer(seconds)).code == 354:
                    return False  # it waits for a message to nobody: hanging up sends none
            if not self.wire.quiet:
                return False
            self._unsaid.append(b"RSET")
            return (await self.answer(seconds)).code == 250
        except LineLost:
            return False

    async def quit(self) -> None:
        self._unsaid.append(b"QUIT")
        with suppress(LineLost):
            await self.answer(1.0)
        self.close()

    def close(self) -> None:
        self.wire.close()

    def _say(self, count: int) -> None:
        commands = [self._unsaid.popleft() for _ in range(count)]
        if any(map(_CONTROL.search, commands)):
            raise ValueError("a command with a control character in it")
        self._unheard.extend(command[:4] for command in commands)
        with suppress(WireLost):  # the answer, which does not come, tells
            self.wire.write(b"".join(command + b"\r\n" for command in commands))


async def call_server(account: Account, context: ssl.SSLContext | None, seconds: float, together: bool) -> Line:
    """Return a line that is open, secret where the account says so, and logged in.

    Raises what aiosmtplib raises, and TokenTrouble.
    """
    token = account.token

    async def ask_token() -> str:
        return await asyncio.to_thread(token) if token is not None else ""

    smtp = SMTP(
        hostname=account.host,
        port=account.port,
        username=account.user or None,
        password=account.password if account.user and token is None else None,
        oauth_token_generator=ask_token if token is not None else None,
        local_hostname="[127.0.0.1]",  # our own name would show in every letter, and looking it up may take seconds
        timeout=seconds,
        use_tls=account.security is Security.TLS,
        start_tls=account.security is Security.STARTTLS,  # never None: that goes on in clear text if TLS is not offered
        tls_context=context,
    )
    await smtp.connect()
    if smtp.is_ehlo_or_helo_needed:
        await smtp.ehlo()
    if not isinstance(smtp.transport, asyncio.Transport):
        raise SMTPServerDisconnected(HUNG_UP)
    return Line(Wire(smtp.transport), smtp.esmtp_extensions, seconds, together)


def on_the_wire(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"
