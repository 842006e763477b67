"""The search: cases found as lines with their masked words in private, as numbers and a count in a group."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import TelegramError

from bot.buttons import Press, keyboard
from bot.cards import line_of
from bot.content import offer_link, show_for_a_while
from bot.lists import case_buttons
from bot.post import delete, repaint
from bot.queries import read_query
from bot.talk import Talk
from bot.text import Html, safe
from bot.words import say
from casework.case_lists import PAGE
from casework.conversations import begin, begun
from casework.search import Finding, Findings, note_excerpts, search_cases
from reading.excerpts import Piece
from reading.personal import names_somebody
from reading.topic import topics_in_use
from rules.rights import may_use

SEARCH = "search"  # the conversation in which the question is kept, so that its pages can be turned
PAGE_WORD = "#"  # before the number of a page in the words of a button


async def find(talk: Talk, _ref: str, words: str) -> None:
    """Answer /otsi. Who turns a page asks the last question again, with the rights of that moment."""
    turned = talk.pressed and words.startswith(PAGE_WORD)
    if turned:
        last = await talk.look(begun, talk.user_id, SEARCH)
        if last is None:
            await talk.toast("search.forgotten", alert=True)
            return
        await _show(talk, str(last.facts["text"]), int(words[1:]) if words[1:].isdecimal() else 0)
    elif not words.strip():
        await talk.say("missing.otsi")
    elif not talk.private and names_somebody(words):
        await _take_away(talk)
    else:
        await _show(talk, words, 0)


async def _show(talk: Talk, text: str, page: int) -> None:
    query = read_query(text, talk.desk.today, topics_in_use(), talk.me.name)
    found = await talk.look(search_cases, talk.me, query, page, excerpts=talk.shows_content)
    if talk.private and not talk.pressed:
        await talk.desk.do(begin, talk.user_id, SEARCH, "otsi", "", {"text": query.text})
    if not found.total:
        await talk.say("search.nothing")
        return
    head = say(talk.language, "search.head", total=f"{found.total:,}{'+' * found.more}".replace(",", " "))
    shown, buttons = _text(talk, head, found), _buttons(talk, found)
    if opened := [one.card.id for one in found.found if one.excerpt]:
        await talk.do(note_excerpts, talk.me, opened)
    if talk.pressed:  # a page was turned: the message is taken away when that of its first page would have been
        await repaint(talk.bot, talk.chat_id, talk.message_id, shown, buttons)
    elif opened:
        await show_for_a_while(talk, shown, buttons)
    else:
        await talk.send(shown, buttons)
    await talk.answer_press()


def _text(talk: Talk, head: str, found: Findings) -> str:
    if not talk.private:
        return f"{head}\n{', '.join(f'<b>{one.card.ref}</b>' for one in found.found)}"
    return "\n\n".join([head, *(_line(talk, one) for one in found.found)])


def _line(talk: Talk, one: Finding) -> str:
    lines = [line_of(one.card, talk.language, talk.desk.office)]
    if one.in_note:
        lines.append(say(talk.language, "search.in_note"))
    if one.excerpt:
        lines.append(f"<tg-spoiler>{_marked(one.excerpt)}</tg-spoiler>")
    elif one.foreign:
        lines.append(say(talk.language, "search.foreign"))
    elif one.in_attachment:
        lines.append(say(talk.language, "search.in_attachment"))
    return "\n".join(lines)


def _marked(pieces: Sequence[Piece]) -> str:
    return Html("".join(f"<b>{safe(piece.text)}</b>" if piece.found else safe(piece.text) for piece in pieces))


def _buttons(talk: Talk, found: Findings) -> InlineKeyboardMarkup | None:
    cards = case_buttons(talk, [one.card for one in found.found])
    if not talk.private:
        return keyboard(cards)  # the question is not kept for a group
    last = (found.total - 1) // PAGE
    turns = [(number, sign) for number, sign in ((found.number - 1, "‹"), (found.number + 1, "›")) if 0 <= number <= last]
    pages = [InlineKeyboardButton(f"{sign} {number + 1}/{last + 1}",
                                  callback_data=Press("otsi", words=f"{PAGE_WORD}{number}").data()) for number, sign in turns]  # fmt: skip
    on_page = talk.desk.office.privacy.content == "page" and found.found and may_use(talk.me.roles, "kiri")
    return keyboard([*cards, pages, [talk.where.button("button.excerpts", Press("excerpts"))] if on_page else []])


async def show_excerpts(talk: Talk, _ref: str, _words: str) -> None:
    """Give a link to the words around what the last question found: they are content."""
    last = await talk.look(begun, talk.user_id, SEARCH)
    if last is None:
        await talk.toast("search.forgotten", alert=True)
    elif talk.private:
        await offer_link(talk, "found", subject=str(last.facts["text"]))


async def _take_away(talk: Talk) -> None:
    """A question that names somebody is not said in a group."""
    await talk.say("words_in_private", command="otsi")
    try:
        await delete(talk.bot, talk.chat_id, talk.message_id)
    except TelegramError:
        return
