"""What waits for a person: letters in the holding pen, and letters of ours whose fate nobody knows."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.content import offer_link, show_for_a_while
from bot.names import NO, plain
from bot.said import first_word, reference_first
from bot.talk import Talk
from bot.text import Html, cut, spoiler
from bot.words import has, say, say_plain
from casework.backlog import drop_receipts, held_receipts, release_receipts
from casework.held import Held, Stuck, attach, dismiss, held, make_case, replay, show_held, stuck
from casework.outbox import settle_by_hand
from casework.people import Staff
from casework.reveal import reveal_held
from casework.turn import Turn
from casework.understand import Understood
from rules.kinds import Language
from rules.records import Dispatch, Filed

Read = Callable[[str], Awaitable[Understood]]

ON_A_PAGE: Final = 5
NEW: Final = frozenset({"uus", "new", "новое"})
AGAIN: Final = frozenset({"uuesti", "again", "снова"})
SHOW: Final = frozenset({"naita", "show", "kiri", "показать"})
SENT: Final = frozenset({"lainud", "sent"})
SEND: Final = frozenset({"saada", "send", "отправить"})
LONGEST: Final = 3000  # units of a held letter shown in one message


async def wait_for_person(read: Read, talk: Talk, _ref: str, words: str) -> None:
    """Answer /ootel: the list, or with a number what is to become of that letter."""
    number, rest = first_word(words)
    if number.startswith("s") and number[1:].isdecimal():
        await _list(talk, int(number[1:]))
    elif not number.isdecimal():
        await _list(talk, 0)
    else:
        await _one(read, talk, int(number), rest)


async def settle(talk: Talk, _ref: str, words: str) -> None:
    """Say what became of a letter of ours: it has arrived, or it is sent once more under the same Message-ID."""
    number, what = first_word(words)
    sent, me = plain(what) in SENT, talk.me
    await talk.do(_settled, int(number) if number.isdecimal() else 0, sent, me)
    await talk.toast("settled.sent" if sent else "settled.again")


async def decide_receipts(talk: Talk, _ref: str, words: str) -> None:
    """Send the receipts of old letters, or let them be: a person has decided."""
    send = plain(first_word(words)[0]) in SEND
    count = await talk.do(release_receipts if send else drop_receipts, talk.me.label)
    await talk.toast(f"settled.receipts_{('sent' if send else 'dropped') if count else 'none'}", count=count)


def receipt_row(button: Callable[..., InlineKeyboardButton]) -> list[InlineKeyboardButton]:
    """Return the two buttons that decide about the receipts of a backlog."""
    return [button("button.receipts_send", Press("receipts", words="send")),
            button("button.receipts_drop", Press("receipts", words="drop"))]  # fmt: skip


def _settled(turn: Turn, item_id: int, sent: bool, who: Staff) -> None:
    settle_by_hand(turn, item_id, sent, who)


async def _one(read: Read, talk: Talk, held_id: int, words: str) -> None:
    word, rest = first_word(words)
    if plain(word) not in NO | AGAIN and (await talk.look(show_held, held_id)).is_update:
        await talk.say("held.update_only")
        return
    if ref := reference_first(words)[0]:
        understood = await read((await talk.look(show_held, held_id)).digest)
        case = await talk.do(attach, talk.me.label, held_id, ref, understood)
        await talk.show(case.ref, say(talk.language, "held.attached", ref=case.ref))
    elif plain(word) in NEW:
        understood = await read((await talk.look(show_held, held_id)).digest)
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


async def _show(read: Read, talk: Talk, held_id: int) -> None:
    """Show a letter of the pen, on record: one must read it to say where it belongs."""
    if not talk.shows_content:
        await (offer_link(talk, "held", subject=str(held_id)) if talk.private else talk.say("held.in_private"))
        return
    found = await talk.do(reveal_held, talk.me, held_id)
    letter = (await read(found.digest)).letter
    text = f"{letter.sender.name} <{letter.sender.address}>\n{letter.subject}\n\n{letter.new_text or letter.body}"
    await show_for_a_while(talk, f"<b>#{held_id}</b>\n\n{spoiler(cut(text, LONGEST)[0])}")
    await talk.answer_press()


def _no_letter() -> str:
    return say_plain(Language.ESTONIAN, "held.no_letter")


async def _list(talk: Talk, start: int) -> None:
    pen, ours, receipts = await talk.look(held), await talk.look(stuck), await talk.look(held_receipts)
    if not pen and not ours and not receipts:
        await talk.say("held.empty")
        return
    lines = [say(talk.language, "held.head", pen=len(pen), stuck=len(ours)), ""]
    shown, late = pen[start : start + ON_A_PAGE], ours[:ON_A_PAGE] if not start else []
    lines += [_held_line(talk, one) for one in shown] + [_stuck_line(talk, one) for one in late]
    rows = [row for one in shown for row in _held_buttons(talk, one)] + [_stuck_buttons(talk, one) for one in late]
    if receipts and not start:
        lines.append(say(talk.language, "held.backlog", count=receipts))
        rows.append(receipt_row(talk.where.button))
    if len(pen) > start + ON_A_PAGE:
        rows.append([talk.where.button("button.more", Press("ootel", words=f"s{start + ON_A_PAGE}"))])
    await talk.send("\n".join(lines), keyboard(rows))
    await talk.answer_press()


def held_reason(language: Language, why: str) -> str:
    """Return why a letter is held, in words where we have them."""
    return say(language, f"held.why.{why}") if has(f"held.why.{why}") else Html(say(language, "held.why.other"))


def _held_line(talk: Talk, one: Held) -> str:
    why = (
        say(talk.language, "held.why.set_aside")
        if one.outcome is Filed.SET_ASIDE
        else held_reason(talk.language, one.why)
    )
    proposed = say(talk.language, "held.proposed", ref=one.proposed_ref) if one.proposed_ref else ""
    return say(talk.language, "held.line", id=one.id, why=why, received=one.received[:16].replace("T", " ")) + proposed


def _held_buttons(talk: Talk, one: Held) -> list[list[InlineKeyboardButton]]:
    where, number = talk.where, one.id
    button: Callable[..., InlineKeyboardButton] = partial(_pen_button, talk, number)
    if one.outcome is Filed.SET_ASIDE:
        return [[button("button.held_again", "uuesti"), button("button.held_no", "ei")]]
    first = [where.button("button.held_attach", Press("ootel", words=f"{number} {one.proposed_ref}"),
                          id=number, ref=one.proposed_ref)] if one.proposed_ref else []  # fmt: skip
    looks = [button("button.held_show", "näita")] if talk.private else []
    return [[*first, *looks], [button("button.held_new", "uus"), button("button.held_no", "ei")]]


def _pen_button(talk: Talk, number: int, key: str, word: str) -> InlineKeyboardButton:
    return talk.where.button(key, Press("ootel", words=f"{number} {word}"), id=number)


def _stuck_line(talk: Talk, one: Stuck) -> str:
    key = "stuck.uncertain" if one.state is Dispatch.UNCERTAIN else "stuck.never"
    return say(talk.language, key, ref=one.ref, paper=paper_name(talk.language, one.what), tries=one.tries)


def _stuck_buttons(talk: Talk, one: Stuck) -> list[InlineKeyboardButton]:
    return settle_row(talk.where.button, one.id, one.ref)


def settle_row(button: Callable[..., InlineKeyboardButton], item_id: int, ref: str) -> list[InlineKeyboardButton]:
    """Return the two buttons that settle a letter of ours."""
    return [button("button.settle_sent", Press("settle", words=f"{item_id} sent"), ref=ref),
            button("button.settle_again", Press("settle", words=f"{item_id} again"), ref=ref)]  # fmt: skip


def paper_name(language: Language, what: str) -> str:
    """Return what a letter of ours is for, in words where we have them."""
    return say(language, f"paper.{what}") if has(f"paper.{what}") else say(language, "paper.letter")
