"""Watches one folder of a mailbox: hands every letter over once it has come, and calls again whatever happens."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, ParamSpec, TypeVar

from mail.accounts import Account
from mail.imap import Box, Fetched
from mail.thread import OneThread
from mail.trouble import LASTING, MailboxTrouble, Trouble

GRACE: Final = 0.5  # seconds that a call to the server gets to end by itself when we are asked to stop
SOUND: Final = 60.0  # seconds after which a connection that breaks is called again soon, as one that has brought a letter is

P = ParamSpec("P")
T = TypeVar("T")

HighWater = Callable[[str, int], Awaitable[int]]
Take = Callable[[str, int, list[Fetched]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait before the next try, first and longest; each pause is twice the one before.

    `lasting` is for what a person has to mend: a refused password asked again
    and again locks the account.
    """

    network: tuple[float, float] = (1.0, 30.0)
    lasting: tuple[float, float] = (60.0, 900.0)

    def pause(self, kind: Trouble, failures: int) -> float:
        first, longest = self.lasting if kind in LASTING else self.network
        return min(longest, first * 2.0 ** min(failures, 30))


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a server is asked, in seconds.

    `search_every`: whatever IDLE says, the folder is opened and searched anew.
    Dovecot holds notices back by half a second; for `quick_for` after a letter,
    NOOP every `quick_every` finds the next ones sooner. A still mailbox is asked nothing.
    """

    search_every: float = 120.0
    quick_every: float = 0.1
    quick_for: float = 5.0


async def watch(
    account: Account,
    folder: str,
    *,
    high_water: HighWater,
    take: Take,
    heard: Callable[[str], None],
    trouble: Callable[[str, MailboxTrouble], None],
    stop: asyncio.Event,
    patience: Patience | None = None,
    rhythm: Rhythm | None = None,
    done_folder: str = "",
) -> None:
    """Hand over the letters of `folder` until `stop` is set, and end within two seconds after that.

    `high_water(folder, uidvalidity)` tells the greatest UID that is kept already,
    0 for a UIDVALIDITY never seen: then every letter comes again. It is asked at
    each connection. `take(folder, uidvalidity, letters)` returns when the letters
    are kept; until it does they count as not taken, and if it raises they come
    again. A letter may so come twice, never not at all.

    `heard(name)` is called whenever the server has answered; `trouble(name, trouble)`
    at every failed try. With `done_folder`, letters that were taken are moved there.
    """
    watcher = _Watcher(
        _Office(high_water, take, heard, trouble), account, folder, done_folder, rhythm or Rhythm(), stop
    )
    await watcher.run(patience or Patience())


@dataclass(frozen=True, slots=True)
class _Office:
    """Those who are told."""

    high_water: HighWater
    take: Take
    heard: Callable[[str], None]
    trouble: Callable[[str, MailboxTrouble], None]


class _Stopped(Exception):
    """We were asked to stop while the server was being asked."""


class _Watcher:
    def __init__(
        self, office: _Office, account: Account, folder: str, done_folder: str, rhythm: Rhythm, stop: asyncio.Event
    ) -> None:
        self._office, self._account, self._folder, self._done_folder = office, account, folder, done_folder
        self._rhythm, self._stop = rhythm, stop
        self._loop = asyncio.get_running_loop()
        self._box = Box(account)
        self._thread = OneThread(f"imap {account.name} {folder}")
        self._bell, self._ringer = socket.socketpair()  # wakes the thread that waits for the server
        self._uidvalidity, self._mark, self._taken = 0, 0, 0
        self._owed: set[int] = set()  # on the server, but not handed out to us so far
        self._opened = self._quick_until = 0.0
        self._done_folder_told = False
        self._stopping = asyncio.ensure_future(stop.wait())
        self._stopping.add_done_callback(lambda _: self._ring())

    async def run(self, patience: Patience) -> None:
        try:
            await self._run(patience)
        except _Stopped:
            pass
        finally:
            self._stopping.cancel()
            self._ring()
            farewell = asyncio.wrap_future(self._thread.call(self._leave))
            self._thread.end()
            await asyncio.wait({farewell}, timeout=GRACE)
            self._box.cut()

    async def _run(self, patience: Patience) -> None:
        failures, lasting = 0, False
        while not self._stop.is_set():
            began, taken = self._loop.time(), self._taken
            try:
                await self._session()
            except MailboxTrouble as trouble:
                if self._stop.is_set():
                    return
                self._office.trouble(self._account.name, trouble)
                await self._ask(self._box.close)
                if self._taken > taken or self._loop.time() - began > SOUND or lasting != (trouble.kind in LASTING):
                    failures, lasting = 0, trouble.kind in LASTING
                await asyncio.wait({self._stopping}, timeout=patience.pause(trouble.kind, failures))
                failures += 1

    async def _session(self) -> None:
        """Live with one connection until it breaks or we are asked to stop."""
        self._uidvalidity = 0
        await self._ask(self._box.connect)
        await self._open()
        while not self._stop.is_set():
            await self._take_new()
            await self._wait()

    async def _open(self) -> None:
        """Open the folder anew: this shows what no notice told, and whether its numbers still mean the same letters."""
        # For reading only, unless letters are to be moved: then nothing of ours can mark one as seen.
        folder = await self._ask(self._box.select, self._folder, not self._done_folder)
        self._opened = self._loop.time()
        if folder.uidvalidity != self._uidvalidity:
            self._mark = await self._told(self._office.high_water(self._folder, folder.uidvalidity))
            self._uidvalidity = folder.uidvalidity
            self._owed.clear()
        self._office.heard(self._account.name)

    async def _take_new(self) -> None:
        wanted = sorted(self._owed.union(await self._ask(self._box.uids_above, self._mark)))
        self._office.heard(self._account.name)
        if not wanted:
            return
        groups = self._box.batches(wanted)
        while group := await self._ask(lambda: next(groups, None)):
            letters = await self._ask(self._box.fetch_batch, group)
            self._office.heard(self._account.name)
            await self._note_missing(set(group) - {letter.uid for letter in letters})
            if letters:
                await self._told(self._office.take(self._folder, self._uidvalidity, letters))
                self._quick_until = self._loop.time() + self._rhythm.quick_for
                await self._put_away([letter.uid for letter in letters])
            self._owed.difference_update(letter.uid for letter in letters)
            self._taken += len(letters)
            self._mark = max(self._mark, *group)

    async def _note_missing(self, missing: set[int]) -> None:
        """Remember the letters that are there and were not handed out; those removed meanwhile are nobody's loss."""
        there = set(await self._ask(self._box.existing, sorted(missing))) if missing else set()
        self._owed.difference_update(missing - there)
        for uid in sorted(there - self._owed):
            self._tell(
                Trouble.UNREADABLE, f"the server does not hand out letter {uid} of {self._folder}; it is asked again"
            )
        self._owed.update(there)

    async def _put_away(self, uids: list[int]) -> None:
        if not self._done_folder or self._done_folder_told:
            return
        try:
            moved = await self._ask(self._box.move, uids, self._done_folder)
        except MailboxTrouble as trouble:
            if trouble.kind is Trouble.BROKEN:
                raise
            self._office.trouble(self._account.name, trouble)
            self._done_folder_told = True
        else:
            if not moved:
                self._tell(Trouble.REJECTED, f"the server cannot move letters; they stay in {self._folder}")
                self._done_folder_told = True

    async def _wait(self) -> None:
        now = self._loop.time()
        due = self._opened + self._rhythm.search_every
        if now < min(self._quick_until, due):
            seconds = min(self._quick_until, due) - now
            await self._ask(self._box.look_out, seconds, self._rhythm.quick_every, self._bell.fileno())
        else:
            await self._ask(self._box.wait, max(0.0, due - now), self._bell.fileno())
        self._office.heard(self._account.name)
        if self._loop.time() >= due and not self._stop.is_set():
            await self._open()

    async def _ask(self, question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the server in the mailbox's own thread. Raises _Stopped if it is still silent when we must end."""
        answer = asyncio.wrap_future(self._thread.call(lambda: question(*args, **kwargs)))
        either: set[asyncio.Future[Any]] = {answer, self._stopping}
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                await asyncio.wait({answer}, timeout=GRACE)
            if not answer.done():
                self._box.cut()
                await asyncio.wait({answer}, timeout=GRACE)
            if not answer.done():
                raise _Stopped
            return answer.result()
        finally:
            answer.cancel()

    async def _told(self, answer: Awaitable[T]) -> T:
        """Wait for the house. What it cannot keep now is fetched again later: nothing is lost by waiting."""
        try:
            return await answer
        except Exception as error:
            name = type(error).__name__
            raise MailboxTrouble(
                Trouble.NOT_TAKEN, f"{self._account.name}: letters cannot be kept now ({name}); they are fetched again"
            ) from error

    def _tell(self, kind: Trouble, sentence: str) -> None:
        self._office.trouble(self._account.name, MailboxTrouble(kind, f"{self._account.name}: {sentence}"))

    def _ring(self) -> None:
        with suppress(OSError):  # closed already: then nobody waits
            self._ringer.send(b"!")

    def _leave(self) -> None:
        """Say goodbye, in the mailbox's own thread."""
        self._box.close()
        self._bell.close()
        self._ringer.close()
