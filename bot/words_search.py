"""The sentences of the search, of similar letters, of campaigns and of surges; in three languages side by side."""

from typing import Final

from rules.kinds import Language

# fmt: off
_TABLE: Final[tuple[tuple[str, str, str, str], ...]] = (
    # -- letters that are alike
    ("card.same", "🗂 Samasuguseid kirju: {count}", "🗂 Таких же писем: {count}", "🗂 Letters like this: {count}"),
    ("card.of_person", "samalt kirjutajalt veel: {count}", "от этого же отправителя ещё: {count}", "more from the same writer: {count}"),
    ("told.surge", "📈 Ühe ja sama asutuse kohta on {days} päeva jooksul kirjutanud mitu inimest: {count} pöördumist ({refs}).", "📈 Об одном и том же учреждении за {days} дн. написали несколько человек: обращений {count} ({refs}).", "📈 Several people have written about one institution within {days} days: {count} cases ({refs})."),
    # -- the search
    ("menu.otsi", "SÕNAD: otsing kirjadest, manustest ja vastustest", "СЛОВА: поиск по письмам, вложениям и ответам", "WORDS: search letters, attachments and answers"),
    ("missing.otsi", "Mida otsida? Näited: /otsi hooldekodu järjekord, /otsi \"tasuline teenus\", /otsi 26-0142, /otsi lasteaed liik:kaebus menetleja:mina teema:hooldekodu alates:1.09 kuni:30.09", "Что искать? Примеры: /otsi очередь дом престарелых, /otsi \"платная услуга\", /otsi 26-0142, /otsi детский сад вид:kaebus исполнитель:я с:1.09 по:30.09", "What to look for? Examples: /find care home queue, /find \"paid service\", /find 26-0142, /find kindergarten kind:kaebus handler:me since:1.09 until:30.09"),
    ("search.head", "🔎 Leitud pöördumisi: {total}", "🔎 Найдено обращений: {total}", "🔎 Cases found: {total}"),
    ("search.nothing", "Midagi ei leitud. Proovige vähem sõnu või ilma filtriteta.", "Ничего не найдено. Попробуйте меньше слов или без фильтров.", "Nothing found. Try fewer words or no filters."),
    ("search.in_attachment", "📎 leitud manusest või pealkirjast", "📎 найдено во вложении или в теме", "📎 found in an attachment or the subject"),
    ("search.forgotten", "See otsing on ununenud, palun otsige uuesti.", "Этот поиск забыт, повторите его.", "This search has been forgotten, please search again."),
    ("refusal.NothingSought", "Selles ei ole ühtegi sõna, mida otsida. Näide: /otsi hooldekodu järjekord", "Здесь нет слов для поиска. Пример: /otsi дом престарелых", "There is no word to look for in this. Example: /find care home"),
    ("refusal.NoSuchTopic", "Sellist teemat ei ole: {topic}. Teemad: {topics}", "Такой темы нет: {topic}. Темы: {topics}", "There is no such topic: {topic}. Topics: {topics}"),
)
# fmt: on

WORDS: Final = {
    language: {row[0]: row[place] for row in _TABLE}
    for place, language in enumerate((Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH), 1)
}
