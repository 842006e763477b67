"""What has changed between two versions of a letter: words put in and taken out, and everything else an approval signs."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sqlmodel import col, select

from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals_of_letters import NoDraft
from casework.turn import Turn
from rules.records import Paper
from storage.desk_tables import Draft, Official
from storage.tables import Case, Event

MOST_WORDS: Final = 4_000  # of two paragraphs that are compared word by word; longer ones are shown whole
_WORD: Final = re.compile(r"\S+\s*")

Kind = Literal["same", "added", "removed", "skipped"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a difference; of what stayed the same far from a change only that it did ("skipped")."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of one version: content. `others` names what else differs: subject, recipients, files, cover, sealed."""

    ref: str
    paper: Paper
    old: int
    new: int
    by: str
    pieces: tuple[Piece, ...]
    others: tuple[str, ...]


def changes_since_opened(turn: Turn, who: Staff, ref: str) -> Changes | None:
    """Return what has changed since this person last opened a version of the letter, None where nothing or never.

    Raises NoSuchCase, NoDraft.
    """
    case = turn.case(ref)
    newest = latest_draft(turn, case)
    opened = turn.session.exec(select(Event.note).where(
        Event.case_id == case.id, Event.who == who.label, Event.what == "opened_draft").order_by(col(Event.id).desc())).all()  # fmt: skip
    seen = [int(note[1:]) for note in opened if note[1:].isdecimal() and int(note[1:]) <= newest.version]
    old = next((one for one in (_version(turn, case, number) for number in seen) if one and one.paper is newest.paper), None)
    return None if old is None or old.version == newest.version else _changes(turn, case, old, newest)


def show_changes(turn: Turn, who: Staff, ref: str, old: int = 0) -> Changes:
    """Show what the newest version has that an older one had not, on record; 0 stands for the one before.

    Raises NoSuchCase, NoDraft where there is no such version.
    """
    case = turn.case(ref)
    newest = latest_draft(turn, case)
    before = turn.session.exec(select(Draft).where(
        Draft.case_id == case.id, Draft.paper == newest.paper, col(Draft.version) < newest.version,
        Draft.version == old if old else col(Draft.version) > 0).order_by(col(Draft.version).desc()).limit(1)).first()  # fmt: skip
    if before is None:
        raise NoDraft(ref=case.ref)
    turn.note(case, who.label, "opened_changes", f"v{before.version}-v{newest.version}")
    return _changes(turn, case, before, newest)


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """Return what was taken out of a text and put into it: by paragraphs, and by words where a paragraph was changed."""
    was, now = old.splitlines(), new.splitlines()
    pieces: list[Piece] = []
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            pieces += _around(was[first:last], at_start=not first, at_end=last == len(was))
        else:
            pieces += _replaced("\n".join(was[first:last]), "\n".join(now[start:end]))
    return tuple(pieces)


def _changes(turn: Turn, case: Case, old: Draft, new: Draft) -> Changes:
    by = turn.session.get_one(Official, new.by_id).name
    others = tuple(name for name, one, other in (
        ("subject", old.subject, new.subject), ("recipients", old.recipients, new.recipients), ("files", _names(old), _names(new)),
        ("cover", old.cover, new.cover), ("sealed", old.sealed, new.sealed)) if one != other)  # fmt: skip
    return Changes(case.ref, new.paper, old.version, new.version, by, difference(old.text, new.text), others)


def _version(turn: Turn, case: Case, number: int) -> Draft | None:
    return turn.session.exec(select(Draft).where(Draft.case_id == case.id, Draft.version == number)).first()


def _names(draft: Draft) -> list[str]:
    """Return the names of the files; that the letter's own PDF holds other words goes without saying."""
    return [one["name"] for one in draft.attachments]


def _around(lines: Sequence[str], *, at_start: bool, at_end: bool) -> Iterator[Piece]:
    """Give a line of what stayed on each side of a change, and skip what is farther away."""
    before, after = (0 if at_start else 1), (0 if at_end else 1)
    if len(lines) <= before + after + 1:
        yield Piece("same", "\n".join(lines) + "\n")
        return
    if before:
        yield Piece("same", lines[0] + "\n")
    yield Piece("skipped", "")
    if after:
        yield Piece("same", lines[-1] + "\n")


def _replaced(old: str, new: str) -> Iterator[Piece]:
    was, now = _WORD.findall(old), _WORD.findall(new)
    if not was or not now or len(was) + len(now) > MOST_WORDS:
        yield from (Piece("removed", old + "\n") for _ in old[:1])
        yield from (Piece("added", new + "\n") for _ in new[:1])
        return
    for what, first, last, start, end in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if what == "equal":
            yield Piece("same", "".join(was[first:last]))
            continue
        yield from (Piece("removed", "".join(was[first:last])) for _ in was[first:last][:1])
        yield from (Piece("added", "".join(now[start:end])) for _ in now[start:end][:1])
    yield Piece("same", "\n")
