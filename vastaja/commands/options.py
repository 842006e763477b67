"""What every command has: --config after its name, --json, and one sentence where it cannot be done."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vastaja.settings import Settings

Config = Annotated[
    Path | None, typer.Option("--config", metavar="PATH", help="The settings, ./vastaja.toml unless named.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


class Failed(Exception):
    """It could not be done; the sentence says what to do."""


class WrongUse(Exception):
    """The command was not given what it needs; the sentence says what that is."""


def settings_of(config: Path | None) -> "Settings":
    """Return the settings of a command. Raises BadSettings."""
    from vastaja.settings import load_settings

    return load_settings(config, os.environ)
