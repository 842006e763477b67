"""A text of the agency that cannot be filled: a refusal that names the file to who asks for a letter, and a word to the heads where nobody asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath
from typing import Final

from casework.refusals import Refusal
from casework.refusals_of_letters import BrokenText, FactMissing
from casework.turn import SYSTEM, Turn
from replies.faults import BrokenTemplate, MissingFact, NoSuchReply
from storage.tables import Case

TEXT_AT_FAULT: Final = (MissingFact, BrokenTemplate, NoSuchReply)
ROOT: Final = "templates"


@contextmanager
def texts_refused() -> Iterator[None]:
    """Fill texts in here. Raises FactMissing, BrokenText in the place of a template's own fault."""
    try:
        yield
    except MissingFact as missing:
        raise FactMissing(fact=missing.name) from missing
    except (BrokenTemplate, NoSuchReply) as fault:
        raise BrokenText(file=file_at_fault(fault), why=_why(fault)) from fault


def tell_text_at_fault(turn: Turn, case: Case, fault: Exception) -> None:
    """Tell the heads, once a day and file, that a notice of the house stays unsent: the round that would have sent it goes on."""
    file = file_at_fault(fault)
    turn.note(case, SYSTEM, "text_at_fault", file)
    turn.tell(f"chat:{turn.office.chats.heads or turn.office.chats.duty}", "text_at_fault", case, file=file,
              once=f"text_at_fault:{file}:{turn.today}")  # fmt: skip


def file_at_fault(fault: Exception) -> str:
    """Return the file below the folder of templates, never a path of the machine. A refusal made of a fault names its fault's."""
    if isinstance(fault, Refusal):
        return file_at_fault(fault.__cause__) if isinstance(fault.__cause__, Exception) else ""
    if isinstance(fault, BrokenTemplate):
        parts = PurePath(fault.file).parts
        below = len(parts) - parts[::-1].index(ROOT) if ROOT in parts else 0
        return "/".join(parts[below:])
    if isinstance(fault, NoSuchReply):
        return f"{fault.reply}/{fault.language}/{fault.part}.txt"
    return f"{fault.reply}/{fault.language}" if isinstance(fault, MissingFact) else ""


def _why(fault: BrokenTemplate | NoSuchReply) -> str:
    if isinstance(fault, NoSuchReply):
        return "the file is not there"
    return f"line {fault.line}: {fault.sentence}" if fault.line else fault.sentence
