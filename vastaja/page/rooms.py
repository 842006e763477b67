"""What a visit shows besides drafts: letters with their files and notes, reasons, addresses, input, a referral, a search. Each look is an event."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.queries import read_query
from casework.answer_address import reveal_addresses
from casework.case_lists import PAGE
from casework.content import LetterView
from casework.contributions import reveal_inputs
from casework.desk import Desk
from casework.internal_notes import count_notes, reveal_notes
from casework.notify import approve_referral, see_referral
from casework.page_files import files_of
from casework.page_links import SIDES, Visit, shows
from casework.reveal import reveal_letter, reveal_reasons
from casework.search import note_excerpts, search_cases
from casework.sight import Viewer
from casework.since import since_approval
from casework.stuck import reveal_stuck
from casework.understand import Understood
from casework.views import Card, card
from reading.sign_names import sign_name
from reading.topic import topics_in_use
from rules.life import ANSWERED
from rules.records import Paper
from rules.rights import may_use
from rules.tracks import Authority
from vastaja.page.guard import HEADERS, SMALL_FORM, seal_of, sealed_form
from vastaja.page.look import Look, why_refused
from vastaja.page.told import NOTHING, Told

SHOWN: Final = ("letter", *Paper)  # receipts are ours and the same for all
ReadLetter = Callable[[bytes], Awaitable[Understood]]


class Rooms:
    """The doors of a visit that reads."""

    def __init__(self, desk: Desk, look: Look, base: str) -> None:
        self._desk, self._look, self._base = desk, look, base

    def desk_of(self, there: Visit) -> Desk:
        """Return the desk as this official sees it: a limited case that is none of theirs is not there."""
        return self._desk.seen_by(Viewer(there.who.id))

    def path(self, there: Visit, side: str) -> str:
        """Return where a visit shows a side of its case."""
        return f"{self._base}/page/see/{there.key}/{'' if there.what == side else side}"

    async def letters(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self.desk_of(there).do(reveal_letter, there.who, there.ref)
        notes = await self.notes_of(there)
        return await self.page("letters", there, secret, told, side="letter", notes=notes, **await self.letters_of(there, found))

    async def letters_of(self, there: Visit, found: tuple[LetterView, ...]) -> dict[str, Any]:
        """Return what the list of letters on a page is made of."""
        return {"letters": [one for one in found if one.what in SHOWN], "receipts": sum(one.what not in SHOWN for one in found),
                "files": await self.desk_of(there).look(files_of, there.ref)}  # fmt: skip

    async def notes_of(self, there: Visit) -> object:
        """Return the notes that are shown beside something else, None where this visit shows none; where there is none no look is noted."""
        if not shows(there, "notes"):
            return None
        count = await self.desk_of(there).look(count_notes, there.who, there.ref)
        return await self.desk_of(there).do(reveal_notes, there.who, there.ref) if count else ()

    async def has_seen(self, there: Visit, names: str) -> bool:
        """Tell whether all that has come since the approval stood on the page, by the names it said."""
        return {*await self.desk_of(there).look(since_approval, there.ref)} <= {*names.split()}

    async def reasons(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self.desk_of(there).do(reveal_reasons, there.who, there.ref)
        subjects = [(f"sign.{subject}", [(sign_name(one.name, there.who.language), one.sentence) for one in reasons])
                    for subject, reasons in found.reasons]  # fmt: skip
        return await self.page("reasons", there, secret, told, side="reasons", subjects=subjects)

    async def addresses(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self.desk_of(there).do(reveal_addresses, there.who, there.ref)
        return await self.page("addresses", there, secret, told, side="addresses", addresses=found)

    async def referral(self, request: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show the notice to the authority that the link names, or approve it."""
        authority = authority_of(there)
        if request.method == "POST":
            await sealed_form(request, secret, SMALL_FORM)
            await self.desk_of(there).do(approve_referral, there.who, there.ref, authority)
        found = await self.desk_of(there).do(see_referral, there.who, there.ref, authority)
        return await self.page("referral", there, secret, told, found=found)

    async def unsent(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show a letter of ours whose fate is open."""
        found = await self.desk_of(there).do(reveal_stuck, there.who, int(there.subject))
        return await self.page("unsent", there, secret, told, found=found)

    async def notes(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self.desk_of(there).do(reveal_notes, there.who, there.ref)
        return await self.page("notes", there, secret, told, side="notes", notes=found)

    async def inputs(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self.desk_of(there).do(reveal_inputs, there.who, there.ref)
        waiting = [one.input.id for one in found if not one.input.ended]
        return await self.page("inputs", there, secret, told, side="inputs", inputs=found, waiting=waiting)

    async def found(self, request: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Ask the question again with the rights of this moment; ?page=N turns the page."""
        asked = request.query_params.get("page", "")
        number = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
        today = self._desk.today
        query = read_query(there.subject, today, topics_in_use(), there.who.name)
        found = await self.desk_of(there).look(search_cases, there.who, query, number, excerpts=True)
        if opened := [one.card.id for one in found.found if one.excerpt]:
            await self.desk_of(there).do(note_excerpts, there.who, opened)
        following = number + 1 if (number + 1) * PAGE < found.total else 0
        return await self.page("found", there, secret, told, found=found, number=number, next=following)

    async def stay(self, _: Request, there: Visit, _secret: str) -> Response:
        """Say how long the visit lasts now: asking has made it longer."""
        return JSONResponse({"seconds": seconds_left(there, self._desk.clock())}, headers=HEADERS)

    async def page(
        self, name: str, there: Visit, secret: str, told: Told = NOTHING, *, side: str = "", case: Card | None = None, **facts: Any,
    ) -> Response:  # fmt: skip
        """Return a page of this visit with the head of its case and the way to the case's other sides; `case`: where it was looked up."""
        found = case or (await self.desk_of(there).look(card, there.ref) if there.ref else None)
        sides = _sides(there, found) if found and side else ()
        return self._look.page(name, there.who.language, case=found, there=there, seal=seal_of(secret), told=told, side=side,
                               sides=[(one, self.path(there, one)) for one in sides], path=f"{self._base}/page/see/{there.key}",
                               may=lambda command: may_use(there.who.roles, command),
                               left=seconds_left(there, self._desk.clock()), **facts)  # fmt: skip

    def refused(self, there: Visit, error: Exception) -> str:
        return why_refused(there.who.language, error)


def authority_of(there: Visit) -> Authority:
    """Return to whom the notice of this visit goes; a link that names nobody is one of a child's."""
    return Authority(there.subject or Authority.MUNICIPALITY)


def _sides(there: Visit, found: Card) -> tuple[str, ...]:
    """Return the sides of a case that lead somewhere: no way to a draft that is not there of a case that is closed."""
    nothing = {"draft"} if not found.draft_version and found.state in ANSWERED else set()
    if not found.likes.same and there.what != "campaign":
        nothing.add("campaign")
    return tuple(one for one in SIDES if shows(there, one) and one not in nothing)


def seconds_left(there: Visit, now: datetime) -> int:
    return max(0, round((there.until - now).total_seconds()))
