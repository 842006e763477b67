"""The press on the page: who asks, for the press role alone; the statement, held against the letters and approved by a head."""

import pytest

from casework import content
from casework.press_view import press_view
from casework.refusals import NotAllowed
from casework.refusals_of_law import NotFromThePress
from casework.statement import draft_statement
from tests.bot.test_press import ASKS, OUTLET
from tests.house import letter
from tests.vastaja.page.conftest import House


@pytest.fixture
def ref(house: House) -> str:
    return house.comes(letter(ASKS, sender=OUTLET, message_id="<j@postimees.ee>"), 20)


async def test_who_asks_is_shown_to_the_press_alone_and_on_record(house: House, ref: str) -> None:
    shown = (await house.client.get(await house.enter(house.people.piret, "contact", ref))).text
    assert "toomas.teder@postimees.ee" in shown
    assert "5551 2345" in shown
    assert "opened_press_contact" in [what for _, _, what, _ in house.desk.look_now(content.why, ref).history]
    with pytest.raises(NotAllowed):
        house.link(house.people.mari, "contact", ref)
    private = house.comes(letter("Kui te ei vasta, pöördun ajakirjanduse poole ja lähen Postimehesse.", message_id="<b@post.example>"), 21)
    with pytest.raises(NotFromThePress):
        house.link(house.people.piret, "contact", private)


async def test_a_statement_is_written_given_to_the_head_and_approved(house: House, ref: str) -> None:
    house.desk.do_now(draft_statement, house.people.piret, ref)
    visit = await house.enter(house.people.piret, "statement", ref)
    shown = (await house.client.get(visit)).text
    assert "Avaldus pressile" in shown
    assert "do/" not in shown
    await house.do(visit, "say/version", version=1, text="Asenduskodudes on 412 last. Uurime ka Toomas Tederi küsimust.")
    told = await house.do(visit, "say/submit")
    assert told.headers["location"].endswith("done=identifies")
    assert "Toomas Teder" in (await house.client.get(visit)).text
    await house.do(visit, "say/version", version=2, text="Asenduskodudes on 412 last.")
    assert (await house.do(visit, "say/submit")).headers["location"].endswith("done=submitted")
    assert 'role="alert"' in (await house.do(visit, "say/approve", version=3)).text, "nobody approves as the press"
    head = await house.enter(house.people.helve, "statement", ref)
    assert 'role="alert"' in (await house.do(head, "say/approve", version=2)).text, "another version stood there"
    await house.do(head, "say/approve", version=3)
    assert house.desk.look_now(press_view, ref).statement == "approved"
    assert "Kinnitas Helve Hein" in (await house.client.get(visit)).text


async def test_a_statement_is_returned_with_a_reason(house: House, ref: str) -> None:
    house.desk.do_now(draft_statement, house.people.piret, ref)
    head = await house.enter(house.people.helve, "statement", ref)
    assert 'role="alert"' in (await house.do(head, "say/return", why=" ")).text
    await house.do(head, "say/return", why="Lisage arv.")
    assert "Tagastati: Lisage arv." in (await house.client.get(await house.enter(house.people.piret, "statement", ref))).text


async def test_the_press_finds_no_letter_behind_its_link(house: House, ref: str) -> None:
    visit = await house.enter(house.people.piret, "statement", ref)
    for side in ("letter", "draft", "notes", "contact", "reasons"):
        assert (await house.client.get(f"{visit}{side}")).status_code == 404
    assert (await house.do(visit, "act/note", text="x")).status_code == 404
