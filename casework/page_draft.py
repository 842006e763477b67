"""A draft on the content page: its versions, what somebody is writing beside them, and the approval of exactly what was opened.

What is typed is kept a moment later, each visit's words apart from all others', so that no window and no colleague writes over
another's. They become a version when their writer says so; a version that somebody else has made meanwhile is told.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework.approve import approve, open_draft
from casework.content import DraftView, draft
from casework.draft import edit
from casework.draft_language import DraftLanguage, language_of
from casework.edit import paragraphs
from casework.handled import handled_case
from casework.newest import latest_draft
from casework.people import Staff
from casework.plan import HOLE
from casework.refusals import NotHandler, OutOfDate
from casework.signing import why_not_approve
from casework.turn import Turn
from casework.under_way import UNDER_WAY
from casework.word_edit import WRITTEN_BY_HAND
from rules.life import ANSWERED, State
from storage.desk_tables import Draft, Official, OutboxItem
from storage.page_tables import PageWords
from storage.tables import Case


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the paper people speak of."""

    number: int
    by: str
    at: datetime
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class DraftDesk:
    """A draft, and what this person may do with it: content."""

    draft: DraftView
    words: str  # what the editor holds: words that are not a version yet, else those of the version
    base: int  # the version those words were begun from
    kept_at: datetime | None  # when they were kept, None where they are the version's own
    hole: bool  # the substance has not been written yet
    versions: tuple[Version, ...]  # the newest first
    mine: bool
    may_edit: bool
    why_not: str  # why this person may not approve (rules.rights.NoApproval), or ""
    is_open: bool  # neither approved nor on its way
    state: State
    has_pdf: bool
    in_word: bool  # its words may be edited in a .docx
    paragraphs: tuple[str, ...]  # the version's own words, each of which may be changed by itself
    to_chat: bool  # its reader has told no address: the approver may let it into the chat
    restricted: bool
    language: DraftLanguage | None = None  # of the version, None where it is no answer or not written yet


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of words that were typed: when they were kept, and which version somebody has made meanwhile (0: none)."""

    at: datetime
    newer: int
    by: str


def open_desk(turn: Turn, who: Staff, ref: str) -> DraftDesk:
    """Show the newest version to somebody, on record, with the words they were writing.

    Raises NoSuchCase, PurposeNeeded, NoDraft, FactMissing.
    """
    row, case = open_draft(turn, who, ref), turn.case(ref)
    names = dict(turn.session.exec(select(Official.id, Official.name)).all())
    rows = turn.session.exec(select(Draft).where(
        Draft.case_id == case.id, Draft.paper == row.paper).order_by(col(Draft.version).desc())).all()  # fmt: skip
    kept, own = _newest_words(turn, who, case), _substance(row)
    kept = kept if kept and kept.text.strip() != own.strip() else None
    return DraftDesk(
        draft=draft(turn, ref), words=kept.text if kept else own, base=kept.base if kept else row.version,
        kept_at=kept.at if kept else None, hole=HOLE in row.text,
        versions=tuple(Version(one.version, names.get(one.by_id, ""), one.at, one.subject, one.text) for one in rows),
        mine=row.by_id == who.id, may_edit=_may_edit(turn, who, case, row), why_not=why_not_approve(turn, who, case, row),
        is_open=row.approved_at is None and row.sent_at is None, state=case.state,
        has_pdf=bool(row.letter_pdf), in_word=row.paper in WRITTEN_BY_HAND,
        paragraphs=tuple(one for one in paragraphs(row) if one != HOLE), restricted=case.restricted, language=language_of(turn, case, row),
        to_chat=not case.restricted and any(one.startswith("telegram:") for one in row.recipients),
    )  # fmt: skip


def keep_words(turn: Turn, who: Staff, ref: str, link_id: int, base: int, text: str) -> Kept:
    """Keep what is being typed in a visit. Raises NoSuchCase, NotHandler, NoDraft."""
    case = handled_case(turn, who, ref)
    row = turn.session.get(PageWords, link_id) or PageWords(
        link_id=link_id, case_id=case.id or 0, official_id=who.id, base=base, at=turn.now)  # fmt: skip
    row.base, row.text, row.at = base, text, turn.now
    turn.session.add(row)
    latest = latest_draft(turn, case)
    by = turn.session.get_one(Official, latest.by_id).name
    return Kept(turn.now, latest.version if latest.version > base else 0, by)


def save_version(turn: Turn, who: Staff, ref: str, link_id: int, base: int, text: str) -> Draft:
    """Make the words of a visit a version; then they need not be kept beside it.

    Raises NoSuchCase, NotHandler, NoDraft, UnsentDraft, FactMissing, WrongStep, OutOfDate where `base` is not the newest any more.
    """
    made = edit(turn, who, ref, base, text)
    drop_words(turn, who, ref, link_id, text)
    return made


def drop_words(turn: Turn, who: Staff, ref: str, link_id: int, text: str = "") -> None:
    """Forget the words of this visit, and the same words where another of this person's holds them. Raises NoSuchCase."""
    case = turn.case(ref)
    for row in turn.session.exec(select(PageWords).where(PageWords.case_id == case.id, PageWords.official_id == who.id)):
        if row.link_id == link_id or not text or row.text.strip() == text.strip():
            turn.session.delete(row)


def approve_opened(
    turn: Turn, who: Staff, ref: str, version: int, digest: str, anyway: str = "", *, in_chat: bool = False,
) -> Draft:  # fmt: skip
    """Sign the version whose hash stood on the page. Raises OutOfDate where it is another by now, and what `approve` raises."""
    case = turn.case(ref)
    if latest_draft(turn, case).hash != digest:
        raise OutOfDate(ref=case.ref, state=case.state)
    return approve(turn, who, ref, version, anyway, in_chat)


def _may_edit(turn: Turn, who: Staff, case: Case, row: Draft) -> bool:
    try:
        handled_case(turn, who, case.ref)
    except NotHandler:
        return False
    under_way = turn.session.exec(select(OutboxItem.id).where(
        OutboxItem.draft_id == row.id, col(OutboxItem.state).in_(UNDER_WAY))).first()  # fmt: skip
    return under_way is None and row.sent_at is None and case.state not in ANSWERED


def _newest_words(turn: Turn, who: Staff, case: Case) -> PageWords | None:
    return turn.session.exec(select(PageWords).where(
        PageWords.case_id == case.id, PageWords.official_id == who.id).order_by(col(PageWords.at).desc()).limit(1)).first()  # fmt: skip


def _substance(row: Draft) -> str:
    """Return what of a letter its writer has written: the template stands around it."""
    return "" if row.substance == HOLE else row.substance or row.reason
