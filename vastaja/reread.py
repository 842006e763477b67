"""Reads the files of the office's folder anew while the house runs (SIGHUP); where one has a fault, the old ones stay in force."""

import asyncio
from dataclasses import dataclass

import structlog

from casework.desk import Desk
from casework.office import Office
from casework.troubles import tell_office_faults
from reading.topic import use_topics
from replies.lint import lint
from vastaja.folder import OfficeFault
from vastaja.learnt import model_file
from vastaja.office import make_office
from vastaja.settings import Settings
from vastaja.worker import Reader

log = structlog.get_logger()


def checked_office(settings: Settings) -> Office:
    """Return the office of these settings and of the files as they are now. Raises OfficeFault with file and row of each fault."""
    office = make_office(settings)
    faults = tuple(f"{one.file} {f'row {one.line}' if one.line else ''}: {one.sentence}".replace(" :", ":")
                   for one in lint(office.library, office.positions))  # fmt: skip
    if faults:
        raise OfficeFault(faults)
    return office


@dataclass(slots=True)
class Rereading:
    """Takes over the office's files when asked; one after another."""

    settings: Settings
    desk: Desk
    reader: Reader

    async def now(self) -> bool:
        """Read the files and put them in force, or say what is wrong with them. Return whether they are in force."""
        try:
            office = await asyncio.to_thread(checked_office, self.settings)
        except OfficeFault as wrong:
            for fault in wrong.faults:
                log.error("a file of the office has a fault; the old ones stay in force", fault=fault)
            await self.desk.do(tell_office_faults, wrong.faults)
            return False
        self.desk.office = office
        use_topics(office.topics)
        self.reader.renew(office.senders, await asyncio.to_thread(model_file, self.desk, self.settings))
        log.info(
            "the office's files are read anew", outlets=len(office.senders.outlets), positions=len(office.positions.all)
        )
        return True
