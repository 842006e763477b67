"""Letters that lie in files: .eml, mbox and Maildir, one after the other, each with the moment the agency got it."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from mail.headers import Headers, moment, split_block, words

_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_SKEW: Final = timedelta(minutes=10)  # what a mail server's clock may be ahead of ours
# An mbox parts its letters by a line with sender and date; a line of a letter that only begins with "From " has none.
_PARTING: Final = re.compile(rb"From .*\d{1,2}:\d{2}.*\d{4}|From .*\d{4}.*\d{1,2}:\d{2}")
_QUOTED: Final = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A path that could not be read, and why."""

    path: str
    why: str


@dataclass(frozen=True, slots=True)
class FoundLetter:
    path: str  # as it was given; a letter of an mbox is followed by its number
    raw: bytes = field(repr=False)
    changed: datetime  # when the file was last written


def letters_in(paths: list[Path]) -> Iterator[FoundLetter | Unreadable]:
    """Yield every letter of the paths, folders walked through in the order of their names."""
    for path in paths:
        try:
            files = list(_files(path))
        except OSError as fault:
            yield Unreadable(str(path), fault.strerror or "cannot be read")
            continue
        for file in files:
            yield from _letters(file)


def octets_in(paths: list[Path]) -> int:
    """Return how many octets the paths hold, for a bar that shows how far it is; what cannot be looked at counts nothing."""
    total = 0
    for path in paths:
        with suppress(OSError):
            total += sum(map(_size, _files(path)))
    return total


def received_at(letter: FoundLetter, now: datetime) -> datetime:
    """Return when the agency got the letter: the top Received header, else its Date, else the file's; never in the future."""
    headers, _ = split_block(letter.raw, 0, len(letter.raw), top=True)
    for told in (_last_stop(headers), moment(headers.raw("date")), letter.changed):
        if told and _EARLIEST <= told <= now + _SKEW:
            return min(told, now)
    return now


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        path.stat()  # a path that is not there is told as such
        yield path
        return
    for folder, folders, names in os.walk(path, onerror=_raise):
        # A Maildir's own subfolders begin with a dot: what was sent, drafted and thrown away. Its tmp holds half letters.
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "tmp")
        inside_maildir = Path(folder).name in ("cur", "new")
        for name in sorted(names):
            if inside_maildir or name.lower().endswith((".eml", ".mbox", ".mbx")) or name.lower() == "mbox":
                yield Path(folder, name)


def _raise(fault: OSError) -> None:
    raise fault


def _letters(file: Path) -> Iterator[FoundLetter | Unreadable]:
    try:
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC)
        with file.open("rb") as lines:
            is_mbox = _PARTING.match(lines.readline(1000)) is not None and file.suffix.lower() != ".eml"
            lines.seek(0)
            if not is_mbox:
                yield FoundLetter(str(file), lines.read(), changed)
                return
            for number, raw in enumerate(_parted(lines), 1):
                yield FoundLetter(f"{file}#{number}", raw, changed)
    except (OSError, OverflowError) as fault:
        yield Unreadable(str(file), getattr(fault, "strerror", None) or "cannot be read")


def _parted(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the letters of an mbox, the > that guarded a line of theirs taken off (the mboxrd way)."""
    letter: list[bytes] = []
    after_blank = True
    for line in lines:
        if after_blank and _PARTING.match(line):
            if letter:
                yield _without_last_blank(letter)
            letter = []
        else:
            letter.append(line[1:] if _QUOTED.match(line) else line)
        after_blank = not line.strip(b"\r\n")
    if letter:
        yield _without_last_blank(letter)


def _without_last_blank(letter: list[bytes]) -> bytes:
    return b"".join(letter[:-1] if len(letter) > 1 and not letter[-1].strip(b"\r\n") else letter)


def _last_stop(headers: Headers) -> datetime | None:
    """Return the moment in the top Received header: the last server on the way is ours (RFC 5321 section 4.4)."""
    received = headers.all("received")
    return moment(words(received[0]).rpartition(";")[2]) if received else None


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0
