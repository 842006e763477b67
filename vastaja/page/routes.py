"""The content page: where letters are read and answers written outside the chat, by a one-time link and a code."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.desk import Desk
from casework.page_links import SIDES, Visit, shows
from casework.refusals import Refusal
from rules.life import WrongStep
from storage.originals import Originals
from vastaja.page.acts import Acts
from vastaja.page.campaign import Campaigns
from vastaja.page.door import Entrance, Nothing, Shown, static, told_over
from vastaja.page.drafts import Drafts
from vastaja.page.giving import Giving
from vastaja.page.guard import HEADERS, Refused
from vastaja.page.look import Look
from vastaja.page.press import PressRoom
from vastaja.page.rooms import ReadLetter, Rooms
from vastaja.page.told import told_in

SEE: Final = "/page/see/{key:str}"
REFUSED: Final = (Refusal, WrongStep)


def page_routes(desk: Desk, url: str, originals: Originals, read: ReadLetter) -> Sequence[BaseRoute]:
    """Return the routes of the content page at this address; none where none is set. `read` reads a letter's octets."""
    if not url:
        return ()
    base, office = urlsplit(url).path.rstrip("/"), desk.office
    look = Look(base, office.facts.name, office.calendar.zone)
    entrance, rooms = Entrance(desk, look, url), Rooms(desk, look, base)
    giving, drafts = Giving(rooms, look, originals, read), Drafts(desk, rooms)
    campaigns, press = Campaigns(rooms), PressRoom(rooms, four_eyes=office.approval.four_eyes)
    shown_by: Mapping[str, Shown] = {
        "letter": rooms.letters, "draft": drafts.show, "campaign": campaigns.show, "notes": rooms.notes, "inputs": rooms.inputs,
        "addresses": rooms.addresses, "reasons": rooms.reasons, "referral": rooms.referral, "held": giving.held, "unsent": rooms.unsent, "found": rooms.found,
        "contact": press.contact, "statement": press.statement,
    }  # fmt: skip
    acts = Acts(desk, rooms, shown_by)

    def shown(door: Shown) -> Shown:
        async def answered(request: Request, there: Visit, secret: str) -> Response:
            try:
                return await door(request, there, secret)
            except REFUSED as error:
                return look.page("refused", there.who.language, why=rooms.refused(there, error))

        return answered

    async def side(request: Request, there: Visit, secret: str) -> Response:
        what = request.path_params.get("side", there.what)
        if (what not in SIDES and what != there.what) or not shows(there, what):
            raise Refused(404)
        return await shown_by[what](request, there, secret, told_in(request))

    show = shown(side)

    async def approve_referral(request: Request, there: Visit, secret: str) -> Response:
        await show(request, there, secret)
        return RedirectResponse(f"{base}/page/see/{there.key}/", 303, HEADERS)

    async def nothing(request: Request) -> Response:
        raise Refused(404)

    def inside(path: str, door: Shown, method: str = "GET", only: str = "", over: Nothing | None = None) -> Route:
        async def fitting(request: Request, there: Visit, secret: str) -> Response:
            if only and not any(shows(there, one) for one in only.split()):
                raise Refused(404)
            return await door(request, there, secret)

        return Route(f"{SEE}{path}", entrance.inside(fitting, over), methods=[method])

    return [
        Route("/page/open/{token:str}", entrance.guarded(entrance.ask), methods=["GET"]),
        Route("/page/open/{token:str}", entrance.guarded(entrance.enter), methods=["POST"]),
        Route("/page/static/{name:str}", entrance.guarded(static), methods=["GET"]),
        inside("/", show),
        inside("/stay", rooms.stay, over=told_over),
        inside("/file/{number:int}", _refusable(giving.file), only="letter held"),
        inside("/docx", shown(giving.docx), only="draft"),
        inside("/pdf", shown(giving.pdf), only="draft"),
        inside("/sign", shown(giving.sign), only="draft"),
        inside("/sign_all", shown(giving.sign_all), only="campaign"),
        inside("/seal", shown(giving.seal), only="draft"),
        inside("/label", shown(giving.label), only="draft"),
        inside("/signed", shown(giving.signed), only="draft"),
        inside("/notice", shown(giving.notice), only="referral"),
        inside("/words", drafts.keep, "POST", "draft", told_over),
        inside("/do/{deed:str}", drafts.do, "POST", "draft"),
        inside("/many/{step:str}", campaigns.do, "POST", "campaign"),
        inside("/act/{act:str}", acts.do, "POST"),
        inside("/say/{deed:str}", shown(press.do), "POST", "statement"),
        inside("/referral", approve_referral, "POST", "referral"),
        inside("/end", entrance.leave, "POST"),
        inside("/{side:str}", show),
        Route("/page/{rest:path}", entrance.guarded(nothing), methods=["GET", "POST"]),
        Route("/page", entrance.guarded(nothing), methods=["GET", "POST"]),
    ]


def _refusable(door: Shown) -> Shown:
    """Return a door whose refusals look like everything that is not there."""

    async def answered(request: Request, there: Visit, secret: str) -> Response:
        try:
            return await door(request, there, secret)
        except Refusal:
            raise Refused(404) from None

    return answered
