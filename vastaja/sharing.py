"""Which loops of the house this process runs: by its roles, and, where several processes share a database, by leases."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

from vastaja.leases import Leases
from vastaja.settings import Settings

Loop = Callable[[asyncio.Event], Coroutine[Any, Any, None]]


class Part(StrEnum):
    """What `vastaja run --roles` names: the doors to the world outside, the work behind them, what is done by the clock."""

    DOORS = "doors"
    WORKERS = "workers"
    CLOCK = "clock"


ALL: Final = frozenset(Part)
MAILBOX: Final = "imap:"
UNDERSTANDING: Final = "understanding"

# fmt: off
# loop           part            one process at a time
_LOOPS: Final[Mapping[str, tuple[Part, bool]]] = {
    MAILBOX:       (Part.DOORS,    True),
    "telegram":    (Part.DOORS,    True),
    "web":         (Part.DOORS,    False),
    "filing":      (Part.WORKERS,  False),
    "smtp":        (Part.WORKERS,  False),
    "sent-copies": (Part.WORKERS,  False),
    "chat":        (Part.WORKERS,  True),  # Telegram counts what one bot says, whichever process says it
    "chat-letters": (Part.WORKERS, True),
    "index":       (Part.WORKERS,  True),
    "clock":       (Part.CLOCK,    True),
    "census":      (Part.CLOCK,    True),
    "canary":      (Part.CLOCK,    True),
}
# fmt: on


def ours(loops: Mapping[str, Loop], parts: Iterable[Part]) -> dict[str, Loop]:
    """Return the loops of these parts; one that the table does not name every process runs."""
    wanted = frozenset(parts)
    return {name: loop for name, loop in loops.items() if (row := _row(name)) is None or row[0] in wanted}


def leased(loops: Mapping[str, Loop], leases: Leases, settings: Settings) -> dict[str, Loop]:
    """Return the loops with those that one process at a time may run behind their leases, and the heartbeat."""
    everywhere = {"telegram"} if settings.telegram.mode == "webhook" else set()
    shared = {
        name: leases.of(name, loop) if (row := _row(name)) and row[1] and name not in everywhere else loop
        for name, loop in loops.items()
    }
    if "filing" in loops:
        leases.want(UNDERSTANDING)
    return {**shared, "leases": leases.beat}


def _row(name: str) -> tuple[Part, bool] | None:
    return _LOOPS.get(MAILBOX if name.startswith(MAILBOX) else name)
