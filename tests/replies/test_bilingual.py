"""The Estonian letter with a courtesy translation below it (KeeleS § 12)."""

import pytest

from replies.library import Library, MissingFact
from replies.samples import sample_facts
from rules.kinds import Language

LIBRARY = Library()
ET, RU, EN = Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH


def test_an_estonian_reader_gets_the_estonian_letter_alone() -> None:
    facts = sample_facts("answer")

    assert LIBRARY.render_bilingual("answer", ET, facts) == LIBRARY.render("answer", ET, facts)


def test_a_russian_reader_gets_the_estonian_text_and_a_translation_below_it() -> None:
    facts = sample_facts("receipt")

    letter = LIBRARY.render_bilingual("receipt", RU, facts)

    assert letter.subject == "Teie pöördumine on kätte saadud (26-0142) / Ваше обращение получено (26-0142)"
    places = [
        letter.text.index(part)
        for part in (
            "Перевод на русский язык находится ниже",
            LIBRARY.render("receipt", ET, facts).text,
            "Официальным является текст на эстонском языке (KeeleS § 12).",
            LIBRARY.render("receipt", RU, facts).text,
        )
    ]
    assert places == sorted(places)


def test_a_german_reader_gets_german_below_the_estonian_text() -> None:
    letter = LIBRARY.render_bilingual("receipt", Language.GERMAN, sample_facts("receipt"))

    assert "Maßgeblich ist der estnische Text (KeeleS § 12)." in letter.text
    assert letter.text.startswith("Wenn Leben oder Gesundheit eines Kindes in Gefahr ist")
    assert '<div lang="de">' in letter.html


@pytest.mark.parametrize("language", [EN, Language.FINNISH, Language.LATVIAN, Language.UNKNOWN])
def test_readers_of_a_language_we_do_not_write_get_english(language: Language) -> None:
    facts = sample_facts("receipt")

    assert (
        "The Estonian text is the official one (KeeleS § 12)."
        in LIBRARY.render_bilingual("receipt", language, facts).text
    )


def test_each_part_of_the_page_says_its_language() -> None:
    html = LIBRARY.render_bilingual("receipt", RU, sample_facts("receipt")).html

    assert [html.count(f'<div lang="{language}">') for language in (ET, RU)] == [1, 2]


def test_what_a_person_wrote_is_not_passed_off_as_a_translation() -> None:
    with pytest.raises(MissingFact) as missing:
        LIBRARY.render_bilingual("answer", RU, sample_facts("answer"))

    assert (missing.value.name, missing.value.language) == ("substance", RU)


def test_a_translation_brings_its_own_words() -> None:
    letter = LIBRARY.render_bilingual("answer", RU, sample_facts("answer"), translated={"substance": "Вот ответ."})

    assert letter.text.count("Siin on vastuse sisu.") == 1
    assert letter.text.count("Вот ответ.") == 1
    assert letter.text.index("Siin on vastuse sisu.") < letter.text.index("Вот ответ.")
