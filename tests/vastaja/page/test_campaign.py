"""One answer to many letters on the page: drafted, read one by one, approved with one press, sent."""

import re
from dataclasses import replace

import pytest

from casework import content, views
from casework.assign import take
from casework.campaigns import campaign_of
from casework.draft import draft_answer, edit
from mail.documents import open_archive
from rules.life import State
from tests.casework.test_campaigns import ANSWER
from tests.casework.test_sameness import CAMPAIGN
from tests.house import letter
from tests.indexed import index
from tests.mail.signing import archive, container
from tests.vastaja.page.conftest import URL, House
from tests.vastaja.page.test_drafts import seal


@pytest.fixture
def many(house: House) -> list[str]:
    """Three letters of a campaign, the first with a draft of its answer."""
    names = ("Mari Maasikas", "Jaan Jõhvikas", "Liis Lepp")
    refs = [house.comes(letter(CAMPAIGN.format(own="", name=name), message_id=f"<{number}@x.example>", subject="Nõue",
                               sender=f"{name} <kirjutaja{number}@post.example>"), 10 + number) for number, name in enumerate(names)]  # fmt: skip
    index(house.desk)
    house.desk.do_now(take, house.people.mari, refs[0])
    house.desk.do_now(draft_answer, house.people.mari, refs[0])
    house.desk.do_now(edit, house.people.mari, refs[0], 1, ANSWER)
    return refs


async def test_many_letters_are_answered_with_one_approval(house: House, many: list[str]) -> None:
    visit = await house.enter(house.people.mari, "draft", many[0])
    assert f'href="{visit}campaign"' in (await house.client.get(visit)).text
    assert "Ühesuguseid kirju on 3." in (await house.client.get(f"{visit}campaign")).text
    await house.do(visit, "many/begin")
    assert (await house.client.get(f"{visit}campaign")).text.count("ootab kinnitamist") == 3
    await house.do(visit, "many/submit")
    head = await house.enter(house.people.helve, "campaign", many[0])
    shown = (await house.client.get(f"{head}?open=1")).text
    assert all(f"kirjutaja{number}@post.example" in shown for number in range(3)), "each letter is read before it is approved"
    assert "opened_draft" in [what for _, _, what, _ in house.desk.look_now(content.why, many[2]).history]
    manifest = re.search(r'name="manifest" value="(\w{64})"', shown)
    assert manifest
    await house.do(head, "many/approve", manifest=manifest[1])
    assert [house.desk.look_now(views.card, ref).state for ref in many] == [State.APPROVED] * 3
    await house.do(visit, "many/send")
    found = house.desk.look_now(campaign_of, many[0])
    assert found.count("queued") == 3
    assert "Saadetud 0, kokku 3" in (await house.client.get(f"{visit}campaign")).text


async def test_a_letter_changed_since_it_was_read_is_not_approved(house: House, many: list[str]) -> None:
    visit = await house.enter(house.people.mari, "campaign", many[0])
    await house.do(visit, "many/begin")
    head = await house.enter(house.people.helve, "campaign", many[0])
    manifest = re.search(r'name="manifest" value="(\w{64})"', (await house.client.get(f"{head}?open=1")).text)
    assert manifest
    house.desk.do_now(edit, house.people.mari, many[1], 1, "Hoopis muu vastus.")
    await house.do(head, "many/approve", manifest=manifest[1])
    assert house.desk.look_now(views.card, many[1]).state is State.DRAFTED
    assert "jäi välja" in (await house.client.get(head)).text
    for wrong in ("", "0" * 64):
        assert 'role="alert"' in (await house.do(head, "many/approve", manifest=wrong)).text


async def test_the_drafter_cannot_approve_the_campaign(house: House, many: list[str]) -> None:
    visit = await house.enter(house.people.mari, "campaign", many[0])
    await house.do(visit, "many/begin")
    found = house.desk.look_now(campaign_of, many[0])
    await house.do(visit, "many/approve", manifest=found.manifest)
    assert {house.desk.look_now(views.card, ref).state for ref in many} == {State.DRAFTED}


async def test_a_letter_like_no_other_is_told_so(house: House) -> None:
    house.desk.do_now(draft_answer, house.people.mari, "26-0001")
    house.desk.do_now(edit, house.people.mari, "26-0001", 1, ANSWER)
    visit = await house.enter(house.people.mari, "campaign")
    assert 'role="alert"' in (await house.do(visit, "many/begin")).text
    assert (await house.do(visit, "many/kustuta")).status_code == 404


async def test_letters_to_be_signed_are_given_out_and_taken_back_together(house: House, many: list[str]) -> None:
    house.desk.office = replace(house.desk.office, approval=replace(house.desk.office.approval, signed=True))
    visit = await house.enter(house.people.mari, "campaign", many[0])
    await house.do(visit, "many/begin")
    head = await house.enter(house.people.helve, "campaign", many[0])
    await house.client.get(f"{head}?open=1")
    await house.do(head, "many/approve", manifest=house.desk.look_now(campaign_of, many[0]).manifest)
    assert "many/send" not in (await house.client.get(f"{visit}campaign")).text
    pdfs = open_archive((await house.client.get(f"{visit}sign_all")).content)
    right = [(f"{one.name}.asice", container({one.name: one.content}, owner=("MARI", "METS"))) for one in pdfs[:2]]
    wrong = ("vale.asice", container({pdfs[2].name: pdfs[2].content}))
    bundle = ("koos.zip", archive([*right, wrong]), "application/zip")
    shown = (await house.client.post(f"{visit}many/signed", data={"seal": await seal(house, visit)}, files={"file": bundle}, headers={"Origin": URL})).text
    assert "võeti vastu: 2" in shown
    assert "alla on kirjutanud keegi teine" in shown
    assert "kinnitatud, ootab allkirja" in shown
    await house.do(visit, "many/send")
    assert house.desk.look_now(campaign_of, many[0]).count("queued") == 2
