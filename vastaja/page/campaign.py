"""One answer to many letters on the page: the outcome table, every letter's words for who approves, and the steps one after another."""

from collections.abc import Callable
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.words import say_plain
from casework.campaign_signing import take_signed_letters
from casework.campaigns import (
    APPROVED,
    DRAFTED,
    WAITS,
    CampaignView,
    approve_some,
    ask_for_campaign,
    begin_campaign,
    campaign_of,
    draft_some,
    open_campaign,
    send_some,
    try_again,
)
from casework.content import DraftView, draft
from casework.page_links import Visit
from casework.refusals import NotAllowed
from casework.refusals_of_letters import NoCampaign, NoDraft
from rules.rights import may_use
from vastaja.page.forms import REFUSED, octets_in
from vastaja.page.guard import HEADERS, LARGEST_FILE, SMALL_FORM, Refused, sealed_form
from vastaja.page.rooms import Rooms
from vastaja.page.told import NOTHING, Told

NEEDS: Final = {"begin": "mustand", "again": "mustand", "submit": "mustand", "open": "kinnita", "approve": "kinnita", "send": "saada",
                "signed": "saada"}  # fmt: skip


class Campaigns:
    """The door of a visit that answers many letters at once."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    async def show(self, request: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show what has become of each letter; ?open=1 their words too, each on record as opened by this person."""
        desk = self._rooms.desk_of(there)
        try:
            found = await desk.look(campaign_of, there.ref)
        except NoCampaign:
            return await self._rooms.page("campaign", there, secret, told, side="campaign", found=None, words={})
        words: dict[str, DraftView] = {}
        if "open" in request.query_params and may_use(there.who.roles, "kinnita"):
            found = await desk.do(open_campaign, there.who, found.id)
            words = await self._words(there, found)
        return await self._rooms.page("campaign", there, secret, told, side="campaign", found=found, words=words)

    async def do(self, request: Request, there: Visit, secret: str) -> Response:
        """Do one step for all letters, group after group, and show what has come of it."""
        step = request.path_params["step"]
        if step not in NEEDS:
            raise Refused(404)
        form = await sealed_form(request, secret, LARGEST_FILE if step == "signed" else SMALL_FORM)
        try:
            if not may_use(there.who.roles, NEEDS[step]):
                raise NotAllowed
            left = await self._not_signed(there, form) if step == "signed" else ""
            if left:
                return await self.show(request, there, secret, Told(refused=left))
            query = "done=campaign_signed" if step == "signed" else await self._step(there, step, form)
        except REFUSED as error:
            return await self.show(request, there, secret, Told(refused=self._rooms.refused(there, error)))
        return RedirectResponse(f"{self._rooms.path(there, 'campaign')}?{query}", 303, HEADERS)

    async def _step(self, there: Visit, step: str, form: dict[str, str]) -> str:
        desk, who = self._rooms.desk_of(there), there.who
        if step == "begin":
            begun = await desk.do(begin_campaign, who, there.ref)
            await self._all(there, begun.id, WAITS, lambda turn, one: draft_some(turn, who, one))
            return "done=campaign_drafted"
        found = await desk.look(campaign_of, there.ref)
        match step:
            case "again":
                await desk.do(try_again, found.id)
                await self._all(there, found.id, WAITS, lambda turn, one: draft_some(turn, who, one))
                return "done=campaign_drafted"
            case "submit":
                return "done=submitted" if await desk.do(ask_for_campaign, who, there.ref) else "done=nobody"
            case "open":
                return "open=1"
            case "approve":
                manifest = form.get("manifest", "")
                await self._all(there, found.id, DRAFTED, lambda turn, one: approve_some(turn, who, one, manifest))
                return "done=campaign_approved"
            case _:
                await self._all(there, found.id, APPROVED, lambda turn, one: send_some(turn, who, one))
                return "done=campaign_sent"

    async def _not_signed(self, there: Visit, form: dict[str, str]) -> str:
        """Take signed containers, and say which were not taken and why; "" where all were."""
        bundle = await self._rooms.desk_of(there).do(take_signed_letters, there.who, there.ref, form.get("file_name", ""), octets_in(form, "file"))
        language = there.who.language
        left = [say_plain(language, "campaign.not_signed", name=name, why=say_plain(language, f"container.{why}"), who=who)
                for name, why, who in bundle.refused]  # fmt: skip
        return " ".join([say_plain(language, "campaign.signed", count=bundle.taken), *left]) if left else ""

    async def _all(self, there: Visit, campaign_id: int, waiting: str, verb: Callable[..., CampaignView]) -> None:
        """Do a verb for group after group, each in a transaction of its own, until none waits or none gets further."""
        desk = self._rooms.desk_of(there)
        found = await desk.do(verb, campaign_id)
        left = found.count(waiting)
        while left:
            found = await desk.do(verb, campaign_id)
            if found.count(waiting) >= left:
                return
            left = found.count(waiting)

    async def _words(self, there: Visit, found: CampaignView) -> dict[str, DraftView]:
        """Return the letters that wait, by reference."""
        words: dict[str, DraftView] = {}
        for line in found.lines:
            if line.state == DRAFTED:
                try:
                    words[line.ref] = await self._rooms.desk_of(there).look(draft, line.ref)
                except NoDraft:
                    continue
        return words
