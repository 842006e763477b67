"""A mailbox as one client sees it: what it has been told of, and what it may do there (RFC 3501, 4315, 6851)."""

import asyncio
from collections.abc import Callable

from playground.imap_answers import fetched, found
from playground.imap_mailbox import Mailbox, StoredLetter
from playground.imap_syntax import Argument, numbers_in, word, words

FLAGS = "\\Answered \\Flagged \\Deleted \\Seen \\Draft"


class Refused(Exception):
    """The command is well formed but cannot be done: answered NO."""


class Selected:
    """One chosen mailbox of one client.

    The client's view (which UIDs it has been told of, in which order) is kept apart from the mailbox, so that sequence numbers stay true
    until an EXPUNGE or EXISTS has told it otherwise. Every verb returns a response code, "" if it has none.
    """

    def __init__(self, box: Mailbox, write: Callable[[bytes], None], *, read_only: bool) -> None:
        self.box, self.read_only, self.news = box, read_only, asyncio.Event()
        self._write = write
        self._view = {letter.uid: frozenset(letter.flags) for letter in box.letters}
        box.listeners.add(self.news.set)

    def greet(self) -> str:
        lasting = "" if self.read_only else FLAGS + " \\*"
        self._say(f"* FLAGS ({FLAGS})")
        self._say(f"* OK [PERMANENTFLAGS ({lasting})] flags kept")
        self._say(f"* {len(self._view)} EXISTS")
        self._say("* 0 RECENT")
        self._say(f"* OK [UIDVALIDITY {self.box.uidvalidity}] numbers hold")
        self._say(f"* OK [UIDNEXT {self.box.uidnext}] next number")
        return "[READ-ONLY] " if self.read_only else "[READ-WRITE] "

    def leave(self) -> None:
        self.box.listeners.discard(self.news.set)

    def _writable(self) -> Mailbox:
        if self.read_only:
            raise Refused("[READ-ONLY] this mailbox was opened for reading")
        return self.box

    def _chosen(self, number_set: str, *, by_uid: bool) -> list[tuple[int, StoredLetter]]:
        """Return sequence number and letter of each in the set that is still there."""
        order = list(self._view)
        known = order if by_uid else list(range(1, len(order) + 1))
        numbers = numbers_in(number_set, known)
        stored = {letter.uid: letter for letter in self.box.letters}
        uids = numbers if by_uid else [order[number - 1] for number in numbers]
        place = {uid: at for at, uid in enumerate(order, start=1)}
        return [(place[uid], stored[uid]) for uid in uids if uid in stored]

    def search(self, arguments: list[Argument], *, by_uid: bool) -> str:
        hits = found(arguments, self._chosen("1:*", by_uid=False))
        self._say("* SEARCH" + "".join(f" {letter.uid if by_uid else number}" for number, letter in hits))
        return ""

    def fetch(self, arguments: list[Argument], *, by_uid: bool) -> str:
        items = [item.decode("ascii", "replace") for item in _atoms(arguments[1:])]
        for number, letter in self._chosen(word(arguments[0]), by_uid=by_uid):
            line = fetched(letter, items, with_uid=by_uid, may_mark=not self.read_only)
            self._write(b"* %d FETCH (%s)\r\n" % (number, line))
        return ""

    def store(self, arguments: list[Argument], *, by_uid: bool) -> str:
        box, how = self._writable(), word(arguments[1]).upper()
        flags = set(words(arguments[2:]))
        for number, letter in self._chosen(word(arguments[0]), by_uid=by_uid):
            if how.startswith("+"):
                letter.flags |= flags
            elif how.startswith("-"):
                letter.flags -= flags
            else:
                letter.flags = set(flags)
            self._view[letter.uid] = frozenset(letter.flags)
            if not how.endswith(".SILENT"):
                self._say(f"* {number} FETCH (UID {letter.uid} FLAGS ({' '.join(sorted(letter.flags))}))")
        box.changed()
        return ""

    def copy(self, arguments: list[Argument], target: Mailbox, *, by_uid: bool) -> str:
        source = [letter for _, letter in self._chosen(word(arguments[0]), by_uid=by_uid)]
        pairs = [(letter.uid, target.add(letter.raw, letter.flags, at=letter.arrived)) for letter in source]
        if not pairs:
            return ""
        old, new = (",".join(str(pair[side]) for pair in pairs) for side in (0, 1))
        return f"[COPYUID {target.uidvalidity} {old} {new}] "

    def move(self, arguments: list[Argument], target: Mailbox, *, by_uid: bool) -> str:
        box = self._writable()
        uids = [letter.uid for _, letter in self._chosen(word(arguments[0]), by_uid=by_uid)]
        code = self.copy(arguments, target, by_uid=by_uid)
        if code:  # COPYUID comes in an untagged OK, before the EXPUNGE (RFC 6851 section 4.3).
            self._say(f"* OK {code}moved")
        box.remove(uids)
        self.tell_news()
        return ""

    def expunge(self, arguments: list[Argument]) -> str:
        box = self._writable()
        among = {letter.uid for _, letter in self._chosen(word(arguments[0]), by_uid=True)} if arguments else None
        marked = [letter.uid for letter in box.letters if "\\Deleted" in letter.flags]
        box.remove([uid for uid in marked if among is None or uid in among])
        return ""

    def tell_news(self) -> None:
        """Tell what has changed since the client was last told: what went, what came, whose flags are new."""
        self.news.clear()
        now = {letter.uid: frozenset(letter.flags) for letter in self.box.letters}
        order = list(self._view)
        for number in range(len(order), 0, -1):
            if order[number - 1] not in now:
                self._say(f"* {number} EXPUNGE")
        kept = [uid for uid in order if uid in now]
        for number, uid in enumerate(kept, start=1):
            if self._view[uid] != now[uid]:
                self._say(f"* {number} FETCH (UID {uid} FLAGS ({' '.join(sorted(now[uid]))}))")
        if len(now) > len(kept):
            self._say(f"* {len(now)} EXISTS")
        self._view = now

    def _say(self, line: str) -> None:
        self._write(line.encode() + b"\r\n")


def _atoms(given: list[Argument]) -> list[bytes]:
    return [atom for one in given for atom in (_atoms(one) if isinstance(one, list) else [one])]
