"""The kind of a letter: its own words, the order of strictness, who writes."""

import pytest

from tests.reading.pages import told

# fmt: off
PLAIN = (
    ("vaie",                  "Esitan vaide teie 2. septembri otsusele nr 3-1/22. Palun see tühistada."),
    ("vaie",                  "Ma ei ole teie otsusega nõus ja palun selle ümber vaadata."),
    ("vaie",                  "Не согласна с вашим решением об отказе в пособии, прошу его отменить."),
    ("vaie",                  "I disagree with your decision and ask you to annul it."),
    ("teabenoue",             "Palun saatke mulle 2025. aasta järelevalveaktide koopiad."),
    ("teabenoue",             "Прошу выслать копию договора с домом попечения."),
    ("teabenoue",             "Under the Public Information Act please send me the inspection reports."),
    ("andmesubjekti_taotlus", "Palun väljastada kõik minu kohta kogutud isikuandmed."),
    ("andmesubjekti_taotlus", "Прошу сообщить, кто смотрел мои персональные данные."),
    ("andmesubjekti_taotlus", "Please delete my data under Article 17 GDPR."),
    ("kaebus",                "Kaebus: hooldekodus ei vahetata voodipesu. Palun kontrollige."),
    ("kaebus",                "Жалоба на работника. На письма не отвечает. Прошу принять меры."),
    ("kaebus",                "I want to complain: nobody answers my letters. Please look into it."),
    ("selgitustaotlus",       "Palun selgitage, kuidas taotleda hoolduspere staatust."),
    ("selgitustaotlus",       "Подскажите, пожалуйста, какие документы нужны для пенсии?"),
    ("selgitustaotlus",       "Could you explain how long the training of foster families takes?"),
    ("selgitustaotlus",       "Kui kaua on aega otsust vaidlustada ja kuidas vaie esitada?"),
    ("kollektiivne",          "Meie, allakirjutanud lapsevanemad, palume jätta rühm avatuks."),
    ("kollektiivne",          "Мы, нижеподписавшиеся жители дома, просим вернуть автобус."),
    ("kollektiivne",          "We, the undersigned, ask for a second nurse."),
    ("margukiri",             "Teen ettepaneku lisada kodulehele kaart."),
    ("margukiri",             "Предлагаю продлить часы приёма по четвергам."),
    ("margukiri",             "I suggest that the form be translated."),
    ("tanu_tagasiside",       "Tahan tänada teie töötajat lahke abi eest."),
    ("tanu_tagasiside",       "Хочу поблагодарить вашу сотрудницу за доброту."),
    ("tanu_tagasiside",       "I would like to thank the lady at your Pärnu office."),
    ("ajakirjandus",          "Kirjutan lugu hooldekodudest, palun kommentaari reedeks."),
    ("ajakirjandus",          "Я журналист, готовлю материал о приёмных семьях. Прошу ответить на вопросы."),
    ("ajakirjandus",          "I am a freelance journalist working on a story. May I ask for a comment?"),
    ("muu",                   "Special offer for your company: SEO services. Click here or unsubscribe."),
    ("muu",                   "Soovin kandideerida spetsialisti ametikohale, CV on lisatud."),
)
# fmt: on


@pytest.mark.parametrize(("kind", "letter"), PLAIN)
def test_a_plain_letter_has_its_kind_and_a_reason(kind: str, letter: str) -> None:
    found = told(letter)
    assert found.kind == kind
    assert found.kind_reasons


def test_every_kind_but_an_authoritys_inquiry_stands_in_the_table() -> None:
    from rules.kinds import Kind

    assert {kind for kind, _ in PLAIN} == {kind.value for kind in Kind} - {"jarelparimine"}


def test_the_strictest_duty_wins_and_the_others_are_named() -> None:
    found = told("Teen ettepaneku hinda tõsta. Lisaks palun saatke mulle hankelepingu koopia.")
    assert found.kind == "teabenoue"
    assert "margukiri" in found.other_kinds


def test_an_authority_inquires_whatever_it_calls_its_letter() -> None:
    letter = "Palume esitada andmed järelevalve kohta hiljemalt 12. oktoobriks 2026.\nMari Kask\nnõunik"
    found = told(letter, sender="mari.kask@oiguskantsler.ee")
    assert found.kind == "jarelparimine"
    assert found.named_day is not None
    assert found.named_day.isoformat() == "2026-10-12"


def test_an_official_who_wants_the_law_explained_asks_for_an_explanation() -> None:
    letter = "Küsimus: kas vald peab juhtumiplaani koostama ka siis, kui vanem keeldub?"
    assert told(letter, sender="ametnik@elva.ee").kind == "selgitustaotlus"


def test_a_complaint_of_the_municipalitys_decision_is_no_challenge_of_ours() -> None:
    assert told("Ma ei ole valla otsusega nõus. Palun kontrollige valla tegevust.").kind == "kaebus"


def test_machine_mail_is_none_of_the_kinds() -> None:
    from reading.understand import Page, understand
    from tests.reading.pages import SENDERS

    found = understand(Page(text="Kaebus. Olen puhkusel.", body="Olen puhkusel.", automatic=True), SENDERS)
    assert (found.kind, found.expects_reply) == ("muu", False)


@pytest.mark.parametrize(
    ("letter", "expected"),
    [
        ("Tahan tänada teie töötajat.", False),
        ("Palun selgitage mulle pensioni.", True),
        ("Kaebus hooldekodu peale. Vastust ei ole vaja.", False),
        ("Жалоба. Ответ не нужен.", False),
        ("I want to complain about a home. No reply needed.", False),
        ("Teabenõue: palun saatke aktide koopiad. Jään anonüümseks.", True),
    ],
)
def test_an_answer_is_expected_unless_none_is_asked_or_owed(letter: str, expected: bool) -> None:
    assert told(letter).expects_reply is expected
