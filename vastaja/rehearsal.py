"""The service over a folder of letters against a made-up clock: nothing is sent, and a table tells what would have happened.

Two made-up people work here, an official and a head, who see everything and answer nothing: so the reminders climb.
A child's alert alone is taken by the official at the third time, and recorded an hour later.
"""

import asyncio
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from sqlmodel import col, select

from casework.desk import Desk
from casework.office import Chats, Office
from casework.outbox import Told, claim, settle
from casework.people import Staff, bind, invite
from casework.protect import record_done, take_child
from casework.receive import FILE, Arrival, take_in
from casework.register import file_letter
from casework.turn import Turn
from casework.understand import understand_octets
from rules.kinds import Role
from rules.records import Dispatch
from rules.tracks import ChildDone
from storage.desk_tables import ChildTrack
from storage.migrate import upgrade
from storage.originals import Originals
from storage.store import Store
from storage.tables import Case, Ledger
from vastaja.clockwork import Clockwork
from vastaja.health import Health
from vastaja.mail_files import FoundLetter, Unreadable, letters_in, received_at

STEP: Final = timedelta(minutes=10)  # the clock moves so far at a time: as often as a child's alert is repeated
LONG_STEP: Final = timedelta(hours=1)  # out of hours
TAKEN_AT: Final = 3  # which alert for a child the made-up official takes
RECORDED_AFTER: Final = timedelta(hours=1)
AT_ONCE: Final = 500
DUTY, PRESS, HEADS = -1, -2, -3  # the groups of the made-up house


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that would have happened. `to` is a role or a made-up person, never an address."""

    at: datetime
    what: str
    ref: str = ""
    to: str = ""
    why: str = ""


@dataclass(slots=True)
class Rehearsed:
    happened: list[Happened] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    outside: int = 0  # letters of another time


def rehearse(folder: Path, office: Office, first: datetime, last: datetime,
             progress: Callable[[int], None] = lambda steps: None) -> Rehearsed:  # fmt: skip
    """Let the letters of `folder` that came between two moments arrive, and the clock go on to the second one."""
    with tempfile.TemporaryDirectory(prefix="vastaja-") as place:
        town = _Rehearsal(Path(place), replace(office, chats=Chats(DUTY, PRESS, HEADS)), first)
        try:
            return asyncio.run(town.run(folder, last, progress))
        finally:
            town.desk.store.close()


def steps(first: datetime, last: datetime) -> int:
    """Return into how many steps the time is cut, for a bar that shows how far it is."""
    return max(0, (last - first) // STEP)


class _Rehearsal:
    def __init__(self, place: Path, office: Office, first: datetime) -> None:
        self.now = first
        store = Store(f"sqlite:///{place}/vastaja.db")
        upgrade(store.engine)
        self.desk = Desk(store, office, lambda: self.now)
        self.originals = Originals(place / "originals")
        self.done = Rehearsed()
        self._official = self._hire("Ametnik", 1, Role.OFFICIAL)
        self._hire("Juhataja", 2, Role.HEAD)
        self._names = {"official:1": "Ametnik", "official:2": "Juhataja", f"chat:{DUTY}": "duty", f"chat:{PRESS}": "press",
                       f"chat:{HEADS}": "heads"}  # fmt: skip

    async def run(self, folder: Path, last: datetime, progress: Callable[[int], None]) -> Rehearsed:
        clockwork = Clockwork(self.desk, Health(lambda: self.now), lambda: self.now.timestamp())
        waiting = self._letters(folder, last)
        while self.now <= last:
            while waiting and waiting[0][0] <= self.now:
                await self._arrive(waiting.pop(0)[1])
            await clockwork.round()
            await self._look_after_children()
            await self._send()
            until = self.now + (STEP if await self._has_work() else LONG_STEP)
            until = min(until, waiting[0][0]) if waiting else until
            progress(round((until - self.now) / STEP))
            self.now = until
        return self.done

    def _letters(self, folder: Path, last: datetime) -> list[tuple[datetime, FoundLetter]]:
        """Return the letters with the moment the agency got each, the earliest first."""
        found: list[tuple[datetime, FoundLetter]] = []
        for one in letters_in([folder]):
            if isinstance(one, Unreadable):
                self.done.unreadable.append(one)
                continue
            at = received_at(one, last)
            if self.now <= at <= last:
                found.append((at, one))
            else:
                self.done.outside += 1
        return sorted(found, key=lambda pair: pair[0])

    async def _has_work(self) -> bool:
        """Tell whether the next minutes matter: people are at work, or a child's alert may have to be repeated."""
        at_work = self.desk.office.calendar.in_working_time(self.now)
        return at_work or bool(await self.desk.look(_open_children))

    async def _arrive(self, letter: FoundLetter) -> None:
        digest = self.originals.keep(letter.raw)
        taken = await self.desk.do(take_in, FILE, "", [Arrival(digest, len(letter.raw), self.now, path=letter.path)])
        for ledger_id in taken:
            understood = await asyncio.to_thread(understand_octets, letter.raw, self.desk.office.senders)
            outcome = await self.desk.do(file_letter, ledger_id, understood)
            ref, why = await self.desk.look(_filed, ledger_id)
            self.done.happened.append(Happened(self.now, f"letter: {outcome}", ref, Path(letter.path).name, why))

    async def _look_after_children(self) -> None:
        for ref, taken in await self.desk.look(_children, self.now - RECORDED_AFTER):
            if taken:
                await self.desk.do(record_done, self._official, ref, "proovis kirja pandud", ChildDone.CALLED_112)
                self.done.happened.append(Happened(self.now, "child: recorded", ref, self._official.name))
            else:
                await self.desk.do(take_child, self._official, ref)
                self.done.happened.append(Happened(self.now, "child: taken", ref, self._official.name))

    async def _send(self) -> None:
        """Take everything that is due as sent."""
        for channel in ("mail", "chat"):
            while parcels := await self.desk.do(claim, channel, AT_ONCE):
                for parcel in parcels:
                    to = self._names.get(parcel.recipient, "by mail" if channel == "mail" else "in chat")
                    ref = parcel.ref or str(parcel.values.get("ref", ""))
                    self.done.happened.append(
                        Happened(self.now, parcel.what, ref, to, await self._cases(parcel.values))
                    )
                await self.desk.do(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in parcels])

    async def _cases(self, values: dict[str, object]) -> str:
        """Return the cases a digest names."""
        ids = values.get("case_ids")
        return " ".join(await self.desk.look(_refs, ids)) if isinstance(ids, list) else ""

    def _hire(self, name: str, telegram_id: int, *roles: Role) -> Staff:
        return self.desk.do_now(bind, telegram_id, self.desk.do_now(invite, name, list(roles)))


def _filed(turn: Turn, ledger_id: int) -> tuple[str, str]:
    """Return the case of a letter, and its kind and days, or why it has none."""
    row = turn.session.get_one(Ledger, ledger_id)
    case = turn.session.exec(select(Case).where(Case.ref == row.ref)).first() if row.ref else None
    if case is None:
        return row.ref, row.why
    return row.ref, f"{case.kind}, due {case.due or '-'}, safe {case.safe or '-'}"


def _children(turn: Turn, taken_before: datetime) -> list[tuple[str, bool]]:
    """Return the cases whose alert is to be taken now, and those where what was done is to be recorded."""
    rows = turn.session.exec(select(Case.ref, ChildTrack).join(ChildTrack, col(ChildTrack.case_id) == col(Case.id)).where(
        col(ChildTrack.done_at).is_(None)))  # fmt: skip
    return [(ref, track.taken_at is not None) for ref, track in rows
            if (track.taken_at is None and track.alerts >= TAKEN_AT) or (track.taken_at and track.taken_at <= taken_before)]  # fmt: skip


def _open_children(turn: Turn) -> bool:
    return turn.session.exec(select(ChildTrack.case_id).where(col(ChildTrack.done_at).is_(None))).first() is not None


def _refs(turn: Turn, case_ids: Sequence[int]) -> list[str]:
    return list(turn.session.exec(select(Case.ref).where(col(Case.id).in_(case_ids)).order_by(Case.ref)))


def table(done: Rehearsed) -> Iterator[tuple[datetime, str, str, str, str]]:
    """Give the rows of the table, in the order of time."""
    for one in sorted(done.happened, key=lambda one: one.at):
        yield one.at, one.what, one.ref, one.to, one.why
