"""Who works here: invitations, the binding of a Telegram account to a person, and finding colleagues by name."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from sqlalchemy import bindparam, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from casework.refusals import CodeRefused, NoSuchOfficial, SeveralOfficials
from casework.turn import OPERATOR, Turn
from rules.kinds import Language, Role
from rules.life import State
from storage.chat_tables import Conversation
from storage.desk_tables import Invitation, Mark, Official, WrongCode
from storage.tables import Case

VALID_FOR = timedelta(days=7)
TRIES = 5


@dataclass(frozen=True, slots=True)
class Staff:
    """An official as the doors know one."""

    id: int
    name: str
    roles: frozenset[Role]
    language: Language
    telegram_id: int | None = None
    mail: str = ""
    active: bool = True
    lapsed: bool = False  # the account must be bound anew before anything is shown to it

    @property
    def label(self) -> str:
        """Return how this person stands in the history."""
        return f"official:{self.id}"


def staff_of(row: Official) -> Staff:
    return Staff(row.id or 0, row.name, frozenset(Role(role) for role in row.roles), row.language, row.telegram_id,
                 row.mail, row.active)  # fmt: skip


def who(turn: Turn, telegram_id: int) -> Staff | None:
    """Return the official this Telegram account is bound to, or None for everybody else."""
    row = turn.session.exec(_bound(), params={"account": telegram_id}).first()
    return replace(staff_of(row), lapsed=has_lapsed(turn, row.id or 0)) if row else None


@cache
def _bound() -> SelectOfScalar[Official]:
    return select(Official).where(Official.telegram_id == bindparam("account"), Official.active)


def has_lapsed(turn: Turn, official_id: int) -> bool:
    """Tell whether an account was bound longer ago than the agency lets it stand (threats.md D10)."""
    limit = turn.office.privacy.reconfirm
    if not limit:
        return False
    bound = turn.session.exec(select(func.max(Invitation.used_at)).where(Invitation.official_id == official_id)).one()
    return bound is not None and turn.now - bound > limit


def staff(turn: Turn) -> list[Staff]:
    """Return all officials, by name."""
    return [staff_of(row) for row in turn.session.exec(select(Official).order_by(Official.name))]


def with_a_code(turn: Turn) -> frozenset[int]:
    """Return the officials, by id, who hold a code that still lets them in."""
    return frozenset(turn.session.exec(select(Invitation.official_id).where(
        col(Invitation.used_at).is_(None), Invitation.expires > turn.now)))  # fmt: skip


def invite(turn: Turn, name: str, roles: list[Role], mail: str = "", phone: str = "", title: str = "") -> str:
    """Add an official, or one's roles, and return a one-time code for /start. An earlier unused code dies."""
    row = turn.session.exec(select(Official).where(Official.name == name)).first() or Official(name=name)
    row.roles = sorted({*row.roles, *roles})
    row.mail, row.phone, row.title, row.active = mail or row.mail, phone or row.phone, title or row.title, True
    turn.session.add(row)
    turn.session.flush()
    for old in turn.session.exec(select(Invitation).where(
            Invitation.official_id == row.id, col(Invitation.used_at).is_(None))):  # fmt: skip
        turn.session.delete(old)
    code = secrets.token_urlsafe(16)  # 128 bits
    turn.session.add(Invitation(official_id=row.id or 0, code_digest=_digest(code), expires=turn.now + VALID_FOR))
    turn.note(None, OPERATOR, "invited", f"official:{row.id} {' '.join(row.roles)}")
    return code


def bind(turn: Turn, telegram_id: int, code: str) -> Staff:
    """Bind a Telegram account to the person invited under `code`. Raises CodeRefused."""
    invitation = turn.session.exec(select(Invitation).where(
        Invitation.code_digest == _digest(code), col(Invitation.used_at).is_(None))).first()  # fmt: skip
    if not invitation or invitation.expires < turn.now:
        raise CodeRefused
    row = turn.session.get_one(Official, invitation.official_id)
    for other in turn.session.exec(select(Official).where(Official.telegram_id == telegram_id)):
        other.telegram_id = None
    _groups_anew(turn)
    turn.session.flush()
    row.telegram_id, row.active, row.unreachable_since = telegram_id, True, None
    invitation.used_at = turn.now
    turn.note(None, f"official:{row.id}", "bound")
    return staff_of(row)


def may_try(turn: Turn, telegram_id: int) -> bool:
    """Return whether this account may still try a code; five wrong ones are enough."""
    row = turn.session.get(WrongCode, telegram_id)
    return row is None or row.tries < TRIES


def wrong_code(turn: Turn, telegram_id: int) -> None:
    """Count a wrong code; at the fifth the head is told."""
    row = turn.session.get(WrongCode, telegram_id) or WrongCode(telegram_id=telegram_id, last=turn.now)
    row.tries, row.last = row.tries + 1, turn.now
    turn.session.add(row)
    if row.tries == TRIES:
        turn.note(None, "vastaja", "wrong_codes")
        turn.tell(f"chat:{turn.office.chats.heads or turn.office.chats.duty}", "wrong_codes")


def speak(turn: Turn, who: Staff, language: Language) -> Staff:
    """Let the chat speak this language to an official."""
    row = turn.session.get_one(Official, who.id)
    row.language = language
    turn.session.add(row)
    return staff_of(row)


def remove(turn: Turn, name: str) -> Staff:
    """End an official's access at once; the cases stay, and the heads are told how many. Raises NoSuchOfficial."""
    row = turn.session.get_one(Official, find(turn, name).id)
    if row.telegram_id:
        turn.tell(f"chat:{row.telegram_id}", "clear_menu", urgency=0)
        for begun in turn.session.exec(select(Conversation).where(Conversation.telegram_id == row.telegram_id)).all():
            turn.session.delete(begun)
    row.active, row.telegram_id = False, None
    turn.session.add(row)
    _groups_anew(turn)
    turn.note(None, OPERATOR, "removed", f"official:{row.id}")
    left = turn.session.exec(select(func.count()).select_from(Case).where(
        Case.handler_id == row.id, Case.state != State.CLOSED)).one()  # fmt: skip
    for head in heads(turn) if left else ():
        turn.tell(f"official:{head.id}", "removed", name=row.name, count=left, official_id=row.id)
    return staff_of(row)


def find(turn: Turn, words: str) -> Staff:
    """Find an active official by name, or a part of it. Raises NoSuchOfficial or SeveralOfficials."""
    wanted = words.strip().lstrip("@").casefold()
    active = [staff_of(row) for row in turn.session.exec(select(Official).where(Official.active))]
    exact = [one for one in active if one.name.casefold() == wanted]
    found = exact or [one for one in active if wanted and any(
        part.startswith(wanted) for part in (one.name.casefold(), *one.name.casefold().split()))]  # fmt: skip
    if not found:
        raise NoSuchOfficial(name=words)
    if len(found) > 1:
        raise SeveralOfficials(name=words, names=", ".join(one.name for one in found))
    return found[0]


def heads(turn: Turn) -> list[Staff]:
    return [one for one in staff(turn) if one.active and Role.HEAD in one.roles]


def colleagues(turn: Turn) -> list[str]:
    """Return the names of those who answer letters, by name."""
    return [one.name for one in staff(turn) if one.active and {Role.OFFICIAL, Role.HEAD} & one.roles]


def names_of(turn: Turn, ids: Sequence[int]) -> list[str]:
    """Return the names of these officials, in this order."""
    return [turn.session.get_one(Official, one).name for one in ids]


def _groups_anew(turn: Turn) -> None:
    """Have every group looked at again before anything is said there: who works here has changed (casework/groups.py)."""
    for row in turn.session.exec(select(Mark).where(col(Mark.name).startswith("group:"))).all():
        turn.session.delete(row)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
