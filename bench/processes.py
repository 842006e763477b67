"""Houses of three processes on one PostgreSQL each, struck at random while letters come and answers go: what is lost or doubled.

`python -m bench.processes [ROUNDS] [SEED] [HOUSES] [MINUTES]`: 48 rounds in 4 houses side by side unless told, begun within so many
minutes; a round mostly waits for a lease to run out. In each, one process is killed, stopped, paused or cut off from the database, or the database itself is restarted.
Each round is told on a line of its own as it ends, so that a run that is broken off has shown what it saw.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from bench.answers import Answers
from bench.machine import p95, table
from bench.outcome import Outcome
from bench.rounds import PROCESSES, WAYS, Result, Way, run_rounds
from tests.dovecot import Dovecot
from tests.postgres import Server

ROUNDS: Final = 48
HOUSES: Final = 4
MINUTES: Final = 24 * 60
TAKEN_OVER: Final = 60.0  # seconds: the promise


async def one_house(rounds: int, seed: int, minutes: int) -> None:
    """Run one house and print a line a round, and what came of it all."""

    def done(number: int, way: Way, seconds: float) -> None:
        print(json.dumps({"house": seed, "round": number, "way": way, "seconds": round(seconds, 1)}), flush=True)

    with Dovecot() as dovecot, Server(careful=True) as server, tempfile.TemporaryDirectory() as folder:
        came = await run_rounds(dovecot, "shared", Path(folder), server.new_database(), rounds, seed,
                                ways=WAYS, server=server, end=time.monotonic() + 60 * minutes, done=done)  # fmt: skip
        log = (Path(folder) / "log").read_text(encoding="utf-8", errors="replace")
    if came.fallen:
        print(*(line for line in log.splitlines() if "fallen" in line or "Error" in line), sep="\n", file=sys.stderr)
    print(json.dumps({"house": seed, "result": asdict(came)}), flush=True)


async def side_by_side(rounds: int, seed: int, houses: int, minutes: int) -> tuple[list[dict[str, Any]], list[Result]]:
    """Run houses as processes of their own; return what each round told, and the results of the houses that came to their end."""
    shares = [rounds // houses + (number < rounds % houses) for number in range(houses)]
    told = await asyncio.gather(*(_house(share, seed + number, minutes) for number, share in enumerate(shares) if share))
    lines = [line for house in told for line in house]
    return [line for line in lines if "round" in line], [_result(line["result"]) for line in lines if "result" in line]


async def _house(rounds: int, seed: int, minutes: int) -> list[dict[str, Any]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.processes", "house", str(rounds), str(seed), str(minutes), stdout=subprocess.PIPE, limit=2**24)  # fmt: skip
    assert process.stdout is not None
    told = []
    async for line in process.stdout:
        told.append(json.loads(line))
        if "round" in told[-1]:
            print(line.decode().strip(), file=sys.stderr, flush=True)
    if await process.wait():
        print(f"the house of seed {seed} ended with {process.returncode}", file=sys.stderr)
    return told


def _result(told: dict[str, Any]) -> Result:
    return Result(**{**told, "came": Outcome(**told["came"]), "answers": Answers(**told["answers"])})


def show(rounds: Sequence[dict[str, Any]], houses: Sequence[Result], title: str) -> bool:
    """Print the two tables; return whether all is as promised."""
    took = [line["seconds"] for line in rounds]
    table(title, [
        ("rounds", len(rounds), ""), ("letters", sum(one.letters for one in houses), ""),
        ("lost", sum(one.came.lost for one in houses), "0"), ("cases doubled", sum(one.came.doubled_cases for one in houses), "0"),
        ("receipts doubled", sum(one.came.doubled_receipts for one in houses), "0"),
        ("letters with neither receipt nor doubt", sum(one.came.silent for one in houses), "0"),
        ("receipts uncertain, for a person", sum(one.came.uncertain for one in houses), ""),
        ("answers decided", sum(one.answers.decided for one in houses), ""), ("answers that left twice", sum(one.answers.twice for one in houses), "0"),
        ("answers with neither departure nor doubt", sum(one.answers.missing for one in houses), "0"),
        ("answers uncertain, for a person", sum(one.answers.uncertain for one in houses), ""),
        ("processes that ended by themselves", sum(one.fallen for one in houses), "0"),
        ("from the strike until all is settled, p95, s", p95(took), ""), ("longest, s", max(took), f"<= {TAKEN_OVER:.0f}"),
    ])  # fmt: skip
    for way in Way:
        if of_way := [line["seconds"] for line in rounds if line["way"] == way]:
            print(f"  {way:<22} {len(of_way):>4} rounds, settled after {p95(of_way):.0f} s (p95), {max(of_way):.0f} s (longest)")
    return all(one.came.clean and one.answers.clean and not one.fallen for one in houses) and max(took) <= TAKEN_OVER


async def main(rounds: int = ROUNDS, seed: int = 1, houses: int = HOUSES, minutes: int = MINUTES) -> None:
    lines, results = await side_by_side(rounds, seed, houses, minutes)
    title = f"{PROCESSES} processes on one PostgreSQL, {houses} such houses side by side (seeds from {seed})"
    sys.exit(not show(lines, results, title) or len(results) < houses)


if __name__ == "__main__":
    words = sys.argv[1:]
    if words[:1] == ["house"]:
        asyncio.run(one_house(*map(int, words[1:4])))
    else:
        asyncio.run(main(*map(int, words[:4])))
