"""The sentences of letters as files: PDF and .docx, editing, signing, encrypting, other ways of sending; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- the letterhead
    ("refusal.BrokenLetterhead", "Kirja ei saanud valmis teha: asutuse kirjaplangi fail {file} on vigane ({why}). Midagi ei saadetud ega kadunud. Palun öelda administraatorile.", "Письмо не удалось оформить: файл бланка {file} с ошибкой ({why}). Ничего не отправлено и не потеряно. Сообщите администратору.", "The letter could not be made: the letterhead file {file} is faulty ({why}). Nothing was sent or lost. Please tell the administrator."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
