"""The table of terms, each row against law.md section 12, and that no row is missing."""

from datetime import date

import pytest

from rules.explain_words import RULE_NAMES
from rules.kinds import Kind
from rules.terms import RULES, RULES_BY_KIND, Mode, NoRuleThen, NoSuchRule, Rule, Start, Unit, rule_for, rule_named

# fmt: off
PAPER = [
    # id     n   unit                start               act and section   extension                              from           to             conf.
    ("R01",  1,  Unit.WORKING_DAYS,  Start.RECEIPT,      "AvTS § 12",      None,                                  "2007-12-28",  "9999-12-31",  "A"),
    ("R02",  30, Unit.CALENDAR_DAYS, Start.REGISTRATION, "MSVS § 6",       (2, Unit.MONTHS, Mode.TOTAL),          "2004-12-10",  "2024-12-27",  "B"),
    ("R03",  15, Unit.CALENDAR_DAYS, Start.REGISTRATION, "MSVS § 6",       (2, Unit.MONTHS, Mode.TOTAL),          "2024-12-28",  "9999-12-31",  "B"),
    ("R04",  15, Unit.CALENDAR_DAYS, Start.REGISTRATION, "MSVS § 6",       (2, Unit.MONTHS, Mode.TOTAL),          "2024-12-28",  "9999-12-31",  "B"),
    ("R05",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "MSVS § 5",       None,                                  "2004-12-10",  "9999-12-31",  "B"),
    ("R06",  30, Unit.CALENDAR_DAYS, Start.REGISTRATION, "MSVS § 6",       (2, Unit.MONTHS, Mode.TOTAL),          "2014-04-11",  "2024-12-27",  "B"),
    ("R06",  15, Unit.CALENDAR_DAYS, Start.REGISTRATION, "MSVS § 6",       (2, Unit.MONTHS, Mode.TOTAL),          "2024-12-28",  "9999-12-31",  "B"),
    ("R07",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "AvTS § 18",      (15, Unit.WORKING_DAYS, Mode.TOTAL),   "2001-01-01",  "9999-12-31",  "A"),
    ("R08",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "AvTS § 18",      None,                                  "2001-01-01",  "9999-12-31",  "A"),
    ("R09",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "AvTS § 21",      None,                                  "2001-01-01",  "9999-12-31",  "A"),
    ("R10",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "AvTS § 23",      None,                                  "2001-01-01",  "9999-12-31",  "A"),
    ("R11",  5,  Unit.WORKING_DAYS,  Start.REGISTRATION, "AvTS § 22",      None,                                  "2001-01-01",  "9999-12-31",  "A"),
    ("R12",  10, Unit.CALENDAR_DAYS, Start.RECEIPT,      "HMS § 84",       (30, Unit.CALENDAR_DAYS, Mode.PLUS),   "2002-01-01",  "9999-12-31",  "B"),
    ("R13",  30, Unit.CALENDAR_DAYS, Start.RECEIPT,      "SÜS § 36",       (30, Unit.CALENDAR_DAYS, Mode.PLUS),   "2026-01-09",  "9999-12-31",  "A"),
    ("R14",  10, Unit.CALENDAR_DAYS, Start.EVENT,        "HMS § 78",       None,                                  "2002-01-01",  "9999-12-31",  "B"),
    ("R15",  10, Unit.WORKING_DAYS,  Start.RECEIPT,      "SÜS § 25",       None,                                  "2026-01-09",  "9999-12-31",  "A"),
    ("R16",  1,  Unit.MONTHS,        Start.RECEIPT,      "IKÜM (GDPR) art 12", (2, Unit.MONTHS, Mode.PLUS),       "2018-05-25",  "9999-12-31",  "K"),
    ("R17",  72, Unit.HOURS,         Start.AWARENESS,    "IKÜM (GDPR) art 33", None,                              "2018-05-25",  "9999-12-31",  "K"),
    ("R18a", 24, Unit.HOURS,         Start.AWARENESS,    "KüTS § 8",       None,                                  "2018-05-23",  "9999-12-31",  "A"),
    ("R18b", 72, Unit.HOURS,         Start.AWARENESS,    "KüTS § 8",       None,                                  "2026-01-01",  "9999-12-31",  "A"),
    ("R18c", 1,  Unit.MONTHS,        Start.EVENT,        "KüTS § 8",       None,                                  "2026-01-01",  "9999-12-31",  "A"),
    ("R19",  0,  Unit.HOURS,         Start.KNOWLEDGE,    "LasteKS § 27",   None,                                  "2016-01-01",  "9999-12-31",  "A"),
    ("R20",  0,  Unit.HOURS,         Start.KNOWLEDGE,    "LasteKS § 31",   None,                                  "2016-01-01",  "9999-12-31",  "A"),
    ("R21",  10, Unit.CALENDAR_DAYS, Start.EVENT,        "LasteKS § 29",   None,                                  "2016-01-01",  "9999-12-31",  "A"),
    ("R22",  72, Unit.HOURS,         Start.EVENT,        "LasteKS § 33",   None,                                  "2016-01-01",  "9999-12-31",  "A"),
    ("R23",  7,  Unit.CALENDAR_DAYS, Start.RECEIPT,      "TEÕRTKS § 10",   None,                                  "2024-09-01",  "9999-12-31",  "A"),
    ("R24",  5,  Unit.WORKING_DAYS,  Start.RECEIPT,      "TEÕRTKS § 10",   None,                                  "2024-09-01",  "9999-12-31",  "A"),
    ("R25",  3,  Unit.MONTHS,        Start.RECEIPT,      "TEÕRTKS § 11",   (6, Unit.MONTHS, Mode.TOTAL),          "2024-09-01",  "9999-12-31",  "A"),
    ("R26",  0,  Unit.NAMED_DAY,     Start.LETTER_DATE,  "PS § 74",        None,                                  "1992-07-03",  "9999-12-31",  "A"),
    ("R27",  10, Unit.WORKING_DAYS,  Start.RECEIPT,      "RKKTS § 147",    None,                                  "0001-01-01",  "9999-12-31",  "C"),
    ("R28",  10, Unit.WORKING_DAYS,  Start.RECEIPT,      "KOKS § 26",      (20, Unit.WORKING_DAYS, Mode.TOTAL),   "2026-07-01",  "9999-12-31",  "A"),
    ("R29",  0,  Unit.NAMED_DAY,     Start.LETTER_DATE,  "kirjas",         None,                                  "0001-01-01",  "9999-12-31",  "C"),
    ("R30",  0,  Unit.NAMED_DAY,     Start.LETTER_DATE,  "kirjas",         None,                                  "0001-01-01",  "9999-12-31",  "B"),
    ("R31",  0,  Unit.WORKING_DAYS,  Start.RECEIPT,      "ameti siht",     None,                                  "0001-01-01",  "9999-12-31",  "A"),
    ("R32",  30, Unit.CALENDAR_DAYS, Start.RECEIPT,      "IKS § 61",       (60, Unit.CALENDAR_DAYS, Mode.PLUS),   "2019-01-15",  "9999-12-31",  "A"),
    ("R33",  30, Unit.CALENDAR_DAYS, Start.EVENT,        "MeeTS § 20",     None,                                  "2022-06-28",  "9999-12-31",  "A"),
    ("R34",  75, Unit.YEARS,         Start.EVENT,        "AvTS § 40",      None,                                  "2026-03-16",  "9999-12-31",  "A"),
    ("R35",  5,  Unit.YEARS,         Start.EVENT,        "AvTS § 40",      (5, Unit.YEARS, Mode.PLUS),            "2026-03-16",  "9999-12-31",  "A"),
]
# fmt: on


def test_the_table_has_every_row_of_the_law_paper_and_no_other() -> None:
    assert [(rule.id, str(rule.valid_from)) for rule in RULES] == [(row[0], row[6]) for row in PAPER]
    assert {rule.id[:3] for rule in RULES} == {f"R{n:02d}" for n in range(1, 36)}


@pytest.mark.parametrize(
    ("found", "row"), list(zip(RULES, PAPER, strict=True)), ids=[f"{row[0]}-{row[1]}" for row in PAPER]
)
def test_a_rule_says_what_the_law_paper_says(found: Rule, row: tuple[object, ...]) -> None:
    extension = found.extension and (found.extension.n, found.extension.unit, found.extension.mode)
    assert (found.id, found.n, found.unit, found.start) == row[:4]
    assert found.basis.startswith(str(row[4]))
    assert (extension, str(found.valid_from), str(found.valid_to), found.confidence) == row[5:]


def test_an_added_extension_is_of_the_terms_own_unit() -> None:
    for rule in RULES:
        if rule.extension and rule.extension.mode is Mode.PLUS:
            assert rule.extension.unit is rule.unit


def test_no_two_rows_of_one_rule_are_in_force_on_one_day() -> None:
    old, new = (rule for rule in RULES if rule.id == "R06")
    assert (new.valid_from - old.valid_to).days == 1


def test_every_rule_has_a_name_in_three_languages() -> None:
    assert set(RULE_NAMES) == {rule.id for rule in RULES}
    assert all(rule.name for rule in RULES)


def test_a_rule_with_a_section_names_the_redaction_that_was_read() -> None:
    unread = {"PS", "RKKTS"}
    for rule in RULES:
        act = rule.basis.split()[0]
        assert bool(rule.published) is (("§" in rule.basis and act not in unread) or "art" in rule.basis.split()), (
            rule.id
        )


# fmt: off
ANSWERED_BY = [
    # kind                today   in 2024
    (Kind.CHALLENGE,      "R12",  "R12"),
    (Kind.INFORMATION,    "R07",  "R07"),
    (Kind.INQUIRY,        "R04",  "R02"),
    (Kind.DATA_SUBJECT,   "R16",  "R16"),
    (Kind.COMPLAINT,      "R03",  "R02"),
    (Kind.EXPLANATION,    "R04",  "R02"),
    (Kind.COLLECTIVE,     "R03",  "R02"),
    (Kind.MEMORANDUM,     "R03",  "R02"),
    (Kind.PRESS,          "R04",  "R02"),
    (Kind.THANKS,         "R03",  "R02"),
    (Kind.OTHER,          "",     ""),
]
# fmt: on


@pytest.mark.parametrize(("kind", "today", "before"), ANSWERED_BY)
def test_a_kind_is_answered_by_its_rule(kind: Kind, today: str, before: str) -> None:
    for day, id in ((date(2026, 11, 16), today), (date(2024, 6, 3), before)):
        rule = rule_for(kind, day)
        assert (rule.id if rule else "") == id


def test_every_kind_has_a_row() -> None:
    assert set(RULES_BY_KIND) == {row[0] for row in ANSWERED_BY} == set(Kind)


def test_a_rule_is_found_by_its_id_on_a_day() -> None:
    assert rule_named("r06", date(2020, 1, 2)).n == 30
    assert rule_named("R06", date(2026, 1, 2)).n == 15
    assert rule_named("R18", date(2026, 1, 2)).id == "R18a"
    assert rule_named("R18B", date(2026, 1, 2)).id == "R18b"


@pytest.mark.parametrize("id", ["R36", "R1", "", "R", "vaie"])
def test_an_unknown_rule_is_refused(id: str) -> None:
    with pytest.raises(NoSuchRule, match="R01 to R35"):
        rule_named(id, date(2026, 1, 2))


@pytest.mark.parametrize(
    ("id", "day"), [("R03", date(2024, 12, 27)), ("R02", date(2024, 12, 28)), ("R13", date(2026, 1, 8))]
)
def test_a_rule_that_was_not_in_force_is_refused(id: str, day: date) -> None:
    with pytest.raises(NoRuleThen, match=rf"{id}.*{day}"):
        rule_named(id, day)
