"""The list of a letter's questions, shown below the draft of its answer."""

from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, keyboard
from bot.content import show_content
from bot.talk import Talk
from bot.words import say
from casework.checklist import checklist
from casework.views import card

IN_A_ROW: Final = 6


async def show_questions(talk: Talk, ref: str) -> None:
    """Show the list below a draft, in private: the sentences are content. Nothing where there is none."""
    items = await talk.look(checklist, ref)
    if not items or not talk.shows_content:
        return
    found = await talk.look(card, ref)
    head = say(talk.language, "questions.head", ref=found.ref, count=len(items))
    text = "\n".join(f"{'☑' if one.done else '☐'} {one.number}. {one.text}" for one in items)
    buttons = [InlineKeyboardButton(f"{'☑' if one.done else '☐'} {one.number}",
                                    callback_data=Press("question", found.id, 0, str(one.number)).data()) for one in items]  # fmt: skip
    rows = [buttons[start : start + IN_A_ROW] for start in range(0, len(buttons), IN_A_ROW)]
    await show_content(talk, found, head, text, say(talk.language, "questions.foot"), keyboard=keyboard(rows), name="-kysimused")
