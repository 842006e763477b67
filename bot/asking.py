"""Commands that lack words ask for them one by one: the case by a button, the rest by the next message."""

from collections.abc import Sequence
from typing import Final

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import papers
from bot.buttons import Press, keyboard
from bot.talk import Talk
from bot.text import Html
from bot.words import has, say, say_plain
from casework.conversations import ASKED, LETTER, REGISTER, ask, begun, leave, to_pick
from casework.people import colleagues
from casework.turn import Turn
from casework.views import card
from rules.kinds import Kind, Language, kind_name

PICK: Final = "pick"
IN_A_ROW: Final = 3


async def ask_for_case(talk: Talk, command: str, words: str) -> None:
    """Offer the cases a command may be meant for; a number that is written instead does as well."""
    await talk.desk.do(ask, talk.user_id, command, "", words)
    found = await talk.look(to_pick, talk.me, command)
    buttons = [InlineKeyboardButton(ref, callback_data=Press(PICK, case_id).data()) for case_id, ref in found]
    key = "asked.which_case" if found else "asked.no_case"
    await _say(talk, say(talk.language, key, command=command), keyboard(_in_rows(buttons)))


async def ask_for_words(talk: Talk, command: str, ref: str, words: str = "", told: str = "") -> None:
    """Ask for what a command needs beside its case: by a button where there is a choice, else by the next message."""
    await talk.desk.do(ask, talk.user_id, command, ref, words)
    question = f"asked.{command}"
    found = told or say(talk.language, question if has(question) else f"missing.{command}", ref=ref)
    await _say(talk, Html(found), await _choices(talk, command, ref) if ref else None)


async def leave_all(talk: Talk, ref: str, words: str) -> None:
    """Answer /katkesta: what was begun ends here, and nothing of it is kept."""
    if await talk.look(_open, talk.user_id):
        await talk.do(leave, talk.user_id, ASKED, REGISTER, LETTER)
        await talk.say("asked.left")
        return
    await papers.leave(talk, ref, words)


def _open(turn: Turn, telegram_id: int) -> bool:
    return any(begun(turn, telegram_id, what) for what in (ASKED, REGISTER, LETTER))


async def _say(talk: Talk, question: str, buttons: InlineKeyboardMarkup | None) -> None:
    await talk.send(f"{question}\n\n{say(talk.language, 'asked.how')}", buttons)
    await talk.answer_press()


async def _choices(talk: Talk, command: str, ref: str) -> InlineKeyboardMarkup | None:
    """Return a button for each answer there can be, None where it must be written."""
    found = await talk.look(card, ref)
    match command:
        case "liik":
            answers = [(kind_name(kind, talk.language), str(kind)) for kind in Kind]
        case "keel":
            answers = [(say_plain(talk.language, f"language.{one}"), str(one)) for one in Language if one is not Language.UNKNOWN]  # fmt: skip
        case "maara":
            answers = [(name, name) for name in await talk.look(colleagues)]
        case _:
            return None
    presses = [(words, Press(command, found.id, found.version, said)) for words, said in answers]
    return keyboard(_in_rows([InlineKeyboardButton(words, callback_data=press.data()) for words, press in presses
                              if press.fits], 2))  # fmt: skip


def _in_rows(buttons: Sequence[InlineKeyboardButton], width: int = IN_A_ROW) -> list[list[InlineKeyboardButton]]:
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]
