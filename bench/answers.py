"""An official who answers cases beside the service, as the bot would let one, and what became of these answers at the mail server."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlmodel import Session, col, select

from casework.approve import approve, open_draft
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.send import send_answer
from casework.turn import Turn
from playground.smtp import Delivered
from rules.life import State
from rules.records import Dispatch
from storage.desk_tables import OutboxItem
from storage.store import Store
from storage.tables import Case
from tests.house import People, hire
from vastaja.office import make_office
from vastaja.opening import originals_of
from vastaja.settings import Settings

WORDS: Final = "Hooldekodu eest maksab inimene ise ja kohalik omavalitsus."


@dataclass(frozen=True, slots=True)
class Answers:
    """Counts of answers that were decided: `missing` are those that neither left nor wait for a person."""

    decided: int = 0
    left: int = 0
    twice: int = 0
    uncertain: int = 0
    missing: int = 0

    @property
    def clean(self) -> bool:
        return not (self.twice or self.missing)


class Official:
    """Answers cases nobody has taken; what the database refuses in mid-way is taken up again another time."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._desk = Desk(store, make_office(settings), lambda: datetime.now(UTC), originals=originals_of(settings))
        self._people: People | None = None

    def begin(self) -> None:
        self._people = hire(self._desk)

    def answer(self, count: int) -> None:
        assert self._people is not None
        for ref, state in self._desk.look_now(_unanswered, count):
            self._answer(self._people, ref, state)

    def _answer(self, people: People, ref: str, state: State) -> None:
        do = self._desk.do_now
        if state is State.REGISTERED:
            do(take, people.mari, ref)
        if state is not State.APPROVED:
            first = do(draft_answer, people.mari, ref)
            do(edit, people.mari, ref, first.version, WORDS)
            do(open_draft, people.helve, ref)
            do(approve, people.helve, ref)
        do(send_answer, people.mari, ref)

    def count(self, delivered: Sequence[Delivered]) -> Answers:
        return self._desk.look_now(lambda turn: answers_of(turn.session, delivered))


def is_answer(letter: Delivered) -> bool:
    return WORDS in letter.text


def answers_of(session: Session, delivered: Sequence[Delivered]) -> Answers:
    """Compare the answers that were decided with what the mail server got."""
    came = Counter("".join(str(one.message["Message-ID"]).split()) for one in delivered if is_answer(one))
    rows = session.exec(select(OutboxItem.message_id, OutboxItem.state).where(OutboxItem.what == "answer")).all()
    return Answers(
        decided=len(rows), left=len(came), twice=sum(count - 1 for count in came.values()),
        uncertain=sum(state is Dispatch.UNCERTAIN for _, state in rows),
        missing=sum(name not in came and state is not Dispatch.UNCERTAIN for name, state in rows))  # fmt: skip


def _unanswered(turn: Turn, count: int) -> list[tuple[str, State]]:
    """Return cases that wait for an answer, the oldest first; an approved one whose answer is on its way is none."""
    sent = select(OutboxItem.case_id).where(OutboxItem.what == "answer")
    found = turn.session.exec(select(Case.ref, Case.state).where(
        col(Case.state).in_((State.REGISTERED, State.ASSIGNED, State.DRAFTED, State.APPROVED)), col(Case.id).not_in(sent))
        .order_by(col(Case.id)).limit(count)).all()  # fmt: skip
    return list(found)
