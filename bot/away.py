"""/puhkus: who is away, from when until when, and who stands in."""

from datetime import date

from bot.days import OPEN_ENDED, day_first
from bot.names import plain
from bot.talk import Talk
from bot.words import day, say
from casework.absence import away_now_or_later, come_back, go_away

BACK = frozenset(map(plain, ("lõpp", "lõpeta", "tagasi", "end", "back", "конец")))


async def away(talk: Talk, _ref: str, words: str) -> None:
    """Answer /puhkus [OFFICIAL] FROM TO|lahtine WHO, /puhkus [OFFICIAL] lõpp, and alone with who is away."""
    if not words.strip():
        await _list(talk)
        return
    whose, rest = _name_first(words, talk)
    if _is_back(whose):
        await _back(talk, " ".join(whose.split()[:-1]))
        return
    begins = day_first(rest, talk.desk.today) if rest else None
    ends = _end(begins[1], talk) if begins else None
    if begins is None or ends is None or not ends[1]:
        await talk.say("missing.puhkus")
        return
    me = talk.me
    row = await talk.do(go_away, me, whose, begins[0], ends[0], ends[1])
    await talk.say("away.entered", first=row.first, last=_last(row.last, talk), stand_in=ends[1])


async def _list(talk: Talk) -> None:
    found = await talk.look(away_now_or_later)
    lines = [say(talk.language, "away.line", name=name, first=first, last=_last(last, talk), stand_in=stand_in)
             for name, first, last, stand_in in found]  # fmt: skip
    head = say(talk.language, "away.list" if lines else "away.nobody")
    await talk.send("\n".join((head, *lines, "", say(talk.language, "missing.puhkus"))))


async def _back(talk: Talk, whose: str) -> None:
    (row, *_) = await talk.do(come_back, talk.me, whose)
    if row.first > talk.desk.today:
        await talk.say("away.cancelled", first=row.first, last=_last(row.last, talk))
        return
    await talk.say("away.ended")


def _last(last: date | None, talk: Talk) -> str:
    return day(last) if last else say(talk.language, "away.open")


def _name_first(words: str, talk: Talk) -> tuple[str, str]:
    """Return the name that stands before the first day, and what begins with that day."""
    parts = words.split()
    for count in range(len(parts)):
        rest = " ".join(parts[count:])
        if day_first(rest, talk.desk.today):
            return " ".join(parts[:count]), rest
    return words.strip(), ""


def _end(words: str, talk: Talk) -> tuple[date | None, str] | None:
    first, _, rest = words.partition(" ")
    if plain(first) in OPEN_ENDED:
        return None, rest.strip()
    return day_first(words, talk.desk.today)


def _is_back(words: str) -> bool:
    return bool(words) and plain(words.split()[-1]) in BACK
