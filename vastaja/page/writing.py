"""The deeds that make and judge a version: begun from a template, typed, put together, edited in Word, approved, returned."""

from collections.abc import Mapping

from casework.approve import ask_approval, give_back
from casework.checklist import tick
from casework.draft import draft_answer
from casework.edit import edit_paragraph
from casework.given_facts import give_fact
from casework.offers import take_offer
from casework.page_draft import approve_opened, drop_words, keep_words, save_version
from casework.page_links import Visit
from casework.positions import depart
from casework.word_edit import apply_docx, take_docx
from rules.records import Paper
from vastaja.page.forms import Deed, Form, number_in, octets_in
from vastaja.page.rooms import Rooms


class Writing:
    """`deeds` by their names in the page's addresses."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self.deeds: Mapping[str, Deed] = {
            "begin": self._begin, "fact": self._fact, "version": self._save, "drop": self._drop, "paragraph": self._paragraph,
            "offers": self._offers, "offer": self._offer, "question": self._question, "word": self._word, "tracked": self._tracked,
            "depart": self._depart, "submit": self._submit, "approve": self._approve, "return": self._return,
        }  # fmt: skip

    async def _begin(self, there: Visit, form: Form) -> str:
        """Begin from the template and the positions of a topic; an earlier version stays among the versions."""
        await self._rooms.desk_of(there).do(draft_answer, there.who, there.ref, form.get("topic", ""))
        await self._rooms.desk_of(there).do(drop_words, there.who, there.ref, there.link_id)
        return "done=begun"

    async def _fact(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(give_fact, there.who, there.ref, form.get("name", ""), form.get("text", ""))
        await self._rooms.desk_of(there).do(draft_answer, there.who, there.ref)
        return "done=begun"

    async def _save(self, there: Visit, form: Form) -> str:
        base, text = await self._kept(there, form)
        await self._rooms.desk_of(there).do(save_version, there.who, there.ref, there.link_id, number_in(form, "over") or base, text)
        return "done=version"

    async def _drop(self, there: Visit, _form: Form) -> str:
        await self._rooms.desk_of(there).do(drop_words, there.who, there.ref, there.link_id)
        return "done=dropped"

    async def _paragraph(self, there: Visit, form: Form) -> str:
        """Change one paragraph of the version; blank takes it out."""
        await self._rooms.desk_of(there).do(
            edit_paragraph, there.who, there.ref, number_in(form, "version"), number_in(form, "number"), form.get("text", ""))  # fmt: skip
        return "done=version"

    async def _offers(self, there: Visit, form: Form) -> str:
        """Keep what is being typed and show what may be put below it."""
        await self._kept(there, form)
        return "offers=1#offers"

    async def _offer(self, there: Visit, form: Form) -> str:
        """Put an offered paragraph below what is being typed; that becomes a version with it."""
        base, text = await self._kept(there, form)
        origin, _, place = form.get("offer", "").partition("/")
        await self._rooms.desk_of(there).do(
            take_offer, there.who, there.ref, number_in(form, "over") or base, origin, place, words=text)  # fmt: skip
        await self._rooms.desk_of(there).do(drop_words, there.who, there.ref, there.link_id, text)
        return "done=offer&offers=1#editor"

    async def _kept(self, there: Visit, form: Form) -> tuple[int, str]:
        base, text = number_in(form, "base"), form.get("text", "")
        await self._rooms.desk_of(there).do(keep_words, there.who, there.ref, there.link_id, base, text)
        return base, text

    async def _question(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(tick, there.who, there.ref, number_in(form, "number"))
        return "done=question"

    async def _word(self, there: Visit, form: Form) -> str:
        """Take an edited .docx back. It is kept before it is read: a refusal loses nobody's work."""
        version = number_in(form, "version")
        await self._rooms.desk_of(there).do(take_docx, there.who, there.ref, octets_in(form, "file"), version)
        await self._rooms.desk_of(there).do(apply_docx, there.who, there.ref, version)
        return "done=version"

    async def _tracked(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(apply_docx, there.who, there.ref, number_in(form, "version"), form.get("changes", ""))
        return "done=version"

    async def _depart(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(depart, there.who, there.ref, form.get("why", ""))
        return "done=departed"

    async def _submit(self, there: Visit, _form: Form) -> str:
        told = await self._rooms.desk_of(there).do(ask_approval, there.who, there.ref)
        return "done=submitted" if told else "done=nobody"

    async def _approve(self, there: Visit, form: Form) -> str:
        made = await self._rooms.desk_of(there).do(
            approve_opened, there.who, there.ref, number_in(form, "version"), form.get("hash", ""), form.get("anyway", "").strip(),
            in_chat=form.get("where") == "chat")  # fmt: skip
        return "done=approved" if made.paper is Paper.ANSWER else "done=sent"

    async def _return(self, there: Visit, form: Form) -> str:
        await self._rooms.desk_of(there).do(give_back, there.who, there.ref, form.get("why", ""))
        return "done=returned"
