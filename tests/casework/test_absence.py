"""Who is away, who stands in, and what is handed over."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from casework.absence import acting_heads, briefs, chain_at_work, come_back, go_away
from casework.approve import ask_approval
from casework.assign import take
from casework.desk import Desk
from casework.draft import draft_answer
from casework.refusals import BadAbsence, NotAllowed
from casework.remind import remind
from casework.turn import Turn
from storage.desk_tables import OutboxItem
from storage.tables import Case
from tests.casework.conftest import Post
from tests.house import HandClock, People

TODAY = date(2026, 11, 23)  # Monday
FRIDAY = date(2026, 11, 27)


def told(desk: Desk, what: str) -> list[tuple[str, dict[str, object]]]:
    def find(turn: Turn) -> list[tuple[str, dict[str, object]]]:
        rows = turn.session.exec(select(OutboxItem).where(OutboxItem.what == what).order_by(col(OutboxItem.id)))
        return [(row.recipient, row.values) for row in rows]

    return desk.look_now(find)


def test_an_absence_from_today_hands_the_open_cases_over_in_one_message(desk: Desk, people: People, post: Post) -> None:
    refs = [post(message_id=f"<{n}@x.example>", text=f"Palun selgitage {n} korda, kes maksab.")[1] for n in range(3)]
    for ref in refs:
        desk.do_now(take, people.mari, ref)
    desk.do_now(go_away, people.mari, "", TODAY, FRIDAY, "Jüri")
    ((to, values),) = told(desk, "handover")
    assert to == people.jyri.label
    assert len(values["case_ids"]) == 3  # type: ignore[arg-type]
    assert {to for to, _ in told(desk, "absence")} == {people.jyri.label, people.helve.label}


def test_an_absence_to_come_is_handed_over_on_its_first_morning(desk: Desk, people: People, clock: HandClock) -> None:
    desk.do_now(go_away, people.mari, "", TODAY + timedelta(days=1), FRIDAY, "Jüri")
    assert told(desk, "handover") == []
    clock.move(hours=20)  # Tuesday 06:00
    desk.do_now(briefs)
    assert told(desk, "handover") == []
    clock.move(hours=3)
    desk.do_now(briefs)
    desk.do_now(briefs)
    assert len(told(desk, "handover")) == 1


def test_a_new_case_goes_past_the_absent(desk: Desk, people: People, post: Post) -> None:
    desk.do_now(go_away, people.helve, "Mari", TODAY, None, "Jüri")
    desk.do_now(go_away, people.helve, "", TODAY, None, "Jüri")
    _, ref = post()
    proposed = desk.look_now(lambda turn: turn.case(ref).proposed_handler_id)
    assert proposed == people.jyri.id


def test_the_one_who_comes_back_is_briefed(desk: Desk, people: People, post: Post, clock: HandClock) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    desk.do_now(go_away, people.mari, "", TODAY, TODAY + timedelta(days=1), "Jüri")
    clock.move(days=2)
    desk.do_now(briefs)
    ((to, values),) = told(desk, "return_brief")
    assert to == people.mari.label
    assert values["case_ids"] == [desk.look_now(lambda turn: turn.session.exec(select(Case.id)).one())]


def test_an_outage_that_outlasts_an_absence_hands_nothing_over_and_briefs_the_one_who_is_back(desk: Desk, people: People, clock: HandClock) -> None:
    desk.do_now(go_away, people.mari, "", TODAY + timedelta(days=1), TODAY + timedelta(days=2), "Jüri")
    clock.move(days=4)
    desk.do_now(briefs)
    assert told(desk, "handover") == []
    assert [to for to, _ in told(desk, "return_brief")] == [people.mari.label]


def test_an_open_ended_absence_ends_when_somebody_says_so(desk: Desk, people: People) -> None:
    desk.do_now(go_away, people.helve, "Mari", TODAY, None, "Jüri")
    assert desk.look_now(chain_at_work, people.mari.id) == [people.jyri.id]
    desk.do_now(come_back, people.mari)
    assert desk.look_now(chain_at_work, people.mari.id)[0] == people.mari.id
    with pytest.raises(BadAbsence) as refused:
        desk.do_now(come_back, people.mari)
    assert refused.value.facts["why"] == "not_away"


def test_who_stands_in_for_the_head_hears_the_head_s_alarms(desk: Desk, people: People) -> None:
    desk.do_now(go_away, people.helve, "", TODAY, None, "Mari")
    assert people.mari.id in desk.look_now(acting_heads)


@pytest.mark.parametrize(("deputy", "hears"), [("Jüri", "jyri"), ("Mari", "helve")])  # Mari cannot approve what she has drafted
def test_what_waits_for_a_head_who_is_away_waits_for_who_stands_in(
    desk: Desk, people: People, post: Post, clock: HandClock, deputy: str, hears: str
) -> None:
    _, ref = post()
    desk.do_now(take, people.mari, ref)
    desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(ask_approval, people.mari, ref)
    desk.do_now(go_away, people.helve, "", TODAY + timedelta(days=1), None, deputy)
    clock.move(days=1)
    desk.do_now(briefs)
    desk.do_now(remind)
    listed = {to for to, values in told(desk, "reminder") if values["approve_ids"]}
    assert listed == {getattr(people, hears).label}
    ((_, handed),) = told(desk, "handover")
    assert len(handed["approve_ids"]) == (hears != "helve")  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "last", "deputy", "why"), [
    (FRIDAY, TODAY, "Jüri", "backwards"), (TODAY - timedelta(days=9), TODAY - timedelta(days=1), "Jüri", "past"),
    (TODAY, FRIDAY, "Mari", "oneself"), (TODAY, FRIDAY, "Piret", "other_work"),
])  # fmt: skip
def test_an_absence_that_cannot_be_is_refused(
    desk: Desk, people: People, first: date, last: date, deputy: str, why: str
) -> None:
    with pytest.raises(BadAbsence) as refused:
        desk.do_now(go_away, people.mari, "", first, last, deputy)
    assert refused.value.facts["why"] == why


def test_a_ring_and_a_second_absence_are_refused(desk: Desk, people: People) -> None:
    desk.do_now(go_away, people.mari, "", TODAY, None, "Jüri")
    with pytest.raises(BadAbsence) as ring:
        desk.do_now(go_away, people.jyri, "", FRIDAY, None, "Mari")
    assert ring.value.facts["why"] == "ring"
    with pytest.raises(BadAbsence) as twice:
        desk.do_now(go_away, people.mari, "", FRIDAY, FRIDAY, "Helve")
    assert twice.value.facts["why"] == "already"


def test_only_a_head_enters_the_absence_of_another(desk: Desk, people: People) -> None:
    with pytest.raises(NotAllowed):
        desk.do_now(go_away, people.mari, "Jüri", TODAY, None, "Helve")
