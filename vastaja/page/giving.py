"""Files on their way to an official's machine, and a held letter with its own: each is an event."""

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from casework.campaign_signing import pdfs_to_sign
from casework.files_out import letter_pdf
from casework.held import said_in_update, show_held, show_update
from casework.notice_paper import notice_pdf
from casework.page_files import FileLine, reveal_file
from casework.page_links import Visit
from casework.page_send import label_of, signed_of
from casework.refusals import Refusal
from casework.reveal import reveal_held
from casework.sealed import pdf_to_seal
from casework.signed import pdf_to_sign
from casework.twins import twins_of
from casework.understand import ReadingDied, Understood, barely_understood
from casework.word_edit import FileOut, docx_to_edit
from mail.letter import Attachment
from storage.originals import Originals
from vastaja.page.files import disposition, safe_file
from vastaja.page.guard import HEADERS
from vastaja.page.look import Look
from vastaja.page.rooms import ReadLetter, Rooms, authority_of
from vastaja.page.told import NOTHING, Told

MOST_TWINS: Final = 4


class Giving:
    """The doors of a visit that give files, and the held letter, which is read from its octets."""

    def __init__(self, rooms: Rooms, look: Look, originals: Originals, read: ReadLetter) -> None:
        self._rooms, self._look, self._originals, self._read = rooms, look, originals, read

    async def held(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show a held letter, and the cases that may hold it already."""
        desk, number = self._rooms.desk_of(there), int(there.subject)
        if (await desk.look(show_held, number)).is_update:
            await desk.do(reveal_held, there.who, number)
            said = said_in_update(await desk.look(show_update, number))
            return await self._rooms.page("held_update", there, secret, told, said=said, number=number)
        understood, digest = await self._held_letter(there)
        letter = understood.letter
        lines = [FileLine(number, one.name, one.type, one.size, one.sha256, digest) for number, one in enumerate(letter.attachments)]
        twins = await desk.look(twins_of, understood, letter.sender.address)
        return await self._rooms.page("held", there, secret, told, letter=letter, lines=lines, number=number, twins=twins[:MOST_TWINS])

    async def file(self, request: Request, there: Visit, _secret: str) -> Response:
        """Give a file of a letter as a download, never as a page and never a program."""
        line = await self._line(there, request.path_params["number"])
        octets = await self._octets(line)
        given = safe_file(line.name, octets) if octets is not None else None
        if given is None:
            key = "file.program" if octets is not None else "file.gone"
            return self._look.page("no_file", there.who.language, 404 if octets is None else 403, key=key)
        return Response(given.octets, media_type=given.type, headers={
            **HEADERS, "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
            "Content-Disposition": disposition(given.name),
        })  # fmt: skip

    async def docx(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the draft as a .docx to be edited."""
        return download(await self._rooms.desk_of(there).do(docx_to_edit, there.who, there.ref))

    async def pdf(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the letter as it goes out, octet for octet."""
        return download(await self._rooms.desk_of(there).do(letter_pdf, there.who, there.ref))

    async def sign(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the approved letter, to be signed in DigiDoc."""
        return download(await self._rooms.desk_of(there).do(pdf_to_sign, there.who, there.ref))

    async def sign_all(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the approved letters of a campaign, to be signed in DigiDoc."""
        return download(await self._rooms.desk_of(there).do(pdfs_to_sign, there.who, there.ref))

    async def seal(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the letter of a restricted case, to be encrypted in DigiDoc."""
        return download(await self._rooms.desk_of(there).do(pdf_to_seal, there.who, there.ref))

    async def notice(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give an approved notice to an authority, to be encrypted or sent by DHX."""
        return download(await self._rooms.desk_of(there).do(notice_pdf, there.who, there.ref, authority_of(there)))

    async def label(self, _: Request, there: Visit, _secret: str) -> Response:
        return download(await self._rooms.desk_of(there).do(label_of, there.who, there.ref))

    async def signed(self, _: Request, there: Visit, _secret: str) -> Response:
        return download(await self._rooms.desk_of(there).do(signed_of, there.who, there.ref))

    async def _line(self, there: Visit, number: int) -> FileLine:
        if there.what != "held":
            return await self._rooms.desk_of(there).do(reveal_file, there.who, there.ref, number)
        understood, digest = await self._held_letter(there)
        attachments = understood.letter.attachments
        if number >= len(attachments):
            raise Refusal
        one = attachments[number]
        return FileLine(number, one.name, one.type, one.size, one.sha256, digest)

    async def _held_letter(self, there: Visit) -> tuple[Understood, str]:
        found = await self._rooms.desk_of(there).do(reveal_held, there.who, int(there.subject))
        octets = await asyncio.to_thread(self._originals.read, found.digest)
        try:
            return await self._read(octets), found.digest
        except ReadingDied:  # it may be held because reading it ends badly
            return barely_understood(octets), found.digest

    async def _octets(self, line: FileLine) -> bytes | None:
        """Return a file's octets: kept by themselves, or taken out of the letter they came in."""
        try:
            with suppress(FileNotFoundError):
                return await asyncio.to_thread(self._originals.read, line.sha256)
            letter = (await self._read(await asyncio.to_thread(self._originals.read, line.letter))).letter
        except OSError:
            return None
        return next((one.content for one in _all(letter.attachments) if one.sha256 == line.sha256 and one.content), None)


def download(file: FileOut) -> Response:
    return Response(file.octets, headers={
        **HEADERS, "Content-Type": "application/octet-stream", "Content-Disposition": disposition(file.name),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    })  # fmt: skip


def _all(parts: tuple[Attachment, ...]) -> Iterator[Attachment]:
    for one in parts:
        yield one
        yield from _all(one.contains)
