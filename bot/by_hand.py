"""/registreeri: a letter is taken down step by step. Each step asks one thing; what has been said stays through a restart."""

import asyncio
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from telegram import InlineKeyboardButton, Message
from telegram.error import TelegramError

from bot.buttons import Press, keyboard
from bot.days import day_first
from bot.files import TooBig, fetch, has_file
from bot.pen import Read
from bot.said import first_word
from bot.talk import Talk
from bot.words import day, say, say_plain
from casework.by_hand import Made, TakenDown, add_by_hand, register_by_hand
from casework.conversations import REGISTER, Begun, begin, begun
from casework.pieces import Part, add_piece, note_facts, octets_of, parts
from casework.twins import twins_of
from casework.write_by_chat import mail_in
from mail.letter import Address
from rules.records import Filed, Way
from rules.references import register_number
from storage.originals import NoRoom

FORM: Final = "vorm"  # the command of the form's buttons
WAYS: Final = (Way.PAPER, Way.PHONE, Way.IN_PERSON, Way.OTHER_SYSTEM, Way.MAIL)
STEPS: Final = ("pieces", "way", "received", "sender", "number", "confirm")
MOST_TWINS: Final = 4


@dataclass(frozen=True, slots=True)
class ByHandForm:
    """The form of one official. `read` reads the letter made of the pieces, in the worker."""

    read: Read

    async def begin(self, talk: Talk, _ref: str, _words: str) -> None:
        """Answer /registreeri: begin, or go on where it was left."""
        if not talk.private:
            await talk.say("words_in_private", command="registreeri")
            return
        if await talk.look(begun, talk.user_id, REGISTER) is None:
            await talk.do(begin, talk.user_id, REGISTER, "registreeri", "", {"step": "pieces"})
        await self._ask(talk)

    async def hear(self, talk: Talk, form: Begun, message: Message) -> tuple[Filed, str]:
        """Take a message as a piece of the letter, or as the answer to what was asked."""
        text = (message.text or message.caption or "").strip()
        step = str(form.facts.get("step", "pieces"))
        if step == "pieces" or has_file(message):
            await self._piece(talk, message, text)
        elif not text:
            await talk.say("by_hand.not_understood")
        else:
            await self._answer(talk, form, step, text)
        return Filed.COMMAND, talk.ref

    async def press(self, talk: Talk, _ref: str, words: str) -> None:
        """Take a press of one of the form's buttons. One of an earlier step says so and changes nothing."""
        form = await talk.look(begun, talk.user_id, REGISTER)
        step, said = first_word(words)
        if form is None or step != form.facts.get("step"):
            await talk.toast("button.unknown")
            return
        if step == "confirm":
            await self._end(talk, form, said)
        elif step == "pieces" and not await talk.look(parts, talk.user_id, REGISTER):
            await talk.say("by_hand.nothing_yet")
        else:
            await self._answer(talk, form, step, said)
        await talk.answer_press()

    async def _piece(self, talk: Talk, message: Message, text: str) -> None:
        file = None
        try:
            file = await fetch(talk, message)
        except TooBig:
            await talk.say("by_hand.too_big")
        except (TelegramError, NoRoom):
            await talk.say("by_hand.file_failed")
        if not text and file is None:
            if not has_file(message):
                await talk.say("by_hand.not_understood")
            return
        await talk.do(add_piece, talk.user_id, REGISTER, talk.ledger_id, message.message_id, text, file)
        form = await talk.look(begun, talk.user_id, REGISTER)
        album = message.media_group_id or ""
        if form and not (album and form.facts.get("album") == album):
            await talk.desk.do(note_facts, talk.user_id, REGISTER, {"album": album})
            await self._ask(talk)

    async def _answer(self, talk: Talk, form: Begun, step: str, said: str) -> None:
        """Write down one answer and ask the next thing. Raises BadDay."""
        facts = _answered(step, said, talk.desk.today)
        if facts is None:
            await talk.say(f"by_hand.bad_{step}")
            return
        following = STEPS[STEPS.index(step) + 1]
        if following == "number" and form.facts.get("way") != Way.OTHER_SYSTEM:
            following = "confirm"
        await talk.do(note_facts, talk.user_id, REGISTER, {**facts, "step": following})
        await self._ask(talk)

    # -- what is asked

    async def _ask(self, talk: Talk) -> None:
        form = await talk.look(begun, talk.user_id, REGISTER)
        if form is None:
            return
        step = str(form.facts.get("step", "pieces"))
        pieces = await talk.look(parts, talk.user_id, REGISTER)
        lines = [say(talk.language, "by_hand.head", count=len(pieces)), *_so_far(talk, form.facts)]
        rows = _buttons(talk, step, form.facts)
        if step == "confirm":
            made = await self._made(talk, form, pieces)
            told = _told(form.facts)
            twins = (await talk.look(twins_of, made.understood, told.address))[:MOST_TWINS]
            lines += [say(talk.language, "by_hand.twins", refs=", ".join(twins))] if twins else []
            rows = [*[[_button(talk, "by_hand.add_to", "confirm", one, ref=one)] for one in twins], *rows]
        lines.append(say(talk.language, f"by_hand.ask_{step}"))
        leave = InlineKeyboardButton(say_plain(talk.language, "button.by_hand_leave"), callback_data=Press("katkesta").data())
        await talk.send("\n".join(lines), keyboard([*rows, [leave]]))

    async def _made(self, talk: Talk, form: Begun, pieces: tuple[Part, ...]) -> Made:
        """Make one letter of the pieces, keep it and read it."""
        kept, told = talk.desk.kept, _told(form.facts)
        contents = {one.file.sha256: await asyncio.to_thread(kept.read, one.file.sha256) for one in pieces if one.file}
        octets = octets_of(pieces, contents, Address(told.name, told.address))
        digest = await asyncio.to_thread(kept.keep, octets)
        return Made(digest, len(octets), await self.read(digest))

    async def _end(self, talk: Talk, form: Begun, said: str) -> None:
        """Register the letter as a new case, or add it to the one it belongs to. Raises AlreadyFiled, NoSuchCase, BadNumber."""
        pieces = await talk.look(parts, talk.user_id, REGISTER)
        made, told = await self._made(talk, form, pieces), _told(form.facts, receipt=said == "receipt")
        if said in ("new", "receipt"):
            case = await talk.do(register_by_hand, talk.me, made, told)
            await talk.show(case.ref, say(talk.language, "by_hand.registered", ref=case.ref))
            return
        case = await talk.do(add_by_hand, talk.me, made, told, said)
        await talk.show(case.ref, say(talk.language, "by_hand.added", ref=case.ref))


def _answered(step: str, said: str, today: date) -> dict[str, Any] | None:
    """Return what an answer tells, None where it tells nothing. Raises BadDay."""
    match step:
        case "pieces":
            return {}
        case "way":
            return {"way": said} if said in WAYS else None
        case "received":
            found = day_first(said, today)
            return {"received": found[0].isoformat()} if found and found[0] <= today else None
        case "sender":
            return _sender(said)
        case "number":
            return _number(said, today)
    return None


def _sender(said: str) -> dict[str, Any]:
    if said == "-":
        return {"name": "", "address": ""}
    address = mail_in(said)
    return {"name": said.replace(address, "").strip(" ,;<>") if address else said, "address": address}


def _number(said: str, today: date) -> dict[str, Any] | None:
    if said == "-":
        return {"number": "", "number_day": ""}
    number = register_number(said)
    found = day_first(said.removeprefix(number).strip(" ,;"), today) if number else None
    return {"number": number, "number_day": found[0].isoformat()} if found and found[0] <= today else None


def _told(facts: Any, receipt: bool = False) -> TakenDown:
    day_of_number = facts.get("number_day")
    return TakenDown(
        Way(facts.get("way", Way.PAPER)), date.fromisoformat(facts.get("received", "2000-01-01")), facts.get("name", ""),
        facts.get("address", ""), facts.get("number", ""), date.fromisoformat(day_of_number) if day_of_number else None, receipt)  # fmt: skip


def _so_far(talk: Talk, facts: Any) -> list[str]:
    """Return what has been said, one line each; the sender is personal data and is not said again."""
    lines: list[str] = []
    if way := facts.get("way"):
        lines.append(say(talk.language, "by_hand.way", way=say(talk.language, f"channel.{way}")))
    if received := facts.get("received"):
        lines.append(say(talk.language, "by_hand.received", day=day(date.fromisoformat(received))))
    if "name" in facts:
        lines.append(say(talk.language, "by_hand.sender_known" if facts["name"] or facts["address"] else "by_hand.sender_none"))
    if number := facts.get("number"):
        lines.append(say(talk.language, "by_hand.number", number=number, day=day(date.fromisoformat(facts["number_day"]))))
    return lines


def _buttons(talk: Talk, step: str, facts: Any) -> list[list[InlineKeyboardButton]]:
    today = talk.desk.today
    match step:
        case "pieces":
            return [[_button(talk, "button.by_hand_next", step, "+")]]
        case "way":
            ways = [_button(talk, f"channel.{way}", step, way) for way in WAYS]
            return [ways[:2], ways[2:4], ways[4:]]
        case "received":
            return [[_button(talk, "by_hand.today", step, today.isoformat()),
                     _button(talk, "by_hand.yesterday", step, (today - timedelta(days=1)).isoformat())]]  # fmt: skip
        case "sender":
            return [[_button(talk, "by_hand.no_sender", step, "-")]]
        case "number":
            return [[_button(talk, "by_hand.no_number", step, "-")]]
    send = [[_button(talk, "button.by_hand_receipt", step, "receipt")]] if facts.get("address") else []
    return [[_button(talk, "button.by_hand_new", step, "new")], *send]


def _button(talk: Talk, key: str, step: str, said: str, **facts: object) -> InlineKeyboardButton:
    return talk.where.button(key, Press(FORM, words=f"{step} {said}"), **facts)


