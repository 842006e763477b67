"""What is content in each table, and how it is taken out of a case: the row stays where figures or the history need it.

The history (Event) holds no personal data and is never touched: its chain verifies after any erasure.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import delete, func, text, update
from sqlmodel import Session, SQLModel, col, select

from storage import likes, word_counts
from storage.chat_tables import Conversation, InternalNote, Piece
from storage.desk_tables import ChatUpdate, ChildTrack, Draft, MediaAlert, OutboxItem, Referral, Track
from storage.page_tables import PageLink, PageWords
from storage.paper_tables import GivenBack, HandOver
from storage.register_tables import GivenFact, ListedQuestion, Restriction, UsedPosition
from storage.search import take_case_out
from storage.tables import Attachment, Case, Ledger, Letter, Original, Person, Suggestion
from storage.team_tables import ContributionRequest, PressStatement

# Rows with a case_id: what their columns hold when the case is forgotten.
# fmt: off
BLANKED: Final[Mapping[type[SQLModel], Mapping[str, Any]]] = MappingProxyType({
    Letter: {"sender_name": "", "sender": "", "reply_to": "", "recipients": [], "subject": "", "text": "", "new_text": "",
             "masked": "", "message_id": "", "in_reply_to": "", "references": "", "defects": []},
    Draft: {"subject": "", "text": "", "html": "", "recipients": [], "attachments": [], "substance": "", "reason": "",
            "returned_why": "", "letter_pdf": "", "cover": "", "sealed": {}, "signed": {}},
    OutboxItem: {"recipient": "", "values": {}, "message_id": "", "results": [], "last_error": ""},
    Suggestion: {"reasons": {}},
    Referral: {"recipient": "", "phone": "", "mail": "", "dhx": "", "chosen": [], "subject": "", "text": "", "proof": ""},
    ContributionRequest: {"mail": "", "question": "", "answer": ""},
    PressStatement: {"text": "", "returned_why": ""},
    MediaAlert: {"already_public": "", "withdrawn_why": ""},
    HandOver: {"address": "", "label_pdf": "", "proof": "", "summary": "", "spoken_with": ""},
    ChildTrack: {"done_what": ""},
    Track: {"ended_why": ""},
    Restriction: {"declined_why": ""},
    UsedPosition: {"why": ""},
})
# fmt: on
REMOVED: Final = (ListedQuestion, GivenFact, InternalNote, PageWords, PageLink)  # rows with a case_id that nothing else needs, in this order


def forget_content(session: Session, case: Case) -> list[str]:
    """Take the content of a case out of every table and return the digests of originals that nobody needs any more."""
    write_over(session)
    letters = list(session.exec(select(Letter.id).where(Letter.case_id == case.id)))
    digests = _digests(session, case, letters)
    for table, blank in BLANKED.items():
        session.execute(update(table).where(col(table.case_id) == case.id).values(**blank))  # type: ignore[attr-defined]
    for gone in REMOVED:
        session.execute(delete(gone).where(col(gone.case_id) == case.id))
    session.execute(delete(Attachment).where(col(Attachment.letter_id).in_(letters)))
    _forget_ledger(session, case)
    session.execute(delete(Conversation).where(col(Conversation.ref) == case.ref))
    word_counts.uncount_case(session, case.id or 0)
    take_case_out(session, case.id or 0)
    likes.take_case_out(session, case.id or 0)
    _forget_person(session, case)
    case.answer_to, case.doubts, case.extension_reason = "", [], ""
    session.add(case)
    session.flush()
    unneeded = _unneeded(session, case, digests)
    session.execute(delete(Original).where(col(Original.digest).in_(unneeded)))
    return unneeded


def write_over(session: Session) -> None:
    """Let SQLite overwrite what is taken out, not only mark its place as free."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))


def _digests(session: Session, case: Case, letters: Sequence[int | None]) -> set[str]:
    rows = session.exec(select(Ledger.digest).where(Ledger.ref == case.ref)).all()
    made = session.exec(select(Letter.digest).where(col(Letter.id).in_(letters))).all()  # of the messages to the bot
    files = session.exec(select(Attachment.sha256).where(col(Attachment.letter_id).in_(letters))).all()
    drafts = session.exec(select(Draft.attachments).where(Draft.case_id == case.id)).all()
    letters_of_ours = session.exec(select(Draft.letter_pdf).where(Draft.case_id == case.id)).all()
    given = session.exec(select(GivenBack.sha256).where(GivenBack.case_id == case.id)).all()
    labels = session.exec(select(HandOver.label_pdf).where(HandOver.case_id == case.id)).all()
    every = {*rows, *made, *files, *letters_of_ours, *given, *labels}
    return {*every, *(one["sha256"] for files in drafts for one in files if "sha256" in one)} - {""}


def _forget_ledger(session: Session, case: Case) -> None:
    """The row stays: it proves that the letter came, and keeps it from coming in again. The name of its file goes."""
    ids = list(session.exec(select(Ledger.id).where(Ledger.ref == case.ref)))
    session.execute(update(Ledger).where(col(Ledger.id).in_(ids)).values(path="", why=""))
    session.execute(delete(ChatUpdate).where(col(ChatUpdate.ledger_id).in_(ids)))
    session.execute(delete(Piece).where(col(Piece.ledger_id).in_(ids)))


def _forget_person(session: Session, case: Case) -> None:
    """Forget who wrote, unless the same person has a case that is still kept."""
    others = select(func.count()).select_from(Case).where(
        Case.person_id == case.person_id, Case.id != case.id, col(Case.erased_at).is_(None))  # fmt: skip
    if not session.exec(others).one():
        session.execute(
            update(Person).where(col(Person.id) == case.person_id).values(name="", address="", telegram_id=None)
        )


def _unneeded(session: Session, case: Case, digests: Iterable[str]) -> list[str]:
    """Return those digests that nothing of another case that is kept stands on."""
    kept = select(Case.ref).where(col(Case.erased_at).is_(None), Case.id != case.id)
    needed = set(session.exec(select(Ledger.digest).where(
        col(Ledger.digest).in_(digests), (col(Ledger.ref).in_(kept)) | (Ledger.ref == ""))))  # fmt: skip
    needed |= set(session.exec(select(Attachment.sha256).where(col(Attachment.sha256).in_(digests))))
    for table, digest in ((GivenBack, col(GivenBack.sha256)), (HandOver, col(HandOver.label_pdf))):  # as the label of one address
        needed |= set(session.exec(select(digest).join(Case, col(table.case_id) == col(Case.id)).where(
            digest.in_(digests), Case.id != case.id, col(Case.erased_at).is_(None))))  # fmt: skip
    return sorted(set(digests) - needed)
