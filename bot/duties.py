"""Duties with a clock of their own in the chat: /rada, /valesaaja, and a reminder handed on."""

from bot.names import DONE, plain
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say
from casework.people import names_of
from casework.remind import pass_on_reminder
from casework.tracks import end_track, finish_duty, misdirected, start_track
from rules.tracks import TrackKind

END = frozenset(map(plain, ("lõpeta", "lõpp", "lopeta", "end", "конец")))
_KINDS = {
    **{plain(kind): kind for kind in TrackKind}, "whistleblower": TrackKind.WHISTLEBLOWER, "breach": TrackKind.BREACH,
    "offence": TrackKind.OFFENCE, "crime": TrackKind.OFFENCE,
}  # fmt: skip


async def track(talk: Talk, ref: str, words: str) -> None:
    """Answer /rada REF KIND: begin a track; `tehtud [DUTY]` records, `lopeta WHY` ends it."""
    word, rest = first_word(words)
    kind = _KINDS.get(plain(word))
    if kind is None:
        await talk.say("missing.rada")
        return
    said, further = first_word(rest)
    name = say(talk.language, f"track.{kind}")
    if plain(said) in END:
        await talk.act(end_track, ref, kind, further)
        await talk.show(ref, say(talk.language, "track.ended", track=name))
    elif plain(said) in DONE:
        duty = await talk.act(finish_duty, ref, kind, plain(further))
        done = say(talk.language, f"duty.{duty.word}")
        await talk.show(ref, say(talk.language, "track.done", track=name, duty=done))
    elif said:
        await talk.say("missing.rada")
    else:
        await talk.act(start_track, ref, kind)
        await talk.show(ref, say(talk.language, "track.started", track=name))


async def wrong_recipient(talk: Talk, ref: str, _words: str) -> None:
    """Answer /valesaaja REF: the 72 hours begin."""
    until = await talk.act(misdirected, ref)
    await talk.show(ref, say(talk.language, "track.misdirected", until=moment(until, talk.zone)))


async def pass_on(talk: Talk, ref: str, _words: str) -> None:
    """Answer "Annan edasi": the next of the chain is told at once."""
    told = await talk.act(pass_on_reminder, ref)
    names = await talk.look(names_of, told)
    await talk.toast("passed_on", ref=ref, names=", ".join(names) or "–")
