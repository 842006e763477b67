"""Whatever waits for a person can be listed, opened, taken up again and settled, in the chat and at the terminal: each cell of the table."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

import pytest

from casework.bounce import note_deliveries
from casework.desk import Desk
from casework.draft import draft_answer, edit
from casework.held import held
from casework.outbox import Told, claim, settle
from casework.put_back import put_away
from casework.receive import Arrival, Update, reading_failed, settle_update, take_in, take_updates
from casework.stuck import stuck, unheard
from casework.understand import ReadingDied, Understood
from mail.letter import Address, Delivery, Letter
from rules.records import Dispatch, Filed
from storage.desk_tables import OutboxItem
from storage.originals import Originals
from storage.tables import Ledger
from tests.bot.room import Room, open_room
from tests.house import CITIZEN, DUTY, MONDAY, receive
from tests.house import letter as octets
from tests.vastaja.terminal import SETTINGS, Done, Terminal
from vastaja import worker

NO_LETTER = Letter(digest="0", message_id="", date=None, subject="", sender=Address("", ""))
WORDS = "Lisan veel ühe asja."
UPDATE = '{"update_id": 7, "message": {"message_id": 1, "text": "Minu laps ei saa kooli", "chat": {"id": 501}}}'


@dataclass(frozen=True, slots=True)
class Cell:
    """What is done at each door, a part of what is heard there, and what the row says afterwards, in the chat and at the terminal."""

    chat: str
    heard: str
    terminal: str
    printed: str
    after: tuple[str, str]


# {0}: the number. What is taken up again in the chat is taken up by the running service; at the terminal at once.
# fmt: off
TABLE: Final = {
    ("held", "list"):        Cell("/ootel",             "#{0}",                    "held list",            "{0}",              ("held", "held")),
    ("held", "open"):        Cell("/ootel {0} näita",   WORDS,                     "held show {0}",        WORDS,              ("held", "held")),
    ("held", "again"):       Cell("/ootel {0} uuesti",  "loetakse uuesti",         "held replay {0}",      "is filed as: held", ("pending", "held")),
    ("held", "settle"):      Cell("/ootel {0} ei asi",  "ei ole pöördumine",       "held dismiss {0} asi", "is dismissed",     ("ignored", "ignored")),
    ("set_aside", "list"):   Cell("/ootel",             "ei õnnestunud lugeda",    "held list",            "set_aside",        ("set_aside", "set_aside")),
    ("set_aside", "open"):   Cell("/ootel {0} näita",   WORDS,                     "held show {0}",        WORDS,              ("set_aside", "set_aside")),
    ("set_aside", "again"):  Cell("/ootel {0} uuesti",  "loetakse uuesti",         "held replay {0}",      "is filed as: case", ("pending", "case")),
    ("set_aside", "settle"): Cell("/ootel {0} uus",     "uus pöördumine",          "held new {0}",         "is case 26-0001",  ("case", "case")),
    ("update", "list"):      Cell("/ootel",             "vestlusest tulnu",        "held list",            "KeyError",         ("set_aside", "set_aside")),
    ("update", "open"):      Cell("/ootel {0} näita",   "Minu laps ei saa kooli",  "held show {0}",        "Minu laps",        ("set_aside", "set_aside")),
    ("update", "again"):     Cell("/ootel {0} uuesti",  "loetakse uuesti",         "held replay {0}",      "takes {0} up",     ("pending", "pending")),
    ("update", "settle"):    Cell("/ootel {0} ei asi",  "ei ole pöördumine",       "held dismiss {0} asi", "is dismissed",     ("ignored", "ignored")),
    ("uncertain", "list"):   Cell("/ootel",             "v{0} · ⚠️ 26-0001",       "outbox list",          "uncertain",        ("uncertain", "uncertain")),
    ("uncertain", "open"):   Cell("/ootel v{0} näita",  "116 111",                 "outbox show {0}",      "116 111",          ("uncertain", "uncertain")),
    ("uncertain", "again"):  Cell("/ootel v{0} saada",  "saadetakse uuesti",       "outbox settle {0} not-sent", "sent again", ("pending", "pending")),
    ("uncertain", "settle"): Cell("/ootel v{0} läinud", "läks kohale",             "outbox settle {0} sent", "counts as sent", ("sent", "sent")),
    ("never", "list"):       Cell("/ootel",             "kätte ei saanud",         "outbox list",          "no such mailbox",  ("never", "never")),
    ("never", "open"):       Cell("/ootel v{0} näita",  "no such mailbox",         "outbox show {0}",      "no such mailbox",  ("never", "never")),
    ("never", "again"):      Cell("/ootel v{0} saada",  "saadetakse uuesti",       "outbox settle {0} not-sent", "sent again", ("pending", "pending")),
    ("came_back", "list"):   Cell("/ootel",             "kätte ei saanud",         "outbox list",          "came back: 5.1.1", ("never", "never")),
    ("came_back", "open"):   Cell("/ootel v{0} näita",  "came back: 5.1.1",        "outbox show {0}",      "came back: 5.1.1", ("never", "never")),
    ("came_back", "again"):  Cell("/ootel v{0} saada",  "saadetakse uuesti",       "outbox settle {0} not-sent", "sent again", ("pending", "pending")),
    ("came_back", "settle"): Cell("/ootel v{0} jäta aadressi ei ole", "enam ei saadeta", "outbox settle {0} left aadressi-ei-ole", "left unsent", ("withdrawn", "withdrawn")),
    ("never", "settle"):     Cell("/ootel v{0} jäta aadressi ei ole", "enam ei saadeta", "outbox settle {0} left aadressi-ei-ole", "left unsent", ("withdrawn", "withdrawn")),
}
# fmt: on


Command = Callable[..., Awaitable[Done]]


@pytest.fixture
def command(tmp_path: Path, desk: Desk) -> Command:
    """Return the command line of the house whose chat room the tests are in; it runs in a thread beside the room's loop."""
    there = Terminal(tmp_path)
    database = desk.store.engine.url.render_as_string(hide_password=False)
    there.settings(SETTINGS + f'[storage]\ndatabase = "{database}"\noriginals = "originals"\n')
    return partial(asyncio.to_thread, there)


def waits(room: Room, what: str) -> int:
    """Let something wait for a person, and return its number."""
    match what:
        case "held":
            ref = room.letter_comes()
            room.uid += 1
            receive(room.desk, room.originals, octets(WORDS, subject=f"Re: {ref}", sender="voras@else.example", message_id="<v@else.example>"), room.uid)
            return room.desk.look_now(held)[0].id
        case "set_aside":
            return set_aside(room, octets(WORDS))
        case "update":
            (number,) = room.desk.do_now(take_updates, [Update(7, "d", UPDATE)])
            room.desk.do_now(settle_update, number, Filed.SET_ASIDE, why="KeyError")
            return number
    room.letter_comes()
    for parcel in room.desk.do_now(claim, "mail", 5):
        fate = Dispatch.SENT if what == "came_back" else Dispatch(what)
        room.desk.do_now(settle, [Told(parcel.id, parcel.fence, fate, "550 no such mailbox")])
        if what == "came_back":
            report = replace(NO_LETTER, deliveries=(Delivery(CITIZEN, "failed", "5.1.1", parcel.message_id),))
            room.desk.do_now(note_deliveries, report)
    return room.desk.look_now(stuck)[0].id


def set_aside(room: Room, raw: bytes) -> int:
    digest = Originals(room.originals).keep(raw)
    (number,) = room.desk.do_now(take_in, "imap:info", "INBOX", [Arrival(digest, len(raw), MONDAY, 1, 9)])
    assert [room.desk.do_now(reading_failed, number, "reading died") for _ in range(3)][-1] is Filed.SET_ASIDE
    return number


def state(room: Room, what: str, number: int) -> str:
    def look(turn):  # type: ignore[no-untyped-def]
        return turn.session.get_one(OutboxItem, number).state if what in ("uncertain", "never", "came_back") else turn.session.get_one(Ledger, number).outcome

    return str(room.desk.look_now(look))


def test_no_cell_of_the_table_is_missing() -> None:
    states = ("held", "set_aside", "update", "uncertain", "never", "came_back")
    assert set(TABLE) == {(what, verb) for what in states for verb in ("list", "open", "again", "settle")}


@pytest.mark.parametrize(("what", "verb"), TABLE)
async def test_in_the_chat(room: Room, what: str, verb: str) -> None:
    cell, number = TABLE[what, verb], waits(room, what)
    assert cell.heard.format(number) in await room.say(room.mari, cell.chat.format(number))
    assert state(room, what, number) == cell.after[0]


@pytest.mark.parametrize(("what", "verb"), TABLE)
async def test_at_the_terminal(room: Room, command: Command, what: str, verb: str) -> None:
    cell, number = TABLE[what, verb], waits(room, what)
    done = await command(*cell.terminal.format(number).split())
    assert (done.code, done.err) == (0, "")
    assert cell.printed.format(number) in done.out
    assert state(room, what, number) == cell.after[1]


def put_away_by_mistake(room: Room) -> int:
    """A person's letter that a program marked as its own."""
    raw = octets("Palun selgitage, kes maksab asenduskodu eest.", sender="Kadri Kask <kadri@post.example>", message_id="<m@post.example>")
    raw = b"Auto-Submitted: auto-generated\r\nX-Autoreply: yes\r\nPrecedence: bulk\r\n" + raw
    assert receive(room.desk, room.originals, raw, 41)[0] is Filed.MACHINE
    return room.desk.look_now(put_away)[0].id


async def test_a_letter_put_away_by_mistake_is_taken_back_in_the_chat(room: Room) -> None:
    number = put_away_by_mistake(room)
    (found,) = await room.heard(room.mari, "/ootel masinad")
    assert f"#{number}" in found.text
    assert "Kadri" not in found.text
    await room.press(room.mari, found, f"#{number} tagasi ootele")
    assert "inimene tõi tagasi" in await room.say(room.mari, "/ootel")
    assert "asenduskodu" in await room.say(room.mari, f"/ootel {number} näita")
    assert "uus pöördumine 26-0001" in await room.say(room.mari, f"/ootel {number} uus")
    assert "ei ole või on see juba lahendatud" in await room.say(room.mari, f"/ootel {number} tagasi")


async def test_a_letter_put_away_by_mistake_is_taken_back_at_the_terminal(room: Room, command: Command) -> None:
    number = put_away_by_mistake(room)
    assert "machine" in (await command("held", "away")).out
    assert (await command("held", "back", str(number))).code == 0
    assert (await command("held", "dismiss", str(number), "proov")).code == 0
    assert "ignored" in (await command("held", "away")).out
    assert (await command("held", "back", str(number))).code == 0
    assert "26-0001" in (await command("held", "new", str(number))).out
    assert (await command("held", "back", str(number))).code == 1


async def test_a_message_no_chat_took_and_a_receipt_held_back_are_shown_and_settled_at_the_terminal(room: Room, command: Command) -> None:
    receive(room.desk, room.originals, octets(WORDS), 41, arrived=MONDAY - timedelta(days=30))
    assert "waits for `vastaja outbox receipts send`" in (await command("outbox", "list")).out
    parcels = room.desk.do_now(claim, "chat", 20)
    assert {parcel.what for parcel in parcels} == {"new_case", "backlog"}
    for parcel in parcels:
        room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.NEVER, "the chat does not let the bot in")])
        assert "the chat does not let the bot in" in (await command("outbox", "show", str(parcel.id))).out
        assert (await command("outbox", "settle", str(parcel.id), "not-sent")).code == 0
        assert state(room, "never", parcel.id) == "pending"
    assert (await command("outbox", "receipts", "drop")).out == "1 receipts will not be sent\n"


async def test_every_button_of_the_list_does_what_it_says(room: Room) -> None:
    for what in ("set_aside", "update", "uncertain"):
        waits(room, what)
    (found,) = await room.heard(room.mari, "/ootel")
    pressed = []
    for button in [one for one in found.buttons if "näita" in one]:
        await room.press(room.mari, found, button)
        pressed.append(room.last(room.mari.id).text)
        assert room.last(room.mari.id).protected
    assert [words in text for words, text in zip(("116 111", WORDS, "Minu laps"), pressed, strict=True)] == [True] * 3
    for button in ("26-0001 jäta saatmata", "#{0} ei ole pöördumine"):
        assert [one for one in found.buttons if button.split("{0}")[-1] in one]
    await room.press(room.mari, found, "26-0001 jäta saatmata")
    assert room.desk.look_now(stuck) == []


async def test_more_than_a_page_waits_and_all_of_it_can_be_reached(room: Room) -> None:
    for number in range(7):
        room.letter_comes(message_id=f"<{number}@post.example>", text=f"Palun selgitage asja {number}.", sender=f"k{number}@post.example")
    for parcel in room.desk.do_now(claim, "mail", 9):
        room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, "cut")])
    (first,) = await room.heard(room.mari, "/ootel")
    await room.press(room.mari, first, "Järgmised")
    second = room.last(room.mari.id)
    assert [sum(line.startswith("v") for line in page.text.splitlines()) for page in (first, second)] == [5, 2]


async def test_an_answer_that_may_have_arrived_is_not_simply_left(room: Room) -> None:
    ref = room.letter_comes()
    await room.say(room.mari, f"/votan {ref}")
    room.desk.do_now(draft_answer, room.people.mari, ref)
    room.desk.do_now(edit, room.people.mari, ref, 1, "Asenduskodu eest maksab omavalitsus.")
    await room.mail_goes()  # the receipt
    for _ in range(2):
        await room.say(room.helve, f"/kinnita {ref}")
    await room.say(room.mari, f"/saada {ref}")
    (parcel,) = room.desk.do_now(claim, "mail", 5)
    room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.UNCERTAIN, "cut")])
    assert f"{ref} jäta saatmata" not in (await room.heard(room.mari, "/ootel"))[0].buttons
    assert "läks kohale või saadetakse uuesti" in await room.say(room.mari, f"/ootel v{parcel.id} jäta niisama")


async def test_messages_that_no_chat_took_are_said_again_or_left(room: Room) -> None:
    room.letter_comes()
    for parcel in room.desk.do_now(claim, "chat", 20):
        room.desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.NEVER, "the chat does not let the bot in")])
    assert room.desk.look_now(unheard) == 1
    (found,) = await room.heard(room.mari, "/ootel")
    assert "ei jõudnud kohale: 1" in found.text
    await room.press(room.mari, found, "🔁 Proovi uuesti")
    await room.tell()
    assert "26-0001" in room.last(DUTY).text
    assert room.desk.look_now(unheard) == 0
    assert (await room.press(room.mari, found, "Jäta nii")).text == "Nii jääb: 0."


class DyingReader(worker.Reader):
    """Its worker really dies over each letter."""

    async def read(self, raw: bytes) -> Understood:
        return await self._ask(_die, raw)


def _die(_raw: bytes) -> Understood:
    signal.raise_signal(signal.SIGKILL)
    raise AssertionError


class RoomOfDyingLetters(Room):
    async def read(self, digest: str) -> Understood:
        raise ReadingDied("reading died")


async def test_a_letter_that_kills_every_reader_is_opened_and_becomes_a_case_all_the_same(
    room: Room, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = set_aside(room, octets(WORDS, sender="Kadri Kask <kadri@post.example>"))
    monkeypatch.setattr(worker, "Reader", DyingReader)
    shown = await command("held", "show", str(number))
    assert (shown.code, "cannot be read whole" in shown.out, "kadri@post.example" in shown.out) == (0, True, True)
    written = await command("held", "show", str(number), "--out", "kiri.eml")
    assert written.out.endswith("octets are in kiri.eml\n")
    assert (tmp_path / "kiri.eml").read_bytes() == Originals(room.originals).read(room.desk.look_now(held)[0].digest)
    assert (await command("held", "show", str(number), "--out", "kiri.eml")).code == 1  # nothing is overwritten
    again = await command("held", "replay", str(number))
    assert (again.code, "still cannot be read" in again.err) == (1, True)
    async with open_room(room.desk, room.people, room.originals, room.server) as plain:
        dying = RoomOfDyingLetters(plain.server, plain.bot, plain.desk, plain.people, plain.originals)
        assert "ei õnnestunud tervenisti lugeda" in await dying.say(dying.mari, f"/ootel {number} näita")
        assert "uus pöördumine 26-0001" in await dying.say(dying.mari, f"/ootel {number} uus")
    assert room.desk.do_now(claim, "mail", 5) == []  # it is acknowledged by nobody but a person


async def test_where_the_original_is_gone_both_doors_say_so(room: Room, command: Command) -> None:
    number = waits(room, "set_aside")
    digest = room.desk.look_now(held)[0].digest
    Originals(room.originals).path(digest).unlink()
    assert "ei ole alles" in await room.say(room.mari, f"/ootel {number} näita")
    assert "db verify" in (await command("held", "show", str(number))).err
