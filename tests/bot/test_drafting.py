"""In the chat: earlier answers are put into a draft by a press, and one answer goes to all who wrote the same."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bench.archive import Written, fill
from casework.approve import approve
from casework.assign import take
from casework.content import draft
from casework.draft import edit
from casework.refusals_of_letters import LeakSuspected
from casework.reveal import reveal_draft
from casework.views import card
from mail.documents import open_archive
from rules.life import State
from tests.bot.room import Room
from tests.bot.test_sending import give_file
from tests.casework.test_sameness import CAMPAIGN
from tests.house import DUTY
from tests.indexed import index
from tests.mail.signing import archive, container

LONG_AGO = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # Monday
EARLIER = "Hooldekodu koha eest tasub osaliselt omavalitsus.\n\nTeie emale Linda Kuusele määratud hooldust me ei muuda."


def asked(room: Room) -> str:
    fill(room.desk.store, [Written("Kes maksab hooldekodu koha eest?", EARLIER)], begin=LONG_AGO)
    ref = room.letter_comes("Palun selgitage, kes maksab hooldekodu koha eest.", subject="Hooldekodu")
    index(room.desk)
    room.desk.do_now(take, room.people.mari, ref)
    return ref


async def test_a_paragraph_of_an_earlier_answer_is_put_in_by_a_press(room: Room) -> None:
    ref = asked(room)
    await room.say(room.mari, f"/mustand {ref}")
    shown = room.last(room.mari.id)
    await room.press(room.mari, shown, "💡 Sarnased vastused")
    offered = room.last(room.mari.id)
    assert "[vastus 25-0001, lõik" in offered.text
    assert "Linda" not in offered.text
    assert offered.protected
    await room.press(room.mari, offered, next(one for one in offered.buttons if one.startswith("➕")))
    made = room.desk.look_now(draft, ref)
    assert made.version == 2
    assert "tasub osaliselt omavalitsus" in made.text or "[nimi" in made.text


async def test_a_paragraph_is_put_in_by_its_number_and_its_mask_stops_the_approval(room: Room) -> None:
    ref = asked(room)
    await room.say(room.mari, f"/mustand {ref}")
    offered = await room.say(room.mari, f"/mustand {ref} sarnased")
    number = next(line[0] for line in offered.splitlines() if "lõik 2" in line)
    await room.say(room.mari, f"/mustand {ref} {number}")
    assert "[nimi" in room.desk.look_now(draft, ref).text

    room.desk.do_now(reveal_draft, room.people.helve, ref)
    with pytest.raises(LeakSuspected):
        room.desk.do_now(approve, room.people.helve, ref)


async def test_a_number_that_is_not_offered_is_refused_kindly(room: Room) -> None:
    ref = asked(room)
    await room.say(room.mari, f"/mustand {ref}")
    assert "enam ei pakuta" in await room.say(room.mari, f"/mustand {ref} 9")


async def test_earlier_answers_are_not_shown_in_a_group(room: Room) -> None:
    ref = asked(room)
    await room.say(room.mari, f"/mustand {ref}")
    assert "privaatvestluses" in await room.say(room.mari, f"/mustand {ref} sarnased", DUTY)


async def three_alike(room: Room) -> list[str]:
    """Return three letters of a campaign; the first has a draft of its answer."""
    names = ("Anu Aas", "Uku Uba", "Eha Els")
    refs = [room.letter_comes(CAMPAIGN.format(own="", name=name), subject="Nõue", message_id=f"<{name[0]}@x.example>",
                              sender=f"{name} <{name[0].lower()}@x.example>") for name in names]  # fmt: skip
    index(room.desk)
    assert "Samasuguseid kirju: 2" in await room.say(room.mari, f"/vaata {refs[0]}", DUTY)
    room.desk.do_now(take, room.people.mari, refs[0])
    await room.say(room.mari, f"/mustand {refs[0]}")
    room.desk.do_now(edit, room.people.mari, refs[0], 1, "Rahastus järgmisel aastal ei vähene.")
    return refs


async def test_one_answer_goes_to_all_who_wrote_the_same(room: Room) -> None:
    refs = await three_alike(room)
    told = await room.say(room.mari, f"/mustand {refs[0]} kampaania")
    assert "Saadetud 0 / 3" in told
    assert "ootab kinnitamist 3" in told
    await room.press(room.mari, room.last(room.mari.id), "📨 Saada kooskõlastamiseks")
    await room.tell()
    assert "palub kinnitada ühe vastuse 3 kirjale" in room.last(room.helve.id).text
    await room.say(room.helve, f"/mustand {refs[0]} kampaania ava")
    shown = room.last(room.helve.id)
    assert "Rahastus järgmisel aastal ei vähene." in shown.text
    assert all(ref in shown.text for ref in refs)
    await room.press(room.helve, shown, "✅ Kinnitan kõik 3")
    assert "kinnitatud 3" in room.last(room.helve.id).text
    await room.say(room.mari, f"/mustand {refs[0]} kampaania saada")
    await room.mail_goes()
    assert "Saadetud 3 / 3" in await room.say(room.mari, f"/mustand {refs[1]} kampaania seis")
    assert {room.desk.look_now(card, ref).state for ref in refs} == {State.SENT}


async def test_letters_of_a_campaign_are_signed_as_a_bundle_each_in_a_container_of_its_own(room: Room) -> None:
    room.desk.office = replace(room.desk.office, approval=replace(room.desk.office.approval, signed=True))
    refs = await three_alike(room)
    await room.say(room.mari, f"/mustand {refs[0]} kampaania")
    await room.say(room.helve, f"/mustand {refs[0]} kampaania ava")
    await room.press(room.helve, room.last(room.helve.id), "✅ Kinnitan kõik 3")
    (table,) = await room.heard(room.mari, f"/mustand {refs[0]} kampaania saada")
    assert "kinnitatud 3 · neist allkirjastamata 3" in table.text
    assert table.buttons == ["🔏 Allkirjasta (3)"]
    await room.press(room.mari, table, "🔏 Allkirjasta (3)")
    handed = room.last(room.mari.id)
    assert handed.file is not None
    pdfs = {one.name: one.content for one in open_archive(handed.file.upload.content)}
    assert sorted(pdfs) == [f"{ref}-vastus.pdf" for ref in refs]
    together = await give_file(room, container(pdfs, owner=("MARI", "METS")), "koos.asice", handed)
    assert "võeti vastu: 0" in together[-1].text
    signed = [(f"{name}.asice", container({name: pdf}, owner=("MARI", "METS"))) for name, pdf in list(pdfs.items())[:2]]
    two = await give_file(room, archive([*signed, *pdfs.items()]), "allkirjastatud.zip", handed)
    assert "võeti vastu: 2" in two[-1].text
    assert two[-1].buttons == ["🔏 Allkirjasta (1)", "📤 Saada kõik (2)"]
    await room.press(room.mari, two[-1], "📤 Saada kõik (2)")
    await room.mail_goes()
    assert "Saadetud 2 / 3" in await room.say(room.mari, f"/mustand {refs[1]} kampaania seis")


async def test_a_letter_like_no_other_has_no_campaign(room: Room) -> None:
    ref = asked(room)
    await room.say(room.mari, f"/mustand {ref}")
    room.desk.do_now(edit, room.people.mari, ref, 1, "Vastus.")
    assert "ei ole" in await room.say(room.mari, f"/mustand {ref} kampaania")
