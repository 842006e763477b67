"""An SMTP server in our own loop: takes mail for every address of the town, keeps it, and puts it into the mailboxes there."""

import asyncio
import logging
import re
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from email.utils import format_datetime
from types import TracebackType
from typing import Self
from warnings import catch_warnings, simplefilter

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from playground.imap import ImapServer

LARGEST_LETTER = 40_000_000  # octets


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message as it came over SMTP."""

    envelope_from: str
    recipients: tuple[str, ...]
    raw: bytes
    at: datetime

    @property
    def message(self) -> EmailMessage:
        """The message read by the standard library."""
        return message_from_bytes(self.raw, policy=default)

    @property
    def text(self) -> str:
        """The plain text of the message, "" if it has none."""
        body = self.message.get_body(("plain",))
        return str(body.get_content()) if body is not None else ""


class SmtpServer:
    """Take mail on a loopback port; letters to known users (a "+tag" is cut off) also go into their INBOX.

    `users` maps an address to the mail server's user. What nobody owns goes to `catch_all`, if that is a user. With `passwords` a client
    must log in. Faults for tests: `refuse` (address or "DATA" -> the refusal, as "450 4.2.1 mailbox busy"),
    `lose_answers`: that many times the connection breaks after the letter is taken and before the final answer, and `slowness`: seconds
    that it takes over each letter.
    """

    def __init__(
        self, imap: ImapServer | None = None, users: dict[str, str] | None = None, *, catch_all: str = "", port: int = 0,
        passwords: dict[str, str] | None = None, tls: ssl.SSLContext | None = None,
    ) -> None:  # fmt: skip
        self.port = port
        self.delivered: list[Delivered] = []
        self.refuse: dict[str, str] = {}
        self.lose_answers = 0
        self.slowness = 0.0
        self.listeners: list[Callable[[Delivered], None]] = []
        self._imap, self._users, self._catch_all = imap, dict(users or {}), catch_all
        self._passwords, self._tls = passwords or {}, tls
        self._came = asyncio.Condition()
        self._protocols: set[SMTP] = set()

    async def __aenter__(self) -> Self:
        logging.getLogger("mail.log").setLevel(logging.WARNING)  # aiosmtpd tells every line of every letter's envelope
        self._server = await asyncio.get_running_loop().create_server(self._protocol, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        for protocol in self._protocols:
            _break(protocol)
        await self._server.wait_closed()

    def _protocol(self) -> SMTP:
        with catch_warnings():
            # Passwords without TLS are warned of; this server stands on loopback only.
            simplefilter("ignore", UserWarning)
            protocol = SMTP(
                self, hostname="town.example", data_size_limit=LARGEST_LETTER, enable_SMTPUTF8=True,
                authenticator=self._authenticate, auth_required=bool(self._passwords), auth_require_tls=False,
                tls_context=self._tls, loop=asyncio.get_running_loop(),
            )  # fmt: skip
        self._protocols.add(protocol)
        return protocol

    async def wait_for(
        self,
        predicate: Callable[[Delivered], bool] = lambda _: True,
        timeout: float = 5.0,  # noqa: ASYNC109 - seconds
    ) -> Delivered:
        """Return the first letter that fits, waiting for it at most so many seconds. Raises TimeoutError."""
        async with asyncio.timeout(timeout), self._came:
            while True:
                for letter in self.delivered:
                    if predicate(letter):
                        return letter
                await self._came.wait()

    async def accept(self, envelope_from: str, recipients: tuple[str, ...], raw: bytes) -> Delivered:
        """Take a letter as if it had come over the wire."""
        letter = Delivered(envelope_from, recipients, raw, datetime.now(UTC))
        self.delivered.append(letter)
        for user in dict.fromkeys(self._user_of(recipient) for recipient in recipients):
            if self._imap is not None and user:
                self._imap.deliver(user, _stamped(letter, recipients))
        for listener in self.listeners:
            listener(letter)
        async with self._came:
            self._came.notify_all()
        return letter

    def _user_of(self, address: str) -> str:
        plain = re.sub(r"\+[^@]*@", "@", address.casefold())
        return self._users.get(plain, self._catch_all)

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        if mechanism not in {"LOGIN", "PLAIN"} or not isinstance(data, LoginPassword):
            return AuthResult(success=False, handled=False)
        good = self._passwords.get(data.login.decode(errors="replace")) == data.password.decode(errors="replace")
        return AuthResult(success=good, handled=good)

    # The names below are aiosmtpd's.

    async def handle_EHLO(
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]  # aiosmtpd can, and does not say so

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if refusal := self.refuse.get(address.casefold(), ""):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:
        if refusal := self.refuse.get("DATA", ""):
            return refusal
        await asyncio.sleep(self.slowness)
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        await self.accept(envelope.mail_from or "", tuple(envelope.rcpt_tos), content)
        if self.lose_answers:
            self.lose_answers -= 1
            _break(server)
        return "250 2.0.0 accepted"


def _break(protocol: SMTP) -> None:
    if isinstance(protocol.transport, asyncio.WriteTransport):
        protocol.transport.abort()


def _stamped(letter: Delivered, recipients: tuple[str, ...]) -> bytes:
    """Return the letter with the lines that the last mail server writes on top of it (RFC 5321 section 4.4)."""
    head = (
        f"Return-Path: <{letter.envelope_from}>\r\nDelivered-To: {recipients[0]}\r\n"
        f"Received: from mail.kirjakodu.example by town.example; {format_datetime(letter.at)}\r\n"
    )
    return head.encode("utf-8", "surrogateescape") + letter.raw
