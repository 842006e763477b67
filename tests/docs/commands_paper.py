"""Writes docs/commands.md from the command line itself: `python -m tests.docs.commands_paper`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from typer.main import get_command

from vastaja.cli import app

PAPER: Final = Path(__file__).parents[2] / "docs" / "commands.md"
HEAD: Final = """# Commands

Every command of `vastaja`, written from the program itself (`python -m tests.docs.commands_paper`). Each also takes `--help`. Exit codes: 0 done, 1 failed, 2 wrong usage or settings, with a sentence that says what to do.
"""


def paper() -> str:
    """Return the whole paper."""
    return "\n".join([HEAD, *_commands(get_command(app), "vastaja")])


def _commands(command: Any, name: str) -> Iterator[str]:
    if nested := getattr(command, "commands", None):
        for part in sorted(nested):
            yield from _commands(nested[part], f"{name} {part}")
        return
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    options = [one for one in command.params if one.param_type_name == "option" and one.name != "help"]
    yield f"## {' '.join([name, *(_shown(one) for one in arguments)])}\n"
    yield f"{' '.join((command.help or '').split())}\n"
    if arguments or options:
        yield "| | |\n|---|---|"
        yield from (f"| `{_shown(one)}` | {_told(one)} |" for one in arguments)
        yield from (f"| `{_names(one)}` | {_told(one)} |" for one in options)
        yield ""


def _shown(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _names(option: Any) -> str:
    metavar = "" if option.is_flag else " " + (option.metavar or "VALUE")
    return "/".join([*option.opts, *option.secondary_opts]) + metavar


def _told(parameter: Any) -> str:
    return " ".join((getattr(parameter, "help", "") or "").split()).replace("|", "\\|")


if __name__ == "__main__":
    PAPER.write_text(paper(), encoding="utf-8")
