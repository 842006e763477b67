"""The other stories of the office, each whole: press, child in danger, extension, question, forwarding, follow-up, stranger, reminder."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from casework import views
from casework.turn import Turn
from rules.life import State
from storage.tables import Letter
from tests.house import CITIZEN, DUTY, HEADS, PRESS
from tests.walks.agency import Agency

pytestmark = pytest.mark.needs("dovecot")

QUESTION = "Tere! Palun selgitage, kes maksab asenduskodu eest. Lugupidamisega Kadri Kask"
DANGER = "Naabri laps on praegu keldris luku taga ja isa peksab teda. Palun aidake kohe! Kadri Kask"


async def taken(agency: Agency, text: str = QUESTION) -> None:
    agency.deliver(text)
    await agency.mail_to(CITIZEN, "26-0001" if datetime.now(UTC).year == 2026 else "-0001")
    await agency.say("Mari", f"/votan {ref(agency)}", contains="-0001")


def ref(agency: Agency) -> str:
    return f"{agency.clock().year % 100:02d}-0001"


def card(agency: Agency) -> views.Card:
    return agency.desk().look_now(views.card, ref(agency))


async def until(agency: Agency, state: State) -> None:
    await agency._until(lambda: card(agency).state is state, f"a case that is {state}")


async def approved_by_helve(agency: Agency) -> None:
    """The head reads the paper and approves it."""
    await agency.say("Helve", f"/kinnita {ref(agency)}", contains="mustand v")
    await agency.say("Helve", f"/kinnita {ref(agency)}", contains="kooskõlastatud")


def our_message_id(agency: Agency) -> str:
    def find(turn: Turn) -> str:
        return turn.session.exec(select(Letter.message_id).where(col(Letter.incoming).is_(False))).first() or ""

    return agency.desk().look_now(find)


async def test_a_journalist_is_told_to_the_press_without_a_name(agency: Agency) -> None:
    journalist = "toomas.tuvike@postimees.ee"
    agency.deliver("Olen Postimehe ajakirjanik. Palun kommentaari asenduskodu kohta, vastuseid ootan homme kella 12-ks.",
                   sender=f"Toomas Tuvike <{journalist}>")  # fmt: skip
    receipt = await agency.mail_to(journalist)
    assert "600 0001" in receipt.text
    alert = await agency.wait(PRESS, ref(agency))
    assert "Tuvike" not in alert.text
    assert "12.00" in alert.text
    before = card(agency)
    agency.telegram.press(agency.people["Piret"], alert, next(one for one in alert.buttons if "Võtan" in one))
    await agency._until(lambda: card(agency).media_taken_by != "", "the press to have it")
    after = card(agency)
    assert (after.due, after.handler, after.state) == (before.due, before.handler, before.state)


async def test_a_child_in_danger_is_told_at_night_until_somebody_takes_it_and_says_what_was_done(agency: Agency) -> None:
    agency.clock.to(datetime(2026, 12, 25, 1, 0, tzinfo=UTC))  # Friday 03:00, Christmas Day
    agency.deliver(DANGER)
    alert = await agency.wait(DUTY, "112")
    assert "Kadri" not in alert.text
    await agency.tick(minutes=11)
    await agency.wait(DUTY, "112", after=alert.message_id)
    await agency.wait(HEADS, "112")  # the second time the head hears of it too
    await agency.say("Mari", f"/votan {ref(agency)}", contains="-0001")
    pressed = agency.telegram.chat(DUTY).from_bot[-1]
    agency.telegram.press(agency.people["Mari"], pressed, next(one for one in pressed.buttons if "Võtan" in one))
    await agency._until(lambda: card(agency).child_taken_by != "", "somebody to have it")
    assert card(agency).child_open
    await agency.say("Mari", f"/laps {ref(agency)} tehtud 112 helistatud kell 03:15", contains="kirja pandud")
    assert not card(agency).child_open
    receipt = await agency.mail_to(CITIZEN)
    assert "oht" not in str(receipt.message["Subject"])


async def test_an_extension_holds_when_the_person_has_been_told(agency: Agency) -> None:
    await taken(agency)
    before = card(agency).due
    await agency.say("Mari", f"/pikenda {ref(agency)} Vastamiseks on vaja saada andmeid kohalikult omavalitsuselt.",
                     contains="mustand v1")  # fmt: skip
    assert card(agency).due == before
    await approved_by_helve(agency)
    notice = await agency.mail_to(CITIZEN, "andmeid kohalikult omavalitsuselt")
    assert ref(agency) in f"{notice.message['Subject']} {notice.text}"
    await agency._until(lambda: card(agency).extended, "the extension")
    assert before is not None
    assert card(agency).due > before  # type: ignore[operator]


async def test_a_question_to_the_citizen_makes_the_case_wait_and_the_answer_ends_it(agency: Agency) -> None:
    await taken(agency)
    await agency.say("Mari", f"/tapsusta {ref(agency)} Millise asutuse tegevust Teie kiri puudutab?", contains="mustand v1")
    await approved_by_helve(agency)
    question = await agency.mail_to(CITIZEN, "Millise asutuse tegevust")
    await until(agency, State.WAITING)
    agency.deliver("See puudutab Kivila lasteaeda.", message_id="<b@post.example>", subject="Re: küsimus",
                   headers={"In-Reply-To": str(question.message["Message-ID"])})  # fmt: skip
    await until(agency, State.ASSIGNED)


async def test_a_letter_for_another_body_is_forwarded_as_it_came_and_its_writer_told(agency: Agency) -> None:
    await taken(agency)
    await agency.say("Mari", f"/edasta {ref(agency)} Kivila vallavalitsus info@kivila.example", contains="mustand v")
    await approved_by_helve(agency)
    to_body = await agency.mail_to("info@kivila.example")
    attached = [part for part in to_body.message.walk() if part.get_content_type() == "message/rfc822"]
    assert len(attached) == 1
    assert b"kes maksab asenduskodu eest" in to_body.raw or "kes maksab" in attached[0].as_string()
    notice = await agency.mail_to(CITIZEN, "Kivila vallavalitsus")
    assert "kivila" in notice.text.lower()
    await agency.say("Mari", f"/sulge {ref(agency)} edastatud", contains="-0001")
    await until(agency, State.CLOSED)


async def test_a_follow_up_joins_its_case_and_a_stranger_with_the_number_does_not(agency: Agency) -> None:
    await taken(agency)
    agency.deliver("Lisan, et laps on seitsmeaastane.", message_id="<b@post.example>",
                   headers={"In-Reply-To": our_message_id(agency)})  # fmt: skip
    await agency.wait(agency.people["Mari"].id, "lisa")
    assert card(agency).letters == 3
    agency.deliver("Mis sellest asjast sai?", subject=f"Re: {ref(agency)}", sender="keegi@muu.example",
                   message_id="<c@muu.example>")  # fmt: skip
    held = await agency.wait(DUTY, "ootab inimese otsust")
    assert ref(agency) in held.text  # a proposal only
    assert card(agency).letters == 3
    await asyncio.sleep(0)
    assert not [one for one in agency.sink.delivered if "keegi@muu.example" in one.recipients]


async def test_an_overdue_case_is_told_to_its_official_in_the_morning_and_to_the_head(agency: Agency) -> None:
    await taken(agency)
    due = card(agency).due
    assert due is not None
    morning = agency.desk().office.calendar.open_from(agency.desk().office.calendar.next_open_day(due + timedelta(days=1)))
    last = {name: agency.last_message(name) for name in ("Mari", "Helve")}
    agency.clock.to(morning + timedelta(minutes=5))
    await agency.tick()
    told = await agency.wait(agency.people["Mari"].id, "Meeldetuletus", after=last["Mari"])
    assert ref(agency) in told.text
    await agency.wait(agency.people["Helve"].id, ref(agency), after=last["Helve"])


async def test_a_citizen_may_write_to_the_bot_and_is_answered_there(agency: Agency) -> None:
    citizen = agency.telegram.person(501, "Liis")
    agency.telegram.say(citizen, "Palun selgitage, millal makstakse peretoetust.")
    prompt = await agency.wait(501, "vajutage „Saada“")
    agency.telegram.press(citizen, prompt, "✅ Saada")
    receipt = await agency.wait(501, "-0001")
    assert "116 111" in receipt.text
    await agency.say("Mari", f"/votan {ref(agency)}", contains="-0001")
    draft = await agency.say("Mari", f"/mustand {ref(agency)}", contains="[KIRJUTAGE SIIA VASTUSE SISU]")
    said = agency.telegram.say(agency.people["Mari"], "Peretoetust makstakse iga kuu 8. kuupäeval.", reply_to=draft)
    await agency.wait(agency.people["Mari"].id, "8. kuupäeval", after=said.message_id)
    await agency.say("Helve", f"/kinnita {ref(agency)}", contains="mustand v")
    await agency.say("Helve", f"/kinnita {ref(agency)} vestlusse", contains="kooskõlastatud")  # the approver's own choice
    await agency.say("Mari", f"/saada {ref(agency)}", contains="-0001")
    answer = await agency.wait(501, "8. kuupäeval", after=receipt.message_id)
    assert "Lugupidamisega" in answer.text
    await until(agency, State.SENT)
    assert agency.sink.delivered == []


async def test_a_stranger_learns_nothing_from_the_bot(agency: Agency) -> None:
    await taken(agency)
    stranger = agency.telegram.person(601, "Võõras")
    agency.telegram.say(stranger, "/vaata 26-0001")
    one = await agency.wait(601)
    agency.telegram.say(stranger, "/vaata 26-9999")
    other = await agency.wait(601, after=one.message_id)
    assert one.text == other.text
    agency.telegram.say(stranger, "/start valekood1234")
    wrong = await agency.wait(601, after=other.message_id)
    assert "-0001" not in wrong.text
