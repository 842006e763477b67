"""An answer under access restriction leaves encrypted: the official makes the container in DigiDoc, the approval signs its digest.

We cannot look inside: that the container holds this PDF is the official's word, and the approver is told so.
"""

from dataclasses import replace
from typing import Any, Final

from casework.documents import MADE
from casework.edit import demand_version
from casework.files_out import kept_pdf
from casework.given_back import note_file
from casework.letters import facts_of, written_language
from casework.people import Staff
from casework.plan import plan_of
from casework.refusals_of_letters import ContainerRefused, NotRestricted, NotUnderWay
from casework.texts_at_fault import texts_refused
from casework.turn import Turn
from casework.word_edit import FileOut
from casework.write import write
from mail.encrypted import declared_recipients, is_encrypted
from rules.kinds import Language
from rules.life import State
from rules.records import Paper
from storage.desk_tables import Draft
from storage.tables import Case

TYPE: Final = "application/octet-stream"
LARGEST: Final = 20 * 1024 * 1024
COVER: Final = "sealed_cover"


def pdf_to_seal(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the newest version's PDF, to be encrypted. Raises NoSuchCase, NotHandler, NoDraft, NotRestricted, NoPdf."""
    case, draft = _restricted(turn, who, ref)
    turn.note(case, who.label, "took_pdf_to_seal", f"v{draft.version}")
    return kept_pdf(turn, case, draft)


def take_sealed(turn: Turn, who: Staff, ref: str, name: str, octets: bytes, version: int | None = None) -> Draft:
    """Make a new version that leaves as this container with a covering mail that holds no personal data.

    Raises NoSuchCase, NotHandler, NoDraft, OutOfDate, NotRestricted, ContainerRefused, and what writing a version raises.
    """
    case, draft = _restricted(turn, who, ref, version)
    suffix = "cdoc2" if octets.startswith(b"CDOC\x02") else "cdoc"
    if len(octets) > LARGEST:
        raise ContainerRefused(why="too_large", name="")
    if not is_encrypted(octets):
        raise ContainerRefused(why="not_encrypted", name="")
    kept_pdf(turn, case, draft)
    row = note_file(turn, who, draft, "sealed", octets, outcome="taken")
    sealed: dict[str, Any] = {
        "name": f"{case.ref}.{suffix}", "type": TYPE, "sha256": row.sha256, MADE: "sealed", "recipients": list(declared_recipients(octets)),
    }  # fmt: skip
    made = write(turn, case, who, replace(plan_of(turn, draft), sealed=sealed, cover=_cover(turn, case)))
    if made.letter_pdf != draft.letter_pdf:
        raise ContainerRefused(why="letter_changed", name="")
    turn.note(case, who.label, "sealed_container", f"v{made.version} {row.sha256[:12]}")
    return made


def _cover(turn: Turn, case: Case) -> str:
    language, facts = written_language(case.language), facts_of(turn, case)
    library = turn.office.library
    with texts_refused():
        if language is Language.ESTONIAN:
            return library.render(COVER, Language.ESTONIAN, facts).text
        return library.render_bilingual(COVER, language, facts).text


def _restricted(turn: Turn, who: Staff, ref: str, version: int | None = None) -> tuple[Case, Draft]:
    case, draft = demand_version(turn, who, ref, version)
    if not case.restricted or draft.paper is not Paper.ANSWER:
        raise NotRestricted(ref=case.ref)
    if case.state not in (State.DRAFTED, State.APPROVED) or draft.sent_at:
        raise NotUnderWay(ref=case.ref)
    return case, draft
