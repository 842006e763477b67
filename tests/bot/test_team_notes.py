"""Internal notes and linked cases: for colleagues alone. Nothing that leaves the house is made from a note."""

from pathlib import Path

import pytest
from sqlmodel import select

from casework import views
from casework.office import Office, Privacy
from casework.turn import Turn
from storage.desk_tables import Draft, OutboxItem
from storage.tables import Event, Letter
from tests.bot.room import Room
from tests.house import DUTY, PRESS, make_office

MARKER = "Salajane-märkus-7713"


async def test_a_note_is_kept_and_shown_on_record(room: Room) -> None:
    ref = room.letter_comes()
    assert "näevad ainult kolleegid" in await room.say(room.mari, f"/margi {ref} {MARKER} helistas")
    (shown,) = await room.heard(room.jyri, f"/margi {ref}")
    assert MARKER in shown.text
    assert shown.protected
    whats = room.desk.look_now(lambda turn: turn.session.exec(select(Event.what)).all())
    assert {"internal_note", "opened_notes"} <= set(whats)


async def test_a_note_given_in_a_group_is_refused_and_not_kept(room: Room) -> None:
    ref = room.letter_comes()
    room.server.exchange.chats[DUTY].admins.add(room.server.exchange.bot.id)
    said = await room.say(room.mari, f"/margi {ref} {MARKER}", DUTY)
    assert "privaatvestluses" in said
    assert all(MARKER not in one.text for one in room.server.chat(DUTY).messages)
    assert "märkusi ei ole" in await room.say(room.mari, f"/margi {ref}")
    assert "ainult privaatvestluses" in await room.say(room.mari, f"/margi {ref}", DUTY)


async def test_nothing_that_goes_out_holds_a_note(room: Room) -> None:
    ref = room.letter_comes("Palun selgitage, kes maksab asenduskodu eest. Olen ajakirjanik ja küsin Kivila Lehe jaoks.")
    await room.say(room.mari, f"/votan {ref}")
    await room.say(room.mari, f"/margi {ref} {MARKER}")
    for words in (f"/mustand {ref}", f"/pikenda {ref} Ootame andmeid.", f"/tapsusta {ref} Millal see oli?",
                  f"/edasta {ref} Kivila vald info@kivila.example", f"/meedia {ref} jah", f"/laps {ref} mure",
                  f"/miks {ref}", f"/registrileht {ref}", f"/otsi {MARKER}", "/minu", f"/vaata {ref}"):  # fmt: skip
        await room.say(room.mari, words)
    await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.helve, f"/kinnita {ref}")
    await room.tell()
    await room.mail_goes()

    def outgoing(turn: Turn) -> list[str]:
        rows = [*turn.session.exec(select(OutboxItem)), *turn.session.exec(select(Draft)), *turn.session.exec(select(Letter)), *turn.session.exec(select(Event))]
        return [type(row).__name__ for row in rows if MARKER in str(row.model_dump())]

    assert room.desk.look_now(outgoing) == []
    for chat in (DUTY, PRESS, room.kadri.id, room.jyri.id, room.helve.id):
        assert all(MARKER not in one.text for one in room.server.chat(chat).messages)


def test_nothing_that_writes_letters_knows_of_notes() -> None:
    """Only the bot's own view of notes, the search, the forgetting and the guard that keeps their words from leaving may read them."""
    root = Path(__file__).parents[2]
    readers = {path.name for room in ("casework", "replies", "mail", "bot", "vastaja") for path in (root / room).glob("*.py")
               if "InternalNote" in path.read_text()}  # fmt: skip
    assert readers <= {"internal_notes.py", "indexing.py", "forget.py", "search.py", "leak_guard.py"}


async def test_two_cases_are_linked_and_parted_again(room: Room) -> None:
    one, two = room.letter_comes(), room.letter_comes("Millal makstakse peretoetust?", message_id="<b@post.example>")
    assert f"🔗 Seotud: {two}" in await room.say(room.mari, f"/seo {one} {two}")
    assert f"🔗 Seotud: {one}" in await room.say(room.mari, f"/vaata {two}")
    assert "ei ole enam seotud" in await room.say(room.mari, f"/seo {two} {one}")
    assert room.desk.look_now(views.card, one).linked == ()
    assert "Sellist pöördumist ei ole" in await room.say(room.mari, f"/seo {one} 26-9999")


class TestWhereContentIsOnThePage:
    @pytest.fixture
    def office(self) -> Office:
        return make_office(privacy=Privacy(content="page"))

    async def test_notes_are_not_shown_in_the_chat(self, room: Room) -> None:
        ref = room.letter_comes()
        await room.say(room.mari, f"/margi {ref} {MARKER}")
        assert MARKER not in await room.say(room.mari, f"/margi {ref}")
