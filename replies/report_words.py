"""The words of a report in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("title", "Pöördumised", "Обращения", "Letters"),
    ("made", "Koostatud {day}", "Составлено {day}", "Made on {day}"),
    ("came", "Saabus", "Поступило", "Came in"),
    ("answered", "Vastatud", "Отвечено", "Answered"),
    ("in_time", "Tähtajaks", "В срок", "In time"),
    ("in_time_count", "Neist tähtajaks", "Из них в срок", "Of these in time"),
    ("late", "Hiljem", "Позже", "Late"),
    ("median", "Mediaan, päevi", "Медиана, дней", "Median days"),
    ("slowest", "Aeglaseim, päevi", "Дольше всего, дней", "Slowest, days"),
    ("extended", "Pikendatud", "Продлено", "Extended"),
    ("open", "Praegu avatud", "Сейчас открыто", "Open now"),
    ("late_now", "Neist üle tähtaja", "Просрочено", "Of these overdue"),
    ("kind", "Liik", "Вид", "Kind"),
    ("topic", "Teema", "Тема", "Topic"),
    ("handler", "Menetleja", "Исполнитель", "Handler"),
    ("nobody", "(võtmata)", "(никто не взял)", "(nobody)"),
    ("no_topic", "muu", "прочее", "other"),
    ("week", "Nädal", "Неделя", "Week"),
    ("count", "Arv", "Число", "Count"),
    ("reason", "Põhjus", "Причина", "Reason"),
    ("outcome", "Tulemus", "Результат", "Outcome"),
    ("what", "Mis", "Что", "What"),
    ("field", "Mida parandati", "Что исправлено", "What was corrected"),
    ("was", "Pakuti", "Предложено", "Suggested"),
    ("became", "Parandati", "Исправлено", "Corrected to"),
    ("by_kind", "Liigi järgi", "По видам", "By kind"),
    ("by_topic", "Teema järgi", "По темам", "By topic"),
    ("by_handler", "Menetleja järgi (tähestiku järjekorras)", "По исполнителям (по алфавиту)", "By handler (alphabetically)"),
    ("by_week", "Nädala kaupa", "По неделям", "By week"),
    ("chart_kinds", "Vastused liigi järgi", "Ответы по видам", "Answers by kind"),
    ("chart_weeks", "Saabus ja vastatud nädala kaupa", "Поступило и отвечено по неделям", "Came in and answered by week"),
    ("chart_topics", "Sagedasemad teemad", "Частые темы", "Most frequent topics"),
    ("extensions", "Pikendamised", "Продления", "Extensions"),
    ("outcomes", "Lõpetatud", "Завершено", "Closed"),
    ("press", "Meedia", "СМИ", "Press"),
    ("press_came", "Meediateavitusi", "Запросов СМИ", "Press alerts"),
    ("press_withdrawn", "Ei olnud pressiasi", "Не дело прессы", "No matter of the press"),
    ("corrections", "Parandused: mida Vastaja valesti pakkus", "Исправления: что предложено неверно", "Corrections: what was suggested wrongly"),
    ("children", "Lapse teated", "Сообщения о детях", "Children's alerts"),
    ("child_minutes", "Võtmiseni, minuteid (mediaan)", "До взятия, минут (медиана)", "Minutes until taken (median)"),
    ("feedback", "Tagasiside", "Отзывы", "Feedback"),
    ("helped", "Vastusest oli abi", "Ответ помог", "The answer helped"),
    ("not_helped", "Vastusest ei olnud abi", "Ответ не помог", "The answer did not help"),
    ("none", "Sel ajal ei saabunud ega vastatud midagi.", "За это время ничего не поступило и не отвечено.", "Nothing came and nothing was answered in this time."),
    ("note.days", "Päevad on kalendripäevad registreerimisest vastuseni. „Tähtajaks“: seaduse tähtpäevaks, õiguspärane pikendus kaasa arvatud.", "Дни календарные, от регистрации до ответа. «В срок»: к дню по закону с учётом законного продления.", "Days are calendar days from registration to the answer. In time: by the legal day, a lawful extension included."),
    ("note.extensions", "Põhjuse liik on loetud ametniku sõnadest; sõnad ise on pöördumise sisu.", "Вид причины определён по словам чиновника; сами слова не показываются.", "The sort of reason is read from the official's words; the words themselves are content."),
    ("sort.data_of_others", "teise asutuse või üksuse andmed", "данные другого учреждения", "data of others"),
    ("sort.many_questions", "mahukas või keeruline", "объёмное или сложное", "extensive or complex"),
    ("sort.visit", "kontroll kohapeal", "проверка на месте", "an inspection"),
    ("sort.translation", "tõlkimine", "перевод", "translation"),
    ("sort.absence", "menetleja puudumine", "отсутствие исполнителя", "the handler's absence"),
    ("sort.workload", "töökoormus", "нагрузка", "workload"),
    ("sort.other", "muu", "прочее", "other"),
    ("field.kind", "liik", "вид", "kind"),
    ("field.language", "keel", "язык", "language"),
    ("field.media", "meedia", "СМИ", "press"),
    ("field.child", "laps", "ребёнок", "child"),
    ("field.topic", "teema", "тема", "topic"),
    ("field.reply", "vastust on vaja", "нужен ответ", "answer owed"),
    ("field.offence", "süüteo kahtlus", "правонарушение", "offence"),
    ("field.personal", "isikuandmed", "персональные данные", "personal data"),
    ("value.True", "jah", "да", "yes"),
    ("value.False", "ei", "нет", "no"),
    ("value.readable", "jäi loetavaks", "осталось видно", "left readable"),
    ("value.masked", "peidetud", "скрыто", "masked"),
    ("value.none", "ei", "нет", "no"),
    ("value.concern", "mure", "тревога", "concern"),
    ("value.immediate_danger", "oht", "опасность", "danger"),
    ("outcome.vastatud", "vastatud", "отвечено", "answered"),
    ("outcome.vastatud_suuliselt", "vastatud suuliselt", "отвечено устно", "answered orally"),
    ("outcome.edastatud", "edastatud", "переслано", "forwarded"),
    ("outcome.loobutud", "vastamata jäetud", "оставлено без ответа", "left unanswered"),
    ("outcome.keeldutud", "keeldutud", "отказано", "refused"),
    ("outcome.teadmiseks", "teadmiseks", "к сведению", "noted"),
    ("outcome.tagasi_voetud", "tagasi võetud", "отозвано", "withdrawn"),
    ("outcome.liidetud", "liidetud", "объединено", "merged"),
    ("outcome.registreeritud_mujal", "registreeritud mujal", "зарегистрировано в другом месте", "registered elsewhere"),
    ("outcome.eksikombel", "eksikombel", "по ошибке", "by mistake"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}


def word(language: Language, key: str) -> str:
    """Return a word of a report; English for a language it is not written in, the key itself where nobody has named it."""
    words = WORDS.get(language, WORDS[Language.ENGLISH])
    return words.get(key, key.partition(".")[2] or key)
