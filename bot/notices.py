"""/teata: a child's case goes to its municipality, sentence by sentence; the police and data protection are told by a person."""

import re
from typing import Final

from telegram import InlineKeyboardButton

from bot.buttons import Press, Where, keyboard
from bot.content import point_to_private, show_content
from bot.names import plain
from bot.said import first_word
from bot.talk import Talk
from bot.words import say
from casework.notify import (
    ReferralView,
    approve_referral,
    begin_referral,
    choose_sentences,
    draft_referral,
    name_reporter,
    notify_authority,
    record_notified,
    record_sent,
    see_referral,
)
from casework.views import card
from rules.tracks import Authority, SentWay

_BODIES: Final = {"kov": Authority.MUNICIPALITY, "ppa": Authority.POLICE, "aki": Authority.DATA_PROTECTION, "politsei": Authority.POLICE}
_WAYS: Final = {
    **{plain(way): way for way in SentWay}, "kruptitult": SentWay.ENCRYPTED, "encrypted": SentWay.ENCRYPTED,
    "telefonil": SentWay.PHONE, "phone": SentWay.PHONE,
}  # fmt: skip
_SENT: Final = frozenset({"saadetud", "sent", "helistatud", "teatatud", "отправлено"})
_NUMBERS: Final = re.compile(r"\d+(?:\s*,\s*\d+)*")
MOST_BUTTONS: Final = 40  # sentences with a button of their own; more are said by number


async def notify(talk: Talk, ref: str, words: str) -> None:
    """Answer /teata REF KOV|PPA|AKI, and each further step: a municipality, "1,3,4", koosta, kinnita, saadetud WAY PROOF."""
    word, rest = first_word(words)
    said = plain(word)
    if said in _BODIES and _BODIES[said] is not Authority.MUNICIPALITY:
        await _other_body(talk, ref, _BODIES[said], rest)
    elif said in _BODIES:
        await _begin(talk, ref, rest)
    elif _NUMBERS.fullmatch(words.strip()):
        await _choose(talk, ref, [int(one) for one in re.findall(r"\d+", words)])
    elif word.startswith("+") and word[1:].isdecimal():
        await _choose(talk, ref, [int(word[1:])], toggle=True)
    elif word.startswith("@") and word[1:].isdecimal():
        await _pick(talk, ref, int(word[1:]))
    elif said in ("teatajaga", "teatajata"):
        view = await talk.act(name_reporter, ref, said == "teatajaga")
        await _show(talk, view)
    elif said in ("koosta", "draft"):
        await _show_text(talk, await talk.act(draft_referral, ref))
    elif said in ("kinnita", "approve"):
        await _approve(talk, ref)
    elif said in _SENT:
        await _sent(talk, ref, rest)
    else:
        await talk.say("missing.teata")


async def read(talk: Talk, ref: str, _words: str) -> None:
    """Show what was begun to one who came by a link; nothing is decided by that."""
    view = await talk.act(see_referral, ref)
    await (_show_text if view.text else _show)(talk, view)


async def _begin(talk: Talk, ref: str, recipient: str) -> None:
    view = await talk.act(begin_referral, ref, recipient)
    talk.ref = view.ref
    if view.text and not recipient:
        await _show_text(talk, await talk.desk.do(see_referral, talk.me, ref))
    elif view.recipient:
        await _show(talk, view)
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
    await _begin(talk, ref, names[number])


async def _choose(talk: Talk, ref: str, numbers: list[int], *, toggle: bool = False) -> None:
    view = await talk.act(choose_sentences, ref, numbers, toggle)
    if toggle:
        await talk.toast("notice.chosen", numbers=_numbers(view))
    else:
        await _show(talk, view)


async def _approve(talk: Talk, ref: str) -> None:
    view = await talk.act(approve_referral, ref)
    await talk.show(ref, say(talk.language, "notice.approved", name=view.recipient, mail=view.mail or "–", dhx=view.dhx or "–",
                             phone=view.phone or "–", ref=view.ref))  # fmt: skip
    await talk.answer_press()


async def _sent(talk: Talk, ref: str, words: str) -> None:
    word, proof = first_word(words)
    way = _WAYS.get(plain(word))
    if way is None:
        await talk.say("missing.teata")
        return
    await talk.act(record_sent, ref, way, proof)
    await talk.show(ref, say(talk.language, "child.recorded", ref=ref))


async def _other_body(talk: Talk, ref: str, body: Authority, words: str) -> None:
    """Begin the track of a notice, or record that it was given: the first word says which."""
    word, rest = first_word(words)
    if plain(word) in _SENT:
        await talk.act(record_notified, ref, body, rest)
        await talk.show(ref, say(talk.language, "notice.body_told", body=body))
    else:
        await talk.act(notify_authority, ref, body)
        await talk.show(ref, say(talk.language, "notice.body", body=body, ref=ref))


# -- showing


async def _show(talk: Talk, view: ReferralView) -> None:
    """Show the numbered sentences with a button for each. They are content: elsewhere only the numbers are said."""
    rows = [[_button(talk.where, view, "button.sentence", f"+{one.number}", number=one.number) for one in view.sentences[start : start + 5]]
            for start in range(0, min(len(view.sentences), MOST_BUTTONS), 5)]  # fmt: skip
    rows.append([_button(talk.where, view, "button.referral_draft", "koosta")])
    warning = say(talk.language, "notice.supervision") if view.supervision else ""
    head = "\n".join(filter(None, (say(talk.language, "notice.head", ref=view.ref, name=view.recipient), warning)))
    if not talk.shows_content:
        if talk.private:
            await talk.send("\n\n".join((head, say(talk.language, "notice.numbers", count=len(view.sentences)))), keyboard(rows))
        else:
            await point_to_private(talk, "teata", view.ref, "notice.in_private")
        return
    text = "\n".join(f"{one.number}. {one.text}" + (f" [{say(talk.language, 'notice.of_reporter')}]" if one.of_reporter else "")
                     for one in view.sentences)  # fmt: skip
    await show_content(talk, await talk.look(card, view.ref), head, text, say(talk.language, "notice.choose", numbers=_numbers(view)),
                       keyboard=keyboard(rows), name="-laused")  # fmt: skip


async def _show_text(talk: Talk, view: ReferralView) -> None:
    if not talk.shows_content:
        await point_to_private(talk, "teata", view.ref, "notice.in_private")
        return
    rows = [] if view.approved else [[_button(talk.where, view, "button.referral_approve", "kinnita")]]
    await show_content(talk, await talk.look(card, view.ref), say(talk.language, "notice.head", ref=view.ref, name=view.recipient),
                       f"{view.subject}\n\n{view.text}", say(talk.language, "notice.never_mailed"), keyboard=keyboard(rows),
                       name="-teade")  # fmt: skip
    await talk.answer_press()


def _button(where: Where, view: ReferralView, key: str, words: str, **facts: object) -> InlineKeyboardButton:
    return where.button(key, Press("teata", view.case_id, 0, words), **facts)


def _numbers(view: ReferralView) -> str:
    return ", ".join(map(str, view.chosen)) or "–"
