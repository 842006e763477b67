"""Two readings of the law paper, by two hands, agree on every date of many random letters."""

import ast
from collections import Counter
from pathlib import Path

from rules.kinds import Kind
from rules.terms import RULES
from tests.rules.comparison import CHANNELS, disagreement, random_cases
from tests.rules.second_reading import ALL_ROWS

CASES = 10_000
SEED = 2026
ROOT = Path(__file__).parents[2]
OURS = {"rules", "reading", "mail", "replies", "storage", "casework", "bot", "vastaja", "playground"}


def test_two_readings_of_the_law_agree_on_ten_thousand_letters() -> None:
    found = [words for words in map(disagreement, random_cases(SEED, CASES)) if words]
    assert found[:3] == []


def test_the_random_letters_are_of_every_kind_rule_and_channel() -> None:
    cases = list(random_cases(SEED, CASES))
    whats = Counter(what for case in cases for what in case.whats)
    assert {what for what in (*Kind, *ALL_ROWS) if not whats[what]} == set()
    assert {case.channel for case in cases} == set(CHANNELS)
    assert {len(case.whats) for case in cases} == {1, 2, 3}
    assert {case.letter.moment.year for case in cases} == set(range(2020, 2036))


def test_the_second_reading_knows_every_rule_of_the_table() -> None:
    assert {rule.id for rule in RULES} - set(ALL_ROWS) == set()


def test_the_second_reading_knows_nothing_of_ours() -> None:
    seen, waiting = set[str](), ["tests.rules.second_reading"]
    while waiting:
        name = waiting.pop()
        seen.add(name)
        tree = ast.parse((ROOT / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8"))
        named = [(one.module or "", alias.name) for one in ast.walk(tree) if isinstance(one, ast.ImportFrom) for alias in one.names]
        named += [(alias.name, "") for one in ast.walk(tree) if isinstance(one, ast.Import) for alias in one.names]
        found = {module if module != "tests.rules" else f"{module}.{member}" for module, member in named}
        assert not {one.partition(".")[0] for one in found} & OURS
        waiting += sorted({one for one in found if one.startswith("tests")} - seen)
    assert seen == {"tests.rules.second_reading", "tests.rules.oracle"}
