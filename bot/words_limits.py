"""The sentences of cases that only some may know of, and of corrections by one press, in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("menu.piira", "NUMBER KES: pöördumist näevad ainult nimetatud", "НОМЕР КТО: обращение видят только названные", "NUMBER WHO: only the named see the case"),
    ("missing.piira", "Näide: /piira 26-0142 Mari, Jüri. Piirangu lõpp: /piira 26-0142 kõik", "Пример: /piira 26-0142 Mari, Jüri. Снять: /piira 26-0142 все", "Example: /only 26-0142 Mari, Jüri. To lift it: /only 26-0142 all"),
    ("limit.done", "🔒 Pöördumist {ref} näevad nüüd ainult: {names}. Teistele seda ei näidata.", "🔒 Обращение {ref} теперь видят только: {names}. Для остальных его нет.", "🔒 Only these see {ref} now: {names}. For others it is not there."),
    ("limit.lifted", "🔓 Pöördumist {ref} näevad jälle kõik, välja arvatud need, keda see puudutab.", "🔓 Обращение {ref} снова видят все, кроме тех, кого оно касается.", "🔓 All see {ref} again, but for those it is about."),
    ("refusal.KeptOut", "{name} ei saa pöördumisega {ref} tegeleda: kiri puudutab teda või ta on end taandanud.", "{name} не может заниматься обращением {ref}: письмо касается его или он взял самоотвод.", "{name} cannot work on {ref}: the letter is about this person, or this person has withdrawn."),
    ("button.kind", "🏷 {kind}", "🏷 {kind}", "🏷 {kind}"),
    ("button.no_media", "🔕 Ei ole pressiasi", "🔕 Не для прессы", "🔕 Not for the press"),
    ("button.withdraw", "↩️ Taandan end", "↩️ Самоотвод", "↩️ Withdraw"),
    ("withdraw_how", "Enda taandamiseks palun kirjutada põhjus ilma isikuandmeteta: /maara {ref} taandan PÕHJUS. Pärast seda Te seda pöördumist enam ei näe.", "Для самоотвода напишите причину без персональных данных: /maara {ref} taandan ПРИЧИНА. После этого Вы обращения не увидите.", "To withdraw, give a reason without personal data: /assign {ref} withdraw WHY. After that you do not see the case any more."),
    ("withdrawn", "Olete end pöördumisest {ref} taandanud. Sellega tegeleb nüüd {name}.", "Вы взяли самоотвод по обращению {ref}. Теперь им занимается {name}.", "You have withdrawn from {ref}. {name} works on it now."),
    ("withdrawn_to_nobody", "Olete end pöördumisest {ref} taandanud. Uut menetlejat ei ole veel määratud.", "Вы взяли самоотвод по обращению {ref}. Новый исполнитель ещё не назначен.", "You have withdrawn from {ref}. Nobody has it yet."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
