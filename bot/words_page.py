"""The sentences of the content page's links, and of the question what a look is for; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("page.link", "🔐 {what}\n\nKood: {code}\n\nLink ja kood kehtivad {minutes} minutit ja avanevad üks kord. Need on ainult Teile: palun mitte edasi anda.", "🔐 {what}\n\nКод: {code}\n\nСсылка и код действуют {minutes} мин. и открываются один раз. Они только для Вас: не передавайте их.", "🔐 {what}\n\nCode: {code}\n\nThe link and the code are good for {minutes} minutes and open once. They are for you alone: please do not pass them on."),
    ("page.what.letter", "<b>{ref}</b> · kirjad", "<b>{ref}</b> · письма", "<b>{ref}</b> · letters"),
    ("page.what.draft", "<b>{ref}</b> · mustand", "<b>{ref}</b> · проект", "<b>{ref}</b> · draft"),
    ("page.what.reasons", "<b>{ref}</b> · põhjendused", "<b>{ref}</b> · обоснования", "<b>{ref}</b> · reasons"),
    ("page.what.addresses", "<b>{ref}</b> · vastuse aadress", "<b>{ref}</b> · адрес ответа", "<b>{ref}</b> · answer address"),
    ("page.what.referral", "<b>{ref}</b> · teade asutusele", "<b>{ref}</b> · сообщение учреждению", "<b>{ref}</b> · notice to an authority"),
    ("page.what.held", "Ootel kiri <b>#{subject}</b>", "Отложенное письмо <b>#{subject}</b>", "Held letter <b>#{subject}</b>"),
    ("page.what.unsent", "Meie kiri <b>v{subject}</b>, mille saatmine on lahtine", "Наше письмо <b>v{subject}</b>, отправка которого под вопросом", "Letter of ours <b>v{subject}</b> whose fate is open"),
    ("page.what.found", "Otsingu tulemused", "Результаты поиска", "What was found"),
    ("page.what.notes", "<b>{ref}</b> · märkused", "<b>{ref}</b> · заметки", "<b>{ref}</b> · notes"),
    ("page.what.inputs", "<b>{ref}</b> · sisend", "<b>{ref}</b> · данные отделов", "<b>{ref}</b> · input"),
    ("page.what.campaign", "<b>{ref}</b> · üks vastus paljudele", "<b>{ref}</b> · один ответ многим", "<b>{ref}</b> · one answer to many"),
    ("page.what.contact", "<b>{ref}</b> · ajakirjaniku kontakt", "<b>{ref}</b> · контакт журналиста", "<b>{ref}</b> · the journalist's contact"),
    ("page.what.statement", "<b>{ref}</b> · avaldus pressile", "<b>{ref}</b> · заявление для прессы", "<b>{ref}</b> · statement to the press"),
    ("asked.sisend.what", "Mida küsite ({ref})?", "Что спрашиваете ({ref})?", "What do you ask ({ref})?"),
    ("asked.sisend.by", "Mis päevaks on vastust vaja ({ref})? Näide: 04.12.2026", "К какому дню нужен ответ ({ref})? Пример: 04.12.2026", "By which day is it needed ({ref})? Such as 04.12.2026"),
    ("button.excerpts", "📖 Loe katkeid lehel", "📖 Отрывки на странице", "📖 Read the excerpts on the page"),
    ("button.page", "🔓 Ava asutuse lehel", "🔓 Открыть на странице", "🔓 Open on the page"),
    ("button.reasons", "💬 Laused, millel see põhineb", "💬 Предложения-основания", "💬 The sentences behind it"),
    ("told.page_codes", "⚠️ {ref} Asutuse lehe linki ({by}) prooviti viis korda avada vale koodiga. Link on suletud. Kui see ei olnud {by} ise, on link võõras käes: palun teatada infoturbele.", "⚠️ {ref} Ссылку на страницу ({by}) пять раз пытались открыть с неверным кодом. Она закрыта. Если это не {by}, ссылка в чужих руках: сообщите службе безопасности.", "⚠️ {ref} Somebody tried five wrong codes on a link to the page ({by}). The link is closed. If it was not {by}, the link is in other hands: please tell information security."),
    ("purpose.ask", "Pöördumist <b>{ref}</b> menetleb keegi teine. Mille jaoks on Teil seda vaja lugeda? Vastus jääb ajalukku (AvTS § 39 lg 2) ja kehtib tänase päeva lõpuni.", "Обращением <b>{ref}</b> занимается другой сотрудник. Для чего Вам нужно его прочитать? Ответ останется в истории (AvTS § 39 (2)) и действует сегодня.", "Somebody else handles <b>{ref}</b>. What do you need to read it for? The answer stays in the history (AvTS § 39 (2)) and holds for today."),
    ("purpose.asendamine", "Asendan menetlejat", "Замещаю исполнителя", "I stand in"),
    ("purpose.kontroll", "Juhin või kontrollin tööd", "Руковожу, проверяю", "I supervise the work"),
    ("purpose.registreerimine", "Registreerin või postitan", "Регистрирую, отправляю", "I register or post it"),
    ("purpose.sarnane", "Vastan samalaadsele kirjale", "Отвечаю на подобное письмо", "I answer a like letter"),
    ("purpose.selgitus", "Selle kohta küsitakse", "О нём спрашивают", "Somebody asks about it"),
    ("refusal.PurposeNeeded", "Pöördumist {ref} menetleb keegi teine: enne lugemist tuleb öelda, milleks. Avada /vaata {ref} ja vajutada „Kiri“.", "Обращением {ref} занимается другой: сначала нужно указать цель. Откройте /vaata {ref} и нажмите «Письмо».", "Somebody else handles {ref}: say first what you read it for. Open /show {ref} and press Letter."),
    ("refusal.HeldForOthers", "See kiri näib kuuluvat pöördumisele, mida näevad ainult nimetatud inimesed. Nemad ütlevad, kuhu see kuulub.", "Это письмо, похоже, относится к обращению, которое видят только названные люди. Они и решат, куда его отнести.", "This letter seems to belong to a case that only named people see. They say where it belongs."),
    ("refusal.NoPage", "Asutuse lehe aadressi ei ole seadistatud, seepärast ei saa kirju praegu avada. Palun teatada haldurile: [web] url.", "Адрес страницы учреждения не настроен, поэтому письма сейчас не открыть. Сообщите администратору: [web] url.", "The address of the agency's page is not set, so letters cannot be opened now. Please tell the administrator: [web] url."),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
