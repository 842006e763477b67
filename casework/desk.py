"""The desk is what the doors of the house hold (bot, mail loop, clock): it runs verbs, each in a turn of its own."""

from collections.abc import Callable, Collection
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlmodel import Session

from casework.office import Office
from casework.sight import HOUSE, Viewer
from casework.turn import Turn
from storage.originals import Originals
from storage.store import Store

P = ParamSpec("P")
T = TypeVar("T")
Clock = Callable[[], datetime]  # always aware, always UTC


def _nobody(_channels: Collection[str]) -> None:
    return None


def _free(_turn: Turn) -> None:
    return None


# Asked at the beginning of each turn that a task takes: where several processes serve the house, it refuses the one
# whose lease is another's by now (casework/leases.py).
guard: ContextVar[Callable[[Turn], None]] = ContextVar("guard", default=_free)


@dataclass(slots=True)
class Desk:
    store: Store
    office: Office
    clock: Clock
    # Called in the thread of the loop after a turn that decided on messages: wakes their senders, so that none waits for a round.
    committed: Callable[[Collection[str]], None] = field(default=_nobody)
    originals: Originals | None = None  # None: beside a database that is a file
    viewer: Viewer = HOUSE  # for whom cases are looked up

    @property
    def kept(self) -> Originals:
        """Return where letters, attachments and our own documents lie."""
        if self.originals is None:
            file = self.store.engine.url.database if self.store.engine.dialect.name == "sqlite" else ""
            self.originals = Originals(Path(file or "var/vastaja.db").parent / "originals")
        return self.originals

    @property
    def today(self) -> date:
        """The day it is at the office."""
        return self.office.calendar.day_of(self.clock())

    def seen_by(self, viewer: Viewer) -> "Desk":
        """Return the same desk as this viewer sees it: a limited case that is none of theirs is not there."""
        return replace(self, viewer=viewer)

    async def do(self, verb: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do one verb, now, wholly or not at all. Raises what `guard` raises, and what the verb does."""
        may_go_on = guard.get()

        def take_turn(session: Session) -> tuple[T, Collection[str]]:
            turn = Turn(session, self.clock(), self.office, self.kept, viewer=self.viewer)
            may_go_on(turn)
            return verb(turn, *args, **kwargs), turn.decided

        done, decided = await self.store.write(take_turn)
        if decided:
            self.committed(decided)
        return done

    async def look(self, view: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Read on a snapshot, without waiting for a writer. What the view changes is thrown away."""

        def take_turn(session: Session) -> T:
            return view(Turn(session, self.clock(), self.office, self.kept, viewer=self.viewer, reading=True), *args, **kwargs)

        return await self.store.read(take_turn)

    def do_now(self, verb: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do one verb in the thread of the caller: for the command line."""

        def take_turn(session: Session) -> T:
            return verb(Turn(session, self.clock(), self.office, self.kept, viewer=self.viewer), *args, **kwargs)

        return self.store.write_now(take_turn)

    def look_now(self, view: Callable[Concatenate[Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        def take_turn(session: Session) -> T:
            return view(Turn(session, self.clock(), self.office, self.kept, viewer=self.viewer, reading=True), *args, **kwargs)

        return self.store.read_now(take_turn)
