"""The sentences of the house itself, about what an operator or a head must mend, in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("told.receipt_at_fault", "⚠️ Kättesaamisteadet ei saanud koostada: selle tekstis on viga. Pöördumised registreeritakse, aga pöördujad teadet ei saa. Palun halduril käivitada: vastaja templates check", "⚠️ Уведомление о получении составить не удалось: в его тексте ошибка. Обращения регистрируются, но заявители уведомления не получают. Обслуживающему: vastaja templates check", "⚠️ The receipt could not be written: its text is at fault. Cases are registered, but their writers get no receipt. For the operator: vastaja templates check"),
    ("told.text_at_fault", "⚠️ Asutuse tekst {file} on vigane: teade jäi saatmata ({ref}). Palun halduril käivitada: vastaja templates check", "⚠️ Текст учреждения {file} с ошибкой: уведомление не отправлено ({ref}). Администратору: vastaja templates check", "⚠️ The agency's text {file} is faulty: a notice was not sent ({ref}). For the administrator: vastaja templates check"),
    ("refusal.BrokenText", "Kirja ei saanud koostada: asutuse tekst {file} on vigane ({why}). Midagi ei saadetud ja midagi ei läinud kaduma. Palun teatada haldurile; vead loetleb vastaja templates check", "Письмо составить не удалось: текст учреждения {file} с ошибкой ({why}). Ничего не отправлено и не потеряно. Сообщите администратору: ошибки перечислит vastaja templates check", "The letter could not be written: the agency's text {file} is faulty ({why}). Nothing was sent or lost. Please tell the administrator; vastaja templates check lists the faults"),
    ("refusal.CannotForget", "Pöördumist {ref} ei saa praegu kustutada.", "Обращение {ref} сейчас удалить нельзя.", "Case {ref} must be kept for now."),
)
# fmt: on

WORDS: Final = {
    language: {name: words[place] for name, *words in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH))
}
