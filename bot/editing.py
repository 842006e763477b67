"""A draft is edited in the chat, in Word, or paragraph by paragraph; whatever comes back becomes a new version, or a reason why not."""

import re
from typing import Final

from telegram import Document

from bot.buttons import Press, keyboard
from bot.content import point_to_private, show_content
from bot.papers import show_made
from bot.post import post_file
from bot.said import first_word
from bot.talk import Talk
from bot.words import refusal, say
from casework.chat_messages import DRAFT, Shown, remember
from casework.draft import edit
from casework.edit import edit_paragraph, paragraphs_of
from casework.files_out import letter_pdf
from casework.refusals import Refusal
from casework.refusals_of_letters import TrackedChanges, WordRefused
from casework.reveal import delete_later
from casework.views import card
from casework.word_edit import ACCEPT, REFUSE, FileOut, apply_docx, docx_to_edit, take_docx
from mail.edited_word import LARGEST

PARAGRAPH: Final = "paragraph:"  # what a question for the words of one paragraph shows, with its number
NOTHING: Final = ("-", "–", "—")  # takes a paragraph out
_NUMBERED: Final = re.compile(r"(\d{1,3}):\s*(.*)", re.DOTALL)
PARAGRAPHS_AT_MOST: Final = 24  # buttons


async def edit_by_words(talk: Talk, shown: Shown, text: str) -> None:
    """Put the words of a message in the place of the substance, or of the paragraph they name: "3: new words"."""
    number, words = _numbered(shown, text)
    if number:
        words = "" if words.strip() in NOTHING else words
        await talk.act(edit_paragraph, shown.ref, shown.version, number, words)
    else:
        await talk.act(edit, shown.ref, shown.version, text)
    await show_made(talk, shown.ref)


async def show_paragraphs(talk: Talk, ref: str, _words: str) -> None:
    """Show the draft's own words by numbered paragraphs, each with a button."""
    found = await talk.look(card, ref)
    if not talk.shows_content:
        await point_to_private(talk, "mustand", found.ref, "draft.in_private")
        return
    told = await talk.look(paragraphs_of, ref)
    buttons = [talk.where.button("button.paragraph", Press("para", found.id, found.version, f"{number} {found.draft_version}"), number=number)
               for number in range(1, min(len(told), PARAGRAPHS_AT_MOST) + 1)]  # fmt: skip
    rows = [buttons[start : start + 4] for start in range(0, len(buttons), 4)]
    text = "\n\n".join(f"{number}: {one}" for number, one in enumerate(told, 1))
    await show_content(talk, found, say(talk.language, "paragraphs.head", ref=found.ref, version=found.draft_version), text,
                       say(talk.language, "paragraphs.how"), keyboard=keyboard(rows), what=DRAFT, version=found.draft_version)  # fmt: skip
    await talk.answer_press()


async def ask_paragraph(talk: Talk, ref: str, words: str) -> None:
    """Ask for the new words of one paragraph."""
    number, version = first_word(words)
    found = await talk.look(card, ref)
    message_id = await talk.say("paragraph.ask", ref=found.ref, number=number)
    await talk.desk.do(remember, talk.chat_id, message_id, found.id, f"{PARAGRAPH}{number}", int(version or 0))
    await talk.answer_press()


async def hand_out_docx(talk: Talk, ref: str, _words: str) -> None:
    """Send the draft as a .docx; an answer to it with the edited file is a new version."""
    if not talk.shows_content:
        await point_to_private(talk, "mustand", (await talk.look(card, ref)).ref, "draft.in_private")
        return
    await send_file(talk, ref, await talk.act(docx_to_edit, ref), "docx.how")


async def hand_out_pdf(talk: Talk, ref: str, _words: str) -> None:
    """Send the letter as the PDF that an approval signs."""
    if not talk.shows_content:
        await point_to_private(talk, "mustand", (await talk.look(card, ref)).ref, "draft.in_private")
        return
    await send_file(talk, ref, await talk.act(letter_pdf, ref), "pdf.how")


async def take_word_file(talk: Talk, shown: Shown, document: Document) -> None:
    """Take an edited .docx back: a new version, a question about tracked changes, or a sentence why not."""
    if (document.file_size or 0) > LARGEST:
        raise WordRefused(why="document_too_large")
    octets = bytes(await (await document.get_file()).download_as_bytearray())
    await talk.act(take_docx, shown.ref, octets, shown.version or None)
    await _apply(talk, shown.ref, shown.version, "")


async def decide_tracked(talk: Talk, ref: str, words: str) -> None:
    """Accept or refuse the tracked changes of the file given back last."""
    changes, version = first_word(words)
    await talk.act(apply_docx, ref, int(version or 0) or None, changes if changes in (ACCEPT, REFUSE) else "")
    await show_made(talk, ref)


async def send_file(talk: Talk, ref: str, file: FileOut, key: str, what: str = DRAFT) -> None:
    """Send a file of ours in private: it may be saved, as it is worked on elsewhere, and is taken away in time."""
    found = await talk.look(card, ref)
    caption = say(talk.language, key, ref=found.ref, version=file.version)
    message_id = await post_file(talk.bot, talk.chat_id, file.name, file.octets, caption, None, thread=talk.thread, protect=False)
    await talk.desk.do(remember, talk.chat_id, message_id, found.id, what, file.version)
    await talk.desk.do(delete_later, talk.chat_id, [message_id])
    await talk.answer_press()


async def _apply(talk: Talk, ref: str, version: int, changes: str) -> None:
    try:
        await talk.desk.do(apply_docx, talk.me, ref, version or None, changes)
    except TrackedChanges as tracked:
        found = await talk.look(card, ref)
        row = [talk.where.button(f"button.tracked.{one}", Press("tracked", found.id, found.version, f"{one} {version}"))
               for one in (ACCEPT, REFUSE)]  # fmt: skip
        await talk.send(refusal(talk.language, tracked), keyboard([row]))
        return
    except Refusal as error:
        await talk.send(refusal(talk.language, error))
        return
    await show_made(talk, ref)


def _numbered(shown: Shown, text: str) -> tuple[int, str]:
    """Return the number of the paragraph that is meant and its words; 0 where the whole is."""
    if shown.what.startswith(PARAGRAPH):
        return int(shown.what.removeprefix(PARAGRAPH)), text
    found = _NUMBERED.fullmatch(text.strip())
    return (int(found[1]), found[2]) if found else (0, text)
