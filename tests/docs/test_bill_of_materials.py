"""What is installed is listed, and under licences that let an agency run and pass on the house (EUPL-1.2)."""

import json

from tests.docs.bill_of_materials import FORBIDDEN, LESSER, PAPER, bill, licence, locked


def test_the_list_is_that_of_the_lock() -> None:
    assert json.loads(PAPER.read_text(encoding="utf-8")) == bill(), "run `python -m tests.docs.bill_of_materials`"


def test_everything_says_its_licence_and_none_is_forbidden() -> None:
    told = {name: licence(name) for name, _ in locked()}
    assert [name for name, words in told.items() if not words] == []
    assert [name for name, words in told.items() if FORBIDDEN.search(LESSER.sub("", words))] == []
