"""The sentences of a crime report to the police (KrMS § 195) and of its steps; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("paper.crime_report", "kuriteoteade", "сообщение о преступлении", "report of a crime"),
    ("crime.head", "🚔 <b>{ref}</b> · kuriteoteade: {name}", "🚔 <b>{ref}</b> · сообщение о преступлении: {name}", "🚔 <b>{ref}</b> · report of a crime: {name}"),
    ("crime.choose", "Valitud laused: {numbers}. Palun valida ainult see, mida on vaja kuriteo tunnuste hindamiseks. Kirjutaja nimi ja kontakt jäävad kirjast välja; kui need on menetluseks vajalikud: <code>/teata {ref} PPA teatajaga</code>", "Выбранные предложения: {numbers}. Выберите только то, что нужно для оценки признаков преступления. Имя и контакт писавшего в письмо не входят; если они нужны: <code>/teata {ref} PPA teatajaga</code>", "Chosen sentences: {numbers}. Choose only what is needed to judge whether there are signs of an offence. The writer's name and contact are left out; where they are needed: <code>/notify {ref} PPA teatajaga</code>"),
    ("crime.choose_named", "Valitud laused: {numbers}. Palun valida ainult see, mida on vaja kuriteo tunnuste hindamiseks. <b>Kirja tulevad kirjutaja nimi ja kontakt</b>; välja jätta: <code>/teata {ref} PPA teatajata</code>", "Выбранные предложения: {numbers}. Выберите только то, что нужно для оценки признаков преступления. <b>В письме будут имя и контакт писавшего</b>; убрать: <code>/teata {ref} PPA teatajata</code>", "Chosen sentences: {numbers}. Choose only what is needed to judge whether there are signs of an offence. <b>The letter will hold the writer's name and contact</b>; leave them out: <code>/notify {ref} PPA teatajata</code>"),
    ("crime.numbers", "Kirjas on {count} lauset; neid saab lugeda asutuse lehel. Valida nuppudega või: /teata NUMBER PPA 1,3,4", "В письме {count} предложений; их читают на странице учреждения. Выбрать кнопками или: /teata НОМЕР PPA 1,3,4", "The letter has {count} sentences; they are read on the agency's page. Choose by buttons, or: /notify NUMBER PPA 1,3,4"),
    ("crime.begun", "⏱ Kuriteost tuleb teatada viivitamata (KrMS § 195); kirjutajale teatest ei räägita. Kiirel juhul palun helistada kohe 112 ja panna kirja: <code>/teata {ref} PPA saadetud telefon KELLEGA</code>", "⏱ О преступлении сообщают без промедления (KrMS § 195); писавшему об этом не говорят. В срочном случае сразу позвоните 112 и запишите: <code>/teata {ref} PPA saadetud telefon С КЕМ</code>", "⏱ An offence is reported without delay (KrMS § 195); the writer is not told. If it is urgent, call 112 at once and record it: <code>/notify {ref} PPA sent phone WITH WHOM</code>"),
    ("crime.never_mailed", "Seda kirja Vastaja ise ei saada: see läheb krüpteeritult või dokumendihaldussüsteemist (DHX). Kinnitab teine inimene, kui asutuses kehtib nelja silma põhimõte.", "Это письмо Vastaja сама не отправляет: оно уходит зашифрованным или из системы документооборота (DHX). Утверждает другой человек, если в учреждении действует принцип четырёх глаз.", "Vastaja does not send this letter itself: it leaves encrypted or from the document system (DHX). Another person approves it where the agency wants four eyes."),
    ("crime.approved", "✅ Kuriteoteade on kinnitatud. Palun saata see <b>krüpteeritult</b> või dokumendihaldussüsteemist (DHX): {name}. Siis panna kirja: <code>/teata {ref} PPA saadetud krüpteeritult TÕEND</code>", "✅ Сообщение утверждено. Отправьте его <b>зашифрованным</b> или из системы документооборота (DHX): {name}. Затем запишите: <code>/teata {ref} PPA saadetud krüpteeritult ПОДТВЕРЖДЕНИЕ</code>", "✅ The report is approved. Please send it <b>encrypted</b> or from the document system (DHX): {name}. Then record it: <code>/notify {ref} PPA sent encrypted PROOF</code>"),
    ("told.report_waits", "🚔 {ref}: {by} koostas kuriteoteate, see ootab kinnitust. Avada: /teata {ref} PPA", "🚔 {ref}: {by} составил(а) сообщение о преступлении, оно ждёт утверждения. Открыть: /teata {ref} PPA", "🚔 {ref}: {by} has drafted a report of a crime, it waits for approval. Open it: /notify {ref} PPA"),
    ("told.report_ready", "🚔 {ref}: {by} kinnitas kuriteoteate ({body})", "🚔 {ref}: {by} утвердил(а) сообщение о преступлении ({body})", "🚔 {ref}: {by} has approved the report of a crime ({body})"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
