"""What the house does by the clock: reminders, repeated alarms for a child, doors that have been deaf too long."""

import asyncio
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

import structlog

from casework.absence import briefs
from casework.alarms import clock_jumped, deaf_door
from casework.board import repaint_boards
from casework.calendar_end import watch_calendar
from casework.confirming import confirm_accounts
from casework.contributions import chase
from casework.desk import Desk
from casework.forget import files_deleted, files_to_delete
from casework.forget_letters import forget_returned
from casework.monday import tell_monday
from casework.outbox import lapsed
from casework.page_links import purge_links
from casework.positions import tell_positions
from casework.press_clock import count_down, remind_press
from casework.press_week import tell_press_week
from casework.protect import repeat_alerts
from casework.purge import purge_updates
from casework.remind import escalate, remind
from casework.sameness import purge_likes
from casework.seal import seal
from casework.tracks import remind_tracks
from casework.undelivered import tell_by_mail
from vastaja.doors import STORAGE, tell_notices
from vastaja.health import Health

EVERY: Final = timedelta(seconds=10)
DEAF_AFTER: Final = timedelta(minutes=5)
JUMP: Final = timedelta(seconds=60)  # between what the wall clock and the monotonic one say

log = structlog.get_logger()


class Clockwork:
    def __init__(self, desk: Desk, health: Health, monotonic: Callable[[], float]) -> None:
        self._desk, self._health, self._monotonic = desk, health, monotonic
        self._told: set[tuple[str, datetime]] = set()
        self._last = (desk.clock(), monotonic())
        self._purged = date.min

    async def round(self) -> None:
        """Do what is due and look after our own doors, as the one process of the house."""
        await self.look_around()
        await self.by_the_clock()

    async def look_around(self) -> None:
        """Tell of a jump of this machine's clock and of the doors that this process finds deaf: each process does so."""
        await self._notice_a_jump()
        await self._tell_deaf_doors()
        await tell_notices(self._desk, self._health)

    async def by_the_clock(self) -> None:
        """Do what is due. Each thing is a row that is written once, so a jump of the clock repeats nothing."""
        await self._desk.do(watch_calendar)
        await self._desk.do(lapsed)
        await self._desk.do(repeat_alerts)
        await self._desk.do(remind)
        await self._desk.do(escalate)
        await self._desk.do(remind_tracks)
        await self._desk.do(remind_press)
        await self._desk.do(count_down)
        await self._desk.do(tell_press_week)
        await self._desk.do(tell_monday)
        await self._desk.do(repaint_boards)
        await self._desk.do(chase)
        await self._desk.do(briefs)
        await self._desk.do(tell_by_mail)
        await self._purge_daily()

    async def _purge_daily(self) -> None:
        today = self._desk.today
        if today != self._purged:
            self._purged = today
            await self._desk.do(confirm_accounts)
            await self._desk.do(tell_positions)
            dropped = await self._desk.do(purge_updates)
            await self._desk.do(purge_likes)
            await self._seal()
            log.info("old updates of the bot are dropped", count=dropped)
            log.info("old links to the page are dropped", count=await self._desk.do(purge_links))
            await self._delete_forgotten()

    async def _delete_forgotten(self) -> None:
        """Delete the files of what was forgotten and came in once more, and of what a forgetting that was cut off has left."""
        await self._desk.do(forget_returned)
        if digests := await self._desk.look(files_to_delete):
            try:
                for digest in digests:
                    await asyncio.to_thread(self._desk.kept.delete, digest)
            except OSError as trouble:
                log.warning("files of what was forgotten cannot be deleted now, tomorrow again", error=type(trouble).__name__)
                return
            await self._desk.do(files_deleted, digests)
            log.info("files of what was forgotten are deleted", count=len(digests))

    async def _seal(self) -> None:
        """Seal what no seal covers. The log keeps the digest too: who holds it elsewhere sees a seal taken out."""
        while made := await self._desk.do(seal):
            log.info("the history is sealed", through=made.through, lines=made.count, digest=made.digest)

    async def _tell_deaf_doors(self) -> None:
        now = self._desk.clock()
        for door in self._health.states(now).values():
            at_once = door.name == STORAGE  # every minute counts where letters cannot be kept
            if (
                not door.ok
                and (at_once or now - door.since >= DEAF_AFTER)
                and (door.name, door.since) not in self._told
            ):
                self._told.add((door.name, door.since))
                log.warning("a deaf door is told of", door=door.name, why=door.sentence)
                await self._desk.do(deaf_door, door.name, door.since, door.sentence)

    async def _notice_a_jump(self) -> None:
        now, ticks = self._desk.clock(), self._monotonic()
        gone = now - self._last[0] - timedelta(seconds=ticks - self._last[1])
        self._last = now, ticks
        if abs(gone) >= JUMP:
            log.warning("the clock has jumped", seconds=round(gone.total_seconds()))
            await self._desk.do(clock_jumped, gone)
