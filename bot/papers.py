"""The letters of a case and ours in the making: read, drafted, edited, approved, sent; the same for every paper to the person."""

from collections.abc import Awaitable, Callable

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Press, keyboard
from bot.changes import show_pieces
from bot.content import point_to_private, show_content
from bot.draft_language import language_lines
from bot.leaks import show_stop, without_anyway
from bot.names import SAME_LETTER, plain
from bot.open_acts import forward_line
from bot.question_list import show_questions
from bot.said import first_word
from bot.talk import Talk
from bot.words import moment, say
from casework.approve import approve, ask_approval, give_back
from casework.chat_messages import DRAFT, LEFT, TO_APPROVE, last_shown, remember
from casework.checklist import open_questions
from casework.content import DraftView, LetterView
from casework.draft import draft_answer
from casework.draft_language import DraftLanguage, Fits, language_of_draft
from casework.letters import written_language
from casework.plan import HOLE
from casework.refusals import MissingReason
from casework.refusals_of_letters import LeakSuspected, NotOpenedYet
from casework.reveal import reveal_draft, reveal_letter
from casework.send import undo_send
from casework.versions import changes_since_opened
from casework.views import Card, card
from casework.word_edit import WRITTEN_BY_HAND
from rules.kinds import Language
from rules.life import ANSWERED
from rules.records import Paper

NEW = ("uus", "new", "новый")
IN_CHAT = frozenset(map(plain, ("vestlusse", "vestluses", "chat", "в чат", "чат")))
WHOLE = ("tervik", "full", "whole", "целиком")
SHOWN_PAPERS = ("letter", *Paper)  # receipts are ours and the same for all


async def read_letter(talk: Talk, ref: str, words: str) -> None:
    """Answer /kiri: the letters of the case, on record."""
    if not talk.shows_content:
        await point_to_private(talk, "kiri", (await talk.look(card, ref)).ref)
        return
    letters = await talk.act(reveal_letter, ref)
    found = await talk.look(card, ref)
    head = say(talk.language, "letter.head", ref=found.ref, count=sum(one.incoming for one in letters))
    whole = plain(words) in map(plain, WHOLE)
    text = "\n\n".join(_letter_text(talk, one, whole) for one in letters if one.what in SHOWN_PAPERS)
    foot = say(talk.language, "content.goes", minutes=_minutes(talk))
    await show_content(talk, found, head, text, foot, name="-kiri", fold=True)
    await talk.answer_press()


async def draft_letter(talk: Talk, ref: str, words: str) -> None:
    """Answer /mustand: go on with the newest version, or begin one from the template and the official positions."""
    found = await talk.look(card, ref)
    begun = found.draft_version and found.draft_paper is Paper.ANSWER and found.state not in ANSWERED
    if begun and not words:
        await _open_draft(talk, ref)
        return
    await talk.act(draft_answer, ref, "" if plain(words) in NEW else words)
    await show_made(talk, ref)


async def read_draft(talk: Talk, ref: str, _words: str) -> None:
    """Show the newest version to one who came by a link; nothing is approved by that."""
    await _open_draft(talk, ref)


async def approve_letter(talk: Talk, ref: str, words: str) -> None:
    """Answer /kinnita: approve what this person has opened, and open it before that. `words` is a button's draft version."""
    words, anyway = without_anyway(words)
    version, where = first_word(words) if words[:1].isdecimal() else ("", words)
    try:
        approved = await talk.act(approve, ref, int(version) if version.isdecimal() else None, anyway, plain(where) in IN_CHAT)
    except LeakSuspected:
        await show_stop(talk, ref, "kinnita")
        return
    except NotOpenedYet:
        await _open_draft(talk, ref)
        return
    key = "approved" if approved.paper is Paper.ANSWER else "approved_and_sent"
    unticked = await talk.look(open_questions, ref) if approved.paper is Paper.ANSWER else ()
    told = [say(talk.language, key, version=approved.version), *_unticked(talk, unticked)]
    await talk.show(ref, "\n".join(told))
    await talk.answer_press()


async def return_letter(talk: Talk, ref: str, words: str) -> None:
    """Answer /tagasi. Raises MissingReason for a button, which has none."""
    if not words:
        raise MissingReason(command="tagasi", ref=ref)
    await talk.act(give_back, ref, words)
    await talk.show(ref, say(talk.language, "returned_by_me"))


async def submit(talk: Talk, ref: str, _words: str) -> None:
    """Ask those who may approve to look at the newest version."""
    told = await talk.act(ask_approval, ref)
    await talk.toast("submitted" if told else "nobody_approves", alert=not told, count=len(told))


async def undo(talk: Talk, ref: str, _words: str) -> None:
    await talk.act(undo_send, ref)
    await talk.show(ref, say(talk.language, "undone"))
    await talk.answer_press()


async def leave(talk: Talk, _ref: str, _words: str) -> None:
    """Answer /katkesta: the next free words are no new version of the draft shown last."""
    shown = await talk.look(last_shown, talk.chat_id)
    if shown is None or shown.what != DRAFT:
        await talk.say("nothing_to_leave")
        return
    message_id = await talk.say("left", ref=shown.ref)
    await talk.desk.do(remember, talk.chat_id, message_id, shown.case_id, LEFT)


# -- showing a draft


async def _open_draft(talk: Talk, ref: str) -> None:
    """Show a draft that is there, on record: the one effect of this update."""
    await _show_draft(talk, ref, lambda: talk.act(reveal_draft, ref))


async def show_made(talk: Talk, ref: str) -> None:
    """Show the version this update has just made; that it was seen is noted beside."""
    await _show_draft(talk, ref, lambda: talk.desk.do(reveal_draft, talk.me, ref))


async def _show_draft(talk: Talk, ref: str, reveal: Callable[[], Awaitable[DraftView]]) -> None:
    found = await talk.look(card, ref)
    if not talk.shows_content:
        await point_to_private(talk, "mustand", found.ref, "draft.in_private")
        return
    changes = await talk.look(changes_since_opened, talk.me, ref)
    unticked = await talk.look(open_questions, ref)
    draft = await reveal()
    spoken = await talk.look(language_of_draft, ref)
    mine = draft.by == talk.me.name
    head = say(talk.language, "draft.head", ref=found.ref, version=draft.version,
               paper=say(talk.language, f"paper.{draft.paper}"), by=draft.by)  # fmt: skip
    await show_content(
        talk, found, head, _draft_text(talk, draft), _hints(talk, found, draft, mine, unticked, spoken), keyboard=_draft_buttons(talk, found, draft, mine),
        what=DRAFT if mine else TO_APPROVE, version=draft.version, name=f"-v{draft.version}")  # fmt: skip
    if draft.paper is Paper.ANSWER and not draft.approved_by:
        await show_questions(talk, ref)
    if changes and not mine:
        await show_pieces(talk, changes)
    await talk.answer_press()


def _draft_buttons(talk: Talk, found: Card, draft: DraftView, mine: bool) -> InlineKeyboardMarkup | None:
    where, number = talk.where, draft.version
    if found.state in ANSWERED:
        return None
    if draft.approved_by:
        row = [where.button("button.sign", Press("sign", found.id))] if draft.paper is Paper.ANSWER and where.may("sign") else []
        return keyboard([[*row, where.button("button.pdf", Press("pdf", found.id))]])
    if mine:
        row = [where.button("button.submit", Press("submit", found.id, found.version))]
        more_time = _more_time_row(talk, found, draft)
        beside = [where.button("button.offers", Press("offers", found.id))]
        if found.likes.same:
            beside.append(where.button("button.campaign", Press("campaign", found.id), count=found.likes.same + 1))
        if not talk.desk.office.approval.four_eyes:
            row.append(
                where.button("button.approve", Press("kinnita", found.id, found.version, str(number)), version=number)
            )
        return keyboard([row, beside if draft.paper is Paper.ANSWER else more_time, *_work_rows(talk, found, draft)])
    in_chat = [where.button("button.approve_in_chat", Press("kinnita", found.id, found.version, f"{number} vestlusse"), version=number)
               for one in draft.recipients if one.startswith("telegram:") and not found.restricted]  # fmt: skip
    return keyboard([in_chat, [
        where.button("button.approve", Press("kinnita", found.id, found.version, str(number)), version=number),
        where.button("button.return", Press("tagasi", found.id, found.version)),
    ], [where.button("button.pdf", Press("pdf", found.id))]])  # fmt: skip


def _more_time_row(talk: Talk, found: Card, draft: DraftView) -> list[InlineKeyboardButton]:
    """Return the button by which a question tells of an extension too, while the law lets the term be extended."""
    possible = draft.paper is Paper.CLARIFICATION and draft.until is None and not found.extended and found.due is not None
    return [talk.where.button("button.more_time", Press("pikenda", found.id, found.version, SAME_LETTER[0]))] if possible else []


def _work_rows(talk: Talk, found: Card, draft: DraftView) -> list[list[InlineKeyboardButton]]:
    """Return the buttons of the ways to edit, and of the ways to look."""
    where = talk.where
    edits = [where.button("button.docx", Press("docx", found.id, found.version)),
             where.button("button.paragraphs", Press("paras", found.id, found.version))]  # fmt: skip
    looks = [where.button("button.pdf", Press("pdf", found.id))]
    if draft.version > 1:
        looks.append(where.button("button.changes", Press("changes", found.id)))
    seal = found.restricted and draft.paper is Paper.ANSWER
    return [edits if draft.paper in WRITTEN_BY_HAND else [], looks, [where.button("button.seal", Press("seal", found.id))] if seal else []]


def _unticked(talk: Talk, numbers: tuple[int, ...]) -> list[str]:
    return [say(talk.language, "questions.warn", numbers=", ".join(map(str, numbers)))] if numbers else []


def _hints(talk: Talk, found: Card, draft: DraftView, mine: bool, unticked: tuple[int, ...], spoken: DraftLanguage | None) -> str:
    lines = _unticked(talk, unticked) if draft.paper is Paper.ANSWER and not draft.approved_by else []
    lines += language_lines(spoken, found.ref, talk.language)
    if draft.returned_why:
        lines.append(say(talk.language, "draft.returned", why=draft.returned_why))
    if draft.paper is Paper.FORWARDING and not draft.approved_by:
        lines.append(forward_line(found, talk.language, talk.desk.office))
    if mine and not draft.approved_by:
        lines.append(say(talk.language, "draft.hole" if HOLE in draft.text else "draft.edit"))
        if spoken.fits is Fits.UNTRANSLATED if spoken else written_language(found.language) is not Language.ESTONIAN:
            lines.append(say(talk.language, "draft.translate", spoken=say(talk.language, f"language.{found.language}")))
    if not draft.has_pdf:
        lines.append(say(talk.language, "draft.no_pdf"))
    if draft.sealed:
        lines.append(say(talk.language, "draft.sealed", name=draft.sealed, names="; ".join(draft.sealed_for) or "–"))
    if draft.approved_by:
        lines.append(say(talk.language, "draft.approved", by=draft.approved_by))
    return "\n".join([*filter(None, lines), say(talk.language, "content.goes", minutes=_minutes(talk))])


def _draft_text(talk: Talk, draft: DraftView) -> str:
    """Return what would be sent, and to whom; a companion letter below it."""
    to = ", ".join(say(talk.language, "recipient.telegram") if one.startswith("telegram:") else one for one in draft.recipients)
    head = say_lines(talk, to=to, subject=draft.subject, files=", ".join(draft.attachments))
    text = f"{head}\n\n{draft.text}" if not draft.cover else f"{head}\n\n{draft.cover}\n\n———\n\n{draft.text}"
    return f"{text}\n\n———\n\n{_draft_text(talk, draft.companion)}" if draft.companion else text


def _letter_text(talk: Talk, letter: LetterView, whole: bool) -> str:
    who = f"{letter.sender_name} <{letter.sender}>" if letter.sender else letter.sender_name
    head = say_lines(talk, **{"from": who if letter.incoming else "", "date": moment(letter.at, talk.zone),
                              "subject": letter.subject, "files": ", ".join(letter.attachments)})  # fmt: skip
    text = letter.text if whole else letter.new_text or letter.text
    more = "" if text.strip() == letter.text.strip() else "\n\n" + _line(talk, "more")
    return f"{head}\n\n{text.strip()}{more}"


def say_lines(talk: Talk, **facts: str) -> str:
    """Return the lines above a letter, those that there is something to say of, as plain text."""
    return "\n".join(f"{_line(talk, name)}: {fact}" for name, fact in facts.items() if fact)


def _line(talk: Talk, name: str) -> str:
    return say(talk.language, f"letter.{name}")


def _minutes(talk: Talk) -> int:
    return round(talk.desk.office.privacy.reveal.total_seconds() / 60)
