"""The table of commands for the officials' manual (docs/chat.md), made from the tables that the bot itself asks."""

from pathlib import Path
from typing import Final

from bot.names import COMMANDS
from bot.words import say_plain
from rules.kinds import Language, Role
from rules.rights import MAY

BEGINS: Final = "<!-- commands: made by bot/manual.py, held by tests/docs/test_chat.py -->"
ENDS: Final = "<!-- /commands -->"
_SHORT: Final = {Role.OFFICIAL: "A", Role.HEAD: "J", Role.PRESS: "P", Role.CLERK: "D", Role.AUDITOR: "K", Role.ADMIN: "H"}


def commands_table() -> str:
    """Return the table in Markdown: the name, the alias, the synonyms, whose it is, and what it does in Estonian and English."""
    rows = [f"| `/{one.name}` | `/{one.english}` | {_also(one.also)} | {_whose(one.name)} | {_does(one.name, Language.ESTONIAN)} · "
            f"{_does(one.name, Language.ENGLISH)} |" for one in COMMANDS if one.name != "start"]  # fmt: skip
    return "\n".join(["| käsk | command | ka · also | kes · who | mida teeb · what it does |", "|---|---|---|---|---|", *rows])


def rewrite(manual: Path) -> None:
    """Put the table of now in the place of the one that stands in the manual."""
    before, _, rest = manual.read_text(encoding="utf-8").partition(BEGINS)
    after = rest.partition(ENDS)[2]
    manual.write_text(f"{before}{BEGINS}\n\n{commands_table()}\n\n{ENDS}{after}", encoding="utf-8")


def _also(names: tuple[str, ...]) -> str:
    return ", ".join(f"`/{name}`" for name in names)


def _whose(command: str) -> str:
    return " ".join(letter for role, letter in _SHORT.items() if role in MAY[command])


def _does(command: str, language: Language) -> str:
    return say_plain(language, f"menu.{command}").replace("|", "\\|")


if __name__ == "__main__":
    rewrite(Path(__file__).parents[1] / "docs" / "chat.md")
