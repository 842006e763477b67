"""The sides of a case on one visit: letters, draft, notes, input and addresses, each with its own right and its own line in the history."""

from collections.abc import Callable

import pytest

from casework import content, views
from casework.assign import take
from casework.contributions import inputs_of, reveal_inputs
from casework.draft import draft_answer
from casework.internal_notes import add_note, reveal_notes
from casework.people import bind, invite
from casework.purpose import state_purpose
from casework.refusals import PurposeNeeded
from rules.kinds import Role
from rules.purposes import Purpose
from tests.house import letter
from tests.vastaja.page.conftest import REF, WORDS, House


def history(house: House, ref: str = REF) -> list[str]:
    return [what for _, _, what, _ in house.desk.look_now(content.why, ref).history]


async def test_one_visit_shows_every_side_of_its_case_and_each_look_is_on_record(drafted: House) -> None:
    visit = await drafted.enter(drafted.people.mari, "letter")
    drafted.desk.do_now(add_note, drafted.people.helve, REF, "Vald lubas vastata reedeks.")
    shown = (await drafted.client.get(visit)).text
    assert all(f'href="{visit}{side}"' in shown for side in ("draft", "notes", "inputs", "addresses", "reasons"))
    assert "Vald lubas vastata reedeks." in shown
    assert 'aria-current="page">Kirjad' in shown
    for side, words in (("draft", "maksab kohalik omavalitsus"), ("notes", "reedeks"), ("inputs", "Küsin sisendit"), ("addresses", "kadri.kask"), ("reasons", "<h1>")):
        assert words in (await drafted.client.get(f"{visit}{side}")).text
    assert {"opened_letter", "opened_draft", "opened_notes", "opened_inputs", "opened_addresses", "opened_reasons"} <= set(history(drafted))


async def test_a_case_without_notes_shows_none_and_notes_no_look(house: House) -> None:
    assert "Märkusi ei ole" in (await house.client.get(await house.enter(house.people.mari))).text
    assert "opened_notes" not in history(house)


async def test_a_clerk_reads_what_is_being_registered_and_finds_no_draft(drafted: House) -> None:
    code = drafted.desk.do_now(invite, "Kersti Kantselei", [Role.CLERK], "kersti@ska.example")
    clerk = drafted.desk.do_now(bind, 21, code)
    drafted.desk.do_now(state_purpose, clerk, REF, Purpose.REGISTERING)
    visit = await drafted.enter(clerk)
    shown = (await drafted.client.get(visit)).text
    assert WORDS in shown
    assert f'href="{visit}draft"' not in shown
    for side in ("draft", "inputs", "addresses", "pdf", "docx", "sign", "campaign"):
        assert (await drafted.client.get(f"{visit}{side}")).status_code == 404
    for deed in ("do/version", "do/approve", "do/send", "act/take", "act/ask"):
        answer = await drafted.do(visit, deed, text="x")
        assert answer.status_code == 404 or 'role="alert"' in answer.text
    assert drafted.desk.look_now(content.draft, REF).version == 2


async def test_the_press_reads_only_the_notes_it_wrote_itself(house: House) -> None:
    house.desk.do_now(add_note, house.people.mari, REF, "Ema nimi on Kadri.")
    house.desk.do_now(add_note, house.people.piret, REF, "Postimees küsib homme uuesti.")
    visit = await house.enter(house.people.piret, "notes")
    shown = (await house.client.get(visit)).text
    assert "Postimees küsib homme uuesti." in shown
    assert "Kadri" not in shown
    assert (await house.client.get(f"{visit}letter")).status_code == 404
    assert len(house.desk.do_now(reveal_notes, house.people.mari, REF)) == 2


async def test_a_note_is_added_beside_the_letters_and_stays_with_the_case(house: House) -> None:
    visit = await house.enter(house.people.mari)
    done = await house.do(visit, "act/note", text="Helistas, ootab <b>kirja</b>.", back="letter")
    assert done.headers["location"] == f"{visit}?done=note"
    shown = (await house.client.get(done.headers["location"])).text
    assert "Märkus on salvestatud." in shown
    assert "ootab &lt;b&gt;kirja&lt;/b&gt;." in shown
    assert "Märkus" in (await house.do(visit, "act/note", text=" ")).text


async def test_input_is_asked_and_kept_on_the_page(house: House) -> None:
    visit = await house.enter(house.people.mari, "inputs")
    refused = await house.do(visit, "act/ask", unit="õigusosakond", text="Kas § 27 kohaldub?", by="2026-11-20")  # a Friday that has passed
    assert 'role="alert"' in refused.text
    outside = await house.do(visit, "act/ask", unit="õigusosakond", mail="keegi@mujal.example", text="Kas?", by="2026-12-01")
    assert 'role="alert"' in outside.text
    await house.do(visit, "act/ask", unit="õigusosakond", mail="oigus@ska.example", text="Kas § 27 kohaldub?", by="2026-12-01")  # Tuesday
    assert "Kas § 27 kohaldub?" in (await house.client.get(visit)).text
    await house.do(visit, "act/came", number=1, text="Jah, kohaldub.")
    shown = (await house.client.get(visit)).text
    assert "Jah, kohaldub." in shown
    card = house.desk.look_now(views.card, REF)
    (one,) = house.desk.look_now(inputs_of, [card.id])[card.id]
    assert (one.unit, one.answered) == ("õigusosakond", True)


async def test_an_untaken_case_is_taken_where_its_letter_was_read(house: House) -> None:
    ref = house.comes(letter("Palun vastust.", message_id="<u@y.example>"), 5)
    visit = await house.enter(house.people.jyri, "letter", ref)
    assert "Võtan endale" in (await house.client.get(visit)).text
    await house.do(visit, "act/take", back="letter")
    assert house.desk.look_now(views.card, ref).handler == "Jüri Jõgi"
    assert "Võtan endale" not in (await house.client.get(visit)).text


async def test_the_answer_goes_where_the_official_says_on_the_page(house: House) -> None:
    ref = house.comes(letter("Palun vastust.", message_id="<r@y.example>", headers={"Reply-To": "teine@post.example"}), 5)
    house.desk.do_now(take, house.people.mari, ref)
    visit = await house.enter(house.people.mari, "addresses", ref)
    await house.do(visit, "act/address", number=2)
    assert house.desk.do_now(draft_answer, house.people.mari, ref).recipients == ["teine@post.example"]
    assert (await house.do(visit, "act/address", number=9)).status_code == 400


@pytest.mark.parametrize("verb", [reveal_notes, reveal_inputs])
def test_somebody_elses_notes_and_input_ask_their_purpose(house: House, verb: Callable[..., object]) -> None:
    with pytest.raises(PurposeNeeded):
        house.desk.do_now(verb, house.people.jyri, REF)
    house.desk.do_now(state_purpose, house.people.jyri, REF, Purpose.LIKE_CASE)
    assert house.desk.do_now(verb, house.people.jyri, REF) == ()
