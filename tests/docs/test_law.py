"""The paper of the law and the code tell the same, in both directions."""

from rules.terms import RULES
from tests.docs.law_paper import ROOT, SECTIONS, cited_in, known_tests, paper, places

AGAIN = "write what it asks into SECTIONS of tests/docs/law_paper.py and run `python -m tests.docs.law_paper`"


def test_every_section_that_the_code_cites_is_in_the_table() -> None:
    assert set(places()) - set(SECTIONS) == set(), AGAIN


def test_every_section_of_the_table_is_kept_somewhere() -> None:
    assert set(SECTIONS) - set(places()) == set()


def test_every_row_names_a_test_that_is_there() -> None:
    assert {test for _, test in SECTIONS.values()} - set(known_tests()) == set()


def test_every_rule_of_an_act_stands_in_the_paper_by_its_id() -> None:
    paper_of = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
    assert [rule.id for rule in RULES if cited_in(rule.basis) and f"`rules/terms.py:{rule.id}`" not in paper_of] == []


def test_the_paper_is_what_the_code_says_today() -> None:
    assert (ROOT / "docs" / "law.md").read_text(encoding="utf-8") == paper(), "run `python -m tests.docs.law_paper`"
