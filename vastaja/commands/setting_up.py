"""`vastaja init` and `vastaja check`: a first vastaja.toml, and whether what it names can be used."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import typer

from vastaja.commands.options import Config, Failed, Json, settings_of
from vastaja.show import put, put_json, put_table

# What is below /etc is settings: a service that is shut in (deploy/vastaja.service) can write nothing there.
SETTINGS_OF_THE_MACHINE: Final = Path("/etc")
KEPT_APART: Final = {
    b'# database = "sqlite:///var/vastaja.db" ': b'database = "sqlite:////var/lib/vastaja/vastaja.db" ',
    b'# originals = "var/originals" ': b'originals = "/var/lib/vastaja/originals" ',
    b'# folder = "var/models"': b'folder = "/var/lib/vastaja/models"',
}


def add_to(app: typer.Typer) -> None:
    app.command("init")(init)
    app.command("check")(check)


def init(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where to write it.", show_default=False)] = Path(),
) -> None:
    """Write a commented vastaja.toml; one that is there is left alone."""
    file = folder / "vastaja.toml"
    text = files("vastaja").joinpath("sample.toml").read_bytes()
    if SETTINGS_OF_THE_MACHINE in folder.absolute().parents or folder.absolute() == SETTINGS_OF_THE_MACHINE:
        for usual, apart in KEPT_APART.items():
            text = text.replace(usual, apart)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # it will hold passwords
    except FileExistsError:
        raise Failed(f"{file} is there already; it is left as it is") from None
    with os.fdopen(descriptor, "wb") as out:
        out.write(text)
    put(f"{file} is written; fill it in, then try it: vastaja check --config {file}")


def check(json: Json = False, config: Config = None) -> None:
    """Try everything the settings name: database, disk, mailboxes, SMTP, Telegram, texts, calendar. Exit 1 if one fails."""
    from vastaja.check import State, check_all
    from vastaja.logs import set_up_logs

    settings = settings_of(config)
    set_up_logs((), quiet=True)
    findings = check_all(settings, config or Path("vastaja.toml"))
    if json:
        for one in findings:
            put_json({"what": one.what, "state": one.state, "sentence": one.sentence})
    else:
        put_table(
            ("what", "state", "what to do"), [(one.what, one.state, one.sentence) for one in findings],
            {State.OK: "green", State.WARN: "yellow", State.FAIL: "bold red"}, longest=1000,  # what to do stands at the end
        )  # fmt: skip
    if any(one.state is State.FAIL for one in findings):
        raise typer.Exit(1)
