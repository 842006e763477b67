"""The web door to calendars: /calendar/<secret>.ics. A wrong secret and none at all are answered alike."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from casework.calendar_feed import feed
from casework.desk import Desk
from casework.refusals import NoSuchOfficial

TYPE = "text/calendar; charset=utf-8"


def calendars(desk: Desk) -> Sequence[BaseRoute]:
    """Return the route for make_web."""

    async def calendar(request: Request) -> Response:
        try:
            written = await desk.look(feed, request.path_params["secret"])
        except NoSuchOfficial:
            return PlainTextResponse("there is no such calendar\n", status_code=404)
        return Response(written.encode(), media_type=TYPE)

    return [Route("/calendar/{secret}.ics", calendar, methods=["GET"])]
