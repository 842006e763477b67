"""Telegram in and out: updates are committed to the ledger before they are handled, what was decided is told within the limits."""

import asyncio
import hashlib
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.bundles import MOST, bundles, send_bundle
from bot.connect import HouseBot
from bot.door import Door
from bot.menu import set_menus
from bot.sender import ALOUD, send
from casework.desk import Desk
from casework.leases import LeaseLost
from casework.outbox import BUSY, Parcel, Told, claim, claim_alike, due, settle
from casework.receive import Update, settle_update, take_updates, waiting_updates
from casework.troubles import heard_telegram
from rules.records import Dispatch, Filed
from vastaja.health import Health
from vastaja.loops import DATABASE_AWAY, rest, until_done
from vastaja.pace import Pace
from vastaja.settings import TelegramSettings

TELEGRAM: Final = "telegram"
KINDS: Final = ["message", "edited_message", "callback_query", "my_chat_member", "chat_member"]
LONG_POLL: Final = 20  # seconds
WEBHOOK_LOOK: Final = 20.0  # seconds between two looks whether Telegram still sends its updates here
AT_ONCE: Final = 8  # messages on their way
HEARD_AT_ONCE: Final = 200  # updates being dealt with: each goes a step at a time, so that all are answered before cards are painted
LEFT_AT_MOST: Final = 10_000  # updates an earlier run may have left
FAILED_LATELY: Final = timedelta(minutes=2)  # Telegram tries again within a minute
FORGET_OFFSET: Final = timedelta(days=6)  # after a quiet week Telegram begins with any number
LOOK_EVERY: Final = 1.0  # seconds between two looks for what is to be handled again
NOTE_EVERY: Final = timedelta(minutes=10)  # that Telegram was heard, for the next start to know
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds

log = structlog.get_logger()


class Listener:
    """Fetches updates and hands each to the door, one after another within a chat."""

    def __init__(self, bot: HouseBot, desk: Desk, door: Door, health: Health, settings: TelegramSettings) -> None:
        self._bot, self._desk, self._door, self._health, self._settings = bot, desk, door, health, settings
        self._offset: int | None = None
        self._heard = self._noted = datetime.min.replace(tzinfo=UTC)
        self._looked = 0.0
        self._room = asyncio.Semaphore(HEARD_AT_ONCE)
        self._chats: dict[object, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._at_work: set[asyncio.Task[None]] = set()

    async def run(self, stop: asyncio.Event) -> None:
        """Take up what an earlier run left, then listen until `stop` is set, and finish what has begun."""
        for ledger_id, raw in await until_done(lambda: self._desk.look(waiting_updates, limit=LEFT_AT_MOST)):
            self._begin(ledger_id, raw)
        await until_done(self._door.postbox.read_again)
        pause, menus = FIRST_PAUSE, None
        while not stop.is_set():
            try:
                if menus is None:
                    await self.set_up(self._settings)
                    menus = asyncio.create_task(self._set_menus(stop))
                await (self._fetch(stop) if self._settings.mode == "polling" else self._watch_webhook(stop))
                await self._take_up_replayed()
                pause = FIRST_PAUSE
            except RetryAfter as later:
                await rest(_seconds(later), stop)
            except DATABASE_AWAY as trouble:
                # The offset has not moved: Telegram tells the same updates again.
                log.error("updates cannot be kept now, they are asked for again", error=type(trouble).__name__)
                await rest(pause, stop)
                pause = min(pause * 2, LONGEST_PAUSE)
            except (NetworkError, TelegramError) as trouble:
                self._health.trouble(TELEGRAM, _what_to_do(trouble))
                await rest(pause, stop)
                pause = min(pause * 2, LONGEST_PAUSE)
        if self._at_work:
            await asyncio.wait(self._at_work, timeout=5)
        if menus:
            menus.cancel()
            await asyncio.wait({menus})

    async def take(self, raw: str) -> None:
        """Commit one update and hand it to the door: the webhook's way in."""
        await self._commit([_update(json.loads(raw)["update_id"], raw)])

    async def set_up(self, telegram: TelegramSettings) -> None:
        """Tell Telegram where updates go. Raises TelegramError."""
        await self._bot.initialize()  # without it the bot does not close its connections at the end
        if telegram.mode == "webhook":
            await self._bot.set_webhook(telegram.webhook_url, allowed_updates=KINDS,
                                        secret_token=telegram.webhook_secret.get_secret_value())  # fmt: skip
        else:
            await self._bot.delete_webhook()

    async def _set_menus(self, stop: asyncio.Event) -> None:
        """Show people what the bot can do, beside listening: there is a menu for each official, and nobody need wait for it."""
        pause = FIRST_PAUSE
        while not stop.is_set():
            try:
                await set_menus(self._bot, self._desk)
                return
            except RetryAfter as later:
                await rest(_seconds(later), stop)
            except (*DATABASE_AWAY, TelegramError) as trouble:
                log.warning("the menus could not be set, they are tried again", error=type(trouble).__name__)
                await rest(pause, stop)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _fetch(self, stop: asyncio.Event) -> None:
        if self._desk.clock() - self._heard > FORGET_OFFSET:
            self._offset = None
        asking = asyncio.ensure_future(self._bot.updates(self._offset, LONG_POLL, KINDS))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not asking.done():
            asking.cancel()
            return
        updates = asking.result()
        await self._answered()
        if updates:
            await self._commit([_update(one["update_id"], json.dumps(one)) for one in updates])
            # The offset is the last id of the last answer, never a maximum: ids may begin anew.
            self._offset, self._heard = updates[-1]["update_id"] + 1, self._desk.clock()

    async def _watch_webhook(self, stop: asyncio.Event) -> None:
        """See that Telegram sends its updates here and gets them through, and rest. Raises TelegramError.

        Another process that asks for updates by itself takes the webhook away, without a word to us.
        """
        hook = await self._bot.get_webhook_info()
        failed = hook.last_error_date and self._desk.clock() - hook.last_error_date < FAILED_LATELY
        if hook.url != self._settings.webhook_url:
            self._health.trouble(TELEGRAM, "Telegram sent its updates elsewhere; it has been told to send them here again")
            await self.set_up(self._settings)
        elif failed and hook.pending_update_count:
            self._health.trouble(TELEGRAM, f"Telegram cannot deliver its updates here ({hook.last_error_message}); it tries again")
        else:
            await self._answered()
        await rest(WEBHOOK_LOOK, stop)

    async def _answered(self) -> None:
        """Telegram has answered: the door is well, and the next start will know when it last was."""
        self._health.heard(TELEGRAM)
        if self._desk.clock() - self._noted > NOTE_EVERY:
            self._noted = self._desk.clock()
            await self._desk.do(heard_telegram)

    async def _commit(self, updates: list[Update]) -> None:
        ids = await self._desk.do(take_updates, updates)
        for ledger_id, update in zip(ids, updates, strict=True):
            if ledger_id:
                self._begin(ledger_id, update.raw)

    async def _take_up_replayed(self) -> None:
        """Handle what a person has asked to be handled again."""
        now = asyncio.get_running_loop().time()
        if now - self._looked < LOOK_EVERY:
            return
        self._looked = now
        at_work = {task.get_name() for task in self._at_work}
        for ledger_id, raw in await self._desk.look(waiting_updates):
            if _task_name(ledger_id) not in at_work:
                self._begin(ledger_id, raw)

    def _begin(self, ledger_id: int, raw: str) -> None:
        task = asyncio.create_task(self._do(ledger_id, raw), name=_task_name(ledger_id))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _do(self, ledger_id: int, raw: str) -> None:
        async with self._chats[_chat_of(raw)], self._room:
            try:
                await until_done(lambda: self._door.take(ledger_id, raw))
            except LeaseLost:
                return  # another process listens by now, and finds the update in the ledger
            except Exception as bug:
                # One odd update must not stop the bot; it stays in the ledger with its fault.
                log.exception("an update could not be handled", ledger_id=ledger_id, error=type(bug).__name__)
                why = type(bug).__name__
                await until_done(lambda: self._desk.do(settle_update, ledger_id, Filed.SET_ASIDE, why=why))


class ChatSender:
    """Tells what was decided, danger first, no faster than Telegram allows."""

    def __init__(self, bot: telegram.Bot, desk: Desk, health: Health) -> None:
        self._bot, self._desk, self._health = bot, desk, health
        self._pace = Pace()

    async def round(self, stop: asyncio.Event | None = None) -> None:
        """Tell what is due, in groups, until nothing is; once `stop` is set no further group is begun."""
        while not (stop and stop.is_set()) and await self._desk.look(due, "chat"):
            parcels = await self._desk.do(claim, "chat", AT_ONCE)
            if not parcels:
                return
            alone, together = bundles(parcels)
            for many in together:
                many += await self._desk.do(claim_alike, many[0].recipient, many[0].what, MOST - len(many))
            lanes = defaultdict[str, list[Parcel]](list)
            for parcel in alone:
                lanes[parcel.recipient].append(parcel)
            found = await asyncio.gather(*map(self._send_in_order, lanes.values()), *map(self._send_bundle, together))
            told = [one for part in found for one in part]
            await until_done(lambda told=told: self._desk.do(settle, told))  # type: ignore[misc]

    async def _send_in_order(self, parcels: list[Parcel]) -> list[Told]:
        """Tell one chat what was decided for it, one after another: a receipt stands above what is asked after it."""
        return [told for parcel in parcels for told in await self._send(parcel)]

    async def _send(self, parcel: Parcel) -> list[Told]:
        return await self._paced([parcel], lambda: send(self._bot, self._desk, parcel))

    async def _send_bundle(self, parcels: list[Parcel]) -> list[Told]:
        return await self._paced(parcels, lambda: send_bundle(self._bot, self._desk, parcels))

    async def _paced(self, parcels: list[Parcel], tell: Callable[[], Awaitable[Told | list[Told]]]) -> list[Told]:
        """Tell these in one message, if the chat may be written to now; a danger waits for nothing."""
        first = parcels[0]
        wait = self._pace.wait(first.recipient, self._desk.clock())
        if wait and first.what not in ALOUD:
            return [Told(one.id, one.fence, Dispatch.PENDING, BUSY, pause=wait) for one in parcels]
        try:
            made = await tell()
        except Exception as bug:
            log.exception("a chat message could not be told", item=first.id, what=first.what, error=type(bug).__name__)
            state = Dispatch.PENDING if first.tries < 5 else Dispatch.NEVER
            if first.what == "letter_to_citizen":
                state = Dispatch.UNCERTAIN  # a part of it may have gone; it is not to go twice
            return [Told(one.id, one.fence, state, type(bug).__name__) for one in parcels]
        told = made if isinstance(made, list) else [made]
        if any(one.state is Dispatch.SENT for one in told):
            self._health.heard("telegram-out")
        return told


def _what_to_do(trouble: TelegramError) -> str:
    if isinstance(trouble, InvalidToken):
        return "Telegram does not know this token; check [telegram] token with @BotFather"
    why = "another process asks for the same updates" if isinstance(trouble, Conflict) else type(trouble).__name__
    return f"Telegram does not answer ({why}); it is asked again"


def _seconds(later: RetryAfter) -> float:
    after = later.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _update(update_id: int, raw: str) -> Update:
    return Update(update_id, hashlib.sha256(raw.encode()).hexdigest(), raw)


def _task_name(ledger_id: int) -> str:
    return f"update {ledger_id}"


def _chat_of(raw: str) -> object:
    update = json.loads(raw)
    found = (
        update.get("message")
        or update.get("edited_message")
        or (update.get("callback_query") or {}).get("message")
        or {}
    )
    return (found.get("chat") or {}).get("id", 0)
