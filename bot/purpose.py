"""A case that is not mine: what I read it for is asked first, one press says it, and what was asked for is done."""

from collections.abc import Awaitable, Callable, Mapping

from bot.buttons import RIGHT_OF, Press, keyboard
from bot.said import first_word
from bot.talk import Talk
from casework.purpose import state_purpose
from casework.refusals import PurposeNeeded
from casework.views import card
from rules.purposes import PURPOSES, purpose_named
from rules.rights import may_use

Action = Callable[[Talk, str, str], Awaitable[None]]


async def ask_purpose(talk: Talk, action: str, needed: PurposeNeeded, words: str = "") -> None:
    """Ask what a look is for, a button for each purpose; `action` is what will be done then, with the words it was asked with."""
    found = await talk.look(card, str(needed.facts["ref"]))
    talk.ref = found.ref
    rows = [[talk.where.button(f"purpose.{one}", Press("purpose", found.id, 0, f"{action} {one} {words}".strip()))] for one in PURPOSES]
    await talk.say("purpose.ask", keyboard(rows), ref=found.ref)
    await talk.answer_press()


async def say_purpose(actions: Mapping[str, Action], talk: Talk, ref: str, words: str) -> None:
    """Write the purpose down, and show what it was asked for."""
    name, said = first_word(words)
    word, rest = first_word(said)
    purpose, action = purpose_named(word), actions.get(name)
    if purpose is None or action is None or not may_use(talk.me.roles, RIGHT_OF.get(name, name)):
        await talk.toast("button.unknown")
        return
    await talk.desk.do(state_purpose, talk.me, ref, purpose)
    await action(talk, ref, rest)
