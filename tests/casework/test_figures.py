"""The figures of a period: what is counted, and what is not told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from casework.alert import finish_media, set_media
from casework.assign import take
from casework.board import board, hang_board, repaint_boards, take_down_board
from casework.close import close
from casework.contributions import ask_unit
from casework.correct import change_kind, change_language
from casework.desk import Desk
from casework.figures import figures
from casework.late_why import late_and_why
from casework.monday import monday, monday_list, tell_monday
from casework.protect import set_child, take_child
from casework.refusals import NotAllowed
from casework.report import percent, report_of
from casework.turn import Turn
from rules.extension_grounds import SORTS, sort_of
from rules.kinds import Child, Kind, Language, Outcome
from rules.life import State
from tests.casework.clocks import told
from tests.casework.conftest import Post
from tests.house import HandClock, People

NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)


def answered(desk: Desk, ref: str, at: datetime, **more: Any) -> None:
    """Let an answer have been sent at a moment."""

    def mark(turn: Turn) -> None:
        case = turn.case(ref)
        case.answered_at, case.state = at, State.SENT
        for name, value in more.items():
            setattr(case, name, value)
        turn.session.add(case)

    desk.do_now(mark)


@pytest.fixture
def refs(desk: Desk, people: People, post: Post) -> list[str]:
    """Return three cases of Monday 23 November: two of Mari's, one that nobody has."""
    found = [post(message_id=f"<f{number}@post.example>", sender=f"K <k{number}@post.example>", subject=f"Küsimus {number}")[1]
             for number in range(3)]  # fmt: skip
    for ref in found[:2]:
        desk.do_now(take, people.mari, ref)
    return found


def test_an_empty_month_is_said_to_be_empty(desk: Desk) -> None:
    found = desk.look_now(figures, *NOVEMBER)
    assert found.is_empty
    report = desk.look_now(report_of, found, Language.ESTONIAN, people=True)
    assert report.notes == ("Sel ajal ei saabunud ega vastatud midagi.",)
    assert (report.tables, report.charts) == ((), ())
    assert {one.key: one.written for one in report.numbers}["in_time_percent"] == "–"


def test_in_time_is_the_legal_day_and_a_late_answer_is_late(desk: Desk, refs: list[str]) -> None:
    answered(desk, refs[0], datetime(2026, 12, 8, 21, 59, tzinfo=UTC))  # Tuesday 8 December 23:59 in Tallinn: the last day
    answered(desk, refs[1], datetime(2026, 12, 8, 22, 1, tzinfo=UTC))  # 0:01 on the 9th
    found = desk.look_now(figures, date(2026, 12, 1), date(2026, 12, 31))
    assert (found.whole.came, found.whole.answered, found.whole.timed, found.whole.in_time) == (0, 2, 2, 1)
    assert percent(found.whole) == 50
    assert (found.whole.median_days, found.whole.slowest_days) == (15.5, 16)
    assert [(one.name, one.answered) for one in found.handlers] == [("Mari Mets", 2)]
    assert desk.look_now(figures, *NOVEMBER).whole.came == 3


def test_a_case_without_a_term_is_counted_but_not_timed(desk: Desk, refs: list[str]) -> None:
    answered(desk, refs[0], datetime(2026, 11, 24, 8, 0, tzinfo=UTC), due=None)
    found = desk.look_now(figures, *NOVEMBER)
    assert (found.whole.answered, found.whole.timed, percent(found.whole)) == (1, 0, None)


def test_a_hundred_percent_means_all(desk: Desk, refs: list[str]) -> None:
    line = desk.look_now(figures, *NOVEMBER).whole
    assert percent(type(line)("x", timed=1000, in_time=999)) == 99
    assert percent(type(line)("x", timed=1000, in_time=1000)) == 100


def test_press_children_corrections_and_outcomes_are_counted(desk: Desk, people: People, refs: list[str], clock: HandClock) -> None:
    desk.do_now(set_media, people.piret, refs[0], yes=True)
    desk.do_now(finish_media, people.piret, refs[0])
    desk.do_now(set_child, people.mari, refs[1], Child.CONCERN)
    clock.move(minutes=12)
    desk.do_now(take_child, people.mari, refs[1])
    desk.do_now(change_kind, people.mari, refs[0], Kind.COMPLAINT)
    desk.do_now(close, people.mari, refs[0], Outcome.ANSWERED)
    found = desk.look_now(figures, *NOVEMBER)
    assert (found.press.came, found.press.answered, found.press.withdrawn) == (1, 1, 0)
    assert (found.children, found.child_minutes) == (1, 12)
    assert ("kind", "selgitustaotlus", "kaebus", 1) in found.corrections
    assert found.outcomes == (("vastatud", 1),)
    report = desk.look_now(report_of, found, Language.ESTONIAN, people=False)
    assert "by_handler" not in [one.key for one in report.tables]
    corrections = next(one for one in report.tables if one.key == "corrections")
    assert ("liik", "selgitustaotlus", "kaebus", 1) in corrections.rows


def test_the_confusion_table_counts_a_case_once_by_the_first_word_and_the_last(desk: Desk, people: People, refs: list[str], clock: HandClock) -> None:
    for kind in (Kind.MEMORANDUM, Kind.COMPLAINT):
        desk.do_now(change_kind, people.mari, refs[0], kind)
    desk.do_now(change_kind, people.mari, refs[1], Kind.COMPLAINT)
    for language in (Language.RUSSIAN, Language.ESTONIAN):
        desk.do_now(change_language, people.mari, refs[2], language)
    desk.do_now(set_media, people.mari, refs[1], yes=True)
    found = desk.look_now(figures, *NOVEMBER).corrections
    assert found == (("kind", "selgitustaotlus", "kaebus", 2), ("media", "False", "True", 1))
    clock.move(days=10)
    desk.do_now(change_kind, people.mari, refs[0], Kind.MEMORANDUM)
    assert desk.look_now(figures, *NOVEMBER).corrections == found
    assert desk.look_now(figures, date(2026, 12, 1), date(2026, 12, 31)).corrections == ()


@pytest.mark.parametrize("language", [Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH, Language.GERMAN])
def test_a_report_names_no_writer_in_any_language(desk: Desk, people: People, refs: list[str], language: Language) -> None:
    answered(desk, refs[0], datetime(2026, 11, 25, 8, 0, tzinfo=UTC))
    report = desk.look_now(report_of, desk.look_now(figures, *NOVEMBER), language, people=True)
    assert not [word for word in ("k0@", "post.example", "Küsimus", refs[0]) if word in str(report)]
    assert "." not in [one.label for one in report.numbers]


@pytest.mark.parametrize(("reason", "sort"), [
    ("Ootame andmeid Kivila vallast", "data_of_others"), ("Küsimus on mahukas", "many_questions"), ("paikvaatlus toimub 3.12", "visit"),
    ("vajab tõlkimist", "translation"), ("menetleja on haige", "absence"), ("suur töökoormus", "workload"), ("põhjus", "other"),
    ("ждём данные из муниципалитета", "data_of_others"), ("", "other"),
])  # fmt: skip
def test_reasons_are_counted_by_their_sort_not_by_their_words(reason: str, sort: str) -> None:
    assert sort_of(reason) == sort
    assert sort in SORTS


def test_the_monday_holds_what_the_lists_behind_it_hold(desk: Desk, people: People, refs: list[str], clock: HandClock) -> None:
    found = desk.look_now(monday, people.helve)
    assert (found.came_since, found.counts["open"], found.counts["untaken"], found.counts["late"]) == (3, 3, 1, 0)
    assert [(one.name, one.open) for one in found.load] == [("Helve Hein", 0), ("Jüri Jõgi", 0), ("Mari Mets", 2)]
    for key in ("open", "week", "late", "untaken", "extended", "children", "press", "approve"):
        assert desk.look_now(monday_list, people.helve, key).total == found.counts[key]
    assert found.extension_sorts == ()
    answered(desk, refs[1], clock.now, state=State.ASSIGNED, answered_at=None, extended=True, extension_reason="Ootame andmeid Kivila vallalt")
    assert desk.look_now(monday, people.helve).extension_sorts == (("data_of_others", 1),)
    clock.now = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)  # a week after the legal day
    later = desk.look_now(monday, people.helve)
    assert (later.counts["late"], [one.late for one in later.load]) == (3, [0, 0, 2])
    for other in (people.mari, people.piret):
        with pytest.raises(NotAllowed):
            desk.look_now(monday, other)


def test_each_day_is_counted_in_the_digest_of_one_monday(desk: Desk, people: People, refs: list[str], clock: HandClock) -> None:
    counts = []
    for day in (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 7)):  # Monday, Monday, Tuesday, Monday
        clock.now = datetime(day.year, day.month, day.day, 6, 30, tzinfo=UTC)
        counts.append(desk.look_now(monday, people.helve).came)
    assert counts == [0, 3, 3, 0]
    assert (desk.look_now(monday, people.helve).since, desk.look_now(monday, people.helve).until) == (date(2026, 11, 30), date(2026, 12, 6))


def test_the_monday_comes_once_at_half_past_eight_on_the_first_working_day(desk: Desk, people: People, clock: HandClock) -> None:
    seen = []
    for moment in (datetime(2026, 11, 23, 6, 15, tzinfo=UTC), datetime(2026, 11, 23, 6, 30, tzinfo=UTC), datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
                   datetime(2026, 11, 24, 9, 0, tzinfo=UTC), datetime(2026, 11, 29, 9, 0, tzinfo=UTC), datetime(2026, 11, 30, 6, 31, tzinfo=UTC)):  # fmt: skip
        clock.now = moment  # Monday 8:15, 8:30, 11:00, Tuesday, Sunday, Monday 8:31 in Tallinn
        desk.do_now(tell_monday)
        seen.append(len(told(desk, "monday", people.helve.label)))
    assert seen == [0, 1, 1, 1, 1, 2]


def test_what_is_late_is_told_with_its_reasons(desk: Desk, people: People, refs: list[str], clock: HandClock) -> None:
    desk.do_now(ask_unit, people.mari, refs[0], "õigus", "Kas?", date(2026, 12, 1))
    assert desk.look_now(late_and_why, people.helve) == ((), 0)
    clock.now = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)
    found, total = desk.look_now(late_and_why, people.helve)
    assert total == 3
    why = {one.card.ref: [name for name, _ in one.why] for one in found}
    assert why == {refs[0]: ["input"], refs[1]: ["silent"], refs[2]: ["untaken"]}
    with pytest.raises(NotAllowed):
        desk.look_now(late_and_why, people.mari)


def test_the_board_is_painted_anew_only_when_its_figures_changed(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    desk.do_now(hang_board, -1003, 77, desk.look_now(board))
    clock.move(minutes=10)
    assert desk.do_now(repaint_boards) == 0
    post()
    assert desk.do_now(repaint_boards) == 0  # painted a moment ago
    clock.move(minutes=4)
    assert desk.do_now(repaint_boards) == 1
    (row,) = told(desk, "board")
    assert (row.recipient, row.values["repaint"]) == ("chat:-1003", 77)
    desk.do_now(take_down_board, -1003, 77)
    post(message_id="<b2@post.example>", sender="x@post.example")
    clock.move(minutes=4)
    assert desk.do_now(repaint_boards) == 0


def test_weeks_run_from_monday_and_none_is_missing(desk: Desk, refs: list[str]) -> None:
    found = desk.look_now(figures, *NOVEMBER)
    assert [one.monday for one in found.weeks] == [date(2026, 10, 26) + timedelta(days=7 * number) for number in range(6)]
    assert sum(one.came for one in found.weeks) == 3
