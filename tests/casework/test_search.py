"""A search finds the same cases on both engines, by words, phrases, numbers and filters, and never stumbles over what is typed."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from casework import search as search_room
from casework.assign import take
from casework.desk import Desk
from casework.internal_notes import add_note
from casework.letterhead import Direction
from casework.refusals import NoSuchOfficial, NothingSought
from casework.register_number import put_number
from casework.search import Findings, Query, search_cases
from rules.kinds import Kind
from storage.tables import Case
from tests.casework.conftest import Post
from tests.house import People
from tests.indexed import index


def search(desk: Desk, people: People, text: str = "", page: int = 0, **more: Any) -> Findings:
    query = Query(text, **{"words": text, **more})
    return desk.look_now(search_cases, people.mari, query, page, excerpts=True)


def refs(desk: Desk, people: People, text: str = "", **more: Any) -> list[str]:
    return [one.card.ref for one in search(desk, people, text, **more).found]


@pytest.fixture
def three(desk: Desk, post: Post, people: People) -> list[str]:
    """Three letters of three days, the last one first in every list."""
    found = [
        post("Hooldekodu järjekord on pikk.", subject="Järjekord", message_id="<1@x.example>", arrived=datetime(2026, 11, 20, 9, tzinfo=UTC)),
        post("Kaebus: lasteaias jäeti hooldekodu nimekiri lauale.", message_id="<2@x.example>", arrived=datetime(2026, 11, 21, 9, tzinfo=UTC)),
        post("Кто платит за дом престарелых? Hooldekodu arve.", message_id="<3@x.example>", arrived=datetime(2026, 11, 23, 7, tzinfo=UTC)),
    ]  # fmt: skip
    index(desk)
    return [ref for _, ref in found]


def test_the_newest_letters_come_first(desk: Desk, people: People, three: list[str]) -> None:
    assert refs(desk, people, "hooldekodudes") == three[::-1]
    assert refs(desk, people, "lasteaed hooldekodu") == [three[1]]
    assert refs(desk, people, "престарелый") == [three[2]]


def test_a_number_of_ours_comes_before_all_words(desk: Desk, people: People, three: list[str]) -> None:
    assert refs(desk, people, three[0]) == [three[0]]
    assert refs(desk, people, f"hooldekodu {three[0]}", words="hooldekodu") == [three[0], three[2], three[1]]


def test_filters_narrow_what_is_found(desk: Desk, people: People, three: list[str]) -> None:
    desk.do_now(take, people.jyri, three[1])
    assert refs(desk, people, "hooldekodu", handler="Jüri") == [three[1]]
    assert refs(desk, people, "hooldekodu", since=date(2026, 11, 21), until=date(2026, 11, 22)) == [three[1]]
    assert refs(desk, people, "hooldekodu", until=date(2026, 11, 20)) == [three[0]]
    desk.do_now(lambda turn: setattr(turn.case(three[2]), "kind", Kind.CHALLENGE))
    assert refs(desk, people, "hooldekodu", kind=Kind.CHALLENGE) == [three[2]]
    desk.do_now(lambda turn: setattr(turn.case(three[0]), "topic", "oma-teema"))
    assert refs(desk, people, "hooldekodu", topic="oma-teema") == [three[0]]


def test_filters_alone_are_a_question_too(desk: Desk, people: People, three: list[str]) -> None:
    desk.do_now(take, people.mari, three[0])
    assert refs(desk, people, handler="Mari Mets") == [three[0]]
    with pytest.raises(NoSuchOfficial):
        search(desk, people, handler="Keegi")


def test_an_attachment_and_its_name_are_found(desk: Desk, people: People, three: list[str]) -> None:
    assert search(desk, people, "järjekord").found[0].excerpt
    found = search(desk, people, "küsimusi").found  # the subject of the others
    assert found
    assert all(one.in_attachment and not one.excerpt for one in found)


def test_an_excerpt_is_masked_and_marks_what_was_sought(desk: Desk, people: People, post: Post) -> None:
    post("Minu laps Mari-Liis Kuusk, isikukood 61502230005, ootab hooldekodus arvet. Kadri Kask, tel 5555 1234")
    index(desk)
    (found,) = search(desk, people, "arve").found
    told = "".join(piece.text for piece in found.excerpt)
    assert [piece.text for piece in found.excerpt if piece.found] == ["arvet"]
    assert not {"Kuusk", "Kask", "61502230005", "1234"} & set(told.replace(",", " ").split())


def test_a_note_is_found_said_to_be_one_and_masked(desk: Desk, people: People, three: list[str]) -> None:
    desk.do_now(take, people.mari, three[0])
    desk.do_now(add_note, people.jyri, three[0], "Kadri Kask, tel 5555 1234, lubas saata lepingu.")
    assert index(desk) == 1
    (found,) = search(desk, people, "leping").found
    told = "".join(piece.text for piece in found.excerpt)
    assert (found.card.ref, found.in_note, found.in_attachment, found.foreign) == (three[0], True, False, False)
    assert [piece.text for piece in found.excerpt if piece.found] == ["lepingu"]
    assert not {"Kadri", "Kask", "1234"} & set(told.replace(",", " ").split())
    (others,) = desk.look_now(search_cases, people.jyri, Query("leping", words="leping"), 0, excerpts=True).found
    assert (others.in_note, others.foreign, others.excerpt) == (True, True, ())
    assert not search(desk, people, "hooldekodu").found[0].in_note


def test_what_is_found_is_counted_up_to_a_limit_and_paged(
    desk: Desk, people: People, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(13):
        post(f"Palun toetust {number}.", message_id=f"<{number}@x.example>")
    index(desk)
    assert len(refs(desk, people, "toetus")) == 10
    assert len(search(desk, people, "toetus", page=1).found) == 3
    monkeypatch.setattr(search_room, "COUNTED", 12)
    found = search(desk, people, "toetus")
    assert (found.total, found.more) == (12, True)


def test_one_case_of_an_official_is_found_among_many(
    desk: Desk, people: People, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        post(f"Palun toetust {number}.", message_id=f"<{number}@x.example>")
    index(desk)
    desk.do_now(take, people.jyri, "26-0001")
    assert refs(desk, people, "toetus", handler="Jüri") == ["26-0001"]
    monkeypatch.setattr(search_room, "FEW", 1)  # as where an official has very many
    assert refs(desk, people, "toetus", handler="Jüri") == ["26-0001"]


def test_where_older_letters_were_not_looked_at_the_count_says_so(
    desk: Desk, people: People, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        post(f"Palun toetust {number}.", message_id=f"<{number}@x.example>")
    index(desk)
    desk.do_now(lambda turn: setattr(turn.case("26-0001"), "topic", "oma"))
    monkeypatch.setattr("storage.search.NEAR", 1)
    monkeypatch.setattr("storage.search.FILTERED", 2)
    assert search(desk, people, "toetus", topic="oma").more
    monkeypatch.setattr("storage.search.FILTERED", 50)
    found = search(desk, people, "toetus", topic="oma")
    assert (found.total, found.more) == (1, False)


def test_a_case_that_is_no_more_is_not_found(desk: Desk, people: People, three: list[str]) -> None:
    assert desk.look_now(lambda turn: turn.session.get(Case, 1)) is not None
    with pytest.raises(NothingSought):
        search(desk, people, "  ?! ")


ODD = st.one_of(
    st.text(max_size=300),
    st.text(alphabet='"()*:^+-~NEARandORnot{}\x00\'\\|&!<>ˇõ 	', max_size=80),
    st.lists(st.sampled_from(["hooldekodu", "AND", "OR", "NOT", "NEAR(", '"', "*", "26-", "5.1-3/44788-21", "\ud800", "\x00"])).map(" ".join),
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ODD, phrase=ODD)
@example(text="x" * 10_000, phrase="")
@example(text="hooldekodu " * 1_000, phrase="uus " * 3_000)
@example(text="\x00", phrase='"""')
def test_any_words_may_be_sought(desk: Desk, people: People, three: list[str], text: str, phrase: str) -> None:
    try:
        found = search(desk, people, text, phrases=(phrase,))
    except NothingSought:
        return
    assert found.total <= 3


def test_a_number_of_the_document_system_comes_first_too(desk: Desk, people: People, three: list[str]) -> None:
    desk.do_now(put_number, people.mari, three[0], "5.1-3/44788-21", Direction.IN)
    assert refs(desk, people, "5.1-3/44788-21") == [three[0]]
    assert refs(desk, people, "hooldekodu 5.1-3/44788-21", words="hooldekodu")[0] == three[0]


def test_a_number_that_stands_in_a_letter_is_found_there(desk: Desk, people: People, post: Post) -> None:
    _, ref = post("Teie kiri nr 5.1-3/44788-21 jõudis kohale.")
    index(desk)
    assert refs(desk, people, "5.1-3/44788-21") == [ref]
    assert refs(desk, people, "44788-21") == [ref]
    assert refs(desk, people, "44788-22") == []


def test_what_is_typed_is_sought_and_never_run(desk: Desk, people: People, three: list[str]) -> None:
    """Neither a sign of LIKE, of FTS5 or of tsquery nor a statement of SQL is anything but words."""
    for typed in ("%", "_", "ho%odu", "h_oldekodu", "*", "hoo*", "x' OR '1'='1", "hooldekodu'; DROP TABLE letter; --", "26-000_", "26-%"):
        with suppress(NothingSought):
            assert (typed, refs(desk, people, typed)) == (typed, [])
    assert refs(desk, people, "hooldekodu") == three[::-1]
