"""The names of the signs that reading finds, as people call them. A name tells what was found, never the words of the letter."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from rules.kinds import Language

# fmt: off
_NAMES: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType({
    # sign                       Estonian                              Russian                                   English
    "challenge_word":           ("nimetab vaiet",                     "называет возражение (vaie)",             "names a challenge"),
    "disagrees_with_decision":  ("ei nõustu otsusega",                "не согласен с решением",                 "disagrees with a decision"),
    "decision_is_ours":         ("otsus on meie tehtud",              "решение принято нами",                   "the decision is ours"),
    "information_act":          ("nimetab teabenõuet",                "называет информационный запрос",         "names a request for information"),
    "asks_for_documents":       ("küsib dokumente",                   "просит документы",                       "asks for documents"),
    "own_personal_data":        ("küsib enda andmeid",                "просит свои данные",                     "asks for own data"),
    "complaint_word":           ("nimetab kaebust",                   "называет жалобу",                        "names a complaint"),
    "asks_to_act":              ("palub tegutseda",                   "просит принять меры",                    "asks to act"),
    "something_is_wrong":       ("kirjeldab rikkumist",               "описывает нарушение",                    "tells of a wrong"),
    "several_wrongs":           ("kirjeldab mitut rikkumist",         "описывает несколько нарушений",          "tells of several wrongs"),
    "wrong_and_asks_to_act":    ("kirjeldab rikkumist ja palub tegutseda", "описывает нарушение и просит мер",  "tells of a wrong and asks to act"),
    "asks_explanation":         ("küsib selgitust",                   "просит разъяснения",                     "asks for an explanation"),
    "asks_of_law":              ("küsib õiguse kohta",                "спрашивает о праве",                     "asks about the law"),
    "law_question":             ("küsib õiguse kohta",                "спрашивает о праве",                     "asks about the law"),
    "question_marks":           ("esitab küsimusi",                   "задаёт вопросы",                         "asks questions"),
    "several_together":         ("mitu kirjutajat koos",              "несколько авторов вместе",               "several write together"),
    "several_signatures":       ("mitu allkirja",                     "несколько подписей",                     "several signatures"),
    "proposes_or_informs":      ("teeb ettepaneku või annab teavet",  "предлагает или сообщает",                "proposes or informs"),
    "thanks":                   ("tänab",                             "благодарит",                             "thanks"),
    "authority_asks":           ("asutus küsib",                      "спрашивает учреждение",                  "an authority asks"),
    "authority_demand":         ("asutus nõuab",                      "учреждение требует",                     "an authority demands"),
    "authority_domain":         ("asutuse domeen",                    "домен учреждения",                       "an authority's domain"),
    "authority_signature":      ("asutuse allkirjaplokk",             "подпись учреждения",                     "an authority's signature"),
    "authority_procedure":      ("asutuse menetlus",                  "производство учреждения",                "an authority's procedure"),
    "advertising":              ("reklaam",                           "реклама",                                "advertising"),
    "invitation":               ("kutse",                             "приглашение",                            "an invitation"),
    "job_or_training":          ("töö- või koolituspakkumine",        "работа или обучение",                    "a job or training"),
    "machine_words":            ("automaatsõnumi sõnastus",           "слова автоматического сообщения",        "a machine's words"),
    "automatic_mail":           ("automaatkiri",                      "автоматическое письмо",                  "automatic mail"),
    "misdirected":              ("mõeldud teisele asutusele",         "предназначено другому учреждению",       "meant for another body"),
    "child_in_danger":          ("laps ohus",                         "ребёнок в опасности",                    "a child in danger"),
    "child_in_need":            ("abivajav laps",                     "ребёнок нуждается в помощи",             "a child in need"),
    "offence_suspected":        ("süüteo kahtlus",                    "подозрение на правонарушение",           "a suspected offence"),
    "goes_to_press":            ("pöördub meediasse",                 "обращается в СМИ",                       "goes to the press"),
    "outlet_domain":            ("meediaväljaande domeen",            "домен издания",                          "an outlet's domain"),
    "writes_for_publication":   ("kirjutab avaldamiseks",             "пишет для публикации",                   "writes for publication"),
    "journalist_asks_comment":  ("ajakirjanik küsib kommentaari",     "журналист просит комментарий",           "a journalist asks for comment"),
    "journalist_asks_through":  ("küsimused ajakirjanikult",          "вопросы от журналиста",                  "a journalist's questions"),
    "announces_going_to_press": ("lubab pöörduda meediasse",          "обещает обратиться в СМИ",               "announces to go to the press"),
    "makes_it_public":          ("teeb loo avalikuks",                "предаёт огласке",                        "makes it public"),
    "own_channel":              ("avaldab oma kanalis",               "публикует в своём канале",               "publishes in an own channel"),
    "social_media_storm":       ("levib sotsiaalmeedias",             "распространяется в соцсетях",            "spreads on social media"),
    "public_figure":            ("avaliku elu tegelane",              "публичное лицо",                         "a public figure"),
    "pending_broadcast":        ("saade või lugu on tulemas",         "готовится передача или статья",          "a broadcast or story is coming"),
    "publication_out":          ("lugu on juba ilmunud",              "публикация уже вышла",                   "a story is out"),
    "life_or_health_threatened": ("oht elule või tervisele",          "угроза жизни или здоровью",              "life or health threatened"),
    "violence_going_on":        ("vägivald praegu",                   "насилие сейчас",                         "violence going on"),
    "violence":                 ("vägivald",                          "насилие",                                "violence"),
    "sexual_abuse":             ("seksuaalne väärkohtlemine",         "сексуальное насилие",                    "sexual abuse"),
    "locked_in":                ("luku taga",                         "заперт",                                 "locked in"),
    "left_alone":               ("üksi jäetud",                       "оставлен один",                          "left alone"),
    "thrown_out":               ("kodust välja aetud",                "выгнан из дома",                         "thrown out"),
    "missing":                  ("kadunud",                           "пропал",                                 "missing"),
    "hunger_or_cold":           ("nälg või külm",                     "голод или холод",                        "hunger or cold"),
    "drink_or_drugs":           ("alkohol või narkootikumid",         "алкоголь или наркотики",                 "drink or drugs"),
    "fear":                     ("hirm",                              "страх",                                  "fear"),
    "neglect_or_trouble":       ("hooletus või mure",                 "заброшенность или беда",                 "neglect or trouble"),
    "authority_asks_of_child":  ("asutus küsib lapse kohta",          "учреждение спрашивает о ребёнке",        "an authority asks of a child"),
    "facts_of_offence":         ("süüteo asjaolud",                   "обстоятельства правонарушения",          "facts of an offence"),
    "offence_named":            ("nimetab süütegu",                   "называет правонарушение",                "names an offence"),
    "violence_to_person":       ("vägivald inimese vastu",            "насилие над человеком",                  "violence to a person"),
    "sexual_offence":           ("seksuaalsüütegu",                   "половое преступление",                   "a sexual offence"),
    "person_locked_in":         ("inimene luku taga",                 "человек заперт",                         "a person locked in"),
    "like_letters_of_danger":   ("sarnaneb ohukirjadega",             "похоже на письма об опасности",          "like letters of danger"),
    "like_letters_of_concern":  ("sarnaneb abivajava lapse kirjadega", "похоже на письма о ребёнке в беде",     "like letters of a child in need"),
    "like_letters_of_offence":  ("sarnaneb süüteokirjadega",          "похоже на письма о правонарушении",      "like letters of an offence"),
    "like_letters_of_this_kind": ("sarnaneb selle liigi kirjadega",   "похоже на письма этого вида",            "like letters of this kind"),
    "like_letters_of_press":    ("sarnaneb meediakirjadega",          "похоже на письма прессы",                "like letters of the press"),
    "like_corrected_letters":   ("sarnaneb kirjadega, mille ametnik parandas", "похоже на письма, исправленные чиновником", "like letters that an official corrected"),
    "like_false_alarms":        ("sarnaneb kirjadega, kus see märk oli ametniku sõnul vale", "похоже на письма, где этот признак, по словам чиновника, был неверен", "like letters in which an official called this sign wrong"),
    "reply_owed_by_kind":       ("liik nõuab vastust",               "вид требует ответа",                     "this kind is owed an answer"),
    "no_reply_wanted":          ("vastust ei soovi",                  "ответа не ждёт",                         "wants no answer"),
    "asks_nothing":             ("ei küsi midagi",                    "ни о чём не спрашивает",                 "asks nothing"),
    "topic_in_subject":         ("teema sõnad pealkirjas",            "слова темы в заголовке",                 "words of the topic in the subject"),
    "topic_in_text":            ("teema sõnad kirjas",                "слова темы в письме",                    "words of the topic in the letter"),
    "cyrillic_letters":         ("kirillitsa",                        "кириллица",                              "Cyrillic letters"),
    "russian_in_latin_letters": ("vene keel ladina tähtedega",        "русский латинскими буквами",             "Russian in Latin letters"),
    "letters_of_the_language":  ("selle keele tähed",                 "буквы этого языка",                      "letters of this language"),
    "words_of_the_language":    ("selle keele sõnad",                 "слова этого языка",                      "words of this language"),
    "parts_in_other_languages": ("osa on teises keeles",              "часть на другом языке",                  "a part is in another language"),
    "language_unclear":         ("keel ei ole selge",                 "язык неясен",                            "the language is not clear"),
    "personal_name":            ("nimi",                              "имя",                                    "a name"),
    "personal_child_name":      ("lapse nimi",                        "имя ребёнка",                            "a child’s name"),
    "personal_isikukood":       ("isikukood",                         "личный код",                             "a personal code"),
    "personal_phone":           ("telefon",                           "телефон",                                "a phone number"),
    "personal_address":         ("aadress",                           "адрес",                                  "an address"),
    "personal_email":           ("e-posti aadress",                   "адрес эл. почты",                        "an e-mail address"),
    "personal_iban":            ("pangakonto",                        "банковский счёт",                        "a bank account"),
    "personal_health":          ("tervis",                            "здоровье",                               "health"),
    "handler_topic":            ("teema on tema oma",                 "тема закреплена",                        "the topic is theirs"),
    "handler_language":         ("keel on tema oma",                  "язык подходит",                          "the language is theirs"),
    "handler_turn":             ("kord ja koormus",                   "очередь и нагрузка",                     "turn and load"),
    "handler_stand_in":         ("asendab eemalolijat",               "замещает отсутствующего",                "stands in for one who is away"),
    "handler_decides":          ("otsustab kirja üle, mis puudutab meie inimest", "решает о письме, касающемся нашего сотрудника", "decides on a letter about one of ours"),
    "an official said so":      ("ametniku märge",                    "отметка чиновника",                      "an official said so"),
})
# fmt: on


def sign_name(sign: str, language: Language) -> str:
    """Return the name of a sign; one that nobody has named yet stands as reading calls it."""
    if sign not in _NAMES:
        return sign.replace("_", " ")
    estonian, russian, english = _NAMES[sign]
    return {Language.ESTONIAN: estonian, Language.UNKNOWN: estonian, Language.RUSSIAN: russian}.get(language, english)


def is_named(sign: str) -> bool:
    return sign in _NAMES
