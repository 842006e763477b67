"""The language of a letter, by script, small words and pycld2."""

import pytest

from reading.language import in_latin_letters, language
from rules.kinds import Language

# fmt: off
HEARD = (
    ("Tere, kas saate öelda, millal toetus laekub?",                        "et"),
    ("Tere kas saate oelda millal puue ule vaadatakse ja mis otsus tuli",   "et"),
    ("Здравствуйте, когда будет ответ?",                                    "ru"),
    ("Жду ответа",                                                          "ru"),
    ("privet menja zovut Sergei, moj syn ne hodit v shkolu chto delat",     "ru"),
    ("Zdravstvujte, kogda vy otvetite na moj vopros?",                      "ru"),
    ("papa pjanyj begaet s nozhom, my s sestroj zaperlis v komnate, pomogite",  "ru"),  # pycld2 hears English
    ("Zdravstvuite, pishu latinicei, net russkoi klaviatury. V pod'ezde malchik", "ru"),
    ("Please tell me who is responsible for this home.",                    "en"),
    ("Guten Tag, ich warte seit Wochen auf Ihre Antwort.",                  "de"),
    ("Hei, odotan vastausta hakemukseeni.",                                 "fi"),
    ("Labdien, kad jūs atbildēsiet uz manu iesniegumu?",                    "lv"),
    ("Добрий день, моя дитина не має місця в дитячому садку, є допомога?",  "und"),
    ("",                                                                    "und"),
    ("12345 :-)",                                                           "und"),
)
# fmt: on


@pytest.mark.parametrize(("words", "code"), HEARD)
def test_the_language_is_heard(words: str, code: str) -> None:
    assert language(words).value == code


def test_a_letter_without_words_is_heard_by_its_subject() -> None:
    assert language("5300 0118", "Küsimus hooldekodu kohta") is Language.ESTONIAN


def test_russian_in_latin_letters_is_noticed() -> None:
    words = "pomogite pozhaluista, moj syn doma odin"
    assert language(words) is Language.RUSSIAN
    assert in_latin_letters(words, Language.RUSSIAN)
    assert not in_latin_letters("помогите пожалуйста", Language.RUSSIAN)


def test_control_signs_do_not_silence_it() -> None:
    assert language("Tere\x00 palun\x07 vastake mulle\u200b kirjalikult") is Language.ESTONIAN
