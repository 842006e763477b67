"""Runs the command line with a place to die: `python -m tests.walks.crash_runner POINT run --config ...`.

POINT is `verb:WHEN:NUMBER`: the NUMBERth time the desk does this verb the process kills itself, WHEN being
`before` (done, but not committed) or `after` (committed, and nobody told). `keep` is the writing of originals,
`submit` the talk with the mail server. The service itself knows nothing of this.
"""

import os
import signal
import sys
from collections import Counter
from collections.abc import Callable
from typing import Any

from casework.desk import Desk
from mail.submit import Submitter
from storage.originals import Originals

seen: Counter[str] = Counter()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def name_of(verb: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """Return the name of the verb; of a verb inside an update, that one's; of a claim, with its channel."""
    name = verb.__name__
    if name == "in_update":
        return f"update_{args[1].__name__}"
    if name == "claim":
        return f"claim_{args[0]}"
    return name


def plant(point: str) -> None:
    wanted, when, number = point.split(":")

    def is_here(name: str, moment: str) -> bool:
        if name != wanted or moment != when:
            return False
        seen[name] += 1
        return seen[name] == int(number)

    real_do, real_keep, real_submit = Desk.do, Originals.keep_all, Submitter.submit

    async def do(self: Desk, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        name = name_of(verb, args)

        def done_but_not_committed(turn: Any, *args: Any, **kwargs: Any) -> Any:
            result = verb(turn, *args, **kwargs)
            turn.session.flush()
            if is_here(name, "before"):
                die()
            return result

        result = await real_do(self, done_but_not_committed, *args, **kwargs)
        if is_here(name, "after"):
            die()
        return result

    def keep_all(self: Originals, letters: list[bytes]) -> list[str]:
        if is_here("keep", "before"):
            die()
        kept = real_keep(self, letters)
        if is_here("keep", "after"):
            die()
        return kept

    async def submit(self: Submitter, *args: Any) -> Any:
        if is_here("submit", "before"):
            die()
        report = await real_submit(self, *args)
        if is_here("submit", "after"):
            die()
        return report

    Desk.do, Originals.keep_all, Submitter.submit = do, keep_all, submit  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    plant(sys.argv.pop(1))
    from vastaja.cli import main

    main()
