"""The statement to the press in the private chat: shown, edited by answering it, given to the head, approved or given back."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.buttons import Press, keyboard
from bot.content import offer_link, show_content
from bot.said import first_word
from bot.talk import Talk
from bot.text import safe
from bot.words import say
from casework.chat_messages import STATEMENT, Shown
from casework.refusals_of_law import Identifies
from casework.statement import (
    HOLE,
    StatementView,
    approve_statement,
    draft_statement,
    edit_statement,
    return_statement,
    reveal_statement,
    submit_statement,
)
from casework.views import card
from rules.kinds import Role

SUBMIT, APPROVE, RETURN = "+juhile", "+ok", "+tagasi"  # words of buttons


async def statement(talk: Talk, ref: str, words: str) -> None:
    """Answer /meedia REF avaldus: begin or show the statement, or put other words in its place; always in private.

    Where letters are read on the page, so is it: until a head has looked, nobody knows that it tells of nobody.
    """
    word, rest = first_word(words)
    if not talk.private:
        await _point(talk, ref)
    elif word == SUBMIT:
        await _submit(talk, ref)
    elif word.startswith(APPROVE):
        await talk.act(approve_statement, ref, int(word[len(APPROVE) :]) if word[len(APPROVE) :].isdecimal() else 0)
        await _show(talk, ref, say(talk.language, "press.approved"))
    elif word == RETURN and not rest:
        await talk.say("missing.meedia.tagasi", ref=ref)
    elif word == RETURN:
        await talk.act(return_statement, ref, rest)
        await talk.say("press.returned")
    elif words:
        await talk.act(edit_statement, ref, words)
        await _show(talk, ref)
    else:
        await talk.act(draft_statement, ref)
        await _show(talk, ref)
    await talk.answer_press()


async def edit_by_answer(talk: Talk, shown: Shown, text: str) -> None:
    """Put the words of a message in the place of the statement it answers, as a new version."""
    await talk.act(edit_statement, shown.ref, text, shown.version)
    await _show(talk, shown.ref)


async def _submit(talk: Talk, ref: str) -> None:
    try:
        await talk.act(submit_statement, ref)
    except Identifies:
        await _show(talk, ref)  # what was found stands below the text
        return
    await talk.say("press.submitted")


async def _show(talk: Talk, ref: str, above: str = "") -> None:
    """Show the newest version, on record: beside what this update has done."""
    found = await talk.look(card, ref)
    if not talk.shows_content:
        if above:
            await talk.send(above)
        await offer_link(talk, "statement", found.ref)
        return
    view = await talk.desk.do(reveal_statement, talk.me, ref)
    head = "\n".join(filter(None, (above, say(talk.language, "press.statement_head", ref=view.ref, version=view.version, by=view.by))))
    await show_content(talk, found, head, view.text, _hints(talk, view), keyboard=_buttons(talk, view), what=STATEMENT,
                       version=view.version, name=f"-avaldus-v{view.version}")  # fmt: skip


def _hints(talk: Talk, view: StatementView) -> str:
    """Say what may be done next; what stands in the way is content and hidden like the text."""
    lines: list[str] = []
    if view.returned_why:
        lines.append(say(talk.language, "draft.returned", why=view.returned_why))
    if view.leaks:
        words = "; ".join(f"{say(talk.language, f'press.leak.{kind}')}: {text}" for kind, text in view.leaks)
        lines += [say(talk.language, "press.leaks"), f"<tg-spoiler>{safe(words)}</tg-spoiler>"]
    if view.approved_by:
        lines.append(say(talk.language, "draft.approved", by=view.approved_by))
    else:
        lines.append(say(talk.language, "statement.hole" if HOLE in view.text else "statement.edit"))
    minutes = round(talk.desk.office.privacy.reveal.total_seconds() / 60)
    return "\n".join([*lines, say(talk.language, "content.goes", minutes=minutes)])


def _buttons(talk: Talk, view: StatementView) -> InlineKeyboardMarkup | None:
    if view.approved_by:
        return None

    def button(key: str, words: str) -> InlineKeyboardButton:
        return talk.where.button(key, Press("avaldus", view.case_id, 0, words), version=view.version)

    mine = view.by == talk.me.name
    rows = [[button("button.statement_submit", SUBMIT)]] if mine and not view.waits else []
    if Role.HEAD in talk.me.roles and (not mine or not talk.desk.office.approval.four_eyes):
        rows.append([button("button.approve", f"{APPROVE}{view.version}"), button("button.return", RETURN)])
    return keyboard(rows)


async def _point(talk: Talk, ref: str) -> None:
    found = await talk.look(card, ref)
    link = InlineKeyboardButton(say(talk.language, "button.private"), url=f"https://t.me/{talk.username}?start=avaldus_{found.ref}")
    await talk.say("press.in_private", InlineKeyboardMarkup([[link]]))
