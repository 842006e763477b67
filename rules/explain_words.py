"""The words of a deadline's explanation, each in Estonian, Russian and English."""

from collections.abc import Mapping
from typing import Final

from rules.terms import LETTER_DAY, OFFICE_AIM, Start, Unit

Three = tuple[str, str, str]

# fmt: off
SENTENCES: Final[Mapping[str, Three]] = {
    "rule": (
        "{name}: {term} ({source}; reegel {id}{since}).",
        "{name}: {term} ({source}; правило {id}{since}).",
        "{name}: {term} ({source}; rule {id}{since}).",
    ),
    "in_letter": ("{name}: {term} ({source}).", "{name}: {term} ({source}).", "{name}: {term} ({source})."),
    "since": (", kehtib alates {day}", ", действует с {day}", ", in force from {day}"),
    "letter": (
        "Kiri saabus {received}; registreerimise päev on {registered}.",
        "Письмо поступило {received}, день регистрации: {registered}.",
        "The letter came on {received}; the day of registration is {registered}.",
    ),
    "known": (
        "Tähtaeg hakkas kulgema {received}.",
        "Срок начал течь {received}.",
        "The clock started on {received}.",
    ),
    "start": (
        "Tähtaega hakatakse lugema {start} ({day}) järgnevast päevast; seda päeva ennast ei loeta ({source}).",
        "Срок отсчитывается со дня, следующего за {start} ({day}); сам этот день не считается ({source}).",
        "The term is counted from the day after {start} ({day}), which itself is not counted ({source}).",
    ),
    "weekends": (
        "Laupäevi ja pühapäevi ei loeta.",
        "Субботы и воскресенья не считаются.",
        "Saturdays and Sundays are not counted.",
    ),
    "skipped": (
        "Laupäevi, pühapäevi ja riigipühi ei loeta; selles vahemikus on: {holidays}.",
        "Субботы, воскресенья и праздники не считаются; в этот срок попадают: {holidays}.",
        "Saturdays, Sundays and public holidays are not counted; within this term: {holidays}.",
    ),
    "hours": (
        "Tunde loetakse ka öösel ja puhkepäevadel ning lõpp ei nihku.",
        "Часы идут и ночью, и в выходные дни; окончание не переносится.",
        "The hours run at night and on days off as well, and the end does not shift.",
    ),
    "end": (
        "Seaduse tähtpäev on {day}.",
        "Законный срок истекает: {day}.",
        "The legal limit is {day}.",
    ),
    "named": (
        "Kirjas nimetatud päev on {day}; seda ei nihutata.",
        "День, указанный в письме: {day}; он не переносится.",
        "The day named in the letter is {day}; it does not shift.",
    ),
    "aim": (
        "Ameti enda siht on {day}.",
        "Собственная цель ведомства: {day}.",
        "The office's own aim is {day}.",
    ),
    "moment": (
        "Seaduse tähtaeg lõpeb: {day}, kell {hour}.",
        "Законный срок истекает: {day}, в {hour}.",
        "The legal limit is {day}, at {hour}.",
    ),
    "shifted": (
        "Tähtaja viimane päev on {raw}. See on puhkepäev{off}, seepärast on seaduse tähtpäev esimene tööpäev pärast seda: {day} ({source}).",
        "Последний день срока: {raw}. Это нерабочий день{off}, поэтому законный срок истекает в первый рабочий день после него: {day} ({source}).",
        "The last day of the term is {raw}. It is a day off{off}, so the legal limit is the first working day after it: {day} ({source}).",
    ),
    "safe_same": (
        "Varuga tähtpäev on sama päev.",
        "Безопасный день тот же.",
        "The safe date is the same day.",
    ),
    "safe_earlier": (
        "Varuga tähtpäev on {day}: viimane päev enne tähtaja lõppu, mil amet töötab. Meeldetuletused lähtuvad sellest.",
        "Безопасный день: {day}, последний день до истечения срока, когда ведомство работает. Напоминания исходят из него.",
        "The safe date is {day}: the last day before the end on which the office works. Reminders aim at it.",
    ),
    "safe_shifted": (
        "Varuga tähtpäev on {day}: viimane päev enne tähtaja lõppu, mil amet töötab. Ei ole kindel, kas nihkumine puhkepäevalt kaitseb ka "
        "asutust, seepärast lähtuvad meeldetuletused sellest.",
        "Безопасный день: {day}, последний день до истечения срока, когда ведомство работает. Неясно, защищает ли перенос с нерабочего "
        "дня и само ведомство, поэтому напоминания исходят из этого дня.",
        "The safe date is {day}: the last day before the end on which the office works. It is not settled whether the shift off a day "
        "off protects an agency too, so reminders aim at this day.",
    ),
    "may_extend": (
        "Pikendada saab kuni: {until} ({source}). Pikendamisest ja selle põhjusest tuleb pöördujale teatada hiljemalt: {notice}.",
        "Продлить можно до: {until} ({source}). О продлении и его причине следует сообщить не позднее: {notice}.",
        "It can be extended to {until} ({source}). The person must be told of the extension and its reason by {notice}.",
    ),
    "might_have": (
        "Pikendada enam ei saa: kuni {until} ({source}) oleks saanud pikendada, kui pöördujale oleks sellest teatatud hiljemalt: {notice}.",
        "Продлить уже нельзя: продление до {until} ({source}) было бы возможно, если бы о нём сообщили не позднее: {notice}.",
        "It can no longer be extended: to {until} ({source}) was possible where the person was told of it by {notice}.",
    ),
    "extended": (
        "Tähtaega on pikendatud kuni: {until} ({source}). Sellest tuli pöördujale teatada hiljemalt: {notice}.",
        "Срок продлён до: {until} ({source}). Об этом следовало сообщить не позднее: {notice}.",
        "The term has been extended to {until} ({source}). The person had to be told of it by {notice}.",
    ),
    "doubt": (
        "Selle reegli aluseks olevat seaduse teksti ei ole loetud (kindlus {mark}): palun küsida õigusosakonnast üle.",
        "Текст закона, лежащий в основе этого правила, не был прочитан (достоверность {mark}): уточните у юристов.",
        "The text of the act behind this rule has not been read (confidence {mark}): ask the legal unit.",
    ),
}

# In the case that the sentence "start" wants.
START_DAYS: Final[Mapping[Start, Three]] = {
    Start.RECEIPT:      ("saabumise päevale", "днём поступления", "the day of receipt"),
    Start.REGISTRATION: ("registreerimise päevale", "днём регистрации", "the day of registration"),
    Start.AWARENESS:    ("teadasaamise päevale", "днём, когда стало известно", "the day of becoming aware"),
    Start.KNOWLEDGE:    ("teadasaamise päevale", "днём, когда стало известно", "the day of learning"),
    Start.LETTER_DATE:  ("saabumise päevale", "днём поступления", "the day of receipt"),
    Start.EVENT:        ("sündmuse päevale", "днём события", "the day of the event"),
}

# What stands in the table of rules where there is no section.
BASES: Final[Mapping[str, Three]] = {
    LETTER_DAY:  (LETTER_DAY, "день, указанный в письме", "the day named in the letter"),
    OFFICE_AIM:  (OFFICE_AIM, "цель ведомства", "the office's aim"),
}

# After 1, after 2 to 4 (Russian), after all others; key 0 is what is said where the number is nought.
UNITS: Final[Mapping[tuple[Unit, int], tuple[Three, Three, Three]]] = {
    (Unit.CALENDAR_DAYS, 1): (("kalendripäev", "kalendripäeva", "kalendripäeva"), ("календарный день", "календарных дня", "календарных дней"), ("calendar day", "calendar days", "calendar days")),
    (Unit.WORKING_DAYS, 1):  (("tööpäev", "tööpäeva", "tööpäeva"), ("рабочий день", "рабочих дня", "рабочих дней"), ("working day", "working days", "working days")),
    (Unit.MONTHS, 1):        (("kuu", "kuud", "kuud"), ("месяц", "месяца", "месяцев"), ("month", "months", "months")),
    (Unit.YEARS, 1):         (("aasta", "aastat", "aastat"), ("год", "года", "лет"), ("year", "years", "years")),
    (Unit.HOURS, 1):         (("tund", "tundi", "tundi"), ("час", "часа", "часов"), ("hour", "hours", "hours")),
    (Unit.WORKING_DAYS, 0):  (("samal tööpäeval",) * 3, ("в тот же рабочий день",) * 3, ("on the same working day",) * 3),
    (Unit.HOURS, 0):         (("viivitamata",) * 3, ("незамедлительно",) * 3, ("without delay",) * 3),
    (Unit.NAMED_DAY, 0):     (("nimetatud päevaks",) * 3, ("к указанному дню",) * 3, ("by the day named",) * 3),
}

WEEKDAYS: Final = (
    ("esmaspäev", "teisipäev", "kolmapäev", "neljapäev", "reede", "laupäev", "pühapäev"),
    ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)

AT_HOUR: Final = ("kell", "в", "at")

# In Russian and English; the Estonian name stands in the table of rules itself.
RULE_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "R01":  ("регистрация документа", "registering a document"),
    "R02":  ("ответ на меморандум или ходатайство о разъяснении", "answering a memorandum or a request for explanation"),
    "R03":  ("ответ на меморандум", "answering a memorandum"),
    "R04":  ("ответ на ходатайство о разъяснении", "answering a request for explanation"),
    "R05":  ("передача меморандума или ходатайства по подведомственности", "forwarding a memorandum or a request for explanation"),
    "R06":  ("ответ на обращение со многими подписями", "answering a letter with many signatures"),
    "R07":  ("исполнение информационного запроса", "fulfilling a request for information"),
    "R08":  ("просьба уточнить информационный запрос", "asking for a request for information to be specified"),
    "R09":  ("передача информационного запроса", "forwarding a request for information"),
    "R10":  ("отказ в исполнении информационного запроса или его переквалификация", "refusing or reclassifying a request for information"),
    "R11":  ("указание на опубликованную информацию", "pointing to published information"),
    "R12":  ("разрешение возражения (vaie) в административном производстве", "deciding a challenge in administrative proceedings"),
    "R13":  ("разрешение возражения (vaie) по делу о социальной защите", "deciding a challenge in a matter of social protection"),
    "R14":  ("устранение недостатков возражения (vaie)", "repairing the defects of a challenge"),
    "R15":  ("решение по ходатайству о пособии", "deciding an application for a benefit"),
    "R16":  ("ответ на ходатайство субъекта данных", "answering a data subject request"),
    "R17":  ("уведомление AKI о нарушении, связанном с персональными данными", "notifying the Data Protection Inspectorate of a breach"),
    "R18a": ("первичное уведомление RIA о киберинциденте", "first notice of a cyber incident to RIA"),
    "R18b": ("уведомление RIA о киберинциденте", "incident notice to RIA"),
    "R18c": ("итоговый отчёт о киберинциденте для RIA", "final report of a cyber incident to RIA"),
    "R19":  ("сообщение о нуждающемся в помощи ребёнке", "reporting a child in need"),
    "R20":  ("сообщение о ребёнке в опасности", "reporting a child in danger"),
    "R21":  ("решение местного самоуправления о возбуждении дела", "the municipality's decision whether to open a case"),
    "R22":  ("временное отделение ребёнка от семьи", "temporary removal of a child"),
    "R23":  ("подтверждение получения сообщения о нарушении", "acknowledging a whistleblower report"),
    "R24":  ("передача сообщения о нарушении", "forwarding a whistleblower report"),
    "R25":  ("обратная связь сообщившему о нарушении", "feedback to a whistleblower"),
    "R26":  ("материал министерству для ответа на интерпелляцию Рийгикогу", "input to the ministry for an interpellation"),
    "R27":  ("материал министерству для ответа на письменный вопрос Рийгикогу", "input to the ministry for a written question"),
    "R28":  ("ответ местного самоуправления члену волостного или городского собрания", "a municipality's answer to its councillor"),
    "R29":  ("ответ на запрос учреждения", "answering an authority's inquiry"),
    "R30":  ("мнение о проекте акта", "opinion on a draft act"),
    "R31":  ("ответ журналисту", "answering a journalist"),
    "R32":  ("разрешение жалобы в AKI", "the Data Protection Inspectorate's decision on a complaint"),
    "R33":  ("требование опровержения в теле- или радиопередаче", "asking for a right of reply in radio or television"),
    "R34":  ("ограничение доступа к персональным данным", "access restriction of personal data"),
    "R35":  ("общее ограничение доступа", "general access restriction"),
}
# fmt: on
