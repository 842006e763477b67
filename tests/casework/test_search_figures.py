"""A small sample of bench/search.py: both engines find the same, and the right earlier answers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bench.search import measure

LETTERS = 400


@pytest.mark.needs("postgres")
def test_both_engines_find_the_same_among_the_letters_of_the_bench(
    tmp_path: Path, postgres_url: Callable[[], str]
) -> None:
    done = [measure(engine, url, LETTERS, tmp_path / engine, rounds=1, drafts=1, every=8)
            for engine, url in (("sqlite", f"sqlite:///{tmp_path}/bench.db"), ("postgres", postgres_url()))]  # fmt: skip
    assert done[0].totals == done[1].totals
    assert 0.5 * LETTERS < done[0].totals["word in 60 %"][0] < 0.7 * LETTERS
    assert done[0].totals["phrase in none"][0] == 0
    assert all(one.right >= 0.75 for one in done)
