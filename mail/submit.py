"""Hands a finished message to the agency's mail server, and tells apart: taken, not now, never, and nobody knows."""

import asyncio
import os
import ssl
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from aiosmtplib import SMTPException
from aiosmtplib.errors import SMTPAuthenticationError, SMTPResponseException
from aiosmtplib.response import SMTPResponse

from mail.accounts import CONNECTIONS, Account, Security
from mail.compose import check_recipient
from mail.oauth import TokenTrouble
from mail.smtp_data import AnswerLost, NotSent, send_text
from mail.smtp_line import Line, LineLost, call_server, on_the_wire
from mail.trouble import servers_words, shown, unreached

FRESH: Final = 2.0  # seconds after its last use in which a kept connection is believed to live
STALE: Final = 60.0  # seconds after which it is closed rather than asked
_LOGIN_PAUSES: Final = (60.0, 120.0, 300.0, 900.0)  # seconds; a refused login repeated locks the account (E9)
_OURS_TO_MEND: Final = {530, 534, 535, 538}  # the letter is not at fault: authentication (RFC 4954 section 6)


@dataclass(frozen=True, slots=True)
class RecipientResult:
    """What the server said of one recipient; `text` is content: it may quote the address."""

    address: str
    accepted: bool
    code: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """A message that the server has taken, at least for one recipient."""

    recipients: tuple[RecipientResult, ...] = field(repr=False)
    response: str


class NotTaken(Exception):
    """The server has not taken the message, for certain. `code` is 0 where there was no answer."""

    def __init__(self, sentence: str, code: int = 0, recipients: tuple[RecipientResult, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.code = code
        self.recipients = recipients


class NotNow(NotTaken):
    """Try again later."""


class NoLine(NotNow):
    """The server cannot be talked to at all just now: no letter is at fault, and none fares better."""


class Never(NotTaken):
    """Trying again is of no use; a person must look."""


class Uncertain(Exception):
    """The whole message went out and the answer did not come back: the server may have it, or not.

    Never to be repeated by a machine (RFC 5321 section 4.5.3.2.6 tells why: the citizen would get it twice).
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Submitter:
    """Sends by at most `connections` kept connections; more callers wait for one. Times are seconds.

    `final_timeout` is for the answer to the final dot, when the server may be
    looking for viruses: giving up too early makes a sent letter uncertain.
    """

    def __init__(
        self, account: Account, connections: int = CONNECTIONS, timeout: float = 30.0, final_timeout: float = 120.0
    ) -> None:
        self._account, self._timeout, self._final_timeout = account, timeout, final_timeout
        self.connections, self._free = connections, asyncio.Semaphore(connections)
        self._kept: list[Line] = []
        self._context: ssl.SSLContext | None = None
        self._refusals, self._locked_until = 0, 0.0
        self._together = True

    async def submit(self, envelope_from: str, recipients: Sequence[str], raw: bytes) -> Report:
        """Send `raw` and return what became of each recipient; some may be refused though the message is taken.

        `envelope_from` may be "" for a message that must not bounce. Raises NotNow,
        NoLine, Never, Uncertain, and BadAddress before anything is sent.
        """
        for address in (*recipients, *([envelope_from] if envelope_from else [])):
            check_recipient(address)
        if not recipients:
            raise Never("the message has no recipient")
        async with self._free:
            kept = await self._living_line()
            if kept is not None:
                try:
                    return await self._send(kept, envelope_from, recipients, raw)
                except LineLost:
                    pass  # it had died since; nothing was taken, and a new one tells more
            try:
                return await self._send(await self._new_line(), envelope_from, recipients, raw)
            except LineLost as lost:
                if lost.silent:
                    self._together = False  # a wall in between may lose commands that come together
                raise NotNow(f"{self._account.name}: {lost}; nothing was sent, it is tried again", lost.code) from None

    async def check(self) -> None:
        """Log in and say goodbye, to see that it can be done. Raises NotNow."""
        async with self._free:
            line = await self._new_line()
            await line.quit()

    async def close(self) -> None:
        """End the kept connections."""
        kept, self._kept = self._kept, []
        await asyncio.gather(*(line.quit() for line in kept))

    async def _send(self, line: Line, envelope_from: str, recipients: Sequence[str], raw: bytes) -> Report:
        """Send on one connection, and keep it only if the conversation came to its end."""
        kept = False
        try:
            results = await self._envelope(line, envelope_from, recipients, raw)
            response = await self._data(line, raw)
            if response.code // 100 != 2:
                self._refuse("the message", response, results)
            kept = True
            return Report(results, f"{response.code} {shown(response.message)}")
        except NotTaken:
            kept = await line.reset()
            raise
        finally:
            if kept:
                line.used = asyncio.get_running_loop().time()
                self._kept.append(line)
            else:
                line.close()

    async def _envelope(
        self, line: Line, envelope_from: str, recipients: Sequence[str], raw: bytes
    ) -> tuple[RecipientResult, ...]:
        if line.size and len(raw) > line.size:
            raise Never(
                f"{self._account.name}: the message has {len(raw)} octets, the server takes {line.size}; "
                "send fewer or smaller files",
                552,
            )
        international = not all(address.isascii() for address in map(on_the_wire, (envelope_from, *recipients)))
        if international and not line.takes("smtputf8"):
            raise Never(f"{self._account.name}: the server takes no address with other than Latin letters", 553)
        line.begin(envelope_from, recipients, raw, international)
        answer = await line.answer()
        if answer.code // 100 != 2:
            self._refuse("the sender", answer)
        results = tuple([_result(address, await line.answer()) for address in recipients])
        if not any(result.accepted for result in results):
            soft = [result for result in results if result.code < 500]
            worst = (soft or results)[0]
            self._refuse("every recipient", SMTPResponse(worst.code, worst.text), results)
        return results

    async def _data(self, line: Line, raw: bytes) -> SMTPResponse:
        answer = await line.answer()
        if answer.code != 354:
            # 250 to DATA would be nonsense that must not count as "taken".
            return answer if answer.code >= 400 else SMTPResponse(451, "the server did not ask for the message")
        try:
            return await send_text(line.wire, raw, self._timeout, self._final_timeout)
        except NotSent as error:
            raise LineLost(f"the server {error} before the message was sent") from None
        except AnswerLost as error:
            raise Uncertain(
                f"{self._account.name}: the message went out whole and the server {error} before it answered; "
                "a person must find out whether it arrived before it is sent again"
            ) from None

    def _refuse(self, what: str, answer: SMTPResponse, results: tuple[RecipientResult, ...] = ()) -> NoReturn:
        sentence = f"{self._account.name}: the server refuses {what} ({answer.code} {servers_words(answer.message)})"
        if answer.code // 100 == 5 and answer.code not in _OURS_TO_MEND:
            raise Never(sentence, answer.code, results)
        raise NotNow(sentence, answer.code, results)

    async def _living_line(self) -> Line | None:
        """Return a kept connection that answers, newest first; drop those that do not."""
        now = asyncio.get_running_loop().time()
        while self._kept:
            line = self._kept.pop()
            idle = now - line.used
            if line.wire.quiet and (idle < FRESH or (idle < STALE and await line.reset())):
                return line
            line.close()
        return None

    async def _new_line(self) -> Line:
        account, now = self._account, asyncio.get_running_loop().time()
        if now < self._locked_until:
            raise NoLine(f"{account.name}: the server refused the login; it is asked again in a while", 535)
        try:
            if self._context is None and account.security is not Security.PLAIN:
                self._context = await asyncio.to_thread(account.tls)
            line = await call_server(account, self._context, self._timeout, self._together)
        except SMTPAuthenticationError as error:
            account.forget_token()
            self._locked_until = now + _LOGIN_PAUSES[min(self._refusals, len(_LOGIN_PAUSES) - 1)]
            self._refusals += 1
            raise NoLine(
                f"{account.name}: the server refuses the login ({error.code} {servers_words(error.message)}); "
                "check user and password",
                error.code,
            ) from None
        except TokenTrouble as error:
            raise NoLine(f"{account.name}: {error.sentence}") from None
        except (SMTPException, OSError) as error:
            raise _no_connection(account, error) from None
        self._refusals = 0
        return line


def _no_connection(account: Account, error: Exception) -> NoLine:
    server = f"{account.name}: {account.host}:{account.port}"
    cause = error.__cause__ or error
    if isinstance(cause, ssl.SSLCertVerificationError):
        return NoLine(f"{server} shows a certificate that cannot be trusted ({cause.verify_message}); check ca_file")
    if told := unreached(account.name, server, cause):
        return NoLine(told[1])
    if isinstance(error, SMTPResponseException):
        return NoLine(f"{server} does not let us in ({error.code} {servers_words(error.message)})", error.code)
    said = os.strerror(cause.errno) if isinstance(cause, OSError) and cause.errno else servers_words(error)
    return NoLine(f"{server} cannot be used now ({said}); check host, port and security")


def _result(address: str, answer: SMTPResponse) -> RecipientResult:
    return RecipientResult(address, answer.code // 100 == 2, answer.code, shown(answer.message))
