"""How long a search and a draft take with many letters in the archive, on SQLite and on PostgreSQL, and whether both find the same.

`python -m bench.search [LETTERS] [sqlite|postgres]`: 100,000 letters, each answered, and both engines unless told. Every
question is asked ROUNDS times; the figure is the 95th percentile of all. The right earlier answers are those of
tests/casework/similar_letters.jsonl, hidden among the others.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Final, TypeVar

from bench.archive import Written, fill, labelled, made_up
from bench.machine import machine, p95, resident
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.offers import offers
from casework.search import Query, search_cases
from casework.similar import similar_answers
from rules.kinds import Kind
from tests import postgres
from tests.house import CITIZEN, HandClock, People, hire, letter, make_desk, receive
from tests.indexed import index

T = TypeVar("T")

LETTERS, ROUNDS, DRAFTS = 100_000, 5, 8
BEGIN: Final = datetime(2024, 1, 2, 8, 0, tzinfo=UTC)  # Tuesday; one letter a minute from then on
MOST_SEARCH, MOST_DRAFT = 250.0, 300.0  # milliseconds
RIGHT: Final = 0.8  # of the labelled letters have the right answer among the first three


@dataclass(frozen=True, slots=True)
class Figures:
    """What one engine took: milliseconds, and what was found."""

    engine: str
    searches: dict[str, list[float]]
    totals: dict[str, tuple[int, bool, tuple[str, ...]]]
    drafts: list[float]
    similar: list[float]
    right: float
    seeding: float
    memory: float

    @property
    def search(self) -> float:
        return p95([one for times in self.searches.values() for one in times])


def questions(count: int) -> dict[str, Query]:
    """Return the stated set: words in 60, 30, 5 and 0.1 % of all letters, phrases, numbers, filters, and what is not there."""
    middle = (BEGIN + timedelta(minutes=count // 2)).date()

    def words(text: str, **more: object) -> Query:
        return replace(Query(text, words=text), **more)  # type: ignore[arg-type]

    return {
        "word in 60 %": words("hooldekodudes"),
        "word in 30 %": words("lastekaitsele"),
        "word in 5 %": words("ratastooliga"),
        "word in 0.1 %": words("viipekeelt"),
        "word in all": words("palun"),
        "two common words": words("hooldekodu lastekaitse"),
        "common and rare": words("hooldekodu viipekeel"),
        "one letter's own word": words(f"asi{count // 3}"),
        "phrase in all": Query('"palun vastata"', phrases=("palun vastata",)),
        "phrase in few": Query('"lastekaitse ratastool"', phrases=("lastekaitse ratastool",)),
        "phrase in none": Query('"vastata palun lugupeetud"', phrases=("vastata palun lugupeetud",)),
        "our number": Query("25-0077"),
        "kind and common": words("hooldekodu", kind=Kind.EXPLANATION),
        "topic and common": words("hooldekodu", topic="toetused"),
        "handler and common": words("hooldekodu", handler="Mari Mets"),
        "handler of few": words("hooldekodu", handler="Jüri Jõgi"),
        "a month long ago": words("hooldekodu", since=middle, until=date.fromordinal(middle.toordinal() + 30)),
        "not there": words("kosmoselaevad"),
    }


def measure(engine: str, url: str, count: int, folder: Path, rounds: int = ROUNDS, drafts: int = DRAFTS, every: int = 1) -> Figures:  # fmt: skip
    desk = make_desk(url, HandClock())
    try:
        people = hire(desk)
        began = time.perf_counter()
        pairs = labelled()
        early = [Written(pair["earlier"], pair["answer"]) for pair in pairs]
        fill(desk.store, chain(early, made_up(count - len(early))), begin=BEGIN)
        seeding = time.perf_counter() - began
        _search(desk, people, questions(count), 1)  # what is loaded at the first question is loaded once
        searches, totals = _search(desk, people, questions(count), rounds)
        right, similar = _similar(desk, people, folder, pairs[::every])
        return Figures(engine, searches, totals, _draft(desk, people, folder, drafts), similar, right, seeding, resident(os.getpid()))
    finally:
        desk.store.close()


def _search(desk: Desk, people: People, asked: dict[str, Query], rounds: int
            ) -> tuple[dict[str, list[float]], dict[str, tuple[int, bool, tuple[str, ...]]]]:  # fmt: skip
    times: dict[str, list[float]] = {name: [] for name in asked}
    totals: dict[str, tuple[int, bool, tuple[str, ...]]] = {}
    for _ in range(rounds):
        for name, query in asked.items():
            taken, found = _timed(lambda query=query: desk.look_now(search_cases, people.mari, query, 0, excerpts=True))  # type: ignore[misc]
            times[name].append(taken)
            totals[name] = (found.total, found.more, tuple(one.card.ref for one in found.found))
    return times, totals


def _similar(desk: Desk, people: People, folder: Path, pairs: Sequence[dict[str, str]]) -> tuple[float, list[float]]:
    right, times = 0, []
    for number, pair in enumerate(pairs):
        ref = _letter_comes(desk, folder, pair["new"], number)
        taken, found = _timed(lambda ref=ref: desk.look_now(similar_answers, people.mari, ref))  # type: ignore[misc]
        times.append(taken)
        right += any(pair["answer"] in "\n\n".join(one.paragraphs) for one in found)
    return right / len(pairs), times


def _draft(desk: Desk, people: People, folder: Path, count: int) -> list[float]:
    """Return how long a draft takes, with what is offered for it."""
    times = []
    for number in range(count + 1):
        ref = _letter_comes(desk, folder, "Palun selgitage, kes maksab hooldekodu koha ja ratastooli eest.", 1_000 + number)
        desk.do_now(take, people.mari, ref)
        taken, _ = _timed(lambda ref=ref: (desk.do_now(draft_answer, people.mari, ref), desk.look_now(offers, people.mari, ref)))  # type: ignore[misc]
        times.append(taken)
    return times[1:]  # the first one loads what makes letters


def _letter_comes(desk: Desk, folder: Path, text: str, number: int) -> str:
    raw = letter(text, message_id=f"<{number}@bench.example>", sender=f"Uus Kirjutaja <{number}.{CITIZEN}>")
    ref = receive(desk, folder / "originals", raw, number + 1)[1]
    index(desk)
    return ref


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    done = work()
    return 1000 * (time.perf_counter() - began), done


@contextmanager
def databases(wanted: str, folder: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield the engines to be measured, by name, each with the URL of a fresh database."""
    found = [("sqlite", f"sqlite:///{folder}/bench.db")] if wanted in ("", "sqlite") else []
    if wanted in ("", "postgres") and postgres.available():
        with postgres.server() as new_database:
            yield [*found, ("postgres", new_database())]
    else:
        yield found


def show(done: Sequence[Figures], count: int) -> bool:
    """Print the table and return whether every promise is kept."""
    print(f"\nSearch and drafting with {count:,} letters and as many answers, milliseconds, 95th percentile of {ROUNDS} rounds\n({machine()})")
    names = list(done[0].searches)
    print(f"  {'':<28}" + "".join(f"{one.engine:>12}" for one in done) + "    found")
    for name in names:
        found = done[0].totals[name]
        told = f"{found[0]:,}{'+' if found[1] else ''}"
        print(f"  {name:<28}" + "".join(f"{p95(one.searches[name]):>12.1f}" for one in done) + f"    {told}")
    for what, figure, aim in (
        ("all searches", lambda one: one.search, f"< {MOST_SEARCH:.0f}"),
        ("a draft with its offers", lambda one: p95(one.drafts), f"< {MOST_DRAFT:.0f}"),
        ("similar answers, median", lambda one: median(one.similar), ""),
        ("right one in first three, %", lambda one: 100 * one.right, f">= {100 * RIGHT:.0f}"),
        ("seconds to fill", lambda one: one.seeding, ""),
        ("memory of this process, MB", lambda one: one.memory, ""),
    ):
        print(f"  {what:<28}" + "".join(f"{figure(one):>12.1f}" for one in done) + f"    {aim}")
    same = all(one.totals == done[0].totals for one in done)
    if len(done) > 1:
        print(f"  {'the same hits on both':<28}{'yes' if same else 'NO':>12}")
        for name in names:
            if len({one.totals[name] for one in done}) > 1:
                print(f"    {name}: {[one.totals[name] for one in done]}")
    return same and all(one.search < MOST_SEARCH and p95(one.drafts) < MOST_DRAFT and one.right >= RIGHT for one in done)


def main(count: int = LETTERS, wanted: str = "") -> bool:
    with tempfile.TemporaryDirectory() as name, databases(wanted, Path(name)) as found:
        done = [measure(engine, url, count, Path(name) / engine) for engine, url in found]
        return show(done, count)


if __name__ == "__main__":
    count = next((int(word) for word in sys.argv[1:] if word.isdecimal()), LETTERS)
    sys.exit(0 if main(count, next((word for word in sys.argv[1:] if not word.isdecimal()), "")) else 1)
