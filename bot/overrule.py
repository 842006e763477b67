"""How a person overrules what the house suggests of a letter: by one press under /miks, or by /paranda."""

from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, in_rows, keyboard, kind_button
from bot.names import NO, YES, plain
from bot.queries import topic_meant
from bot.said import first_word
from bot.talk import Talk
from bot.words import say
from casework.overrule import change_offence, change_reply, change_topic, hide
from casework.refusals import MissingReason
from casework.views import Card, card
from reading.topic import topic_name, topics_in_use
from rules.kinds import Child, Kind, Language
from rules.life import State

TOPIC: Final = frozenset(map(plain, ("teema", "topic", "тема")))
REPLY: Final = frozenset(map(plain, ("vastus", "reply", "ответ")))
OFFENCE: Final = frozenset(map(plain, ("süütegu", "offence", "правонарушение")))
HIDE: Final = frozenset(map(plain, ("peida", "hide", "mask", "скрыть")))
ANSWERED_IN: Final = (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH)


async def correct(talk: Talk, ref: str, words: str) -> None:
    """Answer /paranda: alone what may be overruled by a press, else topic, reply, offence, or words to be masked."""
    what, rest = first_word(words)
    match plain(what):
        case "":
            await _show(talk, ref)
        case topic if topic in TOPIC:
            await _topic(talk, ref, rest)
        case reply if reply in REPLY:
            owed = _yes_or_no(rest)
            await talk.act(change_reply, ref, owed)
            await talk.show(ref, say(talk.language, f"corrected.reply.{'yes' if owed else 'no'}"))
        case offence if offence in OFFENCE:
            suspected = _yes_or_no(rest)
            await talk.act(change_offence, ref, suspected)
            await talk.show(ref, say(talk.language, f"corrected.offence.{'yes' if suspected else 'no'}"))
        case hidden if hidden in HIDE:
            await _hide(talk, ref, rest)
        case _:
            await talk.say("missing.paranda")


async def _show(talk: Talk, ref: str) -> None:
    found = await talk.look(card, ref)
    await talk.say("correct.which", keyboard(correction_rows(found, talk.where)), ref=found.ref)
    await talk.answer_press()


async def ask_kind(talk: Talk, ref: str) -> None:
    """Show every other kind as a button."""
    found = await talk.look(card, ref)
    buttons = [kind_button(found, kind, talk.where) for kind in Kind if kind is not found.kind]
    await talk.say("correct.kind", keyboard(in_rows(buttons, 2)), ref=found.ref)
    await talk.answer_press()


async def _topic(talk: Talk, ref: str, words: str) -> None:
    """Say what the letter is about; without a word the topics stand as buttons."""
    if words:
        topic = topic_meant(words, topics_in_use())
        await talk.act(change_topic, ref, topic)
        await talk.show(ref, say(talk.language, "corrected.topic", topic=topic_name(topic) or topic))
        return
    found = await talk.look(card, ref)
    buttons = [InlineKeyboardButton(one.name, callback_data=Press("paranda", found.id, 0, f"teema {one.slug}").data())
               for one in topics_in_use() if one.slug != found.topic]  # fmt: skip
    await talk.say("correct.topic", keyboard(in_rows(buttons, 2)), ref=found.ref)
    await talk.answer_press()


async def _hide(talk: Talk, ref: str, words: str) -> None:
    """Mask what was left readable; the words are asked for where they are lacking, and said in private only."""
    if not words:
        raise MissingReason(command="paranda.peida", ref=(await talk.look(card, ref)).ref, so_far="peida")
    count = await talk.act(hide, ref, words)
    await talk.show(ref, say(talk.language, "corrected.hidden", count=count))


def _yes_or_no(words: str) -> bool:
    """Return what was said. Raises MissingReason where it is neither."""
    said = plain(first_word(words)[0])
    if said not in YES | NO:
        raise MissingReason(command="paranda")
    return said in YES


def correction_rows(card: Card, where: Where) -> list[list[InlineKeyboardButton]]:
    """Return one press for each suggestion that may be wrong. What they say is right whatever has changed since."""
    if card.state is State.CLOSED or not where.may("paranda"):
        return []
    kinds = [kind_button(card, kind, where) for kind in card.other_kinds]
    spoken_in = [where.button("button.language", Press("keel", card.id, 0, one), spoken=say(where.language, f"language.{one}"))
                 for one in ANSWERED_IN if one is not card.language]  # fmt: skip
    said = [where.button("button.topic", Press("paranda", card.id, 0, "teema")),
            _other_way("reply", "vastus", card, where, card.expects_reply), _other_way("offence", "suutegu", card, where, card.offence),
            *([where.button("button.hide", Press("paranda", card.id, 0, "peida"))] if not where.link else [])]  # fmt: skip
    return [*in_rows([*kinds, where.button("button.kinds", Press("liik", card.id))], 2), spoken_in, *in_rows(said, 2),
            _child(card, where), _media(card, where)]  # fmt: skip


def _other_way(subject: str, word: str, card: Card, where: Where, now: bool) -> InlineKeyboardButton:
    """Return the button that says the opposite of what is held now."""
    return where.button(f"button.{subject}.{'no' if now else 'yes'}", Press("paranda", card.id, 0, f"{word} {'ei' if now else 'jah'}"))


def _child(card: Card, where: Where) -> list[InlineKeyboardButton]:
    levels = ((Child.DANGER, "oht"), (Child.CONCERN, "mure"), (Child.NONE, "ei"))
    shown = [(level, word) for level, word in levels if level is not card.child and (level is not Child.NONE or not where.link)]
    return [where.button(f"button.child.{level}", Press("laps", card.id, 0, word)) for level, word in shown] if where.may("laps") else []


def _media(card: Card, where: Where) -> list[InlineKeyboardButton]:
    if not where.may("meedia"):
        return []
    return [where.button("button.no_media", Press("meedia", card.id, 0, "ei valehäire")) if card.media else where.button("button.media", Press("meedia", card.id, 0, "jah"))]
