"""The octets of every letter and attachment, in files named by their digest; with an object storage their home is there."""

import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

DIGEST: Final = 64  # signs
SYNCED_AT_ONCE: Final = 8  # files: a disk that is asked for several at a time writes them in one go, five times as fast


class Home(Protocol):
    """Where originals live when that is no folder. Every fault is an OSError; what is put is durable when `put` returns."""

    def put(self, digest: str, octets: bytes) -> None: ...

    def get(self, digest: str) -> bytes:
        """Return the octets. Raises FileNotFoundError where there are none of that digest."""
        ...

    def delete(self, digest: str) -> None: ...

    def digests(self) -> Iterator[str]: ...


class Originals:
    """A folder of files that are written once, whole, and are on the disk before anybody speaks of them.

    With a `home` the folder holds near copies of what is used now, and an original is spoken of when its home has it.
    """

    def __init__(self, root: Path, keep_free: int = 64 * 1024 * 1024, home: Home | None = None) -> None:
        self.root = root
        self.home = home
        self.keep_free = keep_free  # octets
        self._syncers = ThreadPoolExecutor(SYNCED_AT_ONCE, thread_name_prefix="originals")

    def keep(self, octets: bytes) -> str:
        """Store `octets` durably and return their SHA-256. Raises OSError, NoRoom included, with nothing half stored."""
        return self.keep_all([octets])[0]

    def keep_all(self, letters: list[bytes]) -> list[str]:
        """Store several at once: each file and each folder is synced before the digests are returned."""
        self._demand_room(sum(map(len, letters)))
        digests = [hashlib.sha256(octets).hexdigest() for octets in letters]
        places = zip(map(self.path, digests), letters, strict=True)
        fresh = {path: octets for path, octets in places if not path.exists()}
        if fresh:
            self._write_durably(fresh)
        if self.home:  # also what is near already: an earlier try may have ended before its home had it
            list(self._syncers.map(self.home.put, digests, letters))
        return digests

    def _write_durably(self, fresh: dict[Path, bytes]) -> None:
        """Write files under passing names, and give them their own when they are on the disk."""
        mark = secrets.token_hex(8)  # two folders of a mailbox may bring the same letter at the same time
        halves = {path.with_suffix(f".{mark}.half"): path for path in fresh}
        folders = {path.parent for path in fresh}
        try:
            for folder in folders:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for half, path in halves.items():
                _write(half, fresh[path])
            self._sync(list(halves))
            for half, path in halves.items():
                half.rename(path)
            self._sync([*folders, self.root])
        except OSError:
            for half in halves:
                with suppress(OSError):
                    half.unlink()
            raise

    def read(self, digest: str) -> bytes:
        """Return the octets. Raises FileNotFoundError where there are none of that digest."""
        return self.near(digest).read_bytes()

    def near(self, digest: str) -> Path:
        """Return the file of an original, brought from its home where it is not near. Raises OSError, FileNotFoundError where it is nowhere."""
        path = self.path(digest)
        if self.home and not path.exists():
            octets = self.home.get(digest)
            if hashlib.sha256(octets).hexdigest() != digest:
                raise OSError(f"original {digest[:12]} is not what it was")
            self._demand_room(len(octets))
            self._write_durably({path: octets})
        return path

    def digest_at_home(self, digest: str) -> str:
        """Return the SHA-256 of what lies where this original lives, whatever is near. Raises OSError."""
        if self.home:
            return hashlib.sha256(self.home.get(digest)).hexdigest()
        with self.path(digest).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def digests(self) -> Iterator[str]:
        """Give the digest of every original there is."""
        if self.home:
            yield from self.home.digests()
        else:
            yield from (file.name for file in sorted(self.root.glob("??/*")) if len(file.name) == DIGEST)

    def delete(self, digest: str) -> None:
        """Delete an original that nobody needs any more; one that is gone already is no trouble. Raises OSError."""
        if self.home:
            self.home.delete(digest)
        self.path(digest).unlink(missing_ok=True)

    def let_go_of_near(self, before: float) -> int:
        """Delete near copies made before a moment (seconds since 1970), and return how many; without a home there are none.

        So what another machine has deleted does not stay here.
        """
        old = [file for file in self.root.glob("??/*") if file.stat().st_mtime < before] if self.home else []
        for file in old:
            file.unlink(missing_ok=True)
        return len(old)

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def _demand_room(self, size: int) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.root).free < size + self.keep_free:
            raise NoRoom(self.root)

    def _sync(self, paths: list[Path]) -> None:
        """Return when all of them are on the disk. Raises OSError."""
        others = [self._syncers.submit(sync, path) for path in paths[1:]]
        sync(paths[0])
        for one in others:
            one.result()


class NoRoom(OSError):
    """The disk is nearly full: nothing is taken in until there is room."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"no room on the disk of {root}: free some space, intake goes on by itself")


def _write(path: Path, octets: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb", buffering=0) as file:
        left = memoryview(octets)
        while left:
            left = left[file.write(left) :]


def sync(path: Path) -> None:
    """Have a file or a folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
