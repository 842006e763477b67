"""One connection to the sending server: opened, made secret, logged in, and asked step by step."""

import asyncio
import ssl
from contextlib import suppress
from typing import Final

from aiosmtplib import SMTP, SMTPException
from aiosmtplib.response import SMTPResponse

from mail.accounts import Account, Security
from mail.compose import ascii_domain
from mail.trouble import servers_words

PROBE: Final = 5.0  # seconds for a kept connection to show that it lives: a new one costs less than a long wait


class LineLost(Exception):
    """The connection went away, or the server closes it, while it had taken nothing."""

    def __init__(self, how: str, code: int = 0) -> None:
        super().__init__(how)
        self.code = code


class Line:
    """One connection, greeted and logged in. `size` is the longest message the server takes, 0 where it does not say."""

    def __init__(self, smtp: SMTP, seconds: float) -> None:
        self.smtp = smtp
        self._seconds = seconds
        self.used = 0.0
        size = smtp.esmtp_extensions.get("size", "")
        self.size = int(size) if size.isdigit() else 0

    def takes(self, extension: str) -> bool:
        return self.smtp.supports_extension(extension)

    async def mail(self, sender: str, raw: bytes, international: bool) -> SMTPResponse:
        options = [f"SIZE={len(raw)}".encode()] if self.takes("size") else []
        if self.takes("8bitmime") and not raw.isascii():
            options.append(b"BODY=8BITMIME")
        if international:
            options.append(b"SMTPUTF8")
        return await self._say(b"MAIL", b"FROM:<" + on_the_wire(sender).encode() + b">", *options)

    async def recipient(self, address: str) -> SMTPResponse:
        return await self._say(b"RCPT", b"TO:<" + on_the_wire(address).encode() + b">")

    async def reset(self) -> bool:
        """Make ready for another message, and return whether that worked within a few seconds."""
        try:
            return (await self._say(b"RSET", seconds=min(PROBE, self._seconds))).code == 250
        except LineLost:
            return False

    async def quit(self) -> None:
        with suppress(SMTPException, OSError):
            await self.smtp.quit(timeout=1.0)
        self.close()

    def close(self) -> None:
        self.smtp.close()

    async def _say(self, *words: bytes, seconds: float = 0.0) -> SMTPResponse:
        try:
            answer = await self.smtp.execute_command(*words, timeout=seconds or self._seconds)
        except (SMTPException, OSError) as error:
            how = "fell silent" if isinstance(error, TimeoutError) else "hung up"
            raise LineLost(f"the server {how} at {words[0].decode()}") from None
        if answer.code == 421:  # closing, whatever it was asked (RFC 5321 section 3.8)
            raise LineLost(f"the server closes ({servers_words(answer.message)})", 421)
        return answer


async def call_server(account: Account, context: ssl.SSLContext | None, seconds: float) -> Line:
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
    return Line(smtp, seconds)


def on_the_wire(address: str) -> str:
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{ascii_domain(domain)}"
