"""The sixty labelled letters: every one is read, and read as its labels say."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mail.letter import Attachment, Letter
from mail.read import read_letter

SIXTY = Path(__file__).parent.parent / "letters" / "sixty"
LABELS: list[dict[str, Any]] = [json.loads(line) for line in (SIXTY / "labels.jsonl").read_text("utf-8").splitlines()]
FILES = [label["file"] for label in LABELS]
BY_FILE = {label["file"]: label for label in LABELS}


@cache
def letter(file: str) -> Letter:
    return read_letter((SIXTY / file).read_bytes(), ("ska.example",))


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def words_of(attachment: Attachment) -> list[str]:
    return [attachment.text or "", *(words for inner in attachment.contains for words in words_of(inner))]


@pytest.mark.parametrize("file", FILES)
def test_every_letter_has_a_sender_and_no_fault(file: str) -> None:
    read = letter(file)
    assert read.sender.address
    assert "unreadable" not in read.defects


@pytest.mark.parametrize("file", FILES)
def test_only_machines_are_taken_for_machines(file: str) -> None:
    assert letter(file).automatic.generated == BY_FILE[file]["auto_generated"]


@pytest.mark.parametrize("file", [file for file in FILES if not BY_FILE[file]["auto_generated"]])
def test_every_person_may_be_acknowledged(file: str) -> None:
    assert letter(file).automatic.may_acknowledge


@pytest.mark.parametrize("file", [file for file in FILES if not BY_FILE[file].get("ocr_text")])
def test_every_labelled_word_is_read_somewhere(file: str) -> None:
    read = letter(file)
    codes = [signature.personal_code for signature in read.signatures]
    everything = flat(
        "\n".join([read.subject, read.body, *codes, *(words for one in read.attachments for words in words_of(one))])
    )
    missing = [item["text"] for item in BY_FILE[file]["personal_data"] if flat(item["text"]) not in everything]
    assert missing == []


@pytest.mark.parametrize("file", FILES)
def test_new_words_are_words_of_the_letter(file: str) -> None:
    read = letter(file)
    body = flat(read.body)
    assert all(flat(line).strip() in body for line in read.new_text.split("\n"))
