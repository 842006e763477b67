"""The paper of what users of other programs complain of leaves no complaint out, and names tests that there are."""

import re
from pathlib import Path

import pytest

from tests.conftest import SHARED

TESTS = Path(__file__).parents[1]
PAPER = (TESTS.parent / "docs" / "peers.md").read_text(encoding="utf-8")
ROW = re.compile(r"^\| U(\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")


def test_each_complaint_has_one_row_with_a_test() -> None:
    rows = ROW.findall(PAPER)
    assert [int(number) for number, *_ in rows] == list(range(1, 63))
    assert [number for number, _, _, shown in rows if not NAMED.search(shown)] == []


def test_every_named_test_stands_in_the_named_file() -> None:
    missing = [
        (file, name)
        for file, name in NAMED.findall(PAPER)
        if not (TESTS / file).exists() or f"def {name}(" not in (TESTS / file).read_text(encoding="utf-8")
    ]
    assert missing == []


@pytest.mark.needs("letters")
def test_the_founders_list_has_no_complaint_of_intake_that_is_not_here() -> None:
    told = (SHARED / "peers.md").read_text(encoding="utf-8").partition("## 2.8")[0]
    listed = {int(number) for number in re.findall(r"(?:^\| |^|· )U(\d+)\b", told, re.MULTILINE)}
    assert listed == {int(number) for number, *_ in ROW.findall(PAPER)}
