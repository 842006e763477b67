"""What a letter costs in a register of a thousand, a hundred thousand and a million cases."""

import os
import subprocess
import sys
import tempfile
from mailbox import mbox
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.copies import SETTINGS
from bench.mix import letters
from bench.seed import NOW, seed
from tests.house import HandClock, hire, make_desk

LETTERS: Final = 1_000
ROUNDS: Final = 3
MOST: Final = 1.2  # times what it costs at the smallest


def growth(cases: tuple[int, ...]) -> None:
    """Print, for each size of the register, milliseconds of processor and of the clock for one more letter; exit with 1 where it grows."""
    print(f"\none more letter by `vastaja import`, median of {ROUNDS} times {LETTERS:,}\n{'cases':>12}{'CPU ms':>9}{'ms':>9}{'times':>8}")
    first = 0.0
    for count in cases:
        processor, clock = _cost(count)
        first = first or processor
        print(f"{count:>12,}{processor:>9.2f}{clock:>9.2f}{processor / first:>8.2f}", flush=True)
        if processor > MOST * first:
            raise SystemExit(f"a letter among {count:,} cases costs more than {MOST} times as much")


def _cost(count: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="vastaja-growth-") as folder:
        desk = make_desk(f"sqlite:///{folder}/house.db", HandClock(NOW))
        people = hire(desk)
        seed(desk.store, count, NOW, [people.mari.id, people.jyri.id])
        desk.store.close()
        settings = Path(folder, "vastaja.toml")
        settings.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
        settings.chmod(0o600)
        found = sorted(_import(Path(folder), settings, number) for number in range(ROUNDS + 1))[:-1]  # the first also warms the disk's cache
    return found[len(found) // 2]


def _import(folder: Path, settings: Path, number: int) -> tuple[float, float]:
    box = mbox(folder / f"{number}.mbox")
    for letter in letters(LETTERS, f"round{number}.example"):
        box.add(letter)
    box.close()
    began = perf_counter()
    command = [sys.executable, "-m", "vastaja", "import", "--no-receipts", str(folder / f"{number}.mbox"), "--config", str(settings)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"vastaja import ended with {process.returncode}")
    return 1000 * (used.ru_utime + used.ru_stime) / LETTERS, 1000 * (perf_counter() - began) / LETTERS
