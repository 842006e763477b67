"""The lists: what nobody has taken, what lies on my desk, what is due; and the help that fits a role."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.cards import line_of
from bot.my_settings import LANGUAGE, choose_language
from bot.names import COMMANDS, command_named, plain
from bot.narrowing import in_words, kind_rows, narrowed, rows
from bot.open_acts import track_lines
from bot.post import repaint
from bot.said import first_word
from bot.talk import Talk
from bot.text import Html
from bot.tour import TOUR, show_step
from bot.words import has, say
from casework.case_lists import PAGE, Page, by_deadline, counts, late_in, mine, untaken
from casework.list_filter import Filter
from casework.people import names_of
from casework.tracks import open_tracks
from casework.views import Card, cards
from rules.rights import may_use

IN_A_ROW = 5


async def show_new(talk: Talk, _ref: str, words: str) -> None:
    number, only, kinds = await narrowed(talk, words)
    await _show(talk, "uued", await talk.look(untaken, number, only), only, kinds)


async def show_mine(talk: Talk, _ref: str, words: str) -> None:
    number, only, kinds = await narrowed(talk, words)
    await _show(talk, "minu", await talk.look(mine, talk.me, number, only), only, kinds)


async def show_due(talk: Talk, _ref: str, words: str) -> None:
    """All by deadline; on the first page also the clocks of tracks, which run on when the letter itself has been answered."""
    number, only, kinds = await narrowed(talk, words)
    below = [] if number or only else await _tracks(talk)
    await _show(talk, "tahtajad", await talk.look(by_deadline, number, only), only, kinds, below)


async def show_counts(talk: Talk, _ref: str, _words: str) -> None:
    """Answer /seis of one who works here: how much there is to do."""
    found = await talk.look(counts, talk.me)
    await talk.say("counts", mine=found.mine, untaken=found.untaken, overdue=found.overdue)


async def show_help(talk: Talk, _ref: str, words: str) -> None:
    """Answer /abi: what this role can do here, one command a line; of one command with an example; the tour; the language."""
    word, rest = first_word(words)
    if plain(word) in LANGUAGE:
        await choose_language(talk, rest)
        return
    if plain(word) in TOUR:
        await show_step(talk, rest)
        return
    if word and (command := command_named(word.lstrip("/"))) and may_use(talk.me.roles, command.name):
        example = f"missing.{command.name}"
        told = [f"/{command.name} · /{command.english}", say(talk.language, f"menu.{command.name}")] if command.name != "start" else []
        await talk.send("\n".join([*told, *([say(talk.language, example, ref="26-0142")] if has(example) else [])]))
        return
    lines = [f"/{command.name} {say(talk.language, f'menu.{command.name}')}"
             for command in COMMANDS if may_use(talk.me.roles, command.name) and command.name != "start"]  # fmt: skip
    roles = ", ".join(say(talk.language, f"role.{role}") for role in sorted(talk.me.roles))
    await talk.send("\n".join([say(talk.language, "help.head", name=talk.me.name, roles=roles), "", *lines, "",
                               say(talk.language, "help.foot")]))  # fmt: skip


def case_buttons(talk: Talk, cards: Sequence[Card]) -> list[list[InlineKeyboardButton]]:
    """Return a button for each case of a list, which opens its card."""
    buttons = [InlineKeyboardButton(card.ref, callback_data=Press("vaata", card.id).data()) for card in cards]
    return [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]


async def _tracks(talk: Talk) -> list[str]:
    found = await talk.look(cards, list(await talk.look(open_tracks)))
    lines = [f"<b>{one.ref}</b> {line}" for one in found for line in track_lines(one, talk.language, talk.desk.office)]
    return ["", say(talk.language, "list.tracks"), *lines[:PAGE]] if lines else []


async def _show(talk: Talk, name: str, page: Page, only: Filter, kinds: bool, below: Sequence[str] = ()) -> None:
    if not page.total and not below and not only:
        only_mine = name == "minu" and not talk.where.may("uued")  # who may not take a case is not sent to look for one
        await talk.toast("list.minu.empty_only" if only_mine else f"list.{name}.empty")
        return
    head = say(talk.language, f"list.{name}", total=page.total)
    if only:
        names = await talk.look(names_of, [only.handler_id]) if only.handler_id else [""]
        head = Html(f"{head} · {say(talk.language, 'card.plain', words=in_words(talk, only, names[0]))}")
    lines = [line_of(card, talk.language, talk.desk.office) for card in page.cards]
    late = 0 if only or page.number else await talk.look(late_in, talk.me, name)
    narrow = await kind_rows(talk, name) if kinds else await rows(talk, name, only, late)
    text = "\n".join([head, "", *lines, *below])
    buttons = keyboard([*case_buttons(talk, page.cards), *(narrow if page.total or only else []), _pages(name, page, only)])
    if talk.pressed:  # a page was turned: the list stays one message
        await repaint(talk.bot, talk.chat_id, talk.message_id, text, buttons)
        return
    await talk.send(text, buttons)


def _pages(name: str, page: Page, only: Filter) -> list[InlineKeyboardButton]:
    last = (page.total - 1) // PAGE
    turns = [(number, sign) for number, sign in ((page.number - 1, "‹"), (page.number + 1, "›")) if 0 <= number <= last]
    return [InlineKeyboardButton(f"{sign} {number + 1}/{last + 1}", callback_data=Press(name, words=f"{number} {only.data()}".strip()).data())
            for number, sign in turns]  # fmt: skip
