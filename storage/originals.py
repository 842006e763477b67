"""The octets of every letter and attachment, in files named by their digest."""

import hashlib
import os
import shutil
from contextlib import suppress
from pathlib import Path


class Originals:
    """A folder of files that are written once, whole, and are on the disk before anybody speaks of them."""

    def __init__(self, root: Path, keep_free: int = 64 * 1024 * 1024) -> None:
        self.root = root
        self.keep_free = keep_free  # octets

    def keep(self, octets: bytes) -> str:
        """Store `octets` durably and return their SHA-256. Raises OSError, NoRoom included, with nothing half stored."""
        return self.keep_all([octets])[0]

    def keep_all(self, letters: list[bytes]) -> list[str]:
        """Store several at once: each file and each folder is synced before the digests are returned."""
        self._demand_room(sum(map(len, letters)))
        digests, folders = [], set()
        for octets in letters:
            digest = hashlib.sha256(octets).hexdigest()
            path = self.path(digest)
            if not path.exists():
                path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                _write_durably(path, octets)
                folders |= {path.parent, self.root}
            digests.append(digest)
        for folder in folders:
            sync_folder(folder)
        return digests

    def read(self, digest: str) -> bytes:
        """Return the octets. Raises FileNotFoundError where there are none of that digest."""
        return self.path(digest).read_bytes()

    def path(self, digest: str) -> Path:
        return self.root / digest[:2] / digest

    def _demand_room(self, size: int) -> None:
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        if shutil.disk_usage(self.root).free < size + self.keep_free:
            raise NoRoom(self.root)


class NoRoom(OSError):
    """The disk is nearly full: nothing is taken in until there is room."""

    def __init__(self, root: Path) -> None:
        super().__init__(f"no room on the disk of {root}: free some space, intake goes on by itself")


def _write_durably(path: Path, octets: bytes) -> None:
    half = path.with_suffix(f".{os.getpid()}.half")
    try:
        descriptor = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(octets)
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    except OSError:
        with suppress(OSError):
            half.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Let the names in a folder be on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
