"""What is wrong with a mailbox but does not make it deaf: told once, with the name of the folder."""

from datetime import datetime, timedelta

from sqlmodel import select

from casework.turn import SOON, SYSTEM, Turn
from storage.desk_tables import Mark
from storage.tables import Ledger

HEARD = "telegram:heard"
KEPT_BY_TELEGRAM = timedelta(hours=20)  # updates live there for 24 hours (Bot API, Getting updates)


def tell_trouble(turn: Turn, mailbox: str, folder: str, kind: str) -> None:
    """Tell a trouble of a folder once a month: a missing folder, a full mailbox, letters that cannot be moved or had.

    `kind` is a word of mail.trouble.Trouble.
    """
    key = f"trouble:{mailbox}:{folder}:{kind}:{turn.today:%Y-%m}"
    turn.tell(_chat(turn), "mailbox_trouble", urgency=SOON, once=key, mailbox=mailbox, folder=folder, kind=kind)


def tell_new_numbers(turn: Turn, mailbox: str, source: str, folder: str, uidvalidity: int) -> bool:
    """Tell, and say, that a server has numbered a known folder anew: all its letters are then read again, none twice filed."""
    here = select(Ledger.id).where(Ledger.source == source, Ledger.folder == folder)
    if turn.session.exec(here.where(Ledger.uidvalidity == uidvalidity).limit(1)).first():
        return False
    if not turn.session.exec(here.limit(1)).first():
        return False
    key = f"renumbered:{source}:{folder}:{uidvalidity}"
    turn.tell(_chat(turn), "mailbox_renumbered", urgency=SOON, once=key, mailbox=mailbox, folder=folder.removeprefix("junk:"))
    turn.note(None, SYSTEM, "renumbered", f"{source} {folder}")
    return True


def tell_office_faults(turn: Turn, faults: tuple[str, ...]) -> None:
    """Tell that the files of the office's folder were not taken over; the first faults by name."""
    turn.note(None, SYSTEM, "office_files_refused", str(len(faults)))
    turn.tell(_chat(turn), "office_files_refused", urgency=SOON, count=len(faults), faults="; ".join(faults[:3]))


def heard_telegram(turn: Turn) -> None:
    """Note that Telegram has answered; after more than 20 hours tell that updates may be lost, since it keeps them for a day."""
    mark = turn.session.get(Mark, HEARD) or Mark(name=HEARD, value=turn.now.isoformat())
    last = datetime.fromisoformat(mark.value)
    mark.value = turn.now.isoformat()
    turn.session.add(mark)
    if turn.now - last > KEPT_BY_TELEGRAM:
        since = last.astimezone(turn.office.calendar.zone).isoformat(timespec="minutes")
        turn.note(None, SYSTEM, "telegram_gap", since)
        turn.tell(_chat(turn), "telegram_gap", urgency=SOON, since=since)


def _chat(turn: Turn) -> str:
    return f"chat:{turn.office.chats.heads or turn.office.chats.duty}"
