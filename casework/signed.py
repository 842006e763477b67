"""An answer is signed in DigiDoc: the approved PDF goes out, a container that holds exactly it takes its place."""

from dataclasses import dataclass
from typing import Any, Final

from casework.documents import MADE, file_name
from casework.files_out import kept_pdf
from casework.given_back import note_file
from casework.handled import handled_case
from casework.newest import latest_draft
from casework.people import Staff
from casework.refusals_of_letters import ContainerRefused, NotApproved, SignFirst
from casework.signing import signed_facts
from casework.turn import Turn
from casework.under_way import demand_nothing_under_way
from casework.word_edit import FileOut
from mail.containers import is_container, open_container
from mail.letter import Signature
from mail.signers import issued_by
from reading.text import fold
from rules.life import State
from rules.records import Paper
from storage.desk_tables import Draft, Official
from storage.tables import Case

ASICE: Final = "application/vnd.etsi.asic-e+zip"
SUFFIXES: Final = ("asice", "sce", "bdoc")
LARGEST: Final = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Signed:
    """Who has signed: content."""

    version: int
    signer: str


def pdf_to_sign(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the approved answer's PDF, to be signed. Raises NoSuchCase, NotHandler, NoDraft, NotApproved, NoPdf, UnsentDraft."""
    case, draft = approved_answer(turn, who, ref)
    turn.note(case, who.label, "took_pdf_to_sign", f"v{draft.version}")
    return kept_pdf(turn, case, draft)


def take_signed(turn: Turn, who: Staff, ref: str, name: str, octets: bytes) -> Signed:
    """Put a signed container in the place of the approved PDF: the one change an approval allows.

    Raises NoSuchCase, NotHandler, NoDraft, NotApproved, NoPdf, UnsentDraft, ContainerRefused where it is broken, holds
    anything but that PDF, or the signatory has not signed it.
    """
    case, draft = approved_answer(turn, who, ref)
    kept_pdf(turn, case, draft)
    signature = _signature(turn, case, draft, name, octets)
    suffix = name.lower().rpartition(".")[2]
    row = note_file(turn, who, draft, "signed", octets, outcome="taken")
    draft.signed = {
        "name": file_name(case, draft.paper, suffix if suffix in SUFFIXES else "asice"), "type": ASICE, "sha256": row.sha256,
        MADE: "signed", "signer": signature.signer, "signed_at": signature.signed_at.isoformat() if signature.signed_at else "",
    }  # fmt: skip
    turn.session.add(draft)
    turn.touch(case)
    turn.note(case, who.label, "signed_container", f"v{draft.version} {row.sha256[:12]}")
    return Signed(draft.version, signature.signer)


def files_that_leave(draft: Draft) -> list[dict[str, Any]]:
    """Return the files of an approved letter: sealed alone, or as approved with the signed container in the place of the PDF."""
    if draft.sealed:
        return [_file(draft.sealed)]
    if not draft.signed:
        return list(draft.attachments)
    return [_file(draft.signed), *(one for one in draft.attachments if one.get(MADE) != "pdf")]


def demand_signed(turn: Turn, case: Case, draft: Draft) -> None:
    """Let no answer leave that says it is signed and is not; what is encrypted was signed before, or nobody can tell. Raises SignFirst."""
    if turn.office.approval.signed and draft.paper is Paper.ANSWER and not (draft.signed or draft.sealed):
        raise SignFirst(ref=case.ref)


def signatory_of(turn: Turn, case: Case, draft: Draft) -> str:
    """Return whose name stands below the letter."""
    return signed_facts(turn, case, turn.session.get_one(Official, draft.by_id).name).signed_by


def approved_answer(turn: Turn, who: Staff, ref: str) -> tuple[Case, Draft]:
    """Return the case and its answer as approved and not under way. Raises NoSuchCase, NotHandler, NoDraft, UnsentDraft, NotApproved."""
    case = handled_case(turn, who, ref)
    draft = latest_draft(turn, case)
    demand_nothing_under_way(turn, case, draft.paper)
    if case.state is not State.APPROVED or draft.approved_hash != draft.hash or draft.paper is not Paper.ANSWER:
        raise NotApproved(ref=case.ref)
    return case, draft


def _signature(turn: Turn, case: Case, draft: Draft, name: str, octets: bytes) -> Signature:
    """Return the signatory's own signature on exactly the approved PDF. Raises ContainerRefused."""
    if len(octets) > LARGEST:
        raise ContainerRefused(why="too_large", name="")
    if not is_container(name, "", octets):
        raise ContainerRefused(why="not_a_container", name="")
    opened = open_container(name, octets)
    if "encrypted_container" in opened.defects:
        raise ContainerRefused(why="encrypted", name="")
    if not opened.signatures or not all(one.valid for one in opened.signatures):
        raise ContainerRefused(why="not_signed" if not opened.files or not opened.signatures else "not_valid", name="")
    pdf = turn.originals.read(draft.letter_pdf)
    if [one.content for one in opened.files] != [pdf]:
        raise ContainerRefused(why="other_file", name="")
    issuers = turn.office.approval.issuers
    if issuers and not issued_by(octets, issuers):
        raise ContainerRefused(why="unknown_issuer", name="")
    signatory = signatory_of(turn, case, draft)
    found = next((one for one in opened.signatures if _same_person(one.signer, signatory)), None)
    if found is None:
        raise ContainerRefused(why="other_signer", name=signatory)
    return found


def _same_person(one: str, other: str) -> bool:
    """Compare names as certificates write them: in capitals, without the order of first and last name."""
    return bool(one) and sorted(fold(one).replace("-", " ").split()) == sorted(fold(other).replace("-", " ").split())


def _file(container: dict[str, Any]) -> dict[str, Any]:
    return {name: container[name] for name in ("name", "type", "sha256", MADE)}
