"""A deadline in sentences: what an official reads under /miks, and what may go into an answer."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from rules.deadlines import RULES, Deadline, deadline, rule_named
from rules.explain import proof_lines, proof_paragraph
from rules.explain_words import BASES, SENTENCES, START_DAYS, UNITS, WEEKDAYS
from rules.kinds import Kind, Language
from rules.proof_words import WHY
from rules.terms import Rule, Start
from rules.workdays import Calendar

TALLINN = ZoneInfo("Europe/Tallinn")
OFFICE = Calendar()
THREE = (Language.ESTONIAN, Language.RUSSIAN, Language.ENGLISH)


def counted(what: Kind | Rule, received: datetime, *, extended: bool = False, named: date | None = None) -> Deadline:
    found = deadline(what, received, OFFICE.registration_day(received), OFFICE, extended=extended, named=named)
    assert found is not None
    return found


def test_a_letter_whose_term_ends_on_a_saturday_is_explained_in_estonian() -> None:
    found = counted(Kind.MEMORANDUM, datetime(2026, 3, 6, 18, 30, tzinfo=TALLINN))
    assert proof_lines(found, Language.ESTONIAN, TALLINN) == (
        "Märgukirjale vastamine: 15 kalendripäeva (MSVS § 6, RT I, 18.12.2024, 6; reegel R03, kehtib alates 28.12.2024).",
        "Kiri saabus 06.03.2026 kell 18.30; registreerimise päev on reede, 06.03.2026.",
        "Tähtaega hakatakse lugema registreerimise päevale (reede, 06.03.2026) järgnevast päevast; seda päeva ennast ei loeta "
        "(TsÜS § 135 lg 1).",
        "Tähtaja viimane päev on laupäev, 21.03.2026. See on puhkepäev, seepärast on seaduse tähtpäev esimene tööpäev pärast "
        "seda: esmaspäev, 23.03.2026 (TsÜS § 136 lg 8).",
        "Varuga tähtpäev on reede, 20.03.2026: viimane päev enne tähtaja lõppu, mil amet töötab. Ei ole kindel, kas nihkumine "
        "puhkepäevalt kaitseb ka asutust, seepärast lähtuvad meeldetuletused sellest.",
        "Pikendada saab kuni: kolmapäev, 06.05.2026 (MSVS § 6). Pikendamisest ja selle põhjusest tuleb pöördujale teatada "
        "hiljemalt: reede, 20.03.2026.",
    )


def test_an_extended_request_for_information_is_explained_in_english() -> None:
    found = counted(Kind.INFORMATION, datetime(2026, 2, 22, 18, 30, tzinfo=TALLINN), extended=True)
    assert proof_lines(found, Language.ENGLISH, TALLINN) == (
        "Fulfilling a request for information: 15 working days (AvTS § 19, RT I, 06.03.2026, 3; rule R07, in force from 01.01.2001).",
        "The letter came on 22.02.2026 at 18.30; the day of registration is Monday, 23.02.2026.",
        "The term is counted from the day after the day of registration (Monday, 23.02.2026), which itself is not counted "
        "(AvTS § 18 lg 3).",
        "Saturdays, Sundays and public holidays are not counted; within this term: 24.02.2026 Independence Day.",
        "The legal limit is Tuesday, 17.03.2026.",
        "The safe date is the same day.",
        "The term has been extended to Tuesday, 17.03.2026 (AvTS § 19). The person had to be told of it by Tuesday, 03.03.2026.",
    )


def test_seventy_two_hours_are_explained_in_russian() -> None:
    found = counted(rule_named("R17", date(2026, 1, 1)), datetime(2026, 10, 23, 16, 20, tzinfo=TALLINN))
    lines = proof_lines(found, Language.RUSSIAN, TALLINN)
    assert "72 часа" in lines[0]
    assert lines[-2] == "Законный срок истекает: понедельник, 26.10.2026, в 15.20."


def test_the_paragraph_for_an_answer_keeps_the_offices_own_aims_out() -> None:
    found = counted(Kind.MEMORANDUM, datetime(2026, 3, 6, 18, 30, tzinfo=TALLINN))
    paragraph = proof_paragraph(found, Language.ESTONIAN, TALLINN)
    assert "23.03.2026" in paragraph
    assert "20.03.2026" not in paragraph
    assert "\n" not in paragraph


@pytest.mark.parametrize("language", THREE)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.n}")
def test_every_rule_is_explained_in_every_language(rule: Rule, language: Language) -> None:
    day = OFFICE.next_workday(max(rule.valid_from, date(2021, 3, 1)))
    received = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    for extended in (False, True) if rule.extension else (False,):
        found = counted(rule, received, extended=extended, named=day + timedelta(days=9))
        for line in proof_lines(found, language, TALLINN):
            assert re.fullmatch(r"\S.*[^\s.]\.", line)
            assert "{" not in line
            if language is Language.RUSSIAN:
                assert re.search("[а-я]", line)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.id}-{rule.n}")
def test_each_day_of_the_proof_is_told_in_the_readers_language(rule: Rule) -> None:
    # From a Sunday before two holidays: days off at both ends and within.
    received = datetime(max(rule.valid_from.year + 1, 2026), 6, 21, 10, tzinfo=UTC)
    for row in counted(rule, received, named=date(received.year, 8, 20)).proof:
        sections = r"\([^)]*(?:§|art)[^)]*\)"  # an act is cited in Estonian in every language
        estonian, russian, english = (re.sub(sections, "", row.told(one)) for one in THREE)
        assert re.search("[а-я]", russian) or re.fullmatch(r"[\d.,:;–\sh]*", russian), russian
        assert not re.search("[а-яõäöü]", english), english
        assert english != estonian


def test_other_languages_are_told_in_english() -> None:
    found = counted(Kind.EXPLANATION, datetime(2026, 11, 16, 10, tzinfo=TALLINN))
    assert proof_lines(found, Language.FINNISH, TALLINN) == proof_lines(found, Language.ENGLISH, TALLINN)


def test_every_sentence_uses_the_same_words_in_each_language() -> None:
    for key, sentences in (*SENTENCES.items(), *WHY.items()):
        blanks = [sorted(re.findall(r"{(\w+)}", sentence)) for sentence in sentences]
        assert blanks[0] == blanks[1] == blanks[2], key


def test_the_word_lists_are_whole() -> None:
    assert set(START_DAYS) == set(Start)
    assert all(len(days) == 7 for days in WEEKDAYS)
    assert {rule.basis for rule in RULES if "§" not in rule.basis and "art" not in rule.basis.split()} == set(BASES)
    assert {(rule.unit, min(rule.n, 1)) for rule in RULES} <= set(UNITS)


@pytest.mark.parametrize(
    ("id", "russian"),
    [("R16", "1 месяц "), ("R25", "3 месяца "), ("R12", "10 календарных дней "), ("R18a", "24 часа ")],
)
def test_russian_nouns_follow_their_number(id: str, russian: str) -> None:
    found = counted(rule_named(id, date(2026, 11, 16)), datetime(2026, 11, 16, 10, tzinfo=TALLINN))
    assert russian in proof_lines(found, Language.RUSSIAN, TALLINN)[0]
