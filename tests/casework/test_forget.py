"""What is kept no longer: its words go from every table and from the disk, its figures and its history stay."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import String, Text
from sqlmodel import col, select

from casework.assign import take
from casework.close import close
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.forget import (
    due_to_go,
    files_deleted,
    files_to_delete,
    forget_due,
    forget_on_request,
    hold_case,
    release_case,
)
from casework.forget_letters import forget_returned
from casework.hand_over import record_spoken
from casework.refusals import CannotForget, MissingReason
from casework.subject import data_of
from casework.turn import Turn
from rules.kinds import Kind, Outcome
from rules.records import Filed
from rules.retention import KEPT, NO_CASE, kept_until
from storage.every_table import every_table
from storage.forgetting import BLANKED, REMOVED
from storage.originals import Originals
from storage.tables import Event, Letter, Person
from tests.casework.conftest import Post
from tests.house import CITIZEN, HandClock, People
from vastaja.verify import verify

WORDS = "Minu poeg Karl Kask saab asenduskodus haavata. Palun selgitage, kes vastutab."
# Columns of text that hold no personal data, so that an erasure leaves them: names of things, digests, reasons without persons.
IMPERSONAL = {
    "absence", "chatmessage", "correction", "counter", "event", "feedback",
    "glanced", "invitation", "lease", "mark", "official", "original", "positiontext", "registernumber", "reminder", "restriction",
    "trackstep", "wrongcode",
}  # fmt: skip
HANDLED_APART = {"attachment", "case", "chatupdate", "conversation", "ledger", "person", "piece"}


@pytest.fixture
def closed(desk: Desk, people: People, post: Post) -> str:
    """Return a case that was answered and closed."""
    ref = post(WORDS)[1]
    desk.do_now(take, people.mari, ref)
    draft = desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(edit, people.mari, ref, draft.version, "Karl Kase eest vastutab asenduskodu.")
    day = desk.office.calendar.day_of(desk.clock())
    desk.do_now(record_spoken, people.mari, ref, day, "Karl Kask", "Karl Kase eest vastutab asenduskodu.", content=True)
    desk.do_now(close, people.mari, ref, Outcome.ANSWERED_ORALLY)
    return ref


def words_anywhere(desk: Desk, *words: str) -> list[str]:
    """Return the tables that hold one of the words in any column."""

    def look(turn: Turn) -> list[str]:
        return [
            table.name for table in every_table()
            if any(word in repr(row) for row in turn.session.execute(select(table)).all() for word in words)
        ]  # fmt: skip

    return desk.look_now(look)


def years_later(clock: HandClock, years: int) -> None:
    clock.now += timedelta(days=366 * years)


def test_what_is_due_goes_from_every_table_and_the_chain_stays_whole(
    desk: Desk, people: People, post: Post, closed: str, clock: HandClock, tmp_path: Path
) -> None:
    originals = Originals(tmp_path / "originals")
    kept = post("Teine kiri teiselt inimeselt.", sender="Jaan Tamm <jaan@else.example>", message_id="<2@else.example>")[
        1
    ]
    years_later(clock, 11)
    assert [one.ref for one in desk.look_now(due_to_go)] == [closed]
    assert desk.do_now(forget_due, [closed, kept]) == 1
    assert words_anywhere(desk, "Karl", "haavata", CITIZEN, "Kadri Kask") == []
    assert "else.example" in str(desk.look_now(data_of, "jaan@else.example"))
    gone = desk.look_now(files_to_delete)
    assert len(gone) >= 1  # the letter, and what was made of the drafts
    for digest in gone:
        originals.delete(digest)
    desk.do_now(files_deleted, desk.look_now(files_to_delete))
    assert [one.faults for one in desk.look_now(verify, originals)] == [()] * 5
    row = desk.look_now(lambda turn: turn.case(closed))
    assert (row.kind, row.outcome, row.erased_at) == (Kind.EXPLANATION, Outcome.ANSWERED_ORALLY, clock.now)
    events = desk.look_now(lambda turn: turn.session.exec(select(Event.what).where(Event.case_id == row.id)).all())
    assert events[-1] == "erased"
    assert [one.ref for one in desk.look_now(due_to_go)] == []


def test_a_letter_that_was_forgotten_does_not_come_in_again(
    desk: Desk, post: Post, closed: str, clock: HandClock
) -> None:
    years_later(clock, 11)
    desk.do_now(forget_due, [closed])
    desk.do_now(files_deleted, desk.look_now(files_to_delete))
    assert post(WORDS)[0] is Filed.DUPLICATE
    assert desk.do_now(forget_returned) == 1  # its octets came once more, as from a mailbox numbered anew
    assert len(desk.look_now(files_to_delete)) == 1
    assert desk.do_now(forget_returned) == 0


def test_a_case_under_a_legal_hold_stays_and_its_release_is_on_record(
    desk: Desk, closed: str, clock: HandClock
) -> None:
    desk.do_now(hold_case, closed, "vaidlus halduskohtus")
    years_later(clock, 11)
    assert desk.look_now(due_to_go) == []
    with pytest.raises(CannotForget):
        desk.do_now(forget_on_request, closed, "andmesubjekti taotlus")
    desk.do_now(release_case, closed)
    assert [one.ref for one in desk.look_now(due_to_go)] == [closed]


def test_one_case_is_forgotten_on_request_only_when_it_is_closed_and_with_a_reason(
    desk: Desk, post: Post, closed: str
) -> None:
    still_open = post("Palun vastake.", message_id="<3@post.example>")[1]
    with pytest.raises(CannotForget):
        desk.do_now(forget_on_request, still_open, "taotlus")
    with pytest.raises(MissingReason):
        desk.do_now(forget_on_request, closed, " ")
    desk.do_now(forget_on_request, closed, "andmesubjekti taotlus")
    assert "haavata" not in str(desk.look_now(lambda turn: turn.session.exec(select(Letter)).all()))
    # The same person has a case that is kept: the name stays there.
    assert CITIZEN in desk.look_now(lambda turn: turn.session.exec(select(Person.address)).all())


def test_a_person_gets_a_copy_of_everything_and_that_is_on_record(desk: Desk, closed: str) -> None:
    found = desk.do_now(data_of, CITIZEN.upper())
    assert [one["ref"] for one in found.cases] == [closed]
    assert WORDS in str(found.cases)
    assert len(found.originals) == 1
    assert (
        desk.look_now(lambda turn: turn.session.exec(select(Event.what).order_by(col(Event.id).desc())).first())
        == "copied_for_subject"
    )


def test_every_table_with_text_is_forgotten_or_known_to_hold_no_person() -> None:
    handled = {one.__tablename__ for one in (*BLANKED, *REMOVED)} | HANDLED_APART
    unknown = {
        table.name for table in every_table()
        if table.name not in handled | IMPERSONAL and any(isinstance(column.type, String | Text) for column in table.columns)
    }  # fmt: skip
    assert unknown == set(), "say in storage/forgetting.py what an erasure takes out of them"


def test_each_kind_has_its_years_and_a_child_lengthens_them() -> None:
    assert set(KEPT) == {*Kind, NO_CASE}
    closed = date(2026, 2, 28)  # Saturday
    assert kept_until(Kind.THANKS, closed, child_or_offence=False).isoformat() == "2027-02-28"
    assert kept_until(Kind.THANKS, closed, child_or_offence=True).isoformat() == "2036-02-28"
