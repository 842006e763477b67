"""`vastaja import`: files, mboxes and Maildirs become cases, once, whatever happens."""

import mailbox
from datetime import UTC, datetime
from pathlib import Path

import pytest

from casework.understand import Understood
from storage.originals import Originals
from tests.house import make_desk
from tests.vastaja.terminal import Terminal, letter
from vastaja.importer import Importer
from vastaja.mail_files import FoundLetter, Unreadable, letters_in, received_at
from vastaja.worker import Reader, ReadingDied

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
OUTCOMES = ["read", "case", "follow_up", "duplicate", "held", "machine", "set_aside"]


def numbered(number: int, words: str = "Palun selgitage, kuidas koduteenust määratakse.") -> bytes:
    return letter(words, Message_ID=f"<{number}@post.example>", Subject=f"Küsimus {number}")


def test_an_import_is_counted_by_outcome_and_a_second_one_changes_nothing(terminal: Terminal) -> None:
    for number in range(3):
        (terminal.folder / f"{number}.eml").write_bytes(numbered(number))
    first = terminal.apart("import", "0.eml", "1.eml", "2.eml")
    assert (first.code, list(first.lines[-1])) == (0, OUTCOMES)
    assert first.lines[-1] == {**dict.fromkeys(OUTCOMES, 0), "read": 3, "case": 3}
    second = terminal("import", "0.eml", "1.eml", "2.eml")
    assert second.lines[-1] == {**dict.fromkeys(OUTCOMES, 0), "read": 3, "duplicate": 3}
    assert len(terminal("cases", "--json").lines) == 3
    ledger = terminal("ledger", "--json").lines
    assert [(row["source"], row["outcome"], row["receipt"]) for row in ledger] == [("file", "case", "pending")] * 3


def test_letters_of_an_mbox_and_a_maildir_are_found_too(terminal: Terminal) -> None:
    box = mailbox.mbox(terminal.folder / "old.mbox")
    for number in range(3):
        box.add(numbered(number, "Palun selgitage.\n\nFrom mina ise, 2026 kell 10:15 aastal 2026.\nTere"))
    box.close()
    there = mailbox.Maildir(terminal.folder / "Maildir", create=True)
    for number in range(3, 5):
        there.add(numbered(number))
    there.add_folder("Sent").add(numbered(99))
    done = terminal("import", "old.mbox", "Maildir", "--no-receipts", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.lines == [{**dict.fromkeys(OUTCOMES, 0), "read": 5, "case": 5}]
    assert {row["receipt"] for row in terminal("ledger", "--json").lines} == {"none"}
    assert terminal("outbox", "list", "--json").lines == []


def test_only_a_path_that_cannot_be_read_ends_with_exit_1(terminal: Terminal) -> None:
    (terminal.folder / "a.eml").write_bytes(numbered(1))
    (terminal.folder / "b.eml").write_bytes(b"\0" * 100)
    done = terminal("import", "nothing", "a.eml", "b.eml")
    assert done.code == 1
    assert "vastaja: nothing: cannot be read (No such file or directory)" in done.err
    assert done.lines[-1]["read"] == 2


def test_an_mbox_gives_back_the_very_octets_of_its_letters(tmp_path: Path) -> None:
    raws = [numbered(n, "Tere\n\nFrom here on it is mine.\n\n>From there not.\n") for n in range(3)]
    box = mailbox.mbox(tmp_path / "box.mbox")
    for raw in raws:
        box.add(raw)
    box.close()
    found = list(letters_in([tmp_path / "box.mbox"]))
    assert [one.raw.replace(b"\n>From there", b"\nFrom there") for one in found if isinstance(one, FoundLetter)] == [
        raw.replace(b"\n>From there", b"\nFrom there") for raw in raws
    ]
    assert [one.path.rpartition("#")[2] for one in found] == ["1", "2", "3"]


def test_a_folder_is_walked_in_order_and_only_letters_are_taken(tmp_path: Path) -> None:
    for name in ("b/2.eml", "a/1.EML", "a/notes.txt", ".hidden/3.eml", "c.mbox"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(numbered(1))
    assert [Path(one.path).name for one in letters_in([tmp_path])] == ["c.mbox", "1.EML", "2.eml"]


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "loop.eml").symlink_to("loop.eml")
    (tmp_path / "a.eml").write_bytes(numbered(1))
    kinds = [type(one) for one in letters_in([tmp_path, tmp_path / "no"])]
    assert kinds == [FoundLetter, Unreadable, Unreadable]


@pytest.mark.parametrize(
    ("received", "date", "wanted"),
    [
        ("from a by b; Mon, 16 Nov 2026 10:00:05 +0200", "Mon, 16 Nov 2026 09:00:00 +0200", "2026-11-16T08:00:05"),
        ("from a by b; some day", "Mon, 16 Nov 2026 09:00:00 +0200", "2026-11-16T07:00:00"),
        ("from a by b; Mon, 16 Nov 2099 10:00:05 +0200", "Mon, 16 Nov 2026 09:00:00 +0200", "2026-11-16T07:00:00"),
        ("", "Mon, 16 Nov 2026 09:00:00 +0200", "2026-11-16T07:00:00"),
        ("", "Thu, 1 Jan 1970 00:00:00 +0000", "2026-11-01T12:00:00"),
        ("", "", "2026-11-01T12:00:00"),
        ("from a by b; Mon, 23 Nov 2026 12:05:00 +0000", "", "2026-11-23T12:00:00"),
    ],
)
def test_an_imported_letter_came_when_our_server_says_and_never_in_the_future(
    received: str, date: str, wanted: str
) -> None:
    raw = letter("Tere", Date=date, Received=received)
    found = FoundLetter("a.eml", raw, datetime(2026, 11, 1, 12, 0, tzinfo=UTC))
    assert received_at(found, NOW) == datetime.fromisoformat(wanted).replace(tzinfo=UTC)


class DyingReader(Reader):
    """A reader that dies over one letter and over what is in hand beside it."""

    async def read(self, raw: bytes) -> Understood:
        if b"poison" in raw:
            raise ReadingDied("reading died")
        return await super().read(raw)


async def test_a_letter_that_kills_its_reader_is_set_aside_and_the_others_are_filed(office_url: str, tmp_path: Path) -> None:
    desk = make_desk(office_url)
    size = 0
    for number, words in enumerate(("Palun selgitage.", "poison", "Palun selgitage veel.")):
        size += (tmp_path / f"{number}.eml").write_bytes(numbered(number, words))
    reader = DyingReader(desk.office.senders)
    told: list[int] = []
    try:
        importer = Importer(desk, Originals(tmp_path / "originals"), reader, receipts=True, side_by_side=2)
        done = await importer.take([tmp_path], told.append)
        again = await importer.take([tmp_path], told.append)
    finally:
        reader.close()
        desk.store.close()
    assert done.summary() == {**dict.fromkeys(OUTCOMES, 0), "read": 3, "case": 2, "set_aside": 1}
    assert again.summary() == {**dict.fromkeys(OUTCOMES, 0), "read": 3, "duplicate": 3}
    assert told == [size, size]
