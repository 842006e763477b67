"""A journalist's own deadline is read to the minute, however it is said."""

from datetime import datetime

import pytest

from reading.page import Page
from reading.understand import understand
from reading.when import OFFICE
from tests.reading.deadline_rows import ROWS
from tests.reading.pages import SENDERS

WRITTEN = datetime(2026, 9, 16, 14, 50, tzinfo=OFFICE)  # Wednesday
OPENINGS = {
    "et": "Tere\n\nOlen Virumaa Sõnumite ajakirjanik ja kirjutan lugu hooldekodust. Palun teie kommentaari. ",
    "ru": "Здравствуйте!\n\nЯ журналист газеты «Северное побережье», готовлю статью о доме престарелых. Прошу комментарий. ",
    "en": "Hello,\n\nI am a journalist with ERR News and I am writing a story on care homes. I would like a comment. ",
}


@pytest.mark.parametrize(("language", "said", "meant"), ROWS)
def test_the_journalists_deadline_is_read_as_it_is_meant(language: str, said: str, meant: str) -> None:
    told = understand(Page(sender="a@leht.example", text=f"{OPENINGS[language]}{said.rstrip('?')}.", date=WRITTEN), SENDERS)
    assert told.media.deadline is not None
    assert told.media.deadline.astimezone(OFFICE).strftime("%d.%m %H:%M") == meant
