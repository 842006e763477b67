"""The letter as a PDF and a .docx: made with the words it holds, kept by digest, and signed by the approval with them."""

import hashlib
from collections.abc import Sequence
from typing import Final

from sqlmodel import select

from casework.office import Office
from casework.refusals_of_letters import BrokenLetterhead
from casework.turn import Turn
from replies.facts import CaseFacts
from replies.faults import BrokenTemplate, UnprintableSign
from replies.library import Rendered
from replies.sheet import Sheet, sheet_of
from replies.typeset import pdf_of
from replies.word_file import docx_of
from rules.records import Paper
from storage.tables import Case, Original, Person

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MADE: Final = "made"  # marks a file of ours among the attachments: pdf, docx
BEARS_FILES: Final = (Paper.ANSWER, Paper.REFUSAL)  # other papers are short notices: the mail's own words
NAMES: Final = {
    Paper.ANSWER: "vastus", Paper.EXTENSION: "pikendamine", Paper.CLARIFICATION: "tapsustus", Paper.FORWARDING: "edastamine",
    Paper.FORWARDING_BODY: "kiri", Paper.REFUSAL: "vastamata", Paper.LATE_NOTICE: "hilinemine",
}  # fmt: skip


def file_name(case: Case, paper: Paper, suffix: str) -> str:
    """Return the name of a file: the number and what it is, never a person's name."""
    return f"{case.ref}-{NAMES[paper]}.{suffix}"


def sheet_for(turn: Turn, case: Case, paper: Paper, rendered: Rendered, recipients: Sequence[str],
              facts: CaseFacts) -> Sheet:  # fmt: skip
    """Return a finished letter as it stands on the letterhead."""
    person = turn.session.get_one(Person, case.person_id)
    to = [] if paper is Paper.FORWARDING_BODY else [person.name, *(one for one in recipients if "@" in one)]
    sheet = sheet_of(turn.office.facts, facts, rendered.subject, rendered.parts, to, turn.today)
    return sheet.signed() if paper is Paper.ANSWER and turn.office.approval.signed else sheet


def make_documents(
    turn: Turn, case: Case, paper: Paper, rendered: Rendered, recipients: Sequence[str], facts: CaseFacts
) -> tuple[str, list[dict[str, str]]]:
    """Make the letter's PDF, and the files the agency wishes on its answers.

    Return the PDF's digest, "" where the letter holds a sign that cannot be printed, and the attachments.

    Raises BrokenLetterhead, OSError.
    """
    sheet = sheet_for(turn, case, paper, rendered, recipients, facts)
    try:
        digest = keep(turn, pdf_octets(turn.office, sheet))
    except UnprintableSign:
        return "", []  # an emoji must not hinder a mail: it goes without the file, and the draft says so
    # Under a restriction no file leaves open: a container takes its place (casework/sealed.py).
    open_file = paper in BEARS_FILES and _by_mail(recipients) and not case.restricted
    wished = turn.office.approval.attach if open_file else ()
    files = []
    if "pdf" in wished:
        files.append({"name": file_name(case, paper, "pdf"), "type": PDF, "sha256": digest, MADE: "pdf"})
    if "docx" in wished:
        octets = keep(turn, docx_octets(turn.office, sheet))
        files.append({"name": file_name(case, paper, "docx"), "type": DOCX, "sha256": octets, MADE: "docx", "hidden": ""})
    return digest, files


def pdf_octets(office: Office, sheet: Sheet, name: str = "letter.typ") -> bytes:
    """Raises BrokenLetterhead, UnprintableSign."""
    try:
        return pdf_of(sheet, name, office.letterhead)
    except BrokenTemplate as broken:
        raise BrokenLetterhead(file=name, why=broken.sentence) from broken


def docx_octets(office: Office, sheet: Sheet, fields: Sequence[str] = ()) -> bytes:
    """Raises BrokenLetterhead."""
    try:
        return docx_of(sheet, office.calendar.zone, office.letterhead, fields)
    except BrokenTemplate as broken:
        raise BrokenLetterhead(file="letter.docx", why=broken.sentence) from broken


def keep(turn: Turn, octets: bytes) -> str:
    """Store octets beside the originals, on the disk before any row speaks of them, and return their SHA-256."""
    digest = hashlib.sha256(octets).hexdigest()
    if turn.session.exec(select(Original.digest).where(Original.digest == digest)).first() is None:
        turn.originals.keep(octets)
        turn.session.add(Original(digest=digest, size=len(octets), at=turn.now))
        turn.session.flush()
    return digest


def _by_mail(recipients: Sequence[str]) -> bool:
    return any("@" in one for one in recipients)
