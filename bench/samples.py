"""Memory and open files of a process while it works, and whether they stay level."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Final

from bench.machine import resident, tree

SETTLED: Final = 30.0  # seconds of a process's life until it has loaded what it uses


@dataclass(frozen=True, slots=True)
class Sample:
    at: float  # seconds since the beginning
    pid: int
    memory: float  # MB of the process and its children
    files: int


@dataclass(slots=True)
class Samples:
    taken: list[Sample] = field(default_factory=list)
    _began: float = field(default_factory=time.monotonic)
    _born: dict[int, float] = field(default_factory=dict)

    def take(self, pid: int) -> None:
        """Note how a process stands; one that has only just begun, or is gone, is not looked at."""
        now = time.monotonic() - self._began
        if now - self._born.setdefault(pid, now) < SETTLED:
            return
        files = open_files(pid)
        if files:
            self.taken.append(Sample(now, pid, resident(pid), files))

    def quarters(self, of: Callable[[Sample], float]) -> tuple[float, float]:
        """Return the medians of the first and of the last quarter."""
        share = max(1, len(self.taken) // 4)
        values = [of(one) for one in self.taken]
        return median(values[:share]), median(values[-share:])

    def picture(self, of: Callable[[Sample], float], width: int = 60) -> str:
        """Return the values as a line of bars, each the median of its stretch; the highest bar is the highest value."""
        return bars([of(one) for one in self.taken], width)


def open_files(pid: int) -> int:
    """Return how many files a process and its children hold open, 0 for one that is gone."""
    count = 0
    for one in tree(pid):
        try:
            count += len(os.listdir(Path(f"/proc/{one}/fd")))
        except OSError:
            continue
    return count


def bars(values: Sequence[float], width: int = 60) -> str:
    signs, share = "▁▂▃▄▅▆▇█", max(1.0, len(values) / width)
    stretches = [median(values[int(start * share) : max(int(start * share) + 1, int((start + 1) * share))])
                 for start in range(min(width, len(values)))]  # fmt: skip
    highest = max(stretches, default=0.0) or 1.0
    return "".join(signs[min(7, int(one / highest * 7.999))] for one in stretches)
