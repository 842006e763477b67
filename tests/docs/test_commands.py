"""The paper of commands is that of the program."""

from tests.docs.commands_paper import PAPER, paper


def test_every_command_is_described_as_it_is() -> None:
    assert PAPER.read_text(encoding="utf-8") == paper(), "run `python -m tests.docs.commands_paper`"


def test_every_command_says_what_it_does() -> None:
    lines = paper().splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("## ")]
    assert len(heads) > 25
    assert [lines[number] for number in heads if not lines[number + 2].strip()] == []
