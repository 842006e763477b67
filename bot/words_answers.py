"""The sentences of answers in the making: official positions, the list of questions, facts asked for; three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- official positions
    ("menu.seisukoht", "[TEEMA | NUMBER PÕHJUS]: ameti seisukohad", "[ТЕМА | НОМЕР ПРИЧИНА]: официальные позиции", "[TOPIC | NUMBER WHY]: official positions"),
    ("missing.seisukoht", "Näited: /seisukoht, /seisukoht toetused. Uus seisukoht (juht või kommunikatsioon): esimesel real /seisukoht toetused kuni 31.12.2027 allikas AvTS § 18, järgmistel ridadel tekst; tõlked ridade ru:, en:, de: järel. Lõpetada: /seisukoht toetused lopp", "Примеры: /seisukoht, /seisukoht toetused. Новая позиция (руководитель или пресс-служба): в первой строке /seisukoht toetused kuni 31.12.2027 allikas AvTS § 18, далее текст; переводы после строк ru:, en:, de:. Прекратить: /seisukoht toetused lopp", "Examples: /position, /position toetused. A new position (head or press): in the first line /position toetused until 31.12.2027 source AvTS § 18, the text in the next lines; translations after lines ru:, en:, de:. To end it: /position toetused end"),
    ("position.list", "<b>Ameti seisukohad</b> ({count})", "<b>Официальные позиции</b> ({count})", "<b>Official positions</b> ({count})"),
    ("position.until", "kuni {day}", "до {day}", "until {day}"),
    ("position.no_end", "tähtajatu", "бессрочно", "without an end"),
    ("position.line", "• {topic} · {owner} · {until} · avatud mustandeid {drafts}", "• {topic} · {owner} · {until} · открытых проектов {drafts}", "• {topic} · {owner} · {until} · open drafts {drafts}"),
    ("position.line_expired", "• ⚠️ {topic} · {owner} · kehtis kuni {until} · avatud mustandeid {drafts}", "• ⚠️ {topic} · {owner} · действовала до {until} · открытых проектов {drafts}", "• ⚠️ {topic} · {owner} · was valid until {until} · open drafts {drafts}"),
    ("position.head", "📌 <b>{topic}</b>\nKoostaja: {owner}. Alus: {source}. Kehtib {since} – {until}.", "📌 <b>{topic}</b>\nСоставил(а): {owner}. Основание: {source}. Действует {since} – {until}.", "📌 <b>{topic}</b>\nOwner: {owner}. Source: {source}. Valid {since} – {until}."),
    ("position.text", "[{spoken}] {text}", "[{spoken}] {text}", "[{spoken}] {text}"),
    ("position.expired", "⚠️ See seisukoht praegu ei kehti ja mustandisse ei lähe.", "⚠️ Эта позиция сейчас не действует и в проект не попадёт.", "⚠️ This position is not valid now and goes into no draft."),
    ("position.rests", "Sellele tuginevad avatud mustandid: {refs}", "На ней основаны открытые проекты: {refs}", "Open drafts that rest on it: {refs}"),
    ("position.changed", "📌 Seisukoht „{topic}“ on muudetud.", "📌 Позиция «{topic}» изменена.", "📌 The position “{topic}” has been changed."),
    ("position.departs", "Põhjus, miks vastus ameti seisukohast erineb, on kirjas.", "Записано, почему ответ отличается от официальной позиции.", "It is on record why the answer departs from the official position."),
    ("told.position_expired", "📌 {ref}: vastus tugineb ameti seisukohale „{topic}“, mis enam ei kehti. Uus mustand: /mustand {ref} uus", "📌 {ref}: ответ основан на позиции «{topic}», которая больше не действует. Новый проект: /mustand {ref} uus", "📌 {ref}: the answer rests on the position “{topic}”, which is no longer valid. A new draft: /draft {ref} new"),
    ("told.position_changed", "📌 {ref}: ameti seisukoht „{topic}“, millele vastus tugineb, on muutunud. Uus mustand: /mustand {ref} uus", "📌 {ref}: позиция «{topic}», на которой основан ответ, изменилась. Новый проект: /mustand {ref} uus", "📌 {ref}: the position “{topic}” on which the answer rests has changed. A new draft: /draft {ref} new"),
    ("refusal.NoSuchPosition", "Seisukohta „{topic}“ ei ole. Olemas on: {topics}", "Позиции «{topic}» нет. Есть: {topics}", "There is no position “{topic}”. There are: {topics}"),
    ("refusal.PositionExpired", "Vastus {ref} tugineb seisukohale „{topic}“, mis enam ei kehti: vastust ei saa kooskõlastada. Uus mustand: /mustand {ref} uus. Kui tekst jääb samaks, tuleb kirja panna põhjus: /seisukoht {ref} PÕHJUS", "Ответ {ref} основан на позиции «{topic}», которая больше не действует: согласовать его нельзя. Новый проект: /mustand {ref} uus. Если текст остаётся, то с причиной: /seisukoht {ref} ПРИЧИНА", "The answer {ref} rests on the position “{topic}”, which is no longer valid: it cannot be approved. A new draft: /draft {ref} new. If the text is to stay, with a reason: /position {ref} WHY"),
    ("refusal.PositionChanged", "Seisukoht „{topic}“, millele vastus {ref} tugineb, on muutunud. Uus mustand: /mustand {ref} uus. Kui tekst jääb samaks, tuleb kirja panna põhjus: /seisukoht {ref} PÕHJUS", "Позиция «{topic}», на которой основан ответ {ref}, изменилась. Новый проект: /mustand {ref} uus. Если текст остаётся, то с причиной: /seisukoht {ref} ПРИЧИНА", "The position “{topic}” on which the answer {ref} rests has changed. A new draft: /draft {ref} new. If the text is to stay, with a reason: /position {ref} WHY"),
    ("refusal.DepartsFromPosition", "Vastus {ref} erineb ameti seisukohast „{topic}“. Palun panna kirja, miks: /seisukoht {ref} PÕHJUS", "Ответ {ref} отличается от официальной позиции «{topic}». Записать почему: /seisukoht {ref} ПРИЧИНА", "The answer {ref} departs from the official position “{topic}”. Put down why: /position {ref} WHY"),
    # -- the list of questions
    ("questions.head", "❔ <b>{ref}</b>: kirja küsimused ({count})", "❔ <b>{ref}</b>: вопросы письма ({count})", "❔ <b>{ref}</b>: the letter's questions ({count})"),
    ("questions.foot", "Vajutage numbrit, kui vastus sellele küsimusele on mustandis olemas.", "Нажмите номер, когда ответ на этот вопрос есть в проекте.", "Press a number when the draft answers that question."),
    ("questions.left", "Märkimata: {numbers}", "Не отмечено: {numbers}", "Not ticked: {numbers}"),
    ("questions.all_done", "Kõigile küsimustele on vastatud.{numbers:.0}", "На все вопросы дан ответ.{numbers:.0}", "Every question is answered.{numbers:.0}"),
    ("questions.warn", "⚠️ Küsimused, mille kohta ei ole märgitud, et neile on vastatud: {numbers}", "⚠️ Вопросы, не отмеченные как отвеченные: {numbers}", "⚠️ Questions not ticked as answered: {numbers}"),
    ("refusal.NoSuchQuestion", "Pöördumise {ref} loetelus ei ole küsimust {number}.", "В перечне обращения {ref} нет вопроса {number}.", "The list of {ref} has no question {number}."),
    # -- facts that a text lacks
    ("asked.fact", "Tekst jääb koostamata, sest puudub: {fact}. Palun kirjutage see.", "Текст не составлен, не хватает: {fact}. Напишите это, пожалуйста.", "The text cannot be written: {fact} is missing. Please write it."),
    ("fact.case.correspondent", "kuidas pöördujat kirjas nimetada", "как назвать обратившегося в письме", "how the letter names the person"),
    ("fact.case.their_reference", "saatja kirja viit", "номер письма отправителя", "the number of the sender's letter"),
    ("fact.case.handler_phone", "menetleja telefon", "телефон исполнителя", "the handler's phone"),
    ("fact.case.handler_mail", "menetleja e-posti aadress", "эл. почта исполнителя", "the handler's e-mail"),
    ("fact.case.signatory_title", "allkirjastaja ametikoht", "должность подписывающего", "the post of who signs"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
