"""The census: what lies on a mail server against what stands in the ledger, folder by folder, letter by letter."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from itertools import groupby

from sqlalchemy import func
from sqlmodel import col, select

from casework.turn import DIGEST, SOON, SYSTEM, Turn
from storage.desk_tables import Mark
from storage.tables import Ledger

LAST = "census"  # the mark of the day on which the last census was taken


@dataclass(frozen=True, slots=True)
class Counted:
    """A folder as a server shows it at one moment. `folder` is its name in the ledger, `mailbox` what people call it."""

    mailbox: str
    source: str
    folder: str
    uidvalidity: int
    uids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`missing`: on the server and not in the ledger. `gone`: in the ledger and no longer on the server, which is no loss."""

    mailbox: str
    uidvalidity: int
    on_server: int
    in_ledger: int
    missing: tuple[int, ...]
    gone: tuple[int, ...]


def compare(turn: Turn, counted: Counted) -> Difference:
    """Hold a folder against the ledger."""
    written = set(turn.session.exec(select(Ledger.uid).where(
        Ledger.source == counted.source, Ledger.folder == counted.folder, Ledger.uidvalidity == counted.uidvalidity)))  # fmt: skip
    there, here = set(counted.uids), {uid for uid in written if uid is not None}
    return Difference(
        counted.mailbox, counted.uidvalidity, len(there), len(here), tuple(sorted(there - here)), tuple(sorted(here - there)))  # fmt: skip


def tell_difference(turn: Turn, counted: Counted, missed: Iterable[int], moves_away: bool = False) -> Difference:
    """Tell in chat what differs and has not been told: letters that were missed, letters that went from the server.

    `missed` are those the census has found missing and had fetched. With `moves_away` letters leave the
    folder by our own doing, and their going is not told.
    """
    now = compare(turn, counted)
    chat = f"chat:{turn.office.chats.heads or turn.office.chats.duty}"
    key = f"census:{counted.source}:{counted.folder}:{counted.uidvalidity}:{turn.today}"
    if caught := sorted(set(missed) - set(now.missing)):
        turn.tell(chat, "census_caught_up", urgency=SOON, once=f"{key}:caught", mailbox=counted.mailbox, uids=ranges(caught))
    if now.missing:
        turn.tell(chat, "census_missing", urgency=SOON, once=f"{key}:missing", mailbox=counted.mailbox,
                  uids=ranges(now.missing))  # fmt: skip
    if caught or now.missing:
        turn.note(None, SYSTEM, "census", f"{counted.mailbox} {len(caught)} caught up, {len(now.missing)} missing")
    newly = _newly_gone(turn, counted, now.gone)
    if newly and not moves_away:
        turn.tell(chat, "census_gone", urgency=DIGEST, once=f"{key}:gone", mailbox=counted.mailbox,
                  count=len(newly), uids=ranges(newly))  # fmt: skip
    return now


def wait_for_first_night(turn: Turn) -> None:
    """Let the very first census come in the next night: on the first day everything is on its way in."""
    if turn.session.get(Mark, LAST) is None:
        begin_census(turn)


def census_is_due(turn: Turn, at: time) -> bool:
    """Tell whether the hour of today's census has come and it has not been taken."""
    mark = turn.session.get(Mark, LAST)
    local = turn.now.astimezone(turn.office.calendar.zone)
    return mark is not None and mark.value < local.date().isoformat() and local.time() >= at


def begin_census(turn: Turn) -> None:
    """Note that today's census is taken."""
    _keep(turn, LAST, turn.today.isoformat())


def highest(turn: Turn, counted: Counted) -> int:
    """Return the highest number of the folder in the ledger: what lies above may still be on its way in."""
    return turn.session.exec(select(func.max(Ledger.uid)).where(
        Ledger.source == counted.source, Ledger.folder == counted.folder,
        col(Ledger.uidvalidity) == counted.uidvalidity)).one() or 0  # fmt: skip


def ranges(uids: Iterable[int], longest: int = 20) -> str:
    """Return numbers as people and IMAP write them: 1-4, 7; after `longest` pieces the rest is an ellipsis."""
    pieces = _ranges(uids)
    return ", ".join(pieces[:longest]) + (", …" if len(pieces) > longest else "")


def _ranges(uids: Iterable[int]) -> list[str]:
    pieces = []
    for _, run in groupby(enumerate(sorted(uids)), lambda pair: pair[1] - pair[0]):
        numbers = [uid for _, uid in run]
        pieces.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}")
    return pieces


def _newly_gone(turn: Turn, counted: Counted, gone: tuple[int, ...]) -> list[int]:
    """Return the letters that have gone since the last census, and remember all that are gone as ranges."""
    name = f"census:gone:{counted.source}:{counted.folder}"
    mark = turn.session.get(Mark, name)
    told = json.loads(mark.value) if mark else {}
    known: set[int] = set()
    if told.get("uidvalidity") == counted.uidvalidity:
        for piece in told["gone"]:
            low, _, high = piece.partition("-")
            known.update(range(int(low), int(high or low) + 1))
    _keep(turn, name, json.dumps({"uidvalidity": counted.uidvalidity, "gone": _ranges(gone)}))
    return sorted(set(gone) - known)


def _keep(turn: Turn, name: str, value: str) -> None:
    mark = turn.session.get(Mark, name) or Mark(name=name)
    mark.value = value
    turn.session.add(mark)
