"""One IMAP mailbox over one connection, for one thread: letters by UID, never marked as read, never half."""

import imaplib
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from mail.accounts import Account
from mail.idle import IdleRefused, ask_around, listen
from mail.login import call_server, log_in
from mail.trouble import MailboxTrouble, Trouble, servers_words

NO_IDLE_EVERY: Final = 5.0  # seconds between two questions to a server that does not tell by itself
_SAID_NO: Final = re.compile(r"\w+ (failed|command error): ", re.ASCII)
"""How the library words a tagged NO or BAD; after any other error the connection cannot be trusted."""
_FETCHED: Final = {b"SEQ", b"UID", b"FLAGS", b"MODSEQ", b"BODY[]", b"INTERNALDATE"}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder as it was when it was opened."""

    uidvalidity: int
    uidnext: int  # 0 where the server does not say
    count: int
    readonly: bool


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter as it lies on the server. `at` is when the server took it (INTERNALDATE), None where it does not say."""

    uid: int
    raw: bytes = field(repr=False)
    at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of the server at once."""

    letters: int = 50
    octets: int = 16 * 1024 * 1024
    search: int = 50_000  # UIDs in one answer: imaplib refuses lines over a million octets


class Box:
    """A connection to one mailbox. Not for two threads at once; only `cut` may come from another.

    Every method raises MailboxTrouble. After Trouble.BROKEN the connection is
    gone and `connect` begins anew; after Trouble.REJECTED it is sound.
    """

    def __init__(self, account: Account, limits: Limits | None = None) -> None:
        self._account = account
        self._limits = limits or Limits()
        self._client: Any = None
        self._folder = Folder(0, 0, 0, readonly=True)
        self._idles = True

    def connect(self) -> None:
        """Open the connection, make it secret and log in."""
        self.close()
        try:
            self._client = call_server(self._account)
            log_in(self._client, self._account)
        except MailboxTrouble:
            self._drop()
            raise
        self._idles = self._offers("IDLE")

    def select(self, folder: str, readonly: bool = False) -> Folder:
        """Open `folder`; one that may only be read is opened for reading."""
        with self._asking(f"open the folder {folder}") as client:
            try:
                facts = client.select_folder(folder, readonly)
            except imaplib.IMAP4.readonly:
                readonly = True
                facts = client.select_folder(folder, readonly)
            except imaplib.IMAP4.error as error:
                if not _SAID_NO.match(str(error)):
                    raise
                raise self._cannot_open(folder, error) from None
        if not facts.get(b"UIDVALIDITY"):
            raise MailboxTrouble(
                Trouble.REJECTED, f"{self._account.name}: the server gives letters of {folder} no lasting numbers"
            )
        self._folder = Folder(facts[b"UIDVALIDITY"], facts.get(b"UIDNEXT", 0), facts[b"EXISTS"], readonly)
        return self._folder

    def uids_above(self, uid: int) -> list[int]:
        """Return the UIDs in the open folder that are greater than `uid`, in order."""
        found: set[int] = set()
        low, step = uid + 1, self._limits.search
        with self._asking("search") as client:
            if self._folder.count > step:
                end = self._folder.uidnext or max(client.search(["UID", "*"]), default=0) + 1
                while low + step < end:
                    found.update(client.search(["UID", f"{low}:{low + step - 1}"]))
                    low += step
            found.update(client.search(["UID", f"{low}:*"]))
        # "n:*" names the last letter even where its UID is below n (RFC 3501 section 6.4.8).
        return sorted(number for number in found if number > uid)

    def all_uids(self) -> list[int]:
        return self.uids_above(0)

    def existing(self, uids: Sequence[int]) -> list[int]:
        """Return those of `uids` that are still in the open folder."""
        found: set[int] = set()
        with self._asking("search") as client:
            for some in _chunks(uids, 500):
                found.update(client.search(["UID", ",".join(map(str, some))]))
        return sorted(found & set(uids))

    def batches(self, uids: Sequence[int]) -> Iterator[list[int]]:
        """Yield `uids` in groups, each small enough to be held in memory at once; a big letter goes alone.

        The sizes of the later ones are asked when the earlier are fetched: on a line that often breaks some letters come each time.
        """
        ordered = sorted(uids)
        if len(ordered) == 1:
            yield ordered
            return
        for some in _chunks(ordered, self._limits.letters):
            with self._asking("ask for sizes") as client:
                sizes = client.fetch(some, ["RFC822.SIZE"])
            groups: list[list[int]] = []
            room = 0
            for uid in some:
                size = int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0))
                if uid == some[0] or size > room:
                    groups.append([])
                    room = self._limits.octets
                groups[-1].append(uid)
                room -= size
            yield from groups

    def fetch(self, uids: Sequence[int]) -> list[Fetched]:
        """Return the letters of `uids` in order. One that has been removed meanwhile is absent, and that is normal."""
        return [letter for group in self.batches(uids) for letter in self.fetch_batch(group)]

    def fetch_batch(self, uids: Sequence[int]) -> list[Fetched]:
        """Return the letters of one batch, all at once in memory."""
        try:
            with self._asking("fetch letters") as client:
                answers = client.fetch(uids, ["INTERNALDATE", "BODY.PEEK[]"])
        except MailboxTrouble as trouble:
            if trouble.kind is not Trouble.REJECTED:
                raise
            # One of them is gone or damaged, and the server says no to all (RFC 5530 EXPUNGEISSUED).
            return [letter for uid in uids for letter in self.fetch_batch([uid])] if len(uids) > 1 else []
        if any(set(answer) - _FETCHED for answer in answers.values()):
            raise self._broken("fetch letters", ValueError())  # a literal was not as long as it said
        return [Fetched(uid, raw, _moment(answers[uid].get(b"INTERNALDATE"))) for uid in uids
                if isinstance(raw := answers.get(uid, {}).get(b"BODY[]"), bytes) and raw]  # fmt: skip

    def wait(self, seconds: float, stop_fd: int = -1) -> bool:
        """Wait until the server has something to tell, and return whether it had (IDLE, RFC 2177).

        Ends early as soon as `stop_fd` can be read.
        """
        if not self._idles:
            return self.look_out(seconds, NO_IDLE_EVERY, stop_fd)
        with self._asking("wait for letters") as client:
            try:
                return listen(client, seconds, stop_fd, self._account.read_timeout)
            except IdleRefused:
                self._idles = False
                return False

    def look_out(self, seconds: float, every: float, stop_fd: int = -1) -> bool:
        """Ask every `every` seconds whether there is something new, and return whether there was."""
        with self._asking("ask for news") as client:
            return ask_around(client, seconds, every, stop_fd)

    def move(self, uids: Sequence[int], folder: str) -> bool:
        """Move letters to `folder`; return False, and leave them, where the server cannot do it in one step."""
        if not self._offers("MOVE"):
            return False
        with self._asking(f"move letters to {folder}") as client:
            for some in _chunks(uids, 500):
                client.move(some, folder)
        return True

    def append(self, folder: str, raw: bytes, flags: Sequence[str] = ()) -> None:
        with self._asking(f"put a letter into {folder}") as client:
            client.append(folder, raw, flags)

    def find_message_id(self, folder: str, message_id: str) -> bool:
        """Tell whether `folder` holds a letter with this Message-ID. It is the open folder afterwards."""
        self.select(folder, readonly=True)
        with self._asking("search") as client:
            return bool(client.search(["HEADER", "Message-ID", message_id]))

    def folders(self) -> list[str]:
        """Return the names of the folders that can be opened."""
        with self._asking("list the folders") as client:
            return sorted(name for flags, _, name in client.list_folders() if rb"\Noselect" not in flags)

    def close(self) -> None:
        """Say goodbye if the server listens, and hang up."""
        if self._client is not None:
            with suppress(Exception):  # whatever it answers, the connection ends here
                self._client.socket().settimeout(1.0)
                self._client.logout()
        self._drop()

    def cut(self) -> None:
        """Hang up from another thread, so that a call that waits for the server ends at once."""
        client = self._client
        if client is not None:
            with suppress(OSError):
                # Not SSLSocket.shutdown(): that pulls the TLS state away under the reading thread.
                socket.socket.shutdown(client.socket(), socket.SHUT_RDWR)

    @contextmanager
    def _asking(self, what: str) -> Iterator[Any]:
        """Give the connection for one request, and tell what went wrong with it.

        The library's own errors are not chained: they quote what the server sent, which may be a letter.
        """
        if self._client is None:
            raise MailboxTrouble(Trouble.BROKEN, f"{self._account.name}: there is no connection to {what}")
        try:
            yield self._client
        except MailboxTrouble:
            raise
        except imaplib.IMAP4.error as error:
            if _SAID_NO.match(str(error)):
                raise _rejected(self._account.name, what, error) from None
            raise self._broken(what, error) from None
        except Exception as error:  # the parser of the library fails on nonsense in every way
            raise self._broken(what, error) from None

    def _broken(self, what: str, error: Exception) -> MailboxTrouble:
        self._drop()
        how = "fell silent" if isinstance(error, TimeoutError) else "was cut or spoke nonsense"
        return MailboxTrouble(
            Trouble.BROKEN,
            f"{self._account.name}: the server {how} when asked to {what} ({type(error).__name__}); it is called again",
        )

    def _cannot_open(self, folder: str, error: Exception) -> MailboxTrouble:
        there = self.folders()
        if folder in there:
            return _rejected(self._account.name, f"open the folder {folder}", error)
        return MailboxTrouble(
            Trouble.FOLDER_MISSING,
            f"{self._account.name}: there is no folder {folder}; the server has: {', '.join(there[:20])}",
        )

    def _offers(self, capability: str) -> bool:
        with self._asking("tell what it can do") as client:
            return bool(client.has_capability(capability))

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):  # it may be closed already
                client.shutdown()


def _rejected(name: str, what: str, error: Exception) -> MailboxTrouble:
    words = str(error)
    if "[TRYCREATE]" in words.upper() or "[NONEXISTENT]" in words.upper():
        kind = Trouble.FOLDER_MISSING
    else:
        kind = Trouble.FULL if "quota" in words.lower() else Trouble.REJECTED
    return MailboxTrouble(kind, f"{name}: the server refuses to {what} ({servers_words(words)})")


def _moment(found: object) -> datetime | None:
    """Return an aware moment; a server's date without its offset says too little to count from."""
    try:
        return found.astimezone(UTC) if isinstance(found, datetime) and found.tzinfo else None
    except OverflowError:
        return None


def _chunks(uids: Sequence[int], size: int) -> Iterator[list[int]]:
    return (list(uids[start : start + size]) for start in range(0, len(uids), size))
