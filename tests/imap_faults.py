"""A small IMAP server that does wrong what it is told to: closes, falls silent, lies about lengths, changes its numbers."""

import re
import socket
import struct
import threading
from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from types import TracebackType

CAPABILITIES = "IMAP4rev1 IDLE MOVE"

Fault = Callable[["Talk", str, str], None]
"""Does instead of what a command should do: it gets the conversation, the command's tag and its words."""


class FaultyImap:
    """One mailbox, one folder INBOX and others that are empty; several connections at a time.

    `letters` may be changed at any time, but nobody is told of it unless by `notify`.
    A fault given to `next` or `always` stands for the command of that name: LOGIN,
    SELECT (also EXAMINE), SEARCH, FETCH, IDLE, NOOP, MOVE, APPEND; "GREETING" is the
    first line. `asked` lists the commands as they came.
    """

    def __init__(self, *letters: bytes, capabilities: str = CAPABILITIES) -> None:
        self.letters = dict(enumerate(letters, 1))
        self.uidvalidity = 1
        self.tells_uidnext = True
        self.date = "20-Aug-2026 12:00:00 +0300"
        self.folders = {"INBOX", "Archive"}
        self.capabilities = capabilities
        self.moved: list[int] = []
        self.asked: list[str] = []
        self.logins = 0
        self._once: dict[str, deque[Fault]] = {}
        self._always: dict[str, Fault] = {}
        self._changed = threading.Condition()
        self._talks: list[Talk] = []
        self._threads: list[threading.Thread] = []
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]

    def __enter__(self) -> "FaultyImap":
        self._start(self._welcome)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._door.shutdown(socket.SHUT_RDWR)
        self._door.close()
        for talk in list(self._talks):
            talk.hang_up()
        for thread in list(self._threads):
            thread.join(5)

    def next(self, command: str, *faults: Fault) -> None:
        """Let the next uses of `command` go wrong, each in its way; those after them go right."""
        self._once.setdefault(command, deque()).extend(faults)

    def always(self, command: str, fault: Fault) -> None:
        self._always[command] = fault

    def put_right(self, command: str) -> None:
        self._always.pop(command, None)

    def add(self, raw: bytes) -> int:
        uid = max(self.letters, default=0) + 1
        self.letters[uid] = raw
        return uid

    def notify(self) -> None:
        """Tell those who are in IDLE how many letters there are."""
        for talk in list(self._talks):
            if talk.idles:
                talk.send(f"* {len(self.letters)} EXISTS\r\n")

    def wait_for(self, command: str, times: int = 1, seconds: float = 10.0) -> None:
        """Wait until a command has been given so many times in all. Raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.times(command) >= times, seconds):
                raise TimeoutError(f"{command} was asked {self.times(command)} times, not {times}")

    def times(self, command: str) -> int:
        return sum(line.partition(" ")[0] == command for line in self.asked)

    def note(self, line: str) -> None:
        with self._changed:
            self.asked.append(line)
            self._changed.notify_all()

    def fault(self, command: str) -> Fault | None:
        once = self._once.get(command)
        return once.popleft() if once else self._always.get(command)

    def _welcome(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            talk = Talk(self, line)
            self._talks.append(talk)
            self._start(talk.run)

    def _start(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()


class Talk:
    """One connection's conversation."""

    def __init__(self, server: FaultyImap, line: socket.socket) -> None:
        self.server = server
        self.line = line
        self.idles = False
        self.reader = line.makefile("rb")
        self.ended = threading.Event()

    def run(self) -> None:
        try:
            fault = self.server.fault("GREETING")
            if fault is None:
                self.send("* OK ready\r\n")
            else:
                fault(self, "*", "")
            while words := self.reader.readline().decode().strip():
                tag, _, rest = words.partition(" ")
                self._answer(tag, rest)
        except (OSError, ValueError):
            pass  # the other end has gone, or a fault has closed the line
        finally:
            self.hang_up()
            self.reader.close()
            self.line.close()

    def send(self, text: str | bytes) -> None:
        self.line.sendall(text.encode() if isinstance(text, str) else text)

    def done(self, tag: str, text: str = "OK done") -> None:
        self.send(f"{tag} {text}\r\n")

    def hang_up(self) -> None:
        self.ended.set()
        with suppress(OSError):
            self.line.shutdown(socket.SHUT_RDWR)

    def _answer(self, tag: str, words: str) -> None:
        by_uid = words.upper().startswith("UID ")
        command, _, rest = (words[4:] if by_uid else words).partition(" ")
        command = command.upper()
        name = "SELECT" if command == "EXAMINE" else command
        self.server.note(f"{command} {rest}".strip())
        fault = self.server.fault(name)
        if fault is not None:
            fault(self, tag, rest)
        else:
            getattr(self, f"_{name.lower()}", self._nothing)(tag, rest)

    def _nothing(self, tag: str, rest: str) -> None:
        self.done(tag)

    def _capability(self, tag: str, rest: str) -> None:
        self.send(f"* CAPABILITY {self.server.capabilities}\r\n")
        self.done(tag)

    def _login(self, tag: str, rest: str) -> None:
        self.server.logins += 1
        self.done(tag)

    def _list(self, tag: str, rest: str) -> None:
        for name in sorted(self.server.folders):
            self.send(f'* LIST () "/" "{name}"\r\n')
        self.done(tag)

    def _select(self, tag: str, rest: str) -> None:
        if rest.strip('"') not in self.server.folders:
            return self.done(tag, "NO no such folder")
        letters = self.server.letters
        self.send(
            f"* FLAGS (\\Seen)\r\n* {len(letters)} EXISTS\r\n* 0 RECENT\r\n"
            f"* OK [UIDVALIDITY {self.server.uidvalidity}] x\r\n"
        )
        if self.server.tells_uidnext:
            self.send(f"* OK [UIDNEXT {max(letters, default=0) + 1}] x\r\n")
        return self.done(tag, "OK [READ-ONLY] done" if self.server.asked[-1].startswith("EXAMINE") else "OK done")

    def _search(self, tag: str, rest: str) -> None:
        found = sorted(self.meant(rest.removeprefix("UID ")))
        self.send(f"* SEARCH {' '.join(map(str, found))}".rstrip() + "\r\n")
        self.done(tag)

    def _fetch(self, tag: str, rest: str) -> None:
        self.hand_out(tag, rest)

    def hand_out(self, tag: str, rest: str) -> None:
        """Answer a FETCH as it should be."""
        numbers, _, what = rest.partition(" ")
        for uid in sorted(self.meant(numbers)):
            self.send(self.item(uid, what))
        self.done(tag)

    def item(self, uid: int, what: str) -> bytes:
        """Return the untagged answer that hands out one letter, or its size."""
        raw = self.server.letters[uid]
        place = sorted(self.server.letters).index(uid) + 1
        if "SIZE" in what:
            return f"* {place} FETCH (UID {uid} RFC822.SIZE {len(raw)})\r\n".encode()
        head = f'* {place} FETCH (UID {uid} INTERNALDATE "{self.server.date}" BODY[] {{{len(raw)}}}\r\n'
        return head.encode() + raw + b")\r\n"

    def _idle(self, tag: str, rest: str) -> None:
        self.idles = True
        self.send("+ idling\r\n")
        self.reader.readline()
        self.idles = False
        self.done(tag)

    def _move(self, tag: str, rest: str) -> None:
        for uid in self.meant(rest.split(" ")[0]):
            self.server.moved.append(uid)
            del self.server.letters[uid]
        self.done(tag)

    def _logout(self, tag: str, rest: str) -> None:
        self.send("* BYE\r\n")
        self.done(tag)

    def meant(self, numbers: str) -> set[int]:
        letters, last = self.server.letters, max(self.server.letters, default=0)
        meant: set[int] = set()
        for part in numbers.split(","):
            low, _, high = part.replace("*", str(last)).partition(":")
            ends = sorted((int(low), int(high or low)))
            meant.update(uid for uid in letters if ends[0] <= uid <= ends[1])
        return meant


def closes(talk: Talk, tag: str, words: str) -> None:
    """Hang up in good order (FIN)."""
    talk.hang_up()


def resets(talk: Talk, tag: str, words: str) -> None:
    """Throw the connection away (RST)."""
    talk.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    talk.reader.close()
    talk.line.close()
    talk.ended.set()


def stays_silent(talk: Talk, tag: str, words: str) -> None:
    """Say nothing for as long as the connection lasts."""
    talk.ended.wait(60)


def says_goodbye(talk: Talk, tag: str, words: str) -> None:
    talk.send("* BYE going down\r\n")
    talk.hang_up()


def refuses(text: str) -> Fault:
    """Say no, and go on."""
    return lambda talk, tag, words: talk.done(tag, text)


def after_idle(fault: Fault) -> Fault:
    """Accept IDLE, and then do what `fault` does."""

    def idles(talk: Talk, tag: str, words: str) -> None:
        talk.send("+ idling\r\n")
        fault(talk, tag, words)

    return idles


def idles_and_tells(*pieces: bytes) -> Fault:
    """Answer IDLE with these octets, each in a segment of its own; the first may hold the "+"."""

    def idles(talk: Talk, tag: str, words: str) -> None:
        for piece in pieces:
            talk.send(piece)
            talk.ended.wait(0.1)  # between two segments
        talk.reader.readline()
        talk.done(tag)

    return idles


def cuts_the_letter(after: int) -> Fault:
    """Send so many octets of the letter, and hang up."""

    def cuts(talk: Talk, tag: str, words: str) -> None:
        uid = _first_number(words)
        head = talk.item(uid, words).split(b"\r\n", 1)[0] + b"\r\n"
        talk.send(head + talk.server.letters[uid][:after])
        talk.hang_up()

    return cuts


def lies_about_the_length(by: int) -> Fault:
    """Send the letter whole, and say that it is longer or shorter."""

    def lies(talk: Talk, tag: str, words: str) -> None:
        uid = _first_number(words)
        raw = talk.server.letters[uid]
        talk.send(f"* 1 FETCH (UID {uid} BODY[] {{{len(raw) + by}}}\r\n".encode() + raw + b")\r\n")
        talk.done(tag)

    return lies


def one_octet_at_a_time(talk: Talk, tag: str, words: str) -> None:
    for octet in talk.item(_first_number(words), words):
        talk.send(bytes([octet]))
    talk.done(tag)


def tires_after(fetches: int) -> Fault:
    """Answer so many FETCHes of a connection as they should be, and hang up at the next."""
    answered: Counter[Talk] = Counter()

    def answers(talk: Talk, tag: str, words: str) -> None:
        answered[talk] += 1
        if answered[talk] > fetches:
            talk.hang_up()
        else:
            talk.hand_out(tag, words)

    return answers


def hands_out_nothing(talk: Talk, tag: str, words: str) -> None:
    """Answer OK without the letter."""
    talk.done(tag)


def _first_number(words: str) -> int:
    return int(re.findall(r"\d+", words)[0])
