"""The terms that no letter of ours has by itself, each counted by hand from one Tuesday over Christmas."""

from datetime import date, datetime

import pytest

from rules.deadlines import deadline, rule_named
from rules.workdays import Calendar

OFFICE = Calendar()
AT = OFFICE.zone
TUESDAY = datetime(2026, 12, 15, 10, tzinfo=AT)

# fmt: off
BY_HAND = [
    # rule    due                          safe                 extended            how it was counted
    ("R14",  date(2026, 12, 28),           date(2026, 12, 23),  None),              # Friday the 25th is off, and so is the 24th before it
    ("R15",  date(2026, 12, 31),           date(2026, 12, 31),  None),              # 16-18, 21-23, 28-31
    ("R18a", datetime(2026, 12, 16, 10, tzinfo=AT), date(2026, 12, 16),  None),
    ("R18b", datetime(2026, 12, 18, 10, tzinfo=AT), date(2026, 12, 18),  None),
    ("R18c", date(2027, 1, 15),            date(2027, 1, 15),   None),              # the corresponding day, a Friday
    ("R21",  date(2026, 12, 28),           date(2026, 12, 23),  None),
    ("R22",  datetime(2026, 12, 18, 10, tzinfo=AT), date(2026, 12, 18),  None),
    ("R26",  date(2026, 12, 26),           date(2026, 12, 23),  None),              # the day the ministry named stays, though it is off
    ("R27",  date(2026, 12, 31),           date(2026, 12, 31),  None),
    ("R28",  date(2026, 12, 31),           date(2026, 12, 31),  date(2027, 1, 15)), # ten more: 4-8 and 11-15 January
    ("R32",  date(2027, 1, 14),            date(2027, 1, 14),   date(2027, 3, 15)), # 90 days in all
    ("R33",  date(2027, 1, 14),            date(2027, 1, 14),   None),
]
# fmt: on


@pytest.mark.parametrize(("name", "due", "safe", "extended"), BY_HAND, ids=[row[0] for row in BY_HAND])
def test_a_rare_term_comes_out_as_counted_by_hand(name: str, due: date, safe: date, extended: date | None) -> None:
    rule = rule_named(name, TUESDAY.date())
    found = deadline(rule, TUESDAY, TUESDAY.date(), OFFICE, named=date(2026, 12, 26))
    assert found is not None
    assert (found.due, found.safe, found.extended_due) == (due, safe, extended)
