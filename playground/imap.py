"""An IMAP server in memory for the demo and the tests: several users, the usual folders, IDLE told at once."""

import asyncio
import itertools
import ssl
from contextlib import suppress
from types import TracebackType
from typing import Self

from playground.imap_mailbox import FOLDERS, Mailbox
from playground.imap_session import Session

LONGEST_LINE = 1_000_000  # octets; a UID set of a busy mailbox is long


class ImapServer:
    """Serve the mailboxes of some users (name -> password) on a loopback port.

    `deliver` puts a letter in from outside. Faults for tests: `drop_connections`, `refuse_logins` (the words of the refusal),
    `Mailbox.renumber`.
    """

    def __init__(self, users: dict[str, str], *, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.users = dict(users)
        self.port = port
        self.refuse_logins = ""
        self._tls = tls
        self._numbers = itertools.count(1_700_000_001)
        self._boxes = {user: {name: Mailbox(name, next(self._numbers)) for name in FOLDERS} for user in users}
        self._sessions: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(
            self._welcome, "127.0.0.1", self.port, limit=LONGEST_LINE, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.close()
        await self.drop_connections()
        await self._server.wait_closed()

    def deliver(self, user: str, raw: bytes, folder: str = "INBOX") -> int:
        """Return the UID of a letter that has just arrived for a user. Raises KeyError for an unknown user or folder."""
        return self.mailbox(user, folder).add(raw)

    def mailbox(self, user: str, folder: str = "INBOX") -> Mailbox:
        """Return a mailbox of a user. Raises KeyError if there is none."""
        return self._boxes[user][folder]

    def mailboxes(self, user: str) -> dict[str, Mailbox]:
        return self._boxes[user]

    def create(self, user: str, folder: str) -> Mailbox:
        return self._boxes[user].setdefault(folder, Mailbox(folder, next(self._numbers)))

    def login_refused(self, user: str, password: str) -> str:
        """Return why a login is refused, "" if it is good."""
        if self.refuse_logins:
            return self.refuse_logins
        return "" if self.users.get(user) == password else "[AUTHENTICATIONFAILED] wrong name or password"

    async def drop_connections(self) -> None:
        """Close every connection as a server that goes down does."""
        tasks = list(self._sessions)
        for task, writer in tuple(self._sessions.items()):
            writer.close()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _welcome(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None  # noqa: S101 - a connection is always served by a task
        self._sessions[task] = writer
        try:
            # A dropped session is cancelled; on Python 3.11 a cancelled connection task would be logged as an error.
            with suppress(ConnectionError, asyncio.CancelledError, asyncio.IncompleteReadError):
                await Session(self, reader, writer).run()
        finally:
            del self._sessions[task]
            writer.close()
