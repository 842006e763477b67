"""A mailbox of the town's mail server: letters with numbers that are never given twice."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime

FOLDERS = {"INBOX": "", "Junk": "\\Junk", "Sent": "\\Sent", "Archive": "\\Archive"}  # name -> use (RFC 6154)


@dataclass(slots=True)
class StoredLetter:
    """One letter in a mailbox: its number, its octets as they came (line ends made CRLF), its flags."""

    uid: int
    raw: bytes
    flags: set[str]
    arrived: datetime


@dataclass(slots=True, eq=False)
class Mailbox:
    """Letters in the order of their numbers. Whoever listens is told after every change."""

    name: str
    uidvalidity: int
    uidnext: int = 1
    letters: list[StoredLetter] = field(default_factory=list)
    listeners: set[Callable[[], None]] = field(default_factory=set)

    def add(self, raw: bytes, flags: Collection[str] = (), *, at: datetime | None = None) -> int:
        """Return the number of the letter just put in."""
        letter = StoredLetter(self.uidnext, _with_crlf(raw), set(flags), at or datetime.now(UTC))
        self.uidnext += 1
        self.letters.append(letter)
        self.changed()
        return letter.uid

    def get(self, uid: int) -> StoredLetter:
        """Return a letter by number. Raises KeyError if it is not here."""
        for letter in reversed(self.letters):
            if letter.uid == uid:
                return letter
        raise KeyError(uid)

    def uids(self) -> list[int]:
        return [letter.uid for letter in self.letters]

    def remove(self, uids: Collection[int]) -> None:
        self.letters = [letter for letter in self.letters if letter.uid not in set(uids)]
        self.changed()

    def renumber(self) -> None:
        """Give all letters new numbers under a new UIDVALIDITY, as a server restored from a backup does."""
        self.uidvalidity += 1
        for uid, letter in enumerate(self.letters, start=1):
            letter.uid = uid
        self.uidnext = len(self.letters) + 1
        self.changed()

    def changed(self) -> None:
        for listener in tuple(self.listeners):
            listener()


def _with_crlf(raw: bytes) -> bytes:
    return re.sub(rb"(?<!\r)\n", b"\r\n", raw)
