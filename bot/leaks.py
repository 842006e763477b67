"""A letter that the leak guard stops: what was found, shown in private alone, and how one goes on in spite of it."""

from typing import Final

from bot.content import point_to_private, show_for_a_while
from bot.names import plain
from bot.said import first_word
from bot.talk import Talk
from bot.text import spoiler
from bot.words import say
from casework.leak_guard import Finding, show_leaks
from casework.views import card

ANYWAY: Final = frozenset(map(plain, ("siiski", "ikkagi", "anyway", "всё равно", "все-таки", "всё-таки")))
MOST: Final = 12  # findings that one message names


def without_anyway(words: str) -> tuple[str, str]:
    """Return the words and, apart from them, the reason after "siiski"; without a reason there is none."""
    word, why = first_word(words)
    return ("", why) if plain(word) in ANYWAY else (words, "")


async def show_stop(talk: Talk, ref: str, command: str) -> None:
    """Say that the letter was stopped and by what signs; the words found are content."""
    await talk.answer_press()
    ref = (await talk.look(card, ref)).ref
    if not talk.private:
        await point_to_private(talk, "mustand", ref, "leak.in_private")
        return
    found = await (talk.act(show_leaks, ref) if talk.shows_content else talk.look(show_leaks, talk.me, ref))
    lines = [_line(talk, one) for one in found[:MOST]]
    head = say(talk.language, "leak.head", ref=ref, count=len(found))
    foot = say(talk.language, "leak.foot", ref=ref, command=command)
    await show_for_a_while(talk, "\n".join([head, "", *lines, "", foot]))


def _line(talk: Talk, one: Finding) -> str:
    name = say(talk.language, f"leak.sign.{one.sign}")
    if not talk.shows_content:
        return f"• {name}"
    shown = " · ".join(filter(None, (one.words, "" if one.where in ("text", "to") else one.where)))
    return f"• {name}{': ' + spoiler(shown) if shown else ''}"
