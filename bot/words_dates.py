"""The sentences of dates: what moved a clock, further dates on a case, a calendar that changes or ends; three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- /miks
    ("why.acts", "<b>Mis on tähtaega muutnud</b>", "<b>Что изменило срок</b>", "<b>What has moved the clock</b>"),
    ("why.act.registered", "registreeriti", "зарегистрировано", "registered"),
    ("why.act.understood", "loeti läbi", "прочитано", "read"),
    ("why.act.term", "määrati tähtaeg", "назначен срок", "the term was named"),
    ("why.act.kind", "muudeti liiki", "изменён вид", "another kind"),
    ("why.act.extended", "tähtaega pikendati", "срок продлён", "the term was extended"),
    ("why.act.safe", "varuga tähtpäev", "срок с запасом", "safe date"),
    ("told.safe_day_moved_line", "<b>{ref}</b>: {due} ei muutunud; varuga tähtpäev {was} → {now}", "<b>{ref}</b>: {due} без изменений; срок с запасом {was} → {now}", "<b>{ref}</b>: {due} stays; the safe date {was} → {now}"),
    ("why.act.recounted", "kalender või reegel muutus", "изменился календарь или правило", "the calendar or a rule changed"),
    ("why.extension_lost", "Varem teatatud pikendus selle liigi puhul ei kehti: seadus ei luba seda või saadeti teade liiga hilja.", "Сообщённое ранее продление для этого вида не действует: закон его не допускает, или сообщение было отправлено поздно.", "The extension told of earlier does not hold for this kind: its law knows none, or the notice went out too late."),
    ("refusal.DayBeforeReceipt", "Kirjas nimetatud päev {day} on enne kirja saabumist ({received}). Palun kontrollida kuupäeva.", "Названный в письме день {day} раньше поступления письма ({received}). Проверьте дату.", "The day named in the letter, {day}, is before the letter came ({received}). Check the date."),
    # -- the two terms of a challenge
    ("term.of", "• {basis}: {due}", "• {basis}: {due}", "• {basis}: {due}"),
    ("term.of_said", "✓ <b>{basis}: {due}</b>", "✓ <b>{basis}: {due}</b>", "✓ <b>{basis}: {due}</b>"),
    ("term.said", "Valitud tähtaeg on märgitud linnukesega; valikut saab muuta:", "Выбранный срок отмечен галочкой; выбор можно изменить:", "The chosen term is ticked; the choice can be changed:"),
    ("term.which", "Vaidel on kaks võimalikku tähtaega; kuni kumbki ei ole valitud, kehtib varasem. Palun valida, kumba menetlusse vaie kuulub:", "У возражения два возможных срока; пока ни один не выбран, действует более ранний. Выберите, к какому производству оно относится:", "A challenge has two possible terms; until one is chosen the earlier counts. Please choose which proceedings it belongs to:"),
    ("button.term.R12", "⚖️ Haldusmenetlus (10 p)", "⚖️ Адм. производство (10 дн.)", "⚖️ Administrative (10 d)"),
    ("button.term.R13", "⚖️ Sotsiaalkaitse (30 p)", "⚖️ Соцзащита (30 дн.)", "⚖️ Social protection (30 d)"),
    ("refusal.TermNotInForce", "See tähtaeg ei kehtinud {day}, kui pöördumine {ref} registreeriti. Kehtib teine tähtaeg: /miks {ref}", "Этот срок не действовал {day}, когда обращение {ref} было зарегистрировано. Действует другой срок: /miks {ref}", "That term was not in force on {day}, when {ref} was registered. The other term holds: /why {ref}"),
    # -- further dates on a card
    ("mark.named_day", "📌 Kirjas nimetatud päev: {day}", "📌 День, названный в письме: {day}", "📌 Day named in the letter: {day}"),
    ("mark.closed_days", "🏢 Asutus on enne tähtpäeva suletud: {days}", "🏢 До срока учреждение закрыто: {days}", "🏢 The agency is closed before the due date: {days}"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
