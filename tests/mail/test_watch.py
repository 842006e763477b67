"""A watched mailbox: every letter is handed over, whatever the server and the house do."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from mail.accounts import Account, Security
from mail.imap import Fetched
from mail.trouble import MailboxTrouble, Trouble
from mail.watch import Patience, Rhythm, watch
from playground.fault_proxy import FaultProxy
from tests import imap_faults as faults
from tests.dovecot import Dovecot
from tests.imap_faults import FaultyImap

FAST = Patience(network=(0.01, 0.05), lasting=(0.01, 0.05))
LIVELY = Rhythm(search_every=0.2, quick_every=0.02, quick_for=0.1)


@dataclass
class Office:
    """Keeps what it is handed, as the ledger would, and remembers what it was told."""

    kept: dict[tuple[int, int], bytes] = field(default_factory=dict)  # by UIDVALIDITY and UID
    takes: list[list[int]] = field(default_factory=list)
    troubles: list[MailboxTrouble] = field(default_factory=list)
    heard: int = 0
    refusals: int = 0  # how many times it cannot keep letters
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def high_water(self, folder: str, uidvalidity: int) -> int:
        return max((uid for known, uid in self.kept if known == uidvalidity), default=0)

    async def take(self, folder: str, uidvalidity: int, letters: list[Fetched]) -> None:
        self.takes.append([letter.uid for letter in letters])
        self.changed.set()
        if self.refusals:
            self.refusals -= 1
            raise OSError("no space left")
        self.kept.update({(uidvalidity, letter.uid): letter.raw for letter in letters})

    def hear(self, name: str) -> None:
        self.heard += 1
        self.changed.set()

    def trouble(self, name: str, trouble: MailboxTrouble) -> None:
        self.troubles.append(trouble)
        self.changed.set()

    def kinds(self) -> list[Trouble]:
        return [trouble.kind for trouble in self.troubles]

    def uids(self) -> list[int]:
        return sorted(uid for _, uid in self.kept)

    async def until_kept(self, letters: int) -> None:
        await self.until(lambda: len(self.kept) == letters)

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not happened():
                self.changed.clear()
                await self.changed.wait()


@asynccontextmanager
async def watching(
    server: FaultyImap | Dovecot | FaultProxy,
    office: Office,
    user: str = "info",
    rhythm: Rhythm = LIVELY,
    folder: str = "INBOX",
    done_folder: str = "",
    patience: Patience = FAST,
) -> AsyncIterator[asyncio.Task[None]]:
    account = Account(
        "info", "127.0.0.1", server.port, Security.PLAIN, user, "parool", connect_timeout=1.0, read_timeout=0.5
    )
    stop = asyncio.Event()
    task = asyncio.create_task(
        watch(
            account,
            folder,
            high_water=office.high_water,
            take=office.take,
            heard=office.hear,
            trouble=office.trouble,
            stop=stop,
            patience=patience,
            rhythm=rhythm,
            done_folder=done_folder,
        )
    )
    try:
        yield task
    finally:
        stop.set()
        began = time.monotonic()
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()
        assert time.monotonic() - began < 2


def letter(number: int) -> bytes:
    return f"Subject: {number}\r\n\r\nx\r\n".encode()


@pytest.mark.needs("dovecot")
async def test_waiting_letters_and_new_ones_are_handed_over_once(dovecot: Dovecot, user: str) -> None:
    office = Office()
    dovecot.deliver(user, letter(1), letter(2))
    async with watching(dovecot, office, user, Rhythm()):
        await office.until(lambda: office.uids() == [1, 2])
        await asyncio.to_thread(dovecot.deliver, user, letter(3))
        await office.until(lambda: office.uids() == [1, 2, 3])
    assert sorted(uid for uids in office.takes for uid in uids) == [1, 2, 3]
    assert office.troubles == []


@pytest.mark.needs("dovecot")
async def test_a_letter_is_handed_over_within_a_second(dovecot: Dovecot, user: str) -> None:
    office = Office()
    async with watching(dovecot, office, user, Rhythm()):
        await office.until(lambda: office.heard > 1)
        waits = []
        for number in range(1, 6):
            await asyncio.to_thread(dovecot.deliver, user, letter(number))
            began = time.monotonic()
            await office.until_kept(number)
            waits.append(time.monotonic() - began)
    assert max(waits) < 1


@pytest.mark.needs("dovecot")
async def test_after_a_restart_only_what_is_not_kept_comes(dovecot: Dovecot, user: str) -> None:
    office = Office()
    dovecot.deliver(user, letter(1), letter(2))
    async with watching(dovecot, office, user):
        await office.until(lambda: office.uids() == [1, 2])
    dovecot.deliver(user, letter(3))
    async with watching(dovecot, office, user):
        await office.until(lambda: office.uids() == [1, 2, 3])
    assert office.takes[-1] == [3]


@pytest.mark.needs("dovecot")
async def test_taken_letters_are_moved_where_the_operator_wants_them(dovecot: Dovecot, user: str) -> None:
    office = Office()
    dovecot.deliver(user, letter(1), letter(2))
    async with watching(dovecot, office, user, done_folder="Archive"):
        await office.until(lambda: office.uids() == [1, 2])
        await asyncio.to_thread(dovecot.deliver, user, letter(3))
        await office.until(lambda: office.uids() == [1, 2, 3])
    assert (len(dovecot.letters(user)), len(dovecot.letters(user, "Archive"))) == (0, 3)


@pytest.mark.needs("dovecot")
async def test_a_missing_done_folder_is_told_once_and_letters_are_taken_all_the_same(
    dovecot: Dovecot, user: str
) -> None:
    office = Office()
    dovecot.deliver(user, letter(1))
    async with watching(dovecot, office, user, done_folder="Puudub"):
        await office.until(lambda: office.uids() == [1])
        await asyncio.to_thread(dovecot.deliver, user, letter(2))
        await office.until(lambda: office.uids() == [1, 2])
        await office.until(lambda: bool(office.troubles))
    assert office.kinds() == [Trouble.FOLDER_MISSING]
    assert len(dovecot.letters(user)) == 2


@pytest.mark.needs("dovecot")
async def test_a_folder_made_anew_is_read_anew(dovecot: Dovecot, user: str) -> None:
    office = Office()
    with dovecot.client(user) as client:
        client.create_folder("Kirjad")
        client.append("Kirjad", letter(1))
        client.append("Kirjad", letter(2))
        async with watching(dovecot, office, user, folder="Kirjad"):
            await office.until(lambda: office.uids() == [1, 2])
            await asyncio.to_thread(client.delete_folder, "Kirjad")
            await asyncio.to_thread(client.create_folder, "Kirjad")
            await asyncio.to_thread(client.append, "Kirjad", letter(3))
            await office.until(lambda: len(office.kept) == 3)
    assert len({uidvalidity for uidvalidity, _ in office.kept}) == 2


@pytest.mark.needs("dovecot")
async def test_a_server_that_is_restarted_is_called_again() -> None:
    office = Office()
    with Dovecot() as server:
        async with watching(server, office):
            await asyncio.to_thread(server.deliver, "info", letter(1))
            await office.until(lambda: office.uids() == [1])
            await asyncio.to_thread(server.halt)
            await office.until(lambda: Trouble.UNREACHABLE in office.kinds())
            await asyncio.to_thread(server.start)
            await asyncio.to_thread(server.deliver, "info", letter(2))
            await office.until(lambda: office.uids() == [1, 2])


@pytest.mark.parametrize(
    "fault", [faults.closes, faults.resets, faults.says_goodbye, faults.stays_silent], ids=lambda fault: fault.__name__
)
async def test_letters_go_on_coming_after_a_connection_dies_in_idle(fault: faults.Fault) -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        server.next("IDLE", faults.after_idle(fault), faults.after_idle(fault))
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1])
            await asyncio.to_thread(server.wait_for, "IDLE", 2)
            server.add(letter(2))
            await office.until(lambda: office.uids() == [1, 2])
        assert server.logins >= 2
        assert set(office.kinds()) == {Trouble.BROKEN}


async def test_a_dead_connection_does_not_burn_the_processor() -> None:
    office = Office()
    with FaultyImap() as server:
        server.always("IDLE", faults.after_idle(faults.closes))
        began, used = time.monotonic(), time.process_time()
        async with watching(server, office):
            await office.until(lambda: len(office.troubles) > 4)
        assert server.times("IDLE") < 20 + (time.monotonic() - began) / FAST.network[1]
        assert time.process_time() - used < 1


async def test_a_letter_that_the_server_never_mentions_is_found() -> None:
    office = Office()
    with FaultyImap() as server:
        async with watching(server, office):
            await asyncio.to_thread(server.wait_for, "IDLE")
            server.add(letter(1))  # no EXISTS
            await office.until(lambda: office.uids() == [1])


async def test_a_notice_brings_the_letter_at_once() -> None:
    office = Office()
    with FaultyImap() as server:
        async with watching(server, office, rhythm=Rhythm(search_every=60)):
            await asyncio.to_thread(server.wait_for, "IDLE")
            server.add(letter(1))
            await asyncio.to_thread(server.notify)
            await office.until_kept(1)
        assert office.uids() == [1]


async def test_new_numbers_of_a_folder_bring_every_letter_again() -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1])
            server.letters = {1: letter(2)}
            server.uidvalidity = 2
            await office.until(lambda: (2, 1) in office.kept)
    assert office.kept == {(1, 1): letter(1), (2, 1): letter(2)}


async def test_what_the_house_cannot_keep_comes_again() -> None:
    office = Office(refusals=3)
    with FaultyImap(letter(1), letter(2)) as server:
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1, 2])
    assert office.takes == [[1, 2]] * 4
    assert office.kinds() == [Trouble.NOT_TAKEN] * 3
    assert "no space" not in office.troubles[0].sentence


async def test_a_letter_removed_after_the_search_holds_nothing_up() -> None:
    office = Office()
    with FaultyImap(letter(1), letter(2), letter(3)) as server:

        def removed_meanwhile(talk: faults.Talk, tag: str, words: str) -> None:
            del server.letters[2]
            talk.done(tag, "NO [EXPUNGEISSUED] gone")

        async with watching(server, office):
            await office.until(lambda: bool(office.kept))
            server.add(letter(4))
            server.letters[5] = letter(5)
            await office.until(lambda: 5 in office.uids())
        assert office.uids() == [1, 2, 3, 4, 5]
        office.kept.clear()
        server.next("FETCH", faults.Talk.hand_out, removed_meanwhile)
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1, 3, 4, 5])
    assert office.troubles == []


async def test_a_letter_that_is_not_handed_out_is_told_and_asked_for_again() -> None:
    office = Office()
    with FaultyImap(letter(1), letter(2), letter(3)) as server:

        def without_the_second(talk: faults.Talk, tag: str, words: str) -> None:
            for uid in sorted(talk.meant(words.split()[0]) - {2}):
                talk.send(talk.item(uid, words))
            talk.done(tag)

        server.always("FETCH", without_the_second)
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1, 3])
            await office.until(lambda: office.kinds() == [Trouble.UNREADABLE])
            server.put_right("FETCH")
            await office.until(lambda: office.uids() == [1, 2, 3])
    assert office.kinds() == [Trouble.UNREADABLE]


async def test_half_a_letter_is_fetched_again_whole() -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        server.next("FETCH", faults.cuts_the_letter(3), faults.lies_about_the_length(4))
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1])
    assert office.kept == {(1, 1): letter(1)}
    assert office.kinds() == [Trouble.BROKEN, Trouble.BROKEN]


async def test_a_server_that_cannot_move_is_told_once() -> None:
    office = Office()
    with FaultyImap(letter(1), capabilities="IMAP4rev1 IDLE") as server:
        async with watching(server, office, done_folder="Archive"):
            await office.until(lambda: office.uids() == [1])
            server.add(letter(2))
            await office.until(lambda: office.uids() == [1, 2])
    assert office.kinds() == [Trouble.REJECTED]
    assert "cannot move letters" in office.troubles[0].sentence


async def test_nothing_of_ours_changes_a_mailbox_without_a_done_folder() -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1])
        words = {line.split()[0] for line in server.asked}
        assert words <= {"CAPABILITY", "LOGIN", "EXAMINE", "SEARCH", "FETCH", "IDLE", "NOOP", "LOGOUT"}
        assert not any("BODY[" in line and "BODY.PEEK[" not in line for line in server.asked)


async def test_a_line_that_often_breaks_brings_some_letters_each_time_and_is_called_again_soon() -> None:
    waits: list[int] = []

    class Counting(Patience):
        def pause(self, kind: Trouble, failures: int) -> float:
            waits.append(failures)
            return 0.01

    office = Office()
    with FaultyImap(*map(letter, range(1, 131))) as server:
        server.always("FETCH", faults.tires_after(2))  # the sizes of fifty letters, and these
        async with watching(server, office, patience=Counting()):
            await office.until_kept(130)
    assert office.takes == [list(range(1, 51)), list(range(51, 101)), list(range(101, 131))]
    assert waits[:2] == [0, 0]


async def test_a_refused_password_is_told_and_tried_again_with_growing_pauses() -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        server.next("LOGIN", *[faults.refuses("NO [AUTHENTICATIONFAILED] no")] * 3)
        async with watching(server, office):
            await office.until(lambda: office.uids() == [1])
    assert office.kinds() == [Trouble.REFUSED] * 3


def test_pauses_grow_and_spare_an_account_that_refuses_us() -> None:
    patience = Patience()
    assert [patience.pause(Trouble.UNREACHABLE, count) for count in (0, 1, 2, 5, 6, 1000)] == [1, 2, 4, 30, 30, 30]
    assert [patience.pause(Trouble.REFUSED, count) for count in (0, 1, 2, 3, 4, 1000)] == [60, 120, 240, 480, 900, 900]


@pytest.mark.parametrize("command", ["GREETING", "LOGIN", "SELECT", "SEARCH", "FETCH", "IDLE"])
async def test_a_silent_server_does_not_keep_us_from_stopping(command: str) -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        silent = asyncio.Event()
        loop = asyncio.get_running_loop()

        def falls_silent(talk: faults.Talk, tag: str, words: str) -> None:
            loop.call_soon_threadsafe(silent.set)
            faults.stays_silent(talk, tag, words)

        server.always(command, falls_silent)
        async with watching(server, office):
            await silent.wait()


async def test_stopping_between_two_tries_is_stopping_at_once() -> None:
    office = Office()
    with FaultyImap() as server:
        server.always("LOGIN", faults.refuses("NO"))
        account = Account("info", "127.0.0.1", server.port, Security.PLAIN, "info")
        stop = asyncio.Event()
        task = asyncio.create_task(
            watch(
                account,
                "INBOX",
                high_water=office.high_water,
                take=office.take,
                heard=office.hear,
                trouble=office.trouble,
                stop=stop,
            )
        )
        await office.until(lambda: bool(office.troubles))
        stop.set()
        async with asyncio.timeout(1):
            await task
    assert server.times("LOGIN") == 1


async def test_a_cancelled_watch_says_goodbye() -> None:
    office = Office()
    with FaultyImap(letter(1)) as server:
        async with watching(server, office) as task:
            await office.until(lambda: office.uids() == [1])
            task.cancel()
            await asyncio.wait({task})
            assert task.cancelled()
            await asyncio.to_thread(server.wait_for, "LOGOUT")
