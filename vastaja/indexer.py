"""Keeps the index of words in step with the letters, in the time that registering leaves."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog

from casework.desk import Desk
from casework.indexing import holds_forgotten, put_into_index, squeeze_index, waiting_to_index
from casework.receive import waiting_letters
from vastaja.worker import Reader, ReadingDied

EVERY: Final = timedelta(seconds=3)

log = structlog.get_logger()


class Indexer:
    def __init__(self, desk: Desk, reader: Reader, hurry: Callable[[], bool] = lambda: False) -> None:
        self._desk, self._reader, self._hurry = desk, reader, hurry

    async def round(self) -> None:
        """Put into the index what waits for it, group by group, until letters wait to be registered or receipts go out."""
        while not self._hurry() and not await self._desk.look(waiting_letters, 1):
            if await self._desk.look(holds_forgotten):
                await self._desk.do(squeeze_index)
                continue
            if not (found := await self._desk.look(waiting_to_index)):
                return
            try:
                words = await self._reader.index_words([one.texts for one in found])
            except ReadingDied as trouble:
                log.warning("the words of letters could not be read", letters=len(found), error=str(trouble))
                return
            await self._desk.do(put_into_index, list(zip(found, words, strict=True)))
