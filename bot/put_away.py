"""Letters put away as a machine's or as none of ours: /ootel shows the last of them, and takes one back where that was a mistake."""

from typing import Final

from bot.buttons import Press, keyboard
from bot.names import plain
from bot.talk import Talk
from bot.words import say
from casework.held import Held
from casework.put_back import put_away, put_back
from rules.records import Filed

AWAY: Final = frozenset(map(plain, ("masinad", "kõrval", "machines", "away", "машины", "убранные")))
BACK: Final = frozenset({"tagasi", "back", "назад"})


async def list_away(talk: Talk) -> None:
    """Show the letters put away last, by number and day only: why a person put one away may name somebody."""
    found = await talk.look(put_away)
    if not found:
        await talk.say("away.none")
        return
    lines = [say(talk.language, "away.head"), "", *(_line(talk, one) for one in found)]
    rows = [[talk.where.button("button.away_back", Press("ootel", words=f"{one.id} tagasi"), id=one.id)] for one in found]
    await talk.send("\n".join(lines), keyboard(rows))
    await talk.answer_press()


async def take_back(talk: Talk, ledger_id: int) -> None:
    await talk.do(put_back, talk.me.label, ledger_id)
    await talk.toast("away.back", id=ledger_id)


def _line(talk: Talk, one: Held) -> str:
    kind = "away.machine" if one.outcome is Filed.MACHINE else "away.dismissed"
    return say(talk.language, "held.line", id=one.id, why=say(talk.language, kind), received=one.received[:16].replace("T", " "))
