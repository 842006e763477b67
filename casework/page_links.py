"""A one-time link to the content page: offered in the private chat, opened once with its code, then a short visit.

The link is bound to one official and one matter: a case with all its sides, or one thing that stands apart. Neither the token nor the code nor the cookie is kept, only digests;
the code's is made with the token, so that nobody who reads the database can try a million codes against it.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import col, delete, select

from casework.held import show_held
from casework.internal_notes import reads_own_notes_only
from casework.people import Staff, staff_of
from casework.press_view import demand_contact
from casework.purpose import demand_purpose
from casework.refusals import NoPage
from casework.reveal import demand_held_purpose
from casework.sight import Viewer, may_see
from casework.turn import SOON, SYSTEM, Turn
from rules.rights import may_use
from storage.desk_tables import Official
from storage.page_tables import PageLink, PageWords
from storage.tables import Case

TRIES: Final = 5
LONGEST_VISIT: Final = timedelta(hours=4)  # however long somebody goes on writing
KEPT: Final = timedelta(days=30)  # what was written and never became a version

# What a link shows, and the command whose right it needs.
RIGHT_OF: Final = {"letter": "kiri", "draft": "mustand", "campaign": "mustand", "reasons": "kiri", "addresses": "aadress", "referral": "teata",
                   "held": "ootel", "unsent": "ootel", "found": "otsi", "notes": "margi", "inputs": "sisend", "contact": "meedia", "statement": "meedia"}  # fmt: skip
# The sides of one case between which a visit may turn without another code: each asks its own right and is an event of its own.
SIDES: Final = ("letter", "draft", "campaign", "notes", "inputs", "addresses", "reasons")
# Looks that no purpose is asked for: the role itself is the purpose.
OF_THE_PRESS: Final = ("contact", "statement")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the private chat shows: where to go, and the code that opens it. `minutes`: how long both live."""

    address: str
    code: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who has opened a link: who, to see what, till when."""

    link_id: int
    key: str
    who: Staff
    what: str
    ref: str  # "" of a held letter and of a search
    subject: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A link that has just been opened; `secret` is the cookie's value, told once."""

    key: str
    secret: str
    what: str


def offer(turn: Turn, who: Staff, what: str, ref: str = "", subject: str = "") -> Offer:
    """Make a link for this official; an earlier one to the same that was not opened dies.

    Raises NoSuchCase, PurposeNeeded, HeldForOthers, NoAlert, NotAllowed, NotFromThePress, NoPage where no address of the page is set.
    """
    privacy = turn.office.privacy
    if not privacy.page_url:
        raise NoPage
    case = turn.case(ref) if ref else None
    if case and what not in OF_THE_PRESS and not (what == "notes" and reads_own_notes_only(who)):
        demand_purpose(turn, who, case)
    if what == "contact":
        demand_contact(turn, who, ref)
    if what == "held":
        demand_held_purpose(turn, who, show_held(turn, int(subject)).proposed_ref)
    _forget_unopened(turn, who, what, case, subject)
    token, code = (
        secrets.token_urlsafe(24),
        f"{secrets.randbelow(1_000_000):06}",
    )  # 192 bits; the code is no secret alone
    turn.session.add(PageLink(
        key=secrets.token_hex(8), token_digest=_digest(token), code_digest=_code_digest(token, code), official_id=who.id,
        case_id=case.id if case else None, what=what, subject=subject, made=turn.now, expires=turn.now + privacy.reveal,
    ))  # fmt: skip
    turn.note(case, who.label, "page_offered", what)
    return Offer(f"{privacy.page_url}/page/open/{token}", code, round(privacy.reveal.total_seconds() / 60))


def shows(there: Visit, what: str) -> bool:
    """Tell whether a visit may show this: what its link was for, or another side of the same case, with the right to it."""
    return there.what == what or ({there.what, what} <= {*SIDES} and may_use(there.who.roles, RIGHT_OF[what]))


def open_link(turn: Turn, token: str, code: str) -> Opened | None:
    """Open a link with its code, once. None for every fault alike; five wrong codes end the link and are told."""
    row = turn.session.exec(select(PageLink).where(PageLink.token_digest == _digest(token)).with_for_update()).first()
    if row is None or row.tries >= TRIES:
        return None
    case, who = _case(turn, row), _official(turn, row)
    right = hmac.compare_digest(row.code_digest, _code_digest(token, code))
    if not right or row.opened_at or row.ended_at or turn.now >= row.expires or who is None:
        row.tries += 1
        why = "code" if not right else "used" if row.opened_at else "late"
        turn.note(case, f"official:{row.official_id}", "page_refused", f"{row.what}: {why}")
        if row.tries == TRIES:
            _end_with_alarm(turn, row, case)
        return None
    secret = secrets.token_urlsafe(32)
    row.opened_at, row.visit_digest, row.until = turn.now, _digest(secret), turn.now + turn.office.privacy.reveal
    turn.session.add(row)
    turn.note(case, who.label, "page_opened", row.what)
    return Opened(row.key, secret, row.what)


def visit(turn: Turn, key: str, secret: str) -> Visit | None:
    """Return who is there by the cookie's word, and let the visit go on; None for everybody else.

    It ends when nothing was done for as long as a link lives, after four hours, and at once for one who has left the agency.
    """
    row = turn.session.exec(select(PageLink).where(PageLink.key == key)).first()
    if row is None or not hmac.compare_digest(row.visit_digest or _digest(secrets.token_hex()), _digest(secret)):
        return None
    who = _official(turn, row)
    if who is None or row.ended_at or row.until is None or row.opened_at is None or turn.now >= row.until:
        return None
    if not may_use(who.roles, RIGHT_OF[row.what]):
        return None
    row.until = min(turn.now + turn.office.privacy.reveal, row.opened_at + LONGEST_VISIT)
    turn.session.add(row)
    case = _case(turn, row)
    return Visit(row.id or 0, row.key, who, row.what, case.ref if case else "", row.subject, row.until)


def end_visit(turn: Turn, key: str, secret: str) -> None:
    """End a visit by the word of whoever is there."""
    if there := visit(turn, key, secret):
        row = turn.session.get_one(PageLink, there.link_id)
        row.ended_at = turn.now
        turn.session.add(row)


def purge_links(turn: Turn) -> int:
    """Drop links, and words that never became a version, a month after; the history keeps who looked at what."""
    old = select(PageLink.id).where(col(PageLink.made) < turn.now - KEPT)
    turn.session.exec(delete(PageWords).where(col(PageWords.link_id).in_(old)))
    return int(turn.session.exec(delete(PageLink).where(col(PageLink.made) < turn.now - KEPT)).rowcount)


def _forget_unopened(turn: Turn, who: Staff, what: str, case: Case | None, subject: str) -> None:
    for row in turn.session.exec(select(PageLink).where(
        PageLink.official_id == who.id, PageLink.what == what, col(PageLink.opened_at).is_(None), col(PageLink.ended_at).is_(None),
        PageLink.subject == subject, col(PageLink.case_id) == case.id if case else col(PageLink.case_id).is_(None),
    )):  # fmt: skip
        row.ended_at = turn.now
        turn.session.add(row)


def _end_with_alarm(turn: Turn, row: PageLink, case: Case | None) -> None:
    row.ended_at = turn.now
    turn.note(case, SYSTEM, "page_codes", f"official:{row.official_id}")
    name = turn.session.get_one(Official, row.official_id).name
    for to in (f"official:{row.official_id}", f"chat:{turn.office.chats.heads or turn.office.chats.duty}"):
        turn.tell(to, "page_codes", case, SOON, by=name)


def _official(turn: Turn, row: PageLink) -> Staff | None:
    """Return the official a link is bound to while they work here, their chat is theirs and they may know of the case."""
    found = turn.session.get_one(Official, row.official_id)
    seen = row.case_id is None or may_see(turn.session, Viewer(row.official_id), row.case_id)
    return staff_of(found) if found.active and found.telegram_id and seen else None


def _case(turn: Turn, row: PageLink) -> Case | None:
    return turn.session.get_one(Case, row.case_id) if row.case_id else None


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode("utf-8", "replace")).hexdigest()


def _code_digest(token: str, code: str) -> str:
    digits = "".join(sign for sign in code if sign.isdecimal())
    return hmac.digest(token.encode("utf-8", "replace"), digits.encode(), "sha256").hex()
