"""Whether the writer says to be under age, in the languages people write in here."""

import re
from typing import Final

GROWN_UP: Final = 18
_SAID: Final = re.compile(
    r"\b(?:olen|ma olen)\s+(?:alles\s+)?(\d{1,2})\s*[- ]?\s*a(?:astane|astat vana)?\b"
    r"|\bмне\s+(?:всего\s+)?(\d{1,2})\s+(?:лет|год)"
    r"|\bi(?:'m| am)\s+(?:only\s+)?(\d{1,2})(?:\s+years? old)?\b(?!\s*(?:%|km|euro))"
    r"|\bich bin\s+(?:erst\s+)?(\d{1,2})\s+jahre",
    re.IGNORECASE,
)
_PUPIL: Final = re.compile(r"\bolen\s+(?:alles\s+)?(?:\d{1,2}\.?\s*klassi\s+)?õpilane\b|\bя\s+(?:ученик|ученица|школьни)|\bi am a pupil\b|\bich bin schüler", re.IGNORECASE)


def says_under_age(text: str) -> bool:
    """Tell whether the writer says so; "my child is 12" says nothing of the writer."""
    ages = (next(filter(None, found.groups())) for found in _SAID.finditer(text))
    return any(int(age) < GROWN_UP for age in ages) or bool(_PUPIL.search(text))
