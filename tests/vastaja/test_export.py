"""The register for the document system: DHX names, both sides' numbers, marks with their end, and no private person."""

import csv
import io
from datetime import date
from pathlib import Path

from casework.approve import approve, open_draft
from casework.assign import take
from casework.draft import draft_answer, edit
from casework.letterhead import Direction
from casework.outbox import Told, claim, settle
from casework.register_number import put_number
from casework.restrict import restrict
from casework.send import send_answer
from rules.records import Dispatch
from tests.house import hire, letter, make_desk, receive
from tests.vastaja.terminal import Terminal
from vastaja.register_rows import COLUMNS, register_rows, safe_cell

TEXT = "Tere, naabri laps Mihkel Mets magab keldris ja on sageli näljas. Palun tehke midagi."
SINCE = date(2026, 11, 1)


def test_both_letters_of_a_case_are_rows_with_numbers_marks_and_no_person(database_url: str, tmp_path: Path) -> None:
    desk = make_desk(database_url)
    people = hire(desk)
    ref = receive(desk, tmp_path / "originals", letter(TEXT))[1]
    desk.do_now(take, people.mari, ref)
    desk.do_now(put_number, people.mari, ref, "5.1-3/44788-21", Direction.IN, date(2026, 11, 23))
    draft = desk.do_now(draft_answer, people.mari, ref)
    desk.do_now(edit, people.mari, ref, draft.version, "Edastasime teate lapse elukoha omavalitsusele.")
    desk.do_now(put_number, people.mari, ref, "5.1-3/44788-22", Direction.OUT)
    desk.do_now(open_draft, people.helve, ref)
    desk.do_now(approve, people.helve, ref, None, "kirjutaja enda andmed")
    desk.do_now(send_answer, people.mari, ref, "kirjutaja enda andmed")
    for parcel in desk.do_now(claim, "mail", 9):
        desk.do_now(settle, [Told(parcel.id, parcel.fence, Dispatch.SENT)])
    desk.do_now(restrict, people.mari, ref, "12, 13")  # afterwards: a restricted answer would have to leave sealed

    came, sent = desk.look_now(lambda turn: list(register_rows(turn, SINCE)))

    assert tuple(came) == tuple(sent) == COLUMNS
    assert (came["Direction"], came["RecordOriginalIdentifier"], came["RecordDateRegistered"]) == (
        "sisse", "5.1-3/44788-21", "2026-11-23")  # fmt: skip
    assert (came["AccessConditionsCode"], came["RestrictionIdentifier"], came["RestrictionEndDate"]) == (
        "AK", "AvTS§35p1p12 AvTS§35p1p13", "2101-11-23")  # fmt: skip
    assert came["ReplyDueDate"] == "2026-12-08"
    assert (sent["Direction"], sent["RecordOriginalIdentifier"], sent["InitiatorRecordOriginalIdentifier"]) == (
        "välja", "5.1-3/44788-22", "5.1-3/44788-21")  # fmt: skip
    assert (came["Correspondent"], came["Responsible"]) == ("Eraisik", "Mari Mets")
    whole = " ".join([*came.values(), *sent.values()])
    assert [one for one in ("Kadri", "Kask", "Mihkel", "post.example") if one in whole] == []
    assert desk.look_now(lambda turn: list(register_rows(turn, date(2026, 12, 1)))) == []
    desk.store.close()


def test_a_public_letter_of_an_agency_is_named_by_its_domain(database_url: str, tmp_path: Path) -> None:
    desk = make_desk(database_url)
    receive(desk, tmp_path / "originals", letter("Palume selgitust.", sender="Nõunik Nimeline <nounik@oiguskantsler.ee>"))
    (row,) = desk.look_now(lambda turn: list(register_rows(turn, SINCE)))
    assert (row["Correspondent"], row["AccessConditionsCode"], row["RestrictionBasis"]) == ("oiguskantsler.ee", "Avalik", "")
    desk.store.close()


def test_no_cell_is_a_formula() -> None:
    assert [safe_cell(one) for one in ("=1+1", "@SUM(A1)", "-5", "+372", "\tx", "5.1-3/44788-21", "")] == [
        "'=1+1", "'@SUM(A1)", "'-5", "'+372", "'\tx", "5.1-3/44788-21", ""]  # fmt: skip


def test_the_operator_exports_the_register(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    (row,) = csv.DictReader(io.StringIO(terminal("export", "register", "--since", "2020-01-01", "--format", "csv").out))
    assert row["CaseReference"].endswith("-0001")
    (same,) = terminal("export", "register", "--since", "2020-01-01", "--format", "json").lines
    assert same["RecordTitle"] == row["RecordTitle"]
    assert terminal("export", "register", "--since", "eile").code == 2
    assert terminal("export", "register", "--since", "2020-01-01", "--format", "pdf").code == 2
