"""What a visit does besides writing and sending the answer: notes, input of others, the address, whose case it is."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.answer_address import addresses_of, answer_to
from casework.assign import take
from casework.contributions import ask_unit, keep_answer
from casework.desk import Desk
from casework.internal_notes import add_note
from casework.page_links import SIDES, Visit, shows
from casework.refusals import NotAllowed
from rules.rights import may_use
from vastaja.page.door import Shown
from vastaja.page.forms import REFUSED, Deed, Form, day_in, number_in
from vastaja.page.guard import HEADERS, LARGEST_WORDS, Refused, sealed_form
from vastaja.page.rooms import Rooms
from vastaja.page.told import Told


class Acts:
    """`sides` shows a side of a case again where an act was refused."""

    def __init__(self, desk: Desk, rooms: Rooms, sides: Mapping[str, Shown]) -> None:
        self._desk, self._rooms, self._sides = desk, rooms, sides
        # fmt: off
        self._acts: Mapping[str, tuple[str, Deed]] = {
            # act      needs the side   and does
            "note":    ("notes",        self._note),
            "ask":     ("inputs",       self._ask),
            "came":    ("inputs",       self._came),
            "drop":    ("inputs",       self._not_needed),
            "address": ("addresses",    self._address),
            "take":    ("letter",       self._take),
        }
        # fmt: on

    async def do(self, request: Request, there: Visit, secret: str) -> Response:
        """Do an act, and show where it was asked for what has come of it."""
        side, act = self._acts.get(request.path_params["act"], ("", None))
        if act is None or not shows(there, side):
            raise Refused(404)
        form = await sealed_form(request, secret, LARGEST_WORDS)
        back = form.get("back", "")
        back = back if back in SIDES and shows(there, back) else side
        try:
            done = await act(there, form)
        except REFUSED as error:
            return await self._sides[back](request, there, secret, Told(refused=self._rooms.refused(there, error)))
        return RedirectResponse(f"{self._rooms.path(there, back)}?done={done}", 303, HEADERS)

    async def _note(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(add_note, there.who, there.ref, form.get("text", ""))
        return "note"

    async def _ask(self, there: Visit, form: Form) -> str:
        row = await self._rooms.desk_of(there).do(
            ask_unit, there.who, there.ref, form.get("unit", ""), form.get("text", ""), day_in(form, "by", self._desk.today), form.get("mail", "").strip())  # fmt: skip
        return "asked" if row.mail else "asked_yourself"

    async def _came(self, there: Visit, form: Form) -> str:
        text = form.get("text", "")
        if not text.strip():
            return "nothing"
        await self._rooms.desk_of(there).do(keep_answer, there.who, there.ref, text, number_in(form, "number"))
        return "came"

    async def _not_needed(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(keep_answer, there.who, there.ref, "", number_in(form, "number"))
        return "not_needed"

    async def _address(self, there: Visit, form: Form) -> str:
        named, number = await self._rooms.desk_of(there).look(addresses_of, there.ref), number_in(form, "number")
        if not 1 <= number <= len(named):
            raise Refused(400)
        await self._rooms.desk_of(there).do(answer_to, there.who, there.ref, named[number - 1])
        return "address"

    async def _take(self, there: Visit, _form: Form) -> str:
        if not may_use(there.who.roles, "votan"):
            raise NotAllowed
        await self._rooms.desk_of(there).do(take, there.who, there.ref)
        return "taken"
