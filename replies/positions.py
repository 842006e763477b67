"""The agency's official positions: one file a topic, each with its owner, its source and the days it is valid.

positions/<topic>.toml:

    topic = "abivajavast-lapsest-teatamine"
    owner = "järelevalve talitus"
    source = "lastekaitseseaduse § 27"
    valid_from = 2026-01-01
    valid_to = 2027-12-31          # the last day; may be left out

    [text]
    et = "..."
    ru = "..."
    en = "..."
"""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from replies.faults import BadPosition
from rules.kinds import Language

OWN: Final = Path(__file__).parent / "positions"
_WORDS: Final = ("topic", "owner", "source")
_KEYS: Final = frozenset({*_WORDS, "valid_from", "valid_to", "text"})


@dataclass(frozen=True, slots=True)
class Position:
    """What the agency says on a topic. `valid_to` is the last day, date.max where none is set."""

    topic: str
    owner: str
    source: str
    valid_from: date
    valid_to: date
    text: Mapping[Language, str]
    file: Path

    def valid_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to

    @property
    def digest(self) -> str:
        """Names the very words, so that a draft can tell that its position has changed since."""
        return hashlib.sha256("\0".join(f"{key}\0{self.text[key]}" for key in sorted(self.text)).encode()).hexdigest()


class Positions:
    """All official positions, read once. Files that cannot be used are named in `faults`, the others serve."""

    def __init__(self, *roots: Path) -> None:
        """Read `roots`, or the built-in examples if none is given; of two files of one name the first root's counts."""
        self.all: tuple[Position, ...] = ()
        self.faults: tuple[BadPosition, ...] = ()
        for file in _files(roots or (OWN,)):
            try:
                self.all += (_read(file),)
            except BadPosition as bad:
                self.faults += (bad,)

    def for_topic(self, topic: str, day: date) -> tuple[Position, ...]:
        """Return the positions on `topic` that are valid on `day`, the newest first."""
        valid = [position for position in self.all if position.topic == topic and position.valid_on(day)]
        return tuple(sorted(valid, key=lambda position: position.valid_from, reverse=True))

    def expired(self, day: date) -> tuple[Position, ...]:
        """Return the positions whose last day is past on `day`, so that their owners can be asked."""
        return tuple(position for position in self.all if position.valid_to < day)


def _files(roots: Sequence[Path]) -> list[Path]:
    found: dict[str, Path] = {}
    for root in roots:
        for path in sorted(root.glob("*.toml")):
            found.setdefault(path.name, path)
    return [found[name] for name in sorted(found)]


def _read(file: Path) -> Position:
    try:
        fields = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as wrong:
        raise BadPosition(file, f"cannot be read: {wrong}") from wrong
    if unknown := sorted(fields.keys() - _KEYS):
        raise BadPosition(file, f"unknown key: {', '.join(unknown)}")
    topic, owner, source = (_word(file, fields, key) for key in _WORDS)
    valid_from = _day(file, fields, "valid_from")
    valid_to = _day(file, fields, "valid_to") if "valid_to" in fields else date.max
    if valid_to < valid_from:
        raise BadPosition(file, "valid_to is before valid_from")
    return Position(topic, owner, source, valid_from, valid_to, _text(file, fields.get("text")), file)


def _word(file: Path, fields: Mapping[str, object], key: str) -> str:
    word = fields.get(key)
    if not isinstance(word, str) or not word.strip():
        raise BadPosition(file, f"{key} is missing")
    return word.strip()


def _day(file: Path, fields: Mapping[str, object], key: str) -> date:
    day = fields.get(key)
    if not isinstance(day, date) or isinstance(day, datetime):
        raise BadPosition(file, f"{key} must be a day, written as 2026-12-31 without quotes")
    return day


def _text(file: Path, texts: object) -> Mapping[Language, str]:
    if not isinstance(texts, dict) or Language.ESTONIAN not in texts:
        raise BadPosition(file, "the Estonian text is missing: [text] needs et")
    for language, text in texts.items():
        if language not in list(Language) or not isinstance(text, str) or not text.strip():
            raise BadPosition(file, f"the text {language} is empty or not in a language we know")
    return MappingProxyType({Language(language): text.strip() for language, text in texts.items()})
