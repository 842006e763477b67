"""The paper of the law and the code tell the same, in both directions."""

from rules.terms import RULES
from tests.docs.law_paper import RARE, ROOT, SECTIONS, cited_in, known_tests, paper, places

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


def test_a_section_the_office_acts_on_is_shown_by_more_than_the_count_of_days() -> None:
    """A count by hand shows that a date is right; what is done with it is shown by a test of the doing."""
    kept = places()
    only_counted = {section for section, (_, test) in SECTIONS.items() if test == RARE}
    done = {section for section in only_counted if any(place.startswith(("casework/", "bot/")) for place in kept[section])}
    assert done == set()
