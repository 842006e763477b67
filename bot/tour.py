"""The first-use tour: a few screens by role, turned in one message, and to be had again by /abi ring."""

from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.names import plain
from bot.post import repaint
from bot.talk import Talk
from bot.words import say, say_plain
from rules.kinds import Role

TOUR: Final = frozenset(map(plain, ("ring", "tour", "тур")))

# fmt: off
STEPS: Final = (
    # a screen     whose it is
    ("private",    frozenset(Role)),
    ("lists",      frozenset({Role.OFFICIAL, Role.HEAD, Role.CLERK})),
    ("case",       frozenset({Role.OFFICIAL, Role.HEAD})),
    ("draft",      frozenset({Role.OFFICIAL, Role.HEAD})),
    ("approve",    frozenset({Role.HEAD})),
    ("register",   frozenset({Role.CLERK})),
    ("press",      frozenset({Role.PRESS})),
    ("log",        frozenset({Role.AUDITOR})),
    ("child",      frozenset({Role.OFFICIAL, Role.HEAD, Role.CLERK, Role.PRESS})),
)
# fmt: on


async def show_step(talk: Talk, words: str) -> None:
    """Show a screen of the tour; a press turns it in its place."""
    names = [name for name, whose in STEPS if whose & talk.me.roles]
    at = int(words) if words.isdecimal() and int(words) < len(names) else 0
    text = f"{say(talk.language, 'tour.head', number=at + 1, count=len(names))}\n\n{say(talk.language, f'tour.{names[at]}')}"
    turns = [(at - 1, "tour.back"), (at + 1, "tour.on")]
    buttons = [InlineKeyboardButton(say_plain(talk.language, key), callback_data=Press("abi", words=f"ring {number}").data())
               for number, key in turns if 0 <= number < len(names)]  # fmt: skip
    if talk.pressed and await repaint(talk.bot, talk.chat_id, talk.message_id, text, keyboard([buttons])):
        return
    await talk.send(text, keyboard([buttons]))
