"""Official positions in the chat: listed, read, said anew, ended; and the reason why an answer departs from one."""

import re
from collections.abc import Mapping
from typing import Final

from bot.days import day_first
from bot.names import language_named, plain
from bot.said import first_word, reference_first
from bot.talk import Talk
from bot.words import day, say
from casework.positions import PositionView, depart, end_position, put_position, see_positions
from rules.kinds import Language

END: Final = ("lopp", "end", "конец")
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNTIL: Final = re.compile(r"\b(?:kuni|until|до)\s+(\S+)", re.IGNORECASE)
_SOURCE: Final = re.compile(r"\b(?:allikas|source|источник)\s+(.+)$", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"^([a-zõäöü]{2,8}):\s*(.*)$", re.IGNORECASE)


async def position(talk: Talk, _ref: str, words: str) -> None:
    """Answer /seisukoht: all; of a TOPIC; with a text in further lines a new one; with a case's NUMBER why its answer departs."""
    ref, why = reference_first(words)
    if ref:
        await talk.act(depart, ref, why)
        await talk.show(ref, say(talk.language, "position.departs"))
        return
    head, _, body = words.partition("\n")
    word, rest = first_word(head)
    topic = plain(word)
    if not word:
        await _list(talk)
    elif plain(rest) in END:
        await _changed(talk, topic, await talk.do(end_position, talk.me, topic))
    elif body.strip():
        await _put(talk, topic, rest, body)
    else:
        found = await talk.look(see_positions, topic)
        await talk.send("\n\n".join(_whole(talk, one) for one in found))


async def _put(talk: Talk, topic: str, head: str, body: str) -> None:
    if not _SLUG.fullmatch(topic):
        await talk.say("missing.seisukoht")
        return
    until, source = _UNTIL.search(head), _SOURCE.search(head)
    last = day_first(until[1], talk.desk.today) if until else None
    refs = await talk.do(put_position, talk.me, topic, texts_in(body), source=source[1].strip() if source else "",
                         valid_to=last[0] if last else None)  # fmt: skip
    await _changed(talk, topic, refs)


async def _changed(talk: Talk, topic: str, refs: tuple[str, ...]) -> None:
    """Say that it is done and which open drafts rest on the old words."""
    await talk.say("position.changed", topic=topic)
    if refs:
        await talk.say("position.rests", refs=", ".join(refs))


async def _list(talk: Talk) -> None:
    found = await talk.look(see_positions)
    lines = [say(talk.language, "position.line" if one.valid else "position.line_expired", topic=one.topic, owner=one.owner,
                 until=_in_words(talk, one) if one.valid else _until(one), drafts=len(one.drafts)) for one in found]  # fmt: skip
    await talk.send("\n".join([say(talk.language, "position.list", count=len(found)), *lines]))


def texts_in(body: str) -> Mapping[Language, str]:
    """Return the texts of a message by language: Estonian first, each other after a line "ru:", "en:" or "de:"."""
    texts: dict[Language, list[str]] = {Language.ESTONIAN: []}
    current = Language.ESTONIAN
    for line in body.splitlines():
        found = _LANGUAGE.match(line)
        named = language_named(found[1]) if found else None
        if found and named:
            current = named
            texts.setdefault(current, []).append(found[2])
        else:
            texts[current].append(line)
    return {language: text for language, lines in texts.items() if (text := "\n".join(lines).strip())}


def _whole(talk: Talk, one: PositionView) -> str:
    head = say(talk.language, "position.head", topic=one.topic, owner=one.owner, source=one.source, since=day(one.valid_from),
               until=_until(one))  # fmt: skip
    texts = [say(talk.language, "position.text", spoken=language, text=text) for language, text in one.text.items()]
    state = [] if one.valid else [say(talk.language, "position.expired")]
    drafts = [say(talk.language, "position.rests", refs=", ".join(one.drafts))] if one.drafts else []
    return "\n".join([head, *state, *texts, *drafts])


def _in_words(talk: Talk, one: PositionView) -> str:
    return say(talk.language, "position.until", day=day(one.valid_to)) if one.valid_to else say(talk.language, "position.no_end")


def _until(one: PositionView) -> str:
    return day(one.valid_to) if one.valid_to else "…"
