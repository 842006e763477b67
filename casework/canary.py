"""The canary: a marked letter to ourselves that proves, by coming back, that letters leave and arrive."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from casework.turn import SOON, Turn
from mail.letter import Letter
from rules.records import Dispatch
from storage.desk_tables import Mark, OutboxItem
from storage.tables import Ledger

WHAT = "canary"


@dataclass(frozen=True, slots=True)
class Flight:
    """The last canary of a mailbox. `since`: when the first of those that have not come back was sent, None where all is well."""

    sent: datetime
    back: bool
    since: datetime | None


def last_flight(turn: Turn, mailbox: str) -> Flight | None:
    """Return how the last canary of a mailbox fares, None where none was sent."""
    kept = _kept(turn, mailbox)
    if not kept:
        return None
    since = datetime.fromisoformat(kept["since"]) if kept["since"] else None
    return Flight(datetime.fromisoformat(kept["sent"]), bool(kept["back"]), since)


def send_canary(turn: Turn, mailbox: str, to: str) -> None:
    """Let one fly. One before it that has not left by now is called back; one that did not return is remembered."""
    before = _kept(turn, mailbox)
    since = "" if not before or before["back"] else before["since"] or before["sent"]
    _call_back(turn, mailbox)
    token = secrets.token_hex(16)
    turn.decided.add("mail")
    turn.session.add(OutboxItem(
        what=WHAT, channel="mail", recipient=to, urgency=SOON, decided=turn.now, try_after=turn.now,
        message_id=turn.message_id(WHAT), once=f"{WHAT}:{token}",
        values={"subject": "Vastaja proovikiri", "text": "Selle kirjaga kontrollib Vastaja, kas kirjad liiguvad.\n",
                "automatic": True, "canary": token, "mailbox": mailbox},
    ))  # fmt: skip
    _keep(turn, mailbox, {"token": token, "sent": turn.now.isoformat(), "back": False, "since": since})


def is_canary(turn: Turn, letter: Letter, row: Ledger) -> bool:
    """Tell whether a letter is a canary of ours, and note that it has come back; one in the junk folder has not."""
    if not letter.canary:
        return False
    item = turn.session.exec(select(OutboxItem).where(OutboxItem.once == f"{WHAT}:{letter.canary}")).first()
    if item is None:
        return False  # somebody else's mark: a letter like any other
    mailbox = str(item.values.get("mailbox", ""))
    kept = _kept(turn, mailbox)
    if kept.get("token") == letter.canary and not row.folder.startswith("junk:"):
        _keep(turn, mailbox, {**kept, "back": True, "since": ""})
    if item.state is Dispatch.UNCERTAIN:
        item.state, item.settled_at = Dispatch.SENT, turn.now
        turn.session.add(item)
    return True


def _call_back(turn: Turn, mailbox: str) -> None:
    for item in turn.session.exec(select(OutboxItem).where(
            OutboxItem.what == WHAT, OutboxItem.channel == "mail", col(OutboxItem.state).in_((
                Dispatch.PENDING, Dispatch.UNCERTAIN, Dispatch.NEVER)))):  # fmt: skip
        if item.values.get("mailbox") == mailbox:
            item.state, item.settled_at = Dispatch.WITHDRAWN, turn.now
            turn.session.add(item)


def _kept(turn: Turn, mailbox: str) -> dict[str, str]:
    mark = turn.session.get(Mark, f"{WHAT}:{mailbox}")
    return dict(json.loads(mark.value)) if mark else {}


def _keep(turn: Turn, mailbox: str, value: dict[str, object]) -> None:
    mark = turn.session.get(Mark, f"{WHAT}:{mailbox}") or Mark(name=f"{WHAT}:{mailbox}")
    mark.value = json.dumps(value)
    turn.session.add(mark)
