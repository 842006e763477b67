"""Whose letters a case holds: one split off as a new matter, two cases joined, the address the answer goes to."""

from bot.buttons import Press, keyboard
from bot.content import point_to_private
from bot.pen import Read
from bot.said import first_word, reference_first
from bot.talk import Talk
from bot.text import safe
from bot.words import moment, say
from casework.answer_address import addresses_of, answer_to, reveal_addresses
from casework.merge import merge, same_writer
from casework.refusals import NoSuchLetter
from casework.reveal import delete_later
from casework.split import LaterLetter, later_letters, split
from casework.views import card

PICKED = "k"  # stands before the id of a letter that a button names; what people type is its number in the list


async def split_off(read: Read, talk: Talk, ref: str, words: str) -> None:
    """Answer /jaga: the letters that came later, each with a button; with a number that letter becomes a case.

    Raises NoSuchLetter, also for one that a colleague has split off before.
    """
    found = await talk.look(later_letters, ref)
    if not words:
        await _list_letters(talk, ref, found)
        return
    chosen = next((one for one in found if words in (f"{PICKED}{one.id}", str(one.number))), None)
    if chosen is None:
        raise NoSuchLetter(ref=ref)
    made = await talk.act(split, ref, chosen.id, await read(chosen.digest))
    await talk.show(made.ref, say(talk.language, "split.done", ref=made.ref, old=ref))
    await talk.answer_press()


async def join(talk: Talk, ref: str, words: str) -> None:
    """Answer /yhenda: the first case takes up the second."""
    other = reference_first(words)[0]
    if not other:
        await talk.say("missing.yhenda")
        return
    same = await talk.look(same_writer, ref, other)
    await talk.act(merge, ref, other)
    above = say(talk.language, "merged.done" if same else "merged.two_writers", ref=ref, other=other)
    await talk.show(ref, above)


async def choose_address(talk: Talk, ref: str, words: str) -> None:
    """Answer /aadress: the addresses the letters named, in private; one chosen is where the answer will go."""
    found = await talk.look(card, ref)
    if not talk.shows_content:
        await point_to_private(talk, "aadress", found.ref)
        return
    number, _ = first_word(words)
    if not number.isdecimal():
        await _list_addresses(talk, ref)
        return
    named = await talk.look(addresses_of, found.ref)
    if not 1 <= int(number) <= len(named):
        await talk.say("missing.aadress")
        return
    await talk.act(answer_to, ref, named[int(number) - 1])
    await talk.show(ref, say(talk.language, "address.chosen", ref=found.ref))
    await talk.answer_press()


async def _list_letters(talk: Talk, ref: str, found: list[LaterLetter]) -> None:
    if not found:
        await talk.say("split.none", ref=ref)
        return
    case = await talk.look(card, ref)
    lines = [say(talk.language, "split.head", ref=case.ref)]
    lines += [say(talk.language, "split.line", number=one.number, at=moment(one.at, talk.zone)) for one in found]
    rows = [
        [talk.where.button("button.split_one", Press("jaga", case.id, 0, f"{PICKED}{one.id}"), number=one.number)]
        for one in found
    ]
    await talk.send("\n".join(lines), keyboard(rows))
    await talk.answer_press()


async def _list_addresses(talk: Talk, ref: str) -> None:
    named = await talk.act(reveal_addresses, ref)
    case = await talk.look(card, ref)
    lines: list[str] = [say(talk.language, "address.head", ref=case.ref)]
    lines += [f"{number}. {safe(address)}" for number, address in enumerate(named, 1)]
    rows = [
        [talk.where.button("button.answer_to", Press("aadress", case.id, case.version, str(number)), address=address)]
        for number, address in enumerate(named, 1)
        if number > 1
    ]
    shown = await talk.send("\n".join(lines), keyboard(rows), protect=True)
    await talk.desk.do(delete_later, talk.chat_id, [shown])
    await talk.answer_press()
