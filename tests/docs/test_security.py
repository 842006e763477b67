"""The paper of threats names tests that there are, and leaves no threat out."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-I]\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)
NUMBERS = [f"{letter}{number}" for letter, last in zip("ABCDEFGHI", (12, 13, 15, 21, 17, 8, 9, 7, 11), strict=True) for number in range(1, last + 1)]
NOT_OFFERED = {"E12", "E14", "E16"}  # what only a house that takes mail by SMTP itself can meet


def written() -> set[str]:
    """Return the names of all tests there are."""
    return {name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))}


def faults(paper: str, tests: Iterable[str]) -> list[str]:
    """Return what a paper of threats lacks: a row, a test in a row, a test that is named and is not there."""
    rows = dict(ROW.findall(paper))
    named = {number: re.findall(r"`(test_\w+)`", shown) for number, shown in rows.items()}
    missing = [f"{name} is not there" for names in named.values() for name in names if name not in set(tests)]
    bare = [f"{number} names no test" for number, names in named.items() if not names and ("not offered" not in rows[number] or number not in NOT_OFFERED)]
    return [*(f"{number} is left out" for number in NUMBERS if number not in rows), *bare, *missing]


def test_every_threat_has_a_row_and_every_row_names_tests_that_are_there() -> None:
    assert faults(PAPER, written()) == []
    assert len(ROW.findall(PAPER)) == len(NUMBERS)


@pytest.mark.needs("letters")
def test_no_threat_is_left_out() -> None:
    threats = re.findall(r"^\| ([A-I]\d+) \|", (SHARED / "threats.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(threats) == sorted(NUMBERS)


@pytest.mark.parametrize(("was", "becomes", "fault"), [
    ("| A1 |",                              "| A99 |",         "A1 is left out"),
    ("`test_b6_template_code_in_a_letter",  "`test_b6_gone",   "test_b6_gone_stays_words is not there"),
    ("| G3 | wildcards | `test_",           "| G3 | wildcards | `", "G3 names no test"),
    ("| H4 | jumps of the clock | `test_",  "| H4 | jumps of the clock | not offered `", "H4 names no test"),
])  # fmt: skip
def test_a_paper_that_lacks_something_is_found_out(was: str, becomes: str, fault: str) -> None:
    assert was in PAPER
    assert fault in faults(PAPER.replace(was, becomes), written())
