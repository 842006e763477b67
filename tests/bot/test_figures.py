"""Figures in the chat: the month with its picture, the files, the head's Monday, what is late and why, the live board."""

from datetime import UTC, date, datetime

import pytest

from bot.periods import period_named
from casework.board import repaint_boards
from casework.monday import tell_monday
from casework.press_clock import count_down
from tests.bot.room import Room
from tests.house import DUTY, HEADS, HELVE, PRESS, HandClock

TODAY = date(2026, 11, 23)  # Monday


@pytest.mark.parametrize(("words", "first", "last"), [
    ("", date(2026, 11, 1), TODAY), ("november", date(2026, 11, 1), TODAY), ("Ноябрь", date(2026, 11, 1), TODAY),
    ("oktoober", date(2026, 10, 1), date(2026, 10, 31)), ("detsember", date(2025, 12, 1), date(2025, 12, 31)),
    ("eelmine", date(2026, 10, 1), date(2026, 10, 31)), ("2", date(2026, 2, 1), date(2026, 2, 28)), ("2.2024", date(2024, 2, 1), date(2024, 2, 29)),
    ("2026-03", date(2026, 3, 1), date(2026, 3, 31)), ("märts 2025", date(2025, 3, 1), date(2025, 3, 31)), ("2025", date(2025, 1, 1), date(2025, 12, 31)),
    ("2026", date(2026, 1, 1), TODAY),
])  # fmt: skip
def test_a_month_is_read_as_people_write_it(words: str, first: date, last: date) -> None:
    assert period_named(words, TODAY) == (first, last)


@pytest.mark.parametrize("words", ["blaabla", "13", "0", "13.2026", "2026-13", "12.2026", "2027", "detsember 2026", "1 2 3", "november november", "1.1899"])
def test_what_is_no_month_is_none(words: str) -> None:
    assert period_named(words, TODAY) is None


async def test_a_month_comes_with_its_picture_and_its_files(room: Room) -> None:
    ref = room.letter_comes()
    shown = (await room.heard(room.mari, "/aruanne"))[-1]
    assert shown.file is not None
    assert shown.file.is_photo
    assert "Saabus: 1" in shown.text
    assert ref not in shown.text
    assert shown.buttons == ["PDF", "XLSX", "CSV"]
    await room.press(room.mari, shown, "CSV")
    sent = room.last(11).file
    assert sent is not None
    assert sent.upload.name == "vastaja-2026-11-01-2026-11-23.csv"
    assert b"by_handler" not in sent.upload.content


async def test_an_empty_month_and_no_month_are_told_in_a_sentence(room: Room) -> None:
    said = await room.say(room.helve, "/report november 2025")
    assert "Sel ajal ei saabunud ega vastatud midagi." in said
    assert "Sellist kuud ei ole: blaabla. Näited" in await room.say(room.mari, "/aruanne blaabla")
    assert "Sellist kuud ei ole" in await room.say(room.mari, "/aruanne detsember 2030")


async def test_lines_of_officials_are_for_heads_in_private(room: Room) -> None:
    room.letter_comes()
    shown = (await room.heard(room.helve, "/aruanne"))[-1]
    assert shown.buttons == ["PDF", "XLSX", "CSV", "⚫ Mis hilineb ja miks", "🗓 Esmaspäev"]
    await room.press(room.helve, shown, "CSV")
    sent = room.last(HELVE).file
    assert sent is not None
    assert b"by_handler" in sent.upload.content
    in_group = (await room.heard(room.helve, "/aruanne", HEADS))[-1]
    await room.press(room.helve, in_group, "CSV")
    sent = room.last(HEADS).file
    assert sent is not None
    assert b"by_handler" not in sent.upload.content


async def test_the_monday_is_one_screen_with_one_tap_to_each_list(room: Room, clock: HandClock) -> None:
    ref = room.letter_comes()
    assert room.desk.do_now(tell_monday) == 1
    await room.tell()
    screen = room.last(HELVE)
    assert screen.text.startswith("🗓 Nädala algus")
    assert "Eelmisel nädalal (16.11.2026–22.11.2026) saabus 0, vastati 0\nSel nädalal seni saabus 1, vastati 0" in screen.text
    assert "Mari Mets: 0" in screen.text
    assert screen.buttons == ["Avatud 1", "Võtmata 1"]
    await room.press(room.helve, screen, "Võtmata 1")
    assert ref in room.last(HELVE).text
    clock.now = datetime(2026, 12, 15, 8, 0, tzinfo=UTC)
    assert "üle tähtaja 1" in await room.say(room.helve, "/aruanne esmaspäev")
    assert "Üle tähtaja: 1" in room.last(HELVE).text or "Üle tähtaja 1" in room.last(HELVE).buttons
    await room.press(room.helve, room.last(HELVE), "⚫ Mis hilineb ja miks")
    assert "keegi ei ole võtnud" in room.last(HELVE).text
    refused = await room.say(room.mari, "/aruanne esmaspäev")
    assert "Nädala algus" not in refused
    assert "Mis hilineb" not in await room.say(room.mari, "/aruanne hilinenud")


async def test_the_board_lives_in_one_message(room: Room, clock: HandClock) -> None:
    board = (await room.heard(room.helve, "/aruanne tahvel", HEADS))[-1]
    assert "Võtmata: 0" in board.text
    room.letter_comes()
    clock.move(minutes=4)
    assert room.desk.do_now(repaint_boards) == 1
    await room.tell()
    assert "Võtmata: 1" in board.text
    assert "Tahvel" not in await room.say(room.mari, "/aruanne tahvel", DUTY)


async def test_the_journalist_s_deadline_counts_down_on_the_same_card(room: Room, clock: HandClock) -> None:
    room.letter_comes("Olen Postimehe ajakirjanik ja kirjutan artiklit. Palun vastust täna kella 15-ks: mitu last on asenduskodus?",
                      sender="A <a@postimees.ee>")  # fmt: skip
    await room.tell()
    alert = room.last(PRESS)
    assert "jäänud 5 t 0 min" in alert.text
    clock.move(hours=3, minutes=10)
    for _ in range(3):
        room.desk.do_now(count_down)
    await room.tell()
    assert "jäänud 1 t 50 min" in alert.text
    assert room.last(PRESS) is alert
