"""The moment by which the writer wants an answer, told from the other days that a letter names."""

import re
from datetime import date, datetime
from typing import Final

from reading.lexicon import Told
from reading.text import fold
from reading.when import Moment, moments

_BEFORE: Final = re.compile(r"(?:\b(?:hiljemalt|enne|kuni|до|к|ко|не позднее|by|before|until|till|no later than|latest|deadline\w*:?|deadline is|tahtaeg\w*:?|tahtaeg on|срок\w*:?|bis|bis zum|spatestens|lidz)[\s,:–-]{1,3}(?:the |on |kell |kella |kuni |\w{1,12},? )?)$")  # fmt: skip
_INSIDE: Final = re.compile(r"(?:\d-?\s?ks|paevaks|reedeks|homseks|seks|nadala lopuks|iks|lounaks|ohtuks|lopuks|hommikuks|jooksul|within|в течение|paevani|reedeni|lounani|kuuni|ini|ks)\b|\b(?:kella|до|к|by|before|until|bis|lidz)\s")  # fmt: skip
_AFTER: Final = re.compile(r"^\s?(?:mennessa|at the latest|latest|hiljemalt|saakka)")
_THEN: Final = re.compile(r"\b(?:selleks ajaks|enne seda|к этому времени|до этого|by then|before that|bis dahin)\b")
_AIRED: Final = re.compile(r"\b(?:salvesta\w*|eetri\w*|otse-?saa\w*|saade|trukki\w*|ilmub|lug\w* laheb|лист|эфир\w*|выход\w*|запис\w*|record\w*|air\w*|broadcast|goes to print|publish\w*|sendung)\b")  # fmt: skip


def deadline(told: Told, sent: datetime | None) -> datetime | None:
    """Return the moment after `sent` by which an answer is wanted, or None where no day is set for it."""
    wanted = _wanted(told, sent) if sent else None
    return wanted[0].at_office() if wanted else None


def named_day(told: Told, sent: datetime | None) -> date | None:
    """Return the day that a letter sets for its answer, or None."""
    wanted = _wanted(told, sent) if sent else None
    return wanted[0].day if wanted and wanted[1] >= 2 else None


def _wanted(told: Told, sent: datetime) -> tuple[Moment, int] | None:
    """Return the best moment and how surely it is a deadline; of equals the earliest."""
    plain = fold(told.text)
    cues = told.where("deadline_cue|press_ask|press_wants")
    weighed = [
        (moment, _weight(moment, plain, told, cues)) for moment in moments(told.text, sent) if moment.at_office() > sent
    ]
    sure = [(moment, weight) for moment, weight in weighed if weight >= 1]
    return min(sure, key=lambda one: (-one[1], one[0].at_office())) if sure else None


def _weight(moment: Moment, plain: str, told: Told, cues: set[int]) -> int:
    marked = bool(
        _BEFORE.search(plain, max(0, moment.start - 30), moment.start)
        or _INSIDE.search(plain, moment.start, moment.end + 3)
        or _AFTER.search(plain[moment.end : moment.end + 25])
    )
    number = next((at for at, (start, end) in enumerate(told.spans) if start <= moment.start < end), -1)
    start, end = told.spans[number]
    following = plain[end : end + 120]
    if marked:
        return 3 if number in cues else 2
    if told.has("press_ask") and _AIRED.search(plain, start, end):
        return 1  # The answer is of use until it goes to print or on air.
    if _THEN.search(following) or (number in cues and _AIRED.search(plain, start, end) is None):
        return 1 if number in cues or _THEN.search(following) else 0
    return 0
