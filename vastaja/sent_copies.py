"""Keeps the Sent folder: puts there what was sent, octet for octet, and looks there for what may have been."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Final, TypeVar

import structlog

from casework.desk import Desk
from casework.outbox import Parcel, Told, claim, due, parcel, prove_sent, settle
from casework.sent_copies import CHANNEL, Uncertain, uncertain_letters
from mail.accounts import Account
from mail.compose import compose
from mail.imap import Box
from mail.trouble import MailboxTrouble, Trouble
from rules.records import Dispatch
from vastaja.accounts import imap_account
from vastaja.health import Health
from vastaja.senders import MailSender
from vastaja.settings import Settings

AT_ONCE: Final = 8
EVERY: Final = timedelta(seconds=5)
LOOK_EVERY: Final = timedelta(minutes=2)  # for letters whose fate is unknown
SEEN: Final = ("\\Seen",)

T = TypeVar("T")

log = structlog.get_logger()


class SentCopies:
    def __init__(self, desk: Desk, sender: MailSender, health: Health, settings: Settings) -> None:
        self._desk, self._sender, self._health = desk, sender, health
        self._folder = settings.smtp.sent_folder
        self._accounts = {box.name: imap_account(box) for box in settings.mailbox}
        self._look_after = desk.clock()
        self._boxes: dict[str, Box] = {}  # open while a round lasts

    async def round(self) -> None:
        """Put away what was sent since the last time; now and then look for what is uncertain."""
        try:
            while await self._desk.look(due, CHANNEL):
                parcels = await self._desk.do(claim, CHANNEL, AT_ONCE)
                if not parcels:
                    break
                await self._desk.do(settle, [await self._put(one) for one in parcels])
        finally:
            await asyncio.to_thread(self._hang_up)
        if self._desk.clock() >= self._look_after:
            self._look_after = self._desk.clock() + LOOK_EVERY
            for letter in await self._desk.look(uncertain_letters):
                await self._look_for(letter)

    async def _put(self, copy: Parcel) -> Told:
        letter = await self._desk.look(parcel, int(copy.values["of"]))
        name = self._mailbox_for(letter.mailbox)
        try:
            raw = await asyncio.to_thread(lambda: compose(self._sender.outgoing(letter)))
            await asyncio.to_thread(self._append, name, copy.message_id, raw)
        except MailboxTrouble as trouble:
            self._note(name, trouble)
            return Told(copy.id, copy.fence, Dispatch.PENDING, trouble.sentence)
        except (OSError, ValueError) as trouble:
            return Told(copy.id, copy.fence, Dispatch.NEVER, f"the copy could not be made: {type(trouble).__name__}")
        return Told(copy.id, copy.fence, Dispatch.SENT, "in the sent folder")

    def _append(self, mailbox: str, message_id: str, raw: bytes) -> None:
        """Put the letter there unless it is there: the server may do so itself, or the answer to an earlier try was lost.

        One connection serves the copies of a round: a server that is called for each one shuts us out.
        """
        box = self._boxes.get(mailbox)
        try:
            if box is None:
                box = self._boxes[mailbox] = Box(self._accounts[mailbox])
                box.connect()
            if not box.find_message_id(self._folder, message_id):
                box.append(self._folder, raw, SEEN)
        except MailboxTrouble:
            self._boxes.pop(mailbox).close()
            raise

    def _hang_up(self) -> None:
        while self._boxes:
            self._boxes.popitem()[1].close()

    async def _look_for(self, letter: Uncertain) -> None:
        name = self._mailbox_for(letter.mailbox)
        try:
            found = await asyncio.to_thread(
                _with_box, self._accounts[name], lambda box: box.find_message_id(self._folder, letter.message_id))  # fmt: skip
        except MailboxTrouble as trouble:
            self._note(name, trouble)
            return
        if found and await self._desk.do(prove_sent, letter.message_id, "found in the sent folder"):
            log.info("an uncertain letter was found in the sent folder", item=letter.id)

    def _mailbox_for(self, name: str) -> str:
        return name if name in self._accounts else next(iter(self._accounts))

    def _note(self, mailbox: str, trouble: MailboxTrouble) -> None:
        if trouble.kind in (Trouble.FOLDER_MISSING, Trouble.FULL, Trouble.REJECTED):
            self._health.notice((mailbox, self._folder, str(trouble.kind)))
        log.warning("the sent folder cannot be used", mailbox=mailbox, why=trouble.sentence)


def _with_box(account: Account, work: Callable[[Box], T]) -> T:
    """Do something with a connection of its own. Blocks; raises MailboxTrouble."""
    box = Box(account)
    try:
        box.connect()
        return work(box)
    finally:
        with suppress(MailboxTrouble):
            box.close()
