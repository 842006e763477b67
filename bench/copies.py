"""A house of many cases is copied while it works, restored elsewhere and verified: `python -m bench.copies [CASES]`, 100,000 unless told.

The cases come in by `vastaja import` from a file of mixed letters (bench/mix.py: a tenth with a PDF of 50 to 500 KB), so that ledger,
originals, outbox and history are what they are in an office. Each command is one process, as an operator gives it.
"""

import subprocess
import sys
import tempfile
from json import loads
from mailbox import mbox
from pathlib import Path
from time import perf_counter
from typing import Final

from bench.machine import table
from bench.mix import letters

CASES: Final = 100_000
RESTORED_WITHIN, VERIFIED_WITHIN = 300.0, 120.0  # seconds
LIMITS: Final = (float("inf"), RESTORED_WITHIN, VERIFIED_WITHIN)  # of the copy, the way back, the proof
SETTINGS: Final = """
[storage]
database = "sqlite:///{folder}/house.db"
originals = "{folder}/originals"
[office]
name = "Näidisamet"
address = "info@ska.example"
"""


def main() -> None:
    """Print the table; exit with 1 where it takes longer than it may, or what was restored is not whole."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else CASES
    with tempfile.TemporaryDirectory(prefix="vastaja-copies-") as folder:
        rows, whole = _measured(Path(folder), cases)
    table(f"A house of {cases:,} cases, seconds, one run each", rows)
    sys.exit(0 if whole and all(seconds < limit for (_, seconds, _), limit in zip(rows[1:4], LIMITS, strict=True)) else 1)


def _measured(folder: Path, cases: int) -> tuple[list[tuple[str, float, str]], bool]:
    here, there = (_settings(folder / name) for name in ("here", "there"))
    post = folder / "post.mbox"
    _fill(post, cases)
    came, _ = _timed("import", "--no-receipts", str(post), "--config", str(here))
    post.unlink()
    copied, _ = _timed("db", "backup", str(folder / "copy"), "--config", str(here))
    restored, _ = _timed("db", "restore", str(folder / "copy"), "--config", str(there))
    verified, said = _timed("db", "verify", "--json", "--config", str(there))
    found = [loads(line) for line in said.splitlines()]
    whole = all(not one["faults"] for one in found) and next(one["seen"] for one in found if one["what"] == "ledger") == cases
    size = sum(file.stat().st_size for file in (folder / "copy").rglob("*") if file.is_file()) / 1e6
    return [
        ("taken in by `vastaja import`", came, ""),
        (f"copied ({size:,.0f} MB)", copied, ""),
        ("restored elsewhere", restored, f"< {RESTORED_WITHIN:.0f}"),
        ("verified, nothing is amiss" if whole else "VERIFIED, NOT WHOLE", verified, f"< {VERIFIED_WITHIN:.0f}"),
    ], whole


def _settings(folder: Path) -> Path:
    folder.mkdir()
    file = folder / "vastaja.toml"
    file.write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    file.chmod(0o600)
    return file


def _fill(post: Path, cases: int) -> None:
    box = mbox(post)
    for number, letter in enumerate(letters(cases)):
        box.add(letter)
        if number % 5_000 == 0:
            print(f"\rwritten: {number:,}", end="", flush=True)
    box.close()
    print(f"\rwritten: {cases:,}")


def _timed(*words: str) -> tuple[float, str]:
    print(f"vastaja {words[0]} {words[1]} ...", flush=True)
    began = perf_counter()
    done = subprocess.run([sys.executable, "-m", "vastaja", *words], stdout=subprocess.PIPE, check=False, text=True)
    if done.returncode:
        raise SystemExit(f"vastaja {' '.join(words)} ended with {done.returncode}")
    return perf_counter() - began, done.stdout


if __name__ == "__main__":
    main()
