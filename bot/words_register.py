"""The sentences of the clerk's part: numbers of the document system, the register entry, restrictions; three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- numbers
    ("menu.viit", "NUMBER [sisse | valja | teie] VIIT [KUUPÄEV]: dokumendisüsteemi number", "НОМЕР [sisse | valja | teie] ИНДЕКС [ДАТА]: номер из системы документов", "NUMBER [in | out | theirs] REFERENCE [DATE]: the document system's number"),
    ("missing.viit", "Näited: /viit 26-0142 sisse 5.1-3/44788-21 24.11.2026 (kirja viit ja registreerimise päev), /viit 26-0142 valja 5.1-3/44788-22 (vastuse viit), /viit 26-0142 teie 8-1/5424-1 20.11.2026 (saatja enda viit)", "Примеры: /viit 26-0142 sisse 5.1-3/44788-21 24.11.2026 (номер письма и день регистрации), /viit 26-0142 valja 5.1-3/44788-22 (номер ответа), /viit 26-0142 teie 8-1/5424-1 20.11.2026 (номер отправителя)", "Examples: /ref 26-0142 in 5.1-3/44788-21 24.11.2026 (the letter's number and its day of registration), /ref 26-0142 out 5.1-3/44788-22 (the answer's), /ref 26-0142 theirs 8-1/5424-1 20.11.2026 (the sender's own)"),
    ("viit.sisse", "Pöördumise {ref} viit dokumendisüsteemis on <b>{number}</b>.", "Номер обращения {ref} в системе документов: <b>{number}</b>.", "The document system's number of {ref} is <b>{number}</b>."),
    ("viit.valja", "Pöördumise {ref} vastuse viit („Meie ... nr“) on <b>{number}</b>.", "Номер ответа по {ref} («Наш ... №»): <b>{number}</b>.", "The number of the answer to {ref} (“Our letter”) is <b>{number}</b>."),
    ("viit.teie", "Saatja enda viit („Teie ... nr“) pöördumisel {ref} on <b>{number}</b>.", "Собственный номер отправителя («Ваш ... №») по {ref}: <b>{number}</b>.", "The sender's own number (“Your letter”) of {ref} is <b>{number}</b>."),
    ("viit.clock", "Registreerimise päev: {was} → {now}\nVastamise tähtpäev: {before} → <b>{due}</b>", "День регистрации: {was} → {now}\nСрок ответа: {before} → <b>{due}</b>", "Day of registration: {was} → {now}\nThe answer is due: {before} → <b>{due}</b>"),
    ("viit.clock_same", "Registreerimise päev ({now}) ja vastamise tähtpäev ({due}) ei muutunud.", "День регистрации ({now}) и срок ответа ({due}) не изменились.", "The day of registration ({now}) and the due date ({due}) stay."),
    ("viit.redrafted", "Ootel mustand on uue viidaga uuesti koostatud ja vajab kooskõlastust.", "Ожидающий проект составлен заново с новым номером и требует согласования.", "The draft that waits has been written anew with the number and needs approval."),
    ("viit.same", "⚠️ Sama viit on ka pöördumisel {refs}. Kui kiri on sama: /yhenda {ref} {other}", "⚠️ Тот же номер у обращения {refs}. Если письмо то же: /yhenda {ref} {other}", "⚠️ Case {refs} bears the same number. If the letter is the same: /merge {ref} {other}"),
    ("why.act.registered_on", "registreerimise päev tuli dokumendisüsteemist", "день регистрации взят из системы документов", "the day of registration came from the document system"),
    ("refusal.BadNumber", "„{words}“ ei ole dokumendisüsteemi viit. Viit näeb välja nii: 5.1-3/44788-21. Näide: /viit {ref} sisse 5.1-3/44788-21 24.11.2026", "«{words}» не номер системы документов. Номер выглядит так: 5.1-3/44788-21. Пример: /viit {ref} sisse 5.1-3/44788-21 24.11.2026", "“{words}” is no number of a document system. A number looks like 5.1-3/44788-21. Example: /ref {ref} in 5.1-3/44788-21 24.11.2026"),
    ("refusal.NumberNeeded", "Asutuses saab vastus viida enne kooskõlastamist. Kõigepealt panna kirja vastuse viit: /viit {ref} valja 5.1-3/44788-22", "Учреждение нумерует ответ до согласования: записать номер ответа, /viit {ref} valja 5.1-3/44788-22", "The agency numbers an answer before it is approved: record its number, /ref {ref} out 5.1-3/44788-22"),
    ("told.reclassified", "📨 Keeldumise teade on saadetud. Seaduse järgi on see nüüd selgitustaotlus; tähtaega loetakse samast registreerimisest.", "📨 Сообщение об отказе отправлено. По закону это теперь ходатайство о разъяснении; срок считается с той же регистрации.", "📨 The refusal has been sent. By law this is now a request for explanation; its term runs from the same registration."),
    # -- the register entry
    ("menu.registrileht", "[NUMBER]: registrikanne kopeerimiseks; numbrita: registrisse kandmata", "[НОМЕР]: запись для регистра; без номера: не внесённые в регистр", "[NUMBER]: the register entry to copy; without a number: what is not entered yet"),
    ("register.none", "Kõik kirjad on dokumendisüsteemi viidaga.", "У всех писем есть номер системы документов.", "Every letter has a number of the document system."),
    ("register.head", "<b>Registrisse kandmata</b> ({count})", "<b>Не внесены в регистр</b> ({count})", "<b>Not entered in the register</b> ({count})"),
    ("register.in", "📥 <b>{ref}</b> · {type} · saabus {day}", "📥 <b>{ref}</b> · {type} · поступило {day}", "📥 <b>{ref}</b> · {type} · came {day}"),
    ("register.out", "📤 <b>{ref}</b> · {paper} · saadetud {day} · /viit {ref} valja VIIT", "📤 <b>{ref}</b> · {paper} · отправлено {day} · /viit {ref} valja НОМЕР", "📤 <b>{ref}</b> · {paper} · sent {day} · /ref {ref} out NUMBER"),
    ("record.head", "🗂 <b>Registrikanne {ref}</b> (isikute nimedeta)", "🗂 <b>Запись регистра {ref}</b> (без имён лиц)", "🗂 <b>Register entry {ref}</b> (without names of persons)"),
    ("record.viit", "Viit: <code>{value}</code>", "Номер: <code>{value}</code>", "Number: <code>{value}</code>"),
    ("record.registered", "Registreeritud: {value}", "Зарегистрировано: {value}", "Registered: {value}"),
    ("record.title", "Pealkiri: <code>{value}</code>", "Заголовок: <code>{value}</code>", "Title: <code>{value}</code>"),
    ("record.type", "Liik: {value}", "Вид: {value}", "Type: {value}"),
    ("record.series", "Sari: {value}", "Серия: {value}", "Series: {value}"),
    ("record.sender", "Saatja: {value}", "Отправитель: {value}", "From: {value}"),
    ("record.theirs", "Saatja viit: {value}", "Номер отправителя: {value}", "The sender's number: {value}"),
    ("record.received", "Saabunud: {value}", "Поступило: {value}", "Received: {value}"),
    ("record.channel", "Saabumisviis: {value}", "Способ поступления: {value}", "Channel: {value}"),
    ("record.due", "Vastamise tähtpäev: {value}", "Срок ответа: {value}", "Answer due: {value}"),
    ("record.responsible", "Vastutaja: {value}", "Ответственный: {value}", "Responsible: {value}"),
    ("record.access", "Juurdepääs: {value}", "Доступ: {value}", "Access: {value}"),
    ("record.answer", "Vastus: {value}", "Ответ: {value}", "Answer: {value}"),
    ("way.mail", "e-post", "электронная почта", "e-mail"),
    ("way.telegram", "Telegram", "Telegram", "Telegram"),
    ("way.paper", "post", "почта", "post"),
    ("way.phone", "telefon", "телефон", "telephone"),
    ("way.in_person", "isiklikult", "лично", "in person"),
    ("way.other_system", "dokumendivahetus", "документообмен", "document exchange"),
    # -- restriction of access
    ("menu.ak", "NUMBER [PUNKTID] [KUNI] | ei PÕHJUS: juurdepääsupiirang", "НОМЕР [ПУНКТЫ] [ДО] | ei ПРИЧИНА: ограничение доступа", "NUMBER [POINTS] [UNTIL] | no WHY: access restriction"),
    ("missing.ak", "Näited: /ak 26-0142 (ettepanek), /ak 26-0142 12,13 (AvTS § 35 lg 1 punktid), /ak 26-0142 12 kuni 31.12.2030, /ak 26-0142 ei PÕHJUS, /ak 26-0142 joustunud 24.11.2026", "Примеры: /ak 26-0142 (предложение), /ak 26-0142 12,13 (пункты § 35 ч. 1 AvTS), /ak 26-0142 12 kuni 31.12.2030, /ak 26-0142 ei ПРИЧИНА, /ak 26-0142 joustunud 24.11.2026", "Examples: /restrict 26-0142 (the proposal), /restrict 26-0142 12,13 (points of AvTS § 35 (1)), /restrict 26-0142 12 kuni 31.12.2030, /restrict 26-0142 no WHY, /restrict 26-0142 joustunud 24.11.2026"),
    ("missing.ak.ei", "Miks piirangut ei ole? Kirjutada: /ak {ref} ei PÕHJUS", "Почему ограничения нет? Написать: /ak {ref} ei ПРИЧИНА", "Why is there no restriction? Write: /restrict {ref} no WHY"),
    ("mark.ak", "🔒 AK kuni {until} ({basis})", "🔒 AK до {until} ({basis})", "🔒 Restricted until {until} ({basis})"),
    ("mark.ak_proposed", "🔓 Ettepanek märkida AK ({basis}): /ak {ref}", "🔓 Предложено отметить AK ({basis}): /ak {ref}", "🔓 A restriction is proposed ({basis}): /restrict {ref}"),
    ("ak.proposed", "🔓 <b>{ref}</b>: ettepanek piirata juurdepääsu. Kirjas on märke: {grounds}.\nAlus: {basis}. Kehtiks kuni {until}.\nOtsustab inimene; menetlust see ei peata.", "🔓 <b>{ref}</b>: предложено ограничить доступ. В письме есть признаки: {grounds}.\nОснование: {basis}. Действовало бы до {until}.\nРешает человек; производство это не останавливает.", "🔓 <b>{ref}</b>: a restriction of access is proposed. The letter shows signs of: {grounds}.\nBasis: {basis}. It would hold until {until}.\nA person decides; the case goes on meanwhile."),
    ("ak.no_proposal", "🔓 <b>{ref}</b>: piirangut ei ole ette pandud ega otsustatud. Märkida: /ak {ref} 12,13{grounds:.0}{basis:.0}{until:.0}", "🔓 <b>{ref}</b>: ограничение не предложено и не решено. Отметить: /ak {ref} 12,13{grounds:.0}{basis:.0}{until:.0}", "🔓 <b>{ref}</b>: no restriction is proposed and none decided. To mark it: /restrict {ref} 12,13{grounds:.0}{basis:.0}{until:.0}"),
    ("ak.set", "🔒 <b>{ref}</b>: juurdepääs on piiratud ({grounds}).\nAlus: {basis}. Kehtib kuni {until}. Märge läheb kirjadele ja registrikandesse.", "🔒 <b>{ref}</b>: доступ ограничен ({grounds}).\nОснование: {basis}. Действует до {until}. Отметка ставится на письма и в запись регистра.", "🔒 <b>{ref}</b>: access is restricted ({grounds}).\nBasis: {basis}. It holds until {until}. The mark goes on letters and into the register entry."),
    ("ak.none", "🔓 <b>{ref}</b>: juurdepääsupiirangut ei ole. Kui piirang oli, tuleb teistele teabevaldajatele selle kaotamisest teatada (AvTS § 42 lg 3).{grounds:.0}{basis:.0}{until:.0}", "🔓 <b>{ref}</b>: ограничения доступа нет. Если оно было, о его снятии нужно сообщить другим держателям информации (§ 42 ч. 3 AvTS).{grounds:.0}{basis:.0}{until:.0}", "🔓 <b>{ref}</b>: access is not restricted. If it was, other holders must be told that it no longer is (AvTS § 42 (3)).{grounds:.0}{basis:.0}{until:.0}"),
    ("ak.with_decision", "Piirang lõpeb, kui järelevalve otsus jõustub: /ak NUMBER joustunud PÄEV", "Ограничение заканчивается, когда решение по надзору вступает в силу: /ak НОМЕР joustunud ДЕНЬ", "It ends when the decision of the supervision takes effect: /restrict NUMBER joustunud DAY"),
    ("ak.in_force", "Otsus jõustus {day}: jõustunud ettekirjutust ega otsust ennast AK-ks märkida ei tohi (AvTS § 36 lg 1 p 12).", "Решение вступило в силу {day}: само вступившее в силу предписание или решение ограничивать нельзя (§ 36 ч. 1 п. 12 AvTS).", "The decision took effect on {day}: a precept or decision in force may not itself be restricted (AvTS § 36 (1) 12)."),
    ("ak.usual_no", "kirjas ei ole andmeid, mille avalikustamine kahjustaks eraelu", "в письме нет данных, раскрытие которых повредило бы частной жизни", "the letter holds nothing whose disclosure would harm private life"),
    ("button.ak", "🔒 AK", "🔒 AK", "🔒 AK"),
    ("button.ak_yes", "🔒 Märgin AK", "🔒 Отметить AK", "🔒 Mark restricted"),
    ("button.ak_no", "Piirangut ei ole", "Ограничения нет", "No restriction"),
    ("ak.ground.2", "lõpetamata järelevalve", "незавершённый надзор", "open supervision"),
    ("ak.ground.9", "turvameetmed", "меры безопасности", "security measures"),
    ("ak.ground.11", "tervise-, muud eriliigilised või süüteo andmed", "данные о здоровье, иные особые или о правонарушении", "health, other special categories or offence data"),
    ("ak.ground.12", "eraelu andmed", "данные о частной жизни", "private life"),
    ("ak.ground.13", "perekonnaelu andmed", "данные о семейной жизни", "family life"),
    ("ak.ground.14", "sotsiaalabi või -teenuse taotlemine", "ходатайство о социальной помощи или услуге", "applying for social assistance or a service"),
    ("ak.ground.15", "vaimsete või füüsiliste kannatuste kirjeldus", "описание душевных или физических страданий", "a description of mental or physical suffering"),
    ("ak.ground.17", "ärisaladus", "коммерческая тайна", "trade secrets"),
    ("ak.ground.18.2", "isikuandmetega seotud rikkumise teade", "сообщение о нарушении с персональными данными", "a notice of a personal data breach"),
    ("refusal.NoSuchGround", "Piirangu alust ei leitud: {words}. Nimetada AvTS § 35 lg 1 punkt: 2 (järelevalve), 9, 11 (tervis), 12 (eraelu), 13 (perekond), 14 (teenused), 15 (kannatused), 17, 18². Näide: /ak {ref} 12,13", "Основание ограничения не найдено: {words}. Укажите пункт § 35 ч. 1 AvTS: 2 (надзор), 9, 11 (здоровье), 12 (частная жизнь), 13 (семья), 14 (услуги), 15 (страдания), 17, 18². Пример: /ak {ref} 12,13", "No such ground: {words}. Name a point of AvTS § 35 (1): 2 (supervision), 9, 11 (health), 12 (private life), 13 (family), 14 (services), 15 (suffering), 17, 18². Example: /restrict {ref} 12,13"),
    ("refusal.PreceptInForce", "Pöördumise {ref} järelevalve otsus jõustus {day}: jõustunud otsust ei tohi piirata (AvTS § 36 lg 1 p 12). Isikuandmeid saab piirata: /ak {ref} 12", "Решение по надзору {ref} вступило в силу {day}: ограничивать его нельзя (§ 36 ч. 1 п. 12 AvTS). Персональные данные ограничить можно: /ak {ref} 12", "The decision in {ref} took effect on {day} and may not be restricted (AvTS § 36 (1) 12). Personal data may be: /restrict {ref} 12"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
