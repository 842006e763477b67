"""The register at the terminal: cases, one case, staff, what is held, what goes out, the database."""

import json
import sqlite3
from pathlib import Path

import pytest
from sqlmodel import select

from casework.turn import Turn
from rules.kinds import Kind
from storage.originals import Originals
from storage.tables import Event
from tests.house import hire, letter, make_desk, make_office, receive
from tests.vastaja.terminal import Terminal
from vastaja.case_rows import case_rows, ledger_rows, whole_case
from vastaja.commands import setting_up
from vastaja.settings import load_settings
from vastaja.verify import verify

CASE = [
    "ref", "state", "kind", "language", "channel", "received", "registered", "due", "safe", "handler", "topic", "media",
    "child", "restricted", "letters",
]  # fmt: skip
LEDGER = [
    "id", "source", "uidvalidity", "uid", "update_id", "path", "digest", "seen", "outcome", "ref", "receipt", "why",
]  # fmt: skip


def test_the_register_the_ledger_and_a_case_have_the_keys_of_the_contract(database_url: str, tmp_path: Path) -> None:
    desk = make_desk(database_url, office=make_office())
    hire(desk)
    receive(desk, tmp_path / "originals", letter("Palun selgitage, kuidas koduteenust määratakse."))
    receive(desk, tmp_path / "originals", letter("Palun selgitage, kuidas koduteenust määratakse."), uid=2)
    (case,) = desk.look_now(case_rows)
    assert list(case) == CASE
    assert (case["ref"], case["kind"], case["registered"], case["due"], case["letters"]) == (
        "26-0001", "selgitustaotlus", "2026-11-23", "2026-12-08", 2,
    )  # fmt: skip
    assert case["received"] == "2026-11-23T10:00:00+02:00"
    rows = desk.look_now(lambda turn: list(ledger_rows(turn)))
    assert [list(row) for row in rows] == [LEDGER, LEDGER]
    assert [(row["outcome"], row["receipt"]) for row in rows] == [("case", "pending"), ("duplicate", "none")]
    whole = desk.look_now(whole_case, "26-0001")
    assert list(whole) == [*CASE[:-1], "letters", "drafts", "outbox", "events"]
    assert [list(one) for one in whole["letters"]] == [
        ["direction", "message_id", "in_reply_to", "date", "delivery"]
    ] * 2
    assert [one["direction"] for one in whole["letters"]] == ["in", "out"]
    assert {"id", "what", "to", "state", "tries", "message_id"} == set(whole["outbox"][0])
    assert list(whole["events"][0]) == ["at", "who", "what"]
    assert json.loads(json.dumps(whole)) == whole
    desk.store.close()


def test_the_register_is_asked_for_what_is_open_overdue_or_of_a_kind(database_url: str, tmp_path: Path) -> None:
    clock_desk = make_desk(database_url)
    receive(clock_desk, tmp_path, letter("Palun selgitage, kuidas koduteenust määratakse."))
    receive(
        clock_desk,
        tmp_path,
        letter("Nõuan teabenõude korras koopiat lepingust nr 5.", message_id="<2@x.example>"),
        uid=2,
    )
    assert clock_desk.look_now(case_rows, False, True, None) == []
    clock_desk.clock.move(days=10)  # type: ignore[attr-defined]
    overdue = clock_desk.look_now(case_rows, True, True, None)
    assert [row["kind"] for row in overdue] == ["teabenoue"]
    assert [row["kind"] for row in clock_desk.look_now(case_rows, False, False, Kind.EXPLANATION)] == [
        "selgitustaotlus"
    ]
    clock_desk.store.close()


def test_an_operator_walks_through_the_register(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    assert terminal("cases", "--open", "--kind", "selgitustaotlus", "--json").lines[0]["ref"] == "26-0001"
    assert "26-0001" in terminal("cases").out
    assert terminal("show", "26-1", "--json").lines[0]["ref"] == "26-0001"
    shown = terminal("show", "26-0001")
    assert "selgitustaotlus" in shown.out
    nothing = terminal("show", "26-0099")
    assert (nothing.code, nothing.out) == (1, "")
    assert nothing.err == "vastaja: there is no case 26-0099; `vastaja cases` lists them\n"
    assert terminal("cases", "--kind", "kiri").code == 2


def test_staff_are_invited_listed_and_removed(terminal: Terminal) -> None:
    done = terminal(
        "staff", "invite", "Mari Mets", "--role", "head", "--role", "official", "--email", "mari@amet.example"
    )
    assert done.code == 0
    code = done.out.splitlines()[-1].removeprefix("/start ")
    assert len(code) >= 20
    again = terminal("staff", "invite", "Mari Mets", "--role", "press", "--json").lines[0]
    assert again["code"] != code
    (mari,) = terminal("staff", "list", "--json").lines
    assert (mari["roles"], mari["bound"], mari["email"]) == (["head", "official", "press"], False, "mari@amet.example")
    assert terminal("staff", "remove", "mari").code == 0
    assert terminal("staff", "remove", "Jüri").err == (
        "vastaja: nobody here is called Jüri; `vastaja staff list` shows who is\n"
    )
    wrong = terminal("staff", "invite", "Mari Mets", "--role", "boss")
    assert (wrong.code, "official, head, press, clerk, auditor, admin" in wrong.err) == (2, True)
    assert terminal("staff", "invite", "Mari", "--role", "head", "--email", "mari").code == 2


def test_templates_are_checked_listed_and_shown(terminal: Terminal) -> None:
    assert terminal("templates", "check").code == 0
    assert {"reply", "kind", "languages", "parts", "agency"} == set(terminal("templates", "list", "--json").lines[0])
    shown = terminal("templates", "preview", "receipt", "--language", "ru")
    assert "116 111" in shown.out
    assert terminal("templates", "preview", "letter").code == 2
    for name, begins in (("a.pdf", b"%PDF"), ("a.docx", b"PK")):
        assert terminal("templates", "preview", "answer", "--to", str(terminal.folder / name)).code == 0
        assert (terminal.folder / name).read_bytes().startswith(begins)
    assert terminal("templates", "preview", "answer", "--to", str(terminal.folder / "a.txt")).code == 2
    own = terminal.folder / "office/templates/receipt/et"
    own.mkdir(parents=True)
    (own / "body.txt").write_text("Tere {{ case.correspondent }}", encoding="utf-8")
    broken = terminal("templates", "check")
    assert broken.code == 1
    assert "office/templates/receipt/et/body.txt" in broken.out


def test_a_copy_is_taken_verified_and_a_changed_letter_shows(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    done = terminal("db", "backup", "copy")
    assert done.code == 0
    assert terminal("db", "backup", "copy/vastaja.db").code == 1
    assert terminal("db", "backup", "copy.db").code == 0
    assert (terminal.folder / "copy.db").stat().st_mode & 0o077 == 0
    terminal.settings('[storage]\ndatabase = "sqlite:///copy/vastaja.db"\noriginals = "copy/originals"\n')
    whole = terminal("db", "verify", "--json")
    assert (whole.code, [one["faults"] for one in whole.lines]) == (0, [[]] * 5)
    (original,) = (terminal.folder / "copy/originals").glob("*/*")
    original.write_bytes(b"something else")
    database = sqlite3.connect(terminal.folder / "copy/vastaja.db")
    database.execute("UPDATE ledger SET ref = '26-0009'")
    database.commit()
    database.close()
    broken = terminal("db", "verify")
    assert broken.code == 1
    assert "is not what it was" in broken.out
    assert "message 1 is said to be of case 26-0009, which there is not" in broken.out


def test_a_changed_history_shows(database_url: str, tmp_path: Path) -> None:
    desk = make_desk(database_url)
    originals = Originals(tmp_path / "originals")
    receive(desk, originals.root, letter("Palun selgitage, kuidas koduteenust määratakse."))
    assert [one.faults for one in desk.look_now(verify, originals)] == [()] * 5

    def forge(turn: Turn) -> None:
        last = turn.session.exec(select(Event.hash)).one()
        forged = Event(case_id=1, at=turn.now, who="official:1", what="approve", previous=last, hash="f" * 64)
        turn.session.add_all([forged, Event(case_id=1, at=turn.now, who="vastaja", what="send", previous="elsewhere")])

    desk.do_now(forge)
    chain = desk.look_now(verify, originals)[-1]
    assert chain.faults == (
        "event 2 is not what it was", "event 3: the event before it is missing or another",
    )  # fmt: skip
    desk.store.close()


def test_the_database_is_brought_to_this_version(terminal: Terminal) -> None:
    first = terminal("db", "upgrade")
    assert (first.code, "before it was empty" in first.out) == (0, True)
    assert terminal("db", "upgrade").out.startswith("the database is at revision")
    terminal.sql("UPDATE alembic_version SET version_num = 'ffff'")
    other = terminal("cases")
    assert other.code == 1
    assert "run `vastaja db upgrade`" in other.err
    assert (terminal.folder / "var").stat().st_mode & 0o077 == 0


def test_a_database_that_is_none_is_told_in_a_sentence(terminal_with_a_file: Terminal) -> None:
    (terminal_with_a_file.folder / "var").mkdir()
    (terminal_with_a_file.folder / "var/vastaja.db").write_bytes(b"this is no database" * 100)
    done = terminal_with_a_file("cases")
    assert (done.code, done.err) == (
        1,
        "vastaja: the database cannot be used: file is not a database; check [storage] database\n",
    )


def test_held_letters_are_listed_shown_and_settled(terminal: Terminal) -> None:
    for number in range(1, 5):
        terminal.letter(f"{number}.eml", f"Palun selgitage. {number}", Message_ID=f"<{number}@post.example>")
    terminal("import", "1.eml", "2.eml", "3.eml", "4.eml", "--no-receipts")
    terminal.sql("UPDATE ledger SET outcome = 'held', why = 'by the test', ref = '' WHERE id > 1",
                 "UPDATE letter SET ledger_id = NULL WHERE ledger_id > 1")  # fmt: skip
    assert [one["id"] for one in terminal("held", "list", "--json").lines] == [2, 3, 4]
    shown = terminal("held", "show", "2")
    assert "Palun selgitage. 2" in shown.out
    assert terminal("held", "attach", "2", "26-0001").out == "letter 2 belongs to case 26-0001\n"
    assert terminal("held", "new", "3").out == "letter 3 is case 26-0005\n"
    assert terminal("held", "dismiss", "4", " ").err == "vastaja: say why, in a few words\n"
    assert terminal("held", "dismiss", "4", "rämps").code == 0
    assert terminal("held", "list", "--json").lines == []
    gone = terminal("held", "replay", "4")
    assert (gone.code, gone.err) == (
        1,
        "vastaja: nothing with the number 4 is held; `vastaja held list` shows what is\n",
    )


def test_an_uncertain_letter_is_settled_by_hand(terminal: Terminal) -> None:
    terminal.letter("1.eml")
    terminal.letter("2.eml", "Palun selgitage veel.", Message_ID="<2@post.example>")
    terminal("import", "1.eml", "2.eml")
    terminal.sql("UPDATE outboxitem SET state = 'uncertain' WHERE channel = 'mail'")
    one, two = (row["id"] for row in terminal("outbox", "list", "--json").lines if row["state"] == "uncertain")
    assert terminal("outbox", "settle", str(one), "sent").code == 0
    assert terminal("outbox", "settle", str(two), "not-sent").code == 0
    states = {row["id"]: row["state"] for row in terminal("outbox", "list", "--json").lines}
    assert (states.get(one), states[two]) == (None, "pending")
    assert terminal("outbox", "settle", str(one), "sent").code == 1
    assert terminal("outbox", "settle", str(two), "maybe").code == 2


def test_init_writes_settings_that_are_kept_from_others_and_never_overwrites(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    assert terminal("init", "amet").code == 0
    assert (tmp_path / "amet/vastaja.toml").stat().st_mode & 0o777 == 0o600
    again = terminal("init", "amet")
    assert (again.code, "is there already" in again.err) == (1, True)


def test_run_without_a_door_says_what_to_set(terminal: Terminal) -> None:
    done = terminal.apart("run")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "vastaja: there is nothing to run: name a [[mailbox]] or give [telegram] token; `vastaja init` writes an example\n"
    )
    assert terminal("--config", "vastaja.toml", "run").code == 2
    assert terminal("fly").code == 2


def test_the_version_is_printed_and_nothing_else(terminal: Terminal) -> None:
    done = terminal("--version")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("vastaja 0.")


def test_what_stands_below_the_machines_settings_keeps_its_database_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting_up, "SETTINGS_OF_THE_MACHINE", tmp_path / "etc")
    for place in ("etc/vastaja", "home"):
        assert Terminal(tmp_path)("init", place).code == 0
    there, here = (load_settings(tmp_path / place / "vastaja.toml", {}) for place in ("etc/vastaja", "home"))
    assert (there.storage.database, str(there.storage.originals)) == ("sqlite:////var/lib/vastaja/vastaja.db", "/var/lib/vastaja/originals")
    assert here.storage.database == f"sqlite:///{tmp_path}/home/var/vastaja.db"
    assert len(setting_up.KEPT_APART) == (tmp_path / "etc/vastaja/vastaja.toml").read_text("utf-8").count('"/var/lib/') + 1


def test_the_list_of_staff_says_whose_code_has_run_out(terminal: Terminal) -> None:
    assert terminal("staff", "invite", "Mari Mets", "--role", "official").code == 0
    assert terminal("staff", "list").out.rstrip().endswith("not yet")
    terminal.sql("UPDATE invitation SET expires = '2026-01-01 00:00:00+00:00'")
    assert terminal("staff", "list").out.rstrip().endswith("no, the code has run out: invite again")
    terminal("staff", "invite", "Mari Mets", "--role", "official")
    assert terminal("staff", "list").out.rstrip().endswith("not yet")
