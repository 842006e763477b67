"""How large a letter of ours would be as a mail: found out before it is approved, not when a server refuses it."""

from casework.refusals_of_letters import TooLarge
from casework.turn import Turn
from storage.desk_tables import Draft
from storage.tables import Case

AS_BASE64 = 4 / 3 * 78 / 76  # with the ends of its lines
HEADERS = 8_000  # octets
MEGABYTE = 1024 * 1024


def demand_size(turn: Turn, case: Case, draft: Draft) -> None:
    """Raise TooLarge where the mail of a draft would be larger than the office's servers take."""
    if not any("@" in one for one in draft.recipients):
        return
    size, limit = mail_size(turn, draft), turn.office.approval.largest
    if size > limit:
        raise TooLarge(ref=case.ref, size=-(-size // MEGABYTE), limit=limit // MEGABYTE)


def mail_size(turn: Turn, draft: Draft) -> int:
    """Return about how many octets the mail will have."""
    words = len((draft.cover or draft.text).encode()) + len(draft.html.encode())
    return round((words + sum(_file_size(turn, one) for one in draft.attachments)) * AS_BASE64) + HEADERS


def _file_size(turn: Turn, file: dict[str, str]) -> int:
    if "text" in file:
        return len(file["text"].encode())
    try:
        return turn.originals.near(file["sha256"]).stat().st_size
    except OSError:
        return 0
