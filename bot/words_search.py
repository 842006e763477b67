"""The sentences of the search, of similar letters, of campaigns and of surges; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- letters that are alike
    ("card.same", "🗂 Samasuguseid kirju: {count}", "🗂 Таких же писем: {count}", "🗂 Letters like this: {count}"),
    ("card.of_person", "samalt kirjutajalt veel: {count}", "от этого же отправителя ещё: {count}", "more from the same writer: {count}"),
    ("told.surge", "📈 Ühe ja sama asutuse kohta on {days} päeva jooksul kirjutanud mitu inimest: {count} pöördumist ({refs}).", "📈 Об одном и том же учреждении за {days} дн. написали несколько человек: обращений {count} ({refs}).", "📈 Several people have written about one institution within {days} days: {count} cases ({refs})."),
    # -- what may be put into a draft
    ("button.offers", "💡 Sarnased vastused", "💡 Похожие ответы", "💡 Similar answers"),
    ("offers.head", "💡 <b>{ref}</b>: varasemad vastused sarnastele kirjadele ja seisukohad (isikuandmed on kaetud)", "💡 <b>{ref}</b>: прежние ответы на похожие письма и позиции, с масками", "💡 <b>{ref}</b>: earlier answers to similar letters, and positions, masked"),
    ("offers.how", "Nupp lisab lõigu mustandi lõppu (ka: /mustand NUMBER 2). Kaetud koht (mask) tuleb enne kinnitamist asendada.", "Кнопка добавит абзац в конец (или: /mustand НОМЕР 2). Маску нужно заменить до утверждения.", "A button adds the paragraph at the end (or: /draft NUMBER 2). A mask must be replaced before approval."),
    ("offers.position", "[ametlik seisukoht: {topic}]", "[официальная позиция: {topic}]", "[official position: {topic}]"),
    ("offers.answer", "[vastus {ref}, lõik {place}]", "[ответ {ref}, абзац {place}]", "[answer {ref}, paragraph {place}]"),
    ("offers.none", "Sarnaseid vastuseid ega seisukohti, mida mustandis veel ei ole, ei leitud.", "Похожих ответов и позиций, которых ещё нет в проекте, не найдено.", "No similar answers or positions that the draft lacks were found."),
    ("offers.in_private", "Sarnased vastused pöördumisele {ref} on nähtavad privaatvestluses.", "Похожие ответы по {ref} видны в личном чате.", "Similar answers for {ref} are shown in the private chat."),
    ("refusal.NoSuchOffer", "Sellist lõiku pöördumisele {ref} enam ei pakuta. Vaadata: /mustand {ref} sarnased", "Такого абзаца для {ref} больше не предлагается. Посмотреть: /mustand {ref} похожие", "No such paragraph is offered for {ref} any more. See: /draft {ref} similar"),
    # -- one answer to many letters
    ("button.campaign", "📚 Sama vastus kõigile ({count})", "📚 Один ответ всем ({count})", "📚 One answer to all ({count})"),
    ("button.campaign_submit", "📨 Saada kooskõlastamiseks", "📨 На согласование", "📨 Ask for approval"),
    ("button.campaign_open", "👁 Ava ja kinnita ({count})", "👁 Открыть и утвердить ({count})", "👁 Open and approve ({count})"),
    ("button.campaign_approve", "✅ Kinnitan kõik {count}", "✅ Утверждаю все {count}", "✅ Approve all {count}"),
    ("button.campaign_send", "📤 Saada kõik ({count})", "📤 Отправить все ({count})", "📤 Send all ({count})"),
    ("button.campaign_sign", "🔏 Allkirjasta ({count})", "🔏 Подписать ({count})", "🔏 Sign ({count})"),
    ("button.campaign_again", "🔁 Proovi ülejäänuid uuesti ({count})", "🔁 Повторить остальные ({count})", "🔁 Try the rest again ({count})"),
    ("campaign.head", "📚 <b>{ref}</b>: üks vastus paljudele. Saadetud {sent} / {total}.", "📚 <b>{ref}</b>: один ответ многим. Отправлено {sent} из {total}.", "📚 <b>{ref}</b>: one answer to many. {sent} of {total} sent."),
    ("campaign.queued", "saatmisel {count}", "отправляется {count}", "on their way {count}"),
    ("campaign.approved", "kinnitatud {count}", "утверждено {count}", "approved {count}"),
    ("campaign.unsigned", "neist allkirjastamata {count}", "из них не подписано {count}", "of them unsigned {count}"),
    ("campaign.drafted", "ootab kinnitamist {count}", "ждёт утверждения {count}", "to be approved {count}"),
    ("campaign.waits", "koostamata {count}", "не составлено {count}", "not drafted {count}"),
    ("campaign.refused", "kõrvale jäänud {count}", "осталось в стороне {count}", "left out {count}"),
    ("campaign.open", "📚 <b>{ref}</b>: {count} kirja, tunnus {manifest}. Igal kirjal on oma saaja ja number; all on iga kirja tunnus.", "📚 <b>{ref}</b>: писем {count}, код {manifest}. У каждого свой адресат и номер; ниже код каждого письма.", "📚 <b>{ref}</b>: {count} letters, digest {manifest}. Each has its own reader and number; the digest of each stands below."),
    ("campaign.in_private", "Kampaania {ref} tekst on nähtav ainult privaatvestluses.", "Текст кампании {ref} виден только в личном чате.", "The text of campaign {ref} is shown in the private chat only."),
    ("campaign.sign_how", "🔏 <b>{ref}</b>: {count} kinnitatud kirja. Palun allkirjastada iga PDF eraldi ümbrikus ja vastata sellele sõnumile ümbrikega: ükshaaval või ühe zip-failina. Ühte ümbrikku neid panna ei tohi, siis näeks iga saaja ka teiste kirju. Kõik korraga: lahti pakitud kaustas <code>digidoc-tool createBatch KAUST</code>.", "🔏 <b>{ref}</b>: утверждённых писем {count}. Подпишите каждый PDF в отдельном контейнере и ответьте на это сообщение контейнерами: по одному или одним zip-файлом. В один контейнер их класть нельзя: каждый увидел бы чужие письма. Все сразу: в распакованной папке <code>digidoc-tool createBatch ПАПКА</code>.", "🔏 <b>{ref}</b>: {count} approved letters. Please sign each PDF in a container of its own and answer this message with the containers: one by one or as one zip file. They must not share a container: each person would see the others' letters. All at once: <code>digidoc-tool createBatch FOLDER</code> on the unpacked folder."),
    ("to_sign_all.wants_file", "Siin on vaja allkirjastatud ümbrikke (.asice) või neid sisaldavat zip-faili. Seis: /mustand {ref} kampaania seis", "Здесь нужны подписанные контейнеры (.asice) или zip-файл с ними. Состояние: /mustand {ref} kampaania seis", "Signed containers (.asice) or a zip file of them are needed here. How it stands: /draft {ref} campaign status"),
    ("campaign.signed", "✍️ Allkirjastatud ümbrikke võeti vastu: {count}.", "✍️ Принято подписанных контейнеров: {count}.", "✍️ Signed containers taken: {count}."),
    ("campaign.not_signed", "<b>{name}</b>: {why} {who}", "<b>{name}</b>: {why} {who}", "<b>{name}</b>: {why} {who}"),
    ("refusal.NothingToSign", "Kampaanias {ref} ei oota ükski kiri allkirja.", "В кампании {ref} ни одно письмо не ждёт подписи.", "No letter of campaign {ref} waits for a signature."),
    ("campaign.why.NoAddress", "ei ole aadressi", "нет адреса", "no address"),
    ("campaign.why.LeakSuspected", "kirjas võib olla liigset, tuleb eraldi vaadata", "возможно, есть лишнее, посмотрите отдельно", "it may tell too much, look at it by itself"),
    ("campaign.why.FourEyes", "oma mustandit ise kinnitada ei saa", "свой проект утвердить нельзя", "nobody approves a draft of their own"),
    ("campaign.why.MayNotApprove", "selle kinnitamise õigust ei ole", "нет права утверждать", "no right to approve it"),
    ("campaign.why.OutOfDate", "mustandit on vahepeal muudetud", "проект тем временем изменён", "the draft has been changed since"),
    ("campaign.why.NotOpenedYet", "ei ole avatud", "не открыто", "not opened"),
    ("campaign.why.BrokenText", "asutuse tekst on vigane, palun teatada haldurile", "текст учреждения с ошибкой, сообщите администратору", "the agency's text is faulty, please tell the administrator"),
    ("campaign.why.FactMissing", "tekstis on mõni asjaolu puudu, tuleb eraldi vaadata", "в тексте не хватает сведений, посмотрите отдельно", "the text lacks a fact, look at it by itself"),
    ("campaign.why.other", "vajab eraldi vaatamist", "нужно посмотреть отдельно", "wants a look of its own"),
    ("told.campaign_waits", "📚 {ref}: {by} palub kinnitada ühe vastuse {count} kirjale. Avada: /mustand {ref} kampaania ava", "📚 {ref}: {by} просит утвердить один ответ на {count} писем. Открыть: /mustand {ref} кампания открыть", "📚 {ref}: {by} asks for the approval of one answer to {count} letters. Open: /draft {ref} campaign open"),
    ("told.campaign_sent", "📚 {ref}: kõik {count} vastust on saadetud", "📚 {ref}: все ответы отправлены ({count})", "📚 {ref}: all {count} answers have been sent"),
    ("refusal.NoCampaign", "Pöördumisele {ref} sarnaseid vastamata kirju, millele sama vastus sobiks, ei ole.", "Похожих неотвеченных писем, которым подошёл бы тот же ответ, для {ref} нет.", "There are no unanswered letters like {ref} that the same answer would fit."),
    # -- the search
    ("menu.otsi", "SÕNAD: otsing kirjadest, manustest, vastustest ja märkustest", "СЛОВА: поиск по письмам, вложениям, ответам и заметкам", "WORDS: search letters, attachments, answers and notes"),
    ("missing.otsi", "Mida otsida? Näited: /otsi hooldekodu järjekord, /otsi \"tasuline teenus\", /otsi 26-0142, /otsi lasteaed liik:kaebus menetleja:mina teema:hooldekodu alates:1.09 kuni:30.09", "Что искать? Примеры: /otsi очередь дом престарелых, /otsi \"платная услуга\", /otsi 26-0142, /otsi детский сад вид:kaebus исполнитель:я с:1.09 по:30.09", "What to look for? Examples: /find care home queue, /find \"paid service\", /find 26-0142, /find kindergarten kind:kaebus handler:me since:1.09 until:30.09"),
    ("search.head", "🔎 Leitud pöördumisi: {total}", "🔎 Найдено обращений: {total}", "🔎 Cases found: {total}"),
    ("search.nothing", "Midagi ei leitud. Palun proovida vähemate sõnadega või ilma filtriteta.", "Ничего не найдено. Попробуйте меньше слов или без фильтров.", "Nothing found. Try fewer words or no filters."),
    ("search.in_attachment", "📎 leitud manusest või pealkirjast", "📎 найдено во вложении или в теме", "📎 found in an attachment or the subject"),
    ("search.in_note", "🗒 leitud sisemärkusest (näevad ainult kolleegid)", "🗒 найдено во внутренней заметке (её видят только коллеги)", "🗒 found in an internal note (colleagues only)"),
    ("search.foreign", "👤 teise menetleja pöördumine: kirja näete pärast eesmärgi nimetamist", "👤 обращение другого сотрудника: письмо видно после указания цели", "👤 another official's case: the letter is shown once you say what for"),
    ("search.forgotten", "Selle otsingu tulemusi enam ei ole. Palun otsida uuesti.", "Этот поиск забыт, повторите его.", "This search has been forgotten, please search again."),
    ("refusal.NothingSought", "Selles ei ole ühtegi sõna, mida otsida. Näide: /otsi hooldekodu järjekord", "Здесь нет слов для поиска. Пример: /otsi дом престарелых", "There is no word to look for in this. Example: /find care home"),
    ("refusal.NoSuchTopic", "Sellist teemat ei ole: {topic}. Teemad: {topics}", "Такой темы нет: {topic}. Темы: {topics}", "There is no such topic: {topic}. Topics: {topics}"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
