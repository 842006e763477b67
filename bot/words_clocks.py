"""The sentences of clocks, tracks, reminders and absences, each in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- our letters
    ("paper.refusal_to_answer", "vastamisest loobumise teade", "сообщение об отказе отвечать", "notice that no answer is given"),
    ("paper.late_notice", "hilinemise teade", "сообщение о задержке", "notice of delay"),
    ("paper.child_referral", "lapse teate edastuskiri", "передача сообщения о ребёнке", "referral of the child's report"),
    # -- refusals
    ("refusal.BadAbsence", "Seda eemalolekut ei saa kirja panna: {why} ({name}).", "Это отсутствие записать нельзя: {why} ({name}).", "This absence cannot be entered: {why} ({name})."),
    ("absence.backwards", "lõpp on enne algust", "конец раньше начала", "it ends before it begins"),
    ("absence.past", "see on juba möödas", "оно уже прошло", "it is already over"),
    ("absence.oneself", "ise ennast asendada ei saa", "замещать самого себя нельзя", "nobody stands in for oneself"),
    ("absence.other_work", "asendaja ei tee sama tööd", "замещающий не выполняет эту работу", "the stand-in does other work"),
    ("absence.already", "samal ajal on eemalolek juba kirjas", "на это время отсутствие уже записано", "an absence is entered for these days already"),
    ("absence.ring", "asendajad asendaksid ringiratast üksteist", "замещающие замещали бы друг друга по кругу", "the stand-ins would stand in for each other in a ring"),
    ("absence.stand_in_away", "asendaja on ise siis eemal ja tal ei ole kohalolevat asendajat", "замещающий сам отсутствует, и его никто не замещает", "the stand-in is away then, with nobody present standing in"),
    ("absence.not_away", "praegu ei ole eemalolekut kirjas", "сейчас отсутствие не записано", "no absence is entered for now"),
    ("refusal.BadDay", "Sellist päeva ei ole: {words}", "Такого дня нет: {words}", "There is no such day: {words}"),
    ("refusal.ChildTrackClosed", "Pöördumisel {ref} ei ole avatud lapse abivajaduse märget.", "По обращению {ref} нет открытой отметки о ребёнке.", "Case {ref} has no open child track."),
    ("refusal.NoSuchTrack", "Pöördumisel {ref} sellist rada ei ole: {track}", "По обращению {ref} такого производства нет: {track}", "Case {ref} has no such track: {track}"),
    ("refusal.GroundNeeded", "Vastamata jätmiseks on vaja seaduse alust ja põhjust. Näide: /sulge {ref} loobutud 6 kirja ei ole võimalik mõista\n{grounds}", "Чтобы не отвечать, нужны основание закона и причина. Пример: /sulge {ref} loobutud 6 письмо невозможно понять\n{grounds}", "Leaving a letter unanswered needs a ground of the law and a reason. Example: /close {ref} loobutud 6 the letter cannot be understood\n{grounds}"),
    ("refusal.NotLate", "Pöördumise {ref} tähtaeg ei ole veel möödas: hilinemise teate asemel saab pikendada.", "Срок по обращению {ref} ещё не истёк: вместо сообщения о задержке его можно продлить.", "The term of {ref} has not ended yet: extend it rather than say that it is late."),
    ("refusal.LateNotice", "Pöördumise {ref} tähtaeg on möödas ja seda ei saa enam pikendada. Pöördujale saab teatada, et vastus hilineb: /pikenda {ref} hilineb PÄEV PÕHJUS", "Срок по обращению {ref} истёк, продлить его уже нельзя. Можно сообщить о задержке: /pikenda {ref} hilineb ДЕНЬ ПРИЧИНА", "The term of {ref} has ended and can no longer be extended. The person can be told that the answer is late: /extend {ref} hilineb DAY WHY"),
    ("refusal.NoReferral", "Pöördumisel {ref} ei ole teadet asutusele. Alustada: /teata {ref} KOV", "По обращению {ref} нет сообщения учреждению. Начать: /teata {ref} KOV", "Case {ref} has no notice to an authority. Begin: /notify {ref} KOV"),
    ("refusal.NotOnDuty", "Pöördumise {ref} lapse teade tuleb enne võtta: /laps {ref} votan", "Сообщение о ребёнке {ref} нужно сначала взять: /laps {ref} votan", "The child's alert of {ref} must be taken first: /child {ref} take"),
    # -- absence
    ("menu.puhkus", "[NIMI] ALATES KUNI|lahtine ASENDAJA: eemalolek", "[ИМЯ] С ПО|lahtine ЗАМЕСТИТЕЛЬ: отсутствие", "[NAME] FROM TO|open STAND-IN: absence"),
    ("missing.puhkus", "Näited: /puhkus 24.12 2.01 Jüri, /puhkus Mari homme lahtine Jüri, /puhkus lõpp", "Примеры: /puhkus 24.12 2.01 Jüri, /puhkus Mari завтра lahtine Jüri, /puhkus конец", "Examples: /away 24.12 2.01 Jüri, /away Mari tomorrow open Jüri, /away end"),
    ("away.entered", "Eemalolek on kirjas: {first} – {last}. Asendab {stand_in}.", "Отсутствие записано: {first} – {last}. Замещает {stand_in}.", "The absence is entered: {first} – {last}. {stand_in} stands in."),
    ("away.open", "lahtine", "без срока", "open-ended"),
    ("away.ended", "Eemalolek on lõppenud.", "Отсутствие закончено.", "The absence has ended."),
    ("told.absence", "🌴 {name} on eemal {first} – {last}. Asendab {stand_in}.", "🌴 {name} отсутствует {first} – {last}. Замещает {stand_in}.", "🌴 {name} is away {first} – {last}. {stand_in} stands in."),
    ("told.handover", "🤝 <b>Üleandmine</b>: {name} on eemal {first} – {last}, asendada tuleb Teil. Avatud pöördumisi: {count}", "🤝 <b>Передача дел</b>: {name} отсутствует {first} – {last}, замещаете Вы. Открытых обращений: {count}", "🤝 <b>Handover</b>: {name} is away {first} – {last}, you stand in. Open cases: {count}"),
    ("told.handover_line", "{line}\n   järgmiseks: {next}{promise}", "{line}\n   дальше: {next}{promise}", "{line}\n   next: {next}{promise}"),
    ("told.handover_promise", "; lubatud {day}", "; обещано {day}", "; promised {day}"),
    ("told.return_brief", "👋 <b>Tere tulemast tagasi!</b> Asendas {stand_in}. Avatud pöördumisi: {count}; eemaloleku ajal muutus: {changed}", "👋 <b>С возвращением!</b> Замещал(а) {stand_in}. Открытых обращений: {count}; изменилось за это время: {changed}", "👋 <b>Welcome back!</b> {stand_in} stood in. Open cases: {count}; changed meanwhile: {changed}"),
    ("next.registered", "menetleja määrata", "назначить исполнителя", "give it to somebody"),
    ("next.assigned", "mustand koostada", "составить проект", "draft the answer"),
    ("next.waiting", "oodata täpsustust või vastata olemasoleva põhjal", "ждать уточнения или ответить по тому, что есть", "wait for the clarification or answer what can be answered"),
    ("next.drafted", "mustand kooskõlastada", "согласовать проект", "have the draft approved"),
    ("next.approved", "vastus saata", "отправить ответ", "send the answer"),
    ("next.sent", "lõpetada", "закончить", "close"),
    ("next.closed", "midagi ei ole vaja teha", "ничего делать не нужно", "nothing"),
    # -- reminders
    ("button.pass_on", "➡️ Annan edasi", "➡️ Передаю дальше", "➡️ Pass it on"),
    ("digest.overdue", "⚫ <b>Üle tähtaja</b> ({count})", "⚫ <b>Срок истёк</b> ({count})", "⚫ <b>Overdue</b> ({count})"),
    ("digest.today", "🔴 <b>Täna</b> ({count})", "🔴 <b>Сегодня</b> ({count})", "🔴 <b>Today</b> ({count})"),
    ("digest.coming", "🟡 <b>Lähipäevil</b> ({count})", "🟡 <b>В ближайшие дни</b> ({count})", "🟡 <b>In the coming days</b> ({count})"),
    ("digest.approve", "🖋 <b>Ootab minu kooskõlastust</b> ({count})", "🖋 <b>Ждёт моего согласования</b> ({count})", "🖋 <b>Waits for my approval</b> ({count})"),
    ("digest.more", "… ja veel {count}", "… и ещё {count}", "… and {count} more"),
    ("passed_on", "Meeldetuletus {ref} on edasi antud: {names}.", "Напоминание {ref} передано: {names}.", "The reminder of {ref} has been passed on: {names}."),
    ("told.reminder_passed", "➡️ {by} andis meeldetuletuse {ref} edasi", "➡️ {by} передал(а) напоминание {ref} дальше", "➡️ {by} has passed the reminder of {ref} on"),
    ("told.reminder_undelivered", "⚠️ Meeldetuletus ei jõudnud kohale: {name}. Pöördumised: {refs}", "⚠️ Напоминание не дошло: {name}. Обращения: {refs}", "⚠️ A reminder did not reach {name}. Cases: {refs}"),
    ("told.press_deadline", "📣 Ajakirjaniku tähtaeg läheneb: {ref}, {moment}", "📣 Приближается срок журналиста: {ref}, {moment}", "📣 The journalist's deadline is near: {ref}, {moment}"),
    # -- tracks
    ("track.teavitaja", "rikkumisest teavitaja", "сообщение о нарушении", "whistleblower's report"),
    ("track.rikkumine", "isikuandmetega seotud rikkumine", "нарушение с персональными данными", "personal data breach"),
    ("track.kuritegu", "süüteo kahtlus", "подозрение на преступление", "suspected offence"),
    ("duty.kinnitus", "kinnitada teate kättesaamist", "подтвердить получение", "acknowledge the report"),
    ("duty.edastus", "edastada pädevale asutusele", "передать компетентному учреждению", "forward to the competent body"),
    ("duty.tagasiside", "anda tagasisidet", "дать обратную связь", "give feedback"),
    ("duty.teade", "teatada asutusele", "сообщить учреждению", "notify the authority"),
    ("mark.track", "⏱ <b>{track}</b>: {duty} hiljemalt {until}", "⏱ <b>{track}</b>: {duty} не позднее {until}", "⏱ <b>{track}</b>: {duty} by {until}"),
    ("mark.track_now", "⏱ <b>{track}</b>: {duty} viivitamata", "⏱ <b>{track}</b>: {duty} незамедлительно", "⏱ <b>{track}</b>: {duty} without delay"),
    ("mark.track_late", "⏱ <b>{track}</b>: {duty}, tähtaeg {until} on MÖÖDAS", "⏱ <b>{track}</b>: {duty}, срок {until} ИСТЁК", "⏱ <b>{track}</b>: {duty}, the term {until} is OVER"),
    ("mark.track_open", "⏱ <b>{track}</b>: tähtajalised toimingud on tehtud", "⏱ <b>{track}</b>: действия со сроком выполнены", "⏱ <b>{track}</b>: what has a term is done"),
    ("menu.rada", "NUMBER teavitaja | rikkumine | kuritegu [tehtud | lopeta PÕHJUS]: eraldi kell", "НОМЕР teavitaja | rikkumine | kuritegu [tehtud | lopeta ПРИЧИНА]: отдельный срок", "NUMBER teavitaja | rikkumine | kuritegu [done | end WHY]: a clock of its own"),
    ("menu.valesaaja", "NUMBER: vastus läks valele saajale, algab 72 tunni tähtaeg", "НОМЕР: ответ ушёл не тому, начинается срок 72 часа", "NUMBER: an answer went to the wrong person, the 72-hour clock starts"),
    ("missing.rada", "Näited: /rada 26-0142 teavitaja, /rada 26-0142 teavitaja tehtud kinnitus, /rada 26-0142 rikkumine lopeta PÕHJUS", "Примеры: /rada 26-0142 teavitaja, /rada 26-0142 teavitaja tehtud kinnitus, /rada 26-0142 rikkumine lopeta ПРИЧИНА", "Examples: /track 26-0142 teavitaja, /track 26-0142 teavitaja done kinnitus, /track 26-0142 rikkumine end WHY"),
    ("missing.valesaaja", "Number on puudu. Näide: /valesaaja 26-0142", "Нет номера. Пример: /valesaaja 26-0142", "The number is missing. Example: /misdirected 26-0142"),
    ("track.started", "Rada on alustatud: {track}.", "Производство начато: {track}.", "The track has begun: {track}."),
    ("track.ended", "Rada on lõpetatud: {track}.", "Производство закончено: {track}.", "The track has ended: {track}."),
    ("track.done", "Tehtu on kirja pandud: {track}, {duty}.", "Записано: {track}, {duty}.", "Recorded: {track}, {duty}."),
    ("track.misdirected", "Vastus läks valele saajale: AKI-le tuleb teatada hiljemalt {until} (72 tundi teada saamisest), kui oht inimestele ei ole ebatõenäoline. Kui oht on suur, teatatakse ka inimesele.", "Ответ ушёл не тому: сообщить в AKI нужно не позднее {until} (72 часа с момента, когда стало известно), если риск для людей не маловероятен. Если риск велик, сообщают и человеку.", "An answer went to the wrong person: AKI must be told by {until} (72 hours from awareness) unless a risk is unlikely. If the risk is high the person is told too."),
    ("told.track_started", "⏱ {ref}: alustati rada „{track}“", "⏱ {ref}: начато производство «{track}»", "⏱ {ref}: a track has begun: {track}"),
    ("told.track_due", "⏱ {ref}, {track}: {duty} hiljemalt {moment}", "⏱ {ref}, {track}: {duty} не позднее {moment}", "⏱ {ref}, {track}: {duty} by {moment}"),
    # -- the child
    ("told.child_recorded", "🧒 {ref}: lapse heaks tehtu on kirjas ({done}, {by})", "🧒 {ref}: сделанное для ребёнка записано ({done}, {by})", "🧒 {ref}: what was done for the child is recorded ({done}, {by})"),
    ("told.referral_ready", "🧒 {ref}: {by} kinnitas lapse teate edastuskirja ({body})", "🧒 {ref}: {by} утвердил(а) письмо о ребёнке ({body})", "🧒 {ref}: {by} has approved the child's referral ({body})"),
    # -- late and refused
    ("told.late_notice_sent", "📨 Hilinemise teade on saadetud. Tähtaeg sellest ei muutunud.", "📨 Сообщение о задержке отправлено. Срок от этого не изменился.", "📨 The notice of delay has been sent. The term has not moved."),
    ("told.refused", "📨 Vastamisest loobumise teade on saadetud, pöördumine on lõpetatud", "📨 Сообщение об отказе отвечать отправлено, обращение закончено", "📨 The notice that no answer is given has been sent, the case is closed"),
    ("missing.laps.kov", "Kellele, mis viisil ja millal? Kirjutada: /laps {ref} tehtud kov Kivila vald, krüpteeritult, kell 10.15. Edastuskirja koostab: /teata {ref} KOV", "Кому, каким способом и когда? Написать: /laps {ref} tehtud kov Kivila vald, krüpteeritult, 10.15. Письмо составит: /teata {ref} KOV", "To whom, how and when? Write: /child {ref} done kov Kivila vald, encrypted, 10.15. The letter is drafted by: /notify {ref} KOV"),
    ("missing.laps.kov_teab", "Kelle sõnul omavalitsus teab? Kirjutada: /laps {ref} tehtud kov_teab ALLIKAS", "С чьих слов муниципалитет знает? Написать: /laps {ref} tehtud kov_teab ИСТОЧНИК", "Who says that the municipality knows? Write: /child {ref} done kov_teab SOURCE"),
    ("missing.laps.ei", "Miks ei ole laps abivajav? Kirjutada: /laps {ref} ei PÕHJUS", "Почему ребёнок не нуждается в помощи? Написать: /laps {ref} ei ПРИЧИНА", "Why is the child not in need? Write: /child {ref} ei WHY"),
    ("child_done.", "tehtu sõnadega", "сделанное словами", "in words"),
    # -- notices to authorities
    ("menu.teata", "NUMBER KOV | PPA | AKI: teade asutusele", "НОМЕР KOV | PPA | AKI: сообщение учреждению", "NUMBER KOV | PPA | AKI: notice to an authority"),
    ("missing.teata", "Näited: /teata 26-0142 KOV, /teata 26-0142 KOV Kivila vald, /teata 26-0142 1,3,4, /teata 26-0142 koosta, /teata 26-0142 saadetud krüpteeritult TÕEND (või DHX, telefon), /teata 26-0142 PPA, /teata 26-0142 PPA saadetud TÕEND", "Примеры: /teata 26-0142 KOV, /teata 26-0142 KOV Kivila vald, /teata 26-0142 1,3,4, /teata 26-0142 koosta, /teata 26-0142 saadetud krüpteeritult ПОДТВЕРЖДЕНИЕ (или DHX, telefon), /teata 26-0142 PPA, /teata 26-0142 PPA saadetud ПОДТВЕРЖДЕНИЕ", "Examples: /notify 26-0142 KOV, /notify 26-0142 KOV Kivila vald, /notify 26-0142 1,3,4, /notify 26-0142 draft, /notify 26-0142 sent encrypted PROOF (or DHX, phone), /notify 26-0142 PPA, /notify 26-0142 PPA sent PROOF"),
    ("button.municipality", "{name}", "{name}", "{name}"),
    ("button.sentence", "{number}", "{number}", "{number}"),
    ("button.referral_draft", "📝 Koosta kiri", "📝 Составить письмо", "📝 Draft the letter"),
    ("button.referral_approve", "✅ Kinnitan kirja", "✅ Утверждаю письмо", "✅ Approve the letter"),
    ("notice.where", "Millise omavalitsuse elanik laps on? ({ref}) Elukoht tuleb kontrollida rahvastikuregistrist; kui see ei ole teada, siis lapse viibimiskoha järgi.", "В каком муниципалитете живёт ребёнок? ({ref}) Место жительства нужно проверить по регистру; если оно неизвестно, то по месту нахождения ребёнка.", "Which municipality does the child live in? ({ref}) Check the residence in the population register; if it is unknown, where the child is."),
    ("notice.head", "🧒 <b>{ref}</b> · teade lapsest: {name}", "🧒 <b>{ref}</b> · сообщение о ребёнке: {name}", "🧒 <b>{ref}</b> · report of a child: {name}"),
    ("notice.supervision", "⚠️ Kiri kaebab sellesama omavalitsuse peale: <b>järelevalve, mitte edastamine</b>.", "⚠️ В письме жалуются на этот самый муниципалитет: <b>надзор, а не передача</b>.", "⚠️ The letter complains of that very municipality: <b>supervision, not forwarding</b>."),
    ("notice.choose", "Valitud laused: {numbers}. Palun valida ainult see, mis on lapse kaitseks vajalik; teataja jääb kirjast välja.", "Выбранные предложения: {numbers}. Выберите только то, что нужно для защиты ребёнка; сообщивший в письме не назван.", "Chosen sentences: {numbers}. Choose only what the child's protection needs; the reporter is left out."),
    ("notice.chosen", "Valitud laused: {numbers}", "Выбранные предложения: {numbers}", "Chosen sentences: {numbers}"),
    ("notice.numbers", "Kirjas on {count} lauset; neid saab lugeda asutuse lehel. Valida nuppudega või: /teata NUMBER 1,3,4", "В письме {count} предложений; их читают на странице учреждения. Выбрать кнопками или: /teata НОМЕР 1,3,4", "The letter has {count} sentences; they are read on the agency's page. Choose by buttons, or: /notify NUMBER 1,3,4"),
    ("notice.of_reporter", "teataja", "сообщивший", "reporter"),
    ("notice.in_private", "Pöördumise {ref} teade asutusele koostatakse privaatvestluses.", "Сообщение учреждению по {ref} составляют в личном чате.", "The notice of {ref} is drafted in the private chat."),
    ("notice.never_mailed", "Seda kirja Vastaja ise ei saada: see läheb krüpteeritult või DHX-iga.", "Это письмо Vastaja сама не отправляет: оно уходит зашифрованным или через DHX.", "Vastaja does not send this letter itself: it leaves encrypted or by DHX."),
    ("notice.approved", "✅ Kiri on kinnitatud. Palun saata see <b>krüpteeritult</b> või DHX-iga: {name}; e-post {mail}, DHX {dhx}, telefon {phone}. Siis panna kirja: /teata {ref} saadetud krüpteeritult TÕEND", "✅ Письмо утверждено. Отправьте его <b>зашифрованным</b> или через DHX: {name}; почта {mail}, DHX {dhx}, телефон {phone}. Затем записать: /teata {ref} saadetud krüpteeritult ПОДТВЕРЖДЕНИЕ", "✅ The letter is approved. Please send it <b>encrypted</b> or by DHX: {name}; mail {mail}, DHX {dhx}, phone {phone}. Then record it: /notify {ref} sent encrypted PROOF"),
    ("notice.body", "⏱ Teade asutusele ({body}) on alustatud; kirjutajale sellest ei teatata. Kui on teatatud: /teata {ref} {body} saadetud TÕEND", "⏱ Сообщение учреждению ({body}) начато; писавшему об этом не говорят. Когда сообщено: /teata {ref} {body} saadetud ПОДТВЕРЖДЕНИЕ", "⏱ The notice to {body} has begun; the writer is not told. Once given: /notify {ref} {body} sent PROOF"),
    ("notice.body_told", "Kirja pandud: {body} on teada saanud.", "Записано: {body} уведомлено.", "Recorded: {body} has been told."),
    ("fact.recipient", "omavalitsus, kellele teade läheb", "муниципалитет-получатель", "the municipality it goes to"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
