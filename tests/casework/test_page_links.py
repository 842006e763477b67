"""A link to the content page opens once, with its code, for one official; every other try finds nothing, and five are told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from casework import content
from casework.assign import take
from casework.desk import Desk
from casework.office import Privacy
from casework.outbox import claim
from casework.page_links import Offer, end_visit, offer, open_link, purge_links, visit
from casework.people import Staff, remove
from casework.purpose import state_purpose
from casework.refusals import NoPage, PurposeNeeded
from rules.purposes import PURPOSES, Purpose, needs_purpose, purpose_named
from storage.page_tables import PageLink
from tests.casework.conftest import Hired, Post
from tests.house import HandClock, People, hire, make_desk, make_office
from tests.template import lay_out

REF = "26-0001"
URL = "https://vastaja.ska.example"


@pytest.fixture
def desk(database_url: str, clock: HandClock, hired: Hired) -> Iterator[Desk]:
    lay_out(database_url, hired(database_url)[0])
    opened = make_desk(database_url, clock, make_office(privacy=Privacy(content="page", page_url=URL)))
    yield opened
    opened.store.close()


@pytest.fixture
def taken(desk: Desk, people: People, post: Post) -> People:
    post()
    desk.do_now(take, people.mari, REF)
    return people


def token(found: Offer) -> str:
    return found.address.removeprefix(f"{URL}/page/open/")


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def history(desk: Desk) -> list[tuple[str, str, str]]:
    return [(who, what, note) for _, who, what, note in desk.look_now(content.why, REF).history if "page" in what]


def offered(desk: Desk, who: Staff, what: str = "letter") -> Offer:
    return desk.do_now(offer, who, what, REF)


def test_a_link_opens_once_and_the_visit_is_its_officials(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    assert (len(token(found)), len(found.code), found.minutes) == (32, 6, 10)  # 192 bits
    opened = desk.do_now(open_link, token(found), f"{found.code[:3]} {found.code[3:]}")
    assert opened is not None
    there = desk.do_now(visit, opened.key, opened.secret)
    assert there is not None
    assert (there.who.id, there.what, there.ref) == (taken.mari.id, "letter", REF)
    assert desk.do_now(open_link, token(found), found.code) is None
    me = taken.mari.label
    assert history(desk) == [
        (me, "page_offered", "letter"),
        (me, "page_opened", "letter"),
        (me, "page_refused", "letter: used"),
    ]


def test_nothing_of_a_link_that_opens_it_is_kept(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    opened = desk.do_now(open_link, token(found), found.code)
    assert opened is not None
    row = desk.look_now(lambda turn: turn.session.exec(select(PageLink)).one())
    kept = row.model_dump_json()
    assert not any(secret in kept for secret in (token(found), opened.secret, f'"{found.code}"'))


@pytest.mark.parametrize("minutes", [10, 60 * 24])
def test_a_link_is_too_late_after_ten_minutes(desk: Desk, taken: People, clock: HandClock, minutes: int) -> None:
    found = offered(desk, taken.mari)
    clock.move(minutes=minutes)
    assert desk.do_now(open_link, token(found), found.code) is None


def test_the_code_of_one_link_opens_no_other(desk: Desk, taken: People) -> None:
    first, second = offered(desk, taken.mari), offered(desk, taken.mari, "draft")
    if first.code != second.code:
        assert desk.do_now(open_link, token(first), second.code) is None
    assert desk.do_now(open_link, "x" * 32, first.code) is None
    assert desk.do_now(open_link, "", "") is None


def test_five_wrong_codes_end_the_link_and_are_told(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    for _ in range(5):
        assert desk.do_now(open_link, token(found), wrong(found.code)) is None
    assert desk.do_now(open_link, token(found), found.code) is None
    told = [parcel for parcel in desk.do_now(claim, "chat", 50) if parcel.what == "page_codes"]
    assert [(one.recipient, one.ref, one.values["by"]) for one in told] == [
        (f"official:{taken.mari.id}", REF, "Mari Mets"), ("chat:-1003", REF, "Mari Mets")]  # fmt: skip
    assert len(history(desk)) == 7  # offered, five refused, the alarm; what comes later is not written down without end


def test_a_new_link_to_the_same_ends_the_one_that_was_not_opened(desk: Desk, taken: People) -> None:
    first, second = offered(desk, taken.mari), offered(desk, taken.mari)
    assert desk.do_now(open_link, token(first), first.code) is None
    assert desk.do_now(open_link, token(second), second.code) is not None


def test_a_visit_ends_when_nobody_is_there_and_goes_on_while_somebody_is(
    desk: Desk, taken: People, clock: HandClock
) -> None:
    found = offered(desk, taken.mari)
    opened = desk.do_now(open_link, token(found), found.code)
    assert opened is not None
    for _ in range(26):
        clock.move(minutes=9)
        assert desk.do_now(visit, opened.key, opened.secret) is not None
    clock.move(minutes=9)
    assert desk.do_now(visit, opened.key, opened.secret) is None, "four hours are enough"
    again = offered(desk, taken.mari)
    visited = desk.do_now(open_link, token(again), again.code)
    assert visited is not None
    clock.move(minutes=10)
    assert desk.do_now(visit, visited.key, visited.secret) is None


def test_a_visit_is_nobody_elses_and_ends_by_a_word_and_with_the_job(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    opened = desk.do_now(open_link, token(found), found.code)
    assert opened is not None
    assert desk.do_now(visit, opened.key, "") is None
    assert desk.do_now(visit, opened.key, opened.secret[:-1]) is None
    assert desk.do_now(visit, "0" * 16, opened.secret) is None
    assert desk.do_now(visit, opened.key, opened.secret) is not None
    desk.do_now(remove, "Mari Mets")
    assert desk.do_now(visit, opened.key, opened.secret) is None


def test_a_link_of_one_who_has_left_opens_nothing(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    desk.do_now(remove, "Mari Mets")
    assert desk.do_now(open_link, token(found), found.code) is None


def test_a_visit_is_ended_by_whoever_is_there(desk: Desk, taken: People) -> None:
    found = offered(desk, taken.mari)
    opened = desk.do_now(open_link, token(found), found.code)
    assert opened is not None
    desk.do_now(end_visit, opened.key, "wrong")
    assert desk.do_now(visit, opened.key, opened.secret) is not None
    desk.do_now(end_visit, opened.key, opened.secret)
    assert desk.do_now(visit, opened.key, opened.secret) is None


def test_without_an_address_there_is_no_link(clock: HandClock, tmp_path: Path) -> None:
    desk = make_desk(f"sqlite:///{tmp_path}/v.db", clock, make_office(privacy=Privacy(content="page")))
    people = hire(desk)
    with pytest.raises(NoPage):
        desk.do_now(offer, people.mari, "letter")
    desk.store.close()


def test_whoever_reads_the_case_of_another_says_why_once_a_day(desk: Desk, taken: People, clock: HandClock) -> None:
    with pytest.raises(PurposeNeeded):
        offered(desk, taken.jyri)
    desk.do_now(state_purpose, taken.jyri, REF, Purpose.LIKE_CASE)
    offered(desk, taken.jyri)
    assert (taken.jyri.label, "purpose", "sarnane") in [row[1:] for row in desk.look_now(content.why, REF).history]
    clock.move(days=1)
    with pytest.raises(PurposeNeeded):
        offered(desk, taken.jyri)


def test_nobody_is_asked_about_a_case_that_nobody_has_taken(desk: Desk, people: People, post: Post) -> None:
    post()
    assert offered(desk, people.jyri).minutes == 10


def test_old_links_are_dropped_after_a_month(desk: Desk, taken: People, clock: HandClock) -> None:
    offered(desk, taken.mari)
    assert desk.do_now(purge_links) == 0
    clock.now += timedelta(days=31)
    assert desk.do_now(purge_links) == 1


NOBODYS = {
    "untaken": False,
    "handler": False,
    "stands_in": False,
    "proposed": False,
    "drafts": False,
    "child_taken": False,
}


@pytest.mark.parametrize("reason", NOBODYS)
def test_each_tie_to_a_case_is_reason_enough(reason: str) -> None:
    assert needs_purpose(**NOBODYS)
    assert not needs_purpose(**{**NOBODYS, reason: True})


def test_a_purpose_is_a_word_of_the_table() -> None:
    assert [purpose_named(one) for one in PURPOSES] == list(Purpose)
    assert purpose_named("uudishimu") is None
