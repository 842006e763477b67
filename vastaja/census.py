"""Takes the census: asks each folder for its numbers, and fetches what the ledger has never seen."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Final

import structlog

from casework.census import (
    Counted,
    Difference,
    begin_census,
    census_is_due,
    compare,
    highest,
    tell_difference,
    wait_for_first_night,
)
from casework.desk import Desk
from mail.accounts import Account
from mail.imap import Box, Fetched
from mail.trouble import MailboxTrouble, Trouble
from vastaja.accounts import imap_account
from vastaja.intake import JUNK, Intake
from vastaja.settings import MailboxSettings, Settings

ON_THE_WAY: Final = 30.0  # seconds that a letter gets to come in by the usual door before it counts as missed
AGAIN: Final = timedelta(minutes=15)  # after a census that could not be finished

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Place:
    """A folder to count. `ledger` is its name in the ledger."""

    mailbox: str
    source: str
    account: Account
    folder: str
    ledger: str
    moves_away: bool = False


def places(mailbox: MailboxSettings) -> Iterator[Place]:
    """Yield the folders of a mailbox that are watched: where letters come in, and junk."""
    source, account = f"imap:{mailbox.name}", imap_account(mailbox)
    yield Place(mailbox.name, source, account, mailbox.folder, mailbox.folder, bool(mailbox.done_folder))
    if mailbox.junk:
        yield Place(f"{mailbox.name}/{mailbox.junk}", source, account, mailbox.junk, f"{JUNK}{mailbox.junk}")


def count_folder(place: Place) -> Counted:
    """Ask the server for the numbers of a folder. Blocks; raises MailboxTrouble."""
    box = Box(place.account)
    try:
        box.connect()
        folder = box.select(place.folder, readonly=True)
        return Counted(place.mailbox, place.source, place.ledger, folder.uidvalidity, tuple(box.all_uids()))
    finally:
        box.close()


def fetch_letters(place: Place, uidvalidity: int, uids: tuple[int, ...]) -> Iterator[list[Fetched]]:
    """Yield letters in batches; none where the folder's numbers mean other letters by now. Blocks; raises MailboxTrouble."""
    box = Box(place.account)
    try:
        box.connect()
        if box.select(place.folder, readonly=True).uidvalidity == uidvalidity:
            for group in box.batches(list(uids)):
                yield box.fetch_batch(group)
    finally:
        box.close()


class Census:
    """The nightly census of the running house."""

    def __init__(self, desk: Desk, intake: Intake, settings: Settings, on_the_way: float = ON_THE_WAY) -> None:
        self._desk, self._intake, self._on_the_way = desk, intake, on_the_way
        self._at: time = settings.alarms.census
        self._places = [place for mailbox in settings.mailbox for place in places(mailbox)]
        self._left: list[Place] = []  # of a census that could not be finished
        self._not_before = desk.clock()
        self._first = True

    async def round(self, stop: asyncio.Event) -> None:
        """Take the census if its hour has come; what could not be counted is asked again after a while."""
        if self._first:
            await self._desk.do(wait_for_first_night)
            self._first = False
        if await self._desk.look(census_is_due, self._at):
            self._left = list(self._places)
            await self._desk.do(begin_census)
        elif not self._left or self._desk.clock() < self._not_before:
            return
        for place in list(self._left):
            if stop.is_set():
                return
            try:
                await self.take(place, stop)
                self._left.remove(place)
            except MailboxTrouble as trouble:
                log.warning("a folder could not be counted", mailbox=place.mailbox, why=trouble.sentence)
                if trouble.kind is Trouble.FOLDER_MISSING:
                    self._left.remove(place)  # its own door tells of it
        self._not_before = self._desk.clock() + AGAIN

    async def take(self, place: Place, stop: asyncio.Event) -> Difference:
        """Count one folder, fetch what was missed, and tell the differences. Raises MailboxTrouble."""
        counted = await asyncio.to_thread(count_folder, place)
        missed = await self._missed(counted, stop)
        if missed:
            log.warning("letters were missed and are fetched", mailbox=place.mailbox, count=len(missed))
            batches = fetch_letters(place, counted.uidvalidity, missed)
            while (letters := await asyncio.to_thread(next, batches, None)) is not None:
                if letters:
                    await self._intake.take(place.source, place.ledger, counted.uidvalidity, letters)
        found = await self._desk.do(tell_difference, counted, missed, place.moves_away)
        log.info("census taken", mailbox=place.mailbox, on_server=found.on_server, in_ledger=found.in_ledger,
                 missing=len(found.missing), gone=len(found.gone))  # fmt: skip
        return found

    async def _missed(self, counted: Counted, stop: asyncio.Event) -> tuple[int, ...]:
        """Return what the usual door has not brought in: letters that have just come get time to do so."""
        before = await self._desk.look(highest, counted)
        missing = (await self._desk.look(compare, counted)).missing
        if not missing:
            return ()
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), self._on_the_way)
        after = await self._desk.look(highest, counted)
        still = (await self._desk.look(compare, counted)).missing
        return tuple(uid for uid in still if uid in missing and (uid < after or after == before))
