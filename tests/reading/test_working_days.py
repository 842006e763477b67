"""An authority that asks "within ten working days" has named a day: counted over the calendar of the law."""

from datetime import UTC, date, datetime

import pytest

from reading.outlets import built_in_senders
from reading.page import Page
from reading.understand import understand

SENDERS = built_in_senders(own=("ska.example",))


@pytest.mark.parametrize(("words", "sent", "day"), [
    ("Palume vastust 10 tööpäeva jooksul.", datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 12, 7)),
    ("Palume vastata kümne tööpäeva jooksul.", datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 12, 7)),
    # Wednesday 17 June 2026: 23 and 24 June are holidays.
    ("Palume vastata 5 tööpäeva jooksul alates kirja kättesaamisest.", datetime(2026, 6, 17, 8, tzinfo=UTC), date(2026, 6, 26)),
    ("Please reply within 5 working days.", datetime(2026, 12, 21, 8, tzinfo=UTC), date(2026, 12, 30)),
    ("Просим ответить в течение 10 рабочих дней.", datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 12, 7)),
    ("Ootame vastust viie päeva jooksul.", datetime(2026, 11, 23, 8, tzinfo=UTC), date(2026, 11, 28)),
])  # fmt: skip
def test_an_authoritys_term_in_days_names_its_last_day(words: str, sent: datetime, day: date) -> None:
    page = Page(
        text=f"Lugupeetud amet\n\nÕiguskantsleri menetluses on avaldus. {words}\n\nLugupidamisega\nÕiguskantsleri nõunik",
        subject="Teabe nõudmine", sender="info@oiguskantsler.ee", date=sent,
    )  # fmt: skip
    assert understand(page, SENDERS).named_day == day
