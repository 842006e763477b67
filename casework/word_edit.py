"""A draft is edited in Word: handed out as a .docx with marked fields, taken back by what stands between the marks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from casework.documents import docx_octets, file_name, sheet_for
from casework.draft import edit
from casework.edit import demand_version
from casework.given_back import EDITED, HANDED, newest_file, note_file
from casework.people import Staff
from casework.plan import BETWEEN, in_two_languages, plan_of
from casework.refusals_of_letters import EditedOutside, NotForEditing, TrackedChanges, WordRefused
from casework.signing import signed_facts
from casework.turn import Turn
from casework.wording import rendered_of
from mail.documents import CannotOpen
from mail.edited_word import EditedWord, Paragraph, read_edited
from replies.word_file import BEGIN, END, FIELDS, HELD
from rules.records import Paper
from storage.desk_tables import Draft, Official

WRITTEN_BY_HAND: Final = frozenset(Paper) - {Paper.FORWARDING, Paper.FORWARDING_BODY}
ACCEPT, REFUSE = "accept", "refuse"
NAMED: Final = frozenset({"not_a_docx", "document_too_large", "macros", "embedded_files"})
LINE: Final = "\n---\n"  # between the Estonian words and those in the language of the person


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file for an official: content."""

    name: str
    octets: bytes
    version: int


def docx_to_edit(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Hand out the newest version as a .docx whose words may be edited between two marked lines, on record.

    Raises NoSuchCase, NotHandler, NoDraft, NotForEditing, FactMissing, BrokenLetterhead.
    """
    case, draft = demand_version(turn, who, ref)
    if draft.paper not in WRITTEN_BY_HAND:
        raise NotForEditing(ref=case.ref)
    words = in_two_languages(draft.substance or draft.reason)
    fields = words if words[1] else words[:1]
    held = LINE.join(HELD[: len(fields)])
    drafter = turn.session.get_one(Official, draft.by_id).name
    rendered = rendered_of(turn, case, replace(plan_of(turn, draft), substance=held), drafter)
    sheet = sheet_for(turn, case, draft.paper, rendered, draft.recipients, signed_facts(turn, case, drafter))
    octets = docx_octets(turn.office, sheet, fields)
    note_file(turn, who, draft, HANDED, octets)
    turn.note(case, who.label, "took_docx", f"v{draft.version}")
    return FileOut(file_name(case, draft.paper, "docx"), octets, draft.version)


def take_docx(turn: Turn, who: Staff, ref: str, octets: bytes, version: int | None = None) -> Draft:
    """Keep an edited .docx. What becomes of it says `apply_docx`: a refusal must not lose the file.

    Raises NoSuchCase, NotHandler, NoDraft, OutOfDate where the version it was made from is not the newest any more.
    """
    case, draft = demand_version(turn, who, ref, version)
    note_file(turn, who, draft, EDITED, octets)
    turn.note(case, who.label, "gave_docx_back", f"v{draft.version}")
    return draft


def apply_docx(turn: Turn, who: Staff, ref: str, version: int | None = None, changes: str = "") -> Draft:
    """Make a new version of the .docx this person gave back last. `changes`: accept or refuse those that were tracked.

    Raises NoSuchCase, NotHandler, NoDraft, OutOfDate, WordRefused, TrackedChanges where nobody has said what to do with
    them, EditedOutside, and what writing a version raises.
    """
    case, draft = demand_version(turn, who, ref, version)
    handed, back = newest_file(turn, draft, HANDED), newest_file(turn, draft, EDITED, who.id)
    if handed is None or back is None:
        raise WordRefused(why="not_handed_out")
    edited = _read(turn.originals.read(back.sha256))
    if edited.tracked and changes not in (ACCEPT, REFUSE):
        raise TrackedChanges(ref=case.ref, count=edited.tracked, version=draft.version)
    before = _read(turn.originals.read(handed.sha256))
    fields = _fields(before, edited, edited.refused if changes == REFUSE else edited.accepted)
    unseen = in_two_languages(draft.substance or draft.reason)[len(fields) :]  # a translation that this letter does not bear
    text = LINE.join(filter(None, (*fields, *unseen)))
    made = edit(turn, who, ref, draft.version, text)
    back.outcome = f"v{made.version}"
    turn.session.add(back)
    turn.note(case, who.label, "edited_in_word", f"v{made.version} {changes}".strip())
    return made


def _read(octets: bytes) -> EditedWord:
    try:
        return read_edited(octets)
    except CannotOpen as cannot:
        raise WordRefused(why=cannot.why if cannot.why in NAMED else "broken") from cannot


def _fields(before: EditedWord, edited: EditedWord, lines: Sequence[Paragraph]) -> list[str]:
    """Return the words of the fields. Raises EditedOutside where anything around them was touched."""
    was, now = _apart(before.accepted), _apart(lines)
    if was is None or now is None or len(was[1]) != len(now[1]):
        raise EditedOutside(words="")
    if touched := _first_difference(was[0], now[0]):
        raise EditedOutside(words=touched)
    if before.around != edited.around:
        raise EditedOutside(words="")
    if any(one.picture for field in now[1] for one in field):
        raise WordRefused(why="pictures")
    return list(map(_field_text, now[1]))


def _apart(lines: Sequence[Paragraph]) -> tuple[list[str], list[list[Paragraph]]] | None:
    """Return what stands around the fields, and each field; None where a mark is gone, doubled or out of order."""
    outside: list[str] = []
    fields: list[list[Paragraph]] = []
    inside = ""
    for line in lines:
        told = " ".join(line.text.split())
        opened = next((name for name in FIELDS if told == BEGIN.format(field=name)), "")
        closed = next((name for name in FIELDS if told == END.format(field=name)), "")
        if (opened and inside) or (closed and closed != inside):
            return None
        if opened:
            inside = opened
            fields.append([])
        elif closed:
            inside = ""
        elif inside:
            fields[-1].append(line)
        elif told:
            outside.append(told)
    return (outside, fields) if fields and not inside else None


def _first_difference(was: Sequence[str], now: Sequence[str]) -> str:
    """Return the beginning of the first line outside the fields that is not as it was; "" where all are."""
    for one, other in zip(was, now, strict=False):
        if one != other:
            return one[:60]
    longer = [*was[len(now) :], *now[len(was) :]]
    return longer[0][:60] if longer else ""


def _field_text(lines: Sequence[Paragraph]) -> str:
    """Return a field as plain text: an empty line between paragraphs, the items of a list under each other."""
    told = [line for line in lines if line.text]
    blocks = [
        "\n".join(f"- {line.text}" for line in group) if item else "\n\n".join(line.text for line in group)
        for item, group in groupby(told, key=lambda line: line.item)
    ]
    return "\n\n".join(blocks).replace(BETWEEN, "")
