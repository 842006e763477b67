"""What those who work here may say and press: commands of their role, answers to a draft; everything else is told kindly."""

from collections.abc import Callable, Mapping
from typing import Final

from telegram import Document, Message
from telegram.error import TelegramError

from bot import campaigns, editing, press_statement, sending
from bot.actions import Action
from bot.asking import PICK
from bot.buttons import RIGHT_OF, Press
from bot.by_hand import ByHandForm
from bot.commands import LOOKS, REFUSED, Commands
from bot.enter import come_in
from bot.names import Command, command_named
from bot.post import delete
from bot.purpose import ask_purpose
from bot.said import Said, command_in, linked, reference_first
from bot.talk import Talk
from bot.words import refusal, say_plain
from casework.chat_messages import DRAFT, STATEMENT, TO_APPROVE, Shown, case_of, last_shown
from casework.conversations import REGISTER, Begun, asked, begun
from casework.refusals import AlreadyTaken, MissingReason, NoSuchCase, OutOfDate, PurposeNeeded
from casework.signed import SUFFIXES
from casework.views import Card, card
from rules.life import State
from rules.records import Filed
from rules.rights import may_use


class Colleagues:
    """Answers officials, heads, press and all others who are bound to a person on the list of staff."""

    def __init__(self, actions: Mapping[str, Action], form: ByHandForm) -> None:
        self._actions, self._commands, self._form = actions, Commands(actions), form

    async def hear(self, talk: Talk, message: Message) -> tuple[Filed, str]:
        """Answer a message in the private chat."""
        text = message.text or ""
        said = command_in(text)
        if (message.forward_origin or not said) and (form := await self._open_form(talk, message)):
            return await self._add_to_form(talk, form, message)
        if message.forward_origin:
            await talk.say("forwarded_message")
        elif said and said.name == "start" and said.words:
            await self._start(talk, said.words)
        elif said:
            await self._commands.give(talk, said, await self._answered(talk, message))
        elif text:
            await self._free_text(talk, message, text)
        elif message.document and (shown := await self._draft_meant(talk, message)) and shown.what != STATEMENT:
            await self._file(talk, shown, message.document)
        elif message.effective_attachment:
            await talk.say("only_words")
        else:
            return Filed.IGNORED, ""  # a service message: a pin, a timer
        return Filed.COMMAND, talk.ref

    async def hear_in_group(self, talk: Talk, message: Message) -> tuple[Filed, str]:
        """Answer a command in one of our groups. Talk among colleagues is none of ours, nor is a command for another bot."""
        said = command_in(message.text or "")
        if said is None or (said.bot and said.bot.casefold() != talk.username.casefold()):
            return Filed.IGNORED, ""
        command = command_named(said.name)
        if command is None and not said.bot:
            return Filed.IGNORED, ""
        if command and command.personal and _words_of(said, message) >= command.personal:
            await self._refuse_in_group(talk, command)
            return Filed.COMMAND, ""
        await self._commands.give(talk, said, await self._answered(talk, message))
        return Filed.COMMAND, talk.ref

    async def press(self, talk: Talk, press: Press | None, ref: str) -> tuple[Filed, str]:
        """Do what a button says, if this person may and the case is still as the button knew it. `ref`: of its case, where they know of it."""
        if press and press.command == PICK:
            return await self._commands.picked(talk, press.case_id)
        action = self._actions.get(press.command) if press else None
        if press is None or action is None:
            await talk.toast("button.unknown")
            return Filed.IGNORED, ""
        if not may_use(talk.me.roles, RIGHT_OF.get(press.command, press.command)):
            await talk.toast("refusal.NotAllowed", alert=True)
            return Filed.COMMAND, ""
        talk.version = press.version
        talk.answers_question = press.command not in LOOKS
        try:
            if press.case_id and not ref:
                raise NoSuchCase(ref="")
            await action(talk, ref, press.words)
        except MissingReason as missing:
            await self._commands.missing(talk, press.command, ref, press.words, missing)
        except OutOfDate as stale:
            await self._stale(talk, press.command, stale)
        except AlreadyTaken as taken:
            await talk.answer_press(refusal(talk.language, taken), alert=True)
            await talk.show(str(taken.facts["ref"]))
        except NoSuchCase:
            await talk.toast("button.unknown")
        except PurposeNeeded as needed:
            held = press.words if press.command == HELD else ""  # of the pen the words name the letter
            await ask_purpose(talk, press.command if press.command != "purpose" else press.words.split()[0], needed, held)
        except REFUSED as error:
            await talk.answer_press(refusal(talk.language, error), alert=True)
        await talk.answer_press()
        return Filed.COMMAND, talk.ref

    # -- links and groups

    async def _start(self, talk: Talk, payload: str) -> None:
        """Open what a link from a group points to, or bind the account anew by another code."""
        said = linked(payload)
        name = OPENED_BY_LINK.get(said.name, "") if said else ""
        if said is None or not name:
            await come_in(talk, payload)
        elif not may_use(talk.me.roles, RIGHT_OF.get(said.name, said.name)):
            await talk.say("refusal.NotAllowed")
        else:
            await self._commands.tried(talk, name, said.words, "")

    async def _refuse_in_group(self, talk: Talk, command: Command) -> None:
        """Words that may hold personal data are not said in a group: they are taken away where the bot may do that."""
        await talk.say("words_in_private", command=command.name)
        try:
            await delete(talk.bot, talk.chat_id, talk.message_id)
        except TelegramError:
            return

    # -- free words

    async def _add_to_form(self, talk: Talk, form: Begun, message: Message) -> tuple[Filed, str]:
        try:
            return await self._form.hear(talk, form, message)
        except REFUSED as error:
            await talk.send(refusal(talk.language, error))
            return Filed.COMMAND, ""

    async def _open_form(self, talk: Talk, message: Message) -> Begun | None:
        """Return the letter this person is taking down, unless these words answer a draft or something asked since."""
        if message.reply_to_message or not may_use(talk.me.roles, "registreeri"):
            return None
        form = await talk.look(begun, talk.user_id, REGISTER)
        if form is None or (message.text and (await talk.look(asked, talk.user_id)) is not None):
            return None
        return form

    async def _free_text(self, talk: Talk, message: Message, text: str) -> None:
        """Take words as a new version of the draft they answer, or of the draft shown last; all else is no letter here."""
        shown = await self._answered(talk, message)
        if shown is None and (question := await talk.look(asked, talk.user_id)):
            await self._commands.answer(talk, question, text)
            return
        shown = await self._draft_meant(talk, message)
        if shown is None or not _is_draft(shown):
            await talk.say("free_text")
            return
        if shown.what == TO_APPROVE:
            await talk.say("not_your_draft", ref=shown.ref)
            return
        try:
            if shown.what.startswith(sending.PROMPTS):
                await sending.hear_prompt(talk, shown, text)
                return
            edit = press_statement.edit_by_answer if shown.what == STATEMENT else editing.edit_by_words
            await edit(talk, shown, text)
        except REFUSED as error:
            await talk.send(refusal(talk.language, error))

    async def _file(self, talk: Talk, shown: Shown, document: Document) -> None:
        """Take a file given back for a draft."""
        try:
            if shown.what == campaigns.SIGN_ALL:
                take = campaigns.take_containers
            else:
                take = sending.take_container if _is_container(shown, document) else editing.take_word_file
            await take(talk, shown, document)
        except REFUSED as error:
            await talk.send(refusal(talk.language, error))

    async def _draft_meant(self, talk: Talk, message: Message) -> Shown | None:
        """Return what a message answers; without an answer the draft shown last, if nothing else was shown since."""
        if message.reply_to_message is not None:
            return await self._answered(talk, message)
        shown = await talk.look(last_shown, talk.chat_id)
        return shown if shown and shown.what != TO_APPROVE and _is_draft(shown) else None

    async def _answered(self, talk: Talk, message: Message) -> Shown | None:
        """Return what the message answered shows: a card, a draft, an alert of ours, or the topic it is said in."""
        answered = message.reply_to_message
        shown = await talk.look(case_of, talk.chat_id, answered.message_id) if answered else None
        return shown or (await talk.look(case_of, talk.chat_id, talk.thread) if talk.thread else None)

    # -- old buttons

    async def _stale(self, talk: Talk, command: str, stale: OutOfDate) -> None:
        """Say what the case is now, and paint the old card anew; nothing has been done."""
        now = await talk.look(card, str(stale.facts["ref"]))
        check = DONE_ALREADY.get(command)
        done = check is not None and check(now)
        state = say_plain(talk.language, f"state.{now.state}")
        await talk.toast(
            "already_done" if done else "old_button", alert=not done, ref=now.ref, state=state, name=now.handler
        )
        await talk.show_card(now)


def _is_draft(shown: Shown) -> bool:
    return shown.what in (DRAFT, TO_APPROVE, STATEMENT) or shown.what.startswith((editing.PARAGRAPH, *sending.PROMPTS))


def _is_container(shown: Shown, document: Document) -> bool:
    """Tell whether a file is meant as a signed or encrypted container: by what was asked for, else by its name."""
    suffix = (document.file_name or "").lower().rpartition(".")[2]
    return shown.what in (sending.SIGN, sending.SEAL) or suffix in (*SUFFIXES, "cdoc", "cdoc2")


def _words_of(said: Said, message: Message) -> int:
    """Return how many words stand after the reference, which an answered card may stand for."""
    ref, rest = reference_first(said.words)
    return len(rest.split()) if ref or message.reply_to_message else max(len(said.words.split()) - 1, 0)


# What a link may open. Anybody can send a link: none of these decides anything.
OPENED_BY_LINK: Final = {"vaata": "vaata", "aadress": "aadress", "kiri": "kiri", "mustand": "mustand", "kinnita": "read_draft", "teata": "read_referral", "sisend": "sisend",
                         "kontakt": "kontakt", "avaldus": "avaldus", "margi": "margi"}

HELD: Final = "ootel"

# Whether what an old button asks for has been done already: by whoever pressed first, or by the first of two presses.
DONE_ALREADY: Final[Mapping[str, Callable[[Card], bool]]] = {
    "votan": lambda card: card.handler_id is not None,
    "kinnita": lambda card: card.draft_approved,
    "saada": lambda card: card.sending is not None,
    "sulge": lambda card: card.state is State.CLOSED,
    "reopen": lambda card: card.state is not State.CLOSED,
}
