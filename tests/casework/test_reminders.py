"""One message a morning, up the chain where nobody answers, by mail where the chat is deaf."""

from datetime import UTC, date, datetime, timedelta

from casework.absence import go_away
from casework.alert import finish_media, set_media
from casework.approve import ask_approval
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.people import remove
from casework.press_clock import remind_press
from casework.remind import acknowledge_reminder, escalate, pass_on_reminder, remind
from casework.turn import Turn
from casework.undelivered import tell_by_mail
from rules.records import Dispatch
from storage.desk_tables import MediaAlert
from tests.casework.clocks import fate, mailed, told
from tests.casework.conftest import Post
from tests.house import HEADS, PRESS, HandClock, People

LAST = datetime(2026, 12, 8, 6, 5, tzinfo=UTC)  # Tuesday 08:05, the safe day of a letter of Monday 2026-11-23


def taken(desk: Desk, people: People, post: Post, count: int = 1) -> list[str]:
    refs = [post(message_id=f"<{n}@x.example>", text=f"Palun selgitage, kes maksab asenduskodu number {n} eest.")[1]
            for n in range(count)]  # fmt: skip
    for ref in refs:
        desk.do_now(take, people.mari, ref)
    return refs


def test_the_morning_is_one_message_however_many_cases_there_are(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post, 3)
    clock.now = LAST
    for _ in range(3):
        desk.do_now(remind)
        clock.move(minutes=1)
    (digest,) = told(desk, "reminder", people.mari.label)
    assert len(digest.values["case_ids"]) == 3


def test_a_weekend_without_the_service_is_one_message_with_the_overdue_first(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    taken(desk, people, post)
    clock.now = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # Friday
    later = post(message_id="<later@x.example>", text="Palun selgitage, kuidas taotleda tugiisikut.")[1]
    desk.do_now(take, people.mari, later)
    clock.now = datetime(2026, 12, 14, 7, 0, tzinfo=UTC)  # Monday; the first was due on Tuesday 8 December
    desk.do_now(remind)
    desk.do_now(remind)
    (digest,) = told(desk, "reminder", people.mari.label)
    first, second = digest.values["case_ids"]
    assert first < second
    assert len(told(desk, "reminder", people.helve.label)) == 1


def test_the_digest_names_what_waits_for_my_approval(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    (ref,) = taken(desk, people, post)
    desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(ask_approval, people.mari, ref)
    clock.move(days=1)
    desk.do_now(remind)
    (digest,) = told(desk, "reminder", people.helve.label)
    assert len(digest.values["approve_ids"]) == 1
    assert digest.values["case_ids"] == []


def test_nothing_is_told_outside_working_time(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post)
    clock.now = datetime(2026, 12, 8, 2, 0, tzinfo=UTC)
    assert desk.do_now(remind) == 0
    assert told(desk, "reminder") == []


def test_at_noon_the_stand_in_is_told_then_the_stand_in_s_own_then_the_head(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    taken(desk, people, post)
    # The last absences name who stands in for whom on usual days too.
    desk.do_now(go_away, people.mari, "", date(2026, 11, 24), date(2026, 11, 24), "Jüri")
    clock.now = LAST
    desk.do_now(remind)
    desk.do_now(escalate)
    assert told(desk, "reminder_escalated") == []
    clock.now = datetime(2026, 12, 8, 10, 1, tzinfo=UTC)  # 12:01
    desk.do_now(escalate)
    assert [one.recipient for one in told(desk, "reminder_escalated")] == [people.jyri.label]
    clock.now = datetime(2026, 12, 8, 12, 1, tzinfo=UTC)
    desk.do_now(escalate)
    assert [one.recipient for one in told(desk, "reminder_escalated")] == [people.jyri.label, people.helve.label]


def test_where_nobody_stands_in_the_head_is_told_at_noon(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post)
    clock.now = LAST
    desk.do_now(remind)
    clock.now = datetime(2026, 12, 8, 10, 1, tzinfo=UTC)
    desk.do_now(escalate)
    assert [one.recipient for one in told(desk, "reminder_escalated")] == [people.helve.label]


def test_a_head_who_is_away_is_left_in_peace_and_the_stand_in_hears_it(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post)
    desk.do_now(go_away, people.helve, "", date(2026, 11, 24), None, "Jüri")
    clock.now = LAST
    desk.do_now(remind)  # the safe day is told to the head too
    clock.now = datetime(2026, 12, 8, 12, 1, tzinfo=UTC)
    desk.do_now(escalate)
    for what in ("reminder", "reminder_escalated"):
        assert told(desk, what, people.helve.label) == []
        assert len(told(desk, what, people.jyri.label)) == 1


def test_where_nobody_stands_in_for_the_head_the_head_is_told_on_leave_too(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    taken(desk, people, post)
    desk.do_now(go_away, people.helve, "", date(2026, 12, 1), None, "Jüri")
    desk.do_now(remove, people.jyri.name)
    clock.now = LAST
    desk.do_now(remind)
    assert len(told(desk, "reminder", people.helve.label)) == 1
    assert told(desk, "reminder", people.jyri.label) == []


def test_the_cases_of_one_who_has_left_are_the_head_s_to_be_reminded_of(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post)
    desk.do_now(remove, people.mari.name)
    clock.now = datetime(2026, 12, 7, 8, 0, tzinfo=UTC)  # Monday, the working day before
    desk.do_now(remind)
    assert {one.recipient for one in told(desk, "reminder")} == {people.helve.label}


def test_an_acknowledged_reminder_goes_no_further(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    (ref,) = taken(desk, people, post)
    clock.now = LAST
    desk.do_now(remind)
    desk.do_now(acknowledge_reminder, people.mari, ref)
    clock.now = datetime(2026, 12, 8, 12, 1, tzinfo=UTC)
    assert desk.do_now(escalate) == 0


def test_a_reminder_handed_on_goes_to_the_next_at_once(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    (ref,) = taken(desk, people, post)
    clock.now = LAST
    desk.do_now(remind)
    assert desk.do_now(pass_on_reminder, people.mari, ref) == [people.helve.id]
    assert [one.recipient for one in told(desk, "reminder_passed")] == [people.helve.label]


def test_who_is_away_hears_nothing_and_the_stand_in_everything(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    taken(desk, people, post)
    desk.do_now(go_away, people.mari, "", date(2026, 12, 1), None, "Jüri")
    clock.now = LAST
    desk.do_now(remind)
    assert told(desk, "reminder", people.mari.label) == []
    assert len(told(desk, "reminder", people.jyri.label)) == 1


def test_a_reminder_the_chat_does_not_take_goes_by_mail_and_then_to_the_head(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    (ref,) = taken(desk, people, post)
    clock.now = LAST
    desk.do_now(remind)
    assert desk.do_now(tell_by_mail) == 0
    clock.move(hours=1, minutes=1)
    desk.do_now(tell_by_mail)
    desk.do_now(tell_by_mail)
    assert mailed(desk, people.mari.mail) == [f"Meeldetuletus: {ref}"]
    fate(desk, "alarm", Dispatch.NEVER)
    desk.do_now(tell_by_mail)
    desk.do_now(tell_by_mail)
    assert [one.recipient for one in told(desk, "reminder_undelivered")][:1] == [people.helve.label]


def test_the_press_is_reminded_of_the_journalist_s_deadline_at_any_hour(
    desk: Desk, people: People, post: Post, clock: HandClock
) -> None:
    _, ref = post()
    desk.do_now(set_media, people.piret, ref, yes=True)
    evening = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 20:00

    def name_deadline(turn: Turn) -> None:
        alert = turn.session.get_one(MediaAlert, 1)
        alert.deadline = evening
        turn.session.add(alert)

    desk.do_now(name_deadline)
    counts = []
    for before in (3, 2, 1.9, 0.4, 0.3):
        clock.now = evening - timedelta(hours=before)
        counts.append((desk.do_now(remind_press), len(told(desk, "press_deadline", f"chat:{PRESS}")))[1])
    assert counts == [0, 1, 1, 2, 2]
    desk.do_now(finish_media, people.piret, ref)
    assert desk.do_now(remind_press) == 0
    assert HEADS != PRESS
