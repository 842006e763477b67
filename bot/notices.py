"""/teata: a child's case goes to its municipality, a suspected offence to the police, sentence by sentence; data protection is told by a person."""

import re
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, keyboard
from bot.content import point_to_private, show_content
from bot.editing import send_file
from bot.names import plain
from bot.said import first_word
from bot.talk import Talk
from bot.words import say
from casework.notice_paper import notice_pdf
from casework.notify import (
    approve_referral,
    begin_crime_report,
    begin_referral,
    choose_sentences,
    draft_referral,
    name_reporter,
    record_sent,
    see_referral,
)
from casework.referral import ReferralView
from casework.refusals_of_law import NoReferral
from casework.refusals_of_letters import NoPdf
from casework.tell_data_protection import notify_data_protection, record_notified
from casework.views import card
from rules.tracks import Authority, SentWay

_BODIES: Final = {"kov": Authority.MUNICIPALITY, "ppa": Authority.POLICE, "aki": Authority.DATA_PROTECTION, "politsei": Authority.POLICE}
_WAYS: Final = (  # by the beginning of the word: krüpteeritud, telefoni teel, helistasin
    (SentWay.ENCRYPTED, ("krupt", "encrypt", "шифр", "зашифр")), (SentWay.DHX, ("dhx",)),
    (SentWay.PHONE, ("telefon", "helist", "phone", "call", "телефон", "позвон")),
)  # fmt: skip
_SENT: Final = frozenset({"saadetud", "sent", "helistatud", "teatatud", "отправлено"})
_STEPS: Final = frozenset({"teatajaga", "teatajata", "koosta", "draft", "kinnita", "approve"})
_NUMBERS: Final = re.compile(r"\d+(?:\s*,\s*\d+)*")
NOTICE: Final = "notice_pdf"
MOST_BUTTONS: Final = 40  # sentences with a button of their own; more are said by number


async def notify(talk: Talk, ref: str, words: str) -> None:
    """Answer /teata REF KOV|PPA|AKI, and each further step: to whom, "1,3,4", koosta, kinnita, saadetud WAY PROOF.

    A step without a body before it is one of the notice to the municipality.
    """
    word, rest = first_word(words)
    body = _BODIES.get(plain(word))
    if body is Authority.DATA_PROTECTION:
        await _data_protection(talk, ref, rest)
    elif body and not _is_step(rest):
        await _begin(talk, ref, body, rest)
    else:
        await _step(talk, ref, body or Authority.MUNICIPALITY, rest if body else words)


async def _step(talk: Talk, ref: str, body: Authority, words: str) -> None:
    word, rest = first_word(words)
    said = plain(word)
    if _NUMBERS.fullmatch(words.strip()):
        await _choose(talk, ref, body, [int(one) for one in re.findall(r"\d+", words)])
    elif word.startswith("+") and word[1:].isdecimal():
        await _choose(talk, ref, body, [int(word[1:])], toggle=True)
    elif word.startswith("@") and word[1:].isdecimal():
        await _pick(talk, ref, int(word[1:]))
    elif said in ("teatajaga", "teatajata"):
        await _show(talk, await talk.act(name_reporter, ref, said == "teatajaga", body))
    elif said in ("koosta", "draft"):
        await _show_text(talk, await talk.act(draft_referral, ref, body))
    elif said in ("kinnita", "approve"):
        await _approve(talk, ref, body)
    elif said in _SENT:
        await _sent(talk, ref, body, rest)
    else:
        await talk.say("missing.teata")


def _is_step(words: str) -> bool:
    word, _ = first_word(words)
    return bool(_NUMBERS.fullmatch(words.strip())) or word[:1] in ("+", "@") or plain(word) in _STEPS | _SENT


async def read(talk: Talk, ref: str, _words: str) -> None:
    """Show what was begun to one who came by a link, the notice to the municipality first; nothing is decided by that."""
    try:
        view = await talk.act(see_referral, ref)
    except NoReferral:
        view = await talk.act(see_referral, ref, Authority.POLICE)
    await (_show_text if view.text else _show)(talk, view)


async def _begin(talk: Talk, ref: str, body: Authority, recipient: str) -> None:
    police = body is Authority.POLICE
    view = await talk.act(begin_crime_report if police else begin_referral, ref, recipient)
    talk.ref = view.ref
    if view.text and not recipient:
        await _show_text(talk, await talk.desk.do(see_referral, talk.me, ref, body))
    elif view.recipient:
        if police:
            await talk.say("crime.begun", ref=view.ref)
        await _show(talk, view)
        if talk.private and not talk.shows_content:
            await _offer_page(talk, view)  # there the sentences are read
    else:
        rows = [[_button(talk.where, view, "button.municipality", f"@{number}", name=name)]
                for number, name in enumerate(view.all_names) if name in (view.proposed or view.all_names)]  # fmt: skip
        await talk.say("notice.where", keyboard(rows[:MOST_BUTTONS]), ref=view.ref)
    await talk.answer_press()


async def _pick(talk: Talk, ref: str, number: int) -> None:
    names = [one.name for one in talk.desk.office.municipalities]
    if number >= len(names):
        await talk.toast("button.unknown")
        return
    await _begin(talk, ref, Authority.MUNICIPALITY, names[number])


async def _choose(talk: Talk, ref: str, body: Authority, numbers: list[int], *, toggle: bool = False) -> None:
    view = await talk.act(choose_sentences, ref, numbers, toggle, body)
    if toggle:
        await talk.toast("notice.chosen", numbers=_numbers(view))
    else:
        await _show(talk, view)


async def _approve(talk: Talk, ref: str, body: Authority) -> None:
    view = await talk.act(approve_referral, ref, body)
    await talk.show(ref, say(talk.language, f"{_family(view)}.approved", name=view.recipient, mail=view.mail or "–", dhx=view.dhx or "–",
                             phone=view.phone or "–", ref=view.ref))  # fmt: skip
    await _hand_out(talk, view)


async def _hand_out(talk: Talk, view: ReferralView) -> None:
    """Give the file to encrypt, or the way to it; a sign that cannot be printed hinders no notice."""
    if talk.shows_content:
        try:
            await send_file(talk, view.ref, await talk.desk.do(notice_pdf, talk.me, view.ref, view.authority), "notice.file", NOTICE)
            return
        except NoPdf:
            await talk.say("notice.no_file")
    elif talk.private:
        await _offer_page(talk, view)
    await talk.answer_press()


async def _offer_page(talk: Talk, view: ReferralView) -> None:
    await point_to_private(talk, "teata", view.ref, "notice.in_private", view.authority if view.authority is Authority.POLICE else "")


async def _sent(talk: Talk, ref: str, body: Authority, words: str) -> None:
    word, proof = first_word(words)
    way = next((way for way, beginnings in _WAYS if plain(word).startswith(beginnings)), None)
    if way is None:
        await talk.say("notice.which_way", ref=(await talk.look(card, ref)).ref, body=body)
        return
    await talk.act(record_sent, ref, way, proof.removeprefix("teel").strip(), body)
    told = say(talk.language, "child.recorded", ref=ref) if body is Authority.MUNICIPALITY else say(talk.language, "notice.body_told", body=body)
    await talk.show(ref, told)


async def _data_protection(talk: Talk, ref: str, words: str) -> None:
    """Begin the track of a notice, or record that it was given: the first word says which."""
    word, rest = first_word(words)
    body = Authority.DATA_PROTECTION
    if plain(word) in _SENT:
        await talk.act(record_notified, ref, rest)
        await talk.show(ref, say(talk.language, "notice.body_told", body=body))
    else:
        await talk.act(notify_data_protection, ref)
        await talk.show(ref, say(talk.language, "notice.body", body=body, ref=ref))


# -- showing


async def _show(talk: Talk, view: ReferralView) -> None:
    """Show the numbered sentences with a button for each. They are content: elsewhere only the numbers are said."""
    family = _family(view)
    rows = [[_button(talk.where, view, "button.sentence", f"+{one.number}", number=one.number) for one in view.sentences[start : start + 5]]
            for start in range(0, min(len(view.sentences), MOST_BUTTONS), 5)]  # fmt: skip
    rows.append([_button(talk.where, view, "button.referral_draft", "koosta")])
    head = _head(talk, view)
    if not talk.shows_content:
        if talk.private:
            await talk.send("\n\n".join((head, say(talk.language, f"{family}.numbers", count=len(view.sentences)))), keyboard(rows))
        else:
            await point_to_private(talk, "teata", view.ref, "notice.in_private")
        return
    text = "\n".join(f"{one.number}. {one.text}" + (f" [{say(talk.language, 'notice.of_reporter')}]" if one.of_reporter else "")
                     for one in view.sentences)  # fmt: skip
    await show_content(talk, await talk.look(card, view.ref), head, text, say(talk.language, f"{family}.choose{'_named' if view.with_reporter else ''}", numbers=_numbers(view), ref=view.ref),
                       keyboard=keyboard(rows), name="-laused")  # fmt: skip


async def _show_text(talk: Talk, view: ReferralView) -> None:
    if not talk.shows_content:
        await _offer_page(talk, view)
        return
    family = _family(view)
    rows = [] if view.approved else [[_button(talk.where, view, "button.referral_approve", "kinnita")]]
    await show_content(talk, await talk.look(card, view.ref), _head(talk, view),
                       f"{view.subject}\n\n{view.text}", say(talk.language, f"{family}.never_mailed"), keyboard=keyboard(rows),
                       name="-teade")  # fmt: skip
    await talk.answer_press()


def _head(talk: Talk, view: ReferralView) -> str:
    """Return whose notice it is and what speaks against it, before the choice and before the approval."""
    supervision = say(talk.language, "notice.supervision") if view.supervision else ""
    silent = "" if view.may_name_reporter else say(talk.language, "notice.withheld")
    return "\n".join(filter(None, (say(talk.language, f"{_family(view)}.head", ref=view.ref, name=view.recipient), supervision, silent)))


def _family(view: ReferralView) -> str:
    """Return whose sentences speak of the notice: a child's, or those of a crime report."""
    return "crime" if view.authority is Authority.POLICE else "notice"


def _button(where: Where, view: ReferralView, key: str, words: str, **facts: object) -> InlineKeyboardButton:
    told = words if view.authority is Authority.MUNICIPALITY else f"{view.authority} {words}"
    return where.button(key, Press("teata", view.case_id, 0, told), **facts)


def _numbers(view: ReferralView) -> str:
    return ", ".join(map(str, view.chosen)) or "–"
