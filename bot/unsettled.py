"""Letters of ours whose fate is open, and messages that never got through: listed, opened, sent again, settled, left."""

from collections.abc import Callable
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press
from bot.content import offer_link, show_for_a_while
from bot.names import plain
from bot.said import first_word
from bot.talk import Talk
from bot.text import Html, cut, spoiler
from bot.words import has, say, say_plain
from casework.outbox import settle_by_hand
from casework.people import Staff
from casework.stuck import Stuck, let_rest, let_unheard_rest, reveal_stuck, say_again
from casework.turn import Turn
from rules.kinds import Language
from rules.records import Dispatch

LONGEST: Final = 3000  # units of a letter shown in one message
SHOW: Final = frozenset({"naita", "show", "kiri", "показать"})
SENT: Final = frozenset({"lainud", "sent", "дошло"})
AGAIN: Final = frozenset({"saada", "uuesti", "again", "снова"})
REST: Final = frozenset({"jata", "leave", "оставить"})
OTHERS: Final = "others"  # in the place of a number: the messages and copies that never got through

Buttons = Callable[..., InlineKeyboardButton]


async def settle(talk: Talk, _ref: str, words: str) -> None:
    """Open a letter of ours, or say what becomes of it: it has arrived, it is sent once more under the same Message-ID, it is left."""
    number, rest = first_word(words)
    word, why = first_word(rest)
    if number == OTHERS:
        await _settle_others(talk, plain(word) in AGAIN)
        return
    item_id = int(number) if number.isdecimal() and len(number) < 10 else 0
    if plain(word) in SHOW:
        await _show(talk, item_id)
    elif plain(word) in REST:
        await talk.do(let_rest, item_id, why or (_left() if talk.pressed else ""), talk.me)
        await talk.toast("settled.left")
    elif plain(word) in SENT | AGAIN:
        sent = plain(word) in SENT
        await talk.do(_settled, item_id, sent, talk.me)
        await talk.toast("settled.sent" if sent else "settled.again")
    else:
        await talk.say("missing.ootel")


async def _settle_others(talk: Talk, again: bool) -> None:
    count = await talk.do(say_again if again else let_unheard_rest, talk.me.label)
    await talk.toast("settled.others_again" if again else "settled.others_left", count=count)


async def _show(talk: Talk, item_id: int) -> None:
    """Show a letter of ours, on record: one must read it to say what becomes of it."""
    if not talk.shows_content:
        await (offer_link(talk, "unsent", subject=str(item_id)) if talk.private else talk.say("held.in_private"))
        return
    found = await talk.do(reveal_stuck, talk.me, item_id)
    text = "\n".join(filter(None, (found.to, found.subject, "", found.text, "", *(f"📎 {name}" for name in found.files), found.error)))
    head = say(talk.language, "stuck.head", ref=found.ref or mark(item_id), paper=paper_name(talk.language, found.what))
    await show_for_a_while(talk, f"{head}\n\n{spoiler(cut(text, LONGEST)[0])}")
    await talk.answer_press()


def _settled(turn: Turn, item_id: int, sent: bool, who: Staff) -> None:
    settle_by_hand(turn, item_id, sent, who)


def _left() -> str:
    return say_plain(Language.ESTONIAN, "stuck.left")


def stuck_line(language: Language, one: Stuck) -> str:
    key = "stuck.uncertain" if one.state is Dispatch.UNCERTAIN else "stuck.never"
    line = say(language, key, ref=one.ref or say(language, "stuck.house"), paper=paper_name(language, one.what), tries=one.tries)
    return f"{mark(one.id)} · {line}"


def stuck_buttons(talk: Talk, one: Stuck) -> list[list[InlineKeyboardButton]]:
    button, shown = talk.where.button, {"ref": one.ref or mark(one.id)}
    looks = [button("button.unsent_show", Press("settle", words=f"{one.id} show"), **shown)] if talk.private else []
    rests = [button("button.unsent_leave", Press("settle", words=f"{one.id} leave"), **shown)] if one.may_rest else []
    return [settle_row(button, one.id, shown["ref"]), [*looks, *rests]]


def others_row(button: Buttons) -> list[InlineKeyboardButton]:
    """Return the two buttons that decide about messages and copies that never got through."""
    return [button("button.others_again", Press("settle", words=f"{OTHERS} again")),
            button("button.others_leave", Press("settle", words=f"{OTHERS} leave"))]  # fmt: skip


def settle_row(button: Buttons, item_id: int, ref: str) -> list[InlineKeyboardButton]:
    """Return the two buttons that settle a letter of ours."""
    return [button("button.settle_sent", Press("settle", words=f"{item_id} sent"), ref=ref),
            button("button.settle_again", Press("settle", words=f"{item_id} again"), ref=ref)]  # fmt: skip


def mark(item_id: int) -> str:
    """Return how a letter of ours is named in /ootel: the letters of the pen have bare numbers."""
    return f"v{item_id}"


def paper_name(language: Language, what: str) -> Html:
    """Return what a letter of ours is for, in words where we have them."""
    return say(language, f"paper.{what}") if has(f"paper.{what}") else say(language, "paper.letter")
