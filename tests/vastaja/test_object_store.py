"""Originals on an S3-compatible storage: durable before the row, near for a day, copied, proved and forgotten."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.originals import Originals
from tests.rclone import BUCKET, KEY, Storage, storage
from tests.vastaja.terminal import SETTINGS, Terminal, letter
from vastaja import object_store
from vastaja.opening import originals_of
from vastaja.settings import BadSettings, load_settings

WORDS = b"Palun selgitage."
DIGEST = hashlib.sha256(WORDS).hexdigest()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a storage that is away be known at once."""
    monkeypatch.setattr(object_store, "TRIES", 1)


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Storage]:
    with storage(tmp_path / "far") as running:
        yield running


@pytest.fixture
def operator(far: Storage, terminal: Terminal) -> Terminal:
    """Return a terminal whose originals live in the bucket."""
    (terminal.folder / "s3-key").write_text(f"{KEY}\n")
    terminal.settings(f'[storage]\noriginals = "s3://{BUCKET}/office/"\n{far.toml}{SETTINGS}')
    return terminal


def originals(operator: Terminal) -> Originals:
    return originals_of(load_settings(operator.folder / "vastaja.toml", operator.environment))


def test_what_is_kept_lives_in_the_bucket_and_comes_near_again(operator: Terminal, far: Storage) -> None:
    kept = originals(operator)
    assert kept.keep(WORDS) == DIGEST
    assert far.objects == {f"office/{DIGEST[:2]}/{DIGEST}": WORDS}
    kept.path(DIGEST).unlink()
    assert kept.read(DIGEST) == WORDS
    assert kept.path(DIGEST).read_bytes() == WORDS
    with pytest.raises(FileNotFoundError):
        kept.read("0" * 64)


def test_nothing_is_kept_while_the_storage_is_away_and_the_next_try_keeps_it(operator: Terminal, far: Storage) -> None:
    kept = originals(operator)
    far.stop()
    with pytest.raises(object_store.StoreAway, match="cannot be reached"):
        kept.keep(WORDS)
    far.start()
    kept.keep(WORDS)  # the first try had left it near
    assert [*far.objects.values()] == [WORDS]


def test_a_letter_is_no_row_before_its_octets_are_in_the_bucket(operator: Terminal, far: Storage) -> None:
    operator.letter("a.eml")
    far.stop()
    refused = operator("import", "a.eml")
    assert (refused.code, "object storage" in refused.err) == (1, True)
    assert operator("ledger", "--json").lines == []
    far.start()
    assert operator("import", "a.eml").code == 0
    assert [one["outcome"] for one in operator("ledger", "--json").lines] == ["case"]


def test_an_original_that_was_changed_in_the_bucket_is_noticed(operator: Terminal, far: Storage) -> None:
    operator.letter("a.eml")
    operator("import", "a.eml")
    assert operator("db", "verify").code == 0
    (name,) = far.objects
    home = originals(operator).home
    assert home
    home.put(name[-64:], letter("Teised sõnad."))
    found = operator("db", "verify")
    assert (found.code, f"original {name[-64:][:12]} is not what it was" in found.out) == (1, True)


def test_a_house_in_a_bucket_is_copied_and_restored_into_a_folder_and_back(operator: Terminal, far: Storage) -> None:
    operator.letter("a.eml")
    operator("import", "a.eml")
    before = far.objects
    assert operator("db", "backup", "copy").out.endswith("and 1 originals to copy/originals\n")
    home = originals(operator).home
    assert home
    for name in before:
        home.delete(name[-64:])
    there = operator.settings(
        f'[storage]\ndatabase = "sqlite:///new.db"\noriginals = "s3://{BUCKET}/office"\n{far.toml}{SETTINGS}')  # fmt: skip
    restored = operator("db", "restore", "copy", "--config", there)
    assert (restored.code, restored.err) == (0, "")
    assert far.objects == before


def test_what_is_deleted_leaves_the_bucket_and_near_copies_go_by_age(operator: Terminal, far: Storage) -> None:
    kept = originals(operator)
    kept.keep(WORDS)
    made = kept.path(DIGEST).stat().st_mtime
    assert kept.let_go_of_near(before=made) == 0
    assert kept.let_go_of_near(before=made + 1) == 1
    assert kept.read(DIGEST) == WORDS
    kept.delete(DIGEST)
    assert (far.objects, kept.path(DIGEST).exists()) == ({}, False)
    kept.delete(DIGEST)  # twice is no trouble


def test_a_folder_never_lets_go_of_what_lives_in_it(tmp_path: Path) -> None:
    kept = Originals(tmp_path)
    kept.keep(WORDS)
    assert kept.let_go_of_near(before=4e9) == 0
    assert kept.read(DIGEST) == WORDS


def test_a_wrong_key_is_told_without_the_key(operator: Terminal) -> None:
    (operator.folder / "s3-key").write_text("another-key-of-old")
    with pytest.raises(object_store.StoreAway, match="it refused") as told:
        originals(operator).keep(WORDS)
    assert "another-key-of-old" not in repr(told.value)
    checked = operator("check")
    assert "originals" in checked.out
    assert "another-key-of-old" not in checked.out + checked.err


def test_check_says_that_the_bucket_can_be_written(operator: Terminal, far: Storage) -> None:
    assert f"s3://{BUCKET}/office/ can be written" in operator("check").out
    assert far.objects == {}


@pytest.mark.parametrize(("told", "why"), [
    ('originals = "s3://Two Words/x"', "name of a bucket"),
    (f'originals = "s3://{BUCKET}"', "key_file"),
])  # fmt: skip
def test_a_place_that_cannot_be_used_is_told_at_the_door(tmp_path: Path, told: str, why: str) -> None:
    (tmp_path / "vastaja.toml").write_text(f"[storage]\n{told}\n")
    with pytest.raises(BadSettings, match=why):
        load_settings(tmp_path / "vastaja.toml", {})


@pytest.fixture
def house_in_a_folder(terminal_with_a_file: Terminal, far: Storage) -> tuple[Terminal, str]:
    """Return a terminal whose house of two letters lies in a file and a folder, and settings that name the bucket instead."""
    operator = terminal_with_a_file
    for number in ("1", "2"):
        operator.letter(f"{number}.eml", f"Palun selgitage küsimust {number}.", Message_ID=f"<{number}@post.example>")
    assert operator("import", "1.eml", "2.eml").code == 0
    (operator.folder / "s3-key").write_text(f"{KEY}\n")
    return operator, f'originals = "s3://{BUCKET}/office"\n{far.toml}'


@pytest.mark.needs("postgres")
def test_a_house_moves_with_its_originals_from_a_folder_to_a_bucket_and_back(
    house_in_a_folder: tuple[Terminal, str], far: Storage, postgres_url: Callable[[], str]
) -> None:
    operator, bucket = house_in_a_folder
    before = operator("cases", "--json").lines
    new = operator.folder / "new.toml"
    new.write_text(f'[storage]\ndatabase = "{postgres_url()}"\n{bucket}{SETTINGS}', encoding="utf-8")
    moved = operator("db", "move", "vastaja.toml", "new.toml")
    assert (moved.code, moved.err) == (0, "")
    assert f"all 2 originals are at s3://{BUCKET}/office/, 2 of them new there" in moved.out
    assert len(far.objects) == 2
    assert operator("cases", "--json", "--config", new).lines == before
    assert [one["faults"] for one in operator("db", "verify", "--json", "--config", new).lines] == [[]] * 5
    back = operator.folder / "back.toml"
    back.write_text(f'[storage]\ndatabase = "sqlite:///back.db"\noriginals = "back"\n{SETTINGS}', encoding="utf-8")
    assert operator("db", "move", "new.toml", "back.toml").code == 0
    assert [one["faults"] for one in operator("db", "verify", "--json", "--config", back).lines] == [[]] * 5


def test_a_house_moves_no_row_while_an_original_is_missing_or_the_bucket_is_away(house_in_a_folder: tuple[Terminal, str], far: Storage) -> None:
    operator, bucket = house_in_a_folder
    new = operator.folder / "new.toml"
    new.write_text(f'[storage]\ndatabase = "sqlite:///new.db"\n{bucket}{SETTINGS}', encoding="utf-8")
    far.stop()
    assert "object storage" in operator("db", "move", "vastaja.toml", "new.toml").err
    far.start()
    next((operator.folder / "var/originals").glob("??/*")).unlink()
    lost = operator("db", "move", "vastaja.toml", "new.toml")
    assert (lost.code, "1 of 2 originals are neither at FROM nor at TO" in lost.err) == (1, True)
    assert operator("cases", "--json", "--config", new).lines == []
