"""The deeds by which an approved answer leaves: by mail with a moment to take it back, signed, sealed, by hand, or spoken."""

from collections.abc import Mapping
from typing import Final

from casework.answer_in_chat import ask_for_address
from casework.desk import Desk
from casework.hand_over import prepare_by_hand, record_by_hand, record_spoken
from casework.page_links import Visit
from casework.refusals import NotAllowed
from casework.sealed import take_sealed
from casework.send import send_answer, undo_send
from casework.signed import take_signed
from rules.records import HandedBy
from rules.rights import may_use
from vastaja.page.forms import Deed, Form, day_in, number_in, octets_in
from vastaja.page.guard import Refused
from vastaja.page.rooms import Rooms

SEEN: Final = "since"  # the names of what has come since the approval, as they stood on the page


class Sending:
    """`deeds` by their names in the page's addresses; each asks the right to send."""

    def __init__(self, desk: Desk, rooms: Rooms) -> None:
        self._desk, self._rooms = desk, rooms
        found: dict[str, Deed] = {
            "send": self._send, "undo": self._undo, "ask-address": self._ask_address, "signed": self._signed,
            "prepare": self._prepare, "record": self._record, "spoken": self._spoken,
        }  # fmt: skip
        self.deeds: Mapping[str, Deed] = {**{name: _by_senders(deed) for name, deed in found.items()}, "sealed": self._sealed}

    async def _send(self, there: Visit, form: Form) -> str:
        """Send what was approved; where more has come than the page showed, that is shown first."""
        if not await self._rooms.has_seen(there, form.get(SEEN, "")):
            return "done=news#sending"
        await self._rooms.desk_of(there).do(send_answer, there.who, there.ref, form.get("anyway", "").strip())
        return "done=going#sending"

    async def _undo(self, there: Visit, _form: Form) -> str:
        await self._rooms.desk_of(there).do(undo_send, there.who, there.ref)
        return "done=undone#sending"

    async def _ask_address(self, there: Visit, _form: Form) -> str:
        await self._rooms.desk_of(there).do(ask_for_address, there.who, there.ref)
        return "done=address_asked"

    async def _signed(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(take_signed, there.who, there.ref, form.get("file_name", ""), octets_in(form, "file"))
        return "done=signed#sending"

    async def _sealed(self, there: Visit, form: Form) -> str:
        """Take the encrypted container of a restricted answer: a new version, which is approved as such."""
        await self._rooms.desk_of(there).do(
            take_sealed, there.who, there.ref, form.get("file_name", ""), octets_in(form, "file"), number_in(form, "version"))  # fmt: skip
        return "done=version"

    async def _prepare(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(prepare_by_hand, there.who, there.ref, _way(form), form.get("address", ""))
        return "done=prepared#sending"

    async def _record(self, there: Visit, form: Form) -> str:
        day = day_in(form, "day", self._desk.today)
        await self._rooms.desk_of(there).do(record_by_hand, there.who, there.ref, _way(form), day, form.get("proof", ""))
        return "done=recorded"

    async def _spoken(self, there: Visit, form: Form) -> str:
        content = form.get("content") == "yes"
        await self._rooms.desk_of(there).do(
            record_spoken, there.who, there.ref, day_in(form, "day", self._desk.today), form.get("with", ""), form.get("text", ""), content=content)  # fmt: skip
        return "done=spoken" if content else "done=spoken_not"


def _by_senders(deed: Deed) -> Deed:
    async def asked(there: Visit, form: Form) -> str:
        if not may_use(there.who.roles, "saada"):
            raise NotAllowed
        return await deed(there, form)

    return asked


def _way(form: Form) -> HandedBy:
    if form.get("way", "") not in {*HandedBy} - {HandedBy.PHONE}:
        raise Refused(400)
    return HandedBy(form["way"])
