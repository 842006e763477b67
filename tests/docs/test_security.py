"""The paper of threats names tests that there are, and leaves no threat out."""

import re
from pathlib import Path

import pytest

from tests.conftest import SHARED

ROOT = Path(__file__).parents[2]
PAPER = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| ([A-I]\d+) \| [^|]+ \| ([^|]+) \|$", re.MULTILINE)


def test_every_named_test_is_there() -> None:
    written = {
        name
        for file in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text(encoding="utf-8"))
    }
    named = set(re.findall(r"`(test_\w+)`", PAPER))
    assert named - written == set()


def test_every_row_names_a_test_or_says_why_there_is_none() -> None:
    rows = ROW.findall(PAPER)
    assert len(rows) == len({number for number, _ in rows}) == 113
    assert [number for number, shown in rows if "`test_" not in shown and "not offered" not in shown] == []


@pytest.mark.needs("letters")
def test_no_threat_is_left_out() -> None:
    threats = set(re.findall(r"^\| ([A-I]\d+) \|", (SHARED / "threats.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert threats == {number for number, _ in ROW.findall(PAPER)}
