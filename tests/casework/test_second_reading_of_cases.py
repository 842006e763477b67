"""Real cases, called by one kind after the other and by which more time was told of, have the dates of the second reading."""

import random
from datetime import UTC, date, datetime, timedelta

from casework.assign import take
from casework.correct import change_kind
from casework.desk import Desk
from casework.turn import Turn
from rules.kinds import Kind
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case
from tests.casework.conftest import Post
from tests.house import HandClock, People
from tests.rules import second_reading
from tests.rules.second_reading import TALLINN, Letter

CASES = 40


def told_of_more_time(desk: Desk, people: People, ref: str, moment: datetime) -> None:
    """Let a notice of extension have gone out at that moment."""

    def write(turn: Turn) -> None:
        case = turn.case(ref)
        turn.session.add(Draft(case_id=case.id or 0, version=1, paper=Paper.EXTENSION, language=case.language,
                               by_id=people.mari.id, at=moment, hash="", sent_at=moment))  # fmt: skip
        case.extended = True
        turn.session.add(case)

    desk.do_now(write)


def wanted(kinds: list[Kind], letter: Letter, notice: date | None) -> tuple[date | None, date | None]:
    last = second_reading.read(kinds[-1].value, letter)
    if last is None:
        return None, None
    if notice and last.extended_due and isinstance(last.due, date) and notice <= last.due:
        last = second_reading.read(kinds[-1].value, letter, extended=True)
        assert last is not None
    assert not isinstance(last.due, datetime)
    return last.due, last.safe


def test_every_reclassified_and_extended_case_has_the_date_of_the_second_reading(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    chance = random.Random(2026)  # noqa: S311  (the same cases each time, no secret)
    for number in range(CASES):
        clock.now = datetime(2026, 11, 2, tzinfo=UTC) + timedelta(hours=chance.randrange(24 * 60))
        received = clock.now
        _, ref = post(text=f"Palun selgitage, kes maksab asenduskodu number {number} eest.", message_id=f"<{number}@x.example>")
        desk.do_now(take, people.mari, ref)
        day = received.astimezone(TALLINN).date()
        letter = Letter(received, second_reading.registration_day(day))
        notice = letter.registered + timedelta(days=chance.randrange(14)) if chance.random() < 0.6 else None
        if notice:
            told_of_more_time(desk, people, ref, datetime(notice.year, notice.month, notice.day, 12, tzinfo=TALLINN).astimezone(UTC))
        kinds = [chance.choice(list(Kind)) for _ in range(chance.choice((1, 2, 3)))]
        found: Case | None = None
        for kind in kinds:
            found = desk.do_now(change_kind, people.mari, ref, kind).case
        assert found is not None
        assert (found.due, found.safe) == wanted(kinds, letter, notice), (kinds, received, notice)
