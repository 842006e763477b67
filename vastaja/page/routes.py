"""The content page: where letters are read and drafts written outside the chat, by a one-time link and a code."""

from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from casework.desk import Desk
from casework.page_links import Visit
from casework.refusals import Refusal
from storage.originals import Originals
from vastaja.page.door import Entrance, Nothing, Shown, static, told_over
from vastaja.page.drafts import Drafts
from vastaja.page.guard import HEADERS, Refused
from vastaja.page.look import Look
from vastaja.page.rooms import ReadLetter, Rooms

SEE: Final = "/page/see/{key:str}"


def page_routes(desk: Desk, url: str, originals: Originals, read: ReadLetter) -> Sequence[BaseRoute]:
    """Return the routes of the content page at this address; none where none is set. `read` reads a letter's octets."""
    if not url:
        return ()
    base, office = urlsplit(url).path.rstrip("/"), desk.office
    look = Look(base, office.facts.name, office.calendar.zone)
    entrance, rooms = Entrance(desk, look, url), Rooms(desk, look, originals, read)
    drafts = Drafts(desk, rooms, base)
    shows: Mapping[str, Shown] = {
        "letter": rooms.letters, "draft": drafts.show, "reasons": rooms.reasons, "addresses": rooms.addresses,
        "referral": rooms.referral, "held": rooms.held,
        "notes": rooms.notes, "inputs": rooms.inputs, "found": rooms.found,
    }  # fmt: skip

    def shown(door: Shown) -> Shown:
        async def answered(request: Request, there: Visit, secret: str) -> Response:
            try:
                return await door(request, there, secret)
            except Refusal as error:
                return look.page("refused", there.who.language, why=rooms.refused(there, error))

        return answered

    async def any_of(request: Request, there: Visit, secret: str) -> Response:
        return await shows[there.what](request, there, secret)

    show = shown(any_of)

    async def approve_referral(request: Request, there: Visit, secret: str) -> Response:
        if there.what != "referral":
            raise Refused(404)
        await show(request, there, secret)
        return RedirectResponse(f"{base}/page/see/{there.key}/", 303, HEADERS)

    async def nothing(request: Request) -> Response:
        raise Refused(404)

    def inside(path: str, door: Shown, method: str = "GET", only: str = "", over: Nothing | None = None) -> Route:
        async def fitting(request: Request, there: Visit, secret: str) -> Response:
            if only and there.what not in only.split():
                raise Refused(404)
            return await door(request, there, secret)

        return Route(f"{SEE}{path}", entrance.inside(fitting, over), methods=[method])

    return [
        Route("/page/open/{token:str}", entrance.guarded(entrance.ask), methods=["GET"]),
        Route("/page/open/{token:str}", entrance.guarded(entrance.enter), methods=["POST"]),
        Route("/page/static/{name:str}", entrance.guarded(static), methods=["GET"]),
        inside("/", show),
        inside("/stay", rooms.stay, over=told_over),
        inside("/file/{number:int}", _refusable(rooms.file), only="letter draft held"),
        inside("/docx", shown(rooms.docx), only="draft"),
        inside("/pdf", shown(rooms.pdf), only="draft"),
        inside("/words", drafts.keep, "POST", "draft", told_over),
        inside("/do/{deed:str}", drafts.do, "POST", "draft"),
        inside("/referral", approve_referral, "POST", "referral"),
        inside("/end", entrance.leave, "POST"),
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
