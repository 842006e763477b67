"""What a person writes after /otsi: words, phrases in quotes, and filters by name."""

import re
from calendar import isleap
from datetime import date
from typing import Final

from bot.days import day_first
from bot.names import plain
from casework.refusals import BadDay, NoSuchTopic
from casework.search import Query
from reading.topic import Topic
from rules.kinds import kind_named

LONGEST: Final = 2_000  # signs of a question; a message may be longer
# fmt: off
FILTERS: Final = {
    "liik": "kind",         "kind": "kind",         "вид": "kind",
    "menetleja": "handler", "handler": "handler",   "исполнитель": "handler",
    "teema": "topic",       "topic": "topic",       "тема": "topic",
    "alates": "since",      "since": "since",       "с": "since",   "from": "since",
    "kuni": "until",        "until": "until",       "по": "until",  "до": "until",
}
# fmt: on
ME: Final = frozenset(map(plain, ("mina", "me", "я")))
_QUOTED: Final = re.compile(r"[\"„“”«»]([^\"„“”«»]+)[\"„“”«»]")
_FILTER: Final = re.compile(rf"(?<!\S)({'|'.join(sorted(FILTERS, key=len, reverse=True))}):(?:[\"„“”«»]([^\"„“”«»]*)[\"„“”«»]|(\S+))", re.I)


def read_query(text: str, today: date, topics: tuple[Topic, ...], me: str) -> Query:
    """Return what is looked for. Raises UnknownKind, NoSuchTopic, BadDay for a filter that says nothing."""
    text = text[:LONGEST]
    told: dict[str, str] = {}

    def take(found: re.Match[str]) -> str:
        told[FILTERS[plain(found[1])]] = (found[2] or found[3] or "").strip()
        return " "

    rest = _FILTER.sub(take, text)
    phrases = tuple(found[1] for found in _QUOTED.finditer(rest))
    handler = told.get("handler", "")
    return Query(
        text, _QUOTED.sub(" ", rest), phrases,
        kind=kind_named(told["kind"]) if told.get("kind") else None,
        handler=me if plain(handler) in ME else handler,
        topic=topic_meant(told["topic"], topics) if told.get("topic") else "",
        since=_day(told["since"], today) if told.get("since") else None,
        until=_day(told["until"], today) if told.get("until") else None,
    )  # fmt: skip


def topic_meant(word: str, topics: tuple[Topic, ...]) -> str:
    """Return the topic a word names, or begins to name. Raises NoSuchTopic."""
    wanted = plain(word)
    for fits in (str.__eq__, str.startswith, str.__contains__):
        for one in topics:
            if fits(plain(one.slug), wanted) or fits(plain(one.name), wanted):
                return one.slug
    raise NoSuchTopic(topic=word, topics=", ".join(one.slug for one in topics))


def _day(words: str, today: date) -> date:
    """Return the day meant. A day without a year is the last such day, not the next. Raises BadDay."""
    found = day_first(words, today)
    if found is None:
        raise BadDay(words=words)
    day, _ = found
    if day <= today or str(day.year) in words:
        return day
    return next(date(year, day.month, day.day) for year in range(day.year - 1, day.year - 9, -1) if _is_day(year, day))


def _is_day(year: int, day: date) -> bool:
    return (day.month, day.day) != (2, 29) or isleap(year)
