"""The log of looks: who has seen what of a case, and why. For the data protection officer and the heads."""

from typing import Final

from bot.talk import Talk
from bot.text import cut_lines
from bot.words import has, moment, say
from casework.reveal import looks

MOST_LOOKS: Final = 100


async def show_looks(talk: Talk, ref: str) -> None:
    """Show the newest looks, one a line. Raises NoSuchCase, NotAllowed."""
    found = await talk.act(looks, ref)
    told = [say(talk.language, "log.line", at=moment(one.at, talk.zone), by=one.by, what=_look_in_words(talk, one.what),
                note=f" ({one.note})" if one.note else "") for one in found[-MOST_LOOKS:]]  # fmt: skip
    head = say(talk.language, "log.head" if told else "log.none", ref=ref, count=len(found))
    for part in cut_lines([head, *told]):
        await talk.send(part)


def _look_in_words(talk: Talk, what: str) -> str:
    return say(talk.language, f"log.{what}") if has(f"log.{what}") else what
