"""The template files, read once: what the agency wrote stands before what the house wrote."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

PARTS: Final = ("subject", "body", "chat")
OFTEN_MEANT: Final = frozenset({"", ".txt", ".docx", ".doc", ".odt", ".rtf", ".md", ".htm", ".html"})  # what people save a text as
OWN: Final = Path(__file__).parent / "templates"


@dataclass(frozen=True, slots=True)
class Source:
    """One file. `fault` says why its text could not be had; the text is then blank."""

    name: str  # below the root, with slashes: receipt/et/body.txt
    path: Path
    text: str
    fault: str = ""


def read_shelf(roots: Sequence[Path]) -> Mapping[str, Source]:
    """Return every template by name, the first root asked first. A root that does not exist holds nothing."""
    found: dict[str, Source] = {}
    for root in roots:
        for source in _files(root):
            found.setdefault(source.name, source)
    return MappingProxyType(dict(sorted(found.items())))


def _files(root: Path) -> Iterator[Source]:
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if _is_meant(path) and path.is_file() and not any(part.startswith(".") for part in name.split("/")):
            yield _read(name, path)


def _is_meant(path: Path) -> bool:
    """Tell whether somebody meant this file as a text; one that has the wrong ending is on the shelf too, so that the lint can say so."""
    return path.suffix == ".txt" or (path.stem in PARTS and path.suffix.lower() in OFTEN_MEANT)


def _read(name: str, path: Path) -> Source:
    try:
        return Source(name, path, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return Source(name, path, "", "the file cannot be read as UTF-8 text")
