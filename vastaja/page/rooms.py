"""What a visit shows besides drafts: letters with their files, reasons, addresses, a referral, a held letter. Each look is an event."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.queries import read_query
from casework.answer_address import reveal_addresses
from casework.case_lists import PAGE
from casework.content import LetterView
from casework.contributions import reveal_inputs
from casework.desk import Desk
from casework.files_out import letter_pdf
from casework.internal_notes import reveal_notes
from casework.notify import approve_referral, see_referral
from casework.page_files import FileLine, files_of, reveal_file
from casework.page_links import Visit
from casework.refusals import Refusal
from casework.reveal import reveal_held, reveal_letter, reveal_reasons
from casework.search import note_excerpts, search_cases
from casework.sight import Viewer
from casework.understand import Understood
from casework.views import card
from casework.word_edit import FileOut, docx_to_edit
from mail.letter import Attachment
from reading.sign_names import sign_name
from reading.topic import built_in_topics
from rules.records import Paper
from storage.originals import Originals
from vastaja.page.files import disposition, safe_file
from vastaja.page.guard import HEADERS, SMALL_FORM, demand_seal, form_of, seal_of
from vastaja.page.look import Look, why_refused

SHOWN = ("letter", *Paper)  # receipts are ours and the same for all
ReadLetter = Callable[[bytes], Awaitable[Understood]]


class Rooms:
    """The doors of a visit that reads."""

    def __init__(self, desk: Desk, look: Look, originals: Originals, read: ReadLetter) -> None:
        self._desk, self._look, self._originals, self._read = desk, look, originals, read

    def desk_of(self, there: Visit) -> Desk:
        """Return the desk as this official sees it: a limited case that is none of theirs is not there."""
        return self._desk.seen_by(Viewer(there.who.id))

    async def letters(self, _: Request, there: Visit, secret: str) -> Response:
        found = await self.desk_of(there).do(reveal_letter, there.who, there.ref)
        return await self.page("letters", there, secret, **await self.letters_of(there, found))

    async def letters_of(self, there: Visit, found: tuple[LetterView, ...]) -> dict[str, Any]:
        """Return what the list of letters on a page is made of."""
        return {"letters": [one for one in found if one.what in SHOWN], "receipts": sum(one.what not in SHOWN for one in found),
                "files": await self.desk_of(there).look(files_of, there.ref)}  # fmt: skip

    async def reasons(self, _: Request, there: Visit, secret: str) -> Response:
        found = await self.desk_of(there).do(reveal_reasons, there.who, there.ref)
        told = [(f"sign.{subject}", [(sign_name(one.name, there.who.language), one.sentence) for one in reasons])
                for subject, reasons in found.reasons]  # fmt: skip
        return await self.page("reasons", there, secret, subjects=told)

    async def addresses(self, _: Request, there: Visit, secret: str) -> Response:
        return await self.page("addresses", there, secret, addresses=await self.desk_of(there).do(reveal_addresses, there.who, there.ref))

    async def referral(self, request: Request, there: Visit, secret: str) -> Response:
        if request.method == "POST":
            demand_seal(secret, (await form_of(request, SMALL_FORM)).get("seal", ""))
            await self.desk_of(there).do(approve_referral, there.who, there.ref)
        return await self.page("referral", there, secret, found=await self.desk_of(there).do(see_referral, there.who, there.ref))

    async def held(self, _: Request, there: Visit, secret: str) -> Response:
        found = await self.desk_of(there).do(reveal_held, there.who, int(there.subject))
        octets = await asyncio.to_thread(self._originals.read, found.digest)
        letter = (await self._read(octets)).letter
        lines = [FileLine(number, one.name, one.type, one.size, one.sha256, found.digest) for number, one in enumerate(letter.attachments)]
        return await self.page("held", there, secret, letter=letter, lines=lines, number=found.id)

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
        return _download(await self.desk_of(there).do(docx_to_edit, there.who, there.ref))

    async def pdf(self, _: Request, there: Visit, _secret: str) -> Response:
        """Give the letter as it goes out, octet for octet."""
        return _download(await self.desk_of(there).do(letter_pdf, there.who, there.ref))

    async def notes(self, _: Request, there: Visit, secret: str) -> Response:
        return await self.page("notes", there, secret, notes=await self.desk_of(there).do(reveal_notes, there.who, there.ref))

    async def inputs(self, _: Request, there: Visit, secret: str) -> Response:
        return await self.page("inputs", there, secret, inputs=await self.desk_of(there).do(reveal_inputs, there.who, there.ref))

    async def found(self, request: Request, there: Visit, secret: str) -> Response:
        """Ask the question again with the rights of this moment; ?page=N turns the page."""
        asked = request.query_params.get("page", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        today = self._desk.office.calendar.day_of(self._desk.clock())
        query = read_query(there.subject, today, built_in_topics(), there.who.name)
        found = await self.desk_of(there).look(search_cases, there.who, query, number, excerpts=True)
        if opened := [one.card.id for one in found.found if one.excerpt]:
            await self.desk_of(there).do(note_excerpts, there.who, opened)
        return await self.page("found", there, secret, found=found, next=number + 1 if (number + 1) * PAGE < found.total else 0)

    async def stay(self, _: Request, there: Visit, _secret: str) -> Response:
        """Say how long the visit lasts now: asking has made it longer."""
        return JSONResponse({"seconds": seconds_left(there, self._desk.clock())}, headers=HEADERS)

    async def page(self, name: str, there: Visit, secret: str, status: int = 200, **facts: object) -> Response:
        """Return a page of this visit with the head of its case."""
        found = await self.desk_of(there).look(card, there.ref) if there.ref else None
        return self._look.page(name, there.who.language, status, case=found, there=there, seal=seal_of(secret),
                               left=seconds_left(there, self._desk.clock()), **facts)  # fmt: skip

    def refused(self, there: Visit, error: Exception) -> str:
        return why_refused(there.who.language, error)

    async def _line(self, there: Visit, number: int) -> FileLine:
        if there.what != "held":
            return await self.desk_of(there).do(reveal_file, there.who, there.ref, number)
        found = await self.desk_of(there).do(reveal_held, there.who, int(there.subject))
        letter = (await self._read(await asyncio.to_thread(self._originals.read, found.digest))).letter
        if number >= len(letter.attachments):
            raise Refusal
        one = letter.attachments[number]
        return FileLine(number, one.name, one.type, one.size, one.sha256, found.digest)

    async def _octets(self, line: FileLine) -> bytes | None:
        """Return a file's octets: kept by themselves, or taken out of the letter they came in."""
        try:
            if self._originals.path(line.sha256).exists():
                return await asyncio.to_thread(self._originals.read, line.sha256)
            letter = (await self._read(await asyncio.to_thread(self._originals.read, line.letter))).letter
        except OSError:
            return None
        return next((one.content for one in _all(letter.attachments) if one.sha256 == line.sha256 and one.content), None)


def _download(file: FileOut) -> Response:
    return Response(file.octets, headers={
        **HEADERS, "Content-Type": "application/octet-stream", "Content-Disposition": disposition(file.name),
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    })  # fmt: skip


def seconds_left(there: Visit, now: datetime) -> int:
    return max(0, round((there.until - now).total_seconds()))


def _all(parts: tuple[Attachment, ...]) -> Iterator[Attachment]:
    for one in parts:
        yield one
        yield from _all(one.contains)
