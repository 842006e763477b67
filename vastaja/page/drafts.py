"""A draft on the page: read beside the letters, written, compared, approved or returned. The verbs are the chat's own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from casework.approve import ask_approval, give_back
from casework.checklist import checklist, tick
from casework.desk import Desk
from casework.leak_guard import show_leaks
from casework.page_draft import DraftDesk, approve_opened, drop_words, keep_words, open_desk, save_version
from casework.page_links import Visit
from casework.refusals import Refusal
from casework.refusals_of_letters import LeakSuspected, TrackedChanges
from casework.reveal import reveal_letter
from casework.versions import Piece, difference
from casework.word_edit import apply_docx, take_docx
from rules.life import WrongStep
from rules.records import Paper
from vastaja.page.guard import HEADERS, LARGEST_FILE, LARGEST_WORDS, Refused, demand_seal, form_of
from vastaja.page.rooms import Rooms, seconds_left

DONE: Final = frozenset({"version", "approved", "sent", "returned", "submitted", "nobody", "dropped", "question"})
REFUSED: Final = (Refusal, WrongStep)

log = structlog.get_logger()

Deed = Callable[[Visit, dict[str, str]], Awaitable[str]]


class Drafts:
    """The doors of a visit that writes or approves."""

    def __init__(self, desk: Desk, rooms: Rooms, base: str) -> None:
        self._desk, self._rooms, self._base = desk, rooms, base
        self._deeds: Mapping[str, Deed] = {
            "version": self._save, "drop": self._drop, "approve": self._approve, "return": self._return, "submit": self._submit,
            "word": self._word, "tracked": self._tracked, "question": self._question,
        }  # fmt: skip

    async def show(self, request: Request, there: Visit, secret: str) -> Response:
        """Show the draft; ?with=N compares it with another version, ?done=KEY says what has just been done."""
        asked, done = request.query_params.get("with", ""), request.query_params.get("done", "")
        return await self._shown(there, secret, int(asked) if asked.isdecimal() and len(asked) < 7 else 0,
                                 done=done if done in DONE else "")  # fmt: skip

    async def do(self, request: Request, there: Visit, secret: str) -> Response:
        """Do one of the deeds of the page, and show what has come of it. What was typed is kept before anything can be refused."""
        deed = self._deeds.get(request.path_params["deed"])
        if deed is None:
            raise Refused(404)
        form = await form_of(request, LARGEST_FILE if deed == self._word else LARGEST_WORDS)
        demand_seal(secret, form.get("seal", ""))
        try:
            done = await deed(there, form)
        except LeakSuspected as leak:
            return await self._shown(there, secret, refused=self._rooms.refused(there, leak), leaks=True)
        except TrackedChanges as tracked:
            return await self._shown(there, secret, refused=self._rooms.refused(there, tracked), tracked=_number(form, "version"))
        except REFUSED as error:
            return await self._shown(there, secret, refused=self._rooms.refused(there, error))
        return RedirectResponse(f"{self._base}/page/see/{there.key}/?done={done}", 303, HEADERS)

    async def keep(self, request: Request, there: Visit, secret: str) -> Response:
        """Keep what is being typed, and say whether somebody has made a version meanwhile."""
        form = await form_of(request, LARGEST_WORDS)
        demand_seal(secret, form.get("seal", ""))
        try:
            kept = await self._rooms.desk_of(there).do(keep_words, there.who, there.ref, there.link_id, _number(form, "base"), form.get("text", ""))
        except REFUSED as error:
            return JSONResponse({"refused": self._rooms.refused(there, error)}, headers=HEADERS)
        at = kept.at.astimezone(self._desk.office.calendar.zone)
        return JSONResponse({"at": f"{at:%H.%M}", "newer": kept.newer, "by": kept.by,
                             "seconds": seconds_left(there, self._desk.clock())}, headers=HEADERS)  # fmt: skip

    async def _shown(
        self, there: Visit, secret: str, compare: int = 0, *, done: str = "", refused: str = "", leaks: bool = False,
        tracked: int = 0,
    ) -> Response:  # fmt: skip
        found = await self._rooms.desk_of(there).do(open_desk, there.who, there.ref)
        letters = await self._rooms.desk_of(there).do(reveal_letter, there.who, there.ref)
        questions = await self._rooms.desk_of(there).look(checklist, there.ref)
        leaked = await self._rooms.desk_of(there).do(show_leaks, there.who, there.ref) if leaks else ()
        newer = found.draft.version if found.base != found.draft.version else 0
        old, pieces = _compared(found, compare or newer)
        return await self._rooms.page(
            "draft", there, secret, found=found, done=done, refused=refused, leaks=leaked, tracked=tracked, questions=questions, newer=newer, old=old, pieces=pieces,
            is_changed=any(one.kind in ("added", "removed") for one in pieces), answer=found.draft.paper is Paper.ANSWER, **await self._rooms.letters_of(there, letters),
        )  # fmt: skip

    # -- deeds

    async def _save(self, there: Visit, form: dict[str, str]) -> str:
        base, text = _number(form, "base"), form.get("text", "")
        await self._rooms.desk_of(there).do(keep_words, there.who, there.ref, there.link_id, base, text)
        await self._rooms.desk_of(there).do(save_version, there.who, there.ref, there.link_id, _number(form, "over") or base, text)
        return "version"

    async def _drop(self, there: Visit, _form: dict[str, str]) -> str:
        await self._rooms.desk_of(there).do(drop_words, there.who, there.ref, there.link_id)
        return "dropped"

    async def _approve(self, there: Visit, form: dict[str, str]) -> str:
        made = await self._rooms.desk_of(there).do(approve_opened, there.who, there.ref, _number(form, "version"), form.get("hash", ""),
                                   form.get("anyway", "").strip())  # fmt: skip
        return "approved" if made.paper is Paper.ANSWER else "sent"

    async def _return(self, there: Visit, form: dict[str, str]) -> str:
        await self._rooms.desk_of(there).do(give_back, there.who, there.ref, form.get("why", ""))
        return "returned"

    async def _submit(self, there: Visit, _form: dict[str, str]) -> str:
        return "submitted" if await self._rooms.desk_of(there).do(ask_approval, there.who, there.ref) else "nobody"

    async def _question(self, there: Visit, form: dict[str, str]) -> str:
        await self._rooms.desk_of(there).do(tick, there.who, there.ref, _number(form, "number"))
        return "question"

    async def _word(self, there: Visit, form: dict[str, str]) -> str:
        """Take an edited .docx back. It is kept before it is read: a refusal loses nobody's work."""
        version, octets = _number(form, "version"), form.get("file", "").encode("latin-1", "replace")
        await self._rooms.desk_of(there).do(take_docx, there.who, there.ref, octets, version)
        await self._rooms.desk_of(there).do(apply_docx, there.who, there.ref, version)
        return "version"

    async def _tracked(self, there: Visit, form: dict[str, str]) -> str:
        await self._rooms.desk_of(there).do(apply_docx, there.who, there.ref, _number(form, "version"), form.get("changes", ""))
        return "version"


def _compared(found: DraftDesk, wanted: int) -> tuple[int, tuple[Piece, ...]]:
    """Return an earlier version's number and how the newest differs from it, 0 where there is nothing to compare with."""
    numbers = {one.number: one for one in found.versions}
    newest = found.versions[0].number if found.versions else 0
    chosen = wanted if wanted in numbers and wanted != newest else next((one for one in numbers if one != newest), 0)
    return (chosen, difference(numbers[chosen].text, numbers[newest].text)) if chosen else (0, ())


def _number(form: dict[str, str], name: str) -> int:
    told = form.get(name, "")
    if told and not (told.isdecimal() and len(told) < 10):
        raise Refused(400)
    return int(told or 0)
