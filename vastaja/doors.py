"""What the loop of one mail folder reports: whether its server hears us, and what is wrong without being deaf."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import structlog

from casework.desk import Desk
from casework.troubles import tell_new_numbers, tell_trouble
from mail.imap import Fetched
from mail.trouble import MailboxTrouble, Trouble
from vastaja.health import Health
from vastaja.intake import Intake

STORAGE: Final = "storage"  # the door to disk and database, as far as letters must be kept
TOLD: Final = frozenset({Trouble.FOLDER_MISSING, Trouble.FULL, Trouble.REJECTED, Trouble.UNREADABLE})
PASSING: Final = frozenset({Trouble.FULL, Trouble.REJECTED, Trouble.UNREADABLE})  # letters still come in

log = structlog.get_logger()


@dataclass(slots=True)
class MailDoor:
    """One folder of a mailbox. `ledger` is the folder's name in the ledger; without letters in `folder` nothing is missed if `optional`."""

    desk: Desk
    health: Health
    intake: Intake
    mailbox: str
    folder: str
    ledger: str
    door: str
    done_folder: str = ""
    optional: bool = False

    @property
    def source(self) -> str:
        return f"imap:{self.mailbox}"

    async def high_water(self, _: str, uidvalidity: int) -> int:
        """Return the highest number that is kept; a known folder that was numbered anew is told."""
        with self._keeping():
            known = await self.intake.high_water(self.source, self.ledger, uidvalidity)
            if not known and await self.desk.do(tell_new_numbers, self.mailbox, self.source, self.ledger, uidvalidity):
                log.warning("the folder is numbered anew, all its letters are read again", door=self.door)
        return known

    async def take(self, _: str, uidvalidity: int, letters: Sequence[Fetched]) -> None:
        """Keep letters. Where that fails the trouble is ours and not the mailbox's: told at once, tried again by the loop."""
        with self._keeping():
            await self.intake.take(self.source, self.ledger, uidvalidity, letters)

    @contextmanager
    def _keeping(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            self.health.trouble(STORAGE, f"letters cannot be kept ({type(error).__name__}); they wait in the mailbox")
            raise
        self.health.heard(STORAGE)

    def heard(self, _: str) -> None:
        self.health.heard(self.door)

    def trouble(self, _: str, trouble: MailboxTrouble) -> None:
        """Take note of a failed try: what a person must mend is told with the folder's name."""
        if trouble.kind in TOLD:
            folder = self.done_folder if self.done_folder and self.done_folder in trouble.sentence else self.folder
            self.health.notice((self.mailbox, folder, str(trouble.kind)))
        if trouble.kind is Trouble.NOT_TAKEN or trouble.kind in PASSING:
            return  # the server answers
        if trouble.kind is Trouble.FOLDER_MISSING and self.optional:
            self.health.heard(self.door)
            return
        self.health.trouble(self.door, trouble.sentence)


async def tell_notices(desk: Desk, health: Health) -> None:
    """Tell what the doors have noted since the last time."""
    for mailbox, folder, kind in await asyncio.to_thread(health.notices):
        log.warning("trouble with a mailbox", mailbox=mailbox, folder=folder, kind=kind)
        await desk.do(tell_trouble, mailbox, folder, kind)
