"""kill -9 between any two steps of one letter on its way to the answer, and a restart: nothing lost, doubled, answered twice.

`python -m bench.crashes_of_a_letter [POINTS]`: each point is a house of its own that dies there once and is started again.
"""

import asyncio
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import col, select

from bench.crashes import NotReached
from bench.machine import table
from bench.outcome import Outcome
from casework.desk import Desk
from casework.plan import HOLE
from playground.smtp import Delivered
from rules.life import State
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.tables import Case, Ledger
from tests.dovecot import Dovecot
from tests.house import CITIZEN, hire, make_desk
from tests.walks.agency import Agency
from vastaja.opening import open_desk

# Where the process dies on the way of one letter: each verb once before and once after its commit.
VERBS = (
    "take_in:1", "file_letter:1", "claim_mail:1", "settle:1", "claim_chat:1", "take_updates:1", "take_updates:3",
    "update_take:1", "update_draft_answer:1", "update_edit:1", "update_approve:1", "update_send_answer:1",
    "claim_mail:2", "settle:2", "update_close:1",
)  # fmt: skip
POINTS = [
    *(f"{verb.partition(':')[0]}:{when}:{verb.partition(':')[2]}" for verb in VERBS for when in ("before", "after")),
    *(f"{place}:{when}:1" for place in ("keep", "submit") for when in ("before", "after")),
    "submit:before:2", "submit:after:2",
]  # fmt: skip

LONG = 90.0  # seconds for a house to start and file a letter on a machine with other work
AT_ONCE = 3  # houses at a time, so that both cores have work

# The steps of the officials, and the state of the case that shows a step has been taken.
STEPS = (
    ("Mari", "/votan 26-0001", State.ASSIGNED),
    ("Mari", "/mustand 26-0001", State.DRAFTED),
    ("Mari", "reply", State.DRAFTED),
    ("Helve", "/kinnita 26-0001", None),  # the first time it opens the text
    ("Helve", "/kinnita 26-0001", State.APPROVED),
    ("Mari", "/saada 26-0001", State.SENT),
    ("Mari", "/sulge 26-0001 vastatud", State.CLOSED),
)


@dataclass(frozen=True, slots=True)
class Lived:
    """What came of one letter: how often the house died, what became of the letter, how many answers its writer got."""

    died: int
    letter: Outcome
    answers: int

    @property
    def clean(self) -> bool:
        return self.died == 1 and self.letter.clean and self.answers == 1


class Driver:
    """Officials who say it again when the bot does not answer, and an operator who restarts what has died."""

    def __init__(self, agency: Agency, point: str) -> None:
        self.agency, self.died = agency, 0
        self._start(point)

    def _start(self, point: str = "") -> None:
        config = str(self.agency.write_settings())
        module = ["tests.walks.crash_runner", point] if point else ["vastaja"]
        with open(self.agency.folder / "house.log", "ab") as log:
            self.agency._process = subprocess.Popen(
                [sys.executable, "-m", *module, "run", "--config", config], start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=log, cwd=Path(__file__).parents[1])  # fmt: skip

    def keep_alive(self) -> None:
        process = self.agency._process
        if process and process.poll() is not None:
            self.died += 1
            if process.returncode != -signal.SIGKILL:
                last = (self.agency.folder / "house.log").read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
                print(f"\na house ended by itself with {process.returncode}:", *last, sep="\n  ", file=sys.stderr)
            self._start()

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        end = asyncio.get_running_loop().time() + LONG
        while True:
            self.keep_alive()
            if happened():
                return
            if asyncio.get_running_loop().time() > end:
                raise NotReached(f"waited in vain for {what}")
            await asyncio.sleep(0.05)


@contextmanager
def hired_office() -> Iterator[Path]:
    """Give the folder of an office whose people have taken up their invitations, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        desk = make_desk(f"sqlite:///{folder}/vastaja.db")
        hire(desk)
        desk.store.close()
        yield Path(folder)


async def live_through(point: str, dovecot: Dovecot, user: str, folder: Path, hired: Path) -> Lived:
    """Let a letter go all the way to its answer in a house that dies at `point` once. Raises NotReached."""
    shutil.copytree(hired, folder)
    async with Agency(dovecot, user, folder) as agency:
        for person in agency.people.values():
            agency.telegram.say(person, "Tere")  # whom a bot may write to has written first
        driver = Driver(agency, point)
        agency.deliver("Palun selgitage, kes maksab asenduskodu eest.")
        with open_desk(agency.settings()) as desk:
            await walk(agency, driver, lambda: desk.look_now(lambda turn: turn.session.exec(select(Case)).all()))
        if not driver.died:  # it dies of the last step, if at all
            await driver.until(lambda: driver.died > 0, point)
        agency.kill()
        with open_desk(agency.settings()) as desk:
            return Lived(driver.died, _count(agency, desk), _answers(agency))


async def walk(agency: Agency, driver: Driver, cases: Callable[[], Sequence[Case]]) -> None:
    await driver.until(lambda: len(cases()) == 1, "the case")
    for name, words, state in STEPS:
        for attempt in range(6):  # a person says it again, or looks first
            await say(agency, name, words, again=attempt % 2 == 1)
            try:
                async with asyncio.timeout(8):
                    await driver.until(
                        lambda state=state, words=words: reached(agency, cases()[0], state, words), words
                    )
                break
            except TimeoutError:
                await settle(agency, driver)
        else:
            raise NotReached(f"{words} did not lead to {state}")


async def say(agency: Agency, name: str, words: str, again: bool) -> None:
    """Say it as a person does who looks at the chat: reply to the draft that stands there, or have it shown once more."""
    person, chat = agency.people[name], agency.telegram.chat(agency.people[name].id)
    drafts = [one for one in chat.from_bot if HOLE in one.text]
    if words != "reply":
        agency.telegram.say(person, words)
    elif again or not drafts:
        agency.telegram.say(person, "/mustand 26-0001")
    else:
        agency.telegram.say(person, "Asenduskodu eest maksab kohalik omavalitsus.", reply_to=drafts[-1])


def reached(agency: Agency, case: Case, state: State | None, words: str) -> bool:
    if words == "reply" or state is None:
        reader = agency.people["Mari" if words == "reply" else "Helve"]
        return any("kohalik omavalitsus" in one.text for one in agency.telegram.chat(reader.id).from_bot)
    order = list(State)
    return order.index(case.state) >= order.index(state)


async def settle(agency: Agency, driver: Driver) -> None:
    """An operator settles what is uncertain: the sink is asked whether the letter came."""
    with open_desk(agency.settings()) as desk:
        found = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem).where(
            OutboxItem.state == Dispatch.UNCERTAIN, col(OutboxItem.draft_id).is_not(None))).all())  # fmt: skip
    came = {re.sub(r"\s", "", str(one.message["Message-ID"])) for one in agency.sink.delivered}
    for item in found:
        word = "sent" if item.message_id in came else "not-sent"
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "vastaja", "outbox", "settle", str(item.id), word, "--config",
            str(agency.folder / "vastaja.toml"), cwd=Path(__file__).parents[1])  # fmt: skip
        if await process.wait():
            raise NotReached(f"item {item.id} could not be settled")


def _count(agency: Agency, desk: Desk) -> Outcome:
    rows = desk.look_now(lambda turn: turn.session.exec(select(Ledger.outcome).where(Ledger.source == "imap:info")).all())
    receipts = len([one for one in _letters(agency) if "kätte saadud" in str(one.message["Subject"])])
    uncertain = len(desk.look_now(lambda turn: turn.session.exec(select(OutboxItem).where(
        OutboxItem.what == "receipt", OutboxItem.state == Dispatch.UNCERTAIN)).all()))  # fmt: skip
    return Outcome(
        lost=int(Filed.CASE not in rows), doubled_cases=max(0, rows.count(Filed.CASE) - 1), doubled_receipts=max(0, receipts - 1),
        uncertain=uncertain, silent=int(not receipts and not uncertain))  # fmt: skip


def _answers(agency: Agency) -> int:
    return len([one for one in _letters(agency) if "kohalik omavalitsus" in one.text])


def _letters(agency: Agency) -> list[Delivered]:
    return [one for one in agency.sink.delivered if CITIZEN in one.recipients]


async def main(points: Sequence[str]) -> None:
    done: dict[str, Lived | None] = {}
    with Dovecot() as dovecot, tempfile.TemporaryDirectory() as folder, hired_office() as hired:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(number: int, point: str) -> None:
            async with room:
                try:
                    done[point] = await live_through(point, dovecot, f"one{number}", Path(folder) / str(number), hired)
                except NotReached as trouble:
                    print(f"\n{point}: {trouble}", file=sys.stderr)
                    done[point] = None
                print(f"\r{len(done)} of {len(points)} points ", end="", file=sys.stderr, flush=True)

        await asyncio.gather(*(one(number, point) for number, point in enumerate(points)))
    came = [one for one in done.values() if one]
    table(f"kill -9 at {len(points)} points on the way of one letter to its answer", [
        ("points reached", len(came), str(len(points))),
        ("of these killed there once", sum(one.died == 1 for one in came), str(len(points))), ("lost", sum(one.letter.lost for one in came), "0"),
        ("cases doubled", sum(one.letter.doubled_cases for one in came), "0"),
        ("receipts doubled", sum(one.letter.doubled_receipts for one in came), "0"),
        ("letters with neither receipt nor doubt", sum(one.letter.silent for one in came), "0"),
        ("receipts uncertain, for a person to settle", sum(one.letter.uncertain for one in came), ""),
        ("answers that did not leave once", sum(one.answers != 1 for one in came), "0"),
    ])  # fmt: skip
    for point, one in done.items():
        if one and not one.clean:
            print(f"  not clean: {point}: {one}")
    sys.exit(len(came) < len(points) or not all(one.clean for one in came))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or POINTS))
