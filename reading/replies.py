"""Whether a human answer is expected or owed."""

from typing import Final

from reading.lexicon import Told
from rules.kinds import Kind

_OWED_ALWAYS: Final = frozenset({Kind.CHALLENGE, Kind.INFORMATION, Kind.INQUIRY, Kind.DATA_SUBJECT, Kind.PRESS})


def expects_reply(told: Told, kind: Kind, automatic: bool) -> bool:
    """Return False for machine mail, advertising, thanks that ask nothing, and tips whose writer wants no answer."""
    if automatic or told.has("machine_word") or (kind is Kind.OTHER and told.has("spam_word")):
        return False
    if kind in _OWED_ALWAYS:
        return True
    if told.has("no_reply_needed"):
        return False
    if kind is Kind.THANKS:
        return "?" in told.text
    return True
