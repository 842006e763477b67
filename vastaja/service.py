"""The house in operation: everything is wired here, and here it is brought to rest."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog
from sqlalchemy import Engine
from starlette.routing import BaseRoute

from bot.connect import make_bot
from bot.door import Door
from casework.desk import Clock, Desk
from casework.outbox import abandoned
from casework.understand import Understood
from mail.submit import Submitter
from mail.watch import watch
from reading.topic import use_topics
from storage.originals import Originals
from storage.revisions import demand_usable
from vastaja.accounts import imap_account, smtp_account
from vastaja.alone import alone
from vastaja.calendar_door import calendars
from vastaja.canary import EVERY as CANARY_EVERY
from vastaja.canary import Canary
from vastaja.census import Census
from vastaja.clockwork import EVERY, Clockwork
from vastaja.doors import MailDoor
from vastaja.health import Health
from vastaja.indexer import EVERY as INDEX_EVERY
from vastaja.indexer import Indexer
from vastaja.intake import JUNK, Intake
from vastaja.lag import Lag
from vastaja.learnt import model_file
from vastaja.leases import Leases
from vastaja.loops import Bell, every
from vastaja.office import make_office
from vastaja.opening import open_store, originals_of, sqlite_file
from vastaja.page.routes import page_routes
from vastaja.reread import Rereading
from vastaja.senders import MailSender
from vastaja.sent_copies import EVERY as COPIES_EVERY
from vastaja.sent_copies import SentCopies
from vastaja.serving import serve_web, webhook
from vastaja.settings import MailboxSettings, Settings
from vastaja.sharing import ALL, UNDERSTANDING, Loop, Part, leased, ours
from vastaja.telegram import TELEGRAM, ChatSender, Listener
from vastaja.web import make_web
from vastaja.worker import Reader

LONGEST_REST: Final = timedelta(seconds=2)  # between two looks at the outbox when no bell rings
SHORT_NAP: Final = timedelta(seconds=1)  # where another process may have written the row
LONGEST_NAP: Final = timedelta(
    seconds=10
)  # between two looks at the ledger: only what an earlier run left rings no bell
READERS: Final = 2  # worker processes; the second is started when letters queue
DEAF_CHAT: Final = timedelta(minutes=5)  # Telegram answers each long poll within half a minute
CENSUS_EVERY: Final = timedelta(seconds=20)  # between two looks whether its hour has come
NEAR_EVERY: Final = timedelta(hours=1)
NEAR_FOR: Final = timedelta(days=1)  # an original that was deleted elsewhere is gone from here by then
LAST_WORDS: Final = 6.0  # seconds that loops get to finish what they have in hand

log = structlog.get_logger()


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class House:
    """What the loops share."""

    settings: Settings
    desk: Desk
    originals: Originals
    health: Health
    reader: Reader
    intake: Intake
    clockwork: Clockwork
    census: Census
    rereading: Rereading
    indexer: Indexer


async def serve(settings: Settings, stop: asyncio.Event, clock: Clock = utc_now, ready: Callable[[House], None] | None = None,
                parts: frozenset[Part] = ALL, monotonic: Callable[[], float] = time.monotonic) -> None:  # fmt: skip
    """Run the house, or these parts of it, until `stop` is set; `monotonic` tells whether `clock` has jumped.

    Raises NotAlone, and what a broken database or a bug raises; faults of far servers it outlives.
    """
    async with AsyncExitStack() as doors:
        doors.enter_context(alone(sqlite_file(settings)))
        house = await doors.enter_async_context(open_house(settings, clock, monotonic))
        shared = sqlite_file(settings) is None
        bells = {"mail": Bell(), "chat": Bell()}
        house.desk.committed = partial(_ring, bells)
        loops: dict[str, Loop] = {
            "filing": lambda s: every(
                SHORT_NAP if shared else LONGEST_NAP, house.intake.file_waiting, s, house.intake.bell
            ),
            "clock": lambda s: every(EVERY, house.clockwork.by_the_clock, s),
            "lookout": lambda s: every(EVERY, house.clockwork.look_around, s),
            "index": lambda s: every(INDEX_EVERY, house.indexer.round, s),
        }
        for mailbox in settings.mailbox:
            loops |= _mailbox_loops(house, mailbox)
        if house.originals.home:
            loops["near copies"] = lambda s: every(NEAR_EVERY, partial(let_go_of_near, house.originals), s)
        if settings.mailbox:
            loops["census"] = lambda s: every(CENSUS_EVERY, partial(house.census.round, s), s)
        if settings.has_smtp:
            loops |= await _smtp_loops(house, doors, bells["mail"])
        more: Sequence[BaseRoute] = (*calendars(house.desk), *_page(house))
        if settings.has_bot:
            listener, chat_loops = await _telegram_loops(house, doors, bells["chat"])
            loops |= chat_loops
            more = (*more, *webhook(settings.telegram, listener.take))
        lag = Lag()
        loops["lag"] = lag.watch
        app = make_web(house.desk, lambda: house.health.states(clock()), more, lambda: lag.greatest)
        loops["web"] = partial(serve_web, settings.web, app)
        loops = ours(loops, parts)
        if shared:
            loops = leased(loops, _share(house), settings)
        left = await house.desk.do(abandoned)
        log.info("the house is open", doors=sorted(loops), left_from_last_time=left)
        if ready:
            ready(house)
        await _run(loops, stop)
    log.info("the house is closed")


@asynccontextmanager
async def open_house(
    settings: Settings, clock: Clock = utc_now, monotonic: Callable[[], float] = time.monotonic
) -> AsyncIterator[House]:
    """Open the database, the originals and the reading worker. An empty database gets its tables; an older one is refused."""
    store = open_store(settings, _demand_usable)
    try:
        office = make_office(settings)
        use_topics(office.topics)
        originals = originals_of(settings)
        desk = Desk(store, office, clock, originals=originals)
        reader = Reader(office.senders, workers=READERS, model=model_file(desk, settings))
        try:
            await reader.warm()
            health = Health(clock)
            intake = Intake(desk, originals, reader)
            yield House(settings, desk, originals, health, reader, intake, Clockwork(desk, health, monotonic),
                        Census(desk, intake, settings), Rereading(settings, desk, reader), Indexer(desk, reader, lambda: intake.in_a_hurry))  # fmt: skip
        finally:
            reader.close()
    finally:
        store.close()


def _demand_usable(engine: Engine) -> None:
    if demand_usable(engine):
        log.warning("the database is of a newer program: this process is to be replaced by one of it")


async def let_go_of_near(originals: Originals) -> None:
    """Delete the near copies of originals that have not been used for a day."""
    await asyncio.to_thread(originals.let_go_of_near, time.time() - NEAR_FOR.total_seconds())


def _share(house: House) -> Leases:
    """Let this process take part with others: letters are claimed before they are read, one process understands a queue."""
    leases = Leases(house.desk)
    house.intake.shared = True
    house.intake.may_understand = lambda: UNDERSTANDING in leases.held
    return leases


def _ring(bells: Mapping[str, Bell], channels: Collection[str]) -> None:
    for channel in bells.keys() & channels:
        bells[channel].ring()


async def _run(loops: dict[str, Loop], stop: asyncio.Event) -> None:
    """Run every loop until `stop` is set; where one fails all are brought down and the error is raised."""
    tasks = {asyncio.create_task(loop(stop), name=name) for name, loop in loops.items()}
    stopping = asyncio.create_task(stop.wait())
    try:
        done, waiting = set[asyncio.Task[Any]](), {*tasks, stopping}
        while not stop.is_set() and not any(task.exception() for task in done):
            done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.set()
        stopping.cancel()
        finished, late = await asyncio.wait(tasks, timeout=LAST_WORDS)
        for task in late:
            log.warning("a loop did not end in time", loop=task.get_name())
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    for task in finished:
        task.result()


def _page(house: House) -> Sequence[BaseRoute]:
    """Return the content page, where its address is set; what was linked to before stays readable whatever `content` says now."""
    return page_routes(house.desk, house.settings.web.address, house.originals, house.reader.read)


def _mailbox_loops(house: House, mailbox: MailboxSettings) -> dict[str, Loop]:
    source, account = f"imap:{mailbox.name}", imap_account(mailbox)

    def loop(door: MailDoor) -> Loop:
        async def served(stop: asyncio.Event) -> None:
            with house.health.expected(door.door):
                await watch(account, door.folder, stop=stop, done_folder=door.done_folder,
                            high_water=door.high_water, take=door.take, heard=door.heard, trouble=door.trouble)  # fmt: skip

        return served

    def door(folder: str, ledger: str, name: str, **more: Any) -> MailDoor:
        return MailDoor(house.desk, house.health, house.intake, mailbox.name, folder, ledger, name, **more)

    loops = {source: loop(door(mailbox.folder, mailbox.folder, source, done_folder=mailbox.done_folder))}
    if mailbox.junk:
        name = f"{source}:junk"
        loops[name] = loop(door(mailbox.junk, f"{JUNK}{mailbox.junk}", name, optional=True))
    return loops


async def _smtp_loops(house: House, doors: AsyncExitStack, bell: Bell) -> dict[str, Loop]:
    settings = house.settings
    submitter = Submitter(smtp_account(settings.smtp), settings.smtp.connections)
    doors.push_async_callback(submitter.close)
    sender = MailSender(house.desk, submitter, house.originals, house.health)
    house.intake.receipts_go_out = lambda: sender.busy
    loops: dict[str, Loop] = {"smtp": lambda stop: every(LONGEST_REST, partial(sender.round, stop), stop, bell)}
    if settings.smtp.sent_folder and settings.mailbox:
        copies = SentCopies(house.desk, sender, house.health, settings)
        loops["sent-copies"] = lambda stop: every(COPIES_EVERY, copies.round, stop)
    if settings.alarms.canary and settings.mailbox:
        canary = Canary(house.desk, house.health, settings)
        loops["canary"] = lambda stop: every(CANARY_EVERY, canary.round, stop)
    return loops


async def _telegram_loops(house: House, doors: AsyncExitStack, bell: Bell) -> tuple[Listener, dict[str, Loop]]:
    telegram = house.settings.telegram
    bot = make_bot(telegram.token.get_secret_value(), telegram.base_url)

    async def read(digest: str) -> Understood:
        return await house.reader.read(await asyncio.to_thread(house.originals.read, digest))

    door = Door(bot, house.desk, house.reader.understand, read, citizens=telegram.citizens)
    listener = Listener(bot, house.desk, door, house.health, telegram)
    sender = ChatSender(bot, house.desk, house.health)

    async def listen(stop: asyncio.Event) -> None:
        with house.health.expected(TELEGRAM, DEAF_CHAT):
            await listener.run(stop)

    doors.push_async_callback(bot.shutdown)
    loops: dict[str, Loop] = {"telegram": listen, "chat": lambda stop: every(LONGEST_REST, partial(sender.round, stop), stop, bell)}
    if telegram.citizens:
        loops["chat-letters"] = lambda stop: every(EVERY, door.postbox.file_quiet, stop)
    return listener, loops
