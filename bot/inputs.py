"""/sisend in the chat: another unit is asked for input by a day, and what came is kept; the words are content."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bot.content import point_to_private, show_content
from bot.days import day_first
from bot.names import plain
from bot.open_acts import input_line
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say
from casework.contributions import Asked, ask_unit, keep_answer, reveal_inputs
from casework.refusals import MissingReason
from casework.views import card

CAME: Final = frozenset(map(plain, ("saabus", "tuli", "vastus", "came", "arrived", "получено")))
NOT_NEEDED: Final = frozenset(map(plain, ("loobun", "pole_vaja", "drop", "не_нужно")))
_NAME: Final = re.compile(r"""(?:["“”„«](?P<quoted>[^"“”„»]+)["“”»]|(?P<word>\S+))\s*(?:<?(?P<mail>[^\s<>@]+@[^\s<>@]+)>?)?\s*""")
_UNTIL: Final = re.compile(r"(?:[,;]?\s*(?:kuni|hiljemalt|tähtaeg|tähtajaks|by|until|до|к))\s*$", re.IGNORECASE)
LONGEST_DAY: Final = 3  # words of a day: "5. detsember 2026"


@dataclass(frozen=True, slots=True)
class Request:
    unit: str
    mail: str
    question: str
    by: date


async def contribution(talk: Talk, ref: str, words: str) -> None:
    """Answer /sisend: ask a unit, keep what came, let it be, or, with the reference alone, show all of it."""
    word, rest = first_word(words)
    if not words:
        await _show(talk, ref)
    elif plain(word) in CAME | NOT_NEEDED:
        await _keep(talk, ref, plain(word) in CAME, rest)
    else:
        await _ask(talk, ref, words)


def request_in(words: str, today: date) -> Request | None:
    """Return what is asked, of whom and by when, None where a part is missing. The day stands last. Raises BadDay."""
    found = _NAME.match(words)
    if found is None:
        return None
    unit = (found["quoted"] or found["word"] or "").strip(" ,;:")
    rest = words[found.end() :].split(" ")
    for count in range(min(LONGEST_DAY, len(rest) - 1), 0, -1):
        named = day_first(" ".join(rest[-count:]), today)
        if named and not named[1]:
            question = _UNTIL.sub("", " ".join(rest[:-count])).strip()
            return Request(unit, found["mail"] or "", question, named[0]) if question and unit else None
    return None


async def _ask(talk: Talk, ref: str, words: str) -> None:
    today = talk.desk.today
    asked = request_in(words, today)
    if asked is None:
        await _ask_what_lacks(talk, ref, words)
        return
    row = await talk.act(ask_unit, ref, asked.unit, asked.question, asked.by, asked.mail)
    key = "input.mailed" if row.mail else "input.not_mailed"
    due = (await talk.look(card, ref)).due
    late = say(talk.language, "input.too_late", due=due) if due and asked.by > due else ""
    await talk.show(ref, "\n".join(filter(None, (say(talk.language, key, unit=row.unit, until=asked.by), late))))


async def _ask_what_lacks(talk: Talk, ref: str, words: str) -> None:
    """Ask for the part that is missing, one after another: what, then by which day. In a group say how to write it all.

    Raises MissingReason, which the conversation goes on from.
    """
    found = _NAME.match(words)
    if not talk.private or found is None:
        await talk.say("missing.sisend")
        return
    step = "by" if words[found.end() :].strip() else "what"
    raise MissingReason(command=f"sisend.{step}", ref=ref, so_far=words)


async def _keep(talk: Talk, ref: str, came: bool, words: str) -> None:
    number, rest = first_word(words)
    which, text = (int(number), rest) if number.isdecimal() and len(number) < 3 else (0, words)
    if came and not text:
        await talk.say("missing.sisend.saabus", ref=ref)
        return
    row = await talk.act(keep_answer, ref, text if came else "", which)
    await talk.show(ref, say(talk.language, "input.kept" if came else "input.dropped", unit=row.unit))


async def _show(talk: Talk, ref: str) -> None:
    """Show what was asked and what came, where content may be shown; else whose and until when."""
    found = await talk.look(card, ref)
    if not found.inputs:
        await talk.say("input.none", ref=found.ref)
        return
    if not talk.shows_content:
        head = say(talk.language, "input.head", ref=found.ref)
        await talk.send("\n".join([head, *(input_line(one, talk.language, talk.desk.office) for one in found.inputs)]))
        await point_to_private(talk, "sisend", found.ref)
        return
    asked = await talk.act(reveal_inputs, ref)
    text = "\n\n".join(_words(talk, number, one) for number, one in enumerate(asked, 1))
    minutes = round(talk.desk.office.privacy.reveal.total_seconds() / 60)
    await show_content(talk, found, say(talk.language, "input.head", ref=found.ref), text,
                       say(talk.language, "content.goes", minutes=minutes), name="-sisend")  # fmt: skip


def _words(talk: Talk, number: int, one: Asked) -> str:
    until = moment(one.input.due, talk.zone)
    head = f"{number}. {one.input.unit}{f' <{one.mail}>' if one.mail else ''} · {until}"
    return "\n".join(filter(None, (head, f"? {one.question}", f"= {one.answer}" if one.answer else "")))
