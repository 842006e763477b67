"""The receipt: it goes out before any person has looked, so it may tell nothing that was found."""

from dataclasses import fields, replace
from datetime import date

import pytest

from replies.catalogue import RECEIPTS
from replies.facts import CaseFacts, OfficeFacts, ReceiptFacts
from replies.library import Library
from replies.samples import CASE, OFFICE
from rules.kinds import Kind, Language

LIBRARY = Library()


def receipt(
    case: CaseFacts, language: Language = Language.ESTONIAN, office: OfficeFacts = OFFICE, **more: object
) -> str:
    letter = LIBRARY.render("receipt", language, {"office": office, "case": case, **more})
    return letter.subject + "\n\n" + letter.text


def test_the_receipt_is_word_for_word_this() -> None:
    assert receipt(CASE) == (
        "Teie pöördumine on kätte saadud (26-0142)\n\n"
        "Kui lapse elu või tervis on ohus, helistage kohe hädaabinumbril 112.\n"
        "Kui laps vajab abi või olete lapse pärast mures, helistage lasteabitelefonil 116 111 (ööpäev läbi).\n\n"
        "Tere\n\n"
        "Oleme Teie pöördumise kätte saanud. Pöördumise number on 26-0142.\n\n"
        "Esialgu käsitame Teie kirja selgitustaotlusena (MSVS § 6). Vastame hiljemalt 8. detsembril 2026. "
        "Kui ametnik hindab kirja teisiti, anname Teile sellest teada.\n\n"
        "Teie kirjaga tegeleb järelevalve talitus (Näidisamet).\n"
        "Telefon: 555 0100\n\n"
        "Kui soovite midagi lisada, vastake sellele e-kirjale ja jätke saaja aadress muutmata. "
        "Nii jõuab täiendus õige pöördumise juurde.\n\n"
        "Palume mitte saata krüpteerimata e-kirjaga tundlikke andmeid, näiteks isikukoode, terviseandmeid "
        "või andmeid laste kohta. Kui selliseid andmeid on vaja edastada, küsige meilt enne, kuidas seda turvaliselt teha.\n\n"
        "Teie isikuandmeid kasutame selleks, et Teie pöördumine lahendada ja Teile vastata. "
        "Andmekaitsetingimused: https://www.amet.example/andmekaitse\n\n"
        "See e-kiri on saadetud automaatselt.\n"
    )


@pytest.mark.parametrize("language", Language)
def test_nothing_that_was_found_changes_the_receipt(language: Language) -> None:
    facts = {"office": OFFICE, "case": CASE}
    found = {
        "child": "immediate_danger",
        "media": ("ajakirjanik küsib",),
        "offence": True,
        "subject": "Laps on keldris",
    }

    assert LIBRARY.render_bilingual("receipt", language, facts | found) == LIBRARY.render_bilingual(
        "receipt", language, facts
    )


def test_a_receipt_knows_five_facts_of_its_case_and_none_of_the_writer() -> None:
    assert [field.name for field in fields(ReceiptFacts)] == ["reference", "kind", "kind_certain", "basis", "answer_by"]


def test_who_wrote_and_who_handles_does_not_change_the_receipt() -> None:
    other = replace(
        CASE,
        correspondent="<b>Keegan Teine</b>",
        their_reference="{{ office }}",
        their_date=date(2026, 1, 2),
        handler_name="Keegi",
        restriction="AK",
    )

    assert receipt(other) == receipt(CASE)


# fmt: off
KINDS = [
    (Kind.MEMORANDUM,   "märgukirjana (MSVS § 6)"),
    (Kind.EXPLANATION,  "selgitustaotlusena (MSVS § 6)"),
    (Kind.INFORMATION,  "teabenõudena (MSVS § 6)"),
    (Kind.COMPLAINT,    "kaebusena (MSVS § 6)"),
    (Kind.INQUIRY,      "järelepärimisena (MSVS § 6)"),
    (Kind.DATA_SUBJECT, "andmesubjekti taotlusena (MSVS § 6)"),
    (Kind.COLLECTIVE,   "mitme inimese ühise pöördumisena (MSVS § 6)"),
    (Kind.THANKS,       "tagasisidena (MSVS § 6)"),
]
# fmt: on


@pytest.mark.parametrize(("kind", "words"), KINDS)
def test_the_kind_stands_in_the_case_its_sentence_asks_for(kind: Kind, words: str) -> None:
    assert f"Esialgu käsitame Teie kirja {words}. Vastame hiljemalt" in receipt(replace(CASE, kind=kind))


@pytest.mark.parametrize(
    "unsure",
    [
        replace(CASE, kind_certain=False),
        replace(CASE, answer_by=None),
        replace(CASE, kind=Kind.CHALLENGE),
        replace(CASE, kind=Kind.PRESS),
        replace(CASE, kind=Kind.OTHER),
    ],
    ids=["unsure", "no date", "vaie", "press", "other"],
)
def test_where_the_kind_is_not_sure_an_official_will_tell(unsure: CaseFacts) -> None:
    text = receipt(unsure)

    assert "Ametnik annab Teile teada, kuidas ja millal Teie kirjale vastatakse.\n" in text
    assert "käsitame" not in text
    assert "detsember" not in text


def test_the_emergency_numbers_come_first_in_every_receipt_and_language() -> None:
    for language in Language:
        for reply in ("receipt", "receipt_press"):
            first, second = LIBRARY.render_bilingual(reply, language, {"office": OFFICE, "case": CASE}).text.split(
                "\n"
            )[:2]
            assert "112" in first
            assert "116 111" in second


def test_the_press_gets_a_phone_and_no_term() -> None:
    text = LIBRARY.render("receipt_press", Language.ESTONIAN, {"office": OFFICE, "case": CASE}).text

    assert "Pressitelefon: 555 0199\n" in text
    assert "hiljemalt" not in text


def test_an_office_that_set_only_its_name_can_still_acknowledge() -> None:
    for reply in RECEIPTS - {"receipt_chat"}:
        for language in Language:
            assert LIBRARY.render_bilingual(reply, language, {"office": OfficeFacts("Amet"), "case": CASE}).text


def test_russian_sentences_do_not_end_with_two_full_stops() -> None:
    text = receipt(CASE, Language.RUSSIAN)

    assert "как ходатайство о разъяснении (MSVS § 6). Мы ответим не позднее 8 декабря 2026 г. Если" in text
