"""The project's own labelled letters: shares that must not fall. What is wrong is listed by `python -m bench.reading`."""

import json
from typing import Any

from reading.examples import LETTERS as KEPT
from tests.reading.pages import told

LETTERS = [
    json.loads(line) for line in (KEPT / "own_letters.jsonl").read_text(encoding="utf-8").splitlines()
]


def _share(right: list[bool]) -> float:
    return sum(right) / len(right)


def _told(letter: dict[str, Any]) -> Any:
    return told(letter["text"], letter["subject"], letter["sender"], letter["sender_name"])


def test_the_language_of_nearly_every_letter_is_right() -> None:
    assert _share([_told(letter).language == letter["lang"] for letter in LETTERS]) >= 0.99


def test_no_child_in_danger_is_missed() -> None:
    danger = [letter for letter in LETTERS if letter["child_at_risk"] == "immediate_danger"]
    assert len(danger) >= 10
    assert all(_told(letter).child == "immediate_danger" for letter in danger)


def test_three_of_four_alarms_are_true() -> None:
    alarms = [letter for letter in LETTERS if _told(letter).child == "immediate_danger"]
    assert _share([letter["child_at_risk"] == "immediate_danger" for letter in alarms]) >= 0.75


def test_the_kind_is_right_in_most_letters() -> None:
    people = [letter for letter in LETTERS if not letter["automatic"]]
    assert _share([_told(letter).kind == letter["kind"] for letter in people]) >= 0.85


def test_every_letter_for_the_press_office_is_seen() -> None:
    assert all(_told(letter).media.relevant for letter in LETTERS if letter["media_relevant"])


def test_codes_phones_and_accounts_never_stay_readable() -> None:
    for letter in LETTERS:
        masked = _told(letter).masked
        for item in letter["personal_data"]:
            if item["type"] in ("isikukood", "phone", "email", "iban") and "role" not in item:
                assert item["text"] not in masked
