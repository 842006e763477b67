"""One thread that answers one question after the other, for what may be used by a single thread only."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import TypeVar

T = TypeVar("T")


class OneThread:
    """A thread that lives until `end`.

    Not an executor: the interpreter waits at its end for every executor's thread,
    and this one may hang in a name server or a dead connection for its time-out.
    """

    def __init__(self, name: str) -> None:
        self._calls: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        threading.Thread(target=self._work, name=name, daemon=True).start()

    def call(self, ask: Callable[[], T]) -> Future[T]:
        """Return at once; the future tells what `ask` returned or raised."""
        answer: Future[T] = Future()

        def answered() -> None:
            if not answer.set_running_or_notify_cancel():
                return
            try:
                result = ask()
            except BaseException as error:
                answer.set_exception(error)
            else:
                answer.set_result(result)

        self._calls.put(answered)
        return answer

    def end(self) -> None:
        """End after what is in hand."""
        self._calls.put(None)

    def _work(self) -> None:
        while (call := self._calls.get()) is not None:
            call()
