"""The sentences of the house itself, about what an operator or a head must mend, in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("told.receipt_at_fault", "⚠️ Kättesaamisteadet ei saanud koostada: selle tekstis on viga. Pöördumised registreeritakse, aga pöördujad teadet ei saa. Palun halduril käivitada: vastaja templates check", "⚠️ Уведомление о получении составить не удалось: в его тексте ошибка. Обращения регистрируются, но заявители уведомления не получают. Обслуживающему: vastaja templates check", "⚠️ The receipt could not be written: its text is at fault. Cases are registered, but their writers get no receipt. For the operator: vastaja templates check"),
    ("refusal.CannotForget", "Pöördumist {ref} ei saa praegu kustutada.", "Обращение {ref} сейчас удалить нельзя.", "Case {ref} must be kept for now."),
)
# fmt: on

WORDS: Final = {
    language: {name: words[place] for name, *words in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH))
}
