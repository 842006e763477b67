"""Every sentence of the content page, in three languages side by side."""

from typing import Final

from rules.kinds import Language
from vastaja.page.words_desk import DESK

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- the way in, and what everybody sees who finds nothing
    ("in.title", "Sisestage kood", "Введите код", "Enter the code"),
    ("in.how", "Kuuekohaline kood on vestluses selle lingi juures.", "Шестизначный код указан в чате рядом с этой ссылкой.", "The six-digit code stands in the chat, beside this link."),
    ("in.code", "Kood", "Код", "Code"),
    ("in.open", "Ava", "Открыть", "Open"),
    ("in.wrong", "See kood ei ava seda linki. Kontrollige koodi; kui link on vana või juba kasutatud, küsige vestluses uus.", "Этот код не открывает ссылку. Проверьте код; если ссылка старая или уже использована, запросите новую в чате.", "This code does not open this link. Check the code; if the link is old or was used before, ask for a new one in the chat."),
    ("in.slow", "Liiga palju katseid. Palun oodake mõni minut.", "Слишком много попыток. Подождите несколько минут.", "Too many tries. Please wait a few minutes."),
    ("none.title", "Siin ei ole midagi vaadata", "Здесь ничего нет", "There is nothing to see here"),
    ("none.how", "Küsige vestluses uus link.", "Запросите новую ссылку в чате.", "Ask for a new link in the chat."),
    # -- around every page
    ("skip", "Sisu juurde", "К содержанию", "Skip to content"),
    ("only_you", "Ainult Teile: {name}", "Только для Вас: {name}", "For you alone: {name}"),
    ("end", "Sulge leht", "Закрыть страницу", "Close the page"),
    ("ended.title", "Leht on suletud", "Страница закрыта", "The page is closed"),
    ("ended.how", "Uue lingi saab vestlusest.", "Новую ссылку даёт чат.", "The chat gives a new link."),
    ("soon", "Leht sulgub {minutes} minuti pärast.", "Страница закроется через {minutes} мин.", "The page closes in {minutes} minutes."),
    ("soon.less", "Leht sulgub vähem kui minuti pärast.", "Страница закроется менее чем через минуту.", "The page closes in less than a minute."),
    ("stay", "Olen veel siin", "Я ещё здесь", "I am still here"),
    ("due", "tähtaeg {day}", "срок {day}", "due {day}"),
    ("late", "tähtaeg {day} on möödas", "срок {day} истёк", "due {day}, past"),
    ("handler", "menetleb {name}", "исполнитель {name}", "handled by {name}"),
    ("nobody", "menetleja puudub", "исполнителя нет", "nobody handles it"),
    # -- letters
    ("letters", "Kirjad", "Письма", "Letters"),
    ("letter.in", "Saabunud", "Входящее", "Received"),
    ("letter.out", "Meie kiri", "Наше письмо", "Our letter"),
    ("letter.from", "Saatja", "От", "From"),
    ("letter.reply_to", "Vastuseaadress", "Адрес для ответа", "Reply to"),
    ("letter.subject", "Teema", "Тема", "Subject"),
    ("letter.no_subject", "Teemata kiri", "Письмо без темы", "A letter without a subject"),
    ("letter.date", "Aeg", "Дата", "Date"),
    ("letter.files", "Manused", "Вложения", "Attachments"),
    ("letter.download", "Laadi alla: {name}", "Скачать: {name}", "Download: {name}"),
    ("letter.whole", "Näita ka tsiteeritud osa", "Показать и цитаты", "Show the quoted part too"),
    ("letter.empty", "Kirjas ei ole teksti.", "В письме нет текста.", "The letter has no text."),
    ("letter.receipts", "Automaatselt saadetud kättesaamisteated ({count})", "Автоматические подтверждения ({count})", "Receipts that went by themselves ({count})"),
    ("file.program.title", "Seda faili siit alla laadida ei saa", "Этот файл здесь не выдаётся", "This file is not given here"),
    ("file.program", "Fail võib olla programm või midagi käivitada. Kui seda on tõesti vaja, pöörduge infoturbe poole.", "Файл может быть программой. Если он действительно нужен, обратитесь в службу безопасности.", "The file may be a program. If you really need it, ask information security."),
    ("file.gone", "Faili ei õnnestunud kirjast kätte saada. Palun teatage haldurile.", "Файл не удалось извлечь из письма. Сообщите администратору.", "The file could not be taken out of the letter. Tell the administrator."),
    ("back", "Tagasi", "Назад", "Back"),
    # -- the draft
    ("draft", "Mustand", "Проект", "Draft"),
    ("draft.version", "versioon {number}", "версия {number}", "version {number}"),
    ("draft.by", "{name}, {at}", "{name}, {at}", "{name}, {at}"),
    ("draft.words", "Vastuse sisu", "Текст ответа", "What the answer says"),
    ("draft.words.how", "Tervitus, viit ja allkiri tulevad mallist. Tekst salvestub kirjutamise ajal.", "Приветствие, номер и подпись добавит шаблон. Текст сохраняется по мере ввода.", "Salutation, reference and signature come from the template. What you type is kept as you go."),
    ("draft.translate", "Tõlke ({spoken}) saab lisada eestikeelse teksti alla, eraldi reale „---“ järel.", "Перевод ({spoken}) можно добавить под эстонским текстом после строки «---».", "A translation ({spoken}) may follow below the Estonian text, after a line \"---\"."),
    ("draft.self", "Muudan teksti ise", "Изменю текст сам(а)", "Change the text myself"),
    ("draft.save", "Salvesta versioonina {number}", "Сохранить как версию {number}", "Save as version {number}"),
    ("draft.drop", "Loobu salvestamata muudatustest", "Отказаться от несохранённого", "Drop the unsaved words"),
    ("draft.kept", "Salvestatud kell {at}", "Сохранено в {at}", "Kept at {at}"),
    ("draft.keeping", "Salvestan…", "Сохраняю…", "Keeping…"),
    ("draft.not_kept", "Ühendus katkes. Tekst on siin alles, proovin uuesti.", "Связь прервалась. Текст здесь, пробую снова.", "The connection was lost. The text is still here, trying again."),
    ("draft.restored", "Siin on tekst, mida kirjutasite {at}; see ei ole veel versioonina salvestatud.", "Здесь текст, который Вы писали {at}; он ещё не сохранён как версия.", "These are the words you were writing at {at}; they are not a version yet."),
    ("draft.newer", "{name} salvestas vahepeal versiooni {number}. Teie tekst on siin alles; versioon {number} on allpool. Kui salvestate, saab Teie tekstist sellele järgnev uus versioon.", "{name} тем временем сохранил(а) версию {number}. Ваш текст здесь; версия {number} ниже. При сохранении Ваш текст станет следующей, новой версией.", "{name} has saved version {number} meanwhile. Your words are still here; version {number} is below. Saved, your text becomes a new version on top of it."),
    ("draft.newer.look", "Võrdle versiooniga {number}", "Сравнить с версией {number}", "Compare with version {number}"),
    ("draft.elsewhere", "Seda mustandit kirjutatakse veel teises aknas.", "Этот проект пишут ещё в другом окне.", "This draft is being written in another window too."),
    ("draft.approved_edit", "Kinnitus kehtib ainult selle teksti kohta. Uus versioon tühistab kinnituse.", "Утверждён именно этот текст. Новая версия отменит утверждение.", "The approval holds for this text. A new version takes it back."),
    ("draft.count", "{words} sõna", "слов: {words}", "{words} words"),
    ("paper", "Nii läheb kiri välja", "Так письмо уйдёт", "This is how it goes out"),
    ("paper.companion", "Koos sellega läheb", "Вместе с ним уйдёт", "Together with it goes"),
    ("paper.to", "Saaja", "Кому", "To"),
    ("paper.hole", "Vastuse sisu on veel kirjutamata.", "Текст ответа ещё не написан.", "What the answer says has not been written yet."),
    ("paper.pdf", "Kiri PDF-ina", "Письмо в PDF", "The letter as a PDF"),
    ("word", "Muudan Wordis", "Правка в Word", "Edit in Word"),
    ("word.how", "Muuta saab ainult märgitud ridade vahel. Tagasi antud failist saab uus versioon.", "Править можно только между отмеченными строками. Из возвращённого файла получится новая версия.", "Only what stands between the marked lines may be edited. The file given back becomes a new version."),
    ("word.out", "Laadi alla .docx", "Скачать .docx", "Download the .docx"),
    ("word.in", "Muudetud .docx", "Изменённый .docx", "The edited .docx"),
    ("word.do", "Annan tagasi", "Вернуть", "Give it back"),
    ("found", "Otsingu tulemused", "Результаты поиска", "What was found"),
    ("found.count", "Leitud: {total}", "Найдено: {total}", "Found: {total}"),
    ("found.more", "Järgmised", "Следующие", "More"),
    ("changes", "Muudatused", "Изменения", "Changes"),
    ("changes.with", "Võrdle versiooniga", "Сравнить с версией", "Compare with version"),
    ("changes.show", "Näita", "Показать", "Show"),
    ("changes.between", "Versioonist {old} versioonini {new}", "От версии {old} к версии {new}", "From version {old} to version {new}"),
    ("changes.mine", "Versioonist {old} Teie tekstini", "От версии {old} к Вашему тексту", "From version {old} to your words"),
    ("changes.none", "Tekstid on samad.", "Тексты одинаковы.", "The texts are the same."),
    ("changes.left", "muutmata osa on välja jäetud", "неизменённая часть опущена", "an unchanged part is left out"),
    ("changes.added", "lisatud", "добавлено", "added"),
    ("changes.removed", "eemaldatud", "удалено", "removed"),
    ("changes.end", "lõpp", "конец", "end"),
    # -- approving
    ("approve", "Kinnitamine", "Утверждение", "Approval"),
    ("approve.how", "Kinnitus kehtib täpselt selle teksti, nende saajate ja manuste kohta (sõrmejälg {hash}).", "Утверждаются именно этот текст, адресаты и вложения (отпечаток {hash}).", "An approval holds for exactly this text, these recipients and attachments (fingerprint {hash})."),
    ("approve.do", "Kinnitan versiooni {number}", "Утверждаю версию {number}", "Approve version {number}"),
    ("approve.anyway", "Miks see siiski saata", "Почему всё же отправить", "Why send it all the same"),
    ("return.why", "Mida muuta", "Что изменить", "What to change"),
    ("return.do", "Tagastan koostajale", "Вернуть составителю", "Return to the drafter"),
    ("return.no_why", "Kirjutage, mida muuta.", "Напишите, что изменить.", "Write what to change."),
    ("submit.do", "Saadan kooskõlastamiseks", "Отправить на согласование", "Submit for approval"),
    ("submit.how", "Kinnitab teine inimene. Talle saadetakse teade vestlusse.", "Утверждает другой человек; он получит сообщение в чате.", "Another person approves it, and is told in the chat."),
    ("why_not.own_draft", "Oma mustandit ise ei kinnitata: vaja on teist paari silmi.", "Свой проект не утверждают сами: нужна вторая пара глаз.", "Nobody approves a draft of their own: it takes a second pair of eyes."),
    ("why_not.only_head", "Kinnitab juht või tema asendaja.", "Утверждает руководитель или заместитель.", "A head, or who stands in for one, approves it."),
    ("why_not.no_right", "Teie rollis ei kinnitata.", "Ваша роль не утверждает.", "Your role does not approve."),
    ("is_approved", "Kinnitas {name}.", "Утвердил(а) {name}.", "Approved by {name}."),
    ("was_returned", "Tagastati: {why}", "Возвращено: {why}", "Returned: {why}"),
    # -- what has been done
    ("done.version", "Versioon on salvestatud.", "Версия сохранена.", "The version is saved."),
    ("done.approved", "Kinnitatud. Menetlejale on teatatud.", "Утверждено. Исполнитель уведомлён.", "Approved. The handler has been told."),
    ("done.sent", "Kinnitatud ja saatmisele antud.", "Утверждено и передано на отправку.", "Approved and handed over to be sent."),
    ("done.returned", "Tagastatud koostajale.", "Возвращено составителю.", "Returned to the drafter."),
    ("done.submitted", "Kooskõlastajatele on teatatud.", "Согласующие уведомлены.", "Those who approve have been told."),
    ("done.nobody", "Praegu ei ole kedagi, kes saaks kinnitada.", "Сейчас некому утвердить.", "There is nobody now who could approve it."),
    ("done.question", "Märgitud.", "Отмечено.", "Marked."),
    ("questions", "Kirja küsimused", "Вопросы письма", "What the letter asks"),
    ("questions.how", "Märkige küsimused, millele mustandis on vastatud.", "Отметьте вопросы, на которые отвечает проект.", "Tick what the draft answers."),
    ("done.dropped", "Salvestamata muudatustest on loobutud.", "Несохранённые слова убраны.", "The unsaved words are dropped."),
    # -- other content
    ("reasons", "Laused, millel ettepanekud põhinevad", "Предложения, на которых основаны подсказки", "The sentences behind the suggestions"),
    ("reasons.none", "Lauseid ei ole.", "Предложений нет.", "There are none."),
    ("addresses", "Kirjades nimetatud aadressid", "Адреса, названные в письмах", "The addresses the letters named"),
    ("addresses.now", "siia läheb vastus praegu", "сюда сейчас уйдёт ответ", "the answer goes here now"),
    ("addresses.how", "Vastuse saab saata aadressile, mille pöördumise {ref} kirjad nimetasid. Valik muudab ka koostatud mustandit ja tühistab kinnituse.", "Ответ можно отправить на адрес, названный в письмах {ref}. Выбор меняет и проект и отменяет утверждение.", "The answer may go to an address that the letters of {ref} named. Choosing one changes the draft too and takes its approval back."),
    ("addresses.choose", "Vastan siia", "Ответить сюда", "Answer here"),
    ("referral", "Teade asutusele", "Сообщение учреждению", "Notice to an authority"),
    ("referral.to", "Saaja: {name}", "Получатель: {name}", "To: {name}"),
    ("referral.sentences", "Kirja laused", "Предложения письма", "The letter's sentences"),
    ("referral.how", "Laused valitakse vestluses numbrite järgi: /teata {ref} 1,3,4. Teataja jääb kirjast välja.", "Предложения выбирают в чате: /teata {ref} 1,3,4. Сообщивший не назван.", "Sentences are chosen in the chat: /notify {ref} 1,3,4. The reporter is left out."),
    ("referral.chosen", "valitud", "выбрано", "chosen"),
    ("referral.reporter", "teataja", "сообщивший", "reporter"),
    ("referral.text", "Kirja tekst", "Текст письма", "The text"),
    ("referral.approve", "Kinnitan kirja", "Утверждаю письмо", "Approve the letter"),
    ("referral.approved", "Kinnitatud. Kirja saadab inimene, krüpteeritult või DHX-iga.", "Утверждено. Отправляет человек, зашифрованным или через DHX.", "Approved. A person sends it, encrypted or by DHX."),
    ("referral.pdf", "Kiri PDF-ina, krüpteerimiseks DigiDocis või DHX-i jaoks", "Письмо в PDF для шифрования в DigiDoc или для DHX", "The letter as a PDF, to be encrypted in DigiDoc or sent by DHX"),
    ("held", "Ootel kiri #{number}", "Отложенное письмо #{number}", "Held letter #{number}"),
    ("held.how", "Vestluses saab öelda, kuhu see kuulub: /ootel", "В чате можно указать, к чему оно относится: /ootel", "Where it belongs is said in the chat: /held"),
    ("held.barely", "Kirja ei õnnestunud tervenisti lugeda. Siin on selle algus nii, nagu see tuli.", "Полностью прочитать письмо не удалось. Вот его начало в том виде, как оно пришло.", "The letter could not be read whole. This is its beginning as it came."),
    ("unsent", "Meie kiri, mille saatmine on lahtine", "Наше письмо, отправка которого под вопросом", "A letter of ours whose fate is open"),
    ("unsent.how", "Vestluses saab öelda, kas see läks kohale, saata uuesti või jätta saatmata: /ootel", "В чате можно указать, дошло ли оно, отправить снова или не отправлять: /ootel", "In the chat it is said whether it arrived, sent again or left: /held"),
    ("unsent.how_update", "See tuli vestlusest ja seda ei õnnestunud käsitleda. Vestluses saab proovida uuesti või jätta kõrvale: /ootel", "Это пришло из чата, и обработать его не удалось. В чате можно повторить или отложить: /ootel", "This came by the chat and could not be handled. In the chat it is tried again or dismissed: /held"),
    ("unsent.to", "Saaja", "Получатель", "To"),
    ("unsent.server", "Serveri vastus", "Ответ сервера", "What the server said"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in (*_TABLE, *DESK)}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}


def said(language: Language, key: str, **facts: object) -> str:
    """Return a sentence as plain text; the templates make it safe. Raises KeyError for a name or a fact that is not there."""
    return WORDS[language if language in WORDS else Language.ENGLISH][key].format(**facts)


def asked_for(accept: str) -> Language:
    """Return the language of somebody nobody knows yet, by the browser's word: Estonian unless it asks for another of ours first."""
    first = accept.split(",")[0].strip()[:2].lower()
    return next((one for one in WORDS if one == first), Language.ESTONIAN)
