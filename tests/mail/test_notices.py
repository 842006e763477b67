"""Notices of delivery are known for what they are, in the manner of many servers; people who write of one are people."""

import pytest

from mail.read import read_letter
from tests.mail.notice_letters import HELD_OUT, NOTICES, PEOPLE, Notice

OWN = ("amet.example",)
ALL = NOTICES | HELD_OUT


@pytest.mark.parametrize("name", ALL)
def test_a_notice_of_delivery_is_known_with_its_recipients_and_the_letter_it_speaks_of(name: str) -> None:
    notice: Notice = ALL[name]
    letter = read_letter(notice.raw, OWN)
    assert (letter.automatic.bounce, letter.automatic.generated, letter.automatic.may_acknowledge) == (notice.action == "failed", True, False)
    assert [(told.recipient, told.action, told.message_id) for told in letter.deliveries] == [
        (recipient, notice.action, notice.message_id) for recipient in notice.recipients
    ]


@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_who_writes_of_a_failed_delivery_is_a_person(name: str) -> None:
    letter = read_letter(PEOPLE[name], OWN)
    assert (letter.automatic.generated, letter.automatic.bounce, letter.deliveries) == (False, False, ())
