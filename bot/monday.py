"""The head's Monday on one screen, with one tap to each list."""

from datetime import tzinfo
from typing import Final

from telegram import InlineKeyboardMarkup

from bot.buttons import Press, Where, keyboard
from bot.cards import line_of
from bot.lists import case_buttons
from bot.post import repaint
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say
from casework.case_lists import PAGE
from casework.desk import Desk
from casework.monday import LISTS, Load, Monday, monday, monday_list
from casework.people import Staff
from replies.report_words import word
from rules.kinds import Language

LIST: Final = "loend"
KEYS: Final = ("open", "week", "late", "untaken", "approve", "extended", "children", "press")  # buttons, in their order


async def show_monday(talk: Talk) -> None:
    """Answer /aruanne esmaspäev, for heads and who stands in for one."""
    text, buttons = await monday_message(talk.desk, talk.me, talk.where)
    await talk.send(text, buttons)


async def monday_message(desk: Desk, who: Staff, where: Where) -> tuple[str, InlineKeyboardMarkup | None]:
    """Return the screen as it is now, and its buttons. Raises NotAllowed."""
    found = await desk.look(monday, who)
    return monday_text(found, where.language, desk), monday_buttons(found, where)


def monday_text(found: Monday, language: Language, desk: Desk) -> str:
    zone, counts = desk.office.calendar.zone, found.counts
    lines: list[str] = [say(language, "monday.head"),
             say(language, "monday.week", since=found.since, until=found.until, came=found.came, answered=found.answered),
             say(language, "monday.running", came=found.came_since, answered=found.answered_since), "",
             say(language, "monday.now", open=counts["open"], week=counts["week"], late=counts["late"], untaken=counts["untaken"]),
             say(language, "monday.extended", count=counts["extended"], why=_sorts(found, language))]  # fmt: skip
    if counts["approve"] and found.approvals_since:
        lines.append(say(language, "monday.approve", count=counts["approve"], since=moment(found.approvals_since, zone)))
    if found.children or counts["children"]:
        lines.append(say(language, "monday.children", count=found.children, open=counts["children"], taken=_taken(found, language)))
    if found.undelivered:
        lines.append(say(language, "monday.undelivered", count=found.undelivered))
    if counts["press"]:
        lines.append(say(language, "monday.press", count=counts["press"], next=_press(found, language, zone)))
    if found.surges:
        lines.append(say(language, "monday.surges", count=found.surges))
    return "\n".join([*lines, "", say(language, "monday.load"), *(_load(one, language) for one in found.load)])


def monday_buttons(found: Monday, where: Where) -> InlineKeyboardMarkup | None:
    """Return a button for each list that is not empty, the reasons for delay and what waits for a person."""
    buttons = [where.button(f"monday.button.{key}", Press("aruanne", words=f"{LIST} {key}"), count=found.counts[key])
               for key in KEYS if found.counts[key]]  # fmt: skip
    if found.counts["late"]:
        buttons.append(where.button("report.late_button", Press("aruanne", words="hilinenud")))
    if found.undelivered and where.may("ootel"):
        buttons.append(where.button("monday.button.undelivered", Press("ootel"), count=found.undelivered))
    return keyboard([buttons[start : start + 2] for start in range(0, len(buttons), 2)])


async def show_list(talk: Talk, words: str) -> None:
    """Show the cases behind one figure, a page at a time."""
    key, number = first_word(words)
    if key not in (*LISTS, "approve"):
        await talk.toast("button.unknown")
        return
    page = await talk.look(monday_list, talk.me, key, int(number) if number.isdecimal() and len(number) < 5 else 0)
    lines = [say(talk.language, f"monday.list.{key}", total=page.total), ""]
    lines += [line_of(one, talk.language, talk.desk.office) for one in page.cards]
    last = (page.total - 1) // PAGE
    turns = [talk.where.button("report.page", Press("aruanne", words=f"{LIST} {key} {other}"), page=other + 1)
             for other in (page.number - 1, page.number + 1) if 0 <= other <= last]  # fmt: skip
    text, buttons = "\n".join(lines), keyboard([*case_buttons(talk, page.cards), turns])
    if talk.pressed and number:
        await repaint(talk.bot, talk.chat_id, talk.message_id, text, buttons)
    else:
        await talk.send(text, buttons)


def _load(one: Load, language: Language) -> str:
    away = say(language, "monday.away", stand_in=one.stand_in or "–") if one.away else ""
    late = say(language, "monday.late", count=one.late) if one.late else ""
    return say(language, "monday.load_line", name=one.name, open=one.open, late=late, away=away)


def _sorts(found: Monday, language: Language) -> str:
    told = ", ".join(f"{word(language, f'sort.{sort}')} {count}" for sort, count in found.extension_sorts)
    return f" ({told})" if told else ""


def _taken(found: Monday, language: Language) -> str:
    """How long children's alerts waited for hands; "" where none has been taken."""
    if found.child_minutes is None or found.child_slowest is None:
        return ""
    return say(language, "monday.children_taken", median=f"{found.child_minutes:.0f}", slowest=f"{found.child_slowest:.0f}")


def _press(found: Monday, language: Language, zone: tzinfo) -> str:
    told = "; ".join(f"{ref} {moment(deadline, zone)}" for ref, deadline in found.press_next)
    return say(language, "monday.press_next", next=told) if told else ""
