"""`vastaja held`: letters that wait for a person, in the holding pen or set aside because they could not be read."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, Failed, Json, settings_of
from vastaja.show import one_line, put, put_json, put_table

if TYPE_CHECKING:
    from casework.desk import Desk
    from casework.held import Held
    from casework.understand import Understood
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


@app.command("show")
def show(number: Number, json: Json = False, config: Config = None) -> None:
    """Show a held letter: who writes, about what, and its new words."""
    from casework.held import show_held
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        one = desk.look_now(show_held, number)
        if one.is_update:
            _show_update(desk, one, json)
            return
        letter = _read(settings, desk, number).letter
    told = {
        **{name: getattr(one, name) for name in (*WORDS, "digest")},
        "from": f"{letter.sender.name} <{letter.sender.address}>".strip(), "subject": letter.subject,
        "new_text": letter.new_text,
    }  # fmt: skip
    if json:
        put_json(told)
        return
    for name, value in told.items():
        if name != "new_text":
            put(f"{name:<14}{one_line(value)}")
    put("\n" + "\n".join(one_line(line, 1000) for line in letter.new_text.splitlines()))


@app.command("attach")
def attach(
    number: Number, ref: Annotated[str, typer.Argument(metavar="REF", help="The case.")], config: Config = None
) -> None:
    """Add a held letter to a case."""
    from casework.held import attach as add
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        case = desk.do_now(add, OPERATOR, number, ref, _read(settings, desk, number))
        put(f"letter {number} belongs to case {case.ref}")


@app.command("new")
def new(number: Number, config: Config = None) -> None:
    """Make a held letter a case of its own; its clock runs from the day it came."""
    from casework.held import make_case
    from casework.turn import OPERATOR
    from vastaja.opening import open_desk

    settings = settings_of(config)
    with open_desk(settings) as desk:
        case = desk.do_now(make_case, OPERATOR, number, _read(settings, desk, number))
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
        if desk.look_now(show_held, number).is_update:
            desk.do_now(again, OPERATOR, number)
            put(f"the running service takes {number} up within half a minute")
            return
        understood = _read(settings, desk, number)
        desk.do_now(again, OPERATOR, number)
        outcome = desk.do_now(file_letter, number, understood)
    put(f"letter {number} is filed as: {outcome}")


def _show_update(desk: "Desk", one: "Held", json: bool) -> None:
    from casework.held import show_update

    told = {**{name: getattr(one, name) for name in (*WORDS, "digest")}, "update": desk.look_now(show_update, one.id)}
    if json:
        put_json(told)
        return
    for name, value in told.items():
        put(f"{name:<14}{one_line(value, 2000)}")


def _read(settings: "Settings", desk: "Desk", number: int) -> "Understood":
    """Read a held letter anew, in a process of its own: it may be held because reading it ends badly. Raises NoSuchHeld."""
    from casework.held import show_held
    from vastaja.opening import originals_of

    one = desk.look_now(show_held, number)
    if one.is_update:
        raise Failed(f"{number} came by the bot: it can be shown, replayed or dismissed")
    return asyncio.run(_read_apart(desk, originals_of(settings).read(one.digest), number))


async def _read_apart(desk: "Desk", raw: bytes, number: int) -> "Understood":
    from vastaja.worker import Reader, ReadingDied

    reader = Reader(desk.office.senders)
    try:
        return await reader.read(raw)
    except ReadingDied as died:
        raise Failed(f"letter {number} still cannot be read ({died}); it stays where it is") from None
    finally:
        reader.close()
