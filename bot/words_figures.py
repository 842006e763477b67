"""The sentences of figures: the report, the head's Monday, what is late and why, the live board; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("menu.aruanne", "[KUU | esmaspäev | hilinenud | tahvel]: arvud ja pilt", "[МЕСЯЦ | понедельник | просрочено | доска]: цифры и картинка", "[MONTH | monday | late | board]: figures with a picture"),
    ("report.no_period", "Sellist kuud ei ole: {words}. Näited: /aruanne, /aruanne eelmine, /aruanne november, /aruanne 11.2026, /aruanne 2026", "Такого месяца нет: {words}. Примеры: /aruanne, /aruanne прошлый, /aruanne ноябрь, /aruanne 11.2026, /aruanne 2026", "There is no such month: {words}. Examples: /report, /report last, /report november, /report 11.2026, /report 2026"),
    ("report.no_picture", "Pilti praegu teha ei saanud; arvud on õiged.", "Картинку сейчас сделать не удалось; цифры верны.", "The picture could not be made just now; the figures are right."),
    ("report.no_file", "Faili praegu teha ei saanud. Palun proovida uuesti või teist vormingut.", "Файл сейчас сделать не удалось. Попробуйте ещё раз или другой формат.", "The file could not be made just now. Please try again, or another format."),
    ("report.file", "{suffix}", "{suffix}", "{suffix}"),
    ("report.page", "lk {page}", "стр. {page}", "page {page}"),
    ("report.late_button", "⚫ Mis hilineb ja miks", "⚫ Что опаздывает и почему", "⚫ What is late and why"),
    ("report.monday_button", "🗓 Esmaspäev", "🗓 Понедельник", "🗓 Monday"),
    ("report.late", "⚫ <b>Üle seaduse tähtaja</b>: {total}", "⚫ <b>Просрочено по закону</b>: {total}", "⚫ <b>Past the legal day</b>: {total}"),
    ("report.none_late", "Ükski vastus ei ole üle tähtaja.", "Просроченных ответов нет.", "No answer is overdue."),
    ("late.untaken", "keegi ei ole võtnud", "никто не взял", "nobody has taken it"),
    ("late.away", "{name} on eemal", "{name} отсутствует", "{name} is away"),
    ("late.asked_citizen", "pöördujalt oodatakse täpsustust", "ждём уточнения от обратившегося", "the writer was asked to clarify"),
    ("late.input", "ootel on sisend: {unit}", "ждём данные: {unit}", "input is awaited: {unit}"),
    ("late.approval", "mustand ootab kooskõlastust {days} päeva", "черновик ждёт согласования {days} дн.", "the draft has waited for approval for {days} days"),
    ("late.unsent", "kooskõlastatud, kuid saatmata", "согласовано, но не отправлено", "approved but not sent"),
    ("late.undelivered", "kiri ei jõudnud kohale", "письмо не доставлено", "the letter did not arrive"),
    ("late.told", "hilinemisest on pöördujale teatatud", "о задержке сообщено", "the writer was told of the delay"),
    ("late.track", "eraldi menetlus on pooleli", "идёт отдельное производство", "a track of its own is open"),
    ("late.silent", "{days} päeva ei ole midagi tehtud", "{days} дн. ничего не делалось", "nothing has been done for {days} days"),
    ("monday.head", "🗓 <b>Nädala algus</b>", "🗓 <b>Начало недели</b>", "🗓 <b>The week begins</b>"),
    ("monday.week", "Eelmisel nädalal ({since}–{until}) saabus <b>{came}</b>, vastati <b>{answered}</b>", "За прошлую неделю ({since}–{until}) поступило <b>{came}</b>, отвечено <b>{answered}</b>", "Last week ({since}–{until}) <b>{came}</b> came, <b>{answered}</b> were answered"),
    ("monday.running", "Sel nädalal seni saabus {came}, vastati {answered}", "На этой неделе пока поступило {came}, отвечено {answered}", "This week so far {came} came, {answered} were answered"),
    ("monday.now", "Avatud <b>{open}</b> · sel nädalal tähtaeg <b>{week}</b> · üle tähtaja <b>{late}</b> · võtmata <b>{untaken}</b>", "Открыто <b>{open}</b> · срок на этой неделе <b>{week}</b> · просрочено <b>{late}</b> · не взято <b>{untaken}</b>", "Open <b>{open}</b> · due this week <b>{week}</b> · overdue <b>{late}</b> · untaken <b>{untaken}</b>"),
    ("monday.extended", "⏩ Pikendatud ja avatud: {count}{why}", "⏩ Продлено и открыто: {count}{why}", "⏩ Extended and open: {count}{why}"),
    ("monday.approve", "🖋 Ootab Teie kooskõlastust: {count}, vanim alates {since}", "🖋 Ждёт Вашего согласования: {count}, самое давнее с {since}", "🖋 Waits for your approval: {count}, the oldest since {since}"),
    ("monday.children", "🧒 Lapse teated: eelmisel nädalal {count}, avatud {open}{taken}", "🧒 Сообщения о детях: за прошлую неделю {count}, открыто {open}{taken}", "🧒 Children: {count} last week, {open} open{taken}"),
    ("monday.children_taken", "; võtmiseni mediaan {median} min, aeglaseim {slowest} min", "; до взятия медиана {median} мин, дольше всего {slowest} мин", "; until taken median {median} min, slowest {slowest} min"),
    ("monday.undelivered", "⚠️ Kohale ei jõudnud või teadmata: {count}", "⚠️ Не доставлено или неизвестно: {count}", "⚠️ Undelivered or uncertain: {count}"),
    ("monday.press", "📣 Meedia ootel: {count}{next}", "📣 СМИ ждут: {count}{next}", "📣 Press waiting: {count}{next}"),
    ("monday.press_next", "; tähtajad: {next}", "; сроки: {next}", "; deadlines: {next}"),
    ("monday.surges", "📈 Kirjalaineid ühe asutuse kohta: {count}", "📈 Всплесков писем об одном учреждении: {count}", "📈 Surges of letters about one institution: {count}"),
    ("monday.load", "<b>Töökoormus</b> (tähestiku järgi)", "<b>Нагрузка</b> (по алфавиту)", "<b>Load</b> (alphabetical)"),
    ("monday.load_line", "{name}: {open}{late}{away}", "{name}: {open}{late}{away}", "{name}: {open}{late}{away}"),
    ("monday.late", ", üle tähtaja {count}", ", просрочено {count}", ", {count} overdue"),
    ("monday.away", " · eemal, asendab {stand_in}", " · отсутствует, замещает {stand_in}", " · away, {stand_in} stands in"),
    ("monday.button.open", "Avatud {count}", "Открыто {count}", "Open {count}"),
    ("monday.button.week", "Sel nädalal {count}", "На этой неделе {count}", "This week {count}"),
    ("monday.button.late", "Üle tähtaja {count}", "Просрочено {count}", "Overdue {count}"),
    ("monday.button.untaken", "Võtmata {count}", "Не взято {count}", "Untaken {count}"),
    ("monday.button.approve", "🖋 Ootab mind {count}", "🖋 Ждёт меня {count}", "🖋 Waits for me {count}"),
    ("monday.button.extended", "⏩ Pikendatud {count}", "⏩ Продлено {count}", "⏩ Extended {count}"),
    ("monday.button.children", "🧒 Lapse teated {count}", "🧒 Дети {count}", "🧒 Children {count}"),
    ("monday.button.press", "📣 Meedia {count}", "📣 СМИ {count}", "📣 Press {count}"),
    ("monday.button.undelivered", "⚠️ Kohale jõudmata {count}", "⚠️ Не доставлено {count}", "⚠️ Undelivered {count}"),
    ("monday.list.open", "Avatud: {total}", "Открыто: {total}", "Open: {total}"),
    ("monday.list.week", "Tähtaeg sel nädalal: {total}", "Срок на этой неделе: {total}", "Due this week: {total}"),
    ("monday.list.late", "Üle tähtaja: {total}", "Просрочено: {total}", "Overdue: {total}"),
    ("monday.list.untaken", "Võtmata: {total}", "Не взято: {total}", "Untaken: {total}"),
    ("monday.list.approve", "Ootab Teie kooskõlastust: {total}", "Ждёт Вашего согласования: {total}", "Waits for your approval: {total}"),
    ("monday.list.extended", "Pikendatud ja avatud: {total}", "Продлено и открыто: {total}", "Extended and open: {total}"),
    ("monday.list.children", "Avatud lapse teated: {total}", "Открытые сообщения о детях: {total}", "Children's tracks open: {total}"),
    ("monday.list.press", "Meedia ootel: {total}", "СМИ ждут: {total}", "Press waiting: {total}"),
    ("board.head", "📟 <b>Tahvel</b> · {moment}", "📟 <b>Доска</b> · {moment}", "📟 <b>Board</b> · {moment}"),
    ("board.open", "Avatud: <b>{count}</b>", "Открыто: <b>{count}</b>", "Open: <b>{count}</b>"),
    ("board.week", "Tähtaeg sel nädalal: <b>{count}</b>", "Срок на этой неделе: <b>{count}</b>", "Due this week: <b>{count}</b>"),
    ("board.late", "⚫ Üle tähtaja: <b>{count}</b>", "⚫ Просрочено: <b>{count}</b>", "⚫ Overdue: <b>{count}</b>"),
    ("board.untaken", "🆕 Võtmata: <b>{count}</b>", "🆕 Не взято: <b>{count}</b>", "🆕 Untaken: <b>{count}</b>"),
    ("board.children", "🚨 Lapse teated: <b>{count}</b>", "🚨 Дети: <b>{count}</b>", "🚨 Children: <b>{count}</b>"),
    ("board.press", "📣 Meedia: <b>{count}</b>", "📣 СМИ: <b>{count}</b>", "📣 Press: <b>{count}</b>"),
    ("board.undelivered", "⚠️ Kohale jõudmata: <b>{count}</b>", "⚠️ Не доставлено: <b>{count}</b>", "⚠️ Undelivered: <b>{count}</b>"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
