"""/aruanne in the chat: the figures of a month with a picture, as a file, what is late and why, the Monday, the live board."""

from datetime import date
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.board import show_board
from bot.buttons import Press, keyboard
from bot.cards import line_of
from bot.lists import case_buttons
from bot.monday import LIST, show_list, show_monday
from bot.names import plain
from bot.periods import period_named
from bot.post import post_document, post_photo, repaint
from bot.said import first_word
from bot.talk import Talk
from bot.text import LONGEST_CAPTION, Html, safe, units
from bot.words import say
from casework.figures import figures
from casework.late_why import LateCase, late_and_why
from casework.report import report_of
from casework.turn import Turn
from replies.report import Report
from replies.report_files import CannotMake, file_made_apart
from rules.kinds import Language, Role

MONDAY: Final = frozenset(map(plain, ("esmaspäev", "esmaspaev", "monday", "понедельник")))
LATE: Final = frozenset(map(plain, ("hilinenud", "hilinevad", "late", "просрочено")))
BOARD: Final = frozenset(map(plain, ("tahvel", "board", "доска")))
FILES: Final = (".pdf", ".xlsx", ".csv")


async def report(talk: Talk, _ref: str, words: str) -> None:
    """Answer /aruanne [MONTH | esmaspäev | hilinenud | tahvel]."""
    word, rest = first_word(words)
    said = plain(word)
    if said in MONDAY:
        await show_monday(talk)
    elif said == LIST:
        await show_list(talk, rest)
    elif said in LATE:
        await _late(talk, rest)
    elif said in BOARD:
        await show_board(talk)
    else:
        await _figures(talk, words)


async def _figures(talk: Talk, words: str) -> None:
    """Show the figures with their picture, or, where a suffix is named, give them as a file."""
    suffix = next((one for one in FILES if words.endswith(one)), "")
    named = words.removesuffix(suffix).strip()
    period = period_named(named, talk.desk.today)
    if period is None:
        await talk.say("report.no_period", words=named)
        return
    await talk.answer_press()
    found = await talk.look(_report, *period, talk.language, talk.private and Role.HEAD in talk.me.roles)
    if suffix:
        await _file(talk, found, suffix)
        return
    text, buttons = _text(found), _buttons(talk, period)
    if found.charts:
        try:
            made = await file_made_apart(found, ".png")
        except CannotMake:
            text = Html(f"{text}\n{say(talk.language, 'report.no_picture')}")
        else:
            await post_photo(talk.bot, talk.chat_id, made, _folded(text), buttons, thread=talk.thread)
            return
    await talk.send(text, buttons)


def _report(turn: Turn, first: date, last: date, language: Language, people: bool) -> Report:
    return report_of(turn, figures(turn, first, last), language, people=people)


async def _file(talk: Talk, found: Report, suffix: str) -> None:
    try:
        made = await file_made_apart(found, suffix)
    except CannotMake:
        await talk.say("report.no_file")
        return
    name = f"vastaja-{found.first}-{found.last}{suffix}"
    await post_document(talk.bot, talk.chat_id, name, made, thread=talk.thread)


def _text(found: Report) -> str:
    """Return the figures as short lines: what a picture's caption may hold, also read aloud by a phone."""
    head = f"📊 <b>{safe(found.title)}</b> {safe(found.period)}"
    lines = [f"{safe(one.label)}: <b>{safe(one.written)}</b>" for one in found.numbers]
    text = "\n".join([head, *lines, *(f"<i>{safe(note)}</i>" for note in found.notes)])
    return text if units(text) <= LONGEST_CAPTION else "\n".join([head, *lines])


def _folded(text: str) -> Html:
    """Return the lines below the head as a quote that opens when touched: a picture above them shows the same."""
    head, _, lines = text.partition("\n")
    return Html(f"{head}\n<blockquote expandable>{lines}</blockquote>") if lines else Html(head)


def _buttons(talk: Talk, period: tuple[date, date]) -> InlineKeyboardMarkup | None:
    first, last = period
    named = f"{first.year}" if (first.month, last.month) == (1, 12) else f"{first:%Y-%m}"
    files = [talk.where.button("report.file", Press("aruanne", words=f"{named} {suffix}"), suffix=suffix[1:].upper()) for suffix in FILES]
    if Role.HEAD not in talk.roles:
        return keyboard([files])
    more = [talk.where.button("report.late_button", Press("aruanne", words="hilinenud")),
            talk.where.button("report.monday_button", Press("aruanne", words="esmaspäev"))]  # fmt: skip
    return keyboard([files, more])


async def _late(talk: Talk, words: str) -> None:
    """Show a head what is late and why, a page at a time."""
    page = int(words) if words.isdecimal() and len(words) < 4 else 0
    found, total = await talk.look(late_and_why, talk.me, page)
    if not total:
        await talk.toast("report.none_late")
        return
    lines = [say(talk.language, "report.late", total=total), ""]
    for one in found:
        lines += [line_of(one.card, talk.language, talk.desk.office), "   " + _why(talk, one)]
    pages = [talk.where.button("report.page", Press("aruanne", words=f"hilinenud {number}"), page=number + 1)
             for number in (page - 1, page + 1) if 0 <= number <= (total - 1) // len(found)]  # fmt: skip
    text, buttons = "\n".join(lines), keyboard([*case_buttons(talk, [one.card for one in found]), pages])
    if talk.pressed and words:
        await repaint(talk.bot, talk.chat_id, talk.message_id, text, buttons)
    else:
        await talk.send(text, buttons)


def _why(talk: Talk, one: LateCase) -> str:
    return "; ".join(say(talk.language, f"late.{why}", **facts) for why, facts in one.why)


