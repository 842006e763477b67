"""Officials at their phones through a whole day: they take, draft, approve, send and close, one case after the other."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlmodel import Session, col, select

from bench.answers import WORDS
from casework.plan import HOLE
from rules.life import State
from storage.store import Store
from storage.tables import Case
from tests.walks.agency import Agency

PATIENCE: Final = 4.0  # seconds until somebody looks again, and says it once more
TRIES: Final = 25  # until a case is left to another day


@dataclass(slots=True)
class Shift:
    """One official with a head who approves: both speak through the bot, and look at the register to see what has come of it."""

    agency: Agency
    store: Store
    name: str
    head: str = "Helve"
    closed: int = 0
    left: int = 0  # cases given up

    async def work(self, next_case: Callable[[], str], over: Callable[[], bool]) -> None:
        while not over():
            ref = await asyncio.to_thread(next_case)
            if not ref:
                await asyncio.sleep(1)
                continue
            if await self._answer(ref):
                self.closed += 1
            else:
                self.left += 1

    async def _answer(self, ref: str) -> bool:
        for attempt in range(TRIES):
            state = await asyncio.to_thread(self._state, ref)
            if state is State.CLOSED:
                return True
            self._say(ref, state, attempt)
            await self._wait_for_another(ref, state)
        return False

    def _say(self, ref: str, state: State, attempt: int) -> None:
        """Say what the case's state asks for, as somebody does who looks at the chat."""
        telegram, me, head = self.agency.telegram, self.agency.people[self.name], self.agency.people[self.head]
        match state:
            case State.REGISTERED:
                telegram.say(me, f"/votan {ref}")
            case State.ASSIGNED:
                telegram.say(me, f"/mustand {ref}")
            case State.DRAFTED:
                drafts = [one for one in telegram.chat(me.id).from_bot[-30:] if HOLE in one.text and ref in one.text]
                if drafts and attempt % 2:
                    telegram.say(me, WORDS, reply_to=drafts[-1])
                elif not attempt % 4:
                    telegram.say(me, f"/mustand {ref}")
                else:
                    telegram.say(head, f"/kinnita {ref}")
            case State.APPROVED:
                telegram.say(me, f"/saada {ref}")
            case State.SENT:
                telegram.say(me, f"/sulge {ref} vastatud")

    async def _wait_for_another(self, ref: str, state: State) -> None:
        end = asyncio.get_running_loop().time() + (PATIENCE if state is not State.DRAFTED else 1.0)
        while asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.2)
            if await asyncio.to_thread(self._state, ref) is not state:
                return

    def _state(self, ref: str) -> State:
        return self.store.read_now(lambda session: session.exec(select(Case.state).where(Case.ref == ref)).one())


def untaken(session: Session, among: tuple[int, int]) -> str:
    """Return an untaken case of a share of all, so that two officials do not reach for the same one."""
    number, of = among
    found = session.exec(select(Case.ref).where(Case.state == State.REGISTERED, col(Case.id) % of == number)
                         .order_by(col(Case.id)).limit(1)).first()  # fmt: skip
    return found or ""
