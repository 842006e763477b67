"""Shows a reply with made-up facts, as `vastaja templates preview` and `list` print it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path

from replies.catalogue import REPLIES, WRITTEN
from replies.facts import CaseFacts
from replies.inspection import well_placed
from replies.library import Library
from replies.samples import CASE, OFFICE, sample_facts
from replies.sheet import sheet_of
from replies.shelf import OWN
from replies.typeset import pdf_of
from replies.word_file import docx_of
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


def on_letterhead(library: Library, reply: str, language: Language, kind: Kind | None, folder: Path, zone: tzinfo, suffix: str) -> bytes:
    """Return a reply on the agency's letterhead as a ".pdf" or a ".docx", with made-up facts. Raises as Library.render does."""
    facts = sample_facts(reply, kind)
    made = library.render(reply, language, facts, kind)
    case = facts.get("case", CASE)
    to = (CASE.correspondent, "mari.naidis@post.example") if reply in REPLIES and REPLIES[reply].to_citizen else ()
    sheet = sheet_of(OFFICE, case if isinstance(case, CaseFacts) else CASE, made.subject, made.parts, to, CASE.received)
    return pdf_of(sheet, folder=folder) if suffix == ".pdf" else docx_of(sheet, zone, folder)


def inventory(library: Library) -> tuple[Entry, ...]:
    """Return every reply that is written, those of one kind after those for all."""
    rows: dict[tuple[str, str], list[tuple[str, str, bool]]] = {}
    for source in library.shelf.values():
        if not well_placed(source.name):
            continue  # `templates check` tells of it
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
