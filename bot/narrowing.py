"""How a list is narrowed: by words after the command, by the buttons below it."""

from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press
from bot.names import plain
from bot.talk import Talk
from bot.words import say_plain
from casework.case_lists import kinds_in
from casework.list_filter import Filter, read_filter
from casework.people import find
from reading.topic import OTHER, topic_name, topics_in_use
from rules.kinds import Kind, UnknownKind, kind_name, kind_named

LATE: Final = frozenset(map(plain, ("hilinenud", "hilinevad", "yle", "üle", "late", "overdue", "просроченные", "поздно")))
KINDS: Final = "liigid"  # in the place of the filter: show the kinds to pick from


async def narrowed(talk: Talk, words: str) -> tuple[int, Filter, bool]:
    """Return page, filter and whether the kinds are to be offered. Raises NoSuchOfficial, SeveralOfficials for a word that is nothing."""
    parts = words.split()
    page = int(parts.pop(0)) if parts and parts[0].isdecimal() and len(parts[0]) < 5 else 0
    if parts == [KINDS]:
        return page, Filter(), True
    if len(parts) == 1 and ("=" in parts[0] or parts[0] == "late"):
        return page, read_filter(parts[0]), False
    return page, await _meant(talk, parts), False


async def _meant(talk: Talk, parts: list[str]) -> Filter:
    kind = topic = ""
    handler, late = 0, False
    for part in parts:
        if plain(part) in LATE:
            late = True
        elif found := _kind(part):
            kind = found
        elif found := _topic(part):
            topic = found
        else:
            handler = (await talk.look(find, part)).id
    return Filter(kind, topic, handler, late)


def _kind(word: str) -> str:
    try:
        return kind_named(word)
    except UnknownKind:
        return ""


def _topic(word: str) -> str:
    wanted = plain(word)
    return next((one.slug for one in topics_in_use() if wanted in (plain(one.slug), plain(one.name))), "")


def in_words(talk: Talk, only: Filter, handler: str) -> str:
    """Return what a list is narrowed to."""
    told = [kind_name(Kind(only.kind), talk.language) if only.kind else "", topic_name(only.topic) if only.topic not in ("", OTHER) else only.topic,
            handler, say_plain(talk.language, "list.late") if only.late else ""]  # fmt: skip
    return ", ".join(filter(None, told))


async def rows(talk: Talk, name: str, only: Filter, late: int) -> list[list[InlineKeyboardButton]]:
    """Return the buttons that narrow a list, or open it again."""
    if only:
        return [[talk.where.button("list.all", Press(name))]]
    buttons = [talk.where.button("list.by_kind", Press(name, words=f"0 {KINDS}"))]
    if late:
        buttons.insert(0, talk.where.button("list.late_button", Press(name, words=f"0 {Filter(late=True).data()}"), count=late))
    return [buttons]


async def kind_rows(talk: Talk, name: str) -> list[list[InlineKeyboardButton]]:
    """Return a button for each kind there is in a list, with how many."""
    found = await talk.look(kinds_in, talk.me, name)
    buttons = [InlineKeyboardButton(f"{kind_name(kind, talk.language)} ({count})",
                                    callback_data=Press(name, words=f"0 {Filter(kind=kind).data()}").data()) for kind, count in found]  # fmt: skip
    return [*[buttons[start : start + 2] for start in range(0, len(buttons), 2)], [talk.where.button("list.all", Press(name))]]

