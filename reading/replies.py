"""Whether a human answer is expected or owed."""

from typing import Final

from reading.lexicon import Told
from rules.kinds import Kind

_OWED_ALWAYS: Final = frozenset({Kind.CHALLENGE, Kind.INFORMATION, Kind.INQUIRY, Kind.DATA_SUBJECT, Kind.PRESS})


def expects_reply(told: Told, kind: Kind, automatic: bool) -> bool:
    """Return False for machine mail, advertising, thanks that ask nothing, and tips whose writer wants no answer."""
    if automatic:
        return False
    if kind in _OWED_ALWAYS:
        return True
    if told.has("no_reply_needed"):
        return False
    if kind is Kind.OTHER:
        return not told.has("machine_word|spam_word") and (told.has("job_word|rsvp") or "?" in told.text)
    return kind is not Kind.THANKS or "?" in told.text
