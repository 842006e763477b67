"""How fast a chat may be written to: Telegram takes about twenty messages a minute in a group and one a second in private."""

from collections import defaultdict, deque
from datetime import datetime, timedelta
from typing import Final

MINUTE: Final = timedelta(minutes=1)
IN_A_GROUP: Final = 18  # messages a minute, a little under the limit
IN_PRIVATE: Final = 50


class Pace:
    """Remembers when each chat was last written to."""

    def __init__(self) -> None:
        self._told: dict[str, deque[datetime]] = defaultdict(deque)

    def wait(self, recipient: str, now: datetime) -> timedelta | None:
        """Return how long to wait before writing there, None (and count the message) where it may be written now."""
        told = self._told[recipient]
        while told and now - told[0] >= MINUTE:
            told.popleft()
        if len(told) >= (IN_A_GROUP if recipient.startswith("chat:-") else IN_PRIVATE):
            return told[0] + MINUTE - now
        told.append(now)
        return None
