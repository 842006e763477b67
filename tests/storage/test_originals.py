"""Originals: whole and on the disk, or not there at all."""

import hashlib
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from storage.originals import NoRoom, Originals

LETTERS = [f"Kiri number {number}\r\n".encode() * 50 for number in range(40)]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_a_batch_is_kept_letter_for_letter(tmp_path: Path) -> None:
    originals = Originals(tmp_path)
    digests = originals.keep_all([*LETTERS, LETTERS[0], b""])
    assert [originals.read(digest) for digest in digests] == [*LETTERS, LETTERS[0], b""]
    assert names(tmp_path) == set(digests)


def test_each_file_and_folder_is_synced_before_anybody_hears_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced, real = [], os.fsync

    def fsync(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    digests = Originals(tmp_path).keep_all(LETTERS)
    files = [path for path in synced if path.endswith(".half")]
    assert {Path(path).name.partition(".")[0] for path in files} == set(digests)
    assert {*map(str, {(tmp_path / digest[:2]) for digest in digests}), str(tmp_path)} == set(synced) - set(files)
    assert synced.index(files[-1]) < min(synced.index(path) for path in synced if path not in files)


def full(_descriptor: int) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("name", ["fsync", "rename"])
def test_a_full_disk_leaves_nothing_half_stored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    broken: Callable[..., None] = full if name == "fsync" else lambda *_: full(0)
    monkeypatch.setattr(os, name, broken)
    originals = Originals(tmp_path)
    with pytest.raises(OSError, match="No space left"):
        originals.keep_all(LETTERS)
    assert names(tmp_path) == set()
    monkeypatch.undo()
    assert len(originals.keep_all(LETTERS)) == len(LETTERS)


def test_one_letter_from_two_folders_at_the_same_time_is_whole(tmp_path: Path) -> None:
    originals, letter = Originals(tmp_path), b"x" * 3_000_000
    with ThreadPoolExecutor(4) as doors:
        digests = set(doors.map(originals.keep, [letter] * 12))
    assert digests == {hashlib.sha256(letter).hexdigest()}
    assert names(tmp_path) == digests
    assert originals.read(digests.pop()) == letter


def test_a_disk_that_is_nearly_full_takes_nothing(tmp_path: Path) -> None:
    with pytest.raises(NoRoom):
        Originals(tmp_path, keep_free=2**60).keep(b"Tere")
    assert names(tmp_path) == set()
