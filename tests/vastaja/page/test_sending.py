"""The whole work on the page: begun, put together, approved and sent, by mail or by hand, without a word of it in the chat."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bench.archive import Written, fill
from casework import content, views
from casework.approve import approve
from casework.desk import Desk
from casework.draft import draft_answer
from casework.office import Approval, Privacy
from casework.outbox import claim, settle
from casework.parcels import Told
from casework.reveal import reveal_draft
from rules.life import State
from rules.records import Dispatch
from tests.casework.test_similar import LONG_AGO
from tests.house import HandClock, letter, make_desk, make_office
from tests.indexed import index
from tests.mail.signing import container
from tests.vastaja.page.conftest import REF, URL, House
from tests.vastaja.page.test_drafts import area, seal


@pytest.fixture
def desk(office_url: str, tmp_path: Path, clock: HandClock) -> Iterator[Desk]:
    office = make_office(privacy=Privacy(content="page", page_url=URL), approval=Approval(undo=timedelta(minutes=2)))
    opened = make_desk(office_url, clock, office, tmp_path / "originals")
    yield opened
    opened.store.close()


@pytest.fixture
async def approved(drafted: House) -> House:
    drafted.desk.do_now(reveal_draft, drafted.people.helve, REF)
    drafted.desk.do_now(approve, drafted.people.helve, REF, 2)
    return drafted


def state(house: House, ref: str = REF) -> State:
    return house.desk.look_now(views.card, ref).state


async def post_file(house: House, visit: str, deed: str, name: str, octets: bytes, **data: str) -> str:
    fields = {"seal": await seal(house, visit), **data}
    answer = await house.client.post(f"{visit}do/{deed}", data=fields, files={"file": (name, octets, "application/octet-stream")}, headers={"Origin": URL})
    return answer.text if answer.status_code == 200 else answer.headers["location"]


async def test_an_answer_is_begun_written_approved_and_sent_without_the_chat(house: House) -> None:
    visit = await house.enter(house.people.mari)
    assert "Mustandit veel ei ole" in (await house.client.get(f"{visit}draft")).text
    done = await house.do(visit, "do/begin", topic="")
    assert done.headers["location"] == f"{visit}draft?done=begun"
    await house.do(visit, "do/version", base=1, over=1, text="Asenduskodu eest maksab omavalitsus.")
    await house.do(visit, "do/submit")
    head = await house.enter(house.people.helve, "draft")
    await house.do(head, "do/approve", version=2, hash=house.desk.look_now(content.draft, REF).hash)
    shown = (await house.client.get(f"{visit}draft")).text
    assert "Vastus läheb aadressile kadri.kask@post.example." in shown
    done = await house.do(f"{visit}", "do/send", since="")
    assert "Vastus läheb välja kell 10.02" in (await house.client.get(f"{visit}draft")).text
    await house.do(visit, "do/undo")
    assert "Saadan vastuse" in (await house.client.get(f"{visit}draft")).text
    await house.do(visit, "do/send", since="")
    house.clock.move(minutes=3)
    (parcel,) = house.desk.do_now(claim, "mail", 5)[-1:]
    house.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
    assert state(house) is State.SENT


async def test_who_sends_is_shown_first_what_has_come_since_the_approval(approved: House) -> None:
    visit = await approved.enter(approved.people.mari, "draft")
    approved.clock.move(minutes=1)
    ours = approved.desk.look_now(lambda turn: turn.message_id(turn.case(REF).token))
    more = letter("Lisan, et laps on 7-aastane.", message_id="<more@post.example>", subject="Re: Küsimus", headers={"In-Reply-To": ours})
    assert approved.comes(more, 6) == REF
    refused = await approved.do(visit, "do/send", since="")
    assert refused.headers["location"].endswith("?done=news#sending")
    shown = (await approved.client.get(visit)).text
    assert "pöördujalt tuli uus kiri" in shown
    assert "Olen seda näinud, saadan vastuse" in shown
    assert state(approved) is State.APPROVED
    names = re.search(r'name="since" value="([^"]*)"', shown)
    assert names
    await approved.do(visit, "do/send", since=names[1])
    assert "Võtan tagasi" in (await approved.client.get(visit)).text


async def test_only_the_handler_or_a_head_finds_the_way_to_send(approved: House) -> None:
    from casework.purpose import state_purpose
    from rules.purposes import Purpose

    approved.desk.do_now(state_purpose, approved.people.jyri, REF, Purpose.LIKE_CASE)
    visit = await approved.enter(approved.people.jyri, "draft")
    assert "do/send" not in (await approved.client.get(visit)).text
    assert 'role="alert"' in (await approved.do(visit, "do/send", since="")).text
    assert state(approved) is State.APPROVED


async def test_an_answer_is_posted_and_counts_as_sent_when_a_person_says_so(approved: House) -> None:
    visit = await approved.enter(approved.people.mari, "draft")
    assert 'role="alert"' in (await approved.do(visit, "do/prepare", way="tahitud", address="")).text
    await approved.do(visit, "do/prepare", way="tahitud", address="Kadri Kask\nTamme 2\n10111 Kivila")
    for path in ("label", "pdf"):
        assert (await approved.client.get(f"{visit}{path}")).content.startswith(b"%PDF")
    assert state(approved) is State.APPROVED
    assert 'role="alert"' in (await approved.do(visit, "do/record", way="tahitud", day="2026-11-23", proof="")).text
    assert 'role="alert"' in (await approved.do(visit, "do/record", way="tahitud", day="2026-11-30", proof="RR1")).text, "a day to come"
    await approved.do(visit, "do/record", way="tahitud", day="2026-11-23", proof="RR123456789EE")
    assert state(approved) is State.SENT
    assert (await approved.do(visit, "do/record", way="tuvi", day="2026-11-23")).status_code == 400


async def test_a_signed_container_goes_out_and_comes_back(approved: House) -> None:
    visit = await approved.enter(approved.people.mari, "draft")
    pdf = (await approved.client.get(f"{visit}sign")).content
    for wrong in (b"PK\x03\x04 rikutud", container({"vastus.pdf": pdf}), container({"muu.pdf": b"%PDF-1.4 muu"}, owner=("MARI", "METS"))):
        assert 'role="alert"' in await post_file(approved, visit, "signed", "vastus.asice", wrong)
    where = await post_file(approved, visit, "signed", "vastus.asice", container({"vastus.pdf": pdf}, owner=("MARI", "METS")))
    assert where.endswith("?done=signed#sending")
    assert "Allkirjastas" in (await approved.client.get(visit)).text
    assert (await approved.client.get(f"{visit}signed")).content.startswith(b"PK")


async def test_a_spoken_answer_is_recorded_and_asks_for_more_where_it_did_not_content(house: House) -> None:
    visit = await house.enter(house.people.mari, "draft")
    said = {"day": "2026-11-23", "with": "Kadri Kask", "text": "Selgitasin, kes maksab."}
    assert (await house.do(visit, "do/spoken", **said, content="no")).headers["location"].endswith("done=spoken_not")
    assert (await house.do(visit, "do/spoken", **said, content="yes")).headers["location"].endswith("done=spoken")
    assert 'role="alert"' in (await house.do(visit, "do/spoken", day="2026-11-23", content="yes")).text


async def test_one_paragraph_is_changed_and_a_blank_one_goes(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "draft")
    await drafted.do(visit, "do/version", base=2, over=2, text="Esimene lõik.\n\nTeine lõik.\n\nKolmas lõik.")
    await drafted.do(visit, "do/paragraph", version=3, number=2, text="Muudetud lõik.")
    await drafted.do(visit, "do/paragraph", version=4, number=3, text="")
    assert area((await drafted.client.get(visit)).text) == "Esimene lõik.\n\nMuudetud lõik."
    refused = await drafted.do(visit, "do/paragraph", version=3, number=1, text="Vana")
    assert 'role="alert"' in refused.text


async def test_an_earlier_answer_is_offered_masked_and_put_below_what_is_being_typed(house: House) -> None:
    told = "Asenduskodu koha eest maksab see omavalitsus, kus laps elab.\n\nHelistage Teie emale Linda Kuusele numbril 5555 1234."
    fill(house.desk.store, [Written(f"Kes maksab asenduskodu koha eest? {number}", told) for number in range(3)], begin=LONG_AGO)
    index(house.desk)
    house.desk.do_now(draft_answer, house.people.mari, REF)
    visit = await house.enter(house.people.mari, "draft")
    assert "kus laps elab" not in (await house.client.get(visit)).text, "nothing is shown before it is asked for"
    done = await house.do(visit, "do/offers", base=1, over=1, text="Minu algus.")
    shown = (await house.client.get(done.headers["location"])).text
    offered = shown.partition('id="offers"')[2].partition("</section>")[0]
    assert "kus laps elab" in offered
    assert not any(word in offered for word in ("Linda", "Kuusele", "1234"))
    assert area(shown) == "Minu algus.", "what was typed is kept"
    offer = re.search(r'name="offer" value="(25-[^"]+/1)"', offered)
    assert offer
    await house.do(visit, "do/offer", base=1, over=1, text="Minu algus.", offer=offer[1])
    assert area((await house.client.get(visit)).text).startswith("Minu algus.\n\nAsenduskodu koha eest maksab")
    assert "opened_earlier_answer" in [what for _, _, what, _ in house.desk.look_now(content.why, offer[1].partition("/")[0]).history]
    assert 'role="alert"' in (await house.do(visit, "do/offer", base=2, over=2, text="x", offer="26-9999/1")).text
