"""One answer to a hundred near-identical letters: seconds to draft, to open, to approve and to queue them, on SQLite and PostgreSQL.

`python -m bench.campaign [LETTERS]`: 100 letters unless told. Each letter comes in, is indexed and grouped as in the service.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.machine import table
from bench.search import databases
from casework.assign import take
from casework.campaigns import (
    APPROVED,
    DRAFTED,
    QUEUED,
    WAITS,
    CampaignView,
    approve_some,
    begin_campaign,
    draft_some,
    open_campaign,
    send_some,
)
from casework.desk import Desk
from casework.draft import draft_answer, edit
from tests.casework.test_sameness import CAMPAIGN
from tests.house import hire, letter, make_desk, receive
from tests.indexed import index

LETTERS: Final = 100
MOST_QUEUE: Final = 5.0  # seconds to queue a hundred


@dataclass(frozen=True, slots=True)
class Took:
    engine: str
    grouped: int
    draft: float
    open: float
    approve: float
    queue: float
    processor: float  # of the queueing
    queued: int


def measure(engine: str, url: str, count: int, folder: Path) -> Took:
    desk = make_desk(url)
    try:
        people = hire(desk)
        refs = [_comes(desk, folder, number) for number in range(count)]
        index(desk)
        desk.do_now(take, people.mari, refs[0])
        desk.do_now(draft_answer, people.mari, refs[0])
        desk.do_now(edit, people.mari, refs[0], 1, "Aitäh kirja eest. Rahastus järgmisel aastal ei vähene.")
        begun = desk.do_now(begin_campaign, people.mari, refs[0])
        draft = _seconds(lambda: _all(desk, begun.id, WAITS, lambda: desk.do_now(draft_some, people.mari, begun.id)))
        began = time.perf_counter()
        shown = desk.do_now(open_campaign, people.helve, begun.id)
        opened = time.perf_counter() - began
        approve = _seconds(lambda: _all(desk, begun.id, DRAFTED, lambda: desk.do_now(approve_some, people.helve, begun.id, shown.manifest)))
        worked = time.process_time()
        queue = _seconds(lambda: _all(desk, begun.id, APPROVED, lambda: desk.do_now(send_some, people.mari, begun.id)))
        last = desk.do_now(send_some, people.mari, begun.id)
        return Took(engine, len(begun.lines), draft, opened, approve, queue, time.process_time() - worked, last.count(QUEUED))
    finally:
        desk.store.close()


def _comes(desk: Desk, folder: Path, number: int) -> str:
    raw = letter(CAMPAIGN.format(own="", name=f"Kirjutaja {number}"), subject="Nõue", message_id=f"<{number}@bench.example>",
                 sender=f"Kirjutaja {number} <k{number}@post.example>")  # fmt: skip
    return receive(desk, folder / "originals", raw, number + 1)[1]


def _all(desk: Desk, _id: int, waiting: str, step: Callable[[], CampaignView]) -> None:
    left = -1
    while (found := step()).count(waiting) not in (0, left):
        left = found.count(waiting)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main(count: int = LETTERS) -> bool:
    with tempfile.TemporaryDirectory() as name, databases("", Path(name)) as found:
        done = [measure(engine, url, count, Path(name) / engine) for engine, url in found]
    for one in done:
        table(f"One answer to {count} letters, {one.engine}, seconds", [
            ("letters found alike", one.grouped, str(count)),
            ("drafted, each with its PDF", one.draft, ""), ("opened by the approver", one.open, ""),
            ("approved", one.approve, ""), ("queued", one.queue, f"< {MOST_QUEUE:.0f}"), ("queued, processor time of this process", one.processor, ""),
            ("letters queued", one.queued, str(one.grouped)),
        ])  # fmt: skip
    return all(one.queue < MOST_QUEUE and one.queued == one.grouped for one in done)


if __name__ == "__main__":
    sys.exit(0 if main(next((int(word) for word in sys.argv[1:] if word.isdecimal()), LETTERS)) else 1)
