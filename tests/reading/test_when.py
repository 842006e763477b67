"""Days and hours that a letter names, counted from the letter's date."""

from datetime import datetime

import pytest

from reading.when import OFFICE, moments

WRITTEN = datetime(2026, 9, 16, 14, 50, tzinfo=OFFICE)  # Wednesday

# fmt: off
NAMED = (
    ("Palun vastust homme kella 12-ks",                 "2026-09-17T12:00:00+03:00"),
    ("vastake homseks kell 10.30",                      "2026-09-17T10:30:00+03:00"),
    ("ootan homse lõunani",                             "2026-09-17T12:00:00+03:00"),
    ("ootan reedeks",                                   "2026-09-18T17:00:00+03:00"),
    ("järgmise nädala teisipäevaks",                    "2026-09-22T17:00:00+03:00"),
    ("kella kolmeks homme",                             "2026-09-17T15:00:00+03:00"),
    ("28. oktoobriks 2026",                             "2026-10-28T17:00:00+02:00"),
    ("hiljemalt 15.10.2026 kell 9",                     "2026-10-15T09:00:00+03:00"),
    ("täna tööpäeva lõpuks",                            "2026-09-16T17:00:00+03:00"),
    ("kahe tunni jooksul",                              "2026-09-16T16:50:00+03:00"),
    ("14 päeva jooksul",                                "2026-09-30T17:00:00+03:00"),
    ("täna enne kella poolt viit",                      "2026-09-16T16:30:00+03:00"),
    ("homme kella poole kolmeks",                       "2026-09-17T14:30:00+03:00"),
    ("hiljemalt neljapäeval kell 15",                   "2026-09-17T15:00:00+03:00"),
    ("täna õhtuks",                                     "2026-09-16T17:00:00+03:00"),
    ("24. novembriks",                                  "2026-11-24T17:00:00+02:00"),
    ("завтра до половины пятого",                       "2026-09-17T16:30:00+03:00"),
    ("завтра до обеда",                                 "2026-09-17T12:00:00+03:00"),
    ("by half past four tomorrow",                      "2026-09-17T16:30:00+03:00"),
    ("EOB Thursday",                                    "2026-09-17T17:00:00+03:00"),
    ("bis morgen halb fünf",                            "2026-09-17T16:30:00+03:00"),
    ("huomenna kello 14 mennessä",                      "2026-09-17T14:00:00+03:00"),
    ("до пятницы 17:00",                                "2026-09-18T17:00:00+03:00"),
    ("до завтрашнего обеда",                            "2026-09-17T12:00:00+03:00"),
    ("сегодня до 18 часов",                             "2026-09-16T18:00:00+03:00"),
    ("до четверга, 24 сентября, 15 часов",              "2026-09-24T15:00:00+03:00"),
    ("к понедельнику, 10 утра",                         "2026-09-21T10:00:00+03:00"),
    ("by noon tomorrow",                                "2026-09-17T12:00:00+03:00"),
    ("by 5 pm on Monday",                               "2026-09-21T17:00:00+03:00"),
    ("no later than 19 October 2026",                   "2026-10-19T17:00:00+03:00"),
    ("bis Freitag 12 Uhr",                              "2026-09-18T12:00:00+03:00"),
    ("6.10.2026 mennessä",                              "2026-10-06T17:00:00+03:00"),
)
# fmt: on


@pytest.mark.parametrize(("words", "moment"), NAMED)
def test_a_day_and_hour_are_read_as_the_writer_means_them(words: str, moment: str) -> None:
    assert [one.at_office().isoformat() for one in moments(words, WRITTEN)] == [moment]


@pytest.mark.parametrize(
    "words", ["hind 12.50 eurot", "lõige 3.2", "tel 5300 0118", "asi nr 26230099117", "1. september 2019"]
)
def test_numbers_that_are_no_days_are_left_alone(words: str) -> None:
    assert moments(words, WRITTEN) == []
