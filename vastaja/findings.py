"""What a check finds: well, to be looked at, or to be mended before the service can run."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried; the sentence holds no secret and no personal data."""

    what: str
    state: State
    sentence: str


def ok(what: str, sentence: str) -> Finding:
    return Finding(what, State.OK, sentence)


def warn(what: str, sentence: str) -> Finding:
    return Finding(what, State.WARN, sentence)


def fail(what: str, sentence: str) -> Finding:
    return Finding(what, State.FAIL, sentence)
