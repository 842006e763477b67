"""A draft on the page: read beside the letters, begun, written, compared, approved, returned and sent. The verbs are the chat's own."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from bot.draft_language import language_lines
from bot.text import without_tags
from casework.checklist import checklist
from casework.desk import Desk
from casework.given_facts import GIVABLE
from casework.leak_guard import show_leaks
from casework.letters import written_language
from casework.offers import note_offers
from casework.page_draft import DraftDesk, keep_words, open_desk
from casework.page_links import Visit
from casework.page_send import send_desk
from casework.positions import topics_today
from casework.refusals_of_letters import (
    DepartsFromPosition,
    FactMissing,
    LeakSuspected,
    NoDraft,
    PositionChanged,
    PositionExpired,
    TrackedChanges,
)
from casework.reveal import reveal_letter
from casework.versions import Piece, difference
from casework.views import card
from reading.topic import topic_name
from rules.kinds import Language
from rules.records import HandedBy, Paper
from vastaja.page.forms import REFUSED, Deed, Form, number_in
from vastaja.page.guard import HEADERS, LARGEST_FILE, LARGEST_WORDS, Refused, sealed_form
from vastaja.page.rooms import Rooms, seconds_left
from vastaja.page.sending import Sending
from vastaja.page.told import NOTHING, Told
from vastaja.page.writing import Writing

ABOUT_POSITIONS: Final = (DepartsFromPosition, PositionChanged, PositionExpired)
WITH_FILE: Final = frozenset({"word", "signed", "sealed"})
BY_HAND: Final = (HandedBy.POST, HandedBy.REGISTERED, HandedBy.DHX, HandedBy.IN_PERSON)


class Drafts:
    """The doors of a visit that writes, approves and sends."""

    def __init__(self, desk: Desk, rooms: Rooms) -> None:
        self._desk, self._rooms = desk, rooms
        self._deeds: Mapping[str, Deed] = {**Writing(rooms).deeds, **Sending(desk, rooms).deeds}

    async def show(self, request: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show the draft, or how one is begun; ?with=N compares it with another version, ?offers=1 shows what may be put into it."""
        asked = request.query_params.get("with", "")
        compare = int(asked) if asked.isdecimal() and len(asked) < 7 else 0
        return await self._shown(there, secret, told, compare, offers="offers" in request.query_params)

    async def do(self, request: Request, there: Visit, secret: str) -> Response:
        """Do one of the deeds of the page, and show what has come of it. What was typed is kept before anything can be refused."""
        name = request.path_params["deed"]
        deed = self._deeds.get(name)
        if deed is None:
            raise Refused(404)
        form = await sealed_form(request, secret, LARGEST_FILE if name in WITH_FILE else LARGEST_WORDS)
        try:
            query = await deed(there, form)
        except REFUSED as error:
            return await self._refused(there, secret, form, error)
        return RedirectResponse(f"{self._rooms.path(there, 'draft')}?{query}", 303, HEADERS)

    async def keep(self, request: Request, there: Visit, secret: str) -> Response:
        """Keep what is being typed, and say whether somebody has made a version meanwhile."""
        form = await sealed_form(request, secret, LARGEST_WORDS)
        try:
            kept = await self._rooms.desk_of(there).do(keep_words, there.who, there.ref, there.link_id, number_in(form, "base"), form.get("text", ""))
        except REFUSED as error:
            return JSONResponse({"refused": self._rooms.refused(there, error)}, headers=HEADERS)
        at = kept.at.astimezone(self._desk.office.calendar.zone)
        return JSONResponse({"at": f"{at:%H.%M}", "newer": kept.newer, "by": kept.by,
                             "seconds": seconds_left(there, self._desk.clock())}, headers=HEADERS)  # fmt: skip

    async def _refused(self, there: Visit, secret: str, form: Form, error: Exception) -> Response:
        """Show the draft with the reason why nothing was done, and the way on where there is one."""
        told = Told(refused=self._rooms.refused(there, error))
        fact = str(error.facts["fact"]) if isinstance(error, FactMissing) else ""
        tracked = number_in(form, "version") if isinstance(error, TrackedChanges) else 0
        return await self._shown(there, secret, told, leaks=isinstance(error, LeakSuspected), tracked=tracked,
                                 departs=isinstance(error, ABOUT_POSITIONS), fact=fact if fact in GIVABLE else "")  # fmt: skip

    async def _shown(
        self, there: Visit, secret: str, told: Told, compare: int = 0, *, leaks: bool = False, tracked: int = 0, fact: str = "",
        offers: bool = False, departs: bool = False,
    ) -> Response:  # fmt: skip
        desk, who, ref = self._rooms.desk_of(there), there.who, there.ref
        letters = await desk.do(reveal_letter, who, ref)
        case = await desk.look(card, ref)
        beside = {"case": case, "fact": fact, "notes": await self._rooms.notes_of(there), "topics": await self._topics(there, case.topic),
                  "by_hand": BY_HAND, "today": desk.today, **await self._rooms.letters_of(there, letters)}  # fmt: skip
        try:
            found = await desk.do(open_desk, who, ref)
        except NoDraft:
            return await self._rooms.page("begin", there, secret, told, side="draft", **beside)
        newer = found.draft.version if found.base != found.draft.version else 0
        old, pieces = _compared(found, compare or newer)
        return await self._rooms.page(
            "draft", there, secret, told, side="draft", found=found, tracked=tracked, departs=departs, newer=newer, old=old, pieces=pieces,
            leaks=await desk.do(show_leaks, who, ref) if leaks else (), questions=await desk.look(checklist, ref),
            sending=await desk.look(send_desk, who, ref), offers=await desk.do(note_offers, who, ref) if offers and found.may_edit else None,
            is_changed=any(one.kind in ("added", "removed") for one in pieces), answer=found.draft.paper is Paper.ANSWER,
            languages=[without_tags(one) for one in language_lines(found.language, ref, who.language)],
            translatable=written_language(case.language) is not Language.ESTONIAN, **beside,
        )  # fmt: skip

    async def _topics(self, there: Visit, own: str) -> list[tuple[str, str]]:
        """Return the topics an answer may be begun with, the case's own first: by slug and by name."""
        slugs = await self._rooms.desk_of(there).look(topics_today)
        return [(one, topic_name(one) or one) for one in sorted(slugs, key=lambda slug: (slug != own, topic_name(slug)))]


def _compared(found: DraftDesk, wanted: int) -> tuple[int, tuple[Piece, ...]]:
    """Return an earlier version's number and how the newest differs from it, 0 where there is nothing to compare with."""
    numbers = {one.number: one for one in found.versions}
    newest = found.versions[0].number if found.versions else 0
    chosen = wanted if wanted in numbers and wanted != newest else next((one for one in numbers if one != newest), 0)
    return (chosen, difference(numbers[chosen].text, numbers[newest].text)) if chosen else (0, ())
