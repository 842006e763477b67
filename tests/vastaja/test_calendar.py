"""An official's due dates for a calendar program, and what a changed calendar does to the open cases, from the command line."""

import re
from pathlib import Path

import httpx
import pytest

from casework.assign import take
from casework.calendar_feed import close_feed, feed, open_feed
from casework.desk import Desk
from casework.people import remove
from casework.refusals import NoSuchOfficial
from tests.house import CITIZEN, HandClock, People, hire, letter, make_desk, receive
from tests.vastaja.terminal import SETTINGS, Terminal
from vastaja.calendar_door import calendars
from vastaja.web import make_web


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(f"sqlite:///{tmp_path}/office.db", HandClock())


@pytest.fixture
def people(desk: Desk) -> People:
    return hire(desk)


@pytest.fixture
def ref(desk: Desk, people: People, tmp_path: Path) -> str:
    _, found = receive(desk, tmp_path / "originals", letter("Palun selgitage, kes maksab asenduskodu eest."))
    desk.do_now(take, people.mari, found)
    return found


def lines(written: str) -> list[str]:
    """Return the content lines, unfolded as a calendar program does it (RFC 5545 section 3.1)."""
    assert "\n" not in written.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in written.split("\r\n"))
    return written.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def test_a_due_date_is_a_whole_day_with_a_name_of_its_own(desk: Desk, people: People, ref: str) -> None:
    found = lines(desk.look_now(feed, desk.do_now(open_feed, "Mari Mets")[1]))
    assert (found[0], found[1], found[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    event = found[found.index("BEGIN:VEVENT") : found.index("END:VEVENT")]
    assert event[1:6] == [
        f"UID:{ref}-safe@ska.example", "DTSTAMP:20261123T080000Z", "DTSTART;VALUE=DATE:20261208",
        "DTEND;VALUE=DATE:20261209", f"SUMMARY:{ref} selgitustaotlus: vastata (varuga tähtpäev)",
    ]  # fmt: skip


def test_a_long_title_is_folded_between_letters(desk: Desk, people: People, ref: str) -> None:
    desk.do_now(lambda turn: setattr(turn.case(ref), "kind", "andmesubjekti_taotlus"))
    assert any("andmesubjekti taotlus" in line for line in lines(desk.look_now(feed, desk.do_now(open_feed, "Mari")[1])))


def test_the_calendar_holds_nothing_of_anybody(desk: Desk, people: People, ref: str) -> None:
    written = desk.look_now(feed, desk.do_now(open_feed, "Mari Mets")[1])
    for word in (CITIZEN, "Kadri", "Kask", "asenduskodu", "Küsimus", "Mari"):
        assert word not in written


def test_another_ones_cases_are_not_in_it(desk: Desk, people: People, ref: str) -> None:
    assert ref not in desk.look_now(feed, desk.do_now(open_feed, "Jüri Jõgi")[1])


def test_a_secret_has_at_least_128_bits_and_only_its_digest_is_kept(desk: Desk, people: People) -> None:
    _, secret = desk.do_now(open_feed, "Mari Mets")
    assert len(secret) >= 22  # of 6 bits
    assert secret not in Path(desk.store.engine.url.database or "").read_bytes().decode("latin-1")


def test_a_new_secret_ends_the_old_one(desk: Desk, people: People) -> None:
    _, old = desk.do_now(open_feed, "Mari Mets")
    _, new = desk.do_now(open_feed, "Mari Mets")
    assert desk.look_now(feed, new)
    with pytest.raises(NoSuchOfficial):
        desk.look_now(feed, old)


@pytest.mark.parametrize("verb", [close_feed, remove])
def test_a_closed_calendar_and_that_of_one_who_has_left_open_no_more(desk: Desk, people: People, verb: object) -> None:
    _, secret = desk.do_now(open_feed, "Mari Mets")
    desk.do_now(verb, "Mari Mets")  # type: ignore[arg-type]
    with pytest.raises(NoSuchOfficial):
        desk.look_now(feed, secret)


async def test_the_web_door_gives_it_and_tells_a_stranger_nothing(desk: Desk, people: People, ref: str) -> None:
    _, secret = desk.do_now(open_feed, "Mari Mets")
    app = make_web(desk, dict, calendars(desk))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://office") as web:
        found = await web.get(f"/calendar/{secret}.ics")
        assert (found.status_code, found.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
        assert found.headers["cache-control"] == "no-store"
        assert ref in found.text
        for wrong in (secret[:-1], secret + "x", "x", "..%2f"):
            assert (await web.get(f"/calendar/{wrong}.ics")).status_code == 404


def test_the_command_prints_an_address_and_closes_it(terminal: Terminal) -> None:
    terminal("staff", "invite", "Mari Mets", "--role", "official")
    done = terminal("staff", "calendar", "Mari Mets")
    assert re.search(r"^http://127\.0\.0\.1:8080/calendar/[\w-]{43}\.ics$", done.out, re.M)
    assert terminal("staff", "calendar", "Mari Mets", "--close").code == 0
    assert terminal("staff", "calendar", "Mari Mets", "--file", "mari.ics").code == 0
    assert (terminal.folder / "mari.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert terminal("staff", "calendar", "Keegi").code == 1


def test_a_closure_is_checked_before_it_is_applied(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    assert terminal("import", "a.eml").code == 0
    safe = terminal("cases", "--json").lines[0]["safe"]
    assert terminal("calendar", "check").out == "No open case moves.\n"
    terminal.settings(SETTINGS)
    (terminal.folder / "office").mkdir()
    (terminal.folder / "office" / "closures.csv").write_text(f"day,reason\n{safe},kolimine\n", encoding="utf-8")
    (moved,) = terminal("calendar", "check", "--json").lines
    assert (moved["safe_was"], moved["days"], moved["safe_days"] < 0) == (safe, 0, True)
    assert "1 open cases move." in terminal("calendar", "check").out
    assert terminal("cases", "--json").lines[0]["safe"] == safe
    assert terminal("calendar", "apply").code == 0
    assert terminal("cases", "--json").lines[0]["safe"] == moved["safe"]
    assert terminal("calendar", "check").out == "No open case moves.\n"


def test_a_reclassified_letter_is_explained_with_both_clocks(terminal: Terminal) -> None:
    done = terminal("deadline", "selgitustaotlus", "--received", "2026-11-23T10:00", "--was", "teabenoue")
    before, _, after = done.out.partition("Pärast ümberliigitamist")
    assert "Enne ümberliigitamist" in before
    assert "30.11.2026" in before
    assert "08.12.2026" in after
