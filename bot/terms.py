"""The two terms of a challenge: both are shown, and a person says which one holds (HMS § 84, SÜS § 36)."""

from typing import Final

from bot.buttons import Press, keyboard
from bot.names import plain
from bot.talk import Talk
from bot.words import day, say
from casework.two_terms import terms_of
from casework.views import Card

_SPOKEN: Final = {
    **dict.fromkeys(map(plain, ("r12", "haldusmenetlus", "haldus", "administrative", "административное")), "R12"),
    **dict.fromkeys(map(plain, ("r13", "sotsiaalkaitse", "sotsiaal", "social", "соцзащита")), "R13"),
}


def challenge_term(words: str) -> tuple[str, str]:
    """Return the words of a kind without the term named behind it, and the rule of that term; "" where none is."""
    parts = words.split()
    rule = _SPOKEN.get(plain(parts[-1]), "") if len(parts) > 1 else ""
    return (" ".join(parts[:-1]), rule) if rule else (words, "")


async def ask_term(talk: Talk, card: Card) -> None:
    """Show both terms of a challenge, and a button for each that is not the one that holds by a person's word."""
    found = await talk.look(terms_of, card.ref)
    if len(found) < 2:
        return
    head = "term.said" if any(one.said for one in found) else "term.which"
    lines = [say(talk.language, head), *(say(talk.language, "term.of_said" if one.said else "term.of", basis=one.basis, due=day(one.due)) for one in found)]
    row = [talk.where.button(f"button.term.{one.rule}", Press("liik", card.id, card.version, f"vaie {one.rule}"))
           for one in found if not one.said]  # fmt: skip
    await talk.send("\n".join(lines), keyboard([row]))
