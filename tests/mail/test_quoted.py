"""New words told from old, in the ways mail programs quote, in six languages; nobody's own words are lost."""

import time

import pytest

from mail.html import read_page
from mail.quoted import new_words
from mail.read import read_letter

OWN = {
    "et": "Tere!\n\nAitäh vastuse eest, aga küsimus jäi lahtiseks.\n\nLugupidamisega\nTiiu Tamm",
    "ru": "Добрый день!\n\nСпасибо за ответ, но вопрос остался.\n\nС уважением,\nТиина",
    "en": "Hello,\n\nThank you, but my question is still open.\n\nKind regards\nTina",
    "de": "Guten Tag,\n\nvielen Dank, aber die Frage bleibt offen.\n\nMit freundlichen Grüßen\nTina",
    "fi": "Hei,\n\nkiitos, mutta kysymykseni on yhä auki.\n\nTerveisin\nTiina",
    "lv": "Labdien!\n\nPaldies, bet jautājums paliek.\n\nAr cieņu\nTīna",
}
OLD = "Lugupeetud Tiiu Tamm\n\nTeie kiri on registreeritud. Vastame 21.10.2026.\n\nMari Mets"
QUOTED = "\n".join(f"> {line}".rstrip() for line in OLD.split("\n"))

# fmt: off
OUTLOOK = {
    "et": "Saatja: Amet <info@amet.example>\nSaadetud: kolmapäev, 23. september 2026 15:08\nAdressaat: Tiiu Tamm <tiiu@kodu.example>\nTeema: RE: Kaebus",
    "et bold": "*Saatja:* Amet <info@amet.example>\n*Saadetud:* 23. september 2026 15:08\n*Adressaat:* Tiiu Tamm\n*Teema:* RE: Kaebus",
    "et kellelt": "Kellelt: Amet\nSaatmisaeg: 23.09.2026 15:08\nKellele: Tiiu Tamm\nTeema: Kaebus",
    "ru": "От: Amet <info@amet.example>\nОтправлено: 23 сентября 2026 г. 15:08\nКому: Тиина\nТема: RE: Жалоба",
    "en": "From: Amet <info@amet.example>\nSent: Wednesday, September 23, 2026 3:08 PM\nTo: Tina <tina@home.example>\nCc: Ants\nSubject: RE: Complaint",
    "de": "Von: Amet <info@amet.example>\nGesendet: Mittwoch, 23. September 2026 15:08\nAn: Tina\nBetreff: AW: Beschwerde",
    "fi": "Lähettäjä: Amet <info@amet.example>\nLähetetty: keskiviikko 23. syyskuuta 2026 15.08\nVastaanottaja: Tiina\nAihe: VS: Valitus",
    "lv": "No: Amet <info@amet.example>\nNosūtīts: trešdiena, 2026. gada 23. septembris 15:08\nKam: Tīna\nTēma: RE: Sūdzība",
    "et line": "________________________________\nSaatja: Amet <info@amet.example>\nSaadetud: 23. september 2026 15:08\nAdressaat: Tiiu\nTeema: Kaebus",
    "et separator": "-----Algne sõnum-----\nSaatja: Amet\nSaadetud: 23.09.2026 15:08\nAdressaat: Tiiu\nTeema: Kaebus",
    "en separator": "-----Original Message-----\nFrom: Amet\nSent: 23 September 2026 15:08\nTo: Tina\nSubject: Complaint",
    "de separator": "-----Ursprüngliche Nachricht-----\nVon: Amet\nGesendet: 23.09.2026 15:08\nAn: Tina\nBetreff: Beschwerde",
    "ru separator": "-------- Исходное сообщение --------\nОт: Amet\nДата: 23.09.2026 15:08\nКому: Тиина\nТема: Жалоба",
    "et samsung": "-------- Algne sõnum --------\nSaatja: Amet <info@amet.example>\nKuupäev: 12.10.26 09:41 (GMT+02:00)\nAdressaat: tiiu@kodu.example\nTeema: Re: Kaebus",
    "et many to": "Saatja: Amet\nSaadetud: 23. september 2026 15:08\nAdressaat: Tiiu Tamm;\n  Ants Tamm;\n  Mari Mets\nTeema: Kaebus",
}
ATTRIBUTIONS = {
    "et gmail": "Kontakt Amet (<info@amet.example>) kirjutas kuupäeval K, 23. september 2026\nkell 15:08:",
    "et gmail short": "Amet <info@amet.example> kirjutas kuupäeval K, 23. september 2026 kell 15:08:",
    "et thunderbird": "23.09.2026 15:08 Amet kirjutas:",
    "et thunderbird address": "Amet kirjutas 23.09.2026 kell 15:08:",
    "et apple": "Amet <info@amet.example> kirjutas 23. september 2026 kell 15:08:",
    "en gmail": "On Wed, Sep 23, 2026 at 3:08 PM Amet <info@amet.example> wrote:",
    "en gmail wrapped": "On Wed, Sep 23, 2026 at 3:08 PM Amet of the Supervision Unit <\ninfo@amet.example> wrote:",
    "en apple": "On 23 Sep 2026, at 15:08, Amet <info@amet.example> wrote:",
    "en thunderbird": "On 23/09/2026 15:08, Amet wrote:",
    "ru gmail": "ср, 23 сент. 2026 г. в 15:08, Amet <info@amet.example>:",
    "ru mail.ru": "Среда, 23 сентября 2026, 15:08 +03:00 от Amet <info@amet.example>:",
    "ru yandex": "23.09.2026, 15:08, \"Amet\" <info@amet.example>:",
    "ru thunderbird": "23.09.2026 15:08, Amet пишет:",
    "ru apple": "23 сент. 2026 г., в 15:08, Amet <info@amet.example> написал(а):",
    "de gmail": "Am Mi., 23. Sept. 2026 um 15:08 Uhr schrieb Amet <info@amet.example>:",
    "de apple": "Am 23.09.2026 um 15:08 schrieb Amet <info@amet.example>:",
    "fi gmail": "ke 23. syysk. 2026 klo 15.08 Amet (info@amet.example) kirjoitti:",
    "lv gmail": "trešd., 2026. g. 23. sept., plkst. 15:08 — lietotājs Amet (<info@amet.example>) rakstīja:",
    "name only": "Amet kirjutas:",
}
# fmt: on


@pytest.mark.parametrize("name", OUTLOOK)
def test_a_letter_below_a_block_of_headers_is_old(name: str) -> None:
    own = OWN[name[:2]]
    assert new_words(f"{own}\n\n{OUTLOOK[name]}\n\n{OLD}") == own


@pytest.mark.parametrize("name", ATTRIBUTIONS)
def test_quoted_lines_below_an_attribution_are_old(name: str) -> None:
    own = OWN.get(name[:2], OWN["et"])
    assert new_words(f"{own}\n\n{ATTRIBUTIONS[name]}\n\n{QUOTED}") == own


@pytest.mark.parametrize("name", ["et gmail", "en gmail", "ru mail.ru", "de gmail"])
def test_words_below_the_quoted_lines_are_new(name: str) -> None:
    assert new_words(f"{ATTRIBUTIONS[name]}\n{QUOTED}\n\n{OWN['et']}") == OWN["et"]


def test_answers_between_quoted_lines_are_kept() -> None:
    text = f"{ATTRIBUTIONS['en gmail']}\n> Kas te elate Tartus?\nEi, Valgas.\n> Kas lapsi on mitu?\nKaks last.\n"
    assert new_words(text) == "Ei, Valgas.\nKaks last."


def test_quoted_lines_of_a_reply_need_no_attribution() -> None:
    assert new_words("> Kas te elate Tartus?\n\nEi, Valgas.", reply=True) == "Ei, Valgas."


# fmt: off
OWN_WORDS = {
    "a line that begins with From":        "From: mulle tundub, et see on vale.\nSee on minu enda lause.",
    "a line that begins with Saatja":      "Saatja: Tiiu Tamm\nAadress: Pärna 1\nPalun vastake kirjale.",
    "a list with arrows":                  "Palun:\n> vaadake üle otsus\n> saatke koopia\nAitäh!",
    "a told date and a colon":             "Ants kirjutas mulle 23.09.2026:\nMa ei tule enam.\nSee on minu lugu edasi.",
    "dashes between paragraphs":           "Esimene lõik.\n--\nTeine lõik on pikk ja jätkub siin mitmekümne sõnaga, et keegi ei peaks seda allkirjaks pidama kunagi.\nKolmas.",
    "a form filled in":                    "Nimi: Tiiu Tamm\nKuupäev: 23.09.2026\nTeema: toetus\nSõnum: palun abi.",
    "the word wrote in a sentence":        "Vald kirjutas:\nabi ei anta.\nMa ei ole sellega nõus.",
    "a rule of signs":                     "Punkt 1\n----------\nPunkt 2",
    "to whom and about what":              "Kellele: juhataja\nTeema: kaebus\nKuupäev: 1.10.2026\nMina, Tiiu, kaeban.",
}
# fmt: on


@pytest.mark.parametrize("name", OWN_WORDS)
def test_the_writers_own_words_are_never_folded(name: str) -> None:
    assert new_words(OWN_WORDS[name]) == OWN_WORDS[name]


def test_a_letter_of_old_words_only_is_kept_whole() -> None:
    text = f"{OUTLOOK['et separator']}\n\n{OLD}"
    assert new_words(text) == text


def test_what_is_written_above_a_forwarded_letter_is_new() -> None:
    text = f"Edastan naabri kirja.\n\n---------- Forwarded message ---------\nSaatja: Ants\nDate: 1.10.2026\n\n{OLD}"
    assert new_words(text) == "Edastan naabri kirja."


@pytest.mark.parametrize(
    "line",
    [
        "Saadetud minu iPhone'ist",
        "Sent from my Samsung Galaxy smartphone.",
        "Отправлено с iPhone",
        "Отправлено из мобильной Почты Mail.ru",
        "Von meinem iPhone gesendet",
        "Lähetetty iPhonesta",
        "Get Outlook for Android",
        "Hankige Outlook for iOS",
    ],
)
def test_the_line_a_phone_adds_is_no_word_of_the_writer(line: str) -> None:
    assert new_words(f"{OWN['et']}\n\n{line}\n") == OWN["et"]


def test_a_signature_below_two_dashes_and_a_space_is_left_out() -> None:
    assert new_words("Palun vastake.\n\n-- \nTiiu Tamm\nOÜ Tamm\n5555 0000") == "Palun vastake."


# fmt: off
PAGES = {
    "gmail": '<div>Uus küsimus.</div><br><div class="gmail_quote"><div class="gmail_attr">Amet &lt;<a href="mailto:info@amet.example">info@amet.example</a>&gt; '
             'kirjutas kuupäeval K, 23. september 2026 kell 15:08:<br></div><blockquote class="gmail_quote"><p>Vana tekst.</p></blockquote></div>',
    "apple": '<div>Uus küsimus.</div><div><br><blockquote type="cite"><div>On 23 Sep 2026, at 15:08, Amet &lt;info@amet.example&gt; wrote:</div><br><div>Vana tekst.</div>'
             "</blockquote></div>",
    "outlook": '<p>Uus küsimus.</p><div style="border-top:solid #E1E1E1 1.0pt"><p><b>Saatja:</b> Amet &lt;info@amet.example&gt;<br><b>Saadetud:</b> kolmapäev, 23. september '
               "2026 15:08<br><b>Adressaat:</b> Tiiu<br><b>Teema:</b> Kaebus</p></div><p>Vana tekst.</p>",
    "yandex": "<div>Uus küsimus.</div><div>23.09.2026, 15:08, \"Amet\" &lt;info@amet.example&gt;:</div><blockquote><p>Vana tekst.</p></blockquote>",
    "thunderbird": '<p>Uus küsimus.</p><div class="moz-cite-prefix">23.09.2026 15:08 Amet kirjutas:<br></div><blockquote type="cite"><p>Vana tekst.</p></blockquote>',
}
# fmt: on


@pytest.mark.parametrize("program", PAGES)
def test_quoted_blocks_of_a_page_are_old(program: str) -> None:
    head = b"From: a@kodu.example\r\nContent-Type: text/html; charset=utf-8\r\nIn-Reply-To: <a@amet.example>\r\n\r\n"
    assert read_letter(head + PAGES[program].encode()).new_text == "Uus küsimus."


def test_an_indented_block_of_the_writers_own_page_is_kept() -> None:
    page = read_page("<p>Palun lugege:</p><blockquote><p>See on minu enda lõik.</p></blockquote>")
    assert "See on minu enda lõik." in new_words(page.marked)


@pytest.mark.parametrize(
    "text",
    [
        "> " * 100_000,
        "On Mon 1.1.2026 a@b.ee wrote:\n" * 9_000,
        "1." * 100_000 + ":\n> a",
        ("Aa a a " * 50 + ":\n> a\n\n") * 5_000,
        "-" * 400_000,
        "From: a\n" * 19_000,
    ],
    ids=["marks", "attributions", "dates", "sentences", "dashes", "headers"],
)
def test_folding_takes_time_in_proportion_to_the_text(text: str) -> None:
    began = time.process_time()
    new_words(text)
    assert time.process_time() - began < 2
