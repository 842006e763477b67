"""One update being answered: who speaks, where, and how the bot does what is asked and says so."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Concatenate, ParamSpec, TypeVar

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.buttons import Where, card_buttons
from bot.cards import card_text
from bot.membership import safe_for
from bot.post import post, repaint
from bot.text import without_tags
from bot.words import say
from casework.card_places import GroupCard, Places, card_and_places, places
from casework.chat_messages import CARD, remember
from casework.conversations import ASKED, leave
from casework.desk import Desk
from casework.people import Staff
from casework.press import if_unchanged
from casework.receive import in_update
from casework.turn import Turn
from casework.views import Card
from rules.kinds import Child, Language, Role

P = ParamSpec("P")
T = TypeVar("T")

WORTH_WAITING = timedelta(
    seconds=3
)  # somebody looks at the screen; a longer flood limit loses the answer, never the effect
UNCLEAR = ("missing.", "language_unknown", "outcome_unknown")  # sentences that ask to be told better
TOAST = 200  # signs of an answer to a press (Bot API, answerCallbackQuery)


class Stranger(Exception):
    """What only staff may do was asked for by nobody of ours."""


@dataclass(slots=True, kw_only=True)
class Talk:
    """`staff` is None for everybody who does not work here; `version` is what a pressed button was shown for, else 0."""

    bot: Bot
    desk: Desk
    username: str
    ledger_id: int
    user_id: int
    chat_id: int
    private: bool
    language: Language
    roles: frozenset[Role] = frozenset()  # of the one who speaks; in a group of those who read there
    staff: Staff | None = None
    message_id: int = 0
    thread: int = 0
    query_id: str = ""
    pressed: bool = False
    version: int = 0
    acted: bool = False  # whether anything has been changed
    settled: bool = False  # whether the ledger says what became of the update: it was written with the effect
    answers_question: bool = False  # the words are what was asked for: the effect ends the question
    unclear: bool = False  # the words were not understood, and that was said
    ref: str = ""  # what the answer was about, for the ledger

    @property
    def me(self) -> Staff:
        """Return the official who speaks. Raises Stranger."""
        if self.staff is None:
            raise Stranger
        return self.staff

    @property
    def where(self) -> Where:
        """Return whom the buttons are for."""
        if not self.private:
            return Where(self.language, self.roles, f"https://t.me/{self.username}")
        return Where(self.language, self.roles, reader=self.staff.id if self.staff else 0)

    @property
    def zone(self) -> tzinfo:
        return self.desk.office.calendar.zone

    @property
    def shows_content(self) -> bool:
        """Tell whether letters and drafts may be shown here and now."""
        return self.private and self.desk.office.privacy.content == "chat"

    # -- doing

    async def do(self, verb: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do a verb that is the one effect of this update. Raises AlreadyHandled, and what the verb raises."""

        def once(turn: Turn) -> T:
            if self.answers_question:
                leave(turn, self.user_id, ASKED)
            return in_update(turn, self.ledger_id, verb, *args, **kwargs)

        self.acted = True
        done = await self.desk.do(once)
        self.settled = True
        return done

    async def act(
        self, verb: Callable[Concatenate[Turn, Staff, str, P], T], ref: str, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Do a verb on a case as the one who speaks, if the case is as the pressed button knew it. Raises as `do`, and OutOfDate."""
        me, version = self.me, self.version

        def unchanged(turn: Turn) -> T:
            return if_unchanged(turn, me, ref, version, verb, *args, **kwargs)

        self.ref = ref
        return await self.do(unchanged)

    async def look(self, view: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.desk.look(view, *args, **kwargs)

    # -- saying

    async def say(self, key: str, keyboard: InlineKeyboardMarkup | None = None, **facts: object) -> int:
        self.unclear = self.unclear or key.startswith(UNCLEAR)
        return await self.send(say(self.language, key, **facts), keyboard)

    async def send(
        self, text: str, keyboard: InlineKeyboardMarkup | None = None, *, protect: bool = False, plain: bool = False
    ) -> int:
        """Answer with a message of our HTML and return its number; in a group it answers the command it is for."""
        answers = 0 if self.private or self.query_id else self.message_id
        try:
            return await self._posted(text, keyboard, answers, protect=protect, plain=plain)
        except RetryAfter as busy:
            if busy.retry_after > WORTH_WAITING:  # type: ignore[operator]  # a timedelta: see bot/connect.py
                raise
            await asyncio.sleep(busy.retry_after.total_seconds())  # type: ignore[union-attr]
            return await self._posted(text, keyboard, answers, protect=protect, plain=plain)

    async def _posted(
        self, text: str, keyboard: InlineKeyboardMarkup | None, answers: int, *, protect: bool, plain: bool
    ) -> int:
        return await post(
            self.bot, self.chat_id, text, keyboard, plain=plain, protect=protect, answers=answers, thread=self.thread
        )

    async def toast(self, key: str, alert: bool = False, **facts: object) -> None:
        """Answer a press with a line that goes by itself; a command is answered with a message."""
        await self.toast_words(say(self.language, key, **facts), alert)

    async def toast_words(self, words: str, alert: bool = True) -> None:
        if not self.query_id:
            await self.send(words)
            return
        await self.answer_press(words, alert)

    async def answer_press(self, words: str = "", alert: bool = False) -> None:
        """End the waiting of a pressed button. One pressed too long ago is not waiting any more."""
        if not self.query_id:
            return
        query, self.query_id = self.query_id, ""
        words = without_tags(words)
        words = words if len(words) <= TOAST else words[: TOAST - 1] + "…"
        try:
            await self.bot.answer_callback_query(query, words or None, show_alert=alert or None)
        except BadRequest:
            return

    # -- showing

    async def show(self, ref: str, above: str = "") -> Card:
        """Show the card of a case: painted anew where a button of it was pressed, else as a new message."""
        found, stands = await self.look(card_and_places, ref, self.chat_id, self.message_id)
        self.ref = found.ref
        await self._show(found, stands, above)
        return found

    async def show_card(self, found: Card, above: str = "") -> None:
        await self._show(found, await self.look(places, found.id, self.chat_id, self.message_id, raised=found.child is not Child.NONE), above)

    async def _show(self, found: Card, stands: Places, above: str) -> None:
        """Paint the pressed message if it is a card of this case; a list or a draft is left as it is."""
        text = "\n\n".join(filter(None, (above, card_text(found, self.language, self.desk.office))))
        buttons = card_buttons(found, self.where)
        here = self.pressed and stands.here
        if not (here and await repaint(self.bot, self.chat_id, self.message_id, text, buttons)):
            sent = await self.send(text, buttons)
            await self.desk.do(remember, self.chat_id, sent, found.id, CARD)
        if self.acted:
            for other in stands.others:
                await self._paint(found, other)

    async def _paint(self, found: Card, other: GroupCard) -> None:
        """Paint the case's card in a group. It is a courtesy: what cannot be painted stays as it was.

        A colleague's private card is left alone: its old buttons say what is the state now.
        """
        desk = self.desk if other.safe else await safe_for(self.bot, self.desk, other.chat_id)
        where = Where(Language.ESTONIAN, other.roles, f"https://t.me/{self.username}")
        with suppress(TelegramError):
            await repaint(self.bot, other.chat_id, other.message_id, card_text(found, Language.ESTONIAN, desk.office), card_buttons(found, where))
