"""The sentences of conversations: what is asked for one by one, how one leaves; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- commands that lack words
    ("asked.how", "<i>Palun kirjutada see järgmise sõnumina. Loobuda: /katkesta</i>", "<i>Напишите это следующим сообщением. Отказаться: /katkesta</i>", "<i>Please write it as your next message. To leave: /cancel</i>"),
    ("asked.which_case", "Millise pöördumise kohta on käsk /{command}? Valida saab nupust või kirjutada number.", "К какому обращению относится команда /{command}? Выберите кнопкой или напишите номер.", "Which case is /{command} for? Pick one below or write its number."),
    ("asked.no_case", "Millise pöördumise kohta on käsk /{command}? Number on kujul 26-0142.", "К какому обращению относится команда /{command}? Номер имеет вид 26-0142.", "Which case is /{command} for? A number looks like 26-0142."),
    ("asked.no_number", "Selles sõnumis ei ole pöördumise numbrit, näiteks 26-0142.", "В этом сообщении нет номера обращения, например 26-0142.", "There is no case number in this message, such as 26-0142."),
    ("asked.left", "Pooleli olnu on lõpetatud. Midagi ei muudetud.", "Начатое прервано. Ничего не изменено.", "What was begun has been left. Nothing was changed."),
    ("asked.over", "See küsimus on aegunud. Palun anda käsk uuesti.", "Этот вопрос устарел. Дайте команду снова.", "This question has expired. Please give the command again."),
    ("asked.reason", "Põhjus on puudu.", "Нет причины.", "The reason is missing."),
    ("asked.tagasi", "Miks mustand {ref} tagasi läheb?", "Почему проект {ref} возвращается?", "Why is the draft of {ref} returned?"),
    ("asked.pikenda", "Miks on {ref} vastamiseks rohkem aega vaja? Põhjus läheb pöördujale nii, nagu see siia kirjutatakse.", "Почему для ответа на {ref} нужно больше времени? Причину человек прочтёт так, как она здесь написана.", "Why does {ref} need more time? The person will read the reason as it is written here."),
    ("asked.tapsusta", "Mida pöördujalt küsida ({ref})? Küsimus läheb talle nii, nagu see siia kirjutatakse.", "О чём спросить человека ({ref})? Вопрос уйдёт так, как он здесь написан.", "What is the person to be asked ({ref})? The question goes out as it is written here."),
    ("asked.edasta", "Kellele {ref} edastada? Asutuse nimi ja e-posti aadress, näiteks: Näidisvald info@vald.example", "Кому переслать {ref}? Название учреждения и адрес почты, например: Näidisvald info@vald.example", "To whom is {ref} forwarded? The body's name and mail address, such as: Näidisvald info@vald.example"),
    ("asked.maara", "Kellele pöördumine {ref} määrata?", "Кому поручить обращение {ref}?", "Who is to have {ref}?"),
    ("asked.liik", "Mis liiki pöördumine {ref} on?", "Какого вида обращение {ref}?", "Of what kind is {ref}?"),
    ("asked.keel", "Mis keeles pöördumisele {ref} vastata?", "На каком языке отвечать на {ref}?", "In which language is {ref} to be answered?"),
    ("asked.yhenda", "Mis pöördumine liita pöördumisega {ref}? Palun kirjutada teise number.", "Какое обращение присоединить к {ref}? Напишите номер второго.", "Which case is to be joined to {ref}? Please write the other's number."),
    ("asked.laps.kov", "Kellele {ref} edastati, mis viisil ja millal? Näide: Kivila vald, krüpteeritult, kell 10.15", "Кому передано {ref}, каким способом и когда? Пример: Kivila vald, krüpteeritult, 10.15", "To whom was {ref} passed on, how and when? Example: Kivila vald, encrypted, 10.15"),
    ("asked.laps.kov_teab", "Kelle sõnul omavalitsus juba teab ({ref})?", "С чьих слов муниципалитет уже знает ({ref})?", "Who says that the municipality knows already ({ref})?"),
    ("asked.laps.ei", "Miks ei ole laps abivajav ({ref})?", "Почему ребёнок не нуждается в помощи ({ref})?", "Why is the child not in need ({ref})?"),
    # -- citizens
    ("citizen.menu.katkesta", "loobu pooleli kirjast", "отказаться от начатого письма", "leave the letter begun"),
    ("citizen.privacy", "🔒 Telegram ei ole kaitstud kanal: palun ärge kirjutage siia isikukoode, terviseandmeid ega andmeid laste kohta. Turvalisem: e-post {mail}, telefon {phone}.", "🔒 Telegram не защищённый канал: пожалуйста, не пишите сюда личные коды, сведения о здоровье и данные детей. Надёжнее: почта {mail}, телефон {phone}.", "🔒 Telegram is not a protected channel: please do not write personal codes, health data or data of children here. Safer: mail {mail}, phone {phone}."),
    ("citizen.letter_begun", "Saime Teie sõnumi kätte (kirjas on osi: {count}). Kui kõik on öeldud, vajutage „Saada“. Kui Te rohkem midagi ei lisa, registreerime kirja kümne minuti pärast ise. Kui lapse elu või tervis on ohus, helistage kohe 112. Lasteabitelefon on 116 111.", "Мы получили Ваше сообщение (частей в письме: {count}). Когда всё сказано, нажмите «Отправить». Если Вы ничего не добавите, мы зарегистрируем письмо через десять минут сами. Если жизнь или здоровье ребёнка в опасности, звоните сразу 112. Телефон помощи детям 116 111.", "We have received your message (parts of the letter: {count}). When all is said, press \"Send\". If you add nothing more, we register the letter in ten minutes. If a child's life or health is in danger, call 112 at once. The child helpline is 116 111."),
    ("citizen.voice", "🎤 Häälsõnumi kuulab inimene; robot seda ei kuula.", "🎤 Голосовое сообщение прослушает человек; робот его не слушает.", "🎤 A person will listen to the voice message; the robot does not."),
    ("citizen.changed", "Muutsime kirja Teie uue sõnastuse järgi.", "Мы изменили письмо по Вашему новому тексту.", "We have changed the letter to your new words."),
    ("citizen.changed_later", "Muudetud sõnum: {text}", "Изменённое сообщение: {text}", "Changed message: {text}"),
    ("citizen.taken_back", "Kirjast on loobutud: midagi ei registreeritud.", "Письмо отменено: ничего не зарегистрировано.", "The letter has been left: nothing was registered."),
    ("citizen.nothing_begun", "Praegu ei ole ükski kiri pooleli. Kirjutage oma pöördumine siia.", "Сейчас нет начатого письма. Напишите Ваше обращение сюда.", "No letter is begun now. Write your letter here."),
    ("citizen.too_big", "See fail on liiga suur: Telegram annab meile kuni 20 MB faile. Palun saatke see e-postiga: {mail}", "Этот файл слишком большой: Telegram передаёт нам файлы до 20 МБ. Пришлите его по почте: {mail}", "This file is too big: Telegram passes on files of up to 20 MB. Please send it by mail: {mail}"),
    ("citizen.file_failed", "Faili ei õnnestunud praegu kätte saada. Palun saatke see uuesti või e-postiga: {mail}", "Файл сейчас получить не удалось. Пришлите его ещё раз или по почте: {mail}", "The file could not be fetched just now. Please send it again, or by mail: {mail}"),
    ("citizen.contact_how", "Palun kirjutage ühes sõnumis oma nimi ja e-posti aadress, telefon või postiaadress. Kui Te seda ei soovi, ei ole vaja midagi teha.", "Напишите в одном сообщении Ваше имя и адрес почты, телефон или почтовый адрес. Если не хотите, ничего делать не нужно.", "Please write your name and a mail address, phone or postal address in one message. If you would rather not, there is nothing to do."),
    ("citizen.contact_no", "Hästi, vastame Teile siin.", "Хорошо, мы ответим Вам здесь.", "Very well, we answer you here."),
    ("button.letter_send", "✅ Saada", "✅ Отправить", "✅ Send"),
    ("button.letter_drop", "✖️ Loobun", "✖️ Отменить", "✖️ Leave"),
    ("button.contact_add", "✍️ Lisan nime ja kontakti", "✍️ Добавить имя и контакт", "✍️ Add name and contact"),
    ("button.contact_no", "Ei soovi", "Не хочу", "No, thank you"),
    ("told.citizen_contact", "Kui soovite, lisage oma nimi ja teine viis, kuidas Teile vastata. See ei ole kohustuslik: vastame Teile ka siin.", "Если хотите, добавьте Ваше имя и другой способ Вам ответить. Это не обязательно: мы ответим и здесь.", "If you like, add your name and another way to answer you. You need not: we answer you here too."),
    ("told.citizen_blocked", "🚫 {ref}: pöörduja on vestluse sulgenud, siin talle vastata ei saa. Vastata saab e-posti või postiga; kui ta nimetas aadressi, valib selle /aadress {ref}", "🚫 {ref}: человек закрыл чат, ответить здесь нельзя. Ответить можно почтой; если назван адрес, его выберет /aadress {ref}", "🚫 {ref}: the person has closed the chat and cannot be answered here. Mail and post are open; an address they named is chosen by /address {ref}"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
