"""The letters of a campaign are signed as a bundle: their PDFs go out in one archive, and each comes back in a container of its own.

One container around them all would show every person the others' letters, so none such is taken.
"""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Final

from casework.campaigns import CampaignView, campaign_of
from casework.people import Staff
from casework.refusals import Refusal
from casework.refusals_of_letters import ContainerRefused, NothingToSign
from casework.signed import LARGEST, approved_answer, pdf_to_sign, take_signed
from casework.turn import Turn
from casework.word_edit import FileOut
from mail.containers import is_container, open_container
from mail.documents import CannotOpen, Entry, open_archive

NAME_SHOWN: Final = 40  # signs of a file's name in a refusal


@dataclass(frozen=True, slots=True)
class Bundle:
    """What a bundle brought: the campaign as it is now, how many letters it signed, and which files were not taken: name, why, who ought to have signed."""

    campaign: CampaignView
    taken: int
    refused: tuple[tuple[str, str, str], ...]


def pdfs_to_sign(turn: Turn, who: Staff, ref: str) -> FileOut:
    """Return the approved PDFs that nobody has signed yet in one archive, each on record.

    Raises NoSuchCase, NoCampaign, NothingToSign.
    """
    found, waiting = campaign_of(turn, ref), _waiting(turn, who, ref)
    if not waiting:
        raise NothingToSign(ref=found.ref)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for case_ref in waiting.values():
            file = pdf_to_sign(turn, who, case_ref)
            archive.writestr(zipfile.ZipInfo(file.name), file.octets)
    return FileOut(f"{found.ref}-allkirjastamiseks.zip", out.getvalue(), len(waiting))


def take_signed_letters(turn: Turn, who: Staff, ref: str, name: str, octets: bytes) -> Bundle:
    """Put each container of an archive, or the one given, in the place of the PDF it holds; what does not fit stops no other.

    Raises NoSuchCase, NoCampaign, ContainerRefused where the file is no container and holds none.
    """
    waiting, taken = _waiting(turn, who, ref), 0
    refused: list[tuple[str, str, str]] = []
    for one in _containers(name, octets):
        shown = one.name.replace("\\", "/").rpartition("/")[2][:NAME_SHOWN]
        try:
            case_ref = waiting.get(_pdf_in(one))
            if case_ref is None:
                raise ContainerRefused(why="other_file", name="")
            with turn.session.begin_nested():
                take_signed(turn, who, case_ref, one.name, one.content)
            taken += 1
        except ContainerRefused as not_taken:
            refused.append((shown, str(not_taken.facts["why"]), str(not_taken.facts["name"])))
    return Bundle(campaign_of(turn, ref), taken, tuple(refused))


def _waiting(turn: Turn, who: Staff, ref: str) -> dict[str, str]:
    """Return the letters whose signature is awaited: the reference by the digest of the PDF."""
    found = {}
    for line in campaign_of(turn, ref).lines:
        if line.unsigned:
            try:
                case, draft = approved_answer(turn, who, line.ref)
            except Refusal:  # meanwhile on another desk, or changed: it is signed by itself
                continue
            if draft.letter_pdf:
                found[draft.letter_pdf] = case.ref
    return found


def _containers(name: str, octets: bytes) -> list[Entry]:
    if len(octets) > LARGEST:
        raise ContainerRefused(why="too_large", name="")
    if is_container(name, "", octets):
        return [Entry(name, octets)]
    try:
        found = [one for one in open_archive(octets) if is_container(one.name, "", one.content)]
    except CannotOpen:
        found = []
    if not found:
        raise ContainerRefused(why="not_a_container", name="")
    return found


def _pdf_in(one: Entry) -> str:
    """Return the digest of the one file a container holds, "" where it holds none or several."""
    files = open_container(one.name, one.content).files
    return hashlib.sha256(files[0].content).hexdigest() if len(files) == 1 else ""
