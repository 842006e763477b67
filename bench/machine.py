"""Names the machine and prints tables: what every figure needs beside it."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from statistics import median, quantiles


def machine() -> str:
    """Return the machine in one line."""
    model = next((line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                  if line.startswith("model name")), platform.machine())  # fmt: skip
    memory = next(
        line.split()[1] for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal")
    )
    return f"{os.cpu_count()} cores, {model}, {int(memory) // 1024**2} GiB, Python {platform.python_version()}"


def p95(values: Sequence[float]) -> float:
    return quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]


def table(title: str, rows: Sequence[tuple[str, object, str]]) -> None:
    """Print figures as a table: what, figure, the aim."""
    width = max(len(row[0]) for row in rows)
    print(f"\n{title}\n({machine()})")
    for what, figure, aim in rows:
        shown = f"{figure:,.3f}" if isinstance(figure, float) else str(figure)
        print(f"  {what:<{width}}  {shown:>12}  {aim}")


def median_of(rounds: Sequence[float]) -> float:
    return float(median(rounds))


def tree(pid: int) -> list[int]:
    """Return a process and all its children."""
    found = [pid]
    for line in Path("/proc").iterdir():
        if line.name.isdigit():
            try:
                parent = int((line / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if parent == pid:
                found += tree(int(line.name))
    return found


def resident(pid: int) -> float:
    """Return the memory of a process and its children in MB: shared pages are counted once (Pss)."""
    total = 0
    for one in tree(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


def cpu_seconds(pid: int) -> float:
    ticks = 0
    for one in tree(pid):
        try:
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
