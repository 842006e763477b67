"""Writes docs/law.md from the code: each section of law that is cited, what it asks, where it is kept, which test shows it.

`python -m tests.docs.law_paper` writes it anew. The places are found by reading the code, so that none can be forgotten;
what a section asks and which test shows it stands in SECTIONS below.
"""

import ast
import re
from collections import defaultdict
from pathlib import Path

from rules.terms import RULES

ROOT = Path(__file__).parents[2]
ROOMS = ("rules", "reading", "mail", "replies", "storage", "casework", "bot", "vastaja")
_ACTS = "MSVS|AvTS|HMS|SÜS|IKS|LasteKS|KeeleS|TsÜS|ATS|TLS|PühadeS|TEÕRTKS|KüTS|KOKS|MeeTS|PS|ÕKS|RKKTS|KrMS|RKS|VTMS|KarS"
_SUP = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_CITED = re.compile(rf"\b(?:(?P<act>{_ACTS}) (?:§§ ?(?P<several>\d+(?:(?:, | and )\d+)+)|§§? ?(?P<section>\d+[{_SUP}]*))|(?P<eu>IKÜM|GDPR)(?: \(GDPR\))? art\.? ?(?P<article>\d+)|(?:määrus|Regulation) 1182/71)")  # fmt: skip


def cited_in(text: str) -> set[str]:
    """Return the sections a text cites, each as an act and a section without its subsections."""
    found = set()
    for match in _CITED.finditer(text):
        if match["act"]:
            found |= {f"{match['act']} § {number}" for number in re.findall(rf"\d+[{_SUP}]*", match["several"] or match["section"])}
        elif match["eu"]:
            found.add(f"GDPR art. {match['article']}")
        else:
            found.add("Reg. 1182/71 art. 3")
    return found


def places() -> dict[str, set[str]]:
    """Return each cited section with the places that keep it: module:function, and the ids of rules."""
    kept: dict[str, set[str]] = defaultdict(set)
    for room in ROOMS:
        for file in sorted((ROOT / room).rglob("*.py")):
            if "migrations" in file.parts:
                continue
            source = file.read_text(encoding="utf-8")
            if _CITED.search(source):
                for section, place in _of_module(file.relative_to(ROOT).as_posix(), source):
                    kept[section].add(place)
    for rule in RULES:
        bases = " ".join((rule.basis, rule.extension.basis if rule.extension else "", *rule.duties, rule.note))
        for section in cited_in(bases):
            kept[section].add(f"rules/terms.py:{rule.id}")
    return kept


def _of_module(name: str, source: str) -> list[tuple[str, str]]:
    """Return the sections a module cites in code, docstrings and comments, each with the function or class it stands in."""
    lines = source.splitlines()
    spans = [(node.lineno, node.end_lineno or node.lineno, node.name) for node in ast.parse(source).body
             if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]  # fmt: skip
    if name == "rules/terms.py":  # its rows are told one by one, by their ids
        lines = ["" if line.startswith("    Rule(") else line for line in lines]
    found = []
    for number, line in enumerate(lines, 1):
        inside = next((word for first, last, word in spans if first <= number <= last), "")
        found += [(section, f"{name}:{inside}" if inside else name) for section in cited_in(line)]
    return found


RARE = "test_a_rare_term_comes_out_as_counted_by_hand"

# fmt: off
SECTIONS: dict[str, tuple[str, str]] = {
    # section                what it asks                                                                          which test shows it
    "MSVS § 5":             ("what is not ours is forwarded within 5 working days and the writer told; when an answer may be left out", "test_a_forwarding_is_two_letters_under_one_approval"),
    "MSVS § 6":             ("an answer within 15 calendar days of registration (30 until 27.12.2024); two months in all where it is told in time", "test_an_extension_moves_the_date_only_when_the_notice_has_gone"),
    "AvTS § 12":            ("what comes is registered on the day or the next working day", "test_a_letter_is_registered_on_the_day_it_came_or_the_first_working_day_after"),
    "AvTS § 15":            ("who asks for information is told without delay what is missing", "test_asking_for_clarification_makes_the_case_wait_and_moves_no_date"),
    "AvTS § 18":            ("5 working days, counted from the working day after registration; by then also what is missing is asked", "test_asking_for_clarification_makes_the_case_wait_and_moves_no_date"),
    "AvTS § 19":            ("15 working days in all, told with the reason within the first five", "test_w52_an_extended_request_for_information_has_fifteen_working_days_in_all"),
    "AvTS § 21":            ("a request for what another holds is forwarded within 5 working days, the person told at the same time", "test_a_letter_for_another_body_is_forwarded_as_it_came_and_its_writer_told"),
    "AvTS § 22":            ("of what is public it is told within 5 working days where it is", "test_by_working_day_five_every_act_on_a_request_is_possible"),
    "AvTS § 23":            ("refusal, or taking the request for one of explanation, within 5 working days and with reasons", "test_a_request_that_needs_analysis_goes_on_as_one_for_explanation"),
    "AvTS § 35":            ("what is for internal use only; supervision until its decision has taken effect", "test_a_restriction_is_proposed_at_once_and_decided_by_one_tap"),
    "AvTS § 36":            ("a precept or decision in force is never restricted", "test_a_decision_in_force_is_never_restricted"),
    "AvTS § 38":            ("restricted information leaves the house under protection only", "test_a_restricted_file_leaves_only_sealed"),
    "AvTS § 39":            ("whoever looks into a case that is not theirs says what for, on record", "test_whoever_reads_the_case_of_another_says_why_once_a_day"),
    "AvTS § 40":            ("how long a restriction of access lasts: 5 years, 75 for personal data", "test_personal_data_is_restricted_for_75_years_and_the_rest_for_five"),
    "AvTS § 41":            ("the mark of a restriction on a document", "test_the_mark_names_holder_day_end_and_basis"),
    "AvTS § 42":            ("that a restriction has ended is told to those who hold the documents", "test_a_restriction_is_lifted_with_a_reason_only"),
    "AvTS § 46":            ("who is refused information is told how to challenge it", "test_a_request_for_information_is_told_how_to_challenge"),
    "HMS § 41":             ("who cannot keep a term says when and why", "test_after_the_term_nothing_is_extended_but_the_delay_is_told"),
    "HMS § 76":             ("a challenge with defects is helped along", RARE),
    "HMS § 78":             ("10 days to repair a challenge", RARE),
    "HMS § 84":             ("a challenge is decided within 10 days of its arrival, 30 more with notice", "test_a_worked_example_of_the_law_paper_comes_out"),
    "SÜS § 25":             ("an application for a benefit is decided within 10 working days", RARE),
    "SÜS § 36":             ("a challenge in social protection is decided within 30 days", "test_a_challenge_has_two_terms_and_the_earlier_counts"),
    "GDPR art. 12":         ("a data subject is answered within a month of receipt, two more if told within the first", "test_a_worked_example_of_the_law_paper_comes_out"),
    "GDPR art. 15":         ("a person gets a copy of what is kept", "test_a_person_gets_a_copy_of_everything_and_that_is_on_record"),
    "GDPR art. 17":         ("what need not be kept is erased on request", "test_one_case_is_forgotten_on_request_only_when_it_is_closed_and_with_a_reason"),
    "GDPR art. 33":         ("a breach is told to the inspectorate within 72 hours of awareness", "test_a_wrong_recipient_starts_seventy_two_hours_that_run_over_the_weekend"),
    "GDPR art. 34":         ("the people are told too where the risk is high", RARE),
    "KüTS § 8":             ("an incident is told within 24 and 72 hours, the report within a month", RARE),
    "IKS § 61":             ("the inspectorate's own 30 days, 60 more", RARE),
    "LasteKS § 26":         ("who a child in need is", "test_a_child_in_danger_is_told_at_once_and_the_receipt_says_nothing_of_it"),
    "LasteKS § 27":         ("a child in need is told of without delay to the municipality; who told is not disclosed", "test_a_childs_case_is_not_forwarded_nor_closed_while_its_track_is_open"),
    "LasteKS § 29":         ("the municipality decides within 10 days: a yardstick in supervision", RARE),
    "LasteKS § 30":         ("who a child in danger is", "test_a_child_in_danger_is_told_at_once_and_the_receipt_says_nothing_of_it"),
    "LasteKS § 31":         ("a child in danger: 112, without delay", "test_a_child_in_danger_is_told_at_night_until_somebody_takes_it_and_says_what_was_done"),
    "LasteKS § 40¹":        ("the supervising agency may tell the public of violations found", "test_nothing_is_confirmed_without_a_head"),
    "LasteKS § 33":         ("a child taken from the family: 72 hours to the court", RARE),
    "TEÕRTKS § 10":         ("a whistleblower's report is acknowledged within 7 days, forwarded within 5 working days", "test_a_whistleblower_s_report_has_three_terms"),
    "TEÕRTKS § 11":         ("and told of what came of it within 3 months, 6 at most", "test_a_whistleblower_s_report_has_three_terms"),
    "KrMS § 195":           ("a suspected offence is told to the police or the prosecutor", "test_an_offence_is_told_without_delay_and_each_morning"),
    "KOKS § 26":            ("a councillor's question to the own municipality: 10 working days, 20 in all; not ours", RARE),
    "MeeTS § 20":           ("a right of reply is asked of the broadcaster within 30 days", RARE),
    "PS § 74":              ("an interpellation: the ministry names the day", RARE),
    "PS § 108":             ("an act is in force on the tenth day after it is published: since when it is 15 days", "test_a_rule_that_was_not_in_force_is_refused"),
    "RKKTS § 147":          ("a written question of a member of parliament: 10 working days", RARE),
    "KeeleS § 12":          ("the answer is in Estonian, with a translation or in the person's language by agreement", "test_a_russian_reader_gets_the_estonian_text_and_a_translation_below_it"),
    "TsÜS § 135":           ("the day on which a term begins is not counted", "test_a_worked_example_of_the_law_paper_comes_out"),
    "TsÜS § 136":           ("a month ends on the day of the same number; a term that ends on a rest day ends on the next working day", "test_a_worked_example_of_the_law_paper_comes_out"),
    "Reg. 1182/71 art. 3":  ("the same for terms of European law; hours do not shift", "test_seventy_two_hours_over_the_night_that_has_twenty_five"),
    "ATS § 42":             ("the working day before four holidays is three hours shorter", "test_the_working_day_right_before_a_holiday_is_shortened"),
    "TLS § 53":             ("the same for employees", "test_the_working_day_right_before_a_holiday_is_shortened"),
    "PühadeS § 1":          ("the national day is a rest day", "test_a_holiday_carries_its_name_and_its_section"),
    "PühadeS § 2":          ("the other rest days", "test_a_holiday_carries_its_name_and_its_section"),
    "PühadeS § 4":          ("Easter is reckoned by the Gregorian calendar", "test_easter_is_computed"),
}
# fmt: on

HEAD = """# The law, and where it is kept

Written by `python -m tests.docs.law_paper` from the code: do not edit it, run that again. What a rule counts, from when it is
in force and how sure we are of it stands in `rules/terms.py`, one row a rule; why a date is what it is, is told day by day by
`/miks` in the chat and by `vastaja deadline` on the command line.

| section | what it asks | where it is kept | which test shows it |
|---|---|---|---|
"""


def known_tests() -> dict[str, str]:
    """Return the file of each test by its name."""
    found = {}
    for file in sorted((ROOT / "tests").rglob("test_*.py")):
        for name in re.findall(r"^(?:async )?def (test_\w+)", file.read_text(encoding="utf-8"), re.M):
            found[name] = file.relative_to(ROOT).as_posix()
    return found


def paper() -> str:
    """Return docs/law.md as it is to be."""
    kept, there = places(), known_tests()
    rows = []
    for section, (asks, test) in SECTIONS.items():
        where = ", ".join(f"`{place}`" for place in sorted(kept.get(section, ())))
        rows.append(f"| {section} | {asks} | {where} | `{there.get(test, '')}`: {test.removeprefix('test_').replace('_', ' ')} |\n")
    return HEAD + "".join(rows)


if __name__ == "__main__":
    (ROOT / "docs" / "law.md").write_text(paper(), encoding="utf-8")
