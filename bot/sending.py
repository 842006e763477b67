"""How an answer leaves: by mail or chat, signed, encrypted, by post or DHX, or spoken; each recorded by a person where no machine can see it."""

from datetime import date
from typing import Final

from telegram import Document

from bot.buttons import Press, keyboard
from bot.content import point_to_private
from bot.days import day_first
from bot.editing import send_file
from bot.leaks import show_stop, without_anyway
from bot.names import plain
from bot.papers import show_made
from bot.post import post_file
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say
from casework.answer_in_chat import ask_for_address
from casework.chat_messages import Shown, remember
from casework.hand_over import Prepared, prepare_by_hand, record_by_hand, record_spoken
from casework.refusals import BadDay
from casework.refusals_of_letters import ContainerRefused, LeakSuspected, NotInChat, ProofNeeded
from casework.reveal import delete_later
from casework.sealed import LARGEST, pdf_to_seal, take_sealed
from casework.send import send_answer
from casework.signed import pdf_to_sign, take_signed
from casework.since import since_approval
from casework.views import card
from rules.records import HandedBy

ADDRESS: Final = "postal:"  # a question for the address of an envelope, with the way
RECORD: Final = "handed:"  # a question for day and proof, with the way
SIGN, SEAL = "to_sign", "to_seal"  # a PDF that comes back signed or encrypted
PROMPTS: Final = (ADDRESS, RECORD, SIGN, SEAL)
SEEN: Final = frozenset({"nahtud", "seen"})
WAYS: Final = {
    **{plain(way.value): way for way in HandedBy}, "mail": None, "tahitult": HandedBy.REGISTERED, "registered": HandedBy.REGISTERED,
    "inperson": HandedBy.IN_PERSON, "kasikaes": HandedBy.IN_PERSON, "phone": HandedBy.PHONE, "suuliselt": HandedBy.PHONE,
}  # fmt: skip
CONTENT: Final = {"jah": True, "ja": True, "yes": True, "да": True, "ei": False, "no": False, "нет": False}


async def send_letter(talk: Talk, ref: str, words: str) -> None:
    """Answer /saada: the approved version goes out when the undo window has closed, or by a person's hand."""
    words, anyway = without_anyway(words)
    word, rest = first_word(words)
    if plain(word) == "allkirjastan":
        await hand_out_to_sign(talk, ref, "")
    elif way := WAYS.get(plain(word)):
        await _by_hand(talk, ref, way, rest)
    elif word and plain(word) not in SEEN:
        await talk.say("way_unknown")
    elif not word and (news := await talk.look(since_approval, ref)):
        await _tell_news(talk, ref, news)
    else:
        await _send(talk, ref, anyway)


async def hand_out_to_sign(talk: Talk, ref: str, _words: str) -> None:
    """Send the approved PDF; an answer to it with the signed container takes its place."""
    if not talk.shows_content:
        await point_to_private(talk, "mustand", (await talk.look(card, ref)).ref, "draft.in_private")
        return
    await send_file(talk, ref, await talk.act(pdf_to_sign, ref), "sign.how", SIGN)


async def hand_out_to_seal(talk: Talk, ref: str, _words: str) -> None:
    """Send the PDF of a restricted answer; an answer to it with the encrypted container is what will leave."""
    if not talk.shows_content:
        await point_to_private(talk, "mustand", (await talk.look(card, ref)).ref, "draft.in_private")
        return
    await send_file(talk, ref, await talk.act(pdf_to_seal, ref), "seal.how", SEAL)


async def take_container(talk: Talk, shown: Shown, document: Document) -> None:
    """Take a container back: an encrypted one before approval, a signed one after it."""
    if (document.file_size or 0) > LARGEST:
        raise ContainerRefused(why="too_large", name="")
    octets, name = bytes(await (await document.get_file()).download_as_bytearray()), document.file_name or ""
    if shown.what == SEAL or name.lower().endswith((".cdoc", ".cdoc2")):
        await talk.act(take_sealed, shown.ref, name, octets, shown.version or None)
        await show_made(talk, shown.ref)
        return
    signed = await talk.act(take_signed, shown.ref, name, octets)
    await talk.show(shown.ref, say(talk.language, "signed.taken", version=signed.version))


async def hear_prompt(talk: Talk, shown: Shown, text: str) -> None:
    """Take the words that answer a question of this room: an address, or day and proof."""
    what, _, way = shown.what.partition(":")
    if f"{what}:" == ADDRESS:
        await _prepare(talk, shown.ref, HandedBy(way), text)
    elif f"{what}:" == RECORD and way == HandedBy.PHONE:
        await _record_spoken(talk, shown.ref, text)
    elif f"{what}:" == RECORD:
        day, proof = _day(talk, text)
        await talk.act(record_by_hand, shown.ref, HandedBy(way), day, proof)
        await talk.show(shown.ref, say(talk.language, "handed.recorded"))
    else:
        await talk.say(f"{shown.what}.wants_file", ref=shown.ref)


async def _send(talk: Talk, ref: str, anyway: str) -> None:
    try:
        item = await talk.act(send_answer, ref, anyway)
    except LeakSuspected:
        await show_stop(talk, ref, "saada")
        return
    except NotInChat:
        await talk.act(ask_for_address, ref)
        await talk.show(ref, say(talk.language, "chat_answer.asked"))
        await talk.answer_press()
        return
    await talk.show(ref, say(talk.language, "goes_at", time=moment(item.try_after, talk.zone)))
    await talk.answer_press()


async def _tell_news(talk: Talk, ref: str, news: tuple[str, ...]) -> None:
    """Show the sender what has come since the approval: it voids nothing, a person decides."""
    found = await talk.look(card, ref)
    what = ", ".join(say(talk.language, f"since.{one}") for one in news)
    row = [talk.where.button("button.send_anyway", Press("saada", found.id, found.version, "nahtud"))]
    if talk.where.may("kiri"):
        row.append(talk.where.content_button("button.letter", "kiri", found))
    await talk.send(say(talk.language, "since.head", ref=found.ref, what=what), keyboard([row]))
    await talk.answer_press()


async def ask_spoken(talk: Talk, ref: str) -> None:
    """Ask in private what was said to whom; elsewhere point there."""
    if not talk.private:
        await point_to_private(talk, "vaata", ref, "handed.in_private")
        return
    await _ask(talk, ref, f"{RECORD}{HandedBy.PHONE}", "handed.spoken_how")


async def _by_hand(talk: Talk, ref: str, way: HandedBy, words: str) -> None:
    found = await talk.look(card, ref)
    if not talk.private:
        await point_to_private(talk, "vaata", found.ref, "handed.in_private")
        return
    if way is HandedBy.PHONE:
        await ask_spoken(talk, found.ref)
    elif way in (HandedBy.POST, HandedBy.REGISTERED) and not words:
        await _ask(talk, found.ref, f"{ADDRESS}{way}", "handed.address")
    else:
        await _prepare(talk, found.ref, way, words)


async def _prepare(talk: Talk, ref: str, way: HandedBy, address: str) -> None:
    if not talk.shows_content:
        await point_to_private(talk, "mustand", ref, "draft.in_private")
        return
    try:
        prepared: Prepared = await talk.act(prepare_by_hand, ref, way, address)
    except LeakSuspected:
        await show_stop(talk, ref, "saada")
        return
    shown = [await post_file(talk.bot, talk.chat_id, one.name, one.octets, "", None, thread=talk.thread, protect=False) for one in prepared.files]
    await talk.desk.do(delete_later, talk.chat_id, shown)
    await _ask(talk, ref, f"{RECORD}{way}", f"handed.{way}")


async def _record_spoken(talk: Talk, ref: str, text: str) -> None:
    """Take "day; with whom; yes or no; summary", divided by semicolons or lines."""
    parts = [one.strip() for one in text.replace("\n", ";").split(";", 3)]
    if len(parts) < 4 or plain(parts[2]) not in CONTENT:
        raise ProofNeeded(ref=ref)
    day, _ = _day(talk, parts[0])
    content = CONTENT[plain(parts[2])]
    await talk.act(record_spoken, ref, day, parts[1], parts[3], content=content)
    found = await talk.look(card, ref)
    row = [talk.where.button("button.close_spoken", Press("sulge", found.id, found.version, "vastatud_suuliselt"))] if content else []
    await talk.send(say(talk.language, "handed.spoken" if content else "handed.spoken_not_content", ref=ref), keyboard([row]))


async def _ask(talk: Talk, ref: str, what: str, key: str) -> None:
    found = await talk.look(card, ref)
    message_id = await talk.say(key, ref=found.ref)
    await talk.desk.do(remember, talk.chat_id, message_id, found.id, what, found.draft_version)
    await talk.answer_press()


def _day(talk: Talk, words: str) -> tuple[date, str]:
    """Return the day that words begin with, not one to come, and the rest. Raises BadDay."""
    today = talk.desk.today
    found = day_first(words, today)
    if found is None:
        raise BadDay(words=first_word(words)[0][:20])
    return found
