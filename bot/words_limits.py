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
    ("sign.language", "Keel", "Язык", "Language"),
    ("sign.topic", "Teema", "Тема", "Topic"),
    ("sign.reply", "Vastus", "Ответ", "Reply"),
    ("sign.personal", "Isikuandmed", "Персональные данные", "Personal data"),
    ("sign.handler", "Menetleja ettepanek", "Предложение исполнителя", "Proposed handler"),
    ("card.no_reply", "vastust ei ole vaja", "ответ не нужен", "no answer owed"),
    ("menu.paranda", "NUMBER [teema | vastus | süütegu | peida]: paranda, mida Vastaja arvas", "НОМЕР [тема | ответ | правонарушение | скрыть]: исправить то, что решил Vastaja", "NUMBER [topic | reply | offence | hide]: correct what Vastaja took it for"),
    ("missing.paranda", "Näited: /paranda 26-0142, /paranda 26-0142 teema hooldekodu, /paranda 26-0142 vastus ei, /paranda 26-0142 süütegu jah, /paranda 26-0142 peida NIMI", "Примеры: /paranda 26-0142, /paranda 26-0142 тема hooldekodu, /paranda 26-0142 ответ нет, /paranda 26-0142 правонарушение да, /paranda 26-0142 скрыть ИМЯ", "Examples: /correct 26-0142, /correct 26-0142 topic hooldekodu, /correct 26-0142 reply no, /correct 26-0142 offence yes, /correct 26-0142 hide NAME"),
    ("missing.paranda.peida", "Mis tuleb peita? Kirjutada: /paranda {ref} peida NIMI", "Что скрыть? Написать: /paranda {ref} скрыть ИМЯ", "What is to be hidden? Write: /correct {ref} hide NAME"),
    ("asked.paranda.peida", "Mis sõnad tuleb pöördumises {ref} peita? Nimi läheb peitu igas käändes.", "Какие слова скрыть в обращении {ref}? Имя скрывается во всех падежах.", "Which words are to be hidden in {ref}? A name is hidden in every form."),
    ("correct.which", "Mida pöördumises {ref} parandada?", "Что исправить в обращении {ref}?", "What is to be corrected in {ref}?"),
    ("correct.topic", "Mis on pöördumise {ref} teema?", "Какова тема обращения {ref}?", "What is {ref} about?"),
    ("correct.kind", "Mis liiki on pöördumine {ref}?", "Какого вида обращение {ref}?", "Of which kind is {ref}?"),
    ("corrected.topic", "Teema on nüüd {topic}.", "Тема теперь: {topic}.", "The topic is now {topic}."),
    ("corrected.reply.yes", "Vastust on vaja.", "Ответ нужен.", "An answer is owed."),
    ("corrected.reply.no", "Vastust ei ole vaja.", "Ответ не нужен.", "No answer is owed."),
    ("corrected.offence.yes", "Süüteo kahtlus on märgitud.", "Подозрение на правонарушение отмечено.", "The suspicion of an offence is noted."),
    ("corrected.offence.no", "Süüteo kahtlust ei ole.", "Подозрения на правонарушение нет.", "No offence is suspected."),
    ("corrected.hidden", "Peidetud. Kirju, milles need sõnad olid: {count}.", "Скрыто. Писем с этими словами: {count}.", "Hidden. Letters that held these words: {count}."),
    ("refusal.NotInLetter", "Pöördumise {ref} maskitud kirjas neid sõnu ei ole.", "В замаскированном письме {ref} этих слов нет.", "These words do not stand in the masked letter of {ref}."),
    ("button.kinds", "🏷 Muu liik", "🏷 Другой вид", "🏷 Other kind"),
    ("button.language", "🌐 {spoken}", "🌐 {spoken}", "🌐 {spoken}"),
    ("button.topic", "📂 Muu teema", "📂 Другая тема", "📂 Other topic"),
    ("button.reply.yes", "💬 Vastust on vaja", "💬 Ответ нужен", "💬 Answer owed"),
    ("button.reply.no", "💬 Vastust ei ole vaja", "💬 Ответ не нужен", "💬 No answer owed"),
    ("button.offence.yes", "⚖️ Süüteo kahtlus", "⚖️ Правонарушение", "⚖️ Offence suspected"),
    ("button.offence.no", "⚖️ Ei ole süütegu", "⚖️ Не правонарушение", "⚖️ No offence"),
    ("button.hide", "🙈 Peida sõnad", "🙈 Скрыть слова", "🙈 Hide words"),
    ("button.child.immediate_danger", "🚨 Laps ohus", "🚨 Ребёнок в опасности", "🚨 Child in danger"),
    ("button.child.concern", "🧒 Abivajav laps", "🧒 Ребёнку нужна помощь", "🧒 Child in need"),
    ("button.child.none", "🧒 Laps ei vaja abi", "🧒 Ребёнку помощь не нужна", "🧒 No child in need"),
    ("button.media", "📣 Pressiasi", "📣 Для прессы", "📣 For the press"),
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
