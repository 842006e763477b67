"""The officials' manual holds every command as the bot knows it, and every role's part."""

import re
from pathlib import Path

from bot.manual import BEGINS, ENDS, commands_table
from bot.names import COMMANDS
from bot.words import ALL
from rules.kinds import Language

MANUAL = Path(__file__).parents[2] / "docs" / "chat.md"


def test_the_table_of_commands_is_the_bots_own() -> None:
    between = MANUAL.read_text(encoding="utf-8").partition(BEGINS)[2].partition(ENDS)[0].strip()
    assert between == commands_table(), "write it anew: python -m bot.manual"


def test_every_command_has_a_row_in_it() -> None:
    table = commands_table()
    assert [one.name for one in COMMANDS if f"| `/{one.name}` |" not in table] == ["start"]


def test_no_button_of_the_manual_is_invented() -> None:
    said = set(ALL[Language.ESTONIAN].values())
    quoted = set(re.findall(r"«([^»]{2,40})»", MANUAL.read_text(encoding="utf-8")))
    assert len(quoted) > 5
    assert quoted - said == set()
