"""What a citizen may do here: be welcomed, write a letter, ask how it stands. All else is answered alike, and tells nothing."""

from collections.abc import Mapping
from typing import Final

import structlog
from telegram import Message

from bot.buttons import read_press
from bot.chat_letters import Postbox
from bot.chat_pieces import finish, take_edit, take_piece
from bot.enter import come_in
from bot.names import HELP_WORDS, command_named, plain
from bot.said import command_in
from bot.talk import Talk
from bot.words import ALL, say
from casework.case_lists import of_citizen
from casework.letters import SURE_ENOUGH
from casework.office import Office
from casework.texts_at_fault import TEXT_AT_FAULT
from casework.views import Card
from casework.write_by_chat import ask_contact, take_back
from replies.facts import LetterStatus
from replies.library import Library
from rules.kinds import Language
from rules.life import ANSWERED
from rules.records import Filed

MOST_LETTERS = 20
log = structlog.get_logger()
GREETINGS: Final = frozenset(map(plain, (
    "tere", "tervist", "tere päevast", "hei", "hello", "hi", "good day", "привет", "здравствуйте", "добрый день")))  # fmt: skip


class Citizens:
    """Answers everybody who is bound to nobody on the list of staff, in the private chat only."""

    def __init__(self, postbox: Postbox, *, welcome: bool = True) -> None:
        self._postbox, self._welcome = postbox, welcome

    async def hear(self, talk: Talk, message: Message) -> tuple[Filed, str]:
        """Answer a message; words that are no command are a piece of a letter."""
        text = (message.text or message.caption or "").strip()
        said = command_in(text)
        command = command_named(said.name) if said else None
        if said and message.forward_origin:
            await talk.say("citizen.forwarded")
        elif said and command and command.name == "start" and said.words:
            await come_in(talk, said.words)
        elif (command and command.name in ("start", "abi")) or plain(text).strip(" !.?") in HELP_WORDS:
            await self._greet(talk)
        elif not self._welcome:
            await talk.say("citizen.not_here", mail=talk.desk.office.facts.address)
        elif plain(text).strip(" !.?") in GREETINGS:
            await self._greet(talk)
        elif command and command.name == "seis":
            await self._tell_status(talk)
        elif command and command.name == "katkesta":
            await self._take_back(talk)
        elif said:
            await talk.say("citizen.unknown_command")
        else:
            return await take_piece(talk, self._postbox, message, text)
        return Filed.COMMAND, ""

    async def press(self, talk: Talk, data: str) -> tuple[Filed, str]:
        """Answer a press of one of the few buttons citizens are shown; any other is as good as none."""
        press = read_press(data)
        match (press.command, press.words) if press and self._welcome else ("", ""):
            case "letter", "send":
                await talk.answer_press()
                return Filed.COMMAND, await finish(talk, self._postbox)
            case "letter", "drop":
                await talk.answer_press()
                await self._take_back(talk)
            case "contact", "add":
                await talk.do(ask_contact, talk.user_id)
                await talk.answer_press()
                await talk.say("citizen.contact_how")
            case "contact", "no":
                await talk.toast("citizen.contact_no")
            case _:
                await talk.answer_press()
                return Filed.IGNORED, ""
        return Filed.COMMAND, ""

    async def edited(self, talk: Talk, message: Message) -> tuple[Filed, str]:
        """Take changed words into the letter that is not finished, else as an addition."""
        text = (message.text or message.caption or "").strip()
        if not self._welcome or not text or command_in(text):
            await talk.say("citizen.edited")
            return Filed.IGNORED, ""
        return await take_edit(talk, self._postbox, message, text)

    async def _greet(self, talk: Talk) -> None:
        """Danger first, then what this is, then in three languages what Telegram is not."""
        office = talk.desk.office
        words = _words(office, "welcome", talk.language, {"office": office.facts})
        notice = [say(one, "citizen.privacy", mail=office.facts.address, phone=office.facts.phone or "–") for one in ALL]
        await talk.send("\n\n".join([words if self._welcome else words.split("\n\n")[0], *notice]), plain=True)

    async def _take_back(self, talk: Talk) -> None:
        left = await talk.do(take_back, talk.user_id)
        await talk.say("citizen.taken_back" if left else "citizen.nothing_begun")

    async def _tell_status(self, talk: Talk) -> None:
        """Tell where this account's letters stand: numbers and days, no word of what they say."""
        office = talk.desk.office
        letters = tuple(_status(card) for card in await talk.look(of_citizen, talk.user_id))
        words = _words(office, "status", talk.language, {"office": office.facts, "letters": letters[:MOST_LETTERS]})
        await talk.send(words, plain=True)


def _words(office: Office, reply: str, language: Language, facts: Mapping[str, object]) -> str:
    """Return a text of the chat; the house's own where the agency's is at fault: who asks for help is always answered."""
    try:
        return office.library.chat(reply, language, facts)
    except TEXT_AT_FAULT as fault:
        log.error("a text is at fault", reply=reply, error=type(fault).__name__)
        return Library().chat(reply, language, facts)


def _status(card: Card) -> LetterStatus:
    day = card.safe if card.kind_confidence >= SURE_ENOUGH else None  # the receipt has named none either
    return LetterStatus(card.ref, answered=card.state in ANSWERED, answer_by=day)
