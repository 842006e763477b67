"""Copies, the way back from them, and the move from one engine to the other."""

import resource
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import col, select

from casework.assign import take
from casework.draft import draft_answer
from casework.seal import seal
from casework.turn import Turn
from storage.carry import count_rows
from storage.originals import Originals
from storage.store import open_engine
from storage.tables import Case, Letter
from tests.house import HandClock, hire, letter, make_desk, receive
from tests.vastaja.terminal import SETTINGS, Terminal


def settled_in(terminal: Terminal, url: str) -> str:
    """Let the terminal's house remember two cases with a draft, the earlier pointing at the later, and return its settings."""
    desk = make_desk(url)
    desk.originals = Originals(terminal.folder / "originals")
    people = hire(desk)
    ref = receive(desk, terminal.folder / "originals", letter("Palun selgitage, kes maksab asenduskodu eest."))[1]
    receive(desk, terminal.folder / "originals", letter("Palun koopiat lepingust.", message_id="<2@x.example>"), uid=2)
    desk.do_now(take, people.mari, ref)
    desk.do_now(draft_answer, people.mari, ref)

    def merge(turn: Turn) -> None:
        first, second = turn.session.exec(select(Case).order_by(col(Case.id))).all()
        first.merged_into_id = second.id
        turn.session.add(first)

    desk.do_now(merge)
    desk.store.close()
    return f'[storage]\ndatabase = "{url}"\noriginals = "originals"\n{SETTINGS}'


def test_a_house_is_restored_elsewhere_from_its_copy(terminal_with_a_file: Terminal) -> None:
    terminal_with_a_file.letter("a.eml")
    terminal_with_a_file("import", "a.eml")
    assert terminal_with_a_file("db", "backup", "copy").code == 0
    before = terminal_with_a_file("cases", "--json").lines
    terminal_with_a_file.settings(f'[storage]\ndatabase = "sqlite:///new/house.db"\noriginals = "new/originals"\n{SETTINGS}')
    done = terminal_with_a_file("db", "restore", "copy")
    assert (done.code, done.err) == (0, "")
    assert terminal_with_a_file("cases", "--json").lines == before
    written = [path for place in ("var", "copy", "new") for path in (terminal_with_a_file.folder / place).rglob("*")]
    assert [path for path in written if path.stat().st_mode & 0o077] == []
    assert {"house.db", "vastaja.db", "originals"} <= {path.name for path in written}
    assert [one["faults"] for one in terminal_with_a_file("db", "verify", "--json").lines] == [[]] * 5


def test_what_was_still_to_go_when_a_copy_was_made_goes_from_the_restored_house_only_when_somebody_says_so(
    terminal_with_a_file: Terminal, tmp_path: Path,
) -> None:  # fmt: skip
    terminal = terminal_with_a_file
    url = f"sqlite:///{tmp_path}/house.db"
    desk = make_desk(url)
    desk.originals = Originals(tmp_path / "originals")
    hire(desk)
    receive(desk, tmp_path / "originals", letter("Palun selgitage, kes maksab asenduskodu eest."))
    desk.store.close()
    told = f'[storage]\ndatabase = "{{}}"\noriginals = "originals"\n{SETTINGS}'
    terminal.settings(told.format(url))
    before = {one["what"]: one["state"] for one in terminal("outbox", "list", "--json").lines}
    assert before["receipt"] == before["new_case"] == "pending"
    assert terminal("db", "backup", "copy").code == 0
    terminal.settings(told.format("sqlite:///elsewhere.db"))
    done = terminal("db", "restore", "copy")
    assert (done.code, "letters that were still to go when the copy was made, and may have gone since: 1." in done.out) == (0, True)
    (waits,) = [one for one in terminal("outbox", "list", "--json").lines if one["what"] == "receipt"]
    assert (waits["state"], waits["error"]) == ("uncertain", "was still to go when the copy was made, and may have gone since")
    assert {one["what"]: one["state"] for one in terminal("outbox", "list", "--json").lines}["new_case"] == "pending"
    assert terminal("outbox", "settle", f"{waits['id']}", "not-sent").code == 0
    assert {one["what"]: one["state"] for one in terminal("outbox", "list", "--json").lines} == before
    assert terminal("db", "verify").code == 0


def test_a_copy_never_overwrites_and_a_missing_one_is_named(terminal_with_a_file: Terminal) -> None:
    terminal_with_a_file.letter("a.eml")
    terminal_with_a_file("import", "a.eml")
    terminal_with_a_file("db", "backup", "copy")
    taken, missing = terminal_with_a_file("db", "restore", "copy"), terminal_with_a_file("db", "restore", "elsewhere")
    assert (taken.code, missing.code) == (1, 1)
    assert "move it away first" in taken.err
    assert "there is no copy here" in missing.err
    assert terminal_with_a_file("db", "verify").code == 0


def test_a_disk_that_takes_no_copy_is_told_and_nothing_half_is_left(terminal_with_a_file: Terminal, tmp_path: Path) -> None:
    terminal = terminal_with_a_file
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    before, now = resource.getrlimit(resource.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
    try:
        done = terminal("db", "backup", "copy")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, now)
    assert (done.code, done.out) == (1, "")
    assert done.err == "vastaja: copy/vastaja.db: the copy cannot be written (disk I/O error); look at this disk, or name another\n"
    assert [*(tmp_path / "copy").iterdir()] == []


def test_where_no_settings_are_named_no_empty_office_is_made_and_copied(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    for words in (("db", "backup", "copy"), ("db", "verify"), ("ledger",), ("check",), ("run",)):
        done = terminal(*words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("vastaja: there is no vastaja.toml in this folder: name your settings with --config PATH")
    assert [*tmp_path.iterdir()] == []
    assert terminal("deadline", "selgitustaotlus", "--received", "2026-11-30T10:00").code == 0
    told = terminal("db", "upgrade", VASTAJA_STORAGE__DATABASE=f"sqlite:///{tmp_path}/by-environment.db")
    assert (told.code, (tmp_path / "by-environment.db").exists()) == (0, True)


def test_a_copy_of_a_newer_program_is_not_put_in_place(terminal_with_a_file: Terminal) -> None:
    terminal_with_a_file("db", "upgrade")
    terminal_with_a_file("db", "backup", "copy")
    with sqlite3.connect(terminal_with_a_file.folder / "copy/vastaja.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'ffff'")
    terminal_with_a_file.settings(f'[storage]\ndatabase = "sqlite:///new/house.db"\n{SETTINGS}')
    newer = terminal_with_a_file("db", "restore", "copy")
    assert (newer.code, "install the newer program" in newer.err) == (1, True)
    assert not [*(terminal_with_a_file.folder / "new").glob("house.db*")]


@pytest.mark.needs("postgres")
def test_a_house_moves_from_sqlite_to_postgresql_and_its_copies_go_back(
    terminal: Terminal, postgres_url: Callable[[], str]
) -> None:
    first, second, third = f"sqlite:///{terminal.folder}/var/vastaja.db", postgres_url(), postgres_url()
    (terminal.folder / "var").mkdir()
    terminal.settings(settled_in(terminal, first))
    moved = terminal("db", "move", "vastaja.toml", second)
    assert (moved.code, moved.err) == (0, "")
    assert counted(first) == counted(second)
    assert terminal("db", "move", first, second).code == 1  # never into what is not empty
    before = terminal("cases", "--json").lines
    terminal.settings(f'[storage]\ndatabase = "{second}"\noriginals = "originals"\n{SETTINGS}')
    assert terminal("cases", "--json").lines == before
    assert [one["faults"] for one in terminal("db", "verify", "--json").lines] == [[]] * 5
    assert terminal("db", "backup", "copy").code == 0
    terminal.settings(f'[storage]\ndatabase = "{third}"\noriginals = "originals"\n{SETTINGS}')
    restored = terminal("db", "restore", "copy")
    assert (restored.code, restored.err) == (0, "")
    assert counted(third) == counted(first)
    assert_points_back_and_goes_on(third, terminal.folder / "originals")


def counted(url: str) -> dict[str, int]:
    engine = open_engine(url)
    try:
        return count_rows(engine)
    finally:
        engine.dispose()


def assert_points_back_and_goes_on(url: str, originals: Path) -> None:
    """The earlier case still points at the later one; new rows get numbers of their own."""
    desk = make_desk(url)
    assert desk.look_now(lambda turn: turn.session.exec(select(Case.merged_into_id).order_by(col(Case.id))).all()) == [
        2,
        None,
    ]
    ref = receive(desk, originals, letter("Kolmas küsimus: palun selgitage.", message_id="<3@x.example>"), uid=3)[1]
    assert ref == "26-0003"
    assert desk.look_now(lambda turn: turn.session.exec(select(Letter.id).order_by(col(Letter.id).desc())).first())
    desk.store.close()


def test_an_exported_history_that_lost_its_end_is_found_by_its_seal(terminal: Terminal) -> None:
    url = f"sqlite:///{terminal.folder}/house.db"
    terminal.settings(settled_in(terminal, url))
    clock = HandClock()
    clock.move(days=1)
    desk = make_desk(url, clock)
    assert desk.do_now(seal) is not None
    desk.store.close()
    assert terminal("db", "verify", "--export", "history.jsonl").code == 0
    assert terminal("db", "verify", "--offline", "history.jsonl").code == 0
    file = terminal.folder / "history.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:-2], lines[-1]]), encoding="utf-8")  # the newest line before the seal
    assert "lines, " in terminal("db", "verify", "--offline", "history.jsonl").out


def test_an_exported_history_is_verified_without_the_database(terminal: Terminal) -> None:
    terminal.letter("a.eml")
    terminal("import", "a.eml")
    terminal("db", "verify", "--export", "history.jsonl")
    assert terminal("db", "verify", "--offline", "history.jsonl").code == 0
    file = terminal.folder / "history.jsonl"
    file.write_text(file.read_text(encoding="utf-8").replace('"vastaja"', '"official:1"', 1), encoding="utf-8")
    assert "is not what it was" in terminal("db", "verify", "--offline", "history.jsonl").out
    file.write_text("no history\n", encoding="utf-8")
    assert "is no history" in terminal("db", "verify", "--offline", "history.jsonl").err


def test_a_password_is_never_repeated(terminal: Terminal) -> None:
    wrong = terminal("db", "move", "mysql://me:s3cret@host/x", "sqlite:///b.db")
    assert wrong.code == 2
    assert "s3cret" not in wrong.err + wrong.out
