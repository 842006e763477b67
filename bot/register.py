"""The clerk's part: the document system's numbers, the register entry to copy, and the restriction of access, decided by one tap."""

import re
from datetime import date
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Press, keyboard
from bot.days import day_first
from bot.names import plain
from bot.proof import proof_text
from bot.said import first_word, reference_first
from bot.talk import Talk
from bot.text import Html
from bot.words import day, say
from casework.letterhead import Direction
from casework.record import Record, Unregistered, record, unregistered
from casework.register_number import Numbered, put_number
from casework.restrict import RestrictionView, decision_in_force, lift, restrict, see_restriction
from rules.restrictions import basis

DIRECTIONS: Final = {
    "sisse": Direction.IN, "in": Direction.IN, "вх": Direction.IN, "valja": Direction.OUT, "out": Direction.OUT,
    "исх": Direction.OUT, "teie": Direction.THEIRS, "nende": Direction.THEIRS, "theirs": Direction.THEIRS,
}  # fmt: skip
MOST_PRESSED, IN_A_ROW = 24, 3  # cases of the list that get a button
YES: Final = ("jah", "yes", "да")
NO: Final = ("ei", "no", "нет")
IN_FORCE: Final = ("joustunud", "inforce", "вступило")
_DATE: Final = re.compile(r"\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")


async def number(talk: Talk, ref: str, words: str) -> None:
    """Answer /viit REF [sisse|valja|teie] NUMBER [DATE]."""
    word, rest = first_word(words)
    direction = DIRECTIONS.get(plain(word))
    number, tail = first_word(rest if direction else words)
    if not number:
        await talk.say("missing.viit")
        return
    found = await talk.act(put_number, ref, number, direction, _day(talk, tail))
    told: list[str] = [say(talk.language, f"viit.{found.direction}", ref=found.ref, number=found.number)]
    told += _of_clock(talk, found)
    if found.redrafted:
        told.append(say(talk.language, "viit.redrafted"))
    if found.same_number:
        told.append(
            say(
                talk.language, "viit.same", ref=found.ref, refs=", ".join(found.same_number), other=found.same_number[0]
            )
        )
    await talk.show(ref, "\n".join(told))


def _of_clock(talk: Talk, found: Numbered) -> list[str]:
    if found.direction is not Direction.IN or found.day is None:
        return []
    if (found.registered_before, found.due_before) == (found.registered, found.due):
        return [say(talk.language, "viit.clock_same", now=found.registered, due=found.due)]
    moved: str = say(talk.language, "viit.clock", was=day(found.registered_before), now=day(found.registered),
                before=day(found.due_before), due=day(found.due))  # fmt: skip
    proof = proof_text(found.deadline, talk.language, talk.zone) if found.deadline else ""
    return [moved, *([proof] if proof else [])]


async def entry(talk: Talk, ref: str, words: str) -> None:
    """Answer /registrileht: the entry of a case, or, without a number, what waits to be registered."""
    ref = ref or reference_first(words)[0]
    if not ref:
        await _waiting(talk)
        return
    found = await talk.look(record, ref)
    talk.ref = found.ref
    await talk.send(_entry_text(talk, found))


async def _waiting(talk: Talk) -> None:
    rows = await talk.look(unregistered)
    if not rows:
        await talk.say("register.none")
        return
    text = "\n".join([say(talk.language, "register.head", count=len(rows)), *(_waiting_line(talk, one) for one in rows)])
    refs = list(dict.fromkeys(one.ref for one in rows))[:MOST_PRESSED]
    buttons = [InlineKeyboardButton(ref, callback_data=Press("registrileht", words=ref).data()) for ref in refs]
    await talk.send(text, keyboard([buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]))


def _waiting_line(talk: Talk, one: Unregistered) -> Html:
    if one.sent:
        return say(
            talk.language, "register.out", ref=one.ref, paper=say(talk.language, f"paper.{one.type}"), day=day(one.sent)
        )
    return say(talk.language, "register.in", ref=one.ref, type=one.type, day=day(one.received))


def _entry_text(talk: Talk, found: Record) -> str:
    """Return the entry to copy: in Estonian, the language of the register, whoever asks."""
    access = (
        f"AK ({basis(found.points)}), {day(found.restricted_from)}–{day(found.restricted_until)}"
        if found.points
        else "avalik"
    )
    rows = (
        ("viit", found.number or "–"), ("registered", day(found.registered)), ("title", found.title), ("type", found.type),
        ("series", found.series or "–"), ("sender", found.sender),
        ("theirs", f"{found.their_number or '–'}{f', {day(found.their_day)}' if found.their_day else ''}"),
        ("received", day(found.received)), ("channel", say(talk.language, f"way.{found.channel}")),
        ("due", day(found.reply_due)), ("responsible", ", ".join(filter(None, (found.responsible, found.unit))) or "–"),
        ("access", access), ("answer", f"{found.answer_number or '–'}{f', {day(found.answered)}' if found.answered else ''}"),
    )  # fmt: skip
    lines = [say(talk.language, f"record.{name}", value=value) for name, value in rows]
    return "\n".join([say(talk.language, "record.head", ref=found.ref), *lines])


async def access(talk: Talk, ref: str, words: str) -> None:
    """Answer /ak REF: what is proposed and decided; with words: decide. The proposal blocks nothing."""
    word, rest = first_word(words)
    if not words:
        found = await talk.look(see_restriction, ref)
        await talk.send(_access_text(talk, found), _access_buttons(talk, found))
        return
    if plain(word) in NO:
        found = await talk.act(lift, ref, say(talk.language, "ak.usual_no") if rest == "+" else rest)
    elif plain(word) in IN_FORCE:
        found = await talk.act(decision_in_force, ref, _day(talk, rest) or talk.desk.today)
    elif plain(word) in YES:
        found = await talk.act(restrict, ref, "")
    else:
        points, until = _points_and_end(talk, words)
        found = await talk.act(restrict, ref, points, until)
    await talk.show(ref, _access_text(talk, found))
    await talk.answer_press()


def _points_and_end(talk: Talk, words: str) -> tuple[str, date | None]:
    found = _DATE.search(words)
    if not found:
        return words, None
    return words[: found.start()].replace("kuni", " "), _day(talk, found[0])


def _access_text(talk: Talk, found: RestrictionView) -> str:
    key = (
        "ak.set"
        if found.points
        else "ak.none"
        if found.decided
        else "ak.proposed"
        if found.proposed
        else "ak.no_proposal"
    )
    points = found.points or found.proposed
    lines = [say(talk.language, key, ref=found.ref, grounds="; ".join(_ground(talk, one) for one in points), basis=basis(points),
                 until=day(found.until))]  # fmt: skip
    if points and found.with_decision:
        lines.append(say(talk.language, "ak.with_decision"))
    if found.in_force_on:
        lines.append(say(talk.language, "ak.in_force", day=day(found.in_force_on)))
    return "\n".join(lines)


def _ground(talk: Talk, point: str) -> str:
    return say(talk.language, f"ak.ground.{point}")


def _access_buttons(talk: Talk, found: RestrictionView) -> InlineKeyboardMarkup | None:
    if found.decided or not found.proposed:
        return None
    return keyboard([[
        talk.where.button("button.ak_yes", Press("ak", found.case_id, 0, "jah")),
        talk.where.button("button.ak_no", Press("ak", found.case_id, 0, "ei +")),
    ]])  # fmt: skip


def _day(talk: Talk, words: str) -> date | None:
    found = day_first(words, talk.desk.today) if words else None
    return found[0] if found else None
