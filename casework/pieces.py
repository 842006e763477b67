"""A letter that comes in several messages: its pieces are kept one by one and become one letter when it is finished."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Final

from sqlmodel import col, select

from casework.conversations import begin, begun
from casework.turn import Turn
from mail.letter import Address
from rules.records import Filed
from storage.chat_tables import Conversation, Piece
from storage.tables import Ledger

PART: Final = "part of a letter in the making"
LETTER_FILES: Final = (".eml",)  # a file that is a letter itself


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file whose octets lie among the originals."""

    name: str
    type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece as the doors see it: content."""

    ledger_id: int
    message_id: int
    text: str
    at: datetime
    file: KeptFile | None


def add_piece(turn: Turn, telegram_id: int, what: str, ledger_id: int, message_id: int, text: str,
              file: KeptFile | None = None, facts: Mapping[str, object] | None = None) -> int:  # fmt: skip
    """Keep a message as a piece of the letter that this person is writing. Return how many there are now."""
    open_now = begun(turn, telegram_id, what)
    begin(turn, telegram_id, what, open_now.command if open_now else "", open_now.ref if open_now else "",
          {**(open_now.facts if open_now else {}), **(facts or {})})  # fmt: skip
    turn.session.add(Piece(
        telegram_id=telegram_id, what=what, ledger_id=ledger_id, message_id=message_id, text=text, at=turn.now,
        name=file.name if file else "", type=file.type if file else "", size=file.size if file else 0,
        sha256=file.sha256 if file else "",
    ))  # fmt: skip
    row = turn.session.get_one(Ledger, ledger_id)
    row.why = PART
    turn.session.add(row)
    turn.session.flush()
    return len(parts(turn, telegram_id, what))


def change_piece(turn: Turn, telegram_id: int, what: str, message_id: int, text: str) -> bool:
    """Put the changed words of a message in the place of the old ones. Return False where it is no piece any more."""
    row = turn.session.exec(select(Piece).where(
        Piece.telegram_id == telegram_id, Piece.what == what, Piece.message_id == message_id)).first()  # fmt: skip
    if row is None:
        return False
    row.text = text
    turn.session.add(row)
    open_now = begun(turn, telegram_id, what)
    begin(turn, telegram_id, what, facts=open_now.facts if open_now else {})
    return True


def note_facts(turn: Turn, telegram_id: int, what: str, facts: Mapping[str, object]) -> None:
    """Remember something beside the pieces; a letter that has been filed meanwhile is left alone."""
    row = turn.session.get(Conversation, (telegram_id, what))
    if row is not None:
        row.facts = {**row.facts, **facts}
        turn.session.add(row)


def parts(turn: Turn, telegram_id: int, what: str) -> tuple[Part, ...]:
    """Return the pieces in the order in which they were written."""
    rows = turn.session.exec(select(Piece).where(
        Piece.telegram_id == telegram_id, Piece.what == what).order_by(col(Piece.message_id), col(Piece.id)))  # fmt: skip
    return tuple(Part(row.ledger_id, row.message_id, row.text, row.at,
                      KeptFile(row.name, row.type, row.size, row.sha256) if row.sha256 else None) for row in rows)  # fmt: skip


def drop(turn: Turn, telegram_id: int, what: str, message_ids: Collection[int]) -> None:
    """Take away pieces that have become a letter; others wait for the next."""
    for row in turn.session.exec(select(Piece).where(Piece.telegram_id == telegram_id, Piece.what == what)).all():
        if row.message_id in message_ids:
            turn.session.delete(row)


def quiet_since(turn: Turn, what: str, moment: datetime) -> list[int]:
    """Return who has a letter in the making and has not added to it since a moment."""
    return list(turn.session.exec(select(Conversation.telegram_id).where(
        Conversation.what == what, col(Conversation.touched) <= moment).order_by(col(Conversation.touched))))  # fmt: skip


def give_up(turn: Turn, telegram_id: int, what: str) -> None:
    """Note that the messages of a letter in the making are no letter after all: their writer took them back."""
    for part in parts(turn, telegram_id, what):
        row = turn.session.get_one(Ledger, part.ledger_id)
        row.outcome, row.why = Filed.IGNORED, "taken back by its writer"
        turn.session.add(row)


def octets_of(pieces: Sequence[Part], contents: Mapping[str, bytes], sender: Address, subject: str = "") -> bytes:
    """Return the pieces as one letter, files and all: what is kept as its original.

    A single file that is a letter itself stays as it is, octet for octet.
    """
    files = [one.file for one in pieces if one.file]
    text = "\n\n".join(one.text for one in pieces if one.text)
    if len(files) == 1 and not text and files[0].name.lower().endswith(LETTER_FILES):
        return contents[files[0].sha256]
    made = EmailMessage()
    made["Date"] = format_datetime(pieces[0].at)
    if sender.address:
        made["From"] = f"<{sender.address}>"
    if subject:
        made["Subject"] = " ".join(subject.split())
    made.set_content(text or "\n", cte="base64")
    for file in files:
        main, _, sub = file.type.partition("/")
        made.add_attachment(contents[file.sha256], maintype=main, subtype=sub or "octet-stream", filename=file.name)
    return made.as_bytes()
