"""What waits for a person: one list of it, and what is said of letters in the holding pen and of those that cannot be read."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.content import offer_link, show_for_a_while
from bot.names import NO, plain
from bot.put_away import AWAY, BACK, list_away, take_back
from bot.said import first_word, reference_first
from bot.talk import Talk
from bot.text import Html, cut, spoiler
from bot.unsettled import Buttons, others_row, settle, stuck_buttons, stuck_line
from bot.words import has, say, say_plain
from casework.backlog import drop_receipts, held_receipts, release_receipts
from casework.held import Held, attach, dismiss, held, make_case, replay, said_in_update, show_held, show_update
from casework.reveal import reveal_held
from casework.stuck import Stuck, stuck, unheard
from casework.twins import twins_of
from casework.understand import ReadingDied, Understood, barely_understood
from rules.kinds import Language
from rules.records import Filed

Read = Callable[[str], Awaitable[Understood]]

ON_A_PAGE: Final = 5
NEW: Final = frozenset({"uus", "new", "новое"})
ALL_THE_SAME: Final = frozenset(map(plain, ("ikkagi", "anyway", "всё равно")))
MOST_TWINS: Final = 4
AGAIN: Final = frozenset({"uuesti", "again", "снова"})
SHOW: Final = frozenset({"naita", "show", "kiri", "показать"})
SEND: Final = frozenset({"saada", "send", "отправить"})
LONGEST: Final = 3000  # units of a held letter shown in one message


async def wait_for_person(read: Read, talk: Talk, _ref: str, words: str) -> None:
    """Answer /ootel: the list, or with a number what is to become of that letter; v before it: of that letter of ours."""
    number, rest = first_word(words)
    if number.startswith("v") and number[1:].isdecimal():
        await settle(talk, "", f"{number[1:]} {rest}")
    elif number.startswith("s") and number[1:].isdecimal():
        await _list(talk, int(number[1:]))
    elif plain(number) in AWAY:
        await list_away(talk)
    elif not number.isdecimal():
        await _list(talk, 0)
    elif plain(first_word(rest)[0]) in BACK:
        await take_back(talk, int(number))
    else:
        await _one(read, talk, int(number), rest)


async def decide_receipts(talk: Talk, _ref: str, words: str) -> None:
    """Send the receipts of old letters, or let them be: a person has decided."""
    send = plain(first_word(words)[0]) in SEND
    count = await talk.do(release_receipts if send else drop_receipts, talk.me.label)
    await talk.toast(f"settled.receipts_{('sent' if send else 'dropped') if count else 'none'}", count=count)


def receipt_row(button: Callable[..., InlineKeyboardButton]) -> list[InlineKeyboardButton]:
    """Return the two buttons that decide about the receipts of a backlog."""
    return [button("button.receipts_send", Press("receipts", words="send")),
            button("button.receipts_drop", Press("receipts", words="drop"))]  # fmt: skip


async def _one(read: Read, talk: Talk, held_id: int, words: str) -> None:
    word, rest = first_word(words)
    if plain(word) not in NO | AGAIN | SHOW and (await talk.look(show_held, held_id)).is_update:
        await talk.say("held.update_only")
        return
    if ref := reference_first(words)[0]:
        if understood := await _understood(read, talk, held_id):
            case = await talk.do(attach, talk.me.label, held_id, ref, understood)
            await talk.show(case.ref, say(talk.language, "held.attached", ref=case.ref))
    elif plain(word) in NEW:
        understood = await _understood(read, talk, held_id)
        if understood and (plain(rest) in ALL_THE_SAME or not await _tell_twins(talk, held_id, understood)):
            case = await talk.do(make_case, talk.me.label, held_id, understood)
            await talk.show(case.ref, say(talk.language, "held.new", ref=case.ref))
    elif plain(word) in NO:
        await talk.do(dismiss, talk.me.label, held_id, rest or (_no_letter() if talk.pressed else ""))
        await talk.toast("held.dismissed", id=held_id)
    elif plain(word) in AGAIN:
        await talk.do(replay, talk.me.label, held_id)
        await talk.toast("held.replayed", id=held_id)
    elif plain(word) in SHOW:
        await _show(read, talk, held_id)
    else:
        await talk.say("missing.ootel")


async def _tell_twins(talk: Talk, held_id: int, understood: Understood) -> bool:
    """Propose the cases that may hold this letter already, before it becomes one more; return whether there are any."""
    found = (await talk.look(twins_of, understood, understood.letter.sender.address))[:MOST_TWINS]
    if not found:
        return False
    rows = [[talk.where.button("button.held_attach", Press("ootel", words=f"{held_id} {ref}"), id=held_id, ref=ref)] for ref in found]
    rows.append([talk.where.button("button.held_new", Press("ootel", words=f"{held_id} uus ikkagi"), id=held_id)])
    await talk.say("by_hand.twins", keyboard(rows), refs=", ".join(found))
    await talk.answer_press()
    return True


async def _show(read: Read, talk: Talk, held_id: int) -> None:
    """Show what waits in the pen, on record: one must read it to say where it belongs."""
    if not talk.shows_content:
        await (offer_link(talk, "held", subject=str(held_id)) if talk.private else talk.say("held.in_private"))
        return
    if (await talk.do(reveal_held, talk.me, held_id)).is_update:
        text, above = said_in_update(await talk.look(show_update, held_id)), ""
    elif understood := await _understood(read, talk, held_id):
        letter = understood.letter
        text = f"{letter.sender.name} <{letter.sender.address}>\n{letter.subject}\n\n{letter.new_text or letter.body}"
        above = say(talk.language, "held.barely", id=held_id) if "unreadable" in letter.defects else ""
    else:
        return
    await show_for_a_while(talk, "\n\n".join(filter(None, (f"<b>#{held_id}</b>", above, spoiler(cut(text, LONGEST)[0])))))
    await talk.answer_press()


async def _understood(read: Read, talk: Talk, held_id: int) -> Understood | None:
    """Read a letter once more, as far as it can be read; None, which is said, where its original is gone. Raises NoSuchHeld."""
    digest = (await talk.look(show_held, held_id)).digest
    try:
        try:
            return await read(digest)
        except ReadingDied:
            return barely_understood(await asyncio.to_thread(talk.desk.kept.read, digest))
    except OSError:
        await talk.say("held.original_gone")
        return None


def _no_letter() -> str:
    return say_plain(Language.ESTONIAN, "held.no_letter")


async def _list(talk: Talk, start: int) -> None:
    """Show a page of what waits: letters of ours first, then the pen; what is decided in bulk stands below the first page."""
    pen, ours = await talk.look(held), await talk.look(stuck)
    receipts, others = await talk.look(held_receipts), await talk.look(unheard)
    if not (pen or ours or receipts or others):
        await talk.say("held.empty")
        return
    lines: list[str] = [say(talk.language, "held.head", pen=len(pen), stuck=len(ours)), ""]
    rows: list[list[InlineKeyboardButton]] = []
    waiting: list[Stuck | Held] = [*ours, *pen]
    for one in waiting[start : start + ON_A_PAGE]:
        lines.append(stuck_line(talk.language, one) if isinstance(one, Stuck) else _held_line(talk, one))
        rows += stuck_buttons(talk, one) if isinstance(one, Stuck) else _held_buttons(talk, one)
    for count, key, row in () if start else ((receipts, "held.backlog", receipt_row), (others, "stuck.others", others_row)):
        if count:
            lines.append(say(talk.language, key, count=count))
            rows.append(row(talk.where.button))
    if len(waiting) > start + ON_A_PAGE:
        rows.append([talk.where.button("button.more", Press("ootel", words=f"s{start + ON_A_PAGE}"))])
    await talk.send("\n".join(lines), keyboard(rows))
    await talk.answer_press()


def held_reason(language: Language, why: str) -> str:
    """Return why a letter is held, in words where we have them."""
    return say(language, f"held.why.{why}") if has(f"held.why.{why}") else Html(say(language, "held.why.other"))


def _held_line(talk: Talk, one: Held) -> str:
    aside = "held.why.update" if one.is_update else "held.why.set_aside"
    why = say(talk.language, aside) if one.outcome is Filed.SET_ASIDE else held_reason(talk.language, one.why)
    proposed = say(talk.language, "held.proposed", ref=one.proposed_ref) if one.proposed_ref else ""
    return say(talk.language, "held.line", id=one.id, why=why, received=one.received[:16].replace("T", " ")) + proposed


def _held_buttons(talk: Talk, one: Held) -> list[list[InlineKeyboardButton]]:
    where, number = talk.where, one.id
    button: Buttons = partial(_pen_button, talk, number)
    looks = [button("button.held_show", "näita")] if talk.private else []
    again, no = button("button.held_again", "uuesti"), button("button.held_no", "ei")
    if one.is_update:
        return [[*looks, again, no]]
    first = [where.button("button.held_attach", Press("ootel", words=f"{number} {one.proposed_ref}"),
                          id=number, ref=one.proposed_ref)] if one.proposed_ref else []  # fmt: skip
    return [[*first, *looks, again], [button("button.held_new", "uus"), no]]


def _pen_button(talk: Talk, number: int, key: str, word: str) -> InlineKeyboardButton:
    return talk.where.button(key, Press("ootel", words=f"{number} {word}"), id=number)
