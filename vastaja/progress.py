"""How far long work is, on a terminal's stderr."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(of: str, total: int) -> Iterator[Callable[[int], None]]:
    """Give a function that is told how much more is done, and show it on a terminal; elsewhere show nothing."""
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = TextColumn(of), BarColumn(), TaskProgressColumn(), TimeRemainingColumn()
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(of, total=total)
        yield lambda done: progress.advance(task, done)
