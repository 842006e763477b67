"""The same letters through Vastaja, through programs one could take instead, and through a bare pipeline; and how Vastaja grows.

`python -m bench.peers [LETTERS] [ROUNDS] [CASES...]`: 1,000 letters, 3 rounds, 1,000 100,000 and 1,000,000 cases unless told. All in one run, on one
machine, from one Dovecot to one SMTP server that counts. The peers come from the package index, in the versions named here, into an
environment of their own that is thrown away; one that cannot be had is named.
"""

import asyncio
import contextlib
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.backlog import read_sink, round_, sink_process
from bench.growth import growth
from bench.machine import machine, median_of, resident
from bench.mix import letters
from tests.dovecot import PASSWORD, Dovecot

LETTERS, ROUNDS, CASES = 1_000, 3, (1_000, 100_000, 1_000_000)
PROGRAMS: Final = Path(__file__).parent / "peer_programs"
PEERS: Final = (("django-helpdesk", "2.6.1", "desk_house.py"), ("roundup", "2.6.0", "roundup_house.py"))


@dataclass(frozen=True, slots=True)
class Work:
    """One round of one program: letters a second at the sink, milliseconds of processor a letter, MB at the highest, letters answered."""

    pace: float
    processor: float
    memory: float
    answered: int


@contextlib.contextmanager
def environment() -> Iterator[str]:
    """Make a Python with the peers in it and return its path. Raises CalledProcessError where they cannot be had."""
    with tempfile.TemporaryDirectory(prefix="vastaja-peers-") as folder:
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        wanted = [f"{name}=={version}" for name, version, _ in PEERS]
        subprocess.run([f"{folder}/bin/python", "-m", "pip", "install", "--quiet", *wanted], check=True, stderr=subprocess.DEVNULL)
        yield f"{folder}/bin/python"


def worked(dovecot: Dovecot, user: str, count: int, python: str, program: str, set_up: bool) -> Work:
    """Let a program work off a mailbox of `count` letters and send a receipt for each."""
    dovecot.fill(user, letters(count))
    moments: list[float] = []
    with tempfile.TemporaryDirectory() as folder, sink_process() as sink:
        reading = threading.Thread(target=read_sink, args=(sink, moments), daemon=True)
        said = [str(dovecot.port), user, PASSWORD, sink.stdout.readline().strip()]
        reading.start()
        command = [python, str(PROGRAMS / program)]
        if set_up:
            subprocess.run([*command, "set-up", *said], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            command.append("run")
        began = time.time()
        process = subprocess.Popen([*command, *said], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        used, memory = _waited(process)
        time.sleep(1)  # the sink tells four times a second
    if not moments:
        raise RuntimeError(f"{program} answered nobody")
    processor = 1000 * (used.ru_utime + used.ru_stime) / count
    return Work(len(moments) / (max(moments) - began), processor, memory, len(moments))


def _waited(process: subprocess.Popen[bytes]) -> tuple[resource.struct_rusage, float]:
    """Wait for a process; return what it and its children used, and its memory at the highest."""
    memory, ended = 0.0, 0
    while not ended:
        memory = max(memory, resident(process.pid))
        time.sleep(0.1)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used, memory


async def ours(dovecot: Dovecot, number: int, count: int) -> Work:
    done = await round_(dovecot, 1000 + number, count)
    if done.cases != count or done.doubled:
        raise SystemExit("a letter went without its outcome, or a receipt twice")
    return Work(done.pace, 1000 * done.processor / count, done.memory, len(done.taken))


async def main(count: int, rounds: int, cases: tuple[int, ...]) -> None:
    print(f"{count:,} mixed letters, medians of {rounds} rounds; {machine()}; load before {os.getloadavg()[0]:.1f}\n")
    table: dict[str, list[Work]] = {}
    with Dovecot() as dovecot, contextlib.ExitStack() as stack:
        try:
            python = stack.enter_context(environment())
        except subprocess.CalledProcessError:
            python = ""
            print("the package index is not reached: the peers are left out")
        for number in range(rounds):
            table.setdefault("Vastaja", []).append(await ours(dovecot, number, count))
            table.setdefault("a bare pipeline, nothing understood", []).append(
                worked(dovecot, f"bare{number}", count, sys.executable, "pipeline.py", set_up=False))  # fmt: skip
            for name, version, program in PEERS if python else ():
                table.setdefault(f"{name} {version}", []).append(
                    worked(dovecot, f"{program[:4]}{number}", count, python, program, set_up=True))  # fmt: skip
    _print(table, count)
    if cases:
        growth(cases)


def _print(table: dict[str, list[Work]], count: int) -> None:
    print(f"\n{'':<38}{'letters/s':>10}{'CPU ms':>9}{'MB':>7}{'answered':>10}")  # an automatic reply in the mix gets none from Vastaja
    for name, done in table.items():
        answered = min(one.answered for one in done)
        print(f"{name:<38}{median_of([one.pace for one in done]):>10.1f}{median_of([one.processor for one in done]):>9.2f}"
              f"{median_of([one.memory for one in done]):>7.0f}{answered:>10,}")  # fmt: skip
    ours_, rest = median_of([one.pace for one in table["Vastaja"]]), {name: median_of([one.pace for one in done]) for name, done in table.items() if name != "Vastaja"}
    for name, pace in rest.items():
        print(f"Vastaja against {name}: {ours_ / pace:.2f} times as fast")


if __name__ == "__main__":
    told = [int(word) for word in sys.argv[1:]]
    asyncio.run(main(*(told[:2] + [LETTERS, ROUNDS][len(told[:2]) :]), tuple(told[2:]) or CASES))  # type: ignore[arg-type]
