"""What a citizen may do here: be welcomed, write a letter, ask how it stands. All else is answered alike, and tells nothing."""

from collections.abc import Awaitable, Callable

from telegram import Message

from bot.enter import come_in
from bot.names import HELP_WORDS, command_named, plain
from bot.said import command_in
from bot.talk import Talk
from casework.letters import SURE_ENOUGH
from casework.views import Card, of_citizen
from casework.write_by_chat import Writer, write_by_chat
from reading.understand import Page, Suggestions
from replies.facts import LetterStatus
from rules.life import State
from rules.records import Filed

MOST_LETTERS = 20

Understand = Callable[[Page], Awaitable[Suggestions]]


class Citizens:
    """Answers everybody who is bound to nobody on the list of staff, in the private chat only."""

    def __init__(self, understand: Understand, *, welcome: bool = True) -> None:
        self._understand, self._welcome = understand, welcome

    async def hear(self, talk: Talk, message: Message) -> tuple[Filed, str]:
        """Answer a message; words that are no command are a letter."""
        text = (message.text or message.caption or "").strip()
        said = command_in(text)
        command = command_named(said.name) if said else None
        if said and message.forward_origin:
            await talk.say("citizen.forwarded")
        elif said and command and command.name == "start" and said.words:
            await come_in(talk, said.words)
        elif not self._welcome:
            await talk.say("citizen.not_here", mail=talk.desk.office.facts.address)
        elif (command and command.name in ("start", "abi")) or plain(text).strip(" !.?") in HELP_WORDS:
            await self._greet(talk)
        elif command and command.name == "seis":
            await self._tell_status(talk)
        elif said:
            await talk.say("citizen.unknown_command")
        elif not text and not message.effective_attachment:
            return Filed.IGNORED, ""  # a service message: a pin, a timer
        elif not text:
            await talk.say("citizen.only_words", mail=talk.desk.office.facts.address)
        else:
            return await self._letter(talk, message, text)
        return Filed.COMMAND, ""

    async def _greet(self, talk: Talk) -> None:
        office = talk.desk.office
        words = office.library.chat("welcome", talk.language, {"office": office.facts})
        await talk.send(words, plain=True)

    async def _tell_status(self, talk: Talk) -> None:
        """Tell where this account's letters stand: numbers and days, no word of what they say."""
        office = talk.desk.office
        letters = tuple(_status(card) for card in await talk.look(of_citizen, talk.user_id))
        words = office.library.chat(
            "status", talk.language, {"office": office.facts, "letters": letters[:MOST_LETTERS]}
        )
        await talk.send(words, plain=True)

    async def _letter(self, talk: Talk, message: Message, text: str) -> tuple[Filed, str]:
        """File the words as a letter. The receipt of a new case comes by the outbox; an addition is confirmed here."""
        user = message.from_user
        name = user.full_name if user else ""
        told = await self._understand(Page(sender_name=name, text=text, body=text, date=message.date))
        known = {card.ref for card in await talk.look(of_citizen, talk.user_id)}
        ref = await talk.desk.do(write_by_chat, talk.ledger_id, Writer(talk.user_id, name), text, told)
        if ref in known:
            await talk.say("citizen.added", ref=ref)
        if message.effective_attachment:
            await talk.say("citizen.words_only_kept", mail=talk.desk.office.facts.address)
        return Filed.CASE, ref


def _status(card: Card) -> LetterStatus:
    day = card.safe if card.kind_confidence >= SURE_ENOUGH else None  # the receipt has named none either
    return LetterStatus(card.ref, answered=card.state in (State.SENT, State.CLOSED), answer_by=day)
