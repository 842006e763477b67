"""Which doors of the house hear the world outside, since when, and in one sentence what is wrong with the others."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import structlog

PATIENCE: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class DoorState:
    """A door as it stands: `since` when it is so, `heard` when the far side last answered (None: never yet).

    The sentence is for the operator and holds no personal data.
    """

    name: str
    ok: bool
    since: datetime
    sentence: str = ""
    heard: datetime | None = None


log = structlog.get_logger()


class Health:
    """What the loops report of their doors. May be told from any thread."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._doors: dict[str, DoorState] = {}
        self._patience: dict[str, timedelta] = {}
        self._notices: dict[tuple[str, str, str], None] = {}

    def expect(self, door: str, patience: timedelta = PATIENCE) -> None:
        """Say that there is such a door, and after what silence it counts as deaf. A door not named here may be silent for ever."""
        with self._lock:
            self._patience[door] = patience
            self._doors.setdefault(door, DoorState(door, True, self._clock(), "has not been tried yet"))

    @contextmanager
    def expected(self, door: str, patience: timedelta = PATIENCE) -> Iterator[None]:
        """Expect the door to be heard as long as the block lasts; after it the door is another's to serve."""
        self.expect(door, patience)
        try:
            yield
        finally:
            with self._lock:
                self._patience.pop(door, None)
                self._doors.pop(door, None)

    def heard(self, door: str) -> None:
        """The far side of the door has answered."""
        now = self._clock()
        with self._lock:
            before = self._doors.get(door)
            since = before.since if before and before.ok and before.heard else now
            self._doors[door] = DoorState(door, True, since, "", now)
        if before and not before.ok:
            log.info("a door hears again", door=door, deaf_since=before.since.isoformat(timespec="seconds"))

    def notice(self, notice: tuple[str, str, str]) -> None:
        """Keep something that is to be told although the door is not deaf: mailbox, folder, kind of trouble."""
        with self._lock:
            self._notices[notice] = None

    def notices(self) -> list[tuple[str, str, str]]:
        """Return what was to be told, once."""
        with self._lock:
            found, self._notices = list(self._notices), {}
        return found

    def trouble(self, door: str, sentence: str, since: datetime | None = None) -> None:
        """Something is wrong with the door, since now unless said otherwise; it stays so until it is heard again."""
        now = self._clock()
        with self._lock:
            before = self._doors.get(door) or DoorState(door, True, now)
            began = (since or now) if before.ok else before.since
            self._doors[door] = replace(before, ok=False, since=began, sentence=sentence)
        if before.ok:
            log.warning("a door is deaf", door=door, why=sentence)

    def states(self, now: datetime) -> Mapping[str, DoorState]:
        """Return every door by its name; one that has been silent beyond its patience is not ok."""
        with self._lock:
            return {name: self._judged(state, now) for name, state in sorted(self._doors.items())}

    def _judged(self, state: DoorState, now: datetime) -> DoorState:
        last = state.heard or state.since
        patience = self._patience.get(state.name)
        if not state.ok or patience is None or now - last <= patience:
            return state
        return replace(state, ok=False, since=last, sentence="has been silent too long")
