"""The files of a case's letters, as the content page lists and gives them; giving one is an event."""

from collections import defaultdict
from dataclasses import dataclass

from sqlmodel import col, select

from casework.people import Staff
from casework.purpose import demand_purpose
from casework.refusals import NoSuchLetter
from casework.turn import Turn
from storage.tables import Attachment, Letter


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of a letter: content, its name too."""

    id: int
    name: str
    type: str
    size: int  # octets
    sha256: str
    letter: str  # the digest of the letter it came in


def files_of(turn: Turn, ref: str) -> dict[int, tuple[FileLine, ...]]:
    """Return the files of a case's letters, by the letter's id. Raises NoSuchCase."""
    case, found = turn.case(ref), defaultdict[int, list[FileLine]](list)
    for one, digest in turn.session.exec(select(Attachment, Letter.digest).join(Letter, col(Letter.id) == col(Attachment.letter_id))
                                         .where(Letter.case_id == case.id).order_by(col(Attachment.id))):  # fmt: skip
        found[one.letter_id].append(FileLine(one.id or 0, one.name, one.type, one.size, one.sha256, digest))
    return {letter_id: tuple(lines) for letter_id, lines in found.items()}


def reveal_file(turn: Turn, who: Staff, ref: str, file_id: int) -> FileLine:
    """Give one file of the case, on record. Raises NoSuchCase, PurposeNeeded, NoSuchLetter where the case has no such file."""
    case = turn.case(ref)
    demand_purpose(turn, who, case)
    chosen = next((one for lines in files_of(turn, ref).values() for one in lines if one.id == file_id), None)
    if chosen is None:
        raise NoSuchLetter(ref=case.ref)
    turn.note(case, who.label, "opened_file", f"attachment {file_id}")
    return chosen
