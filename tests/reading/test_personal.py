"""Personal data found and masked; officials, public numbers and look-alikes left alone."""

import pytest

from reading.masking import mask, mask_for_log
from reading.page import Found
from reading.personal import is_personal_code, places
from reading.text import clean
from reading.understand import Page, understand
from tests.reading.pages import SENDERS, told

# fmt: off
FOUND = (
    ("isikukood",  "61402010004",                    "Lapse isikukood on 61402010004."),
    ("isikukood",  "61402010066",                    "и.к. 61402010066"),
    ("isikukood",  "614 02 01 0670".replace(" ", ""), "Code 61402010670, thanks"),
    ("email",      "61402010004@eesti.ee",           "Kirjutage 61402010004@eesti.ee"),
    ("email",      "mari.kask@mail.example",         "Minu e-post on mari.kask@mail.example"),
    ("phone",      "5300 0118",                      "Helistage 5300 0118."),
    ("phone",      "+372 5300 0118",                 "tel +372 5300 0118"),
    ("phone",      "+371 2000 0128",                 "Call me: +371 2000 0128"),
    ("phone",      "53000155",                       "артём 53000155"),
    ("phone",      "700 0126",                       "Minu telefon 700 0126"),
    ("phone",      "(+372) 53.00.01.91",             "tel (+372) 53.00.01.91"),
    ("phone",      "58100 166",                      "Helistada võib 58100 166."),
    ("phone",      "(0372) 730 0019",                "Uwe, (0372) 730 0019."),
    ("phone",      "+372 / 5300 / 0140",             "tel: +372 / 5300 / 0140"),
    ("isikukood",  "614 0201-0004",                  "isikukood 614 0201-0004"),
    ("isikukood",  "6 1 4 0 2 0 1 0 0 0 4",          "her code is 6 1 4 0 2 0 1 0 0 0 4."),
    ("health",     "maksavähk",                      "Isal on maksavähk."),
    ("iban",       "EE382200221020145685",           "Konto EE382200221020145685"),
    ("iban",       "EE38 2200 2210 2014 5685",       "Konto EE38 2200 2210 2014 5685."),
    ("address",    "Tuulelohe tn 9-14, Kivila linn", "Elan aadressil Tuulelohe tn 9-14, Kivila linn."),
    ("address",    "ул. Тихая 4-22",                 "Мой адрес ул. Тихая 4-22"),
    ("address",    "Paju 6-11",                      "Naaber elab Paju 6-11 ja karjub."),
    ("health",     "autismispekter",                 "Pojal on autismispekter."),
    ("health",     "болезнь Паркинсона",             "У отца болезнь Паркинсона."),
    ("health",     "dementia",                       "My mother has dementia."),
    ("health",     "sügav puue",                     "Abikaasal on sügav puue."),
    ("name",       "Leida Raudkats",                 "Minu ema Leida Raudkats elab hooldekodus."),
    ("name",       "Leida Raudkatsile",              "Andsin Leida Raudkatsile teada."),
    ("name",       "Ракитин Виктор Павлович",        "Мой отец Ракитин Виктор Павлович болен."),
    ("name",       "Philippa Arkwright-Dunne",       "Kind regards,\nPhilippa Arkwright-Dunne"),
    ("child_name", "Kenneth",                        "Poeg Kenneth ei käi koolis."),
    ("child_name", "Тимофей",                        "Мой сын Тимофей, 11 лет, живёт у отца."),
    ("child_name", "Zuzanna",                        "my daughter Zuzanna, who uses a wheelchair"),
)
# As people write: small letters, pet names, initials, other tongues; none of the wordings may stay, nothing else may go.
WRITTEN = (
    ("Minu tütretütar Emma-Lotta ja tema vend Hugo elavad meie juures.", ["Emma-Lotta", "Hugo"]),
    ("Palun võtke ühendust minu esindaja Kalju Randmaaga.", ["Kalju Randmaaga"]),
    ("tere, olen liisa vahter ja elan narva mnt 12-4, tallinn", ["liisa vahter", "narva mnt 12-4"]),
    ("Lapse ema on Jekaterina Smirnova (s. 03.05.1990), isa Aleksei Smirnov.", ["Jekaterina Smirnova", "03.05.1990", "Aleksei Smirnov"]),
    ("Elame Lääne-Virumaal Haljala vallas Kandle külas Männiku talus.", ["Männiku talus"]),
    ("Andsin paberid Sillale ja Kasele, aga Kask ütles, et Mati Sild peab otsustama.", ["Mati Sild"]),
    ("Naabrimees Õunapuu peksab oma koera ja vahel ka poega Ericut.", ["Õunapuu", "Ericut"]),
    ("Teavitan, et tüdruk nimega Katarina Vähk, sündinud 2015, on kadunud.", ["Katarina Vähk"]),
    ("Õpilane Kaur-Sten Allik 5.b klassist puudub juba kuu aega.", ["Kaur-Sten Allik"]),
    ("Mu vanaema, proua Salme Tark, sai 95.", ["Salme Tark"]),
    ("kas minu mehe toetus on makstud? mehe nimi on aleksandr petrov, isikukood 38807050003", ["aleksandr petrov", "38807050003"]),
    ("Meie pere: Kristi, Jaan ja lapsed Lisandra (4), Ruuben (7) ning beebi Õnnela.", ["Kristi", "Jaan", "Lisandra", "Ruuben", "Õnnela"]),
    ("Lugupidamisega\nT. Kuuseok", ["T. Kuuseok"]),
    ("Parimat\nKadri-Ann\n+372 53 000 012", ["Kadri-Ann", "+372 53 000 012"]),
    ("Eestkostetav on Ülo Nõmm ja eestkostja Hiie Nõmm.", ["Ülo Nõmm", "Hiie Nõmm"]),
    ("Arve tuli ema nimele (Heljo Tamberg), maksin mina.", ["Heljo Tamberg"]),
    ("Моя дочь Ксения Андреевна и внук Платоша живут на ул. Пушкина, д. 5, кв. 3.", ["Ксения Андреевна", "Платоша", "ул. Пушкина, д. 5, кв. 3"]),
    ("Соседка Наталья Викторовна Кузнецова сказала, что Кузнецов-старший бьёт детей.", ["Наталья Викторовна Кузнецова", "Кузнецов-старший"]),
    ("Прошу связаться с моим мужем Игорем Лапиным по телефону 55 123 456.", ["Игорем Лапиным", "55 123 456"]),
    ("меня зовут ольга, сына зовут матвей, ему 8 лет", ["ольга", "матвей"]),
    ("Воспитатель Людмила П. оставила Артёмку одного.", ["Людмила П", "Артёмку"]),
    ("Отчим, Бондаренко Сергей, пьёт. Бондаренко уже судили.", ["Бондаренко Сергей", "Бондаренко"]),
    ("menja zovut Jelena Sokolova, muz Vladimir Sokolov bolen", ["Jelena Sokolova", "Vladimir Sokolov"]),
    ("Я, Шевченко Т.Г., прошу пересчитать. С уважением, Т. Г. Шевченко", ["Шевченко Т.Г", "Т. Г. Шевченко"]),
    ("My son Theo and his half-sister Isla Rowntree were left with a stranger called Gavin.", ["Theo", "Isla Rowntree", "Gavin"]),
    ("Please call Mrs O'Sullivan or her husband Padraig on +353 87 123 4567.", ["O'Sullivan", "Padraig", "+353 87 123 4567"]),
    ("i am maria gonzalez and my baby lucas needs help", ["maria gonzalez", "lucas"]),
    ("We live at Vabaduse pst 118a-23, 10921 Tallinn.", ["Vabaduse pst 118a-23"]),
    ("Hooldaja Viive võttis isa pangakaardi, PIN oli paberil.", ["Viive"]),
    ("Korteris Sõpruse 210-88 elab perekond Jallai, lapsed nutavad öösiti.", ["Sõpruse 210-88", "Jallai"]),
    ("Mein Nachbar Herr Wiesinger schlägt seinen Sohn Malte.", ["Wiesinger", "Malte"]),
    ("Isäni Veikko Mäkinen asuu Pärnussa, osoite Riia mnt 33-2.", ["Veikko Mäkinen", "Riia mnt 33-2"]),
    ("Manam dēlam Kārlim ir autisms, sieva Inta strādā.", ["Kārlim", "autisms", "Inta"]),
    ("Saatsin kirja ka aadressile jaan.tamm77@gmail.example ja mari_k@hot.example.", ["jaan.tamm77@gmail.example", "mari_k@hot.example"]),
    ("Pass nr KD1234567, ID-kaart AB0987654, kohtuasi 2-25-4471.", ["KD1234567", "AB0987654", "2-25-4471"]),
    ("Tema isikukood on 388 0705 0003 ja konto EE38 2200 2210 2014 5685.", ["388 0705 0003", "EE38 2200 2210 2014 5685"]),
    ("Poisi nimi on vist Rainar, perenime ei tea.", ["Rainar"]),
    ("Kirjutas Maret (lapse vanaema) ja ütles et Kaspar ei söö.", ["Maret", "Kaspar"]),
    ("Nõukogude tn 5 majas, kolmandal korrusel korteris 14.", ["Nõukogude tn 5"]),
    ("Sotsiaaltöötaja Merle Kask Saue vallast oli viisakas.", []),
    ("Minister Signe Riisalo ütles intervjuus, et raha on.", []),
    ("Tallinna Lasteaed Kelluke asub Kelluka tänaval.", []),
    ("Õpetaja Laur on range, aga direktor Tamm ei sekku.", ["Laur", "Tamm"]),
    ("Isa: Toomas Luht, tel 5567 8123, ema: Kai Luht.", ["Toomas Luht", "5567 8123", "Kai Luht"]),
    ("vanaema liidia ootab vastust, ta elab paide linnas pärnu tn 7", ["liidia"]),
    ("Hr Pärna ja pr Lepp vaidlevad lapse Joosepi üle.", ["Pärna", "Lepp", "Joosepi"]),
    ("Kohtutäitur Elin Vilippus arestis konto.", []),
    ("Õhtul tuli meie juurde Trevorko, kellel polnud kindaid.", ["Trevorko"]),
    ("Naabripoiss ütles, et Liivamägi lõi teda.", ["Liivamägi"]),
    ("kaskede pere lapsed on üksi, vanem on mattias ja väiksem tütar zelda.", ["kaskede", "mattias", "zelda"]),
    ("Kasupere Tõlvad ei luba mind väravasse.", ["Tõlvad"]),
    ("Врачу Пахомову всё равно, а наш Тимурка плачет.", ["Пахомову", "Тимурка"]),
    ("pishu vam. moj muzh oleg zabral syna ivana", ["oleg", "ivana"]),
    ("Kristofer Roosnurm 11a elab siin.", ["Kristofer Roosnurm"]),
    ("Osoite on Mannerheimintie 5 A 3, Helsinki.", ["Mannerheimintie 5 A 3, Helsinki"]),
    ("poeg siim, tel 569 00 112", ["siim", "569 00 112"]),
    ("Robertam ir 9 gadi, un Guntara mātei ir astma.", ["Robertam", "Guntara", "astma"]),
    ("Vastake küsimustele:\n1. Mitu last on Lasnamäel?\n2. Mitu kohta on Haapsalus?", []),
    ("Sõitsime Boltiga Kohtla-Järvelt Rakverre ja siis Riiga.", []),
    ("Мы живём в Силламяэ, а работаем в Кохтла-Ярве и в Нарве.", []),
    ("Tõlk Nadežda Ivanova ei tulnud.", ["Nadežda Ivanova"]),
    ("tere\nminu nimi on kadi tamberg ja poiss on rando. randol on palavik", ["kadi tamberg", "rando"]),
    ("menja zovut elvira. natalja smirnova bjot doch. dochka polina", ["natalja smirnova", "polina"]),
    ("меня зовут эльвира, а руслан валиев забрал сына.", ["эльвира", "руслан валиев"]),
    ("Коваленко Нина Петровна ждёт ответа.", ["Коваленко Нина Петровна"]),
    ("Kodissa lapset Peppi ja Onni ovat yksin. Pepillä on kuume. Virtasen auto on pihalla. Isä on Jani Virtanen.", ["Peppi", "Pepillä", "Virtasen"]),
    ("Mu väikevend Oti on 4 ja kaksikud Tobi ja Saba on 2.", ["Oti", "Tobi"]),
    ("Tema on Liis Sikk, end. Tammaru.", ["Liis Sikk", "Tammaru"]),
    ("Elan Lille 5–44, Pärnu, endine Nisu 12 – 8. Enne seda Tehnika tn 90 krt 7.", ["Lille 5–44", "Nisu 12 – 8", "Tehnika tn 90 krt 7"]),
    ("Живём: Крейцвальди 9, кв. 2. Раньше живу вормси 8-40", ["Крейцвальди 9, кв. 2", "вормси 8-40"]),
    ("Auto 482 KLM seisis ees, kilomeetreid oli 300 EUR eest.", ["482 KLM"]),
    ("Maksti 5 300 195 eurot, hind oli 5300-5400 eurot.", []),
    ("Toimik 2-26-10447 on Tartus.", ["2-26-10447"]),
    ("Victim Support moved to Tallinn.", []),
    ("Он уехал в Грузию и в Португалию.", []),
)
LEFT_ALONE = (
    "Helistage 112 või 116 111.",
    "Kriminaalasi nr 26230099117 on lõpetatud.",
    "Mees on vahi all, ta vahistati reedel.",
    "Gustav Adolfi Gümnaasium ja Miina Härma Gümnaasium said uue õpetaja.",
    "Registrikood 70001975, viit 5.1-3/20417-1.",
    "Sireli Hooldekodu OÜ asub Kivila linnas.",
    "Palun vastake Sotsiaalkindlustusameti kodulehe kaudu esmaspäeval, 12. oktoobril.",
    "Kirjutage info@vald.example.",
    "Tallinna Lastehaigla ja Tartu Ülikool tegid koostööd.",
    "Raske puudega lapsed vajavad hoidu.",
    "Департамент социального страхования находится в Таллинне.",
)
# fmt: on


@pytest.mark.parametrize(("type_", "wording", "letter"), FOUND)
def test_personal_data_are_found_and_masked(type_: str, wording: str, letter: str) -> None:
    found = told(letter)
    assert Found(type_, wording) in found.personal_data
    assert wording not in found.masked


@pytest.mark.parametrize(("letter", "wordings"), WRITTEN)
def test_names_are_masked_however_they_are_written(letter: str, wordings: list[str]) -> None:
    masked = told(letter, sender_name="").masked
    assert [one for one in wordings if one in masked] == []
    if not wordings:
        assert masked == letter


@pytest.mark.parametrize("letter", LEFT_ALONE)
def test_what_is_public_stays_readable(letter: str) -> None:
    assert told(letter).masked == letter


def test_every_type_of_the_contract_is_tried() -> None:
    from reading.personal import LISTED

    assert {type_ for type_, _, _ in FOUND} == set(LISTED)


def test_one_person_has_one_mark_in_every_case() -> None:
    found = told(
        "Palusin Maarika Tuulelt abi. Maarika lubas vastata. Maarikale helistasin ja Tuule vastas.", sender_name=""
    )
    assert found.masked == "Palusin [nimi 1] abi. [nimi 1] lubas vastata. [nimi 1] helistasin ja [nimi 1] vastas."


def test_two_persons_of_one_family_have_two_marks() -> None:
    masked = told("Minu ema Leida Raudkats on haige.\nLugupidamisega\nAnneli Raudkats").masked
    assert "[nimi 1]" in masked
    assert "[nimi 2]" in masked


def test_the_writers_name_is_known_from_the_header() -> None:
    assert told("palun vastake\nkaarup", sender_name="Ann Kaarup").masked == "palun vastake\n[nimi 1]"


def test_an_official_in_office_is_not_masked() -> None:
    letter = "Minuga suhtles lastekaitsespetsialist Riin Kasemets ja lubas aidata."
    assert told(letter).masked == letter


def test_an_authoritys_official_is_not_masked_in_the_own_letter() -> None:
    letter = "Palume vastust.\nKristi Paasrand"
    assert told(letter, sender="kristi.paasrand@oiguskantsler.ee", sender_name="Kristi Paasrand").masked == letter


def test_subject_quotes_attachments_and_file_names_are_searched() -> None:
    page = Page(
        sender="a@mail.example",
        subject="Kaebus: Leida Raudkats",
        text="Vaata manust.",
        body="Vaata manust.\n> Helistage 5300 0118",
        attachments=(("Taotlus_Kaarel_Kask.pdf", "Isikukood 61402010004"),),
    )
    texts = {found.text for found in understand(page, SENDERS).personal_data}
    assert {"Leida Raudkats", "5300 0118", "Kaarel Kask", "61402010004"} <= texts


def test_a_number_with_a_wrong_check_digit_is_masked_only_where_it_is_called_a_code() -> None:
    assert not is_personal_code("61402010005")
    assert told("viitenumber 61402010005").masked == "viitenumber 61402010005"
    assert told("isikukood 61402010005").masked == "isikukood [isikukood]"


def test_masking_bridges_a_line_end_and_ignores_letter_case() -> None:
    assert mask("LEIDA\nRAUDKATS tuli", (Found("name", "Leida Raudkats"),)) == "[nimi 1] tuli"


def test_a_line_of_the_log_keeps_its_words_but_no_data() -> None:
    line = "case 26-0142 from 61402010004@eesti.ee tel +372 5300 0118 code 61402010004 EE382200221020145685"
    assert mask_for_log(line) == "case 26-0142 from [e-post] tel [telefon] code [isikukood] [IBAN]"


@pytest.mark.parametrize("words", [
    "Vastame Teile.", "Küsime Teilt.", "Austame Teid.", "Täname Teid. Anname Teile teada.", "Отвечаем Вам.", "Благодарим Вас.", "Wir danken Ihnen.",
])  # fmt: skip
def test_a_polite_word_with_a_capital_is_no_name(words: str) -> None:
    assert [one.text for one in places(clean(words)) if one.type in ("name", "child_name")] == []


@pytest.mark.parametrize("word", ["Millal", "Milleks", "Miks", "Võib-olla", "Kuidas", "Aga", "Kuna", "Когда", "Почему", "Впрочем", "When", "Although"])
@pytest.mark.parametrize("after", ["", " Minu nimi on Milla Kuusk."])
def test_a_small_word_that_begins_a_sentence_is_no_name(word: str, after: str) -> None:
    text = f"Tere!\n\n{word} te vastate?{after}"
    assert word in understand(Page(text=text), SENDERS).masked


def test_a_first_name_written_like_a_small_word_is_masked_before_its_surname() -> None:
    assert "Miks" not in understand(Page(text="Labdien!\n\nAr cieņu\nMiks Kalniņš"), SENDERS).masked
