"""What every command has: --config after its name, --json, and one sentence where it cannot be done."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from vastaja.settings import Settings

Config = Annotated[
    Path | None,
    typer.Option("--config", metavar="PATH", help="The settings, ./vastaja.toml unless named.", readable=False),  # we say it in our own words
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]


class Failed(Exception):
    """It could not be done; the sentence says what to do."""


class WrongUse(Exception):
    """The command was not given what it needs; the sentence says what that is."""


def settings_of(config: Path | None) -> "Settings":
    """Return the settings of an office. Raises BadSettings, WrongUse where none are told anywhere.

    Without them a command would make an empty office where one stands, and call a copy of it a backup.
    """
    from vastaja.settings import DEFAULT_FILE
    from vastaja.sources import PREFIX

    if config is None and not DEFAULT_FILE.exists() and not any(name.startswith(PREFIX) and "__" in name for name in os.environ):
        raise WrongUse(f"there is no {DEFAULT_FILE} in this folder: name your settings with --config PATH; `vastaja init` writes some")
    return settings_if_any(config)


def settings_if_any(config: Path | None) -> "Settings":
    """Return the settings of a command that needs none: what holds where nothing is set. Raises BadSettings."""
    from vastaja.settings import load_settings

    return load_settings(config, os.environ)
