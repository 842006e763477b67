"""What was approved leaves as it was approved, once: nothing takes its place behind its back, and it bears its own day."""

import pytest
from sqlalchemy import event

from casework.approve import approve, give_back, open_draft
from casework.ask import ask
from casework.assign import take
from casework.case_lists import untaken
from casework.content import draft
from casework.correct import change_kind
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.extend import extend
from casework.forward import forward
from casework.outbox import Told, claim, settle
from casework.protect import set_child
from casework.refusals import OutOfDate
from casework.refusals_of_law import UnderChildTrack
from casework.refusals_of_letters import NotOpenedYet, UnsentDraft
from casework.send import send_answer, undo_send
from casework.views import card
from rules.kinds import Child, Kind
from rules.life import State
from rules.records import Dispatch, Paper
from tests.casework.conftest import Post
from tests.house import HandClock, People

REF = "26-0001"


@pytest.fixture
def taken(desk: Desk, people: People, post: Post) -> People:
    post()
    desk.do_now(take, people.mari, REF)
    deliver(desk)
    return people


@pytest.fixture
def decided(desk: Desk, taken: People) -> People:
    """An answer that is approved and lies in the outbox."""
    written(desk, taken)
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    desk.do_now(send_answer, taken.mari, REF)
    return taken


def written(desk: Desk, people: People) -> None:
    first = desk.do_now(draft_answer, people.mari, REF)
    desk.do_now(edit, people.mari, REF, first.version, "Asenduskodu eest maksab kohalik omavalitsus.")


def deliver(desk: Desk, state: Dispatch = Dispatch.SENT) -> list[str]:
    parcels = desk.do_now(claim, "mail", 8)
    desk.do_now(settle, [Told(one.id, one.fence, state) for one in parcels])
    return [one.what for one in parcels]


def test_an_answer_on_its_way_is_neither_rewritten_nor_returned(desk: Desk, decided: People) -> None:
    with pytest.raises(UnsentDraft):
        desk.do_now(draft_answer, decided.mari, REF)
    with pytest.raises(UnsentDraft):
        desk.do_now(edit, decided.mari, REF, 2, "Teine vastus.")
    with pytest.raises(UnsentDraft):
        desk.do_now(give_back, decided.helve, REF, "vale")
    assert deliver(desk) == ["answer"]


def test_an_answer_whose_fate_nobody_knows_gets_no_successor(desk: Desk, decided: People) -> None:
    deliver(desk, Dispatch.UNCERTAIN)
    with pytest.raises(UnsentDraft):
        desk.do_now(draft_answer, decided.mari, REF)


def test_what_was_taken_back_may_be_rewritten(desk: Desk, decided: People) -> None:
    desk.do_now(undo_send, decided.mari, REF)
    assert desk.do_now(draft_answer, decided.mari, REF).version == 3
    assert deliver(desk) == []


def test_an_answer_is_taken_back_although_a_notice_was_drafted_since(desk: Desk, decided: People) -> None:
    desk.do_now(extend, decided.mari, REF, "vaja on andmeid")
    desk.do_now(undo_send, decided.mari, REF)
    assert deliver(desk) == []


def test_a_draft_of_yesterday_is_dated_anew_when_it_is_opened(desk: Desk, taken: People, clock: HandClock) -> None:
    written(desk, taken)
    desk.do_now(open_draft, taken.helve, REF)
    clock.move(days=1)
    with pytest.raises(NotOpenedYet):
        desk.do_now(approve, taken.helve, REF)
    opened = desk.do_now(open_draft, taken.helve, REF)
    assert (opened.version, opened.by_id, "24.11.2026" in opened.text) == (3, taken.mari.id, True)
    assert desk.do_now(approve, taken.helve, REF).version == 3


def test_both_letters_of_a_forwarding_are_dated_anew(desk: Desk, taken: People, clock: HandClock) -> None:
    desk.do_now(forward, taken.mari, REF, "Näidisvald info@vald.example")
    clock.move(days=1)
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    found = desk.look_now(draft, REF)
    assert found.companion is not None
    assert ("24.11.2026" in found.text, "24.11.2026" in found.companion.text) == (True, True)
    assert sorted(deliver(desk)) == ["forwarding", "forwarding_body"]


def test_an_approved_answer_keeps_its_day(desk: Desk, taken: People, clock: HandClock) -> None:
    written(desk, taken)
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    clock.move(days=1)
    desk.do_now(open_draft, taken.helve, REF)
    assert desk.look_now(draft, REF).version == 2


def test_an_answer_is_spoken_of_again_when_the_notice_beside_it_has_gone(desk: Desk, taken: People) -> None:
    written(desk, taken)
    desk.do_now(ask, taken.mari, REF, "Millist kodu Te silmas peate?")
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(approve, taken.helve, REF)
    assert desk.look_now(card, REF).draft_paper is Paper.CLARIFICATION
    assert deliver(desk) == ["clarification"]
    assert (desk.look_now(card, REF).draft_paper, desk.look_now(draft, REF).version) == (Paper.ANSWER, 2)
    assert desk.look_now(card, REF).state is State.WAITING


def test_an_extension_is_not_approved_when_the_law_gives_another_day_by_then(desk: Desk, taken: People) -> None:
    desk.do_now(extend, taken.mari, REF, "vaja on andmeid")
    desk.do_now(change_kind, taken.helve, REF, Kind.INFORMATION)
    desk.do_now(open_draft, taken.helve, REF)
    with pytest.raises(OutOfDate):
        desk.do_now(approve, taken.helve, REF)


def test_a_forwarding_is_not_approved_once_a_child_is_known_to_be_in_danger(desk: Desk, taken: People) -> None:
    desk.do_now(forward, taken.mari, REF, "Näidisvald info@vald.example")
    desk.do_now(open_draft, taken.helve, REF)
    desk.do_now(set_child, taken.helve, REF, Child.DANGER)
    with pytest.raises(UnderChildTrack):
        desk.do_now(approve, taken.helve, REF)


def test_a_kind_an_official_has_named_is_no_longer_in_doubt(desk: Desk, taken: People) -> None:
    desk.do_now(lambda turn: setattr(turn.case(REF), "other_kinds", ["kaebus"]))
    desk.do_now(change_kind, taken.mari, REF, Kind.INFORMATION)
    found = desk.look_now(card, REF)
    assert (found.kind_confidence, found.other_kinds) == (1.0, ())


def test_an_answer_names_no_kind_that_is_but_a_guess(desk: Desk, taken: People) -> None:
    desk.do_now(lambda turn: setattr(turn.case(REF), "kind_confidence", 0.3))
    written(desk, taken)
    assert "pöördumise eest, mille saime 23. novembril 2026" in desk.look_now(draft, REF).text
    desk.do_now(change_kind, taken.mari, REF, Kind.MEMORANDUM)
    desk.do_now(edit, taken.mari, REF, 2, "Täname.")
    assert "märgukirja eest, mille saime 23. novembril 2026" in desk.look_now(draft, REF).text


def test_a_list_of_many_cards_asks_no_more_of_the_database_than_a_short_one(
    desk: Desk, people: People, post: Post
) -> None:
    asked: list[str] = []
    event.listen(desk.store.reading_engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    def questions(cases: int) -> int:
        for number in range(cases):
            post(f"Palun selgitage {number}.", message_id=f"<{cases}.{number}@post.example>")
        asked.clear()
        desk.look_now(untaken)
        return len(asked)

    assert questions(1) == questions(5)
