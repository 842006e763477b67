"""What the press may read and write on the page: who asks, and the agency's statement, approved by a head."""

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.page_links import Visit
from casework.press_view import reveal_contact
from casework.refusals import Refusal
from casework.refusals_of_law import Identifies
from casework.statement import (
    HOLE,
    approve_statement,
    draft_statement,
    edit_statement,
    return_statement,
    reveal_statement,
    submit_statement,
)
from rules.kinds import Role
from vastaja.page.forms import Deed, Form, number_in
from vastaja.page.guard import HEADERS, LARGEST_WORDS, Refused, sealed_form
from vastaja.page.rooms import Rooms
from vastaja.page.told import NOTHING, Told

REFUSED: Final = (Refusal,)


class PressRoom:
    """The doors of a visit of the press, or of a head to the press's text."""

    def __init__(self, rooms: Rooms, *, four_eyes: bool) -> None:
        self._rooms, self._four_eyes = rooms, four_eyes
        self._deeds: Mapping[str, Deed] = {
            "version": self._save, "submit": self._submit, "approve": self._approve, "return": self._return,
        }  # fmt: skip

    async def contact(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        found = await self._rooms.desk_of(there).do(reveal_contact, there.who, there.ref)
        return await self._rooms.page("contact", there, secret, told, found=found)

    async def statement(self, _: Request, there: Visit, secret: str, told: Told = NOTHING) -> Response:
        """Show the newest version; begun from the template where there is none."""
        desk = self._rooms.desk_of(there)
        await desk.do(draft_statement, there.who, there.ref)
        found = await desk.do(reveal_statement, there.who, there.ref)
        mine = found.by == there.who.name
        judges = Role.HEAD in there.who.roles and not found.approved_by and (not mine or not self._four_eyes)
        return await self._rooms.page("statement", there, secret, told, found=found, mine=mine, judges=judges, hole=HOLE in found.text)

    async def do(self, request: Request, there: Visit, secret: str) -> Response:
        deed = self._deeds.get(request.path_params["deed"])
        if deed is None:
            raise Refused(404)
        form = await sealed_form(request, secret, LARGEST_WORDS)
        try:
            query = await deed(there, form)
        except REFUSED as error:
            return await self.statement(request, there, secret, Told(refused=self._rooms.refused(there, error)))
        return RedirectResponse(f"{self._rooms.path(there, 'statement')}?{query}", 303, HEADERS)

    async def _save(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(edit_statement, there.who, there.ref, form.get("text", ""), number_in(form, "version"))
        return "done=version"

    async def _submit(self, there: Visit, _form: Form) -> str:
        try:
            await self._rooms.desk_of(there).do(submit_statement, there.who, there.ref)
        except Identifies:
            return "done=identifies"  # what was found stands below the text
        return "done=submitted"

    async def _approve(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(approve_statement, there.who, there.ref, number_in(form, "version"))
        return "done=statement_approved"

    async def _return(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(return_statement, there.who, there.ref, form.get("why", ""))
        return "done=returned"
