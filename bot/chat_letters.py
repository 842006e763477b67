"""A citizen's letter in several messages: gathered piece by piece, read for danger at each, filed when it is finished."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from casework.conversations import LETTER
from casework.desk import Desk
from casework.pieces import Part, octets_of, quiet_since
from casework.understand import ReadingDied, Understood
from casework.write_by_chat import QUIET, Bundle, Writer, file_letter, unfinished, writer_of
from mail.letter import Address, Letter
from reading.understand import Page, Suggestions
from rules.kinds import Child, Kind, Language

Understand = Callable[[Page], Awaitable[Suggestions]]
Read = Callable[[str], Awaitable[Understood]]


@dataclass(frozen=True, slots=True)
class Postbox:
    """Files what citizens have written. `read` reads the octets of that digest in the worker."""

    desk: Desk
    understand: Understand
    read: Read

    async def is_danger(self, writer: Writer, moment: datetime) -> bool:
        """Tell whether what has been written so far may tell of a child in danger: that waits for no button."""
        pieces = await self.desk.look(unfinished, writer.telegram_id)
        text = "\n\n".join(one.text for one in pieces if one.text)
        told = await self.understand(Page(sender_name=writer.name, text=text, body=text, date=moment)) if text else None
        return told is not None and told.child is Child.DANGER

    async def file(self, writer: Writer) -> str:
        """Make one letter of what this citizen has written, file it and return the case's reference; "" where there is nothing."""
        pieces = await self.desk.look(unfinished, writer.telegram_id)
        if not pieces:
            return ""
        contents = await asyncio.to_thread(self._contents, pieces)
        octets = octets_of(pieces, contents, Address(writer.name, ""))
        digest = await asyncio.to_thread(self.desk.kept.keep, octets)
        bundle = Bundle(frozenset(one.message_id for one in pieces), digest, len(octets), await self._understood(digest, pieces))
        return await self.desk.do(file_letter, writer, bundle)

    async def _understood(self, digest: str, pieces: tuple[Part, ...]) -> Understood:
        """Return what the letter tells; one that nobody can read is filed with its words alone, and its octets are kept."""
        try:
            return await self.read(digest)
        except ReadingDied:
            text = "\n\n".join(one.text for one in pieces if one.text)
            letter = Letter("", "", pieces[0].at, "", Address("", ""), body=text, new_text=text, defects=("unread",))
            return Understood(letter, Suggestions(language=Language.UNKNOWN, kind=Kind.EXPLANATION), "")

    async def file_quiet(self) -> None:
        """File each letter that nobody has added to for a while."""
        for telegram_id in await self.desk.look(quiet_since, LETTER, self.desk.clock() - QUIET):
            await self.file(await self.desk.look(writer_of, telegram_id))

    async def read_again(self) -> None:
        """Read each letter in the making for danger once more: an earlier run may have died between keeping and reading it."""
        for telegram_id in await self.desk.look(quiet_since, LETTER, self.desk.clock()):
            writer = await self.desk.look(writer_of, telegram_id)
            with suppress(ReadingDied):  # it is filed when its writer falls quiet
                if await self.is_danger(writer, self.desk.clock()):
                    await self.file(writer)

    def _contents(self, pieces: tuple[Part, ...]) -> dict[str, bytes]:
        return {one.file.sha256: self.desk.kept.read(one.file.sha256) for one in pieces if one.file}
