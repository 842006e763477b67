"""What is done with a case itself: seen, taken, given, called by its right kind and language, explained, ended."""

import re
from datetime import date
from typing import Final

from bot.buttons import Press, keyboard, outcome_buttons
from bot.cards import term_line
from bot.content import point_to_private, show_for_a_while
from bot.days import day_first
from bot.looks import show_looks
from bot.names import language_named, outcome_named, plain
from bot.open_acts import acts_line, forward_line
from bot.overrule import ask_kind, correction_rows
from bot.papers import show_made
from bot.proof import acts_text, proof_text, reasons_text, sign_names
from bot.said import first_word
from bot.sending import ask_spoken
from bot.talk import Talk
from bot.terms import ask_term, challenge_term
from bot.words import refusal, say
from casework.absence import away_now
from casework.agreed_language import agree_language
from casework.assign import assign, take
from casework.chat_messages import CARD, remember
from casework.close import UNANSWERED, close, reopen
from casework.content import why
from casework.correct import change_kind, change_language
from casework.limit import lift, limit, withdraw
from casework.proof_letter import add_proof
from casework.refusals import PurposeNeeded
from casework.refusals_of_law import GroundNeeded
from casework.refusals_of_letters import NothingSpoken
from casework.refuse import refuse
from casework.remind import acknowledge_reminder
from casework.reveal import reveal_reasons
from casework.views import card
from rules.kinds import Kind, Language, kind_name, kind_named
from rules.rights import may_use

INTO_ANSWER = ("vastusesse", "vastus", "into answer", "answer", "в ответ", "ответ")
_BY_DAY: Final = frozenset(map(plain, ("tähtajaga", "tähtaeg", "tähtpäev", "kuni", "hiljemalt", "päevaks", "by", "until", "до", "срок")))
WITHDRAWS: Final = frozenset(map(plain, ("taandan", "taandun", "taandub", "withdraw", "recuse", "самоотвод")))
EVERYBODY: Final = frozenset(map(plain, ("kõik", "kõigile", "all", "everybody", "все", "всем", "lõpp")))
LOG = frozenset(map(plain, ("logi", "log", "журнал")))
AGREED = frozenset(map(plain, ("kokkulepe", "kokkuleppel", "agreed", "agreement", "договорённость", "по договорённости")))
ME = ("mina", "mulle", "mina ise", "me", "я", "мне")


async def show(talk: Talk, ref: str, words: str) -> None:
    """Answer /vaata REF; `logi` shows who has looked at its content, in private."""
    if plain(words) not in LOG:
        await talk.show(ref)
    elif not talk.private:
        await talk.say("words_in_private", command="vaata")
    else:
        await show_looks(talk, ref)


async def take_case(talk: Talk, ref: str, _words: str) -> None:
    await talk.act(take, ref)
    await talk.answer_press(say(talk.language, "taken", ref=ref))  # before the card is painted: somebody looks at the button
    await talk.show(ref)


async def give(talk: Talk, ref: str, words: str) -> None:
    word, why = first_word(words)
    if plain(word) in WITHDRAWS:
        await step_back(talk, ref, why)
        return
    to = talk.me.name if words.casefold() in ME else words
    await talk.act(assign, ref, to)
    await talk.show(ref, await _if_away(talk, ref))


async def _if_away(talk: Talk, ref: str) -> str:
    """Return whether the new handler is away, and who stands in; "" for one who is at work."""
    found = await talk.look(card, ref)
    away = await talk.look(away_now, found.handler_id or 0)
    if away is None or found.handler_id == talk.me.id:
        return ""
    until = say(talk.language, "assigned_away.until", last=away.last) if away.last else ""
    key = "assigned_away.nobody" if not away.stand_in_id else "assigned_away.me" if away.stand_in_id == talk.me.id else "assigned_away"
    return say(talk.language, key, name=found.handler, until=until, stand_in=away.stand_in, ref=found.ref)


async def step_back(talk: Talk, ref: str, why: str) -> None:
    """Take oneself out of a case, with a reason; from then on it is not there for this person."""
    ref = (await talk.look(card, ref)).ref
    if not why:
        await talk.answer_press()
        await talk.say("withdraw_how", ref=ref)
        return
    receiver = await talk.act(withdraw, ref, why)
    await talk.say("withdrawn" if receiver else "withdrawn_to_nobody", ref=ref, name=receiver)


async def only(talk: Talk, ref: str, words: str) -> None:
    """Answer /piira: only the named know of the case; "kõik" lifts that."""
    ref = (await talk.look(card, ref)).ref
    if plain(words) in EVERYBODY:
        await talk.act(lift, ref)
        await talk.say("limit.lifted", ref=ref)
        return
    names = [one.strip() for one in re.split(r",|;| ja | и | and ", words) if one.strip()]
    told = await talk.act(limit, ref, [talk.me.name if one.casefold() in ME else one for one in names])
    await talk.say("limit.done", ref=ref, names=", ".join(told))


async def call_kind(talk: Talk, ref: str, words: str) -> None:
    """Say what the letter is in law and the day it names, and tell what the dates were and are. Without a word the kinds stand as buttons."""
    if not words:
        await ask_kind(talk, ref)
        return
    word, named, beside = _kind_and_day(words, talk.desk.today)
    word, rule = challenge_term(word)
    kind = kind_named(word)
    before = await talk.look(card, ref)
    changed = await talk.act(change_kind, ref, kind, named, rule)
    now = await talk.look(card, ref)
    told = say(talk.language, "kind_changed" if changed.was is not kind else "kind_kept", was=kind_name(changed.was, talk.language),
               became=kind_name(kind, talk.language), before=before.due, now=now.due)  # fmt: skip
    proof = proof_text(changed.deadline, talk.language, talk.zone, today=talk.desk.today) if changed.deadline else ""
    unread = say(talk.language, "kind_day_only", words=beside, safe=now.safe) if beside else ""
    await talk.show_card(now, "\n".join(filter(None, (told, unread, proof))))
    if kind is Kind.CHALLENGE:
        await ask_term(talk, now)


def _kind_and_day(words: str, today: date) -> tuple[str, date | None, str]:
    """Return the words of the kind, the day named behind them (14.12.2026, 14. detsember, homme) and what follows it. Raises BadDay."""
    parts = words.split()
    for count in range(1, len(parts)):
        named = day_first(" ".join(parts[count:]), today)
        if named:
            said = parts[:count]
            return " ".join(said[:-1] if len(said) > 1 and plain(said[-1]) in _BY_DAY else said), *named
    return words, None, ""


async def call_language(talk: Talk, ref: str, words: str) -> None:
    """Say the language of the answer; with "kokkulepe" and how it was agreed, the answer goes in that language alone."""
    word, rest = first_word(words)
    agreed, how = first_word(rest)
    alone = plain(agreed).rstrip(":") in AGREED
    language = language_named(word if alone else words)
    if language is None:
        await talk.say("language_unknown", word=words)
        return
    spoken = say(talk.language, f"language.{language}")
    if alone:
        await talk.act(agree_language, ref, language, how)
        await talk.show(ref, say(talk.language, "language_agreed" if language is not Language.ESTONIAN else "language_changed", spoken=spoken, ref=ref))
        return
    await talk.act(change_language, ref, language)
    await talk.show(ref, say(talk.language, "language_changed", spoken=spoken))


async def end(talk: Talk, ref: str, words: str) -> None:
    """Close the case with its outcome, or ask for one."""
    word, rest = first_word(words)
    if outcome_named(word) in UNANSWERED and rest:
        await _refuse(talk, ref, rest)
        return
    outcome = outcome_named(words)
    if outcome is None:
        found = await talk.look(card, ref)
        key = "outcome_unknown" if words else "outcome_which"
        asked = await talk.say(key, outcome_buttons(found, talk.where), ref=found.ref, word=words)
        await talk.desk.do(remember, talk.chat_id, asked, found.id, CARD)  # the card comes in its place
        return
    try:
        await talk.act(close, ref, outcome)
    except GroundNeeded as needed:  # too long for the answer to a press
        await talk.send(refusal(talk.language, needed))
        return
    except NothingSpoken as needed:  # the record is asked for at once, and then offers to close
        await talk.send(refusal(talk.language, needed))
        await ask_spoken(talk, (await talk.look(card, ref)).ref)
        return
    await talk.show(ref)


async def _refuse(talk: Talk, ref: str, words: str) -> None:
    """Let a letter go unanswered, on a ground and with a reason: a notice to the person, or, where none is owed, at once."""
    ground, why = first_word(words)
    draft = await talk.act(refuse, ref, ground, why)
    if draft is None:
        await talk.show(ref)
        return
    await show_made(talk, ref)


async def open_again(talk: Talk, ref: str, _words: str) -> None:
    await talk.act(reopen, ref)
    await talk.show(ref)


async def acknowledge(talk: Talk, ref: str, _words: str) -> None:
    """Answer a reminder: I am on it."""
    await talk.act(acknowledge_reminder, ref)
    await talk.toast("acknowledged", ref=ref)


async def explain(talk: Talk, ref: str, words: str) -> None:
    """Answer /miks: the date day by day, and the signs. Their sentences are content. "vastusesse" puts the proof into the answer."""
    if plain(words) in INTO_ANSWER:
        await talk.act(add_proof, ref)
        await show_made(talk, ref)
        return
    with_sentences = talk.shows_content and may_use(talk.me.roles, "kiri")
    try:
        found = await talk.act(reveal_reasons, ref) if with_sentences else await talk.look(why, ref)
    except PurposeNeeded:  # the day and its proof are no content: they wait for no purpose
        found, with_sentences = await talk.look(why, ref), False
    talk.ref = found.card.ref
    head = "\n".join(filter(None, (say(talk.language, "why.head", ref=found.card.ref), term_line(found.card, talk.language))))
    proof = (
        proof_text(found.deadline, talk.language, talk.zone, days=True, today=talk.desk.today)
        if found.deadline
        else say(talk.language, "why.no_term")
    )
    still_open = "\n".join(filter(None, (
        line(found.card, talk.language, talk.desk.office) for line in (acts_line, forward_line))))  # fmt: skip
    names = "" if with_sentences else sign_names(found, talk.language)
    acts = acts_text(found, talk.language, talk.zone)
    if found.card.extended and found.deadline and not found.deadline.extended:
        acts += f"\n{say(talk.language, 'why.extension_lost')}"
    asks = talk.private and not with_sentences and found.reasons and may_use(talk.me.roles, "kiri")
    row = [talk.where.button("button.reasons", Press("reasons", found.card.id))] if asks else []
    await talk.send("\n\n".join(filter(None, (head, proof, still_open, acts, names))), keyboard([row, *correction_rows(found.card, talk.where)]))
    if with_sentences and (sentences := reasons_text(found, talk.language)):
        await show_for_a_while(talk, sentences)


async def show_reasons(talk: Talk, ref: str, _words: str) -> None:
    """Show the sentences behind the suggestions, which are content."""
    if not talk.shows_content:
        await point_to_private(talk, "miks", ref)
        return
    found = await talk.act(reveal_reasons, ref)
    await show_for_a_while(talk, reasons_text(found, talk.language))
    await talk.answer_press()
