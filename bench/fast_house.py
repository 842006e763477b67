"""The service under a clock that runs faster: `python -m bench.fast_house BEGAN SINCE SPEED run --config ...`.

BEGAN is the moment it was by the fast clock when the real one said SINCE (seconds of the epoch). What the house does every so
often by the clock it does as much more often; what it waits for on a wire it waits for as ever.
"""

import os
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

ROUNDS: Final = ("EVERY", "INDEX_EVERY")  # of the clockwork and of the index
OFTEN: Final = timedelta(seconds=1)  # by the real clock


class FastClock:
    """A clock that stood at `began` when the real one said `since`, and runs `speed` times as fast."""

    def __init__(self, began: datetime, since: float, speed: float) -> None:
        self._began, self._since, self._speed = began.astimezone(UTC), since, speed

    def __call__(self) -> datetime:
        return self._began + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        return (time.time() - self._since) * self._speed

    def reached_in(self, moment: datetime) -> float:
        """Return in how many real seconds it will be `moment`, negative where it has been."""
        return ((moment - self._began).total_seconds() - self.seconds()) / self._speed

    def words(self) -> list[str]:
        """Return what the program above is told, so that a process of its own has the same clock."""
        return [self._began.isoformat(), repr(self._since), repr(self._speed)]


def main(began: str, since: str, speed: str) -> None:
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # as vastaja/cli.py does, before the bot's library is loaded
    from vastaja import clockwork, health, service
    from vastaja.cli import main as command_line

    class Patient(health.Health):
        """A wire is as silent as ever by the real clock: by the fast one that is so much longer."""

        def expect(self, door: str, patience: timedelta = health.PATIENCE) -> None:
            super().expect(door, patience * float(speed))

    service.Health, clockwork.DEAF_AFTER = Patient, clockwork.DEAF_AFTER * float(speed)  # type: ignore[misc]
    clock, serve = FastClock(datetime.fromisoformat(began), float(since), float(speed)), service.serve
    for name in ROUNDS:
        setattr(service, name, OFTEN)

    def served(*args: Any, **kwargs: Any) -> Any:
        return serve(*args, **{**kwargs, "clock": clock, "monotonic": clock.seconds})

    service.serve = served
    command_line()


if __name__ == "__main__":
    main(*(sys.argv.pop(1) for _ in range(3)))
