"""Shows a reply with made-up facts, as `vastaja templates preview` and `list` print it."""

from collections.abc import Iterator
from dataclasses import dataclass

from replies.catalogue import REPLIES, WRITTEN
from replies.library import Library
from replies.samples import sample_facts
from replies.shelf import OWN
from rules.kinds import Kind, Language


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the inventory: a reply (for one kind of letter, or for all) and what is written of it."""

    reply: str
    kind: str  # "" for all kinds
    languages: tuple[str, ...]
    parts: tuple[str, ...]
    agency: bool  # whether the agency wrote any of it


def preview(library: Library, reply: str, language: Language, kind: Kind | None = None) -> str:
    """Return all parts of a reply, filled with made-up facts. Raises as Library.render does."""
    return "\n".join(_parts(library, reply, language, kind))


def inventory(library: Library) -> tuple[Entry, ...]:
    """Return every reply that is written, those of one kind after those for all."""
    rows: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
    for source in library.shelf.values():
        reply, *kind, language, part = source.name.removesuffix(".txt").split("/")
        if reply != "common":
            agency = not source.path.is_relative_to(OWN)
            rows.setdefault((reply, "/".join(kind)), []).append((language, part, agency))
    return tuple(
        Entry(
            reply,
            kind,
            languages=tuple(language for language in WRITTEN if language in {row[0] for row in found}),
            parts=tuple(sorted({row[1] for row in found})),
            agency=any(row[2] for row in found),
        )
        for (reply, kind), found in sorted(rows.items())
    )


def _parts(library: Library, reply: str, language: Language, kind: Kind | None) -> Iterator[str]:
    facts = sample_facts(reply, kind)
    parts = REPLIES[reply].parts if reply in REPLIES else ("subject", "body")
    if "subject" in parts:
        letter = library.render(reply, language, facts, kind)
        yield f"{letter.subject}\n\n{letter.text}"
    if "chat" in parts:
        yield library.chat(reply, language, facts, kind) + "\n"
