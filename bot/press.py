"""/meedia in the chat: the alert raised, taken, promised, answered or withdrawn, and what the press must know of it."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final

from telegram.error import TelegramError

from bot.buttons import Where
from bot.content import offer_link, show_for_a_while
from bot.days import moment_first
from bot.membership import safe_for
from bot.names import DONE, NO, YES, plain
from bot.post import repaint
from bot.press_card import REASONS, press_buttons, press_text, reason_buttons, week_text
from bot.press_statement import RETURN, statement
from bot.said import first_word
from bot.talk import Talk
from bot.text import spoiler
from bot.words import moment, say, say_plain
from casework import chat_messages
from casework.alert import finish_media, set_media, take_media
from casework.contributions import ask_official
from casework.people import Staff
from casework.press_office import facts_from, may_confirm, name_deadline, promise, remind_me, say_public
from casework.press_view import PressView, open_alerts, press_view, reveal_contact
from casework.press_week import press_week_so_far
from casework.refusals import BadDay
from casework.turn import Turn
from casework.views import card
from reading.topic import topic_name
from rules.kinds import Language

TAKE = frozenset({"votan", "vota", "take"})
ASK_WITHIN: Final = timedelta(hours=1)  # before the journalist's deadline, where no hour is said
Act = Callable[[Talk, str, str], Awaitable[None]]


async def media(talk: Talk, ref: str, words: str) -> None:
    """Answer /meedia: alone the list of what waits; with a reference the card of the press, or what its words say."""
    word, rest = first_word(words)
    said = plain(word)
    if not ref:
        await _list(talk)
    elif said in ACTS:
        await ACTS[said](talk, ref, rest)
    elif not said:
        await _show(talk, ref)
    else:
        await talk.say("missing.meedia")


async def contact(talk: Talk, ref: str, _words: str) -> None:
    """Show one of the press, in private, who asks; on record."""
    if not talk.private:
        await talk.say("press.in_private")
        return
    if not talk.shows_content:
        await offer_link(talk, "contact", (await talk.look(card, ref)).ref)
        return
    found = await talk.act(reveal_contact, ref)
    lines = [found.name, found.outlet, found.mail, *found.phones]
    await show_for_a_while(talk, f"📇 <b>{ref}</b>\n{spoiler(chr(10).join(filter(None, lines)))}")
    await talk.answer_press()


# -- what the words say


async def _raise(talk: Talk, ref: str, _rest: str) -> None:
    await talk.act(set_media, ref, yes=True)
    await _show(talk, ref, say(talk.language, "media.raised"))


async def _withdraw(talk: Talk, ref: str, why: str) -> None:
    """Withdraw with a reason; without one the usual reasons stand as buttons."""
    reason = say_plain(talk.language, f"press.reason.{why[1:]}") if why[:1] == "+" and why[1:] in REASONS else why
    if not reason:
        await _ask_reason(talk, ref, "")
        return
    await talk.act(set_media, ref, yes=False, why=reason)
    await _show(talk, ref, say(talk.language, "media.withdrawn"))


async def _ask_reason(talk: Talk, ref: str, _rest: str) -> None:
    view = await talk.look(press_view, ref)
    await talk.say("press.why_not", reason_buttons(view, talk.where), ref=view.ref)
    await talk.answer_press()


async def _take(talk: Talk, ref: str, _rest: str) -> None:
    await talk.act(take_media, ref)
    view = await _show(talk, ref)
    await talk.answer_press(say_plain(talk.language, "media.taken_by", name=view.taken_by))


async def _finish(talk: Talk, ref: str, _rest: str) -> None:
    await talk.act(finish_media, ref)
    await _show(talk, ref)
    await talk.answer_press(say_plain(talk.language, "media.finished"))


def _at(verb: Callable[[Turn, Staff, str, datetime], object], key: str) -> Act:
    """Return what writes down a moment ahead."""

    async def act(talk: Talk, ref: str, words: str) -> None:
        named = moment_first(words, talk.desk.clock(), talk.zone)
        if named is None:
            raise BadDay(words=words)
        await talk.act(verb, ref, named[0])
        await _show(talk, ref, say(talk.language, key, moment=moment(named[0], talk.zone)))

    return act


async def _public(talk: Talk, ref: str, what: str) -> None:
    await talk.act(say_public, ref, what)
    await _show(talk, ref)


async def _confirm(talk: Talk, ref: str, word: str) -> None:
    if plain(word) not in YES | NO:
        await talk.say("missing.meedia")
        return
    await talk.act(may_confirm, ref, plain(word) in YES)
    await _show(talk, ref)


async def _facts(talk: Talk, ref: str, name: str) -> None:
    await talk.act(facts_from, ref, name)
    await _show(talk, ref)


async def _input(talk: Talk, ref: str, words: str) -> None:
    """Ask the official: by an hour that is said, else an hour before the journalist's deadline, else the next working morning's end."""
    now = talk.desk.clock()
    named = moment_first(words, now, talk.zone)
    view = await talk.look(press_view, ref)
    until = named[0] if named else _usual(talk, view, now)
    await talk.act(ask_official, ref, until, named[1] if named else words)
    found = await talk.look(card, ref)
    whom = found.handler or say_plain(talk.language, "input.duty")
    await _show(talk, ref, say(talk.language, "press.input_asked", name=whom, moment=moment(until, talk.zone)))
    await talk.answer_press()


def _usual(talk: Talk, view: PressView, now: datetime) -> datetime:
    if view.deadline and view.deadline - ASK_WITHIN > now:
        return view.deadline - ASK_WITHIN
    if view.deadline and view.deadline > now:
        return view.deadline
    calendar = talk.desk.office.calendar
    return calendar.open_until(calendar.next_open_day(calendar.day_of(now) + timedelta(days=1)))


async def _return_statement(talk: Talk, ref: str, why: str) -> None:
    await statement(talk, ref, f"{RETURN} {why}")


# fmt: off
ACTS: Final[Mapping[str, Act]] = MappingProxyType({
    **dict.fromkeys(YES, _raise), **dict.fromkeys(NO, _withdraw), **dict.fromkeys(TAKE, _take),
    **dict.fromkeys((*DONE, "vastatud", "answered"), _finish),
    "?ei": _ask_reason,
    **dict.fromkeys(("lubasin", "lubatud", "promised", "обещал"), _at(promise, "press.promise_kept")),
    **dict.fromkeys(("tahtaeg", "deadline", "срок"), _at(name_deadline, "press.deadline_kept")),
    **dict.fromkeys(("meelde", "remind", "напомни"), _at(remind_me, "press.reminder_kept")),
    **dict.fromkeys(("avalik", "public", "известно"), _public),
    **dict.fromkeys(("jarelevalve", "supervision", "надзор"), _confirm),
    **dict.fromkeys(("faktid", "facts", "факты"), _facts),
    **dict.fromkeys(("sisend", "input", "данные"), _input),
    **dict.fromkeys(("kontakt", "contact", "контакт"), contact),
    **dict.fromkeys(("avaldus", "statement", "заявление"), statement),
    **dict.fromkeys(("tagasi", "return"), _return_statement),
})
# fmt: on


# -- showing


async def _show(talk: Talk, ref: str, above: str = "") -> PressView:
    """Show the card of the press: painted anew where a button of it was pressed."""
    view = await talk.look(press_view, ref)
    talk.ref = view.ref
    shown = await talk.look(chat_messages.case_of, talk.chat_id, talk.message_id) if talk.pressed else None
    if shown and shown.what == chat_messages.CARD and shown.case_id == view.id:
        await talk.show(ref, above)  # pressed on the card of the case: that is what stays there
        await _paint_others(talk, view, 0)
        return view
    text = "\n\n".join(filter(None, (above, press_text(view, talk.language, talk.desk.office, talk.desk.clock()))))
    buttons = press_buttons(view, talk.where)
    here = bool(shown and shown.what == chat_messages.PRESS and shown.case_id == view.id)
    message_id = talk.message_id
    if not (here and await repaint(talk.bot, talk.chat_id, message_id, text, buttons)):
        message_id = await talk.send(text, buttons)
        await talk.desk.do(chat_messages.remember, talk.chat_id, message_id, view.id, chat_messages.PRESS)
    if talk.acted:
        await _paint_others(talk, view, message_id)
    return view


async def _paint_others(talk: Talk, view: PressView, message_id: int) -> None:
    """Paint the alert's other cards in our groups: a courtesy, what cannot be painted stays as it was."""
    others = await talk.look(chat_messages.other_cards, view.id, talk.chat_id, message_id, what=chat_messages.PRESS)
    for other in (one for one in others if one.chat_id < 0):
        desk = await safe_for(talk.bot, talk.desk, other.chat_id)
        text = press_text(await desk.look(press_view, view.ref), Language.ESTONIAN, desk.office, desk.clock())
        roles = await talk.look(chat_messages.readers, other.chat_id)
        buttons = press_buttons(view, Where(Language.ESTONIAN, roles, f"https://t.me/{talk.username}"))
        with suppress(TelegramError):
            await repaint(talk.bot, other.chat_id, other.message_id, text, buttons)


async def _list(talk: Talk) -> None:
    """Answer /meedia alone: what waits, and the last seven days in figures."""
    views, week = await talk.look(open_alerts), await talk.look(press_week_so_far)
    lines: list[str] = [say(talk.language, "press.list", total=week.open)]
    lines += [_line(talk, one) for one in views] or [say(talk.language, "press.list_empty")]
    await talk.send("\n".join([*lines, "", week_text(week, talk.language, talk.zone)]))


def _line(talk: Talk, view: PressView) -> str:
    until = moment(view.deadline, talk.zone) if view.deadline else "–"
    about = topic_name(view.topic) if talk.desk.office.privacy.chat != "reference" else ""
    return say(talk.language, "press.line", ref=view.ref, topic=about, moment=until,
               name=view.taken_by or say_plain(talk.language, "card.nobody_short"))  # fmt: skip
