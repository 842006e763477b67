"""What is said otherwise on paper: a link nobody can press is written out, and a section keeps its number beside it."""

import re
from typing import Final
from urllib.parse import unquote

from rules.kinds import Language

NO_BREAK: Final = "\u00a0"
_LINK: Final = re.compile(r"mailto:(?P<address>[^\s<>\"'?]+)\?subject=(?P<subject>[^\s<>\"'&]+)")
_SUBJECT: Final = {Language.ESTONIAN: "teema", Language.RUSSIAN: "тема", Language.ENGLISH: "subject", Language.GERMAN: "Betreff"}
_TOGETHER: Final = re.compile(r"(?<=§) (?=\d)|(?<=\wS) (?=§)|(?<=116) (?=111)")


def written_out(text: str, language: Language) -> str:
    """Return the text with every link that writes a letter told in words: the address, and the subject to write."""
    word = _SUBJECT.get(language, _SUBJECT[Language.ESTONIAN])
    return _LINK.sub(lambda link: f"{link['address']}, {word}: {unquote(link['subject'])}", text)


def kept_together(text: str) -> str:
    """Return the text with no line end between a section, its number and its act's short name, nor within the helpline's."""
    return _TOGETHER.sub(NO_BREAK, text)
