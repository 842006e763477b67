"""What each colleague chooses for themselves: the language of the chat."""

from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.menu import set_menu_of
from bot.names import language_named, plain
from bot.talk import Talk
from bot.words import ALL, say_plain
from casework.people import speak

LANGUAGE: Final = frozenset(map(plain, ("keel", "language", "язык")))


async def choose_language(talk: Talk, words: str) -> None:
    """Answer /abi keel [LANGUAGE]: the chat, its menu and its buttons speak it from now on."""
    language = language_named(words) if words else None
    if language is None or language not in ALL:
        buttons = [InlineKeyboardButton(say_plain(one, f"language.{one}"), callback_data=Press("abi", words=f"keel {one}").data())
                   for one in ALL]  # fmt: skip
        await talk.say("my_language.which", keyboard([buttons]))
        return
    me = await talk.do(speak, talk.me, language)
    talk.language = language
    await talk.say("my_language.chosen")
    await set_menu_of(talk.bot, me)
