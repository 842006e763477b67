"""The words of a proof told day by day, each in Estonian, Russian and English."""

from collections.abc import Mapping
from typing import Final

from rules.terms import Start

Three = tuple[str, str, str]

# fmt: off
WHY: Final[Mapping[str, Three]] = {
    "same_day":    ("sama tööpäev; õhtul või puhkepäeval tulnud kirjal järgmine tööpäev",
                    "тот же рабочий день; если письмо пришло вечером или в выходной, следующий рабочий день",
                    "the same working day; for a letter that came in the evening or on a day off, the next one"),
    "arrived":     ("saabumise päev", "день поступления", "the day of receipt"),
    "off":         ("{off}", "{off}", "{off}"),
    "registers":   ("tähtaega loetakse registreerimisest", "срок считается со дня регистрации", "the term is counted from registration"),
    "next":        ("loetakse järgmisest päevast ({source})", "срок считается со следующего дня ({source})",
                    "the count begins on the next day ({source})"),
    "skipped":     ("ei loeta: {off}", "не считается: {off}", "not counted: {off}"),
    "anyway":      ("loetakse ikkagi", "всё равно считается", "counted all the same"),
    "shortened":   ("lühendatud tööpäev loetakse", "сокращённый рабочий день считается", "a shortened working day counts"),
    "working_day": ("{n}. tööpäev", "{n}-й рабочий день", "working day {n}"),
    "day":         ("{n}. päev", "{n}-й день", "day {n}"),
    "month":       ("{n}. kuu", "{n}-й месяц", "month {n}"),
    "last":        ("tähtaja viimane päev", "последний день срока", "the last day of the term"),
    "last_same":   ("tähtaja viimane päev, sest päeva number on sama mis alguses ({source})",
                    "последний день срока: то же число, что и в начале ({source})",
                    "the last day of the term, as it has the same number as the first ({source})"),
    "last_short":  ("tähtaja viimane päev, sest selles kuus vastavat päeva ei ole ({source})",
                    "последний день срока: в этом месяце такого числа нет ({source})",
                    "the last day of the term, as this month has no such day ({source})"),
    "shifts":      ("tähtpäev nihkub edasi: {off}", "срок переносится: {off}", "the limit moves on: {off}"),
    "after_off":   ("esimene tööpäev pärast puhkepäeva: seaduse tähtpäev ({source})",
                    "первый рабочий день после выходного: законный срок ({source})",
                    "the first working day after a day off: the legal limit ({source})"),
    "at_once":     ("viivitamata, igal ajal ja igal päeval ({source})", "незамедлительно, в любое время и в любой день ({source})",
                    "without delay, at any hour of any day ({source})"),
    "hours":       ("kl {first}–{last}: {span}, kokku {all}", "{first}–{last}: {span}, всего {all}", "{first}–{last}: {span}, {all} in all"),
    "hours_run":   ("puhkepäevi ei jäeta välja", "выходные не исключаются", "days off are not left out"),
    "named":       ("kirjas nimetatud päev", "день, указанный в письме", "the day named in the letter"),
    "named_off":   ("{off}, aga nimetatud päeva ei nihutata", "{off}, но указанный день не переносится",
                    "{off}, but a named day does not move"),
    "years":       ("{n} aasta lõpp ({source})", "истекает {n}-летний срок ({source})", "the end of {n} years ({source})"),
}
STARTS: Final[Mapping[Start, Three]] = {
    Start.RECEIPT:      ("saabumise päev", "день поступления", "the day of receipt"),
    Start.REGISTRATION: ("registreerimise päev", "день регистрации", "the day of registration"),
    Start.AWARENESS:    ("teadasaamise päev", "день, когда стало известно", "the day of awareness"),
    Start.KNOWLEDGE:    ("teadasaamise päev", "день, когда стало известно", "the day of knowledge"),
    Start.LETTER_DATE:  ("saabumise päev", "день поступления", "the day of receipt"),
    Start.EVENT:        ("sündmuse päev", "день события", "the day of the event"),
}
# fmt: on
