"""The letters to the person that change a clock: more time, a question, forwarding; and that the answer is late."""

from datetime import date

from bot.days import day_first
from bot.names import SAME_LETTER, plain
from bot.papers import show_made
from bot.said import first_word
from bot.talk import Talk
from casework.ask import ask
from casework.extend import extend, extend_with_question, refuse_day
from casework.forward import forward
from casework.late import say_late
from casework.refusals import MissingReason

UNTIL = frozenset(map(plain, ("kuni", "until", "до")))
LATE = ("hilineb", "late", "опаздывает")


async def extend_term(talk: Talk, ref: str, words: str) -> None:
    """Answer /pikenda REF WHY; `samas kirjas WHY` puts it into the question that waits; `hilineb DAY WHY` says that the
    answer is late, which extends nothing."""
    word, rest = first_word(words)
    if plain(word) in LATE:
        named = day_first(rest, talk.desk.today)
        if named is None:
            await talk.say("missing.pikenda.hilineb", ref=ref)
            return
        await talk.act(say_late, ref, named[0], named[1])
        await show_made(talk, ref)
        return
    if said := _same_letter(words):
        await _extend_with_question(talk, ref, said, words[len(said) :].strip(" :,"))
        return
    if _names_a_day(words, talk.desk.today):
        await talk.act(refuse_day, ref)
    await talk.act(extend, ref, words)
    await show_made(talk, ref)


def _names_a_day(words: str, today: date) -> bool:
    """Tell whether words ask for a day ("kuni 20.12 ...", or nothing but a day); a reason may well begin with one."""
    word, rest = first_word(words)
    until = plain(word) in UNTIL
    named = day_first(rest if until else words, today)
    return named is not None and (until or not named[1])


def _same_letter(words: str) -> str:
    """Return the words that say "in the same letter", "" where none stand first."""
    return next((one for one in SAME_LETTER if plain(words).startswith(plain(one))), "")


async def _extend_with_question(talk: Talk, ref: str, said: str, why: str) -> None:
    """Answer /pikenda REF samas kirjas WHY: the question to the person that waits tells of the extension too."""
    if not why:
        raise MissingReason(command="pikenda.samas", ref=ref, so_far=said)
    await talk.act(extend_with_question, ref, why)
    await show_made(talk, ref)


async def ask_citizen(talk: Talk, ref: str, words: str) -> None:
    await talk.act(ask, ref, words)
    await show_made(talk, ref)


async def forward_letter(talk: Talk, ref: str, words: str) -> None:
    await talk.act(forward, ref, words)
    await show_made(talk, ref)
