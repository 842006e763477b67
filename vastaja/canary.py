"""Lets a canary fly through every mailbox, and takes a mailbox whose canary does not return for a deaf one."""

from datetime import timedelta
from typing import Final

from casework.canary import last_flight, send_canary
from casework.desk import Desk
from vastaja.health import Health
from vastaja.settings import MailboxSettings, Settings

LATE: Final = timedelta(minutes=5)  # that a letter to ourselves may take at the least
EVERY: Final = timedelta(seconds=10)


def door_of(mailbox: str) -> str:
    """Return the canary's name among the doors."""
    return f"canary:{mailbox}"


class Canary:
    """Sends one canary a mailbox each interval. The next flies when the one before is back or counts as lost."""

    def __init__(self, desk: Desk, health: Health, settings: Settings) -> None:
        self._desk, self._health = desk, health
        self._interval = settings.alarms.canary
        self._boxes = {box.name: _address(box, settings) for box in settings.mailbox}

    async def round(self) -> None:
        for mailbox, address in self._boxes.items():
            await self._watch(mailbox, address)

    async def _watch(self, mailbox: str, address: str) -> None:
        flight, now = await self._desk.look(last_flight, mailbox), self._desk.clock()
        if flight and flight.back:
            self._health.heard(door_of(mailbox))
        lost = flight is not None and not flight.back and now - flight.sent >= max(LATE, self._interval)
        if flight and lost:
            self._health.trouble(
                door_of(mailbox), "a letter to ourselves has not come back: mail may not be moving", flight.since or flight.sent)  # fmt: skip
        if flight is None or lost or (flight.back and now - flight.sent >= self._interval):
            await self._desk.do(send_canary, mailbox, address)


def _address(box: MailboxSettings, settings: Settings) -> str:
    """Return where letters to this mailbox go: its user where that is an address, else the office's."""
    return box.user if "@" in box.user else settings.office.address
