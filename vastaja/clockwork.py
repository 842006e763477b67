"""What the house does by the clock: reminders, repeated alarms for a child, doors that have been deaf too long."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog

from casework.alarms import clock_jumped, deaf_door
from casework.desk import Desk
from casework.protect import repeat_alerts
from casework.remind import escalate, remind
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

    async def round(self) -> None:
        """Do what is due. Each thing is a row that is written once, so a jump of the clock repeats nothing."""
        await self._notice_a_jump()
        await self._desk.do(repeat_alerts)
        await self._desk.do(remind)
        await self._desk.do(escalate)
        await self._tell_deaf_doors()

    async def _tell_deaf_doors(self) -> None:
        now = self._desk.clock()
        for door in self._health.states(now).values():
            if not door.ok and now - door.since >= DEAF_AFTER and (door.name, door.since) not in self._told:
                self._told.add((door.name, door.since))
                await self._desk.do(deaf_door, door.name, door.since, door.sentence)

    async def _notice_a_jump(self) -> None:
        now, ticks = self._desk.clock(), self._monotonic()
        gone = now - self._last[0] - timedelta(seconds=ticks - self._last[1])
        self._last = now, ticks
        if abs(gone) >= JUMP:
            log.warning("the clock has jumped", seconds=round(gone.total_seconds()))
            await self._desk.do(clock_jumped, gone)
