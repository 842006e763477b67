"""Runs the command line with a place to die: `python -m tests.walks.crash_runner POINT run --config ...`.

POINT is `verb:WHEN:NUMBER`: the NUMBERth time the desk does this verb the process kills itself, WHEN being
`before` (done, but not committed) or `after` (committed, and nobody told). `keep` is the writing of originals,
`submit` the talk with the mail server. The service itself knows nothing of this.
"""

import os
import signal
import sys
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import bot.door
import bot.talk
from casework.desk import Desk
from casework.press import if_unchanged
from casework.receive import in_update
from mail.submit import Submitter
from storage.originals import Originals

seen: Counter[str] = Counter()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def plant(point: str) -> None:
    wanted, when, number = point.split(":")
    inside = threading.local()  # the verb that an update asked for, as the bot's own closure hides it

    def is_here(name: str, moment: str) -> bool:
        if name != wanted or moment != when:
            return False
        seen[name] += 1
        return seen[name] == int(number)

    def named_update(turn: Any, ledger_id: int, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        inside.name = f"update_{verb.__name__}"
        return in_update(turn, ledger_id, verb, *args, **kwargs)

    def named_press(turn: Any, who: Any, ref: str, version: int, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        inside.name = f"update_{verb.__name__}"
        return if_unchanged(turn, who, ref, version, verb, *args, **kwargs)

    real_do, real_keep, real_submit = Desk.do, Originals.keep_all, Submitter.submit

    async def do(self: Desk, verb: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        names = [_name(verb, args)]

        def done_but_not_committed(turn: Any, *args: Any, **kwargs: Any) -> Any:
            inside.name = ""
            result = verb(turn, *args, **kwargs)
            names.append(inside.name)
            turn.session.flush()
            if is_here(names[-1] or names[0], "before"):
                die()
            return result

        result = await real_do(self, done_but_not_committed, *args, **kwargs)
        if is_here(names[-1] or names[0], "after"):
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

    bot.talk.in_update = bot.door.in_update = named_update  # type: ignore[attr-defined]
    bot.talk.if_unchanged = named_press  # type: ignore[attr-defined]
    Desk.do, Originals.keep_all, Submitter.submit = do, keep_all, submit  # type: ignore[method-assign, assignment]


def _name(verb: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """Return the verb's name; that of a claim with its channel. Where letters are settled and claimed at once, it is settling."""
    if verb.__name__ == "settle_and_claim":
        return "settle" if args[0] else f"claim_{args[1]}"
    return f"claim_{args[0]}" if verb.__name__ == "claim" else verb.__name__


if __name__ == "__main__":
    plant(sys.argv.pop(1))
    from vastaja.cli import main

    main()
