"""What is done with a letter's questions and with the facts a text lacks: ticked by number, given one by one."""

from bot.papers import show_made
from bot.said import first_word
from bot.talk import Talk
from casework.checklist import tick
from casework.draft import draft_answer
from casework.given_facts import give_fact


async def tick_question(talk: Talk, ref: str, words: str) -> None:
    """Answer a press of a question's number: it is taken up in the answer, or after all not."""
    number = int(words) if words.isdecimal() else 0
    items = await talk.act(tick, ref, number)
    left = [str(one.number) for one in items if not one.done]
    key = "questions.left" if left else "questions.all_done"
    await talk.toast(key, numbers=", ".join(left))


async def fact(talk: Talk, ref: str, words: str) -> None:
    """Take a fact that a text lacked, and go on with the draft: it may lack the next one."""
    name, text = first_word(words)
    await talk.act(give_fact, ref, name, text)  # the one effect of this update: it stays though the draft may lack the next
    await talk.desk.do(draft_answer, talk.me, ref)
    await show_made(talk, ref)
