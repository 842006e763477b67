"""The sentences of work with others: input asked of another unit, and the press; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- input of another unit
    ("menu.sisend", "NUMBER ÜKSUS MIDA PÄEV | saabus TEKST: teise üksuse sisend", "НОМЕР ОТДЕЛ ЧТО ДЕНЬ | saabus ТЕКСТ: данные другого отдела", "NUMBER UNIT WHAT DAY | came TEXT: input of another unit"),
    ("missing.sisend", "Kellelt, mida ja mis päevaks? Näited: /sisend 26-0142 õigusosakond oigus@amet.ee Kas § 27 kohaldub? 5.12; edaspidi piisab nimest. Kui sisend on käes: /sisend 26-0142 saabus TEKST; kui seda pole vaja: /sisend 26-0142 loobun", "У кого, что и к какому дню? Примеры: /sisend 26-0142 õigusosakond oigus@amet.ee Применим ли § 27? 5.12; дальше хватит имени. Когда ответ получен: /sisend 26-0142 saabus ТЕКСТ; если не нужен: /sisend 26-0142 loobun", "Of whom, what and by which day? Examples: /input 26-0142 legal legal@agency.ee Does § 27 apply? 5.12; the name is enough from then on. When it has come: /input 26-0142 came TEXT; where it is not needed: /input 26-0142 drop"),
    ("missing.sisend.saabus", "Mis saabus? Näide: /sisend {ref} saabus TEKST; kui ootel on mitu: /sisend {ref} saabus 2 TEKST", "Что получено? Пример: /sisend {ref} saabus ТЕКСТ; если ждём несколько: /sisend {ref} saabus 2 ТЕКСТ", "What has come? Example: /input {ref} came TEXT; where several are awaited: /input {ref} came 2 TEXT"),
    ("input.head", "🤝 <b>{ref}</b>: teiste sisend", "🤝 <b>{ref}</b>: данные других отделов", "🤝 <b>{ref}</b>: input of others"),
    ("input.none", "Pöördumisel {ref} ei ole kelleltki sisendit küsitud. Küsida: /sisend {ref} ÜKSUS MIDA PÄEV", "По обращению {ref} ни у кого ничего не запрошено. Запросить: /sisend {ref} ОТДЕЛ ЧТО ДЕНЬ", "Nobody has been asked for input in case {ref}. Ask: /input {ref} UNIT WHAT DAY"),
    ("input.mailed", "🤝 Kiri läks: {unit}, vastus hiljemalt {until}. Tuletan meelde Teile ja neile.", "🤝 Письмо отправлено: {unit}, ответ не позднее {until}. Напомню Вам и им.", "🤝 The letter has gone: {unit}, an answer by {until}. You and they will be reminded."),
    ("input.not_mailed", "🤝 Kirja pandud: {unit}, hiljemalt {until}. Aadressi ma ei tea: küsida tuleb ise või lisada aadress nime järele.", "🤝 Записано: {unit}, не позднее {until}. Адреса я не знаю: спросите сами или добавьте адрес после имени.", "🤝 Recorded: {unit}, by {until}. The address is unknown: please ask yourself, or add the address after the name."),
    ("input.kept", "🤝 Sisend on kirjas: {unit}.", "🤝 Ответ записан: {unit}.", "🤝 The input is recorded: {unit}."),
    ("input.dropped", "🤝 Sisendit enam ei oodata: {unit}.", "🤝 Ответа больше не ждём: {unit}.", "🤝 The input is not awaited any more: {unit}."),
    ("input.open", "🤝 Sisend: {unit}, hiljemalt {until}", "🤝 Данные: {unit}, не позднее {until}", "🤝 Input: {unit}, by {until}"),
    ("input.late", "🤝 Sisend HILINEB: {unit}, pidi olema {until}", "🤝 Данные ОПАЗДЫВАЮТ: {unit}, срок был {until}", "🤝 Input is LATE: {unit}, was due {until}"),
    ("input.answered", "✅ Sisend käes: {unit}, tähtaeg oli {until}", "✅ Данные получены: {unit}, срок был {until}", "✅ Input has come: {unit}, it was due {until}"),
    ("input.dropped_line", "➖ Sisendist loobuti: {unit}, tähtaeg oli {until}", "➖ От данных отказались: {unit}, срок был {until}", "➖ Input not needed: {unit}, it was due {until}"),
    ("told.input_came", "🤝 {ref}: sisend on käes ({unit})", "🤝 {ref}: данные получены ({unit})", "🤝 {ref}: the input has come ({unit})"),
    ("told.input_due", "🤝 {ref}: sisend {step} ({unit}, {until})", "🤝 {ref}: данные {step} ({unit}, {until})", "🤝 {ref}: input {step} ({unit}, {until})"),
    ("input.step.soon", "peab tulema järgmiseks tööpäevaks", "ожидаются к следующему рабочему дню", "is due on the next working day"),
    ("input.step.today", "peab tulema täna", "ожидаются сегодня", "is due today"),
    ("input.step.late", "HILINEB", "ОПАЗДЫВАЮТ", "is LATE"),
    ("input.step.later", "HILINEB juba kolm tööpäeva; juht saab teada", "ОПАЗДЫВАЮТ уже три рабочих дня; руководитель извещён", "is three working days LATE; the head is told"),
    ("told.press_asks", "📣 {ref}: {by} palub sisendit ajakirjanikule vastamiseks hiljemalt {until}. Kirjutada: /sisend {ref} saabus TEKST", "📣 {ref}: {by} просит данные для ответа журналисту не позднее {until}. Написать: /sisend {ref} saabus ТЕКСТ", "📣 {ref}: {by} asks for input for a journalist by {until}. Write: /input {ref} came TEXT"),
    ("refusal.NoSuchContribution", "Pöördumisel {ref} sellist ootel sisendit ei ole. Vaadata: /sisend {ref}", "По обращению {ref} таких ожидаемых данных нет. Посмотреть: /sisend {ref}", "Case {ref} awaits no such input. Look: /input {ref}"),
    ("refusal.NotOurDomain", "See aadress ei ole meie asutuse oma. Teisele asutusele edastab: /edasta {ref}", "Этот адрес не нашего учреждения. Другому учреждению передаёт: /edasta {ref}", "That address is not the agency's own. To another body: /forward {ref}"),
    ("paper.contribution_request", "sisendi küsimine", "запрос данных у отдела", "request for input"),
    ("paper.contribution_reminder", "sisendi meeldetuletus", "напоминание отделу", "reminder of input"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
