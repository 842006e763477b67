"""Estonian, Latvian and Russian letters come out right whatever the octets are said to be."""

import pytest

from mail.charsets import clean, decode, guess, one_line

TEXTS = {
    "et": "Tere! Palun vastake minu märgukirjale. Lasteaias ei ole piisavalt õpetajaid. Šokolaad, žanr, õigus, küsimus, pöördumine.",
    "ru": "Здравствуйте! Прошу ответить на моё обращение. Ребёнок не получает помощь.",
    "lv": "Labdien! Lūdzu atbildiet uz manu vēstuli, bērns nesaņem palīdzību.",
    "mixed": "Dear officer, прошу ответить на моё обращение о ребёнке. Regards",
}
CODE_PAGES = {
    "et": ("utf-8", "cp1257", "iso8859-15", "iso8859-13", "cp1252"),
    "ru": ("utf-8", "cp1251", "koi8-r", "iso8859-5", "cp866"),
    "lv": ("utf-8", "cp1257", "iso8859-13"),
    "mixed": ("utf-8", "cp1251", "koi8-r"),
}


@pytest.mark.parametrize("cut", [None, 60])
@pytest.mark.parametrize(
    ("language", "page"), [(language, page) for language, pages in CODE_PAGES.items() for page in pages]
)
def test_undeclared_octets_are_read_right(language: str, page: str, cut: int | None) -> None:
    octets = TEXTS[language][:cut].encode(page, "ignore")
    assert guess(octets) == octets.decode(page)


@pytest.mark.parametrize(
    ("words", "page"),
    [
        *((words, page) for words in ("Фото.jpg", "Жалоба", "Договор 5.pdf", "Справка об Иванове.docx", "г. Кивила, ул. Тихая 4") for page in ("cp1251", "koi8-r", "cp866")),
        *((words, "cp1257") for words in ("KÜTTEPUUD", "JÄÄB VEEL", "šokk.pdf", "Sūdzība", "Karistusseadustiku § 121", "hind 189 €")),
        *((words, "cp1252") for words in ("Grüße", "Pöördumine.docx", "KAS SEE ON ÕIGE")),
    ],
)
def test_a_few_undeclared_words_are_read_right(words: str, page: str) -> None:
    assert guess(words.encode(page)) == words


@pytest.mark.parametrize(
    "label",
    [
        "hex",
        "zip",
        "idna",
        "undefined",
        "unicode_escape",
        "punycode",
        "x-unknown",
        "",
        "rot13",
        "base64",
        "utf-8\0",
        "a" * 5_000,
    ],
)
def test_a_label_that_is_no_charset_does_no_harm(label: str) -> None:
    assert decode(TEXTS["et"].encode(), label)[0] == TEXTS["et"]


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1257", "cp1257"),
        ("KOI8-R", "koi8-r"),
        ("iso-8859-1", "cp1252"),
        ("ks_c_5601-1987", "cp949"),
        ("iso-2022-jp", "iso-2022-jp"),
        ("gb2312", "gb18030"),
    ],
)
def test_a_true_label_is_believed(label: str, codec: str) -> None:
    text = {
        "cp949": "안녕하세요 질문",
        "iso-2022-jp": "お問い合わせ",
        "gb18030": "你好世界",
        "koi8-r": TEXTS["ru"],
        "cp1252": "Mari über Köln, façade",
    }.get(codec, TEXTS["lv"])
    assert decode(text.encode(codec), label) == (text, "")


def test_a_false_western_label_yields_to_plain_signs_of_another() -> None:
    assert decode("Šveitsi žürii tõi õigust".encode("cp1257"), "iso-8859-1") == (
        "Šveitsi žürii tõi õigust",
        "charset_wrong",
    )
    assert decode(TEXTS["ru"].encode("cp1251"), "windows-1252") == (TEXTS["ru"], "charset_wrong")
    assert decode("Það er góð þýðing".encode("cp1252"), "iso-8859-1") == ("Það er góð þýðing", "")


def test_a_clean_text_has_no_nul_surrogate_or_control_sign() -> None:
    assert clean("a\0b\x07c\ud800d\r\ne\rf\tg") == "abc\ufffdd\ne\nf\tg"
    assert one_line(" a\r\n b\tc ") == "a b c"
