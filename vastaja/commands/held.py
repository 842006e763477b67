"""`vastaja held`: letters that wait for a person, in the holding pen or set aside because they could not be read."""

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, settings_of
from vastaja.show import one_line, put, put_json, put_table

if TYPE_CHECKING:
    from casework.desk import Desk
    from casework.held import Held
    from casework.understand import Understood
    from mail.letter import Letter
    from vastaja.settings import Settings

app = typer.Typer(help="Letters that wait for a person.", no_args_is_help=True, rich_markup_mode=None)

Number = Annotated[int, typer.Argument(metavar="ID", help="The number `held list` shows.")]
WORDS = ("id", "outcome", "why", "proposed_ref", "received")


@app.command("list")
def list_held(json: Json = False, config: Config = None) -> None:
    """List what is held, and why."""
    from casework.held import held
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        found = desk.look_now(held)
    if json:
        for one in found:
            put_json({name: getattr(one, name) for name in (*WORDS, "digest")})
        return
    put_table(WORDS, [[getattr(one, name) for name in WORDS] for one in found])


@app.command("away")
def list_away(json: Json = False, config: Config = None) -> None:
    """List the letters put away last: those of machines, and those that were dismissed."""
    from casework.put_back import put_away
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        found = desk.look_now(put_away, 50)
    if json:
        for one in found:
            put_json({name: getattr(one, name) for name in (*WORDS, "digest")})
        return
    put_table(WORDS, [[getattr(one, name) for name in WORDS] for one in found])


@app.command("back")
def back(
    number: Annotated[int, typer.Argument(metavar="ID", help="The number `held away` or `ledger` shows.")], config: Config = None
) -> None:
    """Have a letter that was put away by mistake wait for a person again."""
    from casework.put_back import put_back
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        desk.do_now(put_back, OPERATOR, number)
    put(f"letter {number} is held again; `vastaja held show {number}` opens it")


@app.command("show")
def show(
    number: Number,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the letter there as it came, whole.")] = None,
    json: Json = False,
    config: Config = None,
) -> None:
    """Show a held letter: who writes, about what, and its new words."""
    from casework.held import show_held
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        one = desk.look_now(show_held, number)
        if out:
            _write_original(settings, desk, one, out)
        elif one.is_update:
            _show_update(desk, one, json)
        else:
            _show_letter(one, _read(settings, desk, one).letter, json)


@app.command("attach")
def attach(
    number: Number, ref: Annotated[str, typer.Argument(metavar="REF", help="The case.")], config: Config = None
) -> None:
    """Add a held letter to a case."""
    from casework.held import attach as add
    from casework.held import show_held
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        case = desk.do_now(add, OPERATOR, number, ref, _read(settings, desk, desk.look_now(show_held, number)))
        put(f"letter {number} belongs to case {case.ref}")


@app.command("new")
def new(number: Number, config: Config = None) -> None:
    """Make a held letter a case of its own; its clock runs from the day it came."""
    from casework.held import make_case, show_held
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        case = desk.do_now(make_case, OPERATOR, number, _read(settings, desk, desk.look_now(show_held, number)))
        put(f"letter {number} is case {case.ref}")


@app.command("dismiss")
def dismiss(
    number: Number, why: Annotated[str, typer.Argument(metavar="WHY", help="In a few words.")], config: Config = None
) -> None:
    """Say that it is no letter to us; it stays in the ledger."""
    from casework.held import dismiss as let_go
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    with open_desk(settings_of(config)) as desk:
        desk.do_now(let_go, OPERATOR, number, why)
    put(f"letter {number} is dismissed")


@app.command("replay")
def replay(number: Number, config: Config = None) -> None:
    """Read and file a letter once more."""
    from casework.held import replay as again
    from casework.held import show_held
    from casework.register import file_letter
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        one = desk.look_now(show_held, number)
        if one.is_update:
            desk.do_now(again, OPERATOR, number)
            put(f"the running service takes {number} up within half a minute")
            return
        understood = _read_whole(settings, desk, one)
        if understood is None:
            raise Failed(f"letter {number} still cannot be read; it stays where it is, and `vastaja held new {number}` makes a case of what can be had of it")
        desk.do_now(again, OPERATOR, number)
        outcome = desk.do_now(file_letter, number, understood)
    put(f"letter {number} is filed as: {outcome}")


def _show_letter(one: "Held", letter: "Letter", json: bool) -> None:
    told = {
        **{name: getattr(one, name) for name in (*WORDS, "digest")},
        "from": f"{letter.sender.name} <{letter.sender.address}>".strip(), "subject": letter.subject,
        "new_text": letter.new_text, "defects": list(letter.defects),
    }  # fmt: skip
    if json:
        put_json(told)
        return
    if "unreadable" in letter.defects:
        put(f"it cannot be read whole: below stands its beginning as it came; all of it: vastaja held show {one.id} --out FILE\n")
    for name, value in told.items():
        if name not in ("new_text", "defects"):
            put(f"{name:<14}{one_line(value)}")
    put("\n" + "\n".join(one_line(line, 1000) for line in letter.new_text.splitlines()))


def _write_original(settings: "Settings", desk: "Desk", one: "Held", out: Path) -> None:
    """Write what came, octet for octet, into a new file that nobody else may read."""
    from casework.held import show_update

    octets = desk.look_now(show_update, one.id).encode() if one.is_update else _octets(settings, one)
    try:
        with open(out, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(octets)
    except OSError as trouble:
        raise Failed(f"{out} cannot be written: {trouble.strerror}") from None
    put(f"{len(octets)} octets are in {out}")


def _show_update(desk: "Desk", one: "Held", json: bool) -> None:
    from casework.held import show_update

    told = {**{name: getattr(one, name) for name in (*WORDS, "digest")}, "update": desk.look_now(show_update, one.id)}
    if json:
        put_json(told)
        return
    for name, value in told.items():
        put(f"{name:<14}{one_line(value, 2000)}")


def _octets(settings: "Settings", one: "Held") -> bytes:
    from vastaja.opening import originals_of

    try:
        return originals_of(settings).read(one.digest)
    except OSError:
        raise Failed(f"the original of {one.id} is gone; `vastaja db verify` tells what else is, and a copy may have it") from None


def _read(settings: "Settings", desk: "Desk", one: "Held") -> "Understood":
    """Read a held letter anew; what cannot be read whole is read as far as it goes without risk."""
    from casework.understand import barely_understood

    return _read_whole(settings, desk, one) or barely_understood(_octets(settings, one))


def _read_whole(settings: "Settings", desk: "Desk", one: "Held") -> "Understood | None":
    """Read a held letter anew, in a process of its own: it may be held because reading it ends badly. None where it does again."""
    if one.is_update:
        raise Failed(f"{one.id} came by the bot: it can be shown, replayed or dismissed")
    return asyncio.run(_read_apart(desk, _octets(settings, one)))


async def _read_apart(desk: "Desk", raw: bytes) -> "Understood | None":
    from vastaja.worker import Reader, ReadingDied

    reader = Reader(desk.office.senders)
    try:
        return await reader.read(raw)
    except ReadingDied:
        return None
    finally:
        reader.close()
