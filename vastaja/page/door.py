"""The way into the content page: a link, a code, a cookie for one short visit. Whatever is wrong looks the same from outside."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from casework.desk import Desk
from casework.page_links import Visit, end_visit, open_link, visit
from rules.kinds import Language
from vastaja.page.guard import HEADERS, SMALL_FORM, Limit, Refused, demand_own_page, form_of, sealed_form
from vastaja.page.look import STATIC, Look, read
from vastaja.page.words import asked_for

COOKIE: Final = "vastaja"
LOOKS: Final = (300, timedelta(minutes=1))  # requests of one address
TRIES: Final = (20, timedelta(minutes=10))  # codes of one address

Shown = Callable[..., Awaitable[Response]]  # of the request, the visit, the secret that seals its forms; a side also of what is told
Nothing = Callable[[Request], Response]


class Entrance:
    """Lets the right person in, and everybody else nowhere."""

    def __init__(self, desk: Desk, look: Look, url: str) -> None:
        self._desk, self._look, self._url = desk, look, url
        self._base, self._secure = urlsplit(url).path.rstrip("/"), url.startswith("https://")
        self._looks, self._tries = Limit(desk.clock, *LOOKS), Limit(desk.clock, *TRIES)

    def guarded(self, door: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        """Return a door behind the limits; what it refuses is the neutral page."""

        async def answered(request: Request) -> Response:
            try:
                self._looks.take(request)
                if request.method == "POST":
                    demand_own_page(request, self._url)
                return await door(request)
            except Refused as refused:
                return self.nothing(request, refused.status)

        return answered

    def nothing(self, request: Request, status: int = 404) -> Response:
        """Return the page of everybody who finds nothing: it is the same whatever the reason."""
        return self._look.page("none", _language(request), status)

    async def ask(self, request: Request) -> Response:
        """Show where the code goes. Nothing is looked up: a link that never was looks like any other."""
        return self._look.page("code", _language(request), wrong=False, token=request.path_params["token"])

    async def enter(self, request: Request) -> Response:
        try:
            self._tries.take(request)
        except Refused:
            return self._look.page("slow", _language(request), 429)
        token, form = request.path_params["token"], await form_of(request, SMALL_FORM)
        opened = await self._desk.do(open_link, token, form.get("code", ""))
        if opened is None:
            return self._look.page("code", _language(request), wrong=True, token=token)
        answer = RedirectResponse(f"{self._base}/page/see/{opened.key}/", 303, HEADERS)
        answer.set_cookie(COOKIE, opened.secret, path=f"{self._base}/page/see/{opened.key}", secure=self._secure,
                          httponly=True, samesite="strict")  # fmt: skip
        return answer

    def inside(self, door: Shown, over: Nothing | None = None) -> Callable[[Request], Awaitable[Response]]:
        """Return a door for whoever is on a visit; it gets who, and the secret that seals the forms. `over`: what others get."""

        async def answered(request: Request) -> Response:
            secret = request.cookies.get(COOKIE, "")
            there = await self._desk.do(visit, request.path_params["key"], secret)
            return (over or self.nothing)(request) if there is None else await door(request, there, secret)

        return self.guarded(answered)

    async def leave(self, request: Request, there: Visit, secret: str) -> Response:
        await sealed_form(request, secret, SMALL_FORM)
        await self._desk.do(end_visit, there.key, secret)
        answer = self._look.page("ended", there.who.language)
        answer.delete_cookie(COOKIE, path=f"{self._base}/page/see/{there.key}", secure=self._secure, httponly=True, samesite="strict")
        return answer


def told_over(_: Request) -> Response:
    """Tell the script of a page that its visit is over."""
    return JSONResponse({"over": True}, headers=HEADERS)


async def static(request: Request) -> Response:
    """Give a file of the page itself; there are three."""
    kind = STATIC.get(name := request.path_params["name"])
    if kind is None:
        raise Refused(404)
    return Response(read(name), media_type=kind, headers={**HEADERS, "Cache-Control": "no-cache"})


def _language(request: Request) -> Language:
    return asked_for(request.headers.get("accept-language", ""))
