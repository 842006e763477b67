"""kill -9 at each place where a queue of letters is written down or sent: what is lost, what is doubled, what is uncertain.

`python -m bench.crashes [POINTS]`: each point is a house of its own that dies there once and is started again.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bench.house import MailAgency
from bench.machine import table
from bench.outcome import Outcome, outcome, settled
from storage.store import Store
from tests.dovecot import Dovecot
from tests.house import letter

LETTERS: Final = 100
PATIENCE: Final = 150.0  # seconds for one house
AT_ONCE: Final = 2  # houses at a time
# How often each verb is done on the way of a hundred letters, at least: it dies of each of these, before and after.
TIMES: Final = {"keep": 2, "take_in": 2, "file_letters": 2, "complete_all": 6, "claim_mail": 1, "settle": 12, "submit": 9}
POINTS: Final = tuple(f"{verb}:{when}:{number}" for verb, times in TIMES.items() for number in range(1, times + 1)
                      for when in ("before", "after"))  # fmt: skip
SENDERS: Final = tuple(f"kiri{number}@post.example" for number in range(LETTERS))


class NotReached(Exception):
    """The house never came to the point, or never came to rest."""


def fill(dovecot: Dovecot, user: str) -> None:
    """Put the hundred letters into a mailbox."""
    dovecot.fill(user, (letter(f"Palun selgitage, kes maksab hooldekodu eest. Kiri {number}.", sender=sender,
                               message_id=f"<{number}@post.example>") for number, sender in enumerate(SENDERS)))  # fmt: skip


async def die_at(point: str, dovecot: Dovecot, user: str, folder: Path) -> Outcome:
    """Let one house die there with a hundred letters in its mailbox, start it again, and count. Raises NotReached."""
    fill(dovecot, user)
    async with MailAgency(dovecot, user, folder, receipts={"per_hour": 0, "backlog": "send"}) as agency:
        agency.start_module(["tests.walks.crash_runner", point])
        died, end = 0, time.monotonic() + PATIENCE
        while not (died and await asyncio.to_thread(all_settled, agency)):
            if agency.has_died:
                died += 1
                agency.start()
            if time.monotonic() > end:
                raise NotReached(f"{point}: died {died} times")
            await asyncio.sleep(0.1)
        agency.kill()
        store = Store(agency.settings().storage.database)
        came = store.read_now(lambda session: outcome(session, SENDERS, agency.sink.delivered))
        store.close()
    return came


def all_settled(agency: MailAgency) -> bool:
    """Tell whether nothing of the hundred letters is under way any more."""
    with suppress(SQLAlchemyError):
        store = Store(agency.settings().storage.database)
        try:
            return store.read_now(lambda session: settled(session, LETTERS))
        finally:
            store.close()
    return False


async def matrix(points: Sequence[str], dovecot: Dovecot, folder: Path) -> dict[str, Outcome | None]:
    """Return what came of each point, None where it was not reached."""
    room = asyncio.Semaphore(AT_ONCE)
    done: dict[str, Outcome | None] = {}

    async def one(number: int, point: str) -> None:
        async with room:
            place = folder / str(number)
            place.mkdir()
            try:
                done[point] = await die_at(point, dovecot, f"crash{number}", place)
            except NotReached as trouble:
                print(f"\n{trouble}", file=sys.stderr)
                done[point] = None
            print(f"\r{len(done)} of {len(points)} points ", end="", file=sys.stderr, flush=True)

    await asyncio.gather(*(one(number, point) for number, point in enumerate(points)))
    return done


async def main(points: Sequence[str]) -> None:
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder:
        done = await matrix(points, dovecot, Path(folder))
    came = [one for one in done.values() if one]
    table(f"kill -9 at {len(points)} points on the way of {LETTERS} letters each", [
        ("points reached", len(came), str(len(points))), ("letters", LETTERS * len(came), ""),
        ("lost", sum(one.lost for one in came), "0"), ("cases doubled", sum(one.doubled_cases for one in came), "0"),
        ("receipts doubled", sum(one.doubled_receipts for one in came), "0"),
        ("letters with neither receipt nor doubt", sum(one.silent for one in came), "0"),
        ("receipts uncertain, for a person to settle", sum(one.uncertain for one in came), ""),
        ("most uncertain of one crash", max((one.uncertain for one in came), default=0), "<= 8"),
    ])  # fmt: skip
    sys.exit(len(came) < len(points) or not all(one.clean for one in came))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or POINTS))
