"""`vastaja run` and `vastaja demo`: the service, and the service in a make-believe town."""

import asyncio
from typing import TYPE_CHECKING, Annotated

import typer

from vastaja.commands.options import Config, WrongUse, settings_of

if TYPE_CHECKING:
    from vastaja.service import House
    from vastaja.settings import Settings
    from vastaja.sharing import Part


def add_to(app: typer.Typer) -> None:
    app.command("run")(run)
    app.command("demo")(demo)


def run(
    roles: Annotated[
        str, typer.Option("--roles", metavar="doors,workers,clock", help="Parts of the service, of several processes.")
    ] = "",
    config: Config = None,
) -> None:
    """Run the service until SIGTERM or SIGINT; the round begun is finished. Several processes may share one PostgreSQL."""
    settings = settings_of(config)
    demand_a_door(settings)
    parts = parts_named(roles, settings)
    import structlog

    from vastaja.logs import set_up_logs
    from vastaja.open_files import allow_many
    from vastaja.settings import secrets_of
    from vastaja.sorry import answer_to

    leave_no_core()
    allow_many()
    set_up_logs(secrets_of(settings))
    tell_what_is_missing(settings)
    try:
        asyncio.run(_serve_until_told(settings, parts))
    except Exception as fault:
        if answer_to(fault) is not None:
            raise
        # A bug. Its traceback may quote a letter, so it goes through the masks of the log, and the service manager starts us again.
        structlog.get_logger("vastaja").exception("the house has fallen")
        raise typer.Exit(1) from None


def leave_no_core() -> None:
    """Let no file be written of this process' memory where it dies: letters and passwords lie in it."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def parts_named(roles: str, settings: "Settings") -> "frozenset[Part]":
    """Return the parts that `--roles` names, all where it names none. Raises WrongUse."""
    from vastaja.opening import sqlite_file
    from vastaja.sharing import ALL, Part

    named = [word.strip() for word in roles.split(",") if word.strip()]
    if unknown := [word for word in named if word not in ALL]:
        raise WrongUse(f"--roles {', '.join(unknown)}: must be one or more of {','.join(Part)}")
    parts = frozenset(map(Part, named)) or ALL
    if parts != ALL and sqlite_file(settings):
        raise WrongUse("--roles: on SQLite one process runs everything; parts need PostgreSQL ([storage] database)")
    return parts


async def _serve_until_told(settings: "Settings", parts: "frozenset[Part]") -> None:
    from vastaja.loops import stop_on_signals
    from vastaja.service import serve

    stop = asyncio.Event()
    stop_on_signals(stop)
    await serve(settings, stop, ready=_reread_on_hangup, parts=parts)


def _reread_on_hangup(house: "House") -> None:
    """Let SIGHUP read the office's files anew."""
    import signal

    loop, at_work = asyncio.get_running_loop(), set[asyncio.Task[bool]]()

    def reread() -> None:
        task = loop.create_task(house.rereading.now())
        at_work.add(task)
        task.add_done_callback(at_work.discard)

    loop.add_signal_handler(signal.SIGHUP, reread)


def demo(
    port: Annotated[int, typer.Option(min=0, max=65_535, metavar="N", help="The port of the web page; 0: any.")] = 8080,
    content: Annotated[
        str, typer.Option(metavar="chat|page", help="Where letters are read: in the chat, or on the page behind a one-time link.")
    ] = "chat",
) -> None:
    """Run the whole service on built-in parts in a temporary folder, with a page to play everybody."""
    from vastaja.demo import run_demo
    from vastaja.logs import set_up_logs

    set_up_logs(())
    if content not in ("chat", "page"):
        raise WrongUse(f"--content {content}: must be chat or page")
    asyncio.run(run_demo(port, content))


def demand_a_door(settings: "Settings") -> None:
    """Raise WrongUse unless letters can come in at all."""
    if not settings.mailbox and not settings.has_bot:
        raise WrongUse(
            "there is nothing to run: name a [[mailbox]] or give [telegram] token; `vastaja init` writes an example"
        )
    if settings.has_smtp and not settings.office.address:
        raise WrongUse("[office] address: is needed to send mail: it is the From of all our letters")


def tell_what_is_missing(settings: "Settings") -> None:
    """Write to the log what the service goes without."""
    import structlog

    log = structlog.get_logger("vastaja")
    for sentence in without(settings):
        log.warning(sentence)


def without(settings: "Settings") -> list[str]:
    """Return in sentences what is not set and what follows from it."""
    doors = (
        (settings.mailbox, "no [[mailbox]]: no letters are fetched"),
        (settings.has_smtp, "no [smtp]: no letters are sent; receipts and answers wait in the outbox"),
        (settings.has_bot, "no [telegram] token: no chat, so nobody is alerted and nothing can be approved"),
        (settings.chats.duty, "no [chats] duty: new cases are told to nobody"),
        (settings.chats.press, "no [chats] press: what interests the press is told to nobody"),
        (not settings.has_bot or settings.privacy.content == "chat" or settings.web.address,
         "no [web] url: letters are read on the content page, and nobody is told where it is; no letter can be opened"),
        (settings.alarms.mail, "no [alarms] mail: nobody is told when the chat is deaf"),
    )
    return [sentence for there, sentence in doors if not there]
