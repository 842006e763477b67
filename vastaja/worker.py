"""Reading and understanding in a process of their own: a letter that never ends its reading is stopped, the house goes on."""

import asyncio
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path
from typing import Final, TypeVar

import structlog

from casework.understand import ReadingDied, Understood, glance_at_octets, understand_octets
from reading.model import read_model, use_model
from reading.topic import Topic, topics_in_use, use_topics
from reading.understand import Page, Senders, Suggestions, understand
from reading.word_index import IndexWords, letter_words

PATIENCE: Final = 20.0  # seconds for one letter
LETTERS_A_WORKER: Final = 2000  # then it is replaced: what odd letters have left behind goes with it

__all__ = ["Reader", "ReadingDied"]

G = TypeVar("G")
T = TypeVar("T")

log = structlog.get_logger()

_senders: Senders  # in the worker only


class Reader:
    """Hands letters to a worker process. Spawned, not forked: the house has threads."""

    def __init__(self, senders: Senders, workers: int = 1, patience: float = PATIENCE, model: Path | None = None) -> None:
        """`model`: the file of a model learnt here; None: the built-in one."""
        self._senders, self._workers, self._patience, self._model = senders, workers, patience, model
        self._pool = self._new_pool()

    async def warm(self) -> None:
        """Start the worker before the first letter comes."""
        await self.understand(Page(sender="", text="Tere"))

    async def read(self, raw: bytes) -> Understood:
        """Read and understand one letter. Raises ReadingDied."""
        return await self._ask(_read, raw)

    async def read_files(self, paths: Sequence[Path], *, at_a_glance: bool = False) -> list[Understood]:
        """Read and understand several letters in one errand; at a glance, only what must not wait is understood.

        Raises ReadingDied where one of them could not be read: then each is to be read alone.
        """
        return await self._ask(_glance_at_files if at_a_glance else _read_files, paths)

    async def understand(self, page: Page) -> Suggestions:
        """Understand words that came by chat. Raises ReadingDied."""
        return await self._ask(_understand, page)

    async def index_words(self, letters: Sequence[Sequence[str]]) -> list[IndexWords]:
        """Return the words of each letter's texts for the index. Raises ReadingDied."""
        return await self._ask(_index_words, letters)

    def renew(self, senders: Senders, model: Path | None = None) -> None:
        """Go on with another list of senders and another model; what is being read is finished with the old ones."""
        self._senders, self._model, old = senders, model, self._pool
        self._pool = self._new_pool()
        old.shutdown(wait=False)

    def close(self) -> None:
        _kill(self._pool)

    async def _ask(self, task: Callable[[G], T], given: G) -> T:
        pool = self._pool
        try:
            return await asyncio.wait_for(
                asyncio.get_running_loop().run_in_executor(pool, task, given), timeout=self._patience)  # fmt: skip
        except (TimeoutError, BrokenProcessPool) as trouble:
            if pool is self._pool:
                log.warning("the reading worker is replaced", why=type(trouble).__name__)
                _kill(pool)
                self._pool = self._new_pool()
            raise ReadingDied(
                "reading took too long" if isinstance(trouble, TimeoutError) else "reading died"
            ) from trouble

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin,
            initargs=(self._senders, topics_in_use(), self._model), max_tasks_per_child=LETTERS_A_WORKER)  # fmt: skip


def _begin(senders: Senders, topics: Sequence[Topic], model: Path | None) -> None:
    global _senders
    _senders = senders
    use_topics(topics)
    if model:
        use_model(read_model(model))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the house tells us when to stop
    threading.Thread(target=_end_with_the_house, daemon=True).start()


def _end_with_the_house() -> None:
    """A house that was killed cannot tell its workers; one that stayed behind would wait for ever."""
    house = multiprocessing.parent_process()
    if house is not None:
        house.join()
        os._exit(0)


def _read(raw: bytes) -> Understood:
    return understand_octets(raw, _senders)


def _read_files(paths: Sequence[Path]) -> list[Understood]:
    return [_without_content(understand_octets(path.read_bytes(), _senders)) for path in paths]


def _glance_at_files(paths: Sequence[Path]) -> list[Understood]:
    return [_without_content(glance_at_octets(path.read_bytes(), _senders)) for path in paths]


def _without_content(understood: Understood) -> Understood:
    """Leave the octets of attachments out of the answer: they lie among the originals."""
    letter = understood.letter
    light = tuple(replace(part, content=b"", contains=()) for part in letter.attachments)
    return replace(understood, letter=replace(letter, attachments=light))


def _index_words(letters: Sequence[Sequence[str]]) -> list[IndexWords]:
    return [letter_words(texts) for texts in letters]


def _understand(page: Page) -> Suggestions:
    return understand(page, _senders)


def _kill(pool: ProcessPoolExecutor) -> None:
    processes = list((getattr(pool, "_processes", None) or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
