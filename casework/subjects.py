"""Subject lines: what makes one a reply, and what is left of it without that."""

import re

_REPLY = re.compile(r"(?:\s*(?:re|vs|vast|fw|fwd|edasi|ha|aw|wg|отв|ответ|sv|atb|vl)(?:\[\d+\])?\s*:)+", re.I)


def is_reply(subject: str) -> bool:
    """Tell whether the subject says that its letter answers or passes on another."""
    return _REPLY.match(subject) is not None


def bare_subject(subject: str) -> str:
    """Return the subject as it is compared: without Re: and Vs:, in small letters."""
    return " ".join(_REPLY.sub("", subject, count=1).casefold().split())
