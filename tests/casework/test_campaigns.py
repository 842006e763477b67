"""One approved answer to many letters: each its own, approved once, queued, and only the rest is tried again."""

import pytest
from sqlmodel import col, select

from casework import campaigns
from casework.assign import take
from casework.campaigns import (
    CampaignView,
    approve_some,
    begin_campaign,
    campaign_of,
    draft_some,
    open_campaign,
    send_some,
    try_again,
)
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.outbox import Told, claim, settle
from casework.refusals import OutOfDate
from casework.refusals_of_letters import NoCampaign
from rules.kinds import Child
from rules.records import Dispatch
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Event, Letter, Person
from tests.casework.conftest import Post
from tests.casework.test_sameness import campaign
from tests.house import People
from tests.indexed import index

ANSWER = "Aitäh kirja eest. Asenduskodude rahastus järgmisel aastal ei vähene."


@pytest.fixture
def refs(desk: Desk, post: Post, people: People) -> list[str]:
    """Four letters of a campaign, the first with a draft of its answer."""
    found = campaign(post, 4)
    index(desk)
    desk.do_now(take, people.mari, found[0])
    desk.do_now(draft_answer, people.mari, found[0])
    desk.do_now(edit, people.mari, found[0], 1, ANSWER)
    return found


def drafted(desk: Desk, people: People, ref: str) -> CampaignView:
    begun = desk.do_now(begin_campaign, people.mari, ref)
    return desk.do_now(draft_some, people.mari, begun.id)


def states(found: CampaignView) -> list[str]:
    return [line.state for line in found.lines]


def test_each_letter_gets_an_answer_of_its_own(desk: Desk, people: People, refs: list[str]) -> None:
    found = drafted(desk, people, refs[0])
    assert [line.ref for line in found.lines] == refs
    assert states(found) == ["drafted"] * 4
    rows = desk.look_now(lambda turn: turn.session.exec(select(Draft).order_by(col(Draft.id).desc()).limit(3)).all())
    assert len({row.hash for row in rows}) == 3
    assert {row.recipients[0] for row in rows} == {f"kirjutaja{number}@post.example" for number in (1, 2, 3)}
    assert all(ref in text for ref, text in zip(reversed(refs[1:]), [row.text for row in rows], strict=True))


def test_one_approval_covers_all_and_all_are_queued(desk: Desk, people: People, refs: list[str]) -> None:
    found = drafted(desk, people, refs[0])
    shown = desk.do_now(open_campaign, people.helve, found.id)
    approved = desk.do_now(approve_some, people.helve, found.id, shown.manifest)
    assert states(approved) == ["approved"] * 4
    sent = desk.do_now(send_some, people.mari, found.id)
    assert states(sent) == ["queued"] * 4
    again = desk.do_now(send_some, people.mari, found.id)
    assert states(again) == ["queued"] * 4
    items = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem).where(OutboxItem.what == "answer")).all())
    assert len({item.message_id for item in items}) == 4
    letters = desk.look_now(lambda turn: turn.session.exec(select(Letter).where(Letter.what == "answer")).all())
    assert len({letter.case_id for letter in letters}) == 4
    events = desk.look_now(lambda turn: turn.session.exec(select(Event.case_id).where(Event.what == "approve")).all())
    assert len(set(events)) == 4
    told = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.case_id).where(OutboxItem.what == "approved")).all())
    assert len(told) == 1


def test_the_table_tells_what_was_sent_and_the_handler_hears_once(desk: Desk, people: People, refs: list[str]) -> None:
    found = drafted(desk, people, refs[0])
    shown = desk.do_now(open_campaign, people.helve, found.id)
    desk.do_now(approve_some, people.helve, found.id, shown.manifest)
    desk.do_now(send_some, people.mari, found.id)
    parcels = [one for one in desk.do_now(claim, "mail", 50) if one.what == "answer"]
    desk.do_now(settle, [Told(one.id, one.fence, Dispatch.SENT) for one in parcels[:3]])
    assert desk.look_now(campaign_of, refs[2]).count("sent") == 3
    desk.do_now(settle, [Told(parcels[3].id, parcels[3].fence, Dispatch.SENT)])
    assert states(desk.look_now(campaign_of, refs[0])) == ["sent"] * 4
    heard = desk.look_now(lambda turn: turn.session.exec(select(OutboxItem.what).where(col(OutboxItem.what).in_(("answer_sent", "campaign_sent")))).all())
    assert heard == ["campaign_sent"]


def test_one_that_cannot_be_drafted_stops_no_other_and_is_tried_again(desk: Desk, people: People, refs: list[str]) -> None:
    def lose_address(address: str) -> None:
        def change(turn) -> None:  # type: ignore[no-untyped-def]
            person = turn.session.exec(select(Person).where(col(Person.address).in_(("kirjutaja1@post.example", "")))).one()
            person.address = address

        desk.do_now(change)

    lose_address("")
    found = drafted(desk, people, refs[0])
    assert states(found) == ["drafted", "refused", "drafted", "drafted"]
    assert found.lines[1].why == "NoAddress"
    lose_address("kirjutaja1@post.example")
    desk.do_now(try_again, found.id)
    again = desk.do_now(draft_some, people.mari, found.id)
    assert states(again) == ["drafted"] * 4
    assert desk.look_now(lambda turn: len(turn.session.exec(select(Draft)).all())) == 5  # two of the first letter, none twice


def test_a_draft_changed_after_it_was_shown_is_not_approved_with_the_others(desk: Desk, people: People, refs: list[str]) -> None:
    found = drafted(desk, people, refs[0])
    shown = desk.do_now(open_campaign, people.helve, found.id)
    desk.do_now(edit, people.mari, refs[2], 1, "Midagi muud.")
    approved = desk.do_now(approve_some, people.helve, found.id, shown.manifest)
    assert states(approved) == ["approved", "approved", "refused", "approved"]
    with pytest.raises(OutOfDate):
        desk.do_now(approve_some, people.helve, found.id, "0123456789ab")


def test_the_drafter_does_not_approve_the_own_campaign(desk: Desk, people: People, refs: list[str]) -> None:
    found = drafted(desk, people, refs[0])
    desk.do_now(open_campaign, people.mari, found.id)
    shown = desk.look_now(campaign_of, refs[0])
    assert states(desk.do_now(approve_some, people.mari, found.id, shown.manifest)) == ["refused"] * 4


def test_letters_that_want_a_look_of_their_own_are_left_out(desk: Desk, people: People, refs: list[str]) -> None:
    desk.do_now(lambda turn: setattr(turn.case(refs[1]), "child", Child.CONCERN))
    desk.do_now(lambda turn: setattr(turn.case(refs[2]), "restricted", True))
    desk.do_now(take, people.jyri, refs[3])
    with pytest.raises(NoCampaign):
        desk.do_now(begin_campaign, people.mari, refs[0])


def test_letters_are_done_in_groups(desk: Desk, people: People, refs: list[str]) -> None:
    begun = desk.do_now(begin_campaign, people.mari, refs[0])
    one = desk.do_now(draft_some, people.mari, begun.id, most=2)
    assert one.count(campaigns.WAITS) == 1
    assert desk.do_now(draft_some, people.mari, begun.id, most=2).count(campaigns.WAITS) == 0
