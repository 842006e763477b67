"""The lists: what nobody has taken, what lies on my desk, what is due; and the help that fits a role."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Press, keyboard
from bot.cards import line_of
from bot.names import COMMANDS
from bot.open_acts import track_lines
from bot.post import repaint
from bot.talk import Talk
from bot.words import say
from casework.tracks import open_tracks
from casework.views import PAGE, Card, Page, by_deadline, cards, counts, mine, untaken
from rules.rights import may_use

IN_A_ROW = 5


async def show_new(talk: Talk, _ref: str, words: str) -> None:
    await _show(talk, "uued", await talk.look(untaken, _page_number(words)))


async def show_mine(talk: Talk, _ref: str, words: str) -> None:
    await _show(talk, "minu", await talk.look(mine, talk.me, _page_number(words)))


async def show_due(talk: Talk, _ref: str, words: str) -> None:
    """All by deadline; on the first page also the clocks of tracks, which run on when the letter itself has been answered."""
    number = _page_number(words)
    await _show(talk, "tahtajad", await talk.look(by_deadline, number), [] if number else await _tracks(talk))


async def show_counts(talk: Talk, _ref: str, _words: str) -> None:
    """Answer /seis of one who works here: how much there is to do."""
    found = await talk.look(counts, talk.me)
    await talk.say("counts", mine=found.mine, untaken=found.untaken, overdue=found.overdue)


async def show_help(talk: Talk, _ref: str, _words: str) -> None:
    """Answer /abi: what this role can do here, one command a line."""
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


async def _show(talk: Talk, name: str, page: Page, below: Sequence[str] = ()) -> None:
    if not page.total and not below:
        await talk.toast(f"list.{name}.empty")
        return
    head = say(talk.language, f"list.{name}", total=page.total)
    lines = [line_of(card, talk.language, talk.desk.office) for card in page.cards]
    text, buttons = "\n".join([head, "", *lines, *below]), _buttons(talk, name, page)
    if talk.pressed:  # a page was turned: the list stays one message
        await repaint(talk.bot, talk.chat_id, talk.message_id, text, buttons)
        return
    await talk.send(text, buttons)


def _buttons(talk: Talk, name: str, page: Page) -> InlineKeyboardMarkup | None:
    last = (page.total - 1) // PAGE
    turns = [(number, sign) for number, sign in ((page.number - 1, "‹"), (page.number + 1, "›")) if 0 <= number <= last]
    pages = [InlineKeyboardButton(f"{sign} {number + 1}/{last + 1}", callback_data=Press(name, words=str(number)).data())
             for number, sign in turns]  # fmt: skip
    return keyboard([*case_buttons(talk, page.cards), pages])


def _page_number(words: str) -> int:
    return int(words) if words.isdecimal() and len(words) < 5 else 0
